/* desk-filter-hint.c: what a line means that a person may not have meant
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-filter-hint.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-filter-private.h"

/* Keys are no longer than this; a longer word is none that was mistyped. */
#define KEY_MAX 16

/* The letters that have to be changed, added, left out or swapped with their neighbour to make one word of the other */
static guint
get_distance (const char *a, gsize a_length, const char *b, gsize b_length)
{
  guint rows[KEY_MAX + 1][KEY_MAX + 1];

  for (guint i = 0; i <= a_length; i++)
    for (guint j = 0; j <= b_length; j++)
      {
        guint changed;

        if (i == 0 || j == 0)
          {
            rows[i][j] = i + j;
            continue;
          }
        changed = g_ascii_tolower (a[i - 1]) == g_ascii_tolower (b[j - 1]) ? 0 : 1;
        rows[i][j] = MIN (MIN (rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + changed);
        if (i > 1 && j > 1 && g_ascii_tolower (a[i - 1]) == g_ascii_tolower (b[j - 2])
            && g_ascii_tolower (a[i - 2]) == g_ascii_tolower (b[j - 1]))
          rows[i][j] = MIN (rows[i][j], rows[i - 2][j - 2] + 1);
      }

  return rows[a_length][b_length];
}

/* Returns: (nullable): the key that is nearly the same as the one before the colon */
static const char *
find_similar (const char *text, gsize length)
{
  const DeskTermKind *kind;

  for (guint i = 0; (kind = _desk_filter_get_kind (i)) != NULL; i++)
    {
      gsize key_length = kind->key != NULL ? strlen (kind->key) : 0;

      if (key_length < 3 || key_length > KEY_MAX)
        continue;
      if (get_distance (text, length, kind->key, key_length) <= (key_length > 4 ? 2 : 1))
        return kind->key;
    }

  return NULL;
}

/**
 * desk_filter_dup_hint:
 * @self: a filter
 *
 * Looks for what is no mistake, since any word can be searched for, but is
 * hardly what was meant: “tpic:a” is a word, and looks like “topic:a”; “topic:a/”
 * matches no other topic.
 *
 * Returns: (transfer full) (nullable): a sentence about the first such term
 */
char *
desk_filter_dup_hint (DeskFilter *self)
{
  GPtrArray *terms;

  g_return_val_if_fail (self != NULL, NULL);

  terms = _desk_filter_get_terms (self);
  for (guint i = 0; i < terms->len; i++)
    {
      const DeskTerm *term = g_ptr_array_index (terms, i);
      const char *text = term->word;
      const char *topic_filter = term->kind == &_desk_term_topic ? term->topic_filter : NULL;
      gsize length = text != NULL ? strcspn (text, ":") : 0;
      const char *key;

      if (topic_filter != NULL && g_str_has_suffix (topic_filter, "/"))
        return g_strdup_printf (_ ("“%s” is one topic, whose last level is empty. For all below it, write “%s#”."),
                                topic_filter, topic_filter);
      if (text == NULL || text[length] != ':' || length < 2 || length > KEY_MAX)
        continue;
      key = find_similar (text, length);
      if (key != NULL)
        return g_strdup_printf (_ ("“%.*s:” is searched for as text. Did you mean “%s:”?"), (int) length, text, key);
    }

  return NULL;
}
