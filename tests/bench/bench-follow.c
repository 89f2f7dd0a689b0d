/* bench-follow.c: how far a filter is behind the log that it is kept up to date with
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include <glib/gstdio.h>

#include "desk-batch.h"
#include "desk-filtered-model.h"
#include "figure.h"

#define RATE 50000
#define PIECE 100 /* messages of a batch, which come every 2 ms */
#define SECONDS 3
#define ROUNDS 5
#define TOPICS 1000
#define PAYLOAD 64

#define FRAME 16.7 /* ms */

typedef struct
{
  DeskLog *log;
  guint n_messages;
} Feed;

/* What one filter is behind by */
typedef struct
{
  DeskLogModel *model;
  DeskFilteredModel *list;
  gboolean matches_all;
  gint64 behind_since; /* monotonic time; 0: it is not behind */
  GArray *lags;        /* (element-type double): ms */
} Lag;

static gpointer
feed (gpointer data)
{
  Feed *self = data;
  GRefString *topics[TOPICS];
  gint64 start = g_get_monotonic_time ();
  char payload[PAYLOAD + 1];

  for (guint i = 0; i < TOPICS; i++)
    {
      g_autofree char *name = g_strdup_printf ("bench/device%06u/value", i);

      topics[i] = g_ref_string_new_intern (name);
    }
  for (guint first = 0; first < self->n_messages; first += PIECE)
    {
      gint64 due = start + (gint64) first * G_USEC_PER_SEC / RATE;
      DeskBatch *batch = desk_batch_new ();

      for (guint i = first; i < first + PIECE; i++)
        {
          g_snprintf (payload, sizeof payload, "{\"n\":%010u,\"text\":\"k%u, xxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}", i,
                      i % TOPICS / 100);
          desk_batch_append (batch, g_get_real_time (), topics[i % TOPICS], 0, NULL, payload, strlen (payload));
        }
      g_poll (NULL, 0, (int) (MAX (due - g_get_monotonic_time (), 0) / 1000));
      desk_log_append (self->log, batch);
    }
  for (guint i = 0; i < TOPICS; i++)
    g_ref_string_release (topics[i]);

  return NULL;
}

/* How many of the first @n messages match: all, or the second hundred of each thousand */
static guint
count_matches (const Lag *lag, guint n)
{
  return lag->matches_all ? n : n / TOPICS * 100 + CLAMP ((int) (n % TOPICS) - 100, 0, 100);
}

static void
look (Lag *lag)
{
  guint wanted = count_matches (lag, g_list_model_get_n_items (G_LIST_MODEL (lag->model)));
  gboolean behind = g_list_model_get_n_items (G_LIST_MODEL (lag->list)) < wanted;
  gint64 now = g_get_monotonic_time ();
  double elapsed = (double) (now - lag->behind_since) / 1000;

  if (behind && lag->behind_since == 0)
    lag->behind_since = now;
  else if (!behind && lag->behind_since != 0)
    {
      g_array_append_val (lag->lags, elapsed);
      lag->behind_since = 0;
    }
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* Returns: what the filter was behind by, in ms, each time the log grew */
static GArray *
follow (DeskLog *log, DeskLogModel *model, const char *text, gboolean matches_all, guint n_messages)
{
  g_autoptr (DeskFilter) filter = desk_filter_parse (text, NULL, NULL, NULL);
  g_autoptr (DeskFilteredModel) list = desk_filtered_model_new (model);
  gint64 end = desk_log_get_last_id (log) + n_messages;
  Feed messages = { .log = log, .n_messages = n_messages };
  Lag lag = {
    .model = model,
    .list = list,
    .matches_all = matches_all,
    .lags = g_array_new (FALSE, FALSE, sizeof (double)),
  };
  GThread *thread;

  g_assert_nonnull (filter);
  desk_filtered_model_set_filter (list, filter);
  while (desk_filtered_model_get_pending (list))
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (look), &lag);
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (look), &lag);

  thread = g_thread_new ("feed", feed, &messages);
  while (desk_log_model_get_last_id (model) < end || lag.behind_since != 0)
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  g_signal_handlers_disconnect_by_data (model, &lag);
  g_signal_handlers_disconnect_by_data (list, &lag);

  return lag.lags;
}

static void
measure (DeskLog *log, DeskLogModel *model, const char *name, const char *text, guint n_rounds)
{
  g_autoptr (GArray) most = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) longest = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *name_of_most = g_strdup_printf ("follow-%s-p99", name);
  g_autofree char *name_of_longest = g_strdup_printf ("follow-%s-longest", name);

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autoptr (GArray) lags = follow (log, model, text, g_str_equal (name, "everything"), RATE * SECONDS);
      double value = get_percentile (lags, 99);

      g_array_append_val (most, value);
      value = get_percentile (lags, 100);
      g_array_append_val (longest, value);
    }
  report_value ("follow", name_of_most, "ms", most, FRAME);
  report_value ("follow", name_of_longest, "ms", longest, FRAME);
}

int
main (int argc, char *argv[])
{
  guint n_rounds = g_strcmp0 (g_getenv ("MQTT_DESK_BENCH"), "short") == 0 ? 1 : ROUNDS;
  g_autofree char *folder = g_dir_make_tmp ("mqtt-desk-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "log.sqlite", NULL);
  g_autoptr (DeskLog) log = desk_log_new (path);
  g_autoptr (DeskLogModel) model = NULL;
  const char *name;
  GDir *files;
  gboolean opened = FALSE;

  desk_log_open_async (log, NULL, on_done, &opened);
  while (!opened)
    g_main_context_iteration (NULL, TRUE);
  model = desk_log_model_new (log);

  measure (log, model, "topic", "device0001", n_rounds);
  measure (log, model, "payload", "k1,", n_rounds);
  measure (log, model, "everything", "xxx", n_rounds);

  desk_log_close (log);
  files = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      g_unlink (file);
    }
  g_dir_close (files);
  g_rmdir (folder);

  return 0;
}
