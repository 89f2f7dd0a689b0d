/* desk-import-line.h: a line of JSON becomes a message again
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/**
 * DeskImportLine:
 * @id: number in the log that it comes from; 0 if the line tells none
 * @time: microseconds since 1970, UTC
 * @topic: topic name
 * @flags: QoS, retained, outgoing, duplicate
 * @properties: (nullable): MQTT 5 properties
 * @payload: the payload
 *
 * A message as a line tells it. It may be used for one line after the other.
 */
typedef struct
{
  gint64 id;
  gint64 time;
  char *topic;
  DeskMessageFlags flags;
  DeskProperties *properties;
  GByteArray *payload;
} DeskImportLine;

void     desk_import_line_init  (DeskImportLine *self);
void     desk_import_line_clear (DeskImportLine *self);
gboolean desk_import_line_read  (DeskImportLine *self,
                                 const char     *line,
                                 gsize           length,
                                 GError        **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskImportLine, desk_import_line_clear)

G_END_DECLS
