/* desk-window-private.h: what the files of the window share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-demo.h"
#include "desk-page-actions.h"
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
  GtkButton *start_button;
  DeskStateButton *state_button;
  GtkButton *connect_button;
  GtkLabel *connect_label;
  GtkImage *connect_icon;
  GtkMenuButton *menu_button;
  AdwTabView *tab_view;

  GSettings *settings;          /* (owned) */
  DeskSizeMemory *sizes;        /* (owned) */
  DeskProfileStore *store;      /* (owned) */
  GSignalGroup *session;        /* (owned): of the selected tab */
  DeskPageActions *page_actions; /* (owned) (nullable): of the selected tab, if it has a connection */
  GPtrArray *closing;           /* (owned): DeskSession whose tab is gone already */
  GPtrArray *postponed;         /* (owned): Postponed, until a closing session is closed */
  DeskDemo *demo;               /* (owned) (nullable) */
  gboolean demo_starting;
  gboolean is_closing;
};

DeskTab *_desk_window_get_selected_tab (DeskWindow *self);
DeskTab *_desk_window_find_tab         (DeskWindow *self,
                                        const char *profile_id);
DeskTab *_desk_window_add_tab          (DeskWindow  *self,
                                        DeskSession *session);
void     _desk_window_update_header    (DeskWindow *self);
void     _desk_window_ask_log          (GSimpleAction *action,
                                        GVariant      *parameter,
                                        gpointer       user_data);
void     _desk_window_open_log_file    (GSimpleAction *action,
                                        GVariant      *parameter,
                                        gpointer       user_data);
void     _desk_window_show_start       (DeskWindow *self);
void     _desk_window_add_actions      (DeskWindow *self);
void     _desk_window_update_actions   (DeskWindow *self);
void     _desk_window_stop_demo        (DeskWindow *self);
void     _desk_window_stop_demo_of     (DeskWindow  *self,
                                        DeskSession *session);
gboolean _desk_window_is_ended_demo    (DeskWindow  *self,
                                        DeskProfile *profile);

G_END_DECLS
