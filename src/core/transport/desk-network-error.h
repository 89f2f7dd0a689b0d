/* desk-network-error.h: why a connection that was up is over
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GError *desk_network_error_new (const GError *cause,
                                gboolean      between_packets);

G_END_DECLS
