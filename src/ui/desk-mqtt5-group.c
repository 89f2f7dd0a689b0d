/* desk-mqtt5-group.c: what only MQTT 5 has in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-mqtt5-group"

#include "config.h"

#include "desk-mqtt5-group.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "desk-field.h"
#include "desk-pair-editor.h"

enum
{
  FIELD_METHOD,
  FIELD_DATA,
  N_FIELDS
};

/* In the order of the combo row */
enum
{
  EXPIRY_AUTOMATIC,
  EXPIRY_TIME,
  EXPIRY_NEVER,
};

struct _DeskMqtt5Group
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *expiry_row;            /* (unowned) */
  GtkWidget *expiry_time_row;         /* (unowned) */
  GtkSpinButton *expiry;              /* (unowned) */
  GtkSpinButton *receive_maximum;     /* (unowned) */
  GtkSpinButton *topic_alias_maximum; /* (unowned) */
  GtkSwitch *problem_information;     /* (unowned) */
  GtkSwitch *response_information;    /* (unowned) */
  GtkSwitch *assigned_client_id;      /* (unowned) */
  DeskPairEditor *pairs;              /* (unowned) */
  AdwEntryRow *method_row;            /* (unowned) */
  AdwEntryRow *data_row;              /* (unowned) */
  AdwComboRow *encoding_row;          /* (unowned) */

  DeskField *fields[N_FIELDS]; /* (owned) */
  DeskSecretEntry *data;       /* (owned): of the row with the data */
  DeskProfile *draft;          /* (owned) (nullable) */
};

/* In the order of the combo row */
static const char *const encodings[] = { "text", "hex", "base64" };

static const char *
get_encoding (DeskMqtt5Group *self)
{
  guint selected = adw_combo_row_get_selected (self->encoding_row);

  return selected < G_N_ELEMENTS (encodings) ? encodings[selected] : "text";
}

static gboolean
check_method (const char *text, gpointer user_data, GError **error)
{
  DeskMqtt5Group *self = user_data;

  if (*text == '\0' && *gtk_editable_get_text (GTK_EDITABLE (self->data_row)) != '\0')
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Enter the method that the data are for."));

  return desk_profile_check_username (text, error);
}

static gboolean
check_data (const char *text, gpointer user_data, GError **error)
{
  g_autoptr (GBytes) bytes = desk_profile_decode (text, get_encoding (user_data), error);

  return bytes != NULL;
}

static void
show_for_version (DeskMqtt5Group *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), desk_profile_get_mqtt_version (self->draft) == DESK_MQTT_5);
}

static void
load (DeskEditorGroup *group, DeskProfile *draft)
{
  DeskMqtt5Group *self = DESK_MQTT5_GROUP (group);
  const DeskProfileMqtt5 *mqtt5 = desk_profile_get_mqtt5 (draft);
  guint expiry = EXPIRY_AUTOMATIC;

  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_func (self->draft, show_for_version, self);
  g_set_object (&self->draft, draft);
  g_signal_connect_object (draft, "notify::mqtt-version", G_CALLBACK (show_for_version), self, G_CONNECT_SWAPPED);
  show_for_version (self);

  if (mqtt5->session_never_expires)
    expiry = EXPIRY_NEVER;
  else if (mqtt5->session_expiry >= 0)
    expiry = EXPIRY_TIME;
  adw_combo_row_set_selected (self->expiry_row, expiry);
  gtk_spin_button_set_value (self->expiry, mqtt5->session_expiry >= 0 ? mqtt5->session_expiry : 3600);
  gtk_spin_button_set_value (self->receive_maximum, mqtt5->receive_maximum);
  gtk_spin_button_set_value (self->topic_alias_maximum, mqtt5->topic_alias_maximum);
  gtk_switch_set_active (self->problem_information, mqtt5->request_problem_information);
  gtk_switch_set_active (self->response_information, mqtt5->request_response_information);
  gtk_switch_set_active (self->assigned_client_id, mqtt5->assigned_client_id);
  desk_pair_editor_set (self->pairs, mqtt5->user_properties);
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (g_str_equal (encodings[i], mqtt5->authentication_encoding))
      adw_combo_row_set_selected (self->encoding_row, i);
  desk_field_reset (self->fields[FIELD_METHOD], mqtt5->authentication_method);
}

