/* desk-import-text.h: texts and times of imported lines
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean desk_import_unescape   (const char *token,
                                 gsize       length,
                                 GByteArray *text);
gboolean desk_import_read_time  (const char *text,
                                 gint64     *time);
gboolean desk_import_add_base64 (const char *text,
                                 gsize       length,
                                 GByteArray *bytes);

G_END_DECLS
