/* desk-subscription-pane.c: the topic filters that a session is subscribed to
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-subscription-pane"

#include "config.h"

#include "desk-subscription-pane.h"

#include <glib/gi18n.h>

#include "desk-entry-reason.h"
#include "desk-flap-child.h"
#include "desk-format.h"
#include "desk-recent-button.h"
#include "desk-subscribe-options-box.h"
#include "desk-subscription-row.h"
#include "desk-topic.h"

struct _DeskSubscriptionPane
{
  GtkWidget parent_instance;
  DeskSession *session;     /* (owned) (nullable) */
  GtkWidget *content;       /* (unowned) */
  GtkEntry *entry;          /* (unowned) */
  DeskRecentButton *recent; /* (unowned) */
  GtkDropDown *quality;     /* (unowned) */
  GtkWidget *options_button; /* (unowned): for MQTT 5 */
  DeskSubscribeOptionsBox *options; /* (unowned): for the next subscription */
  DeskEntryReason *reason;  /* (unowned) */
  GtkLabel *shared;         /* (unowned): what a shared subscription is */
  GtkStack *stack;          /* (unowned) */
  GtkListBox *list;         /* (unowned) */
  int preferred_width;
};

G_DEFINE_FINAL_TYPE (DeskSubscriptionPane, desk_subscription_pane, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_PREFERRED_WIDTH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Says before anything is sent what is wrong with a topic filter, or what this broker cannot do. */
static gboolean
check_filter (DeskSubscriptionPane *self, const char *filter, GError **error)
{
  g_autofree char *expanded = NULL;
  DeskServerLimits limits;

  if (self->session == NULL)
    return desk_topic_filter_check (filter, error);
  if (!desk_session_check_filter (self->session, filter, error))
    return FALSE;
  expanded = desk_profile_expand_known (desk_session_get_profile (self->session), filter);
  desk_session_get_limits (self->session, &limits);

  return desk_server_limits_check_filter (&limits, expanded, error);
}

static void
explain_shared (DeskSubscriptionPane *self, const char *filter)
{
  gboolean is_shared = desk_topic_filter_is_shared (filter) && desk_topic_filter_check (filter, NULL);

  if (is_shared)
    {
      g_auto (GStrv) parts = g_strsplit (filter, "/", 3);
      g_autofree char *group = desk_format_topic (parts[1]);
      g_autofree char *words
          = g_strdup_printf (_ ("Shared: the broker gives each message to only one member of the group “%s”, in turn."),
                             group);

      gtk_label_set_text (self->shared, words);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->shared), is_shared);
}

static void
on_options_shown (DeskSubscriptionPane *self)
{
  DeskServerLimits limits;

  g_assert (DESK_IS_SUBSCRIPTION_PANE (self));

  desk_session_get_limits (self->session, &limits);
  desk_subscribe_options_box_set_limits (self->options, &limits,
                                         gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
on_version_changed (DeskSubscriptionPane *self)
{
  DeskProfile *profile = desk_session_get_profile (self->session);

  g_assert (DESK_IS_SUBSCRIPTION_PANE (self));

  gtk_widget_set_visible (self->options_button, desk_profile_get_mqtt_version (profile) == DESK_MQTT_5);
}

static void
on_entry_changed (DeskSubscriptionPane *self)
{
  const char *filter = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GError) error = NULL;

  g_assert (DESK_IS_SUBSCRIPTION_PANE (self));

  /* An empty entry is no mistake before somebody wants to subscribe to it. */
  if (*filter != '\0')
    check_filter (self, filter, &error);
  explain_shared (self, filter);
  desk_entry_reason_show (self->reason, error != NULL ? error->message : NULL);
}

static void
on_entry_activated (DeskSubscriptionPane *self)
{
  g_assert (DESK_IS_SUBSCRIPTION_PANE (self));

  desk_subscription_pane_subscribe (self);
}

static void
on_recent_chosen (DeskSubscriptionPane *self, const char *filter)
{
  g_assert (DESK_IS_SUBSCRIPTION_PANE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), filter);
  desk_subscription_pane_subscribe (self);
}

