/* desk-identity-row.c: whether a client certificate and its key can be used
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-identity-row"

#include "config.h"

#include "desk-identity-row.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-error.h"
#include "desk-security-words.h"
#include "desk-tls-certificate.h"
#include "desk-tls-identity.h"

/* Trying a passphrase takes a while on purpose, so not every key press is tried; ms. */
#define PATIENCE 300

struct _DeskIdentityRow
{
  AdwActionRow parent_instance;
  GtkImage *icon;            /* (unowned) */
  char *certificate_file;    /* (owned): what is to be checked; empty: nothing */
  char *key_file;            /* (owned) */
  char *passphrase;          /* (owned): to be wiped */
  GCancellable *cancellable; /* (owned) (nullable): of the check that runs */
  guint timeout;
  gboolean valid;
};

G_DEFINE_FINAL_TYPE (DeskIdentityRow, desk_identity_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_0,
  PROP_VALID,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
set_valid (DeskIdentityRow *self, gboolean valid)
{
  if (self->valid == valid)
    return;

  self->valid = valid;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

static void
show_result (DeskIdentityRow *self, const char *css_class, const char *title, const char *subtitle)
{
  static const struct
  {
    const char *css_class;
    const char *icon;
  } kinds[] = {
    { "success", "emblem-ok-symbolic" },
    { "warning", "dialog-warning-symbolic" },
    { "error", "dialog-error-symbolic" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].css_class, css_class))
      {
        gtk_image_set_from_icon_name (self->icon, kinds[i].icon);
        gtk_widget_add_css_class (GTK_WIDGET (self->icon), css_class);
      }
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self->icon), kinds[i].css_class);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
show_certificate (DeskIdentityRow *self, GTlsCertificate *certificate)
{
  g_autofree char *subject = desk_tls_certificate_dup_subject (certificate);
  g_autofree char *end = desk_tls_certificate_dup_end (certificate);
  g_autofree char *soon = desk_security_words_for_end (certificate, TRUE);
  /* Translators: whose certificate it is, and the day until which it is valid */
  g_autofree char *words = g_strdup_printf (_ ("For %s, valid until %s"), subject, end);

  if (soon != NULL)
    show_result (self, "warning", soon, words);
  else
    show_result (self, "success", _ ("Certificate and key belong together"), words);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskIdentityRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = desk_tls_identity_check_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (certificate != NULL)
    show_certificate (self, certificate);
  else if (g_error_matches (error, DESK_ERROR, DESK_ERROR_PASSPHRASE) && *self->passphrase == '\0')
    show_result (self, "warning", error->message, _ ("Enter it, or it is asked for at each connect."));
  else
    show_result (self, "error", error->message, NULL);
  set_valid (self, certificate != NULL || g_error_matches (error, DESK_ERROR, DESK_ERROR_FAILED)
                       || (g_error_matches (error, DESK_ERROR, DESK_ERROR_PASSPHRASE) && *self->passphrase == '\0'));
}

static gboolean
on_timeout (gpointer user_data)
{
  DeskIdentityRow *self = user_data;

  self->timeout = 0;
  self->cancellable = g_cancellable_new ();
  desk_tls_identity_check_async (self->certificate_file, *self->key_file != '\0' ? self->key_file : NULL,
                                 *self->passphrase != '\0' ? self->passphrase : NULL, self->cancellable, on_checked,
                                 g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
stop (DeskIdentityRow *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
set_text (char **place, const char *text)
{
  explicit_bzero (*place, strlen (*place));
  g_free (*place);
  *place = g_strdup (text);
}

static void
desk_identity_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, desk_identity_row_get_valid (DESK_IDENTITY_ROW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_identity_row_dispose (GObject *object)
{
  stop (DESK_IDENTITY_ROW (object));

  G_OBJECT_CLASS (desk_identity_row_parent_class)->dispose (object);
}

static void
desk_identity_row_finalize (GObject *object)
{
  DeskIdentityRow *self = DESK_IDENTITY_ROW (object);

  set_text (&self->passphrase, "");
  g_free (self->passphrase);
  g_free (self->certificate_file);
  g_free (self->key_file);

  G_OBJECT_CLASS (desk_identity_row_parent_class)->finalize (object);
}

static void
desk_identity_row_class_init (DeskIdentityRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_identity_row_get_property;
  object_class->dispose = desk_identity_row_dispose;
  object_class->finalize = desk_identity_row_finalize;

  properties[PROP_VALID] = g_param_spec_boolean (
      "valid", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_identity_row_init (DeskIdentityRow *self)
{
  self->valid = TRUE;
  self->certificate_file = g_strdup ("");
  self->key_file = g_strdup ("");
  self->passphrase = g_strdup ("");

  /* A certificate holds whatever its maker liked. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->icon));
}

/**
 * desk_identity_row_check:
 * @self: a row
 * @certificate_file: path of a client certificate; empty: there is none
 * @key_file: path of its key; empty: in @certificate_file
 * @passphrase: what protects the key; empty: nothing
 *
 * Finds out whether these can be used, and shows it. Without a certificate the
 * row is hidden.
 */
void
desk_identity_row_check (DeskIdentityRow *self,
                         const char      *certificate_file,
                         const char      *key_file,
                         const char      *passphrase)
{
  g_return_if_fail (DESK_IS_IDENTITY_ROW (self));

  if (g_str_equal (certificate_file, self->certificate_file) && g_str_equal (key_file, self->key_file)
      && g_str_equal (passphrase, self->passphrase))
    return;

  stop (self);
  set_text (&self->certificate_file, certificate_file);
  set_text (&self->key_file, key_file);
  set_text (&self->passphrase, passphrase);
  if (*certificate_file == '\0')
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      set_valid (self, TRUE);
    }
  else
    self->timeout = g_timeout_add (PATIENCE, on_timeout, self);
}

/**
 * desk_identity_row_get_valid:
 * @self: a row
 *
 * Returns: whether what was checked last may be saved
 */
gboolean
desk_identity_row_get_valid (DeskIdentityRow *self)
{
  g_return_val_if_fail (DESK_IS_IDENTITY_ROW (self), FALSE);

  return self->valid;
}
