/* desk-log-view-private.h: what the files of the log's view share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-view.h"

G_BEGIN_DECLS

/* desk-log-view.c: the rows, what is selected, the tail
 * desk-log-view-place.c: brings a place of the log into view */

GtkListView *_desk_log_view_get_list (DeskLogView *self);

G_END_DECLS
