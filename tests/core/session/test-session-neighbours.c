/* test-session-neighbours.c: one connection that misbehaves, beside one that does not
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "fake-broker.h"
#include "real-broker.h"
#include "session-scene.h"

#define N_ROUNDS 300
#define WORST 3.0       /* s for a message there and back on a busy machine; a connection that waits for another has no end */
#define TICK 10         /* ms */
#define N_IN_BLOCK 20000

typedef struct
{
  char *folder;
  RealBroker *broker;
  FakeBroker *bad_broker;
  DeskSession *good;
  DeskSession *bad;
  gint64 last_tick;
  gint64 worst_gap; /* µs between two ticks of the main loop */
  guint ticks;
} Fixture;

static DeskSession *
make_session (Fixture *fixture, const char *name, guint port)
{
  g_autoptr (DeskProfile) profile = g_object_new (DESK_TYPE_PROFILE, "name", name, "host", "127.0.0.1", "port", port, NULL);
  g_autofree char *path = g_strdup_printf ("%s/%s.sqlite", fixture->folder, name);

  return desk_session_new (profile, path);
}

static gboolean
on_tick (gpointer user_data)
{
  Fixture *fixture = user_data;
  gint64 now = g_get_monotonic_time ();

  if (fixture->last_tick != 0)
    fixture->worst_gap = MAX (fixture->worst_gap, now - fixture->last_tick);
  fixture->last_tick = now;

  return G_SOURCE_CONTINUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("mqtt-desk-XXXXXX", NULL);
  fixture->broker = real_broker_new (NULL);
  fixture->bad_broker = fake_broker_new ();
  fixture->good = make_session (fixture, "good", real_broker_get_port (fixture->broker));
  fixture->bad = make_session (fixture, "bad", fake_broker_get_port (fixture->bad_broker));
  fixture->ticks = g_timeout_add (TICK, on_tick, fixture);

  desk_session_start (fixture->good);
  wait_until (desk_session_get_state (fixture->good) == DESK_SESSION_CONNECTED);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_source_remove (fixture->ticks);
  close_session (fixture->good);
  g_object_unref (fixture->good);
  if (fixture->bad != NULL)
    close_session (fixture->bad);
  g_clear_object (&fixture->bad);
  fake_broker_free (fixture->bad_broker);
  real_broker_free (fixture->broker);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* The longest that a message of the good connection took to be acknowledged, in seconds */
static double
measure (Fixture *fixture, const char *beside)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);
  gint64 worst = 0;

  fixture->last_tick = fixture->worst_gap = 0;
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;
      g_autoptr (DeskPublication) publication
          = g_object_ref (desk_session_publish (fixture->good, "a/b", payload, 1, FALSE, NULL, &error));

      g_assert_no_error (error);
      wait_until (desk_publication_get_state (publication) != DESK_PUBLICATION_PENDING);
      g_assert_cmpint (desk_publication_get_state (publication), ==, DESK_PUBLICATION_ACKNOWLEDGED);
      worst = MAX (worst, g_get_monotonic_time () - start);
    }
  g_test_message ("%s: %.1f ms at most for a message, %.1f ms between two ticks of the main loop", beside,
                  (double) worst / 1000, (double) fixture->worst_gap / 1000);
  g_assert_cmpint (desk_session_get_state (fixture->good), ==, DESK_SESSION_CONNECTED);
  g_assert_cmpfloat ((double) fixture->worst_gap / G_USEC_PER_SEC, <, WORST);

  return (double) worst / G_USEC_PER_SEC;
}

static gpointer
flood (gpointer user_data)
{
  static const guint8 packet[] = { 0x30, 7, 0, 3, 'a', '/', 'b', '4', '2' };
  g_autoptr (GByteArray) block = g_byte_array_new ();

  for (guint i = 0; i < N_IN_BLOCK; i++)
    g_byte_array_append (block, packet, sizeof packet);
  while (fake_broker_send (user_data, block->data, block->len))
    continue;

  return NULL;
}

/* As much as it can, until its session is closed */
static void
test_flood (Fixture *fixture, gconstpointer data)
{
  double alone = measure (fixture, "alone");
  double beside;
  GThread *thread;

  desk_session_start (fixture->bad);
  wait_until (desk_session_get_state (fixture->bad) == DESK_SESSION_CONNECTED);
  thread = g_thread_new ("flood", flood, fixture->bad_broker);
  wait_until (desk_session_get_n_received (fixture->bad) > N_IN_BLOCK);
  beside = measure (fixture, "beside a flood");
  g_assert_cmpuint (desk_session_get_n_received (fixture->bad), >, N_IN_BLOCK);

  close_session (fixture->bad);
  g_clear_object (&fixture->bad);
  g_thread_join (thread);
  g_assert_cmpfloat (alone, <, WORST);
  g_assert_cmpfloat (beside, <, WORST);
}

/* It takes the connection and never says a word. */
static void
test_silent (Fixture *fixture, gconstpointer data)
{
  fake_broker_set_answer (fixture->bad_broker, DESK_PACKET_CONNECT, "");
  desk_session_start (fixture->bad);
  wait_until (fake_broker_count (fixture->bad_broker, DESK_PACKET_CONNECT) > 0);
  g_assert_cmpfloat (measure (fixture, "beside a silent broker"), <, WORST);
  g_assert_cmpint (desk_session_get_state (fixture->bad), ==, DESK_SESSION_CONNECTING);
}

/* It does not read what it is sent, so that much waits. */
static void
test_stalled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GBytes) payload = g_bytes_new (large, strlen (large));

  desk_session_start (fixture->bad);
  wait_until (desk_session_get_state (fixture->bad) == DESK_SESSION_CONNECTED);
  fake_broker_set_appetite (fixture->bad_broker, 0);
  for (guint i = 0; i < 20; i++)
    desk_session_publish (fixture->bad, "a/b", payload, 1, FALSE, NULL, NULL);
  g_assert_cmpfloat (measure (fixture, "beside a broker that reads nothing"), <, WORST);
  fake_broker_set_appetite (fixture->bad_broker, -1);
}

/* It breaks the protocol whenever it is connected to. */
static void
test_broken (Fixture *fixture, gconstpointer data)
{
  fake_broker_set_answer (fixture->bad_broker, DESK_PACKET_CONNECT, "20020000 ffffffffff");
  desk_session_start (fixture->bad);
  wait_until (desk_session_get_error (fixture->bad) != NULL);
  g_assert_cmpfloat (measure (fixture, "beside a broken broker"), <, WORST);
}

#define add(path, function) g_test_add ("/session-neighbours/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("flood", test_flood);
  add ("silent", test_silent);
  add ("stalled", test_stalled);
  add ("broken", test_broken);

  return g_test_run ();
}
