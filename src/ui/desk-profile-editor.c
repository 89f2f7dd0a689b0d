/* desk-profile-editor.c: a window to make or change a profile
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-editor"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "desk-field.h"
#include "desk-profile-editor.h"
#include "desk-profile-log-row.h"
#include "desk-secrets.h"
#include "desk-security-row.h"
#include "desk-words.h"

enum
{
  FIELD_NAME,
  FIELD_HOST,
  FIELD_PORT,
  FIELD_CLIENT_ID,
  FIELD_USERNAME,
  FIELD_PASSWORD,
  N_FIELDS
};

struct _DeskProfileEditor
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  AdwEntryRow *name_row;
  AdwEntryRow *host_row;
  AdwEntryRow *port_row;
  DeskSecurityRow *security;
  AdwEntryRow *client_id_row;
  AdwEntryRow *username_row;
  AdwEntryRow *password_row;
  AdwComboRow *version_row;
  GtkSwitch *clean_start;
  GtkSwitch *reconnect;
  GtkSpinButton *keep_alive;
  GtkSpinButton *connect_timeout;
  GtkSpinButton *maximum_packet_size;
  DeskProfileLogRow *log_row;

  DeskProfileStore *store; /* (owned) */
  DeskProfile *profile;    /* (owned) (nullable): the one of the store that is changed */
  DeskProfile *draft;      /* (owned): what is filled in, once it is saved */
  DeskField *fields[N_FIELDS]; /* (owned) */
  DeskSecretEntry *password;   /* (owned): of the password row */
  DeskNoticeFunc notice;
  GObject *listener;           /* (owned): for @notice */
};

G_DEFINE_FINAL_TYPE (DeskProfileEditor, desk_profile_editor, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* In the order of the combo row */
static const DeskMqttVersion versions[] = { DESK_MQTT_3_1_1, DESK_MQTT_5, DESK_MQTT_3_1 };

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static DeskMqttVersion
get_version (DeskProfileEditor *self)
{
  guint selected = adw_combo_row_get_selected (self->version_row);

  return selected < G_N_ELEMENTS (versions) ? versions[selected] : DESK_MQTT_3_1_1;
}

static gboolean
check_name (const char *text, gpointer user_data, GError **error)
{
  DeskProfileEditor *self = user_data;

  if (!desk_profile_check_name (text, error))
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      g_autoptr (DeskProfile) other = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (other != self->profile && g_strcmp0 (desk_profile_get_name (other), text) == 0)
        return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                          _ ("Another profile has this name. Choose a different one."));
    }

  return TRUE;
}

static gboolean
check_host (const char *text, gpointer user_data, GError **error)
{
  return desk_profile_check_host (text, error);
}

static gboolean
check_port (const char *text, gpointer user_data, GError **error)
{
  guint port;

  return desk_profile_check_port (text, &port, error);
}

static gboolean
check_client_id (const char *text, gpointer user_data, GError **error)
{
  DeskProfileEditor *self = user_data;

  return desk_profile_check_client_id (text, get_version (self), gtk_switch_get_active (self->clean_start),
                                       error);
}

static gboolean
check_username (const char *text, gpointer user_data, GError **error)
{
  return desk_profile_check_username (text, error);
}

static gboolean
check_password (const char *text, gpointer user_data, GError **error)
{
  DeskProfileEditor *self = user_data;

  /* MQTT 3.1.1 section 3.1.2.9 */
  if (*text != '\0' && *get_text (self->username_row) == '\0' && get_version (self) != DESK_MQTT_5)
    return desk_fail (
        error, DESK_ERROR_INVALID_PROFILE,
        _ ("Before MQTT 5 a password goes only with a user name. Enter one, or choose MQTT 5."));

  return TRUE;
}

static void
update_save_enabled (DeskProfileEditor *self)
{
  gboolean valid = desk_profile_log_row_get_valid (self->log_row);

  for (guint i = 0; i < N_FIELDS; i++)
    valid = valid && self->fields[i] != NULL && desk_field_get_valid (self->fields[i]);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save", valid);
}

static void
recheck_dependent_fields (DeskProfileEditor *self)
{
  if (self->fields[FIELD_CLIENT_ID] != NULL)
    desk_field_recheck (self->fields[FIELD_CLIENT_ID]);
  if (self->fields[FIELD_PASSWORD] != NULL)
    desk_field_recheck (self->fields[FIELD_PASSWORD]);
}

