/* test-client-tls.c: a client and a real Mosquitto, over TLS
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "certificates.h"
#include "client-recorder.h"
#include "desk-error.h"
#include "real-broker.h"
#include "real-proxy.h"

#define N_MESSAGES 800
#define LENGTH 20000

static Certificates *certificates;

static RealBroker *
start_broker (const char *more)
{
  g_autofree char *config
      = g_strdup_printf ("cafile %s\ncertfile %s\nkeyfile %s\nmax_queued_messages 0\n%s",
                         certificates_get_path (certificates, "ca.pem"),
                         certificates_get_path (certificates, "server.pem"),
                         certificates_get_path (certificates, "server.key"), more);

  return real_broker_new (config);
}

static Recorder *
new_recorder (RealBroker *broker, DeskMqttVersion version)
{
  Recorder *recorder = recorder_new (real_broker_get_port (broker), version, TRUE);
  DeskEndpoint *endpoint = recorder_get_options (recorder)->endpoint;

  g_free (endpoint->transport);
  endpoint->transport = g_strdup ("mqtts");
  endpoint->tls = desk_tls_options_new ();
  endpoint->tls->ca_file = g_strdup (certificates_get_path (certificates, "ca.pem"));

  return recorder;
}

static void
set_certificate (Recorder *recorder, const char *certificate, const char *key)
{
  DeskTlsOptions *tls = recorder_get_options (recorder)->endpoint->tls;

  g_free (tls->certificate_file);
  tls->certificate_file = g_strdup (certificates_get_path (certificates, certificate));
  g_free (tls->key_file);
  tls->key_file = key != NULL ? g_strdup (certificates_get_path (certificates, key)) : NULL;
}

static void
disconnect (Recorder *recorder)
{
  g_autoptr (Event) event = NULL;

  desk_client_disconnect (recorder_get_client (recorder));
  event = recorder_wait (recorder, EVENT_LOST);
  g_assert_no_error (event->error);
}

/* What comes in one TLS record, or in several, is all there and in order. */
static void
test_messages (gconstpointer user_data)
{
  g_autoptr (RealBroker) broker = start_broker ("");
  g_autoptr (Recorder) recorder = new_recorder (broker, (DeskMqttVersion) GPOINTER_TO_INT (user_data));
  g_autoptr (Event) subscribed = NULL;

  recorder_connect (recorder);
  desk_client_subscribe (recorder_get_client (recorder), 1, "flood", &(DeskSubscribeOptions) { .qos = 0 });
  subscribed = recorder_wait (recorder, EVENT_SUBSCRIBED);
  g_assert_no_error (subscribed->error);
  for (guint32 i = 0; i < N_MESSAGES; i++)
    {
      guint8 data[LENGTH] = { (guint8) (i >> 24), (guint8) (i >> 16), (guint8) (i >> 8), (guint8) i };
      g_autoptr (GBytes) payload = g_bytes_new (data, sizeof data);

      desk_client_publish (recorder_get_client (recorder), 2, "flood", payload, 0, FALSE, NULL);
    }
  /* Ours and the broker's */
  recorder_wait_count (recorder, 2 * N_MESSAGES, 20);
  disconnect (recorder);

  recorder_connect (recorder);
  disconnect (recorder);
}

static void
test_killed (void)
{
  g_autoptr (RealBroker) broker = start_broker ("");
  g_autoptr (Recorder) recorder = new_recorder (broker, DESK_MQTT_3_1_1);
  g_autoptr (Event) lost = NULL;

  recorder_connect (recorder);
  real_broker_stop (broker);
  lost = recorder_wait (recorder, EVENT_LOST);
  g_assert_error (lost->error, DESK_ERROR, DESK_ERROR_CLOSED);
}

static void
assert_refused (Recorder *recorder, DeskError code)
{
  g_autoptr (Event) lost = NULL;

  desk_client_connect (recorder_get_client (recorder), recorder_get_options (recorder));
  lost = recorder_wait (recorder, EVENT_LOST);
  g_test_message ("%s", lost->error->message);
  g_assert_error (lost->error, DESK_ERROR, (int) code);
}

