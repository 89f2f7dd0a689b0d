/* desk-mosquitto-source.h: drives one libmosquitto handle from any GMainContext
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <mosquitto.h>

G_BEGIN_DECLS

/**
 * DeskMosquittoLostFunc:
 * @rc: what the library returned, or MOSQ_ERR_SUCCESS if it only closed its socket
 * @saved_errno: errno of that moment, meaningful for MOSQ_ERR_ERRNO
 * @user_data: what was given with the function
 *
 * The handle has no connection any more. Called once for each time the source
 * saw a socket; not called from inside a library callback, so the handle may be
 * destroyed here (after the source).
 */
typedef void (*DeskMosquittoLostFunc) (int rc, int saved_errno, gpointer user_data);

/* The source does not own the handle, and the handle must outlive it or be
 * destroyed in the same turn. */
GSource *desk_mosquitto_source_new      (struct mosquitto     *mosq);
void     desk_mosquitto_source_set_lost (GSource              *source,
                                         DeskMosquittoLostFunc func,
                                         gpointer              user_data,
                                         GDestroyNotify        destroy);
/* Looks at the handle's socket now, e.g. after mosquitto_connect(). */
void     desk_mosquitto_source_wake     (GSource              *source);
/* Housekeeping sends PINGREQ when it is due, and gives a connection up on which
 * one was not answered. Who knows better whether the broker lives switches it
 * off and does so himself. */
void     desk_mosquitto_source_set_housekeeping (GSource      *source,
                                                 gboolean      enabled);

G_END_DECLS
