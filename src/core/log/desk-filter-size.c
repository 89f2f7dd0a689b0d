/* desk-filter-size.c: the terms size: and type:
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-filter-private.h"

/* As sizes are shown, powers of ten; with an i those of two */
static const struct
{
  const char *name;
  guint64 factor;
} units[] = {
  { "", 1 },
  { "k", 1000 },
  { "m", 1000000 },
  { "g", 1000000000 },
  { "ki", G_GUINT64_CONSTANT (1) << 10 },
  { "mi", G_GUINT64_CONSTANT (1) << 20 },
  { "gi", G_GUINT64_CONSTANT (1) << 30 },
};

static guint64
find_unit (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      gsize length = strlen (units[i].name);

      if (g_ascii_strncasecmp (text, units[i].name, length) == 0
          && (text[length] == '\0' || g_ascii_strcasecmp (text + length, "b") == 0))
        return units[i].factor;
    }

  return 0;
}

/* Reads a number of bytes: of 1.5k the half counts too. */
static gboolean
read_bytes (const char *text, gint64 *bytes)
{
  guint64 whole = 0;
  double fraction = 0.0;
  double place = 0.1;
  guint64 factor;
  const char *p = text;

  for (; g_ascii_isdigit (*p); p++)
    whole = MIN (whole * 10 + (guint64) (*p - '0'), G_MAXUINT32);
  if (p > text && *p == '.' && g_ascii_isdigit (p[1]))
    {
      for (p++; g_ascii_isdigit (*p); p++, place /= 10)
        fraction += (*p - '0') * place;
    }
  factor = find_unit (p);
  if (p == text || factor == 0)
    return FALSE;

  *bytes = (gint64) (whole * factor + (guint64) (fraction * (double) factor + 0.5));
  return TRUE;
}

static gboolean
parse_size (DeskTerm *term, DeskFilterReader *reader, GError **error)
{
  g_autofree char *value = NULL;
  const char *number;
  gsize length;
  gint64 bytes;

  if (!_desk_reader_read_value (reader, &value, error))
    return FALSE;

  length = strspn (value, "<=>");
  number = value + length;
  if (!read_bytes (number, &bytes))
    return desk_fail (error, DESK_ERROR_BAD_QUERY,
                      _ ("This is not a size. Write for example size:>1k, size:<=64 or size:>1.5M."));

  term->low = 0;
  term->high = G_MAXINT64;
  if (length == 0 || strncmp (value, "=", length) == 0)
    term->low = term->high = bytes;
  else if (length == 1 && value[0] == '<')
    term->high = bytes - 1;
  else if (length == 1 && value[0] == '>')
    term->low = bytes + 1;
  else if (strncmp (value, "<=", length) == 0)
    term->high = bytes;
  else if (strncmp (value, ">=", length) == 0)
    term->low = bytes;
  else
    return desk_fail (error, DESK_ERROR_BAD_QUERY,
                      _ ("A size is compared by <, <=, =, >= or >, as in size:>1k."));

  return TRUE;
}

static DeskTruth
check_size (const DeskTerm *term, gsize size)
{
  return (gint64) size >= term->low && (gint64) size <= term->high ? DESK_TRUTH_YES : DESK_TRUTH_NO;
}

const DeskTermKind _desk_term_size = {
  .key = "size",
  .syntax = "size:>SIZE",
  .summary = N_ ("Payloads by their number of bytes, with <, <=, =, >= or > and k, M, Ki, Mi"),
  .example = "size:>1k",
  .parse = parse_size,
  .check_size = check_size,
};

static const char *const types[] = { "json", "text", "binary", "empty", NULL };
static const DeskPayloadKind type_kinds[]
    = { DESK_PAYLOAD_JSON, DESK_PAYLOAD_TEXT, DESK_PAYLOAD_BINARY, DESK_PAYLOAD_EMPTY };

static gboolean
parse_type (DeskTerm *term, DeskFilterReader *reader, GError **error)
{
  g_autofree char *value = NULL;

  if (!_desk_reader_read_value (reader, &value, error))
    return FALSE;
  for (guint i = 0; types[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (value, types[i]) == 0)
        {
          term->type = type_kinds[i];
          return TRUE;
        }
    }

  return desk_fail (error, DESK_ERROR_BAD_QUERY,
                    _ ("Write type:json, type:text, type:binary or type:empty."));
}

static DeskTruth
check_empty (const DeskTerm *term, gsize size)
{
  if (size == 0 || term->type == DESK_PAYLOAD_EMPTY)
    return (size == 0) == (term->type == DESK_PAYLOAD_EMPTY) ? DESK_TRUTH_YES : DESK_TRUTH_NO;

  return DESK_TRUTH_UNKNOWN;
}

static DeskTruth
check_payload (const DeskTerm *term, DeskSearchPayload *payload, GError **error)
{
  g_autofree guint8 *to_free = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  gsize length;

  data = desk_search_payload_load (payload, DESK_SEARCH_WHOLE, &to_free, &length, error);
  if (data == NULL)
    return DESK_TRUTH_UNKNOWN;

  bytes = g_bytes_new_static (data, length);
  return desk_payload_detect (bytes, payload->size) == term->type ? DESK_TRUTH_YES : DESK_TRUTH_NO;
}

const DeskTermKind _desk_term_type = {
  .key = "type",
  .syntax = "type:json|text|binary|empty",
  .summary = N_ ("What the payload is, judged by its bytes"),
  .example = "type:json",
  .values = types,
  .parse = parse_type,
  .check_size = check_empty,
  .check_payload = check_payload,
  .is_slow = TRUE,
};
