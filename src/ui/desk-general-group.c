/* desk-general-group.c: where a broker is and as whom to connect in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-general-group"

#include "config.h"

#include "desk-general-group.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "desk-field.h"
#include "desk-look-button.h"
#include "desk-pasted-address-row.h"
#include "desk-pasted-address.h"
#include "desk-transport-row.h"
#include "desk-websocket-headers.h"
#include "desk-words.h"

enum
{
  FIELD_NAME,
  FIELD_HOST,
  FIELD_PORT,
  FIELD_PATH,
  FIELD_SOCKET,
  FIELD_CLIENT_ID,
  FIELD_USERNAME,
  FIELD_PASSWORD,
  N_FIELDS
};

struct _DeskGeneralGroup
{
  AdwPreferencesGroup parent_instance;

  AdwEntryRow *name_row;       /* (unowned) */
  DeskTransportRow *transport_row; /* (unowned) */
  DeskLookButton *look;        /* (unowned) */
  AdwEntryRow *host_row;       /* (unowned) */
  DeskPastedAddressRow *pasted; /* (unowned): what was taken out of the host */
  AdwEntryRow *port_row;       /* (unowned) */
  AdwEntryRow *socket_row;     /* (unowned): in place of host and port */
  AdwEntryRow *path_row;       /* (unowned): of WebSocket */
  DeskWebsocketHeaders *headers; /* (unowned): of WebSocket */
  AdwEntryRow *client_id_row;  /* (unowned) */
  AdwEntryRow *username_row;   /* (unowned) */
  AdwEntryRow *password_row;   /* (unowned) */
  AdwComboRow *version_row;    /* (unowned) */
  GtkSwitch *clean_start;      /* (unowned) */

  DeskProfileStore *store;     /* (owned) (nullable) */
  DeskProfile *profile;        /* (owned) (nullable): the one of the store that is changed */
  DeskProfile *draft;          /* (owned) (nullable) */
  DeskField *fields[N_FIELDS]; /* (owned) */
  DeskSecretEntry *password;   /* (owned): of the password row */
  guint usual_port;            /* of the transport */
  gboolean loading;            /* what the rows say is not the draft's yet */
};

/* In the order of the combo row */
static const DeskMqttVersion versions[] = { DESK_MQTT_3_1_1, DESK_MQTT_5, DESK_MQTT_3_1 };

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static DeskMqttVersion
get_version (DeskGeneralGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->version_row);

  return selected < G_N_ELEMENTS (versions) ? versions[selected] : DESK_MQTT_3_1_1;
}

static gboolean
check_name (const char *text, gpointer user_data, GError **error)
{
  DeskGeneralGroup *self = user_data;

  if (!desk_profile_check_name (text, error))
    return FALSE;

  for (guint i = 0; self->store != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      g_autoptr (DeskProfile) other = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (other != self->profile && g_strcmp0 (desk_profile_get_name (other), text) == 0)
        return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                          _ ("Another profile has this name. Choose a different one."));
    }

  return TRUE;
}

/* The text with values for variables; an unknown one is marked where it stands. */
static char *
expand (DeskGeneralGroup *self, const char *text, GError **error)
{
  return self->draft != NULL ? desk_profile_expand (self->draft, text, error) : g_strdup (text);
}

static gboolean
check_host (const char *text, gpointer user_data, GError **error)
{
  DeskGeneralGroup *self = user_data;
  g_autofree char *host = NULL;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->host_row)))
    return TRUE;
  if (self->draft != NULL)
    {
      g_autoptr (DeskPastedAddress) address = desk_pasted_address_parse (text);

      if (address != NULL)
        return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                          _ ("This is a whole address. Press Enter to have its parts filled in."));
    }
  host = expand (self, text, error);

  return host != NULL && desk_profile_check_host (host, error);
}

static gboolean
check_port (const char *text, gpointer user_data, GError **error)
{
  DeskGeneralGroup *self = user_data;

  return !gtk_widget_get_visible (GTK_WIDGET (self->port_row)) || desk_profile_check_port (text, NULL, error);
}

static gboolean
check_socket (const char *text, gpointer user_data, GError **error)
{
  DeskGeneralGroup *self = user_data;

  return !gtk_widget_get_visible (GTK_WIDGET (self->socket_row)) || desk_profile_check_socket_path (text, error);
}

