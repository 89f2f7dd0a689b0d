/* desk-filter-decimal.c: compares decimal numbers of any size exactly
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-filter-decimal.h"

/* Exponents beyond this are all as large: no text has as many digits. */
#define EXPONENT_MAX (G_GINT64_CONSTANT (1) << 60)

/* Reads the exponent behind an e. Returns: whether all of it is one */
static gboolean
read_exponent (const char *text, gsize length, gint64 *exponent)
{
  gboolean negative = length > 0 && text[0] == '-';
  gsize i = length > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;

  *exponent = 0;
  if (i == length)
    return FALSE;
  for (; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *exponent = MIN (*exponent * 10 + (text[i] - '0'), EXPONENT_MAX / 16);
    }
  if (negative)
    *exponent = -*exponent;

  return TRUE;
}

/**
 * desk_decimal_read:
 * @text: a number as JSON writes it (RFC 8259 section 6), perhaps with a plus or
 *   with zeros in front
 * @length: number of bytes
 * @decimal: (out caller-allocates): the number; it needs @text as long as it lives
 *
 * Returns: whether all of @text is a number
 */
gboolean
desk_decimal_read (const char *text, gsize length, DeskDecimal *decimal)
{
  gsize i = length > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  gsize first = i;
  gsize point = G_MAXSIZE;
  gsize digits = G_MAXSIZE;
  gint64 exponent = 0;

  for (; i < length && (g_ascii_isdigit (text[i]) || (text[i] == '.' && point == G_MAXSIZE)); i++)
    {
      if (text[i] == '.')
        point = i;
      else if (digits == G_MAXSIZE && text[i] != '0')
        digits = i;
    }
  if (i == first || point == first || (point != G_MAXSIZE && point == i - 1))
    return FALSE;
  if (i < length && ((text[i] | 0x20) != 'e' || !read_exponent (text + i + 1, length - i - 1, &exponent)))
    return FALSE;

  *decimal = (DeskDecimal) { FALSE, NULL, 0, 0 };
  if (digits == G_MAXSIZE)
    return TRUE;

  point = MIN (point, i);
  decimal->negative = text[0] == '-';
  decimal->digits = text + digits;
  decimal->n_digits = i - digits;
  /* Digits before the point, or less zeros behind it */
  decimal->exponent = digits < point ? (gint64) (point - digits) : (gint64) point + 1 - (gint64) digits;
  decimal->exponent += exponent;
  return TRUE;
}

/* Moves behind the next digit; behind the last one all are 0. */
static char
next_digit (const DeskDecimal *decimal, gsize *at)
{
  if (*at < decimal->n_digits && decimal->digits[*at] == '.')
    (*at)++;

  return *at < decimal->n_digits ? decimal->digits[(*at)++] : '0';
}

static int
compare_magnitude (const DeskDecimal *a, const DeskDecimal *b)
{
  gsize at_a = 0;
  gsize at_b = 0;

  if (a->exponent != b->exponent)
    return a->exponent < b->exponent ? -1 : 1;
  while (at_a < a->n_digits || at_b < b->n_digits)
    {
      char digit_a = next_digit (a, &at_a);
      char digit_b = next_digit (b, &at_b);

      if (digit_a != digit_b)
        return digit_a < digit_b ? -1 : 1;
    }

  return 0;
}

/**
 * desk_decimal_compare:
 * @a: a number
 * @b: another
 *
 * Compares all digits, so that large integers and long fractions are not rounded.
 *
 * Returns: less than, equal to or more than 0 as @a is less than, equal to or
 *   more than @b
 */
int
desk_decimal_compare (const DeskDecimal *a, const DeskDecimal *b)
{
  int sign_a = a->digits == NULL ? 0 : a->negative ? -1 : 1;
  int sign_b = b->digits == NULL ? 0 : b->negative ? -1 : 1;

  if (sign_a != sign_b)
    return sign_a < sign_b ? -1 : 1;
  if (sign_a == 0)
    return 0;

  return sign_a * compare_magnitude (a, b);
}
