/* desk-tls-identity.c: reads a certificate of ours and its key
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <gnutls/pkcs12.h>
#include <gnutls/x509.h>

#include "desk-error.h"
#include "desk-sandbox.h"
#include "desk-task.h"
#include "desk-tls-identity.h"

/* Certificate files are some kilobytes; whatever is larger is another file. */
#define MAX_FILE (1024 * 1024)
#define BEGIN_CERTIFICATE "-----BEGIN CERTIFICATE-----"
#define END_CERTIFICATE "-----END CERTIFICATE-----"
/* Bytes of a SHA-256 */
#define KEY_ID 32

typedef gnutls_x509_crt_t Certificate;
typedef gnutls_x509_privkey_t Key;
typedef gnutls_pkcs12_t Store;

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (Certificate, gnutls_x509_crt_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (Key, gnutls_x509_privkey_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (Store, gnutls_pkcs12_deinit, NULL)

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
      = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                           G_FILE_QUERY_INFO_NONE, NULL, &local_error);
  char *text = NULL;

  /* Neither a pipe nor a device: reading it might never end. */
  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    desk_fail (error, DESK_ERROR_CLIENT_CERTIFICATE, _ ("“%s” is not a file. Choose a PEM or PKCS#12 file."), path);
  else if (info != NULL && g_file_info_get_size (info) > MAX_FILE)
    desk_fail (error, DESK_ERROR_CLIENT_CERTIFICATE,
               _ ("“%s” is too large for a certificate or a key. Choose a PEM or PKCS#12 file."), path);
  else if ((info == NULL || !g_file_get_contents (path, &text, length, &local_error))
           && !desk_sandbox_fail_to_read (error, DESK_ERROR_CLIENT_CERTIFICATE, path))
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

/* Returns: (transfer full) (nullable): @chain, in PEM format, with @key without protection */
static GTlsCertificate *
combine (const char *chain, Key key, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (Secret) pem = NULL;
  gnutls_datum_t exported = { NULL, 0 };
  GTlsCertificate *certificate;

  if (gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &exported)
      != GNUTLS_E_SUCCESS)
    {
      desk_fail (error, DESK_ERROR_CLIENT_CERTIFICATE, _ ("The client certificate cannot be used."));
      return NULL;
    }

  pem = g_strdup_printf ("%s%.*s", chain, (int) exported.size, exported.data);
  explicit_bzero (exported.data, exported.size);
  gnutls_free (exported.data);
  certificate = g_tls_certificate_new_from_pem (pem, -1, &local_error);
  if (certificate == NULL)
    desk_fail (error, DESK_ERROR_CLIENT_CERTIFICATE, _ ("The client certificate cannot be used: %s"),
               local_error->message);

  return certificate;
}

/* The whole file, since it may hold the chain. */
static char *
cut_certificates (const char *text)
{
  const char *begin = strstr (text, BEGIN_CERTIFICATE);
  const char *end = g_strrstr (text, END_CERTIFICATE);
  g_autofree char *chain = NULL;

  if (begin == NULL || end == NULL || end < begin)
    return g_strdup ("");
  chain = g_strndup (begin, (gsize) (end - begin));

  return g_strconcat (chain, END_CERTIFICATE "\n", NULL);
}

static GTlsCertificate *
read_pem (const char *certificate_file, const char *text, gsize length, const char *key_file,
          const char *passphrase, GError **error)
{
  g_auto (Certificate) certificate = NULL;
  g_auto (Key) key = NULL;
  g_autoptr (Secret) key_text = NULL;
  g_autofree char *chain = NULL;
  gsize key_length;

  gnutls_x509_crt_init (&certificate);
  gnutls_x509_privkey_init (&key);
  if (!import_certificate (certificate, certificate_file, text, length, error))
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
  chain = cut_certificates (text);

  return combine (chain, key, error);
}

static gboolean
check_password (Store store, const char *path, const char *password, GError **error)
{
  /* Without a password there are two ways to compute what is compared (RFC 7292 appendix B.1). */
  if (gnutls_pkcs12_verify_mac (store, password) != GNUTLS_E_MAC_VERIFY_FAILED
      || (password == NULL && gnutls_pkcs12_verify_mac (store, "") == GNUTLS_E_SUCCESS))
    return TRUE;
  if (password == NULL)
    return desk_fail (error, DESK_ERROR_PASSPHRASE, _ ("“%s” is protected by a password."), path);

  return desk_fail (error, DESK_ERROR_PASSPHRASE, _ ("The password does not fit “%s”."), path);
}

static char *
export_chain (gnutls_x509_crt_t *certificates, unsigned int n_certificates)
{
  GString *chain = g_string_new (NULL);

  for (unsigned int i = 0; i < n_certificates; i++)
    {
      gnutls_datum_t exported = { NULL, 0 };

      if (gnutls_x509_crt_export2 (certificates[i], GNUTLS_X509_FMT_PEM, &exported) == GNUTLS_E_SUCCESS)
        g_string_append_len (chain, (const char *) exported.data, exported.size);
      gnutls_free (exported.data);
      gnutls_x509_crt_deinit (certificates[i]);
    }
  gnutls_free (certificates);

  return g_string_free (chain, FALSE);
}

