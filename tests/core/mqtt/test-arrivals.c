/* test-arrivals.c: what comes with a message finds it, or nothing does
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-arrivals.h"
#include "desk-error.h"
#include "desk-topic-cache.h"

static void
push (DeskArrivals *arrivals,
      guint8        qos,
      guint16       id,
      gboolean      retained,
      gboolean      dup,
      const char   *content_type)
{
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  g_autoptr (GError) error = NULL;
  DeskPacket packet = {
    .type = DESK_PACKET_PUBLISH,
    .flags = (guint8) (qos << 1 | (retained ? 1 : 0) | (dup ? 8 : 0)),
    .packet_id = id,
    .size = 10,
  };

  if (content_type != NULL)
    {
      desk_properties_add_string (properties, DESK_PROP_CONTENT_TYPE, content_type, -1);
      packet.properties = properties;
    }
  g_assert_true (desk_arrivals_push (arrivals, &packet, &error));
  g_assert_no_error (error);
}

static void
pop (DeskArrivals *arrivals, guint8 qos, guint16 id, gboolean retained, const char *content_type)
{
  g_auto (DeskArrival) arrival = { 0 };
  g_autoptr (GError) error = NULL;
  const DeskProperty *property;

  g_assert_true (desk_arrivals_pop (arrivals, qos, id, retained, &arrival, &error));
  g_assert_no_error (error);
  property = desk_properties_find (arrival.properties, DESK_PROP_CONTENT_TYPE);
  g_assert_cmpstr (property != NULL ? property->string : NULL, ==, content_type);
}

static void
check_no_match (DeskArrivals *arrivals, guint8 qos, guint16 id, gboolean retained)
{
  DeskArrival arrival = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (desk_arrivals_pop (arrivals, qos, id, retained, &arrival, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_PROTOCOL);
}

static void
test_order (void)
{
  g_autoptr (DeskArrivals) arrivals = desk_arrivals_new ();

  push (arrivals, 0, 0, FALSE, FALSE, "a");
  push (arrivals, 2, 5, FALSE, FALSE, "b");
  push (arrivals, 1, 6, TRUE, FALSE, "c");
  push (arrivals, 2, 7, FALSE, FALSE, NULL);
  push (arrivals, 0, 0, TRUE, FALSE, NULL);
  g_assert_cmpuint (desk_arrivals_get_n_unreleased (arrivals), ==, 2);

  pop (arrivals, 0, 0, FALSE, "a");
  pop (arrivals, 2, 7, FALSE, NULL);
  pop (arrivals, 1, 6, TRUE, "c");
  pop (arrivals, 0, 0, TRUE, NULL);
  pop (arrivals, 2, 5, FALSE, "b");
  g_assert_cmpuint (desk_arrivals_get_n_unreleased (arrivals), ==, 0);
  check_no_match (arrivals, 0, 0, FALSE);
  check_no_match (arrivals, 2, 5, FALSE);
}

static void
test_no_match (void)
{
  static const struct
  {
    guint8 qos;
    guint16 id;
    gboolean retained;
  } wrong[] = { { 0, 0, FALSE }, { 1, 2, FALSE }, { 1, 1, TRUE }, { 2, 1, FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (DeskArrivals) arrivals = desk_arrivals_new ();

      push (arrivals, 1, 1, FALSE, FALSE, "a");
      check_no_match (arrivals, wrong[i].qos, wrong[i].id, wrong[i].retained);
    }
}

/* The ring turns and grows without losing its order. */
static void
test_many (void)
{
  g_autoptr (DeskArrivals) arrivals = desk_arrivals_new ();
  guint16 in = 0, out = 0;

  for (guint round = 1; round <= 40; round++)
    {
      for (guint i = 0; i < round * 37; i++)
        push (arrivals, 1, ++in, FALSE, FALSE, NULL);
      for (guint i = 0; i < round * 31; i++)
        pop (arrivals, 1, ++out, FALSE, NULL);
    }
  while (out != in)
    pop (arrivals, 1, ++out, FALSE, NULL);
  check_no_match (arrivals, 1, out, FALSE);
}

static void
test_repeated (void)
{
  g_autoptr (DeskArrivals) arrivals = desk_arrivals_new ();
  DeskArrival arrival = { 0 };

  push (arrivals, 2, 1, FALSE, FALSE, "first");
  push (arrivals, 2, 1, FALSE, TRUE, "again");
  push (arrivals, 2, 2, FALSE, TRUE, "alone");
  g_assert_false (desk_arrivals_is_repeated (arrivals, 1));
  pop (arrivals, 2, 1, FALSE, "first");
  g_assert_true (desk_arrivals_is_repeated (arrivals, 1));
  g_assert_true (desk_arrivals_pop (arrivals, 2, 1, FALSE, &arrival, NULL));
  g_assert_true (arrival.repeated);
  desk_arrival_clear (&arrival);
  g_assert_false (desk_arrivals_is_repeated (arrivals, 1));

  g_assert_true (desk_arrivals_pop (arrivals, 2, 2, FALSE, &arrival, NULL));
  g_assert_false (arrival.repeated);
  desk_arrival_clear (&arrival);
}

