/* desk-profile-draft-parts.c: last will, MQTT 5 and proxy of a draft
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-draft"

#include "config.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "desk-profile-draft-private.h"

#define MAX_USER_PROPERTIES 100
#define NEVER 0xffffffffu /* s (MQTT 5.0 section 3.1.2.11.2) */

static void
take_socket (DeskProfileDraft *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  if (!desk_profile_check_socket_path (path, &error))
    {
      g_autofree char *shown = _desk_profile_draft_show (path);
      g_autofree char *words = g_strdup_printf (_ ("Its socket “%s” cannot be used. %s"), shown, error->message);

      desk_profile_draft_refuse (self, words);
      return;
    }
  g_object_set (self->profile, "transport", "unix", "socket-path", path, NULL);
  address = desk_profile_dup_address (self->profile);
  _desk_profile_draft_note_value (self, _ ("Address"), address);
}

/**
 * desk_profile_draft_take_address:
 * @self: a draft
 * @transport: as in profiles.json
 * @host: (nullable): host name or address; with "unix" the path of the socket
 * @port: TCP port; 0 for the one of the transport
 *
 * Takes where the broker is. A draft without that is good for nothing.
 */
void
desk_profile_draft_take_address (DeskProfileDraft *self, const char *transport, const char *host, gint64 port)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *stripped = g_strstrip (g_strdup (host != NULL ? host : ""));
  g_autofree char *address = NULL;
  gsize length = strlen (stripped);

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  if (g_str_equal (transport, "unix"))
    {
      take_socket (self, stripped);
      return;
    }
  /* Some programs want an IPv6 address in brackets. */
  if (length > 2 && stripped[0] == '[' && stripped[length - 1] == ']')
    {
      memmove (stripped, stripped + 1, length - 2);
      stripped[length - 2] = '\0';
    }
  if (!desk_profile_check_host (stripped, &error))
    {
      g_autofree char *shown = _desk_profile_draft_show (stripped);
      g_autofree char *words = *shown == '\0'
                                   ? g_strdup (_ ("It has no host."))
                                   : g_strdup_printf (_ ("Its host “%s” cannot be used. %s"), shown, error->message);

      desk_profile_draft_refuse (self, words);
    }
  else if (port < 0 || port > 65535)
    desk_profile_draft_refuse (self, _ ("Its port is not a number from 1 to 65535."));
  else if (!desk_profile_is_transport (transport))
    {
      g_autofree char *words = g_strdup_printf (_ ("It uses “%s”, which MqttDesk does not have."), transport);

      desk_profile_draft_refuse (self, words);
    }
  if (self->problem != NULL)
    {
      desk_profile_set_host (self->profile, stripped);
      return;
    }

  if (port == 0)
    port = desk_profile_get_usual_port (transport);
  g_object_set (self->profile, "transport", transport, "host", stripped, "port", (guint) port, NULL);
  address = desk_profile_dup_address (self->profile);
  _desk_profile_draft_note_value (self, _ ("Address"), address);
}

static void
note_number (DeskProfileDraft *self, const char *label, guint32 number)
{
  g_autofree char *text = g_strdup_printf ("%" PRIu32, number);

  _desk_profile_draft_note_value (self, label, text);
}

static void
leave_number (DeskProfileDraft *self, const char *label, guint32 number)
{
  g_autofree char *words = g_strdup_printf (_ ("%" PRIu32 " is not a number that can be used here."), number);

  desk_profile_draft_leave (self, label, words);
}

static gboolean
check_text (DeskProfileDraft *self, const char *label, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (desk_profile_check_username (text, &error))
    return TRUE;
  desk_profile_draft_leave (self, label, error->message);

  return FALSE;
}

/* (transfer full): the same and one more; (nullable): there are too many */
static DeskProperties *
append_pair (DeskProfileDraft *self, DeskProperties *properties, const DeskProperty *property)
{
  DeskProperties *more;
  guint n = properties != NULL ? desk_properties_get_length (properties) : 0;

  if (n >= MAX_USER_PROPERTIES)
    {
      desk_profile_draft_leave (self, _ ("User property"), _ ("There are too many."));
      return NULL;
    }
  more = desk_properties_new ();
  for (guint i = 0; i < n; i++)
    {
      const DeskProperty *pair = desk_properties_get (properties, i);

      desk_properties_add_pair (more, pair->name, -1, pair->string, -1);
    }
  desk_properties_add_pair (more, property->name, -1, property->string, -1);
  _desk_profile_draft_note_value (self, _ ("User property"), property->name);

  return more;
}

