/* desk-tab.h: a connection as one tab of the window
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-session.h"
#include "desk-sign-in.h"

G_BEGIN_DECLS

#define DESK_TYPE_TAB (desk_tab_get_type ())
G_DECLARE_FINAL_TYPE (DeskTab, desk_tab, DESK, TAB, GObject)

DeskTab     *desk_tab_new         (AdwTabPage  *page,
                                   DeskSession *session);
DeskTab     *desk_tab_from_page   (AdwTabPage  *page);
DeskSession *desk_tab_get_session (DeskTab     *self);
DeskSignIn  *desk_tab_get_sign_in (DeskTab     *self);
AdwTabPage  *desk_tab_get_page    (DeskTab     *self);

gboolean    desk_tab_get_offline (DeskTab     *self);
void        desk_tab_set_offline (DeskTab     *self);

G_END_DECLS
