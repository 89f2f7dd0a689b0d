/* desk-filter-private.h: the parts of a filter line, for its parser and the search
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-filter.h"
#include "desk-filter-json.h"
#include "desk-filter-needle.h"
#include "desk-filter-pattern.h"
#include "desk-filter-spans.h"
#include "desk-payload.h"
#include "desk-search-payload.h"

G_BEGIN_DECLS

/**
 * DeskTruth:
 * @DESK_TRUTH_UNKNOWN: more of the message must be seen
 *
 * What is known of a term or a filter while a message is looked at piece by
 * piece, the cheap pieces first: its topic (once a topic), its flags, its time,
 * size and properties, its payload.
 */
typedef enum
{
  DESK_TRUTH_UNKNOWN,
  DESK_TRUTH_NO,
  DESK_TRUTH_YES,
} DeskTruth;

typedef struct _DeskTerm DeskTerm;
typedef struct _DeskComparison DeskComparison;

/**
 * DeskFilterReader:
 * @text: the line, valid UTF-8
 * @position: byte offset of what is read next
 * @context: what the line means where it does not say it
 * @error_start: where the mistake begins
 * @error_end: where it ends; 0: it is the whole term
 *
 * A line while it is parsed.
 */
typedef struct
{
  const char *text;
  gsize position;
  const DeskFilterContext *context;
  gsize error_start;
  gsize error_end;
} DeskFilterReader;

/**
 * DeskTermKind:
 * @key: (nullable): what stands before the colon, in small letters
 * @begins: (nullable): whether a term of this kind, which has no key, begins at
 *   @text
 * @syntax: how it is written
 * @summary: what it finds, to be translated
 * @example: a line with it
 * @values: (nullable) (array zero-terminated=1): all it can have, if few
 * @parse: reads the rest of the term, or says in the error what is wrong with it
 *   and how it is written
 * @check_topic: (nullable): what the topic alone tells
 * @check_flags: (nullable): what the flags tell when the topic left it open
 * @check_time: (nullable): what the time tells, µs since 1970
 * @check_size: (nullable): what the number of bytes of the payload tells
 * @check_properties: (nullable): what the MQTT 5 properties tell, which are JSON as
 *   it is stored; %NULL if there are none
 * @check_payload: (nullable): decides what is still open; it may fail on a read,
 *   or leave it open without an error because it would be too much work
 * @is_slow: whether @check_payload is to be asked after others
 * @find: (nullable): finds the first text at or behind @from that is to be
 *   highlighted
 * @parts: bit n: @find looks into #DeskFilterPart n
 *
 * One kind of term: one file, and one line in the table of desk-filter-kinds.c.
 * A kind that decides nothing by its payload is decided by its last other check
 * at the latest.
 */
typedef struct
{
  const char *key;
  gboolean (*begins) (const char *text);
  const char *syntax;
  const char *summary;
  const char *example;
  const char *const *values;
  gboolean (*parse) (DeskTerm *term, DeskFilterReader *reader, GError **error);
  DeskTruth (*check_topic) (const DeskTerm *term, const char *topic);
  DeskTruth (*check_flags) (const DeskTerm *term, DeskMessageFlags flags);
  DeskTruth (*check_time) (const DeskTerm *term, gint64 time);
  DeskTruth (*check_size) (const DeskTerm *term, gsize size);
  DeskTruth (*check_properties) (const DeskTerm *term, const char *properties);
  DeskTruth (*check_payload) (const DeskTerm *term, DeskSearchPayload *payload, GError **error);
  gboolean is_slow;
  gboolean (*find) (const DeskTerm *term,
                    const guint8 *text,
                    gsize length,
                    gsize from,
                    DeskFilterSpan *span);
  guint parts;
} DeskTermKind;

#define DESK_PART_TOPIC (1u << DESK_FILTER_PART_TOPIC)
#define DESK_PART_BEGINNING (1u << DESK_FILTER_PART_PAYLOAD)
#define DESK_PART_PAYLOAD (DESK_PART_BEGINNING | 1u << DESK_FILTER_PART_REST)