static gboolean
check_path (const char *text, gpointer user_data, GError **error)
{
  DeskGeneralGroup *self = user_data;

  /* A row that is not shown keeps nobody from saving. */
  return !gtk_widget_get_visible (GTK_WIDGET (self->path_row)) || desk_profile_check_websocket_path (text, error);
}

static gboolean
check_client_id (const char *text, gpointer user_data, GError **error)
{
  DeskGeneralGroup *self = user_data;
  gboolean is_assigned = get_version (self) == DESK_MQTT_5 && self->draft != NULL
                         && desk_profile_get_mqtt5 (self->draft)->assigned_client_id;
  g_autofree char *client_id = expand (self, text, error);

  return client_id != NULL
         && desk_profile_check_client_id (client_id, get_version (self),
                                          is_assigned || gtk_switch_get_active (self->clean_start), error);
}

static gboolean
check_username (const char *text, gpointer user_data, GError **error)
{
  g_autofree char *username = expand (user_data, text, error);

  return username != NULL && desk_profile_check_username (username, error);
}

static gboolean
check_password (const char *text, gpointer user_data, GError **error)
{
  DeskGeneralGroup *self = user_data;

  /* MQTT 3.1.1 section 3.1.2.9 */
  if (*text != '\0' && *get_text (self->username_row) == '\0' && get_version (self) != DESK_MQTT_5)
    return desk_fail (
        error, DESK_ERROR_INVALID_PROFILE,
        _ ("Before MQTT 5 a password goes only with a user name. Enter one, or choose MQTT 5."));

  return TRUE;
}

static void
on_valid_changed (DeskGeneralGroup *self)
{
  g_object_notify (G_OBJECT (self), "valid");
}

static void
show_transport (DeskGeneralGroup *self)
{
  const char *transport = desk_profile_get_transport (self->draft);

  desk_transport_row_set_transport (self->transport_row, transport);
  self->usual_port = desk_profile_get_usual_port (transport);
  gtk_widget_set_visible (GTK_WIDGET (self->socket_row), desk_profile_get_uses_socket (self->draft));
  gtk_widget_set_visible (GTK_WIDGET (self->host_row), !desk_profile_get_uses_socket (self->draft));
  gtk_widget_set_visible (GTK_WIDGET (self->port_row), !desk_profile_get_uses_socket (self->draft));
  gtk_widget_set_visible (GTK_WIDGET (self->path_row), desk_profile_get_uses_websocket (self->draft));
  gtk_widget_set_visible (GTK_WIDGET (self->headers), desk_profile_get_uses_websocket (self->draft));
  desk_field_recheck (self->fields[FIELD_HOST]);
  desk_field_recheck (self->fields[FIELD_PORT]);
  desk_field_recheck (self->fields[FIELD_PATH]);
  desk_field_recheck (self->fields[FIELD_SOCKET]);
}

/* A port that a person chose stays. */
static void
on_transport_changed (DeskGeneralGroup *self)
{
  guint before = self->usual_port;
  guint port = 0;

  show_transport (self);
  on_valid_changed (self);
  desk_profile_check_port (get_text (self->port_row), &port, NULL);
  if (port == before)
    {
      g_autofree char *text = g_strdup_printf ("%u", self->usual_port);

      gtk_editable_set_text (GTK_EDITABLE (self->port_row), text);
    }
}

/* The variables may be others; a broker that chooses the client ID keeps a session without one here. */
static void
on_part_changed (DeskGeneralGroup *self)
{
  static const guint fields[] = { FIELD_HOST, FIELD_CLIENT_ID, FIELD_USERNAME };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (self->fields[fields[i]] != NULL)
      desk_field_recheck (self->fields[fields[i]]);
}

