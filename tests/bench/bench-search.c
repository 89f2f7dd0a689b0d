/* bench-search.c: how fast a log is searched, beside grep on a file of its payloads
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

#include "desk-batch.h"
#include "desk-filtered-model.h"

/* Prints each figure as a JSON line, and appends it to the file that MQTT_DESK_FIGURES
 * names, from which tests/bench/table.py makes the table. The argument is the number of
 * messages. */
#define MESSAGES 1000000
#define BATCH 4096
#define PAYLOAD 64
#define TOPICS 1000
#define ROUNDS 5

/* Bytes on the disk that a message takes: in the log, before its checkpoint and in the
 * file for grep */
#define ROOM 400

/* Rows that a window shows */
#define PAGE 40

static guint n_messages = MESSAGES;

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
  int length = g_snprintf (payload, PAYLOAD + 1, "{\"id\":\"Sensor%06d\",\"value\":%.3f,\"unit\":\"K\",\"n\":%u",
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
  for (guint first = 0; first < n_messages; first += BATCH)
    {
      DeskBatch *batch = desk_batch_new ();

      for (guint i = first; i < MIN (first + BATCH, n_messages); i++)
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
  if (*first == 0 && g_list_model_get_n_items (list) >= PAGE && removed == 0)
    *first = g_get_monotonic_time ();
}

/* Milliseconds */
typedef struct
{
  double whole; /* until all is searched */
  double first; /* until the first page is there */
  guint n_found;
} Search;

static Search
search (DeskLogModel *model, const char *text)
{
  g_autoptr (DeskFilter) filter = desk_filter_parse (text, NULL, NULL, NULL);
  g_autoptr (DeskFilteredModel) list = desk_filtered_model_new (model);
  gint64 first = 0;
  gint64 start;
  Search took;

  g_assert_nonnull (filter);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &first);
  start = g_get_monotonic_time ();
  desk_filtered_model_set_filter (list, filter);
  while (desk_filtered_model_get_pending (list))
    g_main_context_iteration (NULL, TRUE);
  took.whole = (double) (g_get_monotonic_time () - start) / 1000;
  took.first = (double) (first - start) / 1000;
  took.n_found = g_list_model_get_n_items (G_LIST_MODEL (list));

  return took;
}

/* Milliseconds */
static double
grep (const char *lines_path, const char *option, const char *text)
{
  g_autoptr (GSubprocess) grep = NULL;
  gint64 start = g_get_monotonic_time ();

  /* Into a pipe: to nowhere, it would end at the first match. */
  grep = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "grep", option, "-e", text, lines_path, NULL);
  g_assert_nonnull (grep);
  g_assert_true (g_subprocess_wait (grep, NULL, NULL));

  return (double) (g_get_monotonic_time () - start) / 1000;
}

static int
compare_doubles (const void *a, const void *b)
{
  return (*(const double *) a > *(const double *) b) - (*(const double *) a < *(const double *) b);
}

static double
median (const double *values)
{
  double sorted[ROUNDS];

  memcpy (sorted, values, sizeof sorted);
  qsort (sorted, ROUNDS, sizeof (double), compare_doubles);
  return sorted[ROUNDS / 2];
}

/* As tests/bench/measure/figure.py does. Without a reference the value itself is to be at
 * most @at_most. */
static void
report (const char *name,
        const double *values,
        const double *references,
        const char *reference_is,
        double at_most)
{
  const char *path = g_getenv ("MQTT_DESK_FIGURES");
  g_autoptr (GString) line = g_string_new (NULL);
  double compared[ROUNDS];
  double load = 0;

  for (guint i = 0; i < ROUNDS; i++)
    compared[i] = references != NULL ? values[i] / references[i] : values[i];
  getloadavg (&load, 1);
  g_string_append_printf (line,
                          "{\"benchmark\": \"%s\", \"name\": \"%s, %s messages\", \"value\": %.1f, \"unit\": \"ms\"",
                          n_messages == MESSAGES ? "search" : "search-10m", name,
                          n_messages == MESSAGES ? "1,000,000" : "10,000,000", median (values));
  if (references != NULL)
    g_string_append_printf (line, ", \"reference\": %.1f, \"reference_is\": \"%s\", \"ratio\": %.2f",
                            median (references), reference_is, median (compared));
  g_string_append_printf (line, ", \"aim\": \"%s <= %g\", \"met\": %s, \"n\": %d, \"load\": %.1f}\n",
                          references != NULL ? "ratio" : "value", at_most,
                          median (compared) <= at_most ? "true" : "false", ROUNDS, load);
  g_print ("%s", line->str);
  if (path != NULL)
    {
      FILE *file = fopen (path, "a");

      g_assert_nonnull (file);
      fputs (line->str, file);
      fclose (file);
    }
}

