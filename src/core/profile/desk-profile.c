/* desk-profile.c: what a person saved about one broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

#define DEFAULT_HOST "localhost"
#define DEFAULT_TRANSPORT "mqtt"
#define DEFAULT_PROXY "system"
#define DEFAULT_KEEP_ALIVE 60
#define DEFAULT_CONNECT_TIMEOUT 10
#define DEFAULT_MAX_IN_FLIGHT 20
#define DEFAULT_RECONNECT_DELAY 1
#define DEFAULT_RECONNECT_MAX_DELAY 60

G_DEFINE_FINAL_TYPE (DeskProfile, desk_profile, G_TYPE_OBJECT)

enum
{
  SUBSCRIPTIONS_CHANGED,
  FILTERS_CHANGED,
  PART_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

gboolean
_desk_profile_set_value (DeskProfile *self, guint prop_id, const GValue *value)
{
  if (g_param_values_cmp (properties[prop_id], &self->values[prop_id], value) == 0)
    return FALSE;
  g_value_copy (value, &self->values[prop_id]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);

  return TRUE;
}

static void
desk_profile_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DeskProfile *self = DESK_PROFILE (object);

  g_value_copy (&self->values[prop_id], value);
}

static void
desk_profile_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  DeskProfile *self = DESK_PROFILE (object);

  if (prop_id == PROP_ID && g_value_get_string (value) == NULL)
    g_value_take_string (&self->values[PROP_ID], g_uuid_string_random ());
  else if (G_VALUE_HOLDS_STRING (value) && g_value_get_string (value) == NULL)
    {
      GValue empty = G_VALUE_INIT;

      g_value_init (&empty, G_TYPE_STRING);
      g_value_set_static_string (&empty, "");
      _desk_profile_set_value (self, prop_id, &empty);
    }
  else
    _desk_profile_set_value (self, prop_id, value);
}

static void
desk_profile_finalize (GObject *object)
{
  DeskProfile *self = DESK_PROFILE (object);

  for (guint i = 1; i < N_PROPS; i++)
    g_value_unset (&self->values[i]);
  for (const DeskProfilePart *const *part = _desk_profile_parts; *part != NULL; part++)
    (*part)->clear (self);
  g_clear_pointer (&self->members, json_object_unref);

  G_OBJECT_CLASS (desk_profile_parent_class)->finalize (object);
}

static void
desk_profile_class_init (DeskProfileClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags construct = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_CONSTRUCT_ONLY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_profile_get_property;
  object_class->set_property = desk_profile_set_property;
  object_class->finalize = desk_profile_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, construct);
  properties[PROP_TRANSPORT] = g_param_spec_string ("transport", NULL, NULL, DEFAULT_TRANSPORT, flags);
  properties[PROP_TEMPORARY] = g_param_spec_boolean ("temporary", NULL, NULL, FALSE, construct);
  properties[PROP_LAST_USED] = g_param_spec_int64 ("last-used", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_HOST] = g_param_spec_string ("host", NULL, NULL, DEFAULT_HOST, flags);
  properties[PROP_PORT] = g_param_spec_uint ("port", NULL, NULL, 1, 65535, DESK_PROFILE_DEFAULT_PORT, flags);
  properties[PROP_CLIENT_ID] = g_param_spec_string ("client-id", NULL, NULL, "", flags);
  properties[PROP_USERNAME] = g_param_spec_string ("username", NULL, NULL, "", flags);
  properties[PROP_MQTT_VERSION] = g_param_spec_int ("mqtt-version", NULL, NULL, DESK_MQTT_3_1, DESK_MQTT_5,
                                                    DESK_MQTT_3_1_1, flags);
  properties[PROP_CLEAN_START] = g_param_spec_boolean ("clean-start", NULL, NULL, TRUE, flags);
  properties[PROP_KEEP_ALIVE] = g_param_spec_uint ("keep-alive", NULL, NULL, 0, DESK_PROFILE_MAX_KEEP_ALIVE,
                                                   DEFAULT_KEEP_ALIVE, flags);
  properties[PROP_CONNECT_TIMEOUT] = g_param_spec_uint ("connect-timeout", NULL, NULL,
                                                        1, DESK_PROFILE_MAX_CONNECT_TIMEOUT,
                                                        DEFAULT_CONNECT_TIMEOUT, flags);
  properties[PROP_RECONNECT] = g_param_spec_boolean ("reconnect", NULL, NULL, TRUE, flags);
  properties[PROP_MAXIMUM_PACKET_SIZE] = g_param_spec_uint ("maximum-packet-size", NULL, NULL,
                                                            0, DESK_PROFILE_MAX_PACKET_SIZE, 0, flags);
  properties[PROP_TLS_VERIFY] = g_param_spec_boolean ("tls-verify", NULL, NULL, TRUE, flags);
  properties[PROP_TLS_CA_FILE] = g_param_spec_string ("tls-ca-file", NULL, NULL, "", flags);
  properties[PROP_TLS_CERTIFICATE_FILE]
      = g_param_spec_string ("tls-certificate-file", NULL, NULL, "", flags);
  properties[PROP_TLS_KEY_FILE] = g_param_spec_string ("tls-key-file", NULL, NULL, "", flags);
  properties[PROP_TLS_SERVER_NAME] = g_param_spec_string ("tls-server-name", NULL, NULL, "", flags);
  properties[PROP_TLS_ALPN] = g_param_spec_string ("tls-alpn", NULL, NULL, "", flags);
  properties[PROP_TLS_TRUSTED] = g_param_spec_string ("tls-trusted", NULL, NULL, "", flags);
  properties[PROP_PROXY] = g_param_spec_string ("proxy", NULL, NULL, DEFAULT_PROXY, flags);
  properties[PROP_PROXY_HOST] = g_param_spec_string ("proxy-host", NULL, NULL, "", flags);
  properties[PROP_PROXY_PORT] = g_param_spec_uint ("proxy-port", NULL, NULL, 1, 65535,
                                                   DESK_PROFILE_DEFAULT_HTTP_PROXY_PORT, flags);
  properties[PROP_PROXY_USERNAME] = g_param_spec_string ("proxy-username", NULL, NULL, "", flags);
  properties[PROP_SOCKET_PATH] = g_param_spec_string ("socket-path", NULL, NULL, "", flags);
  properties[PROP_WEBSOCKET_PATH] = g_param_spec_string ("websocket-path", NULL, NULL, "", flags);
  properties[PROP_WEBSOCKET_HEADERS] = g_param_spec_string ("websocket-headers", NULL, NULL, "", flags);
  properties[PROP_LOG_MAX_BYTES] = g_param_spec_int64 ("log-max-bytes", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_LOG_MAX_DAYS] = g_param_spec_uint ("log-max-days", NULL, NULL, 0, DESK_PROFILE_MAX_LOG_DAYS, 0,
                                                     flags);
  properties[PROP_FOLDER] = g_param_spec_string ("folder", NULL, NULL, "", flags);
  properties[PROP_ICON] = g_param_spec_string ("icon", NULL, NULL, "", flags);
  properties[PROP_COLOUR] = g_param_spec_int ("colour", NULL, NULL, -1, DESK_SUBSCRIPTION_COLOURS - 1, -1, flags);
  properties[PROP_CONNECT_AT_START] = g_param_spec_boolean ("connect-at-start", NULL, NULL, FALSE, flags);
  properties[PROP_MAX_IN_FLIGHT] = g_param_spec_uint ("max-in-flight", NULL, NULL, 1, 65535,
                                                      DEFAULT_MAX_IN_FLIGHT, flags);
  properties[PROP_RECONNECT_DELAY] = g_param_spec_uint ("reconnect-delay", NULL, NULL,
                                                        1, DESK_PROFILE_MAX_RECONNECT_DELAY,
                                                        DEFAULT_RECONNECT_DELAY, flags);
  properties[PROP_RECONNECT_MAX_DELAY] = g_param_spec_uint ("reconnect-max-delay", NULL, NULL,
                                                            1, DESK_PROFILE_MAX_RECONNECT_DELAY,
                                                            DEFAULT_RECONNECT_MAX_DELAY, flags);
  properties[PROP_RECONNECT_ATTEMPTS] = g_param_spec_uint ("reconnect-attempts", NULL, NULL, 0, G_MAXINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SUBSCRIPTIONS_CHANGED] = g_signal_new ("subscriptions-changed", G_TYPE_FROM_CLASS (klass),
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FILTERS_CHANGED] = g_signal_new ("filters-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PART_CHANGED] = g_signal_new ("part-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_profile_init (DeskProfile *self)
{
  for (guint i = 1; i < N_PROPS; i++)
    {
      g_value_init (&self->values[i], properties[i]->value_type);
      g_param_value_set_default (properties[i], &self->values[i]);
    }
  for (const DeskProfilePart *const *part = _desk_profile_parts; *part != NULL; part++)
    (*part)->init (self);
}

/**
 * desk_profile_new:
 *
 * Makes a profile with a new id and every other member at its default.
 *
 * Returns: (transfer full): a profile
 */
