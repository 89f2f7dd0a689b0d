/* desk-client-requests.c: what a client is asked to send, and what becomes of it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-client"

#include "config.h"

#include <errno.h>

#include <glib/gi18n-lib.h>

#include "desk-client-private.h"
#include "desk-error.h"
#include "desk-handle.h"
#include "desk-reason.h"
#include "desk-server-limits.h"
#include "desk-topic.h"

/* What is told for an answer that never came (MQTT 5.0 table 2-6) */
#define UNSPECIFIED_ERROR 0x80

/* Packet identifier, length of the properties, length of the filter and, in SUBSCRIBE,
 * its options (MQTT 5.0 sections 3.8 and 3.10) */
#define UNSUBSCRIBE_PARTS (2 + 1 + 2)
#define SUBSCRIBE_PARTS (UNSUBSCRIBE_PARTS + 1)

static gboolean
check_connected (DeskClient *self, GError **error)
{
  if (self->state == DESK_CLIENT_UP && self->failing == NULL)
    return TRUE;

  return desk_fail (error, DESK_ERROR_NOT_CONNECTED,
                    _ ("There is no connection to a broker. Connect first."));
}

/* The library counts its identifiers on, whether they are in use or not, and
 * each of its calls takes one. */
static gboolean
check_packet_id (DeskClient *self, GError **error)
{
  guint16 next = self->last_packet_id == G_MAXUINT16 ? 1 : self->last_packet_id + 1;

  if (desk_outbox_find (self->outbox, next) == NULL
      && !g_hash_table_contains (self->requests, GUINT_TO_POINTER (next)))
    return TRUE;

  return desk_fail (error, DESK_ERROR_QUEUE_FULL,
                    _ ("The broker has not answered to something sent 65,535 packets ago. Connect again."));
}

static void
explain_call (int rc, int saved_errno, GError **error)
{
  switch (rc)
    {
    case MOSQ_ERR_INVAL:
      desk_fail (error, DESK_ERROR_INVALID_MESSAGE, _ ("MQTT does not allow this."));
      break;
    case MOSQ_ERR_MALFORMED_UTF8:
      desk_fail (error, DESK_ERROR_INVALID_MESSAGE,
                 _ ("A property holds a control character, which brokers refuse. Remove it."));
      break;
    case MOSQ_ERR_DUPLICATE_PROPERTY:
      desk_fail (error, DESK_ERROR_INVALID_MESSAGE,
                 _ ("A property is there twice; only user properties may be. Remove one."));
      break;
    case MOSQ_ERR_PROTOCOL:
      desk_fail (error, DESK_ERROR_INVALID_MESSAGE, _ ("A property does not belong to a message. Remove it."));
      break;
    case MOSQ_ERR_PAYLOAD_SIZE:
      desk_fail (error, DESK_ERROR_PACKET_TOO_LARGE,
                 _ ("A property is longer than the 65,535 bytes that MQTT allows."));
      break;
    default:
      desk_handle_explain (rc, saved_errno, error);
      break;
    }
}

static void
add_request (DeskClient *self, int mid, gboolean subscribes, guint64 token)
{
  DeskRequest *request = g_new (DeskRequest, 1);

  *request = (DeskRequest) { .subscribes = subscribes, .token = token };
  self->last_packet_id = (guint16) mid;
  g_hash_table_insert (self->requests, GUINT_TO_POINTER (mid), request);
}

/* What a CONNACK may say that the broker cannot do (MQTT 5.0 section 3.2.2.3) */
static gboolean
is_unavailable (DeskClient *self, DeskPropertyId id)
{
  const DeskProperty *property = desk_properties_find (self->connack_properties, id);

  return property != NULL && property->number == 0;
}

/* @remaining: bytes of the packet but for the filter's own and the fixed header. The
 * library does not know how much a broker takes (MQTT 5.0 section 3.2.2.3.6). */
