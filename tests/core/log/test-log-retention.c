/* test-log-retention.c: a log keeps within its limits
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "log-scene.h"

#include "desk-log-clock.h"
#include "desk-log-history.h"

#define MIB (1024 * 1024)

static void
assert_contiguous (Scene *scene)
{
  gint64 first = desk_log_get_first_id (scene->log);
  gint64 last = desk_log_get_last_id (scene->log);

  g_assert_cmpint (query (scene->path, "SELECT min (id) FROM message"), ==, first);
  g_assert_cmpint (query (scene->path, "SELECT max (id) FROM message"), ==, last);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message"), ==, last - first + 1);
}

static guint64
get_size_on_disk (Scene *scene)
{
  g_autofree char *wal = g_strconcat (scene->path, "-wal", NULL);
  GStatBuf status;
  guint64 size;

  g_assert_cmpint (g_stat (scene->path, &status), ==, 0);
  size = (guint64) status.st_size;
  if (g_stat (wal, &status) == 0)
    size += (guint64) status.st_size;

  return size;
}

static void
test_size (Scene *scene, gconstpointer data)
{
  guint64 largest = 0;

  scene_make_log (scene);
  desk_log_set_retention (scene->log, 8 * MIB, 0);
  scene_open (scene);
  for (guint i = 0; i < 60; i++)
    {
      append_many (scene->log, i * 2000 + 1, 2000, 200);
      scene_flush (scene);
      largest = MAX (largest, get_size_on_disk (scene));
    }
  g_test_message ("largest: %" G_GUINT64_FORMAT " bytes", largest);
  g_assert_cmpuint (largest, <=, 8 * MIB);

  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 120000);
  g_assert_cmpint (desk_log_get_first_id (scene->log), >, 80000);
  g_assert_cmpint (desk_log_get_first_id (scene->log), <, 110000);
  scene_close (scene);
  scene_open (scene);
  assert_contiguous (scene);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message WHERE time <> id"), ==, 0);
}

/* One message now and then: each commit writes whole pages, and while there is
 * never a quiet minute the write-ahead log must not grow all the same. */
static void
test_trickle (Scene *scene, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (scene->path, "-wal", NULL);
  gint64 largest = 0, size = 0;
  GStatBuf status;

  scene_make_log (scene);
  scene_open (scene);
  for (guint i = 1; size == largest; i++)
    {
      append_many (scene->log, i, 1, 50);
      scene_flush (scene);
      g_assert_cmpint (g_stat (wal, &status), ==, 0);
      size = status.st_size;
      /* The first look is at the first message. */
      largest = i < 10 ? size : MAX (largest, size);
    }
  g_assert_cmpint (size, <, largest);
}

static void
test_size_of_large_messages (Scene *scene, gconstpointer data)
{
  g_autofree guint8 *large = g_malloc0 (5 * MIB);

  scene_make_log (scene);
  desk_log_set_retention (scene->log, 16 * MIB, 0);
  scene_open (scene);
  for (guint i = 0; i < 20; i++)
    {
      append_one (scene->log, "large", 0, large, i % 2 == 0 ? 5 * MIB : 3 * MIB);
      scene_flush (scene);
    }
  wait_until (desk_log_get_size (scene->log) <= 16 * MIB && desk_log_get_first_id (scene->log) > 16);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 20);

  /* One that is larger than all that is allowed is there until the next one comes. */
  desk_log_set_retention (scene->log, MIB, 0);
  append_one (scene->log, "large", 0, large, 5 * MIB);
  scene_flush (scene);
  wait_until (desk_log_get_first_id (scene->log) == 21);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 21);
  append_one (scene->log, "small", 0, large, 1);
  scene_flush (scene);
  wait_until (desk_log_get_first_id (scene->log) == 22);
  assert_contiguous (scene);
}

