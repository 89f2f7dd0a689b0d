/* fake-broker.h: a broker that answers as a test tells it to
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-packet.h"
#include "desk-types.h"

G_BEGIN_DECLS

/* It listens at a free port of 127.0.0.1 and runs in a thread of its own, so a
 * test may wait in its main context. Left alone it has good manners: it accepts
 * every CONNECT (MQTT 3.1 to 5), grants what SUBSCRIBE asks for, acknowledges
 * everything and closes at DISCONNECT; it delivers nothing by itself. */
typedef struct _FakeBroker FakeBroker;

FakeBroker *fake_broker_new               (void);
void        fake_broker_free              (FakeBroker     *self);
guint16     fake_broker_get_port          (FakeBroker     *self);

/* What follows on each packet of a type from now on: bytes in hex, spaces are
 * free; "ID" stands for the packet identifier that came, "!" closes. An empty
 * text is silence, NULL its good manners. */
void        fake_broker_set_answer        (FakeBroker     *self,
                                           DeskPacketType  type,
                                           const char     *answer);

/* What follows on CONNECT of one version, in the same way */
void        fake_broker_set_answer_to_version (FakeBroker     *self,
                                               DeskMqttVersion version,
                                               const char     *answer);

/* To the newest connection, once there is one; these block until all is sent,
 * and return FALSE if the connection ends before. */
gboolean    fake_broker_send              (FakeBroker     *self,
                                           gconstpointer   data,
                                           gsize           length);
gboolean    fake_broker_send_hex          (FakeBroker     *self,
                                           const char     *hex);
void        fake_broker_hang_up           (FakeBroker     *self);

/* Reads that many bytes more at most, of all connections together, and then
 * waits; -1: does not wait any more. */
void        fake_broker_set_appetite      (FakeBroker     *self,
                                           gssize          bytes);

/* Blocks until a packet of that type has come that was not waited for yet, for
 * 20 s at most, after which the test fails. Returns the whole packet. */
GBytes     *fake_broker_wait              (FakeBroker     *self,
                                           DeskPacketType  type);
/* How many came so far */
guint       fake_broker_count             (FakeBroker     *self,
                                           DeskPacketType  type);
guint       fake_broker_get_n_connections (FakeBroker     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeBroker, fake_broker_free)

G_END_DECLS
