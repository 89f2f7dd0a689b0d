/* desk-security.h: how a connection is protected
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-tls-options.h"

G_BEGIN_DECLS

/**
 * DeskTrust:
 * @DESK_TRUST_AUTHORITY: an authority that is trusted vouches for the broker
 * @DESK_TRUST_PINNED: the certificate fails, but a person trusts it
 * @DESK_TRUST_NOBODY: nobody knows who the broker is
 *
 * Why a broker's certificate was taken.
 */
typedef enum
{
  DESK_TRUST_AUTHORITY,
  DESK_TRUST_PINNED,
  DESK_TRUST_NOBODY,
} DeskTrust;

#define DESK_TYPE_SECURITY (desk_security_get_type ())

/* What a TLS handshake came to; does not change, and any thread may have it. */
typedef struct _DeskSecurity DeskSecurity;

GType            desk_security_get_type         (void) G_GNUC_CONST;
DeskSecurity    *desk_security_new              (GTlsConnection       *connection,
                                                 const DeskTlsOptions *options);
DeskSecurity    *desk_security_ref              (DeskSecurity         *self);
void             desk_security_unref            (DeskSecurity         *self);

const char      *desk_security_get_version      (DeskSecurity         *self);
const char      *desk_security_get_cipher_suite (DeskSecurity         *self);
const char      *desk_security_get_alpn         (DeskSecurity         *self);
DeskTrust        desk_security_get_trust        (DeskSecurity         *self);
guint            desk_security_get_n_certificates (DeskSecurity       *self);
GTlsCertificate *desk_security_get_certificate  (DeskSecurity         *self,
                                                 guint                 index);
GTlsCertificate *desk_security_get_own_certificate (DeskSecurity      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskSecurity, desk_security_unref)

G_END_DECLS
