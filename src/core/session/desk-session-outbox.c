/* desk-session-outbox.c: what a person published, until it has been sent, and a while longer
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-session"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-session-private.h"
#include "desk-topic.h"

#define FINISHED_KEPT 100
#define REASON_NO_SUBSCRIBERS 0x10

/*            connect          written, acknowledged
 *   QUEUED ──────────► PENDING ──────────────────────► SENT, ACKNOWLEDGED
 *    ▲ │ ▲  not written │  │ ▲                         FAILED: refused, or written in a session that is
 *    │ │ └──────────────┘  │ │ the session goes on             gone and not acknowledged
 *    │ │ cancel       loss ▼ │
 *    │ ▼             INTERRUPTED ──► QUEUED or FAILED: the session does not go on
 *   CANCELLED (and FAILED): again
 *
 * A message that was never written goes out with the next connection. One that
 * was is sent again by the library, with DUP, and only in the session that it
 * belongs to; in a new session the broker could not know that it is the same. */

static guint
get_n_publications (DeskSession *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->publications));
}

/* Returns: (transfer full) */
static DeskPublication *
get_publication (DeskSession *self, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->publications), position);
}

static gboolean
waits (DeskPublication *publication)
{
  DeskPublicationState state = desk_publication_get_state (publication);

  return state == DESK_PUBLICATION_QUEUED || state == DESK_PUBLICATION_INTERRUPTED;
}

/* Counts a listed publication in or out, around every change of it. */
static void
count (DeskSession *self, DeskPublication *publication, int sign)
{
  gsize cost = _desk_publication_get_cost (publication);

  if (desk_publication_is_finished (publication))
    {
      self->n_finished += (guint) sign;
      self->finished_cost += (gsize) sign * cost;
    }
  else
    {
      self->n_unfinished += (guint) sign;
      self->unfinished_cost += (gsize) sign * cost;
    }
  if (waits (publication))
    self->n_waiting += (guint) sign;
}

/* Says what has changed about the numbers since it was last called. */
static void
tell (DeskSession *self)
{
  gboolean waiting = self->n_waiting != self->n_waiting_told;
  gboolean finished = self->n_finished != self->n_finished_told;

  self->n_waiting_told = self->n_waiting;
  self->n_finished_told = self->n_finished;
  if (waiting)
    _desk_session_notify (self, SESSION_PROP_N_WAITING);
  if (finished)
    _desk_session_notify (self, SESSION_PROP_N_FINISHED);
}

/* Payloads of what has arrived, the oldest first: what is left tells what became of it. */
static void
trim_payloads (DeskSession *self)
{
  for (guint i = 0; i < get_n_publications (self) && self->finished_cost > DESK_OUTBOX_MAX_SIZE; i++)
    {
      g_autoptr (DeskPublication) publication = get_publication (self, i);

      count (self, publication, -1);
      _desk_publication_let_payload_go (publication);
      count (self, publication, 1);
    }
}

/* The oldest of those that are finished go first. */
static void
trim_finished (DeskSession *self)
{
  guint position = 0;

  trim_payloads (self);
  while (self->n_finished > FINISHED_KEPT || self->finished_cost > DESK_OUTBOX_MAX_SIZE)
    {
      g_autoptr (DeskPublication) publication = get_publication (self, position);

      if (!desk_publication_is_finished (publication))
        {
          position++;
          continue;
        }
      count (self, publication, -1);
      g_list_store_remove (self->publications, position);
    }
}

static void
set_state (DeskSession *self, DeskPublication *publication, DeskPublicationState state)
{
  count (self, publication, -1);
  _desk_publication_set_state (publication, state);
  count (self, publication, 1);
  tell (self);
}

/* Who hears that it is finished may look for it in the list, so that is trimmed before. */
static void
finish (DeskSession     *self,
        DeskPublication *publication,
        gint64           when,
        gboolean         acknowledged,
        guint8           reason,
        const GError    *error)
{
  gboolean listed = _desk_publication_get_listed (publication);

  if (listed)
    count (self, publication, -1);
  _desk_publication_finish (publication, when, acknowledged, reason == REASON_NO_SUBSCRIBERS, error);
  if (listed)
    {
      count (self, publication, 1);
      trim_finished (self);
      tell (self);
    }
}

