/* desk-tls-identity.c: reads a certificate of ours and its key
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <gnutls/x509.h>

#include "desk-error.h"
#include "desk-tls-identity.h"

/* Certificate files are some kilobytes; whatever is larger is another file. */
#define MAX_FILE (1024 * 1024)
/* Bytes of a SHA-256 */
#define KEY_ID 32

typedef gnutls_x509_crt_t Certificate;
typedef gnutls_x509_privkey_t Key;

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (Certificate, gnutls_x509_crt_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (Key, gnutls_x509_privkey_deinit, NULL)

static void
wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

typedef char Secret;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Secret, wipe)

/* Returns: (transfer full) (nullable): its text, ended by a NUL */
static char *
read_file (const char *path, gsize *length, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info
      = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, &local_error);
  char *text = NULL;

  if (info != NULL && g_file_info_get_size (info) > MAX_FILE)
    desk_fail (error, DESK_ERROR_CLIENT_CERTIFICATE,
               _ ("“%s” is too large for a certificate or a key. Choose a PEM file."), path);
  else if (info == NULL || !g_file_get_contents (path, &text, length, &local_error))
    desk_fail (error, DESK_ERROR_CLIENT_CERTIFICATE, _ ("“%s” cannot be read: %s"), path,
               local_error->message);

  return text;
}

static gboolean
import_certificate (Certificate certificate, const char *path, const char *text, gsize length, GError **error)
{
  gnutls_datum_t pem = { (unsigned char *) text, (unsigned int) length };

  if (gnutls_x509_crt_import (certificate, &pem, GNUTLS_X509_FMT_PEM) == GNUTLS_E_SUCCESS)
    return TRUE;

  return desk_fail (error, DESK_ERROR_CLIENT_CERTIFICATE,
                    _ ("“%s” holds no certificate. Choose a file in PEM format: it begins with “-----BEGIN "
                       "CERTIFICATE-----”."),
                    path);
}

static gboolean
import_key (Key key, const char *path, const char *text, gsize length, const char *passphrase, GError **error)
{
  gnutls_datum_t pem = { (unsigned char *) text, (unsigned int) length };
  int result = gnutls_x509_privkey_import2 (key, &pem, GNUTLS_X509_FMT_PEM, passphrase, 0);

  if (result == GNUTLS_E_SUCCESS)
    return TRUE;
  if (result == GNUTLS_E_DECRYPTION_FAILED && passphrase == NULL)
    return desk_fail (error, DESK_ERROR_PASSPHRASE, _ ("The key “%s” is protected by a passphrase."), path);
  if (result == GNUTLS_E_DECRYPTION_FAILED)
    return desk_fail (error, DESK_ERROR_PASSPHRASE, _ ("The passphrase does not fit the key “%s”."), path);

  return desk_fail (error, DESK_ERROR_CLIENT_CERTIFICATE,
                    _ ("“%s” holds no private key. Choose a file in PEM format: it begins with “-----BEGIN "
                       "PRIVATE KEY-----” or the like."),
                    path);
}

static gboolean
belong_together (Certificate certificate, Key key)
{
  guint8 of_certificate[KEY_ID], of_key[KEY_ID];
  size_t n_certificate = KEY_ID, n_key = KEY_ID;

  return gnutls_x509_crt_get_key_id (certificate, GNUTLS_KEYID_USE_SHA256, of_certificate, &n_certificate)
             == GNUTLS_E_SUCCESS
         && gnutls_x509_privkey_get_key_id (key, GNUTLS_KEYID_USE_SHA256, of_key, &n_key) == GNUTLS_E_SUCCESS
         && memcmp (of_certificate, of_key, KEY_ID) == 0;
}

/* The whole file, since it may hold the chain, and the key without protection. */
static GTlsCertificate *
combine (const char *certificates, Key key, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (Secret) pem = NULL;
  gnutls_datum_t exported = { NULL, 0 };
  GTlsCertificate *certificate;
  const char *begin = strstr (certificates, "-----BEGIN CERTIFICATE-----");
  const char *end = g_strrstr (certificates, "-----END CERTIFICATE-----");
  g_autofree char *chain = NULL;

  if (begin == NULL || end == NULL || end < begin
      || gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &exported)
             != GNUTLS_E_SUCCESS)
    {
      desk_fail (error, DESK_ERROR_CLIENT_CERTIFICATE, _ ("The client certificate cannot be used."));
      return NULL;
    }

  chain = g_strndup (begin, (gsize) (end - begin));
  pem = g_strdup_printf ("%s-----END CERTIFICATE-----\n%.*s", chain, (int) exported.size, exported.data);
  explicit_bzero (exported.data, exported.size);
  gnutls_free (exported.data);
  certificate = g_tls_certificate_new_from_pem (pem, -1, &local_error);
  if (certificate == NULL)
    desk_fail (error, DESK_ERROR_CLIENT_CERTIFICATE, _ ("The client certificate cannot be used: %s"),
               local_error->message);

  return certificate;
}

/**
 * desk_tls_identity_read:
 * @certificate_file: PEM file with our certificate first, and what leads to an
 *   authority after it
 * @key_file: PEM file with its private key
 * @passphrase: (nullable): what protects the key
 * @error: %DESK_ERROR_CLIENT_CERTIFICATE or %DESK_ERROR_PASSPHRASE, naming the file
 *
 * Reads files; not for the main thread. GIO 2.74 knows no passphrases and takes
 * a key that belongs to another certificate.
 *
 * Returns: (transfer full) (nullable): certificate and key, or %NULL
 */
GTlsCertificate *
desk_tls_identity_read (const char *certificate_file,
                        const char *key_file,
                        const char *passphrase,
                        GError    **error)
{
  g_auto (Certificate) certificate = NULL;
  g_auto (Key) key = NULL;
  g_autofree char *certificate_text = NULL;
  g_autoptr (Secret) key_text = NULL;
  gsize certificate_length, key_length;

  gnutls_x509_crt_init (&certificate);
  gnutls_x509_privkey_init (&key);
  certificate_text = read_file (certificate_file, &certificate_length, error);
  if (certificate_text == NULL
      || !import_certificate (certificate, certificate_file, certificate_text, certificate_length, error))
    return NULL;
  key_text = read_file (key_file, &key_length, error);
  if (key_text == NULL || !import_key (key, key_file, key_text, key_length, passphrase, error))
    return NULL;
  if (!belong_together (certificate, key))
    {
      desk_fail (error, DESK_ERROR_CLIENT_CERTIFICATE,
                 _ ("The certificate “%s” and the key “%s” do not belong together."), certificate_file, key_file);
      return NULL;
    }

  return combine (certificate_text, key, error);
}
