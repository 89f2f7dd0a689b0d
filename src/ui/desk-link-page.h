/* desk-link-page.h: where a link of another program leads, and whether to go there
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile-store.h"

G_BEGIN_DECLS

#define DESK_TYPE_LINK_PAGE (desk_link_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskLinkPage, desk_link_page, DESK, LINK_PAGE, GtkWidget)

/* What it offers are actions of the window: `win.follow-link`, `win.dismiss-link`
 * and `win.follow-link-with`. */

GtkWidget         *desk_link_page_new          (DeskProfile       *profile,
                                                const char        *password,
                                                const char *const *filters,
                                                DeskProfileStore  *store);
DeskProfile       *desk_link_page_get_profile  (DeskLinkPage      *self);
const char        *desk_link_page_get_password (DeskLinkPage      *self);
const char *const *desk_link_page_get_filters  (DeskLinkPage      *self);

G_END_DECLS
