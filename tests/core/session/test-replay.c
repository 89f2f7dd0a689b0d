/* test-replay.c: messages of a log are published again
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "desk-batch.h"
#include "desk-error.h"
#include "desk-message.h"
#include "desk-properties.h"
#include "desk-replay-private.h"
#include "desk-session-private.h"
#include "fake-broker.h"
#include "real-broker.h"
#include "session-scene.h"

/* A log to be replayed, the session that does it, and one that hears of it. */
typedef struct
{
  char *folder;
  char *path;
  RealBroker *broker;
  DeskProfile *profile;
  DeskLog *source;
  DeskSession *sender;
  DeskSession *receiver;
  DeskReplay *replay;
  gint64 now;
} Scene;

static DeskSession *
connect_session (Scene *scene, const char *name)
{
  g_autofree char *path = g_build_filename (scene->folder, name, NULL);
  DeskSession *session = desk_session_new (scene->profile, path);

  desk_session_start (session);
  wait_until (desk_session_get_state (session) == DESK_SESSION_CONNECTED);

  return session;
}

static void
set_up (Scene *scene, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  DeskSubscription *subscription;

  *scene = (Scene) { .folder = g_dir_make_tmp ("mqtt-desk-XXXXXX", NULL) };
  scene->path = g_build_filename (scene->folder, "source.sqlite", NULL);
  /* Else it drops what the receiver does not take as fast as we send. */
  scene->broker = real_broker_new ("max_queued_messages 0\n");
  scene->profile = desk_profile_new ();
  g_object_set (scene->profile, "host", "127.0.0.1", "port", (guint) real_broker_get_port (scene->broker),
                "mqtt-version", DESK_MQTT_5, NULL);
  scene->receiver = connect_session (scene, "receiver.sqlite");
  subscription = desk_session_subscribe (scene->receiver, "#", 1, NULL);
  wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_GRANTED);
  scene->sender = connect_session (scene, "sender.sqlite");
  scene->source = desk_log_new (scene->path);
  desk_log_set_retention (scene->source, 0, 0);
  desk_log_open_async (scene->source, NULL, keep_result, &result);
  wait_until (result != NULL);
  g_assert_true (desk_log_open_finish (scene->source, result, NULL));
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  g_clear_object (&scene->replay);
  close_session (scene->sender);
  close_session (scene->receiver);
  g_object_unref (scene->sender);
  g_object_unref (scene->receiver);
  desk_log_close (scene->source);
  g_object_unref (scene->source);
  g_object_unref (scene->profile);
  real_broker_free (scene->broker);
  remove_folder (scene->folder);
  g_free (scene->folder);
  g_free (scene->path);
}

static void
append (Scene *scene, gint64 time, const char *topic, guint flags, DeskProperties *properties, const char *text)
{
  g_autoptr (DeskBatch) batch = desk_batch_new ();
  g_autoptr (GRefString) name = g_ref_string_new (topic);
  gint64 last = desk_log_get_last_id (scene->source);

  g_assert_true (desk_batch_append (batch, time, name, (DeskMessageFlags) flags, properties, text, strlen (text)));
  desk_log_append (scene->source, g_steal_pointer (&batch));
  wait_until (desk_log_get_last_id (scene->source) == last + 1);
}

static void
append_many (Scene *scene, guint n, guint qos)
{
  g_autoptr (GRefString) name = g_ref_string_new ("a/b");
  DeskBatch *batch = desk_batch_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      desk_batch_append (batch, i, name, (DeskMessageFlags) qos, NULL, text, strlen (text));
    }
  desk_log_append (scene->source, batch);
  wait_until (desk_log_get_last_id (scene->source) == (gint64) n);
}

static gint64
get_clock (gpointer user_data)
{
  return ((Scene *) user_data)->now;
}

static void
start (Scene *scene, DeskReplayOptions options, gboolean own_clock)
{
  g_autoptr (DeskLogScope) all = desk_log_scope_new (NULL, NULL, NULL, NULL);

  scene->replay = desk_replay_new (scene->sender, scene->path, all, &options);
  if (own_clock)
    _desk_replay_set_clock (scene->replay, get_clock, scene);
  desk_replay_start (scene->replay);
}

