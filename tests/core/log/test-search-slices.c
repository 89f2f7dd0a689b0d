/* test-search-slices.c: several threads look through slices and finish in any order
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-search-slices.h"
#include "dice.h"

#define SIZE 100
#define THREADS 4

typedef struct
{
  DeskSearchSlices *slices;
  DeskMatchSet *found;
} Ledger;

/* Every third id matches. What is handed over lies right below or above what was. */
static gboolean
look_through (Ledger *ledger, DeskSearchSlice *slice, gint64 n)
{
  g_autoptr (DeskMatchSet) older = desk_match_set_new (1);
  g_autoptr (DeskMatchSet) newer = desk_match_set_new (1);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 from = slice->descending ? slice->last : slice->first;
  gint64 reached = slice->descending ? MAX (slice->first, from - n) : MIN (slice->last, from + n);
  gboolean is_done;

  for (gint64 id = from; slice->descending ? id >= reached : id <= reached; id += slice->descending ? -1 : 1)
    {
      if (id % 3 == 0)
        g_array_append_val (ids, id);
    }
  is_done = desk_search_slices_keep (ledger->slices, slice, ids, reached, older, newer);

  if (desk_match_set_get_count (older) > 0 && desk_match_set_get_count (ledger->found) > 0)
    g_assert_cmpint (desk_match_set_select (older, desk_match_set_get_count (older) - 1), <,
                     desk_match_set_select (ledger->found, 0));
  desk_match_set_add_set (ledger->found, older);
  desk_match_set_add_set (ledger->found, newer);

  return is_done;
}

/* All that was handed over is what matches in low … high. */
static void
assert_whole (Ledger *ledger)
{
  gint64 low = desk_search_slices_get_low (ledger->slices);
  gint64 high = desk_search_slices_get_high (ledger->slices);
  guint n = 0;

  g_assert_cmpint (low, <=, high + 1);
  for (gint64 id = low; id <= high; id++)
    {
      if (id % 3 == 0)
        g_assert_cmpint (desk_match_set_select (ledger->found, n++), ==, id);
    }
  g_assert_cmpuint (desk_match_set_get_count (ledger->found), ==, n);
}

static void
test_any_order (void)
{
  for (guint run = 0; run < 300; run++)
    {
      Ledger ledger = { desk_search_slices_new (1, SIZE), desk_match_set_new (1) };
      DeskSearchSlice *taken[THREADS] = { NULL, };
      gint64 first = 1 + roll (500);
      gint64 last = first + roll (3000);
      gboolean ends = FALSE;

      desk_search_slices_set_range (ledger.slices, first, last);
      while (!ends)
        {
          guint thread = (guint) roll (THREADS);

          if (taken[thread] == NULL)
            taken[thread] = desk_search_slices_take (ledger.slices);
          if (taken[thread] != NULL && roll (40) == 0)
            desk_search_slices_drop_all (ledger.slices, g_steal_pointer (&taken[thread]));
          else if (taken[thread] != NULL && look_through (&ledger, taken[thread], roll (2 * SIZE)))
            taken[thread] = NULL;
          assert_whole (&ledger);
          if (roll (30) == 0 && last < 5000)
            {
              last += roll (200);
              desk_search_slices_set_range (ledger.slices, first, last);
            }

          ends = desk_search_slices_get_low (ledger.slices) == first
                 && desk_search_slices_get_high (ledger.slices) == last;
          /* The end is as well where nobody has anything to do. */
          for (guint i = 0; ends && i < THREADS; i++)
            ends = taken[i] == NULL;
        }
      g_assert_null (desk_search_slices_take (ledger.slices));
      desk_search_slices_free (ledger.slices);
      desk_match_set_free (ledger.found);
    }
}

/* The beginning of the log goes away faster than the search comes on. */
static void
test_left_behind (void)
{
  Ledger ledger = { desk_search_slices_new (1, SIZE), desk_match_set_new (1) };
  DeskSearchSlice *old;
  DeskSearchSlice *older;
  DeskSearchSlice *slice;

  desk_search_slices_set_range (ledger.slices, 1, 1000);
  old = desk_search_slices_take (ledger.slices);
  older = desk_search_slices_take (ledger.slices);
  g_assert_cmpint (old->last, ==, 1000);
  g_assert_cmpint (older->last, ==, 900);

  desk_search_slices_set_range (ledger.slices, 5000, 6000);
  slice = desk_search_slices_take (ledger.slices);
  g_assert_cmpint (slice->last, ==, 6000);
  g_assert_true (slice->descending);
  g_assert_true (look_through (&ledger, old, 10));
  g_assert_false (desk_search_slices_drop_all (ledger.slices, older));
  g_assert_cmpuint (desk_match_set_get_count (ledger.found), ==, 0);
  g_assert_true (look_through (&ledger, slice, SIZE));
  assert_whole (&ledger);

  desk_search_slices_free (ledger.slices);
  desk_match_set_free (ledger.found);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search-slices/any-order", test_any_order);
  g_test_add_func ("/search-slices/left-behind", test_left_behind);

  return g_test_run ();
}
