/* desk-connection-page.c: one connection: subscriptions, log, message, publish editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-connection-page"

#include "config.h"

#include "desk-connection-page-private.h"

#include "desk-pane-handle.h"

#define SUBSCRIPTIONS_MIN 180 /* px, as in the settings */
#define SUBSCRIPTIONS_MAX 720
#define SETTLED_FRAMES 5 /* from the first with a width on */

/* DeskConnectionPage
 *   └ AdwToastOverlay
 *       ├ GtkStackSwitcher
 *       ├ DeskSessionBanners
 *       └ GtkStack: the pages
 *           ├ AdwFlap, folded when narrow
 *           │   ├ GtkStack
 *           │   │   ├ DeskSubscriptionPane
 *           │   │   └ DeskTopicPane
 *           │   ├ DeskPaneHandle
 *           │   └ DeskPaneArea
 *           │       ├ DeskLogPane
 *           │       ├ DeskMessageView
 *           │       └ DeskPublishPane
 *           ├ DeskConnectionDetails
 *           ├ DeskTracePane
 *           └ DeskOutboxPage */
G_DEFINE_FINAL_TYPE (DeskConnectionPage, desk_connection_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_FOLLOWING,
  PROP_PAUSED,
  PROP_FINDING,
  PROP_SUBSCRIPTIONS_SHOWN,
  PROP_LEFT_PAGE,
  PROP_TOPIC_ORDER,
  PROP_DENSITY_SHOWN,
  PROP_TRACE_RECORDING,
  PROP_TRACE_FILTER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
on_selected (DeskConnectionPage *self)
{
  DeskLogView *view = desk_log_pane_get_view (self->log);
  DeskLogItem *item = desk_log_view_get_selected (view);
  g_autoptr (DeskLogItem) previous = NULL;
  static const char *const about_message[] = {
    "log.copy-topic", "log.copy-payload", "log.save-payload", "log.save-payload-to", "log.filter-topic",
    "log.exclude-topic",
    "log.publish-to-topic",
  };

  g_assert (DESK_IS_CONNECTION_PAGE (self));

  _desk_connection_page_update_find_actions (self);
  /* A message stays in view when its row goes: a filter may hide it while somebody reads. */
  if (item == NULL && desk_message_view_get_item (self->message) != NULL)
    return;
  if (item != NULL)
    previous = desk_log_view_get_previous (view);
  desk_message_view_show (self->message, item, previous);
  for (gsize i = 0; i < G_N_ELEMENTS (about_message); i++)
    desk_page_actions_set_enabled (self->actions, about_message[i], item != NULL);
}

/* With one pane at a time a message opens when it is asked for, not when the selection passes over it. */
static void
on_activated (DeskConnectionPage *self)
{
  g_assert (DESK_IS_CONNECTION_PAGE (self));

  desk_pane_area_show (self->area, DESK_PANE_MESSAGE);
}

static void
on_following_changed (DeskConnectionPage *self)
{
  g_assert (DESK_IS_CONNECTION_PAGE (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOWING]);
}

static void
on_paused_changed (DeskConnectionPage *self)
{
  g_assert (DESK_IS_CONNECTION_PAGE (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

static void
on_finding_changed (DeskConnectionPage *self)
{
  g_assert (DESK_IS_CONNECTION_PAGE (self));

  _desk_connection_page_update_find_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FINDING]);
}

static void
on_filter_changed (DeskConnectionPage *self)
{
  g_assert (DESK_IS_CONNECTION_PAGE (self));

  desk_message_view_set_filter (self->message,
                                desk_filter_bar_get_filter (desk_log_pane_get_filter_bar (self->log)));
  _desk_connection_page_update_find_actions (self);
}

static void
on_revealed_changed (DeskConnectionPage *self)
{
  g_assert (DESK_IS_CONNECTION_PAGE (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBSCRIPTIONS_SHOWN]);
}

static gboolean
are_subscriptions_shown (DeskConnectionPage *self)
{
  return self->fold == DESK_FOLD_NOTHING ? adw_flap_get_reveal_flap (self->flap) : self->fold == DESK_FOLD_OUT;
}

/* AdwFlap 1.2 divides by widths that it gets in the first frames, and never recovers from it. */
static gboolean
on_first_frames (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  gboolean shown = are_subscriptions_shown (self);

  if (gtk_widget_get_width (GTK_WIDGET (self->flap)) == 0 || ++self->n_frames < SETTLED_FRAMES)
    return G_SOURCE_CONTINUE;
  self->fold = DESK_FOLD_NOTHING;
  adw_flap_set_reveal_flap (self->flap, shown);

  return G_SOURCE_REMOVE;
}

static gboolean
lay_out_again (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  gtk_widget_queue_resize (GTK_WIDGET (DESK_CONNECTION_PAGE (widget)->flap));

  return G_SOURCE_REMOVE;
}

/* AdwFlap 1.2 folds in the middle of being laid out, and now and then is not laid out again: the page stays blank. */
static void
on_folded_changed (DeskConnectionPage *self)
{
  g_assert (DESK_IS_CONNECTION_PAGE (self));

  gtk_widget_add_tick_callback (GTK_WIDGET (self), lay_out_again, NULL, NULL);
}

static void
on_left_page_changed (DeskConnectionPage *self)
{
  g_assert (DESK_IS_CONNECTION_PAGE (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEFT_PAGE]);
}

static void
on_topic_order_changed (DeskConnectionPage *self)
{
  g_assert (DESK_IS_CONNECTION_PAGE (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOPIC_ORDER]);
}

static void
desk_connection_page_dispose (GObject *object)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_pointer (&child, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_CONNECTION_PAGE);
  g_clear_weak_pointer (&self->replay);
  g_clear_object (&self->session);
  g_clear_object (&self->sizes);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->topic_filter, g_free);

  G_OBJECT_CLASS (desk_connection_page_parent_class)->dispose (object);
}

