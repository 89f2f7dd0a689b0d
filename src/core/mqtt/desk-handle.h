/* desk-handle.h: makes libmosquitto handles and speaks their language
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <mosquitto.h>

#include "desk-client.h"

G_BEGIN_DECLS

/* MQTT 5.0 section 1.5.5: what a packet may hold after its fixed header */
#define DESK_REMAINING_MAX 268435455u

struct mosquitto *desk_handle_new        (const DeskConnectOptions *options,
                                          gpointer                  user_data,
                                          GError                  **error);
int               desk_handle_connect    (struct mosquitto         *handle,
                                          const DeskConnectOptions *options,
                                          const char               *path);
int               desk_handle_publish    (struct mosquitto         *handle,
                                          const char               *topic,
                                          GBytes                   *payload,
                                          guint8                    qos,
                                          gboolean                  retained,
                                          DeskProperties           *properties,
                                          guint16                  *packet_id);
int               desk_handle_subscribe  (struct mosquitto         *handle,
                                          const char               *filter,
                                          const DeskSubscribeOptions *options,
                                          int                      *packet_id);
void              desk_handle_explain    (int                       rc,
                                          int                       saved_errno,
                                          GError                  **error);

G_END_DECLS