static gboolean
is_pair (DeskProfileDraft *self, const DeskProperty *property)
{
  return property->id == DESK_PROP_USER_PROPERTY && check_text (self, _ ("User property"), property->name)
         && check_text (self, _ ("User property"), property->string);
}

static void
take_expiry (DeskProfileDraft *self, DeskProfileMqtt5 *mqtt5, guint32 seconds)
{
  if (seconds == NEVER)
    {
      mqtt5->session_never_expires = TRUE;
      _desk_profile_draft_note_value (self, _ ("Session expiry"), _ ("never"));
    }
  else if (seconds > G_MAXINT)
    leave_number (self, _ ("Session expiry"), seconds);
  else
    {
      mqtt5->session_expiry = (int) seconds;
      note_number (self, _ ("Session expiry"), seconds);
    }
}

static void
take_uint16 (DeskProfileDraft *self, guint *value, const char *label, guint32 number, guint32 minimum)
{
  if (number < minimum || number > G_MAXUINT16)
    {
      leave_number (self, label, number);
      return;
    }
  *value = number;
  note_number (self, label, number);
}

/**
 * desk_profile_draft_take_connect_property:
 * @self: a draft of a connection with MQTT 5
 * @property: of CONNECT (MQTT 5.0 section 3.1.2.11)
 *
 * Takes a property.
 */
void
desk_profile_draft_take_connect_property (DeskProfileDraft *self, const DeskProperty *property)
{
  DeskProfileMqtt5 mqtt5;
  g_autoptr (DeskProperties) pairs = NULL;

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  mqtt5 = *desk_profile_get_mqtt5 (self->profile);
  if (property->id == DESK_PROP_SESSION_EXPIRY_INTERVAL)
    take_expiry (self, &mqtt5, property->number);
  else if (property->id == DESK_PROP_RECEIVE_MAXIMUM)
    take_uint16 (self, &mqtt5.receive_maximum, _ ("Receive maximum"), property->number, 1);
  else if (property->id == DESK_PROP_TOPIC_ALIAS_MAXIMUM)
    /* Fewer do no harm, since it is the broker that may use them. */
    take_uint16 (self, &mqtt5.topic_alias_maximum, _ ("Topic alias maximum"),
                 MIN (property->number, DESK_PROFILE_MAX_TOPIC_ALIASES), 0);
  else if (property->id == DESK_PROP_MAXIMUM_PACKET_SIZE)
    desk_profile_draft_take_number (self, "maximum-packet-size", _ ("Maximum packet size"), property->number);
  else if (property->id == DESK_PROP_REQUEST_RESPONSE_INFORMATION)
    mqtt5.request_response_information = property->number != 0;
  else if (property->id == DESK_PROP_REQUEST_PROBLEM_INFORMATION)
    mqtt5.request_problem_information = property->number != 0;
  else if (property->id == DESK_PROP_AUTHENTICATION_METHOD)
    {
      if (check_text (self, _ ("Authentication method"), property->string))
        {
          mqtt5.authentication_method = property->string;
          _desk_profile_draft_note_value (self, _ ("Authentication method"), property->string);
        }
    }
  else if (is_pair (self, property))
    {
      pairs = append_pair (self, mqtt5.user_properties, property);
      if (pairs != NULL)
        mqtt5.user_properties = pairs;
    }
  desk_profile_set_mqtt5 (self->profile, &mqtt5);
}

/**
 * desk_profile_draft_take_will:
 * @self: a draft
 * @topic: (nullable): where it is published; without there is none
 * @payload: (nullable): text
 * @qos: whatever it is
 * @retained: whether the broker keeps it
 *
 * Takes a last will.
 */
