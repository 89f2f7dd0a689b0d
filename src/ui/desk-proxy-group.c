/* desk-proxy-group.c: the proxy in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-proxy-group"

#include "config.h"

#include "desk-proxy-group.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "desk-field.h"
#include "desk-secret-entry.h"

enum
{
  FIELD_HOST,
  FIELD_PORT,
  FIELD_USERNAME,
  FIELD_PASSWORD,
  N_FIELDS
};

struct _DeskProxyGroup
{
  AdwPreferencesGroup parent_instance;
  AdwExpanderRow *expander;  /* (unowned) */
  AdwComboRow *kind_row;     /* (unowned) */
  AdwEntryRow *host_row;     /* (unowned) */
  AdwEntryRow *port_row;     /* (unowned) */
  AdwEntryRow *username_row; /* (unowned) */
  AdwEntryRow *password_row; /* (unowned) */
  DeskField *fields[N_FIELDS]; /* (owned) */
  DeskSecretEntry *password;   /* (owned) */
  char *without_keyring;       /* (owned) (nullable): why it keeps no password */
  guint kind;                  /* the one that the port belongs to */
};

/* In the order of the combo row */
static const struct
{
  const char *name; /* in the profile */
  const char *words;
  guint port; /* the usual one; 0: the person names no proxy */
  gboolean has_user;
} kinds[] = {
  { "system", N_ ("System settings"), 0, TRUE },
  { "none", N_ ("None"), 0, FALSE },
  { "http", N_ ("HTTP (CONNECT)"), DESK_PROFILE_DEFAULT_HTTP_PROXY_PORT, TRUE },
  { "socks5", N_ ("SOCKS5"), DESK_PROFILE_DEFAULT_SOCKS5_PROXY_PORT, TRUE },
};

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static guint
get_kind (DeskProxyGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->kind_row);

  return selected < G_N_ELEMENTS (kinds) ? selected : 0;
}

static gboolean
is_named (DeskProxyGroup *self)
{
  return kinds[get_kind (self)].port != 0;
}

static gboolean
check_host (const char *text, gpointer user_data, GError **error)
{
  if (!is_named (user_data))
    return TRUE;
  if (*text == '\0')
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Enter the proxy’s host name or IP address."));

  return desk_profile_check_host (text, error);
}

static gboolean
check_port (const char *text, gpointer user_data, GError **error)
{
  if (!is_named (user_data) || desk_profile_check_port (text, NULL, NULL))
    return TRUE;

  return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Enter the proxy’s port, a number from 1 to 65535."));
}

static gboolean
check_username (const char *text, gpointer user_data, GError **error)
{
  return desk_profile_check_username (text, error);
}

static gboolean
check_password (const char *text, gpointer user_data, GError **error)
{
  DeskProxyGroup *self = user_data;

  if (*text != '\0' && *get_text (self->username_row) == '\0' && kinds[get_kind (self)].has_user)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("A password goes with a user name. Enter one."));

  return TRUE;
}

static void
load (DeskEditorGroup *group, DeskProfile *draft)
{
  DeskProxyGroup *self = DESK_PROXY_GROUP (group);
  g_autofree char *port = g_strdup_printf ("%u", desk_profile_get_proxy_port (draft));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (desk_profile_get_proxy (draft), kinds[i].name))
      {
        self->kind = i;
        adw_combo_row_set_selected (self->kind_row, i);
      }
  desk_field_reset (self->fields[FIELD_HOST], desk_profile_get_proxy_host (draft));
  desk_field_reset (self->fields[FIELD_PORT], port);
  desk_field_reset (self->fields[FIELD_USERNAME], desk_profile_get_proxy_username (draft));
}

