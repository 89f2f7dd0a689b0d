/* desk-broker.h: a Mosquitto broker of our own on this machine
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

#define DESK_TYPE_BROKER (desk_broker_get_type ())
G_DECLARE_FINAL_TYPE (DeskBroker, desk_broker, DESK, BROKER, GObject)

/* Property "running" (boolean, notified): it accepts connections.
 *
 * Signal "ended" (GError): it ended by itself after it ran; not after
 * desk_broker_stop().
 *
 * Its process lives no longer than the thread that calls
 * desk_broker_start_async(), so let that be the main thread. */

DeskBroker *desk_broker_new          (void);
/* @port 0: any free one. Errors: DESK_ERROR_NO_BROKER, DESK_ERROR_PORT_TAKEN,
 * DESK_ERROR_FAILED, G_IO_ERROR_CANCELLED. */
void        desk_broker_start_async  (DeskBroker          *self,
                                      guint16              port,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
gboolean    desk_broker_start_finish (DeskBroker          *self,
                                      GAsyncResult        *result,
                                      GError             **error);
guint16     desk_broker_get_port     (DeskBroker          *self);
gboolean    desk_broker_get_running  (DeskBroker          *self);
void        desk_broker_stop         (DeskBroker          *self);

G_END_DECLS
