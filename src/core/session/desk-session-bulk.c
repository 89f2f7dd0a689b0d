/* desk-session-bulk.c: many messages of a file, published through a session
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-session"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-session-private.h"
#include "desk-topic.h"

/* They are in no list, and wait for nothing: who publishes them keeps account of
 * them. Their room is their own, so a person's outbox is as large as ever beside
 * them, and the client's bounds are never met: what is counted out there is
 * counted out here a little later. */

static gboolean
check_room (DeskSession *self, gsize cost, GError **error)
{
  if (self->n_bulk == 0
      || (self->n_bulk < DESK_OUTBOX_MAX_LENGTH && self->bulk_cost + cost <= DESK_OUTBOX_MAX_SIZE))
    return TRUE;

  return desk_fail (error, DESK_ERROR_QUEUE_FULL, _ ("The broker has yet to acknowledge what it was sent before."));
}

/* Publishes now or not at all. @error: DESK_ERROR_INVALID_TOPIC,
 * DESK_ERROR_NOT_CONNECTED; DESK_ERROR_QUEUE_FULL: there will be room later.
 * Returns: (transfer full) (nullable) */
DeskPublication *
_desk_session_publish_at_once (DeskSession    *self,
                               const char     *topic,
                               GBytes         *payload,
                               guint           qos,
                               gboolean        retained,
                               DeskProperties *properties,
                               GError        **error)
{
  g_autoptr (DeskPublication) publication = NULL;
  gsize cost;

  if (!desk_topic_check (topic, error))
    return NULL;
  if (self->state != DESK_SESSION_CONNECTED || self->client == NULL)
    {
      desk_fail (error, DESK_ERROR_NOT_CONNECTED, _ ("Not published: there is no connection. Connect first."));
      return NULL;
    }
  publication = _desk_publication_new (topic, payload, qos, retained, properties);
  cost = _desk_publication_get_cost (publication);
  if (!check_room (self, cost, error))
    return NULL;

  self->n_bulk++;
  self->bulk_cost += cost;
  _desk_publication_set_state (publication, DESK_PUBLICATION_PENDING);
  desk_client_publish_in_bulk (self->client, _desk_session_expect_published (self, publication), topic, payload,
                               (guint8) qos, retained, properties);

  return g_steal_pointer (&publication);
}

/* What became of it is known. */
void
_desk_session_leave_bulk (DeskSession *self, DeskPublication *publication)
{
  self->n_bulk--;
  self->bulk_cost -= _desk_publication_get_cost (publication);
}
