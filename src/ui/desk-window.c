/* desk-window.c: the main window
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-window"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-connection-page.h"
#include "desk-profile-icons.h"
#include "desk-profile-mark.h"
#include "desk-toast.h"
#include "desk-window-private.h"
#include "desk-words.h"

#define SETTINGS_ID "com.example.MqttDesk"

/* AdwTabView: a tab each for the connections (DeskConnectionPage), and one for
 * the start page while it is wanted: always, when there is nothing else. A tab
 * may go to another window: see desk-window-tabs.c. */
G_DEFINE_FINAL_TYPE (DeskWindow, desk_window, ADW_TYPE_APPLICATION_WINDOW)

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

/* Icon and colour as in the list of profiles, where a person gave it some */
static void
update_mark (DeskWindow *self, DeskProfile *profile)
{
  g_autoptr (GIcon) icon = NULL;
  const char *words;

  gtk_widget_set_visible (GTK_WIDGET (self->mark), profile != NULL && desk_profile_mark_is_set (profile));
  if (!gtk_widget_get_visible (GTK_WIDGET (self->mark)))
    return;

  icon = desk_profile_mark_new (profile, NULL);
  words = _ (desk_profile_icons_find (desk_profile_get_icon (profile))->words);
  gtk_image_set_from_gicon (self->mark, icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->mark), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mark), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

void
_desk_window_update_header (DeskWindow *self)
{
  DeskTab *tab = _desk_window_get_selected_tab (self);
  gboolean offline = tab != NULL && desk_tab_get_offline (tab);

  gtk_widget_set_visible (GTK_WIDGET (self->start_button), tab != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->connect_button), tab != NULL && !offline);
  gtk_widget_set_visible (GTK_WIDGET (self->state_button), tab != NULL && !offline);
  update_mark (self, tab != NULL ? desk_session_get_profile (desk_tab_get_session (tab)) : NULL);
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

void
_desk_window_on_selected_page_changed (DeskWindow *self)
{
  DeskTab *tab = _desk_window_get_selected_tab (self);
  DeskSession *session = tab != NULL ? desk_tab_get_session (tab) : NULL;

  if (self->session == NULL)
    return;
  g_signal_group_set_target (self->session, session);
  desk_state_button_set_session (self->state_button, session);
  desk_security_button_set_session (self->security_button, session);
  list_page_actions (self, tab);
  _desk_window_update_header (self);
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

static gboolean
desk_window_close_request (GtkWindow *window)
{
  DeskWindow *self = DESK_WINDOW (window);

  if (self->is_closing)
    return GDK_EVENT_STOP;

  if (!_desk_window_may_close (self))
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
  _desk_window_finish_closing (self);

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

  g_type_ensure (DESK_TYPE_SECURITY_BUTTON);
  g_type_ensure (DESK_TYPE_STATE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, title);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, mark);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, start_button);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, state_button);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, security_button);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, connect_button);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, connect_label);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, connect_icon);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, tab_bar);
  gtk_widget_class_bind_template_child (widget_class, DeskWindow, tab_view);
  gtk_widget_class_bind_template_callback (widget_class, _desk_window_on_selected_page_changed);
}

static void
desk_window_init (DeskWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = g_settings_new (SETTINGS_ID);
  on_retention_changed (self);
  g_signal_connect_object (self->settings, "changed::log-max-bytes", G_CALLBACK (on_retention_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::log-max-days", G_CALLBACK (on_retention_changed), self,
                           G_CONNECT_SWAPPED);

  self->session = g_signal_group_new (DESK_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session, "notify::state", G_CALLBACK (_desk_window_update_header), self);
  g_signal_group_connect_swapped (self->session, "notify::security", G_CALLBACK (_desk_window_update_actions), self);
  g_signal_group_connect_swapped (self->session, "notify::error", G_CALLBACK (_desk_window_update_header), self);

  /* The others steal keys like Ctrl+Home from the text views inside the tabs. */
  adw_tab_view_set_shortcuts (self->tab_view,
                              ADW_TAB_VIEW_SHORTCUT_CONTROL_TAB | ADW_TAB_VIEW_SHORTCUT_CONTROL_SHIFT_TAB);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (_desk_window_update_header), self, G_CONNECT_SWAPPED);
  if (DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
  _desk_window_init_tabs (self);
  _desk_window_init_focus (self);
  _desk_window_add_import_actions (self);
  _desk_window_add_link_actions (self);
  _desk_window_add_actions (self);
}

DeskTab *
_desk_window_get_selected_tab (DeskWindow *self)
{
  return desk_tab_from_page (adw_tab_view_get_selected_page (self->tab_view));
}

/* A window that will get a tab of another one at once */
DeskWindow *
_desk_window_new_without_tabs (GtkApplication *application, DeskProfileStore *store)
{
  DeskWindow *self = g_object_new (DESK_TYPE_WINDOW, "application", application, NULL);

  self->store = g_object_ref (store);
  _desk_window_follow_application (self, application);

  return self;
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

  self = _desk_window_new_without_tabs (application, store);
  _desk_window_show_start (self);
  _desk_window_on_selected_page_changed (self);

  return self;
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
 * desk_window_show_shortcuts:
 * @self: a window
 *
 * Shows the keys, those for what is in view first.
 */
void
desk_window_show_shortcuts (DeskWindow *self)
{
  GtkShortcutsWindow *shortcuts;

  g_return_if_fail (DESK_IS_WINDOW (self));

  shortcuts = gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (self));
  g_object_set (shortcuts, "section-name", _desk_window_get_selected_tab (self) != NULL ? "messages" : "general",
                NULL);
  gtk_window_present (GTK_WINDOW (shortcuts));
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
