/* desk-subscription-popover.c: name and colour of a subscription
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-subscription-popover"

#include "config.h"

#include "desk-subscription-popover.h"

#include <glib/gi18n.h>

#include "desk-colour-chooser.h"

/* What is changed here is seen in the row at once. */
struct _DeskSubscriptionPopover
{
  GtkPopover parent_instance;
  GtkEditable *name;         /* (unowned) */
  DeskColourChooser *colour; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (DeskSubscriptionPopover, desk_subscription_popover, GTK_TYPE_POPOVER)

static void
on_activated (DeskSubscriptionPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
desk_subscription_popover_class_init (DeskSubscriptionPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DESK_TYPE_COLOUR_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/example/MqttDesk/desk-subscription-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionPopover, name);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscriptionPopover, colour);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
desk_subscription_popover_init (DeskSubscriptionPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
to_uint (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  int colour = g_value_get_int (from);

  if (colour < 0)
    return FALSE;
  g_value_set_uint (to, (guint) colour);

  return TRUE;
}

/**
 * desk_subscription_popover_new:
 * @subscription: what to change
 *
 * Returns: (transfer floating): a new popover
 */
GtkWidget *
desk_subscription_popover_new (DeskSubscription *subscription)
{
  DeskSubscriptionPopover *self = g_object_new (DESK_TYPE_SUBSCRIPTION_POPOVER, NULL);

  gtk_editable_set_text (self->name, desk_subscription_get_name (subscription));
  desk_colour_chooser_set_colour (self->colour, (int) desk_subscription_get_colour (subscription));
  g_object_bind_property (self->name, "text", subscription, "name", G_BINDING_DEFAULT);
  g_object_bind_property_full (self->colour, "colour", subscription, "colour", G_BINDING_DEFAULT, to_uint, NULL,
                               NULL, NULL);

  return GTK_WIDGET (self);
}
