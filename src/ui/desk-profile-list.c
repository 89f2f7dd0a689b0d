/* desk-profile-list.c: folders and profiles as they are shown one below the other
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-list"

#include "config.h"

#include "desk-profile-list.h"

#include "desk-profile-folders.h"

#define SETTINGS_ID "com.example.MqttDesk"
#define ORDER_KEY "profile-order"
#define CLOSED_KEY "closed-folders"
#define OWN_ORDER "own"

struct _DeskProfileFolder
{
  GObject parent_instance;
  char *name; /* (owned) */
  guint n_profiles;
  gboolean open;
};

G_DEFINE_FINAL_TYPE (DeskProfileFolder, desk_profile_folder, G_TYPE_OBJECT)

static void
desk_profile_folder_finalize (GObject *object)
{
  g_free (DESK_PROFILE_FOLDER (object)->name);

  G_OBJECT_CLASS (desk_profile_folder_parent_class)->finalize (object);
}

static void
desk_profile_folder_class_init (DeskProfileFolderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_profile_folder_finalize;
}

static void
desk_profile_folder_init (DeskProfileFolder *self)
{
}

/**
 * desk_profile_folder_get_name:
 *
 * Returns: (transfer none): what it is called
 */
const char *
desk_profile_folder_get_name (DeskProfileFolder *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE_FOLDER (self), NULL);

  return self->name;
}

/**
 * desk_profile_folder_get_n_profiles:
 *
 * Returns: how many profiles are in it
 */
guint
desk_profile_folder_get_n_profiles (DeskProfileFolder *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE_FOLDER (self), 0);

  return self->n_profiles;
}

/**
 * desk_profile_folder_get_open:
 *
 * Returns: whether its profiles follow it
 */
gboolean
desk_profile_folder_get_open (DeskProfileFolder *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE_FOLDER (self), FALSE);

  return self->open;
}

struct _DeskProfileList
{
  GObject parent_instance;
  DeskProfileStore *store; /* (owned) */
  GSettings *settings;     /* (owned) */
  GPtrArray *items;        /* (owned) (element-type GObject) */
};

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return DESK_PROFILE_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *items = DESK_PROFILE_LIST (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
desk_profile_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskProfileList, desk_profile_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, desk_profile_list_list_model_init))

/* Last used first, then by name */
static int
compare_profiles (gconstpointer a, gconstpointer b)
{
  DeskProfile *one = *(DeskProfile *const *) a;
  DeskProfile *other = *(DeskProfile *const *) b;
  gint64 one_used = desk_profile_get_last_used (one);
  gint64 other_used = desk_profile_get_last_used (other);

  if (one_used != other_used)
    return one_used > other_used ? -1 : 1;

  return g_utf8_collate (desk_profile_get_name (one), desk_profile_get_name (other));
}

static GPtrArray *
list_profiles (DeskProfileStore *store, GSettings *settings)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *order = g_settings_get_string (settings, ORDER_KEY);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    g_ptr_array_add (profiles, g_list_model_get_item (G_LIST_MODEL (store), i));
  if (!g_str_equal (order, OWN_ORDER))
    g_ptr_array_sort (profiles, compare_profiles);

  return profiles;
}

static guint
append_folder (GPtrArray *items, GPtrArray *profiles, const char *folder)
{
  guint n_appended = 0;

  for (guint i = 0; i < profiles->len; i++)
    {
      DeskProfile *profile = g_ptr_array_index (profiles, i);

      if (!g_str_equal (desk_profile_get_folder (profile), folder))
        continue;
      g_ptr_array_add (items, g_object_ref (profile));
      n_appended++;
    }

  return n_appended;
}

static GPtrArray *
list_items (DeskProfileList *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) profiles = list_profiles (self->store, self->settings);
  g_auto (GStrv) folders = desk_profile_folders_list (self->store);
  g_auto (GStrv) closed = g_settings_get_strv (self->settings, CLOSED_KEY);

  append_folder (items, profiles, "");
  for (char **name = folders; *name != NULL; name++)
    {
      DeskProfileFolder *folder = g_object_new (DESK_TYPE_PROFILE_FOLDER, NULL);
      guint first;

      folder->name = g_strdup (*name);
      folder->open = !g_strv_contains ((const char *const *) closed, *name);
      g_ptr_array_add (items, folder);
      first = items->len;
      folder->n_profiles = append_folder (items, profiles, *name);
      if (!folder->open)
        g_ptr_array_set_size (items, (int) first);
    }

  return items;
}

static gboolean
is_same (gpointer a, gpointer b)
{
  DeskProfileFolder *one = a, *other = b;

  if (!DESK_IS_PROFILE_FOLDER (a) || !DESK_IS_PROFILE_FOLDER (b))
    return a == b;

  return g_str_equal (one->name, other->name) && one->n_profiles == other->n_profiles && one->open == other->open;
}

