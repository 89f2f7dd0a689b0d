/* desk-profile-json.c: a profile as an object of profiles.json
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-topic.h"

#define SUBSCRIPTIONS "subscriptions"
#define FILTERS "filters"

/* In the order of the file. GObject takes an underscore for a hyphen. */
static const struct
{
  const char *name;
  gboolean optional; /* only written when it is not the default */
} table[] = {
  { "id" }, { "name" }, { "transport" }, { "host" }, { "port" }, { "client_id" }, { "username" },
  { "mqtt_version" }, { "clean_start" }, { "keep_alive" }, { "connect_timeout" }, { "reconnect" },
  { "tls_verify", TRUE }, { "tls_ca_file", TRUE }, { "tls_certificate_file", TRUE }, { "tls_key_file", TRUE },
  { "tls_server_name", TRUE }, { "tls_alpn", TRUE }, { "tls_trusted", TRUE },
  { "maximum_packet_size", TRUE }, { "log_max_bytes", TRUE }, { "log_max_days", TRUE }, { "last_used", TRUE },
};

static const struct
{
  DeskMqttVersion version;
  const char *name;
} versions[] = {
  { DESK_MQTT_3_1, "3.1" },
  { DESK_MQTT_3_1_1, "3.1.1" },
  { DESK_MQTT_5, "5" },
};

static gboolean
fail_member (GError **error, const char *name, const char *reason)
{
  return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("“%s” cannot be used: %s"), name, reason);
}

static gboolean
fail_range (GError **error, const char *name, gint64 minimum, gint64 maximum)
{
  return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                    _ ("“%s” has to be a whole number from %" PRId64 " to %" PRId64 "."),
                    name, minimum, maximum);
}

static gboolean
holds (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static gboolean
read_version (JsonNode *node, GValue *value, GError **error)
{
  if (holds (node, G_TYPE_STRING))
    for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
      if (g_str_equal (json_node_get_string (node), versions[i].name))
        {
          g_value_set_int (value, (int) versions[i].version);
          return TRUE;
        }

  return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                    _ ("“%s” has to be \"3.1\", \"3.1.1\" or \"5\"."), "mqtt_version");
}

/* Reads a member into @value, which has its property's type and default. */
static gboolean
read_member (JsonNode *node, const char *name, GParamSpec *pspec, GValue *value, GError **error)
{
  if (G_IS_PARAM_SPEC_INT (pspec))
    return read_version (node, value, error);

  if (G_IS_PARAM_SPEC_STRING (pspec))
    {
      if (!holds (node, G_TYPE_STRING))
        return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("“%s” has to be a string."), name);
      g_value_set_string (value, json_node_get_string (node));
    }
  else if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
    {
      if (!holds (node, G_TYPE_BOOLEAN))
        return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("“%s” has to be true or false."), name);
      g_value_set_boolean (value, json_node_get_boolean (node));
    }
  else if (G_IS_PARAM_SPEC_UINT (pspec))
    {
      const GParamSpecUInt *range = G_PARAM_SPEC_UINT (pspec);
      gint64 number = holds (node, G_TYPE_INT64) ? json_node_get_int (node) : -1;

      if (number < range->minimum || number > range->maximum)
        return fail_range (error, name, range->minimum, range->maximum);
      g_value_set_uint (value, (guint) number);
    }
  else
    {
      const GParamSpecInt64 *range = G_PARAM_SPEC_INT64 (pspec);
      gint64 number = holds (node, G_TYPE_INT64) ? json_node_get_int (node) : -1;

      if (number < range->minimum || number > range->maximum)
        return fail_range (error, name, range->minimum, range->maximum);
      g_value_set_int64 (value, number);
    }

  return TRUE;
}

