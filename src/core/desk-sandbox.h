/* desk-sandbox.h: what a Flatpak does not let the program see
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean desk_sandbox_is_flatpak    (void);
char    *desk_sandbox_dup_override  (const char *path,
                                     gboolean    read_only);
gboolean desk_sandbox_fail_to_read  (GError    **error,
                                     int         code,
                                     const char *path);
/* For tests */
void     desk_sandbox_set_info_file (const char *path);

G_END_DECLS
