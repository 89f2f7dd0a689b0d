/* desk-client-trace.c: the steps of a connection, in the trace of its packets
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-client"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-client-private.h"
#include "desk-security.h"
#include "desk-stream.h"

static gboolean
is_traced (DeskClient *self)
{
  return self->trace != NULL && desk_trace_get_recording (self->trace);
}

static void
append (DeskClient *self, DeskTraceFlags flags, const char *text)
{
  desk_trace_append_step (self->trace, self->traced, flags, text);
}

/**
 * _desk_client_trace_step:
 * @self: a client
 * @step: that an attempt has reached
 * @detail: (nullable): the host that is looked up, or the address being tried
 *
 * Puts a step into the trace.
 */
void
_desk_client_trace_step (DeskClient *self, DeskConnectStep step, const char *detail)
{
  g_autofree char *endpoint = NULL;
  g_autofree char *text = NULL;

  if (!is_traced (self))
    return;

  endpoint = desk_endpoint_to_string (self->options->endpoint);
  if (detail == NULL)
    detail = endpoint;
  switch (step)
    {
    case DESK_STEP_RESOLVING:
      text = g_strdup_printf (_ ("Looking up %s"), detail);
      break;
    case DESK_STEP_CONNECTING:
      text = g_strdup_printf (_ ("Connecting to %s"), detail);
      break;
    case DESK_STEP_PROXY:
      text = g_strdup_printf (_ ("Asking the proxy for %s"), detail);
      break;
    case DESK_STEP_TLS:
      text = g_strdup_printf (_ ("TLS handshake with %s"), detail);
      break;
    case DESK_STEP_WEBSOCKET:
      text = g_strdup_printf (_ ("Asking %s for a WebSocket"), detail);
      break;
    case DESK_STEP_CONNACK:
    case DESK_STEP_NONE:
    default:
      return;
    }
  append (self, 0, text);
}

static char *
address_to_string (GInetSocketAddress *address)
{
  return g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
}

/* Whatever lies on the encryption */
static void
append_security (DeskClient *self, GIOStream *stream)
{
  GTlsConnection *connection = desk_stream_get_tls (stream);
  const DeskTlsOptions *tls = self->options->endpoint->tls;
  g_autoptr (DeskTlsOptions) defaults = desk_tls_options_new ();
  g_autoptr (DeskSecurity) security = NULL;
  g_autofree char *text = NULL;
  const char *cipher;

  if (connection == NULL)
    return;

  security = desk_security_new (connection, tls != NULL ? tls : defaults);
  cipher = desk_security_get_cipher_suite (security);
  /* Translators: a version of TLS, and a set of ciphers */
  text = g_strdup_printf (_ ("Encrypted with %s, %s; the packets are shown as they are inside"),
                          desk_security_get_version (security), cipher != NULL ? cipher : "?");
  append (self, 0, text);
}

static void
append_opened (DeskClient *self, const DeskTraceConnection *connection, GIOStream *stream)
{
  g_autofree char *from = connection->local != NULL ? address_to_string (connection->local) : NULL;
  g_autofree char *to = connection->remote != NULL ? address_to_string (connection->remote) : NULL;
  g_autofree char *text = NULL;

  if (from != NULL && to != NULL)
    text = g_strdup_printf (_ ("Connection %u is open, from %s to %s"), self->traced, from, to);
  else
    text = g_strdup_printf (_ ("Connection %u is open, to %s"), self->traced, connection->endpoint);
  append (self, 0, text);
  append_security (self, stream);
}

/**
 * _desk_client_trace_opened:
 * @self: a client with a relay that the library has not connected to yet
 * @stream: to the broker
 *
 * A connection begins, whose packets are recorded while the trace is on.
 */
void
_desk_client_trace_opened (DeskClient *self, GIOStream *stream)
{
  g_auto (DeskTraceConnection) connection = { 0 };
  g_auto (DeskTraceConnection) copy = { 0 };

  if (self->trace == NULL)
    return;

  desk_stream_get_ends (stream, &connection.local, &connection.remote);
  connection.endpoint = desk_endpoint_to_string (self->options->endpoint);
  connection.transport = g_strdup (self->options->endpoint->transport);
  self->traced = desk_trace_begin (self->trace, &connection);
  desk_relay_set_trace (self->relay, self->trace, self->traced);
  if (is_traced (self) && desk_trace_get_connection (self->trace, self->traced, &copy))
    append_opened (self, &copy, stream);
}

/**
 * _desk_client_trace_accepted:
 * @self: a client whose library accepted CONNACK
 *
 * Puts into the trace that the connection is up.
 */
void
_desk_client_trace_accepted (DeskClient *self)
{
  if (is_traced (self))
    append (self, 0,
            self->session_present ? _ ("Connected; the broker has kept the session")
                                  : _ ("Connected; the session is new"));
}

/**
 * _desk_client_trace_ended:
 * @self: a client
 * @error: (nullable): why the connection or the attempt ended; %NULL: a person wanted it to
 *
 * Puts the end of a connection or an attempt into the trace.
 */
void
_desk_client_trace_ended (DeskClient *self, const GError *error)
{
  if (is_traced (self))
    append (self, error != NULL ? DESK_TRACE_FAILURE : 0,
            error != NULL ? error->message : _ ("Disconnected"));
  self->traced = 0;
}
