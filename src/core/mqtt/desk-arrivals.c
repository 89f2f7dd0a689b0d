/* desk-arrivals.c: what belongs to the messages that the library has not delivered yet
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-arrivals.h"
#include "desk-error.h"

/* Slots of the ring at the beginning; a power of two */
#define FIRST_SLOTS 1024

struct _DeskArrivals
{
  /* QoS 0 and 1 are delivered in the order of the wire. The ring holds what is
   * between the relay and the library, which their buffers bound. */
  DeskArrival *ring; /* (owned) */
  guint n_slots;
  guint first;
  guint length;

  /* QoS 2 is delivered at PUBREL: by packet id, of the same id the first. */
  GHashTable *unreleased; /* (owned): packet id → GQueue of DeskArrival */
  DeskArrival *last;      /* (unowned) (nullable): the last message, if it is in there */
  guint n_unreleased;
  gsize unreleased_size;
};

/**
 * desk_arrival_clear:
 * @self: an arrival
 *
 * Frees what it holds.
 */
void
desk_arrival_clear (DeskArrival *self)
{
  g_clear_pointer (&self->properties, desk_properties_unref);
}

static void
free_arrival (gpointer data)
{
  DeskArrival *arrival = data;

  desk_arrival_clear (arrival);
  g_free (arrival);
}

static void
free_queue (gpointer data)
{
  g_queue_free_full (data, free_arrival);
}

/**
 * desk_arrivals_new:
 *
 * Returns: (transfer full): empty arrivals, for one libmosquitto handle
 */
DeskArrivals *
desk_arrivals_new (void)
{
  DeskArrivals *self = g_new0 (DeskArrivals, 1);

  self->n_slots = FIRST_SLOTS;
  self->ring = g_new (DeskArrival, self->n_slots);
  self->unreleased = g_hash_table_new_full (NULL, NULL, NULL, free_queue);

  return self;
}

/**
 * desk_arrivals_free:
 * @self: (transfer full): arrivals
 *
 * Frees them.
 */
void
desk_arrivals_free (DeskArrivals *self)
{
  desk_arrivals_forget (self);
  g_hash_table_unref (self->unreleased);
  g_free (self->ring);
  g_free (self);
}

static void
grow (DeskArrivals *self)
{
  DeskArrival *ring = g_new (DeskArrival, self->n_slots * 2);

  for (guint i = 0; i < self->length; i++)
    ring[i] = self->ring[(self->first + i) & (self->n_slots - 1)];
  g_free (self->ring);
  self->ring = ring;
  self->first = 0;
  self->n_slots *= 2;
}

static gboolean
push_unreleased (DeskArrivals *self, DeskArrival *arrival, GError **error)
{
  GQueue *queue = g_hash_table_lookup (self->unreleased, GUINT_TO_POINTER (arrival->packet_id));

  if (self->n_unreleased > 0
      && (self->n_unreleased >= G_MAXUINT16 || self->unreleased_size + arrival->size > DESK_ARRIVALS_MAX))
    {
      g_autofree char *size = g_format_size (self->unreleased_size);

      return desk_fail (
          error, DESK_ERROR_PROTOCOL,
          _ ("The broker sent %'u messages with QoS 2 (%s) without releasing them; that is more than this "
             "program holds. Subscribe with QoS 1."),
          self->n_unreleased, size);
    }

  if (queue == NULL)
    {
      queue = g_queue_new ();
      g_hash_table_insert (self->unreleased, GUINT_TO_POINTER (arrival->packet_id), queue);
    }
  arrival->repeated = !g_queue_is_empty (queue) && (arrival->flags & 8) != 0;
  self->last = g_memdup2 (arrival, sizeof *arrival);
  g_queue_push_tail (queue, self->last);
  self->n_unreleased++;
  self->unreleased_size += arrival->size;

  return TRUE;
}

/**
 * desk_arrivals_push:
 * @self: arrivals
 * @packet: a PUBLISH from the broker that the library will see next
 * @error: %DESK_ERROR_PROTOCOL
 *
 * Remembers what belongs to a message. libmosquitto keeps each message with
 * QoS 2 in memory until its PUBREL, so these are bounded.
 *
 * Returns: %FALSE with @error set if too many wait for their PUBREL
 */
gboolean
desk_arrivals_push (DeskArrivals *self, const DeskPacket *packet, GError **error)
{
  DeskArrival arrival = { .packet_id = packet->packet_id, .flags = packet->flags, .size = packet->size };

  if (packet->properties != NULL)
    {
      arrival.properties = desk_properties_ref (packet->properties);
      arrival.size += desk_properties_get_size (packet->properties);
    }
  if ((packet->flags >> 1 & 3) == 2)
    {
      if (push_unreleased (self, &arrival, error))
        return TRUE;
      desk_arrival_clear (&arrival);
      return FALSE;
    }

  if (self->length == self->n_slots)
    grow (self);
  self->ring[(self->first + self->length) & (self->n_slots - 1)] = arrival;
  self->length++;
  self->last = NULL;

  return TRUE;
}

static gboolean
fail_match (guint8 qos, guint16 packet_id, GError **error)
{
  return desk_fail (
      error, DESK_ERROR_PROTOCOL,
      _ ("The packets from the broker cannot be told apart any more: a message with QoS %u and the packet "
         "identifier %u was not expected."),
      qos, packet_id);
}

