/* desk-identity-row.h: whether a client certificate and its key can be used
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DESK_TYPE_IDENTITY_ROW (desk_identity_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskIdentityRow, desk_identity_row, DESK, IDENTITY_ROW, AdwActionRow)

/* Notified property: "valid" (boolean): whether what was checked last may be
 * saved; a passphrase that is missing, or a file that is not there now, may. */

void     desk_identity_row_check     (DeskIdentityRow *self,
                                      const char      *certificate_file,
                                      const char      *key_file,
                                      const char      *passphrase);
gboolean desk_identity_row_get_valid (DeskIdentityRow *self);

G_END_DECLS
