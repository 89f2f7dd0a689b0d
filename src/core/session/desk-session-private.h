/* desk-session-private.h: the parts of a session that its files share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "desk-client.h"
#include "desk-publication-private.h"
#include "desk-link-watch.h"
#include "desk-rate.h"
#include "desk-reconnect-policy.h"
#include "desk-session.h"
#include "desk-subscription-counts.h"
#include "desk-subscription-private.h"

G_BEGIN_DECLS

/* desk-session.c: the object, its properties and what a person can ask for
 * desk-session-state.c: the state machine: attempts, losses, the countdown
 * desk-session-losses.c: why connections end, and whether the next one would, too
 * desk-session-events.c: what the network thread tells, brought to the main thread
 * desk-session-log.c: its log
 * desk-session-client-id.c: under which client ID it connects
 * desk-session-secrets.c: what it proves itself with
 * desk-session-messages.c: subscriptions and their counts
 * desk-session-grants.c: what a session that the broker keeps holds there
 * desk-session-outbox.c: what a person published, until it has been sent, and a while longer
 * desk-session-bulk.c: many messages of a file, published beside those
 * desk-session-traffic.c: the counters, and what came in the last two minutes */

typedef struct _DeskSessionMailbox DeskSessionMailbox;

struct _DeskSession
{
  GObject parent_instance;

  DeskProfile *profile;
  DeskLog *log;
  DeskClient *client;          /* (owned) (nullable): NULL once closed */
  DeskTrace *trace;            /* (owned) */
  DeskSessionMailbox *mailbox; /* (owned) */
  GMainContext *context;       /* (owned): where signals are emitted */
  GCancellable *cancellable;   /* of opening the log */
  GError *log_error;           /* (owned) (nullable) */
  GSource *log_source; /* (owned) (nullable): opens the log again */
  gboolean log_opening;
  gboolean log_ready;

  DeskSessionState state;
  DeskConnectStep step;
  GError *error; /* (owned) (nullable) */
  DeskSecurity *security; /* (owned) (nullable) */
  char *peer_address;     /* (owned) (nullable): of the connection that is or is made */
  char *proxy;            /* (owned) (nullable): by which it goes */
  guint seconds_left;
  gboolean session_present;
  DeskProperties *connack; /* (owned) (nullable): of the connection that is */
  gboolean connection_logged; /* the log says “connected” and not yet “disconnected” */
  gboolean start_wanted;  /* as soon as the log is open or the old connection is gone */
  char *client_id;        /* in use, or of the last attempt */
  char *client_id_source;   /* (owned) (nullable): what the next one was made from */
  char *expanded_client_id; /* (owned) (nullable): that of the profile, with values for variables */
  char *client_id_choice;   /* (owned) (nullable): replaces the profile's: a random one, or an assigned one */
  char *client_id_assigner; /* (owned) (nullable): of a choice that was assigned: by whom, to whom */
  char *attempt_assigner;   /* (owned) (nullable): who could assign one in the last attempt */
  char *password;         /* (owned) (nullable), zeroed when freed */
  char *passphrase;       /* (owned) (nullable), zeroed when freed */
  char *proxy_password;   /* (owned) (nullable), zeroed when freed */
  char *authentication;   /* (owned) (nullable), zeroed when freed: data of MQTT 5, as they are written */
  char *headers;          /* (owned) (nullable), zeroed when freed */
  DeskReconnectPolicy policy;
  gint64 retry_at;        /* monotonic, µs */
  GSource *retry_source;  /* (owned) (nullable) */
  GSource *tick_source;   /* (owned) (nullable): once a second while there is something to count */
  guint idle_ticks;
  guint silent_for;
  gboolean answer_late;
  DeskLinkWatch *link;    /* (owned) */
  gint64 subscribed_at;   /* monotonic, µs: the last SUBSCRIBE; 0: none in this connection */
  gint64 published_at;    /* monotonic, µs: the last PUBLISH; 0: none in this connection */
  gint64 sent_at;         /* monotonic, µs: the last PUBLISH with QoS 0 that was written */
  char *sent_topic;       /* (owned) (nullable): of that */
  guint64 filter_token;   /* of what @unanswered_filter was asked with */
  char *unanswered_filter; /* (owned) (nullable): the first one when the connection ended */
  char *unanswered_topic;  /* (owned) (nullable): of the first message without an answer then */
  DeskLossKind suspicion; /* what @suspect is, once connecting was given up for it */
  char *suspect;          /* (owned) (nullable): a filter or a topic */