/* Exact and ignoring case, beside grep */
static void
measure_words (DeskLogModel *model, const char *lines_path)
{
  static const struct
  {
    const char *name;
    const char *text;
    const char *option;
    double at_most;
  } words[] = {
    { "a word with a capital letter, complete count", "Sensor012345", "-c", 4 },
    { "a word ignoring case, complete count", "sensor012345", "-ci", 8 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      double values[ROUNDS];
      double references[ROUNDS];
      g_autofree char *reference = g_strdup_printf ("ms by grep %s", words[i].option);

      for (guint round = 0; round < ROUNDS; round++)
        {
          references[round] = grep (lines_path, words[i].option, words[i].text);
          values[round] = search (model, words[i].text).whole;
        }
      report (words[i].name, values, references, reference, words[i].at_most);
    }
}

/* The dearer terms, beside a word */
static void
measure_terms (DeskLogModel *model)
{
  static const struct
  {
    const char *name;
    const char *text;
    double at_most;
  } terms[] = {
    { "$.path > n", "$.value > 29999", 8 },
    { "a regular expression", "/Sensor01234[0-9]/", 5 },
    { "topic: with wildcards", "topic:plant/+/3/sensor/#", 1.5 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      double values[ROUNDS];
      double references[ROUNDS];

      for (guint round = 0; round < ROUNDS; round++)
        {
          references[round] = search (model, "Sensor012345").whole;
          values[round] = search (model, terms[i].text).whole;
        }
      report (terms[i].name, values, references, "ms for a word", terms[i].at_most);
    }
}

/* Filters that match one in a thousand */
static void
measure_first_pages (DeskLogModel *model)
{
  static const struct
  {
    const char *name;
    const char *text;
  } filters[] = {
    { "first page of a word", "Sensor012" },
    { "first page of a word ignoring case", "sensor012" },
    { "first page of $.path > n", "$.value >= 29970" },
    { "first page of a regular expression", "/sensor012[0-9]{3}/" },
    { "first page of topic:", "topic:plant/+/+/sensor/123" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      double values[ROUNDS];

      for (guint round = 0; round < ROUNDS; round++)
        {
          Search took = search (model, filters[i].text);

          g_assert_cmpuint (took.n_found, >, n_messages / 2000);
          g_assert_cmpuint (took.n_found, <, n_messages / 500);
          values[round] = took.first;
        }
      report (filters[i].name, values, NULL, NULL, 50);
    }
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

static gboolean
has_room (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);

  return info != NULL

           && g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE) > (guint64) n_messages * ROOM;
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("mqtt-desk-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "log.sqlite", NULL);
  g_autofree char *lines_path = g_build_filename (folder, "payloads", NULL);
  g_autoptr (DeskLog) log = desk_log_new (path);
  g_autoptr (DeskLogModel) model = NULL;
  g_autoptr (GAsyncResult) opened = NULL;

  if (argc > 1)
    n_messages = (guint) atoi (argv[1]);
  if (!has_room (folder))
    {
      g_printerr ("There is no room for %u messages in %s.\n", n_messages, g_get_tmp_dir ());
      g_rmdir (folder);
      return 77;
    }

  desk_log_set_retention (log, 0, 0);
  desk_log_open_async (log, NULL, on_done, &opened);
  wait_for (&opened);
  g_assert_true (desk_log_open_finish (log, opened, NULL));

  write_log (log, lines_path);
  model = desk_log_model_new (log);
  while (g_list_model_get_n_items (G_LIST_MODEL (model)) < n_messages)
    g_main_context_iteration (NULL, TRUE);

  measure_words (model, lines_path);
  measure_terms (model);
  measure_first_pages (model);

  desk_log_close (log);
  remove_folder (folder);

  return 0;
}
