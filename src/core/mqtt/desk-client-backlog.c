/* desk-client-backlog.c: counts what waited for us in a session that the broker kept
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-client"

#include "config.h"

#include "desk-client-private.h"

/* MQTT has no mark where what waited ends and what is new begins. But a broker
 * sends what waits as soon as it may: some at CONNACK, and more for each that is
 * acknowledged. So PINGREQ goes out behind our acknowledgements again and again,
 * and once neither a PUBLISH nor a PUBREL came before a PINGRESP nothing waits
 * any more. A PINGREQ that was on its way before one of the acknowledgements, which
 * are the library's, proves nothing. What is new and comes in between is counted,
 * too: a round trip's worth. */

static gboolean
on_ping_due (gpointer user_data)
{
  DeskClient *self = user_data;

  g_source_set_ready_time (self->backlog_source, -1);
  /* The last of what is owed has it asked. */
  if (self->n_owed > 0)
    return G_SOURCE_CONTINUE;

  self->backlog_goes_on = FALSE;
  /* Nothing may follow a DISCONNECT of ours. */
  if (self->state == DESK_CLIENT_UP && self->failing == NULL)
    _desk_client_ping (self);

  return G_SOURCE_CONTINUE;
}

static gboolean
backlog_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

/**
 * _desk_client_count_backlog:
 * @self: a client that gets the CONNACK of a session that goes on
 *
 * Counts the messages with QoS 1 and 2 that come until none waits any more. The
 * first of them come in one piece with CONNACK, before the library has seen that.
 */
void
_desk_client_count_backlog (DeskClient *self)
{
  static GSourceFuncs funcs = { .dispatch = backlog_dispatch };

  self->n_backlog = 0;
  self->n_owed = 0;
  self->backlog_source = g_source_new (&funcs, sizeof (GSource));
  g_source_set_static_name (self->backlog_source, "DeskClient: backlog");
  g_source_set_callback (self->backlog_source, on_ping_due, self, NULL);
  g_source_attach (self->backlog_source, self->context);
}

/**
 * _desk_client_probe_backlog:
 * @self: a client that is connected
 *
 * If it counts, begins to find out where that ends.
 */
void
_desk_client_probe_backlog (DeskClient *self)
{
  /* Not at once: we are inside the library. */
  if (self->backlog_source != NULL)
    g_source_set_ready_time (self->backlog_source, 0);
}

/**
 * _desk_client_note_backlog:
 * @self: a client that counts
 * @packet: a packet from the broker
 *
 * Counts it, or finds that all have come.
 */
void
_desk_client_note_backlog (DeskClient *self, const DeskPacket *packet)
{
  gboolean has_id = packet->type == DESK_PACKET_PUBLISH && (packet->flags >> 1 & 3) > 0;
  guint64 n = self->n_backlog;

  if (has_id && (packet->flags & 1) == 0)
    self->n_backlog++;
  if (has_id || packet->type == DESK_PACKET_PUBREL)
    {
      self->n_owed++;
      self->backlog_goes_on = TRUE;
    }
  if (packet->type != DESK_PACKET_PINGRESP)
    return;

  /* Else the last of the acknowledgements has it asked again. */
  if (self->n_owed > 0)
    return;
  if (self->backlog_goes_on)
    {
      g_source_set_ready_time (self->backlog_source, 0);
      return;
    }
  _desk_client_forget_backlog (self);
  if (n > 0)
    self->funcs.backlog (n, self->user_data);
}

/**
 * _desk_client_note_backlog_answer:
 * @self: a client that counts
 * @packet: a packet of the library on its way to the broker
 *
 * Waits for the answers of the library, since more may come for each.
 */
void
_desk_client_note_backlog_answer (DeskClient *self, const DeskPacket *packet)
{
  if ((packet->type != DESK_PACKET_PUBACK && packet->type != DESK_PACKET_PUBREC
       && packet->type != DESK_PACKET_PUBCOMP)
      || self->n_owed == 0)
    return;

  self->backlog_goes_on = TRUE;
  /* Of two questions on their way the first answer would be taken for that of the second. */
  if (--self->n_owed == 0 && self->ping_sent == 0)
    _desk_client_probe_backlog (self);
}

/**
 * _desk_client_forget_backlog:
 * @self: a client
 *
 * Does not count any more.
 */
void
_desk_client_forget_backlog (DeskClient *self)
{
  if (self->backlog_source != NULL)
    g_source_destroy (self->backlog_source);
  g_clear_pointer (&self->backlog_source, g_source_unref);
}
