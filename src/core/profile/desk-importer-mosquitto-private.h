/* desk-importer-mosquitto-private.h: what the two files of this importer share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-importer.h"

G_BEGIN_DECLS

typedef struct
{
  DeskProfileDraft *draft;
  gboolean publishes;   /* topics are for publishing */
  const char *host;     /* (nullable) */
  const char *qos;      /* (nullable) */
  GPtrArray *topics;    /* (unowned) of unowned */
  GStringChunk *kept;   /* (unowned): what came out of an address */
  gint64 port;          /* 0: none given */
  gboolean tls;
  gboolean websocket;
  const char *websocket_path; /* (nullable) */
  const char *will_topic;   /* (nullable) */
  const char *will_payload; /* (nullable) */
  const char *will_qos;     /* (nullable) */
  gboolean will_retained;
  GArray *properties;       /* (unowned): DeskMosquittoProperty, of CONNECT and of the will */
  const char *unix_path; /* (nullable) */
} DeskMosquittoReading;

typedef struct
{
  gboolean of_will;
  DeskProperty property; /* its texts are not owned */
} DeskMosquittoProperty;

gint64   _desk_mosquitto_to_number      (const char           *value);
gboolean _desk_mosquitto_is_option      (const char           *argument);
void     _desk_mosquitto_take_arguments (DeskMosquittoReading *self,
                                         char                **arguments);

G_END_DECLS
