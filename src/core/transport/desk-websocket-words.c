/* desk-websocket-words.c: what a WebSocket server said, in words
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-tls-options.h"
#include "desk-websocket-words.h"

/* Characters of the server's own words that are shown */
#define MAX_WORDS 200

/* Bytes of an MQTT packet or of TLS, which a server of another kind begins with */
#define TLS_ALERT 0x15
#define TLS_HANDSHAKE 0x16

/* Makes one line that can be shown out of whatever came. (nullable): of nothing */
static char *
clean (const char *bytes, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (bytes, (gssize) length);
  g_autoptr (GString) text = g_string_new (NULL);
  glong n = 0;

  for (const char *p = valid; *p != '\0' && n <= MAX_WORDS; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean shown = g_unichar_isprint (c) && !g_unichar_isspace (c);

      /* Blanks and what cannot be seen become one space. */
      if (!shown && (text->len == 0 || text->str[text->len - 1] == ' '))
        continue;
      if (n++ == MAX_WORDS)
        g_string_append (text, "…");
      else
        g_string_append_unichar (text, shown ? c : ' ');
    }
  g_strchomp (text->str);

  return text->str[0] != '\0' ? g_strdup (text->str) : NULL;
}

/* A server may repeat what it was asked for. (nullable): of nothing */
static char *
clean_text (const DeskEndpoint *endpoint, const char *text)
{
  g_autofree char *shown = text != NULL ? desk_websocket_options_hide_query (endpoint->websocket, text) : NULL;

  return shown != NULL ? clean (shown, strlen (shown)) : NULL;
}

/**
 * desk_websocket_explain_close:
 * @code: the status code of a Close frame; 0: it has none
 * @reason: what the frame says
 * @length: bytes of @reason
 * @error: %DESK_ERROR_CLOSED or %DESK_ERROR_SERVER_UNAVAILABLE
 *
 * Puts a status code (RFC 6455 section 7.4.1 and IANA's list) into words. An
 * ordinary end, of which nothing is said, is no error here.
 */
