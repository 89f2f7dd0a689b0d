/* desk-profile-uri.c: a broker's address in one line
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-secrets.h"
#include "desk-topic.h"

#define ID_PREFIX "uri-"
#define ID_DIGITS 32

/* A piece of the address: it is never copied before it is known not to be the
 * password. */
typedef struct
{
  const char *begin; /* (nullable): the piece is not there */
  const char *end;
} Span;

typedef struct
{
  gboolean bare; /* no scheme: what a person typed in a hurry */
  const char *transport;
  Span user;
  Span password;
  Span host;
  Span port;
  Span rest; /* the topic filter, or the path of WebSocket with its slash */
} Parts;

static const char *
find (const char *begin, const char *end, char c)
{
  return memchr (begin, c, (gsize) (end - begin));
}

static const char *
find_last (const char *begin, const char *end, char c)
{
  return memrchr (begin, c, (gsize) (end - begin));
}

/* Passes over "mqtt://"; without a scheme nothing is passed over. */
static gboolean
split_scheme (const char **uri, Parts *parts, GError **error)
{
  static const char *const transports[] = { "mqtt", "mqtts", "ws", "wss", "unix" };
  const char *separator = strstr (*uri, "://");
  g_autofree char *scheme = NULL;

  parts->transport = transports[0];
  parts->bare = separator == NULL || separator == *uri
                || strspn (*uri, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "+.-") != (gsize) (separator - *uri);
  if (parts->bare)
    return TRUE;

  scheme = g_ascii_strdown (*uri, separator - *uri);
  *uri = separator + strlen ("://");
  for (gsize i = 0; i < G_N_ELEMENTS (transports); i++)
    if (g_str_equal (scheme, transports[i]))
      {
        parts->transport = transports[i];
        return TRUE;
      }

  return desk_fail (error, DESK_ERROR_INVALID_URI,
                    _ ("“%s://” is not the address of a broker. Write it as mqtt://host:port."), scheme);
}

static gboolean
split_host (Span authority, Parts *parts, GError **error)
{
  const char *colon;

  if (authority.begin < authority.end && *authority.begin == '[')
    {
      const char *bracket = find (authority.begin, authority.end, ']');

      if (bracket == NULL || (bracket + 1 < authority.end && bracket[1] != ':'))
        return desk_fail (error, DESK_ERROR_INVALID_URI,
                          _ ("An IPv6 address goes between brackets, as in mqtt://[::1]:1883."));
      parts->host = (Span) { authority.begin + 1, bracket };
      if (bracket + 1 < authority.end)
        parts->port = (Span) { bracket + 2, authority.end };
      return TRUE;
    }

  colon = find (authority.begin, authority.end, ':');
  if (colon == NULL)
    parts->host = authority;
  else if (find (colon + 1, authority.end, ':') == NULL)
    {
      parts->host = (Span) { authority.begin, colon };
      parts->port = (Span) { colon + 1, authority.end };
    }
  else if (parts->bare)
    parts->host = authority;
  else
    return desk_fail (error, DESK_ERROR_INVALID_URI,
                      _ ("An IPv6 address goes between brackets, as in mqtt://[::1]:1883."));

  return TRUE;
}

static gboolean
is_websocket (const Parts *parts)
{
  return parts->transport[0] == 'w';
}

static gboolean
is_socket (const Parts *parts)
{
  return parts->transport[0] == 'u';
}

/* Where the authority ends: (nullable) */
static const char *
find_rest (const char *begin, const char *end, const Parts *parts)
{
  const char *slash = find (begin, end, '/');
  const char *question = is_websocket (parts) ? find (begin, slash != NULL ? slash : end, '?') : NULL;

  return question != NULL ? question : slash;
}

static gboolean
split (const char *uri, Parts *parts, GError **error)
{
  const char *end;
  const char *rest;
  const char *at;
  Span authority;

  while (g_ascii_isspace (*uri))
    uri++;
  if (!split_scheme (&uri, parts, error))
    return FALSE;
  end = uri + strlen (uri);
  while (end > uri && g_ascii_isspace (end[-1]))
    end--;

  rest = find_rest (uri, end, parts);
  if (rest != NULL && is_websocket (parts))
    parts->rest = (Span) { rest, end };
  else if (rest != NULL && rest + 1 < end)
    parts->rest = (Span) { rest + 1, end };
  authority = (Span) { uri, rest != NULL ? rest : end };

  at = find_last (authority.begin, authority.end, '@');
  if (at != NULL)
    {
      const char *colon = find (authority.begin, at, ':');

      parts->user = (Span) { authority.begin, colon != NULL ? colon : at };
      if (colon != NULL)
        parts->password = (Span) { colon + 1, at };
      authority.begin = at + 1;
    }

  return split_host (authority, parts, error);
}

