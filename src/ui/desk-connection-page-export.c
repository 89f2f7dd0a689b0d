/* desk-connection-page-export.c: what a person can do with many messages at once
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-connection-page"

#include "config.h"

#include "desk-connection-page-private.h"

#include <glib/gi18n.h>

#include "desk-export-dialog.h"
#include "desk-log-copy.h"
#include "desk-log-exporter.h"
#include "desk-log-replayer.h"
#include "desk-replay-dialog.h"
#include "desk-toast.h"

static DeskLogSelection *
get_selection (DeskConnectionPage *self)
{
  return desk_log_view_get_selection (desk_log_pane_get_view (self->log));
}

static const char *
get_log_path (DeskConnectionPage *self)
{
  return desk_log_get_path (desk_session_get_log (self->session));
}

static void
start_export (DeskConnectionPage *self, DeskLogChoice choice, const DeskExportFormat *format, GFile *file)
{
  DeskLogSelection *selection = get_selection (self);
  g_autoptr (DeskLogScope) scope = desk_log_choice_get_scope (choice, selection);
  g_autoptr (DeskLogExport) export = desk_log_export_new (get_log_path (self), scope, format);

  desk_log_exporter_start (self->works, export, file, desk_log_choice_count (choice, selection));
}

static void
on_chosen (DeskConnectionPage *self, int choice, const char *format, GFile *file)
{
  g_assert (DESK_IS_CONNECTION_PAGE (self));

  start_export (self, (DeskLogChoice) choice, desk_export_format_find (format), file);
}

/* Only what is safe in a file name stays of the name that a person gave. */
static char *
propose_name (DeskConnectionPage *self)
{
  const char *name = desk_profile_get_name (desk_session_get_profile (self->session));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *joined = g_strdup_printf ("%s %s", name, day);

  return g_strdelimit (g_steal_pointer (&joined), "/\\:*?\"<>|\n\t", '_');
}

static void
ask_export (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  g_autofree char *name = propose_name (self);
  GtkWindow *dialog = desk_export_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), get_selection (self), name);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
export_to (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  const char *what, *format, *uri;
  g_autoptr (GFile) file = NULL;
  DeskLogChoice choice;

  g_variant_get (parameter, "(&s&s&s)", &what, &format, &uri);
  file = g_file_new_for_uri (uri);
  if (desk_log_choice_find (what, &choice) && desk_export_format_find (format) != NULL)
    start_export (self, choice, desk_export_format_find (format), file);
  else
    desk_toast (GTK_WIDGET (self->log), _ ("There is no such choice or format"));
}

static void
show_file (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_log_exporter_show (widget, g_variant_get_string (parameter, NULL));
}

static void
copy_selection (DeskConnectionPage *self, DeskLogCopyKind kind)
{
  DeskLogSelection *selection = get_selection (self);
  g_autoptr (DeskLogScope) scope = desk_log_choice_get_scope (DESK_LOG_CHOICE_SELECTED, selection);

  desk_log_copy (GTK_WIDGET (self->log), get_log_path (self), scope, desk_log_selection_get_count (selection), kind);
}

/* Of one message the pane copies what it shows, of any size and kind. */
static void
copy_topics (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  if (desk_log_selection_get_count (get_selection (self)) > 1)
    copy_selection (self, DESK_LOG_COPY_TOPICS);
  else
    desk_message_view_copy_topic (self->message);
}

static void
copy_payloads (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  if (desk_log_selection_get_count (get_selection (self)) > 1)
    copy_selection (self, DESK_LOG_COPY_PAYLOADS);
  else
    desk_message_view_copy_payload (self->message);
}

static void
copy_lines (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  if (desk_log_selection_get_count (get_selection (self)) > 0)
    copy_selection (self, DESK_LOG_COPY_LINES);
}

static gboolean
is_replaying (DeskConnectionPage *self)
{
  return self->replay != NULL && desk_replay_get_state (self->replay) <= DESK_REPLAY_LOST;
}

