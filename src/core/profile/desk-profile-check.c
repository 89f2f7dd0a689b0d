/* desk-profile-check.c: whether what a person typed can be used
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
#include "desk-size-text.h"
#include "desk-topic.h"

#define MAX_NAME 200      /* characters */
#define MAX_ID 100        /* bytes: it becomes part of a file name */
#define MEBIBYTE 1048576
#define MAX_HOST 253      /* bytes (RFC 1035 section 2.3.4, without the length bytes) */
#define MAX_LABEL 63      /* bytes (RFC 1035 section 2.3.4) */
#define MAX_CLIENT_ID_3_1 23 /* characters (MQTT 3.1 section 3.1) */
#define CLIENT_ID_PREFIX "mqttdesk"
#define CLIENT_ID_RANDOM 14 /* characters; with the prefix 22 (MQTT 3.1.1 section 3.1.3.1: up to 23) */

/* MQTT 5.0 section 1.5.4: what a UTF-8 string should not hold, and what
 * libmosquitto refuses. */
static gboolean
check_string (const char *string, GError **error)
{
  if (strlen (string) > DESK_STRING_MAX)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("This is longer than the 65,535 bytes that MQTT allows."));
  if (!g_utf8_validate (string, -1, NULL))
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("This is not valid UTF-8."));

  for (const char *p = string; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x20 || (c >= 0x7f && c <= 0x9f) || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef))
        return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                          _ ("Remove the control character U+%04X: brokers refuse it."), c);
    }

  return TRUE;
}

/* The id names files, so it may not lead anywhere else. */
gboolean
_desk_profile_check_id (const char *id, GError **error)
{
  gsize length = strlen (id);

  if (length == 0 || length > MAX_ID || id[0] == '.'
      || strspn (id, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-") != length)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("it has to be 1 to %d letters of ASCII, digits, hyphens, underscores or dots, "
                         "and cannot begin with a dot."), MAX_ID);

  return TRUE;
}

/**
 * desk_profile_check_name:
 * @name: what a person calls a profile
 * @error: %DESK_ERROR_INVALID_PROFILE with a sentence for the field
 *
 * Checks a profile's name.
 *
 * Returns: whether it can be used
 */
gboolean
desk_profile_check_name (const char *name, GError **error)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  stripped = g_strstrip (g_strdup (name));
  if (stripped[0] == '\0')
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Enter a name for this profile."));
  if (!check_string (name, error))
    return FALSE;
  if (g_utf8_strlen (name, -1) > MAX_NAME)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Enter at most %d characters."), MAX_NAME);

  return TRUE;
}

/**
 * desk_profile_number_name:
 * @stem: a name
 * @number: what tells it from others
 *
 * Returns: (transfer full): "Plant (2)", short enough to be a name
 */
char *
desk_profile_number_name (const char *stem, guint number)
{
  g_autofree char *suffix = g_strdup_printf (" (%u)", number);
  g_autofree char *start = g_utf8_substring (stem, 0, MIN (g_utf8_strlen (stem, -1), MAX_NAME - (glong) strlen (suffix)));

  return g_strconcat (start, suffix, NULL);
}

static gboolean
check_ipv6 (const char *host, GError **error)
{
  const char *zone = strchr (host, '%');
  g_autofree char *address = zone != NULL ? g_strndup (host, (gsize) (zone - host)) : g_strdup (host);

  /* An interface may come and go, so any name of one will do. */
  if (!g_hostname_is_ip_address (address) || (zone != NULL && zone[1] == '\0'))
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("This is not an IPv6 address. A port belongs in its own field."));

  return TRUE;
}

static gboolean
check_labels (const char *host, GError **error)
{
  g_auto (GStrv) labels = g_strsplit (host, ".", -1);
  guint n_labels = g_strv_length (labels);

  /* A dot at the end marks the root. */
  if (n_labels > 1 && labels[n_labels - 1][0] == '\0')
    n_labels--;
  for (guint i = 0; i < n_labels; i++)
    {
      if (labels[i][0] == '\0')
        return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                          _ ("Remove a dot: there has to be a name on both sides of each."));
      if (strlen (labels[i]) > MAX_LABEL)
        return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                          _ ("A part between two dots has at most %d characters."), MAX_LABEL);
    }

  return TRUE;
}

