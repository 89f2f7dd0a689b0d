/* desk-security-row.c: TLS in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-security-row"

#include "config.h"

#include "desk-security-row.h"

#include <glib/gi18n.h>

#include "desk-file-row.h"
#include "desk-field.h"
#include "desk-identity-row.h"

enum
{
  FIELD_SERVER_NAME,
  FIELD_ALPN,
  N_FIELDS
};

struct _DeskSecurityRow
{
  AdwExpanderRow parent_instance;
  DeskFileRow *ca_file;          /* (unowned) */
  DeskFileRow *certificate_file; /* (unowned) */
  DeskFileRow *key_file;         /* (unowned) */
  AdwEntryRow *passphrase;       /* (unowned) */
  DeskIdentityRow *identity;     /* (unowned): whether the three above belong together */
  AdwEntryRow *server_name;      /* (unowned) */
  AdwEntryRow *alpn;             /* (unowned) */
  GtkSwitch *verify;             /* (unowned) */
  AdwActionRow *trusted_row;     /* (unowned) */
  DeskSecretEntry *secret;       /* (owned): of @passphrase */
  char *trusted;                 /* (owned): a fingerprint; empty: none */
  DeskField *fields[N_FIELDS];   /* (owned) */
};

G_DEFINE_FINAL_TYPE (DeskSecurityRow, desk_security_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  PROP_0,
  PROP_VALID,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* PKCS#12 has the key in it. */
static gboolean
is_pkcs12 (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ".p12") || g_str_has_suffix (lower, ".pfx");
}

static void
check_identity (DeskSecurityRow *self)
{
  const char *certificate_file = desk_file_row_get_path (self->certificate_file);
  gboolean has_key_file = !is_pkcs12 (certificate_file);

  gtk_widget_set_visible (GTK_WIDGET (self->key_file), has_key_file);
  desk_identity_row_check (self->identity, certificate_file,
                           has_key_file ? desk_file_row_get_path (self->key_file) : "",
                           gtk_editable_get_text (GTK_EDITABLE (self->passphrase)));
}

/* Whoever cannot save has to see why. */
static void
on_valid_changed (DeskSecurityRow *self)
{
  if (!desk_security_row_get_valid (self))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

static gboolean
check_server_name (const char *text, gpointer user_data, GError **error)
{
  return *text == '\0' || desk_profile_check_host (text, error);
}

static gboolean
check_alpn (const char *text, gpointer user_data, GError **error)
{
  return desk_profile_check_alpn (text, error);
}

static void
set_trusted (DeskSecurityRow *self, const char *fingerprint)
{
  g_free (self->trusted);
  self->trusted = g_strdup (fingerprint);
  adw_action_row_set_subtitle (self->trusted_row, fingerprint);
  gtk_widget_set_visible (GTK_WIDGET (self->trusted_row), fingerprint[0] != '\0');
}

static void
on_forget (DeskSecurityRow *self)
{
  set_trusted (self, "");
}

static void
on_passphrase_found (DeskSecurityRow *self, const char *passphrase)
{
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), passphrase);
}

static void
on_keyring_unavailable (DeskSecurityRow *self, const char *reason)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->passphrase),
                                 _ ("Passphrase of the key; asked for at each connect"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->passphrase), reason);
}

