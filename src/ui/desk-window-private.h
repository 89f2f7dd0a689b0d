/* desk-window-private.h: what the files of the window share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-demo.h"
#include "desk-page-actions.h"
#include "desk-security-button.h"
#include "desk-size-memory.h"
#include "desk-state-button.h"
#include "desk-tab.h"
#include "desk-window.h"

G_BEGIN_DECLS

struct _DeskWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toast_overlay;
  AdwWindowTitle *title;
  GtkImage *mark;               /* the icon of the profile, in its colour */
  GtkButton *start_button;
  DeskStateButton *state_button;
  DeskSecurityButton *security_button;
  GtkButton *connect_button;
  GtkLabel *connect_label;
  GtkImage *connect_icon;
  GtkMenuButton *menu_button;
  AdwTabBar *tab_bar;
  AdwTabView *tab_view;

  GSettings *settings;          /* (owned) */
  DeskSizeMemory *sizes;        /* (owned) */
  DeskProfileStore *store;      /* (owned) */
  GSignalGroup *session;        /* (owned): of the selected tab */
  DeskPageActions *page_actions; /* (owned) (nullable): of the selected tab, if it has a connection */
  GPtrArray *closing;           /* (owned): DeskSession whose tab is gone already */
  GPtrArray *postponed;         /* (owned): Postponed, until a closing session is closed */
  AdwTabPage *menu_page;        /* (unowned) (nullable): the one whose menu is open */
  gboolean demo_starting;
  gboolean is_closing;
  gboolean asks_about_unsent;   /* a question is open */
  AdwTabPage *asked_page;       /* (unowned) (nullable): about this one alone */
  gboolean discards_unsent;     /* what waits to be sent may be lost with the window */
};

DeskTab *_desk_window_get_selected_tab (DeskWindow *self);
DeskWindow *_desk_window_new_without_tabs (GtkApplication   *application,
                                        DeskProfileStore *store);
void     _desk_window_init_tabs        (DeskWindow *self);
void     _desk_window_on_selected_page_changed (DeskWindow *self);
gboolean _desk_window_may_close        (DeskWindow *self);
gboolean _desk_window_may_close_page   (DeskWindow *self,
                                        AdwTabPage *page);
void     _desk_window_finish_closing   (DeskWindow *self);
void     _desk_window_init_moving      (DeskWindow *self);
void     _desk_window_follow_application (DeskWindow     *self,
                                        GtkApplication *application);
AdwTabPage *_desk_window_get_meant_page (DeskWindow *self);
void     _desk_window_attach_tab       (DeskWindow *self,
                                        DeskTab    *tab);
void     _desk_window_init_focus       (DeskWindow *self);
void     _desk_window_focus_page       (DeskWindow *self);
void     _desk_window_focus_profile    (DeskWindow  *self,
                                        DeskProfile *profile);
DeskTab *_desk_window_find_tab         (const char  *profile_id,
                                        DeskWindow **owner);
DeskTab *_desk_window_add_tab          (DeskWindow  *self,
                                        DeskSession *session);
void     _desk_window_update_header    (DeskWindow *self);
void     _desk_window_ask_log          (GSimpleAction *action,
                                        GVariant      *parameter,
                                        gpointer       user_data);
void     _desk_window_open_log_file    (GSimpleAction *action,
                                        GVariant      *parameter,
                                        gpointer       user_data);
void     _desk_window_check_connection (GSimpleAction *action,
                                        GVariant      *parameter,
                                        gpointer       user_data);
void     _desk_window_show_start       (DeskWindow *self);
void     _desk_window_add_actions      (DeskWindow *self);
void     _desk_window_add_import_actions (DeskWindow *self);
void     _desk_window_add_link_actions (DeskWindow *self);
void     _desk_window_update_link_actions (DeskWindow *self);
void     _desk_window_add_profile_actions (DeskWindow *self);
void     _desk_window_update_actions   (DeskWindow *self);
void     _desk_window_stop_demo_of     (DeskSession *session);
gboolean _desk_window_is_ended_demo    (DeskSession *session);

G_END_DECLS
