/* test-log.c: what is appended to a log is in its file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "log-scene.h"

static void
test_round_trip (Scene *scene, gconstpointer data)
{
  static const guint8 bytes[] = { 'a', 0, 0xff, 0xfe, '\n', 0 };
  g_autofree guint8 *big = g_malloc (20 * 1024 * 1024);
  g_autoptr (DeskMessage) first = NULL;
  g_autoptr (DeskMessage) second = NULL;
  g_autoptr (DeskMessage) third = NULL;
  g_autoptr (DeskMessage) beginning = NULL;
  GError *error = NULL;

  for (guint i = 0; i < 20 * 1024 * 1024; i++)
    big[i] = (guint8) (i * 31 + (i >> 12));

  scene_open (scene);
  append_one (scene->log, "plain", DESK_MESSAGE_RETAINED | 1, bytes, sizeof bytes);
  append_one (scene->log, "empty/Lübeck", DESK_MESSAGE_OUTGOING | 2, NULL, 0);
  append_one (scene->log, "big", DESK_MESSAGE_DUPLICATE, big, 20 * 1024 * 1024);
  scene_flush (scene);

  g_assert_cmpint (desk_log_get_first_id (scene->log), ==, 1);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 3);
  g_assert_cmpuint (desk_log_get_queued (scene->log), ==, 0);
  g_assert_cmpuint (desk_log_get_size (scene->log), >, 20 * 1024 * 1024);

  first = read_message (scene->log, 1, G_MAXSIZE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (first->id, ==, 1);
  g_assert_cmpstr (first->topic, ==, "plain");
  g_assert_cmpint ((int) first->flags, ==, DESK_MESSAGE_RETAINED | 1);
  g_assert_null (first->properties);
  g_assert_cmpmem (g_bytes_get_data (first->payload, NULL), g_bytes_get_size (first->payload), bytes, sizeof bytes);
  g_assert_cmpint (ABS (first->time - g_get_real_time ()), <, 60 * G_TIME_SPAN_SECOND);

  second = read_message (scene->log, 2, G_MAXSIZE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second->topic, ==, "empty/Lübeck");
  g_assert_cmpuint (second->payload_size, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (second->payload), ==, 0);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message WHERE typeof (payload) = 'blob'"), ==, 3);

  third = read_message (scene->log, 3, G_MAXSIZE, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (third->payload, NULL), g_bytes_get_size (third->payload), big, 20 * 1024 * 1024);

  beginning = read_message (scene->log, 3, 1000, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (beginning->payload_size, ==, 20 * 1024 * 1024);
  g_assert_cmpmem (g_bytes_get_data (beginning->payload, NULL), g_bytes_get_size (beginning->payload), big, 1000);

  g_assert_null (read_message (scene->log, 4, 10, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_clear_error (&error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/log/round-trip", Scene, NULL, scene_set_up, test_round_trip, scene_tear_down);

  return g_test_run ();
}
