/* test-match-set.c: sets of ids
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "desk-match-set.h"
#include "dice.h"

/* Well beyond 32 bits */
#define BASE (G_GINT64_CONSTANT (7) << 40)
#define RANGE 300000

/* Compares with one byte for each id of the range. */
static void
assert_same (DeskMatchSet *set, const guint8 *mirror)
{
  guint count = 0;

  for (guint i = 0; i < RANGE; i++)
    {
      g_assert_cmpuint (desk_match_set_contains (set, BASE + i), ==, mirror[i]);
      if (i % 997 == 0 || mirror[i])
        g_assert_cmpuint (desk_match_set_get_rank (set, BASE + i), ==, count);
      if (mirror[i])
        {
          if (count % 37 == 0)
            g_assert_cmpint (desk_match_set_select (set, count), ==, BASE + i);
          count++;
        }
    }
  g_assert_cmpuint (desk_match_set_get_count (set), ==, count);
  if (count > 0)
    g_assert_true (desk_match_set_contains (set, desk_match_set_select (set, count - 1)));
}

static void
test_random (void)
{
  for (guint run = 0; run < 5; run++)
    {
      g_autoptr (DeskMatchSet) set = desk_match_set_new (BASE);
      g_autofree guint8 *mirror = g_malloc0 (RANGE);

      for (guint step = 0; step < 12; step++)
        {
          gint32 from = roll (RANGE);
          gint32 to = from + roll (80000);
          g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
          g_autoptr (DeskMatchSet) other = desk_match_set_new (BASE);

          to = MIN (to, RANGE - 1);
          switch (roll (4))
            {
            case 0:
              desk_match_set_add_range (set, BASE + from, BASE + to);
              memset (mirror + from, 1, (gsize) (to - from + 1));
              break;
            case 1:
              for (gint64 i = from; i <= to; i += 1 + roll (200))
                {
                  gint64 id = BASE + i;

                  g_array_append_val (ids, id);
                  mirror[i] = 1;
                }
              desk_match_set_add (set, (const gint64 *) (gpointer) ids->data, ids->len);
              break;
            case 2:
              desk_match_set_add_range (other, BASE + from, BASE + to);
              desk_match_set_add_set (set, other);
              memset (mirror + from, 1, (gsize) (to - from + 1));
              break;
            default:
              {
                guint n = 0;

                from = from % (RANGE / 20) + (gint32) step * (RANGE / 40);
                for (gint32 i = 0; i < from; i++)
                  {
                    n += mirror[i];
                    mirror[i] = 0;
                  }
                g_assert_cmpuint (desk_match_set_trim (set, BASE + from), ==, n);
              }
            }
        }
      assert_same (set, mirror);
    }
}

static void
test_bounds (void)
{
  g_autoptr (DeskMatchSet) set = desk_match_set_new (BASE);
  gint64 last = BASE + G_MAXUINT32 - 1;

  g_assert_cmpint (desk_match_set_get_base (set), ==, BASE);
  g_assert_cmpuint (desk_match_set_get_count (set), ==, 0);
  g_assert_cmpuint (desk_match_set_trim (set, BASE + 10), ==, 0);
  g_assert_cmpuint (desk_match_set_trim (set, 0), ==, 0);

  g_assert_false (desk_match_set_has_room (set, BASE - 1));
  g_assert_true (desk_match_set_has_room (set, BASE));
  g_assert_true (desk_match_set_has_room (set, last));
  g_assert_false (desk_match_set_has_room (set, last + 1));

  /* As many as there can be */
  desk_match_set_add_range (set, BASE, last);
  g_assert_cmpuint (desk_match_set_get_count (set), ==, G_MAXUINT32);
  g_assert_cmpint (desk_match_set_select (set, G_MAXUINT32 - 1), ==, last);
  g_assert_cmpuint (desk_match_set_get_rank (set, last), ==, G_MAXUINT32 - 1);
  g_assert_cmpuint (desk_match_set_get_rank (set, G_MAXINT64), ==, G_MAXUINT32);
  g_assert_cmpuint (desk_match_set_get_rank (set, 1), ==, 0);
  g_assert_true (desk_match_set_contains (set, last));
  g_assert_false (desk_match_set_contains (set, last + 1));
  g_assert_false (desk_match_set_contains (set, BASE - 1));

  g_assert_cmpuint (desk_match_set_trim (set, last), ==, G_MAXUINT32 - 1);
  g_assert_cmpint (desk_match_set_select (set, 0), ==, last);
  g_assert_cmpuint (desk_match_set_trim (set, G_MAXINT64), ==, 1);
  g_assert_cmpuint (desk_match_set_get_count (set), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/match-set/random", test_random);
  g_test_add_func ("/match-set/bounds", test_bounds);

  return g_test_run ();
}
