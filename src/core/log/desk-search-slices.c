/* desk-search-slices.c: who looks through which messages, and what is looked through
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-search-slices.h"

/* Older slices that may be under way or wait for one above them */
#define MAX_OLDER 16

/**
 * Slice:
 * @part: what is left of it
 * @found: (owned): what was found and is not handed over yet
 * @reached: the last id that was looked at
 * @is_taken: whether a thread works on it
 * @is_dropped: whether nobody wants it any more
 */
typedef struct
{
  DeskSearchSlice part;
  DeskMatchSet *found;
  gint64 reached;
  gboolean is_taken;
  gboolean is_dropped;
} Slice;

/* What was looked at is one range, low … high, inside of what is wanted, first …
 * last. It begins at the end of the log and grows both ways, a slice at a time:
 *
 *      first ───── handed_out ── low ═══════════ high ── last
 *           older slices ◄──                       ──► what came since
 *
 * Several older slices may be under way at once; what is found in one is only handed
 * over when all above it are done. */
struct _DeskSearchSlices
{
  gint64 base;
  gint64 size;        /* ids of a slice */
  gint64 first;
  gint64 last;
  gint64 low;
  gint64 high;
  gint64 handed_out;  /* the lowest id of all older slices */
  GQueue older;       /* (element-type Slice): in order, the newest first */
  Slice *newer;       /* (owned) (nullable): there is one at a time */
  gboolean last_was_older;
};

static void
slice_free (Slice *slice)
{
  desk_match_set_free (slice->found);
  g_free (slice);
}

static void
drop (Slice *slice)
{
  if (slice->is_taken)
    slice->is_dropped = TRUE;
  else
    slice_free (slice);
}

/**
 * desk_search_slices_new:
 * @base: the lowest id that will ever be in the range
 * @size: ids of a slice
 *
 * Returns: (transfer full): the slices of an empty range
 */
DeskSearchSlices *
desk_search_slices_new (gint64 base, gint64 size)
{
  DeskSearchSlices *self = g_new0 (DeskSearchSlices, 1);

  self->base = base;
  self->size = size;
  self->first = self->low = self->handed_out = base;
  self->last = self->high = base - 1;
  g_queue_init (&self->older);

  return self;
}

static void
drop_all (DeskSearchSlices *self)
{
  g_queue_clear_full (&self->older, (GDestroyNotify) drop);
  g_clear_pointer (&self->newer, drop);
  self->handed_out = self->low;
}

/* No thread may work on a slice any more. */
void
desk_search_slices_free (DeskSearchSlices *self)
{
  drop_all (self);
  g_free (self);
}

void
desk_search_slices_set_range (DeskSearchSlices *self, gint64 first, gint64 last)
{
  self->first = first;
  self->last = last;
}

gint64
desk_search_slices_get_first (const DeskSearchSlices *self)
{
  return self->first;
}

gint64
desk_search_slices_get_last (const DeskSearchSlices *self)
{
  return self->last;
}

/* The lowest id of what was looked at */
gint64
desk_search_slices_get_low (const DeskSearchSlices *self)
{
  return self->low;
}

/* The highest id of what was looked at */
gint64
desk_search_slices_get_high (const DeskSearchSlices *self)
{
  return self->high;
}

static Slice *
make_slice (DeskSearchSlices *self, gint64 first, gint64 last, gboolean descending)
{
  Slice *slice = g_new0 (Slice, 1);

  slice->part = (DeskSearchSlice) { first, last, descending };
  slice->found = desk_match_set_new (self->base);
  slice->reached = descending ? last + 1 : first - 1;
  slice->is_taken = TRUE;
  self->last_was_older = descending;

  return slice;
}

/**
 * desk_search_slices_take:
 * @self: slices
 *
 * Finds something to do. New messages and older ones take turns, so that neither
 * waits for the other.
 *
 * Returns: (transfer full) (nullable): a slice to look through; %NULL if there is
 *   nothing to do now. Hand it to desk_search_slices_keep() until that says that it
 *   is done, or to desk_search_slices_give_back() or desk_search_slices_drop_all().
 */
