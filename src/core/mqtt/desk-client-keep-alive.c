/* desk-client-keep-alive.c: keeps a connection alive, and notices when it is dead
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-client"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-client-private.h"
#include "desk-error.h"
#include "desk-handle.h"

/* How often it looks, in seconds; PINGREQ is sent by as much before it is due. */
#define INTERVAL 1

/* What an answer may take when somebody wants to know whether the broker is
 * still there, µs */
#define CHECK_TIMEOUT (5 * G_USEC_PER_SEC)

static void
set_last_heard (DeskClient *self, gint64 time)
{
  __atomic_store_n (&self->last_heard, time, __ATOMIC_RELAXED);
}

static void
set_unanswered (DeskClient *self, gint64 since)
{
  __atomic_store_n (&self->unanswered_since, since, __ATOMIC_RELAXED);
}

/* In seconds; the broker has the last word (MQTT 5.0 section 3.2.2.3.14). */
static guint
get_keep_alive (DeskClient *self)
{
  const DeskProperty *server = desk_properties_find (self->connack_properties, DESK_PROP_SERVER_KEEP_ALIVE);

  return server != NULL ? server->number : self->options->keep_alive;
}

static void
ping (DeskClient *self, gint64 now)
{
  static const guint8 pingreq[] = { DESK_PACKET_PINGREQ << 4, 0 };
  gboolean waited = self->ping_waits;

  self->ping_waits = !desk_relay_send (self->relay, pingreq, sizeof pingreq);
  if (self->ping_sent == 0 || (waited && !self->ping_waits))
    self->ping_sent = now;
}

static void
give_up (DeskClient *self, guint keep_alive)
{
  g_autofree char *endpoint = desk_endpoint_to_string (self->options->endpoint);
  GError *error = NULL;

  desk_fail (&error, DESK_ERROR_KEEP_ALIVE,
             _ ("%s does not answer any more: nothing came for %'u s, though it was asked (keep-alive). Check "
                "the network."),
             endpoint, keep_alive);
  desk_relay_give_up (self->relay, error);
}

/* Who does not read cannot complain about silence, be it that he is not to or
 * that the computer had no time for him; and while a broker still takes what was
 * sent before PINGREQ it has not been asked yet. */
static gboolean
is_silent (DeskClient *self, gint64 since, gint64 now, gint64 patience)
{
  if (self->paused)
    return FALSE;
  if (self->ping_waits)
    since = MAX (since, desk_relay_get_last_written (self->relay));

  return now - since >= patience && !desk_relay_is_readable (self->relay);
}

/* Returns: after how many seconds of silence the broker is dead; 0: it may live */
static guint
find_dead (DeskClient *self, gint64 heard, gint64 now, guint keep_alive)
{
  if (self->check_began != 0 && is_silent (self, MAX (heard, self->check_began), now, CHECK_TIMEOUT))
    return CHECK_TIMEOUT / G_USEC_PER_SEC;
  if (keep_alive > 0 && self->ping_sent != 0
      && is_silent (self, MAX (heard, self->ping_sent), now, keep_alive * G_USEC_PER_SEC))
    return keep_alive;

  return 0;
}

static gboolean
on_watch (gpointer user_data)
{
  DeskClient *self = user_data;
  gint64 now = g_get_monotonic_time ();
  gint64 heard = MAX (desk_relay_get_last_heard (self->relay), self->resumed);
  gint64 keep_alive = get_keep_alive (self) * G_USEC_PER_SEC;
  guint dead_after;

  set_last_heard (self, self->paused ? 0 : heard);
  if (self->state != DESK_CLIENT_UP || self->failing != NULL)
    return G_SOURCE_CONTINUE;

  dead_after = find_dead (self, heard, now, get_keep_alive (self));
  if (dead_after > 0)
    {
      /* The connection, and this source with it, may end in here. */
      give_up (self, dead_after);
      return G_SOURCE_CONTINUE;
    }

  if (self->ping_sent != 0 && is_silent (self, MAX (heard, self->ping_sent), now, INTERVAL * G_USEC_PER_SEC))
    set_unanswered (self, self->ping_sent);
  if (keep_alive == 0)
    {
      if (self->ping_waits)
        ping (self, now);
      return G_SOURCE_CONTINUE;
    }
  if (self->ping_waits || now - self->last_sent >= keep_alive - INTERVAL * G_USEC_PER_SEC
      || (self->ping_sent == 0 && now - heard >= keep_alive && !self->paused))
    ping (self, now);

  return G_SOURCE_CONTINUE;
}

/**
 * _desk_client_new_watch:
 * @self: a client that has a relay as long as the source lives
 *
 * Keep-alive is not left to libmosquitto: it gives a connection up when a
 * PINGRESP is late, be it that a flood comes before it or that we do not read,
 * and sends no PINGREQ while one is unanswered, so that the broker would give
 * the connection up.
 *
 * Returns: (transfer full): a source that sends PINGREQ when nothing else was
 *   sent, and ends a connection on which nothing comes any more
 */
GSource *
_desk_client_new_watch (DeskClient *self)
{
  GSource *source = g_timeout_source_new_seconds (INTERVAL);

  g_source_set_static_name (source, "DeskClient: keep-alive");
  g_source_set_callback (source, on_watch, self, NULL);
  g_source_attach (source, self->context);

  return source;
}

/**
 * _desk_client_heard:
 * @self: a client that gets a packet
 * @packet: the packet
 *
 * Notes that the broker lives.
 */
void
_desk_client_heard (DeskClient *self, const DeskPacket *packet)
{
  set_last_heard (self, desk_relay_get_last_heard (self->relay));
  set_unanswered (self, 0);
  if (packet->type == DESK_PACKET_PINGRESP)
    {
      self->ping_sent = 0;
      self->check_began = 0;
    }
}

/**
 * _desk_client_ping:
 * @self: a client that is connected; not from inside a callback of the relay
 *
 * Sends PINGREQ now, or as soon as the network takes it.
 */
void
_desk_client_ping (DeskClient *self)
{
  ping (self, g_get_monotonic_time ());
}

/**
 * _desk_client_check:
 * @self: a client
 *
 * Asks the broker whether it is still there, and gives the connection up if it
 * does not say anything within seconds. While nothing is read it has longer.
 */
void
_desk_client_check (DeskClient *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->state != DESK_CLIENT_UP || self->failing != NULL || self->check_began != 0)
    return;

  self->check_began = now;
  ping (self, now);
}

/**
 * _desk_client_set_paused:
 * @self: a client
 * @paused: whether to stop reading
 *
 * Holds the broker back, or not any more. Without a connection it holds for
 * the next one: see _desk_client_hold().
 */
void
_desk_client_set_paused (DeskClient *self, gboolean paused)
{
  if (self->paused == paused)
    return;

  self->paused = paused;
  if (!paused)
    self->resumed = g_get_monotonic_time ();
  if (self->relay != NULL && self->connack_came)
    desk_relay_set_paused (self->relay, paused);
  if (paused)
    {
      set_last_heard (self, 0);
      set_unanswered (self, 0);
    }
}

/**
 * _desk_client_hold:
 * @self: a client that gets the CONNACK
 *
 * Makes a pause that was asked for before count from here on: without CONNACK
 * there would be no connection to hold.
 */
void
_desk_client_hold (DeskClient *self)
{
  if (self->paused)
    desk_relay_set_paused (self->relay, TRUE);
}
