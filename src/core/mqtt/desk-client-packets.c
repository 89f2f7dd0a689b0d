/* desk-client-packets.c: what the relay and the library tell a client
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-client"

#include "config.h"

#include <errno.h>

#include <glib/gi18n-lib.h>

#include "desk-batch.h"
#include "desk-client-private.h"
#include "desk-error.h"

/* A batch is handed on at the end of the turn, or earlier when it has become
 * this long, this large (bytes) or this old (µs). */
#define BATCH_LENGTH 4096
#define BATCH_SIZE (8 * 1024 * 1024)
#define BATCH_AGE 20000

static gboolean
batch_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static gboolean
on_batch (gpointer user_data)
{
  _desk_client_flush (user_data);

  return G_SOURCE_CONTINUE;
}

/**
 * _desk_client_new_batch_source:
 * @self: a client
 *
 * Returns: (transfer full): a source that hands the batch on in the turn after
 *   the one in which it was begun
 */
GSource *
_desk_client_new_batch_source (DeskClient *self)
{
  static GSourceFuncs funcs = { .dispatch = batch_dispatch };
  GSource *source = g_source_new (&funcs, sizeof (GSource));

  g_source_set_static_name (source, "DeskClient: batch");
  g_source_set_callback (source, on_batch, self, NULL);
  g_source_attach (source, self->context);

  return source;
}

/**
 * _desk_client_flush:
 * @self: a client
 *
 * Hands the batch on, if there is one.
 */
void
_desk_client_flush (DeskClient *self)
{
  if (self->batch == NULL)
    return;

  g_source_set_ready_time (self->batch_source, -1);
  if (self->closing)
    g_clear_pointer (&self->batch, desk_batch_free);
  else
    self->funcs.messages (g_steal_pointer (&self->batch), self->user_data);
}

/**
 * _desk_client_record:
 * @self: a client
 * @topic: topic name
 * @flags: QoS, retained, outgoing, duplicate
 * @properties: (nullable): MQTT 5 properties
 * @payload: (nullable): the payload
 * @length: bytes of it
 *
 * Puts a message into the batch, with the time of now. The connection ends
 * where there is no memory for it, so that none is missing unnoticed.
 */
void
_desk_client_record (DeskClient      *self,
                     GRefString      *topic,
                     DeskMessageFlags flags,
                     DeskProperties  *properties,
                     gconstpointer    payload,
                     gsize            length)
{
  gint64 now = g_get_real_time ();

  if (self->batch == NULL)
    {
      self->batch = desk_batch_new ();
      self->batch_started = now;
      g_source_set_ready_time (self->batch_source, 0);
    }

  if (!desk_batch_append (self->batch, now, topic, flags, properties, payload, length))
    {
      g_autofree char *size = g_format_size (length);
      GError *error = NULL;

      desk_fail (&error, DESK_ERROR_PACKET_TOO_LARGE,
                 _ ("There is not enough memory for a message of %s. Close other programs, or set a maximum "
                    "packet size in the profile."),
                 size);
      _desk_client_fail_soon (self, error);
      return;
    }

  if (desk_batch_get_length (self->batch) >= BATCH_LENGTH || desk_batch_get_size (self->batch) >= BATCH_SIZE
      || now - self->batch_started >= BATCH_AGE || now < self->batch_started)
    _desk_client_flush (self);
}

/* A repetition that the library holds beside a message that was delivered has
 * to go, or it would be delivered in place of the next one with its identifier. */
static void
release_repetition (DeskClient *self, guint16 packet_id)
{
  guint8 pubrel[] = { DESK_PACKET_PUBREL << 4 | 2, 2, (guint8) (packet_id >> 8), (guint8) packet_id };

  if (desk_arrivals_is_repeated (self->arrivals, packet_id))
    desk_relay_insert (self->relay, pubrel, sizeof pubrel);
}

static void
on_message (struct mosquitto                *handle,
            void                            *user_data,
            const struct mosquitto_message *message,
            const mosquitto_property        *properties)
{
  DeskClient *self = user_data;
  g_auto (DeskArrival) arrival = { 0 };
  GError *error = NULL;
  int saved_errno = errno;

  if (self->failing != NULL)
    return;

  if (!desk_arrivals_pop (self->arrivals, (guint8) message->qos, (guint16) message->mid, message->retain,
                          &arrival, &error))
    _desk_client_fail_soon (self, error);
  else if (!arrival.repeated)
    {
      DeskMessageFlags flags = (DeskMessageFlags) message->qos;

      if (message->retain)
        flags |= DESK_MESSAGE_RETAINED;
      if ((arrival.flags & 8) != 0)
        flags |= DESK_MESSAGE_DUPLICATE;
      _desk_client_record (self, desk_topic_cache_get (self->topics, message->topic), flags,
                           arrival.properties, message->payload, (gsize) message->payloadlen);
    }
  if (message->qos == 2 && self->failing == NULL)
    release_repetition (self, (guint16) message->mid);

  errno = saved_errno;
}

