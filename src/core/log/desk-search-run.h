/* desk-search-run.h: hands over the messages of a log that match, one by one
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-scope.h"
#include "desk-search-payload.h"

G_BEGIN_DECLS

/**
 * DeskSearchRow:
 * @id: number in the log
 * @time: microseconds since 1970, UTC
 * @topic: topic name
 * @flags: QoS, retained, outgoing, duplicate
 * @properties: (nullable): MQTT 5 properties as JSON, as they are stored
 * @payload: the payload, perhaps to be read piece by piece
 *
 * A message as it is stored.
 */
typedef struct
{
  gint64 id;
  gint64 time;
  const char *topic;
  DeskMessageFlags flags;
  const char *properties;
  DeskSearchPayload payload;
} DeskSearchRow;

/**
 * DeskSearchRowFunc:
 * @row: a message that matches, until the function returns
 * @user_data: what was given with the function
 * @error: why the search is to end
 *
 * Returns: whether to go on
 */
typedef gboolean (*DeskSearchRowFunc) (DeskSearchRow *row,
                                       gpointer       user_data,
                                       GError       **error);

gboolean desk_search_run_sync (const char       *path,
                               DeskFilter       *filter,
                               DeskSearchRowFunc func,
                               gpointer          user_data,
                               GCancellable     *cancellable,
                               GError          **error);

gboolean desk_search_run_scope_sync (const char       *path,
                                     DeskLogScope     *scope,
                                     DeskSearchRowFunc func,
                                     gpointer          user_data,
                                     GCancellable     *cancellable,
                                     GError          **error);

G_END_DECLS
