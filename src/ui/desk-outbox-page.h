/* desk-outbox-page.h: what was published, and what became of it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_OUTBOX_PAGE (desk_outbox_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskOutboxPage, desk_outbox_page, DESK, OUTBOX_PAGE, GtkWidget)

GtkWidget *desk_outbox_page_new         (void);
void       desk_outbox_page_set_session (DeskOutboxPage *self,
                                         DeskSession    *session);

G_END_DECLS
