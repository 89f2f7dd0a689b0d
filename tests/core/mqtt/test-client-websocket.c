/* test-client-websocket.c: a client and a broker, over WebSocket
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "certificates.h"
#include "client-recorder.h"
#include "desk-error.h"
#include "real-broker.h"
#include "real-proxy.h"
#include "server-frame.h"
#include "web-server.h"

/* Mosquitto 2.0.11 sends one message, or 4 KiB of one, by WebSocket and then may
 * wait for 100 ms: many and large ones are for another server. */
#define N_MESSAGES 4
#define LENGTH 5000
#define POLL_SECONDS 20

static Certificates *certificates;

static Recorder *
new_recorder (guint16 port, const char *transport, DeskMqttVersion version, gboolean counts_only)
{
  Recorder *recorder = recorder_new (port, version, counts_only);
  DeskEndpoint *endpoint = recorder_get_options (recorder)->endpoint;

  g_free (endpoint->transport);
  endpoint->transport = g_strdup (transport);
  endpoint->websocket = desk_websocket_options_new ("");
  if (g_str_equal (transport, "wss"))
    {
      endpoint->tls = desk_tls_options_new ();
      endpoint->tls->ca_file = g_strdup (certificates_get_path (certificates, "ca.pem"));
    }

  return recorder;
}

static RealBroker *
start_broker (const char *transport)
{
  g_autofree char *config
      = g_str_equal (transport, "wss")
            ? g_strdup_printf ("certfile %s\nkeyfile %s\nmax_queued_messages 0\n",
                               certificates_get_path (certificates, "server.pem"),
                               certificates_get_path (certificates, "server.key"))
            : g_strdup ("max_queued_messages 0\n");

  return real_broker_new_with_websocket (config);
}

static void
subscribe (Recorder *recorder, const char *filter)
{
  g_autoptr (Event) subscribed = NULL;

  desk_client_subscribe (recorder_get_client (recorder), 1, filter, &(DeskSubscribeOptions) { .qos = 0 });
  subscribed = recorder_wait (recorder, EVENT_SUBSCRIBED);
  g_assert_no_error (subscribed->error);
}

static void
disconnect (Recorder *recorder)
{
  g_autoptr (Event) event = NULL;

  desk_client_disconnect (recorder_get_client (recorder));
  event = recorder_wait (recorder, EVENT_LOST);
  g_assert_no_error (event->error);
}

