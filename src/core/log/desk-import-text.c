/* desk-import-text.c: texts and times of imported lines
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-import-text.h"

#include <string.h>

static gunichar
read_hex (const char *digits)
{
  gunichar c = 0;

  for (guint i = 0; i < 4; i++)
    c = c * 16 + (gunichar) g_ascii_xdigit_value (digits[i]);

  return c;
}

static void
add_character (GByteArray *text, gunichar c)
{
  char utf8[6];
  int n = g_unichar_to_utf8 (c, utf8);

  g_byte_array_append (text, (const guint8 *) utf8, (guint) n);
}

/* @at is behind “\\u”. Returns: where it goes on, or NULL for half of a surrogate pair */
static const char *
add_escaped (GByteArray *text, const char *at, const char *end)
{
  gunichar c = read_hex (at);

  at += 4;
  if (c >= 0xdc00 && c <= 0xdfff)
    return NULL;
  if (c >= 0xd800 && c <= 0xdbff)
    {
      gunichar low;

      if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
        return NULL;
      low = read_hex (at + 2);
      if (low < 0xdc00 || low > 0xdfff)
        return NULL;
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
      at += 6;
    }
  add_character (text, c);

  return at;
}

/**
 * desk_import_unescape:
 * @token: a string of JSON that its grammar allows (RFC 8259 section 7), with
 *   its quotes
 * @length: bytes of it
 * @text: where what it says is added; a NUL is a character like others
 *
 * Returns: %FALSE if half of a surrogate pair stands alone, which is no text
 */
gboolean
desk_import_unescape (const char *token, gsize length, GByteArray *text)
{
  static const char letters[] = "bfnrt";
  static const char meanings[] = "\b\f\n\r\t";
  const char *at = token + 1;
  const char *end = token + length - 1;

  while (at < end)
    {
      const char *escape = memchr (at, '\\', (gsize) (end - at));
      const char *letter;

      g_byte_array_append (text, (const guint8 *) at, (guint) ((escape != NULL ? escape : end) - at));
      if (escape == NULL)
        break;
      at = escape + 2;
      if (escape[1] == 'u')
        {
          at = add_escaped (text, at, end);
          if (at == NULL)
            return FALSE;
          continue;
        }
      letter = strchr (letters, escape[1]);
      g_byte_array_append (text, (const guint8 *) (letter != NULL ? meanings + (letter - letters) : escape + 1), 1);
    }

  return TRUE;
}

/* @at is moved behind exactly @n digits. */
static gboolean
read_digits (const char **at, guint n, int *number)
{
  *number = 0;
  for (guint i = 0; i < n; i++, (*at)++)
    {
      if (!g_ascii_isdigit (**at))
        return FALSE;
      *number = *number * 10 + (**at - '0');
    }

  return TRUE;
}

static gboolean
read_part (const char **at, char before, guint n, int least, int most, int *number)
{
  if (before != '\0')
    {
      if (**at != before)
        return FALSE;
      (*at)++;
    }

  return read_digits (at, n, number) && *number >= least && *number <= most;
}

/* Up to six digits count; what is below a microsecond is cut off. */
static gboolean
read_fraction (const char **at, gint64 *micros)
{
  gint64 unit = G_USEC_PER_SEC;

  *micros = 0;
  if (**at != '.')
    return TRUE;
  (*at)++;
  if (!g_ascii_isdigit (**at))
    return FALSE;
  for (; g_ascii_isdigit (**at); (*at)++)
    {
      unit /= 10;
      *micros += unit * (**at - '0');
    }

  return TRUE;
}

/* “Z”, “+0100”, “+01:00”, and “Z+0100” as mosquitto_sub 2.0.11 writes it, where
 * the number is what counts. */
static gboolean
read_zone (const char **at, int *minutes)
{
  gboolean is_utc = **at == 'Z';
  int hour, minute;
  char sign;

  *minutes = 0;
  if (is_utc)
    (*at)++;
  sign = **at;
  if (sign != '+' && sign != '-')
    return is_utc;
  (*at)++;
  if (!read_part (at, '\0', 2, 0, 23, &hour))
    return FALSE;
  if (**at == ':')
    (*at)++;
  if (!read_part (at, '\0', 2, 0, 59, &minute))
    return FALSE;
  *minutes = (hour * 60 + minute) * (sign == '-' ? -1 : 1);

  return TRUE;
}

/**
 * desk_import_read_time:
 * @text: a time of ISO 8601, with date, seconds and zone
 * @time: (out): microseconds since 1970, UTC
 *
 * Returns: whether it is a time of the years 1 to 9999
 */
gboolean
desk_import_read_time (const char *text, gint64 *time)
{
  int year, month, day, hour, minute, second, zone;
  const char *at = text;
  gint64 micros;
  GDate date;

  if (!read_part (&at, '\0', 4, 1, 9999, &year) || !read_part (&at, '-', 2, 1, 12, &month)
      || !read_part (&at, '-', 2, 1, 31, &day) || !read_part (&at, 'T', 2, 0, 23, &hour)
      || !read_part (&at, ':', 2, 0, 59, &minute) || !read_part (&at, ':', 2, 0, 60, &second)
      || !read_fraction (&at, &micros) || !read_zone (&at, &zone) || *at != '\0'
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  /* 1 January 1970 is the 719,163rd day. */
  *time = ((gint64) g_date_get_julian (&date) - 719163) * G_TIME_SPAN_DAY
          + ((hour * 60 + minute - zone) * G_GINT64_CONSTANT (60) + second) * G_USEC_PER_SEC + micros;

  return TRUE;
}

/**
 * desk_import_add_base64:
 * @text: base64 (RFC 4648 section 4)
 * @length: bytes of it
 * @bytes: where what it says is added
 *
 * Returns: %FALSE if it is not base64
 */
gboolean
desk_import_add_base64 (const char *text, gsize length, GByteArray *bytes)
{
  gsize n_padding = 0;
  gint state = 0;
  guint save = 0;
  guint start = bytes->len;
  gsize n;

  if (length % 4 != 0)
    return FALSE;
  while (n_padding < 2 && n_padding < length && text[length - 1 - n_padding] == '=')
    n_padding++;
  for (gsize i = 0; i < length - n_padding; i++)
    {
      if (!g_ascii_isalnum (text[i]) && text[i] != '+' && text[i] != '/')
        return FALSE;
    }

  g_byte_array_set_size (bytes, start + (guint) (length / 4 * 3));
  n = g_base64_decode_step (text, length, bytes->data + start, &state, &save);
  g_byte_array_set_size (bytes, start + (guint) n);

  return TRUE;
}