static void
desk_connection_page_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (object);

  switch (property_id)
    {
    case PROP_FOLLOWING:
      g_value_set_boolean (value, desk_log_view_get_following (desk_log_pane_get_view (self->log)));
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, desk_log_pane_get_paused (self->log));
      break;
    case PROP_FINDING:
      g_value_set_boolean (value, desk_filter_bar_get_finding (desk_log_pane_get_filter_bar (self->log)));
      break;
    case PROP_DENSITY_SHOWN:
      g_value_set_boolean (value, gtk_widget_get_visible (desk_log_pane_get_density (self->log)));
      break;
    case PROP_SUBSCRIPTIONS_SHOWN:
      g_value_set_boolean (value, are_subscriptions_shown (self));
      break;
    case PROP_LEFT_PAGE:
      g_value_set_string (value, gtk_stack_get_visible_child_name (self->left));
      break;
    case PROP_TOPIC_ORDER:
      g_object_get_property (G_OBJECT (self->topics), "sort", value);
      break;
    case PROP_TRACE_RECORDING:
      g_object_get_property (G_OBJECT (self->trace), "recording", value);
      break;
    case PROP_TRACE_FILTER:
      g_object_get_property (G_OBJECT (self->trace), "filter-text", value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_connection_page_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (object);

  switch (property_id)
    {
    case PROP_FOLLOWING:
      desk_log_view_set_following (desk_log_pane_get_view (self->log), g_value_get_boolean (value));
      break;
    case PROP_PAUSED:
      desk_log_pane_set_paused (self->log, g_value_get_boolean (value));
      break;
    case PROP_FINDING:
      desk_filter_bar_set_finding (desk_log_pane_get_filter_bar (self->log), g_value_get_boolean (value));
      break;
    case PROP_DENSITY_SHOWN:
      gtk_widget_set_visible (desk_log_pane_get_density (self->log), g_value_get_boolean (value));
      break;
    case PROP_SUBSCRIPTIONS_SHOWN:
      _desk_connection_page_show_subscriptions (self, g_value_get_boolean (value));
      break;
    case PROP_LEFT_PAGE:
      if (gtk_stack_get_child_by_name (self->left, g_value_get_string (value)) != NULL)
        gtk_stack_set_visible_child_name (self->left, g_value_get_string (value));
      break;
    case PROP_TOPIC_ORDER:
      g_object_set_property (G_OBJECT (self->topics), "sort", value);
      break;
    case PROP_TRACE_RECORDING:
      g_object_set_property (G_OBJECT (self->trace), "recording", value);
      break;
    case PROP_TRACE_FILTER:
      g_object_set_property (G_OBJECT (self->trace), "filter-text", value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
on_density_shown (DeskConnectionPage *self)
{
  g_assert (DESK_IS_CONNECTION_PAGE (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DENSITY_SHOWN]);
}

/* Where there is nothing to see yet, subscribing comes next; elsewhere, looking for something. GTK's own first place
 * would be the switcher of the pages, or what is hidden in a moment. */
static gboolean
desk_connection_page_grab_focus (GtkWidget *widget)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskFilterBar *bar = desk_log_pane_get_filter_bar (self->log);
  guint n = g_list_model_get_n_items (desk_session_get_subscriptions (self->session));

  if (gtk_widget_get_mapped (widget) && !gtk_widget_get_mapped (GTK_WIDGET (bar)))
    return FALSE;
  if (n == 0 && gtk_widget_get_sensitive (GTK_WIDGET (self->subscriptions))
      && gtk_stack_get_visible_child (self->left) == GTK_WIDGET (self->subscriptions)
      && (!adw_flap_get_folded (self->flap) || adw_flap_get_reveal_flap (self->flap)))
    desk_subscription_pane_focus_entry (self->subscriptions);
  else
    desk_filter_bar_focus_entry (bar);

  return TRUE;
}

static void
desk_connection_page_class_init (DeskConnectionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  widget_class->grab_focus = desk_connection_page_grab_focus;

  object_class->dispose = desk_connection_page_dispose;
  object_class->get_property = desk_connection_page_get_property;
  object_class->set_property = desk_connection_page_set_property;

  /* The states of actions */
  properties[PROP_FOLLOWING] = g_param_spec_boolean ("following", NULL, NULL, TRUE, flags);
  properties[PROP_FINDING] = g_param_spec_boolean ("finding", NULL, NULL, FALSE, flags);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  properties[PROP_DENSITY_SHOWN] = g_param_spec_boolean ("density-shown", NULL, NULL, TRUE, flags);
  properties[PROP_SUBSCRIPTIONS_SHOWN] = g_param_spec_boolean ("subscriptions-shown", NULL, NULL, TRUE,
                                                               flags);
  properties[PROP_LEFT_PAGE] = g_param_spec_string ("left-page", NULL, NULL, "subscriptions", flags);
  properties[PROP_TOPIC_ORDER] = g_param_spec_string ("topic-order", NULL, NULL, "name", flags);
  properties[PROP_TRACE_RECORDING] = g_param_spec_boolean ("trace-recording", NULL, NULL, FALSE, flags);
  properties[PROP_TRACE_FILTER] = g_param_spec_string ("trace-filter", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DESK_TYPE_CONNECTION_DETAILS);
  g_type_ensure (DESK_TYPE_LOG_PANE);
  g_type_ensure (DESK_TYPE_MESSAGE_VIEW);
  g_type_ensure (DESK_TYPE_OUTBOX_PAGE);
  g_type_ensure (DESK_TYPE_PANE_AREA);
  g_type_ensure (DESK_TYPE_PANE_HANDLE);
  g_type_ensure (DESK_TYPE_PUBLISH_PANE);
  g_type_ensure (DESK_TYPE_SESSION_BANNERS);
  g_type_ensure (DESK_TYPE_SUBSCRIPTION_PANE);
  g_type_ensure (DESK_TYPE_TOPIC_PANE);
  g_type_ensure (DESK_TYPE_TRACE_PANE);
  gtk_widget_class_set_css_name (widget_class, "connection-page");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-connection-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionPage, banners);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionPage, works);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionPage, pages);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionPage, details);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionPage, flap);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionPage, left);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionPage, subscriptions);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionPage, topics);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionPage, area);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionPage, log);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionPage, message);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionPage, publish);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionPage, outbox);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionPage, trace);
  gtk_widget_class_bind_template_callback (widget_class, on_left_page_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_folded_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_revealed_changed);
}

