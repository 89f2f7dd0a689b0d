/* desk-page-actions.c: the actions of a page, for its widgets and for the session bus
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-page-actions"

#include "config.h"

#include "desk-page-actions.h"

#include <string.h>

/* Each action is there twice. Widgets look for "log.clear" as the action "clear"
 * of a group "log" that the page has. The window, whose actions are on the
 * session bus, lists it as an action that is called "log.clear". */
struct _DeskPageActions
{
  GObject parent_instance;
  GtkWidget *page;             /* (unowned) (nullable): NULL when it is gone */
  GHashTable *groups;          /* (owned): prefix → GSimpleActionGroup */
  GSimpleActionGroup *listed;  /* (owned): all of them under their whole names */
};

G_DEFINE_FINAL_TYPE (DeskPageActions, desk_page_actions, G_TYPE_OBJECT)

static GActionMap *
get_group (DeskPageActions *self, const char *name)
{
  g_autofree char *prefix = g_strndup (name, strcspn (name, "."));
  GSimpleActionGroup *group = g_hash_table_lookup (self->groups, prefix);

  if (group == NULL)
    {
      group = g_simple_action_group_new ();
      gtk_widget_insert_action_group (self->page, prefix, G_ACTION_GROUP (group));
      g_hash_table_insert (self->groups, g_steal_pointer (&prefix), group);
    }

  return G_ACTION_MAP (group);
}

static const char *
without_prefix (const char *name)
{
  return name + strcspn (name, ".") + 1;
}

static GVariant *
get_state (GtkWidget *page, const char *property)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_object_get_property (G_OBJECT (page), property, &value);
  if (G_VALUE_HOLDS_STRING (&value))
    return g_variant_new_string (g_value_get_string (&value));

  return g_variant_new_boolean (g_value_get_boolean (&value));
}

static void
set_property (GtkWidget *page, const char *property, GVariant *state)
{
  if (g_variant_is_of_type (state, G_VARIANT_TYPE_STRING))
    g_object_set (page, property, g_variant_get_string (state, NULL), NULL);
  else
    g_object_set (page, property, g_variant_get_boolean (state), NULL);
}

static void
on_activate (DeskPageActions *self, GVariant *parameter, GSimpleAction *action)
{
  const DeskPageAction *entry = g_object_get_data (G_OBJECT (action), "entry");

  g_assert (DESK_IS_PAGE_ACTIONS (self));

  if (self->page != NULL)
    entry->activate (self->page, entry->name, parameter);
}

static void
on_change_state (DeskPageActions *self, GVariant *state, GSimpleAction *action)
{
  const DeskPageAction *entry = g_object_get_data (G_OBJECT (action), "entry");

  g_assert (DESK_IS_PAGE_ACTIONS (self));

  if (self->page != NULL)
    set_property (self->page, entry->property, state);
}

static void
on_property_changed (GtkWidget *page, GParamSpec *pspec, GSimpleAction *action)
{
  g_simple_action_set_state (action, get_state (page, g_param_spec_get_name (pspec)));
}

