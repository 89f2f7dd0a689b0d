/* desk-mqtt5-group.c: what only MQTT 5 has in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-mqtt5-group"

#include "config.h"

#include "desk-mqtt5-group.h"

struct _DeskMqtt5Group
{
  AdwPreferencesGroup parent_instance;
};

static void
load (DeskEditorGroup *group, DeskProfile *draft)
{
  gtk_widget_set_visible (GTK_WIDGET (group), FALSE);
}

static void
store (DeskEditorGroup *group, DeskProfile *draft)
{
}

static void
desk_mqtt5_group_editor_group_init (DeskEditorGroupInterface *iface)
{
  iface->load = load;
  iface->store = store;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskMqtt5Group, desk_mqtt5_group, ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (DESK_TYPE_EDITOR_GROUP, desk_mqtt5_group_editor_group_init))

enum
{
  PROP_0,
  PROP_VALID
};

static void
desk_mqtt5_group_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, TRUE);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_mqtt5_group_class_init (DeskMqtt5GroupClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = desk_mqtt5_group_get_property;
  g_object_class_override_property (G_OBJECT_CLASS (klass), PROP_VALID, "valid");
}

static void
desk_mqtt5_group_init (DeskMqtt5Group *self)
{
}
