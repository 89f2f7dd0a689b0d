/* desk-tls-options.h: what a person decided about the security of a connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskTlsOptions:
 * @verify: whether the broker has to prove who it is
 * @ca_file: (nullable): PEM file with the authorities to trust, or a folder
 *   with such files; %NULL: the system's
 * @certificate_file: (nullable): PEM file with our certificate, for a broker
 *   that asks for one; or PKCS#12 with its key
 * @key_file: (nullable): PEM file with its key; %NULL: in @certificate_file
 * @passphrase: (nullable): what protects the key; zeroed when freed
 * @server_name: (nullable): the name that the certificate must have and that
 *   the broker is told (SNI); %NULL: the host
 * @alpn: (nullable): application protocols to offer, the best first (RFC 7301)
 * @trusted: (nullable): SHA-256 of a certificate that is taken though it
 *   fails, as desk_tls_fingerprint() writes it
 *
 * How TLS is to be done; 1.2 is the oldest version that is spoken.
 */
typedef struct
{
  gboolean verify;
  char *ca_file;
  char *certificate_file;
  char *key_file;
  char *passphrase;
  char *server_name;
  char **alpn;
  char *trusted;
} DeskTlsOptions;

DeskTlsOptions *desk_tls_options_new     (void);
DeskTlsOptions *desk_tls_options_copy    (const DeskTlsOptions *self);
gboolean        desk_tls_options_equal   (const DeskTlsOptions *self,
                                          const DeskTlsOptions *other);
void            desk_tls_options_free    (DeskTlsOptions       *self);
char           *desk_tls_fingerprint     (GTlsCertificate      *certificate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTlsOptions, desk_tls_options_free)

G_END_DECLS
