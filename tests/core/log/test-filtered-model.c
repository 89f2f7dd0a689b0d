/* test-filtered-model.c: the rows of a log that a filter matches
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "dice.h"
#include "list-watch.h"

static void
test_without_filter (Scene *scene, gconstpointer data)
{
  Watch watch;
  DeskFilteredModel *list;
  DeskLogModel *model;
  static const char *const none[] = { NULL };
  static const char *const kept[] = { "a", NULL };
  g_autoptr (DeskFilter) filter = NULL;

  scene_open (scene);
  append_many (scene->log, 1, 5, 0);
  scene_flush (scene);
  watch_start (&watch, scene->log);
  wait_until (desk_log_model_get_last_id (watch.model) == 5);
  g_string_truncate (watch.changes, 0);

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (watch.list)) == DESK_TYPE_LOG_ITEM);
  g_assert_true (desk_filtered_model_get_model (watch.list) == watch.model);
  g_assert_null (desk_filtered_model_get_filter (watch.list));
  g_assert_true (is_done (&watch));
  assert_same (&watch);
  g_assert_cmpuint (watch.mirror->len, ==, 5);
  g_assert_cmpuint (desk_filtered_model_get_n_total (watch.list), ==, 5);

  append_many (scene->log, 6, 3, 0);
  wait_until (desk_log_model_get_last_id (watch.model) == 8);
  assert_changes (&watch, "5-0+3");
  desk_log_model_set_start (watch.model, 3);
  assert_changes (&watch, "0-2+0");
  desk_log_model_set_start (watch.model, 0);
  assert_changes (&watch, "0-0+2");
  g_assert_cmpuint (desk_filtered_model_get_n_total (watch.list), ==, 8);

  /* Nothing changes, except for what the property says. */
  g_signal_connect_swapped (watch.list, "notify::filter", G_CALLBACK (on_notify), &watch);
  set_filter (&watch, "  ");
  g_assert_cmpuint (watch.n_notified, ==, 1);
  g_object_get (watch.list, "filter", &filter, "model", &model, NULL);
  g_assert_cmpstr (desk_filter_get_text (filter), ==, "  ");
  g_assert_true (model == watch.model);
  g_object_unref (model);
  desk_filtered_model_set_filter (watch.list, filter);
  g_assert_cmpuint (watch.n_notified, ==, 1);
  g_object_set (watch.list, "filter", NULL, NULL);
  g_assert_cmpuint (watch.n_notified, ==, 2);
  desk_filtered_model_set_excluded (watch.list, NULL, NULL);
  desk_filtered_model_set_excluded (watch.list, none, kept);
  g_assert_true (is_done (&watch));
  assert_same (&watch);

  list = watch.list;
  g_assert_cmpuint (desk_filtered_model_get_position_of_id (list, 9), ==, G_MAXUINT);
  watch_end (&watch);
}

