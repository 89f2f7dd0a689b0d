/* desk-profile-tls.c: how a profile wants TLS to be done
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

static const char *
get_string (DeskProfile *self, guint prop_id)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);

  return g_value_get_string (&self->values[prop_id]);
}

/**
 * desk_profile_get_tls_verify:
 * @self: a profile
 *
 * Returns: whether the broker has to prove who it is
 */
gboolean
desk_profile_get_tls_verify (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), TRUE);

  return g_value_get_boolean (&self->values[PROP_TLS_VERIFY]);
}

/**
 * desk_profile_get_tls_ca_file:
 * @self: a profile
 *
 * Returns: path of a PEM file with the authorities to trust; empty: the system's
 */
const char *
desk_profile_get_tls_ca_file (DeskProfile *self)
{
  return get_string (self, PROP_TLS_CA_FILE);
}

/**
 * desk_profile_get_tls_certificate_file:
 * @self: a profile
 *
 * Returns: path of a PEM file with the client certificate; empty: none
 */
const char *
desk_profile_get_tls_certificate_file (DeskProfile *self)
{
  return get_string (self, PROP_TLS_CERTIFICATE_FILE);
}

/**
 * desk_profile_get_tls_key_file:
 * @self: a profile
 *
 * Returns: path of a PEM file with its key; empty: in the file of the certificate
 */
const char *
desk_profile_get_tls_key_file (DeskProfile *self)
{
  return get_string (self, PROP_TLS_KEY_FILE);
}

/**
 * desk_profile_get_tls_server_name:
 * @self: a profile
 *
 * Returns: the name that the broker's certificate must have; empty: the host
 */
const char *
desk_profile_get_tls_server_name (DeskProfile *self)
{
  return get_string (self, PROP_TLS_SERVER_NAME);
}

/**
 * desk_profile_get_tls_alpn:
 * @self: a profile
 *
 * Returns: application protocols to offer, with commas between; empty: none
 */
const char *
desk_profile_get_tls_alpn (DeskProfile *self)
{
  return get_string (self, PROP_TLS_ALPN);
}

/**
 * desk_profile_get_tls_trusted:
 * @self: a profile
 *
 * Returns: SHA-256 of a certificate that is taken though it fails; empty: none
 */
const char *
desk_profile_get_tls_trusted (DeskProfile *self)
{
  return get_string (self, PROP_TLS_TRUSTED);
}
