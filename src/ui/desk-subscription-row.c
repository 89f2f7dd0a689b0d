/* desk-subscription-row.c: one subscription in the pane
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-subscription-row"

#include "config.h"

#include "desk-subscription-row.h"

#include <glib/gi18n.h>

#include "desk-colour-bar.h"
#include "desk-format.h"
#include "desk-subscribe-options-box.h"
#include "desk-subscription-popover.h"

#define UPDATE_DELAY 150 /* ms between two changes of the count */

struct _DeskSubscriptionRow
{
  GtkListBoxRow parent_instance;
  DeskSubscription *subscription; /* (owned) */
  GtkWidget *bar;                 /* (unowned) */
  GtkLabel *name;                 /* (unowned) */
  GtkLabel *filter;               /* (unowned) */
  GtkLabel *state;                /* (unowned) */
  GtkToggleButton *mute;          /* (unowned) */
  GtkMenuButton *menu;            /* (unowned) */
  GtkWidget *popover;             /* (owned) (nullable): once it was asked for */
  GtkWidget *options_popover;     /* (owned) (nullable): once it was asked for */
  DeskSubscribeOptionsBox *options; /* (unowned) (nullable): in it */
  guint update;                   /* 0: what is written is right */
};

G_DEFINE_FINAL_TYPE (DeskSubscriptionRow, desk_subscription_row, GTK_TYPE_LIST_BOX_ROW)

static char *
describe_quality (DeskSubscription *subscription)
{
  guint granted = desk_subscription_get_granted_qos (subscription);
  guint wanted = desk_subscription_get_qos (subscription);

  if (granted < wanted)
    return g_strdup_printf (_ ("QoS %u, not %u"), granted, wanted);

  return g_strdup_printf (_ ("QoS %u"), granted);
}

/* What a row says of its options: only those that are not the usual ones */
static char *
describe_options (DeskSubscription *subscription)
{
  const DeskSubscribeOptions *options = desk_subscription_get_options (subscription);
  GString *words = g_string_new (NULL);

  if (options->no_local)
    g_string_append_printf (words, " · %s", _ ("no local"));
  if (options->retain_as_published)
    g_string_append_printf (words, " · %s", _ ("retain as published"));
  if (options->retain_handling != 0)
    g_string_append_printf (words, " · %s",
                            options->retain_handling == 1 ? _ ("retained only when new") : _ ("nothing retained"));
  if (options->identifier != 0)
    /* Translators: the number of a subscription */
    g_string_append_printf (words, _ (" · identifier %u"), options->identifier);

  return g_string_free (words, FALSE);
}

static char *
describe (DeskSubscription *subscription)
{
  const GError *error = desk_subscription_get_error (subscription);
  g_autofree char *count = desk_format_count (desk_subscription_get_count (subscription));
  g_autofree char *rate = desk_format_rate (desk_subscription_get_rate (subscription));
  g_autofree char *quality = NULL;

  switch (desk_subscription_get_state (subscription))
    {
    case DESK_SUBSCRIPTION_PENDING:
      return g_strdup (_ ("Subscribing…"));
    case DESK_SUBSCRIPTION_REFUSED:
      return g_strdup (error != NULL ? error->message : _ ("The broker refused it."));
    case DESK_SUBSCRIPTION_GRANTED:
      quality = describe_quality (subscription);
      /* Translators: messages, messages a second, quality of service */
      return g_strdup_printf (_ ("%s · %s · %s"), count, rate, quality);
    case DESK_SUBSCRIPTION_IDLE:
    default:
      if (desk_subscription_get_count (subscription) == 0)
        return g_strdup (_ ("Not connected"));
      /* Translators: a number of messages */
      return g_strdup_printf (_ ("%s · not connected"), count);
    }
}

