/* desk-types.h: forward declarations and the enumerations that rooms share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _DeskBatch DeskBatch;
typedef struct _DeskMessage DeskMessage;
typedef struct _DeskProperties DeskProperties;
typedef struct _DeskLog DeskLog;
typedef struct _DeskProfile DeskProfile;
typedef struct _DeskProfileStore DeskProfileStore;
typedef struct _DeskSession DeskSession;
typedef struct _DeskSubscription DeskSubscription;
typedef struct _DeskPublication DeskPublication;

/**
 * DeskMqttVersion:
 * @DESK_MQTT_3_1: MQTT 3.1, protocol level 3
 * @DESK_MQTT_3_1_1: MQTT 3.1.1, protocol level 4
 * @DESK_MQTT_5: MQTT 5.0, protocol level 5
 *
 * A protocol version; the value is the protocol level that CONNECT carries
 * (MQTT 5.0 section 3.1.2.2).
 */
typedef enum
{
  DESK_MQTT_3_1 = 3,
  DESK_MQTT_3_1_1 = 4,
  DESK_MQTT_5 = 5,
} DeskMqttVersion;

/**
 * DeskMessageFlags:
 *
 * What the `flags` column of a log and a record in memory say of a message:
 * bits 0 and 1 are its QoS.
 */
typedef enum
{
  DESK_MESSAGE_QOS_MASK = 3,
  DESK_MESSAGE_RETAINED = 1 << 2,
  DESK_MESSAGE_OUTGOING = 1 << 3,
  DESK_MESSAGE_DUPLICATE = 1 << 4,
} DeskMessageFlags;

/**
 * DeskConnectStep:
 *
 * How far a connection attempt has come, in this order; a step that a kind
 * of connection does not have is passed over.
 */
typedef enum
{
  DESK_STEP_NONE,
  DESK_STEP_RESOLVING,
  DESK_STEP_CONNECTING,
  DESK_STEP_PROXY,
  DESK_STEP_TLS,
  DESK_STEP_WEBSOCKET,
  DESK_STEP_CONNACK,
} DeskConnectStep;

/**
 * DeskSessionState:
 * @DESK_SESSION_DISCONNECTED: no connection, and none will be tried
 * @DESK_SESSION_CONNECTING: an attempt runs; its step says how far it is
 * @DESK_SESSION_CONNECTED: the broker accepted the connection
 * @DESK_SESSION_WAITING: the next attempt comes when the seconds left are over
 * @DESK_SESSION_DISCONNECTING: DISCONNECT is on its way
 */
typedef enum
{
  DESK_SESSION_DISCONNECTED,
  DESK_SESSION_CONNECTING,
  DESK_SESSION_CONNECTED,
  DESK_SESSION_WAITING,
  DESK_SESSION_DISCONNECTING,
} DeskSessionState;

G_END_DECLS
