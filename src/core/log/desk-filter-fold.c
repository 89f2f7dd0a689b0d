/* desk-filter-fold.c: makes text that differs only in case the same
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-filter-fold.h"

#define EVERY_BYTE(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))

/**
 * desk_fold_character:
 * @character: a Unicode character
 *
 * Folds case character by character, so that text keeps its length in
 * characters: "ß" is not "ss". It goes through the capital letter, which also
 * brings together what has several small letters (σ and ς, s and ſ, k and the
 * Kelvin sign). The two letters i of Turkish and the two of everybody else are
 * all one: a search had better find İSTANBUL, ISTANBUL and istanbul alike than
 * depend on the language of the desktop.
 *
 * Returns: what all characters that differ from it only in case become
 */
gunichar
desk_fold_character (gunichar character)
{
  if (character == 0x130 || character == 0x131)
    return 'i';

  return g_unichar_tolower (g_unichar_toupper (character));
}

/* Nearly all text is in the basic plane; looking it up is ten times faster. */
static const guint16 *
get_basic_plane (void)
{
  static guint16 *table = NULL;

  if (g_once_init_enter (&table))
    {
      guint16 *made = g_new (guint16, 0x10000);

      for (guint c = 0; c < 0x10000; c++)
        {
          gunichar folded = desk_fold_character (c);

          made[c] = (guint16) (folded < 0x10000 ? folded : c);
        }
      g_once_init_leave (&table, made);
    }

  return table;
}

/* The character at @data, and its bytes; 1 byte and no character where UTF-8 is
 * not valid (Unicode 15.0, table 3-7). */
static inline gunichar
decode (const guint8 *data, gsize length, gsize *n_bytes)
{
  guint8 lead = data[0];

  *n_bytes = 1;
  if (lead < 0x80)
    return lead;

  if (lead >= 0xc2 && lead <= 0xdf && length >= 2 && (data[1] & 0xc0) == 0x80)
    {
      *n_bytes = 2;
      return (gunichar) (lead & 0x1f) << 6 | (data[1] & 0x3f);
    }

  if ((lead & 0xf0) == 0xe0 && length >= 3 && (data[1] & 0xc0) == 0x80 && (data[2] & 0xc0) == 0x80)
    {
      gunichar c = (gunichar) (lead & 0x0f) << 12 | (gunichar) (data[1] & 0x3f) << 6 | (data[2] & 0x3f);

      if (c < 0x800 || (c >= 0xd800 && c <= 0xdfff))
        return G_MAXUINT32;
      *n_bytes = 3;
      return c;
    }

  if (lead >= 0xf0 && lead <= 0xf4 && length >= 4 && (data[1] & 0xc0) == 0x80 && (data[2] & 0xc0) == 0x80
      && (data[3] & 0xc0) == 0x80)
    {
      gunichar c = (gunichar) (lead & 0x07) << 18 | (gunichar) (data[1] & 0x3f) << 12
                   | (gunichar) (data[2] & 0x3f) << 6 | (data[3] & 0x3f);

      if (c < 0x10000 || c > 0x10ffff)
        return G_MAXUINT32;
      *n_bytes = 4;
      return c;
    }

  return G_MAXUINT32;
}

/* Eight bytes of any kind: turns A to Z into a to z and leaves the rest. Adding
 * to seven bits carries into the eighth where a byte is beyond a limit. */
static inline guint64
fold_word (guint64 word)
{
  guint64 low = word & EVERY_BYTE (0x7f);
  guint64 from_a = low + EVERY_BYTE (0x80 - 'A');
  guint64 beyond_z = low + EVERY_BYTE (0x7f - 'Z');
  guint64 capitals = (from_a ^ beyond_z) & ~word & EVERY_BYTE (0x80);

  return word | capitals >> 2;
}

/**
 * desk_fold:
 * @data: bytes, perhaps UTF-8
 * @length: number of bytes
 * @folded: (out caller-allocates): room for %DESK_FOLD_MAX bytes
 *
 * Folds case of all that is valid UTF-8 and keeps the other bytes. A valid
 * needle that is folded as well is in the result if and only if it is in the
 * data: a kept byte never becomes part of a valid character.
 *
 * Returns: number of bytes in @folded
 */
gsize
desk_fold (const guint8 *data, gsize length, guint8 *folded)
{
  const guint16 *basic_plane = get_basic_plane ();
  guint8 *to = folded;
  gsize i = 0;

  while (i < length)
    {
      gunichar c;
      gsize n_bytes;

      if (length - i >= 8)
        {
          guint64 word;

          memcpy (&word, data + i, 8);
          if ((word & EVERY_BYTE (0x80)) == 0)
            {
              word = fold_word (word);
              memcpy (to, &word, 8);
              to += 8;
              i += 8;
              continue;
            }
        }

      c = decode (data + i, length - i, &n_bytes);
      if (c == G_MAXUINT32)
        *to++ = data[i];
      else
        {
          c = c < 0x10000 ? basic_plane[c] : desk_fold_character (c);
          if (c < 0x80)
            *to++ = (guint8) c;
          else if (c < 0x800)
            {
              *to++ = (guint8) (0xc0 | c >> 6);
              *to++ = (guint8) (0x80 | (c & 0x3f));
            }
          else
            to += g_unichar_to_utf8 (c, (char *) to);
        }
      i += n_bytes;
    }

  return (gsize) (to - folded);
}

/**
 * desk_fold_ascii:
 * @data: bytes
 * @length: number of bytes
 * @folded: (out caller-allocates): room for as many bytes
 *
 * Folds the letters A to Z only.
 *
 * Returns: @length
 */
gsize
desk_fold_ascii (const guint8 *data, gsize length, guint8 *folded)
{
  gsize i = 0;

  for (; i + 8 <= length; i += 8)
    {
      guint64 word;

      memcpy (&word, data + i, 8);
      word = fold_word (word);
      memcpy (folded + i, &word, 8);
    }
  for (; i < length; i++)
    folded[i] = (guint8) g_ascii_tolower ((char) data[i]);

  return length;
}

/**
 * desk_fold_match:
 * @data: bytes
 * @length: number of bytes; more than 0
 * @folded: valid UTF-8, folded
 * @n_folded: number of bytes; more than 0
 *
 * Compares without regard to case.
 *
 * Returns: how many bytes at the beginning of @data are @folded; 0 if it does
 *   not begin with it
 */
gsize
desk_fold_match (const guint8 *data, gsize length, const guint8 *folded, gsize n_folded)
{
  const guint16 *basic_plane = get_basic_plane ();
  gsize i = 0;

  for (gsize at = 0; at < n_folded;)
    {
      char bytes[6];
      gunichar c;
      gsize n_bytes;
      gsize n_character;

      if (i == length)
        return 0;
      c = decode (data + i, length - i, &n_bytes);
      if (c == G_MAXUINT32)
        return 0;
      c = c < 0x10000 ? basic_plane[c] : desk_fold_character (c);
      if (c < 0x80)
        {
          if (folded[at] != c)
            return 0;
          n_character = 1;
        }
      else
        {
          n_character = (gsize) g_unichar_to_utf8 (c, bytes);
          if (n_character > n_folded - at || memcmp (folded + at, bytes, n_character) != 0)
            return 0;
        }
      at += n_character;
      i += n_bytes;
    }

  return i;
}
