/* desk-filter-hint.h: what a line means that a person may not have meant
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-filter.h"

G_BEGIN_DECLS

char *desk_filter_dup_hint (DeskFilter *self);

G_END_DECLS