/* Both ways at once, all there and in order */
static void
test_messages (gconstpointer user_data)
{
  const char *transport = user_data;
  g_autoptr (RealBroker) broker = start_broker (transport);
  g_autoptr (Recorder) recorder
      = new_recorder (real_broker_get_websocket_port (broker), transport, DESK_MQTT_5, TRUE);

  recorder_connect (recorder);
  subscribe (recorder, "flood");
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

/* WebSocket, also with TLS, to the broker through a proxy, which only passes it on */
static void
test_proxied (gconstpointer user_data)
{
  const char *transport = user_data;
  g_autoptr (RealBroker) broker = start_broker (transport);
  g_autoptr (RealProxy) http = real_proxy_new_http (NULL);
  g_autoptr (RealProxy) socks5 = real_proxy_new_socks5 ("ada", "countess");
  const struct
  {
    const char *kind;
    RealProxy *proxy;
    const char *username;
  } cases[] = {
    { DESK_PROXY_HTTP, http, NULL },
    { DESK_PROXY_SOCKS5, socks5, "ada" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Recorder) recorder
          = new_recorder (real_broker_get_websocket_port (broker), transport, DESK_MQTT_3_1_1, TRUE);
      DeskEndpoint *endpoint = recorder_get_options (recorder)->endpoint;
      g_autoptr (GBytes) payload = g_bytes_new (&(guint32) { 0 }, sizeof (guint32));

      endpoint->proxy = desk_proxy_options_new (cases[i].kind, "127.0.0.1", real_proxy_get_port (cases[i].proxy));
      endpoint->proxy->username = g_strdup (cases[i].username);
      endpoint->proxy->password = g_strdup (cases[i].username != NULL ? "countess" : NULL);
      recorder_connect (recorder);
      subscribe (recorder, "proxied");
      desk_client_publish (recorder_get_client (recorder), 2, "proxied", payload, 0, FALSE, NULL);
      recorder_wait_count (recorder, 2, 20);
      disconnect (recorder);
    }
}

/* Waits for a frame of the client. Returns its opcode. */
static int
wait_frame (int fd, GByteArray *received, GByteArray *payload)
{
  int opcode;

  while ((opcode = take_frame (received, payload)) < 0)
    {
      struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
      guint8 chunk[4096];
      gssize n;

      g_assert_cmpint (poll (&poll_fd, 1, POLL_SECONDS * 1000), ==, 1);
      n = recv (fd, chunk, sizeof chunk, 0);
      g_assert_cmpint (n, >, 0);
      g_byte_array_append (received, chunk, (guint) n);
    }

  return opcode;
}

static void
send_all (int fd, const GByteArray *bytes)
{
  for (gsize at = 0; at < bytes->len;)
    {
      struct pollfd poll_fd = { .fd = fd, .events = POLLOUT };
      gssize n;

      g_assert_cmpint (poll (&poll_fd, 1, POLL_SECONDS * 1000), ==, 1);
      n = send (fd, bytes->data + at, bytes->len - at, MSG_NOSIGNAL);
      g_assert_cmpint (n, >, 0);
      at += (gsize) n;
    }
}

/* Gets the client connected to a server of the test. Returns the server's socket. */
static int
welcome (Recorder *recorder, WebServer *server, GByteArray *received)
{
  g_autoptr (GByteArray) payload = g_byte_array_new ();
  int fd;

  desk_client_connect (recorder_get_client (recorder), recorder_get_options (recorder));
  fd = web_server_wait (server);
  g_assert_cmpint (wait_frame (fd, received, payload), ==, BINARY);
  g_assert_cmpint (payload->data[0], ==, 0x10);

  return fd;
}

static void
append_packet (GByteArray *bytes, gconstpointer payload, gsize length)
{
  guint8 header[8] = { 0x30 };
  gsize remaining = 3 + length;
  guint n = 1;

  do
    {
      header[n++] = (guint8) (remaining % 128 | (remaining >= 128 ? 128 : 0));
      remaining /= 128;
    }
  while (remaining > 0);
  g_byte_array_append (bytes, header, n);
  g_byte_array_append (bytes, (const guint8 *) "\0\1a", 3);
  g_byte_array_append (bytes, payload, (guint) length);
}

/* Messages of any size arrive as they went, in frames of any size. */
static void
test_sizes (void)
{
  static const gsize sizes[] = { 0, 1, 120, 121, 122, 126, 16370, 16384, 65500, 65536, 262144, 5000000 };
  g_autoptr (WebServer) server = web_server_new (WEB_SERVER_AGREES, 0);
  g_autoptr (Recorder) recorder = new_recorder (web_server_get_port (server), "ws", DESK_MQTT_3_1_1, FALSE);
  g_autoptr (GByteArray) received = g_byte_array_new ();
  g_autoptr (GByteArray) piece = g_byte_array_new ();
  g_autoptr (GByteArray) connack = g_byte_array_new ();
  g_autoptr (Event) connected = NULL;
  int fd = welcome (recorder, server, received);

  append_frame (connack, FIN | BINARY, "\x20\x02\0\0", 4);
  send_all (fd, connack);
  connected = recorder_wait (recorder, EVENT_CONNECTED);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree guint8 *data = g_malloc (sizes[i] + 1);
      g_autoptr (GBytes) payload = NULL;
      g_autoptr (GByteArray) packet = g_byte_array_new ();
      g_autoptr (GByteArray) frames = g_byte_array_new ();
      g_autoptr (GByteArray) got = g_byte_array_new ();
      g_autoptr (Message) own = NULL;
      g_autoptr (Message) message = NULL;
      gsize step;

      for (gsize j = 0; j < sizes[i]; j++)
        data[j] = (guint8) g_random_int ();
      payload = g_bytes_new (data, sizes[i]);
      append_packet (packet, data, sizes[i]);

      /* There */
      desk_client_publish (recorder_get_client (recorder), 2, "a", payload, 0, FALSE, NULL);
      while (got->len < packet->len)
        {
          g_assert_cmpint (wait_frame (fd, received, piece), ==, BINARY);
          g_byte_array_append (got, piece->data, piece->len);
        }
      g_assert_cmpmem (got->data, got->len, packet->data, packet->len);
      own = recorder_wait_message (recorder);

      /* And back */
      for (gsize at = 0; at < packet->len; at += step)
        {
          step = (gsize) g_random_int_range (1, 1 << g_random_int_range (1, 18));
          step = MIN (step, packet->len - at);
          append_frame (frames, at == 0 ? BINARY : CONTINUATION, packet->data + at, step);
        }
      /* An empty one ends it. */
      append_frame (frames, FIN | CONTINUATION, NULL, 0);
      send_all (fd, frames);
      message = recorder_wait_message (recorder);
      g_assert_true (g_bytes_equal (message->payload, payload));
    }
}

static void
test_killed (void)
{
  g_autoptr (RealBroker) broker = start_broker ("ws");
  g_autoptr (Recorder) recorder
      = new_recorder (real_broker_get_websocket_port (broker), "ws", DESK_MQTT_3_1_1, TRUE);
  g_autoptr (Event) lost = NULL;

  recorder_connect (recorder);
  real_broker_stop (broker);
  lost = recorder_wait (recorder, EVENT_LOST);
  g_assert_error (lost->error, DESK_ERROR, DESK_ERROR_CLOSED);
}

/* CONNACK and two messages, cut into two frames at every byte; then DISCONNECT
 * comes before the Close frame. */
