/* desk-pasted-address.h: an address that was pasted where a host belongs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DeskPastedAddress:
 * @transport: (nullable): as in a profile; %NULL: the address does not say
 * @host: the host, empty for a socket
 * @port: the port; 0: the address does not say, and has no transport that has a usual one
 * @path: of WebSocket, or of the socket; empty: none
 * @username: empty: none
 * @password: (nullable): wiped when it is freed
 * @left_out: (nullable): what came behind the host and has no place in a profile
 *
 * What an address says about a profile.
 */
typedef struct
{
  char *transport;
  char *host;
  guint port;
  char *path;
  char *username;
  char *password;
  char *left_out;
} DeskPastedAddress;

DeskPastedAddress *desk_pasted_address_parse (const char        *text);
void               desk_pasted_address_free  (DeskPastedAddress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPastedAddress, desk_pasted_address_free)

G_END_DECLS