/* (nullable) (transfer full): NULL if an escape is wrong */
static char *
decode (Span span)
{
  if (span.begin == NULL)
    return g_strdup ("");

  return g_uri_unescape_segment (span.begin, span.end, NULL);
}

static char *
decode_host (Span span)
{
  char *host = decode (span);

  /* The zone of an IPv6 address should be written %25eth0 (RFC 6874), but
   * is seen without the 25. */
  return host != NULL ? host : g_strndup (span.begin, (gsize) (span.end - span.begin));
}

static gboolean
fail_part (const char *uri, GError **error, const char *what, const char *reason)
{
  /* A password with a slash in it ends up as a port or a host: no piece of it
   * may be in the message. */
  if (strchr (uri, '@') != NULL)
    return desk_fail (error, DESK_ERROR_INVALID_URI,
                      _ ("The address cannot be understood. In a user name or password write “/” as %%2F, "
                         "“@” as %%40, “:” as %%3A and “%%” as %%25."));
  return desk_fail (error, DESK_ERROR_INVALID_URI, "%s %s", what, reason);
}

static gboolean
read_host (DeskProfile *self, const char *uri, const Parts *parts, GError **error)
{
  g_autofree char *host = decode_host (parts->host);
  g_autoptr (GError) local_error = NULL;

  if (!desk_profile_check_host (host, &local_error))
    return fail_part (uri, error, _ ("The address has no usable host."), local_error->message);
  desk_profile_set_host (self, host);

  g_object_set (self, "transport", parts->transport,
                "port", desk_profile_get_usual_port (parts->transport), NULL);
  if (parts->port.begin != NULL && parts->port.begin < parts->port.end)
    {
      g_autofree char *text = g_strndup (parts->port.begin, (gsize) (parts->port.end - parts->port.begin));
      guint port;

      if (!desk_profile_check_port (text, &port, &local_error))
        return fail_part (uri, error, _ ("The address has no usable port."), local_error->message);
      desk_profile_set_port (self, port);
    }

  return TRUE;
}

/* "unix:///run/mosquitto.sock": all that follows is the path. */
static gboolean
read_socket (DeskProfile *self, const Parts *parts, GError **error)
{
  g_autofree char *rest = decode (parts->rest);
  g_autofree char *path = rest != NULL ? g_strconcat ("/", rest, NULL) : NULL;
  g_autoptr (GError) local_error = NULL;

  if (path == NULL || parts->host.begin < parts->host.end || parts->rest.begin == NULL
      || !desk_profile_check_socket_path (path, &local_error))
    return desk_fail (error, DESK_ERROR_INVALID_URI,
                      _ ("Write the address of a Unix socket as unix:///run/mosquitto/mosquitto.sock."));
  g_object_set (self, "transport", parts->transport, "socket-path", path, NULL);

  return TRUE;
}

static gboolean
read_user (DeskProfile *self, const Parts *parts, GError **error)
{
  g_autofree char *user = decode (parts->user);
  g_autoptr (GError) local_error = NULL;

  if (user == NULL)
    return desk_fail (error, DESK_ERROR_INVALID_URI,
                      _ ("The user name has a wrong escape; write “%%” as %%25."));
  if (!desk_profile_check_username (user, &local_error))
    return desk_fail (error, DESK_ERROR_INVALID_URI,
                      _ ("The user name cannot be used. %s"), local_error->message);
  /* MQTT 3.1.1 section 3.1.2.9 */
  if (user[0] == '\0' && parts->password.begin != NULL && parts->password.begin < parts->password.end)
    return desk_fail (error, DESK_ERROR_INVALID_URI, _ ("A password needs a user name before it."));
  desk_profile_set_username (self, user);

  return TRUE;
}

static gboolean
read_path (DeskProfile *self, const Parts *parts, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!is_websocket (parts) || parts->rest.begin == NULL)
    return TRUE;

  path = g_strdup_printf ("%s%.*s", *parts->rest.begin == '?' ? "/" : "",
                          (int) (parts->rest.end - parts->rest.begin), parts->rest.begin);
  if (!desk_profile_check_websocket_path (path, &local_error))
    return desk_fail (error, DESK_ERROR_INVALID_URI, _ ("The path cannot be used. %s"), local_error->message);
  g_object_set (self, "websocket-path", path, NULL);

  return TRUE;
}

static gboolean
read_filter (const Parts *parts, char **filter, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) local_error = NULL;

  if (is_websocket (parts) || is_socket (parts) || parts->rest.begin == NULL)
    return TRUE;

  text = decode (parts->rest);
  if (text == NULL)
    return desk_fail (error, DESK_ERROR_INVALID_URI,
                      _ ("The topic filter has a wrong escape; write “%%” as %%25."));
  if (!desk_topic_filter_check (text, &local_error))
    return desk_fail (error, DESK_ERROR_INVALID_URI, _ ("The topic filter cannot be used. %s"),
                      local_error->message);
  *filter = g_steal_pointer (&text);

  return TRUE;
}