static gboolean
on_list_key_pressed (DeskSubscriptionPane *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, DESK_TYPE_SUBSCRIPTION_ROW) : NULL;
  DeskSubscription *subscription;
  GtkListBoxRow *next;
  int index;

  g_assert (DESK_IS_SUBSCRIPTION_PANE (self));

  if (row == NULL || (keyval != GDK_KEY_Delete && keyval != GDK_KEY_KP_Delete)
      || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  subscription = desk_subscription_row_get_subscription (DESK_SUBSCRIPTION_ROW (row));
  index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  gtk_widget_activate_action (GTK_WIDGET (self), "page.unsubscribe", "s", desk_subscription_get_filter (subscription));
  /* The keyboard stays in the list: GTK would take it to the log. */
  next = gtk_list_box_get_row_at_index (self->list, index);
  if (next == NULL)
    next = gtk_list_box_get_row_at_index (self->list, index - 1);
  gtk_widget_grab_focus (next != NULL ? GTK_WIDGET (next) : GTK_WIDGET (self->entry));

  return GDK_EVENT_STOP;
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  return desk_subscription_row_new (item);
}

static void
on_subscriptions_changed (DeskSubscriptionPane *self)
{
  GListModel *subscriptions = desk_session_get_subscriptions (self->session);

  g_assert (DESK_IS_SUBSCRIPTION_PANE (self));

  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (subscriptions) > 0 ? "list" : "empty");
}

static GtkSizeRequestMode
desk_subscription_pane_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
desk_subscription_pane_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                                int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  DeskSubscriptionPane *self = DESK_SUBSCRIPTION_PANE (widget);

  desk_flap_child_measure (self->content, orientation, minimum, natural);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, self->preferred_width);
}

static void
desk_subscription_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DeskSubscriptionPane *self = DESK_SUBSCRIPTION_PANE (widget);

  gtk_widget_size_allocate (self->content, &(GtkAllocation) { 0, 0, width, height }, baseline);
}

static void
desk_subscription_pane_dispose (GObject *object)
{
  DeskSubscriptionPane *self = DESK_SUBSCRIPTION_PANE (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_SUBSCRIPTION_PANE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_subscription_pane_parent_class)->dispose (object);
}

static void
desk_subscription_pane_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_PREFERRED_WIDTH:
      g_value_set_int (value, DESK_SUBSCRIPTION_PANE (object)->preferred_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_subscription_pane_set_property (GObject *object, guint property_id, const GValue *value,
                                     GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_PREFERRED_WIDTH:
      DESK_SUBSCRIPTION_PANE (object)->preferred_width = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (object));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_subscription_pane_class_init (DeskSubscriptionPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_subscription_pane_dispose;
  object_class->get_property = desk_subscription_pane_get_property;
  object_class->set_property = desk_subscription_pane_set_property;
  widget_class->get_request_mode = desk_subscription_pane_get_request_mode;
  widget_class->measure = desk_subscription_pane_measure;
  widget_class->size_allocate = desk_subscription_pane_size_allocate;

  properties[PROP_PREFERRED_WIDTH] = g_param_spec_int ("preferred-width", NULL, NULL, 0, G_MAXINT, 0,
                                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DESK_TYPE_ENTRY_REASON);
  g_type_ensure (DESK_TYPE_RECENT_BUTTON);
  g_type_ensure (DESK_TYPE_SUBSCRIBE_OPTIONS_BOX);
  gtk_widget_class_set_css_name (widget_class, "subscription-pane");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/example/MqttDesk/desk-subscription-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionPane, content);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionPane, entry);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionPane, recent);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionPane, quality);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionPane, options_button);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionPane, options);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionPane, reason);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionPane, shared);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionPane, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionPane, list);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_options_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_recent_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_list_key_pressed);
}