void
desk_profile_draft_take_will (DeskProfileDraft *self,
                              const char       *topic,
                              const char       *payload,
                              gint64            qos,
                              gboolean          retained)
{
  g_autoptr (GError) error = NULL;
  DeskProfileWill will;

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  if (topic == NULL || *topic == '\0')
    return;
  will = *desk_profile_get_will (self->profile);
  will.topic = topic;
  will.payload = payload != NULL ? payload : "";
  will.encoding = "text";
  will.retained = retained;
  will.enabled = TRUE;
  if (qos < 0 || qos > 2)
    desk_profile_draft_leave (self, _ ("Last will"), _ ("Its QoS is not 0, 1 or 2."));
  else if (!desk_profile_check_will_topic (topic, &error)
           || !desk_profile_check_will_payload (will.payload, will.encoding, &error))
    desk_profile_draft_leave (self, _ ("Last will"), error->message);
  else
    {
      will.qos = (guint) qos;
      desk_profile_set_will (self->profile, &will);
      _desk_profile_draft_note_value (self, _ ("Last will"), topic);
    }
}

/**
 * desk_profile_draft_take_will_property:
 * @self: a draft of a connection with MQTT 5
 * @property: of the last will (MQTT 5.0 section 3.1.3.2)
 *
 * Takes a property, if there is a last will.
 */
void
desk_profile_draft_take_will_property (DeskProfileDraft *self, const DeskProperty *property)
{
  DeskProfileWill will;
  g_autoptr (DeskProperties) pairs = NULL;
  g_autoptr (GError) error = NULL;
  const guint32 number = property->number;

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  will = *desk_profile_get_will (self->profile);
  if (!will.enabled)
    return;
  if ((property->id == DESK_PROP_WILL_DELAY_INTERVAL || property->id == DESK_PROP_MESSAGE_EXPIRY_INTERVAL)
      && number > G_MAXINT)
    leave_number (self, _ ("Last will"), number);
  else if (property->id == DESK_PROP_WILL_DELAY_INTERVAL)
    will.delay = number;
  else if (property->id == DESK_PROP_MESSAGE_EXPIRY_INTERVAL)
    will.message_expiry = (int) number;
  else if (property->id == DESK_PROP_PAYLOAD_FORMAT_INDICATOR)
    will.is_text = number != 0;
  else if (property->id == DESK_PROP_CONTENT_TYPE && check_text (self, _ ("Content type"), property->string))
    will.content_type = property->string;
  else if (property->id == DESK_PROP_RESPONSE_TOPIC)
    {
      if (desk_profile_check_will_response_topic (property->string, &error))
        will.response_topic = property->string;
      else
        desk_profile_draft_leave (self, _ ("Response topic"), error->message);
    }
  else if (property->id == DESK_PROP_CORRELATION_DATA
           && check_text (self, _ ("Correlation data"), property->string))
    will.correlation_data = property->string;
  else if (is_pair (self, property))
    {
      pairs = append_pair (self, will.user_properties, property);
      if (pairs != NULL)
        will.user_properties = pairs;
    }
  desk_profile_set_will (self->profile, &will);
}

/**
 * desk_profile_draft_take_proxy:
 * @self: a draft
 * @kind: "http" or "socks5"
 * @host: (nullable): host name or address
 * @port: TCP port; 0 for the usual one
 * @username: (nullable): user name for it
 *
 * Takes a proxy.
 */
void
desk_profile_draft_take_proxy (DeskProfileDraft *self,
                               const char       *kind,
                               const char       *host,
                               gint64            port,
                               const char       *username)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  if (port == 0)
    port = g_str_equal (kind, "http") ? DESK_PROFILE_DEFAULT_HTTP_PROXY_PORT : DESK_PROFILE_DEFAULT_SOCKS5_PROXY_PORT;
  if (!desk_profile_check_host (host != NULL ? host : "", &error))
    desk_profile_draft_leave (self, _ ("Proxy"), error->message);
  else if (port < 1 || port > 65535)
    desk_profile_draft_leave (self, _ ("Proxy"), _ ("Its port is not a number from 1 to 65535."));
  else
    {
      g_object_set (self->profile, "proxy", kind, "proxy-host", host, "proxy-port", (guint) port, NULL);
      shown = g_strdup_printf ("%s:%" PRId64, host, port);
      _desk_profile_draft_note_value (self, _ ("Proxy"), shown);
      desk_profile_draft_take_text (self, "proxy-username", _ ("User name for the proxy"), username);
    }
}
