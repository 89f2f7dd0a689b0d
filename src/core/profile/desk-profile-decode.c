/* desk-profile-decode.c: what is typed as text, JSON, hex or base64 as bytes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-json-scanner.h"
#include "desk-profile-will.h"

static char *
without_spaces (const char *text)
{
  GString *dense = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      g_string_append_c (dense, *p);

  return g_string_free (dense, FALSE);
}

static GBytes *
decode_hex (const char *text, GError **error)
{
  g_autofree char *dense = without_spaces (text);
  gsize length = strlen (dense);
  guint8 *bytes;

  if (length % 2 != 0 || strspn (dense, "0123456789abcdefABCDEF") != length)
    {
      desk_fail (error, DESK_ERROR_FAILED,
                 _ ("This is not hexadecimal. Enter pairs of the digits 0 to 9 and a to f, as in 48 65 6c 6c 6f."));
      return NULL;
    }

  bytes = g_malloc (length / 2 + 1);
  for (gsize i = 0; i < length; i += 2)
    bytes[i / 2] = (guint8) (g_ascii_xdigit_value (dense[i]) << 4 | g_ascii_xdigit_value (dense[i + 1]));

  return g_bytes_new_take (bytes, length / 2);
}

static GBytes *
decode_base64 (const char *text, GError **error)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  g_autofree char *dense = without_spaces (text);
  gsize length = strlen (dense);
  gsize n_digits = strspn (dense, alphabet);
  gsize n_padding = strspn (dense + n_digits, "=");
  gsize size = 0;
  guchar *bytes;

  if (length % 4 != 0 || n_digits + n_padding != length || n_padding > 2)
    {
      desk_fail (error, DESK_ERROR_FAILED,
                 _ ("This is not base64. Enter letters, digits, “+” and “/” in groups of four, as in SGVsbG8=."));
      return NULL;
    }
  bytes = g_base64_decode (dense, &size);

  return g_bytes_new_take (bytes, size);
}

static gboolean
check_json (const char *text, GError **error)
{
  DeskJsonScanner scanner;
  DeskJsonToken token;
  g_autofree char *reason = NULL;

  desk_json_scanner_init (&scanner, text, strlen (text), FALSE);
  do
    token = desk_json_scanner_next (&scanner);
  while (token != DESK_JSON_END && token != DESK_JSON_INVALID && token != DESK_JSON_CUT);
  if (token == DESK_JSON_END)
    return TRUE;

  reason = desk_json_scanner_describe (&scanner);

  return desk_fail (error, DESK_ERROR_FAILED, _ ("This is not JSON: %s. Correct it, or choose “Text”."), reason);
}

/**
 * desk_profile_decode:
 * @text: what somebody typed
 * @encoding: “text” or empty, “json”, “hex” or “base64”
 * @error: %DESK_ERROR_FAILED, in words for the field
 *
 * Makes bytes of what was typed (base64: RFC 4648). Spaces and line ends within
 * hex and base64 do not count; JSON is checked and stays as it is.
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL with @error set
 */
GBytes *
desk_profile_decode (const char *text, const char *encoding, GError **error)
{
  if (g_str_equal (encoding, "hex"))
    return decode_hex (text, error);
  if (g_str_equal (encoding, "base64"))
    return decode_base64 (text, error);
  if (g_str_equal (encoding, "json") && !check_json (text, error))
    return NULL;

  return g_bytes_new (text, strlen (text));
}