static void
test_filter (Scene *scene, gconstpointer data)
{
  Watch watch;
  g_autoptr (DeskLogItem) item = NULL;
  g_autoptr (DeskLogItem) same = NULL;
  guint n_notified;

  scene_open (scene);
  append_many (scene->log, 1, 35, 0);
  scene_flush (scene);
  watch_start (&watch, scene->log);
  wait_until (watch.mirror->len == 35);
  g_string_truncate (watch.changes, 0);
  g_signal_connect_swapped (watch.list, "notify::n-items", G_CALLBACK (on_notify), &watch);

  /* What was shown stays until there is something else. */
  set_filter (&watch, "topic:t/3");
  g_assert_true (desk_filtered_model_get_pending (watch.list));
  g_assert_cmpfloat (desk_filtered_model_get_progress (watch.list), ==, 0.0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (watch.list)), ==, 35);
  assert_changes (&watch, "");
  wait_until (is_done (&watch));
  assert_changes (&watch, "0-35+0 0-0+4");
  g_assert_cmpuint (watch.n_notified, ==, 2);
  assert_same (&watch);
  g_assert_cmpint (g_array_index (watch.mirror, gint64, 0), ==, 3);
  g_assert_cmpint (g_array_index (watch.mirror, gint64, 3), ==, 33);
  g_assert_cmpuint (desk_filtered_model_get_n_total (watch.list), ==, 35);
  g_assert_cmpuint (desk_filtered_model_get_position_of_id (watch.list, 4), ==, G_MAXUINT);

  /* They are the rows of the log. */
  item = g_list_model_get_item (G_LIST_MODEL (watch.list), 1);
  same = g_list_model_get_item (G_LIST_MODEL (watch.model), 12);
  g_assert_true (item == same);

  /* New messages come at the end; what does not match is no change. */
  append_many (scene->log, 36, 5, 0);
  wait_until (desk_filtered_model_get_n_total (watch.list) == 40 && is_done (&watch));
  assert_changes (&watch, "");
  append_many (scene->log, 41, 20, 0);
  wait_until (desk_filtered_model_get_n_total (watch.list) == 60 && is_done (&watch));
  assert_changes (&watch, "4-0+2");
  assert_same (&watch);

  /* Cleared up to here, and back again */
  desk_log_model_set_start (watch.model, 14);
  assert_changes (&watch, "0-2+0");
  assert_same (&watch);
  desk_log_model_set_start (watch.model, 15);
  assert_changes (&watch, "");
  desk_log_model_set_start (watch.model, 0);
  assert_changes (&watch, "");
  wait_until (is_done (&watch));
  assert_changes (&watch, "0-4+0 0-0+6");
  assert_same (&watch);

  /* The same filter again is no reason to search. */
  n_notified = watch.n_notified;
  set_filter (&watch, "topic:t/3");
  g_assert_true (is_done (&watch));
  g_assert_cmpuint (watch.n_notified, ==, n_notified);

  set_filter (&watch, "nothing of this kind");
  wait_until (is_done (&watch));
  assert_changes (&watch, "0-6+0");
  set_filter (&watch, "-topic:t/3");
  wait_until (is_done (&watch));
  assert_changes (&watch, "0-0+54");

  /* Without a filter all rows are there at once. */
  desk_filtered_model_set_filter (watch.list, NULL);
  assert_changes (&watch, "0-54+0 0-0+60");
  g_assert_true (is_done (&watch));
  assert_same (&watch);

  /* A search that was not waited for changes nothing. */
  set_filter (&watch, "topic:t/3");
  desk_filtered_model_set_filter (watch.list, NULL);
  assert_changes (&watch, "");
  append_many (scene->log, 61, 1, 0);
  wait_until (desk_filtered_model_get_n_total (watch.list) == 61);
  assert_changes (&watch, "60-0+1");

  watch_end (&watch);
}

static void
test_empty_log (Scene *scene, gconstpointer data)
{
  Watch watch;

  /* It can be filtered before it is open. */
  scene_make_log (scene);
  watch_start (&watch, scene->log);
  set_filter (&watch, "payload");
  wait_until (is_done (&watch));
  assert_changes (&watch, "");
  scene_open (scene);
  append_many (scene->log, 1, 3, 0);
  wait_until (watch.mirror->len == 3);
  assert_changes (&watch, "0-0+3");
  g_assert_null (desk_filtered_model_get_error (watch.list));

  /* And all of it may go away. */
  desk_log_model_set_start (watch.model, 4);
  assert_changes (&watch, "0-3+0");
  g_assert_true (is_done (&watch));
  append_many (scene->log, 4, 2, 0);
  wait_until (watch.mirror->len == 2);
  assert_changes (&watch, "0-0+2");
  g_assert_cmpint (g_array_index (watch.mirror, gint64, 0), ==, 4);

  watch_end (&watch);
}

static void
test_frozen (Scene *scene, gconstpointer data)
{
  Watch watch;

  scene_open (scene);
  append_many (scene->log, 1, 10, 0);
  scene_flush (scene);
  watch_start (&watch, scene->log);
  set_filter (&watch, "payload -topic:t/1");
  wait_until (watch.mirror->len == 9 && is_done (&watch));
  g_string_truncate (watch.changes, 0);

  desk_log_model_set_frozen (watch.model, TRUE);
  append_many (scene->log, 11, 10, 0);
  wait_until (desk_log_model_get_n_behind (watch.model) == 10);
  g_assert_true (is_done (&watch));
  set_filter (&watch, "topic:t/1");
  wait_until (is_done (&watch));
  assert_changes (&watch, "0-9+0 0-0+1");
  desk_log_model_set_frozen (watch.model, FALSE);
  wait_until (is_done (&watch));
  assert_changes (&watch, "1-0+1");
  assert_same (&watch);

  watch_end (&watch);
}

