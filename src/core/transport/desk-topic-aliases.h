/* desk-topic-aliases.h: the topics that a broker gave numbers
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As many as this at most: a topic may have 65,535 bytes. */
#define DESK_TOPIC_ALIASES_MAX 100

typedef struct _DeskTopicAliases DeskTopicAliases;

DeskTopicAliases *desk_topic_aliases_new    (guint             maximum);
void              desk_topic_aliases_free   (DeskTopicAliases *self);
/* What an alias stands for; nullable */
GBytes           *desk_topic_aliases_lookup (DeskTopicAliases *self,
                                             guint             alias);
/* FALSE if the broker may not use that number */
gboolean          desk_topic_aliases_set    (DeskTopicAliases *self,
                                             guint             alias,
                                             gconstpointer     topic,
                                             gsize             length);

G_END_DECLS
