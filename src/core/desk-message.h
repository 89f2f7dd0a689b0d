/* desk-message.h: one message, whole, as a person inspects it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/**
 * DeskMessage:
 * @id: number in the log; 0 if it is in none
 * @time: microseconds since 1970, UTC
 * @topic: topic name, UTF-8
 * @flags: QoS, retained, outgoing, duplicate
 * @properties: (nullable): MQTT 5 properties
 * @payload: the payload, or its beginning
 * @payload_size: number of bytes of the whole payload; more than @payload
 *   holds when only the beginning was read
 *
 * A message read back from the log. It is a reference-counted value that
 * does not change after it was made and may cross threads.
 */
struct _DeskMessage
{
  gint64 id;
  gint64 time;
  GRefString *topic;
  DeskMessageFlags flags;
  DeskProperties *properties;
  GBytes *payload;
  gsize payload_size;
};

#define DESK_TYPE_MESSAGE (desk_message_get_type ())
GType        desk_message_get_type (void) G_GNUC_CONST;
DeskMessage *desk_message_new      (gint64           id,
                                    gint64           time,
                                    const char      *topic,
                                    DeskMessageFlags flags,
                                    DeskProperties  *properties,
                                    GBytes          *payload,
                                    gsize            payload_size);
DeskMessage *desk_message_ref      (DeskMessage     *self);
void         desk_message_unref    (DeskMessage     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskMessage, desk_message_unref)

G_END_DECLS
