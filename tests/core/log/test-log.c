/* test-log.c: what is appended to a log is in its file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "log-scene.h"

#include "desk-log-private.h"

#define BIG (20 * 1024 * 1024)

static guint8 *
make_big (void)
{
  guint8 *big = g_malloc (BIG);

  for (guint i = 0; i < BIG; i++)
    big[i] = (guint8) (i * 31 + (i >> 12));

  return big;
}

static void
test_round_trip (Scene *scene, gconstpointer data)
{
  static const guint8 bytes[] = { 'a', 0, 0xff, 0xfe, '\n', 0 };
  g_autofree guint8 *big = make_big ();
  g_autoptr (DeskMessage) first = NULL;
  g_autoptr (DeskMessage) second = NULL;
  g_autoptr (DeskMessage) third = NULL;
  g_autoptr (DeskMessage) beginning = NULL;
  GError *error = NULL;

  scene_open (scene);
  append_one (scene->log, "plain", DESK_MESSAGE_RETAINED | 1, bytes, sizeof bytes);
  append_one (scene->log, "empty/Lübeck", DESK_MESSAGE_OUTGOING | 2, NULL, 0);
  append_one (scene->log, "big", DESK_MESSAGE_DUPLICATE, big, BIG);
  scene_flush (scene);

  g_assert_cmpint (desk_log_get_first_id (scene->log), ==, 1);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 3);
  g_assert_cmpuint (desk_log_get_queued (scene->log), ==, 0);
  g_assert_cmpuint (desk_log_get_size (scene->log), >, BIG);

  first = read_message (scene->log, 1, G_MAXSIZE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (first->id, ==, 1);
  g_assert_cmpstr (first->topic, ==, "plain");
  g_assert_cmpint ((int) first->flags, ==, DESK_MESSAGE_RETAINED | 1);
  g_assert_null (first->properties);
  g_assert_cmpmem (g_bytes_get_data (first->payload, NULL), g_bytes_get_size (first->payload), bytes,
                   sizeof bytes);
  g_assert_cmpint (ABS (first->time - g_get_real_time ()), <, 60 * G_TIME_SPAN_SECOND);

  second = read_message (scene->log, 2, G_MAXSIZE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second->topic, ==, "empty/Lübeck");
  g_assert_cmpint ((int) second->flags, ==, DESK_MESSAGE_OUTGOING | 2);
  g_assert_cmpuint (second->payload_size, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (second->payload), ==, 0);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message WHERE typeof (payload) = 'blob'"), ==,
                   3);

  third = read_message (scene->log, 3, G_MAXSIZE, &error);
  g_assert_no_error (error);
  g_assert_cmpint ((int) third->flags, ==, DESK_MESSAGE_DUPLICATE);
  g_assert_cmpmem (g_bytes_get_data (third->payload, NULL), g_bytes_get_size (third->payload), big, BIG);

  beginning = read_message (scene->log, 3, 1000, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (beginning->payload_size, ==, BIG);
  g_assert_cmpmem (g_bytes_get_data (beginning->payload, NULL), g_bytes_get_size (beginning->payload), big,
                   1000);

  g_assert_null (read_message (scene->log, 4, 10, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_clear_error (&error);
}

static void
test_properties (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskBatch) batch = desk_batch_new ();
  g_autoptr (DeskProperties) some = desk_properties_new ();
  g_autoptr (DeskProperties) none = desk_properties_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0\1", 2);
  g_autoptr (DeskMessage) message = NULL;
  g_autofree char *json = NULL;
  g_autofree char *stored = NULL;
  GRefString *topic = g_ref_string_new ("a");
  GError *error = NULL;

  desk_properties_add_string (some, DESK_PROP_CONTENT_TYPE, "application/json", -1);
  desk_properties_add_pair (some, "site", -1, "Lübeck", -1);
  desk_properties_add_bytes (some, DESK_PROP_CORRELATION_DATA, bytes);
  for (guint i = 0; i < 3; i++)
    g_assert_true (desk_batch_append (batch, 1, topic, 0, i == 1 ? none : some, "x", 1));
  g_ref_string_release (topic);

  scene_open (scene);
  desk_log_append (scene->log, g_steal_pointer (&batch));
  scene_flush (scene);

  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message WHERE properties IS NULL"), ==, 1);
  stored = query_text (scene->path, "SELECT properties FROM message WHERE id = 3");
  g_assert_cmpstr (stored, ==,
                   "[[\"content-type\",\"application/json\"],[\"user-property\",[\"site\",\"Lübeck\"]],"
                   "[\"correlation-data\",{\"base64\":\"AAE=\"}]]");
  message = read_message (scene->log, 3, 10, &error);
  g_assert_no_error (error);
  json = desk_properties_to_json (message->properties);
  g_assert_cmpstr (json, ==, stored);
}

/* Messages that come in pieces of all sizes keep their order, and their ids have no gap. */
static void
test_order (Scene *scene, gconstpointer data)
{
  gint64 next = 1;

  scene_open (scene);
  for (guint i = 0; i < 40; i++)
    {
      guint n = i == 20 ? 3 * DESK_LOG_TRANSACTION_MESSAGES + 7 : i * 13 % 400;

      append_many (scene->log, next, n, 0);
      next += n;
    }
  scene_flush (scene);

  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, next - 1);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message"), ==, next - 1);
  g_assert_cmpint (query (scene->path,
                          "SELECT count (*) FROM message m JOIN topic t ON t.id = m.topic"
                          " WHERE m.time = m.id AND t.name = 't/' || (m.id % 10)"
                          " AND CAST (m.payload AS TEXT) = 'payload ' || m.id"),
                   ==, next - 1);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM topic"), ==, 10);
}

