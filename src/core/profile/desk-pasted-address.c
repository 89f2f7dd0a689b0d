/* desk-pasted-address.c: an address that was pasted where a host belongs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-pasted-address"

#include "config.h"

#include "desk-pasted-address.h"

#include <string.h>

#include "desk-profile.h"
#include "desk-secrets.h"

/* How libraries and rivals write addresses, and how we do */
static const struct
{
  const char *scheme;
  const char *transport;
} schemes[] = {
  { "mqtt", "mqtt" },   { "tcp", "mqtt" }, { "mqtts", "mqtts" }, { "ssl", "mqtts" },
  { "tls", "mqtts" },   { "ws", "ws" },    { "wss", "wss" },     { "unix", "unix" },
};

/* Returns: (nullable): the transport of a scheme that is known */
static const char *
find_transport (const char *text, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (strlen (schemes[i].scheme) == length && g_ascii_strncasecmp (schemes[i].scheme, text, length) == 0)
      return schemes[i].transport;

  return NULL;
}

/* What follows the last “@” of the authority */
static const char *
skip_user (const char *authority)
{
  const char *at = memrchr (authority, '@', strcspn (authority, "/"));

  return at != NULL ? at + 1 : authority;
}

/* Returns: (nullable): the port, of a host that may be an IPv6 address in brackets */
static const char *
find_port (const char *host)
{
  const char *end = *host == '[' ? strchr (host, ']') : host;
  const char *colon = end != NULL ? strchr (end, ':') : NULL;

  return colon != NULL && strspn (colon + 1, G_CSET_DIGITS) > 0
                 && colon + 1 + strspn (colon + 1, G_CSET_DIGITS) == colon + strcspn (colon, "/?#")
             ? colon + 1
             : NULL;
}

/* Without a scheme it takes a port, brackets or a user to tell it from a host that looks odd. */
static gboolean
is_bare_address (const char *text)
{
  const char *host = skip_user (text);

  return host != text || find_port (host) != NULL || *text == '[';
}

static DeskPastedAddress *
parse (const char *text)
{
  g_autoptr (DeskProfile) profile = NULL;
  const char *separator, *transport, *authority, *rest;
  DeskPastedAddress *self;
  char *uri;
  char *password = NULL;
  gboolean has_path;

  separator = strstr (text, "://");
  transport = separator != NULL ? find_transport (text, (gsize) (separator - text)) : NULL;
  authority = separator != NULL ? separator + strlen ("://") : text;
  if (transport == NULL && (separator != NULL || !is_bare_address (text)))
    return NULL;

  /* Behind the host of MQTT there is nothing that a profile has a place for. */
  rest = skip_user (authority);
  rest += strcspn (rest, "/?#");
  has_path = transport != NULL && strchr ("wu", *transport) != NULL;
  uri = g_strdup_printf ("%s://%.*s", transport != NULL ? transport : "mqtt",
                         (int) (has_path ? strlen (authority) : (gsize) (rest - authority)), authority);
  profile = desk_profile_new_from_uri (uri, &password, NULL, NULL);
  desk_secrets_free (uri);
  if (profile == NULL)
    return NULL;

  self = g_new0 (DeskPastedAddress, 1);
  self->transport = g_strdup (transport);
  self->password = password;
  self->username = g_strdup (desk_profile_get_username (profile));
  self->path = g_strdup (desk_profile_get_uses_socket (profile) ? desk_profile_get_socket_path (profile)
                                                                : desk_profile_get_websocket_path (profile));
  self->host = g_strdup (desk_profile_get_uses_socket (profile) ? "" : desk_profile_get_host (profile));
  if (transport != NULL || find_port (skip_user (authority)) != NULL)
    self->port = desk_profile_get_port (profile);
  if (!has_path && *rest != '\0' && !g_str_equal (rest, "/"))
    self->left_out = g_strdup (rest);

  return self;
}

/**
 * desk_pasted_address_parse:
 * @text: what was pasted or typed
 *
 * Takes an address apart: one of the schemes mqtt, tcp, mqtts, ssl, tls, ws,
 * wss and unix, or none but a port, a user or an IPv6 address in brackets. A
 * mere host is none, and neither is what cannot be understood.
 *
 * Returns: (transfer full) (nullable): what it says; %NULL if it is no address
 */
DeskPastedAddress *
desk_pasted_address_parse (const char *text)
{
  DeskPastedAddress *self;
  char *stripped;

  g_return_val_if_fail (text != NULL, NULL);

  stripped = g_strstrip (g_strdup (text));
  self = parse (stripped);
  desk_secrets_free (stripped);

  return self;
}

/**
 * desk_pasted_address_free:
 * @self: (transfer full) (nullable): an address
 *
 * Frees it, and wipes the password.
 */
void
desk_pasted_address_free (DeskPastedAddress *self)
{
  if (self == NULL)
    return;

  g_free (self->transport);
  g_free (self->host);
  g_free (self->path);
  g_free (self->username);
  desk_secrets_free (self->password);
  g_free (self->left_out);
  g_free (self);
}
