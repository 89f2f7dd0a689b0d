/* desk-demo.h: a broker with simulated devices, to look around in
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

#define DESK_TYPE_DEMO (desk_demo_get_type ())
G_DECLARE_FINAL_TYPE (DeskDemo, desk_demo, DESK, DEMO, GObject)

/* Signal "ended" (GError): its broker ended by itself after the start; not
 * after desk_demo_stop(). Start it in the main thread: see DeskBroker. */

DeskDemo *desk_demo_new          (void);
/* Done when every device is connected. Errors: those of DeskBroker. */
void      desk_demo_start_async  (DeskDemo            *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
gboolean  desk_demo_start_finish (DeskDemo            *self,
                                  GAsyncResult        *result,
                                  GError             **error);
/* The port on 127.0.0.1; 0 before the start. */
guint16   desk_demo_get_port     (DeskDemo            *self);
/* Ends devices and broker; also done when the demo is freed. */
void      desk_demo_stop         (DeskDemo            *self);

G_END_DECLS
