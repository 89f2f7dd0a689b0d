/* desk-will-group.c: the last will in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-will-group"

#include "config.h"

#include "desk-will-group.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "desk-field.h"
#include "desk-file-row.h"
#include "desk-pair-editor.h"

enum
{
  FIELD_TOPIC,
  FIELD_RESPONSE_TOPIC,
  N_FIELDS
};

struct _DeskWillGroup
{
  AdwPreferencesGroup parent_instance;

  AdwExpanderRow *expander;      /* (unowned) */
  AdwEntryRow *topic_row;        /* (unowned) */
  AdwComboRow *encoding_row;     /* (unowned) */
  GtkWidget *payload_row;        /* (unowned) */
  GtkTextView *payload;          /* (unowned) */
  GtkLabel *payload_words;       /* (unowned) */
  DeskFileRow *file_row;         /* (unowned) */
  AdwComboRow *qos_row;          /* (unowned) */
  GtkSwitch *retained;           /* (unowned) */
  GtkWidget *more;               /* (unowned): what only MQTT 5 has */
  GtkSpinButton *delay;          /* (unowned) */
  GtkSpinButton *expiry;         /* (unowned) */
  GtkSwitch *expires;            /* (unowned) */
  GtkSwitch *is_text;            /* (unowned) */
  AdwEntryRow *content_type;     /* (unowned) */
  AdwEntryRow *response_topic;   /* (unowned) */
  AdwEntryRow *correlation_data; /* (unowned) */
  DeskPairEditor *pairs;         /* (unowned) */

  DeskField *fields[N_FIELDS]; /* (owned) */
  DeskProfile *draft;          /* (owned) (nullable) */
  gboolean payload_valid;
};

/* In the order of the combo row */
static const char *const encodings[] = { "text", "json", "hex", "base64", "file" };

static const char *
get_encoding (DeskWillGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->encoding_row);

  return selected < G_N_ELEMENTS (encodings) ? encodings[selected] : "text";
}

static gboolean
is_file (DeskWillGroup *self)
{
  return g_str_equal (get_encoding (self), "file");
}

static char *
dup_payload (DeskWillGroup *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->payload);
  GtkTextIter start, end;

  if (is_file (self))
    return g_strdup (desk_file_row_get_path (self->file_row));
  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static gboolean
check_topic (const char *text, gpointer user_data, GError **error)
{
  DeskWillGroup *self = user_data;

  return !adw_expander_row_get_enable_expansion (self->expander) || desk_profile_check_will_topic (text, error);
}

static gboolean
check_response_topic (const char *text, gpointer user_data, GError **error)
{
  return desk_profile_check_will_response_topic (text, error);
}

/* What a broker may refuse a whole connection for (MQTT 5.0 section 3.1.3.2.3) */
static gboolean
check_is_text (DeskWillGroup *self, const char *payload, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  gconstpointer data;

  if (is_file (self) || !gtk_switch_get_active (self->is_text) || !gtk_widget_get_visible (self->more))
    return TRUE;
  bytes = desk_profile_decode (payload, get_encoding (self), NULL);
  data = g_bytes_get_data (bytes, &length);
  if (g_utf8_validate_len (data, length, NULL))
    return TRUE;

  return desk_fail (error, DESK_ERROR_FAILED,
                    _ ("These bytes are not UTF-8. Turn “Payload is text” off, or change them."));
}

static void
check_payload (DeskWillGroup *self)
{
  gboolean enabled = adw_expander_row_get_enable_expansion (self->expander);
  g_autofree char *payload = dup_payload (self);
  g_autoptr (GError) error = NULL;
  gboolean valid = desk_profile_check_will_payload (payload, get_encoding (self), &error)
                   && check_is_text (self, payload, &error);

  gtk_label_set_text (self->payload_words, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->payload_words), !valid);
  gtk_widget_set_visible (self->payload_row, !is_file (self));
  gtk_widget_set_visible (GTK_WIDGET (self->file_row), is_file (self));
  valid = valid || !enabled;
  if (self->payload_valid != valid)
    {
      self->payload_valid = valid;
      g_object_notify (G_OBJECT (self), "valid");
    }
}

/* A row that is not shown has nothing to say. */
static void
show_for_version (DeskWillGroup *self)
{
  gboolean shown = adw_expander_row_get_enable_expansion (self->expander) && self->draft != NULL
                   && desk_profile_get_mqtt_version (self->draft) == DESK_MQTT_5;

  gtk_widget_set_visible (self->more, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->pairs), shown);
  check_payload (self);
  g_object_notify (G_OBJECT (self), "valid");
}

