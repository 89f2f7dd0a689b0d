/* desk-recent-button.h: what was entered before, to enter it again
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-profile.h"

G_BEGIN_DECLS

#define DESK_TYPE_RECENT_BUTTON (desk_recent_button_get_type ())
G_DECLARE_FINAL_TYPE (DeskRecentButton, desk_recent_button, DESK, RECENT_BUTTON, GtkWidget)

/* Properties: "key" (string, of the settings; construct only), "label" (string,
 * tooltip and accessible name). Signal "chosen" (string text). */

void desk_recent_button_set_profile (DeskRecentButton *self,
                                     DeskProfile      *profile,
                                     DeskRecentKind    kind);
void desk_recent_button_remember    (DeskRecentButton *self,
                                     const char       *text);
/* In the settings */
void desk_recent_remember           (const char       *key,
                                     const char       *text);

G_END_DECLS
