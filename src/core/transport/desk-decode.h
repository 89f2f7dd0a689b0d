/* desk-decode.h: what a packet says, field by field, for the eye
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-trace.h"

G_BEGIN_DECLS

/* Of more fields so many are shown. */
#define DESK_DECODE_MAX_FIELDS 1000

/**
 * DeskDecodedField:
 * @name: as the standard calls it
 * @value: in words, printable; empty for what only groups others
 * @depth: how deep it lies in others
 * @offset: where it begins in the packet
 * @length: bytes that it takes there
 * @is_fault: whether the packet breaks the rules here
 *
 * One field of a packet.
 */
typedef struct
{
  char *name;
  char *value;
  guint depth;
  gsize offset;
  gsize length;
  gboolean is_fault;
} DeskDecodedField;

/* Whatever the bytes are, these come to an end, and what they return is
 * bounded and printable. */
GPtrArray  *desk_decode_fields    (const DeskTraceEntry *entry,
                                   const guint8         *data);
char       *desk_decode_summary   (const DeskTraceEntry *entry,
                                   const guint8         *data);
const char *desk_decode_type_name (const DeskTraceEntry *entry);
/* The reason or return code of an answer; NULL if it has none, or all is well. */
const char *desk_decode_refusal   (const DeskTraceEntry *entry,
                                   const guint8         *data);

G_END_DECLS
