/* desk-session-banners.h: what a person has to know about a session
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_SESSION_BANNERS (desk_session_banners_get_type ())
G_DECLARE_FINAL_TYPE (DeskSessionBanners, desk_session_banners, DESK, SESSION_BANNERS, GtkWidget)

GtkWidget *desk_session_banners_new               (void);
void       desk_session_banners_set_session       (DeskSessionBanners *self,
                                                   DeskSession        *session);
void       desk_session_banners_dismiss_expiry     (DeskSessionBanners *self);
void       desk_session_banners_dismiss_gap     (DeskSessionBanners *self);
void       desk_session_banners_dismiss_set_aside (DeskSessionBanners *self);
void       desk_session_banners_dismiss_held_back (DeskSessionBanners *self);

G_END_DECLS
