/* desk-history-removal.h: deletes what the log of a profile holds, after asking
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-log.h"
#include "desk-profile.h"

G_BEGIN_DECLS

void desk_history_remove (DeskProfile *profile,
                          DeskLog     *log,
                          GtkWidget   *from);

G_END_DECLS