static void
load (DeskEditorGroup *group, DeskProfile *draft)
{
  DeskGeneralGroup *self = DESK_GENERAL_GROUP (group);
  g_autofree char *port = g_strdup_printf ("%u", desk_profile_get_port (draft));

  if (self->draft != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->draft, on_transport_changed, self);
      g_signal_handlers_disconnect_by_func (self->draft, on_part_changed, self);
    }
  g_set_object (&self->draft, draft);

  self->loading = TRUE;
  desk_pasted_address_row_set_draft (self->pasted, NULL);
  show_transport (self);
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    if (versions[i] == desk_profile_get_mqtt_version (draft))
      adw_combo_row_set_selected (self->version_row, i);
  gtk_switch_set_active (self->clean_start, desk_profile_get_clean_start (draft));
  desk_look_button_set (self->look, desk_profile_get_icon (draft), desk_profile_get_colour (draft));
  desk_field_reset (self->fields[FIELD_NAME], desk_profile_get_name (draft));
  desk_field_reset (self->fields[FIELD_HOST], desk_profile_get_host (draft));
  desk_field_reset (self->fields[FIELD_PORT], port);
  desk_field_reset (self->fields[FIELD_SOCKET], desk_profile_get_socket_path (draft));
  desk_field_reset (self->fields[FIELD_PATH], desk_profile_get_websocket_path (draft));
  desk_field_reset (self->fields[FIELD_CLIENT_ID], desk_profile_get_client_id (draft));
  desk_field_reset (self->fields[FIELD_USERNAME], desk_profile_get_username (draft));
  desk_websocket_headers_load (self->headers, draft);
  desk_pasted_address_row_set_draft (self->pasted, draft);
  self->loading = FALSE;
  /* What was saved and is wrong, such as a variable that is no more, is to be seen. */
  for (guint i = 0; i < N_FIELDS; i++)
    if (!desk_field_get_valid (self->fields[i]) && *desk_profile_get_name (draft) != '\0')
      desk_field_reveal (self->fields[i]);

  g_signal_connect_object (draft, "notify::transport", G_CALLBACK (on_transport_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "part-changed", G_CALLBACK (on_part_changed), self, G_CONNECT_SWAPPED);
}

static void
store (DeskEditorGroup *group, DeskProfile *draft)
{
  DeskGeneralGroup *self = DESK_GENERAL_GROUP (group);
  guint port = DESK_PROFILE_DEFAULT_PORT;

  /* What is not shown need not be right, and stays what it was. */
  if (!desk_profile_get_uses_socket (draft))
    {
      desk_profile_check_port (get_text (self->port_row), &port, NULL);
      g_object_set (draft, "host", get_text (self->host_row), "port", port, NULL);
    }
  g_object_set (draft,
                "name", get_text (self->name_row),
                "icon", desk_look_button_get_icon (self->look),
                "colour", desk_look_button_get_colour (self->look),
                "socket-path", get_text (self->socket_row),
                "websocket-path", get_text (self->path_row),
                "client-id", get_text (self->client_id_row),
                "username", get_text (self->username_row),
                "mqtt-version", (int) get_version (self),
                "clean-start", gtk_switch_get_active (self->clean_start),
                NULL);
  desk_websocket_headers_store (self->headers, draft);
}

static void
load_secrets (DeskEditorGroup *group, DeskProfile *draft)
{
  desk_secret_entry_load (DESK_GENERAL_GROUP (group)->password, draft);
  desk_websocket_headers_load_secrets (DESK_GENERAL_GROUP (group)->headers, draft);
}

static void
save_secrets (DeskEditorGroup *group, DeskProfile *saved, DeskNoticeFunc notice, GObject *listener)
{
  desk_secret_entry_save (DESK_GENERAL_GROUP (group)->password, saved, notice, listener);
  desk_websocket_headers_save_secrets (DESK_GENERAL_GROUP (group)->headers, saved, notice, listener);
}

static const char *
get_secret (DeskEditorGroup *group, DeskSecret secret)
{
  DeskGeneralGroup *self = DESK_GENERAL_GROUP (group);

  if (secret == DESK_SECRET_HEADERS)
    return desk_websocket_headers_get_secrets (self->headers);

  return secret == DESK_SECRET_PASSWORD ? get_text (self->password_row) : NULL;
}

static gboolean
get_secrets_changed (DeskEditorGroup *group)
{
  DeskGeneralGroup *self = DESK_GENERAL_GROUP (group);

  return !desk_secret_entry_is_stored (self->password, get_text (self->password_row))
         || desk_websocket_headers_get_secrets_changed (self->headers);
}

static void
desk_general_group_editor_group_init (DeskEditorGroupInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->load_secrets = load_secrets;
  iface->save_secrets = save_secrets;
  iface->get_secret = get_secret;
  iface->get_secrets_changed = get_secrets_changed;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskGeneralGroup, desk_general_group, ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (DESK_TYPE_EDITOR_GROUP,
                                                      desk_general_group_editor_group_init))

