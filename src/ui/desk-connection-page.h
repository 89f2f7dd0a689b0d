/* desk-connection-page.h: one connection: subscriptions, log, message, publish editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-page-actions.h"
#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_CONNECTION_PAGE (desk_connection_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskConnectionPage, desk_connection_page, DESK, CONNECTION_PAGE, GtkWidget)

GtkWidget       *desk_connection_page_new         (DeskSession        *session);
DeskSession     *desk_connection_page_get_session (DeskConnectionPage *self);
DeskPageActions *desk_connection_page_get_actions (DeskConnectionPage *self);

void         desk_connection_page_set_offline (DeskConnectionPage *self);

G_END_DECLS
