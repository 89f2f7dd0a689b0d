/* desk-advanced-group.c: what is seldom changed in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-advanced-group"

#include "config.h"

#include "desk-advanced-group.h"

#include "desk-profile-log-row.h"
#include "desk-publish-defaults-row.h"
#include "desk-variables-row.h"

struct _DeskAdvancedGroup
{
  AdwPreferencesGroup parent_instance;

  GtkSwitch *connect_at_start;        /* (unowned) */
  AdwExpanderRow *reconnect;          /* (unowned) */
  GtkSpinButton *reconnect_delay;     /* (unowned) */
  GtkSpinButton *reconnect_max_delay; /* (unowned) */
  GtkSpinButton *reconnect_attempts;  /* (unowned) */
  GtkSpinButton *max_in_flight;       /* (unowned) */
  GtkSpinButton *keep_alive;          /* (unowned) */
  GtkSpinButton *connect_timeout;     /* (unowned) */
  GtkSpinButton *maximum_packet_size; /* (unowned) */
  DeskProfileLogRow *log_row;         /* (unowned) */
  DeskVariablesRow *variables;        /* (unowned) */
  DeskPublishDefaultsRow *publish;    /* (unowned) */
};

static void
load (DeskEditorGroup *group, DeskProfile *draft)
{
  DeskAdvancedGroup *self = DESK_ADVANCED_GROUP (group);

  gtk_switch_set_active (self->connect_at_start, desk_profile_get_connect_at_start (draft));
  adw_expander_row_set_enable_expansion (self->reconnect, desk_profile_get_reconnect (draft));
  adw_expander_row_set_expanded (self->reconnect, FALSE);
  gtk_spin_button_set_value (self->reconnect_delay, desk_profile_get_reconnect_delay (draft));
  gtk_spin_button_set_value (self->reconnect_max_delay, desk_profile_get_reconnect_max_delay (draft));
  gtk_spin_button_set_value (self->reconnect_attempts, desk_profile_get_reconnect_attempts (draft));
  gtk_spin_button_set_value (self->max_in_flight, desk_profile_get_max_in_flight (draft));
  gtk_spin_button_set_value (self->keep_alive, desk_profile_get_keep_alive (draft));
  gtk_spin_button_set_value (self->connect_timeout, desk_profile_get_connect_timeout (draft));
  gtk_spin_button_set_value (self->maximum_packet_size, desk_profile_get_maximum_packet_size (draft));
  desk_profile_log_row_fill_in (self->log_row, draft);
  desk_variables_row_load (self->variables, draft);
  desk_publish_defaults_row_load (self->publish, draft);
}

/* A number that is still being typed counts as well. */
static guint
read_number (GtkSpinButton *button)
{
  gtk_spin_button_update (button);

  return (guint) gtk_spin_button_get_value_as_int (button);
}

static void
store (DeskEditorGroup *group, DeskProfile *draft)
{
  DeskAdvancedGroup *self = DESK_ADVANCED_GROUP (group);

  g_object_set (draft,
                "connect-at-start", gtk_switch_get_active (self->connect_at_start),
                "reconnect", adw_expander_row_get_enable_expansion (self->reconnect),
                "reconnect-delay", read_number (self->reconnect_delay),
                "reconnect-max-delay", read_number (self->reconnect_max_delay),
                "reconnect-attempts", read_number (self->reconnect_attempts),
                "max-in-flight", read_number (self->max_in_flight),
                "keep-alive", read_number (self->keep_alive),
                "connect-timeout", read_number (self->connect_timeout),
                "maximum-packet-size", read_number (self->maximum_packet_size),
                NULL);
  desk_profile_log_row_read_out (self->log_row, draft);
  desk_publish_defaults_row_store (self->publish, draft);
}

static void
desk_advanced_group_editor_group_init (DeskEditorGroupInterface *iface)
{
  iface->load = load;
  iface->store = store;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskAdvancedGroup, desk_advanced_group, ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (DESK_TYPE_EDITOR_GROUP,
                                                      desk_advanced_group_editor_group_init))

enum
{
  PROP_0,
  PROP_VALID
};

static void
on_valid_changed (DeskAdvancedGroup *self)
{
  g_object_notify (G_OBJECT (self), "valid");
}

static gboolean
is_valid (DeskAdvancedGroup *self)
{
  return desk_profile_log_row_get_valid (self->log_row) && desk_variables_row_get_valid (self->variables)
         && desk_publish_defaults_row_get_valid (self->publish);
}

static void
desk_advanced_group_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, is_valid (DESK_ADVANCED_GROUP (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_advanced_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DESK_TYPE_ADVANCED_GROUP);

  G_OBJECT_CLASS (desk_advanced_group_parent_class)->dispose (object);
}

static void
desk_advanced_group_class_init (DeskAdvancedGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_advanced_group_get_property;
  object_class->dispose = desk_advanced_group_dispose;
  g_object_class_override_property (object_class, PROP_VALID, "valid");

  g_type_ensure (DESK_TYPE_PROFILE_LOG_ROW);
  g_type_ensure (DESK_TYPE_PUBLISH_DEFAULTS_ROW);
  g_type_ensure (DESK_TYPE_VARIABLES_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-advanced-group.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskAdvancedGroup, connect_at_start);
  gtk_widget_class_bind_template_child (widget_class, DeskAdvancedGroup, reconnect);
  gtk_widget_class_bind_template_child (widget_class, DeskAdvancedGroup, reconnect_delay);
  gtk_widget_class_bind_template_child (widget_class, DeskAdvancedGroup, reconnect_max_delay);
  gtk_widget_class_bind_template_child (widget_class, DeskAdvancedGroup, reconnect_attempts);
  gtk_widget_class_bind_template_child (widget_class, DeskAdvancedGroup, max_in_flight);
  gtk_widget_class_bind_template_child (widget_class, DeskAdvancedGroup, keep_alive);
  gtk_widget_class_bind_template_child (widget_class, DeskAdvancedGroup, connect_timeout);
  gtk_widget_class_bind_template_child (widget_class, DeskAdvancedGroup, maximum_packet_size);
  gtk_widget_class_bind_template_child (widget_class, DeskAdvancedGroup, log_row);
  gtk_widget_class_bind_template_child (widget_class, DeskAdvancedGroup, variables);
  gtk_widget_class_bind_template_child (widget_class, DeskAdvancedGroup, publish);
  gtk_widget_class_bind_template_callback (widget_class, on_valid_changed);
}

static void
desk_advanced_group_init (DeskAdvancedGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_spin_button_set_range (self->reconnect_delay, 1, DESK_PROFILE_MAX_RECONNECT_DELAY);
  gtk_spin_button_set_range (self->reconnect_max_delay, 1, DESK_PROFILE_MAX_RECONNECT_DELAY);
  gtk_spin_button_set_range (self->reconnect_attempts, 0, G_MAXINT);
  gtk_spin_button_set_range (self->max_in_flight, 1, G_MAXUINT16);
  gtk_spin_button_set_range (self->keep_alive, 0, DESK_PROFILE_MAX_KEEP_ALIVE);
  gtk_spin_button_set_range (self->connect_timeout, 1, DESK_PROFILE_MAX_CONNECT_TIMEOUT);
  gtk_spin_button_set_range (self->maximum_packet_size, 0, DESK_PROFILE_MAX_PACKET_SIZE);
}
