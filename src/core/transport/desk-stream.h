/* desk-stream.h: the end of a stream, whatever lies on the socket
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "desk-proxy-options.h"

G_BEGIN_DECLS

/* (nullable): none where nothing is encrypted. */
GTlsConnection *desk_stream_get_tls (GIOStream *stream);
/* Says that we write no more; the other side's end can still be read. */
void desk_stream_shut  (GIOStream *stream);
/* Never waits for the other side. */
void desk_stream_close (GIOStream *stream);
/* Both (nullable): none but the Internet has any. */
void desk_stream_get_ends (GIOStream           *stream,
                           GInetSocketAddress **local,
                           GInetSocketAddress **remote);
/* (nullable): none where the broker was reached straight */
const char *desk_stream_get_proxy (GIOStream              *stream);
void        desk_stream_set_proxy (GIOStream              *stream,
                                   const DeskProxyOptions *proxy);

G_END_DECLS
