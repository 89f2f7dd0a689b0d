/* desk-proxy-options.h: what a person decided about the proxy of a connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DESK_PROXY_SYSTEM "system"
#define DESK_PROXY_NONE "none"
#define DESK_PROXY_HTTP "http"
#define DESK_PROXY_SOCKS5 "socks5"

/**
 * DeskProxyOptions:
 * @kind: %DESK_PROXY_SYSTEM: what the settings of the system say;
 *   %DESK_PROXY_NONE; %DESK_PROXY_HTTP: the method CONNECT (RFC 9110 section
 *   9.3.6); %DESK_PROXY_SOCKS5 (RFC 1928)
 * @host: (nullable): name or address, without brackets; for the last two kinds
 * @port: 1 to 65535
 * @username: (nullable): for a proxy that asks who we are; also for those of
 *   the system's settings, where these name none
 * @password: (nullable): zeroed when freed
 *
 * By which proxy a broker is reached. The proxy looks the broker's name up.
 */
typedef struct
{
  char *kind;
  char *host;
  guint16 port;
  char *username;
  char *password;
} DeskProxyOptions;

DeskProxyOptions *desk_proxy_options_new       (const char             *kind,
                                                const char             *host,
                                                guint16                 port);
DeskProxyOptions *desk_proxy_options_new_from_uri (const char          *uri);
DeskProxyOptions *desk_proxy_options_copy      (const DeskProxyOptions *self);
gboolean          desk_proxy_options_equal     (const DeskProxyOptions *self,
                                                const DeskProxyOptions *other);
void              desk_proxy_options_free      (DeskProxyOptions       *self);
char             *desk_proxy_options_to_string (const DeskProxyOptions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskProxyOptions, desk_proxy_options_free)

G_END_DECLS
