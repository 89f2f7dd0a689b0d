/* desk-subscribe-options-box.c: what MQTT 5 lets a subscription say
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-subscribe-options-box"

#include "config.h"

#include "desk-subscribe-options-box.h"

#include <glib/gi18n.h>

#include "desk-topic.h"

struct _DeskSubscribeOptionsBox
{
  GtkWidget parent_instance;
  GtkWidget *grid;                     /* (unowned) */
  GtkCheckButton *no_local;            /* (unowned) */
  GtkCheckButton *retain_as_published; /* (unowned) */
  GtkDropDown *retain_handling;        /* (unowned) */
  GtkSpinButton *identifier;           /* (unowned) */
  GtkLabel *words;                     /* (unowned) */
};

G_DEFINE_FINAL_TYPE (DeskSubscribeOptionsBox, desk_subscribe_options_box, GTK_TYPE_WIDGET)

static void
desk_subscribe_options_box_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DESK_TYPE_SUBSCRIBE_OPTIONS_BOX);

  G_OBJECT_CLASS (desk_subscribe_options_box_parent_class)->dispose (object);
}

static void
desk_subscribe_options_box_class_init (DeskSubscribeOptionsBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_subscribe_options_box_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/example/MqttDesk/desk-subscribe-options-box.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskSubscribeOptionsBox, grid);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscribeOptionsBox, no_local);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscribeOptionsBox, retain_as_published);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscribeOptionsBox, retain_handling);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscribeOptionsBox, identifier);
  gtk_widget_class_bind_template_child (widget_class, DeskSubscribeOptionsBox, words);
}

static void
desk_subscribe_options_box_init (DeskSubscribeOptionsBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * desk_subscribe_options_box_set:
 * @self: a box
 * @options: what to show
 */
void
desk_subscribe_options_box_set (DeskSubscribeOptionsBox *self, const DeskSubscribeOptions *options)
{
  g_return_if_fail (DESK_IS_SUBSCRIBE_OPTIONS_BOX (self));

  gtk_check_button_set_active (self->no_local, options->no_local);
  gtk_check_button_set_active (self->retain_as_published, options->retain_as_published);
  gtk_drop_down_set_selected (self->retain_handling, options->retain_handling);
  gtk_spin_button_set_value (self->identifier, options->identifier);
}

/**
 * desk_subscribe_options_box_get:
 * @self: a box
 * @options: (inout): gets what is chosen; its QoS stays
 *
 * Reads what is chosen; what is not offered is off.
 */
void
desk_subscribe_options_box_get (DeskSubscribeOptionsBox *self, DeskSubscribeOptions *options)
{
  g_return_if_fail (DESK_IS_SUBSCRIBE_OPTIONS_BOX (self));

  /* A number that is still being typed counts as well. */
  gtk_spin_button_update (self->identifier);
  options->no_local = gtk_check_button_get_active (self->no_local)
                      && gtk_widget_get_sensitive (GTK_WIDGET (self->no_local));
  options->retain_as_published = gtk_check_button_get_active (self->retain_as_published);
  options->retain_handling = MIN (gtk_drop_down_get_selected (self->retain_handling), 2);
  options->identifier = gtk_widget_get_sensitive (GTK_WIDGET (self->identifier))
                            ? (guint) gtk_spin_button_get_value_as_int (self->identifier)
                            : 0;
}

/**
 * desk_subscribe_options_box_set_limits:
 * @self: a box
 * @limits: what the broker can do
 * @filter: the topic filter; a shared one has no “No local” (MQTT 5.0 section 3.8.3.1)
 *
 * Offers only what can be asked for, and says why the rest is not.
 */
void
desk_subscribe_options_box_set_limits (DeskSubscribeOptionsBox *self,
                                       const DeskServerLimits  *limits,
                                       const char              *filter)
{
  gboolean is_shared = desk_topic_filter_is_shared (filter);
  const char *words = NULL;

  g_return_if_fail (DESK_IS_SUBSCRIBE_OPTIONS_BOX (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->no_local), !is_shared);
  gtk_widget_set_sensitive (GTK_WIDGET (self->identifier), limits->identifiers_available);
  if (!limits->identifiers_available)
    words = _ ("This broker does not support subscription identifiers.");
  else if (is_shared)
    words = _ ("A shared subscription cannot have “No local”, and the broker sends it no retained messages.");
  gtk_label_set_text (self->words, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words), words != NULL);
}
