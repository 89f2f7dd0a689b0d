/* test-tls.c: TLS to real brokers with good and bad certificates
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "certificates.h"
#include "desk-error.h"
#include "desk-transport.h"
#include "real-broker.h"
#include "wait.h"

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

typedef struct
{
  GIOStream *stream;
  GError *error;
  gboolean done;
  gboolean tls_step;
} Attempt;

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Attempt *attempt = user_data;

  attempt->stream = desk_transport_connect_finish (DESK_TRANSPORT (source), result, &attempt->error);
  attempt->done = TRUE;
}

static void
on_step (DeskTransport *transport, int step, const char *detail, gpointer user_data)
{
  if (step == DESK_STEP_TLS)
    ((Attempt *) user_data)->tls_step = TRUE;
}

static GIOStream *
connect_to (const DeskEndpoint *endpoint, GError **error)
{
  g_autoptr (DeskTransport) transport = desk_transport_new (endpoint);
  Attempt attempt = { 0 };

  g_signal_connect (transport, "step", G_CALLBACK (on_step), &attempt);
  desk_transport_connect_async (transport, NULL, on_connected, &attempt);
  wait_until (attempt.done);
  g_assert_true ((attempt.stream != NULL) == (attempt.error == NULL));
  if (attempt.stream != NULL)
    g_assert_true (attempt.tls_step);
  if (attempt.error != NULL)
    g_propagate_error (error, attempt.error);

  return attempt.stream;
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

  assert_fails (endpoint, DESK_ERROR_CERTIFICATE, "missing.pem");

  mixed->tls->certificate_file = g_strdup (certificates_get_path (certificates, "missing.pem"));
  assert_fails (mixed, DESK_ERROR_CLIENT_CERTIFICATE, "missing.pem");
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
  g_test_add_func ("/tls/other-protocols", test_other_protocols);

  result = g_test_run ();
  certificates_free (certificates);

  return result;
}