static GTlsCertificate *
read_pkcs12 (const char *path, const char *text, gsize length, const char *password, GError **error)
{
  gnutls_datum_t der = { (unsigned char *) text, (unsigned int) length };
  g_auto (Store) store = NULL;
  g_auto (Key) key = NULL;
  g_autofree char *chain = NULL;
  gnutls_x509_crt_t *certificates = NULL;
  unsigned int n_certificates = 0;
  int result;

  gnutls_pkcs12_init (&store);
  if (gnutls_pkcs12_import (store, &der, GNUTLS_X509_FMT_DER, 0) != GNUTLS_E_SUCCESS)
    {
      desk_fail (error, DESK_ERROR_CLIENT_CERTIFICATE,
                 _ ("“%s” holds no certificate. Choose a file in PEM format, which begins with “-----BEGIN "
                    "CERTIFICATE-----”, or in PKCS#12 format (.p12, .pfx)."),
                 path);
      return NULL;
    }
  if (!check_password (store, path, password, error))
    return NULL;

  /* It picks the certificate of the key, and puts it first. */
  result = gnutls_pkcs12_simple_parse (store, password != NULL ? password : "", &key, &certificates,
                                       &n_certificates, NULL, NULL, NULL, 0);
  chain = export_chain (certificates, result == GNUTLS_E_SUCCESS ? n_certificates : 0);
  if (result == GNUTLS_E_DECRYPTION_FAILED)
    desk_fail (error, DESK_ERROR_PASSPHRASE, _ ("The password does not fit “%s”."), path);
  else if (result != GNUTLS_E_SUCCESS || key == NULL || *chain == '\0')
    desk_fail (error, DESK_ERROR_CLIENT_CERTIFICATE,
               _ ("“%s” does not hold both a private key and the certificate that belongs to it."), path);
  else
    return combine (chain, key, error);

  return NULL;
}

/**
 * desk_tls_identity_read:
 * @certificate_file: PEM file with our certificate first, and what leads to an
 *   authority after it; or PKCS#12 (RFC 7292) with these and the key
 * @key_file: (nullable): PEM file with its private key; %NULL: in
 *   @certificate_file
 * @passphrase: (nullable): what protects the key, or the PKCS#12
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
  g_autoptr (Secret) text = NULL;
  gsize length;

  text = read_file (certificate_file, &length, error);
  if (text == NULL)
    return NULL;
  if (strstr (text, "-----BEGIN ") == NULL)
    return read_pkcs12 (certificate_file, text, length, passphrase, error);

  return read_pem (certificate_file, text, length, key_file != NULL ? key_file : certificate_file, passphrase,
                   error);
}

/* What is to be checked */
typedef struct
{
  char *certificate_file; /* (owned) */
  char *key_file;         /* (owned) (nullable) */
  Secret *passphrase;     /* (owned) (nullable) */
} Check;

static void
check_free (gpointer data)
{
  Check *self = data;

  g_free (self->certificate_file);
  g_free (self->key_file);
  wipe (self->passphrase);
  g_free (self);
}

static void
check_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Check *self = task_data;
  GError *error = NULL;
  GTlsCertificate *certificate
      = desk_tls_identity_read (self->certificate_file, self->key_file, self->passphrase, &error);

  if (certificate != NULL)
    {
      g_task_return_pointer (task, certificate, g_object_unref);
      return;
    }
  /* They may be on a disk that is not here now. */
  if (access (self->certificate_file, R_OK) != 0 || (self->key_file != NULL && access (self->key_file, R_OK) != 0))
    error->code = DESK_ERROR_FAILED;
  g_task_return_error (task, error);
}

/**
 * desk_tls_identity_check_async:
 * @certificate_file: as for desk_tls_identity_read()
 * @key_file: (nullable): as there
 * @passphrase: (nullable): as there
 * @cancellable: (nullable): lets go of the result
 * @callback: called in the thread-default context of the caller
 * @user_data: for @callback
 *
 * Finds out in a thread of its own whether certificate and key can be used.
 */
void
desk_tls_identity_check_async (const char         *certificate_file,
                               const char         *key_file,
                               const char         *passphrase,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Check *self = g_new0 (Check, 1);

  *self = (Check) { g_strdup (certificate_file), g_strdup (key_file), g_strdup (passphrase) };
  g_task_set_source_tag (task, desk_tls_identity_check_async);
  g_task_set_task_data (task, self, check_free);
  desk_task_run_in_thread (task, check_in_thread);
}

/**
 * desk_tls_identity_check_finish:
 * @result: what the callback got
 * @error: as for desk_tls_identity_read(), %DESK_ERROR_FAILED if a file cannot
 *   be read at all, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the certificate, or %NULL
 */
GTlsCertificate *
desk_tls_identity_check_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
