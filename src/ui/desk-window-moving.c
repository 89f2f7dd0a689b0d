/* desk-window-moving.c: tabs that go from window to window
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-window"

#include "config.h"

#include "desk-window-private.h"

/* A DeskTab belongs to its AdwTabPage and goes with it. What a window wants to
 * hear of it ends when the page is detached, and begins when it is attached. */

void
_desk_window_attach_tab (DeskWindow *self, DeskTab *tab)
{
  DeskProfile *profile = desk_session_get_profile (desk_tab_get_session (tab));

  g_signal_connect_object (desk_tab_get_sign_in (tab), "notice", G_CALLBACK (desk_window_toast), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "notify", G_CALLBACK (_desk_window_update_header), self, G_CONNECT_SWAPPED);
}

/* A page that is new has no tab yet. */
static void
on_page_attached (DeskWindow *self, AdwTabPage *page)
{
  DeskTab *tab = desk_tab_from_page (page);

  if (tab != NULL)
    _desk_window_attach_tab (self, tab);
}

/* Its last tab went to another window. While it is dragged it may come back. */
static gboolean
close_if_empty (gpointer user_data)
{
  DeskWindow *self = user_data;

  if (!self->is_closing && adw_tab_view_get_n_pages (self->tab_view) == 0
      && !adw_tab_view_get_is_transferring_page (self->tab_view))
    gtk_window_close (GTK_WINDOW (self));

  return G_SOURCE_REMOVE;
}

static void
look_whether_empty (DeskWindow *self)
{
  if (!self->is_closing && self->tab_view != NULL && adw_tab_view_get_n_pages (self->tab_view) == 0)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, close_if_empty, g_object_ref (self), g_object_unref);
}

static void
on_page_detached (DeskWindow *self, AdwTabPage *page)
{
  DeskTab *tab = desk_tab_from_page (page);

  if (self->menu_page == page)
    self->menu_page = NULL;
  if (tab != NULL)
    {
      g_signal_handlers_disconnect_by_func (desk_tab_get_sign_in (tab), desk_window_toast, self);
      g_signal_handlers_disconnect_by_func (desk_session_get_profile (desk_tab_get_session (tab)),
                                            _desk_window_update_header, self);
    }
  look_whether_empty (self);
}

/* A bar that is not there is nothing to drag from or to. */
static void
update_tab_bar (DeskWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  guint n = 0;

  for (GList *l = application != NULL ? gtk_application_get_windows (application) : NULL; l != NULL; l = l->next)
    if (DESK_IS_WINDOW (l->data) && !DESK_WINDOW (l->data)->is_closing)
      n++;
  if (self->tab_bar != NULL)
    adw_tab_bar_set_autohide (self->tab_bar, n < 2);
}

void
_desk_window_follow_application (DeskWindow *self, GtkApplication *application)
{
  g_signal_connect_object (application, "window-added", G_CALLBACK (update_tab_bar), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (application, "window-removed", G_CALLBACK (update_tab_bar), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update_tab_bar (self);
}

static DeskWindow *
make_window (DeskWindow *self)
{
  return _desk_window_new_without_tabs (gtk_window_get_application (GTK_WINDOW (self)), self->store);
}

/* A tab was dropped beside the windows. */
static AdwTabView *
on_create_window (DeskWindow *self)
{
  DeskWindow *window = make_window (self);

  gtk_window_present (GTK_WINDOW (window));

  return window->tab_view;
}

static void
on_setup_menu (DeskWindow *self, AdwTabPage *page)
{
  self->menu_page = page;
}

/* The tab whose menu is open, else the selected one */
AdwTabPage *
_desk_window_get_meant_page (DeskWindow *self)
{
  return self->menu_page != NULL ? self->menu_page : adw_tab_view_get_selected_page (self->tab_view);
}

static void
move_tab (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  AdwTabPage *page = _desk_window_get_meant_page (self);
  DeskWindow *window;

  if (page == NULL || adw_tab_view_get_n_pages (self->tab_view) < 2)
    return;
  window = make_window (self);
  adw_tab_view_transfer_page (self->tab_view, page, window->tab_view, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static void
show_tab (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  int number = g_variant_get_int32 (parameter);

  if (number >= 1 && number <= adw_tab_view_get_n_pages (self->tab_view))
    {
      adw_tab_view_set_selected_page (self->tab_view, adw_tab_view_get_nth_page (self->tab_view, number - 1));
      _desk_window_focus_page (self);
    }
}

static void
on_n_pages_changed (DeskWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "move-tab");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), adw_tab_view_get_n_pages (self->tab_view) > 1);
}

void
_desk_window_init_moving (DeskWindow *self)
{
  static const GActionEntry entries[] = {
    { "move-tab", move_tab },
    { "show-tab", show_tab, "i" },
  };
  const struct
  {
    const char *signal;
    GCallback handler;
  } handlers[] = {
    { "page-attached", G_CALLBACK (on_page_attached) },
    { "page-detached", G_CALLBACK (on_page_detached) },
    { "create-window", G_CALLBACK (on_create_window) },
    { "setup-menu", G_CALLBACK (on_setup_menu) },
    { "notify::is-transferring-page", G_CALLBACK (look_whether_empty) },
    { "notify::n-pages", G_CALLBACK (on_n_pages_changed) },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->tab_view, handlers[i].signal, handlers[i].handler, self, G_CONNECT_SWAPPED);
  on_n_pages_changed (self);
}
