/* desk-arrivals.h: what belongs to the messages that the library has not delivered yet
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-packet.h"

G_BEGIN_DECLS

/* Bytes of QoS 2 messages that may wait for PUBREL at once, beyond the first */
#define DESK_ARRIVALS_MAX (256 * 1024 * 1024)

/**
 * DeskArrival:
 * @packet_id: packet identifier, 0 for QoS 0
 * @flags: low four bits of the first byte: DUP, QoS and RETAIN
 * @received: QoS 2: the library has it, and said so by PUBREC
 * @repeated: QoS 2: sent again while the first one was not released yet, so it
 *   is not a message of its own
 * @size: bytes that it takes, its properties included
 * @properties: (owned) (nullable): MQTT 5 properties
 *
 * What libmosquitto does not tell, or not safely, about a PUBLISH.
 */
typedef struct
{
  guint16 packet_id;
  guint8 flags;
  gboolean received;
  gboolean repeated;
  gsize size;
  DeskProperties *properties;
} DeskArrival;

typedef struct _DeskArrivals DeskArrivals;

DeskArrivals *desk_arrivals_new          (void);
void          desk_arrivals_free         (DeskArrivals     *self);
gboolean      desk_arrivals_push         (DeskArrivals     *self,
                                          const DeskPacket *packet,
                                          GError          **error);
gboolean      desk_arrivals_pop          (DeskArrivals     *self,
                                          guint8            qos,
                                          guint16           packet_id,
                                          gboolean          retained,
                                          DeskArrival      *arrival,
                                          GError          **error);
gboolean      desk_arrivals_is_repeated  (DeskArrivals     *self,
                                          guint16           packet_id);
void          desk_arrivals_received     (DeskArrivals     *self,
                                          guint16           packet_id);
void          desk_arrivals_received_all (DeskArrivals     *self,
                                          gboolean          but_last);
void          desk_arrivals_forget       (DeskArrivals     *self);
guint         desk_arrivals_get_n_unreleased (DeskArrivals *self);
void          desk_arrival_clear         (DeskArrival      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskArrivals, desk_arrivals_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskArrival, desk_arrival_clear)

G_END_DECLS
