/* test-log-model.c: the log as a list: what it holds, and how it tells of changes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model-watch.h"

static void
test_empty (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogModel) model = NULL;

  scene_open (scene);
  model = make_model (scene);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (model)) == DESK_TYPE_LOG_ITEM);
  g_assert_cmpuint (count (model), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 0));
  g_assert_cmpint (desk_log_model_get_last_id (model), <, desk_log_model_get_first_id (model));
  g_assert_cmpuint (desk_log_model_get_position_of_id (model, 1), ==, G_MAXUINT);
  assert_changes (model, "");
  assert_ends (g_steal_pointer (&model));
}

static void
test_grows (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogModel) model = NULL;

  scene_open (scene);
  model = make_model (scene);
  add (scene, model, 3);
  assert_changes (model, "0+3");
  add (scene, model, 1);
  assert_changes (model, "+3");
  add (scene, model, 400);
  assert_changes (model, "4+400");
  g_assert_cmpuint (count (model), ==, 404);
  for (guint i = 0; i < 404; i++)
    assert_row (model, i, i + 1);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 404));
  g_assert_cmpuint (desk_log_model_get_position_of_id (model, 404), ==, 403);
  g_assert_cmpuint (desk_log_model_get_position_of_id (model, 405), ==, G_MAXUINT);
  g_assert_cmpuint (desk_log_model_get_position_of_id (model, 0), ==, G_MAXUINT);
  assert_ends (g_steal_pointer (&model));
}

static void
test_trim (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogModel) model = NULL;

  scene_open (scene);
  model = make_model (scene);
  add (scene, model, 300);
  assert_changes (model, "0+300");
  remove_below (scene, model, 101);
  assert_changes (model, "0-100");
  g_assert_cmpuint (count (model), ==, 200);
  g_assert_cmpint (desk_log_model_get_first_id (model), ==, 101);
  g_assert_cmpuint (desk_log_model_get_position_of_id (model, 100), ==, G_MAXUINT);
  g_assert_cmpuint (desk_log_model_get_position_of_id (model, 101), ==, 0);
  add (scene, model, 5);
  assert_changes (model, "200+5");
  remove_below (scene, model, 306);
  assert_changes (model, "0-205");
  g_assert_cmpuint (count (model), ==, 0);
  add (scene, model, 2);
  assert_changes (model, "0+2");
  assert_row (model, 0, 306);
  assert_ends (g_steal_pointer (&model));
}

static void
on_notify (GObject *object, GParamSpec *pspec, guint *n)
{
  *n += 1;
}

static void
test_frozen (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogModel) model = NULL;
  g_autoptr (DeskLogItem) gone = NULL;
  guint n_frozen = 0, n_behind = 0;

  scene_open (scene);
  model = make_model (scene);
  g_signal_connect (model, "notify::frozen", G_CALLBACK (on_notify), &n_frozen);
  g_signal_connect (model, "notify::n-behind", G_CALLBACK (on_notify), &n_behind);
  add (scene, model, 300);
  assert_changes (model, "0+300");
  assert_row (model, 299, 300);

  desk_log_model_set_frozen (model, TRUE);
  desk_log_model_set_frozen (model, TRUE);
  g_assert_cmpuint (n_frozen, ==, 1);
  add (scene, model, 20);
  wait_until (desk_log_model_get_n_behind (model) == 20);
  g_assert_cmpuint (n_behind, >, 0);
  add (scene, model, 1);
  wait_until (desk_log_model_get_n_behind (model) == 21);
  remove_below (scene, model, 51);
  assert_changes (model, "");
  g_assert_cmpuint (count (model), ==, 300);

  /* What is not in the file any more is empty, what is can be read. */
  gone = get_row (model, 10);
  g_assert_cmpint (desk_log_item_get_id (gone), ==, 11);
  g_assert_cmpstr (desk_log_item_get_topic (gone), ==, "");
  g_assert_cmpint (desk_log_item_get_time (gone), ==, 0);
  g_assert_cmpuint (g_bytes_get_size (desk_log_item_get_preview (gone)), ==, 0);
  {
    g_autoptr (DeskLogItem) there = get_row (model, 50);

    g_assert_cmpstr (desk_log_item_get_topic (there), ==, "t/1");
  }

  desk_log_model_set_frozen (model, FALSE);
  assert_changes (model, "0-50, 250+21");
  g_assert_cmpuint (desk_log_model_get_n_behind (model), ==, 0);
  g_assert_cmpuint (n_frozen, ==, 2);
  g_assert_cmpint (desk_log_model_get_first_id (model), ==, 51);
  assert_ends (g_steal_pointer (&model));
}

