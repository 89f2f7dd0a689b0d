/* desk-profile-removal.c: deletes a profile so that it can be taken back
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-removal"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-profile-removal.h"
#include "desk-profile-certificates.h"
#include "desk-secrets.h"
#include "desk-toast.h"

/* The password stays in the keyring until the toast is gone, however it goes:
 * so taking the profile back cannot lose it. */
typedef struct
{
  DeskProfileStore *store; /* (owned) */
  DeskProfile *profile;    /* (owned) */
  guint position;
  gboolean undone;
} Removal;

static void
on_secret_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GApplication) application = user_data;
  g_autoptr (GError) error = NULL;

  if (!desk_secrets_clear_finish (result, &error))
    g_debug ("No password was removed from the keyring: %s", error->message);
  if (application != NULL)
    g_application_release (application);
}

static void
clear_secret (DeskProfile *profile, DeskSecret secret)
{
  GApplication *application = g_application_get_default ();

  /* The last window may be closing. */
  if (application != NULL)
    g_application_hold (g_object_ref (application));
  desk_secrets_clear_async (desk_profile_get_id (profile), secret, NULL, on_secret_cleared, application);
}

static void
removal_free (Removal *self)
{
  if (!self->undone)
    {
      for (guint secret = 0; secret < DESK_N_SECRETS; secret++)
        clear_secret (self->profile, (DeskSecret) secret);
      desk_profile_certificates_remove (self->profile, self->store);
    }
  g_object_unref (self->store);
  g_object_unref (self->profile);
  g_free (self);
}

static void
on_undo (Removal *self)
{
  if (self->undone)
    return;
  self->undone = TRUE;
  desk_profile_store_insert (self->store, self->position, self->profile);
}

/**
 * desk_profile_remove_with_undo:
 * @store: the saved profiles
 * @profile: one of them
 * @from: a widget on the page where a toast offers to undo it
 *
 * Removes @profile, and once it cannot be taken back any more its passwords and
 * the certificates that were imported with it.
 */
void
desk_profile_remove_with_undo (DeskProfileStore *store, DeskProfile *profile, GtkWidget *from)
{
  Removal *self;
  AdwToast *toast;
  g_autofree char *words = NULL;

  g_return_if_fail (DESK_IS_PROFILE_STORE (store));
  g_return_if_fail (DESK_IS_PROFILE (profile));

  self = g_new0 (Removal, 1);
  self->store = g_object_ref (store);
  self->profile = g_object_ref (profile);
  self->position = desk_profile_store_remove (store, profile);
  /* Translators: %s is the name of a profile */
  words = g_strdup_printf (_ ("“%s” deleted"), desk_profile_get_name (profile));
  toast = desk_toast_undo (from, words);
  if (toast == NULL)
    {
      removal_free (self);
      return;
    }

  g_signal_connect_swapped (toast, "button-clicked", G_CALLBACK (on_undo), self);
  g_object_set_data_full (G_OBJECT (toast), "desk-removal", self, (GDestroyNotify) removal_free);
}
