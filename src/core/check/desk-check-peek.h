/* desk-check-peek.h: what kind of server listens at a port
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-check-run.h"

G_BEGIN_DECLS

/**
 * DeskCheckSpeech:
 * @DESK_SPEECH_UNKNOWN: it could not be reached, or nobody knows
 * @DESK_SPEECH_SILENT: it takes the connection and says nothing
 * @DESK_SPEECH_CLOSES: it takes the connection and closes it without a word
 * @DESK_SPEECH_MQTT: MQTT
 * @DESK_SPEECH_WEBSOCKET: MQTT inside of WebSocket
 * @DESK_SPEECH_HTTP: a web server
 * @DESK_SPEECH_TLS: TLS; what is inside was not asked
 * @DESK_SPEECH_OTHER: something else, which says something
 */
typedef enum
{
  DESK_SPEECH_UNKNOWN,
  DESK_SPEECH_SILENT,
  DESK_SPEECH_CLOSES,
  DESK_SPEECH_MQTT,
  DESK_SPEECH_WEBSOCKET,
  DESK_SPEECH_HTTP,
  DESK_SPEECH_TLS,
  DESK_SPEECH_OTHER,
} DeskCheckSpeech;

DeskCheckSpeech desk_check_peek (DeskCheckRun  *run,
                                 gboolean       secure,
                                 char         **words);

G_END_DECLS
