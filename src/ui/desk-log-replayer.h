/* desk-log-replayer.h: shows a replay while it runs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-replay.h"

G_BEGIN_DECLS

void desk_log_replayer_start (GtkBox     *where,
                              DeskReplay *replay,
                              guint64     expected);

G_END_DECLS
