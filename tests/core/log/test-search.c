/* test-search.c: what a search finds in a log file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-filter-private.h"
#include "desk-log-schema.h"
#include "desk-search-run.h"
#include "desk-search-scan.h"
#include "desk-search.h"
#include "desk-topic.h"
#include "log-scene.h"
#include "plain-text.h"

typedef struct
{
  const char *topic;
  DeskMessageFlags flags;
  guint8 *payload;
  gsize length;
} Message;

static void
message_clear (gpointer data)
{
  g_free (((Message *) data)->payload);
}

/* Writes messages with ids from @first on straight into a file. */
static void
write_messages (const char *path, gint64 first, const Message *messages, guint n)
{
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db = desk_log_schema_open_writer (path, &set_aside, &error);
  sqlite3_stmt *topic;
  sqlite3_stmt *message;

  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_prepare_v2 (db, "INSERT OR IGNORE INTO topic (name) VALUES (?1)", -1, &topic, NULL);
  sqlite3_prepare_v2 (db,
                      "INSERT INTO message SELECT ?1, ?1 * 1000, id, ?3, NULL, ?4 FROM topic WHERE name = ?2",
                      -1, &message, NULL);
  for (guint i = 0; i < n; i++)
    {
      sqlite3_bind_text (topic, 1, messages[i].topic, -1, SQLITE_STATIC);
      g_assert_cmpint (sqlite3_step (topic), ==, SQLITE_DONE);
      sqlite3_reset (topic);
      sqlite3_bind_int64 (message, 1, first + i);
      sqlite3_bind_text (message, 2, messages[i].topic, -1, SQLITE_STATIC);
      sqlite3_bind_int (message, 3, (int) messages[i].flags);
      sqlite3_bind_blob (message, 4, messages[i].length > 0 ? (gconstpointer) messages[i].payload : "",
                         (int) messages[i].length, SQLITE_STATIC);
      g_assert_cmpint (sqlite3_step (message), ==, SQLITE_DONE);
      sqlite3_reset (message);
    }
  sqlite3_finalize (topic);
  sqlite3_finalize (message);
  g_assert_cmpint (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static GArray *
make_messages (guint n)
{
  static const char *const topics[] = {
    "a", "a/b", "a/İb", "$SYS/broker/load", "+/#", "STRAẞE/1", "x/温度", "a//b", "/a",
  };
  GArray *messages = g_array_new (FALSE, TRUE, sizeof (Message));

  g_array_set_clear_func (messages, message_clear);
  for (guint i = 0; i < n; i++)
    {
      Message message = { topics[roll (G_N_ELEMENTS (topics))], (DeskMessageFlags) roll (32), NULL, 0 };

      message.length = (gsize) roll (i % 100 == 0 ? 200000 : i % 10 == 0 ? 17000 : 60);
      message.payload = g_malloc0 (message.length + 1);
      if (i % 3 == 0 || message.length < 100)
        fill_randomly (message.payload, message.length);
      else if (i % 3 == 1)
        fill_randomly (message.payload + message.length - 50, 50);
      g_array_append_val (messages, message);
    }

  return messages;
}

static gboolean
term_matches_plainly (const DeskTerm *term, const Message *message)
{
  if (term->needle != NULL)
    {
      const char *word = desk_needle_get_text (term->needle);

      return (term->kind->key == NULL
              && contains_plainly ((const guint8 *) message->topic, strlen (message->topic), word))
             || contains_plainly (message->payload, message->length, word);
    }
  if (term->topic_filter != NULL)
    return desk_topic_filter_matches (term->topic_filter, message->topic);

  return (message->flags & term->flags_mask) == term->flags_value;
}

/* The meaning of a filter: term by term, without any of the tricks of a search */
static gboolean
matches_plainly (DeskFilter *filter, const DeskNode *node, const Message *message)
{
  gboolean any = FALSE;
  gboolean all = TRUE;

  if (node->type == DESK_NODE_TERM)
    return term_matches_plainly (g_ptr_array_index (_desk_filter_get_terms (filter), node->term), message);

  for (guint i = 0; i < node->children->len; i++)
    {
      gboolean matches = matches_plainly (filter, g_ptr_array_index (node->children, i), message);

      any = any || matches;
      all = all && matches;
    }

  return node->type == DESK_NODE_NOT ? !all : node->type == DESK_NODE_OR ? any : all;
}

static gboolean
keep_id (DeskSearchRow *row, gpointer user_data, GError **error)
{
  GArray *ids = user_data;

  g_array_append_val (ids, row->id);
  return TRUE;
}

/* What a search in the background hands over, watched */
typedef struct
{
  DeskMatchSet *matches;
  guint n_deliveries;
  gint64 first_time;
  gint64 last_time;
  GError *error;
  GError *warning;
  DeskSearch *search;
  gboolean free_at_once;
} Catch;

static void
catch_found (const DeskSearchFound *found, gpointer user_data)
{
  Catch *catch = user_data;
  DeskMatchSet *matches = catch->matches;
  guint count = desk_match_set_get_count (matches);
  guint n_older = desk_match_set_get_count (found->older);
  guint n_newer = desk_match_set_get_count (found->newer);

  /* Older ones lie below all that there was, newer ones above. */
  if (n_older > 0 && count > 0)
    g_assert_cmpint (desk_match_set_select (found->older, n_older - 1), <, desk_match_set_select (matches, 0));
  desk_match_set_add_set (matches, found->older);
  count += n_older;
  if (n_newer > 0 && count > 0)
    g_assert_cmpint (desk_match_set_select (found->newer, 0), >, desk_match_set_select (matches, count - 1));
  desk_match_set_add_set (matches, found->newer);
  g_assert_cmpuint (desk_match_set_get_count (matches), ==, count + n_newer);

  catch->last_time = g_get_monotonic_time ();
  if (catch->n_deliveries++ == 0)
    catch->first_time = catch->last_time;
  g_clear_error (&catch->error);
  catch->error = found->error != NULL ? g_error_copy (found->error) : NULL;
  g_clear_error (&catch->warning);
  catch->warning = found->warning != NULL ? g_error_copy (found->warning) : NULL;
  if (catch->free_at_once)
    g_clear_pointer (&catch->search, desk_search_free);
}

static void
catch_start (Catch *catch, const char *path, const char *text, gint64 base)
{
  g_autoptr (DeskFilter) filter = desk_filter_parse (text, NULL, NULL, NULL);

  g_assert_nonnull (filter);
  *catch = (Catch) { 0 };
  catch->matches = desk_match_set_new (base);
  catch->search = desk_search_new (path, filter, NULL, NULL, base, catch_found, catch);
}

static void
catch_end (Catch *catch)
{
  g_clear_pointer (&catch->search, desk_search_free);
  g_clear_error (&catch->error);
  g_clear_error (&catch->warning);
  desk_match_set_free (catch->matches);
}

#define is_searched(catch) (desk_search_get_progress ((catch)->search) == 1.0)

static void
assert_ids (DeskMatchSet *matches, GArray *ids)
{
  g_assert_cmpuint (desk_match_set_get_count (matches), ==, ids->len);
  for (guint i = 0; i < ids->len; i++)
    g_assert_cmpint (desk_match_set_select (matches, i), ==, g_array_index (ids, gint64, i));
}

static void
test_semantics (Scene *scene, gconstpointer data)
{
  static const char *const texts[] = {
    "", "a", "K", "kıſ", "ßK", "\"σ\"", "ⱥ", "温", "温 -a", "İ", "\"a\" \"z\" k", "8abcd", "8ABCD",
    "topic:a/#", "topic:#", "topic:$SYS/#", "-topic:a", "topic:+/+ a", "topic:a/# -topic:a", "topic:/+", "straße",
    "qos:0", "-qos:2", "retained:yes", "retained:no dir:out", "dir:in -qos:1 z", "qos:0 qos:1",
    "topic:a/# qos:2 kk", "-topic:# 8a", "-a -k -z", "load -dir:out", "\"+/#\"", "𐐨",
    "payload:a", "-payload:z", "dup:yes", "a OR z", "qos:1 OR payload:z", "-(topic:a/# OR k)", "(a OR qos:2) (z OR -k)",
    "-(-(8abcd OR topic:/+) retained:yes)", "-(payload:k qos:0) OR topic:$SYS/#",
  };
  g_autoptr (GArray) messages = make_messages (2500);
  const Message *all = (const Message *) (gpointer) messages->data;
  gint64 first = G_GINT64_CONSTANT (5) << 40;
  gint64 last = first + messages->len - 1;

  write_messages (scene->path, first, all, messages->len);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (DeskFilter) filter = desk_filter_parse (texts[i], NULL, NULL, NULL);
      g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GError) error = NULL;
      Catch catch;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_nonnull (filter);
      for (guint j = 0; j < messages->len; j++)
        {
          gint64 id = first + j;

          if (matches_plainly (filter, _desk_filter_get_root (filter), &all[j]))
            g_array_append_val (expected, id);
        }

      g_assert_true (desk_search_run_sync (scene->path, filter, keep_id, ids, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpmem (ids->data, ids->len * sizeof (gint64), expected->data, expected->len * sizeof (gint64));

      catch_start (&catch, scene->path, texts[i], first);
      desk_search_set_range (catch.search, first, last);
      wait_until (is_searched (&catch));
      assert_ids (catch.matches, expected);
      catch_end (&catch);
    }
}

/* Messages of nothing but a number */
static void
write_numbers (const char *path, gint64 first, guint n)
{
  g_autoptr (GArray) messages = g_array_new (FALSE, TRUE, sizeof (Message));

  g_array_set_clear_func (messages, message_clear);
  for (guint i = 0; i < n; i++)
    {
      Message message = { "n", 0, NULL, 0 };

      message.payload = (guint8 *) g_strdup_printf ("<%" G_GINT64_FORMAT ">", first + i);
      message.length = strlen ((const char *) message.payload);
      g_array_append_val (messages, message);
    }
  write_messages (path, first, (const Message *) (gpointer) messages->data, n);
}

static void
test_growing (Scene *scene, gconstpointer data)
{
  Catch catch;
  gint64 begun;

  write_numbers (scene->path, 1, 70000);
  catch_start (&catch, scene->path, "9>", 1);
  begun = g_get_monotonic_time ();
  desk_search_set_range (catch.search, 1, 50000);
  g_assert_true (desk_search_get_pending (catch.search));
  wait_until (catch.n_deliveries > 0);

  /* While it is on its way to the beginning, more comes at the end. */
  for (gint64 last = 50100; last <= 60000; last += 100)
    {
      desk_search_set_range (catch.search, 1, last);
      g_main_context_iteration (NULL, FALSE);
    }
  wait_until (is_searched (&catch));
  g_assert_false (desk_search_get_pending (catch.search));
  g_assert_cmpuint (desk_match_set_get_count (catch.matches), ==, 6000);
  /* The first delivery may come at once; from then on there is one in 16 ms. */
  g_assert_cmpint ((catch.n_deliveries - 1) * 15500, <=, catch.last_time - catch.first_time);
  g_assert_cmpint (catch.first_time, >=, begun);

  /* The beginning goes away; what is wanted then lies behind all that was searched. */
  desk_search_set_range (catch.search, 55000, 60000);
  g_assert_true (is_searched (&catch));
  desk_search_set_range (catch.search, 62000, 70000);
  desk_match_set_trim (catch.matches, 62000);
  g_assert_false (is_searched (&catch));
  wait_until (is_searched (&catch));
  g_assert_cmpuint (desk_match_set_get_count (catch.matches), ==, 800);

  desk_search_set_range (catch.search, 70001, 70000);
  g_assert_true (is_searched (&catch));
  g_assert_false (desk_search_can_reach (catch.search, 70000, 70000));
  g_assert_false (desk_search_can_reach (catch.search, 70001, 69999));
  g_assert_true (desk_search_can_reach (catch.search, 70001, 80000));
  g_assert_false (desk_search_can_reach (catch.search, 70001, G_GINT64_CONSTANT (1) << 40));
  catch_end (&catch);
}

static void
test_ended (Scene *scene, gconstpointer data)
{
  Catch catch;

  write_numbers (scene->path, 1, 50000);

  /* In its own delivery */
  catch_start (&catch, scene->path, "9>", 1);
  catch.free_at_once = TRUE;
  desk_search_set_range (catch.search, 1, 50000);
  wait_until (catch.search == NULL);
  g_assert_cmpuint (catch.n_deliveries, ==, 1);
  catch_end (&catch);

  /* With a delivery that is due, and before there is anything to do */
  catch_start (&catch, scene->path, "9>", 1);
  desk_search_set_range (catch.search, 1, 50000);
  g_clear_pointer (&catch.search, desk_search_free);
  for (guint i = 0; i < 3; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (catch.n_deliveries, ==, 0);
  catch_end (&catch);
  catch_start (&catch, scene->path, "9>", 1);
  catch_end (&catch);

  /* Nothing to look at is a result too. */
  catch_start (&catch, scene->path, "9>", 1);
  desk_search_set_range (catch.search, 1, 0);
  wait_until (catch.n_deliveries == 1);
  g_assert_true (is_searched (&catch));
  catch_end (&catch);
}

static void
test_errors (Scene *scene, gconstpointer data)
{
  Catch catch;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;

  g_assert_false (desk_search_run_sync (scene->path, NULL, keep_id, ids, NULL, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "one.sqlite"));

  /* A log without messages has no matches. */
  g_clear_error (&error);
  write_numbers (scene->path, 1, 0);
  g_assert_true (desk_search_run_sync (scene->path, NULL, keep_id, ids, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 0);
  g_assert_cmpint (g_unlink (scene->path), ==, 0);

  /* It goes on when the log does. */
  catch_start (&catch, scene->path, "9>", 1);
  desk_search_set_range (catch.search, 1, 100);
  wait_until (catch.error != NULL);
  g_assert_error (catch.error, DESK_ERROR, DESK_ERROR_FAILED);
  write_numbers (scene->path, 1, 200);
  desk_search_set_range (catch.search, 1, 200);
  wait_until (is_searched (&catch));
  g_assert_no_error (catch.error);
  g_assert_cmpuint (desk_match_set_get_count (catch.matches), ==, 20);
  catch_end (&catch);
}

typedef struct
{
  const char *path;
  GCancellable *cancellable;
  GArray *ids;
  guint stop_after;
} Stop;

static gboolean
stop_early (DeskSearchRow *row, gpointer user_data, GError **error)
{
  Stop *stop = user_data;

  /* Meanwhile the file is free for its writer. */
  if (stop->ids->len == 0)
    {
      g_assert_cmpint (query (stop->path, "PRAGMA wal_checkpoint(TRUNCATE)"), ==, 0);
      execute (stop->path, "DELETE FROM message WHERE id = 1000");
    }

  g_array_append_val (stop->ids, row->id);
  if (stop->ids->len < stop->stop_after)
    return TRUE;
  if (stop->cancellable == NULL)
    return desk_fail (error, DESK_ERROR_FAILED, "enough");
  g_cancellable_cancel (stop->cancellable);
  return TRUE;
}

static void
test_run_stopped (Scene *scene, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  Stop stop = { scene->path, NULL, ids, 1200 };

  write_numbers (scene->path, 1, 50000);
  g_assert_false (desk_search_run_sync (scene->path, NULL, stop_early, &stop, NULL, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_assert_cmpuint (ids->len, ==, 1200);
  /* One was trimmed between being found and being read. */
  g_assert_cmpint (g_array_index (ids, gint64, 998), ==, 999);
  g_assert_cmpint (g_array_index (ids, gint64, 999), ==, 1001);
  g_clear_error (&error);

  g_array_set_size (ids, 0);
  stop.cancellable = cancellable;
  g_assert_false (desk_search_run_sync (scene->path, NULL, stop_early, &stop, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (ids->len, <, 50000);
}

typedef struct
{
  const char *path;
  guint n_rows;
} RowCheck;

static gboolean
check_row (DeskSearchRow *row, gpointer user_data, GError **error)
{
  RowCheck *check = user_data;
  g_autofree guint8 *buffer = g_malloc (row->payload.size);
  const guint8 *bytes;

  check->n_rows++;
  g_assert_cmpint (row->time, ==, row->id * 1000);
  if (row->id == 1)
    {
      g_assert_cmpstr (row->topic, ==, "small");
      g_assert_cmpstr (row->properties, ==, "[[\"content-type\",\"x\"]]");
      g_assert_cmpint ((int) row->flags, ==, 21);
      g_assert_nonnull (row->payload.data);
      g_assert_cmpmem (row->payload.data, row->payload.size, "a\0b", 3);
      return TRUE;
    }
  if (row->id == 2)
    {
      g_assert_cmpuint (row->payload.size, ==, 0);
      g_assert_null (row->properties);
      return TRUE;
    }

  g_assert_cmpuint (row->payload.size, ==, 9000001);
  g_assert_null (row->payload.data);
  for (gsize offset = 0; offset < row->payload.size; offset += 1000000)
    {
      gsize length = MIN (1000003, row->payload.size - offset);

      bytes = desk_search_payload_peek (&row->payload, offset, length, buffer, error);
      g_assert_nonnull (bytes);
      for (gsize i = 0; i < length; i++)
        g_assert_cmpint (bytes[i], ==, ((offset + i) * 7 + ((offset + i) >> 12)) & 0xff);
    }

  execute (check->path, "DELETE FROM message WHERE id = 3");
  g_assert_null (desk_search_payload_peek (&row->payload, 0, 10, buffer, error));
  return FALSE;
}

static void
test_rows (Scene *scene, gconstpointer data)
{
  g_autofree guint8 *large = g_malloc (9000001);
  const Message messages[] = {
    { "small", (DeskMessageFlags) 21, (guint8 *) (gpointer) "a\0b", 3 },
    { "empty", (DeskMessageFlags) 0, NULL, 0 },
    { "large", (DeskMessageFlags) 0, large, 9000001 },
  };
  g_autoptr (GError) error = NULL;
  RowCheck check = { scene->path, 0 };

  for (gsize i = 0; i < 9000001; i++)
    large[i] = (guint8) (i * 7 + (i >> 12));
  write_messages (scene->path, 1, messages, G_N_ELEMENTS (messages));
  execute (scene->path, "UPDATE message SET properties = '[[\"content-type\",\"x\"]]' WHERE id = 1");

  g_assert_false (desk_search_run_sync (scene->path, NULL, check_row, &check, NULL, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "Message 3"));
  g_assert_cmpuint (check.n_rows, ==, 3);
}

/* Slices end when their time is over, wherever they are. */
static void
test_slices (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskFilter) filter = desk_filter_parse ("9>", NULL, NULL, NULL);
  g_autoptr (DeskSearchPlan) plan = desk_search_plan_new (filter, NULL, NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DeskSearchScan) scan = NULL;
  g_autoptr (GError) error = NULL;
  gint64 reached = 0;

  write_numbers (scene->path, 1, 1000);
  scan = desk_search_scan_new (scene->path, plan, &error);
  g_assert_no_error (error);

  g_assert_true (desk_search_scan_run (scan, 1, 100, FALSE, NULL, ids, &reached, &error));
  g_assert_cmpint (reached, ==, 100);
  g_assert_cmpuint (ids->len, ==, 10);
  g_assert_cmpint (g_array_index (ids, gint64, 9), ==, 99);
  g_array_set_size (ids, 0);
  g_assert_true (desk_search_scan_run (scan, 51, 2000, TRUE, NULL, ids, &reached, &error));
  g_assert_cmpint (reached, ==, 51);
  g_assert_cmpuint (ids->len, ==, 95);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, 999);

  /* Each slice sees the file as it is then. */
  execute (scene->path, "DELETE FROM message WHERE id < 500");
  g_array_set_size (ids, 0);
  g_assert_true (desk_search_scan_run (scan, 1, 1000, FALSE, NULL, ids, &reached, &error));
  g_assert_cmpint (reached, ==, 1000);
  g_assert_cmpuint (ids->len, ==, 50);

  g_cancellable_cancel (cancellable);
  g_assert_false (desk_search_scan_run (scan, 1, 1000, FALSE, cancellable, ids, &reached, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A regular expression that gives up on one message is named; the others are found. */
static void
test_partial (Scene *scene, gconstpointer data)
{
  const Message messages[] = {
    { "t", 0, (guint8 *) (gpointer) "aaa", 3 },
    { "t", 0, (guint8 *) (gpointer) "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", 42 },
    { "t", 0, (guint8 *) (gpointer) "aa", 2 },
  };
  g_autoptr (DeskFilter) filter = desk_filter_parse ("/^(a+)+$/", NULL, NULL, NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  Catch catch;

  write_messages (scene->path, 1, messages, G_N_ELEMENTS (messages));
  catch_start (&catch, scene->path, "/^(a+)+$/", 1);
  desk_search_set_range (catch.search, 1, 3);
  wait_until (is_searched (&catch));
  g_assert_no_error (catch.error);
  g_assert_error (catch.warning, DESK_ERROR, DESK_ERROR_PARTIAL);
  g_assert_nonnull (strstr (catch.warning->message, "/^(a+)+$/"));
  g_assert_cmpuint (desk_match_set_get_count (catch.matches), ==, 2);
  catch_end (&catch);

  g_assert_false (desk_search_run_sync (scene->path, filter, keep_id, ids, NULL, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_PARTIAL);
  g_assert_cmpuint (ids->len, ==, 2);
}

#define add(name, function) g_test_add ("/search/" name, Scene, NULL, scene_set_up, function, scene_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("semantics", test_semantics);
  add ("growing", test_growing);
  add ("ended", test_ended);
  add ("errors", test_errors);
  add ("run-stopped", test_run_stopped);
  add ("rows", test_rows);
  add ("slices", test_slices);
  add ("partial", test_partial);

  return g_test_run ();
}
