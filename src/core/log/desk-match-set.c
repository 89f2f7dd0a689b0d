/* desk-match-set.c: ids of messages that match, compressed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <roaring/roaring.h>

#include "desk-match-set.h"

/* Ids in a row from which on adding them as a range is faster */
#define LONG_RUN 16

struct _DeskMatchSet
{
  gint64 base;               /* the id that is number 0 in @bitmap */
  roaring_bitmap_t *bitmap;  /* (owned) */
  guint count;               /* of ids in @bitmap */
};

/**
 * desk_match_set_new:
 * @base: the lowest id that the set can hold
 *
 * Returns: (transfer full): an empty set
 */
DeskMatchSet *
desk_match_set_new (gint64 base)
{
  DeskMatchSet *self = g_new0 (DeskMatchSet, 1);

  self->base = base;
  self->bitmap = roaring_bitmap_create ();

  return self;
}

void
desk_match_set_free (DeskMatchSet *self)
{
  g_return_if_fail (self != NULL);

  roaring_bitmap_free (self->bitmap);
  g_free (self);
}

gint64
desk_match_set_get_base (const DeskMatchSet *self)
{
  return self->base;
}

/**
 * desk_match_set_has_room:
 * @self: a set
 * @id: id of a message
 *
 * Returns: whether the set can hold the id; the highest number stays free, so
 *   that a count always fits into a position
 */
gboolean
desk_match_set_has_room (const DeskMatchSet *self, gint64 id)
{
  return id >= self->base && id - self->base < (gint64) G_MAXUINT32;
}

static void
update_count (DeskMatchSet *self)
{
  self->count = (guint) roaring_bitmap_get_cardinality (self->bitmap);
}

/**
 * desk_match_set_add:
 * @self: a set
 * @ids: (array length=n_ids): ascending ids that the set has room for
 * @n_ids: number of ids
 */
void
desk_match_set_add (DeskMatchSet *self, const gint64 *ids, gsize n_ids)
{
  for (gsize i = 0; i < n_ids;)
    {
      guint32 number = (guint32) (ids[i] - self->base);
      guint32 n = 1;

      g_return_if_fail (desk_match_set_has_room (self, ids[i]));
      /* Where nearly everything matches, long runs follow each other. */
      while (i + n < n_ids && ids[i + n] == ids[i] + n)
        n++;
      g_return_if_fail (desk_match_set_has_room (self, ids[i + n - 1]));
      if (n >= LONG_RUN)
        roaring_bitmap_add_range_closed (self->bitmap, number, number + (n - 1));
      else
        for (guint32 k = 0; k < n; k++)
          roaring_bitmap_add (self->bitmap, number + k);
      i += n;
    }
  update_count (self);
}

/**
 * desk_match_set_add_range:
 * @self: a set
 * @first: an id
 * @last: an id that is not lower; the set has room for both
 *
 * Adds both and all ids in between.
 */
void
desk_match_set_add_range (DeskMatchSet *self, gint64 first, gint64 last)
{
  g_return_if_fail (first <= last);
  g_return_if_fail (desk_match_set_has_room (self, first) && desk_match_set_has_room (self, last));

  roaring_bitmap_add_range_closed (self->bitmap,
                                   (guint32) (first - self->base),
                                   (guint32) (last - self->base));
  update_count (self);
}

/**
 * desk_match_set_add_set:
 * @self: a set
 * @other: a set with the same base
 *
 * Adds all ids of another set.
 */
void
desk_match_set_add_set (DeskMatchSet *self, const DeskMatchSet *other)
{
  g_return_if_fail (self->base == other->base);

  roaring_bitmap_or_inplace (self->bitmap, other->bitmap);
  update_count (self);
}

/**
 * desk_match_set_trim:
 * @self: a set
 * @first: an id
 *
 * Removes all ids that are lower.
 *
 * Returns: how many there were
 */
guint
desk_match_set_trim (DeskMatchSet *self, gint64 first)
{
  guint n_removed = desk_match_set_get_rank (self, first);

  if (n_removed > 0)
    {
      gint64 last_number = MIN (first - 1 - self->base, (gint64) G_MAXUINT32);

      roaring_bitmap_remove_range_closed (self->bitmap, 0, (guint32) last_number);
      self->count -= n_removed;
    }

  return n_removed;
}

guint
desk_match_set_get_count (const DeskMatchSet *self)
{
  return self->count;
}

/**
 * desk_match_set_get_rank:
 * @self: a set
 * @id: any id
 *
 * Returns: how many ids of the set are lower: the position of @id, if it is in
 *   the set
 */
guint
desk_match_set_get_rank (const DeskMatchSet *self, gint64 id)
{
  if (id <= self->base)
    return 0;
  if (!desk_match_set_has_room (self, id))
    return self->count;

  return (guint) roaring_bitmap_rank (self->bitmap, (guint32) (id - 1 - self->base));
}

gboolean
desk_match_set_contains (const DeskMatchSet *self, gint64 id)
{
  return desk_match_set_has_room (self, id)
         && roaring_bitmap_contains (self->bitmap, (guint32) (id - self->base));
}

/**
 * desk_match_set_select:
 * @self: a set
 * @position: less than the count
 *
 * Returns: the id at this position, in ascending order
 */
gint64
desk_match_set_select (const DeskMatchSet *self, guint position)
{
  guint32 number = 0;

  g_return_val_if_fail (position < self->count, 0);

  roaring_bitmap_select (self->bitmap, position, &number);
  return self->base + number;
}
