/* desk-handle.c: makes libmosquitto handles and speaks their language
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <fcntl.h>
#include <mqtt_protocol.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-handle.h"
#include "desk-packet-reader.h"

/* What the library asks for at least, in seconds */
#define KEEP_ALIVE_MIN 5

/* MQTT 5.0 section 3.1.2.11.2: the session does not expire. Without a word it
 * would end with the connection. */
#define SESSION_EXPIRY_NEVER G_MAXUINT32

/* MQTT 5.0 section 3.1.2.11.3: how many messages a broker may have unacknowledged,
 * as Mosquitto has them before MQTT 5, and how many the library takes. Mosquitto
 * 2.0.11 sends that many more for each one acknowledged while it has a queue, and
 * the library would end the connection on it. DeskArrivals bounds their memory. */
#define RECEIVE_MAXIMUM 20
#define RECEIVE_TOLERATED G_MAXUINT16

static int
set_will (struct mosquitto *handle, const DeskConnectOptions *options)
{
  const DeskWill *will = options->will;
  gsize length = 0;
  gconstpointer payload = will->payload != NULL ? g_bytes_get_data (will->payload, &length) : NULL;

  if (length > G_MAXUINT16)
    return MOSQ_ERR_PAYLOAD_SIZE;

  return mosquitto_will_set (handle, will->topic, (int) length, payload, will->qos, will->retained);
}

/**
 * desk_handle_new:
 * @options: how to connect
 * @user_data: for the callbacks
 * @error: %DESK_ERROR_INVALID_PROFILE or %DESK_ERROR_BAD_CLIENT_ID
 *
 * Makes a handle that has all but its callbacks.
 *
 * Returns: (transfer full) (nullable): the handle, for mosquitto_destroy(), or
 *   %NULL with @error set
 */
struct mosquitto *
desk_handle_new (const DeskConnectOptions *options, gpointer user_data, GError **error)
{
  const char *client_id
      = options->client_id != NULL && *options->client_id != '\0' ? options->client_id : NULL;
  struct mosquitto *handle = mosquitto_new (client_id, options->clean_start, user_data);

  if (handle == NULL && client_id == NULL)
    {
      desk_fail (
          error, DESK_ERROR_BAD_CLIENT_ID,
          _ ("A session that is kept needs a client ID. Enter one in the profile, or choose a clean start."));
      return NULL;
    }
  if (handle == NULL)
    {
      desk_fail (
          error, DESK_ERROR_BAD_CLIENT_ID,
          _ ("The client ID holds a character that MQTT does not allow. Choose another one in the profile."));
      return NULL;
    }

  if (mosquitto_int_option (handle, MOSQ_OPT_PROTOCOL_VERSION, (int) options->version) != MOSQ_ERR_SUCCESS)
    desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("There is no MQTT version with the protocol level %d."),
               (int) options->version);
  else if (options->username == NULL && options->password != NULL && options->version != DESK_MQTT_5)
    desk_fail (
        error, DESK_ERROR_INVALID_PROFILE,
        _ ("Before MQTT 5 a password needs a user name. Enter one in the profile, or remove the password."));
  else if (mosquitto_username_pw_set (handle, options->username, options->password) != MOSQ_ERR_SUCCESS)
    desk_fail (error, DESK_ERROR_INVALID_PROFILE,
               _ ("The user name holds a character that MQTT does not allow. Change it in the profile."));
  else if (options->will != NULL && set_will (handle, options) != MOSQ_ERR_SUCCESS)
    desk_fail (error, DESK_ERROR_INVALID_PROFILE,
               _ ("The last will cannot be sent: its topic must be a plain one and its payload at most "
                  "65,535 bytes. Change it in the profile."));
  else
    return handle;

  mosquitto_destroy (handle);

  return NULL;
}

/**
 * desk_handle_connect:
 * @handle: a handle
 * @options: what it was made from
 * @path: an AF_UNIX socket that somebody listens at
 *
 * Connects and hands CONNECT to the socket. An MQTT 5 broker is told how large
 * a packet may be, to keep a session that is not to start clean, as older ones
 * do by themselves, and never that it may use topic aliases, which the library
 * does not understand. It is told a receive maximum, too, but the library takes
 * more messages at once.
 *
 * Returns: MOSQ_ERR_SUCCESS, or what the library says
 */
int
desk_handle_connect (struct mosquitto *handle, const DeskConnectOptions *options, const char *path)
{
  mosquitto_property *properties = NULL;
  int keep_alive = options->keep_alive == 0 ? 0 : MAX (options->keep_alive, KEEP_ALIVE_MIN);
  int rc;

  if (options->version == DESK_MQTT_5 && options->max_packet > 0)
    mosquitto_property_add_int32 (&properties, MQTT_PROP_MAXIMUM_PACKET_SIZE,
                                  (guint32) MIN (options->max_packet, DESK_PACKET_MAX));
  if (options->version == DESK_MQTT_5 && !options->clean_start)
    mosquitto_property_add_int32 (&properties, MQTT_PROP_SESSION_EXPIRY_INTERVAL, SESSION_EXPIRY_NEVER);
  if (options->version == DESK_MQTT_5)
    mosquitto_property_add_int16 (&properties, MQTT_PROP_RECEIVE_MAXIMUM, RECEIVE_MAXIMUM);
  rc = mosquitto_connect_bind_v5 (handle, path, 0, keep_alive, NULL, properties);
  mosquitto_property_free_all (&properties);
  /* CONNECT is made; the library counts down from this at CONNACK. */
  mosquitto_int_option (handle, MOSQ_OPT_RECEIVE_MAXIMUM, RECEIVE_TOLERATED);

  /* The library does not mind that other processes may inherit it. */
  if (rc == MOSQ_ERR_SUCCESS && mosquitto_socket (handle) >= 0)
    fcntl (mosquitto_socket (handle), F_SETFD, FD_CLOEXEC);

  return rc;
}

