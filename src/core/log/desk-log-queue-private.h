/* desk-log-queue-private.h: what the files of the queue share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-queue.h"

G_BEGIN_DECLS

struct _DeskLogQueue
{
  GMutex mutex;
  GCond cond;
  GQueue jobs; /* of DeskLogJob (owned) */
  gsize max;
  gsize bytes; /* of what waits and of what the writer took and has not committed */
  guint n_messages;
  guint n_flushes; /* jobs that somebody waits for */
  gboolean stopped;
  gboolean woken;
  guint64 lost; /* messages that came after it was stopped */

  const char *stuck; /* (nullable): why the writer cannot write at the moment */
  DeskLogGap gap;    /* all that was refused since the start, and the times of the last of it */

  gboolean holding;
  gint64 held_since;
  gint64 held_total;

  GMutex pressure_mutex; /* taken before mutex */
  gboolean told;
  DeskLogPressureFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
};

G_END_DECLS