DeskSearchSlice *
desk_search_slices_take (DeskSearchSlices *self)
{
  gboolean is_idle = self->newer == NULL && g_queue_is_empty (&self->older);
  gboolean newer;
  gboolean older;

  /* Nothing was looked at yet, or all of it lies below what is wanted now. */
  if ((self->low > self->high && is_idle) || self->first > self->high + 1)
    {
      self->low = self->last + 1;
      self->high = self->last;
      drop_all (self);
    }

  newer = self->newer == NULL && self->last > self->high;
  older = self->handed_out > self->first && self->older.length < MAX_OLDER;
  if (older && !(newer && self->last_was_older))
    {
      gint64 first = MAX (self->first, self->handed_out - self->size);
      Slice *slice = make_slice (self, first, self->handed_out - 1, TRUE);

      g_queue_push_tail (&self->older, slice);
      self->handed_out = first;
      return &slice->part;
    }
  if (newer)
    {
      self->newer = make_slice (self, self->high + 1, MIN (self->last, self->high + self->size), FALSE);
      return &self->newer->part;
    }

  return NULL;
}

/* Hands over what was found below all that was handed over before. */
static void
hand_over_older (DeskSearchSlices *self, DeskMatchSet *older)
{
  Slice *slice;

  while ((slice = g_queue_peek_head (&self->older)) != NULL)
    {
      desk_match_set_add_set (older, slice->found);
      desk_match_set_free (slice->found);
      slice->found = desk_match_set_new (self->base);
      self->low = MIN (self->low, slice->reached);
      if (slice->is_taken)
        return;
      slice_free (g_queue_pop_head (&self->older));
    }
}

static void
reverse (GArray *ids)
{
  gint64 *items = (gint64 *) (gpointer) ids->data;

  for (guint i = 0; i < ids->len / 2; i++)
    {
      gint64 id = items[i];

      items[i] = items[ids->len - 1 - i];
      items[ids->len - 1 - i] = id;
    }
}

/**
 * desk_search_slices_keep:
 * @self: slices
 * @slice: (transfer full): a slice that was taken
 * @ids: (element-type gint64): what was found in it, in the order of its direction
 * @reached: the last id that was looked at
 * @older: where what can be handed over of older messages is added
 * @newer: where what can be handed over of newer messages is added
 *
 * Notes how far a slice was looked through. If it is not done yet, @slice is what is
 * left of it and belongs to the caller again.
 *
 * Returns: whether it is done, or not wanted any more
 */
gboolean
desk_search_slices_keep (DeskSearchSlices *self,
                         DeskSearchSlice *slice,
                         GArray *ids,
                         gint64 reached,
                         DeskMatchSet *older,
                         DeskMatchSet *newer)
{
  Slice *kept = (Slice *) slice;
  gboolean is_done = reached == (slice->descending ? slice->first : slice->last);

  if (kept->is_dropped)
    {
      slice_free (kept);
      return TRUE;
    }

  kept->reached = reached;
  kept->is_taken = !is_done;
  if (slice->descending)
    {
      reverse (ids);
      slice->last = reached - 1;
      desk_match_set_add (kept->found, (const gint64 *) (gpointer) ids->data, ids->len);
      hand_over_older (self, older);
      return is_done;
    }

  slice->first = reached + 1;
  desk_match_set_add (newer, (const gint64 *) (gpointer) ids->data, ids->len);
  self->high = reached;
  if (is_done)
    g_clear_pointer (&self->newer, slice_free);
  return is_done;
}

/**
 * desk_search_slices_give_back:
 * @self: slices
 * @slice: (transfer full): a slice that was taken
 *
 * Lets go of a slice when the search ends.
 */
void
desk_search_slices_give_back (DeskSearchSlices *self, DeskSearchSlice *slice)
{
  Slice *kept = (Slice *) slice;

  kept->is_taken = FALSE;
  if (kept->is_dropped)
    slice_free (kept);
}

/**
 * desk_search_slices_drop_all:
 * @self: slices
 * @slice: (transfer full): a slice that was taken and could not be looked through
 *
 * Gives up all slices that are not handed over yet; what they were to look through
 * will be taken again.
 *
 * Returns: whether the slice was wanted
 */
gboolean
desk_search_slices_drop_all (DeskSearchSlices *self, DeskSearchSlice *slice)
{
  gboolean was_wanted = !((Slice *) slice)->is_dropped;

  desk_search_slices_give_back (self, slice);
  if (was_wanted)
    drop_all (self);

  return was_wanted;
}
