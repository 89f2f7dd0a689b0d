/* desk-search-payload.h: the payload of a stored message, read piece by piece
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "desk-filter-needle.h"

G_BEGIN_DECLS

/**
 * DeskSearchPayload:
 * @data: (nullable): all bytes, if they are in memory
 * @size: number of bytes
 * @read: reads bytes that are not in memory; unused if @data is there
 * @source: what @read reads from
 * @cancellable: (nullable): looked at between pieces
 *
 * A payload that may be too large to be held in memory.
 */
typedef struct _DeskSearchPayload DeskSearchPayload;
struct _DeskSearchPayload
{
  const guint8 *data;
  gsize size;
  gboolean (*read) (gpointer source, gsize offset, guint8 *buffer, gsize length, GError **error);
  gpointer source;
  GCancellable *cancellable;
};

/* Bytes that are read from a large payload at once */
#define DESK_SEARCH_PIECE 65536

/* Bytes at the beginning of a payload that are looked at by what cannot work piece
 * by piece */
#define DESK_SEARCH_WHOLE (16 * 1024 * 1024)

/* What desk_search_payload_walk() hands over at once at most; it can be divided
 * by three, as base64 needs it. */
#define DESK_SEARCH_WALK 49152

/**
 * DeskSearchPieceFunc:
 * @data: bytes of a payload
 * @length: number of bytes
 * @user_data: what was given with the function
 * @error: why it is to end
 *
 * Returns: whether to go on
 */
typedef gboolean (*DeskSearchPieceFunc) (const guint8 *data, gsize length, gpointer user_data, GError **error);

const guint8 *desk_search_payload_peek     (DeskSearchPayload *self,
                                            gsize              offset,
                                            gsize              length,
                                            guint8            *buffer,
                                            GError           **error);
const guint8 *desk_search_payload_load     (DeskSearchPayload *self,
                                            gsize              max_length,
                                            guint8           **to_free,
                                            gsize             *length,
                                            GError           **error);
gboolean      desk_search_payload_contains (DeskSearchPayload *self,
                                            const DeskNeedle  *needle,
                                            gboolean          *contains,
                                            GError           **error);
gboolean      desk_search_payload_walk     (DeskSearchPayload *self,
                                            DeskSearchPieceFunc func,
                                            gpointer           user_data,
                                            GError           **error);
gboolean      desk_search_payload_walk_text (DeskSearchPayload *self,
                                            DeskSearchPieceFunc func,
                                            gpointer           user_data,
                                            gboolean          *is_text,
                                            GError           **error);

G_END_DECLS
