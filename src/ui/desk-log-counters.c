/* desk-log-counters.c: what is counted below the log, in words
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-log-counters.h"

#include <glib/gi18n.h>

#include "desk-format.h"

/* As many as the rows, where these are all of the log: it may have grown since they were counted. */
static guint64
count_logged (DeskLog *log, DeskLogModel *model)
{
  if (!desk_log_model_get_frozen (model) && desk_log_model_get_start (model) <= desk_log_get_first_id (log))
    return g_list_model_get_n_items (G_LIST_MODEL (model));

  return (guint64) MAX (desk_log_get_last_id (log) - desk_log_get_first_id (log) + 1, 0);
}

/* What is not as it should be */
static void
append_trouble (GString *words, DeskLog *log)
{
  guint64 queued = desk_log_get_queued (log);
  double held_back = desk_log_get_held_back (log);

  if (queued > 0)
    {
      g_autofree char *waiting = g_format_size (queued);

      g_string_append (words, "   ");
      /* Translators: a size: what waits to be written */
      g_string_append_printf (words, _ ("%s waiting"), waiting);
    }
  if (held_back >= 0.1)
    {
      g_autofree char *span = desk_format_span ((gint64) (held_back * G_TIME_SPAN_SECOND));

      g_string_append (words, "   ");
      /* Translators: for how long reading from the broker was paused */
      g_string_append_printf (words, _ ("held back for %s"), span);
    }
}

/**
 * desk_log_counters_fill:
 * @self: empty counters
 * @session: whose log it is
 * @model: the rows of the log
 *
 * Counts.
 */
void
desk_log_counters_fill (DeskLogCounters *self, DeskSession *session, DeskLogModel *model)
{
  DeskLog *log = desk_session_get_log (session);
  guint64 n_logged = count_logged (log, model);
  guint64 per_second = (guint64) (desk_session_get_rate (session) + 0.5);
  g_autofree char *rate = desk_format_count (per_second);
  g_autofree char *brief_rate = desk_format_rate ((double) per_second);
  g_autofree char *count = desk_format_count (n_logged);
  g_autofree char *size = g_format_size (desk_log_get_size (log));
  GString *words = g_string_new (NULL);

  g_string_append_printf (words, ngettext ("%s message/s", "%s messages/s", per_second), rate);
  g_string_append (words, "   ");
  /* An empty log has a size, too, but nobody asks what an empty room weighs. */
  if (n_logged == 0)
    g_string_append (words, _ ("the log is empty"));
  else
    /* Translators: number of messages, size on disk */
    g_string_append_printf (words, _ ("%s in the log · %s"), count, size);
  self->fewer = n_logged == 0 ? g_strdup (words->str) : g_strdup_printf ("%s   %s · %s", brief_rate, count, size);
  self->fewest = g_strconcat (brief_rate, "   ", count, NULL);
  append_trouble (words, log);
  self->all = g_string_free (words, FALSE);
}

/**
 * desk_log_counters_clear:
 * @self: counters
 *
 * Frees what they hold.
 */
void
desk_log_counters_clear (DeskLogCounters *self)
{
  g_clear_pointer (&self->all, g_free);
  g_clear_pointer (&self->fewer, g_free);
  g_clear_pointer (&self->fewest, g_free);
}
