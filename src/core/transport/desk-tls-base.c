/* desk-tls-base.c: what TLS lies on, without its address
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-tls-base.h"

/* glib-networking resumes a TLS session with the same address and server name, for the whole process, and takes the
 * broker's certificate for accepted then. But another profile, or the same one with other settings, has its own
 * authorities: what one of them trusts must not connect the other. It cannot be turned off there, and is not done where
 * TLS does not lie on a GSocketConnection: so here it never does. */
struct _DeskTlsBase
{
  GIOStream parent_instance;
  GIOStream *stream; /* (owned) */
};

G_DEFINE_FINAL_TYPE (DeskTlsBase, desk_tls_base, G_TYPE_IO_STREAM)

static GInputStream *
desk_tls_base_get_input_stream (GIOStream *stream)
{
  return g_io_stream_get_input_stream (DESK_TLS_BASE (stream)->stream);
}

static GOutputStream *
desk_tls_base_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (DESK_TLS_BASE (stream)->stream);
}

static gboolean
desk_tls_base_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  return g_io_stream_close (DESK_TLS_BASE (stream)->stream, cancellable, error);
}

static void
desk_tls_base_finalize (GObject *object)
{
  g_object_unref (DESK_TLS_BASE (object)->stream);

  G_OBJECT_CLASS (desk_tls_base_parent_class)->finalize (object);
}

static void
desk_tls_base_class_init (DeskTlsBaseClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = desk_tls_base_finalize;
  stream_class->get_input_stream = desk_tls_base_get_input_stream;
  stream_class->get_output_stream = desk_tls_base_get_output_stream;
  stream_class->close_fn = desk_tls_base_close;
}

static void
desk_tls_base_init (DeskTlsBase *self)
{
}

/**
 * desk_tls_base_new:
 * @stream: a stream whose both sides are pollable
 *
 * Returns: (transfer full): a stream with the sides of @stream, for g_tls_client_connection_new()
 */
GIOStream *
desk_tls_base_new (GIOStream *stream)
{
  DeskTlsBase *self = g_object_new (DESK_TYPE_TLS_BASE, NULL);

  self->stream = g_object_ref (stream);

  return G_IO_STREAM (self);
}

/**
 * desk_tls_base_get_stream:
 * @self: a base
 *
 * Returns: (transfer none): the stream that it was made for
 */
GIOStream *
desk_tls_base_get_stream (DeskTlsBase *self)
{
  g_return_val_if_fail (DESK_IS_TLS_BASE (self), NULL);

  return self->stream;
}
