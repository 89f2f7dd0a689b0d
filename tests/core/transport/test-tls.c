/* test-tls.c: TLS to real brokers with good and bad certificates
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "attempt.h"
#include "certificates.h"
#include "desk-error.h"
#include "desk-sandbox.h"
#include "desk-security.h"
#include "desk-stream.h"
#include "desk-tls-certificate.h"
#include "real-broker.h"

static Certificates *certificates;

static RealBroker *
start_broker (const char *certificate, const char *more)
{
  g_autofree char *pem = g_strconcat (certificate, ".pem", NULL);
  g_autofree char *key = g_strconcat (certificate, ".key", NULL);
  g_autofree char *config = g_strdup_printf ("certfile %s\nkeyfile %s\n%s",
                                             certificates_get_path (certificates, pem),
                                             certificates_get_path (certificates, key), more);

  return real_broker_new (config);
}

static DeskEndpoint *
new_endpoint (const char *host, guint16 port, const char *ca)
{
  DeskEndpoint *endpoint = desk_endpoint_new ("mqtts", host, port);

  endpoint->tls = desk_tls_options_new ();
  endpoint->tls->ca_file = g_strdup (ca != NULL ? certificates_get_path (certificates, ca) : NULL);

  return endpoint;
}

static GIOStream *
connect_to (const DeskEndpoint *endpoint, GError **error)
{
  return attempt_connect (endpoint, DESK_STEP_TLS, error);
}

static void
assert_connects (const DeskEndpoint *endpoint)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = connect_to (endpoint, &error);

  g_assert_no_error (error);
  g_assert_true (G_IS_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (stream)));
  g_assert_cmpint (g_tls_connection_get_protocol_version (G_TLS_CONNECTION (stream)), >=,
                   G_TLS_PROTOCOL_VERSION_TLS_1_2);
}

static void
assert_fails (const DeskEndpoint *endpoint, DeskError code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = connect_to (endpoint, &error);

  g_assert_null (stream);
  g_assert_error (error, DESK_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

/* What the error says is what a person may trust. */
static void
trust_what_failed (DeskEndpoint *endpoint)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (connect_to (endpoint, &error));
  g_assert_nonnull (desk_error_get_fingerprint (error));
  endpoint->tls->trusted = g_strdup (desk_error_get_fingerprint (error));
  assert_connects (endpoint);
}

static void
test_connects (void)
{
  static const char *hosts[] = { "localhost", "127.0.0.1" };
  g_autoptr (RealBroker) broker = start_broker ("server", "");

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (DeskEndpoint) endpoint = new_endpoint (hosts[i], real_broker_get_port (broker), "ca.pem");

      assert_connects (endpoint);
    }
}

