/* desk-session.h: a profile's connection, as the main thread sees it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log.h"
#include "desk-profile.h"
#include "desk-publication.h"
#include "desk-rate-history.h"
#include "desk-security.h"
#include "desk-server-limits.h"
#include "desk-subscription.h"
#include "desk-trace.h"

G_BEGIN_DECLS

/**
 * DeskTraffic:
 * @received: messages that the broker delivered
 * @received_bytes: bytes of their payloads
 * @sent: messages that we published and that were written to the connection
 * @sent_bytes: bytes of their payloads
 * @held_back: seconds for which reading was paused because the log could not
 *   keep up
 * @since: when this began, microseconds since 1970, UTC; 0: it has not
 *
 * What went over the connection.
 */
typedef struct
{
  guint64 received;
  guint64 received_bytes;
  guint64 sent;
  guint64 sent_bytes;
  double held_back;
  gint64 since;
} DeskTraffic;

/**
 * DeskTally:
 * @connection: what went over the connection; the last one, if there is none now
 * @total: what went over all connections since the session was made
 * @stored: of @total, how many messages are committed to the log
 * @waiting: how many wait for that
 * @connection_stored: of @connection, how many are committed
 * @connection_waiting: how many wait for that
 * @not_stored: how many the log could not keep; its events say why. Of which
 *   connection they were is not known
 * @overlapping: of those received and stored, how many match several subscriptions
 * @unmatched: how many match none
 *
 * The counters of a session. The messages received and sent are always as many
 * as those stored, waiting and not stored.
 */
typedef struct
{
  DeskTraffic connection;
  DeskTraffic total;
  guint64 stored;
  guint64 waiting;
  guint64 connection_stored;
  guint64 connection_waiting;
  guint64 not_stored;
  guint64 overlapping;
  guint64 unmatched;
} DeskTally;

#define DESK_TYPE_SESSION (desk_session_get_type ())
G_DECLARE_FINAL_TYPE (DeskSession, desk_session, DESK, SESSION, GObject)

/* Notified properties, read-only unless said: "profile" (DeskProfile), "log"
 * (DeskLog), "state" (int, DeskSessionState), "step" (int, DeskConnectStep),
 * "error" (GError boxed, nullable: why the last attempt or connection ended;
 * cleared by the next success; its code tells what to offer), "seconds-left"
 * (uint, while waiting), "client-id" (string: the one in use), "session-present"
 * (boolean), "connack" (DeskProperties boxed, nullable), "subscriptions" (GListModel of DeskSubscription), "publications"
 * (GListModel of DeskPublication, newest last: all that are not finished, and at
 * most 100 that are), "n-waiting" (uint: publications that wait for a
 * connection), "n-finished" (uint: publications that are done with), "n-received", "n-sent" (uint64), "rate" (double, received messages a second),
 * "silent-for" (uint, s since the last packet of the broker while connected),
 * "answer-late" (boolean: it owes us the answer to a PINGREQ),
 * "peer-address" (string, nullable: where the connection leads), "proxy" (string,
 * nullable: what is there instead of the broker), "security" (DeskSecurity boxed, nullable: how TLS protects the connection),
 * "log-error" (GError boxed, nullable: the log could not be opened, so there
 * is no connecting: DESK_ERROR_LOG_BUSY, _NEWER, …).
 *
 * Signal "backlog" (uint64): so many messages had waited in a session that the
 * broker kept, and have come. Signal "not-unsubscribed" (string, string): the
 * broker refused to end the subscription to this filter, for this reason.
 *
 * One method is one intention of a person; each is also right in a state in
 * which it has nothing to do. */

/* Opens the log in the background; @log_path NULL: the profile's own. */
DeskSession      *desk_session_new             (DeskProfile  *profile,
                                                const char   *log_path);
DeskProfile      *desk_session_get_profile     (DeskSession  *self);
DeskLog          *desk_session_get_log         (DeskSession  *self);
/* Of all connections of the session; off at first */
DeskTrace        *desk_session_get_trace       (DeskSession  *self);
DeskSessionState  desk_session_get_state       (DeskSession  *self);
DeskConnectStep   desk_session_get_step        (DeskSession  *self);
const GError     *desk_session_get_error       (DeskSession  *self);
DeskSecurity     *desk_session_get_security    (DeskSession  *self);
const char       *desk_session_get_peer_address (DeskSession *self);
const char       *desk_session_get_proxy       (DeskSession  *self);
const GError     *desk_session_get_log_error   (DeskSession  *self);
gboolean          desk_session_get_waits_for_log (DeskSession *self);
guint             desk_session_get_seconds_left (DeskSession *self);
const char       *desk_session_get_client_id   (DeskSession  *self);
gboolean          desk_session_get_session_present (DeskSession *self);
/* Properties of CONNACK while connected with MQTT 5 (nullable) */
DeskProperties   *desk_session_get_connack     (DeskSession  *self);
/* What may be asked of the broker; without a connection nothing is known. */
void              desk_session_get_limits      (DeskSession  *self,
                                                DeskServerLimits *limits);