/* A number that is still being typed counts as well. */
static int
read_number (GtkSpinButton *button)
{
  gtk_spin_button_update (button);

  return gtk_spin_button_get_value_as_int (button);
}

static void
store (DeskEditorGroup *group, DeskProfile *draft)
{
  DeskMqtt5Group *self = DESK_MQTT5_GROUP (group);
  DeskProfileMqtt5 mqtt5 = *desk_profile_get_mqtt5 (draft);
  g_autoptr (DeskProperties) pairs = desk_pair_editor_get (self->pairs);
  guint expiry = adw_combo_row_get_selected (self->expiry_row);

  mqtt5.session_expiry = expiry == EXPIRY_TIME ? read_number (self->expiry) : -1;
  mqtt5.session_never_expires = expiry == EXPIRY_NEVER;
  mqtt5.receive_maximum = (guint) read_number (self->receive_maximum);
  mqtt5.topic_alias_maximum = (guint) read_number (self->topic_alias_maximum);
  mqtt5.request_problem_information = gtk_switch_get_active (self->problem_information);
  mqtt5.request_response_information = gtk_switch_get_active (self->response_information);
  mqtt5.assigned_client_id = gtk_switch_get_active (self->assigned_client_id);
  mqtt5.authentication_method = gtk_editable_get_text (GTK_EDITABLE (self->method_row));
  mqtt5.authentication_encoding = g_str_equal (get_encoding (self), "text") ? "" : get_encoding (self);
  mqtt5.user_properties = pairs;
  desk_profile_set_mqtt5 (draft, &mqtt5);
}

static void
load_secrets (DeskEditorGroup *group, DeskProfile *draft)
{
  desk_secret_entry_load (DESK_MQTT5_GROUP (group)->data, draft);
}

static void
save_secrets (DeskEditorGroup *group, DeskProfile *saved, DeskNoticeFunc notice, GObject *listener)
{
  desk_secret_entry_save (DESK_MQTT5_GROUP (group)->data, saved, notice, listener);
}

static const char *
get_secret (DeskEditorGroup *group, DeskSecret secret)
{
  return secret == DESK_SECRET_AUTHENTICATION
             ? gtk_editable_get_text (GTK_EDITABLE (DESK_MQTT5_GROUP (group)->data_row))
             : NULL;
}

static gboolean
get_secrets_changed (DeskEditorGroup *group)
{
  DeskMqtt5Group *self = DESK_MQTT5_GROUP (group);

  return !desk_secret_entry_is_stored (self->data, gtk_editable_get_text (GTK_EDITABLE (self->data_row)));
}

static void
desk_mqtt5_group_editor_group_init (DeskEditorGroupInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->load_secrets = load_secrets;
  iface->save_secrets = save_secrets;
  iface->get_secret = get_secret;
  iface->get_secrets_changed = get_secrets_changed;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskMqtt5Group, desk_mqtt5_group, ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (DESK_TYPE_EDITOR_GROUP, desk_mqtt5_group_editor_group_init))

enum
{
  PROP_0,
  PROP_VALID
};

static void
on_valid_changed (DeskMqtt5Group *self)
{
  g_object_notify (G_OBJECT (self), "valid");
}

static void
on_expiry_changed (DeskMqtt5Group *self)
{
  gtk_widget_set_visible (self->expiry_time_row, adw_combo_row_get_selected (self->expiry_row) == EXPIRY_TIME);
}

/* The field of the client ID depends on it. */
static void
on_assigned_changed (DeskMqtt5Group *self)
{
  DeskProfileMqtt5 mqtt5;

  if (self->draft == NULL)
    return;
  mqtt5 = *desk_profile_get_mqtt5 (self->draft);
  mqtt5.assigned_client_id = gtk_switch_get_active (self->assigned_client_id);
  desk_profile_set_mqtt5 (self->draft, &mqtt5);
}

