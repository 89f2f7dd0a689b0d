/* desk-word-mark.c: words of a filter in a text
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-word-mark.h"

#include <string.h>

/* Where @word begins at @text: the byte after it, or NULL. */
static const char *
match_at (const char *text, const char *word, gboolean match_case)
{
  while (*word != '\0')
    {
      gunichar a = g_utf8_get_char (text), b = g_utf8_get_char (word);

      if (*text == '\0' || (a != b && (match_case || g_unichar_tolower (a) != g_unichar_tolower (b))))
        return NULL;
      text = g_utf8_next_char (text);
      word = g_utf8_next_char (word);
    }

  return text;
}

static void
mark_word (PangoAttrList *attributes, const char *text, const char *word, gboolean match_case, gboolean dark)
{
  const char *end;

  for (const char *p = text; *p != '\0'; p = end)
    {
      PangoAttribute *mark;

      end = match_at (p, word, match_case);
      if (end == NULL || end == p)
        {
          end = g_utf8_next_char (p);
          continue;
        }
      /* The yellow of the palette under dark text, its brown under light text. */
      if (dark)
        mark = pango_attr_background_new (0x8500, 0x6200, 0x0000);
      else
        mark = pango_attr_background_new (0xf900, 0xf000, 0x6b00);
      mark->start_index = (guint) (p - text);
      mark->end_index = (guint) (end - text);
      pango_attr_list_insert (attributes, mark);
    }
}

/**
 * desk_word_mark_attributes:
 * @text: a short text that is shown
 * @filter: (nullable): whose words to mark
 * @dark: whether the style is dark
 *
 * Returns: (transfer full) (nullable): what marks the words of @filter in
 *   @text; %NULL if none is in it
 */
PangoAttrList *
desk_word_mark_attributes (const char *text, DeskFilter *filter, gboolean dark)
{
  PangoAttrList *attributes;

  if (filter == NULL || desk_filter_get_n_words (filter) == 0)
    return NULL;

  attributes = pango_attr_list_new ();
  for (guint i = 0; i < desk_filter_get_n_words (filter); i++)
    {
      gboolean match_case;
      const char *word = desk_filter_get_word (filter, i, &match_case);

      mark_word (attributes, text, word, match_case, dark);
    }

  return attributes;
}