static gboolean
read_subscription (DeskProfile *self, JsonNode *node, guint index, GError **error)
{
  g_autofree char *name = g_strdup_printf (SUBSCRIPTIONS "[%u]", index);
  g_autofree char *qos_name = g_strconcat (name, ".qos", NULL);
  g_autofree char *filter_name = g_strconcat (name, ".filter", NULL);
  g_autoptr (GError) local_error = NULL;
  JsonObject *object;
  JsonNode *filter;
  JsonNode *qos;
  gint64 number = 0;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("“%s” has to be an object."), name);
  object = json_node_get_object (node);

  filter = json_object_get_member (object, "filter");
  if (filter == NULL || !holds (filter, G_TYPE_STRING))
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("“%s” has to be a string."), filter_name);
  if (!desk_topic_filter_check (json_node_get_string (filter), &local_error))
    return fail_member (error, filter_name, local_error->message);

  qos = json_object_get_member (object, "qos");
  if (qos != NULL)
    number = holds (qos, G_TYPE_INT64) ? json_node_get_int (qos) : -1;
  if (number < 0 || number > 2)
    return fail_range (error, qos_name, 0, 2);

  _desk_profile_add_subscription (self, json_node_get_string (filter), (guint) number, object);

  return TRUE;
}

/* What the line says is the log's business. */
static gboolean
read_filter (DeskProfile *self, JsonNode *node, guint index, GError **error)
{
  static const char *const names[] = { "name", "filter" };
  g_autofree char *member = g_strdup_printf (FILTERS "[%u]", index);
  const char *values[G_N_ELEMENTS (names)];
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("“%s” has to be an object."), member);
  object = json_node_get_object (node);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonNode *value = json_object_get_member (object, names[i]);
      g_autofree char *name = g_strconcat (member, ".", names[i], NULL);

      if (value == NULL || !holds (value, G_TYPE_STRING))
        return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("“%s” has to be a string."), name);
      values[i] = json_node_get_string (value);
    }
  if (*values[0] == '\0' || desk_profile_find_filter (self, values[0]) >= 0)
    {
      g_autofree char *name = g_strconcat (member, ".name", NULL);

      return fail_member (error, name, _ ("each saved filter has a name of its own."));
    }
  _desk_profile_add_filter (self, values[0], values[1], object);

  return TRUE;
}

static gboolean
read_array (DeskProfile *self, JsonObject *object, const char *name,
            gboolean (*read_element) (DeskProfile *, JsonNode *, guint, GError **), GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("“%s” has to be an array."), name);

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_element (self, json_array_get_element (array, i), i, error))
      return FALSE;

  return TRUE;
}

/* What a type and a range do not tell. */
static gboolean
check_strings (DeskProfile *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!desk_profile_check_host (desk_profile_get_host (self), &local_error))
    return fail_member (error, "host", local_error->message);
  if (!desk_profile_check_name (desk_profile_get_name (self), &local_error))
    return fail_member (error, "name", local_error->message);
  if (!desk_profile_check_client_id (desk_profile_get_client_id (self), desk_profile_get_mqtt_version (self),
                                     TRUE, &local_error))
    return fail_member (error, "client_id", local_error->message);
  if (!desk_profile_check_username (desk_profile_get_username (self), &local_error))
    return fail_member (error, "username", local_error->message);

  return TRUE;
}

/* The members without which there is no use in going on */
static DeskProfile *
make_profile (JsonObject *object, GError **error)
{
  static const char *const transports[] = { "mqtt", "mqtts", NULL };
  JsonNode *id = json_object_get_member (object, "id");
  JsonNode *transport = json_object_get_member (object, "transport");

  if (id != NULL)
    {
      g_autoptr (GError) local_error = NULL;

      if (!_desk_profile_check_id (holds (id, G_TYPE_STRING) ? json_node_get_string (id) : "", &local_error))
        {
          fail_member (error, "id", local_error->message);
          return NULL;
        }
    }
  if (transport != NULL
      && (!holds (transport, G_TYPE_STRING)
          || !g_strv_contains (transports, json_node_get_string (transport))))
    {
      fail_member (error, "transport",
                   _ ("this version only connects by \"mqtt\" or \"mqtts\", without WebSocket."));
      return NULL;
    }

  return g_object_new (DESK_TYPE_PROFILE, "id", id != NULL ? json_node_get_string (id) : NULL, NULL);
}

