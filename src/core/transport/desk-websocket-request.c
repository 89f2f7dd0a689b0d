/* desk-websocket-request.c: what WebSocket's handshake asks, and has to be told
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>
#include <sys/random.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-websocket-request.h"

/* RFC 6455 section 4.1 */
#define KEY_BYTES 16
#define GUID "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

/* MQTT 5.0 section 6.0 */
#define SUBPROTOCOL "mqtt"

struct _DeskWebsocketRequest
{
  char *name;   /* (owned): of the server, for a person */
  char *accept; /* (owned): what the server has to answer */
  char *text;   /* (owned): zeroed when freed */
};

static char *
make_key (void)
{
  guint8 bytes[KEY_BYTES];

  /* So few bytes are always there. */
  if (getrandom (bytes, sizeof bytes, 0) != (ssize_t) sizeof bytes)
    g_error ("getrandom");

  return g_base64_encode (bytes, sizeof bytes);
}

static char *
make_accept (const char *key)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guint8 *) key, -1);
  g_checksum_update (checksum, (const guint8 *) GUID, -1);
  g_checksum_get_digest (checksum, digest, &length);

  return g_base64_encode (digest, length);
}

/* As a browser writes it: the usual port is left out (RFC 9110 section 7.2). */
static char *
make_host (const DeskEndpoint *endpoint)
{
  guint usual = g_str_equal (endpoint->transport, "wss") ? DESK_ENDPOINT_WSS_PORT : DESK_ENDPOINT_WS_PORT;
  g_autofree char *ascii = g_hostname_to_ascii (endpoint->host);
  const char *host = ascii != NULL ? ascii : endpoint->host;

  if (endpoint->port == usual)
    return g_strdup_printf (strchr (host, ':') != NULL ? "[%s]" : "%s", host);

  return g_strdup_printf (strchr (host, ':') != NULL ? "[%s]:%u" : "%s:%u", host, endpoint->port);
}

static gboolean
has_header (char **headers, const char *name)
{
  for (guint i = 0; headers != NULL && headers[i] != NULL && headers[i + 1] != NULL; i += 2)
    if (g_ascii_strcasecmp (headers[i], name) == 0)
      return TRUE;

  return FALSE;
}

/**
 * desk_websocket_request_new:
 * @endpoint: the broker, with what was decided about WebSocket
 *
 * Makes a request (RFC 6455 section 4.1) for the subprotocol of MQTT.
 *
 * Returns: (transfer full): the request
 */
DeskWebsocketRequest *
desk_websocket_request_new (const DeskEndpoint *endpoint)
{
  DeskWebsocketRequest *self = g_new0 (DeskWebsocketRequest, 1);
  const DeskWebsocketOptions *options = endpoint->websocket;
  g_autofree char *key = make_key ();
  g_autofree char *host = make_host (endpoint);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "GET %s HTTP/1.1\r\n", options->path);
  if (!has_header (options->headers, "Host"))
    g_string_append_printf (text, "Host: %s\r\n", host);
  g_string_append_printf (text,
                          "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: %s\r\n"
                          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: " SUBPROTOCOL "\r\n",
                          key);
  for (guint i = 0; options->headers != NULL && options->headers[i] != NULL; i += 2)
    g_string_append_printf (text, "%s: %s\r\n", options->headers[i], options->headers[i + 1]);
  g_string_append (text, "\r\n");

  self->name = desk_endpoint_to_string (endpoint);
  self->accept = make_accept (key);
  self->text = g_string_free (text, FALSE);

  return self;
}

/**
 * desk_websocket_request_free:
 * @self: (transfer full): a request
 *
 * Frees it.
 */
void
desk_websocket_request_free (DeskWebsocketRequest *self)
{
  explicit_bzero (self->text, strlen (self->text));
  g_free (self->text);
  g_free (self->accept);
  g_free (self->name);
  g_free (self);
}

/**
 * desk_websocket_request_to_text:
 * @self: a request
 *
 * Returns: (transfer none): what to send
 */
const char *
desk_websocket_request_to_text (DeskWebsocketRequest *self)
{
  return self->text;
}

/**
 * desk_websocket_request_check:
 * @self: the request that was sent
 * @head: the answer, with the status 101
 * @error: %DESK_ERROR_WEBSOCKET
 *
 * Checks that the server agreed to what was asked for (RFC 6455 section 4.1),
 * and to MQTT in it (MQTT 5.0 section 6.0).
 *
 * Returns: whether frames follow
 */
gboolean
desk_websocket_request_check (DeskWebsocketRequest *self, DeskHttpHead *head, GError **error)
{
  const char *accept = desk_http_head_get (head, "sec-websocket-accept");
  const char *subprotocol = desk_http_head_get (head, "sec-websocket-protocol");

  if (!desk_http_head_has (head, "upgrade", "websocket") || !desk_http_head_has (head, "connection", "upgrade")
      || g_strcmp0 (accept, self->accept) != 0)
    return desk_fail (error, DESK_ERROR_WEBSOCKET,
                      _ ("%s answers the request for WebSocket wrongly. If there is a proxy before the broker, "
                         "does it pass WebSocket on?"),
                      self->name);
  if (subprotocol == NULL)
    return desk_fail (error, DESK_ERROR_WEBSOCKET,
                      _ ("%s speaks WebSocket, but does not say that there is MQTT in it. Check the path; many "
                         "brokers use /mqtt."),
                      self->name);
  if (!g_str_equal (subprotocol, SUBPROTOCOL))
    return desk_fail (error, DESK_ERROR_WEBSOCKET,
                      _ ("%s speaks WebSocket, but with another protocol than MQTT in it. Check the path; many "
                         "brokers use /mqtt."),
                      self->name);
  if (desk_http_head_get (head, "sec-websocket-extensions") != NULL)
    return desk_fail (error, DESK_ERROR_WEBSOCKET,
                      _ ("%s uses an extension of WebSocket that nobody asked for. The broker, or a proxy before "
                         "it, needs repair."),
                      self->name);

  return TRUE;
}
