/* desk-log-replayer.c: shows a replay while it runs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log-replayer"

#include "config.h"

#include "desk-log-replayer.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-toast.h"
#include "desk-work-strip.h"

/* One replay with its strip. It ends with the page that the strip is on. */
typedef struct
{
  GtkBox *where;      /* (owned) */
  GtkWidget *strip;   /* (owned) */
  DeskReplay *replay; /* (owned) */
  guint64 expected;
  guint clock;        /* counts down to the next message; 0: it has ended */
  gboolean gone;      /* whether the strip is on no page any more */
} Replayer;

static void
replayer_free (Replayer *self)
{
  g_clear_handle_id (&self->clock, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->strip, self);
  g_signal_handlers_disconnect_by_data (self->replay, self);
  if (!self->gone)
    gtk_box_remove (self->where, self->strip);
  g_object_unref (self->where);
  g_object_unref (self->strip);
  g_object_unref (self->replay);
  g_free (self);
}

static char *
describe_counts (Replayer *self)
{
  guint64 n_sent = desk_replay_get_n_sent (self->replay);
  guint64 n_acknowledged = desk_replay_get_n_acknowledged (self->replay);
  guint64 n_refused = desk_replay_get_n_refused (self->replay);
  g_autofree char *sent = desk_format_count (n_sent);
  g_autofree char *all = desk_format_count (MAX (self->expected, n_sent + n_refused));
  GString *words = g_string_new (NULL);

  /* Translators: a number, another number */
  g_string_append_printf (words, _ ("%s of %s messages sent"), sent, all);
  if (n_acknowledged > 0)
    {
      g_autofree char *count = desk_format_count (n_acknowledged);

      g_string_append (words, " · ");
      g_string_append_printf (words, _ ("%s acknowledged"), count);
    }
  if (n_refused > 0)
    {
      g_autofree char *count = desk_format_count (n_refused);

      g_string_append (words, " · ");
      g_string_append_printf (words, _ ("%s refused"), count);
    }

  return g_string_free (words, FALSE);
}

static void
show_running (Replayer *self, const char *counts)
{
  gint64 wait = desk_replay_get_wait (self->replay);
  g_autofree char *span = desk_format_span (wait);
  g_autofree char *words = NULL;

  if (wait >= G_TIME_SPAN_SECOND)
    /* Translators: counts of a replay, and a span of time */
    words = g_strdup_printf (_ ("Replay: %s · next in %s"), counts, span);
  else
    words = g_strdup_printf (_ ("Replay: %s"), counts);
  desk_work_strip_set_text (DESK_WORK_STRIP (self->strip), words);
  desk_work_strip_set_pause (DESK_WORK_STRIP (self->strip), _ ("_Pause"));
}

static gboolean
on_second (gpointer user_data)
{
  Replayer *self = user_data;
  g_autofree char *counts = describe_counts (self);

  if (desk_replay_get_state (self->replay) == DESK_REPLAY_RUNNING)
    show_running (self, counts);

  return G_SOURCE_CONTINUE;
}

static void
show_held (Replayer *self, const char *counts)
{
  const GError *error = desk_replay_get_error (self->replay);
  g_autofree char *words = NULL;

  if (desk_replay_get_state (self->replay) == DESK_REPLAY_LOST && error != NULL)
    /* Translators: counts of a replay, and why there is no connection, a sentence */
    words = g_strdup_printf (_ ("Replay waits for the connection: %s. %s"), counts, error->message);
  else
    words = g_strdup_printf (_ ("Replay paused: %s"), counts);
  desk_work_strip_set_text (DESK_WORK_STRIP (self->strip), words);
  desk_work_strip_set_pause (DESK_WORK_STRIP (self->strip), _ ("_Resume"));
}

/* Where something was refused, the reason stays until it is closed. */
static void
show_ended (Replayer *self, const char *counts)
{
  const GError *error = desk_replay_get_error (self->replay);
  gboolean done = desk_replay_get_state (self->replay) == DESK_REPLAY_DONE;
  g_autofree char *words = NULL;

  g_clear_handle_id (&self->clock, g_source_remove);
  if (done)
    words = g_strdup_printf (_ ("Replay done: %s"), counts);
  else
    words = g_strdup_printf (_ ("Replay stopped: %s"), counts);
  if (error == NULL)
    {
      desk_toast (GTK_WIDGET (self->where), words);
      replayer_free (self);
    }
  else
    {
      g_autofree char *all = g_strdup_printf ("%s. %s", words, error->message);

      desk_work_strip_fail (DESK_WORK_STRIP (self->strip), all);
    }
}

static void
update (Replayer *self)
{
  DeskReplayState state = desk_replay_get_state (self->replay);
  guint64 n_done = desk_replay_get_n_sent (self->replay) + desk_replay_get_n_refused (self->replay);
  g_autofree char *counts = describe_counts (self);

  desk_work_strip_set_share (DESK_WORK_STRIP (self->strip),
                             self->expected > 0 ? (double) n_done / (double) self->expected : 0);
  if (state == DESK_REPLAY_RUNNING)
    show_running (self, counts);
  else if (state <= DESK_REPLAY_LOST)
    show_held (self, counts);
  else if (self->gone)
    replayer_free (self);
  else
    show_ended (self, counts);
}

static void
on_pause (Replayer *self)
{
  if (desk_replay_get_state (self->replay) == DESK_REPLAY_RUNNING)
    desk_replay_pause (self->replay);
  else
    desk_replay_resume (self->replay);
}

static void
on_stop (Replayer *self)
{
  if (desk_replay_get_state (self->replay) <= DESK_REPLAY_LOST)
    desk_replay_stop (self->replay);
  else
    replayer_free (self);
}

static void
on_unrealize (Replayer *self)
{
  self->gone = TRUE;
  if (desk_replay_get_state (self->replay) <= DESK_REPLAY_LOST)
    desk_replay_stop (self->replay);
  else
    replayer_free (self);
}

/**
 * desk_log_replayer_start:
 * @where: where to show how far it is
 * @replay: a replay that has not begun
 * @expected: how many messages there are
 *
 * Runs a replay. It can be paused and stopped; at the end it is said what became
 * of the messages.
 */
void
desk_log_replayer_start (GtkBox *where, DeskReplay *replay, guint64 expected)
{
  Replayer *self;

  g_return_if_fail (GTK_IS_BOX (where));
  g_return_if_fail (DESK_IS_REPLAY (replay));

  self = g_new0 (Replayer, 1);
  self->where = g_object_ref (where);
  self->strip = g_object_ref_sink (desk_work_strip_new ());
  self->replay = g_object_ref (replay);
  self->expected = expected;

  gtk_box_append (where, self->strip);
  g_signal_connect_swapped (self->strip, "stop", G_CALLBACK (on_stop), self);
  g_signal_connect_swapped (self->strip, "pause", G_CALLBACK (on_pause), self);
  g_signal_connect_swapped (self->strip, "unrealize", G_CALLBACK (on_unrealize), self);
  desk_replay_start (replay);
  g_signal_connect_swapped (replay, "progress", G_CALLBACK (update), self);
  g_signal_connect_swapped (replay, "notify::state", G_CALLBACK (update), self);
  self->clock = g_timeout_add_seconds (1, on_second, self);
  update (self);
}
