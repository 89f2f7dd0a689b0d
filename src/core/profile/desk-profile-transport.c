/* desk-profile-transport.c: the kinds of connection that a profile can ask for
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

#include <string.h>
#include <sys/un.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"

#define UNIX "unix"

typedef struct
{
  const char *name;
  guint port; /* the usual one */
  gboolean tls;
  gboolean websocket;
} Transport;

/* The name is also the scheme of an address. */
static const Transport transports[] = {
  { "mqtt", DESK_PROFILE_DEFAULT_PORT, FALSE, FALSE },
  { "mqtts", DESK_PROFILE_DEFAULT_TLS_PORT, TRUE, FALSE },
  { "ws", DESK_PROFILE_DEFAULT_WS_PORT, FALSE, TRUE },
  { "wss", DESK_PROFILE_DEFAULT_WSS_PORT, TRUE, TRUE },
  { UNIX, DESK_PROFILE_DEFAULT_PORT, FALSE, FALSE },
};

static const Transport *
find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (transports); i++)
    if (g_strcmp0 (transports[i].name, name) == 0)
      return &transports[i];

  return NULL;
}

/**
 * desk_profile_is_transport:
 * @name: a name
 *
 * Returns: whether "transport" may be this
 */
gboolean
desk_profile_is_transport (const char *name)
{
  return find (name) != NULL;
}

/**
 * desk_profile_get_usual_port:
 * @transport: what "transport" may be
 *
 * Returns: the port that brokers have for it
 */
guint
desk_profile_get_usual_port (const char *transport)
{
  const Transport *self = find (transport);

  g_return_val_if_fail (self != NULL, DESK_PROFILE_DEFAULT_PORT);

  return self->port;
}

/**
 * desk_profile_get_transport:
 * @self: a profile
 *
 * Returns: the scheme of its address: "mqtt", "mqtts", "ws", "wss" or "unix"
 */
const char *
desk_profile_get_transport (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_TRANSPORT]);
}

/**
 * desk_profile_get_uses_tls:
 * @self: a profile
 *
 * Returns: whether its connections are encrypted
 */
gboolean
desk_profile_get_uses_tls (DeskProfile *self)
{
  const Transport *transport = find (desk_profile_get_transport (self));

  return transport != NULL && transport->tls;
}

/**
 * desk_profile_get_uses_websocket:
 * @self: a profile
 *
 * Returns: whether its connections go by WebSocket
 */
gboolean
desk_profile_get_uses_websocket (DeskProfile *self)
{
  const Transport *transport = find (desk_profile_get_transport (self));

  return transport != NULL && transport->websocket;
}

/**
 * desk_profile_get_uses_socket:
 * @self: a profile
 *
 * Returns: whether its connections go to a Unix socket
 */
gboolean
desk_profile_get_uses_socket (DeskProfile *self)
{
  return g_strcmp0 (desk_profile_get_transport (self), UNIX) == 0;
}

/**
 * desk_profile_get_socket_path:
 * @self: a profile
 *
 * Returns: the path of a Unix socket; empty where there is none
 */
const char *
desk_profile_get_socket_path (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[PROP_SOCKET_PATH]);
}

/**
 * desk_profile_check_socket_path:
 * @path: a path
 * @error: %DESK_ERROR_INVALID_PROFILE with a sentence for the field
 *
 * Checks the path of a Unix socket without looking whether it is there.
 *
 * Returns: whether it can be used
 */
gboolean
desk_profile_check_socket_path (const char *path, GError **error)
{
  if (path[0] != '/')
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("Enter the whole path of the socket, as in /run/mosquitto/mosquitto.sock."));
  /* unix(7) */
  if (strlen (path) >= sizeof ((struct sockaddr_un *) NULL)->sun_path)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Enter at most %d characters."),
                      (int) sizeof ((struct sockaddr_un *) NULL)->sun_path - 1);
  if (!g_utf8_validate (path, -1, NULL))
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("This is not valid UTF-8."));

  return TRUE;
}
