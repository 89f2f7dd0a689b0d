/* desk-security-row.h: TLS in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile.h"
#include "desk-secret-entry.h"

G_BEGIN_DECLS

#define DESK_TYPE_SECURITY_ROW (desk_security_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskSecurityRow, desk_security_row, DESK, SECURITY_ROW, AdwExpanderRow)

/* Notified property: "valid" (boolean): whether what was entered can be used. */

void        desk_security_row_fill_in        (DeskSecurityRow *self,
                                              DeskProfile     *profile);
void        desk_security_row_read_out       (DeskSecurityRow *self,
                                              DeskProfile     *profile);
void        desk_security_row_load_passphrase (DeskSecurityRow *self,
                                              DeskProfile     *profile);
const char *desk_security_row_get_passphrase (DeskSecurityRow *self);
gboolean    desk_security_row_get_passphrase_changed (DeskSecurityRow *self);
void        desk_security_row_save_passphrase (DeskSecurityRow *self,
                                              DeskProfile     *profile,
                                              DeskNoticeFunc   func,
                                              GObject         *listener);
gboolean    desk_security_row_get_valid      (DeskSecurityRow *self);

G_END_DECLS
