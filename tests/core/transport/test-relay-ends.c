/* test-relay-ends.c: how a relay begins and ends
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk-error.h"
#include "relay-fixture.h"

static const guint8 connack[] = { 0x20, 0x03, 0x00, 0x00, 0x00 };
static const guint8 publish[] = { 0x30, 0x07, 0x00, 0x01, 'a', 0x00, 'b', 'c', 'd' };
static const guint8 disconnect[] = { 0xe0, 0x00 };

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

static void
run_dry (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
close_library (Fixture *f, Tap **tap)
{
  g_clear_pointer (tap, tap_free);
  close (f->library);
  f->library = -1;
}

static void
close_broker (Fixture *f)
{
  close (f->broker);
  f->broker = -1;
}

static void
test_folder (void)
{
  Fixture f = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  struct stat about;

  fixture_set_up (&f, DESK_MQTT_5, 0, FALSE);
  path = g_strdup (desk_relay_get_path (f.relay));
  folder = g_path_get_dirname (path);
  g_assert_cmpint (stat (folder, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0700);
  g_assert_cmpint (about.st_uid, ==, getuid ());
  fixture_meet (&f);
  wait_until (access (folder, F_OK) != 0);
  g_assert_cmpstr (desk_relay_get_path (f.relay), ==, path);
  fixture_tear_down (&f);
}

static void
test_never_met (void)
{
  Fixture f = { 0 };
  g_autofree char *folder = NULL;

  fixture_set_up (&f, DESK_MQTT_5, 0, FALSE);
  folder = g_path_get_dirname (desk_relay_get_path (f.relay));
  g_assert_cmpint (access (folder, F_OK), ==, 0);
  fixture_tear_down (&f);
  g_assert_cmpint (access (folder, F_OK), !=, 0);
}

/* Another process of the same person is turned away, and does no harm. */
static void
test_stranger (void)
{
  Fixture f = { 0 };
  g_autoptr (Tap) library = NULL;
  int pipe_fds[2];
  pid_t stranger;
  int status;
  char byte;

  fixture_set_up (&f, DESK_MQTT_5, 0, FALSE);
  g_assert_cmpint (pipe (pipe_fds), ==, 0);
  stranger = fork ();
  if (stranger == 0)
    {
      struct sockaddr_un address = { .sun_family = AF_UNIX };
      int fd = socket (AF_UNIX, SOCK_STREAM, 0);

      strcpy (address.sun_path, desk_relay_get_path (f.relay));
      if (connect (fd, (struct sockaddr *) &address, sizeof address) != 0 || write (pipe_fds[1], "x", 1) != 1)
        _exit (1);
      /* 0: the relay closed it. A stranger that is let in must not wait for ever. */
      alarm (WAIT_SECONDS);
      _exit (recv (fd, &byte, 1, 0) == 0 ? 0 : 2);
    }
  g_assert_cmpint (stranger, >, 0);
  g_assert_cmpint (read (pipe_fds[0], &byte, 1), ==, 1);
  g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (waitpid (stranger, &status, 0), ==, stranger);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);

  fixture_meet (&f);
  library = tap_new (f.library);
  put (f.broker, connack, sizeof connack);
  wait_until (library->bytes->len == sizeof connack);
  fixture_tear_down (&f);
  close (pipe_fds[0]);
  close (pipe_fds[1]);
}

/* Whoever does not want to wait for the broker any more says why; the library
 * gets what is there. */
static void
test_given_up (Fixture *f, gconstpointer data)
{
  g_autoptr (Tap) library = tap_new (f->library);

  put (f->broker, connack, sizeof connack);
  put (f->broker, publish, sizeof publish);
  wait_until (f->n_in == 2);
  desk_relay_give_up (f->relay, g_error_new (DESK_ERROR, DESK_ERROR_KEEP_ALIVE, "silence"));
  g_assert_error (desk_relay_get_error (f->relay), DESK_ERROR, DESK_ERROR_KEEP_ALIVE);
  /* Once is enough. */
  desk_relay_give_up (f->relay, g_error_new (DESK_ERROR, DESK_ERROR_FAILED, "more silence"));
  g_assert_false (desk_relay_send (f->relay, disconnect, sizeof disconnect));
  wait_until (library->eof);
  g_assert_cmpint (library->bytes->len, ==, sizeof connack + sizeof publish);
  g_assert_cmpuint (f->n_ended, ==, 0);
  close_library (f, &library);
  wait_until (f->n_ended == 1);
  g_assert_error (f->error, DESK_ERROR, DESK_ERROR_KEEP_ALIVE);
}