static gboolean
check_filter_size (DeskClient *self, const char *filter, gsize remaining, GError **error)
{
  const DeskProperty *property
      = desk_properties_find (self->connack_properties, DESK_PROP_MAXIMUM_PACKET_SIZE);
  g_autofree char *may_be = NULL;

  remaining += strlen (filter);
  if (property == NULL || 1 + (remaining < 128 ? 1 : remaining < 16384 ? 2 : 3) + remaining <= property->number)
    return TRUE;
  may_be = g_format_size_full (property->number, G_FORMAT_SIZE_LONG_FORMAT);

  return desk_fail (error, DESK_ERROR_PACKET_TOO_LARGE,
                    _ ("The topic filter is too long: this broker allows packets of %s at most. Shorten it."), may_be);
}

static gsize
get_identifier_size (guint identifier)
{
  return identifier == 0 ? 0 : identifier < 128 ? 2 : identifier < 16384 ? 3 : identifier < 2097152 ? 4 : 5;
}

static gboolean
check_subscription (DeskClient *self, const char *filter, const DeskSubscribeOptions *options, GError **error)
{
  DeskServerLimits limits;

  desk_server_limits_read (&limits, self->options->version, self->connack_properties);
  if (!desk_server_limits_check_filter (&limits, filter, error))
    return FALSE;
  if (options->identifier != 0 && !limits.identifiers_available)
    return desk_fail (error, DESK_ERROR_REFUSED_BY_BROKER,
                      _ ("This broker does not support subscription identifiers. Subscribe without one."));
  /* MQTT 5.0 section 3.8.3.1 */
  if (options->no_local && desk_topic_filter_is_shared (filter))
    return desk_fail (error, DESK_ERROR_FAILED,
                      _ ("MQTT does not allow “No local” for a shared subscription. Turn it off."));

  return check_filter_size (self, filter, SUBSCRIBE_PARTS + get_identifier_size (options->identifier), error);
}

/**
 * _desk_client_subscribe:
 * @self: a client
 * @token: the caller's number
 * @filter: a topic filter
 * @options: what is wanted; before MQTT 5 only the QoS counts
 *
 * Sends SUBSCRIBE.
 */
void
_desk_client_subscribe (DeskClient *self, guint64 token, const char *filter, const DeskSubscribeOptions *options)
{
  DeskSubscribeOptions asked = { .qos = options->qos };
  g_autoptr (GError) error = NULL;
  int mid = 0, rc;

  if (self->options != NULL && self->options->version == DESK_MQTT_5)
    asked = *options;
  if (check_connected (self, &error) && desk_topic_filter_check (filter, &error)
      && check_subscription (self, filter, &asked, &error) && check_packet_id (self, &error))
    {
      rc = desk_handle_subscribe (self->handle, filter, &asked, &mid);
      if (rc == MOSQ_ERR_SUCCESS)
        add_request (self, mid, TRUE, token);
      else
        explain_call (rc, errno, &error);
    }
  if (error != NULL)
    self->funcs.subscribed (token, UNSPECIFIED_ERROR, error, self->user_data);
}

/**
 * _desk_client_unsubscribe:
 * @self: a client
 * @token: the caller's number
 * @filter: a topic filter
 *
 * Sends UNSUBSCRIBE.
 */
void
_desk_client_unsubscribe (DeskClient *self, guint64 token, const char *filter)
{
  g_autoptr (GError) error = NULL;
  int mid = 0, rc;

  if (check_connected (self, &error) && desk_topic_filter_check (filter, &error)
      && check_filter_size (self, filter, UNSUBSCRIBE_PARTS, &error) && check_packet_id (self, &error))
    {
      rc = mosquitto_unsubscribe (self->handle, &mid, filter);
      if (rc == MOSQ_ERR_SUCCESS)
        add_request (self, mid, FALSE, token);
      else
        explain_call (rc, errno, &error);
    }
  if (error != NULL)
    self->funcs.unsubscribed (token, error, self->user_data);
}

/**
 * _desk_client_answered:
 * @self: a client
 * @packet: SUBACK or UNSUBACK
 *
 * Tells the caller what the broker answered.
 */
