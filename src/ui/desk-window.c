/* desk-window.c: the main window
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
#include "desk-words.h"

#define SETTINGS_ID "com.example.MqttDesk"

/* AdwTabView: a tab each for the connections (DeskConnectionPage), and one for
 * the start page while it is wanted: always, when there is nothing else. */
G_DEFINE_FINAL_TYPE (DeskWindow, desk_window, ADW_TYPE_APPLICATION_WINDOW)

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

static void
update_connect_button (DeskWindow *self, DeskSessionState state)
{
  gboolean can_connect = state == DESK_SESSION_DISCONNECTED;
  gboolean is_up = state == DESK_SESSION_CONNECTED || state == DESK_SESSION_DISCONNECTING;
  const char *words = can_connect ? _ ("Connect") : is_up ? _ ("Disconnect") : _ ("Stop");
  const char *hint = can_connect ? _ ("Connect (Ctrl+R)")
                     : is_up ? _ ("Disconnect (Ctrl+Shift+R)") : _ ("Stop trying (Ctrl+Shift+R)");

  /* In a narrow window only the icon has room. */
  gtk_label_set_text (self->connect_label, words);
  gtk_image_set_from_icon_name (self->connect_icon, can_connect ? "media-playback-start-symbolic"
                                                                : "media-playback-stop-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->connect_button), hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->connect_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->connect_button),
                                  can_connect ? "win.connect" : "win.disconnect");
  if (can_connect)
    gtk_widget_add_css_class (GTK_WIDGET (self->connect_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->connect_button), "suggested-action");
}

void
_desk_window_update_header (DeskWindow *self)
{
  DeskTab *tab = _desk_window_get_selected_tab (self);
  gboolean offline = tab != NULL && desk_tab_get_offline (tab);

  gtk_widget_set_visible (GTK_WIDGET (self->start_button), tab != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->connect_button), tab != NULL && !offline);
  gtk_widget_set_visible (GTK_WIDGET (self->state_button), tab != NULL && !offline);
  if (tab != NULL)
    {
      DeskSession *session = desk_tab_get_session (tab);
      DeskProfile *profile = desk_session_get_profile (session);
      g_autofree char *subtitle = desk_words_for_way (profile);

      adw_window_title_set_title (self->title, desk_profile_get_name (profile));
      adw_window_title_set_subtitle (self->title, offline ? _ ("Opened file, without a connection") : subtitle);
      gtk_window_set_title (GTK_WINDOW (self), desk_profile_get_name (profile));
      update_connect_button (self, desk_session_get_state (session));
    }
  else
    {
      adw_window_title_set_title (self->title, _ ("MqttDesk"));
      adw_window_title_set_subtitle (self->title, "");
      gtk_window_set_title (GTK_WINDOW (self), _ ("MqttDesk"));
    }
  _desk_window_update_actions (self);
}

/* The actions of the page in view are on the session bus together with those of the window. */
static void
list_page_actions (DeskWindow *self, DeskTab *tab)
{
  if (self->page_actions != NULL)
    desk_page_actions_unlist_from (self->page_actions, G_ACTION_MAP (self));
  g_clear_object (&self->page_actions);
  if (tab != NULL)
    {
      GtkWidget *page = adw_tab_page_get_child (desk_tab_get_page (tab));

      self->page_actions = g_object_ref (desk_connection_page_get_actions (DESK_CONNECTION_PAGE (page)));
      desk_page_actions_list_in (self->page_actions, G_ACTION_MAP (self));
    }
}

static void
on_selected_page_changed (DeskWindow *self)
{
  DeskTab *tab = _desk_window_get_selected_tab (self);
  DeskSession *session = tab != NULL ? desk_tab_get_session (tab) : NULL;

  if (self->session == NULL)
    return;
  g_signal_group_set_target (self->session, session);
  desk_state_button_set_session (self->state_button, session);
  list_page_actions (self, tab);
  _desk_window_update_header (self);
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

static void
on_retention_changed (DeskWindow *self)
{
  guint64 max_bytes = g_settings_get_uint64 (self->settings, "log-max-bytes");
  guint max_days = g_settings_get_uint (self->settings, "log-max-days");

  desk_log_set_default_retention (max_bytes, max_days);
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      DeskTab *tab = desk_tab_from_page (adw_tab_view_get_nth_page (self->tab_view, i));

      if (tab != NULL)
        desk_session_apply_retention (desk_tab_get_session (tab));
    }
}