static void
test_lower_limit (Scene *scene, gconstpointer data)
{
  scene_open (scene);
  append_many (scene->log, 1, 100000, 200);
  scene_flush (scene);
  g_assert_cmpuint (desk_log_get_size (scene->log), >, 20 * MIB);
  g_assert_cmpint (desk_log_get_first_id (scene->log), ==, 1);

  desk_log_set_retention (scene->log, 4 * MIB, 0);
  wait_until (desk_log_get_size (scene->log) <= 4 * MIB);
  g_assert_cmpuint (get_size_on_disk (scene), <=, 4 * MIB);
  g_assert_cmpint (desk_log_get_first_id (scene->log), <, 95000);
  assert_contiguous (scene);
}

static void
append_at (DeskLog *log, gint64 time, guint n)
{
  DeskBatch *batch = desk_batch_new ();
  GRefString *topic = g_ref_string_new ("t");

  for (guint i = 0; i < n; i++)
    g_assert_true (desk_batch_append (batch, time, topic, 0, NULL, "x", 1));
  g_ref_string_release (topic);
  desk_log_append (log, batch);
}

static void
test_days (Scene *scene, gconstpointer data)
{
  gint64 now = g_get_real_time ();

  scene_open (scene);
  desk_log_append_event (scene->log, "connected", NULL);
  append_at (scene->log, now - 30 * G_TIME_SPAN_DAY, 20000);
  desk_log_append_event (scene->log, "disconnected", NULL);
  append_at (scene->log, now - 10 * G_TIME_SPAN_DAY, 20000);
  append_at (scene->log, now, 10);
  scene_flush (scene);
  execute (scene->path, "INSERT INTO note VALUES (5, 1, 'old'), (40005, 1, 'new')");

  desk_log_set_retention (scene->log, 0, 20);
  wait_until (desk_log_get_first_id (scene->log) == 20001);
  assert_contiguous (scene);
  /* The event that came right before the first message is part of what happened to it. */
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM event WHERE after = 20000"), ==, 1);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM event"), ==, 1);
  g_assert_cmpint (query (scene->path, "SELECT message FROM note"), ==, 40005);

  desk_log_set_retention (scene->log, 0, 5);
  wait_until (desk_log_get_first_id (scene->log) == 40001);
  assert_contiguous (scene);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message WHERE time < 1000"), ==, 0);
}

/* Ids go on where they were although no message is left, also after the file was closed. */
static void
test_all_too_old (Scene *scene, gconstpointer data)
{
  scene_open (scene);
  append_at (scene->log, g_get_real_time () - 2 * G_TIME_SPAN_DAY, 100);
  scene_flush (scene);
  desk_log_set_retention (scene->log, 0, 1);
  wait_until (desk_log_get_first_id (scene->log) == 101);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 100);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message"), ==, 0);
  g_assert_cmpint (query (scene->path, "SELECT value FROM meta WHERE key = 'next-message-id'"), ==, 101);
  scene_close (scene);

  scene_open (scene);
  g_assert_cmpint (desk_log_get_first_id (scene->log), ==, 101);
  append_many (scene->log, 101, 1, 0);
  scene_flush (scene);
  g_assert_cmpint (query (scene->path, "SELECT max (id) FROM message"), ==, 101);
}

#define MINUTE G_TIME_SPAN_MINUTE
#define DAY G_TIME_SPAN_DAY
#define YEAR (365 * DAY)

/* Has the clocks say something else, and the limits be looked at: that is done between the two. */
static void
look (Scene *scene, gint64 now, gint64 since_boot)
{
  static guint64 other = 64 * MIB;

  desk_log_clock_shift (now, since_boot);
  /* Limits that stay the same are not looked at before the minute is over. */
  desk_log_set_retention (scene->log, other++, 5);
  scene_flush (scene);
  scene_flush (scene);
}

/* 100 messages that are due soon, and 10 that are not */
static void
append_due (Scene *scene, gint64 now)
{
  append_at (scene->log, now - 5 * DAY + 30 * MINUTE, 100);
  append_at (scene->log, now, 10);
  scene_flush (scene);
}

