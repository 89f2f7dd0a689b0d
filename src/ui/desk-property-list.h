/* desk-property-list.h: the MQTT 5 properties of a message
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-properties.h"

G_BEGIN_DECLS

#define DESK_TYPE_PROPERTY_LIST (desk_property_list_get_type ())
G_DECLARE_FINAL_TYPE (DeskPropertyList, desk_property_list, DESK, PROPERTY_LIST, GtkWidget)

GtkWidget *desk_property_list_new (void);
void       desk_property_list_set (DeskPropertyList *self,
                                   DeskProperties   *properties);

G_END_DECLS