static void
finish_closing (DeskWindow *self)
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
  g_autoptr (GError) error = NULL;

  if (!desk_session_close_finish (DESK_SESSION (source), result, &error))
    g_warning ("A connection did not close cleanly: %s", error->message);
  g_ptr_array_remove (self->closing, source);
  open_postponed (self);
  finish_closing (self);
}

/* The tab goes at once; its connection is taken down behind it. */
static gboolean
on_close_page (DeskWindow *self, AdwTabPage *page)
{
  DeskTab *tab = desk_tab_from_page (page);

  if (tab != NULL)
    {
      DeskSession *session = desk_tab_get_session (tab);

      g_ptr_array_add (self->closing, g_object_ref (session));
      desk_session_close_async (session, on_session_closed, g_object_ref (self));
      _desk_window_stop_demo_of (self, session);
    }
  if (tab != NULL && adw_tab_view_get_n_pages (self->tab_view) == 1 && !self->is_closing)
    _desk_window_show_start (self);
  adw_tab_view_close_page_finish (self->tab_view, page,
                                  tab != NULL || adw_tab_view_get_n_pages (self->tab_view) > 1);

  return GDK_EVENT_STOP;
}

static gboolean
desk_window_close_request (GtkWindow *window)
{
  DeskWindow *self = DESK_WINDOW (window);

  if (self->is_closing)
    return GDK_EVENT_STOP;

  self->is_closing = TRUE;
  /* Hidden it is no longer maximized. */
  g_clear_object (&self->sizes);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  for (int i = adw_tab_view_get_n_pages (self->tab_view) - 1; i >= 0; i--)
    {
      AdwTabPage *page = adw_tab_view_get_nth_page (self->tab_view, i);

      if (desk_tab_from_page (page) != NULL)
        adw_tab_view_close_page (self->tab_view, page);
    }
  finish_closing (self);

  return GDK_EVENT_STOP;
}

/* Not in init: being constructed undoes that a window is maximized. */
static void
desk_window_constructed (GObject *object)
{
  DeskWindow *self = DESK_WINDOW (object);

  G_OBJECT_CLASS (desk_window_parent_class)->constructed (object);

  self->sizes = desk_size_memory_new ();
  desk_size_memory_keep (self->sizes, "window-width", self, "default-width");
  desk_size_memory_keep (self->sizes, "window-height", self, "default-height");
  desk_size_memory_keep (self->sizes, "window-maximized", self, "maximized");
}

static void
desk_window_dispose (GObject *object)
{
  DeskWindow *self = DESK_WINDOW (object);

  _desk_window_stop_demo (self);
  g_clear_object (&self->session);
  g_clear_object (&self->page_actions);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  g_clear_object (&self->sizes);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_WINDOW);

  G_OBJECT_CLASS (desk_window_parent_class)->dispose (object);
}

static void
desk_window_finalize (GObject *object)
{
  DeskWindow *self = DESK_WINDOW (object);

  g_ptr_array_unref (self->closing);
  g_ptr_array_unref (self->postponed);

  G_OBJECT_CLASS (desk_window_parent_class)->finalize (object);
}

static void
desk_window_class_init (DeskWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = desk_window_constructed;
  G_OBJECT_CLASS (klass)->dispose = desk_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = desk_window_close_request;

  g_type_ensure (DESK_TYPE_STATE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, title);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, start_button);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, state_button);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, connect_button);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, connect_label);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, connect_icon);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, tab_view);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_page_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_close_page);
}

