/* desk-relay.h: carries MQTT packets between a transport and libmosquitto
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-packet-reader.h"
#include "desk-trace.h"

G_BEGIN_DECLS

typedef struct _DeskRelay DeskRelay;

/**
 * DeskRelayFuncs:
 * @packet: a packet's header passed, either way; called before the library
 *   can see the packet
 * @ended: the relay is over, once: @error is %DESK_ERROR_PROTOCOL,
 *   %DESK_ERROR_PACKET_TOO_LARGE, %DESK_ERROR_CLOSED (its message tells whether
 *   it was in the middle of a packet), %DESK_ERROR_FAILED for a network error,
 *   or %NULL if the library's side closed first. When the network ends, the
 *   library is given what came before and then sees the end of the stream;
 *   this is called when it has closed its side too (or after 3 s)
 *
 * What a relay tells its owner, in the thread of its context. The owner may
 * free the relay in @ended but not in @packet.
 */
typedef struct
{
  void (*packet) (const DeskPacket *packet, gpointer user_data);
  void (*ended) (const GError *error, gpointer user_data);
} DeskRelayFuncs;

/* All calls from one thread, whose thread-default GMainContext drives it.
 * Takes the stream over. Creates a private folder (0700) with a socket in
 * it; the path is for mosquitto_connect() with port 0; both are gone once the
 * library has connected, or when the relay is freed. */
DeskRelay  *desk_relay_new            (GIOStream            *stream,
                                       DeskMqttVersion       version,
                                       gsize                 max_packet,
                                       const DeskRelayFuncs *funcs,
                                       gpointer              user_data,
                                       GError              **error);
const char *desk_relay_get_path       (DeskRelay            *self);
/* How many topic aliases the broker was told it may use. */
void        desk_relay_set_topic_alias_maximum (DeskRelay   *self,
                                       guint                 maximum);
/* What goes to the broker in place of the library's CONNECT: a whole packet,
 * which is taken and wiped. */
void        desk_relay_set_connect    (DeskRelay            *self,
                                       GByteArray           *connect);
/* What is read from and written to the network is recorded there while the
 * trace is on. */
void        desk_relay_set_trace      (DeskRelay            *self,
                                       DeskTrace            *trace,
                                       guint32               connection);
/* Stops or resumes reading from the network; what is read already passes. */
void        desk_relay_set_paused     (DeskRelay            *self,
                                       gboolean              paused);
/* Hands the library a packet of ours between two of the broker's. */
void        desk_relay_insert         (DeskRelay            *self,
                                       const guint8         *packet,
                                       gsize                 length);
/* Sends the broker a packet of ours between two of the library's; FALSE if
 * that is not possible at the moment. */
gboolean    desk_relay_send           (DeskRelay            *self,
                                       const guint8         *packet,
                                       gsize                 length);
/* Ends the network's side as if reading had failed. */
void        desk_relay_give_up        (DeskRelay            *self,
                                       GError               *error);
/* Whether bytes from the broker, or its end, wait to be read. */
gboolean    desk_relay_is_readable    (DeskRelay            *self);
/* Monotonic time, µs, of the last bytes from the broker. */
gint64      desk_relay_get_last_heard (DeskRelay            *self);
/* Monotonic time, µs, at which the network last took bytes of ours. */
gint64      desk_relay_get_last_written (DeskRelay          *self);
guint64     desk_relay_get_n_read     (DeskRelay            *self);
guint64     desk_relay_get_n_written  (DeskRelay            *self);
/* Whether all that the library wrote has reached the network. */
gboolean    desk_relay_is_drained     (DeskRelay            *self);
/* Why the network's side is over, as soon as that is known: the library, which
 * is given what came before, may notice its own end earlier than @ended. */
const GError *desk_relay_get_error    (DeskRelay            *self);
void        desk_relay_free           (DeskRelay            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskRelay, desk_relay_free)

G_END_DECLS
