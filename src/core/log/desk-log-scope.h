/* desk-log-scope.h: which messages of a log are meant
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-filter.h"
#include "desk-id-ranges.h"

G_BEGIN_DECLS

/**
 * DeskLogScope:
 * @filter: (nullable): what must match
 * @excluded: (nullable): topic filters whose messages are not meant …
 * @kept: (nullable): … unless they match one of these as well
 * @ranges: (nullable): between which ids; %NULL: all
 *
 * The whole log, what a filter shows of it, or what is selected there. It is an
 * immutable, reference-counted value that may cross threads. It holds no ids
 * but those of the ranges, so it costs the same for any number of messages.
 */
typedef struct
{
  DeskFilter *filter;
  char **excluded;
  char **kept;
  DeskIdRanges *ranges;
} DeskLogScope;

DeskLogScope *desk_log_scope_new   (DeskFilter         *filter,
                                    const char *const  *excluded,
                                    const char *const  *kept,
                                    const DeskIdRanges *ranges);
DeskLogScope *desk_log_scope_ref   (DeskLogScope       *self);
void          desk_log_scope_unref (DeskLogScope       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskLogScope, desk_log_scope_unref)

G_END_DECLS