static void
desk_security_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, desk_security_row_get_valid (DESK_SECURITY_ROW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_security_row_dispose (GObject *object)
{
  DeskSecurityRow *self = DESK_SECURITY_ROW (object);

  for (guint i = 0; i < N_FIELDS; i++)
    g_clear_object (&self->fields[i]);
  if (self->secret != NULL)
    desk_secret_entry_release (self->secret);
  g_clear_object (&self->secret);
  gtk_widget_dispose_template (GTK_WIDGET (object), DESK_TYPE_SECURITY_ROW);

  G_OBJECT_CLASS (desk_security_row_parent_class)->dispose (object);
}

static void
desk_security_row_finalize (GObject *object)
{
  g_free (DESK_SECURITY_ROW (object)->trusted);

  G_OBJECT_CLASS (desk_security_row_parent_class)->finalize (object);
}

static void
desk_security_row_class_init (DeskSecurityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_security_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_security_row_finalize;

  G_OBJECT_CLASS (klass)->get_property = desk_security_row_get_property;
  properties[PROP_VALID] = g_param_spec_boolean (
      "valid", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  g_type_ensure (DESK_TYPE_FILE_ROW);
  g_type_ensure (DESK_TYPE_IDENTITY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-security-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskSecurityRow, ca_file);
  gtk_widget_class_bind_template_child (widget_class, DeskSecurityRow, certificate_file);
  gtk_widget_class_bind_template_child (widget_class, DeskSecurityRow, key_file);
  gtk_widget_class_bind_template_child (widget_class, DeskSecurityRow, passphrase);
  gtk_widget_class_bind_template_child (widget_class, DeskSecurityRow, server_name);
  gtk_widget_class_bind_template_child (widget_class, DeskSecurityRow, alpn);
  gtk_widget_class_bind_template_child (widget_class, DeskSecurityRow, verify);
  gtk_widget_class_bind_template_child (widget_class, DeskSecurityRow, trusted_row);
  gtk_widget_class_bind_template_child (widget_class, DeskSecurityRow, identity);
  gtk_widget_class_bind_template_callback (widget_class, check_identity);
  gtk_widget_class_bind_template_callback (widget_class, on_forget);
  gtk_widget_class_bind_template_callback (widget_class, on_valid_changed);
}

static void
desk_security_row_init (DeskSecurityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_trusted (self, "");
  self->fields[FIELD_SERVER_NAME] = desk_field_new (self->server_name, check_server_name, self);
  self->fields[FIELD_ALPN] = desk_field_new (self->alpn, check_alpn, self);
  for (guint i = 0; i < N_FIELDS; i++)
    g_signal_connect_object (self->fields[i], "notify::valid", G_CALLBACK (on_valid_changed), self,
                             G_CONNECT_SWAPPED);
  self->secret = desk_secret_entry_new (self->passphrase, DESK_SECRET_PASSPHRASE);
  g_signal_connect_object (self->secret, "found", G_CALLBACK (on_passphrase_found), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->secret, "unavailable", G_CALLBACK (on_keyring_unavailable), self,
                           G_CONNECT_SWAPPED);
}

/**
 * desk_security_row_fill_in:
 * @self: a row
 * @profile: what to show
 *
 * Shows what a profile says about TLS.
 */
void
desk_security_row_fill_in (DeskSecurityRow *self, DeskProfile *profile)
{
  g_return_if_fail (DESK_IS_SECURITY_ROW (self));

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
  desk_file_row_set_path (self->ca_file, desk_profile_get_tls_ca_file (profile));
  desk_file_row_set_path (self->certificate_file, desk_profile_get_tls_certificate_file (profile));
  desk_file_row_set_path (self->key_file, desk_profile_get_tls_key_file (profile));
  desk_field_reset (self->fields[FIELD_SERVER_NAME], desk_profile_get_tls_server_name (profile));
  desk_field_reset (self->fields[FIELD_ALPN], desk_profile_get_tls_alpn (profile));
  /* What was saved or imported and is wrong is to be seen. */
  for (guint i = 0; i < N_FIELDS; i++)
    if (!desk_field_get_valid (self->fields[i]))
      desk_field_reveal (self->fields[i]);
  gtk_switch_set_active (self->verify, desk_profile_get_tls_verify (profile));
  set_trusted (self, desk_profile_get_tls_trusted (profile));
}

/**
 * desk_security_row_read_out:
 * @self: a row
 * @profile: gets what the row says
 *
 * Takes over what was entered, also where TLS is off: it may come back.
 */
void
desk_security_row_read_out (DeskSecurityRow *self, DeskProfile *profile)
{
  g_return_if_fail (DESK_IS_SECURITY_ROW (self));

  g_object_set (profile,
                "tls-ca-file", desk_file_row_get_path (self->ca_file),
                "tls-certificate-file", desk_file_row_get_path (self->certificate_file),
                "tls-key-file", gtk_widget_get_visible (GTK_WIDGET (self->key_file))
                                    ? desk_file_row_get_path (self->key_file) : "",
                "tls-server-name", gtk_editable_get_text (GTK_EDITABLE (self->server_name)),
                "tls-alpn", gtk_editable_get_text (GTK_EDITABLE (self->alpn)),
                "tls-verify", gtk_switch_get_active (self->verify),
                "tls-trusted", self->trusted,
                NULL);
}

/**
 * desk_security_row_load_passphrase:
 * @self: a row
 * @profile: whose passphrase it is
 *
 * Looks into the keyring.
 */
void
desk_security_row_load_passphrase (DeskSecurityRow *self, DeskProfile *profile)
{
  g_return_if_fail (DESK_IS_SECURITY_ROW (self));

  desk_secret_entry_load (self->secret, profile);
}

/**
 * desk_security_row_get_passphrase:
 * @self: a row
 *
 * Returns: (transfer none): what is filled in
 */
const char *
desk_security_row_get_passphrase (DeskSecurityRow *self)
{
  g_return_val_if_fail (DESK_IS_SECURITY_ROW (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->passphrase));
}

/**
 * desk_security_row_get_passphrase_changed:
 * @self: a row
 *
 * Returns: whether the passphrase is another than the keyring has
 */
gboolean
desk_security_row_get_passphrase_changed (DeskSecurityRow *self)
{
  g_return_val_if_fail (DESK_IS_SECURITY_ROW (self), FALSE);

  return !desk_secret_entry_is_stored (self->secret, desk_security_row_get_passphrase (self));
}

/**
 * desk_security_row_save_passphrase:
 * @self: a row
 * @profile: whose passphrase it is
 * @func: is told if that fails
 * @listener: first argument of @func
 *
 * Keeps the passphrase in the keyring.
 */
void
desk_security_row_save_passphrase (DeskSecurityRow *self,
                                   DeskProfile     *profile,
                                   DeskNoticeFunc   func,
                                   GObject         *listener)
{
  g_return_if_fail (DESK_IS_SECURITY_ROW (self));

  desk_secret_entry_save (self->secret, profile, func, listener);
}

/**
 * desk_security_row_get_valid:
 * @self: a row
 *
 * Returns: whether what was entered can be used
 */
gboolean
desk_security_row_get_valid (DeskSecurityRow *self)
{
  g_return_val_if_fail (DESK_IS_SECURITY_ROW (self), FALSE);

  for (guint i = 0; i < N_FIELDS; i++)
    if (self->fields[i] != NULL && !desk_field_get_valid (self->fields[i]))
      return FALSE;

  return desk_identity_row_get_valid (self->identity);
}
