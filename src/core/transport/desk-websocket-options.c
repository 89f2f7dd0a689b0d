/* desk-websocket-options.c: what a WebSocket server is asked for
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-websocket-options.h"

/**
 * desk_websocket_options_new:
 * @path: where on the server; empty: the default
 *
 * Returns: (transfer full): options without headers
 */
DeskWebsocketOptions *
desk_websocket_options_new (const char *path)
{
  DeskWebsocketOptions *self = g_new0 (DeskWebsocketOptions, 1);

  self->path = g_strdup (path[0] != '\0' ? path : DESK_WEBSOCKET_DEFAULT_PATH);

  return self;
}

/**
 * desk_websocket_options_copy:
 * @self: options
 *
 * Returns: (transfer full): a copy that another thread may have
 */
DeskWebsocketOptions *
desk_websocket_options_copy (const DeskWebsocketOptions *self)
{
  DeskWebsocketOptions *copy = desk_websocket_options_new (self->path);

  copy->headers = g_strdupv (self->headers);

  return copy;
}

/**
 * desk_websocket_options_hide_query:
 * @self: options
 * @text: what is to be shown, perhaps with their path in it
 *
 * Behind the question mark of a path there may be a token, which belongs neither
 * into a message nor into a trace.
 *
 * Returns: (transfer full): the text without it
 */
char *
desk_websocket_options_hide_query (const DeskWebsocketOptions *self, const char *text)
{
  const char *query = strchr (self->path, '?');
  GString *shown = g_string_new (text);

  if (query != NULL && query[1] != '\0')
    g_string_replace (shown, query, "?…", 0);

  return g_string_free (shown, FALSE);
}

static gboolean
is_same_list (char **a, char **b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return g_strv_equal ((const char *const *) a, (const char *const *) b);
}

/**
 * desk_websocket_options_equal:
 * @self: (nullable): options; %NULL: no WebSocket
 * @other: (nullable): options
 *
 * Returns: whether both say the same
 */
gboolean
desk_websocket_options_equal (const DeskWebsocketOptions *self, const DeskWebsocketOptions *other)
{
  if (self == NULL || other == NULL)
    return self == other;

  return g_strcmp0 (self->path, other->path) == 0 && is_same_list (self->headers, other->headers);
}

/**
 * desk_websocket_options_free:
 * @self: (transfer full) (nullable): options
 *
 * Frees them.
 */
void
desk_websocket_options_free (DeskWebsocketOptions *self)
{
  if (self == NULL)
    return;

  for (char **header = self->headers; header != NULL && *header != NULL; header++)
    explicit_bzero (*header, strlen (*header));
  g_strfreev (self->headers);
  g_free (self->path);
  g_free (self);
}
