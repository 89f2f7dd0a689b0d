/* desk-topic-model-private.h: what the files of the topic model share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-topic-model.h"
#include "desk-topic-worker.h"

G_BEGIN_DECLS

struct _DeskTopicModel
{
  GObject parent_instance;

  DeskLog *log;
  DeskTopicWorker *worker;
  DeskTopicTree *tree; /* (unowned): of the worker */
  guint max_topics;
  guint generation; /* of the log's file */
  gboolean active;
  DeskTopicSort sort;
  char *search; /* (nullable) */
  guint n_searches;
  guint searched;
  guint n_matches;
  double progress;
  guint asking;      /* (nullable): source that asks for the values of new items */
  GArray *rows;      /* of guint32 */
  GHashTable *items; /* node → DeskTopicItem (unowned): those that somebody holds */
};

G_END_DECLS
