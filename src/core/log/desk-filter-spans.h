/* desk-filter-spans.h: where the text that a filter asks for is in a text
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-filter.h"

G_BEGIN_DECLS

/**
 * DeskFilterPart:
 * @DESK_FILTER_PART_TOPIC: words and regular expressions
 * @DESK_FILTER_PART_PAYLOAD: the payload, or its beginning: these, payload: and
 *   paths in JSON
 * @DESK_FILTER_PART_REST: a later piece of a payload: as the payload, but for
 *   paths, which lead from its beginning
 *
 * What a text is, and so which terms look into it.
 */
typedef enum
{
  DESK_FILTER_PART_TOPIC,
  DESK_FILTER_PART_PAYLOAD,
  DESK_FILTER_PART_REST,
} DeskFilterPart;

/**
 * DeskFilterSpan:
 * @start: byte offset where the match begins
 * @end: byte offset behind it; more than @start
 */
typedef struct
{
  gsize start;
  gsize end;
} DeskFilterSpan;

gboolean desk_filter_has_text   (DeskFilter     *self,
                                 DeskFilterPart  part);
guint    desk_filter_find_spans (DeskFilter     *self,
                                 DeskFilterPart  part,
                                 const char     *text,
                                 gssize          length,
                                 DeskFilterSpan *spans,
                                 guint           max_spans);

G_END_DECLS
