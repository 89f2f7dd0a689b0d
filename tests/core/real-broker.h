/* real-broker.h: a Mosquitto for tests
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* It listens at a free port of 127.0.0.1, lets everybody in and has a temporary
 * folder of its own. It ends with the thread that starts it, at the latest. */
typedef struct _RealBroker RealBroker;

/* @config: (nullable): more lines of mosquitto.conf */
RealBroker *real_broker_new      (const char *config);
/* Also with a listener for WebSocket, to which @config belongs */
RealBroker *real_broker_new_with_websocket (const char *config);
void        real_broker_free     (RealBroker *self);
guint16     real_broker_get_port (RealBroker *self);
guint16     real_broker_get_websocket_port (RealBroker *self);
/* A path in its folder, e.g. for a file that @config names */
const char *real_broker_get_folder (RealBroker *self);
/* Kills it; real_broker_start() starts it again at the same port. */
void        real_broker_stop     (RealBroker *self);
void        real_broker_start    (RealBroker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RealBroker, real_broker_free)

G_END_DECLS