static void
test_broker_closes (Fixture *f, gconstpointer data)
{
  g_autoptr (Tap) library = tap_new (f->library);

  put (f->broker, connack, sizeof connack);
  put (f->broker, publish, sizeof publish);
  close_broker (f);
  wait_until (library->eof);
  g_assert_cmpint (library->bytes->len, ==, sizeof connack + sizeof publish);
  g_assert_error (desk_relay_get_error (f->relay), DESK_ERROR, DESK_ERROR_CLOSED);
  g_assert_cmpuint (f->n_ended, ==, 0);

  close_library (f, &library);
  wait_until (f->n_ended == 1);
  g_assert_error (f->error, DESK_ERROR, DESK_ERROR_CLOSED);
  g_assert_null (strstr (f->error->message, "middle"));
}

static void
test_broker_closes_inside (Fixture *f, gconstpointer data)
{
  const gsize lengths[] = { 1, 4, sizeof publish - 1 };
  gsize length = lengths[GPOINTER_TO_UINT (data)];
  g_autoptr (Tap) library = tap_new (f->library);

  put (f->broker, connack, sizeof connack);
  put (f->broker, publish, length);
  close_broker (f);
  wait_until (library->eof);
  close_library (f, &library);
  wait_until (f->n_ended == 1);
  g_assert_error (f->error, DESK_ERROR, DESK_ERROR_CLOSED);
  g_assert_nonnull (strstr (f->error->message, "middle"));
}

/* The library is slow; what the broker sent before it closed still reaches it. */
static void
test_broker_closes_behind (Fixture *f, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (Tap) library = NULL;

  g_byte_array_append (bytes, connack, sizeof connack);
  while (bytes->len < 400000)
    g_byte_array_append (bytes, publish, sizeof publish);
  for (gsize sent = 0; sent < bytes->len;)
    {
      sent += put_some (f->broker, bytes->data + sent, bytes->len - sent);
      g_main_context_iteration (NULL, FALSE);
    }
  close_broker (f);
  run_dry ();
  g_assert_cmpuint (f->n_ended, ==, 0);

  library = tap_new (f->library);
  wait_until (library->eof);
  g_assert_cmpmem (library->bytes->data, library->bytes->len, bytes->data, bytes->len);
  close_library (f, &library);
  wait_until (f->n_ended == 1);
  g_assert_error (f->error, DESK_ERROR, DESK_ERROR_CLOSED);
}

static void
test_broker_resets (Fixture *f, gconstpointer data)
{
  struct linger now = { .l_onoff = 1, .l_linger = 0 };
  g_autoptr (Tap) library = tap_new (f->library);

  put (f->broker, connack, sizeof connack);
  wait_until (library->bytes->len == sizeof connack);
  g_assert_cmpint (setsockopt (f->broker, SOL_SOCKET, SO_LINGER, &now, sizeof now), ==, 0);
  close_broker (f);
  wait_until (library->eof);
  close_library (f, &library);
  wait_until (f->n_ended == 1);
  g_assert_error (f->error, DESK_ERROR, DESK_ERROR_CLOSED);
}

/* The library says goodbye while the broker floods it: the broker must get
 * DISCONNECT and an orderly end, or it would publish the will. */
static void
test_library_closes (Fixture *f, gconstpointer data)
{
  g_autoptr (GByteArray) flood = g_byte_array_new ();
  g_autoptr (Tap) broker = NULL;
  gsize sent = 0;

  g_byte_array_append (flood, connack, sizeof connack);
  while (flood->len < 8 * 1024 * 1024)
    g_byte_array_append (flood, publish, sizeof publish);
  for (gsize step = 1; step > 0; sent += step)
    {
      step = put_some (f->broker, flood->data + sent, flood->len - sent);
      run_dry ();
    }
  g_assert_cmpuint (sent, <, flood->len);

  put (f->library, disconnect, sizeof disconnect);
  close (f->library);
  f->library = -1;
  broker = tap_new (f->broker);
  wait_until (broker->eof);
  g_assert_cmpint (broker->failure, ==, 0);
  g_assert_cmpmem (broker->bytes->data, broker->bytes->len, disconnect, sizeof disconnect);
  /* Nothing was left unread, since that would turn the end into a reset. */
  wait_until (desk_relay_get_n_read (f->relay) == sent);
  g_assert_cmpuint (f->n_ended, ==, 0);

  g_clear_pointer (&broker, tap_free);
  close_broker (f);
  wait_until (f->n_ended == 1);
  g_assert_no_error (f->error);
}