static void
test_excluded (Scene *scene, gconstpointer data)
{
  static const char *const muted[] = { "t/#", "$share/g/other", NULL };
  static const char *const kept[] = { "t/4", "+/5", NULL };
  Watch watch;

  scene_open (scene);
  append_many (scene->log, 1, 20, 0);
  append_one (scene->log, "other", 0, "x", 1);
  append_one (scene->log, "third", DESK_MESSAGE_OUTGOING, "x", 1);
  scene_flush (scene);
  watch_start (&watch, scene->log);
  wait_until (watch.mirror->len == 22);
  g_string_truncate (watch.changes, 0);

  desk_filtered_model_set_excluded (watch.list, muted, kept);
  wait_until (is_done (&watch));
  assert_changes (&watch, "0-22+0 0-0+5");
  assert_same (&watch);
  g_assert_cmpint (g_array_index (watch.mirror, gint64, 4), ==, 22);
  desk_filtered_model_set_excluded (watch.list, muted, kept);
  g_assert_true (is_done (&watch));

  set_filter (&watch, "topic:t/4");
  wait_until (is_done (&watch));
  assert_changes (&watch, "0-5+0 0-0+2");
  desk_filtered_model_set_excluded (watch.list, muted, NULL);
  wait_until (is_done (&watch));
  assert_changes (&watch, "0-2+0");
  desk_filtered_model_set_filter (watch.list, NULL);
  wait_until (is_done (&watch));
  assert_changes (&watch, "0-0+1");
  desk_filtered_model_set_excluded (watch.list, NULL, NULL);
  assert_changes (&watch, "0-1+0 0-0+22");

  watch_end (&watch);
}

/* Rows come from the end of the log to its beginning. */
static void
test_newest_first (Scene *scene, gconstpointer data)
{
  Watch watch;
  gint64 first_shown = 0;

  scene_open (scene);
  for (guint i = 0; i < 100; i++)
    append_many (scene->log, i * 2000 + 1, 2000, 0);
  scene_flush (scene);
  watch_start (&watch, scene->log);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (watch.list)) == 200000);
  g_string_truncate (watch.changes, 0);
  g_signal_connect_swapped (watch.list, "notify::progress", G_CALLBACK (on_notify), &watch);

  set_filter (&watch, "topic:t/3 -55");
  wait_until (watch.changes->len > 0);
  g_assert_cmpint (g_array_index (watch.mirror, gint64, watch.mirror->len - 1), ==, 199993);
  first_shown = g_array_index (watch.mirror, gint64, 0);
  g_assert_cmpint (first_shown, >, 1);
  g_assert_true (desk_filtered_model_get_pending (watch.list));
  g_assert_cmpfloat (desk_filtered_model_get_progress (watch.list), >, 0.0);
  g_assert_cmpfloat (desk_filtered_model_get_progress (watch.list), <, 1.0);
  wait_until (is_done (&watch));
  assert_same (&watch);
  g_assert_cmpint (g_array_index (watch.mirror, gint64, 0), ==, 3);
  g_assert_cmpuint (watch.n_notified, >=, 2);
  g_string_truncate (watch.changes, 0);

  watch_end (&watch);
}

static void
on_first_rows (GListModel *list, guint position, guint removed, guint added, gpointer user_data)
{
  g_autoptr (DeskFilter) filter = desk_filter_parse (user_data, NULL, NULL, NULL);

  g_signal_handlers_disconnect_by_func (list, on_first_rows, user_data);
  desk_filtered_model_set_filter (DESK_FILTERED_MODEL (list), desk_filter_is_empty (filter) ? NULL : filter);
}