static void
desk_window_init (DeskWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->closing = g_ptr_array_new_with_free_func (g_object_unref);
  self->postponed = g_ptr_array_new_with_free_func (postponed_free);
  self->settings = g_settings_new (SETTINGS_ID);
  on_retention_changed (self);
  g_signal_connect_object (self->settings, "changed::log-max-bytes", G_CALLBACK (on_retention_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::log-max-days", G_CALLBACK (on_retention_changed), self,
                           G_CONNECT_SWAPPED);

  self->session = g_signal_group_new (DESK_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session, "notify::state", G_CALLBACK (_desk_window_update_header), self);
  g_signal_group_connect_swapped (self->session, "notify::error", G_CALLBACK (_desk_window_update_header), self);

  /* The others steal keys like Ctrl+Home from the text views inside the tabs. */
  adw_tab_view_set_shortcuts (self->tab_view,
                              ADW_TAB_VIEW_SHORTCUT_CONTROL_TAB | ADW_TAB_VIEW_SHORTCUT_CONTROL_SHIFT_TAB);
  if (DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
  _desk_window_add_actions (self);
}

DeskTab *
_desk_window_get_selected_tab (DeskWindow *self)
{
  return desk_tab_from_page (adw_tab_view_get_selected_page (self->tab_view));
}

DeskTab *
_desk_window_find_tab (DeskWindow *self, const char *profile_id)
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

static gboolean
is_closing (DeskWindow *self, const char *profile_id)
{
  for (guint i = 0; i < self->closing->len; i++)
    {
      DeskSession *session = g_ptr_array_index (self->closing, i);

      if (g_strcmp0 (desk_profile_get_id (desk_session_get_profile (session)), profile_id) == 0)
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

  g_signal_connect_object (desk_tab_get_sign_in (tab), "notice", G_CALLBACK (desk_window_toast), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk_session_get_profile (session), "notify", G_CALLBACK (_desk_window_update_header),
                           self, G_CONNECT_SWAPPED);
  adw_tab_view_set_selected_page (self->tab_view, page);
  /* The selection did not change if this is the first page: it had no tab when it was added. */
  on_selected_page_changed (self);
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

/* Where there is nothing to see yet, subscribing comes next. */
static void
focus_page (DeskTab *tab)
{
  GtkWidget *page = adw_tab_page_get_child (desk_tab_get_page (tab));

  if (g_list_model_get_n_items (desk_session_get_subscriptions (desk_tab_get_session (tab))) == 0)
    gtk_widget_activate_action (page, "page.focus-subscribe", NULL);
  else
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

/**
 * desk_window_new:
 * @application: the application
 * @store: the saved profiles
 *
 * Returns: (transfer none): a new window with the start page
 */
DeskWindow *
desk_window_new (GtkApplication *application, DeskProfileStore *store)
{
  DeskWindow *self;

  g_return_val_if_fail (DESK_IS_PROFILE_STORE (store), NULL);

  self = g_object_new (DESK_TYPE_WINDOW, "application", application, NULL);
  self->store = g_object_ref (store);
  _desk_window_show_start (self);
  on_selected_page_changed (self);

  return self;
}

/**
 * desk_window_open:
 * @profile: a saved or temporary profile
 * @password: (nullable): its password, if it is known already
 * @filters: (nullable): topic filters to subscribe to as well
 *
 * Shows the tab of @profile, a new one if there is none, and connects it.
 */
void
desk_window_open (DeskWindow *self, DeskProfile *profile, const char *password, const char *const *filters)
{
  DeskTab *tab;
  gboolean is_new;

  g_return_if_fail (DESK_IS_WINDOW (self));
  g_return_if_fail (DESK_IS_PROFILE (profile));

  if (is_closing (self, desk_profile_get_id (profile)))
    {
      postpone (self, profile, password, filters);
      return;
    }

  tab = _desk_window_find_tab (self, desk_profile_get_id (profile));
  is_new = tab == NULL;
  if (is_new)
    {
      g_autoptr (DeskSession) session = desk_session_new (profile, NULL);

      tab = _desk_window_add_tab (self, session);
    }
  else
    adw_tab_view_set_selected_page (self->tab_view, desk_tab_get_page (tab));

  if (password != NULL)
    desk_sign_in_set_password (desk_tab_get_sign_in (tab), password);
  subscribe_all (self, desk_tab_get_session (tab), filters);
  if (is_new)
    focus_page (tab);
  if (desk_session_get_state (desk_tab_get_session (tab)) == DESK_SESSION_DISCONNECTED)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.connect", NULL);
}

/**
 * desk_window_toast:
 * @text: plain text
 *
 * Shows a few words for a moment.
 */
void
desk_window_toast (DeskWindow *self, const char *text)
{
  g_return_if_fail (DESK_IS_WINDOW (self));

  desk_toast (GTK_WIDGET (self->tab_view), text);
}

/**
 * desk_window_is_closing:
 *
 * Returns: whether the window is only there until its connections are closed
 */
gboolean
desk_window_is_closing (DeskWindow *self)
{
  g_return_val_if_fail (DESK_IS_WINDOW (self), FALSE);

  return self->is_closing;
}
