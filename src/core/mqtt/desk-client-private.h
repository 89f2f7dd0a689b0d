/* desk-client-private.h: what the parts of a client share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <mosquitto.h>

#include "desk-arrivals.h"
#include "desk-client.h"
#include "desk-outbox.h"
#include "desk-relay.h"
#include "desk-topic-cache.h"

G_BEGIN_DECLS

/**
 * DeskClientState:
 * @DESK_CLIENT_IDLE: no connection and no attempt
 * @DESK_CLIENT_OPENING: the transport connects
 * @DESK_CLIENT_GREETING: CONNECT was sent
 * @DESK_CLIENT_UP: CONNACK accepted it
 * @DESK_CLIENT_LEAVING: DISCONNECT is on its way
 */
typedef enum
{
  DESK_CLIENT_IDLE,
  DESK_CLIENT_OPENING,
  DESK_CLIENT_GREETING,
  DESK_CLIENT_UP,
  DESK_CLIENT_LEAVING,
} DeskClientState;

/* A SUBSCRIBE or UNSUBSCRIBE that was not answered yet */
typedef struct
{
  gboolean subscribes;
  guint64 token;
} DeskRequest;

/* What waits for the network or an acknowledgement */
typedef struct
{
  guint length;
  gsize size; /* bytes */
} DeskClientLoad;

struct _DeskClient
{
  DeskClientFuncs funcs;
  gpointer user_data;
  GThread *thread;       /* (owned) */
  GMainContext *context; /* (owned) */
  GMainLoop *loop;       /* (owned) */

  /* Any thread, under the lock */
  GMutex lock;
  GQueue commands;         /* of Command */
  GSource *commands_source; /* (owned) */
  DeskClientLoad load;
  DeskClientLoad bulk_load;

  gint64 last_heard;       /* any thread, atomic */
  gint64 unanswered_since; /* any thread, atomic */

  /* The network thread alone */
  gboolean closing; /* nothing is told any more */
  DeskClientState state;
  DeskConnectOptions *options; /* (owned) (nullable): of the attempt, the connection or the kept handle */
  DeskConnectStep step;
  GCancellable *cancellable; /* (owned) (nullable): of the attempt's transport */
  guint n_opening;           /* transports whose callback is still to come */
  DeskRelay *relay;          /* (owned) (nullable) */
  gint64 started;            /* monotonic time, µs, of the attempt */
  GSource *timeout;          /* (owned) (nullable): of the attempt, or of leaving */
  GSource *watch;            /* (owned) (nullable): once a second while there is a connection */
  DeskTrace *trace;          /* (owned) (nullable) */
  guint32 traced;            /* number of the connection there, 0: none */
  gboolean paused;
  gint64 resumed;            /* monotonic time, µs, of the last end of a pause */

  /* The handle, and what belongs to it alone */
  struct mosquitto *handle; /* (owned) (nullable) */
  gboolean handle_is_kept;  /* it lived through the end of a connection */
  gboolean handle_is_stale; /* it is not the same as the broker's session any more */
  GSource *source;          /* (owned) (nullable) */
  DeskArrivals *arrivals;   /* (owned) (nullable) */
  DeskOutbox *outbox;       /* (owned) (nullable) */
  GHashTable *requests;     /* (owned): packet id → DeskRequest */
  guint16 last_packet_id;

  /* What is known of the connection */
  gboolean session_present;
  gboolean session_is_new; /* whatever the second CONNACK says */
  gboolean connack_came;
  guint8 connack_reason;
  DeskProperties *connack_properties; /* (owned) (nullable) */
  gboolean disconnect_came;
  guint8 disconnect_reason;
  DeskProperties *disconnect_properties; /* (owned) (nullable) */
  GError *failure;                       /* (owned) (nullable): what we found wrong ourselves */
  GSource *failing;                      /* (owned) (nullable): acts on it */
  guint64 incoming_size;                 /* bytes of all packets that began to arrive */
  gint64 last_sent;                      /* monotonic time, µs, of the last packet of ours */
  gint64 ping_sent;                      /* monotonic time, µs; 0: no PINGREQ is unanswered */
  gboolean ping_waits;                   /* it could not be sent yet */
  gint64 check_began;                    /* monotonic time, µs; 0: nobody waits for a quick answer */
  GSource *backlog_source;               /* (owned) (nullable): while waiting messages are counted */
  guint64 n_backlog;                     /* how many have come */
  guint64 n_owed;                        /* how many of the broker's packets the library has not answered yet */
  gboolean backlog_goes_on;              /* something of it came or was answered since the last PINGREQ */

