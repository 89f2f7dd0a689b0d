/* test-session-outbox.c: what is published without a connection, and what a loss does to it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "desk-client.h"
#include "desk-error.h"
#include "desk-message.h"
#include "fake-broker.h"
#include "real-broker.h"
#include "session-scene.h"

#define SESSION_PRESENT "20 02 01 00"

typedef struct
{
  char *folder;
  FakeBroker *fake;
  RealBroker *real; /* (nullable) */
  DeskProfile *profile;
  DeskSession *session;
} Fixture;

static DeskSession *
new_session (Fixture *f, const char *name)
{
  g_autofree char *log_path = g_build_filename (f->folder, name, NULL);

  return desk_session_new (f->profile, log_path);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  guint port;

  f->folder = g_dir_make_tmp ("mqtt-desk-XXXXXX", NULL);
  if (data != NULL)
    f->real = real_broker_new (data);
  f->fake = fake_broker_new ();
  port = f->real != NULL ? real_broker_get_port (f->real) : fake_broker_get_port (f->fake);
  f->profile = desk_profile_new ();
  g_object_set (f->profile, "host", "127.0.0.1", "port", port, NULL);
  f->session = new_session (f, "log.sqlite");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_session (f->session);
  g_assert_finalize_object (f->session);
  g_object_unref (f->profile);
  fake_broker_free (f->fake);
  g_clear_pointer (&f->real, real_broker_free);
  remove_folder (f->folder);
  g_free (f->folder);
}

static DeskPublication *
publish (Fixture *f, const char *text, guint qos)
{
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  DeskPublication *publication = desk_session_publish (f->session, "a", payload, qos, FALSE, NULL, &error);

  g_assert_no_error (error);

  return publication;
}

static DeskPublicationState
state (DeskPublication *publication)
{
  return desk_publication_get_state (publication);
}

static void
start (Fixture *f)
{
  desk_session_start (f->session);
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_CONNECTED);
}

/* After a loss */
static void
start_again (Fixture *f)
{
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_WAITING);
  desk_session_try_now (f->session);
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_CONNECTED);
}

static guint
get_n_publications (Fixture *f)
{
  return g_list_model_get_n_items (desk_session_get_publications (f->session));
}

static char *
read_text (DeskSession *session, gint64 id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskMessage) message = NULL;
  gsize length;
  const char *data;

  desk_log_read_message_async (desk_session_get_log (session), id, 1000, NULL, keep_result, &result);
  wait_until (result != NULL);
  message = desk_log_read_message_finish (desk_session_get_log (session), result, &error);
  g_assert_no_error (error);
  data = g_bytes_get_data (message->payload, &length);

  return g_strndup (data, length);
}

/* Each one once, in the order in which they were published, as another client
 * sees it; over connections that end. */
static void
test_sent_when_connected (Fixture *f, gconstpointer data)
{
  g_autoptr (DeskSession) other = new_session (f, "other.sqlite");
  DeskSubscription *subscription = desk_session_subscribe (other, "a", 2, NULL);
  DeskPublication *last = NULL;
  guint next[] = { 0, 1, 2 };
  guint n = 0;

  desk_session_start (other);
  wait_until (desk_subscription_get_state (subscription) == DESK_SUBSCRIPTION_GRANTED);
  for (int round = 0; round < 3; round++)
    {
      for (int i = 0; i < 30; i++)
        {
          g_autofree char *text = g_strdup_printf ("%u", n++);

          last = publish (f, text, (guint) i % 3);
          g_assert_cmpint (state (last), ==, DESK_PUBLICATION_QUEUED);
        }
      g_assert_cmpuint (desk_session_get_n_waiting (f->session), ==, 30);

      start (f);
      wait_until (state (last) == DESK_PUBLICATION_ACKNOWLEDGED);
      g_assert_cmpuint (desk_session_get_n_waiting (f->session), ==, 0);
      wait_until (desk_session_get_n_received (other) >= n);
      desk_session_stop (f->session);
      wait_until (desk_session_get_state (f->session) == DESK_SESSION_DISCONNECTED);
    }

  g_assert_cmpuint (desk_session_get_n_received (other), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = read_text (other, 1 + i);
      guint number = (guint) g_ascii_strtoull (text, NULL, 10);

      /* QoS 2 is delivered at PUBREL, so each QoS has an order of its own. */
      g_assert_cmpuint (number, ==, next[number % 3]);
      next[number % 3] += 3;
    }
  close_session (other);
  g_assert_finalize_object (g_steal_pointer (&other));
}

