/* desk-network-error.c: why a connection that was up is over
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-network-error.h"

/**
 * desk_network_error_new:
 * @cause: (nullable): what reading said; %NULL: the stream is at its end
 * @between_packets: whether it ended where a packet may end
 *
 * Says in words why a broker cannot be heard any more.
 *
 * Returns: (transfer full): %DESK_ERROR_CLOSED, %DESK_ERROR_FAILED, or what a
 *   stream of ours said
 */
GError *
desk_network_error_new (const GError *cause, gboolean between_packets)
{
  GError *error = NULL;

  /* WebSocket has words of its own. */
  if (cause != NULL && cause->domain == DESK_ERROR)
    return g_error_copy (cause);

  if (cause != NULL && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    desk_fail (&error, DESK_ERROR_FAILED,
               _ ("The connection was lost: the broker’s computer does not answer any more. Check the "
                  "network."));
  else if (cause != NULL && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)
           && !g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_EOF))
    desk_fail (&error, DESK_ERROR_FAILED, _ ("The connection was lost: %s."), cause->message);
  else if (between_packets)
    desk_fail (&error, DESK_ERROR_CLOSED, _ ("The broker closed the connection. Its log may tell why."));
  else
    desk_fail (&error, DESK_ERROR_CLOSED,
               _ ("The broker closed the connection in the middle of a packet. Its log may tell why."));

  return error;
}
