/* desk-format.h: numbers and times as a person reads them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *desk_format_count  (guint64 count);
char *desk_format_rate   (double  rate);
char *desk_format_clock  (gint64  time);
char *desk_format_moment (gint64  time);
char *desk_format_span   (gint64  span);
char *desk_format_topic  (const char *topic);

G_END_DECLS