static gboolean
pop_unreleased (DeskArrivals *self, guint16 packet_id, DeskArrival *arrival)
{
  GQueue *queue = g_hash_table_lookup (self->unreleased, GUINT_TO_POINTER (packet_id));
  DeskArrival *first;

  if (queue == NULL)
    return FALSE;

  first = g_queue_pop_head (queue);
  if (first == self->last)
    self->last = NULL;
  *arrival = *first;
  g_free (first);
  if (g_queue_is_empty (queue))
    g_hash_table_remove (self->unreleased, GUINT_TO_POINTER (packet_id));
  self->n_unreleased--;
  self->unreleased_size -= arrival->size;

  return TRUE;
}

/**
 * desk_arrivals_pop:
 * @self: arrivals
 * @qos: QoS of the message that the library delivers
 * @packet_id: its packet identifier, 0 for QoS 0
 * @retained: its RETAIN flag
 * @arrival: (out caller-allocates): what belongs to it; clear it after use
 * @error: %DESK_ERROR_PROTOCOL
 *
 * Finds what belongs to a message.
 *
 * Returns: %FALSE with @error set if it is not the message that had to come
 */
gboolean
desk_arrivals_pop (DeskArrivals *self,
                   guint8        qos,
                   guint16       packet_id,
                   gboolean      retained,
                   DeskArrival  *arrival,
                   GError      **error)
{
  if (qos == 2)
    {
      if (!pop_unreleased (self, packet_id, arrival))
        return fail_match (qos, packet_id, error);
    }
  else
    {
      if (self->length == 0)
        return fail_match (qos, packet_id, error);
      *arrival = self->ring[self->first];
      self->first = (self->first + 1) & (self->n_slots - 1);
      self->length--;
    }

  if ((arrival->flags >> 1 & 3) != qos || arrival->packet_id != packet_id
      || ((arrival->flags & 1) != 0) != retained)
    {
      desk_arrival_clear (arrival);
      return fail_match (qos, packet_id, error);
    }

  return TRUE;
}

/**
 * desk_arrivals_is_repeated:
 * @self: arrivals
 * @packet_id: packet identifier of a message with QoS 2 that was delivered
 *
 * libmosquitto keeps a message that was sent again beside the first one, and
 * would deliver it at the PUBREL of some later message.
 *
 * Returns: whether the library holds a repetition of that message
 */
gboolean
desk_arrivals_is_repeated (DeskArrivals *self, guint16 packet_id)
{
  GQueue *queue = g_hash_table_lookup (self->unreleased, GUINT_TO_POINTER (packet_id));

  return queue != NULL && ((DeskArrival *) g_queue_peek_head (queue))->repeated;
}

/**
 * desk_arrivals_received:
 * @self: arrivals
 * @packet_id: packet identifier of a PUBREC from the library
 *
 * The library has that message now.
 */
void
desk_arrivals_received (DeskArrivals *self, guint16 packet_id)
{
  GQueue *queue = g_hash_table_lookup (self->unreleased, GUINT_TO_POINTER (packet_id));

  for (GList *l = queue != NULL ? queue->head : NULL; l != NULL; l = l->next)
    {
      DeskArrival *arrival = l->data;

      if (!arrival->received)
        {
          arrival->received = TRUE;
          return;
        }
    }
}

/**
 * desk_arrivals_received_all:
 * @self: arrivals
 * @but_last: whether the last packet did not arrive whole
 *
 * The library has read all there was, to the end of the connection.
 */
void
desk_arrivals_received_all (DeskArrivals *self, gboolean but_last)
{
  GHashTableIter iter;
  gpointer queue;

  g_hash_table_iter_init (&iter, self->unreleased);
  while (g_hash_table_iter_next (&iter, NULL, &queue))
    for (GList *l = ((GQueue *) queue)->head; l != NULL; l = l->next)
      {
        DeskArrival *arrival = l->data;

        arrival->received = arrival->received || !but_last || arrival != self->last;
      }
}

/**
 * desk_arrivals_forget:
 * @self: arrivals
 *
 * Forgets what the library did not receive before its connection ended. What
 * waits for PUBREL stays: the library keeps it as well, as long as the same
 * handle is used.
 */
void
desk_arrivals_forget (DeskArrivals *self)
{
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < self->length; i++)
    desk_arrival_clear (&self->ring[(self->first + i) & (self->n_slots - 1)]);
  self->length = 0;
  self->last = NULL;

  g_hash_table_iter_init (&iter, self->unreleased);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GQueue *queue = value;

      for (GList *l = queue->head, *next; l != NULL; l = next)
        {
          DeskArrival *arrival = l->data;

          next = l->next;
          if (arrival->received)
            continue;
          self->n_unreleased--;
          self->unreleased_size -= arrival->size;
          free_arrival (arrival);
          g_queue_delete_link (queue, l);
        }
      if (g_queue_is_empty (queue))
        g_hash_table_iter_remove (&iter);
    }
}

/**
 * desk_arrivals_get_n_unreleased:
 * @self: arrivals
 *
 * Returns: how many messages with QoS 2 wait for their PUBREL
 */
guint
desk_arrivals_get_n_unreleased (DeskArrivals *self)
{
  return self->n_unreleased;
}
