/* desk-start-page.h: saved profiles and quick connect
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile-store.h"

G_BEGIN_DECLS

#define DESK_TYPE_START_PAGE (desk_start_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskStartPage, desk_start_page, DESK, START_PAGE, GtkWidget)

GtkWidget *desk_start_page_new           (DeskProfileStore *store);
gboolean   desk_start_page_focus_profile (DeskStartPage    *self,
                                          DeskProfile      *profile);

G_END_DECLS
