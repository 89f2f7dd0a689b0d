/* desk-decode-private.h: what the decoders of the packet types share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-decode.h"
#include "desk-packet-private.h"

G_BEGIN_DECLS

/**
 * DeskDecode:
 * @entry: the packet
 * @version: protocol version that counts
 * @data: its bytes, as many as are kept
 * @length: number of @data
 * @at: what is decoded so far
 * @end: bytes of the packet, or of the part of it that is being decoded
 * @depth: of the fields that are added
 * @over: nothing more can be decoded: it is not kept, or is wrong
 * @fields: (nullable): where fields go, if they are asked for
 * @summary: one line for the list
 *
 * A packet that is being decoded. All that take something from it do nothing
 * and return 0 or %NULL when it is over.
 */
typedef struct
{
  const DeskTraceEntry *entry;
  DeskMqttVersion version;
  const guint8 *data;
  gsize length;
  gsize at;
  gsize end;
  guint depth;
  gboolean over;
  GPtrArray *fields;
  GString *summary;
} DeskDecode;

/* desk-decode-values.c */
void          _desk_decode_add        (DeskDecode *self,
                                       gsize       offset,
                                       const char *name,
                                       const char *format,
                                       ...) G_GNUC_PRINTF (4, 5);
void          _desk_decode_fault      (DeskDecode *self,
                                       const char *words);
/* Appends to the line, after a dot. */
void          _desk_decode_tell       (DeskDecode *self,
                                       const char *format,
                                       ...) G_GNUC_PRINTF (2, 3);
const guint8 *_desk_decode_take       (DeskDecode *self,
                                       gsize       length);
guint32       _desk_decode_number     (DeskDecode *self,
                                       gsize       size);
guint32       _desk_decode_varint     (DeskDecode *self);
void          _desk_decode_unsigned   (DeskDecode *self,
                                       gsize       size,
                                       const char *name,
                                       const char *unit);
/* Both (transfer full) (nullable): the text as shown, for the line */
char         *_desk_decode_string     (DeskDecode *self,
                                       const char *name);
char         *_desk_decode_binary     (DeskDecode *self,
                                       const char *name);
void          _desk_decode_flag       (DeskDecode *self,
                                       gsize       offset,
                                       const char *name,
                                       gboolean    is_set);
guint16       _desk_decode_packet_id  (DeskDecode *self);
gboolean      _desk_decode_has_more   (DeskDecode *self);

/* desk-decode-properties.c */
void          _desk_decode_properties (DeskDecode *self,
                                       const char *name);

/* One for each kind of packet, from behind its fixed header on */
void          _desk_decode_connect    (DeskDecode *self);
void          _desk_decode_connack    (DeskDecode *self);
void          _desk_decode_publish    (DeskDecode *self);
void          _desk_decode_answer     (DeskDecode *self);
void          _desk_decode_subscribe  (DeskDecode *self);
void          _desk_decode_codes      (DeskDecode *self);
void          _desk_decode_goodbye    (DeskDecode *self);

G_END_DECLS
