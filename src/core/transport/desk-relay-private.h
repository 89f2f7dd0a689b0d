/* desk-relay-private.h: what the files of a relay share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "desk-lane.h"
#include "desk-relay.h"
#include "desk-rendezvous.h"
#include "desk-trace-tap.h"

G_BEGIN_DECLS

struct _DeskRelay
{
  GMainContext *context;         /* (owned) */
  GIOStream *stream;             /* (owned) */
  GPollableInputStream *input;   /* (unowned): of the stream */
  GPollableOutputStream *output; /* (unowned): of the stream */
  DeskRelayFuncs funcs;
  gpointer user_data;

  DeskRendezvous *rendezvous; /* (owned) (nullable): until the library is there */
  char *path;                 /* (owned) */
  int library;                /* (owned): socket whose other end is the library; -1 */

  GSource *network_in;  /* (owned) (nullable) */
  GSource *network_out; /* (owned) (nullable) */
  GSource *library_io;  /* (owned) (nullable) */
  GSource *grace;       /* (owned) (nullable) */

  DeskMqttVersion version;
  DeskLane down; /* from the broker */
  DeskLane up;   /* to the broker */
  DeskTraceTap *tap; /* (owned) (nullable): sees what is read from and written to the network */
  guint8 *chunk; /* (owned) */

  GError *error; /* (owned) (nullable): why the network's side is over */
  gboolean network_over;
  gboolean network_deaf; /* it takes nothing any more, though it may be read */
  gboolean network_shut; /* we told the broker that nothing follows */
  gboolean library_over;
  gboolean library_shut; /* we told the library that nothing follows */
  gboolean out_of_time;
  gboolean paused;
  gboolean ended;

  gint64 last_heard;
  gint64 last_written;
  guint64 n_read;
  guint64 n_written;
};

/* Hand on what waits, as much as is taken. */
void _desk_relay_flush_down     (DeskRelay *self);
void _desk_relay_flush_up       (DeskRelay *self);
/* Has the trace see the lane @up, which is empty, from where it stands. */
void _desk_relay_tap_up         (DeskRelay *self);
/* The network's side is over; @error is taken. The first reason counts: what
 * follows from it is no news. */
void _desk_relay_end_network    (DeskRelay *self,
                                 GError    *error);
/* Waits for what can be used at the moment, and for nothing else. */
void _desk_relay_update_sources (DeskRelay *self);
/* Passes the ends of the sides on. The owner may free the relay in here. */
void _desk_relay_settle         (DeskRelay *self);

G_END_DECLS
