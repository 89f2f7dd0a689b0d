/* desk-trace-item.c: one row of a trace
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-trace-item.h"

#include <glib/gi18n.h>

#include "desk-decode.h"
#include "desk-format.h"

/* It holds on to its packet, also when the trace lets that go. */
struct _DeskTraceItem
{
  GObject parent_instance;
  guint64 number;
  DeskTraceEntry entry;
  GBytes *data; /* (owned) (nullable): NULL if it was gone */
};

G_DEFINE_FINAL_TYPE (DeskTraceItem, desk_trace_item, G_TYPE_OBJECT)

static void
desk_trace_item_finalize (GObject *object)
{
  g_clear_pointer (&DESK_TRACE_ITEM (object)->data, g_bytes_unref);

  G_OBJECT_CLASS (desk_trace_item_parent_class)->finalize (object);
}

static void
desk_trace_item_class_init (DeskTraceItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_trace_item_finalize;
}

static void
desk_trace_item_init (DeskTraceItem *self)
{
}

/**
 * desk_trace_item_new:
 * @trace: a trace
 * @number: of an entry
 *
 * Returns: (transfer full): the entry, as it is now
 */
DeskTraceItem *
desk_trace_item_new (DeskTrace *trace, guint64 number)
{
  DeskTraceItem *self = g_object_new (DESK_TYPE_TRACE_ITEM, NULL);

  self->number = number;
  desk_trace_get (trace, number, &self->entry, &self->data);

  return self;
}

/**
 * desk_trace_item_get_number:
 * @self: an item
 *
 * Returns: its number in the trace
 */
guint64
desk_trace_item_get_number (DeskTraceItem *self)
{
  g_return_val_if_fail (DESK_IS_TRACE_ITEM (self), 0);

  return self->number;
}

/**
 * desk_trace_item_get_entry:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): what is known of it
 */
const DeskTraceEntry *
desk_trace_item_get_entry (DeskTraceItem *self)
{
  g_return_val_if_fail (DESK_IS_TRACE_ITEM (self), NULL);

  return self->data != NULL ? &self->entry : NULL;
}

/**
 * desk_trace_item_get_data:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): what is kept of its bytes
 */
const guint8 *
desk_trace_item_get_data (DeskTraceItem *self)
{
  g_return_val_if_fail (DESK_IS_TRACE_ITEM (self), NULL);

  return self->data != NULL ? g_bytes_get_data (self->data, NULL) : NULL;
}

/**
 * desk_trace_item_describe:
 * @self: an item
 *
 * Returns: (transfer full): the row in words, as a screen reader reads it
 */
char *
desk_trace_item_describe (DeskTraceItem *self)
{
  g_autofree char *summary = NULL;
  g_autofree char *clock = NULL;
  const char *direction;

  g_return_val_if_fail (DESK_IS_TRACE_ITEM (self), NULL);

  if (self->data == NULL)
    return g_strdup ("");

  summary = desk_decode_summary (&self->entry, g_bytes_get_data (self->data, NULL));
  clock = desk_format_clock (self->entry.time);
  if ((self->entry.flags & DESK_TRACE_STEP) != 0)
    /* Translators: a time of day, and what happened then */
    return g_strdup_printf (_ ("%s, %s"), clock, summary);

  direction = (self->entry.flags & DESK_TRACE_OUTGOING) != 0 ? _ ("sent") : _ ("received");

  /* Translators: a time of day, “sent” or “received”, the type of a packet, what it says */
  return g_strdup_printf (_ ("%s, %s, %s, %s"), clock, direction, desk_decode_type_name (&self->entry),
                             summary);
}