/* Of those whose state the broker knows of */
static guint64
count_received (Scene *scene)
{
  return (guint64) desk_log_get_last_id (desk_session_get_log (scene->receiver));
}

static DeskMessage *
read_received (Scene *scene, gint64 id)
{
  g_autoptr (GAsyncResult) result = NULL;
  DeskMessage *message;

  wait_until (count_received (scene) >= (guint64) id);
  desk_log_read_message_async (desk_session_get_log (scene->receiver), id, 100, NULL, keep_result, &result);
  wait_until (result != NULL);
  message = desk_log_read_message_finish (desk_session_get_log (scene->receiver), result, NULL);
  g_assert_nonnull (message);

  return message;
}

static void
assert_received (Scene *scene, gint64 id, const char *topic, const char *text)
{
  g_autoptr (DeskMessage) message = read_received (scene, id);

  g_assert_cmpstr (message->topic, ==, topic);
  g_assert_cmpmem (g_bytes_get_data (message->payload, NULL), message->payload_size, text, strlen (text));
}

static void
wait_state (Scene *scene, DeskReplayState state)
{
  wait_until (desk_replay_get_state (scene->replay) == state);
}

#define AS_IT_WAS { .speed = 1, .qos = -1, .retained = -1 }
#define AT_ONCE { .qos = -1, .retained = -1 }

/* Many more than may be on their way, in order, none lost. */
static void
test_at_once (Scene *scene, gconstpointer data)
{
  guint qos = (guint) GPOINTER_TO_INT (data);

  append_many (scene, 3000, qos);
  start (scene, (DeskReplayOptions) AT_ONCE, FALSE);
  wait_state (scene, DESK_REPLAY_DONE);
  g_assert_cmpuint (desk_replay_get_n_sent (scene->replay), ==, 3000);
  g_assert_cmpuint (desk_replay_get_n_acknowledged (scene->replay), ==, qos > 0 ? 3000 : 0);
  g_assert_cmpuint (desk_replay_get_n_refused (scene->replay), ==, 0);
  wait_until (count_received (scene) == 3000);
  for (guint i = 1; i <= 3000; i += 499)
    {
      g_autofree char *text = g_strdup_printf ("%u", i - 1);

      assert_received (scene, i, "a/b", text);
    }
}

static void
look (Scene *scene, gint64 now)
{
  scene->now = now;
  _desk_replay_look (scene->replay);
}

static void
test_timing (Scene *scene, gconstpointer data)
{
  const gint64 s = G_TIME_SPAN_SECOND;
  const gint64 past = G_GINT64_CONSTANT (1700000000000000);
  DeskReplayOptions options = AS_IT_WAS;

  append (scene, past, "t", 0, NULL, "0");
  append (scene, past + 1000 * s, "t", 0, NULL, "1000");
  append (scene, past + 500 * s, "t", 0, NULL, "500, its clock was set back");
  append (scene, past + 3000 * s, "t", 0, NULL, "3000");
  append (scene, past + 4000 * s, "t", 0, NULL, "4000");
  scene->now = 7 * s;
  options.speed = 10;
  start (scene, options, TRUE);
  wait_until (desk_replay_get_n_sent (scene->replay) == 1);
  wait_until (desk_replay_get_wait (scene->replay) == 100 * s);

  look (scene, 7 * s + 100 * s - 1);
  g_assert_cmpint (desk_replay_get_wait (scene->replay), ==, 1);
  g_assert_cmpuint (desk_replay_get_n_sent (scene->replay), ==, 1);
  look (scene, 7 * s + 100 * s);
  wait_until (desk_replay_get_n_sent (scene->replay) == 3);

  /* The time of a pause does not count. */
  wait_until (desk_replay_get_wait (scene->replay) == 200 * s);
  desk_replay_pause (scene->replay);
  look (scene, 5000 * s);
  g_assert_cmpuint (desk_replay_get_n_sent (scene->replay), ==, 3);
  desk_replay_resume (scene->replay);
  g_assert_cmpint (desk_replay_get_wait (scene->replay), ==, 200 * s);
  look (scene, 5200 * s);
  wait_until (desk_replay_get_n_sent (scene->replay) == 4);
  wait_until (desk_replay_get_wait (scene->replay) == 100 * s);
  desk_replay_stop (scene->replay);
  g_assert_cmpint (desk_replay_get_state (scene->replay), ==, DESK_REPLAY_STOPPED);
  look (scene, 9000 * s);
  assert_received (scene, 4, "t", "3000");
  g_assert_cmpuint (desk_replay_get_n_sent (scene->replay), ==, 4);
}

