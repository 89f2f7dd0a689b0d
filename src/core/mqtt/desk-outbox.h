/* desk-outbox.h: messages of ours that the broker has not got yet
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/**
 * DeskOutgoing:
 * @link: of the outbox
 * @token: the caller's number
 * @topic: (owned): topic name
 * @payload: (owned): the payload
 * @properties: (owned) (nullable): MQTT 5 properties
 * @qos: 0 to 2
 * @retained: the RETAIN flag
 * @in_bulk: whether it takes the room of what is published in bulk
 * @written: whether it has gone to the network once
 * @reason: reason code of a PUBREC that was no refusal
 * @packet_id: packet identifier, 0 for QoS 0
 * @size: bytes that it takes
 *
 * A message on its way to the broker.
 */
typedef struct
{
  GList link;
  guint64 token;
  GRefString *topic;
  GBytes *payload;
  DeskProperties *properties;
  guint8 qos;
  gboolean retained;
  gboolean in_bulk;
  gboolean written;
  guint8 reason;
  guint16 packet_id;
  gsize size;
} DeskOutgoing;

DeskOutgoing *desk_outgoing_new          (guint64         token,
                                          const char     *topic,
                                          GBytes         *payload,
                                          guint8          qos,
                                          gboolean        retained,
                                          DeskProperties *properties);
void          desk_outgoing_free         (DeskOutgoing   *self);

typedef struct _DeskOutbox DeskOutbox;

DeskOutbox   *desk_outbox_new            (void);
void          desk_outbox_free           (DeskOutbox     *self);
void          desk_outbox_add            (DeskOutbox     *self,
                                          DeskOutgoing   *outgoing);
DeskOutgoing *desk_outbox_peek_unwritten (DeskOutbox     *self);
DeskOutgoing *desk_outbox_find           (DeskOutbox     *self,
                                          guint16         packet_id);
DeskOutgoing *desk_outbox_peek           (DeskOutbox     *self);
DeskOutgoing *desk_outbox_next           (DeskOutgoing   *outgoing);
void          desk_outbox_remove         (DeskOutbox     *self,
                                          DeskOutgoing   *outgoing);
gsize         desk_outbox_get_largest    (DeskOutbox     *self,
                                          DeskMqttVersion version);
gsize         desk_outgoing_get_packet_size (DeskOutgoing *self,
                                          DeskMqttVersion version);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskOutgoing, desk_outgoing_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskOutbox, desk_outbox_free)

G_END_DECLS