static void
test_bad_certificates (void)
{
  static const struct
  {
    const char *certificate;
    const char *ca;
    const char *words;
  } cases[] = {
    { "server", NULL, "MqttDesk test authority" }, /* the system does not know it */
    { "server", "other-ca.pem", "MqttDesk test authority" },
    { "self", "ca.pem", "signed by itself" },
    { "expired", "ca.pem", "was valid until" },
    { "early", "ca.pem", "valid only from" },
    { "named", "ca.pem", "is for “broker.example”, not for “localhost”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RealBroker) broker = start_broker (cases[i].certificate, "");
      g_autoptr (DeskEndpoint) endpoint
          = new_endpoint ("localhost", real_broker_get_port (broker), cases[i].ca);

      assert_fails (endpoint, DESK_ERROR_CERTIFICATE, cases[i].words);

      endpoint->tls->verify = FALSE;
      assert_connects (endpoint);
    }
}

static void
test_server_name (void)
{
  g_autoptr (RealBroker) broker = start_broker ("named", "");
  g_autoptr (DeskEndpoint) endpoint = new_endpoint ("localhost", real_broker_get_port (broker), "ca.pem");

  endpoint->tls->server_name = g_strdup ("broker.example");
  assert_connects (endpoint);
}

/* One certificate is trusted, not whatever comes in its place. */
static void
test_trusted (void)
{
  g_autoptr (RealBroker) broker = start_broker ("self", "");
  g_autoptr (RealBroker) other = start_broker ("expired", "");
  g_autoptr (DeskEndpoint) endpoint = new_endpoint ("localhost", real_broker_get_port (broker), "ca.pem");
  g_autoptr (GTlsCertificate) certificate
      = g_tls_certificate_new_from_file (certificates_get_path (certificates, "self.pem"), NULL);

  endpoint->tls->trusted = desk_tls_fingerprint (certificate);
  g_assert_cmpuint (strlen (endpoint->tls->trusted), ==, 32 * 3 - 1);
  assert_connects (endpoint);

  endpoint->port = real_broker_get_port (other);
  assert_fails (endpoint, DESK_ERROR_CERTIFICATE, "was valid until");
  g_clear_pointer (&endpoint->tls->trusted, g_free);
  trust_what_failed (endpoint);
}

static void
test_files (void)
{
  g_autoptr (RealBroker) broker = start_broker ("server", "");
  g_autoptr (DeskEndpoint) endpoint = new_endpoint ("localhost", real_broker_get_port (broker), "missing.pem");
  g_autoptr (DeskEndpoint) mixed = new_endpoint ("localhost", real_broker_get_port (broker), "ca.pem");
  g_autofree char *info = g_strdup (certificates_get_path (certificates, "ca.pem"));

  assert_fails (endpoint, DESK_ERROR_CERTIFICATE, "missing.pem");

  mixed->tls->certificate_file = g_strdup (certificates_get_path (certificates, "missing.pem"));
  assert_fails (mixed, DESK_ERROR_CLIENT_CERTIFICATE, "missing.pem");

  /* What a Flatpak hides may well be there. */
  desk_sandbox_set_info_file (info);
  assert_fails (endpoint, DESK_ERROR_CERTIFICATE, "flatpak override");
  assert_fails (mixed, DESK_ERROR_CLIENT_CERTIFICATE, "flatpak override");
  desk_sandbox_set_info_file ("/.flatpak-info");

  /* What has no end is not read. */
  g_free (mixed->tls->certificate_file);
  mixed->tls->certificate_file = g_strdup ("/dev/zero");
  assert_fails (mixed, DESK_ERROR_CLIENT_CERTIFICATE, "is not a file");
  g_free (endpoint->tls->ca_file);
  endpoint->tls->ca_file = g_strdup ("/dev/zero");
  assert_fails (endpoint, DESK_ERROR_CERTIFICATE, "is no file with certificates");
}

static void
copy_to (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (certificates_get_path (certificates, name), &text, &length, NULL));
  g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
}

