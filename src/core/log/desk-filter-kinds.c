/* desk-filter-kinds.c: the kinds of terms that a filter line can have
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-filter-private.h"

/* In the order in which help lists them. What fits none of the others is a word. */
static const DeskTermKind *const kinds[] = {
  &_desk_term_word,
  &_desk_term_topic,
  &_desk_term_payload,
  &_desk_term_regex,
  &_desk_term_path,
  &_desk_term_subscription,
  &_desk_term_since,
  &_desk_term_until,
  &_desk_term_qos,
  &_desk_term_retained,
  &_desk_term_dup,
  &_desk_term_dir,
  &_desk_term_size,
  &_desk_term_type,
  &_desk_term_property,
};

/**
 * _desk_filter_get_kind:
 * @index: 0 and up
 *
 * Returns: (nullable): the kind at @index; %NULL behind the last
 */
const DeskTermKind *
_desk_filter_get_kind (guint index)
{
  return index < G_N_ELEMENTS (kinds) ? kinds[index] : NULL;
}

/**
 * _desk_filter_find_kind:
 * @text: where a term begins, behind its minus
 * @length: (out): bytes of its key with the colon; 0 if it has none
 *
 * Returns: the kind of the term
 */
const DeskTermKind *
_desk_filter_find_kind (const char *text, gsize *length)
{
  *length = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize key_length = kinds[i]->key != NULL ? strlen (kinds[i]->key) : 0;

      if (kinds[i]->begins != NULL && kinds[i]->begins (text))
        return kinds[i];
      if (key_length > 0 && g_ascii_strncasecmp (kinds[i]->key, text, key_length) == 0
          && text[key_length] == ':')
        {
          *length = key_length + 1;
          return kinds[i];
        }
    }

  return &_desk_term_word;
}