/* A clock that is far ahead is believed when it has been so for an hour; until then time goes on as before. */
static void
test_clock_ahead (Scene *scene, gconstpointer data)
{
  scene_open (scene);
  look (scene, 0, 0);
  append_due (scene, g_get_real_time ());
  scene_close (scene);
  scene_open (scene);
  look (scene, 0, 0);
  look (scene, 12 * YEAR, 0);
  look (scene, 12 * YEAR + 40 * MINUTE, 40 * MINUTE);
  wait_until (desk_log_get_first_id (scene->log) == 101);
  look (scene, 12 * YEAR + 59 * MINUTE, 59 * MINUTE);
  g_assert_cmpint (desk_log_get_first_id (scene->log), ==, 101);
  look (scene, 12 * YEAR + 62 * MINUTE, 62 * MINUTE);
  wait_until (desk_log_get_first_id (scene->log) == 111);
  desk_log_clock_shift (0, 0);
}

/* What was put right within the hour has done nothing. */
static void
test_clock_put_right (Scene *scene, gconstpointer data)
{
  scene_open (scene);
  look (scene, 0, 0);
  append_due (scene, g_get_real_time ());
  look (scene, 12 * YEAR, 0);
  look (scene, 20 * MINUTE, 20 * MINUTE);
  look (scene, 12 * YEAR + 21 * MINUTE, 21 * MINUTE);
  look (scene, 70 * MINUTE, 70 * MINUTE);
  wait_until (desk_log_get_first_id (scene->log) == 101);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message"), ==, 10);
  desk_log_clock_shift (0, 0);
}

/* The computer slept for a week. */
static void
test_clock_after_sleep (Scene *scene, gconstpointer data)
{
  scene_open (scene);
  look (scene, 0, 0);
  append_due (scene, g_get_real_time ());
  look (scene, 7 * DAY, 7 * DAY);
  wait_until (desk_log_get_first_id (scene->log) == 111);
  desk_log_clock_shift (0, 0);
}

/* Where the clock is wrong from the start, the file tells what the time was. */
static void
test_clock_of_next_run (Scene *scene, gconstpointer data)
{
  scene_open (scene);
  look (scene, 0, 0);
  append_due (scene, g_get_real_time ());
  scene_close (scene);

  for (guint i = 0; i < 3; i++)
    {
      /* The battery is dead, so it always begins there. */
      desk_log_clock_shift (12 * YEAR, 0);
      scene_open (scene);
      look (scene, 12 * YEAR, 0);
      look (scene, 12 * YEAR + 40 * MINUTE, 40 * MINUTE);
      scene_close (scene);
    }
  scene_open (scene);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 110);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message WHERE id > 100"), ==, 10);
  scene_close (scene);

  /* A few days away are nothing to wonder about. */
  desk_log_clock_shift (0, 0);
  scene_open (scene);
  look (scene, 2 * DAY, 0);
  wait_until (desk_log_get_first_id (scene->log) == 101);
  scene_close (scene);

  /* Many are believed in the next run, although none was an hour long. */
  scene_open (scene);
  look (scene, 40 * DAY, 0);
  scene_close (scene);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message"), ==, 10);
  scene_open (scene);
  look (scene, 41 * DAY, 0);
  wait_until (desk_log_get_first_id (scene->log) == 111);
  desk_log_clock_shift (0, 0);
}

/* A board without a clock of its own stamps messages with 1970 until it hears from the network what the time is.
 * What came then is as old as it is, in later runs, too. */
static void
test_clock_of_board (Scene *scene, gconstpointer data)
{
  const gint64 behind = g_get_real_time () - 10 * DAY;

  desk_log_clock_shift (-behind, 0);
  scene_open (scene);
  look (scene, -behind, 0);
  append_due (scene, g_get_real_time () - behind);
  look (scene, 0, 0);
  append_at (scene->log, g_get_real_time (), 5);
  scene_flush (scene);
  look (scene, 62 * MINUTE, 62 * MINUTE);
  wait_until (desk_log_get_first_id (scene->log) == 101);
  scene_close (scene);

  for (gint64 day = 2; day <= 4; day += 2)
    {
      scene_open (scene);
      look (scene, day * DAY, 0);
      scene_close (scene);
      g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message"), ==, 15);
    }
  scene_open (scene);
  look (scene, 6 * DAY, 0);
  wait_until (desk_log_get_first_id (scene->log) == 116);
  desk_log_clock_shift (0, 0);
}

