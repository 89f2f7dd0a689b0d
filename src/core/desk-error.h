/* desk-error.h: the one error domain of the program
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DESK_ERROR (desk_error_quark ())

/**
 * DeskError:
 * @DESK_ERROR_FAILED: what has no better code
 * @DESK_ERROR_INVALID_TOPIC: a topic name breaks MQTT 5.0 section 4.7
 * @DESK_ERROR_INVALID_FILTER: a topic filter breaks MQTT 5.0 section 4.7
 * @DESK_ERROR_INVALID_URI: a broker address that cannot be understood
 * @DESK_ERROR_INVALID_PROFILE: a profile member has an impossible value
 * @DESK_ERROR_UNKNOWN_PROFILE: no profile of that name or id
 * @DESK_ERROR_BAD_QUERY: the filter line, or a time in it, has a mistake
 * @DESK_ERROR_RESOLVE: the host name has no address
 * @DESK_ERROR_REFUSED: nothing listens at that port
 * @DESK_ERROR_UNREACHABLE: no route to the host
 * @DESK_ERROR_PROXY: the proxy cannot be reached, or does not reach the broker
 * @DESK_ERROR_PROXY_AUTH: the proxy wants a user name and a password, or others
 * @DESK_ERROR_CERTIFICATE: the broker's certificate is not trusted
 * @DESK_ERROR_CLIENT_CERTIFICATE: the broker wants a certificate of ours, or ours cannot be used
 * @DESK_ERROR_PASSPHRASE: the key of our certificate wants another passphrase
 * @DESK_ERROR_TLS: there was no TLS handshake
 * @DESK_ERROR_WEBSOCKET: what listens there does not speak WebSocket for MQTT, or wants other headers
 * @DESK_ERROR_TIMEOUT: no CONNACK within the connect timeout
 * @DESK_ERROR_CLOSED: the broker closed the connection without a reason
 * @DESK_ERROR_KEEP_ALIVE: the broker did not answer PINGREQ
 * @DESK_ERROR_PROTOCOL: the broker sent what MQTT does not allow
 * @DESK_ERROR_PACKET_TOO_LARGE: a packet exceeds the maximum of this profile
 * @DESK_ERROR_BAD_VERSION: the broker does not speak this MQTT version
 * @DESK_ERROR_BAD_CLIENT_ID: the broker refuses the client ID
 * @DESK_ERROR_BAD_CREDENTIALS: user name or password are wrong
 * @DESK_ERROR_NOT_AUTHORIZED: the broker does not let this client in
 * @DESK_ERROR_SERVER_UNAVAILABLE: the broker is busy, shutting down or elsewhere
 * @DESK_ERROR_SERVER_MOVED: the broker is at another address for good
 * @DESK_ERROR_CONNECT_REFUSED: CONNACK with any other reason
 * @DESK_ERROR_SERVER_DISCONNECT: the broker sent DISCONNECT with a reason
 * @DESK_ERROR_CLIENT_ID_TAKEN: another client seems to use this client ID
 * @DESK_ERROR_SUBSCRIBE_LOOP: each connection ended soon after subscribing
 * @DESK_ERROR_PUBLISH_LOOP: each connection ended soon after publishing
 * @DESK_ERROR_NOT_CONNECTED: there is no connection to publish through
 * @DESK_ERROR_QUEUE_FULL: too much waits to be sent already
 * @DESK_ERROR_REFUSED_BY_BROKER: SUBACK or PUBACK carries a refusal
 * @DESK_ERROR_LOG_BUSY: another process writes this log
 * @DESK_ERROR_LOG_NEWER: the log was written by a newer version
 * @DESK_ERROR_LOG_DAMAGED: the file is not a log or is damaged
 * @DESK_ERROR_LOG_FULL: the disk is full
 * @DESK_ERROR_LOG_READ_ONLY: the log's folder cannot be written
 * @DESK_ERROR_NO_KEYRING: there is no keyring, or it is locked
 * @DESK_ERROR_NO_BROKER: Mosquitto is not installed
 * @DESK_ERROR_PORT_TAKEN: another program listens at that port
 * @DESK_ERROR_INVALID_MESSAGE: a message, above all its properties, cannot be sent as it is
 * @DESK_ERROR_PARTIAL: a search left out what was too much work
 */
typedef enum
{
  DESK_ERROR_FAILED,
  DESK_ERROR_INVALID_TOPIC,
  DESK_ERROR_INVALID_FILTER,
  DESK_ERROR_INVALID_URI,
  DESK_ERROR_INVALID_PROFILE,
  DESK_ERROR_UNKNOWN_PROFILE,
  DESK_ERROR_BAD_QUERY,
  DESK_ERROR_RESOLVE,
  DESK_ERROR_REFUSED,
  DESK_ERROR_UNREACHABLE,
  DESK_ERROR_PROXY,
  DESK_ERROR_PROXY_AUTH,
  DESK_ERROR_CERTIFICATE,
  DESK_ERROR_CLIENT_CERTIFICATE,
  DESK_ERROR_PASSPHRASE,
  DESK_ERROR_TLS,
  DESK_ERROR_WEBSOCKET,
  DESK_ERROR_TIMEOUT,
  DESK_ERROR_CLOSED,
  DESK_ERROR_KEEP_ALIVE,
  DESK_ERROR_PROTOCOL,
  DESK_ERROR_PACKET_TOO_LARGE,
  DESK_ERROR_BAD_VERSION,
  DESK_ERROR_BAD_CLIENT_ID,
  DESK_ERROR_BAD_CREDENTIALS,
  DESK_ERROR_NOT_AUTHORIZED,
  DESK_ERROR_SERVER_UNAVAILABLE,
  DESK_ERROR_SERVER_MOVED,
  DESK_ERROR_CONNECT_REFUSED,
  DESK_ERROR_SERVER_DISCONNECT,
  DESK_ERROR_CLIENT_ID_TAKEN,
  DESK_ERROR_SUBSCRIBE_LOOP,
  DESK_ERROR_PUBLISH_LOOP,
  DESK_ERROR_NOT_CONNECTED,
  DESK_ERROR_QUEUE_FULL,
  DESK_ERROR_REFUSED_BY_BROKER,
  DESK_ERROR_LOG_BUSY,
  DESK_ERROR_LOG_NEWER,
  DESK_ERROR_LOG_DAMAGED,
  DESK_ERROR_LOG_FULL,
  DESK_ERROR_LOG_READ_ONLY,
  DESK_ERROR_NO_KEYRING,
  DESK_ERROR_NO_BROKER,
  DESK_ERROR_PORT_TAKEN,
  DESK_ERROR_INVALID_MESSAGE,
  DESK_ERROR_PARTIAL,
} DeskError;

GQuark   desk_error_quark (void);
gboolean desk_fail        (GError    **error,
                           DeskError   code,
                           const char *format,
                           ...) G_GNUC_PRINTF (3, 4);
void        desk_error_set_fingerprint (GError       *error,
                                        const char   *fingerprint);
const char *desk_error_get_fingerprint (const GError *error);

G_END_DECLS