static void
test_what_is_sent (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  DeskReplayOptions options = AT_ONCE;
  g_autoptr (DeskMessage) message = NULL;

  desk_properties_add_pair (properties, "k", -1, "v", -1);
  desk_properties_add_number (properties, DESK_PROP_SUBSCRIPTION_IDENTIFIER, 7);
  desk_properties_add_pair (properties, "k", -1, "w", -1);
  desk_properties_add_string (properties, DESK_PROP_CONTENT_TYPE, "text/plain", -1);
  append (scene, 1, "plant/line/1", DESK_MESSAGE_DUPLICATE | DESK_MESSAGE_OUTGOING | 2, properties, "one");
  append (scene, 2, "$SYS/broker/uptime", 0, NULL, "not ours");
  append (scene, 3, "plantation", 1, NULL, "two");
  append (scene, 4, "plant", 0, NULL, "");
  options.old_prefix = "plant/";
  options.new_prefix = "test/plant";
  options.qos = 1;
  start (scene, options, FALSE);
  wait_state (scene, DESK_REPLAY_DONE);
  g_assert_cmpuint (desk_replay_get_n_sent (scene->replay), ==, 3);
  g_assert_cmpuint (desk_replay_get_n_acknowledged (scene->replay), ==, 3);
  g_assert_cmpuint (desk_replay_get_n_refused (scene->replay), ==, 1);
  g_assert_nonnull (strstr (desk_replay_get_error (scene->replay)->message, "$SYS/broker/uptime"));

  assert_received (scene, 2, "plantation", "two");
  assert_received (scene, 3, "test/plant", "");
  message = read_received (scene, 1);
  g_assert_cmpstr (message->topic, ==, "test/plant/line/1");
  g_assert_cmpuint (message->flags, ==, 1);
}

/* A wildcard that the new prefix brings in is refused, message by message. */
static void
test_refused (Scene *scene, gconstpointer data)
{
  DeskReplayOptions options = AT_ONCE;

  append_many (scene, 300, 0);
  options.new_prefix = "a/#";
  start (scene, options, FALSE);
  wait_state (scene, DESK_REPLAY_DONE);
  g_assert_cmpuint (desk_replay_get_n_refused (scene->replay), ==, 300);
  g_assert_cmpuint (desk_replay_get_n_sent (scene->replay), ==, 0);
  g_assert_error (desk_replay_get_error (scene->replay), DESK_ERROR, DESK_ERROR_INVALID_TOPIC);
}

/* What a broker may send, and libmosquitto cannot, costs that message and no more. */
static void
test_cannot_be_sent (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProperties) properties = desk_properties_new ();

  desk_properties_add_string (properties, DESK_PROP_CONTENT_TYPE, "", -1);
  append (scene, 1, "a", 1, NULL, "one");
  append (scene, 2, "b", 1, properties, "two");
  append (scene, 3, "c", 1, NULL, "three");
  start (scene, (DeskReplayOptions) AT_ONCE, FALSE);
  wait_state (scene, DESK_REPLAY_DONE);
  g_assert_cmpuint (desk_replay_get_n_sent (scene->replay), ==, 2);
  g_assert_cmpuint (desk_replay_get_n_refused (scene->replay), ==, 1);
  g_assert_nonnull (strstr (desk_replay_get_error (scene->replay)->message, "content-type"));
  assert_received (scene, 2, "c", "three");
}

