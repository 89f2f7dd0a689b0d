/* desk-window-tabs.c: the connections of the window, from opening to closing
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-window"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-connection-page.h"
#include "desk-secrets.h"
#include "desk-start-page.h"
#include "desk-toast.h"
#include "desk-window-private.h"

/* A connection that has to wait until the same log is closed. */
typedef struct
{
  DeskProfile *profile; /* (owned) */
  char *password;       /* (owned) (nullable), to be wiped */
  char **filters;       /* (owned) (nullable) */
} Postponed;

static void
postponed_free (gpointer data)
{
  Postponed *postponed = data;

  g_object_unref (postponed->profile);
  desk_secrets_free (postponed->password);
  g_strfreev (postponed->filters);
  g_free (postponed);
}

static AdwTabPage *
find_start_page (DeskWindow *self)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      AdwTabPage *page = adw_tab_view_get_nth_page (self->tab_view, i);

      if (DESK_IS_START_PAGE (adw_tab_page_get_child (page)))
        return page;
    }

  return NULL;
}

static DeskTab *
find_own_tab (DeskWindow *self, const char *profile_id)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      DeskTab *tab = desk_tab_from_page (adw_tab_view_get_nth_page (self->tab_view, i));
      DeskProfile *profile = tab != NULL ? desk_session_get_profile (desk_tab_get_session (tab)) : NULL;

      if (profile != NULL && g_strcmp0 (desk_profile_get_id (profile), profile_id) == 0)
        return tab;
    }

  return NULL;
}

/* All windows of the program, also those that only wait for their connections to be closed */
static GListModel *
get_windows (void)
{
  return gtk_window_get_toplevels ();
}

/* The tab of a profile, whichever window has it; @owner: (out) (optional): that window */
DeskTab *
_desk_window_find_tab (const char *profile_id, DeskWindow **owner)
{
  GListModel *windows = get_windows ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      DeskTab *tab = DESK_IS_WINDOW (window) ? find_own_tab (DESK_WINDOW (window), profile_id) : NULL;

      if (tab != NULL)
        {
          if (owner != NULL)
            *owner = DESK_WINDOW (window);
          return tab;
        }
    }

  return NULL;
}

void
_desk_window_show_start (DeskWindow *self)
{
  AdwTabPage *page = find_start_page (self);

  if (page == NULL)
    {
      GtkWidget *start_page = desk_start_page_new (self->store);

      page = adw_tab_view_append (self->tab_view, start_page);
      adw_tab_page_set_title (page, _ ("New connection"));
    }
  adw_tab_view_set_selected_page (self->tab_view, page);
  gtk_widget_grab_focus (adw_tab_page_get_child (page));
}

/* Its log is still being written, by whichever window had it. */
static gboolean
is_closing (const char *profile_id)
{
  GListModel *windows = get_windows ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      GPtrArray *closing = DESK_IS_WINDOW (window) ? DESK_WINDOW (window)->closing : NULL;

      for (guint j = 0; closing != NULL && j < closing->len; j++)
        if (g_strcmp0 (desk_profile_get_id (desk_session_get_profile (g_ptr_array_index (closing, j))), profile_id)
            == 0)
          return TRUE;
    }

  return FALSE;
}

static void
postpone (DeskWindow *self, DeskProfile *profile, const char *password, const char *const *filters)
{
  Postponed *postponed = g_new0 (Postponed, 1);

  postponed->profile = g_object_ref (profile);
  postponed->password = g_strdup (password);
  postponed->filters = g_strdupv ((char **) filters);
  g_ptr_array_add (self->postponed, postponed);
}

DeskTab *
_desk_window_add_tab (DeskWindow *self, DeskSession *session)
{
  AdwTabPage *start_page = find_start_page (self);
  AdwTabPage *page = adw_tab_view_append (self->tab_view, desk_connection_page_new (session));
  DeskTab *tab = desk_tab_new (page, session);

  _desk_window_attach_tab (self, tab);
  adw_tab_view_set_selected_page (self->tab_view, page);
  /* The selection did not change if this is the first page: it had no tab when it was added. */
  _desk_window_on_selected_page_changed (self);
  if (start_page != NULL)
    adw_tab_view_close_page (self->tab_view, start_page);

  return tab;
}

