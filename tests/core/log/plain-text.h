/* plain-text.h: text without regard to case, as plainly as it can be written
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <string.h>

#include "desk-filter-fold.h"
#include "dice.h"

/* Each test needs a few of these. */
#pragma GCC diagnostic ignored "-Wunused-function"

/* Folds one character at a time; what is not valid stays as it is. */
static GString *
fold_plainly (const guint8 *data, gsize length)
{
  GString *folded = g_string_new (NULL);

  for (gsize i = 0; i < length;)
    {
      gunichar c = g_utf8_get_char_validated ((const char *) data + i, (gssize) (length - i));

      /* It takes NUL for the end of the string. */
      if (c == (gunichar) -1 || c == (gunichar) -2 || data[i] == 0)
        g_string_append_c (folded, (char) data[i++]);
      else
        {
          i += (gsize) g_unichar_to_utf8 (c, NULL);
          g_string_append_unichar (folded, desk_fold_character (c));
        }
    }

  return folded;
}

static gboolean
contains_plainly (const guint8 *data, gsize length, const char *word)
{
  gsize word_length = strlen (word);
  gboolean match_case = FALSE;
  g_autoptr (GString) text = NULL;
  g_autoptr (GString) needle = NULL;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    match_case = match_case || g_unichar_isupper (g_utf8_get_char (p));

  text = match_case ? g_string_new_len ((const char *) data, (gssize) length) : fold_plainly (data, length);
  needle = match_case ? g_string_new (word) : fold_plainly ((const guint8 *) word, word_length);
  for (gsize i = 0; i + needle->len <= text->len; i++)
    {
      if (memcmp (text->str + i, needle->str, needle->len) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Pieces of text that are hard to tell apart, and bytes that are no text */
static void
fill_randomly (guint8 *data, gsize length)
{
  static const char *bits[] = {
    "a", "K", "i", "İ", "ı", "ſ", "ß", "ẞ", "Σ", "ς", "Ⱥ", "ⱥ", "\xe2\x84\xaa", "𐐀", "温", "zZ", "12345678ABCDEFGH",
    "\xed\xa0\x80", "\xc3", "\xe1\xba", "\x9f", "\xf4\x90\x80\x80", "\xc1\x81",
  };
  gsize at = 0;

  while (at < length)
    {
      const char *bit = bits[roll (G_N_ELEMENTS (bits))];
      gsize size = MIN (strlen (bit), length - at);

      memcpy (data + at, bit, size);
      at += size;
      if (at < length && roll (8) == 0)
        data[at++] = (guint8) roll (256);
    }
}
