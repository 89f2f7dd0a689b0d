/* desk-reason.h: return codes and reason codes in words
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-error.h"
#include "desk-properties.h"
#include "desk-reason-name.h"

G_BEGIN_DECLS

/* What the codes of one packet mean, in words with advice; every code of
 * MQTT 3.1.1 (table 3.1) and MQTT 5.0 (table 2-6), and a fallback that shows
 * the number. @properties (nullable) are those of the packet: the broker's own
 * reason string and the server that it names come after our words, as they are
 * and escaped by the view. A code that is no refusal sets no error. */
void        desk_reason_connack     (DeskMqttVersion version,
                                     guint8          code,
                                     DeskProperties *properties,
                                     GError        **error);
void        desk_reason_suback      (DeskMqttVersion version,
                                     guint8          code,
                                     DeskProperties *properties,
                                     GError        **error);
/* PUBACK, PUBREC and PUBCOMP */
void        desk_reason_publish     (guint8          code,
                                     DeskProperties *properties,
                                     GError        **error);
void        desk_reason_unsuback    (guint8          code,
                                     DeskProperties *properties,
                                     GError        **error);
/* Every code is an error here, 0 too: the connection is over. */
void        desk_reason_disconnect  (guint8          code,
                                     DeskProperties *properties,
                                     GError        **error);
/* Whether trying again without a change can succeed. */
gboolean    desk_reason_may_retry   (const GError   *error);

G_END_DECLS
