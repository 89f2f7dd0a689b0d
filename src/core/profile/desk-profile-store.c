/* desk-profile-store.c: the saved profiles
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-store"

#include "config.h"

#include "desk-profile-store.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-profile-file.h"
#include "desk-profile-saver.h"

/* Properties change in bursts, one for each field of an editor. */
#define SAVE_DELAY 200 /* ms */

struct _DeskProfileStore
{
  GObject parent_instance;
  DeskProfileFile *file;   /* (owned) */
  DeskProfileSaver *saver; /* (owned) */
  char *set_aside;         /* (owned) (nullable) */
  char *problem;           /* (owned) (nullable) */
  GError *load_error;      /* (owned) (nullable): there is a file that must not be replaced */
  GError *save_error;      /* (owned) (nullable) */
  guint delay;             /* source id, 0 if no saving is due */
  gboolean unsaved;        /* something changed since the last saving began, or that failed */
  gboolean saving;         /* in a worker */
};

enum
{
  PROP_0,
  PROP_N_ITEMS,
  PROP_SET_ASIDE,
  PROP_PROBLEM,
  PROP_SAVE_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return DESK_TYPE_PROFILE;
}

static guint
get_n_items (GListModel *model)
{
  return DESK_PROFILE_STORE (model)->file->profiles->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *profiles = DESK_PROFILE_STORE (model)->file->profiles;

  return position < profiles->len ? g_object_ref (g_ptr_array_index (profiles, position)) : NULL;
}

static void
desk_profile_store_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskProfileStore, desk_profile_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_profile_store_list_model_init))

static void
take_save_error (DeskProfileStore *self, GError *error)
{
  if (self->save_error == NULL && error == NULL)
    return;
  g_clear_error (&self->save_error);
  self->save_error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVE_ERROR]);
}

static void schedule (DeskProfileStore *self);

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskProfileStore *self = DESK_PROFILE_STORE (source);
  gboolean changed = self->unsaved;
  GError *error = NULL;

  desk_profile_saver_save_finish (result, &error);
  /* What was flushed meanwhile is newer, and its outcome is known. */
  if (!self->saving)
    {
      g_clear_error (&error);
      return;
    }

  self->saving = FALSE;
  self->unsaved = changed || error != NULL;
  take_save_error (self, error);
  if (changed)
    schedule (self);
}

static gboolean
on_delay (gpointer user_data)
{
  DeskProfileStore *self = DESK_PROFILE_STORE (user_data);

  self->delay = 0;
  self->saving = TRUE;
  self->unsaved = FALSE;
  desk_profile_saver_save_async (self->saver, G_OBJECT (self), desk_profile_file_to_string (self->file),
                                 on_saved, NULL);

  return G_SOURCE_REMOVE;
}

static void
schedule (DeskProfileStore *self)
{
  if (self->load_error != NULL)
    take_save_error (self, g_error_copy (self->load_error));
  else if (self->delay == 0 && !self->saving)
    self->delay = g_timeout_add (SAVE_DELAY, on_delay, self);
}

static void
mark_changed (DeskProfileStore *self)
{
  self->unsaved = TRUE;
  schedule (self);
}

