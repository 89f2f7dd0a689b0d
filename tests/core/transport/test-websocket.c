/* test-websocket.c: WebSocket's handshake with servers that agree and that do not
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>
#include <sys/socket.h>

#include "attempt.h"
#include "certificates.h"
#include "desk-error.h"
#include "desk-websocket-stream.h"
#include "real-broker.h"
#include "server-frame.h"
#include "web-server.h"

static Certificates *certificates;

static GIOStream *
connect_to (const DeskEndpoint *endpoint, GError **error)
{
  return attempt_connect (endpoint, DESK_STEP_WEBSOCKET, error);
}

static DeskEndpoint *
new_endpoint (const char *transport, guint16 port, const char *path)
{
  DeskEndpoint *endpoint = desk_endpoint_new (transport, "127.0.0.1", port);

  endpoint->websocket = desk_websocket_options_new (path);

  return endpoint;
}

static gboolean
on_readable (GObject *input, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_CONTINUE;
}

/* Waits for the source of the stream, as the relay does. Returns how much was read. */
static gssize
read_some (GIOStream *stream, guint8 *buffer, gsize size, GError **error)
{
  GPollableInputStream *input = G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (stream));
  gboolean readable = FALSE;
  g_autoptr (GSource) source = g_pollable_input_stream_create_source (input, NULL);
  gssize n;

  g_source_set_callback (source, G_SOURCE_FUNC (on_readable), &readable, NULL);
  g_source_attach (source, NULL);
  do
    {
      g_autoptr (GError) local_error = NULL;

      readable = FALSE;
      wait_until (readable);
      n = g_pollable_input_stream_read_nonblocking (input, buffer, size, NULL, &local_error);
      if (n < 0 && !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          break;
        }
    }
  while (n < 0);
  g_source_destroy (source);

  return n;
}

/* An answer may come in pieces, and frames may come with its last one. */
static void
test_agrees (void)
{
  static const gsize steps[] = { 0, 1, 7, 1000 };
  static const char hello[] = "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n" WEB_SERVER_AGREES
      "\x82\x05hello\x89\x01?\x02\x02wo\x80\x03rld\x88\x02\x0f\xa1\r\n\r\n";

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (WebServer) server = web_server_new (hello, steps[i]);
      g_autoptr (DeskEndpoint) endpoint = new_endpoint ("ws", web_server_get_port (server), "/a/b?c=d");
      g_autoptr (GError) error = NULL;
      g_autoptr (GIOStream) stream = connect_to (endpoint, &error);
      g_autoptr (GString) got = g_string_new (NULL);
      g_autofree char *host = g_strdup_printf ("\r\nHost: 127.0.0.1:%u\r\n", web_server_get_port (server));
      const char *request;
      guint8 buffer[100];
      gssize n;

      g_assert_no_error (error);
      web_server_wait (server);
      request = web_server_get_request (server);
      g_assert_true (g_str_has_prefix (request, "GET /a/b?c=d HTTP/1.1\r\n"));
      g_assert_nonnull (strstr (request, host));
      g_assert_nonnull (strstr (request, "\r\nUpgrade: websocket\r\n"));
      g_assert_nonnull (strstr (request, "\r\nConnection: Upgrade\r\n"));
      g_assert_nonnull (strstr (request, "\r\nSec-WebSocket-Version: 13\r\n"));
      g_assert_nonnull (strstr (request, "\r\nSec-WebSocket-Protocol: mqtt\r\n"));

      while ((n = read_some (stream, buffer, sizeof buffer, &error)) > 0)
        g_string_append_len (got, (char *) buffer, n);
      g_assert_cmpstr (got->str, ==, "helloworld");
      g_assert_error (error, DESK_ERROR, DESK_ERROR_CLOSED);
      g_assert_nonnull (strstr (error->message, "4001"));
    }
}

