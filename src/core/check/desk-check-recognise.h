/* desk-check-recognise.h: says what is at the other end instead of what was expected
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-check-run.h"

G_BEGIN_DECLS

gboolean desk_check_recognise (DeskCheckRun     *run,
                               gboolean          secure,
                               DeskCheckFinding *finding);

G_END_DECLS
