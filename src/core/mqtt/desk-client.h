/* desk-client.h: one broker connection on a network thread of its own
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-mqtt5-options.h"
#include "desk-packet.h"
#include "desk-security.h"
#include "desk-subscribe-options.h"
#include "desk-trace.h"
#include "desk-transport.h"
#include "desk-will.h"

G_BEGIN_DECLS

/* Messages of ours that may wait for the network or for their acknowledgement:
 * so many, or so many bytes beyond the first of them; and as much again of
 * those that are published in bulk */
#define DESK_OUTBOX_MAX_LENGTH 1000
#define DESK_OUTBOX_MAX_SIZE (64 * 1024 * 1024)

/**
 * DeskConnectOptions:
 *
 * Everything that CONNECT and the way to the broker need. All strings are
 * owned; a copy is handed to the network thread.
 */
typedef struct
{
  DeskEndpoint *endpoint;
  DeskMqttVersion version;
  char *client_id;        /* not empty, except for 5 and 3.1.1 with clean start */
  char *username;         /* nullable */
  char *password;         /* nullable; zeroed when freed */
  gboolean clean_start;
  guint16 keep_alive;     /* s; 0: none */
  guint connect_timeout;  /* s, from the first step to CONNACK; 0: none */
  gsize max_packet;       /* bytes; 0: the protocol's maximum */
  guint16 max_in_flight;  /* messages of QoS 1 and 2 sent at once; 0: the library's 20 */
  DeskWill *will;         /* nullable */
  DeskMqtt5Options *mqtt5;
} DeskConnectOptions;

DeskConnectOptions *desk_connect_options_new  (void);
DeskConnectOptions *desk_connect_options_copy (const DeskConnectOptions *self);
void                desk_connect_options_free (DeskConnectOptions *self);
gboolean            desk_connect_options_is_same_session (const DeskConnectOptions *self,
                                                          const DeskConnectOptions *other);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskConnectOptions, desk_connect_options_free)

/**
 * DeskClientFuncs:
 * @step: an attempt reached a step; @detail is nullable
 * @reached: (nullable): the stream of an attempt is open: @address is that of
 *   its other end, as "[::1]:1883", %NULL for a socket of this computer; @proxy
 *   is what is there instead of the broker, as "socks5://proxy.example:1080", or %NULL
 * @secured: TLS protects the connection of an attempt; not called without
 * @connected: CONNACK accepted; called once an attempt; properties nullable
 * @lost: an attempt failed, or a connection ended: exactly once for each
 *   desk_client_connect(). @error is %NULL after desk_client_disconnect(), or
 *   if another desk_client_connect() took the place of this one.
 * @messages: messages that arrived, and those of ours that were written
 *   (with %DESK_MESSAGE_OUTGOING set)
 * @subscribed: SUBACK; @code is the granted QoS or the refusal as on the wire;
 *   @error is the refusal in words, or %NULL. %DESK_ERROR_NOT_CONNECTED: there
 *   is no connection, or it ended before the answer came (before @lost).
 * @unsubscribed: UNSUBACK; @error as above
 * @published: QoS 0: written (@acknowledged %FALSE); QoS 1 and 2: PUBACK or
 *   PUBCOMP. @reason is the MQTT 5 code, else 0; @error is the refusal in words
 *   (%DESK_ERROR_REFUSED_BY_BROKER), or what kept the message from being sent,
 *   or %NULL. If the connection ends first (before @lost),
 *   %DESK_ERROR_NOT_CONNECTED says that the message was not sent, and
 *   %DESK_ERROR_CLOSED that it may have arrived. Without clean start a message
 *   with QoS 1 or 2 may stay on its way beyond @lost: it is sent again where the
 *   broker still knows the session, and else answered so before @connected.
 *
 * @backlog: (nullable): @n messages had waited in a session that the broker
 *   kept, and have come; after @connected, not told where there were none
 *
 * All are called on the network thread. Tokens are the caller's own numbers;
 * each gets exactly one answer, unless the client is freed before.
 */
typedef struct
{
  void (*step) (DeskConnectStep step, const char *detail, gpointer user_data);
  void (*reached) (const char *address, const char *proxy, gpointer user_data);
  void (*secured) (DeskSecurity *security, gpointer user_data);
  void (*connected) (gboolean session_present, DeskProperties *properties, gpointer user_data);
  void (*lost) (const GError *error, gpointer user_data);
  void (*messages) (DeskBatch *batch, gpointer user_data); /* transfer full */
  void (*subscribed) (guint64 token, guint8 code, const GError *error, gpointer user_data);
  void (*unsubscribed) (guint64 token, const GError *error, gpointer user_data);
  void (*published) (guint64 token, gboolean acknowledged, guint8 reason, const GError *error,
                     gpointer user_data);
  void (*backlog) (guint64 n, gpointer user_data);
} DeskClientFuncs;

typedef struct _DeskClient DeskClient;

/* Any thread may make these calls, the functions above too, with the exception
 * of freeing; they return at once. The client starts a thread and its
 * GMainContext when it is made, and joins it when freed. After
 * desk_client_free() returns no function is called any more. */
DeskClient *desk_client_new         (const DeskClientFuncs    *funcs,
                                     gpointer                  user_data);
void        desk_client_free        (DeskClient               *self);
/* Where the connections to come are recorded while the trace is on */
void        desk_client_set_trace   (DeskClient               *self,
                                     DeskTrace                *trace);
void        desk_client_connect     (DeskClient               *self,
                                     const DeskConnectOptions *options);
/* Sends DISCONNECT and closes (after at most 3 s), or cancels an attempt. */
void        desk_client_disconnect  (DeskClient               *self);
/* The same, but the broker publishes the last will. */
void        desk_client_disconnect_with_will (DeskClient      *self);
void        desk_client_subscribe   (DeskClient               *self,
                                     guint64                   token,
                                     const char               *filter,
                                     const DeskSubscribeOptions *options);
void        desk_client_unsubscribe (DeskClient               *self,
                                     guint64                   token,
                                     const char               *filter);
void        desk_client_publish     (DeskClient               *self,
                                     guint64                   token,
                                     const char               *topic,
                                     GBytes                   *payload,
                                     guint8                    qos,
                                     gboolean                  retained,
                                     DeskProperties           *properties);
void        desk_client_publish_in_bulk (DeskClient           *self,
                                     guint64                   token,
                                     const char               *topic,
                                     GBytes                   *payload,
                                     guint8                    qos,
                                     gboolean                  retained,
                                     DeskProperties           *properties);
/* Has what is on its way beyond the end of a connection answered at once, and
 * not sent again. There must be no connection. */
void        desk_client_forget_session (DeskClient            *self);
void        desk_client_set_paused  (DeskClient               *self,
                                     gboolean                  paused);
/* Finds out within seconds whether the broker is still there. */
void        desk_client_check       (DeskClient               *self);
/* Monotonic time, µs, of the last bytes from the broker; 0 if there is no
 * connection, or while it is paused. Any thread. */
gint64      desk_client_get_last_heard (DeskClient            *self);
/* Monotonic time, µs, of a PINGREQ after which nothing came, for a second at
 * least; 0: there is none. Any thread. */
gint64      desk_client_get_unanswered_since (DeskClient      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskClient, desk_client_free)

G_END_DECLS