/* The next page begins with what was chosen last; others that are open stay as they are. */
static void
remember_left_page (DeskConnectionPage *self)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.example.MqttDesk");
  const GSettingsBindFlags flags
      = G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES | G_SETTINGS_BIND_NO_SENSITIVITY;

  g_settings_bind (settings, "left-page", self, "left-page", flags);
  g_settings_bind (settings, "topic-order", self, "topic-order", flags);
}

static void
desk_connection_page_init (DeskConnectionPage *self)
{
  GtkWidget *handle;
  DeskLogView *view;

  gtk_widget_init_template (GTK_WIDGET (self));
  _desk_connection_page_add_actions (self);
  _desk_connection_page_follow_pages (self);
  _desk_connection_page_follow_trace (self);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_first_frames, NULL, NULL);

  handle = desk_pane_handle_new (GTK_ORIENTATION_HORIZONTAL, GTK_PACK_START);
  desk_pane_handle_set_range (DESK_PANE_HANDLE (handle), SUBSCRIPTIONS_MIN, SUBSCRIPTIONS_MAX);
  adw_flap_set_separator (self->flap, handle);
  /* Above both panes, so that it can be caught on either side of the line. */
  gtk_widget_insert_before (handle, GTK_WIDGET (self->flap), NULL);
  g_object_bind_property (handle, "extent", self->subscriptions, "preferred-width", G_BINDING_SYNC_CREATE);

  g_signal_connect_object (self->topics, "notify::sort", G_CALLBACK (on_topic_order_changed), self,
                           G_CONNECT_SWAPPED);
  remember_left_page (self);
  _desk_connection_page_follow_filter (self);
  g_signal_connect_object (desk_log_pane_get_density (self->log), "notify::visible", G_CALLBACK (on_density_shown),
                           self, G_CONNECT_SWAPPED);

  view = desk_log_pane_get_view (self->log);
  self->sizes = desk_size_memory_new ();
  desk_size_memory_keep (self->sizes, "left-pane-width", handle, "extent");
  desk_size_memory_keep (self->sizes, "message-pane-width", self->area, "message-width");
  desk_size_memory_keep (self->sizes, "publish-pane-height", self->area, "publish-height");
  desk_size_memory_keep (self->sizes, "topic-column-width", desk_log_view_get_columns (view), "topic-width");

  g_signal_connect_object (view, "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::following", G_CALLBACK (on_following_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk_log_pane_get_filter_bar (self->log), "notify::filter",
                           G_CALLBACK (on_filter_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk_log_pane_get_filter_bar (self->log), "notify::finding",
                           G_CALLBACK (on_finding_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->log, "notify::paused", G_CALLBACK (on_paused_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * desk_connection_page_new:
 * @session: what the page shows and drives
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
desk_connection_page_new (DeskSession *session)
{
  DeskConnectionPage *self = g_object_new (DESK_TYPE_CONNECTION_PAGE, NULL);

  self->session = g_object_ref (session);
  desk_session_banners_set_session (self->banners, session);
  desk_subscription_pane_set_session (self->subscriptions, session);
  desk_topic_pane_set_log (self->topics, desk_session_get_log (session));
  desk_message_view_set_log (self->message, desk_session_get_log (session));
  desk_publish_pane_set_session (self->publish, session);
  _desk_connection_page_follow_outbox (self);
  desk_log_pane_set_session (self->log, session);
  desk_connection_details_set_session (self->details, session);
  desk_trace_pane_set_trace (self->trace, desk_session_get_trace (session));
  _desk_connection_page_follow_profile (self);
  on_selected (self);

  return GTK_WIDGET (self);
}

/**
 * desk_connection_page_get_session:
 * @self: a page
 *
 * Returns: (transfer none): what the page shows and drives
 */
DeskSession *
desk_connection_page_get_session (DeskConnectionPage *self)
{
  g_return_val_if_fail (DESK_IS_CONNECTION_PAGE (self), NULL);

  return self->session;
}

/**
 * desk_connection_page_get_actions:
 * @self: a page
 *
 * Returns: (transfer none): what a person can do on it
 */
DeskPageActions *
desk_connection_page_get_actions (DeskConnectionPage *self)
{
  g_return_val_if_fail (DESK_IS_CONNECTION_PAGE (self), NULL);

  return self->actions;
}

void
_desk_connection_page_show_subscriptions (DeskConnectionPage *self, gboolean shown)
{
  if (self->n_frames >= SETTLED_FRAMES)
    {
      adw_flap_set_reveal_flap (self->flap, shown);
      return;
    }
  self->fold = shown ? DESK_FOLD_OUT : DESK_FOLD_IN;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBSCRIPTIONS_SHOWN]);
}

/**
 * desk_connection_page_set_offline:
 * @self: a page
 *
 * Says that it shows a file: there is nothing to subscribe to or to publish.
 */
void
desk_connection_page_set_offline (DeskConnectionPage *self)
{
  g_return_if_fail (DESK_IS_CONNECTION_PAGE (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->subscriptions), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->publish), FALSE);
  gtk_stack_page_set_visible (gtk_stack_get_page (self->pages, GTK_WIDGET (self->details)), FALSE);
  gtk_stack_page_set_visible (gtk_stack_get_page (self->pages, GTK_WIDGET (self->outbox)), FALSE);
  gtk_stack_page_set_visible (gtk_stack_get_page (self->pages, GTK_WIDGET (self->trace)), FALSE);
  desk_page_actions_set_enabled (self->actions, "trace.record", FALSE);
  _desk_connection_page_show_subscriptions (self, FALSE);
}
