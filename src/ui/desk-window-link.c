/* desk-window-link.c: links of other programs, which ask before they connect
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-window"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-link-page.h"
#include "desk-window-private.h"

/* Somebody who opens links without end shall not fill the window. */
#define MAX_LINKS 5

static DeskLinkPage *
get_link_page (AdwTabPage *page)
{
  GtkWidget *child = page != NULL ? adw_tab_page_get_child (page) : NULL;

  return child != NULL && DESK_IS_LINK_PAGE (child) ? DESK_LINK_PAGE (child) : NULL;
}

/* The same link again is the same question. */
static AdwTabPage *
find_link (DeskWindow *self, DeskProfile *profile, guint *n_links)
{
  AdwTabPage *found = NULL;

  *n_links = 0;
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      AdwTabPage *page = adw_tab_view_get_nth_page (self->tab_view, i);
      DeskLinkPage *link = get_link_page (page);

      if (link == NULL)
        continue;
      *n_links += 1;
      if (g_str_equal (desk_profile_get_id (desk_link_page_get_profile (link)), desk_profile_get_id (profile)))
        found = page;
    }

  return found;
}

static void
close_link (DeskWindow *self, AdwTabPage *page)
{
  if (adw_tab_view_get_n_pages (self->tab_view) == 1)
    _desk_window_show_start (self);
  adw_tab_view_close_page (self->tab_view, page);
}

static void
follow_link (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  AdwTabPage *page = adw_tab_view_get_selected_page (self->tab_view);
  DeskLinkPage *link = get_link_page (page);

  if (link == NULL)
    return;
  desk_window_open (self, desk_link_page_get_profile (link), desk_link_page_get_password (link),
                    desk_link_page_get_filters (link));
  close_link (self, page);
}

/* The settings of a profile that leads there, and not what is in the link */
static void
follow_link_with (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  AdwTabPage *page = adw_tab_view_get_selected_page (self->tab_view);
  DeskProfile *profile = desk_profile_store_find (self->store, g_variant_get_string (parameter, NULL));

  if (get_link_page (page) == NULL || profile == NULL)
    return;
  desk_window_open (self, profile, NULL, NULL);
  close_link (self, page);
}

static void
dismiss_link (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  AdwTabPage *page = adw_tab_view_get_selected_page (self->tab_view);

  if (get_link_page (page) != NULL)
    close_link (self, page);
}

/**
 * desk_window_ask_link:
 * @profile: a temporary profile, made from a link
 * @password: (nullable): the password in it
 * @filters: (nullable): topic filters in it
 *
 * Shows where a link leads, in a tab of its own, and connects only when a
 * person says so.
 */
void
desk_window_ask_link (DeskWindow *self, DeskProfile *profile, const char *password, const char *const *filters)
{
  AdwTabPage *page;
  guint n_links;

  g_return_if_fail (DESK_IS_WINDOW (self));
  g_return_if_fail (DESK_IS_PROFILE (profile));

  page = find_link (self, profile, &n_links);
  if (page == NULL && n_links >= MAX_LINKS)
    {
      desk_window_toast (self, _ ("Another link was not opened: answer those that are open first."));
      return;
    }
  if (page == NULL)
    {
      g_autoptr (GIcon) icon = g_themed_icon_new ("dialog-question-symbolic");

      page = adw_tab_view_append (self->tab_view, desk_link_page_new (profile, password, filters, self->store));
      adw_tab_page_set_title (page, desk_profile_get_name (profile));
      adw_tab_page_set_icon (page, icon);
    }
  adw_tab_view_set_selected_page (self->tab_view, page);
  gtk_widget_grab_focus (adw_tab_page_get_child (page));
}

void
_desk_window_update_link_actions (DeskWindow *self)
{
  static const char *const names[] = { "follow-link", "follow-link-with", "dismiss-link" };
  gboolean enabled = get_link_page (adw_tab_view_get_selected_page (self->tab_view)) != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), names[i])),
                                 enabled);
}

void
_desk_window_add_link_actions (DeskWindow *self)
{
  static const GActionEntry entries[] = {
    { "follow-link", follow_link },
    { "follow-link-with", follow_link_with, "s" },
    { "dismiss-link", dismiss_link },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  _desk_window_update_link_actions (self);
}
