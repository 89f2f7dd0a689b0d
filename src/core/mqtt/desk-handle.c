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

/* How many unacknowledged messages the library takes. The broker is told fewer
 * (MQTT 5.0 section 3.1.2.11.3), but Mosquitto 2.0.11 sends that many more for
 * each one acknowledged while it has a queue, and the library would end the
 * connection on it. DeskArrivals bounds their memory. */
#define RECEIVE_TOLERATED G_MAXUINT16

/* The library keeps no session without a client ID, and tells nobody this one. */
#define STAND_IN "-"

/**
 * desk_handle_new:
 * @options: how to connect, which desk_connect_packet_new() has checked
 * @user_data: for the callbacks
 * @error: %DESK_ERROR_INVALID_PROFILE
 *
 * Makes a handle that has all but its callbacks. It knows neither password nor
 * last will, since its CONNECT goes nowhere.
 *
 * Returns: (transfer full) (nullable): the handle, for mosquitto_destroy(), or
 *   %NULL with @error set
 */
struct mosquitto *
desk_handle_new (const DeskConnectOptions *options, gpointer user_data, GError **error)
{
  struct mosquitto *handle = mosquitto_new (STAND_IN, options->clean_start, user_data);

  if (handle != NULL
      && mosquitto_int_option (handle, MOSQ_OPT_PROTOCOL_VERSION, (int) options->version) == MOSQ_ERR_SUCCESS)
    {
      if (options->max_in_flight > 0)
        mosquitto_int_option (handle, MOSQ_OPT_SEND_MAXIMUM, options->max_in_flight);
      return handle;
    }

  desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("There is no MQTT version with the protocol level %d."),
             (int) options->version);
  g_clear_pointer (&handle, mosquitto_destroy);

  return NULL;
}

/**
 * desk_handle_connect:
 * @handle: a handle
 * @options: what it was made from
 * @path: an AF_UNIX socket that somebody listens at
 *
 * Connects and hands a CONNECT to the socket, which the relay replaces.
 *
 * Returns: MOSQ_ERR_SUCCESS, or what the library says
 */
int
desk_handle_connect (struct mosquitto *handle, const DeskConnectOptions *options, const char *path)
{
  int keep_alive = options->keep_alive == 0 ? 0 : MAX (options->keep_alive, KEEP_ALIVE_MIN);
  int rc = mosquitto_connect_bind_v5 (handle, path, 0, keep_alive, NULL, NULL);

  /* The library counts down from this at CONNACK. */
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
 * desk_handle_subscribe:
 * @handle: a connected handle
 * @filter: a topic filter
 * @options: what is wanted; what only MQTT 5 has must not be there for others
 * @packet_id: (out): packet identifier
 *
 * Has the library send SUBSCRIBE.
 *
 * Returns: MOSQ_ERR_SUCCESS, or what the library says
 */
int
desk_handle_subscribe (struct mosquitto           *handle,
                       const char                 *filter,
                       const DeskSubscribeOptions *options,
                       int                        *packet_id)
{
  mosquitto_property *list = NULL;
  int flags = (options->no_local ? MQTT_SUB_OPT_NO_LOCAL : 0)
              | (options->retain_as_published ? MQTT_SUB_OPT_RETAIN_AS_PUBLISHED : 0) | (int) options->retain_handling << 4;
  int rc = MOSQ_ERR_SUCCESS;

  if (options->identifier != 0)
    rc = mosquitto_property_add_varint (&list, MQTT_PROP_SUBSCRIPTION_IDENTIFIER, options->identifier);
  if (rc == MOSQ_ERR_SUCCESS)
    rc = mosquitto_subscribe_v5 (handle, packet_id, filter, (int) options->qos, flags, list);
  mosquitto_property_free_all (&list);

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