static gboolean
update_state (gpointer user_data)
{
  DeskSubscriptionRow *self = user_data;
  gboolean refused = desk_subscription_get_state (self->subscription) == DESK_SUBSCRIPTION_REFUSED;
  gboolean muted = desk_subscription_get_muted (self->subscription);
  g_autofree char *words = describe (self->subscription);
  g_autofree char *options = describe_options (self->subscription);
  g_autofree char *said = g_strconcat (words, options, NULL);
  g_autofree char *state = muted ? g_strdup_printf (_ ("%s · muted"), said) : g_strdup (said);
  const char *given = desk_subscription_get_name (self->subscription);
  const char *filter = gtk_label_get_text (self->filter);
  g_autofree char *name = given[0] != '\0' ? g_strdup_printf ("%s, %s, %s", given, filter, state)
                                           : g_strdup_printf ("%s, %s", filter, state);

  self->update = 0;
  gtk_label_set_text (self->state, state);
  gtk_label_set_wrap (self->state, refused);
  gtk_label_set_ellipsize (self->state, refused ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  if (refused)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return G_SOURCE_REMOVE;
}

static void
on_changed (DeskSubscriptionRow *self)
{
  g_assert (DESK_IS_SUBSCRIPTION_ROW (self));

  /* The count changes with each refresh of the log, and nobody reads it thirty times a second. */
  if (self->update == 0)
    self->update = g_timeout_add (UPDATE_DELAY, update_state, self);
}

static void
update_mute (DeskSubscriptionRow *self)
{
  gboolean muted = desk_subscription_get_muted (self->subscription);
  const char *mute = muted ? _ ("Show its messages again") : _ ("Mute: hide its messages; the log goes on");

  g_assert (DESK_IS_SUBSCRIPTION_ROW (self));

  g_object_set (self->bar, "hollow", muted, NULL);
  gtk_button_set_icon_name (GTK_BUTTON (self->mute),
                            muted ? "view-conceal-symbolic" : "view-reveal-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->mute), mute);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mute), GTK_ACCESSIBLE_PROPERTY_LABEL, mute, -1);
}

static void
update_name (DeskSubscriptionRow *self)
{
  g_autofree char *name = desk_format_topic (desk_subscription_get_name (self->subscription));
  gboolean named = name[0] != '\0';

  g_assert (DESK_IS_SUBSCRIPTION_ROW (self));

  gtk_label_set_text (self->name, name);
  gtk_widget_set_visible (GTK_WIDGET (self->name), named);
  for (gsize i = 0; i < 2; i++)
    {
      static const char *const classes[] = { "caption", "dim-label" };

      if (named)
        gtk_widget_add_css_class (GTK_WIDGET (self->filter), classes[i]);
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self->filter), classes[i]);
    }
}

static void
update_colour (DeskSubscriptionRow *self)
{
  g_assert (DESK_IS_SUBSCRIPTION_ROW (self));

  g_object_set (self->bar, "colour", desk_subscription_get_colour (self->subscription), NULL);
}

/* The actions take the filter, so that the page finds the subscription whichever row it is in by then. */
static GMenu *
make_menu (DeskSubscriptionRow *self)
{
  const char *filter = desk_subscription_get_filter (self->subscription);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) change = g_menu_new ();
  g_autoptr (GMenu) use = g_menu_new ();
  g_autoptr (GMenu) quality = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();
  static const struct
  {
    const char *label;
    const char *action;
  } uses[] = {
    { N_ ("Show _only these"), "page.filter-by" },
    { N_ ("_Publish here"), "page.publish-to" },
    { N_ ("_Copy filter"), "page.copy-filter" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (uses); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (uses[i].label), NULL);

      g_menu_item_set_action_and_target (item, uses[i].action, "s", filter);
      g_menu_append_item (use, item);
    }
  for (guint qos = 0; qos <= 2; qos++)
    {
      static const char *const labels[] = {
        N_ ("0: at most once"), N_ ("1: at least once"), N_ ("2: exactly once")
      };
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (labels[qos]), NULL);

      g_menu_item_set_action_and_target (item, "page.subscribe-to", "(su)", filter, qos);
      g_menu_append_item (quality, item);
    }
  {
    g_autoptr (GMenuItem) item = g_menu_item_new (_ ("_Name and colour…"), NULL);

    g_menu_item_set_action_and_target (item, "page.edit-subscription", "s", filter);
    g_menu_append_item (change, item);
  }
  g_menu_append_submenu (change, _ ("Change _QoS"), G_MENU_MODEL (quality));
  {
    g_autoptr (GMenuItem) item = g_menu_item_new (_ ("_MQTT 5 options…"), NULL);

    g_menu_item_set_action_and_target (item, "page.edit-subscription-options", "s", filter);
    g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
    g_menu_append_item (change, item);
  }
  {
    g_autoptr (GMenuItem) item = g_menu_item_new (_ ("_Unsubscribe"), NULL);

    g_menu_item_set_action_and_target (item, "page.unsubscribe", "s", filter);
    g_menu_append_item (end, item);
  }

  g_menu_append_section (menu, NULL, G_MENU_MODEL (use));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (change));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));

  return menu;
}

static void
on_secondary_click (DeskSubscriptionRow *self, int n_press, double x, double y)
{
  g_assert (DESK_IS_SUBSCRIPTION_ROW (self));

  gtk_menu_button_popup (self->menu);
}

