/* desk-filter-pattern.h: a regular expression that cannot take for ever
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-filter-spans.h"

G_BEGIN_DECLS

/**
 * DeskPatternResult:
 * @DESK_PATTERN_GAVE_UP: it would have taken too much work to know
 */
typedef enum
{
  DESK_PATTERN_NO,
  DESK_PATTERN_YES,
  DESK_PATTERN_GAVE_UP,
} DeskPatternResult;

/* It does not change, so that threads may share it. */
typedef struct _DeskPattern DeskPattern;

DeskPattern      *desk_pattern_new            (const char        *text,
                                               GError           **error);
void              desk_pattern_free           (DeskPattern       *self);
const char       *desk_pattern_get_text       (const DeskPattern *self);
gboolean          desk_pattern_get_match_case (const DeskPattern *self);
DeskPatternResult desk_pattern_match          (const DeskPattern *self,
                                               const guint8      *data,
                                               gsize              length);
gboolean          desk_pattern_find           (const DeskPattern *self,
                                               const guint8      *data,
                                               gsize              length,
                                               gsize              from,
                                               DeskFilterSpan    *span);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPattern, desk_pattern_free)

G_END_DECLS