static void
test_folder (void)
{
  g_autoptr (RealBroker) broker = start_broker ("server", "");
  g_autofree char *folder = g_dir_make_tmp ("mqtt-desk-test-XXXXXX", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autoptr (DeskEndpoint) endpoint = new_endpoint ("localhost", real_broker_get_port (broker), NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  endpoint->tls->ca_file = g_strdup (folder);
  assert_fails (endpoint, DESK_ERROR_CERTIFICATE, "holds no certificate");

  /* What is not one is passed over, and is not waited for. */
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  copy_to (folder, "client.key");
  copy_to (folder, "client.p12");
  copy_to (folder, "other-ca.pem");
  assert_fails (endpoint, DESK_ERROR_CERTIFICATE, "MqttDesk test authority");
  copy_to (folder, "ca.pem");
  assert_connects (endpoint);
  assert_connects (endpoint);

  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static DeskSecurity *
get_security (const DeskEndpoint *endpoint)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = connect_to (endpoint, &error);

  g_assert_no_error (error);

  return desk_security_new (desk_stream_get_tls (stream), endpoint->tls);
}

static void
test_security (void)
{
  g_autoptr (RealBroker) broker = start_broker ("server", "");
  g_autoptr (RealBroker) self = start_broker ("self", "");
  g_autoptr (DeskEndpoint) endpoint = new_endpoint ("localhost", real_broker_get_port (broker), "ca.pem");
  g_autoptr (DeskEndpoint) pinned = new_endpoint ("localhost", real_broker_get_port (self), "ca.pem");
  g_autoptr (DeskSecurity) security = get_security (endpoint);
  g_autoptr (DeskSecurity) by_hand = NULL, anybody = NULL;
  g_autofree char *names = desk_tls_certificate_dup_names (desk_security_get_certificate (security, 0));
  g_autofree char *fingerprint = NULL;

  g_assert_cmpstr (desk_security_get_version (security), ==, "TLS 1.3");
  g_assert_true (g_str_has_prefix (desk_security_get_cipher_suite (security), "TLS_"));
  g_assert_null (desk_security_get_alpn (security));
  g_assert_cmpint (desk_security_get_trust (security), ==, DESK_TRUST_AUTHORITY);
  g_assert_cmpuint (desk_security_get_n_certificates (security), ==, 1);
  g_assert_cmpstr (names, ==, "“localhost”, “127.0.0.1”, “::1”");
  g_assert_null (desk_security_get_own_certificate (security));

  trust_what_failed (pinned);
  by_hand = get_security (pinned);
  g_assert_cmpint (desk_security_get_trust (by_hand), ==, DESK_TRUST_PINNED);
  fingerprint = desk_tls_fingerprint (desk_security_get_certificate (by_hand, 0));
  g_assert_cmpstr (fingerprint, ==, pinned->tls->trusted);

  endpoint->tls->verify = FALSE;
  anybody = get_security (endpoint);
  g_assert_cmpint (desk_security_get_trust (anybody), ==, DESK_TRUST_NOBODY);
}

/* Ours is told of without the key, and only if the broker asked. */
static void
test_own_certificate (void)
{
  g_autofree char *config
      = g_strdup_printf ("cafile %s\nrequire_certificate true\n", certificates_get_path (certificates, "ca.pem"));
  g_autoptr (RealBroker) broker = start_broker ("server", config);
  g_autoptr (RealBroker) other = start_broker ("server", "");
  g_autoptr (DeskEndpoint) endpoint = new_endpoint ("localhost", real_broker_get_port (broker), "ca.pem");
  g_autoptr (DeskSecurity) asked = NULL, not_asked = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *key = NULL;

  endpoint->tls->certificate_file = g_strdup (certificates_get_path (certificates, "client-both.pem"));
  asked = get_security (endpoint);
  g_assert_nonnull (desk_security_get_own_certificate (asked));
  subject = desk_tls_certificate_dup_subject (desk_security_get_own_certificate (asked));
  g_assert_cmpstr (subject, ==, "CN=A device");
  g_object_get (desk_security_get_own_certificate (asked), "private-key-pem", &key, NULL);
  g_assert_null (key);

  endpoint->port = real_broker_get_port (other);
  not_asked = get_security (endpoint);
  g_assert_null (desk_security_get_own_certificate (not_asked));
}

static void
test_other_protocols (void)
{
  g_autoptr (RealBroker) plain = real_broker_new (NULL);
  g_autoptr (DeskEndpoint) endpoint = new_endpoint ("localhost", real_broker_get_port (plain), "ca.pem");

  assert_fails (endpoint, DESK_ERROR_TLS, "8883");
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  certificates = certificates_new ();

  g_test_add_func ("/tls/connects", test_connects);
  g_test_add_func ("/tls/bad-certificates", test_bad_certificates);
  g_test_add_func ("/tls/server-name", test_server_name);
  g_test_add_func ("/tls/trusted", test_trusted);
  g_test_add_func ("/tls/files", test_files);
  g_test_add_func ("/tls/folder", test_folder);
  g_test_add_func ("/tls/security", test_security);
  g_test_add_func ("/tls/own-certificate", test_own_certificate);
  g_test_add_func ("/tls/other-protocols", test_other_protocols);

  result = g_test_run ();
  certificates_free (certificates);

  return result;
}
