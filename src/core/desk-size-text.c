/* desk-size-text.c: sizes as a person types them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-size-text.h"

#include <langinfo.h>
#include <math.h>
#include <string.h>

#define MAX_DIGITS 15 /* of a double, which holds the number until its unit is known */

/* The largest first, as a size is written with the largest that leaves a whole number. Names in any case: a
 * size in bits would make no sense here, nor one in thousandths. */
static const struct
{
  const char *name;
  guint64 factor;
} units[] = {
  { "TiB", G_GUINT64_CONSTANT (1) << 40 },
  { "TB", G_GUINT64_CONSTANT (1000000000000) },
  { "GiB", G_GUINT64_CONSTANT (1) << 30 },
  { "GB", 1000000000 },
  { "MiB", 1 << 20 },
  { "MB", 1000000 },
  { "KiB", 1 << 10 },
  { "kB", 1000 },
  { "B", 1 },
};

/* “GiB” and, as it is often written, “Gi” and “G” */
static guint64
find_factor (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      gsize length = strlen (units[i].name);

      if (g_ascii_strcasecmp (name, units[i].name) == 0
          || (length > 1 && strlen (name) == length - 1 && g_ascii_strncasecmp (name, units[i].name, length - 1) == 0))
        return units[i].factor;
    }

  return 0;
}

static void
skip_spaces (const char **cursor)
{
  while (g_unichar_isspace (g_utf8_get_char (*cursor)))
    *cursor = g_utf8_next_char (*cursor);
}

/* A point or a comma, whichever the person's language has. What is not the one of that language may stand for
 * thousands, if three digits follow.
 *
 * Returns: (nullable): the digits behind it */
static const char *
skip_point (const char *cursor)
{
  const char *digits = cursor + 1;

  if ((*cursor != '.' && *cursor != ',') || !g_ascii_isdigit (*digits))
    return NULL;

  return *cursor != *nl_langinfo (RADIXCHAR) && strspn (digits, "0123456789") == 3 ? NULL : digits;
}

static gboolean
read_number (const char **cursor, double *number)
{
  const char *p = *cursor;
  const char *behind;
  guint n_digits = 0;
  double place = 1;

  for (*number = 0; g_ascii_isdigit (*p); p++, n_digits++)
    *number = *number * 10 + g_ascii_digit_value (*p);
  behind = skip_point (p);
  if (n_digits > 0 && behind != NULL)
    {
      for (p = behind; g_ascii_isdigit (*p); p++, n_digits++)
        {
          place /= 10;
          *number += place * g_ascii_digit_value (*p);
        }
    }
  *cursor = p;

  return n_digits > 0 && n_digits <= MAX_DIGITS;
}

/**
 * desk_size_text_parse:
 * @text: what a person typed
 * @usual: bytes that a number without a unit counts
 * @bytes: (out): the size, rounded to whole bytes
 *
 * Understands a number, with decimals as in “1.5” or “1,5”, and a unit: bytes (`B`), those of ten (`kB`, `MB`, `GB`, `TB`)
 * and those of two (`KiB`, `MiB`, `GiB`, `TiB`; IEC 80000-13), in any case and
 * without the B if wished. What may be thousands in one language and decimals
 * in another, as “2,048”, is only understood as decimals of the person's own.
 *
 * Returns: whether @text is a size
 */
gboolean
desk_size_text_parse (const char *text, guint64 usual, guint64 *bytes)
{
  const char *cursor = text;
  g_autofree char *name = NULL;
  guint64 factor;
  double number;

  g_return_val_if_fail (text != NULL && g_utf8_validate (text, -1, NULL), FALSE);

  skip_spaces (&cursor);
  if (!read_number (&cursor, &number))
    return FALSE;
  skip_spaces (&cursor);
  name = g_strchomp (g_strdup (cursor));
  factor = *name == '\0' ? usual : find_factor (name);
  number = round (number * (double) factor);
  if (factor == 0 || number > (double) G_MAXINT64 / 2)
    return FALSE;

  *bytes = (guint64) number;
  return TRUE;
}

/**
 * desk_size_text_new:
 * @bytes: a size
 *
 * Returns: (transfer full): the size as it may be typed, exactly: “2 GiB”
 */
char *
desk_size_text_new (guint64 bytes)
{
  gsize i = 0;

  while (i + 1 < G_N_ELEMENTS (units) && (bytes == 0 || bytes % units[i].factor != 0))
    i++;

  return g_strdup_printf ("%" G_GUINT64_FORMAT " %s", bytes / units[i].factor, units[i].name);
}