static void
fill_in (DeskProfileEditor *self)
{
  g_autofree char *port = g_strdup_printf ("%u", desk_profile_get_port (self->draft));

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    if (versions[i] == desk_profile_get_mqtt_version (self->draft))
      adw_combo_row_set_selected (self->version_row, i);
  gtk_switch_set_active (self->clean_start, desk_profile_get_clean_start (self->draft));
  gtk_switch_set_active (self->reconnect, desk_profile_get_reconnect (self->draft));
  gtk_spin_button_set_value (self->keep_alive, desk_profile_get_keep_alive (self->draft));
  gtk_spin_button_set_value (self->connect_timeout, desk_profile_get_connect_timeout (self->draft));
  gtk_spin_button_set_value (self->maximum_packet_size, desk_profile_get_maximum_packet_size (self->draft));
  desk_profile_log_row_fill_in (self->log_row, self->draft);

  /* Before the port, which follows it */
  desk_security_row_fill_in (self->security, self->draft);
  desk_field_reset (self->fields[FIELD_NAME], desk_profile_get_name (self->draft));
  desk_field_reset (self->fields[FIELD_HOST], desk_profile_get_host (self->draft));
  desk_field_reset (self->fields[FIELD_PORT], port);
  desk_field_reset (self->fields[FIELD_CLIENT_ID], desk_profile_get_client_id (self->draft));
  desk_field_reset (self->fields[FIELD_USERNAME], desk_profile_get_username (self->draft));
}

/* A port that a person chose stays. */
static void
on_tls_switched (DeskProfileEditor *self)
{
  gboolean tls = adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self->security));
  g_autofree char *usual = g_strdup_printf ("%d", tls ? DESK_PROFILE_DEFAULT_PORT : DESK_PROFILE_DEFAULT_TLS_PORT);

  if (g_str_equal (get_text (self->port_row), usual))
    {
      g_autofree char *port
          = g_strdup_printf ("%d", tls ? DESK_PROFILE_DEFAULT_TLS_PORT : DESK_PROFILE_DEFAULT_PORT);

      gtk_editable_set_text (GTK_EDITABLE (self->port_row), port);
    }
}

static void
read_out (DeskProfileEditor *self)
{
  guint port = DESK_PROFILE_DEFAULT_PORT;

  desk_profile_check_port (get_text (self->port_row), &port, NULL);
  desk_security_row_read_out (self->security, self->draft);
  g_object_set (self->draft,
                "name", get_text (self->name_row),
                "host", get_text (self->host_row),
                "port", port,
                "client-id", get_text (self->client_id_row),
                "username", get_text (self->username_row),
                "mqtt-version", (int) get_version (self),
                "clean-start", gtk_switch_get_active (self->clean_start),
                "reconnect", gtk_switch_get_active (self->reconnect),
                "keep-alive", (guint) gtk_spin_button_get_value_as_int (self->keep_alive),
                "connect-timeout", (guint) gtk_spin_button_get_value_as_int (self->connect_timeout),
                "maximum-packet-size", (guint) gtk_spin_button_get_value_as_int (self->maximum_packet_size),
                NULL);
  desk_profile_log_row_read_out (self->log_row, self->draft);
}

static void
on_password_found (DeskProfileEditor *self, const char *password)
{
  desk_field_reset (self->fields[FIELD_PASSWORD], password);
}

static void
on_keyring_unavailable (DeskProfileEditor *self, const char *reason)
{
  g_autofree char *note = g_strdup_printf (_ ("Asked for at each connect. %s"), reason);

  desk_field_set_note (self->fields[FIELD_PASSWORD], note);
}

static void
save (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskProfileEditor *self = DESK_PROFILE_EDITOR (widget);
  DeskProfile *saved;

  /* A number that is still being typed counts as well. */
  gtk_spin_button_update (self->keep_alive);
  gtk_spin_button_update (self->connect_timeout);
  gtk_spin_button_update (self->maximum_packet_size);
  read_out (self);
  if (self->profile != NULL)
    {
      saved = self->profile;
      desk_profile_update (saved, self->draft);
    }
  else
    {
      saved = self->draft;
      desk_profile_store_add (self->store, saved);
    }
  desk_secret_entry_save (self->password, saved, self->notice, self->listener);
  desk_security_row_save_passphrase (self->security, saved, self->notice, self->listener);
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, saved);
  gtk_window_close (GTK_WINDOW (self));
}

static void
generate_client_id (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskProfileEditor *self = DESK_PROFILE_EDITOR (widget);
  g_autofree char *client_id = desk_profile_generate_client_id ();

  gtk_editable_set_text (GTK_EDITABLE (self->client_id_row), client_id);
}

static void
create_fields (DeskProfileEditor *self)
{
  self->fields[FIELD_NAME] = desk_field_new (self->name_row, check_name, self);
  self->fields[FIELD_HOST] = desk_field_new (self->host_row, check_host, self);
  self->fields[FIELD_PORT] = desk_field_new (self->port_row, check_port, self);
  self->fields[FIELD_CLIENT_ID] = desk_field_new (self->client_id_row, check_client_id, self);
  self->fields[FIELD_USERNAME] = desk_field_new (self->username_row, check_username, self);
  self->fields[FIELD_PASSWORD] = desk_field_new (self->password_row, check_password, self);
  desk_field_set_note (self->fields[FIELD_CLIENT_ID], _ ("Empty: a random one for each connection"));
  desk_field_set_note (self->fields[FIELD_PASSWORD],
                       _ ("Kept in the keyring. Empty: asked for at each connect"));

  for (guint i = 0; i < N_FIELDS; i++)
    g_signal_connect_object (self->fields[i], "notify::valid", G_CALLBACK (update_save_enabled), self,
                             G_CONNECT_SWAPPED);
}

