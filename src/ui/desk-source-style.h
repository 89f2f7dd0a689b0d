/* desk-source-style.h: the colours of source views
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

void desk_source_style_follow       (GtkSourceView *view);
void desk_source_style_set_language (GtkSourceView *view,
                                     const char    *language);

G_END_DECLS