static void
load (DeskEditorGroup *group, DeskProfile *draft)
{
  DeskWillGroup *self = DESK_WILL_GROUP (group);
  const DeskProfileWill *will = desk_profile_get_will (draft);
  gboolean from_file = g_str_equal (will->encoding, "file");

  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_func (self->draft, show_for_version, self);
  g_set_object (&self->draft, draft);
  g_signal_connect_object (draft, "notify::mqtt-version", G_CALLBACK (show_for_version), self, G_CONNECT_SWAPPED);

  adw_combo_row_set_selected (self->encoding_row, 0);
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (g_str_equal (encodings[i], will->encoding))
      adw_combo_row_set_selected (self->encoding_row, i);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->payload), from_file ? "" : will->payload, -1);
  desk_file_row_set_path (self->file_row, from_file ? will->payload : NULL);
  adw_combo_row_set_selected (self->qos_row, will->qos);
  gtk_switch_set_active (self->retained, will->retained);
  gtk_spin_button_set_value (self->delay, will->delay);
  gtk_spin_button_set_value (self->expiry, MAX (will->message_expiry, 0));
  gtk_switch_set_active (self->expires, will->message_expiry >= 0);
  gtk_switch_set_active (self->is_text, will->is_text);
  gtk_editable_set_text (GTK_EDITABLE (self->content_type), will->content_type);
  gtk_editable_set_text (GTK_EDITABLE (self->correlation_data), will->correlation_data);
  desk_pair_editor_set (self->pairs, will->user_properties);
  adw_expander_row_set_enable_expansion (self->expander, will->enabled);
  adw_expander_row_set_expanded (self->expander, FALSE);
  desk_field_reset (self->fields[FIELD_TOPIC], will->topic);
  desk_field_reset (self->fields[FIELD_RESPONSE_TOPIC], will->response_topic);
  show_for_version (self);
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
  DeskWillGroup *self = DESK_WILL_GROUP (group);
  g_autofree char *payload = dup_payload (self);
  g_autoptr (DeskProperties) pairs = desk_pair_editor_get (self->pairs);
  DeskProfileWill will = {
    .enabled = adw_expander_row_get_enable_expansion (self->expander),
    .topic = gtk_editable_get_text (GTK_EDITABLE (self->topic_row)),
    .payload = payload,
    .encoding = g_str_equal (get_encoding (self), "text") ? "" : get_encoding (self),
    .qos = MIN (adw_combo_row_get_selected (self->qos_row), 2),
    .retained = gtk_switch_get_active (self->retained),
    .delay = (guint) read_number (self->delay),
    .message_expiry = gtk_switch_get_active (self->expires) ? read_number (self->expiry) : -1,
    .is_text = gtk_switch_get_active (self->is_text),
    .content_type = gtk_editable_get_text (GTK_EDITABLE (self->content_type)),
    .response_topic = gtk_editable_get_text (GTK_EDITABLE (self->response_topic)),
    .correlation_data = gtk_editable_get_text (GTK_EDITABLE (self->correlation_data)),
    .user_properties = pairs,
  };

  desk_profile_set_will (draft, &will);
}

static void
desk_will_group_editor_group_init (DeskEditorGroupInterface *iface)
{
  iface->load = load;
  iface->store = store;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskWillGroup, desk_will_group, ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (DESK_TYPE_EDITOR_GROUP, desk_will_group_editor_group_init))

enum
{
  PROP_0,
  PROP_VALID
};

static void
on_valid_changed (DeskWillGroup *self)
{
  g_object_notify (G_OBJECT (self), "valid");
}

static void
on_payload_changed (DeskWillGroup *self)
{
  g_assert (DESK_IS_WILL_GROUP (self));

  check_payload (self);
}

static void
on_switched (DeskWillGroup *self)
{
  g_assert (DESK_IS_WILL_GROUP (self));

  if (self->fields[FIELD_TOPIC] != NULL)
    desk_field_recheck (self->fields[FIELD_TOPIC]);
  show_for_version (self);
}

static gboolean
is_valid (DeskWillGroup *self)
{
  gboolean shows_more = gtk_widget_get_visible (self->more);

  return self->payload_valid && self->fields[FIELD_TOPIC] != NULL && desk_field_get_valid (self->fields[FIELD_TOPIC])
         && (!shows_more || desk_field_get_valid (self->fields[FIELD_RESPONSE_TOPIC]));
}

static void
desk_will_group_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, is_valid (DESK_WILL_GROUP (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_will_group_dispose (GObject *object)
{
  DeskWillGroup *self = DESK_WILL_GROUP (object);

  for (guint i = 0; i < N_FIELDS; i++)
    g_clear_object (&self->fields[i]);
  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (object), DESK_TYPE_WILL_GROUP);

  G_OBJECT_CLASS (desk_will_group_parent_class)->dispose (object);
}

static void
desk_will_group_class_init (DeskWillGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_will_group_get_property;
  object_class->dispose = desk_will_group_dispose;
  g_object_class_override_property (object_class, PROP_VALID, "valid");

  g_type_ensure (DESK_TYPE_FILE_ROW);
  g_type_ensure (DESK_TYPE_PAIR_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-will-group.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, expander);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, topic_row);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, encoding_row);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, payload_row);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, payload);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, payload_words);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, file_row);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, qos_row);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, retained);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, more);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, delay);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, expiry);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, expires);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, is_text);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, content_type);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, response_topic);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, correlation_data);
  gtk_widget_class_bind_template_child (widget_class, DeskWillGroup, pairs);
  gtk_widget_class_bind_template_callback (widget_class, on_switched);
  gtk_widget_class_bind_template_callback (widget_class, on_payload_changed);
}

static void
desk_will_group_init (DeskWillGroup *self)
{
  self->payload_valid = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  self->fields[FIELD_TOPIC] = desk_field_new (self->topic_row, check_topic, self);
  self->fields[FIELD_RESPONSE_TOPIC] = desk_field_new (self->response_topic, check_response_topic, self);
  for (guint i = 0; i < N_FIELDS; i++)
    g_signal_connect_object (self->fields[i], "notify::valid", G_CALLBACK (on_valid_changed), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (self->payload), "changed", G_CALLBACK (on_payload_changed),
                           self, G_CONNECT_SWAPPED);
}
