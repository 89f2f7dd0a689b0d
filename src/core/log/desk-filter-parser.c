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

/* Every kind of term that has a key */
static const DeskTermKind *const kinds[] = {
  &_desk_term_topic,
  &_desk_term_qos,
  &_desk_term_retained,
  &_desk_term_dir,
};

/**
 * _desk_filter_find_kind:
 * @key: a key, in either case
 * @length: its number of bytes
 *
 * Returns: (nullable): the kind of term that it stands for
 */
const DeskTermKind *
_desk_filter_find_kind (const char *key, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (strlen (kinds[i]->key) == length && g_ascii_strncasecmp (kinds[i]->key, key, length) == 0)
        return kinds[i];
    }

  return NULL;
}

void
_desk_term_free (DeskTerm *term)
{
  g_clear_pointer (&term->needle, desk_needle_free);
  g_free (term->topic_filter);
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

static DeskNode *
read_term (const DeskFilterToken *token,
           GPtrArray *terms,
           gsize *error_start,
           gsize *error_end,
           GError **error)
{
  g_autoptr (DeskTerm) term = g_new0 (DeskTerm, 1);
  g_autoptr (DeskNode) leaf = NULL;
  DeskNode *negation;

  *error_start = token->value_start;
  *error_end = token->end;
  if (terms->len == DESK_FILTER_MAX_TERMS)
    {
      desk_fail (error, DESK_ERROR_BAD_QUERY,
                 _ ("A filter may have %d terms. Remove this one and what follows."), DESK_FILTER_MAX_TERMS);
      return NULL;
    }
  if (token->kind->key == NULL && token->value[0] == '\0')
    {
      desk_fail (error, DESK_ERROR_BAD_QUERY,
                 _ ("There is nothing between the quotes. Write what to look for."));
      return NULL;
    }

  term->kind = token->kind;
  if (!token->kind->parse (term, token->value, error))
    {
      *error_start = token->start;
      return NULL;
    }

  leaf = _desk_node_new (DESK_NODE_TERM);
  leaf->term = terms->len;
  g_ptr_array_add (terms, g_steal_pointer (&term));
  if (!token->negated)
    return g_steal_pointer (&leaf);

  negation = _desk_node_new (DESK_NODE_NOT);
  g_ptr_array_add (negation->children, g_steal_pointer (&leaf));
  return negation;
}

/**
 * _desk_filter_parse_line:
 * @text: the line, valid UTF-8
 * @terms: (element-type DeskTerm): where its terms are added
 * @error_start: (out): where the mistake begins
 * @error_end: (out): where it ends
 * @error: (out): %DESK_ERROR_BAD_QUERY
 *
 * Returns: (transfer full) (nullable): the tree of the terms
 */
DeskNode *
_desk_filter_parse_line (const char *text,
                         GPtrArray *terms,
                         gsize *error_start,
                         gsize *error_end,
                         GError **error)
{
  g_autoptr (DeskNode) root = _desk_node_new (DESK_NODE_AND);
  GError *mistake = NULL;
  DeskFilterToken token;
  gsize position = 0;

  while (_desk_filter_next_token (text, &position, &token, error_start, error_end, &mistake))
    {
      DeskNode *node = read_term (&token, terms, error_start, error_end, &mistake);

      g_free (token.value);
      if (node == NULL)
        break;
      g_ptr_array_add (root->children, node);
    }

  if (mistake != NULL)
    {
      g_propagate_error (error, mistake);
      return NULL;
    }

  return g_steal_pointer (&root);
}
