/* desk-log-sweep.c: removes topics that no message of a log has any more
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-log-schema.h"
#include "desk-log-store-private.h"

/* Where each request has a topic of its own, topics would fill the file in the
 * end and push the messages out. So once many have come since the last time, the
 * messages are gone through in small steps, and then the topics that none had.
 * An index of the messages by topic would make every insert dearer. */

/* As many topics must have come as were left the last time, and at least so
 * many, or one for each of so many bytes that the log may have. */
#define NEW_TOPICS_MIN 50000
#define BYTES_OF_NEW_TOPIC 2048

/* Messages and topics of a step */
#define STEP_MESSAGES 16384
#define STEP_TOPICS 2048

static void
start (DeskLogStore *self)
{
  self->used = roaring_bitmap_create ();
  self->position = self->first_id;
  self->phase = DESK_LOG_SWEEP_MARKING;
}

static void
stop (DeskLogStore *self)
{
  g_clear_pointer (&self->used, roaring_bitmap_free);
  self->phase = DESK_LOG_SWEEP_NONE;
  self->n_topics_swept = self->n_topics;
  self->trimmed = FALSE;
  self->sweep_wanted = FALSE;
}

/* From here on a topic that a new message needs is looked up, and so kept. The
 * newest topic is kept too, so that its id is not given to another. */
static void
start_removing (DeskLogStore *self)
{
  desk_log_topics_forget (self->topics);
  self->phase = DESK_LOG_SWEEP_REMOVING;
  self->position = 0;
  self->n_topics_left = 0;
  roaring_bitmap_add (self->used, (guint32) self->last_topic_id);
}

static gboolean
mark (DeskLogStore *self, GError **error)
{
  sqlite3_stmt *statement = _desk_log_store_get_statement (self, DESK_LOG_LIST_USED_TOPICS, error);
  int rc;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, self->position);
  sqlite3_bind_int64 (statement, 2, STEP_MESSAGES);
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      self->position = sqlite3_column_int64 (statement, 0) + 1;
      roaring_bitmap_add (self->used, (guint32) sqlite3_column_int64 (statement, 1));
    }
  if (rc != SQLITE_DONE)
    desk_log_schema_fail (self->db, error);
  sqlite3_reset (statement);

  if (rc == SQLITE_DONE && self->position >= self->next_id)
    start_removing (self);

  return rc == SQLITE_DONE;
}

/* Lists the unused topics of a step. Returns: (nullable): their ids; in @last
 * that of the last topic that was looked at, or 0 */
static GArray *
list_unused (DeskLogStore *self, gint64 *last, guint *n_used, GError **error)
{
  g_autoptr (GArray) unused = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *statement = _desk_log_store_get_statement (self, DESK_LOG_LIST_TOPICS, error);
  int rc;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, self->position);
  sqlite3_bind_int64 (statement, 2, STEP_TOPICS);
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      *last = sqlite3_column_int64 (statement, 0);
      if (!roaring_bitmap_contains (self->used, (guint32) *last))
        g_array_append_val (unused, *last);
      else
        *n_used += 1;
    }
  if (rc != SQLITE_DONE)
    desk_log_schema_fail (self->db, error);
  sqlite3_reset (statement);

  return rc == SQLITE_DONE ? g_steal_pointer (&unused) : NULL;
}

static gboolean
remove_topics (DeskLogStore *self, GArray *ids, GError **error)
{
  sqlite3_stmt *statement = _desk_log_store_get_statement (self, DESK_LOG_REMOVE_TOPIC, error);

  for (guint i = 0; statement != NULL && i < ids->len; i++)
    {
      sqlite3_bind_int64 (statement, 1, g_array_index (ids, gint64, i));
      if (!_desk_log_store_run (self, statement, error))
        return FALSE;
    }

  return statement != NULL;
}

static gboolean
remove_unused (DeskLogStore *self, gboolean *more, GError **error)
{
  gint64 last = 0;
  guint n_used = 0;
  g_autoptr (GArray) ids = list_unused (self, &last, &n_used, error);

  if (ids == NULL)
    return FALSE;
  if (last == 0)
    {
      self->n_topics = self->n_topics_left;
      stop (self);
      *more = FALSE;
      return TRUE;
    }

  if (ids->len > 0
      && (!desk_log_store_begin (self, error) || !remove_topics (self, ids, error)
          || !desk_log_store_commit (self, NULL, error)))
    {
      desk_log_store_rollback (self);
      return FALSE;
    }
  self->position = last;
  self->n_topics_left += n_used;

  return TRUE;
}

static gboolean
is_due (DeskLogStore *self)
{
  guint64 least = NEW_TOPICS_MIN;

  if (self->max_bytes > 0)
    least = MIN (least, self->max_bytes / BYTES_OF_NEW_TOPIC);

  return self->sweep_wanted
         || (self->trimmed && self->n_topics >= self->n_topics_swept + MAX (self->n_topics_swept, least));
}

/* Does one small step, if there is anything to do. Returns: whether it worked */
gboolean
_desk_log_store_sweep (DeskLogStore *self, gboolean *more, GError **error)
{
  if (self->phase == DESK_LOG_SWEEP_NONE)
    {
      if (!is_due (self))
        return TRUE;
      start (self);
    }

  *more = TRUE;
  if (self->phase == DESK_LOG_SWEEP_MARKING ? mark (self, error) : remove_unused (self, more, error))
    return TRUE;
  stop (self);

  return FALSE;
}

/* A new message has this topic. */
void
_desk_log_store_keep_topic (DeskLogStore *self, gint64 id)
{
  if (self->used != NULL)
    roaring_bitmap_add (self->used, (guint32) id);
}