static void
on_connect (struct mosquitto *handle, void *user_data, int rc)
{
  DeskClient *self = user_data;
  int saved_errno = errno;

  if (rc == 0 && self->state == DESK_CLIENT_GREETING && self->failing == NULL)
    _desk_client_connected (self);

  errno = saved_errno;
}

/**
 * _desk_client_set_callbacks:
 * @self: a client with a new or a kept handle
 *
 * Asks the library for what only it can tell: when it accepted CONNACK, and
 * the messages. All else comes from the relay, which knows more.
 */
void
_desk_client_set_callbacks (DeskClient *self)
{
  mosquitto_connect_callback_set (self->handle, on_connect);
  mosquitto_message_v5_callback_set (self->handle, on_message);
}

static DeskProperties *
ref_properties (DeskProperties *properties)
{
  return properties != NULL ? desk_properties_ref (properties) : NULL;
}

static gsize
get_max_packet (DeskProperties *connack)
{
  const DeskProperty *property = desk_properties_find (connack, DESK_PROP_MAXIMUM_PACKET_SIZE);

  return property != NULL ? property->number : G_MAXSIZE;
}

static void
take_connack (DeskClient *self, const DeskPacket *packet)
{
  self->connack_came = TRUE;
  self->connack_reason = packet->reason;
  self->connack_properties = ref_properties (packet->properties);
  /* MQTT 3.1 has no such flag. */
  self->session_present = self->options->version != DESK_MQTT_3_1 && (packet->connect_flags & 1) != 0;

  if (packet->reason == 0)
    _desk_client_hold (self);
  if (packet->reason == 0 && self->handle_is_kept
      && (!self->session_present
          || desk_outbox_get_largest (self->outbox, self->options->version)
                 > get_max_packet (packet->properties)))
    _desk_client_start_anew_soon (self);
  else if (packet->reason == 0 && self->session_present && !self->session_is_new && self->funcs.backlog != NULL)
    _desk_client_count_backlog (self);
}

static void
take_incoming (DeskClient *self, const DeskPacket *packet)
{
  GError *error = NULL;

  self->incoming_size += packet->size;
  if (self->backlog_source != NULL)
    _desk_client_note_backlog (self, packet);
  /* What follows a DISCONNECT the library will not see. */
  if (self->disconnect_came)
    return;

  switch (packet->type)
    {
    case DESK_PACKET_CONNACK:
      take_connack (self, packet);
      break;

    case DESK_PACKET_PUBLISH:
      if (!desk_arrivals_push (self->arrivals, packet, &error))
        _desk_client_fail_soon (self, error);
      break;

    case DESK_PACKET_SUBACK:
    case DESK_PACKET_UNSUBACK:
      _desk_client_answered (self, packet);
      break;

    case DESK_PACKET_PUBACK:
    case DESK_PACKET_PUBREC:
    case DESK_PACKET_PUBCOMP:
      _desk_client_acknowledged (self, packet);
      break;

    case DESK_PACKET_DISCONNECT:
      self->disconnect_came = TRUE;
      self->disconnect_reason = packet->reason;
      self->disconnect_properties = ref_properties (packet->properties);
      break;

    case DESK_PACKET_CONNECT:
    case DESK_PACKET_PUBREL:
    case DESK_PACKET_SUBSCRIBE:
    case DESK_PACKET_UNSUBSCRIBE:
    case DESK_PACKET_PINGREQ:
    case DESK_PACKET_PINGRESP:
    case DESK_PACKET_AUTH:
    default:
      break;
    }
}

static void
take_outgoing (DeskClient *self, const DeskPacket *packet)
{
  self->last_sent = g_get_monotonic_time ();
  if (self->backlog_source != NULL)
    _desk_client_note_backlog_answer (self, packet);
  if (packet->type == DESK_PACKET_PUBLISH)
    _desk_client_written (self, packet);
  else if (packet->type == DESK_PACKET_PUBREC)
    desk_arrivals_received (self->arrivals, packet->packet_id);
}

/**
 * _desk_client_on_packet:
 * @packet: a packet's header on its way through the relay
 * @user_data: the client
 *
 * Takes from a packet what the library hides.
 */
void
_desk_client_on_packet (const DeskPacket *packet, gpointer user_data)
{
  DeskClient *self = user_data;

  if (packet->incoming)
    _desk_client_heard (self, packet);
  if (self->failing != NULL)
    return;

  if (packet->incoming)
    take_incoming (self, packet);
  else
    take_outgoing (self, packet);
}