/* What the library wrote before it closed reaches a slow broker, and until
 * then nobody is busy. */
static void
test_library_closes_behind (Fixture *f, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (Tap) broker = NULL;
  gboolean over = FALSE;
  guint n_turns = 0;
  gsize sent = 0;

  while (bytes->len < 16 * 1024 * 1024)
    g_byte_array_append (bytes, publish, sizeof publish);
  for (gsize step = 1; step > 0; sent += step)
    {
      step = put_some (f->library, bytes->data + sent, bytes->len - sent);
      run_dry ();
    }
  g_assert_cmpuint (sent, <, bytes->len);
  close (f->library);
  f->library = -1;

  g_timeout_add (100, on_cap, &over);
  for (; !over; n_turns++)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove_by_user_data (&over);
  g_assert_cmpuint (n_turns, <=, 3);
  g_assert_cmpuint (f->n_ended, ==, 0);

  broker = tap_new (f->broker);
  wait_until (broker->eof);
  g_assert_cmpmem (broker->bytes->data, broker->bytes->len, bytes->data, sent);
  g_clear_pointer (&broker, tap_free);
  close_broker (f);
  wait_until (f->n_ended == 1);
  g_assert_no_error (f->error);
}

/* A broker that does not close its side is not waited for long. */
static void
test_broker_lingers (Fixture *f, gconstpointer data)
{
  put (f->library, disconnect, sizeof disconnect);
  close (f->library);
  f->library = -1;
  wait_until (f->n_ended == 1);
  g_assert_no_error (f->error);
}

static void
test_hostile (Fixture *f, gconstpointer data)
{
  static const guint8 hostile[] = { 0xe0, 0x03, 0x00, 0x01, 0x00 };
  g_autoptr (Tap) library = tap_new (f->library);
  g_autoptr (Tap) broker = tap_new (f->broker);

  put (f->broker, connack, sizeof connack);
  put (f->broker, hostile, sizeof hostile);
  put (f->broker, publish, sizeof publish);
  wait_until (library->eof && broker->eof);
  g_assert_cmpmem (library->bytes->data, library->bytes->len, connack, sizeof connack);
  close_library (f, &library);
  wait_until (f->n_ended == 1);
  g_assert_error (f->error, DESK_ERROR, DESK_ERROR_PROTOCOL);
  g_assert_cmpuint (f->n_in, ==, 1);
}

static void
append_publishes (GByteArray *bytes, guint n)
{
  for (guint i = 0; i < n; i++)
    g_byte_array_append (bytes, publish, sizeof publish);
}

/* Sends one piece after the other, at most @most of them, while the relay takes
 * them though the library reads nothing; returns how many it took. */
static guint
send_pieces (Fixture *f, guint most, GByteArray *sent)
{
  g_autoptr (GByteArray) piece = g_byte_array_new ();
  guint n;

  append_publishes (piece, 500);
  put (f->broker, connack, sizeof connack);
  g_byte_array_append (sent, connack, sizeof connack);
  for (n = 0; n < most; n++)
    {
      put (f->broker, piece->data, piece->len);
      g_byte_array_append (sent, piece->data, piece->len);
      run_dry ();
      if (desk_relay_get_n_read (f->relay) < sent->len)
        break;
    }

  return n;
}

/* The good packets before a bad one reach a slow library all the same, though
 * they were read together and its socket is full. */
static void
test_hostile_behind (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) last = g_byte_array_new ();
  g_autoptr (Tap) library = NULL;
  Fixture f = { 0 };
  guint n_pieces;

  fixture_set_up (&f, DESK_MQTT_5, 0, TRUE);
  n_pieces = send_pieces (&f, G_MAXUINT, bytes);
  fixture_tear_down (&f);

  f = (Fixture) { 0 };
  g_byte_array_set_size (bytes, 0);
  fixture_set_up (&f, DESK_MQTT_5, 0, TRUE);
  g_assert_cmpuint (send_pieces (&f, n_pieces - 4, bytes), ==, n_pieces - 4);
  append_publishes (last, 5000);
  g_byte_array_append (bytes, last->data, last->len);
  g_byte_array_append (last, (const guint8 *) "\x36", 1);
  put (f.broker, last->data, last->len);
  wait_until (desk_relay_get_error (f.relay) != NULL);
  run_dry ();
  g_assert_cmpuint (f.n_ended, ==, 0);

  library = tap_new (f.library);
  wait_until (library->eof);
  g_assert_cmpmem (library->bytes->data, library->bytes->len, bytes->data, bytes->len);
  close_library (&f, &library);
  wait_until (f.n_ended == 1);
  g_assert_error (f.error, DESK_ERROR, DESK_ERROR_PROTOCOL);
  fixture_tear_down (&f);
}

