/* desk-topic-worker.h: fills a topic tree from a log and lists its rows, in a thread
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log.h"
#include "desk-topic-rows.h"
#include "desk-topic-values.h"

G_BEGIN_DECLS

/**
 * DeskTopicNews:
 * @rows: (nullable) (element-type guint32): the nodes that are shown, if they changed
 * @values: (element-type DeskTopicValue): values that changed
 * @n_matches: nodes in which a search found its text
 * @searched: the search whose result this is; see desk_topic_worker_set_search()
 * @progress: which share of what was in the log at first was read, 0 to 1
 *
 * What the worker has found since the last time.
 */
typedef struct
{
  GArray *rows;
  GArray *values;
  guint n_matches;
  guint searched;
  double progress;
} DeskTopicNews;

/* Called in the main context that was the default when the worker was made */
typedef void (*DeskTopicNewsFunc) (DeskTopicNews *news,
                                   gpointer       user_data);

typedef struct _DeskTopicWorker DeskTopicWorker;

DeskTopicWorker *desk_topic_worker_new         (DeskLog           *log,
                                                guint              max_topics,
                                                DeskTopicNewsFunc  func,
                                                gpointer           user_data);
void             desk_topic_worker_free        (DeskTopicWorker   *self);
DeskTopicTree   *desk_topic_worker_get_tree    (DeskTopicWorker   *self);
void             desk_topic_worker_set_last_id (DeskTopicWorker   *self,
                                                gint64             last_id);
void             desk_topic_worker_set_active  (DeskTopicWorker   *self,
                                                gboolean           active);
void             desk_topic_worker_set_sort    (DeskTopicWorker   *self,
                                                DeskTopicSort      sort);
guint            desk_topic_worker_set_search  (DeskTopicWorker   *self,
                                                const char        *text);
void             desk_topic_worker_rebuild     (DeskTopicWorker   *self);
void             desk_topic_worker_want_values (DeskTopicWorker   *self,
                                                GArray            *wanted,
                                                gboolean           at_once);

G_END_DECLS
