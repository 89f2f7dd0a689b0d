/* desk-profile-json.c: a profile as an object of profiles.json
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"

#define VERSION "mqtt_version"

/* In the order of the file. GObject takes an underscore for a hyphen. */
static const struct
{
  const char *name;
  gboolean optional; /* only written when it is not the default */
} table[] = {
  { "id" }, { "name" }, { "transport" }, { "host" }, { "port" }, { "client_id" }, { "username" },
  { VERSION }, { "clean_start" }, { "keep_alive" }, { "connect_timeout" }, { "reconnect" },
  { "tls_verify", TRUE }, { "tls_ca_file", TRUE }, { "tls_certificate_file", TRUE }, { "tls_key_file", TRUE },
  { "tls_server_name", TRUE }, { "tls_alpn", TRUE }, { "tls_trusted", TRUE },
  { "proxy", TRUE }, { "proxy_host", TRUE }, { "proxy_port", TRUE }, { "proxy_username", TRUE },
  { "socket_path", TRUE }, { "websocket_path", TRUE }, { "websocket_headers", TRUE },
  { "maximum_packet_size", TRUE }, { "log_max_bytes", TRUE }, { "log_max_days", TRUE }, { "last_used", TRUE },
  { "folder", TRUE }, { "icon", TRUE }, { "colour", TRUE }, { "connect_at_start", TRUE }, { "max_in_flight", TRUE },
  { "reconnect_delay", TRUE }, { "reconnect_max_delay", TRUE }, { "reconnect_attempts", TRUE },
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
read_version (JsonNode *node, GValue *value, GError **error)
{
  if (_desk_record_holds (node, G_TYPE_STRING))
    for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
      if (g_str_equal (json_node_get_string (node), versions[i].name))
        {
          g_value_set_int (value, (int) versions[i].version);
          return TRUE;
        }

  return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                    _ ("“%s” has to be \"3.1\", \"3.1.1\" or \"5\"."), VERSION);
}

/* Reads a member into @value, which has its property's type and default. */
static gboolean
read_member (JsonNode *node, const char *name, GParamSpec *pspec, GValue *value, GError **error)
{
  if (g_str_equal (name, VERSION))
    return read_version (node, value, error);

  if (G_IS_PARAM_SPEC_STRING (pspec))
    {
      if (!_desk_record_holds (node, G_TYPE_STRING))
        return _desk_record_fail_type (error, name, G_TYPE_STRING);
      g_value_set_string (value, json_node_get_string (node));
    }
  else if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
    {
      if (!_desk_record_holds (node, G_TYPE_BOOLEAN))
        return _desk_record_fail_type (error, name, G_TYPE_BOOLEAN);
      g_value_set_boolean (value, json_node_get_boolean (node));
    }
  else if (G_IS_PARAM_SPEC_INT (pspec))
    {
      const GParamSpecInt *range = G_PARAM_SPEC_INT (pspec);
      gint64 number = _desk_record_holds (node, G_TYPE_INT64) ? json_node_get_int (node) : G_MININT64;

      if (number < range->minimum || number > range->maximum)
        return _desk_record_fail_range (error, name, range->minimum, range->maximum);
      g_value_set_int (value, (int) number);
    }
  else if (G_IS_PARAM_SPEC_UINT (pspec))
    {
      const GParamSpecUInt *range = G_PARAM_SPEC_UINT (pspec);
      gint64 number = _desk_record_holds (node, G_TYPE_INT64) ? json_node_get_int (node) : -1;

      if (number < range->minimum || number > range->maximum)
        return _desk_record_fail_range (error, name, range->minimum, range->maximum);
      g_value_set_uint (value, (guint) number);
    }
  else
    {
      const GParamSpecInt64 *range = G_PARAM_SPEC_INT64 (pspec);
      gint64 number = _desk_record_holds (node, G_TYPE_INT64) ? json_node_get_int (node) : -1;

      if (number < range->minimum || number > range->maximum)
        return _desk_record_fail_range (error, name, range->minimum, range->maximum);
      g_value_set_int64 (value, number);
    }

  return TRUE;
}