/**
 * desk_profile_new_from_json:
 * @object: an object of profiles.json; members that are missing have their
 *   defaults, and without a name the host is the name
 * @error: %DESK_ERROR_INVALID_PROFILE, naming the member
 *
 * Reads a profile. Members that this version does not know are kept for
 * desk_profile_to_json(), also those of a subscription.
 *
 * Returns: (transfer full): a profile, or %NULL
 */
DeskProfile *
desk_profile_new_from_json (JsonObject *object, GError **error)
{
  g_autoptr (DeskProfile) self = NULL;
  GObjectClass *klass;

  g_return_val_if_fail (object != NULL, NULL);

  self = make_profile (object, error);
  if (self == NULL)
    return NULL;

  klass = G_OBJECT_GET_CLASS (self);
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      JsonNode *node = json_object_get_member (object, table[i].name);
      GParamSpec *pspec = g_object_class_find_property (klass, table[i].name);
      g_auto (GValue) value = G_VALUE_INIT;

      if (node == NULL || (pspec->flags & G_PARAM_CONSTRUCT_ONLY) != 0)
        continue;
      g_value_init (&value, pspec->value_type);
      if (!read_member (node, table[i].name, pspec, &value, error))
        return NULL;
      g_object_set_property (G_OBJECT (self), table[i].name, &value);
    }
  if (!json_object_has_member (object, "name"))
    desk_profile_set_name (self, desk_profile_get_host (self));

  if (!read_array (self, object, SUBSCRIPTIONS, read_subscription, error)
      || !read_array (self, object, FILTERS, read_filter, error)
      || !check_strings (self, error))
    return NULL;
  self->members = _desk_profile_copy_members (object);

  return g_steal_pointer (&self);
}

static JsonNode *
write_member (const GValue *value)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  if (G_VALUE_HOLDS_INT (value))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
        if ((int) versions[i].version == g_value_get_int (value))
          json_node_set_string (node, versions[i].name);
    }
  else if (G_VALUE_HOLDS_UINT (value))
    json_node_set_int (node, g_value_get_uint (value));
  else
    json_node_set_value (node, value);

  return node;
}

static JsonArray *
write_subscriptions (DeskProfile *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < desk_profile_get_n_subscriptions (self); i++)
    {
      JsonObject *members = _desk_profile_get_subscription_members (self, i);
      JsonObject *object = members != NULL ? _desk_profile_copy_members (members) : json_object_new ();
      guint qos;

      json_object_set_string_member (object, "filter", desk_profile_get_subscription (self, i, &qos));
      json_object_set_int_member (object, "qos", qos);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
write_filters (DeskProfile *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < desk_profile_get_n_filters (self); i++)
    {
      JsonObject *members = _desk_profile_get_filter_members (self, i);
      JsonObject *object = members != NULL ? _desk_profile_copy_members (members) : json_object_new ();
      const char *text;

      json_object_set_string_member (object, "name", desk_profile_get_filter (self, i, &text));
      json_object_set_string_member (object, "filter", text);
      json_array_add_object_element (array, object);
    }

  return array;
}

/**
 * desk_profile_to_json:
 * @self: a profile
 *
 * Writes a profile for profiles.json; never a password.
 *
 * Returns: (transfer full): an object whose values must not be changed
 */
JsonObject *
desk_profile_to_json (DeskProfile *self)
{
  JsonObject *object;

  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  object = self->members != NULL ? _desk_profile_copy_members (self->members) : json_object_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (self), table[i].name);
      g_auto (GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (self), table[i].name, &value);
      if (!table[i].optional || json_object_has_member (object, table[i].name)
          || !g_param_value_defaults (pspec, &value))
        json_object_set_member (object, table[i].name, write_member (&value));
    }
  json_object_set_array_member (object, SUBSCRIPTIONS, write_subscriptions (self));
  if (desk_profile_get_n_filters (self) > 0 || json_object_has_member (object, FILTERS))
    json_object_set_array_member (object, FILTERS, write_filters (self));

  return object;
}
