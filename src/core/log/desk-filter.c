/* desk-filter.c: the filter line, parsed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-filter-private.h"

struct _DeskFilter
{
  gatomicrefcount ref_count;
  char *text;       /* (owned): the line */
  GPtrArray *terms; /* (owned) (element-type DeskTerm): its terms, in order */
  DeskNode *root;   /* (owned): how they are joined */
  GPtrArray *words; /* (owned) (element-type DeskNeedle): what is to be highlighted; of @terms */
};

G_DEFINE_BOXED_TYPE (DeskFilter, desk_filter, desk_filter_ref, desk_filter_unref)

/* What a person wants to see in the messages found, not what keeps others out */
static void
collect_words (const DeskNode *node, GPtrArray *terms, GPtrArray *words)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      const DeskNode *child = g_ptr_array_index (node->children, i);
      DeskTerm *term = child->type == DESK_NODE_TERM ? g_ptr_array_index (terms, child->term) : NULL;

      if (term != NULL && term->needle != NULL)
        g_ptr_array_add (words, term->needle);
    }
}

static gboolean
check_text (const char *text, gsize *error_start, gsize *error_end, GError **error)
{
  gsize length = strlen (text);
  const char *end;

  if (!g_utf8_validate (text, (gssize) length, &end))
    {
      *error_start = (gsize) (end - text);
      *error_end = *error_start + 1;
      return desk_fail (error, DESK_ERROR_BAD_QUERY, _ ("The filter is not valid UTF-8. Type it in UTF-8."));
    }
  if (length > DESK_FILTER_MAX_LENGTH)
    {
      end = g_utf8_find_prev_char (text, text + DESK_FILTER_MAX_LENGTH + 1);
      *error_start = (gsize) (end - text);
      *error_end = length;
      return desk_fail (error, DESK_ERROR_BAD_QUERY, _ ("A filter may be 4,096 bytes long. Shorten it."));
    }

  return TRUE;
}

/**
 * desk_filter_parse:
 * @text: the line
 * @error_start: (out) (optional): byte offset where the mistake begins
 * @error_end: (out) (optional): byte offset behind it
 * @error: %DESK_ERROR_BAD_QUERY: what is wrong and how it is written
 *
 * Reads a filter line. An empty line is a filter that matches everything. The
 * offsets are set only if there is a mistake; they are at the bounds of
 * characters if @text is valid UTF-8.
 *
 * Returns: (transfer full) (nullable): the filter
 */
DeskFilter *
desk_filter_parse (const char *text, gsize *error_start, gsize *error_end, GError **error)
{
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func ((GDestroyNotify) _desk_term_free);
  DeskNode *root = NULL;
  DeskFilter *self;
  gsize start = 0;
  gsize end = 0;

  g_return_val_if_fail (text != NULL, NULL);

  if (check_text (text, &start, &end, error))
    root = _desk_filter_parse_line (text, terms, &start, &end, error);
  if (root == NULL)
    {
      if (error_start != NULL)
        *error_start = start;
      if (error_end != NULL)
        *error_end = end;
      return NULL;
    }

  self = g_new0 (DeskFilter, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->text = g_strdup (text);
  self->terms = g_steal_pointer (&terms);
  self->root = root;
  self->words = g_ptr_array_new ();
  collect_words (root, self->terms, self->words);

  return self;
}

DeskFilter *
desk_filter_ref (DeskFilter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
desk_filter_unref (DeskFilter *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->words);
  _desk_node_free (self->root);
  g_ptr_array_unref (self->terms);
  g_free (self->text);
  g_free (self);
}

/**
 * desk_filter_get_text:
 *
 * Returns: (transfer none): the line as it was written
 */
const char *
desk_filter_get_text (DeskFilter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/**
 * desk_filter_is_empty:
 *
 * Returns: whether it has no term, so that every message matches
 */
gboolean
desk_filter_is_empty (DeskFilter *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->terms->len == 0;
}

/**
 * desk_filter_get_n_words:
 *
 * Returns: how many words there are to highlight: those that must not be there
 *   do not count
 */
guint
desk_filter_get_n_words (DeskFilter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->words->len;
}

/**
 * desk_filter_get_word:
 * @self: a filter
 * @index: less than the number of words
 * @match_case: (out) (optional): whether case matters
 *
 * Returns: (transfer none): the word, without quotes
 */
const char *
desk_filter_get_word (DeskFilter *self, guint index, gboolean *match_case)
{
  const DeskNeedle *needle;

  g_return_val_if_fail (self != NULL && index < self->words->len, NULL);

  needle = g_ptr_array_index (self->words, index);
  if (match_case != NULL)
    *match_case = desk_needle_get_match_case (needle);

  return desk_needle_get_text (needle);
}

/* (element-type DeskTerm) */
GPtrArray *
_desk_filter_get_terms (DeskFilter *self)
{
  return self->terms;
}

const DeskNode *
_desk_filter_get_root (DeskFilter *self)
{
  return self->root;
}
