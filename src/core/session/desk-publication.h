/* desk-publication.h: one message that a person published and what became of it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/**
 * DeskPublicationState:
 * @DESK_PUBLICATION_QUEUED: it waits for a connection, and can be changed
 * @DESK_PUBLICATION_PENDING: handed to the network thread
 * @DESK_PUBLICATION_INTERRUPTED: the connection was lost before the broker
 *   acknowledged it; it is sent again, with DUP, if the broker still knows the
 *   session at the next connect (MQTT 5.0 section 4.4)
 * @DESK_PUBLICATION_SENT: QoS 0 and written to the network; that is all there is to know
 * @DESK_PUBLICATION_ACKNOWLEDGED: PUBACK or PUBCOMP came
 * @DESK_PUBLICATION_FAILED: refused, or the connection was lost first; see the error
 * @DESK_PUBLICATION_CANCELLED: the person did not want it sent any more
 *
 * From @DESK_PUBLICATION_SENT on it is finished.
 */
typedef enum
{
  DESK_PUBLICATION_QUEUED,
  DESK_PUBLICATION_PENDING,
  DESK_PUBLICATION_INTERRUPTED,
  DESK_PUBLICATION_SENT,
  DESK_PUBLICATION_ACKNOWLEDGED,
  DESK_PUBLICATION_FAILED,
  DESK_PUBLICATION_CANCELLED,
} DeskPublicationState;

#define DESK_TYPE_PUBLICATION (desk_publication_get_type ())
G_DECLARE_FINAL_TYPE (DeskPublication, desk_publication, DESK, PUBLICATION, GObject)

/* Notified properties: "id" (uint64, the higher the later), "topic", "qos"
 * (uint), "retained" (boolean), "size" (uint64, payload bytes), "state" (int,
 * DeskPublicationState), "held" (boolean: queued, but not to be sent while
 * somebody changes it), "latency" (int64, µs from sending to acknowledgement; 0
 * before), "no-subscribers" (boolean: MQTT 5 reason 0x10), "error" (GError
 * boxed, nullable). */

guint64              desk_publication_get_id             (DeskPublication *self);
gint64               desk_publication_get_time           (DeskPublication *self);
const char          *desk_publication_get_topic          (DeskPublication *self);
GBytes              *desk_publication_get_payload        (DeskPublication *self);
DeskProperties      *desk_publication_get_properties     (DeskPublication *self);
guint                desk_publication_get_qos            (DeskPublication *self);
gboolean             desk_publication_get_retained       (DeskPublication *self);
gsize                desk_publication_get_size           (DeskPublication *self);
DeskPublicationState desk_publication_get_state          (DeskPublication *self);
gboolean             desk_publication_is_finished        (DeskPublication *self);
gboolean             desk_publication_get_held           (DeskPublication *self);
gint64               desk_publication_get_latency        (DeskPublication *self);
gboolean             desk_publication_get_no_subscribers (DeskPublication *self);
const GError        *desk_publication_get_error          (DeskPublication *self);

G_END_DECLS