/* Another filter is set while a change is told. */
static void
test_changed_in_handler (Scene *scene, gconstpointer data)
{
  static const char *const nexts[] = { "topic:t/4", "" };

  scene_open (scene);
  append_many (scene->log, 1, 30, 0);
  scene_flush (scene);

  for (gsize i = 0; i < G_N_ELEMENTS (nexts); i++)
    {
      Watch watch;

      watch_start (&watch, scene->log);
      wait_until (watch.mirror->len == 30);
      set_filter (&watch, "topic:t/3");
      g_signal_connect (watch.list, "items-changed", G_CALLBACK (on_first_rows), (gpointer) nexts[i]);
      wait_until (watch.changes->len > 0);
      wait_until (is_done (&watch));
      g_assert_cmpuint (watch.mirror->len, ==, i == 0 ? 3 : 30);
      assert_same (&watch);

      set_filter (&watch, "topic:t/5");
      wait_until (is_done (&watch) && watch.mirror->len == 3);
      g_signal_connect (watch.list, "items-changed", G_CALLBACK (on_first_rows), (gpointer) nexts[i]);
      desk_filtered_model_set_filter (watch.list, NULL);
      wait_until (is_done (&watch));
      g_assert_cmpuint (watch.mirror->len, ==, i == 0 ? 3 : 30);
      assert_same (&watch);
      g_string_truncate (watch.changes, 0);
      watch_end (&watch);
    }
}

/* A file that cannot be read is an error, and not an empty result. */
static void
test_damaged (Scene *scene, gconstpointer data)
{
  Watch watch;

  scene_open (scene);
  append_many (scene->log, 1, 10, 0);
  scene_flush (scene);
  watch_start (&watch, scene->log);
  wait_until (watch.mirror->len == 10);
  g_string_truncate (watch.changes, 0);
  execute (scene->path, "ALTER TABLE topic RENAME TO elsewhere");
  set_filter (&watch, "payload");
  wait_until (desk_filtered_model_get_error (watch.list) != NULL);
  g_assert_false (desk_filtered_model_get_pending (watch.list));
  g_assert_cmpfloat (desk_filtered_model_get_progress (watch.list), <, 1.0);
  assert_changes (&watch, "0-10+0");

  execute (scene->path, "ALTER TABLE elsewhere RENAME TO topic");
  append_many (scene->log, 11, 1, 0);
  wait_until (is_done (&watch));
  g_assert_null (desk_filtered_model_get_error (watch.list));
  g_assert_cmpuint (watch.mirror->len, ==, 11);
  assert_same (&watch);
  g_string_truncate (watch.changes, 0);

  watch_end (&watch);
}

/* A new file took the place of one that was removed: the search must not go on in the old one. */
static void
test_replaced (Scene *scene, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (scene->path);
  Watch watch;

  scene_open (scene);
  append_many (scene->log, 1, 20, 0);
  scene_flush (scene);
  watch_start (&watch, scene->log);
  set_filter (&watch, "topic:t/3 payload");
  wait_until (is_done (&watch) && watch.mirror->len == 2);
  remove_folder (folder);

  append_many (scene->log, 21, 20, 0);
  scene_flush (scene);
  wait_until (desk_log_model_get_first_id (watch.model) == 21 && desk_log_model_get_last_id (watch.model) == 40);
  wait_until (is_done (&watch));
  assert_same (&watch);
  g_assert_cmpuint (watch.mirror->len, ==, 2);
  g_assert_cmpint (g_array_index (watch.mirror, gint64, 0), ==, 23);
  g_assert_cmpint (g_array_index (watch.mirror, gint64, 1), ==, 33);
  g_string_truncate (watch.changes, 0);

  watch_end (&watch);
}

/* What append_many() wrote, as simply as it can be said */
static gboolean
matches (guint kind, gint64 id)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  switch (kind)
    {
    case 0:
      return TRUE;
    case 1:
      return id % 10 == 3;
    case 2:
      return id % 10 != 3 && strstr (number, "7") != NULL;
    case 3:
      return strstr (number, "44") == NULL;
    default:
      return FALSE;
    }
}