  GListStore *subscriptions;
  DeskSubscriptionCounts *counts; /* (owned) (nullable): NULL once disposed of */
  GPtrArray *counted;             /* of DeskSubscription: whose counts these are */
  GHashTable *subscribing;   /* token → DeskSubscription, while SUBACK is awaited */
  GHashTable *unsubscribing; /* token → filter, while UNSUBACK is awaited */
  gboolean notes_grants;     /* the session outlives the connection: the profile knows what it holds */
  GListStore *publications;
  GHashTable *publishing;    /* token → DeskPublication, while it is on its way */
  guint n_waiting;           /* of the listed publications: queued or interrupted */
  guint n_waiting_told;      /* what was notified */
  guint n_finished_told;
  guint n_unfinished;
  gsize unfinished_cost;     /* bytes */
  guint n_finished;
  gsize finished_cost;       /* bytes */
  guint n_bulk;              /* on their way, and in no list */
  gsize bulk_cost;           /* bytes */
  guint64 last_token;
  guint64 n_received;
  guint64 n_sent;
  double rate;
  DeskRate window;
  DeskRateHistory history;
  guint64 n_overlapping;
  guint64 n_unmatched;
  guint64 n_lost;         /* messages that the log could not keep, as far as that is sure */

  GTask *close_task; /* (owned) (nullable) */
};

typedef enum
{
  SESSION_PROP_0,
  SESSION_PROP_PROFILE,
  SESSION_PROP_LOG,
  SESSION_PROP_STATE,
  SESSION_PROP_STEP,
  SESSION_PROP_ERROR,
  SESSION_PROP_SECONDS_LEFT,
  SESSION_PROP_CLIENT_ID,
  SESSION_PROP_SESSION_PRESENT,
  SESSION_PROP_CONNACK,
  SESSION_PROP_SUBSCRIPTIONS,
  SESSION_PROP_PUBLICATIONS,
  SESSION_PROP_N_WAITING,
  SESSION_PROP_N_FINISHED,
  SESSION_PROP_N_RECEIVED,
  SESSION_PROP_N_SENT,
  SESSION_PROP_RATE,
  SESSION_PROP_SILENT_FOR,
  SESSION_PROP_ANSWER_LATE,
  SESSION_PROP_LOG_ERROR,
  SESSION_PROP_SECURITY,
  SESSION_PROP_PEER_ADDRESS,
  SESSION_PROP_PROXY,
  SESSION_N_PROPS
} DeskSessionProperty;

typedef enum
{
  SESSION_SIGNAL_BACKLOG,
  SESSION_SIGNAL_NOT_UNSUBSCRIBED,
  SESSION_N_SIGNALS
} DeskSessionSignal;

void _desk_session_notify                (DeskSession        *self,
                                          DeskSessionProperty property);

void _desk_session_emit_backlog          (DeskSession        *self,
                                          guint64             n);

void _desk_session_emit_not_unsubscribed (DeskSession        *self,
                                          const char         *filter,
                                          const char         *reason);

/* desk-session-state.c */
void _desk_session_begin                 (DeskSession        *self);
void _desk_session_stop_waiting          (DeskSession        *self);
void _desk_session_set_state             (DeskSession        *self,
                                          DeskSessionState    state);
void _desk_session_set_error             (DeskSession        *self,
                                          const GError       *error);
void _desk_session_set_way               (DeskSession        *self,
                                          const char         *address,
                                          const char         *proxy);
void _desk_session_set_security          (DeskSession        *self,
                                          DeskSecurity       *security);
void _desk_session_on_step               (DeskSession        *self,
                                          DeskConnectStep     step);
void _desk_session_on_connected          (DeskSession        *self,
                                          gboolean            session_present,
                                          DeskProperties     *properties);
void _desk_session_on_lost               (DeskSession        *self,
                                          const GError       *error);
void _desk_session_wait_to_retry         (DeskSession        *self,
                                          gint64              delay);
void _desk_session_log_event             (DeskSession        *self,
                                          const char         *kind,
                                          JsonBuilder        *detail);
void _desk_session_start_ticking         (DeskSession        *self);
void _desk_session_finish_close          (DeskSession        *self);

