/* desk-id-ranges.c: ids of messages as ranges
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-id-ranges.h"

struct _DeskIdRanges
{
  GArray *ranges; /* (owned) (element-type DeskIdRange) */
};

/**
 * desk_id_ranges_new:
 *
 * Returns: (transfer full): an empty set
 */
DeskIdRanges *
desk_id_ranges_new (void)
{
  DeskIdRanges *self = g_new0 (DeskIdRanges, 1);

  self->ranges = g_array_new (FALSE, FALSE, sizeof (DeskIdRange));
  return self;
}

/**
 * desk_id_ranges_copy:
 * @self: a set
 *
 * Returns: (transfer full): a set of the same ids
 */
DeskIdRanges *
desk_id_ranges_copy (const DeskIdRanges *self)
{
  DeskIdRanges *copy = desk_id_ranges_new ();

  g_array_append_vals (copy->ranges, self->ranges->data, self->ranges->len);
  return copy;
}

void
desk_id_ranges_free (DeskIdRanges *self)
{
  g_array_unref (self->ranges);
  g_free (self);
}

/* Returns: index of the first range that does not end before @id */
static guint
find (const DeskIdRanges *self, gint64 id)
{
  guint low = 0;
  guint high = self->ranges->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->ranges, DeskIdRange, middle).last < id)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/**
 * desk_id_ranges_add:
 * @self: a set
 * @first: first id, greater than 0
 * @last: last id, less than %G_MAXINT64
 *
 * Adds all ids from @first to @last.
 */
void
desk_id_ranges_add (DeskIdRanges *self, gint64 first, gint64 last)
{
  guint from, to;

  g_return_if_fail (first > 0 && first <= last && last < G_MAXINT64);

  /* A range that ends just before becomes one with it, and one that begins just behind. */
  from = find (self, first - 1);
  to = from;
  while (to < self->ranges->len && g_array_index (self->ranges, DeskIdRange, to).first <= last + 1)
    {
      first = MIN (first, g_array_index (self->ranges, DeskIdRange, to).first);
      last = MAX (last, g_array_index (self->ranges, DeskIdRange, to).last);
      to++;
    }
  if (to > from)
    g_array_remove_range (self->ranges, from, to - from);
  g_array_insert_val (self->ranges, from, ((DeskIdRange) { first, last }));
}

/**
 * desk_id_ranges_remove:
 * @self: a set
 * @first: first id
 * @last: last id
 *
 * Removes all ids from @first to @last.
 */
void
desk_id_ranges_remove (DeskIdRanges *self, gint64 first, gint64 last)
{
  guint at = find (self, first);

  while (at < self->ranges->len && g_array_index (self->ranges, DeskIdRange, at).first <= last)
    {
      DeskIdRange old = g_array_index (self->ranges, DeskIdRange, at);

      g_array_remove_index (self->ranges, at);
      if (old.first < first)
        g_array_insert_val (self->ranges, at++, ((DeskIdRange) { old.first, first - 1 }));
      if (old.last > last)
        g_array_insert_val (self->ranges, at++, ((DeskIdRange) { last + 1, old.last }));
    }
}

void
desk_id_ranges_clear (DeskIdRanges *self)
{
  g_array_set_size (self->ranges, 0);
}

/**
 * desk_id_ranges_contains:
 * @self: a set
 * @id: an id
 *
 * Returns: whether @id is in the set
 */
gboolean
desk_id_ranges_contains (const DeskIdRanges *self, gint64 id)
{
  guint at = find (self, id);

  return at < self->ranges->len && g_array_index (self->ranges, DeskIdRange, at).first <= id;
}

/**
 * desk_id_ranges_get_length:
 * @self: a set
 *
 * Returns: number of its ranges
 */
guint
desk_id_ranges_get_length (const DeskIdRanges *self)
{
  return self->ranges->len;
}

/**
 * desk_id_ranges_get:
 * @self: a set
 * @index: less than its number of ranges
 *
 * Returns: (transfer none): a range
 */
const DeskIdRange *
desk_id_ranges_get (const DeskIdRanges *self, guint index)
{
  g_return_val_if_fail (index < self->ranges->len, NULL);

  return &g_array_index (self->ranges, DeskIdRange, index);
}