static void
test_random (Scene *scene, gconstpointer data)
{
  static const char *const texts[] = { "", "topic:t/3", "-topic:t/3 7 -topic:t/7", "-44", "never" };
  static const char *const muted[] = { "t/7", NULL };
  Watch watch;
  gint64 last = 0;
  guint kind = 0;

  scene_open (scene);
  watch_start (&watch, scene->log);
  desk_filtered_model_set_excluded (watch.list, muted, NULL);
  for (guint step = 0; step < 400; step++)
    {
      gint64 first = desk_log_model_get_first_id (watch.model);
      gint64 distance = roll (400);

      switch (roll (10))
        {
        case 0:
        case 1:
        case 2:
        case 3:
          {
            guint n = 1 + (guint) roll (step % 20 == 0 ? 3000 : 60);

            append_many (scene->log, last + 1, n, 0);
            last += n;
          }
          break;
        case 4:
          kind = (guint) roll (G_N_ELEMENTS (texts));
          set_filter (&watch, texts[kind]);
          break;
        case 5:
          desk_log_model_set_start (watch.model, MIN (first + distance, last + 1));
          break;
        case 6:
          desk_log_model_set_start (watch.model, MAX (first - distance, 0));
          break;
        case 7:
          desk_log_model_set_frozen (watch.model, !desk_log_model_get_frozen (watch.model));
          break;
        case 8:
          g_main_context_iteration (NULL, FALSE);
          break;
        default:
          {
            DeskLogModel *model = watch.model;
            guint n = 0;

            wait_until (desk_log_model_get_last_id (model) + (gint64) desk_log_model_get_n_behind (model) >= last);
            wait_until (is_done (&watch));
            assert_same (&watch);
            for (gint64 id = desk_log_model_get_first_id (model); id <= desk_log_model_get_last_id (model); id++)
              {
                if (!matches (kind, id) || id % 10 == 7)
                  continue;
                g_assert_cmpint (g_array_index (watch.mirror, gint64, n), ==, id);
                n++;
              }
            g_assert_cmpuint (watch.mirror->len, ==, n);
          }
        }
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (watch.list)), ==, watch.mirror->len);
      g_assert_cmpuint (desk_filtered_model_get_n_total (watch.list), ==,
                        g_list_model_get_n_items (G_LIST_MODEL (watch.model)));
    }
  wait_until (is_done (&watch));
  g_string_truncate (watch.changes, 0);
  watch_end (&watch);
}

/* The oldest messages leave the log while it is searched. */
static void
test_trimmed (Scene *scene, gconstpointer data)
{
  Watch watch;
  guint n = 0;

  scene_open (scene);
  watch_start (&watch, scene->log);
  set_filter (&watch, "topic:t/3 payload");
  desk_log_set_retention (scene->log, 4 * 1024 * 1024, 0);
  for (guint i = 0; i < 20; i++)
    {
      append_many (scene->log, i * 1000 + 1, 1000, 1000);
      scene_flush (scene);
    }
  wait_until (desk_log_model_get_last_id (watch.model) == 20000);
  wait_until (desk_log_model_get_first_id (watch.model) > 1000);
  wait_until (is_done (&watch));
  assert_same (&watch);
  for (gint64 id = desk_log_model_get_first_id (watch.model); id <= 20000; id++)
    {
      if (id % 10 == 3)
        g_assert_cmpint (g_array_index (watch.mirror, gint64, n++), ==, id);
    }
  g_assert_cmpuint (watch.mirror->len, ==, n);
  g_string_truncate (watch.changes, 0);
  watch_end (&watch);
}

#define add(name, function) \
  g_test_add ("/filtered-model/" name, Scene, NULL, scene_set_up, function, scene_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("without-filter", test_without_filter);
  add ("filter", test_filter);
  add ("empty-log", test_empty_log);
  add ("frozen", test_frozen);
  add ("excluded", test_excluded);
  add ("newest-first", test_newest_first);
  add ("changed-in-handler", test_changed_in_handler);
  add ("damaged", test_damaged);
  add ("replaced", test_replaced);
  add ("random", test_random);
  add ("trimmed", test_trimmed);

  return g_test_run ();
}