static void
test_too_large (void)
{
  static const guint8 large[] = { 0x30, 0xe8, 0x07, 0x00, 0x01, 'a', 0x00 };
  g_autoptr (Tap) library = NULL;
  Fixture f = { 0 };

  fixture_set_up (&f, DESK_MQTT_5, 1000, TRUE);
  library = tap_new (f.library);
  put (f.broker, connack, sizeof connack);
  put (f.broker, large, sizeof large);
  wait_until (library->eof);
  g_assert_cmpint (library->bytes->len, ==, sizeof connack);
  close_library (&f, &library);
  wait_until (f.n_ended == 1);
  g_assert_error (f.error, DESK_ERROR, DESK_ERROR_PACKET_TOO_LARGE);
  fixture_tear_down (&f);
}

static void
test_free_when_ended (Fixture *f, gconstpointer data)
{
  g_autoptr (Tap) library = tap_new (f->library);

  f->free_when_ended = TRUE;
  close_broker (f);
  wait_until (library->eof);
  close_library (f, &library);
  wait_until (f->n_ended == 1);
  g_assert_null (f->relay);
}

static void
test_no_leaks (void)
{
  guint before = 0;

  for (guint i = 0; i < 40; i++)
    {
      Fixture f = { 0 };

      fixture_set_up (&f, DESK_MQTT_5, 0, i % 4 != 0);
      if (i % 4 == 1)
        {
          put (f.broker, connack, sizeof connack);
          wait_until (f.n_in == 1);
        }
      if (i % 4 == 2)
        {
          close_broker (&f);
          close (f.library);
          f.library = -1;
          wait_until (f.n_ended == 1);
        }
      fixture_tear_down (&f);
      /* The first rounds open what GLib keeps. */
      if (i == 4)
        before = count_fds ();
    }
  g_assert_cmpuint (count_fds (), ==, before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/relay-ends/folder", test_folder);
  g_test_add_func ("/relay-ends/never-met", test_never_met);
  g_test_add_func ("/relay-ends/stranger", test_stranger);
  g_test_add ("/relay-ends/given-up", Fixture, NULL, set_up, test_given_up, tear_down);
  g_test_add ("/relay-ends/broker-closes", Fixture, NULL, set_up, test_broker_closes, tear_down);
  g_test_add ("/relay-ends/broker-closes-inside/fixed-header", Fixture, GUINT_TO_POINTER (0), set_up,
              test_broker_closes_inside, tear_down);
  g_test_add ("/relay-ends/broker-closes-inside/topic", Fixture, GUINT_TO_POINTER (1), set_up,
              test_broker_closes_inside, tear_down);
  g_test_add ("/relay-ends/broker-closes-inside/payload", Fixture, GUINT_TO_POINTER (2), set_up,
              test_broker_closes_inside, tear_down);
  g_test_add ("/relay-ends/broker-closes-behind", Fixture, NULL, set_up, test_broker_closes_behind,
              tear_down);
  g_test_add ("/relay-ends/broker-resets", Fixture, NULL, set_up, test_broker_resets, tear_down);
  g_test_add ("/relay-ends/library-closes", Fixture, NULL, set_up, test_library_closes, tear_down);
  g_test_add ("/relay-ends/library-closes-behind", Fixture, NULL, set_up, test_library_closes_behind,
              tear_down);
  g_test_add ("/relay-ends/broker-lingers", Fixture, NULL, set_up, test_broker_lingers, tear_down);
  g_test_add ("/relay-ends/hostile", Fixture, NULL, set_up, test_hostile, tear_down);
  g_test_add_func ("/relay-ends/hostile-behind", test_hostile_behind);
  g_test_add_func ("/relay-ends/too-large", test_too_large);
  g_test_add ("/relay-ends/free-when-ended", Fixture, NULL, set_up, test_free_when_ended, tear_down);
  g_test_add_func ("/relay-ends/no-leaks", test_no_leaks);

  return g_test_run ();
}