/**
 * desk_profile_check_host:
 * @host: host name or IP address
 * @error: %DESK_ERROR_INVALID_PROFILE with a sentence for the field
 *
 * Checks a host without asking anybody for it.
 *
 * Returns: whether it can be used
 */
gboolean
desk_profile_check_host (const char *host, GError **error)
{
  g_autofree char *ascii = NULL;

  g_return_val_if_fail (host != NULL, FALSE);

  if (host[0] == '\0')
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Enter the broker’s host name or IP address."));
  if (!check_string (host, error))
    return FALSE;
  if (strstr (host, "://") != NULL)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Enter only the host name, without “://”."));
  if (host[0] == '[')
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Enter the IPv6 address without brackets."));
  if (strchr (host, ':') != NULL)
    return check_ipv6 (host, error);

  ascii = g_hostname_to_ascii (host);
  if (ascii == NULL)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("This is not a host name, as in broker.example."));
  if (strchr (ascii, ' ') != NULL)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Remove the space: there is none in a host name."));
  for (const char *p = ascii; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr (".-_", *p) == NULL)
      return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                        _ ("Remove “%c”: a host name has letters, digits, dots and hyphens."), *p);
  if (strlen (ascii) > MAX_HOST)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("A host name has at most %d characters."), MAX_HOST);
  if (strspn (ascii, G_CSET_DIGITS ".") == strlen (ascii) && !g_hostname_is_ip_address (ascii))
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("An IPv4 address has four numbers from 0 to 255, as in 192.168.1.10."));

  return check_labels (ascii, error);
}

/**
 * desk_profile_check_alpn:
 * @text: names of protocols, with commas between them; empty: none is asked for
 * @error: %DESK_ERROR_INVALID_PROFILE with a sentence for the field
 *
 * Checks what TLS offers as the protocol inside (RFC 7301 section 3.1: 1 to 255
 * bytes a name, all of them in 65,535).
 *
 * Returns: whether it can be used
 */
gboolean
desk_profile_check_alpn (const char *text, GError **error)
{
  g_auto (GStrv) names = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  if (*text == '\0')
    return TRUE;
  if (strlen (text) > G_MAXINT16)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("This is too long for ALPN."));

  names = g_strsplit (text, ",", -1);
  for (char **name = names; *name != NULL; name++)
    {
      gsize length = strlen (g_strstrip (*name));

      if (length == 0 || length > G_MAXUINT8)
        return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                          _ ("Enter names of 1 to 255 bytes with commas between them, as in “mqtt, x-amzn-mqtt-ca”."));
      for (const char *p = *name; *p != '\0'; p++)
        if (!g_ascii_isgraph (*p))
          return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                            _ ("The name of a protocol has no spaces and only ASCII characters, as in “mqtt”."));
    }

  return TRUE;
}

/**
 * desk_profile_check_port:
 * @text: what a person typed
 * @port: (out) (optional): the port
 * @error: %DESK_ERROR_INVALID_PROFILE with a sentence for the field
 *
 * Checks a port.
 *
 * Returns: whether it can be used
 */
gboolean
desk_profile_check_port (const char *text, guint *port, GError **error)
{
  guint64 number;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_ascii_string_to_unsigned (text, 10, 1, 65535, &number, NULL))
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("Enter a port from 1 to 65535; MQTT’s own is 1883."));
  if (port != NULL)
    *port = (guint) number;

  return TRUE;
}

/**
 * desk_profile_check_client_id:
 * @client_id: a client ID; empty for a random one at each connection
 * @version: the protocol version it will be used with
 * @clean_start: whether the broker forgets the session
 * @error: %DESK_ERROR_INVALID_PROFILE with a sentence for the field
 *
 * Checks a client ID (MQTT 3.1 section 3.1, MQTT 3.1.1 and 5.0 section
 * 3.1.3.1). Longer ones than a broker has to take are let through: most take
 * them.
 *
 * Returns: whether it can be used
 */
