/* desk-log-follower.h: watches a log that another process writes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-writer.h"

G_BEGIN_DECLS

typedef struct _DeskLogFollower DeskLogFollower;

DeskLogFollower *desk_log_follower_start       (const char      *path,
                                                DeskLogWakeFunc  wake,
                                                gpointer         user_data,
                                                GDestroyNotify   destroy);
void             desk_log_follower_stop        (DeskLogFollower *self);
gboolean         desk_log_follower_take_report (DeskLogFollower *self,
                                                DeskLogReport   *report);

G_END_DECLS
