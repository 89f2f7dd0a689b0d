/* desk-payload-rendering.c: a payload as it is made readable, here or in a thread
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-payload-pane"

#include "config.h"

#include "desk-payload-rendering.h"

#include "desk-task.h"

#define TEXT_MAX (256 * 1024)  /* bytes of text that are shown at most */
#define SHORT_MAX (16 * 1024)  /* bytes of payload */

/**
 * desk_payload_rendering_new:
 * @message: a reference is taken
 * @format: (nullable): how to show its payload; %NULL: as what it seems to be
 * @width: characters in a line
 *
 * Returns: (transfer full): a rendering that is still to be run
 */
DeskPayloadRendering *
desk_payload_rendering_new (DeskMessage *message, const DeskPayloadFormat *format, guint width)
{
  DeskPayloadRendering *self = g_new0 (DeskPayloadRendering, 1);

  self->message = desk_message_ref (message);
  self->format = format;
  self->width = width;

  return self;
}

/**
 * desk_payload_rendering_free:
 * @self: (transfer full): a rendering that does not run
 */
void
desk_payload_rendering_free (DeskPayloadRendering *self)
{
  desk_message_unref (self->message);
  g_clear_pointer (&self->view, desk_payload_view_free);
  g_free (self);
}

/**
 * desk_payload_rendering_is_short:
 * @self: a rendering
 *
 * Returns: whether the main thread may run it
 */
gboolean
desk_payload_rendering_is_short (const DeskPayloadRendering *self)
{
  return g_bytes_get_size (self->message->payload) <= SHORT_MAX;
}

/**
 * desk_payload_rendering_run:
 * @self: a rendering
 *
 * Makes the payload readable: @self has a format and a view then.
 */
void
desk_payload_rendering_run (DeskPayloadRendering *self)
{
  GBytes *payload = self->message->payload;
  gsize size = self->message->payload_size;

  if (self->format == NULL)
    self->format = desk_payload_format_for (desk_payload_detect (payload, size));
  self->view = self->format->render (payload, size, TEXT_MAX, self->width);
}

static void
run_in_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  if (!g_task_return_error_if_cancelled (task))
    {
      desk_payload_rendering_run (task_data);
      g_task_return_boolean (task, TRUE);
    }
}

/**
 * desk_payload_rendering_run_in_thread:
 * @self: (transfer full): a rendering
 * @source: who shows it
 * @cancellable: of whoever wants to see something else meanwhile
 * @callback: called when it is done or not wanted any more
 *
 * Does desk_payload_rendering_run() in a thread.
 */
void
desk_payload_rendering_run_in_thread (DeskPayloadRendering *self, GObject *source, GCancellable *cancellable,
                                      GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, NULL);

  g_task_set_source_tag (task, desk_payload_rendering_run_in_thread);
  g_task_set_task_data (task, self, (GDestroyNotify) desk_payload_rendering_free);
  desk_task_run_in_thread (task, run_in_thread);
}

/**
 * desk_payload_rendering_finish:
 * @result: of desk_payload_rendering_run_in_thread()
 *
 * Returns: (transfer none) (nullable): the rendering, which goes with @result;
 *   %NULL if it was cancelled
 */
DeskPayloadRendering *
desk_payload_rendering_finish (GAsyncResult *result)
{
  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return NULL;

  return g_task_get_task_data (G_TASK (result));
}
