/* desk-filter-parser.c: makes a tree of a filter line
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-filter-private.h"

void
_desk_term_free (DeskTerm *term)
{
  g_clear_pointer (&term->needle, desk_needle_free);
  g_free (term->word);
  g_free (term->topic_filter);
  g_clear_pointer (&term->value, desk_needle_free);
  g_clear_pointer (&term->pattern, desk_pattern_free);
  g_clear_pointer (&term->path, desk_json_path_free);
  g_clear_pointer (&term->comparison, _desk_comparison_free);
  g_free (term);
}

DeskNode *
_desk_node_new (DeskNodeType type)
{
  DeskNode *node = g_new0 (DeskNode, 1);

  node->type = type;
  if (type != DESK_NODE_TERM)
    node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) _desk_node_free);

  return node;
}

void
_desk_node_free (DeskNode *node)
{
  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_free (node);
}

typedef struct
{
  DeskFilterReader *reader;
  GPtrArray *terms;
  guint depth;
} Parser;

static DeskNode *parse_alternatives (Parser *self, GError **error);

static void
skip_spaces (DeskFilterReader *reader)
{
  while (reader->text[reader->position] != '\0' && reader->text[reader->position] != ')'
         && _desk_reader_ends (reader))
    reader->position = (gsize) (g_utf8_next_char (reader->text + reader->position) - reader->text);
}

/* Whether a word that joins terms is next, and its bytes */
static gsize
find_joint (DeskFilterReader *reader, const char *word)
{
  gsize length = strlen (word);
  DeskFilterReader behind = *reader;

  behind.position += length;
  if (strncmp (reader->text + reader->position, word, length) != 0)
    return 0;
  return _desk_reader_ends (&behind) ? length : 0;
}

static DeskNode *
fail_at (Parser *self, gsize start, gsize end, GError **error, const char *reason)
{
  self->reader->error_start = start;
  self->reader->error_end = end;
  desk_fail (error, DESK_ERROR_BAD_QUERY, "%s", reason);
  return NULL;
}

static DeskNode *
parse_term (Parser *self, gsize start, GError **error)
{
  DeskFilterReader *reader = self->reader;
  g_autoptr (DeskTerm) term = g_new0 (DeskTerm, 1);
  DeskNode *leaf;
  gsize key_length;

  term->kind = _desk_filter_find_kind (reader->text + reader->position, &key_length);
  reader->position += key_length;
  if (!term->kind->parse (term, reader, error))
    {
      if (reader->error_end == 0)
        {
          reader->error_start = start;
          reader->error_end = reader->position;
        }
      return NULL;
    }
  if (self->terms->len == DESK_FILTER_MAX_TERMS)
    {
      g_autofree char *reason
          = g_strdup_printf (_ ("A filter may have %d terms. Remove this one and what follows."),
                             DESK_FILTER_MAX_TERMS);

      return fail_at (self, start, reader->position, error, reason);
    }

  leaf = _desk_node_new (DESK_NODE_TERM);
  leaf->term = self->terms->len;
  g_ptr_array_add (self->terms, g_steal_pointer (&term));
  return leaf;
}

static DeskNode *
parse_group (Parser *self, GError **error)
{
  DeskFilterReader *reader = self->reader;
  g_autoptr (DeskNode) node = NULL;
  gsize start = reader->position;

  if (self->depth == DESK_FILTER_MAX_DEPTH)
    return fail_at (self, start, start + 1, error,
                    _ ("There are too many parentheses in each other. Leave some out."));

  self->depth++;
  reader->position++;
  node = parse_alternatives (self, error);
  self->depth--;
  if (node == NULL)
    return NULL;

  if (reader->text[reader->position] != ')')
    return fail_at (self, start, reader->position, error,
                    _ ("The closing parenthesis is missing. To look for a parenthesis, write \"(\"."));
  if (node->type == DESK_NODE_AND && node->children->len == 0)
    return fail_at (self, start, reader->position + 1, error,
                    _ ("There is nothing between the parentheses. Write what to look for."));

  reader->position++;
  if (!_desk_reader_ends (reader))
    return fail_at (self, reader->position - 1, reader->position, error,
                    _ ("Leave a space after the closing parenthesis."));

  return g_steal_pointer (&node);
}

static DeskNode *
parse_negatable (Parser *self, GError **error)
{
  DeskFilterReader *reader = self->reader;
  gsize start = reader->position;
  gboolean negated = reader->text[start] == '-';
  DeskNode *negation;
  DeskNode *node;

  if (negated)
    {
      reader->position++;
      if (_desk_reader_ends (reader))
        return fail_at (self, start, reader->position, error,
                        _ ("“-” leaves out what matches the term after it. Write one without a space "
                           "between, or \"-\" to look for a minus."));
    }

  if (reader->text[reader->position] == '(')
    node = parse_group (self, error);
  else
    node = parse_term (self, start, error);
  if (node == NULL || !negated)
    return node;

  negation = _desk_node_new (DESK_NODE_NOT);
  g_ptr_array_add (negation->children, node);
  return negation;
}