void
_desk_client_answered (DeskClient *self, const DeskPacket *packet)
{
  DeskRequest *request = g_hash_table_lookup (self->requests, GUINT_TO_POINTER (packet->packet_id));
  gboolean subscribes = packet->type == DESK_PACKET_SUBACK;
  g_autoptr (GError) error = NULL;
  guint64 token;

  if (request == NULL || request->subscribes != subscribes)
    return;

  token = request->token;
  g_hash_table_remove (self->requests, GUINT_TO_POINTER (packet->packet_id));
  if (subscribes)
    {
      desk_reason_suback (self->options->version, packet->codes[0], packet->properties, &error);
      self->funcs.subscribed (token, packet->codes[0], error, self->user_data);
    }
  else
    {
      if (packet->n_codes > 0)
        desk_reason_unsuback (packet->codes[0], packet->properties, &error);
      self->funcs.unsubscribed (token, error, self->user_data);
    }
}

/* Its place in the outbox is free again. */
static void
release_place (DeskClient *self, const DeskOutgoing *outgoing)
{
  DeskClientLoad *load = outgoing->in_bulk ? &self->bulk_load : &self->load;

  g_mutex_lock (&self->lock);
  load->length--;
  load->size -= outgoing->size;
  g_mutex_unlock (&self->lock);
}

static void
remove_outgoing (DeskClient *self, DeskOutgoing *outgoing)
{
  release_place (self, outgoing);
  desk_outbox_remove (self->outbox, outgoing);
}

static gboolean
check_properties (DeskClient *self, DeskOutgoing *outgoing, GError **error)
{
  guint n_properties = outgoing->properties != NULL ? desk_properties_get_length (outgoing->properties) : 0;

  if (n_properties > 0 && self->options->version != DESK_MQTT_5)
    return desk_fail (
        error, DESK_ERROR_INVALID_MESSAGE,
        _ ("This connection does not speak MQTT 5, so a message cannot have properties. Remove them, or "
           "choose MQTT 5 in the profile."));

  for (guint i = 0; i < n_properties; i++)
    {
      const DeskProperty *property = desk_properties_get (outgoing->properties, i);
      const char *name = NULL;

      if (property->kind != DESK_PROPERTY_STRING || *property->string != '\0')
        continue;
      desk_property_lookup (property->id, &name, NULL);
      return desk_fail (error, DESK_ERROR_INVALID_MESSAGE,
                        _ ("The property “%s” is empty. Enter something, or remove it."), name);
    }

  return TRUE;
}

static gboolean
check_size (DeskClient *self, DeskOutgoing *outgoing, GError **error)
{
  const DeskProperty *property
      = desk_properties_find (self->connack_properties, DESK_PROP_MAXIMUM_PACKET_SIZE);
  gsize size = desk_outgoing_get_packet_size (outgoing, self->options->version);
  g_autofree char *is = g_format_size (size);

  if (size > DESK_REMAINING_MAX)
    {
      g_autofree char *may_be = g_format_size (DESK_REMAINING_MAX);

      return desk_fail (error, DESK_ERROR_PACKET_TOO_LARGE,
                        _ ("The message takes %s, but MQTT allows at most %s. Publish less at once."), is,
                        may_be);
    }
  if (property != NULL && size > property->number)
    {
      g_autofree char *may_be = g_format_size (property->number);

      return desk_fail (error, DESK_ERROR_PACKET_TOO_LARGE,
                        _ ("The message takes %s, but this broker allows at most %s. Publish less at once."),
                        is, may_be);
    }

  return TRUE;
}

/* What the broker said in its CONNACK that it cannot do (MQTT 5.0 sections
 * 3.2.2.3.4 and 3.2.2.3.5); the library would drop the flag without a word. */
