/* desk-packet-private.h: checks of single packets, for the packet reader
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-packet-reader.h"
#include "desk-topic-aliases.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_CHECK_PASS,
  DESK_CHECK_MORE,
  DESK_CHECK_REFUSE,
} DeskCheck;

/**
 * DeskHeader:
 * @packet: what is reported; its properties are owned by the caller
 * @size: bytes up to the payload: known when the check passes
 * @need: bytes from the beginning of the packet that the check must see
 *   before it can tell more: known when it asks for more
 * @properties_at: where the property block begins, with its length
 * @properties_size: bytes of it, its length included; 0: there is none
 * @kept: (owned): the properties among them that libmosquitto may see
 * @aliases: (owned) (nullable): the topics that the broker may give numbers
 * @topic_at: where the length of an empty topic stands, whose alias is used
 * @topic: (nullable): what that stands for; belongs to @aliases
 */
typedef struct
{
  DeskPacket packet;
  gsize size;
  gsize need;
  gsize properties_at;
  gsize properties_size;
  GByteArray *kept;
  DeskTopicAliases *aliases;
  gsize topic_at;
  GBytes *topic;
} DeskHeader;

const char *_desk_packet_type_name   (DeskPacketType   type);
DeskCheck   _desk_packet_check       (DeskMqttVersion  version,
                                      gsize            max_packet,
                                      gboolean         first,
                                      const guint8    *data,
                                      gsize            length,
                                      DeskHeader      *header,
                                      GError         **error);
gboolean    _desk_properties_walk    (DeskPacketType   type,
                                      gboolean         aliases,
                                      const guint8    *data,
                                      gsize            length,
                                      GByteArray      *kept,
                                      DeskProperties **properties,
                                      GError         **error);
DeskCheck   _desk_varint_read        (const guint8    *data,
                                      gsize            length,
                                      guint32         *value,
                                      gsize           *size);
gsize       _desk_varint_size        (guint32          value);
void        _desk_varint_append      (GByteArray      *bytes,
                                      guint32          value);
/* Whether every character is one that libmosquitto takes as well. */
gboolean    _desk_string_is_plain    (const guint8    *data,
                                      gsize            length);
char       *_desk_string_escape      (const guint8    *data,
                                      gsize            length);

G_END_DECLS
