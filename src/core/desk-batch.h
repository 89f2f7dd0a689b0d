/* desk-batch.h: messages on their way from the network to the log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/**
 * DeskRecord:
 * @time: microseconds since 1970, UTC: when the message arrived or was sent
 * @topic: (not nullable): topic name, UTF-8
 * @flags: QoS, retained, outgoing, duplicate
 * @properties: (nullable): MQTT 5 properties
 * @payload: the payload's bytes; may be %NULL if @length is 0
 * @length: number of bytes in @payload
 *
 * One message of a batch; everything belongs to the batch.
 */
typedef struct
{
  gint64 time;
  GRefString *topic;
  DeskMessageFlags flags;
  DeskProperties *properties;
  const guint8 *payload;
  gsize length;
} DeskRecord;

DeskBatch *desk_batch_new        (void);
void       desk_batch_free       (DeskBatch       *self);
gboolean   desk_batch_append     (DeskBatch       *self,
                                  gint64           time,
                                  GRefString      *topic,
                                  DeskMessageFlags flags,
                                  DeskProperties  *properties,
                                  gconstpointer    payload,
                                  gsize            length);
guint      desk_batch_get_length (DeskBatch       *self);
gsize      desk_batch_get_size   (DeskBatch       *self);
void       desk_batch_get        (DeskBatch       *self,
                                  guint            index,
                                  DeskRecord      *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskBatch, desk_batch_free)

G_END_DECLS
