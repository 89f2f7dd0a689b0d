/* desk-session-secrets.c: what a session keeps in memory alone
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-session"

#include "config.h"

#include <string.h>

#include "desk-session-private.h"

static void
set_secret (char **secret, const char *text)
{
  if (*secret != NULL)
    explicit_bzero (*secret, strlen (*secret));
  g_free (*secret);
  *secret = g_strdup (text);
}

void
_desk_session_forget_secrets (DeskSession *self)
{
  set_secret (&self->password, NULL);
  set_secret (&self->passphrase, NULL);
  set_secret (&self->proxy_password, NULL);
  set_secret (&self->authentication, NULL);
  set_secret (&self->headers, NULL);
}

/**
 * desk_session_set_password:
 * @self: a session
 * @password: (nullable): the password, or %NULL for none
 *
 * Sets what the next attempts use. It is kept in memory only.
 */
void
desk_session_set_password (DeskSession *self, const char *password)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  set_secret (&self->password, password);
}

/**
 * desk_session_set_passphrase:
 * @self: a session
 * @passphrase: (nullable): what protects the key of the client certificate, or
 *   %NULL for none
 *
 * Sets what the next attempts use. It is kept in memory only.
 */
void
desk_session_set_passphrase (DeskSession *self, const char *passphrase)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  set_secret (&self->passphrase, passphrase);
}

/**
 * desk_session_set_proxy_password:
 * @self: a session
 * @password: (nullable): what goes with the user name for the proxy, or %NULL
 *   for none
 *
 * Sets what the next attempts use; it is kept in memory for reconnecting.
 */
void
desk_session_set_proxy_password (DeskSession *self, const char *password)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  set_secret (&self->proxy_password, password);
}

/**
 * desk_session_set_authentication:
 * @self: a session
 * @data: (nullable): what the authentication method of MQTT 5 needs, written as
 *   the profile says
 *
 * Sets what the next attempts use. It is kept in memory only.
 */
void
desk_session_set_authentication (DeskSession *self, const char *data)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  set_secret (&self->authentication, data);
}

/**
 * desk_session_set_headers:
 * @self: a session
 * @headers: (nullable): the headers of WebSocket's handshake that are secret, as
 *   lines “Name: value”, or %NULL for none
 *
 * Sets what the next attempts use; it is kept in memory for reconnecting.
 */
void
desk_session_set_headers (DeskSession *self, const char *headers)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  set_secret (&self->headers, headers);
}
