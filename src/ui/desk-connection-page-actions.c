/* desk-connection-page-actions.c: what a person can do on the page
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-connection-page"

#include "config.h"

#include "desk-connection-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-toast.h"

static void
reveal_subscriptions (DeskConnectionPage *self)
{
  adw_flap_set_reveal_flap (self->flap, TRUE);
}

static void
focus_subscribe (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  reveal_subscriptions (self);
  desk_subscription_pane_focus_entry (self->subscriptions);
}

static void
subscribe (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  if (!desk_subscription_pane_subscribe (self->subscriptions))
    reveal_subscriptions (self);
}

static void
unsubscribe (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskSubscription *subscription = desk_subscription_pane_find (self->subscriptions,
                                                                g_variant_get_string (parameter, NULL));

  if (subscription != NULL)
    desk_session_unsubscribe (self->session, subscription);
}

static void
mute (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskSubscription *subscription = desk_subscription_pane_find (self->subscriptions,
                                                                g_variant_get_string (parameter, NULL));

  if (subscription != NULL)
    desk_subscription_set_muted (subscription, !desk_subscription_get_muted (subscription));
}

static void
set_qos (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  g_autoptr (GError) error = NULL;
  const char *filter;
  guint qos;

  g_variant_get (parameter, "(&su)", &filter, &qos);
  if (desk_session_subscribe (self->session, filter, MIN (qos, 2), &error) == NULL)
    desk_toast (GTK_WIDGET (self->subscriptions), error->message);
}

static void
copy_filter (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_variant_get_string (parameter, NULL));
  desk_toast (GTK_WIDGET (DESK_CONNECTION_PAGE (widget)->subscriptions), _ ("Copied the topic filter"));
}

static void
show_log (DeskConnectionPage *self)
{
  desk_pane_area_show (self->area, DESK_PANE_LOG);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

/* What a message carries no trace of */
static const char *
skip_share_group (const char *filter)
{
  const char *slash = NULL;

  if (g_str_has_prefix (filter, "$share/"))
    slash = strchr (filter + strlen ("$share/"), '/');

  return slash != NULL ? slash + 1 : filter;
}

static void
filter_by (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  const char *filter = skip_share_group (g_variant_get_string (parameter, NULL));

  desk_filter_bar_set_term (desk_log_pane_get_filter_bar (self->log), "topic", filter);
  show_log (self);
}

static void
show_publish (DeskConnectionPage *self)
{
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  desk_pane_area_show (self->area, DESK_PANE_PUBLISH);
}

static void
publish_to (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  show_publish (self);
  desk_publish_pane_set_topic (self->publish, g_variant_get_string (parameter, NULL));
}

static void
show_pane (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  static const char *const names[] = {
    [DESK_PANE_LOG] = "log", [DESK_PANE_MESSAGE] = "message", [DESK_PANE_PUBLISH] = "publish"
  };

  for (DeskPane pane = 0; pane < DESK_N_PANES; pane++)
    {
      if (g_str_equal (names[pane], g_variant_get_string (parameter, NULL)))
        desk_pane_area_show (DESK_CONNECTION_PAGE (widget)->area, pane);
    }
}

static void
find (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  show_log (self);
  desk_filter_bar_focus_entry (desk_log_pane_get_filter_bar (self->log));
}

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
clear (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  gint64 start = desk_log_pane_clear (self->log);
  AdwToast *toast = desk_toast (GTK_WIDGET (self->log), _ ("Cleared the view; the log keeps everything"));

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_target (toast, "x", start);
  adw_toast_set_action_name (toast, "log.show-from");
}

static void
show_from (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_log_pane_restore (DESK_CONNECTION_PAGE (widget)->log, MAX (g_variant_get_int64 (parameter), 0));
}

static void
copy_topic (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_message_view_copy_topic (DESK_CONNECTION_PAGE (widget)->message);
}

static void
copy_payload (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_message_view_copy_payload (DESK_CONNECTION_PAGE (widget)->message);
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
filter_topic (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskLogItem *item = desk_message_view_get_item (self->message);

  if (item != NULL)
    desk_filter_bar_set_term (desk_log_pane_get_filter_bar (self->log), "topic",
                              desk_log_item_get_topic (item));
}

static void
publish_to_topic (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskLogItem *item = desk_message_view_get_item (self->message);

  if (item == NULL)
    return;
  show_publish (self);
  desk_publish_pane_set_topic (self->publish, desk_log_item_get_topic (item));
}

static void
focus_publish (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  show_publish (self);
  desk_publish_pane_focus (self->publish);
}

static void
send_publish (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  show_publish (self);
  desk_publish_pane_send (self->publish);
}

static const struct
{
  const char *name;
  const char *parameter; /* (nullable): its type */
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "page.focus-subscribe", NULL, focus_subscribe },
  { "page.subscribe", NULL, subscribe },
  { "page.unsubscribe", "s", unsubscribe },
  { "page.mute", "s", mute },
  { "page.set-qos", "(su)", set_qos },
  { "page.copy-filter", "s", copy_filter },
  { "page.filter-by", "s", filter_by },
  { "page.publish-to", "s", publish_to },
  { "page.show-pane", "s", show_pane },
  { "log.find", NULL, find },
  { "log.resume", NULL, resume },
  { "log.first", NULL, go_to_first },
  { "log.clear", NULL, clear },
  { "log.show-from", "x", show_from },
  { "log.copy-topic", NULL, copy_topic },
  { "log.copy-payload", NULL, copy_payload },
  { "log.save-payload", NULL, save_payload },
  { "log.save-payload-to", "s", save_payload_to },
  { "log.show-as", "s", show_as },
  { "log.filter-topic", NULL, filter_topic },
  { "log.publish-to-topic", NULL, publish_to_topic },
  { "publish.focus", NULL, focus_publish },
  { "publish.send", NULL, send_publish },
};

/* Each belongs to the whole window while this page is shown, and comes after
 * what the focused widget does with the key, so Ctrl+Home in an entry stays there. */
static const struct
{
  const char *trigger;
  const char *action;
} shortcuts[] = {
  { "<Control>l", "page.focus-subscribe" },
  { "F9", "page.show-subscriptions" },
  { "<Control>f", "log.find" },
  { "F8", "log.pause" },
  { "<Control><Shift>Delete", "log.clear" },
  { "<Control>End|<Control>KP_End", "log.resume" },
  { "<Control>Home|<Control>KP_Home", "log.first" },
  { "<Control><Shift>t", "log.copy-topic" },
  { "<Control><Shift>c", "log.copy-payload" },
  { "<Control>s", "log.save-payload" },
  { "<Control>p", "publish.focus" },
};

void
_desk_connection_page_class_add_actions (GtkWidgetClass *klass)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].parameter, actions[i].activate);
  gtk_widget_class_install_property_action (klass, "log.follow", "following");
  gtk_widget_class_install_property_action (klass, "log.pause", "paused");
  gtk_widget_class_install_property_action (klass, "page.show-subscriptions", "subscriptions-shown");
}

void
_desk_connection_page_add_shortcuts (DeskConnectionPage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string (shortcuts[i].trigger);
      GtkShortcutAction *action = gtk_named_action_new (shortcuts[i].action);

      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                            gtk_shortcut_new (trigger, action));
    }
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}