/* The broker goes in the middle; what it did not acknowledge is sent again. */
static void
test_connection_lost (Scene *scene, gconstpointer data)
{
  append_many (scene, 20000, 1);
  start (scene, (DeskReplayOptions) AT_ONCE, FALSE);
  wait_until (desk_replay_get_n_acknowledged (scene->replay) > 100);
  real_broker_stop (scene->broker);
  wait_state (scene, DESK_REPLAY_LOST);
  wait_until (desk_session_get_state (scene->sender) != DESK_SESSION_CONNECTED);
  g_assert_nonnull (desk_replay_get_error (scene->replay));
  desk_replay_resume (scene->replay);
  g_assert_cmpint (desk_replay_get_state (scene->replay), ==, DESK_REPLAY_LOST);

  real_broker_start (scene->broker);
  desk_session_try_now (scene->sender);
  wait_until (desk_session_get_state (scene->sender) == DESK_SESSION_CONNECTED);
  g_assert_cmpint (desk_replay_get_state (scene->replay), ==, DESK_REPLAY_LOST);
  desk_replay_resume (scene->replay);
  wait_state (scene, DESK_REPLAY_DONE);
  g_assert_cmpuint (desk_replay_get_n_acknowledged (scene->replay), ==, 20000);
  g_assert_no_error (desk_replay_get_error (scene->replay));
}

static void
use_fake_broker (Scene *scene, FakeBroker *fake)
{
  close_session (scene->sender);
  g_object_unref (scene->sender);
  g_object_set (scene->profile, "port", (guint) fake_broker_get_port (fake), NULL);
  scene->sender = connect_session (scene, "slow.sqlite");
}

/* A person and a replay share a connection, but not the room for what is on its way. */
static void
test_beside_outbox (Scene *scene, gconstpointer data)
{
  gboolean replay_first = GPOINTER_TO_INT (data);
  g_autoptr (FakeBroker) slow = fake_broker_new ();
  g_autoptr (GPtrArray) published = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  append_many (scene, 300, 1);
  use_fake_broker (scene, slow);
  fake_broker_set_appetite (slow, 0);
  if (replay_first)
    {
      start (scene, (DeskReplayOptions) AT_ONCE, FALSE);
      wait_until (scene->sender->n_bulk > 0);
    }
  for (guint i = 0; i < DESK_OUTBOX_MAX_LENGTH; i++)
    {
      DeskPublication *one = desk_session_publish (scene->sender, "ours", payload, 1, FALSE, NULL, &error);

      g_assert_no_error (error);
      g_ptr_array_add (published, g_object_ref (one));
    }
  g_assert_null (desk_session_publish (scene->sender, "ours", payload, 1, FALSE, NULL, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_QUEUE_FULL);
  if (!replay_first)
    {
      start (scene, (DeskReplayOptions) AT_ONCE, FALSE);
      wait_until (scene->sender->n_bulk > 0);
    }

  fake_broker_set_appetite (slow, -1);
  wait_state (scene, DESK_REPLAY_DONE);
  g_assert_cmpuint (desk_replay_get_n_acknowledged (scene->replay), ==, 300);
  g_assert_no_error (desk_replay_get_error (scene->replay));
  for (guint i = 0; i < published->len; i++)
    wait_until (desk_publication_get_state (published->pdata[i]) == DESK_PUBLICATION_ACKNOWLEDGED);
  g_assert_cmpuint (scene->sender->n_bulk, ==, 0);
  g_assert_cmpuint (scene->sender->bulk_cost, ==, 0);
}

/* The first message may be larger than all the room. */
static void
test_beside_large (Scene *scene, gconstpointer data)
{
  g_autoptr (FakeBroker) slow = fake_broker_new ();
  g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (DESK_OUTBOX_MAX_SIZE + 1), DESK_OUTBOX_MAX_SIZE + 1);
  g_autoptr (DeskPublication) published = NULL;

  append_many (scene, 3, 1);
  use_fake_broker (scene, slow);
  fake_broker_set_appetite (slow, 0);
  start (scene, (DeskReplayOptions) AT_ONCE, FALSE);
  wait_until (scene->sender->n_bulk == 3);
  published = desk_session_publish (scene->sender, "ours", large, 1, FALSE, NULL, NULL);
  g_object_ref (published);
  fake_broker_set_appetite (slow, -1);
  wait_until (desk_publication_is_finished (published));
  g_assert_cmpint (desk_publication_get_state (published), ==, DESK_PUBLICATION_ACKNOWLEDGED);
  wait_state (scene, DESK_REPLAY_DONE);
}

static void
lose_and_resume (Scene *scene, FakeBroker *fake)
{
  fake_broker_hang_up (fake);
  wait_state (scene, DESK_REPLAY_LOST);
  /* After some losses it does not try again by itself. */
  wait_until (desk_session_get_state (scene->sender) == DESK_SESSION_WAITING
              || desk_session_get_state (scene->sender) == DESK_SESSION_DISCONNECTED);
  desk_session_try_now (scene->sender);
  wait_until (desk_session_get_state (scene->sender) == DESK_SESSION_CONNECTED);
  desk_replay_resume (scene->replay);
}