static gboolean
check_abilities (DeskClient *self, DeskOutgoing *outgoing, GError **error)
{
  const DeskProperty *qos = desk_properties_find (self->connack_properties, DESK_PROP_MAXIMUM_QOS);

  if (qos != NULL && outgoing->qos > qos->number)
    return desk_fail (error, DESK_ERROR_REFUSED_BY_BROKER,
                      _ ("This broker supports QoS up to %u only. Publish with that one."), qos->number);
  if (outgoing->retained && is_unavailable (self, DESK_PROP_RETAIN_AVAILABLE))
    return desk_fail (error, DESK_ERROR_REFUSED_BY_BROKER,
                      _ ("This broker keeps no retained messages. Publish without “Retained”."));

  return TRUE;
}

/**
 * _desk_client_publish:
 * @self: a client
 * @outgoing: (transfer full): a message that has its place in the outbox
 *
 * Gives a message to the library, if it may be sent.
 */
void
_desk_client_publish (DeskClient *self, DeskOutgoing *outgoing)
{
  guint64 token = outgoing->token;
  g_autoptr (GError) error = NULL;
  int rc;

  if (check_connected (self, &error) && desk_topic_check (outgoing->topic, &error)
      && check_properties (self, outgoing, &error) && check_size (self, outgoing, &error)
      && check_abilities (self, outgoing, &error) && (outgoing->qos == 0 || check_packet_id (self, &error)))
    {
      guint16 packet_id = 0;

      rc = desk_handle_publish (self->handle, outgoing->topic, outgoing->payload, outgoing->qos,
                                outgoing->retained, outgoing->properties, &packet_id);
      if (packet_id != 0)
        self->last_packet_id = packet_id;
      if (rc == MOSQ_ERR_SUCCESS)
        {
          outgoing->packet_id = outgoing->qos > 0 ? packet_id : 0;
          desk_outbox_add (self->outbox, outgoing);
          return;
        }
      explain_call (rc, errno, &error);
      /* It may be in the library all the same, and must not be sent later. */
      self->handle_is_stale = self->handle_is_stale || packet_id != 0;
    }

  release_place (self, outgoing);
  desk_outgoing_free (outgoing);
  self->funcs.published (token, FALSE, 0, error, self->user_data);
}

/**
 * _desk_client_refuse:
 * @self: a client
 * @outgoing: (transfer full): a message that found no place in the outbox
 *
 * Tells the caller that too much waits already.
 */
void
_desk_client_refuse (DeskClient *self, DeskOutgoing *outgoing)
{
  g_autofree char *size = g_format_size (DESK_OUTBOX_MAX_SIZE);
  g_autoptr (GError) error = NULL;

  desk_fail (&error, DESK_ERROR_QUEUE_FULL,
             _ ("Too much waits to be sent or acknowledged already: at most %'u messages, or %s. Publish "
                "more slowly."),
             DESK_OUTBOX_MAX_LENGTH, size);
  self->funcs.published (outgoing->token, FALSE, 0, error, self->user_data);
  desk_outgoing_free (outgoing);
}

/**
 * _desk_client_written:
 * @self: a client
 * @packet: a PUBLISH of ours on its way to the network
 *
 * Records the message, and with QoS 0 is done with it. The library writes those
 * in the order in which it got them.
 */
void
_desk_client_written (DeskClient *self, const DeskPacket *packet)
{
  guint8 qos = packet->flags >> 1 & 3;
  DeskOutgoing *outgoing = qos == 0 ? desk_outbox_peek_unwritten (self->outbox)
                                    : desk_outbox_find (self->outbox, packet->packet_id);
  gsize length;
  gconstpointer payload;
  guint64 token;

  if (outgoing == NULL || outgoing->written)
    return;

  outgoing->written = TRUE;
  payload = g_bytes_get_data (outgoing->payload, &length);
  _desk_client_record (
      self, outgoing->topic,
      (DeskMessageFlags) (qos | DESK_MESSAGE_OUTGOING | (outgoing->retained ? DESK_MESSAGE_RETAINED : 0)),
      outgoing->properties, payload, length);
  if (qos == 0)
    {
      token = outgoing->token;
      remove_outgoing (self, outgoing);
      self->funcs.published (token, FALSE, 0, NULL, self->user_data);
    }
}