void
desk_websocket_explain_close (guint16 code, const char *reason, gsize length, GError **error)
{
  static const struct
  {
    guint16 code;
    DeskError error;
    const char *words;
  } codes[] = {
    { 1000, DESK_ERROR_CLOSED, N_ ("The broker closed the connection.") },
    { 1001, DESK_ERROR_SERVER_UNAVAILABLE,
      N_ ("The broker, or a proxy before it, is shutting down or closed this connection for its age.") },
    { 1002, DESK_ERROR_CLOSED,
      N_ ("The broker says that the rules of WebSocket were broken. Does a proxy before it change what passes?") },
    { 1003, DESK_ERROR_CLOSED,
      N_ ("The broker takes no binary messages at this path, so it is not for MQTT. Check the path.") },
    { 1007, DESK_ERROR_CLOSED, N_ ("The broker could not read a message.") },
    { 1008, DESK_ERROR_CLOSED,
      N_ ("The broker closed the connection because of its own rules. Check user name, client ID and headers.") },
    { 1009, DESK_ERROR_CLOSED,
      N_ ("A message was too big for the broker or for a proxy before it. Send less at once, or raise the limit "
          "there.") },
    { 1011, DESK_ERROR_SERVER_UNAVAILABLE, N_ ("The broker met an error of its own. Its log may tell more.") },
    { 1012, DESK_ERROR_SERVER_UNAVAILABLE, N_ ("The broker is restarting.") },
    { 1013, DESK_ERROR_SERVER_UNAVAILABLE, N_ ("The broker is busy. Try again later.") },
    { 1014, DESK_ERROR_SERVER_UNAVAILABLE,
      N_ ("The proxy before the broker got no usable answer from it. Is the broker running?") },
  };
  g_autofree char *said = clean (reason, length);
  g_autofree char *other = NULL;
  const char *words = NULL;
  DeskError kind = DESK_ERROR_CLOSED;

  if ((code == 0 || code == 1000) && said == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (codes[i].code == code)
      {
        words = _ (codes[i].words);
        kind = codes[i].error;
      }
  if (words == NULL)
    words = other = g_strdup_printf (_ ("The broker closed the connection with the WebSocket code %u."), code);

  if (said != NULL)
    desk_fail (error, kind, _ ("%s It says: “%s”."), words, said);
  else if (other != NULL)
    desk_fail (error, kind, "%s", words);
  else
    desk_fail (error, kind, _ ("%s (WebSocket code %u)"), words, code);
}

static gboolean
is_secure (const DeskEndpoint *endpoint)
{
  return g_str_equal (endpoint->transport, "wss");
}

static GError *
explain_redirect (const DeskEndpoint *endpoint, const char *name, guint status, DeskHttpHead *head)
{
  g_autofree char *location = clean_text (endpoint, desk_http_head_get (head, "location"));
  GError *error = NULL;

  if (location != NULL && !is_secure (endpoint)
      && (g_ascii_strncasecmp (location, "https:", 6) == 0 || g_ascii_strncasecmp (location, "wss:", 4) == 0))
    desk_fail (&error, DESK_ERROR_WEBSOCKET,
               _ ("%s wants a secure connection: it sends on to “%s”. Choose WebSocket over TLS."), name,
               location);
  else if (location != NULL)
    desk_fail (&error, DESK_ERROR_WEBSOCKET,
               _ ("%s sends on to “%s”. That is not followed by itself: enter that address if it is right."),
               name, location);
  else
    desk_fail (&error, DESK_ERROR_WEBSOCKET,
               _ ("%s sends on to another address (HTTP status %u) but does not say where. Check the path."),
               name, status);

  return error;
}

static GError *
explain_status (const DeskEndpoint *endpoint, const char *name, DeskHttpHead *head)
{
  guint status = desk_http_head_get_status (head);
  g_autofree char *path = desk_websocket_options_hide_query (endpoint->websocket, endpoint->websocket->path);
  GError *error = NULL;

  switch (status)
    {
    case 200:
      desk_fail (&error, DESK_ERROR_WEBSOCKET,
                 _ ("%s answers with a web page at “%s”, not with WebSocket. Check port and path; many brokers "
                    "use /mqtt."),
                 name, path);
      break;
    case 400:
      if (is_secure (endpoint))
        desk_fail (&error, DESK_ERROR_WEBSOCKET,
                   _ ("%s does not understand the WebSocket request (HTTP status 400). Check path and headers."),
                   name);
      else
        desk_fail (&error, DESK_ERROR_WEBSOCKET,
                   _ ("%s does not understand the WebSocket request (HTTP status 400). Check path and headers; "
                      "or does this port want WebSocket over TLS?"),
                   name);
      break;
    case 401:
      desk_fail (&error, DESK_ERROR_WEBSOCKET,
                 _ ("%s wants to know who connects, before MQTT (HTTP status 401). Add the header "
                    "“Authorization” to the profile, or check its value."),
                 name);
      break;
    case 403:
      desk_fail (&error, DESK_ERROR_WEBSOCKET,
                 _ ("%s does not let this connection in (HTTP status 403). Check path and headers, such as "
                    "“Authorization” and “Origin”, or ask those who run it."),
                 name);
      break;
    case 404:
    case 405:
    case 410:
      desk_fail (&error, DESK_ERROR_WEBSOCKET,
                 _ ("%s has no WebSocket at “%s” (HTTP status %u). Check the path; many brokers use /mqtt, some "
                    "/ws or /."),
                 name, path, status);
      break;
    case 426:
      desk_fail (&error, DESK_ERROR_WEBSOCKET,
                 _ ("%s wants another protocol or another version of WebSocket (HTTP status 426). Is this the "
                    "broker’s port for WebSocket?"),
                 name);
      break;
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
      desk_fail (&error, DESK_ERROR_SERVER_UNAVAILABLE,
                 _ ("%s cannot serve WebSocket at the moment (HTTP status %u). Is the broker behind it running?"),
                 name, status);
      break;
    default:
      desk_fail (&error, DESK_ERROR_WEBSOCKET,
                 _ ("%s refuses WebSocket with the HTTP status %u. Check port, path and headers."), name,
                 status);
    }

  return error;
}

/**
 * desk_websocket_explain_refusal:
 * @endpoint: the broker
 * @head: its answer, which is not 101
 * @body: (nullable): how the answer's plain text begins
 *
 * Says why there is no WebSocket, with the next step; where the server has
 * words of its own, they follow.
 *
 * Returns: (transfer full): %DESK_ERROR_WEBSOCKET, or
 *   %DESK_ERROR_SERVER_UNAVAILABLE where another try may succeed
 */
GError *
desk_websocket_explain_refusal (const DeskEndpoint *endpoint, DeskHttpHead *head, const char *body)
{
  g_autofree char *name = desk_endpoint_to_string (endpoint);
  g_autofree char *said = clean_text (endpoint, body);
  guint status = desk_http_head_get_status (head);
  gboolean redirects = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  GError *error = redirects ? explain_redirect (endpoint, name, status, head)
                            : explain_status (endpoint, name, head);

  if (said != NULL)
    {
      char *both = g_strdup_printf (_ ("%s It says: “%s”."), error->message, said);

      g_free (error->message);
      error->message = both;
    }

  return error;
}

/**
 * desk_websocket_explain_garbage:
 * @endpoint: the broker
 * @bytes: how its answer begins
 * @length: number of bytes
 *
 * Returns: (transfer full): %DESK_ERROR_WEBSOCKET
 */
GError *
desk_websocket_explain_garbage (const DeskEndpoint *endpoint, const char *bytes, gsize length)
{
  g_autofree char *name = desk_endpoint_to_string (endpoint);
  GError *error = NULL;

  if (length > 0 && (bytes[0] == TLS_ALERT || bytes[0] == TLS_HANDSHAKE))
    desk_fail (&error, DESK_ERROR_WEBSOCKET,
               _ ("%s speaks TLS. Choose WebSocket over TLS, or the port without TLS."), name);
  else
    desk_fail (&error, DESK_ERROR_WEBSOCKET,
               _ ("%s does not answer as a web server does, so there is no WebSocket. Is this the broker’s port "
                  "for WebSocket?"),
               name);

  return error;
}

/**
 * desk_websocket_explain_silence:
 * @endpoint: the broker
 * @cause: (nullable): what reading said; %NULL: the stream is at its end
 * @began: whether a part of an answer came
 *
 * Returns: (transfer full): %DESK_ERROR_CLOSED, or a copy of
 *   %G_IO_ERROR_CANCELLED
 */
GError *
desk_websocket_explain_silence (const DeskEndpoint *endpoint, const GError *cause, gboolean began)
{
  g_autofree char *name = desk_endpoint_to_string (endpoint);
  GError *error = NULL;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);

  if (began)
    desk_fail (&error, DESK_ERROR_CLOSED,
               _ ("%s closed the connection in the middle of its answer to WebSocket. Its log may tell why."),
               name);
  else
    desk_fail (&error, DESK_ERROR_CLOSED,
               _ ("%s closed the connection when asked for WebSocket. Is this the broker’s port for WebSocket, "
                  "and does it want TLS?"),
               name);

  return error;
}