static void
start_replay (DeskConnectionPage *self, DeskSession *target, DeskLogChoice choice,
              const DeskReplayOptions *options)
{
  DeskLogSelection *selection = get_selection (self);
  g_autoptr (DeskLogScope) scope = desk_log_choice_get_scope (choice, selection);
  g_autoptr (DeskReplay) replay = NULL;

  if (is_replaying (self))
    {
      desk_toast (GTK_WIDGET (self->log), _ ("A replay is running already; stop it first"));
      return;
    }
  replay = desk_replay_new (target, get_log_path (self), scope, options);
  g_set_weak_pointer (&self->replay, replay);
  desk_log_replayer_start (self->works, replay, desk_log_choice_count (choice, selection));
}

static void
on_replay_chosen (DeskConnectionPage *self, DeskSession *target, int choice, const DeskReplayOptions *options)
{
  g_assert (DESK_IS_CONNECTION_PAGE (self));

  start_replay (self, target, (DeskLogChoice) choice, options);
}

static void
add_target (GPtrArray *targets, DeskSession *session)
{
  if (desk_session_get_state (session) == DESK_SESSION_CONNECTED)
    g_ptr_array_add (targets, g_object_ref (session));
}

/* The connections of the window, that of the page first */
static GPtrArray *
find_targets (DeskConnectionPage *self)
{
  GPtrArray *targets = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TAB_VIEW);

  add_target (targets, self->session);
  for (int i = 0; view != NULL && i < adw_tab_view_get_n_pages (ADW_TAB_VIEW (view)); i++)
    {
      GtkWidget *page = adw_tab_page_get_child (adw_tab_view_get_nth_page (ADW_TAB_VIEW (view), i));

      if (DESK_IS_CONNECTION_PAGE (page) && page != GTK_WIDGET (self))
        add_target (targets, DESK_CONNECTION_PAGE (page)->session);
    }

  return targets;
}

static void
ask_replay (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  g_autoptr (GPtrArray) targets = find_targets (self);
  GtkWindow *dialog;

  if (targets->len == 0)
    {
      desk_toast (GTK_WIDGET (self->log), _ ("Connect first, here or in another tab: a replay publishes to a broker"));
      return;
    }
  dialog = desk_replay_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), get_selection (self), targets,
                                   self->session);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_replay_chosen), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
replay_with (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskReplayOptions options;
  DeskLogChoice choice;
  const char *what;

  g_variant_get (parameter, "(&sd&s&sii)", &what, &options.speed, &options.old_prefix, &options.new_prefix,
                 &options.qos, &options.retained);
  options.qos = CLAMP (options.qos, -1, 2);
  if (desk_log_choice_find (what, &choice))
    start_replay (self, self->session, choice, &options);
}

static void
pause_replay (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  if (!is_replaying (self))
    return;
  if (desk_replay_get_state (self->replay) == DESK_REPLAY_RUNNING)
    desk_replay_pause (self->replay);
  else
    desk_replay_resume (self->replay);
}

static void
stop_replay (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  if (is_replaying (self))
    desk_replay_stop (self->replay);
}

const DeskPageAction _desk_page_export_actions[] = {
  { "log.export", .activate = ask_export, .keys = "<Control><Shift>s" },
  { "log.export-to", "(sss)", export_to },
  { "log.show-file", "s", show_file },
  { "log.copy-topic", .activate = copy_topics, .keys = "<Control><Shift>t" },
  { "log.copy-payload", .activate = copy_payloads, .keys = "<Control><Shift>c" },
  { "log.copy-lines", .activate = copy_lines, .keys = "<Control>c" },
  { "log.replay", .activate = ask_replay },
  { "log.replay-with", "(sdssii)", replay_with },
  { "log.pause-replay", .activate = pause_replay },
  { "log.stop-replay", .activate = stop_replay },
  { NULL },
};