static void
test_client_certificate (void)
{
  g_autoptr (RealBroker) broker = start_broker ("require_certificate true\n");
  g_autoptr (Recorder) recorder = new_recorder (broker, DESK_MQTT_5);

  assert_refused (recorder, DESK_ERROR_CLIENT_CERTIFICATE);
  set_certificate (recorder, "stranger.pem", "stranger.key");
  assert_refused (recorder, DESK_ERROR_CLIENT_CERTIFICATE);
  /* Two that do not belong together */
  set_certificate (recorder, "client.pem", "stranger.key");
  assert_refused (recorder, DESK_ERROR_CLIENT_CERTIFICATE);

  /* A passphrase that is missing, wrong, right */
  set_certificate (recorder, "client.pem", "client-protected.key");
  assert_refused (recorder, DESK_ERROR_PASSPHRASE);
  recorder_get_options (recorder)->endpoint->tls->passphrase = g_strdup ("wrong");
  assert_refused (recorder, DESK_ERROR_PASSPHRASE);
  g_free (recorder_get_options (recorder)->endpoint->tls->passphrase);
  recorder_get_options (recorder)->endpoint->tls->passphrase = g_strdup ("secret");
  recorder_connect (recorder);
  disconnect (recorder);

  set_certificate (recorder, "client.pem", "client.key");
  recorder_connect (recorder);
  disconnect (recorder);
  set_certificate (recorder, "client-both.pem", NULL);
  recorder_connect (recorder);
  disconnect (recorder);
}

static void
set_passphrase (Recorder *recorder, const char *passphrase)
{
  DeskTlsOptions *tls = recorder_get_options (recorder)->endpoint->tls;

  g_free (tls->passphrase);
  tls->passphrase = g_strdup (passphrase);
}

static void
test_pkcs12 (void)
{
  g_autoptr (RealBroker) broker = start_broker ("require_certificate true\n");
  g_autoptr (Recorder) recorder = new_recorder (broker, DESK_MQTT_5);

  set_certificate (recorder, "client.p12", NULL);
  assert_refused (recorder, DESK_ERROR_PASSPHRASE);
  set_passphrase (recorder, "wrong");
  assert_refused (recorder, DESK_ERROR_PASSPHRASE);
  set_passphrase (recorder, "secret");
  recorder_connect (recorder);
  disconnect (recorder);

  set_certificate (recorder, "client-open.p12", NULL);
  set_passphrase (recorder, NULL);
  recorder_connect (recorder);
  disconnect (recorder);

  /* A key alone is no certificate. */
  set_certificate (recorder, "client.key", NULL);
  assert_refused (recorder, DESK_ERROR_CLIENT_CERTIFICATE);
}

/* TLS ends at the broker: the proxy only passes it on. */
static void
test_proxies (void)
{
  g_autoptr (RealBroker) broker = start_broker ("require_certificate true\n");
  g_autoptr (RealProxy) http = real_proxy_new_http ("BasicAuth ada countess\n");
  g_autoptr (RealProxy) socks5 = real_proxy_new_socks5 ("ada", "countess");
  const struct
  {
    const char *kind;
    RealProxy *proxy;
  } cases[] = { { DESK_PROXY_HTTP, http }, { DESK_PROXY_SOCKS5, socks5 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Recorder) recorder = new_recorder (broker, DESK_MQTT_5);
      DeskEndpoint *endpoint = recorder_get_options (recorder)->endpoint;
      g_autoptr (GBytes) payload = g_bytes_new_static ("past the wall", 13);
      g_autoptr (Event) published = NULL;

      set_certificate (recorder, "client.pem", "client.key");
      endpoint->proxy = desk_proxy_options_new (cases[i].kind, "127.0.0.1", real_proxy_get_port (cases[i].proxy));
      assert_refused (recorder, DESK_ERROR_PROXY_AUTH);
      endpoint->proxy->username = g_strdup ("ada");
      endpoint->proxy->password = g_strdup ("countess");
      recorder_connect (recorder);
      desk_client_publish (recorder_get_client (recorder), 1, "a", payload, 1, FALSE, NULL);
      published = recorder_wait (recorder, EVENT_PUBLISHED);
      g_assert_no_error (published->error);
      disconnect (recorder);
    }
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  certificates = certificates_new ();

  g_test_add_data_func ("/client-tls/messages/3.1.1", GINT_TO_POINTER (DESK_MQTT_3_1_1), test_messages);
  g_test_add_data_func ("/client-tls/messages/5", GINT_TO_POINTER (DESK_MQTT_5), test_messages);
  g_test_add_func ("/client-tls/killed", test_killed);
  g_test_add_func ("/client-tls/client-certificate", test_client_certificate);
  g_test_add_func ("/client-tls/pkcs12", test_pkcs12);
  g_test_add_func ("/client-tls/proxies", test_proxies);

  result = g_test_run ();
  certificates_free (certificates);

  return result;
}
