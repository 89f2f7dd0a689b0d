/* desk-websocket-options.h: what a WebSocket server is asked for
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What most brokers have, and those that do not care take as well */
#define DESK_WEBSOCKET_DEFAULT_PATH "/mqtt"

/**
 * DeskWebsocketOptions:
 * @path: where on the server, with a query if there is one; begins with a
 *   slash, and has neither blanks nor control characters
 * @headers: (nullable): names and values by turns, none of them with a line
 *   break; zeroed when freed, as a value may be a secret
 *
 * How WebSocket is to be asked for.
 */
typedef struct
{
  char *path;
  char **headers;
} DeskWebsocketOptions;

DeskWebsocketOptions *desk_websocket_options_new   (const char                 *path);
DeskWebsocketOptions *desk_websocket_options_copy  (const DeskWebsocketOptions *self);
gboolean              desk_websocket_options_equal (const DeskWebsocketOptions *self,
                                                    const DeskWebsocketOptions *other);
char                 *desk_websocket_options_hide_query (const DeskWebsocketOptions *self,
                                                    const char                 *text);
void                  desk_websocket_options_free  (DeskWebsocketOptions       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskWebsocketOptions, desk_websocket_options_free)

G_END_DECLS