static gboolean
is_slow (const DeskNode *node, GPtrArray *terms)
{
  if (node->type == DESK_NODE_TERM)
    return ((const DeskTerm *) g_ptr_array_index (terms, node->term))->kind->is_slow;

  for (guint i = 0; i < node->children->len; i++)
    {
      if (is_slow (g_ptr_array_index (node->children, i), terms))
        return TRUE;
    }

  return FALSE;
}

static int
compare_speed (gconstpointer a, gconstpointer b, gpointer terms)
{
  return is_slow (*(const DeskNode *const *) a, terms) - is_slow (*(const DeskNode *const *) b, terms);
}

/* What is slow comes last, since the others may decide. One of several is that one
 * itself. */
static DeskNode *
finish (Parser *self, DeskNode *node)
{
  DeskNode *child;

  g_ptr_array_sort_with_data (node->children, compare_speed, self->terms);

  if (node->children->len != 1)
    return node;

  child = g_ptr_array_steal_index (node->children, 0);
  _desk_node_free (node);
  return child;
}

/* What stands side by side, up to OR or the end of the line or the group. Nothing
 * at all is not a mistake here. */
static DeskNode *
parse_side_by_side (Parser *self, GError **error)
{
  DeskFilterReader *reader = self->reader;
  g_autoptr (DeskNode) all = _desk_node_new (DESK_NODE_AND);
  gsize joint = 0;
  gsize joint_start = 0;

  for (skip_spaces (reader); !_desk_reader_ends (reader); skip_spaces (reader))
    {
      DeskNode *node;

      if (find_joint (reader, "OR") > 0)
        break;
      if (find_joint (reader, "AND") > 0 && joint == 0 && all->children->len > 0)
        {
          joint_start = reader->position;
          joint = find_joint (reader, "AND");
          reader->position += joint;
          continue;
        }
      if (find_joint (reader, "AND") > 0)
        return fail_at (self, reader->position, reader->position + 3, error,
                        _ ("AND stands between two terms. To look for the word, write \"AND\"."));

      node = parse_negatable (self, error);
      if (node == NULL)
        return NULL;
      g_ptr_array_add (all->children, node);
      joint = 0;
    }
  if (joint > 0)
    return fail_at (self, joint_start, joint_start + joint, error,
                    _ ("AND stands between two terms. To look for the word, write \"AND\"."));

  return finish (self, g_steal_pointer (&all));
}

/* The depth is bounded by parse_group(). */
static DeskNode *
parse_alternatives (Parser *self, GError **error)
{
  DeskFilterReader *reader = self->reader;
  g_autoptr (DeskNode) any = _desk_node_new (DESK_NODE_OR);
  gsize joint = 0;
  gsize joint_start = 0;

  while (TRUE)
    {
      DeskNode *node = parse_side_by_side (self, error);
      gsize next = 0;
      gboolean empty;

      if (node == NULL)
        return NULL;
      empty = node->type == DESK_NODE_AND && node->children->len == 0;
      g_ptr_array_add (any->children, node);
      next = find_joint (reader, "OR");
      if (empty && (joint > 0 || next > 0))
        return fail_at (self, next > 0 ? reader->position : joint_start,
                        next > 0 ? reader->position + next : joint_start + joint, error,
                        _ ("OR stands between two terms. To look for the word, write \"OR\"."));
      if (next == 0)
        return finish (self, g_steal_pointer (&any));

      joint = next;
      joint_start = reader->position;
      reader->position += joint;
    }
}

/**
 * _desk_filter_parse_line:
 * @reader: at the beginning of the line; if there is a mistake, it tells where
 * @terms: (element-type DeskTerm): where its terms are added
 * @error: (out): %DESK_ERROR_BAD_QUERY
 *
 * Returns: (transfer full) (nullable): the tree of the terms
 */
DeskNode *
_desk_filter_parse_line (DeskFilterReader *reader, GPtrArray *terms, GError **error)
{
  Parser self = { reader, terms, 0 };
  g_autoptr (DeskNode) root = parse_alternatives (&self, error);

  if (root == NULL)
    return NULL;
  if (reader->text[reader->position] == ')')
    return fail_at (&self, reader->position, reader->position + 1, error,
                    _ ("This parenthesis closes none. To look for a parenthesis, write it in quotes."));

  return g_steal_pointer (&root);
}