/* (transfer full): the same for the same host, port and user, so that the log
 * is found again; a web server may have several brokers */
static char *
make_id (DeskProfile *self)
{
  g_autofree char *host = g_ascii_strdown (desk_profile_get_host (self), -1);
  const char *path = desk_profile_get_uses_socket (self) ? desk_profile_get_socket_path (self)
                                                         : desk_profile_get_websocket_path (self);
  g_autofree char *key = g_strdup_printf ("%s\n%u\n%s%s%s", host, desk_profile_get_port (self),
                                          desk_profile_get_username (self), path[0] != '\0' ? "\n" : "", path);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);

  return g_strdup_printf (ID_PREFIX "%.*s", ID_DIGITS, hash);
}

static char *
make_name (DeskProfile *self)
{
  g_autofree char *address = desk_profile_dup_address (self);
  const char *username = desk_profile_get_username (self);
  const char *host = strstr (address, "://") + strlen ("://");

  return username[0] != '\0' ? g_strdup_printf ("%s@%s", username, host) : g_strdup (host);
}

/* A value of its own: the id is fixed at construction. */
static DeskProfile *
make_profile (DeskProfile *read)
{
  g_autofree char *id = make_id (read);
  g_autofree char *name = make_name (read);

  return g_object_new (DESK_TYPE_PROFILE,
                       "id", id, "name", name, "temporary", TRUE,
                       "transport", desk_profile_get_transport (read),
                       "host", desk_profile_get_host (read),
                       "port", desk_profile_get_port (read),
                       "username", desk_profile_get_username (read),
                       "websocket-path", desk_profile_get_websocket_path (read),
                       "socket-path", desk_profile_get_socket_path (read),
                       NULL);
}

/**
 * desk_profile_new_from_uri:
 * @uri: `mqtt://[user[:password]@]host[:port][/topic-filter]`, `mqtts://` for
 *   TLS, the same without the scheme, or
 *   `ws://[user[:password]@]host[:port][/path]`, `wss://` for TLS, or
 *   `unix://[user[:password]@]/path`
 * @password: (out) (optional) (nullable) (transfer full): the password, for
 *   desk_secrets_free(); %NULL if there is none
 * @topic_filter: (out) (optional) (nullable) (transfer full): what to subscribe
 *   to; %NULL if there is nothing
 * @error: %DESK_ERROR_INVALID_URI; no message holds a piece of a password
 *
 * Makes a temporary profile from an address (RFC 3986). Escapes like %40 are
 * decoded; the wildcards of a topic filter need none, and a path stays as it is.
 * An IPv6 address goes between brackets unless nothing but itself is given. The
 * id is made from host, port, user and path, so the same address has the same log.
 *
 * Returns: (transfer full): a profile, or %NULL
 */
DeskProfile *
desk_profile_new_from_uri (const char *uri, char **password, char **topic_filter, GError **error)
{
  g_autoptr (DeskProfile) read = NULL;
  g_autofree char *filter = NULL;
  char *secret = NULL;
  Parts parts = { 0 };

  g_return_val_if_fail (uri != NULL, NULL);

  read = desk_profile_new ();
  if (!split (uri, &parts, error)
      || !read_user (read, &parts, error)
      || !(is_socket (&parts) ? read_socket (read, &parts, error) : read_host (read, uri, &parts, error))
      || !read_path (read, &parts, error)
      || !read_filter (&parts, &filter, error))
    return NULL;

  if (parts.password.begin != NULL)
    {
      secret = decode (parts.password);
      if (secret == NULL)
        {
          desk_fail (error, DESK_ERROR_INVALID_URI,
                     _ ("The password has a wrong escape; write “%%” as %%25."));
          return NULL;
        }
    }

  if (password != NULL)
    *password = g_steal_pointer (&secret);
  desk_secrets_free (secret);
  if (topic_filter != NULL)
    *topic_filter = g_steal_pointer (&filter);

  return make_profile (read);
}

/**
 * desk_profile_dup_address:
 * @self: a profile
 *
 * Returns: (transfer full): "mqtt://host:port", "ws://host:port/path" or "unix:///path", an IPv6
 *   address in brackets; without user and password, and without the query of a
 *   path, which may be a secret
 */
char *
desk_profile_dup_address (DeskProfile *self)
{
  const char *host;
  const char *path;

  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  if (desk_profile_get_uses_socket (self))
    return g_strconcat ("unix://", desk_profile_get_socket_path (self), NULL);

  host = desk_profile_get_host (self);
  path = desk_profile_get_uses_websocket (self) ? desk_profile_get_websocket_path (self) : "";

  return g_strdup_printf (strchr (host, ':') != NULL ? "%s://[%s]:%u%.*s" : "%s://%s:%u%.*s",
                          desk_profile_get_transport (self), host, desk_profile_get_port (self),
                          (int) strcspn (path, "?"), path);
}
