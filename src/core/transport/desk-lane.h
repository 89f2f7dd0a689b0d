/* desk-lane.h: one direction of a relay
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-packet-reader.h"

G_BEGIN_DECLS

/**
 * DeskLane:
 * @reader: (owned): cuts and checks
 * @waiting: (owned): bytes that passed
 * @sent: how many of @waiting are gone already
 *
 * What is read goes through @reader and waits until the other side takes it;
 * only then more is read. So what waits is one read, and what a packet's header
 * held back before.
 */
typedef struct
{
  DeskPacketReader *reader;
  GByteArray *waiting;
  gsize sent;
} DeskLane;

void          desk_lane_init     (DeskLane        *self,
                                  DeskMqttVersion  version,
                                  gboolean         incoming,
                                  gsize            max_packet,
                                  DeskPacketFunc   func,
                                  gpointer         user_data);
void          desk_lane_clear    (DeskLane        *self);
gboolean      desk_lane_feed     (DeskLane        *self,
                                  const guint8    *data,
                                  gsize            length,
                                  GError         **error);
gboolean      desk_lane_is_empty (const DeskLane  *self);
const guint8 *desk_lane_peek     (const DeskLane  *self,
                                  gsize           *length);
void          desk_lane_advance  (DeskLane        *self,
                                  gsize            length);
void          desk_lane_drop     (DeskLane        *self);

G_END_DECLS
