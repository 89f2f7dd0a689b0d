/* desk-check-client.h: a client of the connection check
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-check-run.h"

G_BEGIN_DECLS

/* The client of every connection, whose answers a step waits for. */
DeskCheckClient *desk_check_client_new         (DeskCheckRun       *run);
void             desk_check_client_free        (DeskCheckClient    *self);
gboolean         desk_check_client_connect     (DeskCheckClient    *self,
                                                DeskMqttVersion     version,
                                                const char         *client_id,
                                                GError            **error);
gboolean         desk_check_client_subscribe   (DeskCheckClient    *self,
                                                const char         *filter,
                                                GError            **error);
gboolean         desk_check_client_publish     (DeskCheckClient    *self,
                                                const char         *topic,
                                                const char         *text,
                                                GError            **error);
gboolean         desk_check_client_wait_message (DeskCheckClient   *self,
                                                guint               timeout);
gboolean         desk_check_client_wait_lost   (DeskCheckClient    *self,
                                                guint               timeout,
                                                GError            **error);
void             desk_check_client_leave       (DeskCheckClient    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskCheckClient, desk_check_client_free)

G_END_DECLS
