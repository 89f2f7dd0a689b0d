/* desk-websocket.c: opens a WebSocket connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-route.h"
#include "desk-tls-words.h"
#include "desk-tls.h"
#include "desk-websocket-request.h"
#include "desk-websocket-stream.h"
#include "desk-websocket-words.h"
#include "desk-websocket.h"

/* How much of a refusal's text is of interest, and how long it is waited for, ms */
#define BODY 1024
#define BODY_PATIENCE 500

typedef struct
{
  DeskEndpoint *endpoint; /* (owned): with its options */
  DeskStepFunc step;
  gpointer step_data;
  GIOStream *base;               /* (owned) (nullable) */
  DeskWebsocketRequest *request; /* (owned) */
  DeskHttpHead *head;            /* (owned) */
  GString *body;                 /* (owned): of a refusal */
  GSource *reading;              /* (owned) (nullable) */
  GSource *patience;             /* (owned) (nullable) */
} Attempt;

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    {
      g_source_destroy (*source);
      g_clear_pointer (source, g_source_unref);
    }
}

static void
attempt_free (gpointer data)
{
  Attempt *self = data;

  clear_source (&self->reading);
  clear_source (&self->patience);
  desk_endpoint_free (self->endpoint);
  g_clear_object (&self->base);
  desk_websocket_request_free (self->request);
  desk_http_head_free (self->head);
  g_string_free (self->body, TRUE);
  g_free (self);
}

static void
finish (GTask *task, GIOStream *stream, GError *error)
{
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (GTask) alive = g_object_ref (task);

  /* The sources hold the task. */
  clear_source (&self->reading);
  clear_source (&self->patience);
  if (stream != NULL)
    g_task_return_pointer (task, stream, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
attach (GTask *task, GSource *source, GSourceFunc func, const char *name)
{
  g_source_set_static_name (source, name);
  g_source_set_callback (source, func, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
refuse (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);

  finish (task, NULL, desk_websocket_explain_refusal (self->endpoint, self->head, self->body->str));
}

static gboolean
on_body (GObject *stream, gpointer user_data)
{
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  const char *length = desk_http_head_get (self->head, "content-length");
  gsize wanted = length != NULL ? MIN (BODY, g_ascii_strtoull (length, NULL, 10)) : BODY;
  char chunk[BODY];
  gssize n = 0;

  if (self->body->len < wanted)
    n = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (stream), chunk,
                                                  wanted - self->body->len, g_task_get_cancellable (task),
                                                  &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  if (n > 0)
    {
      g_string_append_len (self->body, chunk, n);
      return G_SOURCE_CONTINUE;
    }

  /* All of it, or as much as there is */
  refuse (task);

  return G_SOURCE_REMOVE;
}

static gboolean
on_patience_over (gpointer user_data)
{
  refuse (user_data);

  return G_SOURCE_REMOVE;
}

static void
read_from_base (GTask *task, GPollableSourceFunc func)
{
  Attempt *self = g_task_get_task_data (task);
  GPollableInputStream *input = G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (self->base));

  clear_source (&self->reading);
  self->reading = g_pollable_input_stream_create_source (input, g_task_get_cancellable (task));
  attach (task, self->reading, G_SOURCE_FUNC (func), "DeskWebsocket: answer");
}

static void
settle (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);
  const char *type = desk_http_head_get (self->head, "content-type");
  GError *error = NULL;

  if (desk_http_head_get_status (self->head) == 101)
    {
      if (desk_websocket_request_check (self->request, self->head, &error))
        finish (task, desk_websocket_stream_new (self->base), NULL);
      else
        finish (task, NULL, error);
    }
  /* A page is for a browser, but a line of text is for us. */
  else if (type != NULL && g_ascii_strncasecmp (type, "text/plain", strlen ("text/plain")) == 0)
    {
      read_from_base (task, on_body);
      self->patience = g_timeout_source_new (BODY_PATIENCE);
      attach (task, self->patience, on_patience_over, "DeskWebsocket: patience");
    }
  else
    refuse (task);
}

static GError *
explain_end (Attempt *self, const GError *cause)
{
  GError *error = desk_tls_explain_refusal (self->base, cause);
  gsize length;

  if (error != NULL)
    return error;

  desk_http_head_peek (self->head, &length);

  return desk_websocket_explain_silence (self->endpoint, cause, length > 0);
}

/* Such as 103, “Early Hints”: the answer is still to come (RFC 9110 section 15.2). */
static gboolean
is_interim (DeskHttpHead *head)
{
  guint status = desk_http_head_get_status (head);

  return status >= 100 && status < 200 && status != 101;
}

/* Byte by byte, so that what comes after the head stays where it is: it is
 * some 200 bytes, once. */
static gboolean
on_head (GObject *stream, gpointer user_data)
{
  GTask *task = user_data;
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  DeskHttpProgress progress = DESK_HTTP_MORE;
  char byte;
  gssize n;

  do
    {
      n = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (stream), &byte, 1,
                                                    g_task_get_cancellable (task), &error);
      if (n > 0)
        progress = desk_http_head_feed (self->head, byte);
      if (progress == DESK_HTTP_DONE && is_interim (self->head))
        {
          desk_http_head_free (self->head);
          self->head = desk_http_head_new ();
          progress = DESK_HTTP_MORE;
        }
    }
  while (n > 0 && progress == DESK_HTTP_MORE);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;

  if (n <= 0)
    finish (task, NULL, explain_end (self, error));
  else if (progress == DESK_HTTP_DONE)
    settle (task);
  else
    {
      gsize length;
      const char *bytes = desk_http_head_peek (self->head, &length);

      finish (task, NULL, desk_websocket_explain_garbage (self->endpoint, bytes, length));
    }

  return G_SOURCE_REMOVE;
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* Who closes before the whole request has come may have said why. */
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error)
      && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    finish (task, NULL, g_steal_pointer (&error));
  else
    read_from_base (task, on_head);
}