static void
list (DeskSession *self, DeskPublication *publication)
{
  _desk_publication_set_listed (publication, TRUE);
  _desk_publication_set_id (publication, ++self->last_token);
  _desk_publication_set_unwanted (publication, FALSE);
  count (self, publication, 1);
  g_list_store_append (self->publications, publication);
}

static gboolean
check_room (DeskSession *self, gsize cost, GError **error)
{
  g_autofree char *size = NULL;

  if (self->n_unfinished == 0
      || (self->n_unfinished < DESK_OUTBOX_MAX_LENGTH && self->unfinished_cost + cost <= DESK_OUTBOX_MAX_SIZE))
    return TRUE;

  size = g_format_size_full (DESK_OUTBOX_MAX_SIZE, G_FORMAT_SIZE_IEC_UNITS);

  return desk_fail (error, DESK_ERROR_QUEUE_FULL,
                    _ ("The outbox is full: at most %'u messages, or %s, wait to be sent or acknowledged. Connect, "
                       "or cancel some of them."),
                    DESK_OUTBOX_MAX_LENGTH, size);
}

/* Returns: the token that the answer comes with */
guint64
_desk_session_expect_published (DeskSession *self, DeskPublication *publication)
{
  guint64 token = ++self->last_token;

  g_hash_table_insert (self->publishing, g_memdup2 (&token, sizeof token), g_object_ref (publication));
  self->published_at = g_get_monotonic_time ();

  return token;
}

static void
hand_on (DeskSession *self, DeskPublication *publication)
{
  guint64 token = _desk_session_expect_published (self, publication);

  desk_client_publish (self->client, token, desk_publication_get_topic (publication),
                       desk_publication_get_payload (publication), (guint8) desk_publication_get_qos (publication),
                       desk_publication_get_retained (publication), desk_publication_get_properties (publication));
}

static void
send_if_connected (DeskSession *self, DeskPublication *publication)
{
  if (self->state != DESK_SESSION_CONNECTED || self->client == NULL || desk_publication_get_held (publication))
    return;

  set_state (self, publication, DESK_PUBLICATION_PENDING);
  hand_on (self, publication);
}

/**
 * desk_session_publish:
 * @self: a session
 * @topic: a topic name
 * @payload: the payload; a reference is taken
 * @qos: 0 to 2
 * @retained: whether the broker keeps it for later subscribers
 * @properties: (nullable): MQTT 5 properties, in the order of the wire
 * @error: %DESK_ERROR_INVALID_TOPIC, %DESK_ERROR_QUEUE_FULL
 *
 * Publishes a message, or has it wait for the next connection; what becomes of
 * it shows in the publication. At most %DESK_OUTBOX_MAX_LENGTH messages, or
 * %DESK_OUTBOX_MAX_SIZE bytes beyond the first, wait or are on their way.
 *
 * Returns: (transfer none) (nullable): the publication, or %NULL with @error set
 */
DeskPublication *
desk_session_publish (DeskSession    *self,
                      const char     *topic,
                      GBytes         *payload,
                      guint           qos,
                      gboolean        retained,
                      DeskProperties *properties,
                      GError        **error)
{
  g_autoptr (DeskPublication) publication = NULL;

  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  g_return_val_if_fail (topic != NULL && payload != NULL && qos <= 2, NULL);

  if (!desk_topic_check (topic, error))
    return NULL;
  publication = _desk_publication_new (topic, payload, qos, retained, properties);
  if (!check_room (self, _desk_publication_get_cost (publication), error))
    return NULL;

  if (self->state == DESK_SESSION_CONNECTED && self->client != NULL)
    _desk_publication_set_state (publication, DESK_PUBLICATION_PENDING);
  list (self, publication);
  if (desk_publication_get_state (publication) == DESK_PUBLICATION_PENDING)
    hand_on (self, publication);
  tell (self);

  return publication;
}

/* After CONNACK: what waited goes out in its order, and what was on its way is
 * sent again by the library in a session that goes on. */
void
_desk_session_send_queued (DeskSession *self)
{
  for (guint i = 0; i < get_n_publications (self); i++)
    {
      g_autoptr (DeskPublication) publication = get_publication (self, i);

      if (desk_publication_get_state (publication) == DESK_PUBLICATION_QUEUED)
        send_if_connected (self, publication);
      else if (desk_publication_get_state (publication) == DESK_PUBLICATION_INTERRUPTED)
        {
          set_state (self, publication, DESK_PUBLICATION_PENDING);
          self->published_at = g_get_monotonic_time ();
        }
    }
}