static void
test_start (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogModel) model = NULL;
  guint n_start = 0;

  scene_open (scene);
  model = make_model (scene);
  g_signal_connect (model, "notify::start", G_CALLBACK (on_notify), &n_start);
  add (scene, model, 100);
  assert_changes (model, "0+100");

  desk_log_model_set_start (model, 101);
  assert_changes (model, "0-100");
  g_assert_cmpuint (count (model), ==, 0);
  add (scene, model, 10);
  assert_changes (model, "0+10");
  assert_row (model, 0, 101);

  desk_log_model_set_start (model, 106);
  assert_changes (model, "0-5");
  desk_log_model_set_start (model, 51);
  assert_changes (model, "0+55");
  assert_row (model, 0, 51);
  desk_log_model_set_start (model, 0);
  assert_changes (model, "0+50");
  g_assert_cmpuint (n_start, ==, 4);

  /* Far beyond the end, and back. */
  desk_log_model_set_start (model, 1000);
  assert_changes (model, "0-110");
  add (scene, NULL, 10);
  desk_log_model_set_start (model, 116);
  assert_changes (model, "0+5");
  assert_row (model, 0, 116);
  assert_ends (g_steal_pointer (&model));
}

static void
test_start_while_frozen (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogModel) model = NULL;

  scene_open (scene);
  model = make_model (scene);
  add (scene, model, 100);
  assert_changes (model, "0+100");
  desk_log_model_set_frozen (model, TRUE);
  add (scene, model, 10);

  /* Clearing a list that stands still empties it; what comes later is behind. */
  desk_log_model_set_start (model, 111);
  assert_changes (model, "0-100");
  g_assert_cmpuint (desk_log_model_get_n_behind (model), ==, 0);
  add (scene, model, 5);
  wait_until (desk_log_model_get_n_behind (model) == 5);
  g_assert_cmpuint (count (model), ==, 0);
  desk_log_model_set_frozen (model, FALSE);
  assert_changes (model, "0+5");
  assert_row (model, 0, 111);

  /* Going back while it stands still shows older messages that are still there. */
  desk_log_model_set_frozen (model, TRUE);
  remove_below (scene, model, 106);
  desk_log_model_set_start (model, 0);
  assert_changes (model, "0+5");
  g_assert_cmpint (desk_log_model_get_first_id (model), ==, 106);
  assert_ends (g_steal_pointer (&model));
}

/* Under a flood the list changes seldom and in large pieces. */
static void
test_flood (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogModel) model = NULL;
  GString *changes;
  gint64 start;
  guint n_changes = 1;

  scene_open (scene);
  model = make_model (scene);
  changes = g_object_get_data (G_OBJECT (model), "changes");
  start = g_get_monotonic_time ();
  for (guint i = 0; i < 200; i++)
    append_many (scene->log, i * 1000 + 1, 1000, 0);
  wait_until (count (model) == 200000);
  for (const char *p = changes->str; *p != '\0'; p++)
    n_changes += *p == ',';
  g_assert_cmpuint (n_changes, <=, (g_get_monotonic_time () - start) / 30000 + 2);
  ignore_changes (model);
  assert_row (model, 199999, 200000);
  assert_row (model, 0, 1);
  assert_row (model, 123456, 123457);
  assert_ends (g_steal_pointer (&model));
}

typedef struct
{
  DeskLogModel *model;
  guint n_items;
  guint n_calls;
} Reentry;

/* Whoever hears of a change sees the list as it is after it, and may change it. */
static void
on_reentry (GListModel *list, guint position, guint removed, guint added, Reentry *reentry)
{
  reentry->n_items += added - removed;
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, reentry->n_items);
  if (reentry->n_calls++ == 0)
    desk_log_model_set_start (reentry->model, desk_log_model_get_first_id (reentry->model) + 10);
}

static void
test_reentry (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogModel) model = NULL;
  Reentry reentry = { 0 };

  scene_open (scene);
  model = desk_log_model_new (scene->log);
  reentry.model = model;
  desk_log_model_set_frozen (model, TRUE);
  add (scene, NULL, 100);
  desk_log_model_set_frozen (model, FALSE);
  g_assert_cmpuint (count (model), ==, 100);
  desk_log_model_set_frozen (model, TRUE);
  add (scene, NULL, 50);
  remove_below (scene, NULL, 21);

  reentry.n_items = 100;
  g_signal_connect (model, "items-changed", G_CALLBACK (on_reentry), &reentry);
  desk_log_model_set_frozen (model, FALSE);
  g_assert_cmpuint (reentry.n_calls, ==, 3);
  g_assert_cmpint (desk_log_model_get_first_id (model), ==, 31);
  g_assert_cmpint (desk_log_model_get_last_id (model), ==, 150);
  assert_ends (g_steal_pointer (&model));
}

