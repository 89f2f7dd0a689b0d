/* desk-pasted-address-row.h: tells what was filled in from an address that was pasted as a host
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile.h"

G_BEGIN_DECLS

/**
 * DeskAddressRows:
 * @host: where the address is pasted
 * @port: its port
 * @path: of WebSocket
 * @socket: path of a socket
 * @username: the user name
 * @password: the password
 *
 * (unowned): the rows of a form that an address fills in.
 */
typedef struct
{
  AdwEntryRow *host;
  AdwEntryRow *port;
  AdwEntryRow *path;
  AdwEntryRow *socket;
  AdwEntryRow *username;
  AdwEntryRow *password;
} DeskAddressRows;

#define DESK_TYPE_PASTED_ADDRESS_ROW (desk_pasted_address_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskPastedAddressRow, desk_pasted_address_row, DESK, PASTED_ADDRESS_ROW, AdwActionRow)

void desk_pasted_address_row_set_rows  (DeskPastedAddressRow  *self,
                                        const DeskAddressRows *rows);
void desk_pasted_address_row_set_draft (DeskPastedAddressRow  *self,
                                        DeskProfile           *draft);

G_END_DECLS
