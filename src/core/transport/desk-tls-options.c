/* desk-tls-options.c: what a person decided about the security of a connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-tls-options.h"

/**
 * desk_tls_options_new:
 *
 * Returns: (transfer full): options that verify the broker by the authorities
 *   of the system
 */
DeskTlsOptions *
desk_tls_options_new (void)
{
  DeskTlsOptions *self = g_new0 (DeskTlsOptions, 1);

  self->verify = TRUE;

  return self;
}

/**
 * desk_tls_options_copy:
 * @self: options
 *
 * Returns: (transfer full): a copy that another thread may have
 */
DeskTlsOptions *
desk_tls_options_copy (const DeskTlsOptions *self)
{
  DeskTlsOptions *copy = desk_tls_options_new ();

  copy->verify = self->verify;
  copy->ca_file = g_strdup (self->ca_file);
  copy->certificate_file = g_strdup (self->certificate_file);
  copy->key_file = g_strdup (self->key_file);
  copy->passphrase = g_strdup (self->passphrase);
  copy->server_name = g_strdup (self->server_name);
  copy->alpn = g_strdupv (self->alpn);
  copy->trusted = g_strdup (self->trusted);

  return copy;
}

static gboolean
is_same_list (char **a, char **b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return g_strv_equal ((const char *const *) a, (const char *const *) b);
}

/**
 * desk_tls_options_equal:
 * @self: (nullable): options; %NULL: no TLS
 * @other: (nullable): options
 *
 * Returns: whether both say the same
 */
gboolean
desk_tls_options_equal (const DeskTlsOptions *self, const DeskTlsOptions *other)
{
  if (self == NULL || other == NULL)
    return self == other;

  return self->verify == other->verify && g_strcmp0 (self->ca_file, other->ca_file) == 0
         && g_strcmp0 (self->certificate_file, other->certificate_file) == 0
         && g_strcmp0 (self->key_file, other->key_file) == 0
         && g_strcmp0 (self->passphrase, other->passphrase) == 0
         && g_strcmp0 (self->server_name, other->server_name) == 0 && is_same_list (self->alpn, other->alpn)
         && g_strcmp0 (self->trusted, other->trusted) == 0;
}

/**
 * desk_tls_options_free:
 * @self: (transfer full) (nullable): options
 *
 * Frees them.
 */
void
desk_tls_options_free (DeskTlsOptions *self)
{
  if (self == NULL)
    return;

  g_free (self->ca_file);
  g_free (self->certificate_file);
  g_free (self->key_file);
  if (self->passphrase != NULL)
    explicit_bzero (self->passphrase, strlen (self->passphrase));
  g_free (self->passphrase);
  g_free (self->server_name);
  g_strfreev (self->alpn);
  g_free (self->trusted);
  g_free (self);
}

/**
 * desk_tls_fingerprint:
 * @certificate: a certificate
 *
 * Makes the text by which a person compares certificates.
 *
 * Returns: (transfer full): SHA-256 of its DER form, as hexadecimal digits in
 *   pairs with colons between
 */
char *
desk_tls_fingerprint (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;
  g_autofree char *digits = NULL;
  GString *text = g_string_new (NULL);

  g_object_get (certificate, "certificate", &der, NULL);
  digits = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  for (const char *p = digits; *p != '\0'; p += 2)
    g_string_append_printf (text, "%s%c%c", p == digits ? "" : ":", g_ascii_toupper (p[0]),
                            g_ascii_toupper (p[1]));

  return g_string_free (text, FALSE);
}