static int
add_property (mosquitto_property **list, const DeskProperty *property)
{
  switch (property->kind)
    {
    case DESK_PROPERTY_BYTE:
      return mosquitto_property_add_byte (list, (int) property->id, (guint8) property->number);
    case DESK_PROPERTY_UINT16:
      return mosquitto_property_add_int16 (list, (int) property->id, (guint16) property->number);
    case DESK_PROPERTY_UINT32:
      return mosquitto_property_add_int32 (list, (int) property->id, property->number);
    case DESK_PROPERTY_VARINT:
      return mosquitto_property_add_varint (list, (int) property->id, property->number);
    case DESK_PROPERTY_STRING:
      return mosquitto_property_add_string (list, (int) property->id, property->string);
    case DESK_PROPERTY_PAIR:
      return mosquitto_property_add_string_pair (list, (int) property->id, property->name, property->string);
    case DESK_PROPERTY_BINARY:
      {
        gsize length;
        gconstpointer data = g_bytes_get_data (property->bytes, &length);

        if (length > G_MAXUINT16)
          return MOSQ_ERR_PAYLOAD_SIZE;
        return mosquitto_property_add_binary (list, (int) property->id, data, (guint16) length);
      }
    default:
      g_return_val_if_reached (MOSQ_ERR_INVAL);
    }
}

/**
 * desk_handle_publish:
 * @handle: a connected handle
 * @topic: a valid topic name
 * @payload: at most what MQTT allows
 * @qos: 0 to 2
 * @retained: the RETAIN flag
 * @properties: (nullable): MQTT 5 properties without empty strings: the
 *   library copies them for QoS 1 and 2, and 2.0.11 crashes on those
 * @packet_id: (out): packet identifier
 *
 * Gives a message to the library.
 *
 * Returns: MOSQ_ERR_SUCCESS, or what the library says
 */
int
desk_handle_publish (struct mosquitto *handle,
                     const char       *topic,
                     GBytes           *payload,
                     guint8            qos,
                     gboolean          retained,
                     DeskProperties   *properties,
                     guint16          *packet_id)
{
  mosquitto_property *list = NULL;
  gsize length;
  gconstpointer data = g_bytes_get_data (payload, &length);
  int rc = MOSQ_ERR_SUCCESS, mid = 0;

  for (guint i = 0;
       properties != NULL && i < desk_properties_get_length (properties) && rc == MOSQ_ERR_SUCCESS; i++)
    rc = add_property (&list, desk_properties_get (properties, i));
  if (rc == MOSQ_ERR_SUCCESS)
    rc = mosquitto_publish_v5 (handle, &mid, topic, (int) length, data, qos, retained, list);
  mosquitto_property_free_all (&list);
  *packet_id = (guint16) mid;

  return rc;
}

/**
 * desk_handle_explain:
 * @rc: what the library returned
 * @saved_errno: errno of that moment
 * @error: %DESK_ERROR_PROTOCOL, %DESK_ERROR_KEEP_ALIVE, %DESK_ERROR_CLOSED or
 *   %DESK_ERROR_FAILED
 *
 * Says in our words why the library gave up: its own are a few words that name
 * no next step, and "Success" for a connection that broke off in a packet.
 */
void
desk_handle_explain (int rc, int saved_errno, GError **error)
{
  switch (rc)
    {
    case MOSQ_ERR_PROTOCOL:
    case MOSQ_ERR_MALFORMED_PACKET:
    case MOSQ_ERR_MALFORMED_UTF8:
    case MOSQ_ERR_DUPLICATE_PROPERTY:
      desk_fail (error, DESK_ERROR_PROTOCOL,
                 _ ("The broker sent a packet that does not fit what came before, or breaks the rules of "
                    "MQTT (code %d of libmosquitto). Its log may tell why."),
                 rc);
      break;
    case MOSQ_ERR_NOMEM:
      desk_fail (error, DESK_ERROR_FAILED,
                 _ ("There is not enough memory for a packet. Close other programs."));
      break;
    case MOSQ_ERR_KEEPALIVE:
      desk_fail (error, DESK_ERROR_KEEP_ALIVE, _ ("The broker does not answer any more. Check the network."));
      break;
    case MOSQ_ERR_ERRNO:
      if (saved_errno != 0)
        {
          desk_fail (error, DESK_ERROR_FAILED, _ ("The connection was lost: %s."), g_strerror (saved_errno));
          break;
        }
      G_GNUC_FALLTHROUGH;
    case MOSQ_ERR_SUCCESS:
    case MOSQ_ERR_CONN_LOST:
    case MOSQ_ERR_NO_CONN:
      desk_fail (error, DESK_ERROR_CLOSED,
                 _ ("The connection was closed. The log of the broker may tell why."));
      break;
    default:
      desk_fail (error, DESK_ERROR_FAILED, _ ("The connection ended with code %d of libmosquitto (%s)."), rc,
                 mosquitto_strerror (rc));
      break;
    }
}