enum
{
  PROP_0,
  PROP_VALID
};

static void
recheck (DeskGeneralGroup *self, guint field)
{
  if (self->fields[field] != NULL)
    desk_field_recheck (self->fields[field]);
}

static void
on_transport_selected (DeskGeneralGroup *self)
{
  if (self->draft != NULL && !self->loading)
    g_object_set (self->draft, "transport", desk_transport_row_get_transport (self->transport_row), NULL);
}

static void
on_username_changed (DeskGeneralGroup *self)
{
  recheck (self, FIELD_PASSWORD);
  if (self->draft != NULL && !self->loading)
    desk_profile_set_username (self->draft, get_text (self->username_row));
}

static void
on_session_changed (DeskGeneralGroup *self)
{
  recheck (self, FIELD_CLIENT_ID);
  recheck (self, FIELD_PASSWORD);
  if (self->draft != NULL && !self->loading)
    {
      desk_profile_set_mqtt_version (self->draft, get_version (self));
      desk_profile_set_clean_start (self->draft, gtk_switch_get_active (self->clean_start));
    }
}

static void
on_password_found (DeskGeneralGroup *self, const char *password)
{
  desk_field_reset (self->fields[FIELD_PASSWORD], password);
}

static void
on_keyring_unavailable (DeskGeneralGroup *self, const char *reason)
{
  g_autofree char *note = g_strdup_printf (_ ("Asked for at each connect. %s"), reason);

  desk_field_set_note (self->fields[FIELD_PASSWORD], note);
}

static void
create_fields (DeskGeneralGroup *self)
{
  self->fields[FIELD_NAME] = desk_field_new (self->name_row, check_name, self);
  self->fields[FIELD_HOST] = desk_field_new (self->host_row, check_host, self);
  self->fields[FIELD_PORT] = desk_field_new (self->port_row, check_port, self);
  self->fields[FIELD_PATH] = desk_field_new (self->path_row, check_path, self);
  self->fields[FIELD_SOCKET] = desk_field_new (self->socket_row, check_socket, self);
  self->fields[FIELD_CLIENT_ID] = desk_field_new (self->client_id_row, check_client_id, self);
  self->fields[FIELD_USERNAME] = desk_field_new (self->username_row, check_username, self);
  self->fields[FIELD_PASSWORD] = desk_field_new (self->password_row, check_password, self);
  desk_field_set_note (self->fields[FIELD_PATH], _ ("Empty: /mqtt, which most brokers have"));
  desk_field_set_note (self->fields[FIELD_CLIENT_ID], _ ("Empty: a random one for each connection"));
  desk_field_set_note (self->fields[FIELD_PASSWORD],
                       _ ("Kept in the keyring. Empty: asked for at each connect"));

  for (guint i = 0; i < N_FIELDS; i++)
    g_signal_connect_object (self->fields[i], "notify::valid", G_CALLBACK (on_valid_changed), self,
                             G_CONNECT_SWAPPED);
}

static gboolean
desk_general_group_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DESK_GENERAL_GROUP (widget)->name_row));
}

/* From @first on */
static gboolean
are_valid (DeskGeneralGroup *self, guint first)
{
  for (guint i = first; i < N_FIELDS; i++)
    if (self->fields[i] == NULL || !desk_field_get_valid (self->fields[i]))
      return FALSE;

  return desk_websocket_headers_get_valid (self->headers)
         || !gtk_widget_get_visible (GTK_WIDGET (self->headers));
}

static void
desk_general_group_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, are_valid (DESK_GENERAL_GROUP (object), 0));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_general_group_dispose (GObject *object)
{
  DeskGeneralGroup *self = DESK_GENERAL_GROUP (object);

  if (self->password != NULL)
    desk_secret_entry_release (self->password);
  g_clear_object (&self->password);
  for (guint i = 0; i < N_FIELDS; i++)
    g_clear_object (&self->fields[i]);
  g_clear_object (&self->store);
  g_clear_object (&self->profile);
  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (object), DESK_TYPE_GENERAL_GROUP);

  G_OBJECT_CLASS (desk_general_group_parent_class)->dispose (object);
}

