/* desk-security.c: how a connection is protected
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-security.h"
#include "desk-tls-question.h"

/* Certificates of a chain that are kept; a broker may send any number. */
#define MAX_CHAIN 10

struct _DeskSecurity
{
  gatomicrefcount ref_count;
  const char *version;
  char *cipher_suite;   /* (owned) (nullable) */
  char *alpn;           /* (owned) (nullable) */
  DeskTrust trust;
  GPtrArray *chain;     /* (owned) of GTlsCertificate */
  GTlsCertificate *own; /* (owned) (nullable) */
};

G_DEFINE_BOXED_TYPE (DeskSecurity, desk_security, desk_security_ref, desk_security_unref)

static const char *
get_version_name (GTlsConnection *connection)
{
  switch (g_tls_connection_get_protocol_version (connection))
    {
    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      return "TLS 1.3";
    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
      return "TLS 1.2";
    /* Not spoken by default, but the settings of a system may ask for them. */
    case G_TLS_PROTOCOL_VERSION_TLS_1_1:
      return "TLS 1.1";
    case G_TLS_PROTOCOL_VERSION_TLS_1_0:
      return "TLS 1.0";
    case G_TLS_PROTOCOL_VERSION_SSL_3_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_2:
    case G_TLS_PROTOCOL_VERSION_UNKNOWN:
    default:
      return "TLS";
    }
}

/**
 * desk_security_new:
 * @connection: a connection whose handshake is over
 * @options: what was decided about it
 *
 * Returns: (transfer full): what came of it
 */
DeskSecurity *
desk_security_new (GTlsConnection *connection, const DeskTlsOptions *options)
{
  DeskSecurity *self = g_new0 (DeskSecurity, 1);
  GTlsInteraction *question = g_tls_connection_get_interaction (connection);

  g_atomic_ref_count_init (&self->ref_count);
  self->version = get_version_name (connection);
  self->cipher_suite = g_tls_connection_get_ciphersuite_name (connection);
  self->alpn = g_strdup (g_tls_connection_get_negotiated_protocol (connection));
  if (!options->verify)
    self->trust = DESK_TRUST_NOBODY;
  else
    self->trust = g_tls_connection_get_peer_certificate_errors (connection) == 0 ? DESK_TRUST_AUTHORITY
                                                                                 : DESK_TRUST_PINNED;
  self->chain = g_ptr_array_new_with_free_func (g_object_unref);
  for (GTlsCertificate *certificate = g_tls_connection_get_peer_certificate (connection);
       certificate != NULL && self->chain->len < MAX_CHAIN;
       certificate = g_tls_certificate_get_issuer (certificate))
    g_ptr_array_add (self->chain, g_object_ref (certificate));
  if (DESK_IS_TLS_QUESTION (question))
    self->own = desk_tls_question_dup_certificate (DESK_TLS_QUESTION (question));

  return self;
}

/**
 * desk_security_ref:
 * @self: what a handshake came to
 *
 * Returns: (transfer full): @self
 */
DeskSecurity *
desk_security_ref (DeskSecurity *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * desk_security_unref:
 * @self: (transfer full): what a handshake came to
 */
void
desk_security_unref (DeskSecurity *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->cipher_suite);
  g_free (self->alpn);
  g_ptr_array_unref (self->chain);
  g_clear_object (&self->own);
  g_free (self);
}

/**
 * desk_security_get_version:
 * @self: what a handshake came to
 *
 * Returns: the version of the protocol, as "TLS 1.3"
 */
const char *
desk_security_get_version (DeskSecurity *self)
{
  return self->version;
}

/**
 * desk_security_get_cipher_suite:
 * @self: what a handshake came to
 *
 * Returns: (nullable): its name in the registry of IANA, as "TLS_AES_256_GCM_SHA384"
 */
const char *
desk_security_get_cipher_suite (DeskSecurity *self)
{
  return self->cipher_suite;
}

/**
 * desk_security_get_alpn:
 * @self: what a handshake came to
 *
 * Returns: (nullable): the application protocol that the broker chose (RFC 7301)
 */
const char *
desk_security_get_alpn (DeskSecurity *self)
{
  return self->alpn;
}

/**
 * desk_security_get_trust:
 * @self: what a handshake came to
 *
 * Returns: why the broker's certificate was taken
 */
DeskTrust
desk_security_get_trust (DeskSecurity *self)
{
  return self->trust;
}

/**
 * desk_security_get_n_certificates:
 * @self: what a handshake came to
 *
 * Returns: how many the broker sent, up to ten
 */
guint
desk_security_get_n_certificates (DeskSecurity *self)
{
  return self->chain->len;
}

/**
 * desk_security_get_certificate:
 * @self: what a handshake came to
 * @index: 0 for the broker's own, then the one that vouches for it, and so on
 *
 * Returns: (transfer none): a certificate
 */
GTlsCertificate *
desk_security_get_certificate (DeskSecurity *self, guint index)
{
  g_return_val_if_fail (index < self->chain->len, NULL);

  return self->chain->pdata[index];
}

/**
 * desk_security_get_own_certificate:
 * @self: what a handshake came to
 *
 * Returns: (transfer none) (nullable): ours, if the broker asked for one
 */
GTlsCertificate *
desk_security_get_own_certificate (DeskSecurity *self)
{
  return self->own;
}