DeskProfile *
desk_profile_new (void)
{
  return g_object_new (DESK_TYPE_PROFILE, NULL);
}

JsonObject *
_desk_profile_copy_members (JsonObject *members)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (members == NULL)
    return copy;
  json_object_iter_init_ordered (&iter, members);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (copy, name, json_node_copy (node));

  return copy;
}

/* Takes over the properties from @first on. */
static gboolean
copy_values (DeskProfile *self, DeskProfile *other, guint first)
{
  gboolean changed = FALSE;

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = first; i < N_PROPS; i++)
    changed = _desk_profile_set_value (self, i, &other->values[i]) || changed;
  g_object_thaw_notify (G_OBJECT (self));

  return changed;
}

static void
copy_rest (DeskProfile *self, DeskProfile *other)
{
  for (const DeskProfilePart *const *part = _desk_profile_parts; *part != NULL; part++)
    (*part)->copy (self, other);
  self->members = other->members != NULL ? _desk_profile_copy_members (other->members) : NULL;
}

/**
 * desk_profile_copy:
 * @self: a profile
 *
 * Copies everything, for an editor.
 *
 * Returns: (transfer full): a profile with the same id
 */
DeskProfile *
desk_profile_copy (DeskProfile *self)
{
  DeskProfile *copy;

  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  copy = desk_profile_new ();
  copy_values (copy, self, PROP_ID);
  copy_rest (copy, self);

  return copy;
}

