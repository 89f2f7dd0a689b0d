/* test-session-tally.c: the counters of a session while a flood comes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-log-private.h"
#include "fake-broker.h"
#include "session-scene.h"

#define N_ROUNDS 15000
#define QUEUE_MAX 2000000 /* bytes: so few that reading has to pause, and more than can be on its way then */

/* What each round of the flood has, and which of the subscriptions match it */
static const struct
{
  const char *topic;
  guint payload;
  gboolean all;   /* a/# */
  gboolean one;   /* a/b */
  gboolean share; /* $share/g/+/c */
} flood[] = {
  { "a/b", 0, TRUE, TRUE, FALSE },
  { "a/c", 700, TRUE, FALSE, TRUE },
  { "b/c", 2000, FALSE, FALSE, TRUE },
  { "z", 300, FALSE, FALSE, FALSE },
};

#define N_SENT (N_ROUNDS * G_N_ELEMENTS (flood))

typedef struct
{
  char *folder;
  FakeBroker *broker;
  DeskSession *session;
  DeskTally last;
  guint n_looks;
  gboolean was_waiting;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskProfile) profile = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("mqtt-desk-XXXXXX", NULL);
  fixture->broker = fake_broker_new ();
  profile = g_object_new (DESK_TYPE_PROFILE, "host", "127.0.0.1", "port",
                          (guint) fake_broker_get_port (fixture->broker), NULL);
  path = g_build_filename (fixture->folder, "log.sqlite", NULL);
  fixture->session = desk_session_new (profile, path);
  _desk_log_set_queue_max (desk_session_get_log (fixture->session), QUEUE_MAX);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_session (fixture->session);
  g_object_unref (fixture->session);
  fake_broker_free (fixture->broker);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static gpointer
send_flood (gpointer user_data)
{
  g_autoptr (GByteArray) block = g_byte_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (flood); i++)
    {
      guint8 length = (guint8) strlen (flood[i].topic);
      guint rest = 2 + length + flood[i].payload;
      /* The remaining length is one byte or two, MQTT 3.1.1 section 2.2.3. */
      guint8 head[] = { 0x30, (guint8) (rest % 128 | (rest > 127 ? 0x80 : 0)), (guint8) (rest / 128) };
      guint8 topic_length[] = { 0, length };
      guint8 payload[2000] = { 0 };

      g_byte_array_append (block, head, rest > 127 ? 3 : 2);
      g_byte_array_append (block, topic_length, sizeof topic_length);
      g_byte_array_append (block, (const guint8 *) flood[i].topic, length);
      g_byte_array_append (block, payload, flood[i].payload);
    }
  for (guint i = 0; i < N_ROUNDS; i++)
    if (!fake_broker_send (user_data, block->data, block->len))
      return NULL;

  return user_data;
}

/* At any moment the counters agree, none of them goes back, and none is more than was sent.
 * Returns: whether all has come and nothing waits */
static gboolean
look (Fixture *fixture)
{
  DeskTally tally;

  desk_session_get_tally (fixture->session, &tally);
  g_assert_cmpuint (tally.total.received, <=, N_SENT);
  g_assert_cmpuint (tally.stored + tally.waiting + tally.not_stored, ==, tally.total.received + tally.total.sent);
  g_assert_cmpuint (tally.connection_stored + tally.connection_waiting, ==, tally.connection.received);
  g_assert_cmpuint (tally.connection.received, ==, tally.total.received);
  g_assert_cmpuint (tally.not_stored, ==, 0);
  g_assert_cmpuint (tally.total.received, >=, fixture->last.total.received);
  g_assert_cmpuint (tally.stored, >=, fixture->last.stored);
  g_assert_cmpfloat (tally.total.held_back, >=, fixture->last.total.held_back);
  fixture->last = tally;
  fixture->n_looks++;
  fixture->was_waiting |= tally.waiting > 0;

  return tally.stored == N_SENT;
}

static void
test_flood (Fixture *fixture, gconstpointer data)
{
  static const char *const filters[] = { "a/#", "a/b", "$share/g/+/c" };
  DeskSubscription *subscriptions[G_N_ELEMENTS (filters)];
  guint64 expected[G_N_ELEMENTS (filters)] = { 0 };
  guint64 overlapping = 0, unmatched = 0, bytes = 0;
  GThread *sender;

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    subscriptions[i] = desk_session_subscribe (fixture->session, filters[i], 0, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (flood); i++)
    {
      guint n = (flood[i].all ? 1 : 0) + (flood[i].one ? 1 : 0) + (flood[i].share ? 1 : 0);

      expected[0] += flood[i].all ? N_ROUNDS : 0;
      expected[1] += flood[i].one ? N_ROUNDS : 0;
      expected[2] += flood[i].share ? N_ROUNDS : 0;
      overlapping += n > 1 ? N_ROUNDS : 0;
      unmatched += n == 0 ? N_ROUNDS : 0;
      bytes += (guint64) flood[i].payload * N_ROUNDS;
    }

  desk_session_start (fixture->session);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    wait_until (desk_subscription_get_state (subscriptions[i]) == DESK_SUBSCRIPTION_GRANTED);
  sender = g_thread_new ("flood", send_flood, fixture->broker);
  wait_until (look (fixture));
  g_assert_nonnull (g_thread_join (sender));

  g_assert_true (look (fixture));
  g_assert_cmpuint (fixture->last.total.received, ==, N_SENT);
  g_assert_cmpuint (fixture->last.total.received_bytes, ==, bytes);
  g_assert_cmpuint (fixture->last.total.sent, ==, 0);
  g_assert_cmpuint (fixture->last.waiting, ==, 0);
  g_assert_cmpuint (fixture->last.overlapping, ==, overlapping);
  g_assert_cmpuint (fixture->last.unmatched, ==, unmatched);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    wait_until (desk_subscription_get_count (subscriptions[i]) == expected[i]);
  wait_until (desk_log_get_last_id (desk_session_get_log (fixture->session)) == N_SENT);

  /* What was too fast for the queue was held back, and the counters say so. */
  g_test_message ("%u looks, held back for %.3f s", fixture->n_looks, fixture->last.total.held_back);
  g_assert_true (fixture->was_waiting);
  g_assert_cmpfloat (fixture->last.total.held_back, >, 0);
  g_assert_cmpfloat (fixture->last.connection.held_back, ==, fixture->last.total.held_back);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/session-tally/flood", Fixture, NULL, set_up, test_flood, tear_down);

  return g_test_run ();
}