/* After a loss: what got no answer yet may get it in the next connection. */
void
_desk_session_interrupt_publications (DeskSession *self)
{
  for (guint i = 0; i < get_n_publications (self); i++)
    {
      g_autoptr (DeskPublication) publication = get_publication (self, i);

      if (desk_publication_get_state (publication) == DESK_PUBLICATION_PENDING)
        {
          set_state (self, publication, DESK_PUBLICATION_INTERRUPTED);
          _desk_session_suspect_topic (self, desk_publication_get_topic (publication));
        }
    }
}

void
_desk_session_on_published (DeskSession  *self,
                            guint64       token,
                            gint64        when,
                            gboolean      acknowledged,
                            guint8        reason,
                            const GError *error)
{
  g_autoptr (DeskPublication) publication = NULL;
  gpointer key = NULL;
  gpointer value = NULL;

  if (!g_hash_table_steal_extended (self->publishing, &token, &key, &value))
    return;

  g_free (key);
  publication = value;
  if (!_desk_publication_get_listed (publication))
    _desk_session_leave_bulk (self, publication);
  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_CLOSED))
    _desk_session_suspect_topic (self, desk_publication_get_topic (publication));
  else if (error == NULL && !acknowledged)
    _desk_session_note_sent (self, desk_publication_get_topic (publication));
  /* It was never written, so it can go out once yet. */
  if (_desk_publication_get_listed (publication)
      && g_error_matches (error, DESK_ERROR, DESK_ERROR_NOT_CONNECTED))
    set_state (self, publication,
               _desk_publication_get_unwanted (publication) ? DESK_PUBLICATION_CANCELLED
                                                            : DESK_PUBLICATION_QUEUED);
  else
    finish (self, publication, when, acknowledged, reason, error);
}

/**
 * desk_session_get_n_waiting:
 * @self: a session
 *
 * Returns: how many publications wait for a connection: queued or interrupted
 */
guint
desk_session_get_n_waiting (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), 0);

  return self->n_waiting;
}

/**
 * desk_session_get_n_finished:
 * @self: a session
 *
 * Returns: how many publications of the list are done with
 */
guint
desk_session_get_n_finished (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), 0);

  return self->n_finished;
}

/**
 * desk_session_find_publication:
 * @self: a session
 * @id: the number of a publication
 *
 * Returns: (transfer none) (nullable): the publication, or %NULL if it is not
 *   in the list any more
 */
DeskPublication *
desk_session_find_publication (DeskSession *self, guint64 id)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);

  for (guint i = 0; i < get_n_publications (self); i++)
    {
      g_autoptr (DeskPublication) publication = get_publication (self, i);

      if (desk_publication_get_id (publication) == id)
        return publication;
    }

  return NULL;
}

/**
 * desk_session_cancel_publication:
 * @self: a session
 * @publication: one of its publications
 *
 * Has a queued message not sent. One that is interrupted is given up, if there
 * is no connection, and with it all that are: the library can only forget them
 * together. Those that were written may have arrived and fail; the others wait
 * again.
 *
 * Returns: whether it was queued, or is given up
 */
gboolean
desk_session_cancel_publication (DeskSession *self, DeskPublication *publication)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), FALSE);
  g_return_val_if_fail (DESK_IS_PUBLICATION (publication), FALSE);

  switch (desk_publication_get_state (publication))
    {
    case DESK_PUBLICATION_QUEUED:
      _desk_publication_set_held (publication, FALSE);
      set_state (self, publication, DESK_PUBLICATION_CANCELLED);
      trim_finished (self);
      tell (self);
      return TRUE;

    case DESK_PUBLICATION_INTERRUPTED:
      if (self->client == NULL
          || (self->state != DESK_SESSION_DISCONNECTED && self->state != DESK_SESSION_WAITING))
        return FALSE;
      _desk_publication_set_unwanted (publication, TRUE);
      desk_client_forget_session (self->client);
      return TRUE;

    case DESK_PUBLICATION_PENDING:
    case DESK_PUBLICATION_SENT:
    case DESK_PUBLICATION_ACKNOWLEDGED:
    case DESK_PUBLICATION_FAILED:
    case DESK_PUBLICATION_CANCELLED:
    default:
      return FALSE;
    }
}