static void
desk_subscription_row_dispose (GObject *object)
{
  DeskSubscriptionRow *self = DESK_SUBSCRIPTION_ROW (object);

  g_clear_handle_id (&self->update, g_source_remove);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->options_popover, gtk_widget_unparent);
  g_clear_object (&self->subscription);

  G_OBJECT_CLASS (desk_subscription_row_parent_class)->dispose (object);
}

static void
desk_subscription_row_class_init (DeskSubscriptionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_subscription_row_dispose;

  g_type_ensure (DESK_TYPE_COLOUR_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/example/MqttDesk/desk-subscription-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionRow, bar);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionRow, name);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionRow, filter);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionRow, state);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionRow, mute);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionRow, menu);
  gtk_widget_class_bind_template_callback (widget_class, on_secondary_click);
}

static void
desk_subscription_row_init (DeskSubscriptionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * desk_subscription_row_new:
 * @subscription: what the row shows
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
desk_subscription_row_new (DeskSubscription *subscription)
{
  DeskSubscriptionRow *self = g_object_new (DESK_TYPE_SUBSCRIPTION_ROW, NULL);
  g_autofree char *filter = desk_format_topic (desk_subscription_get_filter (subscription));
  g_autofree char *menu_name = g_strdup_printf (_ ("Menu of %s"), filter);
  g_autoptr (GMenu) menu = NULL;

  self->subscription = g_object_ref (subscription);
  gtk_label_set_text (self->filter, filter);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->filter), filter);
  menu = make_menu (self);
  gtk_menu_button_set_menu_model (self->menu, G_MENU_MODEL (menu));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu_name, -1);
  g_object_bind_property (subscription, "muted", self->mute, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (subscription, "notify", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (subscription, "notify::muted", G_CALLBACK (update_mute), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (subscription, "notify::name", G_CALLBACK (update_name), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (subscription, "notify::colour", G_CALLBACK (update_colour), self, G_CONNECT_SWAPPED);
  update_mute (self);
  update_name (self);
  update_colour (self);
  update_state (self);

  return GTK_WIDGET (self);
}

/**
 * desk_subscription_row_get_subscription:
 * @self: a row
 *
 * Returns: (transfer none): what the row shows
 */
DeskSubscription *
desk_subscription_row_get_subscription (DeskSubscriptionRow *self)
{
  g_return_val_if_fail (DESK_IS_SUBSCRIPTION_ROW (self), NULL);

  return self->subscription;
}

/**
 * desk_subscription_row_edit:
 * @self: a row
 *
 * Lets a person change name and colour.
 */
void
desk_subscription_row_edit (DeskSubscriptionRow *self)
{
  g_return_if_fail (DESK_IS_SUBSCRIPTION_ROW (self));

  if (self->popover == NULL)
    {
      self->popover = desk_subscription_popover_new (self->subscription);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
    }
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
on_apply (DeskSubscriptionRow *self)
{
  DeskSubscribeOptions options = *desk_subscription_get_options (self->subscription);

  g_assert (DESK_IS_SUBSCRIPTION_ROW (self));

  gtk_popover_popdown (GTK_POPOVER (self->options_popover));
  desk_subscribe_options_box_get (self->options, &options);
  gtk_widget_activate_action (GTK_WIDGET (self), "page.subscribe-with", "(subbuu)",
                              desk_subscription_get_filter (self->subscription), options.qos, options.no_local,
                              options.retain_as_published, options.retain_handling, options.identifier);
}

static void
create_options_popover (DeskSubscriptionRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *apply = gtk_button_new_with_mnemonic (_ ("_Subscribe anew"));

  self->options = g_object_new (DESK_TYPE_SUBSCRIBE_OPTIONS_BOX, NULL);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_add_css_class (apply, "suggested-action");
  g_signal_connect_object (apply, "clicked", G_CALLBACK (on_apply), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->options));
  gtk_box_append (GTK_BOX (box), apply);
  self->options_popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->options_popover), box);
  gtk_widget_set_parent (self->options_popover, GTK_WIDGET (self));
}

/**
 * desk_subscription_row_edit_options:
 * @self: a row
 * @limits: what the broker can do
 *
 * Lets a person change what MQTT 5 has for a subscription.
 */
void
desk_subscription_row_edit_options (DeskSubscriptionRow *self, const DeskServerLimits *limits)
{
  g_return_if_fail (DESK_IS_SUBSCRIPTION_ROW (self));

  if (self->options_popover == NULL)
    create_options_popover (self);
  desk_subscribe_options_box_set (self->options, desk_subscription_get_options (self->subscription));
  desk_subscribe_options_box_set_limits (self->options, limits, desk_subscription_get_filter (self->subscription));
  gtk_popover_popup (GTK_POPOVER (self->options_popover));
}