/* GtkListBox lets Tab leave the list; in a form it goes to the next row. */
static gboolean
desk_profile_editor_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;
  gboolean forward = direction == GTK_DIR_TAB_FORWARD;

  if (row != NULL && (forward || direction == GTK_DIR_TAB_BACKWARD))
    {
      if (focus != row && gtk_widget_child_focus (row, direction))
        return TRUE;
      for (row = forward ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row); row != NULL;
           row = forward ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row))
        if (gtk_widget_child_focus (row, direction))
          return TRUE;
    }

  return GTK_WIDGET_CLASS (desk_profile_editor_parent_class)->focus (widget, direction);
}

static void
desk_profile_editor_dispose (GObject *object)
{
  DeskProfileEditor *self = DESK_PROFILE_EDITOR (object);

  if (self->password != NULL)
    desk_secret_entry_release (self->password);
  g_clear_object (&self->password);
  g_clear_object (&self->listener);
  /* libadwaita 1.2 crashes when a password row goes while it has the focus. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  for (guint i = 0; i < N_FIELDS; i++)
    g_clear_object (&self->fields[i]);
  g_clear_object (&self->store);
  g_clear_object (&self->profile);
  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_PROFILE_EDITOR);

  G_OBJECT_CLASS (desk_profile_editor_parent_class)->dispose (object);
}

static void
desk_profile_editor_class_init (DeskProfileEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_profile_editor_dispose;
  widget_class->focus = desk_profile_editor_focus;

  signals[SIGNAL_SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, DESK_TYPE_PROFILE);

  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "editor.generate-client-id", NULL, generate_client_id);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "editor.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "editor.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "editor.save", NULL);

  g_type_ensure (DESK_TYPE_SECURITY_ROW);
  g_type_ensure (DESK_TYPE_PROFILE_LOG_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-profile-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, title);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, name_row);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, host_row);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, port_row);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, client_id_row);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, username_row);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, password_row);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, version_row);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, clean_start);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, reconnect);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, security);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, keep_alive);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, connect_timeout);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, maximum_packet_size);
  gtk_widget_class_bind_template_callback (widget_class, on_tls_switched);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, log_row);
  gtk_widget_class_bind_template_callback (widget_class, recheck_dependent_fields);
  gtk_widget_class_bind_template_callback (widget_class, update_save_enabled);
}

static void
desk_profile_editor_init (DeskProfileEditor *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    gtk_string_list_append (names, desk_words_for_version (versions[i]));
  adw_combo_row_set_model (self->version_row, G_LIST_MODEL (names));
  gtk_spin_button_set_range (self->keep_alive, 0, DESK_PROFILE_MAX_KEEP_ALIVE);
  gtk_spin_button_set_range (self->connect_timeout, 1, DESK_PROFILE_MAX_CONNECT_TIMEOUT);
  gtk_spin_button_set_range (self->maximum_packet_size, 0, DESK_PROFILE_MAX_PACKET_SIZE);
}

/**
 * desk_profile_editor_new:
 * @store: where profiles are saved
 * @profile: (nullable): a profile of @store to change; %NULL to make a new one
 * @notice: shows what the keyring says after the window has closed
 * @listener: first argument of @notice
 *
 * Returns: (transfer full): a new window
 */
DeskProfileEditor *
desk_profile_editor_new (DeskProfileStore *store,
                         DeskProfile      *profile,
                         DeskNoticeFunc    notice,
                         GObject          *listener)
{
  DeskProfileEditor *self;

  g_return_val_if_fail (DESK_IS_PROFILE_STORE (store), NULL);
  g_return_val_if_fail (profile == NULL || DESK_IS_PROFILE (profile), NULL);

  self = g_object_new (DESK_TYPE_PROFILE_EDITOR, NULL);
  self->store = g_object_ref (store);
  self->notice = notice;
  self->listener = g_object_ref (listener);
  g_set_object (&self->profile, profile);
  self->draft = profile != NULL ? desk_profile_copy (profile) : desk_profile_new ();
  create_fields (self);
  fill_in (self);
  update_save_enabled (self);

  gtk_window_set_title (GTK_WINDOW (self), profile != NULL ? _ ("Edit profile") : _ ("New profile"));
  adw_window_title_set_title (self->title, gtk_window_get_title (GTK_WINDOW (self)));
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  self->password = desk_secret_entry_new (self->password_row, DESK_SECRET_PASSWORD);
  g_signal_connect_object (self->password, "found", G_CALLBACK (on_password_found), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password, "unavailable", G_CALLBACK (on_keyring_unavailable), self,
                           G_CONNECT_SWAPPED);
  desk_secret_entry_load (self->password, self->draft);
  desk_security_row_load_passphrase (self->security, self->draft);

  return self;
}
