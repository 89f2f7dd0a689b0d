/* test-topic-completion.c: topics of a log go on level by level
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "log-scene.h"

#include "desk-topic-completion.h"

#define N_BELOW 5000

static void
append (Scene *scene, const char *name)
{
  g_autoptr (GRefString) topic = g_ref_string_new (name);
  DeskBatch *batch = desk_batch_new ();

  desk_batch_append (batch, g_get_real_time (), topic, 0, NULL, "", 0);
  desk_log_append (scene->log, batch);
}

static char *
complete (Scene *scene, const char *prefix, guint max_results)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) topics = NULL;

  desk_topic_completion_async (scene->log, prefix, max_results, NULL, scene_keep_result, &result);
  wait_until (result != NULL);
  topics = desk_topic_completion_finish (scene->log, result, &error);
  g_assert_no_error (error);

  return g_strjoinv (" ", topics);
}

static void
test_levels (Scene *scene, gconstpointer data)
{
  static const char *const names[]
      = { "plant", "plant/line4/press1", "plant/line4/press2", "plant/line40", "plant/ölpumpe", "plant2", "/leading",
          "a//b", "z" };
  static const struct
  {
    const char *prefix;
    guint max_results;
    const char *topics;
  } cases[] = {
    { "", 20, "/ a/ many/ plant plant/ plant2 z" },
    { "", 2, "/ a/" },
    { "pl", 20, "plant plant/ plant2" },
    { "plant/", 20, "plant/line4/ plant/line40 plant/ölpumpe" },
    { "plant/line4/", 20, "plant/line4/press1 plant/line4/press2" },
    { "plant/ö", 20, "plant/ölpumpe" },
    { "a/", 20, "a//" },
    { "a//", 20, "a//b" },
    { "many/t1", 3, "many/t1 many/t10 many/t100" },
    { "nowhere", 20, "" },
  };

  scene_open (scene);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    append (scene, names[i]);
  for (guint i = 0; i < N_BELOW; i++)
    {
      g_autofree char *name = g_strdup_printf ("many/t%u", i);

      append (scene, name);
    }
  wait_until (desk_log_get_last_id (scene->log) == G_N_ELEMENTS (names) + N_BELOW);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *topics = complete (scene, cases[i].prefix, cases[i].max_results);

      g_assert_cmpstr (topics, ==, cases[i].topics);
    }
}

static void
test_cancel (Scene *scene, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  scene_open (scene);
  desk_topic_completion_async (scene->log, "", 5, cancellable, scene_keep_result, &result);
  g_cancellable_cancel (cancellable);
  wait_until (result != NULL);
  g_assert_null (desk_topic_completion_finish (scene->log, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/topic-completion/levels", Scene, NULL, scene_set_up, test_levels, scene_tear_down);
  g_test_add ("/topic-completion/cancel", Scene, NULL, scene_set_up, test_cancel, scene_tear_down);

  return g_test_run ();
}
