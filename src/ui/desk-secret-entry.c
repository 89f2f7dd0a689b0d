/* desk-secret-entry.c: a text of a form that is kept in the keyring
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-secret-entry"

#include "config.h"

#include "desk-secret-entry.h"

#include <glib/gi18n.h>

struct _DeskSecretEntry
{
  GObject parent_instance;
  AdwEntryRow *row; /* (unowned) (nullable): until it is released */
  gboolean released;
  DeskSecret secret;
  GCancellable *cancellable; /* (owned): of the look into the keyring */
  char *stored;              /* (owned) (nullable): what the keyring holds, to be wiped */
};

G_DEFINE_FINAL_TYPE (DeskSecretEntry, desk_secret_entry, G_TYPE_OBJECT)

enum
{
  SIGNAL_FOUND,
  SIGNAL_UNAVAILABLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSecretEntry) self = user_data;
  g_autoptr (GError) error = NULL;
  char *text = desk_secrets_lookup_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->released)
    {
      desk_secrets_free (text);
      return;
    }
  if (error != NULL)
    {
      if (self->row != NULL)
        gtk_widget_set_sensitive (GTK_WIDGET (self->row), FALSE);
      g_signal_emit (self, signals[SIGNAL_UNAVAILABLE], 0, error->message);
      return;
    }

  desk_secrets_free (self->stored);
  self->stored = text;
  /* What somebody has typed meanwhile is what they want. */
  if (text != NULL && (self->row == NULL || *gtk_editable_get_text (GTK_EDITABLE (self->row)) == '\0'))
    g_signal_emit (self, signals[SIGNAL_FOUND], 0, text);
}

/* Who is told has to live until the keyring has answered: the row is gone by then. */
typedef struct
{
  DeskNoticeFunc notice;
  GObject *listener; /* (owned) */
} Change;

static Change *
change_new (DeskNoticeFunc notice, GObject *listener)
{
  Change *change = g_new0 (Change, 1);

  *change = (Change) { notice, g_object_ref (listener) };

  return change;
}

static void
change_free (Change *change)
{
  g_object_unref (change->listener);
  g_free (change);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *change = user_data;
  g_autoptr (GError) error = NULL;

  if (!desk_secrets_store_finish (result, &error))
    {
      g_autofree char *notice = g_strdup_printf (_ ("The password was not saved: %s"), error->message);

      change->notice (change->listener, notice);
    }
  change_free (change);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *change = user_data;
  g_autoptr (GError) error = NULL;

  if (!desk_secrets_clear_finish (result, &error))
    {
      g_autofree char *notice = g_strdup_printf (_ ("The password is still in the keyring: %s"), error->message);

      change->notice (change->listener, notice);
    }
  change_free (change);
}

static void
desk_secret_entry_finalize (GObject *object)
{
  DeskSecretEntry *self = DESK_SECRET_ENTRY (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->stored, desk_secrets_free);

  G_OBJECT_CLASS (desk_secret_entry_parent_class)->finalize (object);
}

static void
desk_secret_entry_class_init (DeskSecretEntryClass *klass)
{
  static const char *const names[N_SIGNALS] = { "found", "unavailable" };

  G_OBJECT_CLASS (klass)->finalize = desk_secret_entry_finalize;

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
desk_secret_entry_init (DeskSecretEntry *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * desk_secret_entry_new:
 * @row: (nullable): where the secret is typed; it outlives desk_secret_entry_release();
 *   %NULL where it is made of several entries
 * @secret: which of a profile's secrets it is
 *
 * Returns: (transfer full): what brings the form and the keyring together
 */
DeskSecretEntry *
desk_secret_entry_new (AdwEntryRow *row, DeskSecret secret)
{
  DeskSecretEntry *self = g_object_new (DESK_TYPE_SECRET_ENTRY, NULL);

  self->row = row;
  self->secret = secret;

  return self;
}

/**
 * desk_secret_entry_load:
 * @self: an entry
 * @profile: whose secret it is
 *
 * Looks into the keyring, which may ask the person to unlock it.
 */
void
desk_secret_entry_load (DeskSecretEntry *self, DeskProfile *profile)
{
  g_return_if_fail (DESK_IS_SECRET_ENTRY (self));

  desk_secrets_lookup_async (desk_profile_get_id (profile), self->secret, self->cancellable, on_found,
                             g_object_ref (self));
}

/**
 * desk_secret_entry_is_stored:
 * @self: an entry
 * @text: (nullable): what the form holds
 *
 * Returns: whether there would be nothing to save: as far as is known the keyring has @text already
 */
gboolean
desk_secret_entry_is_stored (DeskSecretEntry *self, const char *text)
{
  g_return_val_if_fail (DESK_IS_SECRET_ENTRY (self), TRUE);

  return g_strcmp0 (text != NULL ? text : "", self->stored != NULL ? self->stored : "") == 0;
}

/**
 * desk_secret_entry_save_text:
 * @self: an entry
 * @text: the secret; empty: there is none any more
 * @profile: whose secret it is
 * @func: is told if that fails, be it after the row has gone
 * @listener: first argument of @func; kept alive until the keyring has answered
 *
 * Keeps in the keyring what was typed, or removes what is not there any more.
 */
void
desk_secret_entry_save_text (DeskSecretEntry *self,
                             const char      *text,
                             DeskProfile     *profile,
                             DeskNoticeFunc   func,
                             GObject         *listener)
{
  g_return_if_fail (DESK_IS_SECRET_ENTRY (self));

  if (desk_secret_entry_is_stored (self, text))
    return;

  if (*text != '\0')
    desk_secrets_store_async (desk_profile_get_id (profile), self->secret, desk_profile_get_name (profile), text,
                              NULL, on_stored, change_new (func, listener));
  else
    desk_secrets_clear_async (desk_profile_get_id (profile), self->secret, NULL, on_cleared,
                              change_new (func, listener));
}

/**
 * desk_secret_entry_save:
 * @self: an entry with a row
 * @profile: whose secret it is
 * @func: see desk_secret_entry_save_text()
 * @listener: first argument of @func
 *
 * Does the same with what the row holds.
 */
void
desk_secret_entry_save (DeskSecretEntry *self, DeskProfile *profile, DeskNoticeFunc func, GObject *listener)
{
  g_return_if_fail (DESK_IS_SECRET_ENTRY (self));
  g_return_if_fail (self->row != NULL);

  desk_secret_entry_save_text (self, gtk_editable_get_text (GTK_EDITABLE (self->row)), profile, func, listener);
}

/**
 * desk_secret_entry_release:
 * @self: an entry
 *
 * Forgets the form, which is about to go.
 */
void
desk_secret_entry_release (DeskSecretEntry *self)
{
  g_return_if_fail (DESK_IS_SECRET_ENTRY (self));

  g_cancellable_cancel (self->cancellable);
  self->row = NULL;
  self->released = TRUE;
}