/**
 * DeskTerm:
 * @kind: what it is
 * @needle: (owned) (nullable): the text to look for
 * @word: (owned) (nullable): the same as it was written, if without quotes
 * @topic_filter: (owned) (nullable): a valid topic filter
 * @flags_mask: which flags count
 * @flags_value: what they must be
 * @low: the least size or time
 * @high: the greatest size or time
 * @type: what the payload must be
 * @has_value: whether a property is to have a certain value
 * @value: (owned) (nullable): that value; %NULL if it is empty
 * @pattern: (owned) (nullable): a regular expression
 * @path: (owned) (nullable): where in JSON to look
 * @comparison: (owned) (nullable): what must be there; %NULL: anything
 */
struct _DeskTerm
{
  const DeskTermKind *kind;
  DeskNeedle *needle;
  char *word;
  char *topic_filter;
  DeskMessageFlags flags_mask;
  DeskMessageFlags flags_value;
  gint64 low;
  gint64 high;
  DeskPayloadKind type;
  gboolean has_value;
  DeskNeedle *value;
  DeskPattern *pattern;
  DeskJsonPath *path;
  DeskComparison *comparison;
};

typedef enum
{
  DESK_NODE_TERM,
  DESK_NODE_NOT,
  DESK_NODE_AND,
  DESK_NODE_OR,
} DeskNodeType;

typedef struct _DeskNode DeskNode;

/**
 * DeskNode:
 * @type: what it is
 * @term: index of the term of a leaf
 * @children: (owned) (element-type DeskNode) (nullable): what the others join;
 *   an AND of nothing is true, an OR has two at least
 */
struct _DeskNode
{
  DeskNodeType type;
  guint term;
  GPtrArray *children;
};

extern const DeskTermKind _desk_term_word;
extern const DeskTermKind _desk_term_payload;
extern const DeskTermKind _desk_term_topic;
extern const DeskTermKind _desk_term_qos;
extern const DeskTermKind _desk_term_retained;
extern const DeskTermKind _desk_term_dup;
extern const DeskTermKind _desk_term_dir;
extern const DeskTermKind _desk_term_regex;
extern const DeskTermKind _desk_term_path;
extern const DeskTermKind _desk_term_subscription;
extern const DeskTermKind _desk_term_property;
extern const DeskTermKind _desk_term_size;
extern const DeskTermKind _desk_term_type;
extern const DeskTermKind _desk_term_since;
extern const DeskTermKind _desk_term_until;

const DeskTermKind *_desk_filter_get_kind    (guint             index);
const DeskTermKind *_desk_filter_find_kind   (const char       *text,
                                              gsize            *length);
gboolean            _desk_reader_ends        (DeskFilterReader *self);
gboolean            _desk_reader_read_quoted (DeskFilterReader *self,
                                              char            **value,
                                              GError          **error);
gboolean            _desk_reader_read_value  (DeskFilterReader *self,
                                              char            **value,
                                              GError          **error);
gboolean            _desk_reader_check_end   (DeskFilterReader *self,
                                              gsize             start,
                                              GError          **error);
gboolean            _desk_reader_read_pattern (DeskFilterReader *self,
                                               DeskPattern     **pattern,
                                               GError          **error);
DeskTruth           _desk_term_check_pattern (const DeskTerm   *term,
                                              DeskSearchPayload *payload,
                                              GError          **error);
const char         *_desk_term_get_pattern   (const DeskTerm   *term);
const char         *_desk_comparison_get_pattern (const DeskComparison *self);
void                _desk_comparison_free    (DeskComparison   *self);
DeskNode           *_desk_filter_parse_line  (DeskFilterReader *reader,
                                              GPtrArray        *terms,
                                              GError          **error);
void                _desk_term_free          (DeskTerm         *term);
DeskNode           *_desk_node_new           (DeskNodeType      type);
void                _desk_node_free          (DeskNode         *node);

GPtrArray          *_desk_filter_get_terms   (DeskFilter       *self);
GPtrArray          *_desk_filter_get_texts   (DeskFilter       *self);
const DeskNode     *_desk_filter_get_root    (DeskFilter       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskComparison, _desk_comparison_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTerm, _desk_term_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskNode, _desk_node_free)

G_END_DECLS