/* What a type and a range do not tell. */
static gboolean
check_strings (DeskProfile *self, GError **error)
{
  /* What a variable stands for may not be known yet. */
  g_autofree char *host = desk_profile_expand (self, desk_profile_get_host (self), NULL);
  g_autofree char *client_id = desk_profile_expand (self, desk_profile_get_client_id (self), NULL);
  g_autoptr (GError) local_error = NULL;

  if (host != NULL && !desk_profile_check_host (host, &local_error))
    return _desk_record_fail (error, "host", local_error->message);
  if (!desk_profile_check_name (desk_profile_get_name (self), &local_error))
    return _desk_record_fail (error, "name", local_error->message);
  if (client_id != NULL
      && !desk_profile_check_client_id (client_id, desk_profile_get_mqtt_version (self), TRUE, &local_error))
    return _desk_record_fail (error, "client_id", local_error->message);
  if (!desk_profile_check_username (desk_profile_get_username (self), &local_error))
    return _desk_record_fail (error, "username", local_error->message);
  if (*desk_profile_get_proxy_host (self) != '\0'
      && !desk_profile_check_host (desk_profile_get_proxy_host (self), &local_error))
    return _desk_record_fail (error, "proxy_host", local_error->message);
  if (desk_profile_get_uses_socket (self)
      && !desk_profile_check_socket_path (desk_profile_get_socket_path (self), &local_error))
    return _desk_record_fail (error, "socket_path", local_error->message);
  if (!desk_profile_check_websocket_path (desk_profile_get_websocket_path (self), &local_error))
    return _desk_record_fail (error, "websocket_path", local_error->message);
  if (!desk_profile_check_websocket_headers (desk_profile_get_websocket_headers (self), &local_error))
    return _desk_record_fail (error, "websocket_headers", local_error->message);

  return TRUE;
}

/* The members without which there is no use in going on */
static DeskProfile *
make_profile (JsonObject *object, GError **error)
{
  JsonNode *id = json_object_get_member (object, "id");
  JsonNode *transport = json_object_get_member (object, "transport");

  if (id != NULL)
    {
      g_autoptr (GError) local_error = NULL;

      if (!_desk_profile_check_id (_desk_record_holds (id, G_TYPE_STRING) ? json_node_get_string (id) : "", &local_error))
        {
          _desk_record_fail (error, "id", local_error->message);
          return NULL;
        }
    }
  if (transport != NULL
      && (!_desk_record_holds (transport, G_TYPE_STRING)
          || !desk_profile_is_transport (json_node_get_string (transport))))
    {
      _desk_record_fail (error, "transport",
                   _ ("this version only connects by \"mqtt\", \"mqtts\", \"ws\", \"wss\" or \"unix\"."));
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

  for (const DeskProfilePart *const *part = _desk_profile_parts; *part != NULL; part++)
    {
      JsonNode *node = json_object_get_member (object, (*part)->name);

      if (node != NULL && !(*part)->read (self, node, (*part)->name, error))
        return NULL;
    }
  if (!check_strings (self, error))
    return NULL;
  self->members = _desk_profile_copy_members (object);
  /* Somebody may have put a file here that was exported. */
  json_object_remove_member (self->members, DESK_SECRETS_MEMBER);

  return g_steal_pointer (&self);
}

static JsonNode *
write_member (const char *name, const GValue *value)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  if (g_str_equal (name, VERSION))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
        if ((int) versions[i].version == g_value_get_int (value))
          json_node_set_string (node, versions[i].name);
    }
  else if (G_VALUE_HOLDS_UINT (value))
    json_node_set_int (node, g_value_get_uint (value));
  else if (G_VALUE_HOLDS_INT (value))
    json_node_set_int (node, g_value_get_int (value));
  else
    json_node_set_value (node, value);

  return node;
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

  object = _desk_profile_copy_members (self->members);
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (self), table[i].name);
      g_auto (GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (self), table[i].name, &value);
      if (!table[i].optional || json_object_has_member (object, table[i].name)
          || !g_param_value_defaults (pspec, &value))
        json_object_set_member (object, table[i].name, write_member (table[i].name, &value));
    }
  for (const DeskProfilePart *const *part = _desk_profile_parts; *part != NULL; part++)
    {
      JsonNode *node = (*part)->write (self);

      if (node != NULL)
        json_object_set_member (object, (*part)->name, node);
      else
        json_object_remove_member (object, (*part)->name);
    }

  return object;
}