/* desk-session-client-id.c */
const char *_desk_session_peek_client_id (DeskSession        *self);
void _desk_session_choose_client_id      (DeskSession        *self);
void _desk_session_take_client_id        (DeskSession        *self,
                                          const char         *assigned);
void _desk_session_renew_client_id       (DeskSession        *self);

/* desk-session-losses.c */
void _desk_session_reset_policy          (DeskSession        *self);
void _desk_session_retry_or_give_up      (DeskSession        *self,
                                          const GError       *error);
void _desk_session_suspect_filter        (DeskSession        *self,
                                          guint64             token,
                                          const char         *filter);
void _desk_session_suspect_topic         (DeskSession        *self,
                                          const char         *topic);
void _desk_session_note_sent             (DeskSession        *self,
                                          const char         *topic);
void _desk_session_forget_unanswered     (DeskSession        *self);
void _desk_session_watch_link            (DeskSession        *self);
void _desk_session_on_backlog            (DeskSession        *self,
                                          guint64             n);

/* desk-session-events.c */
DeskSessionMailbox *_desk_session_mailbox_new   (DeskSession        *self);
void                _desk_session_mailbox_close (DeskSessionMailbox *mailbox);
void                _desk_session_mailbox_get_traffic (DeskSessionMailbox *mailbox,
                                                       DeskTraffic        *connection,
                                                       DeskTraffic        *total);
DeskClient         *_desk_session_client_new    (DeskSession        *self);

/* desk-session-traffic.c */
void _desk_session_note_history          (DeskSession        *self);

/* desk-session-log.c */
void _desk_session_watch_log             (DeskSession        *self);
gboolean _desk_session_can_do_without_log (DeskSession     *self);
void _desk_session_open_log              (DeskSession        *self);

/* desk-session-bulk.c */
DeskPublication *_desk_session_publish_at_once (DeskSession  *self,
                                          const char         *topic,
                                          GBytes             *payload,
                                          guint               qos,
                                          gboolean            retained,
                                          DeskProperties     *properties,
                                          GError            **error);
void _desk_session_leave_bulk            (DeskSession        *self,
                                          DeskPublication    *publication);

/* desk-session-outbox.c */
guint64 _desk_session_expect_published   (DeskSession        *self,
                                          DeskPublication    *publication);
void _desk_session_send_queued           (DeskSession        *self);
void _desk_session_interrupt_publications (DeskSession       *self);
void _desk_session_on_published          (DeskSession        *self,
                                          guint64             token,
                                          gint64              when,
                                          gboolean            acknowledged,
                                          guint8              reason,
                                          const GError       *error);

/* desk-session-messages.c */
void _desk_session_expand_subscriptions  (DeskSession        *self);
void _desk_session_restore_subscriptions (DeskSession        *self);
void _desk_session_send_subscriptions    (DeskSession        *self);
void _desk_session_forget_subscriptions  (DeskSession        *self);
void _desk_session_on_subscribed         (DeskSession        *self,
                                          guint64             token,
                                          guint8              code,
                                          const GError       *error);
void _desk_session_on_unsubscribed       (DeskSession        *self,
                                          guint64             token,
                                          const GError       *error);
void _desk_session_on_subscriptions_changed (DeskSession     *self);
void _desk_session_on_grew               (DeskLog            *log,
                                          DeskSession        *self);
void _desk_session_take_counts           (DeskSession        *self);
void _desk_session_tick_rates            (DeskSession        *self);

/* desk-session-grants.c */
void     _desk_session_begin_grants      (DeskSession        *self);
gboolean _desk_session_is_granted        (DeskSession        *self,
                                          DeskSubscription   *subscription,
                                          guint              *granted_qos);
void     _desk_session_note_subscribing  (DeskSession        *self,
                                          DeskSubscription   *subscription);
void     _desk_session_note_granted      (DeskSession        *self,
                                          DeskSubscription   *subscription,
                                          guint               granted_qos);
void     _desk_session_note_unwanted     (DeskSession        *self,
                                          const char         *filter);
void     _desk_session_note_unsubscribed (DeskSession        *self,
                                          const char         *filter);
gboolean _desk_session_note_refuses_to_end (DeskSession      *self,
                                          const char         *filter);

/* Wipes and frees them. */
void _desk_session_forget_secrets (DeskSession *self);

G_END_DECLS
