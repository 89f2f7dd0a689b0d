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
  GPtrArray *texts; /* (owned) (element-type DeskTerm): what is to be highlighted; of @terms */
};

G_DEFINE_BOXED_TYPE (DeskFilter, desk_filter, desk_filter_ref, desk_filter_unref)

/* What a person wants to see in the messages found, not what keeps others out.
 * The parser bounds the depth. */
static void
collect_texts (const DeskNode *node, GPtrArray *terms, GPtrArray *texts)
{
  const DeskTerm *term = node->type == DESK_NODE_TERM ? g_ptr_array_index (terms, node->term) : NULL;

  if (term != NULL && term->kind->find != NULL)
    g_ptr_array_add (texts, g_ptr_array_index (terms, node->term));
  if (node->type == DESK_NODE_TERM || node->type == DESK_NODE_NOT)
    return;

  for (guint i = 0; i < node->children->len; i++)
    collect_texts (g_ptr_array_index (node->children, i), terms, texts);
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
 * desk_filter_parse_in_context:
 * @text: the line
 * @context: (nullable): what it means where it does not say it
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
desk_filter_parse_in_context (const char *text,
                              const DeskFilterContext *context,
                              gsize *error_start,
                              gsize *error_end,
                              GError **error)
{
  static const DeskFilterContext no_context = { 0, };
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func ((GDestroyNotify) _desk_term_free);
  DeskFilterReader reader = { .text = text, .context = context != NULL ? context : &no_context };
  DeskNode *root = NULL;
  DeskFilter *self;

  g_return_val_if_fail (text != NULL, NULL);

  if (check_text (text, &reader.error_start, &reader.error_end, error))
    root = _desk_filter_parse_line (&reader, terms, error);
  if (root == NULL)
    {
      if (error_start != NULL)
        *error_start = reader.error_start;
      if (error_end != NULL)
        *error_end = reader.error_end;
      return NULL;
    }

  self = g_new0 (DeskFilter, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->text = g_strdup (text);
  self->terms = g_steal_pointer (&terms);
  self->root = root;
  self->texts = g_ptr_array_new ();
  collect_texts (root, self->terms, self->texts);

  return self;
}

/**
 * desk_filter_parse:
 * @text: the line
 * @error_start: (out) (optional): byte offset where the mistake begins
 * @error_end: (out) (optional): byte offset behind it
 * @error: %DESK_ERROR_BAD_QUERY: what is wrong and how it is written
 *
 * Reads a filter line without a context, as desk_filter_parse_in_context() does.
 *
 * Returns: (transfer full) (nullable): the filter
 */
DeskFilter *
desk_filter_parse (const char *text, gsize *error_start, gsize *error_end, GError **error)
{
  return desk_filter_parse_in_context (text, NULL, error_start, error_end, error);
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

  g_ptr_array_unref (self->texts);
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
 * desk_filter_equal:
 * @self: a filter
 * @other: another
 *
 * Returns: whether both were written alike and mean the same: a relative time
 *   that was read later is another one
 */
gboolean
desk_filter_equal (DeskFilter *self, DeskFilter *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self == other)
    return TRUE;
  if (!g_str_equal (self->text, other->text) || self->terms->len != other->terms->len)
    return FALSE;

  /* The same text has the same terms, but for what the context gave them. */
  for (guint i = 0; i < self->terms->len; i++)
    {
      const DeskTerm *a = g_ptr_array_index (self->terms, i);
      const DeskTerm *b = g_ptr_array_index (other->terms, i);

      if (g_strcmp0 (a->topic_filter, b->topic_filter) != 0 || a->low != b->low || a->high != b->high)
        return FALSE;
    }

  return TRUE;
}

static guint
find_word (DeskFilter *self, guint index, const DeskTerm **word)
{
  guint n_words = 0;

  for (guint i = 0; i < self->texts->len; i++)
    {
      const DeskTerm *term = g_ptr_array_index (self->texts, i);

      if (term->needle != NULL && n_words++ == index)
        *word = term;
    }

  return n_words;
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
  const DeskTerm *none;

  g_return_val_if_fail (self != NULL, 0);

  return find_word (self, G_MAXUINT, &none);
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
  const DeskTerm *word = NULL;

  g_return_val_if_fail (self != NULL && index < find_word (self, index, &word), NULL);

  if (match_case != NULL)
    *match_case = desk_needle_get_match_case (word->needle);

  return desk_needle_get_text (word->needle);
}

/* (element-type DeskTerm): what is to be highlighted */
GPtrArray *
_desk_filter_get_texts (DeskFilter *self)
{
  return self->texts;
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
