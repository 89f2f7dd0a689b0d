/* desk-device.h: one simulated device of the demo
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-properties.h"

G_BEGIN_DECLS

#define DESK_DEVICE_N_VALUES 6

typedef struct _DeskDevice DeskDevice;

/**
 * DeskDeviceType:
 * @client_id: its client ID
 * @version: what it speaks
 * @status_topic: holds "online" while it is connected, retained, and "offline"
 *   by its last will
 * @period: ms between two calls of @measure
 * @absence: s after which it loses its power for the first time; 0: never
 * @values: where its values begin
 * @connected: (nullable): publishes what it says once, when it comes up
 * @measure: moves its values on and publishes them
 *
 * What one kind of device does. A new one is one more in the table of
 * desk-demo-devices.c.
 */
typedef struct
{
  const char *client_id;
  DeskMqttVersion version;
  const char *status_topic;
  guint period;
  guint absence;
  double values[DESK_DEVICE_N_VALUES];
  void (*connected) (DeskDevice *device);
  void (*measure) (DeskDevice *device);
} DeskDeviceType;

extern const DeskDeviceType desk_demo_devices[];
extern const guint desk_demo_n_devices;

DeskDevice *desk_device_new      (const DeskDeviceType *type,
                                  guint16               port);
void        desk_device_free     (DeskDevice           *self);
void        desk_device_run      (DeskDevice           *self,
                                  gint64                now);
gboolean    desk_device_is_up    (DeskDevice           *self);

/* For its type's functions */
double     *desk_device_values   (DeskDevice           *self);
guint64     desk_device_count    (DeskDevice           *self);
gboolean    desk_device_chance   (DeskDevice           *self,
                                  double                probability);
double      desk_device_noise    (DeskDevice           *self,
                                  double                deviation);
double      desk_device_drift    (DeskDevice           *self,
                                  guint                 index,
                                  double                target,
                                  double                deviation);
void        desk_device_publish  (DeskDevice           *self,
                                  const char           *topic,
                                  GBytes               *payload,
                                  guint8                qos,
                                  gboolean              retained,
                                  DeskProperties       *properties);
void        desk_device_say      (DeskDevice           *self,
                                  const char           *topic,
                                  const char           *text,
                                  guint8                qos,
                                  gboolean              retained);

G_END_DECLS
