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

#include "desk-format.h"
#include "desk-palette.h"
#include "desk-toast.h"

static void
reveal_subscriptions (DeskConnectionPage *self)
{
  _desk_connection_page_show_page (self, "log");
  _desk_connection_page_show_subscriptions (self, TRUE);
  g_object_set (self, "left-page", "subscriptions", NULL);
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

  const DeskSubscribeOptions *options;
  g_autoptr (GVariant) target = NULL;
  g_autofree char *filter = NULL;
  g_autofree char *words = NULL;
  AdwToast *toast;

  if (subscription == NULL)
    return;
  options = desk_subscription_get_options (subscription);
  target = g_variant_ref_sink (g_variant_new ("(s(ubbuu)sub)", desk_subscription_get_filter (subscription),
                                              options->qos, options->no_local, options->retain_as_published,
                                              options->retain_handling, options->identifier,
                                              desk_subscription_get_name (subscription),
                                              desk_subscription_get_colour (subscription),
                                              desk_subscription_get_muted (subscription)));
  filter = desk_format_topic (desk_subscription_get_filter (subscription));
  desk_session_unsubscribe (self->session, subscription);

  words = g_strdup_printf (_ ("Unsubscribed from “%s”"), filter);
  toast = desk_toast_undo (GTK_WIDGET (self->subscriptions), words);
  adw_toast_set_action_target_value (toast, target);
  adw_toast_set_action_name (toast, "page.restore-subscription");
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
edit_subscription (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  reveal_subscriptions (self);
  desk_subscription_pane_edit (self->subscriptions, g_variant_get_string (parameter, NULL));
}

static void
name_subscription (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskSubscription *subscription;
  const char *filter, *name;

  g_variant_get (parameter, "(&s&s)", &filter, &name);
  subscription = desk_subscription_pane_find (self->subscriptions, filter);
  if (subscription != NULL)
    desk_subscription_set_name (subscription, name);
}

static void
colour_subscription (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskSubscription *subscription;
  const char *filter;
  guint colour;

  g_variant_get (parameter, "(&su)", &filter, &colour);
  subscription = desk_subscription_pane_find (self->subscriptions, filter);
  if (subscription != NULL)
    desk_subscription_set_colour (subscription, MIN (colour, DESK_SUBSCRIPTION_COLOURS - 1));
}

/* Where there is a subscription already this changes its QoS. */
static void
subscribe_to (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  g_autoptr (GError) error = NULL;
  const char *filter;
  guint qos;

  g_variant_get (parameter, "(&su)", &filter, &qos);
  if (desk_session_subscribe (self->session, filter, MIN (qos, 2), &error) == NULL)
    desk_toast (GTK_WIDGET (self->subscriptions), error->message);
}

/* The parameter of an action may come from anywhere. Returns: (nullable) */
static DeskSubscription *
subscribe_within_limits (DeskConnectionPage *self, const char *filter, DeskSubscribeOptions *options)
{
  g_autoptr (GError) error = NULL;
  DeskSubscription *subscription;

  options->qos = MIN (options->qos, 2);
  options->retain_handling = MIN (options->retain_handling, 2);
  options->identifier = MIN (options->identifier, DESK_MAX_SUBSCRIPTION_IDENTIFIER);
  subscription = desk_session_subscribe_with (self->session, filter, options, &error);
  if (subscription == NULL)
    desk_toast (GTK_WIDGET (self->subscriptions), error->message);

  return subscription;
}

static void
subscribe_with (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskSubscribeOptions options = { 0 };
  const char *filter;

  g_variant_get (parameter, "(&subbuu)", &filter, &options.qos, &options.no_local, &options.retain_as_published,
                 &options.retain_handling, &options.identifier);
  subscribe_within_limits (DESK_CONNECTION_PAGE (widget), filter, &options);
}

static void
restore_subscription (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskSubscribeOptions options = { 0 };
  DeskSubscription *subscription;
  const char *filter, *name;
  guint colour;
  gboolean muted;

  g_variant_get (parameter, "(&s(ubbuu)&sub)", &filter, &options.qos, &options.no_local,
                 &options.retain_as_published, &options.retain_handling, &options.identifier, &name, &colour, &muted);
  subscription = subscribe_within_limits (DESK_CONNECTION_PAGE (widget), filter, &options);
  if (subscription == NULL)
    return;
  desk_subscription_set_name (subscription, name);
  /* One that nobody chose stays so. */
  if (desk_subscription_get_colour (subscription) != colour)
    desk_subscription_set_colour (subscription, MIN (colour, DESK_PALETTE_SIZE - 1));
  desk_subscription_set_muted (subscription, muted);
}

static void
edit_subscription_options (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  reveal_subscriptions (self);
  desk_subscription_pane_edit_options (self->subscriptions, g_variant_get_string (parameter, NULL));
}

static void
copy_filter (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_variant_get_string (parameter, NULL));
  desk_toast (GTK_WIDGET (DESK_CONNECTION_PAGE (widget)->subscriptions), _ ("Copied the topic filter"));
}

