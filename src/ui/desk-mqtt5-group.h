/* desk-mqtt5-group.h: what only MQTT 5 has in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-editor-group.h"

G_BEGIN_DECLS

#define DESK_TYPE_MQTT5_GROUP (desk_mqtt5_group_get_type ())
G_DECLARE_FINAL_TYPE (DeskMqtt5Group, desk_mqtt5_group, DESK, MQTT5_GROUP, AdwPreferencesGroup)

G_END_DECLS