/* Somebody removes the folder; the list follows into the new file. */
static void
test_new_file (Scene *scene, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (scene->path);
  g_autoptr (DeskLogModel) model = NULL;

  scene_open (scene);
  model = make_model (scene);
  add (scene, model, 300);
  assert_row (model, 0, 1);
  remove_folder (folder);
  add (scene, model, 50);
  assert_changes (model, "0+300, 0-300, 0+50");
  assert_row (model, 0, 301);
  assert_row (model, 49, 350);
  assert_ends (g_steal_pointer (&model));
}

/* Applies each change to an array of ids of its own. */
static void
on_mirrored (GListModel *list, guint position, guint removed, guint added, GArray *mirror)
{
  DeskLogModel *model = DESK_LOG_MODEL (list);

  g_assert_cmpuint (position + removed, <=, mirror->len);
  if (removed > 0)
    g_array_remove_range (mirror, position, removed);
  for (guint i = position; i < position + added; i++)
    {
      gint64 id = desk_log_model_get_first_id (model) + i;

      g_array_insert_val (mirror, i, id);
    }
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, mirror->len);
}

static void
check_mirror (DeskLogModel *model, GArray *mirror)
{
  g_assert_cmpuint (count (model), ==, mirror->len);
  for (guint i = 0; i < mirror->len; i++)
    {
      gint64 id = g_array_index (mirror, gint64, i);

      g_assert_cmpuint (desk_log_model_get_position_of_id (model, id), ==, i);
    }
  for (guint i = 0; i < 3 && mirror->len > 0; i++)
    {
      guint position = (guint) g_test_rand_int_range (0, (gint32) mirror->len);
      g_autoptr (DeskLogItem) item = g_list_model_get_item (G_LIST_MODEL (model), position);

      g_assert_cmpint (desk_log_item_get_id (item), ==, g_array_index (mirror, gint64, position));
    }
}

static void
test_random (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogModel) model = NULL;
  g_autoptr (GArray) mirror = g_array_new (FALSE, FALSE, sizeof (gint64));

  scene_open (scene);
  model = desk_log_model_new (scene->log);
  g_signal_connect (model, "items-changed", G_CALLBACK (on_mirrored), mirror);
  for (guint i = 0; i < 100; i++)
    {
      gint64 first = desk_log_get_first_id (scene->log);
      gint64 last = desk_log_get_last_id (scene->log);

      switch (g_test_rand_int_range (0, 6))
        {
        case 0:
        case 1:
          append_many (scene->log, last + 1, (guint) g_test_rand_int_range (1, 200), 0);
          scene_flush (scene);
          break;
        case 2:
          if (last - first > 100)
            remove_below (scene, NULL, first + g_test_rand_int_range (1, 100));
          break;
        case 3:
          desk_log_model_set_frozen (model, !desk_log_model_get_frozen (model));
          break;
        case 4:
          {
            gint64 start = last - g_test_rand_int_range (-10, 200);

            desk_log_model_set_start (model, MAX (0, start));
          }
          break;
        default:
          g_main_context_iteration (NULL, FALSE);
        }
      check_mirror (model, mirror);
    }

  desk_log_model_set_start (model, 0);
  desk_log_model_set_frozen (model, TRUE);
  desk_log_model_set_frozen (model, FALSE);
  check_mirror (model, mirror);
  g_assert_cmpint (desk_log_model_get_first_id (model), ==, desk_log_get_first_id (scene->log));
  g_assert_cmpint (desk_log_model_get_last_id (model), ==, desk_log_get_last_id (scene->log));
  assert_ends (g_steal_pointer (&model));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define add_test(name, function)                                                                             \
  g_test_add ("/log-model/" name, Scene, NULL, scene_set_up, function, scene_tear_down)
  add_test ("empty", test_empty);
  add_test ("grows", test_grows);
  add_test ("trim", test_trim);
  add_test ("frozen", test_frozen);
  add_test ("start", test_start);
  add_test ("start-while-frozen", test_start_while_frozen);
  add_test ("flood", test_flood);
  add_test ("reentry", test_reentry);
  add_test ("new-file", test_new_file);
  add_test ("random", test_random);
#undef add_test

  return g_test_run ();
}
