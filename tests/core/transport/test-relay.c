/* test-relay.c: what a relay carries, between real sockets
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>
#include <sys/socket.h>

#include <glib-unix.h>

#include "relay-fixture.h"

/* Enough to fill every buffer on the way many times */
#define BURST (32 * 1024 * 1024)

static const guint8 connack[] = { 0x20, 0x03, 0x00, 0x00, 0x00 };
static const guint8 publish[] = { 0x30, 0x07, 0x00, 0x01, 'a', 0x00, 'b', 'c', 'd' };
static const guint8 pingreq[] = { 0xc0, 0x00 };

static void
set_up (Fixture *f, gconstpointer data)
{
  fixture_set_up (f, DESK_MQTT_5, 0, TRUE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fixture_tear_down (f);
}

/* Numbered messages, so that a lost or moved byte is noticed */
static GByteArray *
make_burst (gsize size)
{
  GByteArray *bytes = g_byte_array_sized_new ((guint) size + 100);

  for (guint32 i = 0; bytes->len < size; i++)
    {
      guint8 message[64] = { 0x30, 62, 0x00, 0x04, 't', '/', 'a', 'b', 0x00 };

      for (guint j = 9; j < sizeof message; j += 5)
        memcpy (message + j, &i, sizeof i);
      g_byte_array_append (bytes, message, sizeof message);
    }

  return bytes;
}

/* Sends a burst whenever the socket takes more. */
typedef struct
{
  const GByteArray *bytes;
  gsize sent;
  guint source;
} Sender;

static gboolean
on_writable (int fd, GIOCondition condition, gpointer user_data)
{
  Sender *self = user_data;

  self->sent += put_some (fd, self->bytes->data + self->sent, self->bytes->len - self->sent);
  if (self->sent < self->bytes->len)
    return G_SOURCE_CONTINUE;

  self->source = 0;

  return G_SOURCE_REMOVE;
}

static void
start_sending (Sender *self, int fd, const GByteArray *bytes)
{
  self->bytes = bytes;
  self->source = g_unix_fd_add (fd, G_IO_OUT, on_writable, self);
}

static void
stop_sending (Sender *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
}

static void
assert_burst_behind_connack (const Tap *tap, const GByteArray *burst)
{
  g_assert_cmpmem (tap->bytes->data + sizeof connack, tap->bytes->len - sizeof connack, burst->data,
                   burst->len);
}

static void
test_both_ways (Fixture *f, gconstpointer data)
{
  g_autoptr (Tap) library = tap_new (f->library);
  g_autoptr (Tap) broker = tap_new (f->broker);

  put (f->broker, connack, sizeof connack);
  put (f->broker, publish, sizeof publish);
  put (f->library, pingreq, sizeof pingreq);
  wait_until (library->bytes->len == sizeof connack + sizeof publish && broker->bytes->len == sizeof pingreq);
  g_assert_cmpmem (library->bytes->data + sizeof connack, sizeof publish, publish, sizeof publish);
  g_assert_cmpmem (broker->bytes->data, broker->bytes->len, pingreq, sizeof pingreq);
  g_assert_cmpuint (f->n_in, ==, 2);
  g_assert_cmpuint (f->n_out, ==, 1);
  g_assert_true (desk_relay_is_drained (f->relay));
  g_assert_cmpuint (desk_relay_get_n_read (f->relay), ==, sizeof connack + sizeof publish);
  g_assert_cmpuint (desk_relay_get_n_written (f->relay), ==, sizeof pingreq);
  g_assert_null (desk_relay_get_error (f->relay));
}

/* What the library wrote counts as soon as it wrote it. */
static void
test_drained (Fixture *f, gconstpointer data)
{
  wait_until (desk_relay_is_drained (f->relay));
  put (f->broker, connack, sizeof connack);
  wait_until (f->n_in == 1);
  put (f->library, pingreq, sizeof pingreq);
  g_assert_false (desk_relay_is_drained (f->relay));
  wait_until (desk_relay_is_drained (f->relay));
  g_assert_cmpuint (f->n_out, ==, 1);
}

static void
test_burst (Fixture *f, gconstpointer data)
{
  g_autoptr (GByteArray) burst = make_burst (BURST);
  g_autoptr (Tap) library = tap_new (f->library);
  g_autoptr (Tap) broker = tap_new (f->broker);
  Sender down = { 0 };
  Sender up = { 0 };

  put (f->broker, connack, sizeof connack);
  start_sending (&down, f->broker, burst);
  start_sending (&up, f->library, burst);
  wait_until (library->bytes->len >= sizeof connack + burst->len && broker->bytes->len >= burst->len);
  assert_burst_behind_connack (library, burst);
  g_assert_cmpmem (broker->bytes->data, broker->bytes->len, burst->data, burst->len);
  g_assert_cmpuint (f->n_in, ==, 1 + burst->len / 64);
  g_assert_cmpuint (f->n_out, ==, burst->len / 64);
}

static void
test_single_bytes (Fixture *f, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (Tap) library = tap_new (f->library);
  g_autoptr (Tap) broker = tap_new (f->broker);

  g_byte_array_append (bytes, connack, sizeof connack);
  for (guint i = 0; i < 20; i++)
    g_byte_array_append (bytes, publish, sizeof publish);

  for (guint i = 0; i < bytes->len; i++)
    {
      put (f->broker, bytes->data + i, 1);
      wait_until (desk_relay_get_n_read (f->relay) == i + 1);
    }
  for (guint i = 0; i < sizeof pingreq; i++)
    {
      put (f->library, pingreq + i, 1);
      wait_until (desk_relay_get_n_written (f->relay) == i + 1);
    }
  wait_until (library->bytes->len == bytes->len && broker->bytes->len == sizeof pingreq);
  g_assert_cmpmem (library->bytes->data, library->bytes->len, bytes->data, bytes->len);
  g_assert_cmpmem (broker->bytes->data, broker->bytes->len, pingreq, sizeof pingreq);
  g_assert_cmpuint (f->n_in, ==, 21);
}

/* Runs the context until nothing is left to do, so that what should not
 * happen had its chance. */
static void
run_dry (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_idle (Fixture *f, gconstpointer data)
{
  gint64 heard;
  gboolean over = FALSE;
  guint n_turns = 0;

  put (f->broker, connack, sizeof connack);
  wait_until (f->n_in == 1);
  run_dry ();
  heard = desk_relay_get_last_heard (f->relay);
  g_assert_cmpint (heard, >, 0);
  g_assert_cmpint (heard, <=, g_get_monotonic_time ());

  g_timeout_add (300, on_cap, &over);
  for (; !over; n_turns++)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove_by_user_data (&over);
  g_assert_cmpuint (n_turns, <=, 2);
  g_assert_cmpint (desk_relay_get_last_heard (f->relay), ==, heard);

  put (f->broker, publish, sizeof publish);
  wait_until (f->n_in == 2);
  g_assert_cmpint (desk_relay_get_last_heard (f->relay), >, heard);
}

/* Sends until every buffer is full and the relay has nothing left to do. */
static void
fill (int fd, const GByteArray *bytes, gsize *sent)
{
  gsize before;

  do
    {
      before = *sent;
      *sent += put_some (fd, bytes->data + *sent, bytes->len - *sent);
      run_dry ();
    }
  while (*sent > before);
}

static void
test_paused (Fixture *f, gconstpointer data)
{
  g_autoptr (GByteArray) burst = make_burst (BURST);
  g_autoptr (Tap) library = tap_new (f->library);
  Sender rest = { 0 };
  gsize before;

  put (f->broker, connack, sizeof connack);
  wait_until (library->bytes->len == sizeof connack);
  desk_relay_set_paused (f->relay, TRUE);
  before = resident_bytes ();
  fill (f->broker, burst, &rest.sent);
  g_assert_cmpint (rest.sent, <, burst->len);
  g_assert_cmpint (desk_relay_get_n_read (f->relay), ==, sizeof connack);
  g_assert_cmpint (library->bytes->len, ==, sizeof connack);
  g_assert_cmpint (resident_bytes (), <, before + 2 * 1024 * 1024);

  /* The other way it goes on. */
  put (f->library, pingreq, sizeof pingreq);
  wait_until (desk_relay_get_n_written (f->relay) == sizeof pingreq);

  desk_relay_set_paused (f->relay, FALSE);
  start_sending (&rest, f->broker, burst);
  wait_until (library->bytes->len >= sizeof connack + burst->len);
  assert_burst_behind_connack (library, burst);
}

static gpointer
send_endlessly (gpointer user_data)
{
  int fd = GPOINTER_TO_INT (user_data);
  g_autoptr (GByteArray) bytes = make_burst (1024 * 1024);

  while (send (fd, bytes->data, bytes->len, MSG_NOSIGNAL) == (gssize) bytes->len)
    ;

  return NULL;
}

/* A packet may be the reason for a pause; nothing is read after it. */
static void
test_paused_by_packet (Fixture *f, gconstpointer data)
{
  g_autoptr (Tap) library = tap_new (f->library);
  GThread *thread;

  f->pause_at = 100;
  put (f->broker, connack, sizeof connack);
  wait_until (f->n_in == 1);
  g_assert_true (g_unix_set_fd_nonblocking (f->broker, FALSE, NULL));
  thread = g_thread_new ("broker", send_endlessly, GINT_TO_POINTER (f->broker));
  wait_until (f->n_in >= 100);
  run_dry ();
  g_assert_cmpint (desk_relay_get_n_read (f->relay), <=, 512 * 1024);
  /* All but a header that is cut off */
  g_assert_cmpint (library->bytes->len, >, desk_relay_get_n_read (f->relay) - 64);
  shutdown (f->broker, SHUT_RDWR);
  g_thread_join (thread);
}

/* A paused relay does not spin on a broker that is gone, and hears of it when
 * it goes on, after all that was sent before. */
static void
test_paused_and_closed (Fixture *f, gconstpointer data)
{
  g_autoptr (Tap) library = tap_new (f->library);
  gboolean over = FALSE;
  guint n_turns = 0;

  put (f->broker, connack, sizeof connack);
  wait_until (library->bytes->len == sizeof connack);
  desk_relay_set_paused (f->relay, TRUE);
  put (f->broker, publish, sizeof publish);
  g_assert_cmpint (shutdown (f->broker, SHUT_RDWR), ==, 0);
  g_timeout_add (100, on_cap, &over);
  for (; !over; n_turns++)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove_by_user_data (&over);
  g_assert_cmpuint (n_turns, <=, 2);
  g_assert_null (desk_relay_get_error (f->relay));

  desk_relay_set_paused (f->relay, FALSE);
  wait_until (library->eof);
  g_assert_cmpint (library->bytes->len, ==, sizeof connack + sizeof publish);
  g_assert_nonnull (desk_relay_get_error (f->relay));
}

static void
test_slow_library (Fixture *f, gconstpointer data)
{
  g_autoptr (GByteArray) burst = make_burst (BURST);
  g_autoptr (Tap) library = NULL;
  Sender rest = { 0 };
  gsize before;

  put (f->broker, connack, sizeof connack);
  wait_until (f->n_in == 1);
  before = resident_bytes ();
  fill (f->broker, burst, &rest.sent);
  g_assert_cmpint (rest.sent, <, burst->len);
  g_assert_cmpint (resident_bytes (), <, before + 2 * 1024 * 1024);

  library = tap_new (f->library);
  start_sending (&rest, f->broker, burst);
  wait_until (library->bytes->len >= sizeof connack + burst->len);
  assert_burst_behind_connack (library, burst);
  stop_sending (&rest);
}

static void
test_slow_broker (Fixture *f, gconstpointer data)
{
  g_autoptr (GByteArray) burst = make_burst (BURST);
  g_autoptr (Tap) broker = NULL;
  g_autoptr (Tap) library = tap_new (f->library);
  Sender rest = { 0 };
  gsize before = resident_bytes ();

  fill (f->library, burst, &rest.sent);
  g_assert_cmpint (rest.sent, <, burst->len);
  g_assert_cmpint (resident_bytes (), <, before + 2 * 1024 * 1024);
  g_assert_false (desk_relay_is_drained (f->relay));

  /* The other way it goes on. */
  put (f->broker, connack, sizeof connack);
  wait_until (library->bytes->len == sizeof connack);

  broker = tap_new (f->broker);
  start_sending (&rest, f->library, burst);
  wait_until (broker->bytes->len >= burst->len);
  g_assert_cmpmem (broker->bytes->data, broker->bytes->len, burst->data, burst->len);
  g_assert_true (desk_relay_is_drained (f->relay));
}

/* A packet of ours goes between two of the library's, or not at all. */
static void
test_send (Fixture *f, gconstpointer data)
{
  g_autoptr (GByteArray) burst = make_burst (BURST);
  g_autoptr (Tap) broker = tap_new (f->broker);
  gsize sent = 0;

  /* Once they have met */
  wait_until (desk_relay_send (f->relay, pingreq, sizeof pingreq));
  wait_until (broker->bytes->len == sizeof pingreq);
  g_assert_cmpmem (broker->bytes->data, broker->bytes->len, pingreq, sizeof pingreq);
  g_assert_cmpuint (f->n_out, ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - desk_relay_get_last_written (f->relay), <, 60 * G_USEC_PER_SEC);

  put (f->library, publish, 5);
  wait_until (broker->bytes->len == sizeof pingreq + 5);
  g_assert_false (desk_relay_send (f->relay, pingreq, sizeof pingreq));
  put (f->library, publish + 5, sizeof publish - 5);
  wait_until (broker->bytes->len == sizeof pingreq + sizeof publish);
  g_assert_true (desk_relay_send (f->relay, pingreq, sizeof pingreq));
  wait_until (broker->bytes->len == 2 * sizeof pingreq + sizeof publish);
  g_assert_cmpmem (broker->bytes->data + sizeof pingreq, sizeof publish, publish, sizeof publish);

  /* To a broker that takes nothing it would only make the queue longer. */
  g_clear_pointer (&broker, tap_free);
  fill (f->library, burst, &sent);
  g_assert_false (desk_relay_send (f->relay, pingreq, sizeof pingreq));
}

/* A relay belongs to the context that was the thread's when it was made. */
static gpointer
run_elsewhere (gpointer user_data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Fixture f = { 0 };

  g_main_context_push_thread_default (context);
  fixture_set_up (&f, DESK_MQTT_5, 0, TRUE);
  put (f.broker, connack, sizeof connack);
  while (f.n_in == 0)
    g_main_context_iteration (context, TRUE);
  fixture_tear_down (&f);
  g_main_context_pop_thread_default (context);

  return NULL;
}

static void
test_other_context (void)
{
  g_thread_join (g_thread_new ("elsewhere", run_elsewhere, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/relay/both-ways", Fixture, NULL, set_up, test_both_ways, tear_down);
  g_test_add ("/relay/drained", Fixture, NULL, set_up, test_drained, tear_down);
  g_test_add ("/relay/burst", Fixture, NULL, set_up, test_burst, tear_down);
  g_test_add ("/relay/single-bytes", Fixture, NULL, set_up, test_single_bytes, tear_down);
  g_test_add ("/relay/idle", Fixture, NULL, set_up, test_idle, tear_down);
  g_test_add ("/relay/paused", Fixture, NULL, set_up, test_paused, tear_down);
  g_test_add ("/relay/paused-by-packet", Fixture, NULL, set_up, test_paused_by_packet, tear_down);
  g_test_add ("/relay/paused-and-closed", Fixture, NULL, set_up, test_paused_and_closed, tear_down);
  g_test_add ("/relay/slow-library", Fixture, NULL, set_up, test_slow_library, tear_down);
  g_test_add ("/relay/slow-broker", Fixture, NULL, set_up, test_slow_broker, tear_down);
  g_test_add ("/relay/send", Fixture, NULL, set_up, test_send, tear_down);
  g_test_add_func ("/relay/other-context", test_other_context);

  return g_test_run ();
}
