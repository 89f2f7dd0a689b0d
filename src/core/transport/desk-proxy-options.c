/* desk-proxy-options.c: what a person decided about the proxy of a connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-proxy-options.h"

/* What the settings of a system name, and the ports where they name none. A
 * SOCKS proxy that knows no version 5 is not of this century. */
static const struct
{
  const char *scheme;
  const char *kind;
  guint16 port;
} schemes[] = {
  { "direct", DESK_PROXY_NONE, 0 },
  { "http", DESK_PROXY_HTTP, 8080 },
  { "socks", DESK_PROXY_SOCKS5, 1080 },
  { "socks5", DESK_PROXY_SOCKS5, 1080 },
};

/**
 * desk_proxy_options_new:
 * @kind: %DESK_PROXY_SYSTEM or another of the kinds
 * @host: (nullable): name or address of the proxy
 * @port: its port; 0 without a host
 *
 * Returns: (transfer full): options without a user
 */
DeskProxyOptions *
desk_proxy_options_new (const char *kind, const char *host, guint16 port)
{
  DeskProxyOptions *self = g_new0 (DeskProxyOptions, 1);

  self->kind = g_strdup (kind);
  self->host = g_strdup (host);
  self->port = port;

  return self;
}

/**
 * desk_proxy_options_new_from_uri:
 * @uri: what #GProxyResolver says: "direct://", "http://user:password@proxy:3128"
 *
 * Returns: (transfer full) (nullable): options; %NULL for a kind of proxy that
 *   is not known here
 */
DeskProxyOptions *
desk_proxy_options_new_from_uri (const char *uri)
{
  g_autofree char *scheme = NULL, *username = NULL, *password = NULL, *host = NULL;
  DeskProxyOptions *self = NULL;
  int port;

  if (!g_uri_split_with_user (uri, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_PARSE_RELAXED, &scheme, &username,
                              &password, NULL, &host, &port, NULL, NULL, NULL, NULL))
    return NULL;

  for (gsize i = 0; scheme != NULL && i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (scheme, schemes[i].scheme)
        && (schemes[i].port == 0 || (host != NULL && *host != '\0')))
      {
        self = desk_proxy_options_new (schemes[i].kind, schemes[i].port != 0 ? host : NULL,
                                       port > 0 ? (guint16) port : schemes[i].port);
        self->username = g_steal_pointer (&username);
        self->password = g_steal_pointer (&password);
        break;
      }
  if (password != NULL)
    explicit_bzero (password, strlen (password));

  return self;
}

/**
 * desk_proxy_options_copy:
 * @self: options
 *
 * Returns: (transfer full): a copy that another thread may have
 */
DeskProxyOptions *
desk_proxy_options_copy (const DeskProxyOptions *self)
{
  DeskProxyOptions *copy = desk_proxy_options_new (self->kind, self->host, self->port);

  copy->username = g_strdup (self->username);
  copy->password = g_strdup (self->password);

  return copy;
}

/**
 * desk_proxy_options_equal:
 * @self: (nullable): options; %NULL: no proxy
 * @other: (nullable): options
 *
 * Returns: whether both say the same
 */
gboolean
desk_proxy_options_equal (const DeskProxyOptions *self, const DeskProxyOptions *other)
{
  if (self == NULL || other == NULL)
    return self == other;

  return g_strcmp0 (self->kind, other->kind) == 0 && g_strcmp0 (self->host, other->host) == 0
         && self->port == other->port && g_strcmp0 (self->username, other->username) == 0
         && g_strcmp0 (self->password, other->password) == 0;
}

/**
 * desk_proxy_options_free:
 * @self: (transfer full) (nullable): options
 *
 * Frees them; the password does not stay behind in memory.
 */
void
desk_proxy_options_free (DeskProxyOptions *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->host);
  g_free (self->username);
  if (self->password != NULL)
    explicit_bzero (self->password, strlen (self->password));
  g_free (self->password);
  g_free (self);
}

/**
 * desk_proxy_options_to_string:
 * @self: options with a host
 *
 * Returns: (transfer full): host and port as a person writes them
 */
char *
desk_proxy_options_to_string (const DeskProxyOptions *self)
{
  return g_strdup_printf (strchr (self->host, ':') != NULL ? "[%s]:%u" : "%s:%u", self->host, self->port);
}
