/* desk-log-reader.h: reads rows and whole messages from a log file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/* Bytes of a payload that a row holds at most */
#define DESK_LOG_PREVIEW_MAX 256

/**
 * DeskLogRow:
 * @id: id of the message
 * @time: microseconds since 1970, UTC
 * @topic: topic name
 * @flags: QoS, retained, outgoing, duplicate
 * @has_properties: whether there are MQTT 5 properties
 * @size: bytes of the whole payload
 * @preview: its first bytes
 * @lost_before: messages that are missing before it
 *
 * A message as a list shows it.
 */
typedef struct
{
  gint64 id;
  gint64 time;
  GRefString *topic;
  DeskMessageFlags flags;
  gboolean has_properties;
  gsize size;
  GBytes *preview;
  guint64 lost_before;
} DeskLogRow;

/* A connection of its own to the file; for one thread at a time. */
typedef struct _DeskLogReader DeskLogReader;

DeskLogReader *desk_log_reader_new          (const char        *path,
                                             int                busy_timeout,
                                             GError           **error);
void           desk_log_reader_free         (DeskLogReader     *self);
GArray        *desk_log_reader_read_rows    (DeskLogReader     *self,
                                             gint64             first,
                                             gint64             last,
                                             gint64             deadline,
                                             GError           **error);
DeskMessage   *desk_log_reader_read_message (DeskLogReader     *self,
                                             gint64             id,
                                             gsize              max_payload,
                                             GCancellable      *cancellable,
                                             GError           **error);
gboolean       desk_log_reader_copy_payload (DeskLogReader     *self,
                                             gint64             id,
                                             GOutputStream     *stream,
                                             GCancellable      *cancellable,
                                             GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskLogReader, desk_log_reader_free)

G_END_DECLS