void
_desk_connection_page_show_log (DeskConnectionPage *self)
{
  _desk_connection_page_show_page (self, "log");
  desk_pane_area_show (self->area, DESK_PANE_LOG);
  if (adw_flap_get_folded (self->flap))
    _desk_connection_page_show_subscriptions (self, FALSE);
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
  _desk_connection_page_show_log (self);
}

void
_desk_connection_page_show_publish (DeskConnectionPage *self)
{
  _desk_connection_page_show_page (self, "log");
  if (adw_flap_get_folded (self->flap))
    _desk_connection_page_show_subscriptions (self, FALSE);
  desk_pane_area_show (self->area, DESK_PANE_PUBLISH);
}

static void
publish_to (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  _desk_connection_page_show_publish (self);
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
focus_publish (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  _desk_connection_page_show_publish (self);
  desk_publish_pane_focus (self->publish);
}

static void
send_publish (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  gboolean was_editing = desk_publish_pane_is_editing (self->publish);

  _desk_connection_page_show_publish (self);
  /* Who came from the outbox goes back there. */
  if (desk_publish_pane_send (self->publish) && was_editing)
    _desk_connection_page_show_page (self, "outbox");
}

static void
send_message (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  const char *topic, *payload;
  guint qos;
  gboolean retain;

  g_variant_get (parameter, "(&s&sub)", &topic, &payload, &qos, &retain);
  _desk_connection_page_show_publish (self);
  desk_publish_pane_stop_editing (self->publish);
  desk_publish_pane_compose (self->publish, topic, payload, qos, retain);
  desk_publish_pane_send (self->publish);
}

static void
dismiss_expiry (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_session_banners_dismiss_expiry (DESK_CONNECTION_PAGE (widget)->banners);
}

static void
dismiss_gap (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_session_banners_dismiss_gap (DESK_CONNECTION_PAGE (widget)->banners);
}

static void
dismiss_set_aside (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_session_banners_dismiss_set_aside (DESK_CONNECTION_PAGE (widget)->banners);
}

static void
dismiss_held_back (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_session_banners_dismiss_held_back (DESK_CONNECTION_PAGE (widget)->banners);
}

static void
check_now (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_session_check_now (DESK_CONNECTION_PAGE (widget)->session);
}

static void
connect_without_suspect (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_session_start_without_suspect (DESK_CONNECTION_PAGE (widget)->session);
}

static const DeskPageAction page_actions[] = {
  { "page.focus-subscribe", .activate = focus_subscribe, .keys = "<Control>l" },
  { "page.subscribe", .activate = subscribe },
  { "page.unsubscribe", "s", unsubscribe },
  { "page.restore-subscription", "(s(ubbuu)sub)", restore_subscription },
  { "page.mute", "s", mute },
  { "page.edit-subscription", "s", edit_subscription },
  { "page.name-subscription", "(ss)", name_subscription },
  { "page.colour-subscription", "(su)", colour_subscription },
  { "page.subscribe-to", "(su)", subscribe_to },
  { "page.subscribe-with", "(subbuu)", subscribe_with },
  { "page.edit-subscription-options", "s", edit_subscription_options },
  { "page.copy-filter", "s", copy_filter },
  { "page.filter-by", "s", filter_by },
  { "page.publish-to", "s", publish_to },
  { "page.show-pane", "s", show_pane },
  { "page.show-density", .property = "density-shown" },
  { "page.show-subscriptions", .property = "subscriptions-shown", .keys = "F9" },
  { "page.dismiss-expiry", .activate = dismiss_expiry },
  { "page.check-now", .activate = check_now },
  { "page.connect-without-suspect", .activate = connect_without_suspect },
  { "page.dismiss-gap", .activate = dismiss_gap },
  { "page.dismiss-set-aside", .activate = dismiss_set_aside },
  { "page.dismiss-held-back", .activate = dismiss_held_back },
  { "publish.focus", .activate = focus_publish, .keys = "<Control>p" },
  { "publish.send", .activate = send_publish },
  { "publish.send-message", "(ssub)", send_message },
  { NULL },
};

static const DeskPageAction *const tables[] = {
  page_actions,           _desk_page_export_actions, _desk_page_find_actions,
  _desk_page_log_actions, _desk_page_outbox_actions,
  _desk_page_pages_actions,  _desk_page_topic_actions,
  _desk_page_trace_actions,
};

/* Keys belong to the whole window while this page is shown, and come after what
 * the focused widget does with them, so Ctrl+Home in an entry stays there. */
static void
add_shortcuts (DeskConnectionPage *self, const DeskPageAction *table)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (const DeskPageAction *action = table; action->name != NULL; action++)
    {
      GtkShortcut *shortcut;

      if (action->keys == NULL)
        continue;
      shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (action->keys),
                                   gtk_named_action_new (action->name));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
_desk_connection_page_add_actions (DeskConnectionPage *self)
{
  self->actions = desk_page_actions_new (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      desk_page_actions_add (self->actions, tables[i]);
      add_shortcuts (self, tables[i]);
    }
}
