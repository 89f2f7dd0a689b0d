/* desk-log-scope.c: which messages of a log are meant
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-log-scope.h"

/**
 * desk_log_scope_new:
 * @filter: (nullable): what must match
 * @excluded: (nullable): topic filters of messages that are not meant
 * @kept: (nullable): topic filters of messages that are meant all the same
 * @ranges: (nullable): between which ids; %NULL: all
 *
 * Returns: (transfer full): the scope, with copies of all
 */
DeskLogScope *
desk_log_scope_new (DeskFilter *filter,
                    const char *const *excluded,
                    const char *const *kept,
                    const DeskIdRanges *ranges)
{
  DeskLogScope *self = g_atomic_rc_box_new0 (DeskLogScope);

  self->filter = filter != NULL ? desk_filter_ref (filter) : NULL;
  self->excluded = g_strdupv ((char **) excluded);
  self->kept = g_strdupv ((char **) kept);
  self->ranges = ranges != NULL ? desk_id_ranges_copy (ranges) : NULL;

  return self;
}

DeskLogScope *
desk_log_scope_ref (DeskLogScope *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
scope_clear (gpointer data)
{
  DeskLogScope *self = data;

  g_clear_pointer (&self->filter, desk_filter_unref);
  g_strfreev (self->excluded);
  g_strfreev (self->kept);
  g_clear_pointer (&self->ranges, desk_id_ranges_free);
}

void
desk_log_scope_unref (DeskLogScope *self)
{
  g_atomic_rc_box_release_full (self, scope_clear);
}
