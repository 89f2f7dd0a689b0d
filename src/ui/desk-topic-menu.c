/* desk-topic-menu.c: what can be done with a node of the topic tree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-topic-menu.h"

#include <glib/gi18n.h>

static void
append (GMenu *section, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (section, item);
}

/**
 * desk_topic_menu_dup_filter:
 * @model: the topics
 * @node: one of them
 *
 * Returns: (transfer full): the topic filter that matches the node and all below it
 */
char *
desk_topic_menu_dup_filter (DeskTopicModel *model, guint32 node)
{
  g_autofree char *topic = desk_topic_model_dup_topic (model, node);
  DeskTopicFigures figures;

  desk_topic_model_get_figures (model, node, &figures);

  return figures.n_children > 0 ? g_strconcat (topic, "/#", NULL) : g_steal_pointer (&topic);
}

/**
 * desk_topic_menu_new:
 * @model: the topics
 * @node: one of them
 *
 * Returns: (transfer floating): its menu
 */
GtkPopover *
desk_topic_menu_new (DeskTopicModel *model, guint32 node)
{
  g_autofree char *topic = desk_topic_model_dup_topic (model, node);
  g_autofree char *filter = desk_topic_menu_dup_filter (model, node);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) about = g_menu_new ();
  g_autoptr (GMenu) log = g_menu_new ();
  DeskTopicFigures figures;
  gboolean branch;
  GtkWidget *popover;

  desk_topic_model_get_figures (model, node, &figures);
  branch = figures.n_children > 0;

  append (about, _ ("_Copy topic"), "page.copy-topic", g_variant_new_string (topic));
  append (about, branch ? _ ("_Subscribe to this branch") : _ ("_Subscribe to this topic"), "page.subscribe-to",
          g_variant_new ("(su)", filter, 0));
  append (about, _ ("_Publish to this topic"), "page.publish-to", g_variant_new_string (topic));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (about));
  append (log, branch ? _ ("Show _only this branch") : _ ("Show _only this topic"), "page.filter-by",
          g_variant_new_string (filter));
  append (log, branch ? _ ("_Hide this branch") : _ ("_Hide this topic"), "page.exclude-topic",
          g_variant_new_string (filter));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (log));
  if (branch)
    {
      g_autoptr (GMenu) tree = g_menu_new ();

      append (tree, _ ("E_xpand all below it"), "page.expand-topic", g_variant_new_string (topic));
      g_menu_append_section (menu, NULL, G_MENU_MODEL (tree));
    }

  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);

  return GTK_POPOVER (popover);
}