static void
test_full (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) small = g_bytes_new_static ("x", 1);
  g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (40 * 1024 * 1024), 40 * 1024 * 1024);
  g_autoptr (GError) error = NULL;
  DeskPublication *first = publish (f, "first", 0);

  for (guint i = 1; i < DESK_OUTBOX_MAX_LENGTH; i++)
    publish (f, "x", 0);
  g_assert_null (desk_session_publish (f->session, "a", small, 0, FALSE, NULL, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_QUEUE_FULL);
  g_assert_nonnull (strstr (error->message, "1000"));
  g_clear_error (&error);

  /* A place that is given up is free. */
  g_assert_true (desk_session_cancel_publication (f->session, first));
  g_assert_cmpint (state (first), ==, DESK_PUBLICATION_CANCELLED);
  publish (f, "x", 0);
  g_assert_false (desk_session_publish_again (f->session, first, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_QUEUE_FULL);
  g_clear_error (&error);

  for (guint i = get_n_publications (f); i > 0; i--)
    {
      g_autoptr (DeskPublication) one = g_list_model_get_item (desk_session_get_publications (f->session), i - 1);

      desk_session_cancel_publication (f->session, one);
    }
  desk_session_clear_finished (f->session);
  g_assert_cmpuint (get_n_publications (f), ==, 0);
  g_assert_cmpuint (desk_session_get_n_waiting (f->session), ==, 0);

  g_assert_nonnull (desk_session_publish (f->session, "a", large, 0, FALSE, NULL, NULL));
  g_assert_null (desk_session_publish (f->session, "a", large, 0, FALSE, NULL, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_QUEUE_FULL);
  publish (f, "small ones still fit", 0);
}

static void
test_changed_while_queued (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("new", 3);
  g_autoptr (GBytes) packet = NULL;
  g_autoptr (GError) error = NULL;
  DeskPublication *first = publish (f, "old", 0);
  DeskPublication *second = publish (f, "second", 1);
  DeskPublication *unwanted = publish (f, "unwanted", 1);

  g_assert_true (desk_session_hold_publication (f->session, first, TRUE));
  g_assert_true (desk_session_cancel_publication (f->session, unwanted));
  start (f);
  wait_until (state (second) == DESK_PUBLICATION_ACKNOWLEDGED);
  g_assert_cmpint (state (first), ==, DESK_PUBLICATION_QUEUED);
  g_bytes_unref (fake_broker_wait (f->fake, DESK_PACKET_PUBLISH));

  /* A mistake leaves it as it was. */
  g_assert_false (desk_session_revise_publication (f->session, first, "#", payload, 0, FALSE, NULL, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID_TOPIC);
  g_clear_error (&error);
  g_assert_cmpstr (desk_publication_get_topic (first), ==, "a");
  g_assert_cmpint (state (first), ==, DESK_PUBLICATION_QUEUED);

  g_assert_true (desk_session_revise_publication (f->session, first, "b", payload, 0, TRUE, NULL, &error));
  wait_until (state (first) == DESK_PUBLICATION_SENT);
  packet = fake_broker_wait (f->fake, DESK_PACKET_PUBLISH);
  g_assert_cmpmem (g_bytes_get_data (packet, NULL), g_bytes_get_size (packet), "\x31\x06\x00\x01" "bnew", 8);
  g_assert_false (desk_session_revise_publication (f->session, first, "b", payload, 0, TRUE, NULL, NULL));
  g_assert_false (desk_session_hold_publication (f->session, first, TRUE));
  g_assert_false (desk_session_cancel_publication (f->session, second));

  /* Who changed their mind gets it sent as the newest. */
  g_assert_true (desk_session_publish_again (f->session, unwanted, &error));
  wait_until (state (unwanted) == DESK_PUBLICATION_ACKNOWLEDGED);
  g_assert_cmpuint (desk_publication_get_id (unwanted), >, desk_publication_get_id (second));
  g_assert_true (desk_session_find_publication (f->session, desk_publication_get_id (unwanted)) == unwanted);
  g_assert_cmpuint (fake_broker_count (f->fake, DESK_PACKET_PUBLISH), ==, 3);
}

/* What was never written goes out with the next connection; what was, and is in
 * a session that is gone, may have arrived, and it is for the person to decide. */
static void
test_loss_with_clean_start (Fixture *f, gconstpointer data)
{
  g_autofree char *text = g_strnfill (1024 * 1024, 'x');
  DeskPublication *publications[24];
  guint n_failed = 0, n_queued = 0, before;

  start (f);
  fake_broker_set_appetite (f->fake, 100);
  for (gsize i = 0; i < G_N_ELEMENTS (publications); i++)
    publications[i] = publish (f, text, 1);
  /* Something of it is on its way by then. */
  wait_until (desk_session_get_n_sent (f->session) > 0);
  fake_broker_hang_up (f->fake);
  fake_broker_set_appetite (f->fake, -1);
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_WAITING);
  for (gsize i = 0; i < G_N_ELEMENTS (publications); i++)
    {
      wait_until (state (publications[i]) != DESK_PUBLICATION_INTERRUPTED);
      if (state (publications[i]) == DESK_PUBLICATION_FAILED)
        {
          g_assert_error (desk_publication_get_error (publications[i]), DESK_ERROR, DESK_ERROR_CLOSED);
          n_failed++;
        }
      else
        {
          g_assert_cmpint (state (publications[i]), ==, DESK_PUBLICATION_QUEUED);
          n_queued++;
        }
    }
  g_test_message ("%u were written, %u not", n_failed, n_queued);
  g_assert_cmpuint (n_failed, >, 0);
  g_assert_cmpuint (n_queued, >, 0);
  g_assert_cmpuint (desk_session_get_n_waiting (f->session), ==, n_queued);

  before = fake_broker_count (f->fake, DESK_PACKET_PUBLISH);
  start_again (f);
  for (gsize i = 0; i < G_N_ELEMENTS (publications); i++)
    wait_until (state (publications[i]) >= DESK_PUBLICATION_SENT);
  g_assert_cmpuint (fake_broker_count (f->fake, DESK_PACKET_PUBLISH) - before, ==, n_queued);

  /* Knowing that, the person may want it once more. */
  g_assert_true (desk_session_publish_again (f->session, publications[0], NULL));
  wait_until (state (publications[0]) == DESK_PUBLICATION_ACKNOWLEDGED);
}

static DeskPublication *
interrupt (Fixture *f, guint qos)
{
  DeskPublication *publication;

  g_object_set (f->profile, "clean-start", FALSE, NULL);
  fake_broker_set_answer (f->fake, DESK_PACKET_PUBLISH, "");
  start (f);
  publication = publish (f, "x", qos);
  g_bytes_unref (fake_broker_wait (f->fake, DESK_PACKET_PUBLISH));
  fake_broker_hang_up (f->fake);
  wait_until (desk_session_get_state (f->session) == DESK_SESSION_WAITING);
  g_assert_cmpint (state (publication), ==, DESK_PUBLICATION_INTERRUPTED);
  g_assert_cmpuint (desk_session_get_n_waiting (f->session), ==, 1);
  fake_broker_set_answer (f->fake, DESK_PACKET_PUBLISH, NULL);

  return publication;
}

static void
test_session_goes_on (Fixture *f, gconstpointer data)
{
  DeskPublication *publication = interrupt (f, 2);
  DeskPublication *queued = publish (f, "queued", 1);
  g_autoptr (GBytes) again = NULL;

  fake_broker_set_answer (f->fake, DESK_PACKET_CONNECT, SESSION_PRESENT);
  start_again (f);
  wait_until (state (publication) == DESK_PUBLICATION_ACKNOWLEDGED
              && state (queued) == DESK_PUBLICATION_ACKNOWLEDGED);
  again = fake_broker_wait (f->fake, DESK_PACKET_PUBLISH);
  g_assert_cmpuint (((const guint8 *) g_bytes_get_data (again, NULL))[0], ==, 0x3c);
  g_assert_cmpuint (fake_broker_count (f->fake, DESK_PACKET_PUBLISH), ==, 3);
  g_assert_cmpuint (desk_session_get_n_waiting (f->session), ==, 0);
}

static void
test_session_is_gone (Fixture *f, gconstpointer data)
{
  DeskPublication *publication = interrupt (f, 1);

  start_again (f);
  wait_until (state (publication) == DESK_PUBLICATION_FAILED);
  g_assert_error (desk_publication_get_error (publication), DESK_ERROR, DESK_ERROR_CLOSED);
  g_assert_cmpuint (fake_broker_count (f->fake, DESK_PACKET_PUBLISH), ==, 1);
}

static void
test_given_up (Fixture *f, gconstpointer data)
{
  DeskPublication *publication = interrupt (f, 1);
  DeskPublication *next;

  g_assert_true (desk_session_cancel_publication (f->session, publication));
  wait_until (state (publication) == DESK_PUBLICATION_FAILED);
  fake_broker_set_answer (f->fake, DESK_PACKET_CONNECT, SESSION_PRESENT);
  start_again (f);
  next = publish (f, "next", 1);
  wait_until (state (next) == DESK_PUBLICATION_ACKNOWLEDGED);
  g_assert_cmpuint (fake_broker_count (f->fake, DESK_PACKET_PUBLISH), ==, 2);
}

/* Nobody wants to read of the thousandth message that was sent. */
static void
test_finished_are_let_go (Fixture *f, gconstpointer data)
{
  DeskPublication *last = NULL;

  start (f);
  for (int i = 0; i < 150; i++)
    last = publish (f, "x", 1);
  wait_until (state (last) == DESK_PUBLICATION_ACKNOWLEDGED);
  g_assert_cmpuint (get_n_publications (f), ==, 100);
  g_assert_cmpuint (g_bytes_get_size (desk_publication_get_payload (last)), ==, 1);
}

/* What was sent can be read as long as there is room for it, the newest longest. */
static void
test_payloads_are_let_go (Fixture *f, gconstpointer data)
{
  gsize size = DESK_OUTBOX_MAX_SIZE / 3;
  g_autofree char *text = g_strnfill (size, 'x');
  g_autoptr (GBytes) payload = g_bytes_new (text, size);
  DeskPublication *sent[4];

  start (f);
  for (gsize i = 0; i < G_N_ELEMENTS (sent); i++)
    {
      sent[i] = desk_session_publish (f->session, "x", payload, 0, FALSE, NULL, NULL);
      wait_until (state (sent[i]) == DESK_PUBLICATION_SENT);
    }
  g_assert_cmpuint (get_n_publications (f), ==, G_N_ELEMENTS (sent));
  g_assert_null (desk_publication_get_payload (sent[0]));
  g_assert_null (desk_publication_get_payload (sent[1]));
  g_assert_true (desk_publication_get_payload (sent[3]) == payload);
  g_assert_cmpuint (desk_publication_get_size (sent[0]), ==, size);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, config, function) \
  g_test_add ("/session-outbox/" name, Fixture, config, set_up, function, tear_down)
  ADD ("sent-when-connected", "max_queued_messages 0\n", test_sent_when_connected);
  ADD ("full", NULL, test_full);
  ADD ("changed-while-queued", NULL, test_changed_while_queued);
  ADD ("loss-with-clean-start", NULL, test_loss_with_clean_start);
  ADD ("session-goes-on", NULL, test_session_goes_on);
  ADD ("session-is-gone", NULL, test_session_is_gone);
  ADD ("given-up", NULL, test_given_up);
  ADD ("finished-are-let-go", NULL, test_finished_are_let_go);
  ADD ("payloads-are-let-go", NULL, test_payloads_are_let_go);
#undef ADD

  return g_test_run ();
}
