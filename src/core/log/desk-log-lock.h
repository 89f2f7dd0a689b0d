/* desk-log-lock.h: one writer for each log file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _DeskLogLock DeskLogLock;

DeskLogLock *desk_log_lock_take    (const char  *path,
                                    GError     **error);
void         desk_log_lock_release (DeskLogLock *self);

gboolean     desk_log_lock_is_free (const char  *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskLogLock, desk_log_lock_release)

G_END_DECLS
