/* desk-log-gaps.c: where messages are missing in a log file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include <string.h>

#include "desk-log-gaps.h"

/* As many are marked, the newest; a log with more has other troubles. */
#define GAPS_MAX 1000

static const char list_text[] = "SELECT id, after, detail FROM event WHERE id > ?1 ORDER BY id DESC";

typedef struct
{
  gint64 after;
  guint64 lost;
} Gap;

struct _DeskLogGaps
{
  sqlite3_stmt *list; /* (nullable): if the file has no events */
  gint64 last_event;
  GArray *gaps; /* of Gap */
};

/**
 * desk_log_gaps_new:
 * @db: a connection to a log file
 *
 * Makes a list that is empty before its first update.
 *
 * Returns: (transfer full): the list
 */
DeskLogGaps *
desk_log_gaps_new (sqlite3 *db)
{
  DeskLogGaps *self = g_new0 (DeskLogGaps, 1);

  self->gaps = g_array_new (FALSE, FALSE, sizeof (Gap));
  sqlite3_prepare_v3 (db, list_text, -1, SQLITE_PREPARE_PERSISTENT, &self->list, NULL);

  return self;
}

void
desk_log_gaps_free (DeskLogGaps *self)
{
  sqlite3_finalize (self->list);
  g_array_unref (self->gaps);
  g_free (self);
}

/* What stands in the file may be anything. */
static guint64
read_lost (sqlite3_stmt *statement)
{
  static const char member[] = "{\"lost\":";
  const char *detail = (const char *) sqlite3_column_text (statement, 2);

  if (detail == NULL || !g_str_has_prefix (detail, member))
    return 0;

  return g_ascii_strtoull (detail + strlen (member), NULL, 10);
}

/**
 * desk_log_gaps_update:
 * @self: a list
 *
 * Looks for gaps among the events that came since the last time, which is
 * quick, and at first among all.
 */
void
desk_log_gaps_update (DeskLogGaps *self)
{
  gint64 last_event = self->last_event;

  if (self->list == NULL)
    return;

  sqlite3_bind_int64 (self->list, 1, self->last_event);
  while (sqlite3_step (self->list) == SQLITE_ROW && self->gaps->len < GAPS_MAX)
    {
      Gap gap = { .after = sqlite3_column_int64 (self->list, 1), .lost = read_lost (self->list) };

      last_event = MAX (last_event, sqlite3_column_int64 (self->list, 0));
      if (gap.lost > 0)
        g_array_append_val (self->gaps, gap);
    }
  sqlite3_reset (self->list);
  self->last_event = last_event;
}

/**
 * desk_log_gaps_get_lost:
 * @self: a list
 * @id: id of a message
 *
 * Returns: number of messages that are missing before it
 */
guint64
desk_log_gaps_get_lost (DeskLogGaps *self, gint64 id)
{
  guint64 lost = 0;

  for (guint i = 0; i < self->gaps->len; i++)
    {
      const Gap *gap = &g_array_index (self->gaps, Gap, i);

      if (gap->after == id - 1)
        lost += gap->lost;
    }

  return lost;
}