  /* On the way to the log */
  DeskBatch *batch;      /* (owned) (nullable) */
  gint64 batch_started;  /* monotonic time, µs */
  GSource *batch_source; /* (owned) */
  DeskTopicCache *topics; /* (owned) */
};

/* desk-client-connection.c */
void     _desk_client_start         (DeskClient         *self,
                                     DeskConnectOptions *options);
void     _desk_client_leave         (DeskClient         *self,
                                     gboolean            with_will);
void     _desk_client_close         (DeskClient         *self);
/* For those who are inside a callback of relay or library: @error is taken. */
void     _desk_client_fail_soon     (DeskClient         *self,
                                     GError             *error);
void     _desk_client_start_anew_soon (DeskClient       *self);
void     _desk_client_connected     (DeskClient         *self);
void     _desk_client_drop_handle   (DeskClient         *self);

/* desk-client-keep-alive.c */
GSource *_desk_client_new_watch     (DeskClient         *self);
void     _desk_client_heard         (DeskClient         *self,
                                     const DeskPacket   *packet);
void     _desk_client_ping          (DeskClient         *self);
void     _desk_client_check         (DeskClient         *self);
void     _desk_client_set_paused    (DeskClient         *self,
                                     gboolean            paused);
void     _desk_client_hold          (DeskClient         *self);

/* desk-client-backlog.c */
void     _desk_client_count_backlog  (DeskClient        *self);
void     _desk_client_probe_backlog  (DeskClient        *self);
void     _desk_client_note_backlog   (DeskClient        *self,
                                      const DeskPacket  *packet);
void     _desk_client_note_backlog_answer (DeskClient   *self,
                                           const DeskPacket *packet);
void     _desk_client_forget_backlog (DeskClient        *self);

/* desk-client-packets.c */
void     _desk_client_on_packet     (const DeskPacket   *packet,
                                     gpointer            user_data);
void     _desk_client_set_callbacks (DeskClient         *self);
void     _desk_client_record        (DeskClient         *self,
                                     GRefString         *topic,
                                     DeskMessageFlags    flags,
                                     DeskProperties     *properties,
                                     gconstpointer       payload,
                                     gsize               length);
void     _desk_client_flush         (DeskClient         *self);
GSource *_desk_client_new_batch_source (DeskClient      *self);

/* desk-client-trace.c */
void     _desk_client_trace_step    (DeskClient         *self,
                                     DeskConnectStep     step,
                                     const char         *detail);
void     _desk_client_trace_opened  (DeskClient         *self,
                                     GIOStream          *stream);
void     _desk_client_trace_accepted (DeskClient        *self);
void     _desk_client_trace_ended   (DeskClient         *self,
                                     const GError       *error);

/* desk-client-way.c */
void     _desk_client_tell_way      (DeskClient         *self,
                                     GIOStream          *stream);

/* desk-client-requests.c */
void     _desk_client_subscribe     (DeskClient         *self,
                                     guint64             token,
                                     const char         *filter,
                                     const DeskSubscribeOptions *options);
void     _desk_client_unsubscribe   (DeskClient         *self,
                                     guint64             token,
                                     const char         *filter);
void     _desk_client_publish       (DeskClient         *self,
                                     DeskOutgoing       *outgoing);
void     _desk_client_refuse        (DeskClient         *self,
                                     DeskOutgoing       *outgoing);
void     _desk_client_answered      (DeskClient         *self,
                                     const DeskPacket   *packet);
void     _desk_client_acknowledged  (DeskClient         *self,
                                     const DeskPacket   *packet);
void     _desk_client_written       (DeskClient         *self,
                                     const DeskPacket   *packet);
void     _desk_client_give_up       (DeskClient         *self,
                                     gboolean            handle_stays);
void     _desk_client_forget_outbox (DeskClient         *self);

G_END_DECLS
