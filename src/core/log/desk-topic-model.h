/* desk-topic-model.h: the topic tree of a log as a list
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log.h"
#include "desk-topic-item.h"
#include "desk-topic-rows.h"

G_BEGIN_DECLS

#define DESK_TYPE_TOPIC_MODEL (desk_topic_model_get_type ())
G_DECLARE_FINAL_TYPE (DeskTopicModel, desk_topic_model, DESK, TOPIC_MODEL, GObject)

/* A GListModel of DeskTopicItem: the nodes that are shown, from top to bottom.
 * A thread fills the tree and puts the rows in order; the list follows while
 * it is active, at most four times a second.
 *
 * Signal "updated": figures may have changed; items tell of theirs by
 * themselves. Signal "reset": it is another tree, and numbers of nodes mean
 * nothing any more. */

DeskTopicModel *desk_topic_model_new            (DeskLog          *log);
DeskTopicModel *desk_topic_model_new_with_limit (DeskLog          *log,
                                                 guint             max_topics);
void            desk_topic_model_set_active     (DeskTopicModel   *self,
                                                 gboolean          active);
void            desk_topic_model_set_sort       (DeskTopicModel   *self,
                                                 DeskTopicSort     sort);
void            desk_topic_model_set_search     (DeskTopicModel   *self,
                                                 const char       *text);
void            desk_topic_model_set_expanded   (DeskTopicModel   *self,
                                                 guint32           node,
                                                 gboolean          expanded);
gboolean        desk_topic_model_expand_all     (DeskTopicModel   *self,
                                                 guint32           node);
void            desk_topic_model_reveal         (DeskTopicModel   *self,
                                                 guint32           node);

guint32         desk_topic_model_get_node       (DeskTopicModel   *self,
                                                 guint             position);
gboolean        desk_topic_model_get_position   (DeskTopicModel   *self,
                                                 guint32           node,
                                                 guint            *position);
guint32         desk_topic_model_get_parent     (DeskTopicModel   *self,
                                                 guint32           node);
gboolean        desk_topic_model_find           (DeskTopicModel   *self,
                                                 const char       *topic,
                                                 guint32          *node);
char           *desk_topic_model_dup_topic      (DeskTopicModel   *self,
                                                 guint32           node);
void            desk_topic_model_get_figures    (DeskTopicModel   *self,
                                                 guint32           node,
                                                 DeskTopicFigures *figures);
guint           desk_topic_model_get_max_topics (DeskTopicModel   *self);
guint           desk_topic_model_get_n_topics   (DeskTopicModel   *self);
guint64         desk_topic_model_get_n_left_out (DeskTopicModel   *self);
guint           desk_topic_model_get_n_matches  (DeskTopicModel   *self);
gboolean        desk_topic_model_get_searching  (DeskTopicModel   *self);
double          desk_topic_model_get_progress   (DeskTopicModel   *self);

G_END_DECLS