/**
 * _desk_client_acknowledged:
 * @self: a client
 * @packet: PUBACK, PUBREC or PUBCOMP
 *
 * Tells the caller what became of a message. PUBREC is a step on the way,
 * unless it is a refusal (MQTT 5.0 section 3.5.2.1).
 */
void
_desk_client_acknowledged (DeskClient *self, const DeskPacket *packet)
{
  DeskOutgoing *outgoing = desk_outbox_find (self->outbox, packet->packet_id);
  g_autoptr (GError) error = NULL;
  guint64 token;
  guint8 reason;

  if (outgoing == NULL || (outgoing->qos == 1) != (packet->type == DESK_PACKET_PUBACK))
    return;

  if (packet->type == DESK_PACKET_PUBREC && (packet->reason < 0x80 || self->options->version != DESK_MQTT_5))
    {
      outgoing->reason = packet->reason;
      return;
    }

  token = outgoing->token;
  reason = packet->reason != 0 ? packet->reason : outgoing->reason;
  remove_outgoing (self, outgoing);
  desk_reason_publish (reason, packet->properties, &error);
  self->funcs.published (token, TRUE, reason, error, self->user_data);
}

static GError *
describe_unfinished (DeskOutgoing *outgoing)
{
  GError *error = NULL;

  if (outgoing->written)
    desk_fail (&error, DESK_ERROR_CLOSED,
               _ ("The connection ended before the broker acknowledged the message. It may have arrived: "
                  "check before you publish it again."));
  else
    desk_fail (&error, DESK_ERROR_NOT_CONNECTED,
               _ ("The connection ended before the message was sent. Publish it again."));

  return error;
}

static void
give_up_outgoing (DeskClient *self, DeskOutgoing *outgoing)
{
  g_autoptr (GError) error = describe_unfinished (outgoing);
  guint64 token = outgoing->token;

  remove_outgoing (self, outgoing);
  if (!self->closing)
    self->funcs.published (token, FALSE, 0, error, self->user_data);
}

/**
 * _desk_client_give_up:
 * @self: a client whose connection has ended
 * @handle_stays: whether the handle is kept, with the messages that have QoS 1
 *   or 2 and are not acknowledged: it sends them again if the broker still
 *   knows the session
 *
 * Answers all that waits for an answer and cannot get one any more.
 */
void
_desk_client_give_up (DeskClient *self, gboolean handle_stays)
{
  g_autoptr (GHashTable) requests = g_steal_pointer (&self->requests);
  g_autoptr (GError) unanswered = NULL;
  GHashTableIter iter;
  gpointer value;
  DeskOutgoing *next;

  self->requests = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  desk_fail (&unanswered, DESK_ERROR_NOT_CONNECTED, _ ("The connection ended before the broker answered."));
  g_hash_table_iter_init (&iter, requests);
  while (!self->closing && g_hash_table_iter_next (&iter, NULL, &value))
    {
      DeskRequest *request = value;

      if (request->subscribes)
        self->funcs.subscribed (request->token, UNSPECIFIED_ERROR, unanswered, self->user_data);
      else
        self->funcs.unsubscribed (request->token, unanswered, self->user_data);
    }

  if (self->outbox == NULL)
    return;
  for (DeskOutgoing *outgoing = desk_outbox_peek (self->outbox); outgoing != NULL; outgoing = next)
    {
      next = desk_outbox_next (outgoing);
      if (!handle_stays || outgoing->qos == 0)
        give_up_outgoing (self, outgoing);
    }
}

/**
 * _desk_client_forget_outbox:
 * @self: a client whose handle is about to be destroyed
 *
 * Answers for the messages that the handle would have sent again.
 */
void
_desk_client_forget_outbox (DeskClient *self)
{
  DeskOutgoing *outgoing;

  while ((outgoing = desk_outbox_peek (self->outbox)) != NULL)
    give_up_outgoing (self, outgoing);
}