static void
test_forget (void)
{
  g_autoptr (DeskArrivals) arrivals = desk_arrivals_new ();

  push (arrivals, 2, 1, FALSE, FALSE, "received");
  push (arrivals, 2, 2, FALSE, FALSE, "not received");
  push (arrivals, 1, 3, FALSE, FALSE, "not delivered");
  desk_arrivals_received (arrivals, 1);
  desk_arrivals_forget (arrivals);
  g_assert_cmpuint (desk_arrivals_get_n_unreleased (arrivals), ==, 1);
  check_no_match (arrivals, 1, 3, FALSE);
  check_no_match (arrivals, 2, 2, FALSE);
  pop (arrivals, 2, 1, FALSE, "received");

  push (arrivals, 2, 4, FALSE, FALSE, "whole");
  push (arrivals, 2, 5, FALSE, FALSE, "cut");
  desk_arrivals_received_all (arrivals, TRUE);
  desk_arrivals_forget (arrivals);
  check_no_match (arrivals, 2, 5, FALSE);
  pop (arrivals, 2, 4, FALSE, "whole");

  /* What is cut need not be one of these. */
  push (arrivals, 2, 6, FALSE, FALSE, "whole");
  push (arrivals, 0, 0, FALSE, FALSE, "cut");
  desk_arrivals_received_all (arrivals, TRUE);
  desk_arrivals_forget (arrivals);
  pop (arrivals, 2, 6, FALSE, "whole");
}

/* One message may be as large as it likes, all together not. */
static void
test_bounds (void)
{
  g_autoptr (DeskArrivals) arrivals = desk_arrivals_new ();
  g_autoptr (GError) too_large = NULL;
  g_autoptr (GError) too_many = NULL;
  DeskPacket packet = { .type = DESK_PACKET_PUBLISH, .flags = 4, .packet_id = 1 };

  packet.size = DESK_ARRIVALS_MAX + 1;
  g_assert_true (desk_arrivals_push (arrivals, &packet, NULL));
  packet.packet_id = 2;
  g_assert_false (desk_arrivals_push (arrivals, &packet, &too_large));
  g_assert_error (too_large, DESK_ERROR, DESK_ERROR_PROTOCOL);
  g_assert_cmpuint (desk_arrivals_get_n_unreleased (arrivals), ==, 1);
  pop (arrivals, 2, 1, FALSE, NULL);

  /* Properties may take more in memory than on the wire. */
  {
    g_autoptr (DeskProperties) properties = desk_properties_new ();
    g_autoptr (GError) too_many_properties = NULL;
    guint n_pushed = 0;

    for (guint i = 0; i < 1024 * 1024 / 5; i++)
      desk_properties_add_pair (properties, "", -1, "", -1);
    packet.properties = properties;
    packet.size = 1024 * 1024;
    for (packet.packet_id = 1; desk_arrivals_push (arrivals, &packet, &too_many_properties); packet.packet_id++)
      n_pushed++;
    g_assert_error (too_many_properties, DESK_ERROR, DESK_ERROR_PROTOCOL);
    g_assert_cmpuint (n_pushed, <, 16);
    for (guint i = 1; i <= n_pushed; i++)
      {
        g_auto (DeskArrival) arrival = { 0 };

        g_assert_true (desk_arrivals_pop (arrivals, 2, (guint16) i, FALSE, &arrival, NULL));
      }
    packet.properties = NULL;
  }

  packet.size = 1;
  for (guint i = 1; i <= G_MAXUINT16; i++)
    {
      packet.packet_id = (guint16) i;
      g_assert_true (desk_arrivals_push (arrivals, &packet, NULL));
    }
  g_assert_false (desk_arrivals_push (arrivals, &packet, &too_many));
  g_assert_error (too_many, DESK_ERROR, DESK_ERROR_PROTOCOL);
}

static void
test_topic_cache (void)
{
  g_autoptr (DeskTopicCache) cache = desk_topic_cache_new ();
  GRefString *first = g_ref_string_acquire (desk_topic_cache_get (cache, "a/b"));
  g_autofree char *longest = g_strnfill (65535, 'x');

  g_assert_cmpstr (first, ==, "a/b");
  g_assert_true (desk_topic_cache_get (cache, "a/b") == first);
  g_assert_true (desk_topic_cache_get (cache, "a/c") != first);

  /* It begins anew when it is full, by number or by size; what it gave lives on. */
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *topic = g_strdup_printf ("t/%u", i);

      g_assert_cmpstr (desk_topic_cache_get (cache, topic), ==, topic);
    }
  g_assert_true (desk_topic_cache_get (cache, "a/b") != first);
  for (char c = 'a'; c <= 'z'; c++)
    for (char d = 'a'; d <= 'd'; d++)
      {
        longest[0] = c;
        longest[1] = d;
        g_assert_cmpstr (desk_topic_cache_get (cache, longest), ==, longest);
      }
  g_assert_cmpstr (first, ==, "a/b");
  g_ref_string_release (first);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/arrivals/order", test_order);
  g_test_add_func ("/arrivals/no-match", test_no_match);
  g_test_add_func ("/arrivals/many", test_many);
  g_test_add_func ("/arrivals/repeated", test_repeated);
  g_test_add_func ("/arrivals/forget", test_forget);
  g_test_add_func ("/arrivals/bounds", test_bounds);
  g_test_add_func ("/topic-cache", test_topic_cache);

  return g_test_run ();
}