/**
 * desk_session_hold_publication:
 * @self: a session
 * @publication: one of its publications
 * @held: whether it is to wait whatever happens
 *
 * Keeps a queued message from being sent while somebody changes it.
 *
 * Returns: whether it is queued
 */
gboolean
desk_session_hold_publication (DeskSession *self, DeskPublication *publication, gboolean held)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), FALSE);
  g_return_val_if_fail (DESK_IS_PUBLICATION (publication), FALSE);

  if (desk_publication_get_state (publication) != DESK_PUBLICATION_QUEUED)
    return FALSE;

  _desk_publication_set_held (publication, held);
  send_if_connected (self, publication);

  return TRUE;
}

/**
 * desk_session_revise_publication:
 * @self: a session
 * @publication: one of its publications
 * @topic: the new topic name
 * @payload: the new payload; a reference is taken
 * @qos: 0 to 2
 * @retained: whether the broker keeps it for later subscribers
 * @properties: (nullable): MQTT 5 properties, in the order of the wire
 * @error: %DESK_ERROR_INVALID_TOPIC, %DESK_ERROR_QUEUE_FULL; %DESK_ERROR_FAILED
 *   if it is not queued any more
 *
 * Changes a queued message, which keeps its place and is held no more.
 *
 * Returns: whether it is changed
 */
gboolean
desk_session_revise_publication (DeskSession     *self,
                                 DeskPublication *publication,
                                 const char      *topic,
                                 GBytes          *payload,
                                 guint            qos,
                                 gboolean         retained,
                                 DeskProperties  *properties,
                                 GError         **error)
{
  gboolean fits;

  g_return_val_if_fail (DESK_IS_SESSION (self), FALSE);
  g_return_val_if_fail (DESK_IS_PUBLICATION (publication), FALSE);
  g_return_val_if_fail (topic != NULL && payload != NULL && qos <= 2, FALSE);

  if (desk_publication_get_state (publication) != DESK_PUBLICATION_QUEUED)
    return desk_fail (error, DESK_ERROR_FAILED, _ ("The message does not wait any more, so it cannot be changed."));
  if (!desk_topic_check (topic, error))
    return FALSE;

  count (self, publication, -1);
  fits = check_room (self, strlen (topic) + g_bytes_get_size (payload), error);
  if (fits)
    _desk_publication_revise (publication, topic, payload, qos, retained, properties);
  count (self, publication, 1);
  if (fits)
    desk_session_hold_publication (self, publication, FALSE);

  return fits;
}

/**
 * desk_session_publish_again:
 * @self: a session
 * @publication: one of its publications that failed or was cancelled
 * @error: %DESK_ERROR_QUEUE_FULL
 *
 * Publishes it once more, as the newest one.
 *
 * Returns: whether it waits or is on its way
 */
gboolean
desk_session_publish_again (DeskSession *self, DeskPublication *publication, GError **error)
{
  g_autoptr (DeskPublication) kept = g_object_ref (publication);
  DeskPublicationState state;
  guint position;

  g_return_val_if_fail (DESK_IS_SESSION (self), FALSE);
  g_return_val_if_fail (DESK_IS_PUBLICATION (publication), FALSE);

  state = desk_publication_get_state (publication);
  if ((state != DESK_PUBLICATION_FAILED && state != DESK_PUBLICATION_CANCELLED)
      || !g_list_store_find (self->publications, publication, &position))
    return desk_fail (error, DESK_ERROR_FAILED, _ ("The message is gone from the outbox. Publish it anew."));
  if (!check_room (self, _desk_publication_get_cost (publication), error))
    return FALSE;

  count (self, publication, -1);
  g_list_store_remove (self->publications, position);
  _desk_publication_set_state (publication, DESK_PUBLICATION_QUEUED);
  list (self, publication);
  tell (self);
  send_if_connected (self, publication);

  return TRUE;
}

/**
 * desk_session_clear_finished:
 * @self: a session
 *
 * Takes everything off the list that is done with, also what failed.
 */
void
desk_session_clear_finished (DeskSession *self)
{
  g_return_if_fail (DESK_IS_SESSION (self));

  for (guint i = get_n_publications (self); i > 0; i--)
    {
      g_autoptr (DeskPublication) publication = get_publication (self, i - 1);

      if (!desk_publication_is_finished (publication))
        continue;
      count (self, publication, -1);
      g_list_store_remove (self->publications, i - 1);
    }
  tell (self);
}
