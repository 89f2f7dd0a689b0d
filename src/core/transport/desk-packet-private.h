/* desk-packet-private.h: checks of single packets, for the packet reader
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-packet-reader.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_CHECK_PASS,
  DESK_CHECK_MORE,
  DESK_CHECK_REFUSE,
} DeskCheck;

/**
 * DeskMask:
 * @offset: from the beginning of the packet or, inside a property walk, of
 *   the property block
 * @length: number of bytes
 * @byte: what each of them becomes
 *
 * Bytes of a legal packet that libmosquitto must not see as they are.
 */
typedef struct
{
  gsize offset;
  gsize length;
  guint8 byte;
} DeskMask;

/**
 * DeskHeader:
 * @packet: what is reported; its properties are owned by the caller
 * @size: bytes up to the payload: known when the check passes
 * @need: bytes from the beginning of the packet that the check must see
 *   before it can tell more: known when it asks for more
 * @masks: of #DeskMask; the caller empties it
 */
typedef struct
{
  DeskPacket packet;
  gsize size;
  gsize need;
  GArray *masks;
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
                                      const guint8    *data,
                                      gsize            length,
                                      GArray          *masks,
                                      DeskProperties **properties,
                                      GError         **error);
DeskCheck   _desk_varint_read        (const guint8    *data,
                                      gsize            length,
                                      guint32         *value,
                                      gsize           *size);
/* Whether every character is one that libmosquitto takes as well. */
gboolean    _desk_string_is_plain    (const guint8    *data,
                                      gsize            length);
gboolean    _desk_character_is_plain (gunichar         character);
char       *_desk_string_escape      (const guint8    *data,
                                      gsize            length);

G_END_DECLS