/* Where each message has a topic of its own, the topics go with the messages. */
static void
test_topics (Scene *scene, gconstpointer data)
{
  gint64 n_topics;

  scene_make_log (scene);
  desk_log_set_retention (scene->log, 8 * MIB, 0);
  scene_open (scene);
  for (guint i = 0; i < 120000;)
    {
      DeskBatch *batch = desk_batch_new ();
      GRefString *common = g_ref_string_new ("common");

      for (guint end = i + 4000; i < end; i++)
        {
          g_autofree char *name = g_strdup_printf ("request/%08x/answer", i);
          GRefString *topic = g_ref_string_new (name);

          g_assert_true (desk_batch_append (batch, i, topic, 0, NULL, name, strlen (name)));
          g_assert_true (desk_batch_append (batch, i, common, 0, NULL, name, strlen (name)));
          g_ref_string_release (topic);
        }
      g_ref_string_release (common);
      desk_log_append (scene->log, batch);
      scene_flush (scene);
    }

  wait_until (query (scene->path, "SELECT count (*) FROM topic") < 60000);
  n_topics = query (scene->path, "SELECT count (*) FROM topic");
  g_test_message ("%d topics, %d messages", (int) n_topics,
                  (int) query (scene->path, "SELECT count (*) FROM message"));
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message"), >, 10000);
  g_assert_cmpint (
      query (scene->path, "SELECT count (*) FROM message WHERE topic NOT IN (SELECT id FROM topic)"), ==, 0);
  g_assert_cmpint (query (scene->path,
                          "SELECT count (*) FROM message m JOIN topic t ON t.id = m.topic"
                          " WHERE t.name <> 'common' AND t.name <> CAST (m.payload AS TEXT)"),
                   ==, 0);
}

static void
start_deleting (Scene *scene, GAsyncResult **result)
{
  desk_log_delete_history_async (scene->log, NULL, scene_keep_result, result);
}

static void
test_delete_all (Scene *scene, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  scene_open (scene);
  append_many (scene->log, 1, 50000, 200);
  desk_log_append_event (scene->log, "connected", NULL);
  scene_flush (scene);
  execute (scene->path, "INSERT INTO note VALUES (7, 1, 'kept?')");
  g_assert_cmpuint (desk_log_get_size (scene->log), >, 10 * MIB);

  /* What is appended before is deleted too, and what comes after stays. */
  append_many (scene->log, 50001, 1000, 200);
  start_deleting (scene, &result);
  append_many (scene->log, 51001, 10, 200);
  wait_until (result != NULL);
  g_assert_true (desk_log_delete_history_finish (scene->log, result, &error));
  g_assert_no_error (error);

  g_assert_cmpint (desk_log_get_first_id (scene->log), ==, 51001);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 51010);
  assert_contiguous (scene);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM note"), ==, 0);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM event"), ==, 0);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM topic"), <=, 10);
  g_assert_cmpint (query (scene->path, "PRAGMA freelist_count"), ==, 0);
  wait_until (get_size_on_disk (scene) < MIB);

  /* An empty one is deleted at once, and ids go on after all were deleted. */
  g_clear_object (&result);
  start_deleting (scene, &result);
  wait_until (result != NULL);
  g_assert_true (desk_log_delete_history_finish (scene->log, result, &error));
  g_clear_object (&result);
  g_assert_cmpint (desk_log_get_first_id (scene->log), ==, 51011);
  scene_close (scene);
  scene_open (scene);
  append_many (scene->log, 51011, 1, 10);
  scene_flush (scene);
  g_assert_cmpint (desk_log_get_first_id (scene->log), ==, 51011);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 51011);
}

