/* desk-tls-base.h: what TLS lies on, without its address
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DESK_TYPE_TLS_BASE (desk_tls_base_get_type ())
G_DECLARE_FINAL_TYPE (DeskTlsBase, desk_tls_base, DESK, TLS_BASE, GIOStream)

GIOStream *desk_tls_base_new        (GIOStream   *stream);
GIOStream *desk_tls_base_get_stream (DeskTlsBase *self);

G_END_DECLS
