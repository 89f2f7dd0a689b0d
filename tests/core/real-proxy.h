/* real-proxy.h: proxies for tests
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A process that listens at a free port of 127.0.0.1 and ends with the test */
typedef struct _RealProxy RealProxy;

/* tinyproxy; @config: (nullable): further lines of its configuration */
RealProxy *real_proxy_new_http   (const char *config);
/* microsocks; @username: (nullable): whom alone it serves, with @password */
RealProxy *real_proxy_new_socks5 (const char *username,
                                  const char *password);
void       real_proxy_free       (RealProxy  *self);
guint16    real_proxy_get_port   (RealProxy  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RealProxy, real_proxy_free)

G_END_DECLS
