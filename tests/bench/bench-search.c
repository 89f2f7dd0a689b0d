/* bench-search.c: how fast a log is searched, beside grep on a file of its payloads
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include "desk-batch.h"
#include "desk-filtered-model.h"
#include "desk-json-line.h"

#define MESSAGES 1000000
#define BATCH 4096
#define PAYLOAD 64
#define TOPICS 1000
#define RUNS 5

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

static void
fill_payload (GRand *dice, guint number, char *payload)
{
  int length = g_snprintf (payload, PAYLOAD + 1,
                           "{\"id\":\"Sensor%06d\",\"value\":%09.3f,\"unit\":\"K\",\"n\":%06u",
                           g_rand_int_range (dice, 0, 1000000), g_rand_double_range (dice, 0, 30000), number);

  memset (payload + length, ' ', (gsize) (PAYLOAD - length));
  payload[PAYLOAD - 1] = '}';
}

/* Writes the log, and the same payloads into a file of lines. */
static void
write_log (DeskLog *log, const char *lines_path)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (1);
  g_autoptr (GAsyncResult) flushed = NULL;
  GRefString *topics[TOPICS];
  FILE *lines = fopen (lines_path, "w");

  g_assert_nonnull (lines);
  for (guint i = 0; i < TOPICS; i++)
    {
      g_autofree char *name = g_strdup_printf ("plant/hall/%u/sensor/%u", i % 10, i);

      topics[i] = g_ref_string_new_intern (name);
    }
  for (guint first = 0; first < MESSAGES; first += BATCH)
    {
      DeskBatch *batch = desk_batch_new ();

      for (guint i = first; i < MIN (first + BATCH, MESSAGES); i++)
        {
          char payload[PAYLOAD + 1];

          fill_payload (dice, i, payload);
          fprintf (lines, "%.*s\n", PAYLOAD, payload);
          desk_batch_append (batch, g_get_real_time (), topics[g_rand_int_range (dice, 0, TOPICS)],
                             (DeskMessageFlags) g_rand_int_range (dice, 0, 3), NULL, payload, PAYLOAD);
        }
      desk_log_append (log, batch);
    }
  fclose (lines);
  desk_log_flush_async (log, NULL, on_done, &flushed);
  wait_for (&flushed);
  for (guint i = 0; i < TOPICS; i++)
    g_ref_string_release (topics[i]);
}

static void
on_items_changed (GListModel *list, guint position, guint removed, guint added, gint64 *first)
{
  if (*first == 0 && added > 0)
    *first = g_get_monotonic_time ();
}

/* The best of some runs; a first page is there with the first rows. */
static void
search (DeskLogModel *model, const char *text)
{
  g_autoptr (DeskFilter) filter = desk_filter_parse (text, NULL, NULL, NULL);
  gint64 best = G_MAXINT64;
  gint64 best_first = G_MAXINT64;
  guint n_items = 0;

  g_assert_nonnull (filter);
  for (guint run = 0; run < RUNS; run++)
    {
      g_autoptr (DeskFilteredModel) list = desk_filtered_model_new (model);
      gint64 first = 0;
      gint64 start;

      g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &first);
      start = g_get_monotonic_time ();
      desk_filtered_model_set_filter (list, filter);
      while (desk_filtered_model_get_pending (list))
        g_main_context_iteration (NULL, TRUE);
      best = MIN (best, g_get_monotonic_time () - start);
      best_first = first > 0 ? MIN (best_first, first - start) : 0;
      n_items = g_list_model_get_n_items (G_LIST_MODEL (list));
    }
  g_print ("search %-32s %4.0f ms, first rows after %3.0f ms, %7u matches\n", text, (double) best / 1000,
           (double) best_first / 1000, n_items);
}

static void
grep (const char *lines_path, const char *option, const char *text)
{
  gint64 best = G_MAXINT64;

  for (guint run = 0; run < RUNS; run++)
    {
      g_autoptr (GSubprocess) grep = NULL;
      gint64 start = g_get_monotonic_time ();

      /* Into a pipe: to nowhere, it would end at the first match. */
      grep = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL,
                               "grep", option, "-e", text, lines_path, NULL);
      g_assert_nonnull (grep);
      g_assert_true (g_subprocess_wait (grep, NULL, NULL));
      best = MIN (best, g_get_monotonic_time () - start);
    }
  g_print ("grep %-4s %-29s %4.0f ms\n", option, text, (double) best / 1000);
}

static gboolean
write_line (DeskSearchRow *row, gpointer user_data, GError **error)
{
  return desk_json_line_write (row, user_data, NULL, error);
}

static void
write_lines (const char *path, const char *text)
{
  g_autoptr (DeskFilter) filter = desk_filter_parse (text, NULL, NULL, NULL);
  g_autoptr (GFile) file = g_file_new_for_path ("/dev/null");
  g_autoptr (GFileIOStream) null = g_file_open_readwrite (file, NULL, NULL);
  g_autoptr (GOutputStream) stream = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_nonnull (null);
  stream = g_buffered_output_stream_new_sized (g_io_stream_get_output_stream (G_IO_STREAM (null)), 65536);
  g_assert_true (desk_search_run_sync (path, filter, write_line, stream, NULL, NULL));
  g_print ("JSON lines of “%s”: %.0f ms\n", text, (double) (g_get_monotonic_time () - start) / 1000);
}

/* Who still reads the log leaves its write-ahead log there. */
static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  static const char *const texts[] = {
    "Sensor012345",
    "sensor012345",
    "sensor0123",
    "nowhere",
    "größe",
    "topic:plant/hall/3/sensor/#",
    "topic:plant/hall/3/# sensor0123",
    "qos:1",
    "qos:1 sensor0123",
    "-sensor0123",
    "k",
  };
  g_autofree char *folder = g_dir_make_tmp ("mqtt-desk-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "log.sqlite", NULL);
  g_autofree char *lines_path = g_build_filename (folder, "payloads", NULL);
  g_autoptr (DeskLog) log = desk_log_new (path);
  g_autoptr (DeskLogModel) model = NULL;
  g_autoptr (GAsyncResult) opened = NULL;

  desk_log_open_async (log, NULL, on_done, &opened);
  wait_for (&opened);
  g_assert_true (desk_log_open_finish (log, opened, NULL));

  write_log (log, lines_path);
  model = desk_log_model_new (log);
  while (g_list_model_get_n_items (G_LIST_MODEL (model)) < MESSAGES)
    g_main_context_iteration (NULL, TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    search (model, texts[i]);
  grep (lines_path, "-c", "Sensor012345");
  grep (lines_path, "-ci", "sensor012345");
  grep (lines_path, "-c", "nowhere");
  write_lines (path, "");
  write_lines (path, "Sensor012345");

  desk_log_close (log);
  remove_folder (folder);

  return 0;
}
