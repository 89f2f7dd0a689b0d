/* desk-time-text.h: times as a person types them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DeskTimeDay:
 * @DESK_TIME_TODAY: today, be it later than now
 * @DESK_TIME_LATEST: the last time that it was that time: yesterday, if it
 *   would be later than now
 *
 * The day that a time of day alone is meant for.
 */
typedef enum
{
  DESK_TIME_TODAY,
  DESK_TIME_LATEST,
} DeskTimeDay;

gboolean desk_time_text_parse (const char  *text,
                               DeskTimeDay  day,
                               GDateTime   *now,
                               gint64      *start,
                               gint64      *end,
                               GError     **error);

G_END_DECLS