/* A header of one's own may take the place of “Host”, and no more. */
static void
test_headers (void)
{
  g_autoptr (WebServer) server = web_server_new (WEB_SERVER_AGREES, 0);
  g_autoptr (DeskEndpoint) endpoint = new_endpoint ("ws", web_server_get_port (server), "");
  g_autoptr (DeskEndpoint) copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = NULL;
  const char *request;

  endpoint->websocket->headers
      = g_strsplit ("Authorization\nBearer s3cret\nhost\nbroker.example\nX-Empty\n", "\n", -1);
  copy = desk_endpoint_copy (endpoint);
  g_assert_true (desk_endpoint_equal (endpoint, copy));
  stream = connect_to (copy, &error);
  g_assert_no_error (error);
  web_server_wait (server);
  request = web_server_get_request (server);
  g_assert_true (g_str_has_prefix (request, "GET /mqtt HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAuthorization: Bearer s3cret\r\n"));
  g_assert_nonnull (strstr (request, "\r\nhost: broker.example\r\n"));
  g_assert_nonnull (strstr (request, "\r\nX-Empty: \r\n"));
  g_assert_null (strstr (request, "\r\nHost: "));

  g_free (copy->websocket->headers[1]);
  copy->websocket->headers[1] = g_strdup ("Bearer other");
  g_assert_false (desk_endpoint_equal (endpoint, copy));
}

#define STATUS(line) "HTTP/1.1 " line "\r\n"
#define END "\r\n\r\n"
#define PLAIN STATUS ("403 No") "Content-Type: text/plain; charset=utf-8\r\n"
#define YES STATUS ("101 Yes") "Upgrade: websocket\r\nConnection: Upgrade\r\n"
#define PROOF "Sec-WebSocket-Accept: KEY\r\n"
#define MQTT "Sec-WebSocket-Protocol: mqtt"

static void
test_refusals (void)
{
  static const struct
  {
    const char *answer;
    DeskError code;
    const char *words;
  } cases[] = {
    { STATUS ("301 Moved") "Location: https://x.example/mqtt" END, DESK_ERROR_WEBSOCKET,
      "https://x.example/mqtt”. Choose" },
    { STATUS ("302 Found") "Location: /login?<b>\001" END, DESK_ERROR_WEBSOCKET, "“/login?<b>”" },
    { STATUS ("307 Temporary") "Server: x" END, DESK_ERROR_WEBSOCKET, "307" },
    { STATUS ("400 Bad") "Server: x" END, DESK_ERROR_WEBSOCKET, "over TLS" },
    { STATUS ("401 Unauthorized") "WWW-Authenticate: Basic" END, DESK_ERROR_WEBSOCKET, "“Authorization”" },
    { STATUS ("403 Forbidden") "Server: x" END, DESK_ERROR_WEBSOCKET, "403" },
    { STATUS ("404 Not Found") "Server: x" END, DESK_ERROR_WEBSOCKET, "no WebSocket at “/mqtt”" },
    { STATUS ("426 Upgrade Required") "Upgrade: h2c" END, DESK_ERROR_WEBSOCKET, "426" },
    { STATUS ("200 OK") "Content-Type: text/html" END, DESK_ERROR_WEBSOCKET, "web page" },
    { STATUS ("418 I'm a teapot") "Server: x" END, DESK_ERROR_WEBSOCKET, "418" },
    { STATUS ("502 Bad Gateway") "Server: x" END, DESK_ERROR_SERVER_UNAVAILABLE, "behind it running" },
    { STATUS ("503 Busy") "Server: x" END, DESK_ERROR_SERVER_UNAVAILABLE, "503" },
    /* A line of text, with and without its length, and one that never ends */
    { PLAIN "Content-Length: 13" END "no\r\nsuch user", DESK_ERROR_WEBSOCKET, "It says: “no such user”." },
    { PLAIN END "Read the \xff manual", DESK_ERROR_WEBSOCKET, "“Read the � manual”" },
    { PLAIN "Content-Length: 99999999999999999999" END "hm" END, DESK_ERROR_WEBSOCKET, "“hm”" },
    /* No answer, half of one, and other protocols */
    { "", DESK_ERROR_CLOSED, "when asked for WebSocket" },
    { "HTTP/1.1 101 Swi", DESK_ERROR_CLOSED, "in the middle" },
    { "HTTP/1.1 101 Yes\r\nUpgr", DESK_ERROR_CLOSED, "in the middle" },
    { "SSH-2.0-OpenSSH_9.2" END, DESK_ERROR_WEBSOCKET, "web server" },
    { "\x15\x03\x01\x02\x02\x0a", DESK_ERROR_WEBSOCKET, "speaks TLS" },
    { "\x20\x02\x01\x01", DESK_ERROR_WEBSOCKET, "web server" },
    { STATUS ("101 Yes") "no colon" END, DESK_ERROR_WEBSOCKET, "web server" },
    /* An agreement that is none */
    { YES "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n" MQTT END, DESK_ERROR_WEBSOCKET,
      "wrongly" },
    { YES MQTT END, DESK_ERROR_WEBSOCKET, "wrongly" },
    { STATUS ("101 Yes") "Upgrade: h2c\r\nConnection: Upgrade\r\n" PROOF MQTT END, DESK_ERROR_WEBSOCKET,
      "wrongly" },
    { STATUS ("101 Yes") "Upgrade: websocket\r\n" PROOF MQTT END, DESK_ERROR_WEBSOCKET, "wrongly" },
    { YES PROOF "Server: x" END, DESK_ERROR_WEBSOCKET, "does not say" },
    { YES PROOF "Sec-WebSocket-Protocol: wamp" END, DESK_ERROR_WEBSOCKET, "another protocol" },
    { YES PROOF MQTT "\r\nSec-WebSocket-Extensions: permessage-deflate" END, DESK_ERROR_WEBSOCKET,
      "extension" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WebServer) server = web_server_new (cases[i].answer, 0);
      g_autoptr (DeskEndpoint) endpoint = new_endpoint ("ws", web_server_get_port (server), "");
      g_autoptr (GError) error = NULL;

      g_assert_null (connect_to (endpoint, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, DESK_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].words));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (strpbrk (error->message, "\r\n\001"));
    }
}

