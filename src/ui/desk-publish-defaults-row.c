/* desk-publish-defaults-row.c: what the publish editor begins with, in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-publish-defaults-row"

#include "config.h"

#include "desk-publish-defaults-row.h"

#include <glib/gi18n.h>

#include "desk-field.h"
#include "desk-profile-publish.h"
#include "desk-topic.h"

struct _DeskPublishDefaultsRow
{
  AdwExpanderRow parent_instance;
  AdwEntryRow *topic;   /* (unowned) */
  AdwComboRow *quality; /* (unowned) */
  GtkSwitch *retained;  /* (unowned) */
  DeskField *field;     /* (owned): of @topic */
  DeskProfile *draft;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (DeskPublishDefaultsRow, desk_publish_defaults_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  PROP_0,
  PROP_VALID,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
check_topic (const char *text, gpointer user_data, GError **error)
{
  DeskPublishDefaultsRow *self = user_data;
  g_autofree char *topic = self->draft != NULL ? desk_profile_expand (self->draft, text, error) : g_strdup (text);

  return topic != NULL && (*topic == '\0' || desk_topic_check (topic, error));
}

static void
on_valid_changed (DeskPublishDefaultsRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

static void
desk_publish_defaults_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, desk_publish_defaults_row_get_valid (DESK_PUBLISH_DEFAULTS_ROW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_publish_defaults_row_dispose (GObject *object)
{
  DeskPublishDefaultsRow *self = DESK_PUBLISH_DEFAULTS_ROW (object);

  g_clear_object (&self->field);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (desk_publish_defaults_row_parent_class)->dispose (object);
}

static void
desk_publish_defaults_row_class_init (DeskPublishDefaultsRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_publish_defaults_row_get_property;
  object_class->dispose = desk_publish_defaults_row_dispose;

  properties[PROP_VALID] = g_param_spec_boolean (
      "valid", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static GtkWidget *
create_retained_row (DeskPublishDefaultsRow *self)
{
  GtkWidget *row = adw_action_row_new ();

  self->retained = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->retained), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Retain"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("The broker keeps the message for later subscribers"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->retained));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->retained));

  return row;
}

static void
desk_publish_defaults_row_init (DeskPublishDefaultsRow *self)
{
  const char *const qualities[] = { _ ("0: at most once"), _ ("1: at least once"), _ ("2: exactly once"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (qualities);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Publishing"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), _ ("What the publish editor begins with"));

  self->topic = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->topic), _ ("Topic to publish to"));
  adw_entry_row_set_activates_default (self->topic, TRUE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->topic));

  self->quality = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->quality), _ ("QoS"));
  adw_combo_row_set_model (self->quality, G_LIST_MODEL (model));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->quality));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), create_retained_row (self));

  self->field = desk_field_new (self->topic, check_topic, self);
  g_signal_connect_object (self->field, "notify::valid", G_CALLBACK (on_valid_changed), self, G_CONNECT_SWAPPED);
}

static void
recheck (DeskPublishDefaultsRow *self)
{
  if (self->field != NULL)
    desk_field_recheck (self->field);
}

/**
 * desk_publish_defaults_row_load:
 * @self: a row
 * @draft: the profile that the editor fills in
 *
 * Shows what the publish editor begins with.
 */
void
desk_publish_defaults_row_load (DeskPublishDefaultsRow *self, DeskProfile *draft)
{
  const DeskProfilePublish *publish;

  g_return_if_fail (DESK_IS_PUBLISH_DEFAULTS_ROW (self));
  g_return_if_fail (DESK_IS_PROFILE (draft));

  publish = desk_profile_get_publish (draft);
  g_set_object (&self->draft, draft);
  desk_field_reset (self->field, publish->topic);
  if (!desk_field_get_valid (self->field))
    desk_field_reveal (self->field);
  adw_combo_row_set_selected (self->quality, publish->qos);
  gtk_switch_set_active (self->retained, publish->retained);
  g_signal_connect_object (draft, "part-changed", G_CALLBACK (recheck), self, G_CONNECT_SWAPPED);
}

/**
 * desk_publish_defaults_row_store:
 * @self: a row
 * @draft: the profile that the editor fills in
 *
 * Writes into @draft what is filled in.
 */
void
desk_publish_defaults_row_store (DeskPublishDefaultsRow *self, DeskProfile *draft)
{
  DeskProfilePublish publish;

  g_return_if_fail (DESK_IS_PUBLISH_DEFAULTS_ROW (self));

  publish = (DeskProfilePublish) {
    .topic = gtk_editable_get_text (GTK_EDITABLE (self->topic)),
    .qos = MIN (adw_combo_row_get_selected (self->quality), 2),
    .retained = gtk_switch_get_active (self->retained),
  };
  desk_profile_set_publish (draft, &publish);
}

/**
 * desk_publish_defaults_row_get_valid:
 * @self: a row
 *
 * Returns: whether what is filled in can be used
 */
gboolean
desk_publish_defaults_row_get_valid (DeskPublishDefaultsRow *self)
{
  g_return_val_if_fail (DESK_IS_PUBLISH_DEFAULTS_ROW (self), FALSE);

  return self->field == NULL || desk_field_get_valid (self->field);
}
