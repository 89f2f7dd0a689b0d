/* desk-log-store-private.h: what the files of the store share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <roaring/roaring.h>
#include <sqlite3.h>

#include "desk-log-checkpointer.h"
#include "desk-log-clock.h"
#include "desk-log-store.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_LOG_BEGIN,
  DESK_LOG_COMMIT,
  DESK_LOG_ROLLBACK,
  DESK_LOG_FIND_TOPIC,
  DESK_LOG_ADD_TOPIC,
  DESK_LOG_ADD_MESSAGE,
  DESK_LOG_ADD_EVENT,
  DESK_LOG_COUNT_PAGES,
  DESK_LOG_COUNT_FREE,
  DESK_LOG_LIST_OLDEST,
  DESK_LOG_REMOVE_MESSAGES,
  DESK_LOG_REMOVE_NOTES,
  DESK_LOG_REMOVE_EVENTS,
  DESK_LOG_LIST_USED_TOPICS,
  DESK_LOG_LIST_TOPICS,
  DESK_LOG_REMOVE_TOPIC,
  DESK_LOG_SET_META,
  DESK_LOG_N_STATEMENTS,
} DeskLogStatement;

typedef enum
{
  DESK_LOG_SWEEP_NONE,
  DESK_LOG_SWEEP_MARKING,
  DESK_LOG_SWEEP_REMOVING,
} DeskLogSweepPhase;

struct _DeskLogStore
{
  sqlite3 *db;
  DeskLogCheckpointer *checkpointer;
  sqlite3_stmt *statements[DESK_LOG_N_STATEMENTS];
  char *path;
  char *wal_path;
  gboolean check_due;
  guint64 device; /* which file it is, to see whether somebody has moved it away */
  guint64 inode;
  DeskLogTopics *topics;
  gint64 first_id;
  gint64 next_id;
  gint64 committed_next_id;
  gint64 run; /* which connection messages come with: the id of its first one */

  DeskProperties *last_properties; /* (owned) (nullable) */
  char *last_json;

  gint64 delete_below;      /* messages below this id are deleted, though some may still be in the file; 0: none */
  gint64 delete_below_next; /* what that becomes at the next commit */
  gboolean shrink;          /* give back all free pages */

  guint64 max_bytes;
  guint max_days;
  gboolean over;      /* there is more than the limit allows */
  gint64 age_checked; /* monotonic time at which no message was too old; 0: check now */
  DeskLogClock clock;
  DeskLogClock clock_noted; /* as it is in the file */

  /* The search for topics that no message has any more */
  DeskLogSweepPhase phase;
  roaring_bitmap_t *used; /* (owned) (nullable): ids of topics */
  gint64 position;        /* id of the next message or topic to look at */
  gint64 last_topic_id;
  guint64 n_topics;       /* about: more if some were removed in an earlier run */
  guint64 n_topics_swept; /* how many there were after the last sweep */
  guint64 n_topics_left;  /* how many the running sweep has left */
  gboolean trimmed;       /* messages were removed since the last sweep */
  gboolean sweep_wanted;  /* however many topics there are */
};

sqlite3_stmt *_desk_log_store_get_statement (DeskLogStore    *self,
                                             DeskLogStatement which,
                                             GError         **error);
gboolean      _desk_log_store_run           (DeskLogStore    *self,
                                             sqlite3_stmt    *statement,
                                             GError         **error);
gboolean      _desk_log_store_set_meta      (DeskLogStore    *self,
                                             const char      *key,
                                             gint64           value,
                                             GError         **error);
gboolean      _desk_log_store_sweep         (DeskLogStore    *self,
                                             gboolean        *more,
                                             GError         **error);
void          _desk_log_store_keep_topic    (DeskLogStore    *self,
                                             gint64           id);

G_END_DECLS
