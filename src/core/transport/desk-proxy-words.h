/* desk-proxy-words.h: why a proxy did not lead to a broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-transport.h"

G_BEGIN_DECLS

GError *desk_proxy_explain_way    (const DeskProxyOptions *proxy,
                                   const GError           *cause);
GError *desk_proxy_explain_answer (const DeskEndpoint     *endpoint,
                                   const DeskProxyOptions *proxy,
                                   const GError           *cause);

G_END_DECLS