/**
 * desk_profile_duplicate:
 * @self: a profile, also a temporary one
 * @name: the new one's name
 *
 * Makes a profile of its own out of another. A fixed client ID is replaced by
 * a new one, since a broker lets only one client use it (MQTT 5.0 section
 * 3.1.4).
 *
 * Returns: (transfer full): a profile with a new id, never used
 */
DeskProfile *
desk_profile_duplicate (DeskProfile *self, const char *name)
{
  DeskProfile *copy;

  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  copy = desk_profile_new ();
  copy_values (copy, self, PROP_NAME);
  copy_rest (copy, self);
  desk_profile_set_name (copy, name);
  if (desk_profile_get_client_id (copy)[0] != '\0')
    {
      g_autofree char *client_id = desk_profile_generate_client_id ();

      desk_profile_set_client_id (copy, client_id);
    }

  return copy;
}

/**
 * desk_profile_update:
 * @self: a profile
 * @other: an edited copy
 *
 * Takes over what a person edits. The id stays, and so do what the program
 * itself keeps meanwhile: when it was last used, the subscriptions and the saved
 * filters.
 *
 * Returns: whether anything changed
 */
gboolean
desk_profile_update (DeskProfile *self, DeskProfile *other)
{
  gboolean changed;

  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (DESK_IS_PROFILE (other), FALSE);

  changed = copy_values (self, other, PROP_NAME);
  for (const DeskProfilePart *const *part = _desk_profile_parts; *part != NULL; part++)
    if ((*part)->edited && (*part)->copy (self, other))
      {
        g_signal_emit (self, signals[PART_CHANGED], 0);
        changed = TRUE;
      }

  return changed;
}