/* What a session that goes on has yet to send again takes room. The replay waits for that, and loses nothing. */
static void
test_waits_for_room (Scene *scene, gconstpointer data)
{
  g_autoptr (FakeBroker) silent = fake_broker_new ();
  const guint at_once = 128;

  append_many (scene, 300, 1);
  g_object_set (scene->profile, "clean-start", FALSE, NULL);
  use_fake_broker (scene, silent);
  fake_broker_set_answer (silent, DESK_PACKET_CONNECT, "20 03 01 00 00");
  fake_broker_set_answer (silent, DESK_PACKET_PUBLISH, "");
  start (scene, (DeskReplayOptions) AT_ONCE, FALSE);
  for (guint n = at_once; n <= DESK_OUTBOX_MAX_LENGTH; n += at_once)
    {
      wait_until (scene->sender->n_bulk == n);
      lose_and_resume (scene, silent);
    }
  wait_until (scene->sender->n_bulk == DESK_OUTBOX_MAX_LENGTH);
  for (guint i = 0; i < 3; i++)
    _desk_replay_look (scene->replay);
  g_assert_cmpint (desk_replay_get_state (scene->replay), ==, DESK_REPLAY_RUNNING);
  g_assert_cmpuint (desk_replay_get_n_acknowledged (scene->replay), ==, 0);

  fake_broker_set_answer (silent, DESK_PACKET_PUBLISH, NULL);
  lose_and_resume (scene, silent);
  wait_state (scene, DESK_REPLAY_DONE);
  g_assert_cmpuint (desk_replay_get_n_acknowledged (scene->replay), ==, 300);
}

/* Nobody waits for the thread that reads. */
static void
test_dropped (Scene *scene, gconstpointer data)
{
  append_many (scene, 20000, 0);
  for (guint i = 0; i < 20; i++)
    {
      start (scene, (DeskReplayOptions) AT_ONCE, FALSE);
      for (guint n = 0; n < i; n++)
        g_main_context_iteration (NULL, FALSE);
      g_assert_finalize_object (g_steal_pointer (&scene->replay));
    }
}

static void
test_rewrite (void)
{
  static const struct
  {
    const char *topic;
    const char *from;
    const char *to;
    const char *expected;
  } cases[] = {
    { "a/b", NULL, NULL, "a/b" },
    { "a/b", "", "", "a/b" },
    { "a/b", NULL, "test", "test/a/b" },
    { "a/b", "", "test/", "test/a/b" },
    { "a/b", "a", "c/d", "c/d/b" },
    { "a/b", "a/", "c/", "c/b" },
    { "ab", "a", "c", "ab" },
    { "a", "a", "c", "c" },
    { "a/b", "a", "", "b" },
    { "a/b", "a", NULL, "b" },
    { "/a/b", "/a", "/c", "/c/b" },
    { "x/a", "a", "c", "x/a" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *topic = desk_replay_rewrite (cases[i].topic, cases[i].from, cases[i].to);

      g_assert_cmpstr (topic, ==, cases[i].expected);
    }
}

#define add(name, data, func) g_test_add ("/replay/" name, Scene, GINT_TO_POINTER (data), set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("at-once/qos-0", 0, test_at_once);
  add ("at-once/qos-1", 1, test_at_once);
  add ("at-once/qos-2", 2, test_at_once);
  add ("timing", 0, test_timing);
  add ("what-is-sent", 0, test_what_is_sent);
  add ("refused", 0, test_refused);
  add ("cannot-be-sent", 0, test_cannot_be_sent);
  add ("connection-lost", 0, test_connection_lost);
  add ("beside-outbox/replay-first", TRUE, test_beside_outbox);
  add ("beside-outbox/outbox-first", FALSE, test_beside_outbox);
  add ("beside-large", 0, test_beside_large);
  add ("waits-for-room", 0, test_waits_for_room);
  add ("dropped", 0, test_dropped);
  g_test_add_func ("/replay/rewrite", test_rewrite);

  return g_test_run ();
}