static void
test_events (Scene *scene, gconstpointer data)
{
  g_autofree char *all = NULL;

  scene_open (scene);
  desk_log_append_event (scene->log, "connected", "{\"session-present\":false}");
  append_many (scene->log, 1, 5000, 0);
  desk_log_append_event (scene->log, "disconnected", NULL);
  append_many (scene->log, 5001, 1, 0);
  scene_flush (scene);

  all = query_text (scene->path,
                    "SELECT group_concat (id || ' ' || after || ' ' || kind || ' '"
                    " || ifnull (detail, '-'), ';') FROM event");
  g_assert_cmpstr (all, ==, "1 0 connected {\"session-present\":false};2 5000 disconnected -");
  g_assert_cmpint (
      query (scene->path, "SELECT abs (strftime ('%s', 'now') - time / 1000000) < 60 FROM event"), ==, 1);
}

static void
test_ids_continue (Scene *scene, gconstpointer data)
{
  scene_open (scene);
  append_many (scene->log, 1, 100, 0);
  scene_flush (scene);
  scene_close (scene);

  scene_open (scene);
  g_assert_cmpint (desk_log_get_first_id (scene->log), ==, 1);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 100);
  append_many (scene->log, 101, 1, 0);
  scene_flush (scene);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 101);
  scene_close (scene);

  /* Somebody has emptied the table, as retention may. */
  execute (scene->path, "DELETE FROM message");
  scene_open (scene);
  g_assert_cmpint (desk_log_get_first_id (scene->log), ==, 102);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 101);
  append_many (scene->log, 102, 1, 0);
  scene_flush (scene);
  g_assert_cmpint (query (scene->path, "SELECT min (id) FROM message"), ==, 102);
}

static void
test_before_and_after (Scene *scene, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  scene_make_log (scene);
  append_many (scene->log, 1, 10, 0);
  g_assert_cmpuint (desk_log_get_queued (scene->log), >, 0);
  g_assert_false (scene_try_flush (scene, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_clear_error (&error);

  scene_open (scene);
  append_many (scene->log, 11, 10000, 0);
  desk_log_close_async (scene->log, scene_keep_result, &result);
  append_many (scene->log, 1, 5, 0);
  wait_until (result != NULL);
  g_assert_true (desk_log_close_finish (scene->log, result, &error));
  g_assert_no_error (error);

  /* What came before closing is there, what came after it is not. */
  g_assert_false (desk_log_is_open (scene->log));
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 10010);
  g_assert_cmpuint (desk_log_get_queued (scene->log), ==, 0);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message"), ==, 10010);

  /* The same object opens again. */
  scene_open (scene);
  append_many (scene->log, 10011, 1, 0);
  scene_flush (scene);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 10011);
}

