/* desk-connection-page-log.c: what a person can do with the log and its messages
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-connection-page"

#include "config.h"

#include "desk-connection-page-private.h"

#include <glib/gi18n.h>

#include "desk-history-removal.h"
#include "desk-toast.h"

static void
resume (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  desk_log_pane_set_paused (self->log, FALSE);
  desk_log_view_set_following (desk_log_pane_get_view (self->log), TRUE);
}

static void
go_to_first (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskLogView *view = desk_log_pane_get_view (DESK_CONNECTION_PAGE (widget)->log);

  desk_log_view_set_following (view, FALSE);
  desk_log_view_scroll_to (view, 0);
}

static void
go_to_time (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  _desk_connection_page_show_log (self);
  desk_log_pane_ask_for_time (self->log);
}

static void
show_statistics (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  _desk_connection_page_show_log (self);
  desk_log_pane_show_statistics (self->log);
}

static void
clear (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  gint64 start = desk_log_pane_clear (self->log);
  AdwToast *toast = desk_toast_undo (GTK_WIDGET (self->log), _ ("Cleared the view; the log keeps everything"));

  adw_toast_set_action_target (toast, "x", start);
  adw_toast_set_action_name (toast, "log.show-from");
}

static void
show_from (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_log_pane_restore (DESK_CONNECTION_PAGE (widget)->log, MAX (g_variant_get_int64 (parameter), 0));
}

static void
save_payload (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_message_view_save_payload (DESK_CONNECTION_PAGE (widget)->message, NULL);
}

static void
save_payload_to (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  desk_message_view_save_payload (DESK_CONNECTION_PAGE (widget)->message, file);
}

static void
show_as (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_message_view_set_format (DESK_CONNECTION_PAGE (widget)->message,
                                g_variant_get_string (parameter, NULL));
}

static void
publish_to_topic (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskLogItem *item = desk_message_view_get_item (self->message);

  if (item == NULL)
    return;
  _desk_connection_page_show_publish (self);
  desk_publish_pane_set_topic (self->publish, desk_log_item_get_topic (item));
}

static void
show_menu (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_log_view_show_menu (desk_log_pane_get_view (DESK_CONNECTION_PAGE (widget)->log));
}

static void
delete_history (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskSession *session = DESK_CONNECTION_PAGE (widget)->session;

  desk_history_remove (desk_session_get_profile (session), desk_session_get_log (session),
                       GTK_WIDGET (DESK_CONNECTION_PAGE (widget)->log));
}

const DeskPageAction _desk_page_log_actions[] = {
  { "log.follow", .property = "following" },
  { "log.pause", .property = "paused", .keys = "F8" },
  { "log.resume", .activate = resume, .keys = "<Control>End|<Control>KP_End" },
  { "log.first", .activate = go_to_first, .keys = "<Control>Home|<Control>KP_Home" },
  { "log.go-to-time", .activate = go_to_time, .keys = "<Control>g" },
  { "log.show-statistics", .activate = show_statistics, .keys = "<Control>i" },
  { "log.clear", .activate = clear, .keys = "<Control><Shift>Delete" },
  { "log.show-from", "x", show_from },
  { "log.save-payload", .activate = save_payload, .keys = "<Control>s" },
  { "log.save-payload-to", "s", save_payload_to },
  { "log.show-as", "s", show_as },
  { "log.publish-to-topic", .activate = publish_to_topic },
  { "log.menu", .activate = show_menu },
  { "log.delete-history", .activate = delete_history },
  { NULL },
};
