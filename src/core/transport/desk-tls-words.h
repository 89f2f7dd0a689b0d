/* desk-tls-words.h: why a TLS handshake failed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-transport.h"

G_BEGIN_DECLS

GError *desk_tls_explain_certificate (const DeskEndpoint  *endpoint,
                                      GTlsCertificate     *certificate,
                                      GTlsCertificateFlags flags);
GError *desk_tls_explain             (const DeskEndpoint  *endpoint,
                                      GIOStream           *stream,
                                      const GError        *cause);
GError *desk_tls_explain_refusal     (GIOStream           *stream,
                                      const GError        *cause);

G_END_DECLS