static void
test_cancelled_opening (Scene *scene, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  GError *error = NULL;

  scene_make_log (scene);
  desk_log_open_async (scene->log, cancellable, scene_keep_result, &result);
  g_cancellable_cancel (cancellable);
  wait_until (result != NULL);
  g_assert_false (desk_log_open_finish (scene->log, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  wait_until (!desk_log_is_open (scene->log));

  desk_log_open_async (scene->log, NULL, scene_keep_result, &second);
  desk_log_close (scene->log);
  wait_until (second != NULL);
  g_assert_false (desk_log_open_finish (scene->log, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  scene_open (scene);
}

/* Whoever asks, hears of it when it is closed and not before. */
static void
test_closing_twice (Scene *scene, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (DeskLog) next = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  GError *error = NULL;

  scene_open (scene);
  append_many (scene->log, 1, 10000, 0);
  desk_log_close_async (scene->log, scene_keep_result, &first);
  desk_log_close_async (scene->log, scene_keep_result, &second);
  wait_until (second != NULL);
  g_assert_false (desk_log_is_open (scene->log));
  g_assert_nonnull (first);
  g_assert_true (desk_log_close_finish (scene->log, first, NULL));
  g_assert_true (desk_log_close_finish (scene->log, second, NULL));

  next = desk_log_new (scene->path);
  desk_log_open_async (next, NULL, scene_keep_result, &opened);
  wait_until (opened != NULL);
  g_assert_true (desk_log_open_finish (next, opened, &error));
  g_assert_no_error (error);
  desk_log_close (next);
}

/* The thread that opens it may have failed before closing began, and told nobody yet. */
static void
test_closing_what_fails_to_open (Scene *scene, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (scene->path);

  g_assert_true (g_file_set_contents (folder, "no folder", -1, NULL));
  scene_make_log (scene);
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (GAsyncResult) opened = NULL;
      g_autoptr (GAsyncResult) closed = NULL;
      g_autoptr (GError) error = NULL;

      desk_log_open_async (scene->log, NULL, scene_keep_result, &opened);
      append_one (scene->log, "a", 0, "1", 1);
      desk_log_close_async (scene->log, scene_keep_result, &closed);
      wait_until (opened != NULL && closed != NULL);
      g_assert_false (desk_log_open_finish (scene->log, opened, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      g_assert_false (desk_log_is_open (scene->log));
    }
}

typedef struct
{
  guint n;
  gint64 last_id;
} Growth;

static void
on_grew (DeskLog *log, Growth *growth)
{
  growth->n++;
  g_assert_cmpint (desk_log_get_last_id (log), >=, growth->last_id);
  growth->last_id = desk_log_get_last_id (log);
}

static void
on_notify (DeskLog *log, GParamSpec *pspec, guint *n)
{
  *n += 1;
}

/* However many transactions there are, the main thread hears of them once a frame. */
static void
test_notifications (Scene *scene, gconstpointer data)
{
  Growth growth = { 0 };
  guint n_last = 0, n_size = 0;
  gint64 start;

  scene_open (scene);
  g_signal_connect (scene->log, "grew", G_CALLBACK (on_grew), &growth);
  g_signal_connect (scene->log, "notify::last-id", G_CALLBACK (on_notify), &n_last);
  g_signal_connect (scene->log, "notify::size", G_CALLBACK (on_notify), &n_size);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < 100; i++)
    append_many (scene->log, i * 4096 + 1, 4096, 0);
  wait_until (growth.last_id == 409600);
  g_assert_cmpuint (growth.n, <=, (g_get_monotonic_time () - start) / 16000 + 2);
  g_assert_cmpuint (growth.n, >=, 1);
  g_assert_cmpuint (n_last, ==, growth.n);
  g_assert_cmpuint (n_size, >=, 1);
}

typedef struct
{
  int holds;
  int goes_on;
} Pressure;

static void
on_pressure (gboolean hold, gpointer user_data)
{
  Pressure *pressure = user_data;

  if (hold)
    g_atomic_int_inc (&pressure->holds);
  else
    g_atomic_int_inc (&pressure->goes_on);
}

static void
test_pressure (Scene *scene, gconstpointer data)
{
  Pressure pressure = { 0 };

  scene_make_log (scene);
  _desk_log_set_queue_max (scene->log, 1000000);
  desk_log_set_pressure_func (scene->log, on_pressure, &pressure, NULL);

  for (gint64 i = 0; desk_log_get_queued (scene->log) <= 900000; i++)
    append_many (scene->log, i * 100 + 1, 100, 100);
  g_assert_cmpint (pressure.holds, ==, 0);
  append_many (scene->log, 1, 1000, 1000);
  append_many (scene->log, 1, 1, 0);
  g_assert_cmpint (pressure.holds, ==, 1);
  g_assert_cmpint (pressure.goes_on, ==, 0);

  scene_open (scene);
  wait_until (g_atomic_int_get (&pressure.goes_on) == 1);
  scene_flush (scene);
  g_assert_cmpint (pressure.holds, ==, 1);
  g_assert_cmpfloat (desk_log_get_held_back (scene->log), >, 0);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM event"), ==, 0);
  desk_log_set_pressure_func (scene->log, NULL, NULL, NULL);
}

/* Who does not hold although told to loses messages in the end, and the log says how many. */
static void
test_hard_limit (Scene *scene, gconstpointer data)
{
  g_autofree char *detail = NULL;
  gint64 kept;

  scene_make_log (scene);
  _desk_log_set_queue_max (scene->log, 100000);
  for (guint i = 0; i < 100; i++)
    append_many (scene->log, i * 100 + 1, 100, 100);
  g_assert_cmpuint (desk_log_get_queued (scene->log), <, 300000);
  scene_open (scene);
  scene_flush (scene);

  kept = desk_log_get_last_id (scene->log);
  g_assert_cmpint (kept, <, 10000);
  detail = query_text (scene->path, "SELECT kind || detail FROM event");
  {
    g_autofree char *expected = g_strdup_printf ("gap{\"lost\":%d,\"reason\":\"slow\",", (int) (10000 - kept));

    g_assert_true (g_str_has_prefix (detail, expected));
  }
}

static void
test_save_payload (Scene *scene, gconstpointer data)
{
  g_autofree char *path = g_build_filename (scene->folder, "payload", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree guint8 *big = make_big ();
  GError *error = NULL;

  scene_open (scene);
  append_one (scene->log, "big", 0, big, BIG);
  append_one (scene->log, "empty", 0, NULL, 0);
  scene_flush (scene);

  for (gint64 id = 1; id <= 2; id++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autofree char *contents = NULL;
      gsize length;

      desk_log_save_payload_async (scene->log, id, file, NULL, scene_keep_result, &result);
      wait_until (result != NULL);
      g_assert_true (desk_log_save_payload_finish (scene->log, result, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      g_assert_cmpmem (contents, length, big, id == 1 ? BIG : 0);
    }

  /* What fails leaves the file as it was, and none where there was none. */
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *other = g_build_filename (scene->folder, "other", NULL);
      g_autoptr (GFile) target = i % 2 == 0 ? g_object_ref (file) : g_file_new_for_path (other);
      g_autoptr (GAsyncResult) result = NULL;

      if (i >= 2)
        g_cancellable_cancel (cancellable);
      desk_log_save_payload_async (scene->log, i < 2 ? 99 : 1, target, cancellable, scene_keep_result,
                                   &result);
      wait_until (result != NULL);
      g_assert_false (desk_log_save_payload_finish (scene->log, result, &error));
      if (i < 2)
        g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
    }
}

static gint64
read_peak (void)
{
  g_autofree char *status = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));

  return g_ascii_strtoll (strstr (status, "VmHWM:") + 6, NULL, 10) * 1024;
}

/* A payload is in memory once, in its batch, on the way in, and in pieces on the way out. */
static void
test_memory (Scene *scene, gconstpointer data)
{
  g_autofree guint8 *big = make_big ();
  g_autofree char *path = g_build_filename (scene->folder, "payload", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  FILE *clear_refs = fopen ("/proc/self/clear_refs", "w");
  gint64 before, after;

  scene_open (scene);
  append_one (scene->log, "a", 0, "x", 1);
  scene_flush (scene);
  g_assert_cmpint (fputs ("5", clear_refs), >=, 0);
  g_assert_cmpint (fclose (clear_refs), ==, 0);
  before = read_peak ();

  for (guint i = 0; i < 5; i++)
    {
      append_one (scene->log, "big", 0, big, BIG);
      scene_flush (scene);
    }
  for (gint64 id = 2; id <= 6; id++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      desk_log_save_payload_async (scene->log, id, file, NULL, scene_keep_result, &result);
      wait_until (result != NULL);
      g_assert_true (desk_log_save_payload_finish (scene->log, result, NULL));
    }

  after = read_peak ();
  g_test_message ("most memory: %" G_GINT64_FORMAT " bytes before, %" G_GINT64_FORMAT " bytes after", before,
                  after);
  g_assert_cmpint (after - before, <, BIG + 32 * 1024 * 1024);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define add(name, function) g_test_add ("/log/" name, Scene, NULL, scene_set_up, function, scene_tear_down)
  add ("round-trip", test_round_trip);
  add ("properties", test_properties);
  add ("order", test_order);
  add ("events", test_events);
  add ("ids-continue", test_ids_continue);
  add ("before-and-after", test_before_and_after);
  add ("cancelled-opening", test_cancelled_opening);
  add ("closing-twice", test_closing_twice);
  add ("closing-what-fails-to-open", test_closing_what_fails_to_open);
  add ("notifications", test_notifications);
  add ("pressure", test_pressure);
  add ("hard-limit", test_hard_limit);
  add ("save-payload", test_save_payload);
  add ("memory", test_memory);
#undef add

  return g_test_run ();
}