static void
store (DeskEditorGroup *group, DeskProfile *draft)
{
  DeskProxyGroup *self = DESK_PROXY_GROUP (group);
  guint port = desk_profile_get_proxy_port (draft);

  desk_profile_check_port (get_text (self->port_row), &port, NULL);
  g_object_set (draft,
                "proxy", kinds[get_kind (self)].name,
                "proxy-host", get_text (self->host_row),
                "proxy-port", port,
                "proxy-username", get_text (self->username_row),
                NULL);
}

static void
load_secrets (DeskEditorGroup *group, DeskProfile *draft)
{
  desk_secret_entry_load (DESK_PROXY_GROUP (group)->password, draft);
}

static void
save_secrets (DeskEditorGroup *group, DeskProfile *saved, DeskNoticeFunc notice, GObject *listener)
{
  desk_secret_entry_save (DESK_PROXY_GROUP (group)->password, saved, notice, listener);
}

static const char *
get_secret (DeskEditorGroup *group, DeskSecret secret)
{
  return secret == DESK_SECRET_PROXY_PASSWORD ? get_text (DESK_PROXY_GROUP (group)->password_row) : NULL;
}

static gboolean
get_secrets_changed (DeskEditorGroup *group)
{
  DeskProxyGroup *self = DESK_PROXY_GROUP (group);

  return !desk_secret_entry_is_stored (self->password, get_text (self->password_row));
}

static void
desk_proxy_group_editor_group_init (DeskEditorGroupInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->load_secrets = load_secrets;
  iface->save_secrets = save_secrets;
  iface->get_secret = get_secret;
  iface->get_secrets_changed = get_secrets_changed;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskProxyGroup, desk_proxy_group, ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (DESK_TYPE_EDITOR_GROUP, desk_proxy_group_editor_group_init))

enum
{
  PROP_0,
  PROP_VALID
};

static void
update_summary (DeskProxyGroup *self)
{
  guint kind = get_kind (self);
  const char *host = get_text (self->host_row);
  g_autofree char *words = NULL;
  g_autofree char *safe = NULL;

  if (kinds[kind].port != 0 && *host != '\0')
    words = g_strdup_printf (strchr (host, ':') != NULL ? "%s · [%s]:%s" : "%s · %s:%s", _ (kinds[kind].words),
                             host, get_text (self->port_row));
  else
    words = g_strdup (_ (kinds[kind].words));
  safe = g_markup_escape_text (words, -1);
  adw_expander_row_set_subtitle (self->expander, safe);
}

static void
recheck (DeskProxyGroup *self)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (self->fields[i] != NULL)
      desk_field_recheck (self->fields[i]);
}

static void
on_username_changed (DeskProxyGroup *self)
{
  if (self->fields[FIELD_PASSWORD] != NULL)
    desk_field_recheck (self->fields[FIELD_PASSWORD]);
}

/* A port that a person chose stays. */
static void
follow_port (DeskProxyGroup *self, guint kind)
{
  guint port;

  if (kinds[kind].port == 0 || kind == self->kind)
    return;
  if (!desk_profile_check_port (get_text (self->port_row), &port, NULL)
      || port == DESK_PROFILE_DEFAULT_HTTP_PROXY_PORT || port == DESK_PROFILE_DEFAULT_SOCKS5_PROXY_PORT)
    {
      g_autofree char *text = g_strdup_printf ("%u", kinds[kind].port);

      gtk_editable_set_text (GTK_EDITABLE (self->port_row), text);
    }
}

static void
show_rows (DeskProxyGroup *self)
{
  guint kind = get_kind (self);
  gboolean has_user = kinds[kind].has_user;
  const char *note = _ ("Kept in the keyring. Empty: asked for at each connect");

  gtk_widget_set_visible (GTK_WIDGET (self->host_row), is_named (self));
  gtk_widget_set_visible (GTK_WIDGET (self->port_row), is_named (self));
  gtk_widget_set_visible (GTK_WIDGET (self->username_row), has_user);
  gtk_widget_set_visible (GTK_WIDGET (self->password_row), has_user);
  if (self->fields[FIELD_USERNAME] == NULL)
    return;
  desk_field_set_note (self->fields[FIELD_USERNAME], has_user ? _ ("Empty: the proxy does not ask") : NULL);
  if (self->without_keyring != NULL)
    note = self->without_keyring;
  desk_field_set_note (self->fields[FIELD_PASSWORD], has_user ? note : NULL);
}