static void
watch (DeskProfileStore *self, DeskProfile *profile)
{
  g_signal_connect_object (profile, "notify", G_CALLBACK (mark_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "subscriptions-changed", G_CALLBACK (mark_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "filters-changed", G_CALLBACK (mark_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "part-changed", G_CALLBACK (mark_changed), self, G_CONNECT_SWAPPED);
}

static void
items_changed (DeskProfileStore *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
desk_profile_store_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DeskProfileStore *self = DESK_PROFILE_STORE (object);

  switch (prop_id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->file->profiles->len);
      break;
    case PROP_SET_ASIDE:
      g_value_set_string (value, self->set_aside);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_SAVE_ERROR:
      g_value_set_boxed (value, self->save_error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_profile_store_dispose (GObject *object)
{
  DeskProfileStore *self = DESK_PROFILE_STORE (object);
  g_autoptr (GError) error = NULL;

  /* The last change is worth a wait. */
  if (!desk_profile_store_flush (self, &error))
    g_message ("%s", error->message);

  G_OBJECT_CLASS (desk_profile_store_parent_class)->dispose (object);
}

static void
desk_profile_store_finalize (GObject *object)
{
  DeskProfileStore *self = DESK_PROFILE_STORE (object);

  g_clear_handle_id (&self->delay, g_source_remove);
  desk_profile_file_free (self->file);
  g_clear_pointer (&self->saver, desk_profile_saver_unref);
  g_free (self->set_aside);
  g_free (self->problem);
  g_clear_error (&self->load_error);
  g_clear_error (&self->save_error);

  G_OBJECT_CLASS (desk_profile_store_parent_class)->finalize (object);
}

static void
desk_profile_store_class_init (DeskProfileStoreClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_profile_store_get_property;
  object_class->dispose = desk_profile_store_dispose;
  object_class->finalize = desk_profile_store_finalize;

  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SET_ASIDE] = g_param_spec_string ("set-aside", NULL, NULL, NULL, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  properties[PROP_SAVE_ERROR] = g_param_spec_boxed ("save-error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_profile_store_init (DeskProfileStore *self)
{
  self->file = desk_profile_file_new ();
}

/**
 * desk_profile_store_default_path:
 *
 * Returns: (transfer full): `$XDG_CONFIG_HOME/mqtt-desk/profiles.json`
 */
char *
desk_profile_store_default_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "mqtt-desk", "profiles.json", NULL);
}

/**
 * desk_profile_store_new:
 * @path: the file; it need not exist
 *
 * Makes a store that is empty until desk_profile_store_load().
 *
 * Returns: (transfer full): a store
 */
DeskProfileStore *
desk_profile_store_new (const char *path)
{
  DeskProfileStore *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (DESK_TYPE_PROFILE_STORE, NULL);
  self->saver = desk_profile_saver_new (path);

  return self;
}

static void
set_problem (DeskProfileStore *self, const char *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* Puts away what could not be read for @reason, or remembers that nothing may
 * be saved in its place. */
static gboolean
set_file_aside (DeskProfileStore *self, const char *reason, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  const char *path = desk_profile_saver_get_path (self->saver);

  self->set_aside = desk_profile_file_set_aside (path, &local_error);
  if (self->set_aside != NULL)
    {
      g_set_error (&local_error, DESK_ERROR, DESK_ERROR_FAILED,
                   _ ("The profiles in “%s” cannot be used. %s The file was kept as “%s”."),
                   path, reason, self->set_aside);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SET_ASIDE]);
    }
  else
    {
      g_set_error (&self->load_error, DESK_ERROR, DESK_ERROR_FAILED,
                   _ ("The profiles in “%s” cannot be used, and no changes will be saved. %s %s"),
                   path, reason, local_error->message);
      g_clear_error (&local_error);
      local_error = g_error_copy (self->load_error);
    }
  set_problem (self, local_error->message);
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/**
 * desk_profile_store_load:
 * @self: a store that was not loaded yet
 * @error: %DESK_ERROR_FAILED, for a person
 *
 * Reads the file; no file is no error. One that cannot be read, or is of a
 * newer version, is renamed ("set-aside") and the store begins empty; if it
 * cannot be renamed nothing is saved either. Single profiles that cannot be
 * read stay in the file ("problem"). Blocks, but the file is small.
 *
 * Returns: whether the file could be used
 */
gboolean
desk_profile_store_load (DeskProfileStore *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  DeskProfileFile *file;

  g_return_val_if_fail (DESK_IS_PROFILE_STORE (self), FALSE);
  g_return_val_if_fail (self->file->profiles->len == 0, FALSE);

  file = desk_profile_file_read (desk_profile_saver_get_path (self->saver), &local_error);
  if (file == NULL)
    return set_file_aside (self, local_error->message, error);

  desk_profile_file_free (self->file);
  self->file = file;
  for (guint i = 0; i < file->profiles->len; i++)
    watch (self, g_ptr_array_index (file->profiles, i));
  if (file->profiles->len > 0)
    items_changed (self, 0, 0, file->profiles->len);
  if (file->unsaved)
    mark_changed (self);
  set_problem (self, file->problem);

  return TRUE;
}

/**
 * desk_profile_store_find:
 * @self: a store
 * @name_or_id: a profile's id or name
 *
 * Finds a profile; an id goes before a name, and of two with the same name the
 * first is found.
 *
 * Returns: (transfer none) (nullable): the profile
 */
DeskProfile *
desk_profile_store_find (DeskProfileStore *self, const char *name_or_id)
{
  DeskProfile *found = NULL;

  g_return_val_if_fail (DESK_IS_PROFILE_STORE (self), NULL);
  g_return_val_if_fail (name_or_id != NULL, NULL);

  for (guint i = 0; i < self->file->profiles->len; i++)
    {
      DeskProfile *profile = g_ptr_array_index (self->file->profiles, i);

      if (g_str_equal (desk_profile_get_id (profile), name_or_id))
        return profile;
      if (found == NULL && g_str_equal (desk_profile_get_name (profile), name_or_id))
        found = profile;
    }

  return found;
}

/**
 * desk_profile_store_add:
 * @self: a store
 * @profile: a profile that is not temporary
 *
 * Adds a profile at the end.
 */
void
desk_profile_store_add (DeskProfileStore *self, DeskProfile *profile)
{
  g_return_if_fail (DESK_IS_PROFILE_STORE (self));

  desk_profile_store_insert (self, self->file->profiles->len, profile);
}

/**
 * desk_profile_store_insert:
 * @self: a store
 * @position: where; past the end means at the end
 * @profile: a profile that is not temporary, and whose id is not in the store
 *
 * Inserts a profile, such as one whose removal is undone.
 */
void
desk_profile_store_insert (DeskProfileStore *self, guint position, DeskProfile *profile)
{
  g_return_if_fail (DESK_IS_PROFILE_STORE (self));
  g_return_if_fail (DESK_IS_PROFILE (profile));
  g_return_if_fail (!desk_profile_get_temporary (profile));

  position = MIN (position, self->file->profiles->len);
  g_ptr_array_insert (self->file->profiles, (int) position, g_object_ref (profile));
  watch (self, profile);
  items_changed (self, position, 0, 1);
  mark_changed (self);
}

/**
 * desk_profile_store_remove:
 * @self: a store
 * @profile: a profile
 *
 * Removes a profile.
 *
 * Returns: the position it had, for undoing; %GTK_INVALID_LIST_POSITION, which
 *   is %G_MAXUINT, if it was not there
 */
guint
desk_profile_store_remove (DeskProfileStore *self, DeskProfile *profile)
{
  guint position;

  g_return_val_if_fail (DESK_IS_PROFILE_STORE (self), G_MAXUINT);
  g_return_val_if_fail (DESK_IS_PROFILE (profile), G_MAXUINT);

  if (!g_ptr_array_find (self->file->profiles, profile, &position))
    return G_MAXUINT;

  g_signal_handlers_disconnect_by_data (profile, self);
  g_ptr_array_remove_index (self->file->profiles, position);
  items_changed (self, position, 1, 0);
  mark_changed (self);

  return position;
}

/**
 * desk_profile_store_move:
 * @self: a store
 * @profile: a profile of @self
 * @position: where it shall be afterwards
 *
 * Gives a profile another place in the order.
 */
void
desk_profile_store_move (DeskProfileStore *self, DeskProfile *profile, guint position)
{
  GPtrArray *profiles;
  guint old_position, first;

  g_return_if_fail (DESK_IS_PROFILE_STORE (self));
  g_return_if_fail (position < self->file->profiles->len);

  profiles = self->file->profiles;
  if (!g_ptr_array_find (profiles, profile, &old_position) || old_position == position)
    return;

  g_ptr_array_insert (profiles, (int) position, g_ptr_array_steal_index (profiles, old_position));
  first = MIN (position, old_position);
  items_changed (self, first, MAX (position, old_position) - first + 1, MAX (position, old_position) - first + 1);
  mark_changed (self);
}

static gboolean
has_name (DeskProfileStore *self, const char *name)
{
  for (guint i = 0; i < self->file->profiles->len; i++)
    if (g_str_equal (desk_profile_get_name (g_ptr_array_index (self->file->profiles, i)), name))
      return TRUE;

  return FALSE;
}

/**
 * desk_profile_store_unique_name:
 * @self: a store
 * @name: a name to begin with
 *
 * Makes a name that no profile has: "Plant", "Plant (2)", "Plant (3)".
 *
 * Returns: (transfer full): a name
 */
char *
desk_profile_store_unique_name (DeskProfileStore *self, const char *name)
{
  g_autoptr (GRegex) number = NULL;
  g_autofree char *stem = NULL;

  g_return_val_if_fail (DESK_IS_PROFILE_STORE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (!has_name (self, name))
    return g_strdup (name);

  number = g_regex_new (" \\([0-9]+\\)$", G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  stem = g_regex_replace_literal (number, name, -1, 0, "", G_REGEX_MATCH_DEFAULT, NULL);
  for (guint i = 2;; i++)
    {
      g_autofree char *candidate = desk_profile_number_name (stem, i);

      if (!has_name (self, candidate))
        return g_steal_pointer (&candidate);
    }
}

/**
 * desk_profile_store_flush:
 * @self: a store
 * @error: %DESK_ERROR_FAILED, for a person
 *
 * Saves what is not saved yet. Blocks.
 *
 * Returns: whether the file is up to date
 */
gboolean
desk_profile_store_flush (DeskProfileStore *self, GError **error)
{
  g_autofree char *contents = NULL;

  g_return_val_if_fail (DESK_IS_PROFILE_STORE (self), FALSE);

  if (!self->unsaved && !self->saving)
    return TRUE;
  if (self->load_error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->load_error));
      return FALSE;
    }

  g_clear_handle_id (&self->delay, g_source_remove);
  contents = desk_profile_file_to_string (self->file);
  self->saving = FALSE;
  self->unsaved = !desk_profile_saver_save (self->saver, contents, error);
  if (!self->unsaved)
    take_save_error (self, NULL);

  return !self->unsaved;
}
