/* desk-filter-private.h: the parts of a filter line, for its parser and the search
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-filter.h"
#include "desk-filter-needle.h"
#include "desk-search-payload.h"

G_BEGIN_DECLS

/**
 * DeskTruth:
 * @DESK_TRUTH_UNKNOWN: more of the message must be seen
 *
 * What is known of a term or a filter while a message is looked at piece by
 * piece, the cheap pieces first: its topic (once a topic), its flags, its
 * payload.
 */
typedef enum
{
  DESK_TRUTH_UNKNOWN,
  DESK_TRUTH_NO,
  DESK_TRUTH_YES,
} DeskTruth;

typedef struct _DeskTerm DeskTerm;

/**
 * DeskTermKind:
 * @key: (nullable): what stands before the colon, in small letters; %NULL for
 *   a word
 * @parse: makes the term's own members of its value, or says in the error what
 *   is wrong with it and how it is written
 * @check_topic: (nullable): what the topic alone tells
 * @check_flags: (nullable): what the flags tell when the topic left it open
 * @check_payload: (nullable): decides what is still open; may fail on a read
 *
 * One kind of term. A kind that decides nothing by its payload is decided by
 * its flags at the latest.
 */
typedef struct
{
  const char *key;
  gboolean (*parse) (DeskTerm *term, const char *value, GError **error);
  DeskTruth (*check_topic) (const DeskTerm *term, const char *topic);
  DeskTruth (*check_flags) (const DeskTerm *term, DeskMessageFlags flags);
  DeskTruth (*check_payload) (const DeskTerm *term, DeskSearchPayload *payload, GError **error);
} DeskTermKind;

/**
 * DeskTerm:
 * @kind: what it is
 * @needle: (owned) (nullable): the text to look for
 * @topic_filter: (owned) (nullable): a valid topic filter
 * @flags_mask: which flags count
 * @flags_value: what they must be
 */
struct _DeskTerm
{
  const DeskTermKind *kind;
  DeskNeedle *needle;
  char *topic_filter;
  DeskMessageFlags flags_mask;
  DeskMessageFlags flags_value;
};

typedef enum
{
  DESK_NODE_TERM,
  DESK_NODE_NOT,
  DESK_NODE_AND,
} DeskNodeType;

typedef struct _DeskNode DeskNode;

/**
 * DeskNode:
 * @type: what it is
 * @term: index of the term of a leaf
 * @children: (owned) (element-type DeskNode) (nullable): what the others join;
 *   an AND of nothing is true
 */
struct _DeskNode
{
  DeskNodeType type;
  guint term;
  GPtrArray *children;
};

/**
 * DeskFilterToken:
 * @start: byte offset of the term in the line, its minus included
 * @end: byte offset behind it
 * @value_start: byte offset of the value or word
 * @negated: whether a minus stands before it
 * @kind: which kind of term it is
 * @value: (owned): the value or word, unquoted
 */
typedef struct
{
  gsize start;
  gsize end;
  gsize value_start;
  gboolean negated;
  const DeskTermKind *kind;
  char *value;
} DeskFilterToken;

extern const DeskTermKind _desk_term_word;
extern const DeskTermKind _desk_term_topic;
extern const DeskTermKind _desk_term_qos;
extern const DeskTermKind _desk_term_retained;
extern const DeskTermKind _desk_term_dir;

const DeskTermKind *_desk_filter_find_kind (const char      *key,
                                            gsize            length);
gboolean            _desk_filter_next_token (const char      *text,
                                             gsize           *position,
                                             DeskFilterToken *token,
                                             gsize           *error_start,
                                             gsize           *error_end,
                                             GError         **error);
DeskNode           *_desk_filter_parse_line (const char      *text,
                                             GPtrArray       *terms,
                                             gsize           *error_start,
                                             gsize           *error_end,
                                             GError         **error);
void                _desk_term_free         (DeskTerm        *term);
DeskNode           *_desk_node_new          (DeskNodeType     type);
void                _desk_node_free         (DeskNode        *node);

GPtrArray          *_desk_filter_get_terms  (DeskFilter      *self);
const DeskNode     *_desk_filter_get_root   (DeskFilter      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTerm, _desk_term_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskNode, _desk_node_free)

G_END_DECLS
