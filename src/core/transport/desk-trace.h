/* desk-trace.h: the packets of a session's connections, as they were on the wire
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-packet.h"

G_BEGIN_DECLS

/* Of a longer packet so much is kept: the rest of it is counted. */
#define DESK_TRACE_SNAP 32768
/* What a trace holds; the oldest go first. */
#define DESK_TRACE_MAX_SIZE (64 * 1024 * 1024)
#define DESK_TRACE_MAX_LENGTH 500000
/* At most so often it tells that it grew, ms */
#define DESK_TRACE_INTERVAL 40

/**
 * DeskTraceFlags:
 * @DESK_TRACE_OUTGOING: to the broker
 * @DESK_TRACE_BLANKED: a secret was made unreadable
 * @DESK_TRACE_UNFINISHED: the connection or the trace ended within the packet
 * @DESK_TRACE_STEP: not a packet: what the connection came to, in words
 * @DESK_TRACE_FAILURE: such a step that is a failure
 */
typedef enum
{
  DESK_TRACE_OUTGOING = 1 << 0,
  DESK_TRACE_BLANKED = 1 << 1,
  DESK_TRACE_UNFINISHED = 1 << 2,
  DESK_TRACE_STEP = 1 << 3,
  DESK_TRACE_FAILURE = 1 << 4,
} DeskTraceFlags;

/**
 * DeskTraceEntry:
 * @time: µs since 1970, UTC: when its last byte was read or written
 * @round_trip: µs since the packet that this one answers; -1: it answers none
 *   that is known
 * @answers: number of that packet, or 0
 * @size: bytes that the packet had on the wire, as its header says
 * @seen: of these, how many passed
 * @length: of these, how many are kept; for a step: bytes of its text
 * @connection: which connection of the session, from 1; 0: none
 * @packet_id: packet identifier, 0 if it has none
 * @first: the first byte: type and flags
 * @version: protocol level of the connection
 * @flags: a set of #DeskTraceFlags
 *
 * One packet, or one step of a connection.
 */
typedef struct
{
  gint64 time;
  gint64 round_trip;
  guint64 answers;
  guint64 size;
  guint64 seen;
  guint32 length;
  guint32 connection;
  guint16 packet_id;
  guint8 first;
  guint8 version;
  guint32 flags;
} DeskTraceEntry;

/**
 * DeskTraceConnection:
 * @local: (nullable): our address, if it is one of the Internet's
 * @remote: (nullable): the broker's, or that of what leads to it
 * @endpoint: what a person calls it: "broker.example:8883"
 * @transport: "mqtt", "mqtts", …
 *
 * Between whom a connection was.
 */
typedef struct
{
  GInetSocketAddress *local;
  GInetSocketAddress *remote;
  char *endpoint;
  char *transport;
} DeskTraceConnection;

/* Whether to go on; @data are the bytes that are kept. */
typedef gboolean (*DeskTraceFunc) (guint64               number,
                                   const DeskTraceEntry *entry,
                                   const guint8         *data,
                                   gpointer              user_data);

#define DESK_TYPE_TRACE (desk_trace_get_type ())
G_DECLARE_FINAL_TYPE (DeskTrace, desk_trace, DESK, TRACE, GObject)

/* Off and empty at first. Property "recording" (boolean, notified). Signal
 * "grew", at most every DESK_TRACE_INTERVAL: there are other entries than before;
 * both in the context in which it was made. Entries are numbered from 1 on, and a number is
 * never used again. */

DeskTrace *desk_trace_new            (void);
gboolean   desk_trace_get_recording  (DeskTrace             *self);
void       desk_trace_set_recording  (DeskTrace             *self,
                                      gboolean               recording);
void       desk_trace_clear          (DeskTrace             *self);

/* Any thread */
guint      desk_trace_get_generation (DeskTrace             *self);
guint32    desk_trace_begin          (DeskTrace             *self,
                                      DeskTraceConnection   *connection);
guint64    desk_trace_append         (DeskTrace             *self,
                                      const DeskTraceEntry  *entry,
                                      const guint8          *data);
void       desk_trace_append_step    (DeskTrace             *self,
                                      guint32                connection,
                                      DeskTraceFlags         flags,
                                      const char            *text);
void       desk_trace_get_span       (DeskTrace             *self,
                                      guint64               *first,
                                      guint64               *end,
                                      guint64               *n_let_go);
gsize      desk_trace_get_size       (DeskTrace             *self);
gboolean   desk_trace_get            (DeskTrace             *self,
                                      guint64                number,
                                      DeskTraceEntry        *entry,
                                      GBytes               **data);
guint64    desk_trace_each           (DeskTrace             *self,
                                      guint64                from,
                                      guint64                end,
                                      DeskTraceFunc          func,
                                      gpointer               user_data);
gboolean   desk_trace_get_connection (DeskTrace             *self,
                                      guint32                number,
                                      DeskTraceConnection   *connection);
void       desk_trace_connection_clear (DeskTraceConnection *connection);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskTraceConnection, desk_trace_connection_clear)

G_END_DECLS
