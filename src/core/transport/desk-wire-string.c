/* desk-wire-string.c: strings and integers as MQTT writes them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-packet-private.h"

/* How much of a string an error message shows */
#define SHOWN_MAX 200

/* Eight bytes at a time: any of them outside U+0020 to U+007E raises the high
 * bit of its byte in one of the three terms. A borrow may raise another one
 * too, which only costs the slow look. */
static gboolean
is_printable_ascii (const guint8 *data, gsize length)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);

  for (; length >= sizeof (guint64); data += sizeof (guint64), length -= sizeof (guint64))
    {
      guint64 word;

      memcpy (&word, data, sizeof word);
      if (((word | (word - ones * 0x20) | (word + ones)) & (ones * 0x80)) != 0)
        return FALSE;
    }
  for (; length > 0; data++, length--)
    if (*data < 0x20 || *data > 0x7e)
      return FALSE;

  return TRUE;
}

/* MQTT 5.0 section 1.5.4 lets a receiver close the connection on control
 * characters and non-characters, and libmosquitto does. */
static gboolean
is_plain (gunichar character)
{
  return character >= 0x20 && !(character >= 0x7f && character <= 0x9f) && (character & 0xfffe) != 0xfffe
         && !(character >= 0xfdd0 && character <= 0xfdef);
}

/**
 * _desk_string_is_plain:
 * @data: bytes of a string
 * @length: number of bytes
 *
 * Tells whether a string is valid UTF-8 without NUL, control characters and
 * non-characters.
 *
 * Returns: %TRUE if libmosquitto will take it
 */
gboolean
_desk_string_is_plain (const guint8 *data, gsize length)
{
  const char *end = (const char *) data + length;

  if (is_printable_ascii (data, length))
    return TRUE;
  if (!g_utf8_validate_len ((const char *) data, length, NULL))
    return FALSE;

  for (const char *p = (const char *) data; p < end; p = g_utf8_next_char (p))
    if (!is_plain (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

/**
 * _desk_string_escape:
 * @data: bytes of a string from the wire
 * @length: number of bytes
 *
 * Makes a string fit for a message to a person: what does not print, what
 * changes the direction of text and what is not UTF-8 become escapes, and a
 * long string is cut.
 *
 * Returns: (transfer full): printable UTF-8
 */
char *
_desk_string_escape (const guint8 *data, gsize length)
{
  GString *text = g_string_new (NULL);
  const char *p = (const char *) data;
  const char *end = p + length;

  while (p < end && text->len < SHOWN_MAX)
    {
      gunichar c = g_utf8_get_char_validated (p, end - p);

      if (c == (gunichar) -1 || c == (gunichar) -2 || c == 0)
        {
          g_string_append_printf (text, "\\x%02x", (guint8) *p);
          p++;
          continue;
        }

      if (!is_plain (c) || !g_unichar_isprint (c) || g_unichar_type (c) == G_UNICODE_FORMAT)
        g_string_append_printf (text, c > 0xffff ? "\\U%08x" : "\\u%04x", c);
      else
        g_string_append_unichar (text, c);
      p = g_utf8_next_char (p);
    }
  if (p < end)
    g_string_append (text, "…");

  return g_string_free (text, FALSE);
}

/**
 * _desk_varint_read:
 * @data: bytes
 * @length: number of bytes that are there
 * @value: (out): the integer
 * @size: (out): how many bytes it takes; when more are needed, how many there
 *   must be at least
 *
 * Reads a variable byte integer (MQTT 5.0 section 1.5.5).
 *
 * Returns: %DESK_CHECK_REFUSE if it has more than four bytes
 */
DeskCheck
_desk_varint_read (const guint8 *data, gsize length, guint32 *value, gsize *size)
{
  guint32 result = 0;

  for (guint i = 0; i < 4; i++)
    {
      if (i >= length)
        {
          *size = i + 1;
          return DESK_CHECK_MORE;
        }
      result |= (guint32) (data[i] & 0x7f) << (7 * i);
      if ((data[i] & 0x80) == 0)
        {
          *value = result;
          *size = i + 1;
          return DESK_CHECK_PASS;
        }
    }

  return DESK_CHECK_REFUSE;
}

/**
 * _desk_varint_size:
 * @value: at most 268,435,455
 *
 * Returns: bytes that it takes as a variable byte integer
 */
gsize
_desk_varint_size (guint32 value)
{
  return value < 1u << 7 ? 1 : value < 1u << 14 ? 2 : value < 1u << 21 ? 3 : 4;
}

/**
 * _desk_varint_append:
 * @bytes: where to
 * @value: at most 268,435,455
 *
 * Writes a variable byte integer.
 */
void
_desk_varint_append (GByteArray *bytes, guint32 value)
{
  do
    {
      guint8 byte = (value & 0x7f) | (value > 0x7f ? 0x80 : 0);

      g_byte_array_append (bytes, &byte, 1);
      value >>= 7;
    }
  while (value > 0);
}
