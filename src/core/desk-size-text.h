/* desk-size-text.h: sizes as a person types them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean desk_size_text_parse (const char *text,
                               guint64     usual,
                               guint64    *bytes);
char    *desk_size_text_new   (guint64     bytes);

G_END_DECLS
