/* desk-trace-block.c: a piece of a trace
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-trace-block.h"

G_STATIC_ASSERT (DESK_TRACE_BLOCK_SIZE > DESK_TRACE_SNAP + sizeof (DeskTraceEntry) + 2 * sizeof (guint64));

static gsize
align (gsize size)
{
  return (size + sizeof (guint64) - 1) & ~(sizeof (guint64) - 1);
}

static guint32 *
get_place (const DeskTraceBlock *self, guint index)
{
  return (guint32 *) (gpointer) (self->bytes + DESK_TRACE_BLOCK_SIZE) - 1 - index;
}

/**
 * _desk_trace_block_new:
 * @first: number of its first entry
 *
 * Returns: (transfer full): an empty block
 */
DeskTraceBlock *
_desk_trace_block_new (guint64 first)
{
  DeskTraceBlock *self = g_new0 (DeskTraceBlock, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->first = first;
  self->bytes = g_malloc (DESK_TRACE_BLOCK_SIZE);

  return self;
}

/**
 * _desk_trace_block_ref:
 * @self: a block
 *
 * Returns: (transfer full): the same
 */
DeskTraceBlock *
_desk_trace_block_ref (DeskTraceBlock *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * _desk_trace_block_unref:
 * @data: (transfer full): a block
 *
 * Gives a reference back.
 */
void
_desk_trace_block_unref (gpointer data)
{
  DeskTraceBlock *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->bytes);
  g_free (self);
}

/**
 * _desk_trace_block_append:
 * @self: a block
 * @entry: what is known of a packet
 * @data: as many bytes as its length says
 *
 * Returns: %FALSE if it has no room for that
 */
gboolean
_desk_trace_block_append (DeskTraceBlock *self, const DeskTraceEntry *entry, const guint8 *data)
{
  gsize size = align (sizeof *entry + entry->length);

  if (self->used + size + (self->n_entries + 1) * sizeof (guint32) > DESK_TRACE_BLOCK_SIZE)
    return FALSE;

  memcpy (self->bytes + self->used, entry, sizeof *entry);
  if (entry->length > 0)
    memcpy (self->bytes + self->used + sizeof *entry, data, entry->length);
  *get_place (self, self->n_entries++) = self->used;
  self->used += (guint32) size;

  return TRUE;
}

/**
 * _desk_trace_block_get:
 * @self: a block
 * @index: of an entry
 * @data: (out) (transfer none): its bytes
 *
 * Returns: (transfer none): the entry, as long as the block lives
 */
const DeskTraceEntry *
_desk_trace_block_get (const DeskTraceBlock *self, guint index, const guint8 **data)
{
  const guint8 *at = self->bytes + *get_place (self, index);

  *data = at + sizeof (DeskTraceEntry);

  return (const DeskTraceEntry *) (gconstpointer) at;
}
