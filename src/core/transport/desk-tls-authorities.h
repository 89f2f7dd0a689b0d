/* desk-tls-authorities.h: reads the authorities that a person trusts
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GTlsDatabase *desk_tls_authorities_read (const char *path,
                                         GError    **error);

G_END_DECLS