static void
on_encoding_changed (DeskMqtt5Group *self)
{
  if (self->fields[FIELD_DATA] != NULL)
    desk_field_recheck (self->fields[FIELD_DATA]);
}

static void
on_data_changed (DeskMqtt5Group *self)
{
  desk_field_recheck (self->fields[FIELD_METHOD]);
}

static void
on_data_found (DeskMqtt5Group *self, const char *text)
{
  desk_field_reset (self->fields[FIELD_DATA], text);
}

static void
on_keyring_unavailable (DeskMqtt5Group *self, const char *reason)
{
  desk_field_set_note (self->fields[FIELD_DATA], reason);
}

/* A group that is not shown keeps nobody from saving. */
static gboolean
is_valid (DeskMqtt5Group *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return TRUE;

  for (guint i = 0; i < N_FIELDS; i++)
    if (self->fields[i] == NULL || !desk_field_get_valid (self->fields[i]))
      return FALSE;

  return TRUE;
}

static void
desk_mqtt5_group_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, is_valid (DESK_MQTT5_GROUP (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_mqtt5_group_dispose (GObject *object)
{
  DeskMqtt5Group *self = DESK_MQTT5_GROUP (object);

  if (self->data != NULL)
    desk_secret_entry_release (self->data);
  g_clear_object (&self->data);
  for (guint i = 0; i < N_FIELDS; i++)
    g_clear_object (&self->fields[i]);
  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (object), DESK_TYPE_MQTT5_GROUP);

  G_OBJECT_CLASS (desk_mqtt5_group_parent_class)->dispose (object);
}

static void
desk_mqtt5_group_class_init (DeskMqtt5GroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_mqtt5_group_get_property;
  object_class->dispose = desk_mqtt5_group_dispose;
  g_object_class_override_property (object_class, PROP_VALID, "valid");

  g_type_ensure (DESK_TYPE_PAIR_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-mqtt5-group.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskMqtt5Group, expiry_row);
  gtk_widget_class_bind_template_child (widget_class, DeskMqtt5Group, expiry_time_row);
  gtk_widget_class_bind_template_child (widget_class, DeskMqtt5Group, expiry);
  gtk_widget_class_bind_template_child (widget_class, DeskMqtt5Group, receive_maximum);
  gtk_widget_class_bind_template_child (widget_class, DeskMqtt5Group, topic_alias_maximum);
  gtk_widget_class_bind_template_child (widget_class, DeskMqtt5Group, problem_information);
  gtk_widget_class_bind_template_child (widget_class, DeskMqtt5Group, response_information);
  gtk_widget_class_bind_template_child (widget_class, DeskMqtt5Group, assigned_client_id);
  gtk_widget_class_bind_template_child (widget_class, DeskMqtt5Group, pairs);
  gtk_widget_class_bind_template_child (widget_class, DeskMqtt5Group, method_row);
  gtk_widget_class_bind_template_child (widget_class, DeskMqtt5Group, data_row);
  gtk_widget_class_bind_template_child (widget_class, DeskMqtt5Group, encoding_row);
  gtk_widget_class_bind_template_callback (widget_class, on_expiry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_assigned_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_encoding_changed);
}

static void
desk_mqtt5_group_init (DeskMqtt5Group *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->fields[FIELD_METHOD] = desk_field_new (self->method_row, check_method, self);
  self->fields[FIELD_DATA] = desk_field_new (self->data_row, check_data, self);
  for (guint i = 0; i < N_FIELDS; i++)
    g_signal_connect_object (self->fields[i], "notify::valid", G_CALLBACK (on_valid_changed), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->data_row, "changed", G_CALLBACK (on_data_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::visible", G_CALLBACK (on_valid_changed), NULL);
  self->data = desk_secret_entry_new (self->data_row, DESK_SECRET_AUTHENTICATION);
  g_signal_connect_object (self->data, "found", G_CALLBACK (on_data_found), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->data, "unavailable", G_CALLBACK (on_keyring_unavailable), self, G_CONNECT_SWAPPED);
  on_expiry_changed (self);
}
