/* desk-task.h: work in a thread, on behalf of an object of the main thread
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void desk_task_run_in_thread (GTask          *task,
                              GTaskThreadFunc func);

G_END_DECLS