static void
subscribe_all (DeskWindow *self, DeskSession *session, const char *const *filters)
{
  for (gsize i = 0; filters != NULL && filters[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      if (desk_session_subscribe (session, filters[i], 0, &error) == NULL)
        {
          g_autofree char *words
              = g_strdup_printf (_ ("Not subscribed to “%s”. %s"), filters[i], error->message);

          desk_window_toast (self, words);
        }
    }
}

/* Where there is nothing to see yet, subscribing comes next; who wants to see the topics instead keeps them. */
static void
focus_page (DeskTab *tab)
{
  GtkWidget *page = adw_tab_page_get_child (desk_tab_get_page (tab));
  g_autofree char *left = NULL;

  g_object_get (page, "left-page", &left, NULL);
  if (g_str_equal (left, "subscriptions")
      && g_list_model_get_n_items (desk_session_get_subscriptions (desk_tab_get_session (tab))) == 0)
    gtk_widget_activate_action (page, "page.focus-subscribe", NULL);
  else
    gtk_widget_grab_focus (page);
}

/**
 * desk_window_open:
 * @profile: a saved or temporary profile
 * @password: (nullable): its password, if it is known already
 * @filters: (nullable): topic filters to subscribe to as well
 *
 * Shows the tab of @profile, in whichever window it is, or a new one if there
 * is none, and connects it.
 */
void
desk_window_open (DeskWindow *self, DeskProfile *profile, const char *password, const char *const *filters)
{
  DeskWindow *owner = self;
  DeskTab *tab;
  gboolean is_new;

  g_return_if_fail (DESK_IS_WINDOW (self));
  g_return_if_fail (DESK_IS_PROFILE (profile));

  if (is_closing (desk_profile_get_id (profile)))
    {
      postpone (self, profile, password, filters);
      return;
    }

  tab = _desk_window_find_tab (desk_profile_get_id (profile), &owner);
  is_new = tab == NULL;
  if (is_new)
    {
      g_autoptr (DeskSession) session = desk_session_new (profile, NULL);

      tab = _desk_window_add_tab (self, session);
    }
  else
    adw_tab_view_set_selected_page (owner->tab_view, desk_tab_get_page (tab));
  if (owner != self)
    gtk_window_present (GTK_WINDOW (owner));

  if (password != NULL)
    desk_sign_in_set_password (desk_tab_get_sign_in (tab), password);
  subscribe_all (owner, desk_tab_get_session (tab), filters);
  if (is_new)
    focus_page (tab);
  if (desk_session_get_state (desk_tab_get_session (tab)) == DESK_SESSION_DISCONNECTED)
    gtk_widget_activate_action (GTK_WIDGET (owner), "win.connect", NULL);
}

void
_desk_window_finish_closing (DeskWindow *self)
{
  if (self->is_closing && self->closing->len == 0)
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
open_postponed (DeskWindow *self)
{
  g_autoptr (GPtrArray) postponed = g_steal_pointer (&self->postponed);

  self->postponed = g_ptr_array_new_with_free_func (postponed_free);
  for (guint i = 0; i < postponed->len && !self->is_closing; i++)
    {
      Postponed *next = g_ptr_array_index (postponed, i);

      desk_window_open (self, next->profile, next->password, (const char *const *) next->filters);
    }
}

static void
on_session_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskWindow) self = user_data;
  GListModel *windows = get_windows ();
  g_autoptr (GError) error = NULL;

  if (!desk_session_close_finish (DESK_SESSION (source), result, &error))
    g_warning ("A connection did not close cleanly: %s", error->message);
  g_ptr_array_remove (self->closing, source);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (DESK_IS_WINDOW (window))
        open_postponed (DESK_WINDOW (window));
    }
  _desk_window_finish_closing (self);
}

/* The tab goes at once; its connection is taken down behind it. */
static gboolean
on_close_page (DeskWindow *self, AdwTabPage *page)
{
  DeskTab *tab = desk_tab_from_page (page);

  if (!_desk_window_may_close_page (self, page))
    return GDK_EVENT_STOP;

  if (tab != NULL)
    {
      DeskSession *session = desk_tab_get_session (tab);

      g_ptr_array_add (self->closing, g_object_ref (session));
      desk_session_close_async (session, on_session_closed, g_object_ref (self));
      _desk_window_stop_demo_of (session);
    }
  if (tab != NULL && adw_tab_view_get_n_pages (self->tab_view) == 1 && !self->is_closing)
    _desk_window_show_start (self);
  adw_tab_view_close_page_finish (self->tab_view, page,
                                  tab != NULL || adw_tab_view_get_n_pages (self->tab_view) > 1);

  return GDK_EVENT_STOP;
}

void
_desk_window_init_tabs (DeskWindow *self)
{
  self->closing = g_ptr_array_new_with_free_func (g_object_unref);
  self->postponed = g_ptr_array_new_with_free_func (postponed_free);
  g_signal_connect_object (self->tab_view, "close-page", G_CALLBACK (on_close_page), self, G_CONNECT_SWAPPED);
  _desk_window_init_moving (self);
}