static void
on_kind_changed (DeskProxyGroup *self)
{
  guint kind = get_kind (self);

  follow_port (self, kind);
  self->kind = kind;
  show_rows (self);
  recheck (self);
  update_summary (self);
}

static void
on_password_found (DeskProxyGroup *self, const char *password)
{
  desk_field_reset (self->fields[FIELD_PASSWORD], password);
}

static void
on_keyring_unavailable (DeskProxyGroup *self, const char *reason)
{
  g_free (self->without_keyring);
  self->without_keyring = g_strdup_printf (_ ("Asked for at each connect. %s"), reason);
  show_rows (self);
}

static void
on_valid_changed (DeskProxyGroup *self)
{
  g_object_notify (G_OBJECT (self), "valid");
}

static gboolean
is_valid (DeskProxyGroup *self)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (!desk_field_get_valid (self->fields[i]))
      return FALSE;

  return TRUE;
}

static void
desk_proxy_group_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, is_valid (DESK_PROXY_GROUP (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_proxy_group_dispose (GObject *object)
{
  DeskProxyGroup *self = DESK_PROXY_GROUP (object);

  if (self->password != NULL)
    desk_secret_entry_release (self->password);
  g_clear_object (&self->password);
  for (guint i = 0; i < N_FIELDS; i++)
    g_clear_object (&self->fields[i]);
  g_clear_pointer (&self->without_keyring, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_PROXY_GROUP);

  G_OBJECT_CLASS (desk_proxy_group_parent_class)->dispose (object);
}

static void
desk_proxy_group_class_init (DeskProxyGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = desk_proxy_group_get_property;
  G_OBJECT_CLASS (klass)->dispose = desk_proxy_group_dispose;
  g_object_class_override_property (G_OBJECT_CLASS (klass), PROP_VALID, "valid");

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-proxy-group.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskProxyGroup, expander);
  gtk_widget_class_bind_template_child (widget_class, DeskProxyGroup, kind_row);
  gtk_widget_class_bind_template_child (widget_class, DeskProxyGroup, host_row);
  gtk_widget_class_bind_template_child (widget_class, DeskProxyGroup, port_row);
  gtk_widget_class_bind_template_child (widget_class, DeskProxyGroup, username_row);
  gtk_widget_class_bind_template_child (widget_class, DeskProxyGroup, password_row);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_username_changed);
  gtk_widget_class_bind_template_callback (widget_class, update_summary);
}

static void
desk_proxy_group_init (DeskProxyGroup *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));

  self->fields[FIELD_HOST] = desk_field_new (self->host_row, check_host, self);
  self->fields[FIELD_PORT] = desk_field_new (self->port_row, check_port, self);
  self->fields[FIELD_USERNAME] = desk_field_new (self->username_row, check_username, self);
  self->fields[FIELD_PASSWORD] = desk_field_new (self->password_row, check_password, self);
  for (guint i = 0; i < N_FIELDS; i++)
    g_signal_connect_object (self->fields[i], "notify::valid", G_CALLBACK (on_valid_changed), self,
                             G_CONNECT_SWAPPED);

  self->password = desk_secret_entry_new (self->password_row, DESK_SECRET_PROXY_PASSWORD);
  g_signal_connect_object (self->password, "found", G_CALLBACK (on_password_found), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password, "unavailable", G_CALLBACK (on_keyring_unavailable), self,
                           G_CONNECT_SWAPPED);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (names, _ (kinds[i].words));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (names));
  on_kind_changed (self);
}
