/* test-log-rows.c: the rows of the log as a list: what is in them, and when it is read
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model-watch.h"

/* A list that is made for a log with history has it at once. */
static void
test_history (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogModel) model = NULL;

  scene_open (scene);
  add (scene, NULL, 1000);
  scene_close (scene);

  scene_make_log (scene);
  model = make_model (scene);
  g_assert_cmpuint (count (model), ==, 0);
  scene_open (scene);
  wait_until (count (model) == 1000);
  assert_changes (model, "0+1000");
  assert_row (model, 999, 1000);
  assert_row (model, 0, 1);
  assert_ends (g_steal_pointer (&model));

  model = make_model (scene);
  g_assert_cmpuint (count (model), ==, 1000);
  assert_row (model, 500, 501);
  assert_ends (g_steal_pointer (&model));

  /* It can also be looked at after the log was closed. */
  model = make_model (scene);
  desk_log_close (scene->log);
  assert_row (model, 999, 1000);
  assert_ends (g_steal_pointer (&model));
}

static void
test_identity (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogModel) model = NULL;
  g_autoptr (DeskLogItem) item = NULL;
  g_autoptr (DeskLogItem) same = NULL;
  g_autoptr (DeskLogItem) by_id = NULL;
  g_autoptr (DeskLogItem) later = NULL;

  scene_open (scene);
  model = make_model (scene);
  add (scene, model, 500);
  item = get_row (model, 400);
  same = g_list_model_get_item (G_LIST_MODEL (model), 400);
  by_id = desk_log_model_get_item_by_id (model, 401);
  g_assert_true (item == same);
  g_assert_true (item == by_id);

  /* It moves with its message. */
  remove_below (scene, model, 101);
  later = g_list_model_get_item (G_LIST_MODEL (model), 300);
  g_assert_true (item == later);
  add (scene, model, 10);
  ignore_changes (model);

  /* It is let go of when nobody uses it, and may outlive the list. */
  g_clear_object (&same);
  g_clear_object (&by_id);
  g_clear_object (&later);
  {
    g_autoptr (DeskLogItem) other = get_row (model, 0);

    assert_ends (g_steal_pointer (&other));
  }
  assert_ends (g_steal_pointer (&model));
  g_assert_cmpint (desk_log_item_get_id (item), ==, 401);
  g_assert_cmpstr (desk_log_item_get_topic (item), ==, "t/1");
  g_assert_finalize_object (g_steal_pointer (&item));
}

static void
test_large_payload (Scene *scene, gconstpointer data)
{
  static const gsize lengths[] = { 0, 1, 256, 257, 8192, 8193, 17000, 5000000 };
  g_autoptr (DeskLogModel) model = NULL;
  g_autofree guint8 *large = g_malloc (5000000);

  for (guint i = 0; i < 5000000; i++)
    large[i] = (guint8) (i % 251);
  scene_open (scene);
  model = make_model (scene);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    append_one (scene->log, "large", DESK_MESSAGE_RETAINED, large, lengths[i]);
  scene_flush (scene);
  wait_until (count (model) == G_N_ELEMENTS (lengths));
  ignore_changes (model);

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (DeskLogItem) item = get_row (model, i);
      GBytes *preview = desk_log_item_get_preview (item);

      g_assert_cmpuint (desk_log_item_get_size (item), ==, lengths[i]);
      g_assert_cmpmem (g_bytes_get_data (preview, NULL), g_bytes_get_size (preview), large,
                       MIN (lengths[i], 256));
      g_assert_cmpint ((int) desk_log_item_get_flags (item), ==, DESK_MESSAGE_RETAINED);
    }
  assert_ends (g_steal_pointer (&model));
}

static void
test_properties (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogModel) model = NULL;
  g_autoptr (DeskLogItem) item = NULL;
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  GRefString *topic = g_ref_string_new ("t");
  DeskBatch *batch = desk_batch_new ();

  desk_properties_add_string (properties, DESK_PROP_CONTENT_TYPE, "text/plain", -1);
  g_assert_true (desk_batch_append (batch, 1, topic, 2, properties, "x", 1));
  g_ref_string_release (topic);
  scene_open (scene);
  model = make_model (scene);
  desk_log_append (scene->log, batch);
  wait_until (count (model) == 1);
  assert_changes (model, "+0");
  item = get_row (model, 0);
  g_assert_true (desk_log_item_has_properties (item));
  g_assert_cmpint ((int) desk_log_item_get_flags (item), ==, 2);
  g_clear_object (&item);
  assert_ends (g_steal_pointer (&model));
}

static void
on_loaded (DeskLogItem *item, GParamSpec *pspec, guint *n)
{
  g_assert_true (desk_log_item_get_loaded (item));
  g_assert_cmpint (desk_log_item_get_time (item), ==, desk_log_item_get_id (item));
  *n += 1;
}

/* Many rows at once, from all over the file, do not fit into the time of a
 * frame: some are placeholders, and all are filled. */
static void
test_placeholders (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogModel) model = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_waiting = 0, n_loaded = 0;
  gint64 start, longest = 0;

  scene_open (scene);
  model = make_model (scene);
  add (scene, model, 100000);
  ignore_changes (model);
  assert_row (model, 0, 1);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < 100000; i += 250)
    {
      gint64 before = g_get_monotonic_time ();
      DeskLogItem *item = g_list_model_get_item (G_LIST_MODEL (model), i);

      longest = MAX (longest, g_get_monotonic_time () - before);
      if (!desk_log_item_get_loaded (item))
        {
          n_waiting++;
          g_assert_cmpint (desk_log_item_get_id (item), ==, i + 1);
          g_assert_cmpstr (desk_log_item_get_topic (item), ==, "");
          g_assert_cmpuint (desk_log_item_get_size (item), ==, 0);
          g_assert_cmpuint (g_bytes_get_size (desk_log_item_get_preview (item)), ==, 0);
          g_signal_connect (item, "notify::loaded", G_CALLBACK (on_loaded), &n_loaded);
        }
      g_ptr_array_add (items, item);
    }
  g_test_message ("400 rows of 400 pages: %u placeholders, %d µs in all, %d µs the longest", n_waiting,
                  (int) (g_get_monotonic_time () - start), (int) longest);

  wait_until (n_loaded == n_waiting);
  for (guint i = 0; i < items->len; i++)
    assert_row (model, i * 250, i * 250 + 1);
  g_clear_pointer (&items, g_ptr_array_unref);
  assert_ends (g_steal_pointer (&model));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define add_test(name, function)                                                                             \
  g_test_add ("/log-rows/" name, Scene, NULL, scene_set_up, function, scene_tear_down)
  add_test ("history", test_history);
  add_test ("identity", test_identity);
  add_test ("large-payload", test_large_payload);
  add_test ("properties", test_properties);
  add_test ("placeholders", test_placeholders);
#undef add_test

  return g_test_run ();
}