/* Not a GPropertyAction: it would keep the page alive, which owns it. */
static GSimpleAction *
new_property_action (DeskPageActions *self, const char *name, const DeskPageAction *entry)
{
  g_autoptr (GVariant) state = g_variant_ref_sink (get_state (self->page, entry->property));
  gboolean is_boolean = g_variant_is_of_type (state, G_VARIANT_TYPE_BOOLEAN);
  GSimpleAction *action = g_simple_action_new_stateful (name, is_boolean ? NULL : G_VARIANT_TYPE_STRING, state);
  g_autofree char *signal = g_strconcat ("notify::", entry->property, NULL);

  g_signal_connect_object (action, "change-state", G_CALLBACK (on_change_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, signal, G_CALLBACK (on_property_changed), action, 0);

  return action;
}

static GSimpleAction *
new_action (DeskPageActions *self, const char *name, const DeskPageAction *entry)
{
  g_autoptr (GVariantType) type = entry->parameter != NULL ? g_variant_type_new (entry->parameter) : NULL;
  GSimpleAction *action = g_simple_action_new (name, type);

  g_signal_connect_object (action, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);

  return action;
}

static GSimpleAction *
add_to (DeskPageActions *self, GActionMap *map, const char *name, const DeskPageAction *entry)
{
  g_autoptr (GSimpleAction) action = NULL;

  action = entry->property != NULL ? new_property_action (self, name, entry) : new_action (self, name, entry);
  g_object_set_data (G_OBJECT (action), "entry", (gpointer) entry);
  g_action_map_add_action (map, G_ACTION (action));

  return action;
}

static void
desk_page_actions_dispose (GObject *object)
{
  DeskPageActions *self = DESK_PAGE_ACTIONS (object);

  g_clear_weak_pointer (&self->page);

  G_OBJECT_CLASS (desk_page_actions_parent_class)->dispose (object);
}

static void
desk_page_actions_finalize (GObject *object)
{
  DeskPageActions *self = DESK_PAGE_ACTIONS (object);

  g_hash_table_unref (self->groups);
  g_object_unref (self->listed);

  G_OBJECT_CLASS (desk_page_actions_parent_class)->finalize (object);
}

static void
desk_page_actions_class_init (DeskPageActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_page_actions_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_page_actions_finalize;
}

static void
desk_page_actions_init (DeskPageActions *self)
{
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->listed = g_simple_action_group_new ();
}

/**
 * desk_page_actions_new:
 * @page: (transfer none): what the actions act on; it owns them, not the other way round
 *
 * Returns: (transfer full): no actions yet
 */
DeskPageActions *
desk_page_actions_new (GtkWidget *page)
{
  DeskPageActions *self = g_object_new (DESK_TYPE_PAGE_ACTIONS, NULL);

  g_set_weak_pointer (&self->page, page);

  return self;
}

/**
 * desk_page_actions_add:
 * @self: the actions of a page
 * @table: what to add; it must stay where it is
 *
 * Adds actions, all of them enabled.
 */
void
desk_page_actions_add (DeskPageActions *self, const DeskPageAction *table)
{
  g_return_if_fail (DESK_IS_PAGE_ACTIONS (self));

  for (const DeskPageAction *entry = table; entry->name != NULL; entry++)
    {
      GSimpleAction *action = add_to (self, get_group (self, entry->name), without_prefix (entry->name), entry);
      GSimpleAction *listed = add_to (self, G_ACTION_MAP (self->listed), entry->name, entry);

      g_object_bind_property (action, "enabled", listed, "enabled", G_BINDING_SYNC_CREATE);
    }
}

/**
 * desk_page_actions_set_enabled:
 * @self: the actions of a page
 * @name: the name with its prefix
 * @enabled: whether it can be activated
 */
void
desk_page_actions_set_enabled (DeskPageActions *self, const char *name, gboolean enabled)
{
  GAction *action;

  g_return_if_fail (DESK_IS_PAGE_ACTIONS (self));

  action = g_action_map_lookup_action (get_group (self, name), without_prefix (name));
  g_return_if_fail (G_IS_SIMPLE_ACTION (action));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/**
 * desk_page_actions_list_in:
 * @self: the actions of a page
 * @map: where to add them under their whole names, for instance a window
 */
void
desk_page_actions_list_in (DeskPageActions *self, GActionMap *map)
{
  g_auto (GStrv) names = NULL;

  g_return_if_fail (DESK_IS_PAGE_ACTIONS (self));

  names = g_action_group_list_actions (G_ACTION_GROUP (self->listed));
  for (gsize i = 0; names[i] != NULL; i++)
    g_action_map_add_action (map, g_action_map_lookup_action (G_ACTION_MAP (self->listed), names[i]));
}

/**
 * desk_page_actions_unlist_from:
 * @self: the actions of a page
 * @map: where desk_page_actions_list_in() added them
 */
void
desk_page_actions_unlist_from (DeskPageActions *self, GActionMap *map)
{
  g_auto (GStrv) names = NULL;

  g_return_if_fail (DESK_IS_PAGE_ACTIONS (self));

  names = g_action_group_list_actions (G_ACTION_GROUP (self->listed));
  for (gsize i = 0; names[i] != NULL; i++)
    g_action_map_remove_action (map, names[i]);
}
