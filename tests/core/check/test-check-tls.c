/* test-check-tls.c: the connection check of brokers with TLS
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "certificates.h"
#include "check-scene.h"
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

static DeskConnectOptions *
new_tls_options (RealBroker *broker)
{
  DeskConnectOptions *options = new_options ("mqtts", "localhost", real_broker_get_port (broker));

  options->endpoint->tls = desk_tls_options_new ();
  options->endpoint->tls->ca_file = g_strdup (certificates_get_path (certificates, "ca.pem"));

  return options;
}

static void
test_good (void)
{
  g_autoptr (RealBroker) broker = start_broker ("server", "");
  g_autoptr (DeskConnectOptions) options = new_tls_options (broker);
  g_autoptr (DeskCheck) check = run_check (options);
  const DeskCheckFinding *finding = desk_check_find (check, "tls");

  g_assert_true (desk_check_get_passed (check));
  assert_step (check, "tls", DESK_CHECK_PASSED, "valid");
  g_assert_cmpint (finding->time, >, 0);
  g_assert_nonnull (strstr (finding->details->str, "TLS 1."));
  g_assert_nonnull (strstr (finding->details->str, "localhost"));
  g_assert_nonnull (strstr (finding->details->str, "MqttDesk test authority"));
}

static void
test_bad_certificates (void)
{
  static const struct
  {
    const char *certificate;
    const char *words;
  } cases[] = {
    { "self", "signed by itself" },
    { "expired", "was valid until" },
    { "early", "valid only from" },
    { "named", "is for “broker.example”, not for “localhost”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RealBroker) broker = start_broker (cases[i].certificate, "");
      g_autoptr (DeskConnectOptions) options = new_tls_options (broker);
      g_autoptr (DeskCheck) check = run_check (options);
      g_autoptr (DeskCheck) trusting = NULL;
      const DeskCheckFinding *finding = desk_check_find (check, "tls");

      assert_step (check, "tls", DESK_CHECK_FAILED, cases[i].words);
      g_assert_cmpint ((int) finding->remedy, ==, (int) DESK_REMEDY_TRUST);
      g_assert_nonnull (strstr (finding->details->str, finding->text));
      g_assert_nonnull (strstr (finding->details->str, "Certificate for"));
      assert_left_out (check, "connect");

      options->endpoint->tls->trusted = g_strdup (finding->text);
      trusting = run_check (options);
      g_assert_true (desk_check_get_passed (trusting));
      assert_step (trusting, "tls", DESK_CHECK_PASSED, "by hand");
    }
}

static void
test_unknown_authority (void)
{
  g_autoptr (RealBroker) broker = start_broker ("server", "");
  g_autoptr (DeskConnectOptions) options = new_tls_options (broker);
  g_autoptr (DeskCheck) check = NULL;
  g_autoptr (DeskCheck) careless = NULL;

  g_clear_pointer (&options->endpoint->tls->ca_file, g_free);
  check = run_check (options);
  assert_step (check, "tls", DESK_CHECK_FAILED, "an authority that is not trusted here");

  options->endpoint->tls->verify = FALSE;
  careless = run_check (options);
  g_assert_true (desk_check_get_passed (careless));
  assert_step (careless, "tls", DESK_CHECK_WARNED, "nobody proved");
}

static void
test_ends_soon (void)
{
  g_autoptr (RealBroker) broker = start_broker ("soon", "");
  g_autoptr (DeskConnectOptions) options = new_tls_options (broker);
  g_autoptr (DeskCheck) check = run_check (options);

  g_assert_true (desk_check_get_passed (check));
  assert_step (check, "tls", DESK_CHECK_WARNED, "will have expired in");
}

/* By TLS 1.3 a broker judges our certificate after the handshake, as we see it, has ended; its alert may come before or
 * after the next step has begun. */
static void
assert_certificate_refused (DeskCheck *check, const char *words)
{
  gboolean early = desk_check_find (check, "tls")->state == DESK_CHECK_FAILED;

  assert_step (check, early ? "tls" : "connect", DESK_CHECK_FAILED, words);
}

static void
test_client_certificate (void)
{
  g_autofree char *more = g_strdup_printf ("require_certificate true\ncafile %s\n",
                                           certificates_get_path (certificates, "ca.pem"));
  g_autoptr (RealBroker) broker = start_broker ("server", more);
  g_autoptr (DeskConnectOptions) options = new_tls_options (broker);
  g_autoptr (DeskCheck) check = run_check (options);
  g_autoptr (DeskCheck) with_one = NULL;
  g_autoptr (DeskCheck) with_stranger = NULL;

  if (desk_check_find (check, "tls")->state != DESK_CHECK_FAILED)
    g_assert_nonnull (strstr (desk_check_find (check, "tls")->details->str, "asks for a client certificate"));
  assert_certificate_refused (check, "wants a client certificate");

  options->endpoint->tls->certificate_file = g_strdup (certificates_get_path (certificates, "client-both.pem"));
  with_one = run_check (options);
  g_assert_true (desk_check_get_passed (with_one));

  g_free (options->endpoint->tls->certificate_file);
  options->endpoint->tls->certificate_file = g_strdup (certificates_get_path (certificates, "stranger.pem"));
  options->endpoint->tls->key_file = g_strdup (certificates_get_path (certificates, "stranger.key"));
  with_stranger = run_check (options);
  assert_certificate_refused (with_stranger, "does not take the client certificate");
}

/* A key that is not ours is found before anything is sent. */
static void
test_wrong_key (void)
{
  g_autoptr (RealBroker) broker = start_broker ("server", "");
  g_autoptr (DeskConnectOptions) options = new_tls_options (broker);
  g_autoptr (DeskCheck) check = NULL;

  options->endpoint->tls->certificate_file = g_strdup (certificates_get_path (certificates, "client.pem"));
  options->endpoint->tls->key_file = g_strdup (certificates_get_path (certificates, "stranger.key"));
  check = run_check (options);
  assert_step (check, "tls", DESK_CHECK_FAILED, "do not belong together");
}

static void
test_plain_server (void)
{
  g_autoptr (RealBroker) broker = real_broker_new (NULL);
  g_autoptr (DeskConnectOptions) options = new_tls_options (broker);
  g_autoptr (DeskCheck) check = run_check (options);

  assert_step (check, "tls", DESK_CHECK_FAILED, "speaks plain MQTT");
  assert_remedy (check, "tls", DESK_REMEDY_TRANSPORT, 0, "mqtt");
}

static void
test_tls_server (void)
{
  g_autoptr (RealBroker) broker = start_broker ("server", "");
  g_autoptr (DeskConnectOptions) options = new_options ("mqtt", "localhost", real_broker_get_port (broker));
  g_autoptr (DeskCheck) check = run_check (options);

  assert_step (check, "connect", DESK_CHECK_FAILED, "speaks TLS");
  assert_remedy (check, "connect", DESK_REMEDY_TRANSPORT, 0, "mqtts");
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  certificates = certificates_new ();

  g_test_add_func ("/check/tls/good", test_good);
  g_test_add_func ("/check/tls/bad-certificates", test_bad_certificates);
  g_test_add_func ("/check/tls/unknown-authority", test_unknown_authority);
  g_test_add_func ("/check/tls/ends-soon", test_ends_soon);
  g_test_add_func ("/check/tls/client-certificate", test_client_certificate);
  g_test_add_func ("/check/tls/wrong-key", test_wrong_key);
  g_test_add_func ("/check/tls/plain-server", test_plain_server);
  g_test_add_func ("/check/tls/tls-server", test_tls_server);

  result = g_test_run ();
  certificates_free (certificates);

  return result;
}