GListModel       *desk_session_get_subscriptions (DeskSession *self);
GListModel       *desk_session_get_publications (DeskSession *self);
guint64           desk_session_get_n_received  (DeskSession  *self);
guint64           desk_session_get_n_sent      (DeskSession  *self);
double            desk_session_get_rate        (DeskSession  *self);
guint             desk_session_get_silent_for  (DeskSession  *self);
gboolean          desk_session_get_answer_late (DeskSession  *self);
void              desk_session_get_tally       (DeskSession  *self,
                                                DeskTally    *tally);
/* What was received in each of the last two minutes' seconds */
const DeskRateHistory *desk_session_get_history (DeskSession *self);

/* Has the log keep to the limits of the profile or, where it has none, to the
 * default ones; to be called when those have changed. */
void              desk_session_apply_retention (DeskSession  *self);

/* The password is kept in memory for reconnecting; NULL: none. */
void              desk_session_set_password    (DeskSession  *self,
                                                const char   *password);
void              desk_session_set_passphrase  (DeskSession  *self,
                                                const char   *passphrase);
void              desk_session_set_proxy_password (DeskSession *self,
                                                const char   *password);
void              desk_session_set_authentication (DeskSession *self,
                                                const char   *data);
void              desk_session_set_headers     (DeskSession  *self,
                                                const char   *headers);
void              desk_session_start           (DeskSession  *self);
void              desk_session_try_now         (DeskSession  *self);
/* Finds out whether the connection still works, or tries now to have one. */
void              desk_session_check_now       (DeskSession  *self);
/* The filter or topic because of which connecting was given up; (nullable) */
const char       *desk_session_get_suspect     (DeskSession  *self);
/* Drops the subscription or the message that is the suspect, and connects. */
void              desk_session_start_without_suspect (DeskSession *self);
/* Disconnects, or gives up waiting or connecting. */
void              desk_session_stop            (DeskSession  *self);
/* The same, but the broker publishes the last will. */
void              desk_session_stop_with_will  (DeskSession  *self);
/* Connects once more under a new random client ID. */
void              desk_session_start_as_new_client (DeskSession *self);
/* Disconnects cleanly, closes the log, ends the thread; then the callback. */
void              desk_session_close_async     (DeskSession  *self,
                                                GAsyncReadyCallback callback,
                                                gpointer      user_data);
gboolean          desk_session_close_finish    (DeskSession  *self,
                                                GAsyncResult *result,
                                                GError      **error);

gboolean          desk_session_check_filter      (DeskSession          *self,
                                                  const char           *filter,
                                                  GError              **error);
DeskSubscription *desk_session_subscribe_with  (DeskSession  *self,
                                                const char   *filter,
                                                const DeskSubscribeOptions *options,
                                                GError      **error);
/* Adding a filter that is there already changes its QoS. */
DeskSubscription *desk_session_subscribe       (DeskSession  *self,
                                                const char   *filter,
                                                guint         qos,
                                                GError      **error);
void              desk_session_unsubscribe     (DeskSession  *self,
                                                DeskSubscription *subscription);
/* The subscription whose colour a message on @topic carries: the first that
 * is not muted and matches. (nullable) */
DeskSubscription *desk_session_find_subscription (DeskSession *self,
                                                const char   *topic);
/* Without a connection it waits in the outbox for the next one. */
DeskPublication  *desk_session_publish         (DeskSession  *self,
                                                const char   *topic,
                                                GBytes       *payload,
                                                guint         qos,
                                                gboolean      retained,
                                                DeskProperties *properties,
                                                GError      **error);
guint             desk_session_get_n_waiting   (DeskSession  *self);
guint             desk_session_get_n_finished  (DeskSession  *self);
DeskPublication  *desk_session_find_publication (DeskSession *self,
                                                guint64       id);
gboolean          desk_session_cancel_publication (DeskSession *self,
                                                DeskPublication *publication);
gboolean          desk_session_hold_publication (DeskSession *self,
                                                DeskPublication *publication,
                                                gboolean      held);
gboolean          desk_session_revise_publication (DeskSession *self,
                                                DeskPublication *publication,
                                                const char   *topic,
                                                GBytes       *payload,
                                                guint         qos,
                                                gboolean      retained,
                                                DeskProperties *properties,
                                                GError      **error);
gboolean          desk_session_publish_again   (DeskSession  *self,
                                                DeskPublication *publication,
                                                GError      **error);
void              desk_session_clear_finished  (DeskSession  *self);

G_END_DECLS
