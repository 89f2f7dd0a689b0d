/* desk-will.h: the message that a broker publishes when a client is gone
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-properties.h"

G_BEGIN_DECLS

/**
 * DeskWill:
 * @topic: where it is published
 * @payload: (nullable): what; %NULL is empty
 * @payload_file: (nullable): path of a file that holds the payload instead; it
 *   is read at each attempt to connect
 * @qos: 0 to 2
 * @retained: whether the broker keeps it
 * @properties: (nullable): will properties, for MQTT 5 (section 3.1.3.2)
 *
 * A last will (MQTT 5.0 section 3.1.2.5).
 */
typedef struct
{
  char *topic;
  GBytes *payload;
  char *payload_file;
  guint8 qos;
  gboolean retained;
  DeskProperties *properties;
} DeskWill;

DeskWill *desk_will_new          (const char      *topic,
                                  GBytes          *payload);
DeskWill *desk_will_copy         (const DeskWill  *self);
void      desk_will_free         (DeskWill        *self);
gboolean  desk_will_equal        (const DeskWill  *self,
                                  const DeskWill  *other);
/* Reads the file, if there is one: never on the main thread. */
GBytes   *desk_will_read_payload (const DeskWill  *self,
                                  GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskWill, desk_will_free)

G_END_DECLS