/* Another program that reads keeps the file from becoming smaller, but not for longer than it reads. */
static void
test_delete_read (Scene *scene, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *reader = NULL;

  scene_open (scene);
  append_many (scene->log, 1, 20000, 200);
  scene_flush (scene);
  g_assert_cmpint (sqlite3_open_v2 (scene->path, &reader, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (reader, "BEGIN; SELECT count (*) FROM message", NULL, NULL, NULL), ==, SQLITE_OK);

  start_deleting (scene, &result);
  wait_until (result != NULL);
  g_assert_true (desk_log_delete_history_finish (scene->log, result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (query (scene->path, "PRAGMA freelist_count"), ==, 0);
  g_assert_cmpuint (get_size_on_disk (scene), >, MIB);

  g_assert_cmpint (sqlite3_exec (reader, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  wait_until (get_size_on_disk (scene) < MIB);
  sqlite3_close (reader);
}

/* A program that ended between has said that they are gone, so they are. */
static void
test_delete_goes_on (Scene *scene, gconstpointer data)
{
  scene_open (scene);
  append_many (scene->log, 1, 30000, 200);
  scene_flush (scene);
  scene_close (scene);
  execute (scene->path, "INSERT INTO meta VALUES ('delete-below', 30001)");

  scene_open (scene);
  g_assert_cmpint (desk_log_get_first_id (scene->log), ==, 30001);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 30000);
  wait_until (get_size_on_disk (scene) < MIB);
  g_assert_cmpint (query (scene->path, "SELECT count (*) FROM message"), ==, 0);
}

static void
test_delete_closed (Scene *scene, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) measured = NULL;
  GError *error = NULL;
  guint64 n_messages, bytes;

  scene_open (scene);
  append_many (scene->log, 1, 20000, 200);
  scene_flush (scene);

  desk_log_history_measure_async (scene->path, NULL, scene_keep_result, &measured);
  wait_until (measured != NULL);
  g_assert_true (desk_log_history_measure_finish (measured, &n_messages, &bytes, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_messages, ==, 20000);
  g_assert_cmpuint (bytes, ==, get_size_on_disk (scene));

  /* Who has it is told. */
  desk_log_history_delete_async (scene->path, NULL, scene_keep_result, &result);
  wait_until (result != NULL);
  g_assert_false (desk_log_history_delete_finish (result, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_BUSY);
  g_clear_error (&error);
  g_clear_object (&result);

  scene_close (scene);
  desk_log_history_delete_async (scene->path, NULL, scene_keep_result, &result);
  wait_until (result != NULL);
  g_assert_true (desk_log_history_delete_finish (result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (get_size_on_disk (scene), <, MIB);

  g_clear_object (&measured);
  desk_log_history_measure_async ("/nowhere/at/all.sqlite", NULL, scene_keep_result, &measured);
  wait_until (measured != NULL);
  g_assert_true (desk_log_history_measure_finish (measured, &n_messages, &bytes, &error));
  g_assert_cmpuint (n_messages, ==, 0);
  g_assert_cmpuint (bytes, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define add(name, function)                                                                                  \
  g_test_add ("/log-retention/" name, Scene, NULL, scene_set_up, function, scene_tear_down)
  add ("size", test_size);
  add ("trickle", test_trickle);
  add ("size-of-large-messages", test_size_of_large_messages);
  add ("lower-limit", test_lower_limit);
  add ("days", test_days);
  add ("all-too-old", test_all_too_old);
  add ("clock/ahead", test_clock_ahead);
  add ("clock/put-right", test_clock_put_right);
  add ("clock/after-sleep", test_clock_after_sleep);
  add ("clock/of-next-run", test_clock_of_next_run);
  add ("clock/of-board", test_clock_of_board);
  add ("topics", test_topics);
  add ("delete-all", test_delete_all);
  add ("delete-read", test_delete_read);
  add ("delete-goes-on", test_delete_goes_on);
  add ("delete-closed", test_delete_closed);
#undef add

  return g_test_run ();
}
