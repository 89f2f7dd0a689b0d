/* desk-log-scratch.h: logs that live as long as somebody looks at them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *desk_log_scratch_new    (void);
void  desk_log_scratch_sweep  (void);
void  desk_log_scratch_remove (const char *path);

G_END_DECLS
