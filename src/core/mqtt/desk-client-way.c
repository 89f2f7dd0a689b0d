/* desk-client-way.c: by which way the broker was reached, and how it is protected
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-client-private.h"
#include "desk-security.h"
#include "desk-stream.h"

static void
tell_reached (DeskClient *self, GIOStream *stream)
{
  g_autoptr (GInetSocketAddress) local = NULL;
  g_autoptr (GInetSocketAddress) remote = NULL;
  g_autofree char *address = NULL;

  if (self->funcs.reached == NULL)
    return;
  desk_stream_get_ends (stream, &local, &remote);
  if (remote != NULL)
    address = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (remote));
  self->funcs.reached (address, desk_stream_get_proxy (stream), self->user_data);
}

static void
tell_security (DeskClient *self, GIOStream *stream)
{
  GTlsConnection *connection = desk_stream_get_tls (stream);
  const DeskTlsOptions *tls = self->options->endpoint->tls;
  g_autoptr (DeskTlsOptions) defaults = desk_tls_options_new ();
  g_autoptr (DeskSecurity) security = NULL;

  if (connection == NULL || self->funcs.secured == NULL)
    return;
  security = desk_security_new (connection, tls != NULL ? tls : defaults);
  self->funcs.secured (security, self->user_data);
}

/**
 * _desk_client_tell_way:
 * @self: a client whose attempt has a stream
 * @stream: to the broker
 *
 * Tells where the stream leads and how TLS protects it.
 */
void
_desk_client_tell_way (DeskClient *self, GIOStream *stream)
{
  tell_reached (self, stream);
  tell_security (self, stream);
}