static void
desk_subscription_pane_init (DeskSubscriptionPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * desk_subscription_pane_new:
 *
 * Returns: (transfer floating): a new pane without a session
 */
GtkWidget *
desk_subscription_pane_new (void)
{
  return g_object_new (DESK_TYPE_SUBSCRIPTION_PANE, NULL);
}

/**
 * desk_subscription_pane_set_session:
 * @self: a pane that has none yet
 * @session: whose subscriptions to show and change
 */
void
desk_subscription_pane_set_session (DeskSubscriptionPane *self, DeskSession *session)
{
  GListModel *subscriptions;

  g_return_if_fail (DESK_IS_SUBSCRIPTION_PANE (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  desk_recent_button_set_profile (self->recent, desk_session_get_profile (session), DESK_RECENT_FILTERS);
  subscriptions = desk_session_get_subscriptions (session);
  gtk_list_box_bind_model (self->list, subscriptions, create_row, NULL, NULL);
  g_signal_connect_object (subscriptions, "items-changed", G_CALLBACK (on_subscriptions_changed), self,
                           G_CONNECT_SWAPPED);
  on_subscriptions_changed (self);
  g_signal_connect_object (session, "notify::connack", G_CALLBACK (on_entry_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk_session_get_profile (session), "notify::mqtt-version",
                           G_CALLBACK (on_version_changed), self, G_CONNECT_SWAPPED);
  on_version_changed (self);
}

/**
 * desk_subscription_pane_focus_entry:
 * @self: a pane
 *
 * Moves the keyboard focus to where a topic filter is entered.
 */
void
desk_subscription_pane_focus_entry (DeskSubscriptionPane *self)
{
  g_return_if_fail (DESK_IS_SUBSCRIPTION_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* What a person chose here, or else what is known of a filter that is there already */
static void
read_options (DeskSubscriptionPane *self, const char *filter, DeskSubscribeOptions *options)
{
  DeskSubscription *known = desk_subscription_pane_find (self, filter);
  DeskSubscribeOptions chosen = { 0 };

  desk_subscribe_options_box_get (self->options, &chosen);
  if (chosen.no_local || chosen.retain_as_published || chosen.retain_handling != 0 || chosen.identifier != 0)
    *options = chosen;
  else if (known != NULL)
    *options = *desk_subscription_get_options (known);
  options->qos = MIN (gtk_drop_down_get_selected (self->quality), 2);
}

/**
 * desk_subscription_pane_subscribe:
 * @self: a pane with a session
 *
 * Subscribes to what is in the entry, and empties it; a mistake is shown there.
 *
 * Returns: whether there was no mistake
 */
gboolean
desk_subscription_pane_subscribe (DeskSubscriptionPane *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *filter = NULL;
  DeskSubscribeOptions options = { 0 };

  g_return_val_if_fail (DESK_IS_SUBSCRIPTION_PANE (self), FALSE);
  g_return_val_if_fail (self->session != NULL, FALSE);

  filter = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  read_options (self, filter, &options);
  if (!check_filter (self, filter, &error)
      || desk_session_subscribe_with (self->session, filter, &options, &error) == NULL)
    {
      desk_entry_reason_show (self->reason, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      return FALSE;
    }

  desk_recent_button_remember (self->recent, filter);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  desk_subscribe_options_box_set (self->options, &(DeskSubscribeOptions) { 0 });

  return TRUE;
}

/**
 * desk_subscription_pane_find:
 * @self: a pane with a session
 * @filter: a topic filter
 *
 * Returns: (transfer none) (nullable): the subscription to exactly @filter
 */
DeskSubscription *
desk_subscription_pane_find (DeskSubscriptionPane *self, const char *filter)
{
  GListModel *subscriptions;

  g_return_val_if_fail (DESK_IS_SUBSCRIPTION_PANE (self), NULL);
  g_return_val_if_fail (self->session != NULL, NULL);

  subscriptions = desk_session_get_subscriptions (self->session);
  for (guint i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      /* The list keeps it alive. */
      g_autoptr (DeskSubscription) subscription = g_list_model_get_item (subscriptions, i);

      if (g_str_equal (desk_subscription_get_filter (subscription), filter))
        return subscription;
    }

  return NULL;
}

static GtkWidget *
find_row (DeskSubscriptionPane *self, const char *filter)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (DESK_IS_SUBSCRIPTION_ROW (row)
        && g_str_equal (desk_subscription_get_filter (
                            desk_subscription_row_get_subscription (DESK_SUBSCRIPTION_ROW (row))),
                        filter))
      return row;

  return NULL;
}

/**
 * desk_subscription_pane_edit_options:
 * @self: a pane with a session
 * @filter: a topic filter
 *
 * Lets a person change what MQTT 5 has for the subscription to exactly @filter.
 */
void
desk_subscription_pane_edit_options (DeskSubscriptionPane *self, const char *filter)
{
  DeskServerLimits limits;
  GtkWidget *row;

  g_return_if_fail (DESK_IS_SUBSCRIPTION_PANE (self));

  row = find_row (self, filter);
  desk_session_get_limits (self->session, &limits);
  if (row != NULL)
    desk_subscription_row_edit_options (DESK_SUBSCRIPTION_ROW (row), &limits);
}

/**
 * desk_subscription_pane_edit:
 * @self: a pane with a session
 * @filter: a topic filter
 *
 * Lets a person change name and colour of the subscription to exactly @filter.
 */
void
desk_subscription_pane_edit (DeskSubscriptionPane *self, const char *filter)
{
  GtkWidget *row;

  g_return_if_fail (DESK_IS_SUBSCRIPTION_PANE (self));

  row = find_row (self, filter);
  if (row != NULL)
    desk_subscription_row_edit (DESK_SUBSCRIPTION_ROW (row));
}
