/* test-id-ranges.c: ids as ranges
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "desk-id-ranges.h"
#include "dice.h"

#define RANGE 400

/* Compares with one byte for each id; ranges are in order and do not touch. */
static void
assert_same (DeskIdRanges *ranges, const guint8 *mirror)
{
  gint64 end = -1;

  for (guint i = 0; i < RANGE; i++)
    g_assert_cmpuint (desk_id_ranges_contains (ranges, i + 1), ==, mirror[i]);
  for (guint i = 0; i < desk_id_ranges_get_length (ranges); i++)
    {
      const DeskIdRange *range = desk_id_ranges_get (ranges, i);

      g_assert_cmpint (range->first, >, end + 1);
      g_assert_cmpint (range->first, <=, range->last);
      end = range->last;
    }
}

static void
test_random (void)
{
  g_autoptr (DeskIdRanges) ranges = desk_id_ranges_new ();
  guint8 mirror[RANGE] = { 0 };

  for (guint i = 0; i < 3000; i++)
    {
      gint32 first = roll (RANGE);
      gint32 span = roll (60);
      gint32 last = MIN (first + span, RANGE - 1);
      gboolean add = roll (2) == 0;
      g_autoptr (DeskIdRanges) copy = NULL;

      if (add)
        desk_id_ranges_add (ranges, first + 1, last + 1);
      else
        desk_id_ranges_remove (ranges, first + 1, last + 1);
      memset (mirror + first, add, (gsize) (last - first + 1));
      copy = desk_id_ranges_copy (ranges);
      assert_same (copy, mirror);
    }
  desk_id_ranges_clear (ranges);
  memset (mirror, 0, sizeof mirror);
  assert_same (ranges, mirror);
}

static void
test_ends (void)
{
  g_autoptr (DeskIdRanges) ranges = desk_id_ranges_new ();

  desk_id_ranges_add (ranges, 1, G_MAXINT64 - 1);
  desk_id_ranges_add (ranges, 1, 1);
  desk_id_ranges_add (ranges, G_MAXINT64 - 1, G_MAXINT64 - 1);
  g_assert_cmpuint (desk_id_ranges_get_length (ranges), ==, 1);
  desk_id_ranges_remove (ranges, 2, G_MAXINT64);
  g_assert_cmpuint (desk_id_ranges_get_length (ranges), ==, 1);
  g_assert_true (desk_id_ranges_contains (ranges, 1));
  g_assert_false (desk_id_ranges_contains (ranges, 2));
  g_assert_false (desk_id_ranges_contains (ranges, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/id-ranges/random", test_random);
  g_test_add_func ("/id-ranges/ends", test_ends);

  return g_test_run ();
}
