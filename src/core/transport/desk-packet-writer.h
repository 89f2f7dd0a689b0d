/* desk-packet-writer.h: the fields of MQTT packets, as bytes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-properties.h"

G_BEGIN_DECLS

void  desk_packet_append_uint16     (GByteArray     *packet,
                                     guint16         number);
void  desk_packet_append_data       (GByteArray     *packet,
                                     gconstpointer   data,
                                     gsize           length);
void  desk_packet_append_string     (GByteArray     *packet,
                                     const char     *string);
void  desk_packet_append_properties (GByteArray     *packet,
                                     DeskProperties *properties);
/* Puts the fixed header before what is in @packet. */
void  desk_packet_begin             (GByteArray     *packet,
                                     guint8          first_byte);

G_END_DECLS