gboolean
desk_profile_check_client_id (const char     *client_id,
                              DeskMqttVersion version,
                              gboolean        clean_start,
                              GError        **error)
{
  g_return_val_if_fail (client_id != NULL, FALSE);

  if (client_id[0] == '\0' && !clean_start)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("A session that the broker keeps needs a client ID: generate one, or turn "
                         "“Clean start” on."));
  if (!check_string (client_id, error))
    return FALSE;
  if (version == DESK_MQTT_3_1 && g_utf8_strlen (client_id, -1) > MAX_CLIENT_ID_3_1)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("MQTT 3.1 allows at most %d characters; shorten it or choose MQTT 3.1.1."),
                      MAX_CLIENT_ID_3_1);

  return TRUE;
}

/**
 * desk_profile_check_username:
 * @username: a user name; empty for none
 * @error: %DESK_ERROR_INVALID_PROFILE with a sentence for the field
 *
 * Checks a user name (MQTT 5.0 section 3.1.3.5).
 *
 * Returns: whether it can be used
 */
gboolean
desk_profile_check_username (const char *username, GError **error)
{
  g_return_val_if_fail (username != NULL, FALSE);

  return check_string (username, error);
}

/**
 * desk_profile_check_log_size:
 * @text: what a person typed: a size like “2 GB”, MiB if it has no unit; empty for what the settings say
 * @bytes: (out) (optional): the size in bytes; 0 for what the settings say
 * @error: %DESK_ERROR_INVALID_PROFILE with a sentence for the field
 *
 * Checks how large a log may become.
 *
 * Returns: whether it can be used
 */
gboolean
desk_profile_check_log_size (const char *text, gint64 *bytes, GError **error)
{
  guint64 number = 0;

  g_return_val_if_fail (text != NULL, FALSE);

  if (*text != '\0'
      && (!desk_size_text_parse (text, MEBIBYTE, &number) || number < DESK_PROFILE_MIN_LOG_BYTES
          || number > DESK_PROFILE_MAX_LOG_BYTES))
    {
      g_autofree char *least = desk_size_text_new (DESK_PROFILE_MIN_LOG_BYTES);
      g_autofree char *most = desk_size_text_new (DESK_PROFILE_MAX_LOG_BYTES);

      /* Translators: two sizes, as in “16 MiB” and “1 TiB” */
      return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                        _ ("Enter a size from %s to %s, such as “500 MiB” or “2 GB”, or nothing."), least, most);
    }
  if (bytes != NULL)
    *bytes = (gint64) number;

  return TRUE;
}

/**
 * desk_profile_check_log_days:
 * @text: what a person typed: days; empty for what the settings say
 * @days: (out) (optional): the number; 0 for what the settings say
 * @error: %DESK_ERROR_INVALID_PROFILE with a sentence for the field
 *
 * Checks how old the messages of a log may become.
 *
 * Returns: whether it can be used
 */
gboolean
desk_profile_check_log_days (const char *text, guint *days, GError **error)
{
  guint64 number = 0;

  g_return_val_if_fail (text != NULL, FALSE);

  if (*text != '\0'
      && !g_ascii_string_to_unsigned (text, 10, 1, DESK_PROFILE_MAX_LOG_DAYS, &number, NULL))
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("Enter a whole number of days from 1 to %'d, or nothing."), DESK_PROFILE_MAX_LOG_DAYS);
  if (days != NULL)
    *days = (guint) number;

  return TRUE;
}

/**
 * desk_profile_generate_client_id:
 *
 * Makes a random client ID that every broker has to take: at most 23 bytes of
 * 0-9, a-z and A-Z (MQTT 3.1.1 section 3.1.3.1).
 *
 * Returns: (transfer full): a client ID
 */
char *
desk_profile_generate_client_id (void)
{
  static const char characters[] = G_CSET_DIGITS G_CSET_a_2_z G_CSET_A_2_Z;
  GString *id = g_string_new (CLIENT_ID_PREFIX);

  for (guint i = 0; i < CLIENT_ID_RANDOM; i++)
    g_string_append_c (id, characters[g_random_int_range (0, (gint32) strlen (characters))]);

  return g_string_free (id, FALSE);
}
