/* bench-log.c: how fast a log is written and read
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include <glib/gstdio.h>

#include "desk-batch.h"
#include "desk-log-model.h"

#define MESSAGES 1000000
#define BATCH 4096
#define PAYLOAD 64
#define TOPICS 100
#define READS 100

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static DeskBatch *
make_batch (GRefString **topics, guint first, guint n)
{
  DeskBatch *batch = desk_batch_new ();
  char payload[PAYLOAD];

  memset (payload, 'x', sizeof payload);
  for (guint i = 0; i < n; i++)
    desk_batch_append (batch, g_get_real_time (), topics[(first + i) % TOPICS], 0, NULL, payload,
                       sizeof payload);

  return batch;
}

static void
write_log (DeskLog *log)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new ();
  g_autoptr (GAsyncResult) flushed = NULL;
  GRefString *topics[TOPICS];
  gint64 start;
  double seconds;

  for (guint i = 0; i < TOPICS; i++)
    {
      g_autofree char *name = g_strdup_printf ("plant/hall/%u/sensor/temperature", i);

      topics[i] = g_ref_string_new (name);
    }
  for (guint i = 0; i < MESSAGES; i += BATCH)
    g_ptr_array_add (batches, make_batch (topics, i, MIN (BATCH, MESSAGES - i)));

  start = g_get_monotonic_time ();
  for (guint i = 0; i < batches->len; i++)
    desk_log_append (log, g_ptr_array_index (batches, i));
  desk_log_flush_async (log, NULL, on_done, &flushed);
  wait_for (&flushed);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;

  g_assert_cmpint (desk_log_get_last_id (log), ==, MESSAGES);
  g_print ("write: %d messages of %d bytes in %.2f s, %.0f a second, held back %.2f s\n", MESSAGES, PAYLOAD,
           seconds, MESSAGES / seconds, desk_log_get_held_back (log));
  for (guint i = 0; i < TOPICS; i++)
    g_ref_string_release (topics[i]);
}

static gboolean
on_frame (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

static void
read_log (DeskLog *log)
{
  g_autoptr (DeskLogModel) model = desk_log_model_new (log);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (model));
  gint64 longest = 0, all = 0;
  guint placeholders = 0;

  /* The first rows wait until the file is open for reading. */
  {
    g_autoptr (DeskLogItem) item = g_list_model_get_item (G_LIST_MODEL (model), 0);

    while (!desk_log_item_get_loaded (item))
      g_main_context_iteration (NULL, TRUE);
  }

  /* One page a frame, as a person scrolls. */
  for (guint i = 0; i < READS; i++)
    {
      gint64 frame = g_get_monotonic_time () + 16000;
      guint position = (guint) g_random_int_range (0, (gint32) n);
      gint64 start = g_get_monotonic_time ();
      g_autoptr (DeskLogItem) item = g_list_model_get_item (G_LIST_MODEL (model), position);
      gint64 took = g_get_monotonic_time () - start;

      placeholders += desk_log_item_get_loaded (item) ? 0 : 1;
      longest = MAX (longest, took);
      all += took;
      g_timeout_add (16, on_frame, NULL);
      while (!desk_log_item_get_loaded (item) || g_get_monotonic_time () < frame)
        g_main_context_iteration (NULL, TRUE);
    }

  g_print ("read: %d pages at random: %.0f us each, longest %" G_GINT64_FORMAT " us, %u placeholders\n",
           READS, (double) all / READS, longest, placeholders);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("mqtt-desk-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "log.sqlite", NULL);
  g_autofree char *lock = g_strconcat (path, ".lock", NULL);
  g_autoptr (DeskLog) log = desk_log_new (path);
  g_autoptr (GAsyncResult) opened = NULL;

  desk_log_open_async (log, NULL, on_done, &opened);
  wait_for (&opened);
  g_assert_true (desk_log_open_finish (log, opened, NULL));

  write_log (log);
  read_log (log);

  desk_log_close (log);
  g_unlink (path);
  g_unlink (lock);
  g_rmdir (folder);

  return 0;
}