static gboolean
is_secure (const DeskEndpoint *endpoint)
{
  return g_str_equal (endpoint->transport, "wss");
}

static void
on_base (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *self = g_task_get_task_data (task);
  GError *error = NULL;
  const char *text = desk_websocket_request_to_text (self->request);
  g_autofree char *shown = NULL;

  self->base = is_secure (self->endpoint) ? desk_tls_connect_finish (result, &error)
                                          : desk_route_connect_finish (result, &error);
  if (self->base == NULL)
    {
      finish (task, NULL, error);
      return;
    }

  shown = desk_websocket_options_hide_query (self->endpoint->websocket, self->endpoint->websocket->path);
  self->step (DESK_STEP_WEBSOCKET, shown, self->step_data);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->base), text, strlen (text),
                                   G_PRIORITY_DEFAULT, g_task_get_cancellable (task), on_asked,
                                   g_object_ref (task));
}

/**
 * desk_websocket_connect_async:
 * @endpoint: host, port and what was decided about WebSocket and TLS
 * @step: is told of the steps of what it lies on, and of %DESK_STEP_WEBSOCKET
 *   with the path, without its query
 * @step_data: for @step
 * @cancellable: (nullable): cancels at any step
 * @callback: called in the thread-default context of the caller
 * @user_data: for @callback
 *
 * Opens a connection and does WebSocket's handshake on it (RFC 6455 section 4).
 * It does not follow the server to another address, as the headers may hold
 * secrets.
 */
void
desk_websocket_connect_async (const DeskEndpoint *endpoint,
                              DeskStepFunc        step,
                              gpointer            step_data,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Attempt *self = g_new0 (Attempt, 1);

  self->endpoint = desk_endpoint_copy (endpoint);
  if (self->endpoint->websocket == NULL)
    self->endpoint->websocket = desk_websocket_options_new ("");
  self->step = step;
  self->step_data = step_data;
  self->request = desk_websocket_request_new (self->endpoint);
  self->head = desk_http_head_new ();
  self->body = g_string_new (NULL);
  g_task_set_source_tag (task, desk_websocket_connect_async);
  g_task_set_task_data (task, self, attempt_free);

  if (is_secure (self->endpoint))
    desk_tls_connect_async (self->endpoint, step, step_data, cancellable, on_base, task);
  else
    desk_route_connect_async (self->endpoint, step, step_data, cancellable, on_base, task);
}

/**
 * desk_websocket_connect_finish:
 * @result: what the callback got
 * @error: an error of desk_tls_connect_finish(), %DESK_ERROR_WEBSOCKET,
 *   %DESK_ERROR_SERVER_UNAVAILABLE or %DESK_ERROR_CLOSED
 *
 * Returns: (transfer full) (nullable): a #DeskWebsocketStream, or %NULL with
 *   @error set
 */
GIOStream *
desk_websocket_connect_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
