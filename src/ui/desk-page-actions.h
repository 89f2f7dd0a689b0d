/* desk-page-actions.h: the actions of a page, for its widgets and for the session bus
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskPageAction:
 * @name: with its prefix: page., log. or publish.
 * @parameter: (nullable): the type of its parameter
 * @activate: (nullable): what it does; gets the page, the whole name and the parameter
 * @property: (nullable): instead of @activate, a boolean or string property of the page that is its state
 * @keys: (nullable): triggers, divided by “|”
 *
 * Something that a person can do on the page. A table of them ends with one without a name.
 */
typedef struct
{
  const char *name;
  const char *parameter;
  GtkWidgetActionActivateFunc activate;
  const char *property;
  const char *keys;
} DeskPageAction;

#define DESK_TYPE_PAGE_ACTIONS (desk_page_actions_get_type ())
G_DECLARE_FINAL_TYPE (DeskPageActions, desk_page_actions, DESK, PAGE_ACTIONS, GObject)

DeskPageActions *desk_page_actions_new          (GtkWidget            *page);
void             desk_page_actions_add          (DeskPageActions      *self,
                                                 const DeskPageAction *table);
void             desk_page_actions_set_enabled  (DeskPageActions      *self,
                                                 const char           *name,
                                                 gboolean              enabled);
void             desk_page_actions_list_in      (DeskPageActions      *self,
                                                 GActionMap           *map);
void             desk_page_actions_unlist_from  (DeskPageActions      *self,
                                                 GActionMap           *map);

G_END_DECLS
