/* desk-tls-certificate.h: what a certificate says, as a person may read it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Days before its end from which on a person is told of it */
#define DESK_TLS_CERTIFICATE_SOON 30

/* A certificate holds whatever its maker liked: of what it says only what can
 * be seen gets into these words, and not too much of it. */
char *desk_tls_certificate_dup_names   (GTlsCertificate *certificate);
char *desk_tls_certificate_dup_subject (GTlsCertificate *certificate);
char *desk_tls_certificate_dup_issuer  (GTlsCertificate *certificate);
char *desk_tls_certificate_dup_begin   (GTlsCertificate *certificate);
char *desk_tls_certificate_dup_end     (GTlsCertificate *certificate);
int   desk_tls_certificate_get_days_left (GTlsCertificate *certificate);

G_END_DECLS
