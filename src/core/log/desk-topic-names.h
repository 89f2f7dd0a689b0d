/* desk-topic-names.h: names of topic levels, each kept once
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of names at most */
#define DESK_TOPIC_NAMES_MAX (64 * 1024 * 1024)

/* Names stay where they are until the end: whoever has the number of one may
 * read it while another thread adds some. */
typedef struct _DeskTopicNames DeskTopicNames;

DeskTopicNames *desk_topic_names_new      (void);
void            desk_topic_names_free     (DeskTopicNames       *self);
gboolean        desk_topic_names_lookup   (DeskTopicNames       *self,
                                           const char           *name,
                                           gsize                 length,
                                           guint32              *number);
gboolean        desk_topic_names_add      (DeskTopicNames       *self,
                                           const char           *name,
                                           gsize                 length,
                                           guint32              *number);
const char     *desk_topic_names_get      (const DeskTopicNames *self,
                                           guint32               number,
                                           gsize                *length);
gsize           desk_topic_names_get_room (const DeskTopicNames *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTopicNames, desk_topic_names_free)

G_END_DECLS