/* Rows that stay keep the focus. */
static void
update (DeskProfileList *self)
{
  g_autoptr (GPtrArray) old = self->items;
  guint n_before = 0, n_after = 0;

  self->items = list_items (self);
  while (n_before < MIN (old->len, self->items->len)
         && is_same (g_ptr_array_index (old, n_before), g_ptr_array_index (self->items, n_before)))
    n_before++;
  while (n_after < MIN (old->len, self->items->len) - n_before
         && is_same (g_ptr_array_index (old, old->len - 1 - n_after),
                     g_ptr_array_index (self->items, self->items->len - 1 - n_after)))
    n_after++;
  if (n_before + n_after < MAX (old->len, self->items->len))
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, old->len - n_before - n_after,
                                self->items->len - n_before - n_after);
}

static void
on_items_changed (DeskProfileList *self, guint position, guint n_removed, guint n_added)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (DeskProfile) profile = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      g_signal_handlers_disconnect_by_func (profile, update, self);
      g_signal_connect_object (profile, "notify::folder", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  update (self);
}

static void
desk_profile_list_dispose (GObject *object)
{
  DeskProfileList *self = DESK_PROFILE_LIST (object);

  g_clear_object (&self->store);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (desk_profile_list_parent_class)->dispose (object);
}

static void
desk_profile_list_finalize (GObject *object)
{
  g_ptr_array_unref (DESK_PROFILE_LIST (object)->items);

  G_OBJECT_CLASS (desk_profile_list_parent_class)->finalize (object);
}

static void
desk_profile_list_class_init (DeskProfileListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_profile_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_profile_list_finalize;
}

static void
desk_profile_list_init (DeskProfileList *self)
{
  self->settings = g_settings_new (SETTINGS_ID);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * desk_profile_list_new:
 * @store: the saved profiles
 *
 * Returns: (transfer full): a new list
 */
DeskProfileList *
desk_profile_list_new (DeskProfileStore *store)
{
  DeskProfileList *self;

  g_return_val_if_fail (DESK_IS_PROFILE_STORE (store), NULL);

  self = g_object_new (DESK_TYPE_PROFILE_LIST, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::" ORDER_KEY, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::" CLOSED_KEY, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  on_items_changed (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (store)));

  return self;
}

/**
 * desk_profile_list_sort:
 * @self: a list
 *
 * Sorts again: a profile that is used does not move by itself.
 */
void
desk_profile_list_sort (DeskProfileList *self)
{
  g_return_if_fail (DESK_IS_PROFILE_LIST (self));

  update (self);
}

/**
 * desk_profile_list_toggle:
 * @store: the saved profiles
 * @folder: the name of a folder
 *
 * Opens or closes a folder, in every list; that is remembered.
 */
void
desk_profile_list_toggle (DeskProfileStore *store, const char *folder)
{
  g_autoptr (GSettings) settings = g_settings_new (SETTINGS_ID);
  g_autoptr (GPtrArray) closed = g_ptr_array_new ();
  g_auto (GStrv) known = NULL;
  g_auto (GStrv) folders = NULL;
  gboolean was_closed = FALSE;

  g_return_if_fail (DESK_IS_PROFILE_STORE (store));
  g_return_if_fail (folder != NULL);

  /* Only those that still exist */
  known = g_settings_get_strv (settings, CLOSED_KEY);
  folders = desk_profile_folders_list (store);
  for (char **name = known; *name != NULL; name++)
    if (g_str_equal (*name, folder))
      was_closed = TRUE;
    else if (g_strv_contains ((const char *const *) folders, *name))
      g_ptr_array_add (closed, *name);
  if (!was_closed)
    g_ptr_array_add (closed, (gpointer) folder);
  g_ptr_array_add (closed, NULL);
  g_settings_set_strv (settings, CLOSED_KEY, (const char *const *) closed->pdata);
}

/**
 * desk_profile_list_keep_order:
 * @store: the saved profiles
 *
 * Makes the order that is shown the person's own one, which it may be already:
 * so moving one profile leaves the others where they are.
 */
void
desk_profile_list_keep_order (DeskProfileStore *store)
{
  g_autoptr (GSettings) settings = g_settings_new (SETTINGS_ID);
  g_autoptr (GPtrArray) profiles = NULL;

  g_return_if_fail (DESK_IS_PROFILE_STORE (store));

  profiles = list_profiles (store, settings);
  for (guint i = 0; i < profiles->len; i++)
    desk_profile_store_move (store, g_ptr_array_index (profiles, i), i);
  g_settings_set_string (settings, ORDER_KEY, OWN_ORDER);
}