static void
keep_detail (DeskTransport *transport, int step, const char *detail, GString *details)
{
  g_string_append_printf (details, "%s\n", detail != NULL ? detail : "");
}

/* A token behind the path is in no message, whoever repeats it, and in no step. */
static void
test_token (void)
{
  static const char *const answers[] = {
    STATUS ("404 Not Found") "Server: x" END,
    STATUS ("200 OK") "Content-Type: text/html" END,
    STATUS ("302 Found") "Location: /other?token=s3cret" END,
    PLAIN END "GET /mqtt?token=s3cret",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (WebServer) server = web_server_new (answers[i], 0);
      g_autoptr (DeskEndpoint) endpoint = new_endpoint ("ws", web_server_get_port (server), "/mqtt?token=s3cret");
      g_autoptr (DeskTransport) transport = desk_transport_new (endpoint);
      g_autoptr (GString) details = g_string_new (NULL);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      g_signal_connect (transport, "step", G_CALLBACK (keep_detail), details);
      desk_transport_connect_async (transport, NULL, keep_result, &result);
      wait_until (result != NULL);
      g_assert_null (desk_transport_connect_finish (transport, result, &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_WEBSOCKET);
      g_assert_null (strstr (error->message, "s3cret"));
      g_assert_nonnull (strstr (details->str, "/mqtt?…"));
      g_assert_null (strstr (details->str, "s3cret"));
    }
}

/* A head without end is given up. */
static void
test_endless (void)
{
  g_autoptr (GString) answer = g_string_new (STATUS ("101 Yes"));
  g_autoptr (WebServer) server = NULL;
  g_autoptr (DeskEndpoint) endpoint = NULL;
  g_autoptr (GError) error = NULL;

  while (answer->len < 1000000)
    g_string_append (answer, "X-More: and more and more\r\n");
  server = web_server_new (answer->str, 0);
  endpoint = new_endpoint ("ws", web_server_get_port (server), "");
  g_assert_null (connect_to (endpoint, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_WEBSOCKET);
}

/* A server that says nothing can be left at any time. */
static void
test_cancel (void)
{
  g_autoptr (WebServer) silent = web_server_new (" \r\n\r\n", 0);
  g_autoptr (DeskEndpoint) endpoint = new_endpoint ("ws", web_server_get_port (silent), "");
  g_autoptr (DeskTransport) transport = desk_transport_new (endpoint);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Attempt attempt = { .awaited = DESK_STEP_WEBSOCKET };

  g_signal_connect (transport, "step", G_CALLBACK (on_step), &attempt);
  desk_transport_connect_async (transport, cancellable, on_connected, &attempt);
  wait_until (attempt.stepped);
  g_cancellable_cancel (cancellable);
  wait_until (attempt.done);
  g_assert_null (attempt.stream);
  g_assert_error (attempt.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&attempt.error);
}

/* The server neither loses its patience nor fills our memory when it is not
 * read, and gets its answers also when nobody writes. */
static void
test_back_pressure (void)
{
  g_autoptr (WebServer) server = web_server_new (WEB_SERVER_AGREES, 0);
  g_autoptr (DeskEndpoint) endpoint = new_endpoint ("ws", web_server_get_port (server), "");
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = connect_to (endpoint, &error);
  GPollableOutputStream *output = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (stream));
  g_autoptr (GByteArray) sent = g_byte_array_new ();
  g_autoptr (GByteArray) received = g_byte_array_new ();
  g_autoptr (GByteArray) payload = g_byte_array_new ();
  g_autoptr (GByteArray) ping = g_byte_array_new ();
  g_autofree guint8 *data = g_malloc0 (1 << 20);
  gsize taken = 0;
  gsize arrived = 0;
  gboolean ponged = FALSE;
  guint8 buffer[100];
  int fd;

  g_assert_no_error (error);
  fd = web_server_wait (server);

  /* Until nothing is taken any more */
  for (;;)
    {
      gssize n;

      for (gsize i = 0; i < 1 << 20; i++)
        data[i] = (guint8) (taken + i);
      n = g_pollable_output_stream_write_nonblocking (output, data, 1 << 20, NULL, &error);
      if (n < 0)
        break;
      taken += (gsize) n;
      g_assert_cmpuint (taken, <, 100 << 20);
    }
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
  g_clear_error (&error);

  /* Meanwhile there are two pings. */
  append_frame (ping, FIN | PING, "one", 3);
  append_frame (ping, FIN | PING, "two", 3);
  append_frame (ping, FIN | BINARY, "data", 4);
  g_assert_cmpint (send (fd, ping->data, ping->len, MSG_NOSIGNAL), ==, ping->len);
  g_assert_cmpint (read_some (stream, buffer, sizeof buffer, &error), ==, 4);

  /* The frame that was begun comes whole and then the answer, while nobody writes. */
  while (!ponged)
    {
      guint8 chunk[65536];
      gssize n;
      int opcode;

      g_main_context_iteration (NULL, FALSE);
      n = recv (fd, chunk, sizeof chunk, 0);
      if (n > 0)
        g_byte_array_append (received, chunk, (guint) n);
      while ((opcode = take_frame (received, payload)) >= 0)
        {
          if (opcode == PONG)
            {
              g_assert_cmpmem (payload->data, payload->len, "two", 3);
              ponged = TRUE;
              continue;
            }
          g_assert_cmpint (opcode, ==, BINARY);
          g_assert_false (ponged);
          for (gsize i = 0; i < payload->len; i++)
            g_assert_cmpuint (payload->data[i], ==, (guint8) (arrived + i));
          arrived += payload->len;
        }
    }
  /* What is on its way was offered, and is taken when it is offered again. */
  g_assert_cmpuint (arrived, >, taken);
  for (gsize i = 0; i < 1 << 20; i++)
    data[i] = (guint8) (taken + i);
  g_assert_cmpint (g_pollable_output_stream_write_nonblocking (output, data, 1 << 20, NULL, &error), ==,
                   (gssize) (arrived - taken));
  g_assert_no_error (error);
}

/* Nothing is read that nobody asks for. */
static void
test_pause (void)
{
  g_autoptr (WebServer) server = web_server_new (WEB_SERVER_AGREES, 0);
  g_autoptr (DeskEndpoint) endpoint = new_endpoint ("ws", web_server_get_port (server), "");
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = connect_to (endpoint, &error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *data = g_malloc0 (100000);
  gsize sent = 0;
  gsize read = 0;
  int fd;

  g_assert_no_error (error);
  fd = web_server_wait (server);
  append_frame (bytes, FIN | BINARY, data, 100000);
  for (;;)
    {
      gssize n = send (fd, bytes->data + sent % bytes->len, bytes->len - sent % bytes->len, MSG_NOSIGNAL);

      if (n < 0)
        break;
      sent += (gsize) n;
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_cmpuint (sent, <, 100 << 20);
    }

  /* In pieces of any size, what was sent comes out. */
  shutdown (fd, SHUT_WR);
  for (;;)
    {
      gssize n = read_some (stream, data, (gsize) g_random_int_range (1, 100000), &error);

      g_assert_no_error (error);
      if (n == 0)
        break;
      read += (gsize) n;
    }
  g_assert_cmpuint (read, <=, sent);
  g_assert_cmpuint (read, >=, sent - sent / bytes->len * 10 - 20);
}

static void
test_real (gconstpointer data)
{
  gboolean secure = GPOINTER_TO_INT (data);
  g_autofree char *config
      = secure ? g_strdup_printf ("certfile %s\nkeyfile %s\n",
                                  certificates_get_path (certificates, "server.pem"),
                                  certificates_get_path (certificates, "server.key"))
               : NULL;
  g_autoptr (RealBroker) broker = real_broker_new_with_websocket (config);
  guint16 port = real_broker_get_websocket_port (broker);
  g_autoptr (DeskEndpoint) endpoint = new_endpoint (secure ? "wss" : "ws", port, "");
  g_autoptr (DeskEndpoint) wrong = new_endpoint (secure ? "ws" : "wss", port, "");
  g_autoptr (DeskEndpoint) plain = new_endpoint ("ws", real_broker_get_port (broker), "");
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  if (secure)
    {
      endpoint->tls = desk_tls_options_new ();
      endpoint->tls->ca_file = g_strdup (certificates_get_path (certificates, "ca.pem"));
    }
  stream = connect_to (endpoint, &error);
  g_assert_no_error (error);
  g_assert_true (DESK_IS_WEBSOCKET_STREAM (stream));

  /* With TLS where there is none, and the other way round */
  g_assert_null (connect_to (wrong, &error));
  g_test_message ("%s", error->message);
  g_assert_true (error->domain == DESK_ERROR);
  g_assert_nonnull (strstr (error->message, "TLS"));

  /* At the port without WebSocket */
  g_clear_error (&error);
  g_assert_null (connect_to (plain, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_CLOSED);
  g_test_message ("%s", error->message);

  if (secure)
    {
      g_clear_error (&error);
      g_clear_pointer (&endpoint->tls->ca_file, g_free);
      g_assert_null (connect_to (endpoint, &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_CERTIFICATE);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  certificates = certificates_new ();
  g_test_add_func ("/websocket/agrees", test_agrees);
  g_test_add_func ("/websocket/headers", test_headers);
  g_test_add_func ("/websocket/refusals", test_refusals);
  g_test_add_func ("/websocket/token", test_token);
  g_test_add_func ("/websocket/endless", test_endless);
  g_test_add_func ("/websocket/cancel", test_cancel);
  g_test_add_func ("/websocket/back-pressure", test_back_pressure);
  g_test_add_func ("/websocket/pause", test_pause);
  g_test_add_data_func ("/websocket/real", GINT_TO_POINTER (FALSE), test_real);
  g_test_add_data_func ("/websocket/real-tls", GINT_TO_POINTER (TRUE), test_real);
  status = g_test_run ();
  certificates_free (certificates);

  return status;
}