static void
test_cuts (void)
{
  static const guint8 packets[] = "\x20\x02\x00\x00\x30\x05\x00\x01" "a12\x30\x05\x00\x01" "a34";
  const gsize length = sizeof packets - 1;

  for (gsize cut = 0; cut <= length; cut++)
    {
      g_autoptr (WebServer) server = web_server_new (WEB_SERVER_AGREES, 0);
      g_autoptr (Recorder) recorder
          = new_recorder (web_server_get_port (server), "ws", DESK_MQTT_3_1_1, FALSE);
      g_autoptr (GByteArray) received = g_byte_array_new ();
      g_autoptr (GByteArray) payload = g_byte_array_new ();
      g_autoptr (GByteArray) frames = g_byte_array_new ();
      g_autoptr (Event) connected = NULL;
      g_autoptr (Event) lost = NULL;
      int fd = welcome (recorder, server, received);

      append_frame (frames, cut % 2 == 0 ? BINARY : FIN | BINARY, packets, cut);
      append_frame (frames, FIN | PING, &cut, sizeof cut);
      append_frame (frames, cut % 2 == 0 ? FIN | CONTINUATION : FIN | BINARY, packets + cut, length - cut);
      send_all (fd, frames);
      connected = recorder_wait (recorder, EVENT_CONNECTED);
      for (guint i = 0; i < 2; i++)
        {
          g_autoptr (Message) message = recorder_wait_message (recorder);

          g_assert_cmpstr (message->topic, ==, "a");
          g_assert_cmpmem (g_bytes_get_data (message->payload, NULL), g_bytes_get_size (message->payload),
                           i == 0 ? "12" : "34", 2);
        }
      g_assert_cmpint (wait_frame (fd, received, payload), ==, PONG);
      g_assert_cmpmem (payload->data, payload->len, &cut, sizeof cut);

      desk_client_disconnect (recorder_get_client (recorder));
      g_assert_cmpint (wait_frame (fd, received, payload), ==, BINARY);
      g_assert_cmpmem (payload->data, payload->len, "\xe0\x00", 2);
      g_assert_cmpint (wait_frame (fd, received, payload), ==, CLOSE);
      g_assert_cmpmem (payload->data, payload->len, "\x03\xe8", 2);
      g_byte_array_set_size (frames, 0);
      append_close (frames, 1000, "");
      send_all (fd, frames);
      lost = recorder_wait (recorder, EVENT_LOST);
      g_assert_no_error (lost->error);
    }
}

/* What ends a connection is told in words, also where the server keeps the
 * socket open. */
static void
test_ends (void)
{
  static const struct
  {
    const char *frame; /* after CONNACK; its length in the second byte */
    DeskError code;
    const char *words;
  } cases[] = {
    { "\x88\x02\x03\xe9", DESK_ERROR_SERVER_UNAVAILABLE, "shutting down" },
    { "\x88\x06\x03\xf0" "gone", DESK_ERROR_CLOSED, "“gone”" },
    { "\x88\x00", DESK_ERROR_CLOSED, "closed the connection" },
    { "\x81\x05" "hello", DESK_ERROR_PROTOCOL, "text message" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WebServer) server = web_server_new (WEB_SERVER_AGREES, 0);
      g_autoptr (Recorder) recorder = new_recorder (web_server_get_port (server), "ws", DESK_MQTT_5, FALSE);
      g_autoptr (GByteArray) received = g_byte_array_new ();
      g_autoptr (GByteArray) payload = g_byte_array_new ();
      g_autoptr (GByteArray) frames = g_byte_array_new ();
      g_autoptr (Event) lost = NULL;
      int fd = welcome (recorder, server, received);

      append_frame (frames, FIN | BINARY, "\x20\x03\x00\x00\x00", 5);
      g_byte_array_append (frames, (const guint8 *) cases[i].frame, 2u + (guint8) cases[i].frame[1]);
      send_all (fd, frames);
      lost = recorder_wait (recorder, EVENT_LOST);
      g_test_message ("%s", lost->error->message);
      g_assert_error (lost->error, DESK_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (lost->error->message, cases[i].words));
      g_assert_cmpint (wait_frame (fd, received, payload), ==, CLOSE);
    }
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  certificates = certificates_new ();

  g_test_add_data_func ("/client-websocket/messages/ws", "ws", test_messages);
  g_test_add_data_func ("/client-websocket/messages/wss", "wss", test_messages);
  g_test_add_data_func ("/client-websocket/proxied/ws", "ws", test_proxied);
  g_test_add_data_func ("/client-websocket/proxied/wss", "wss", test_proxied);
  g_test_add_func ("/client-websocket/sizes", test_sizes);
  g_test_add_func ("/client-websocket/killed", test_killed);
  g_test_add_func ("/client-websocket/cuts", test_cuts);
  g_test_add_func ("/client-websocket/ends", test_ends);

  result = g_test_run ();
  certificates_free (certificates);

  return result;
}