static void
desk_general_group_class_init (DeskGeneralGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_general_group_get_property;
  object_class->dispose = desk_general_group_dispose;
  widget_class->grab_focus = desk_general_group_grab_focus;
  g_object_class_override_property (object_class, PROP_VALID, "valid");

  g_type_ensure (DESK_TYPE_LOOK_BUTTON);
  g_type_ensure (DESK_TYPE_PASTED_ADDRESS_ROW);
  g_type_ensure (DESK_TYPE_TRANSPORT_ROW);
  g_type_ensure (DESK_TYPE_WEBSOCKET_HEADERS);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-general-group.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskGeneralGroup, name_row);
  gtk_widget_class_bind_template_child (widget_class, DeskGeneralGroup, transport_row);
  gtk_widget_class_bind_template_child (widget_class, DeskGeneralGroup, look);
  gtk_widget_class_bind_template_child (widget_class, DeskGeneralGroup, host_row);
  gtk_widget_class_bind_template_child (widget_class, DeskGeneralGroup, pasted);
  gtk_widget_class_bind_template_child (widget_class, DeskGeneralGroup, port_row);
  gtk_widget_class_bind_template_child (widget_class, DeskGeneralGroup, socket_row);
  gtk_widget_class_bind_template_child (widget_class, DeskGeneralGroup, path_row);
  gtk_widget_class_bind_template_child (widget_class, DeskGeneralGroup, headers);
  gtk_widget_class_bind_template_child (widget_class, DeskGeneralGroup, client_id_row);
  gtk_widget_class_bind_template_child (widget_class, DeskGeneralGroup, username_row);
  gtk_widget_class_bind_template_child (widget_class, DeskGeneralGroup, password_row);
  gtk_widget_class_bind_template_child (widget_class, DeskGeneralGroup, version_row);
  gtk_widget_class_bind_template_child (widget_class, DeskGeneralGroup, clean_start);
  gtk_widget_class_bind_template_callback (widget_class, on_transport_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_username_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_session_changed);
}

static void
desk_general_group_init (DeskGeneralGroup *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    gtk_string_list_append (names, desk_words_for_version (versions[i]));
  adw_combo_row_set_model (self->version_row, G_LIST_MODEL (names));
  create_fields (self);
  desk_pasted_address_row_set_rows (self->pasted, &(DeskAddressRows) {
                                                      .host = self->host_row,
                                                      .port = self->port_row,
                                                      .path = self->path_row,
                                                      .socket = self->socket_row,
                                                      .username = self->username_row,
                                                      .password = self->password_row,
                                                  });
  g_signal_connect_object (self->headers, "notify::valid", G_CALLBACK (on_valid_changed), self, G_CONNECT_SWAPPED);
  self->password = desk_secret_entry_new (self->password_row, DESK_SECRET_PASSWORD);
  g_signal_connect_object (self->password, "found", G_CALLBACK (on_password_found), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password, "unavailable", G_CALLBACK (on_keyring_unavailable), self,
                           G_CONNECT_SWAPPED);
}

/**
 * desk_general_group_set_store:
 * @self: a group that was not loaded yet
 * @store: where names have to be unique
 * @profile: (nullable): the one of @store that is changed, whose name is its own
 *
 * Tells which names are taken.
 */
void
desk_general_group_set_store (DeskGeneralGroup *self, DeskProfileStore *store, DeskProfile *profile)
{
  g_return_if_fail (DESK_IS_GENERAL_GROUP (self));
  g_return_if_fail (DESK_IS_PROFILE_STORE (store));

  g_set_object (&self->store, store);
  g_set_object (&self->profile, profile);
}

/**
 * desk_general_group_get_can_connect:
 * @self: a group
 *
 * Returns: whether a connection can be tried with what is filled in: for that
 *   the profile needs no name
 */
gboolean
desk_general_group_get_can_connect (DeskGeneralGroup *self)
{
  g_return_val_if_fail (DESK_IS_GENERAL_GROUP (self), FALSE);

  return are_valid (self, FIELD_NAME + 1);
}

/**
 * desk_general_group_generate_client_id:
 * @self: a group
 *
 * Fills in a random client ID.
 */
void
desk_general_group_generate_client_id (DeskGeneralGroup *self)
{
  g_autofree char *client_id = desk_profile_generate_client_id ();

  g_return_if_fail (DESK_IS_GENERAL_GROUP (self));

  gtk_editable_set_text (GTK_EDITABLE (self->client_id_row), client_id);
}
