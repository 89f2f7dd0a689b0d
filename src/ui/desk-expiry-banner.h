/* desk-expiry-banner.h: tells that a certificate is about to expire
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_EXPIRY_BANNER (desk_expiry_banner_get_type ())
G_DECLARE_FINAL_TYPE (DeskExpiryBanner, desk_expiry_banner, DESK, EXPIRY_BANNER, GtkWidget)

GtkWidget *desk_expiry_banner_new         (void);
void       desk_expiry_banner_set_session (DeskExpiryBanner *self,
                                           DeskSession      *session);
void       desk_expiry_banner_dismiss     (DeskExpiryBanner *self);

G_END_DECLS
