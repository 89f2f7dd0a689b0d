/* desk-check-peek.c: what kind of server listens at a port
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-check-opening.h"
#include "desk-check-peek.h"
#include "desk-error.h"
#include "desk-packet.h"
#include "desk-stream.h"

/* The longest that a server has for its first words, ms */
#define MAX_PATIENCE 2000
/* Bytes of them that are looked at */
#define MAX_WORDS 1024
/* Characters of an unknown server's words that a person sees */
#define MAX_SHOWN 60

static guint
get_patience (DeskCheckRun *run)
{
  return MIN (MAX_PATIENCE, run->step_timeout);
}

static gboolean
send_question (DeskCheckRun *run, GIOStream *stream, GBytes *question)
{
  g_auto (DeskCheckPending) pending = { 0 };
  gsize length;
  gconstpointer data = g_bytes_get_data (question, &length);

  desk_check_pending_begin (&pending, run, get_patience (run));
  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream), data, length, G_PRIORITY_DEFAULT,
                                   pending.cancellable, desk_check_pending_done, &pending);

  return g_output_stream_write_all_finish (g_io_stream_get_output_stream (stream),
                                           desk_check_pending_wait (&pending), NULL, NULL);
}

/* Returns: (transfer full) (nullable): what it said first, empty at the end of
 * the stream; NULL if it said nothing */
static GBytes *
listen_for_answer (DeskCheckRun *run, GIOStream *stream)
{
  g_auto (DeskCheckPending) pending = { 0 };
  g_autoptr (GError) error = NULL;
  GInputStream *input = g_io_stream_get_input_stream (stream);
  GBytes *answer;

  desk_check_pending_begin (&pending, run, get_patience (run));
  g_input_stream_read_bytes_async (input, MAX_WORDS, G_PRIORITY_DEFAULT, pending.cancellable,
                                   desk_check_pending_done, &pending);
  answer = g_input_stream_read_bytes_finish (input, desk_check_pending_wait (&pending), &error);
  if (answer == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    answer = g_bytes_new (NULL, 0);

  return answer;
}

/* CONNECT of MQTT 3.1.1 under a name that nobody uses, with neither user nor
 * password: every broker answers it, even if it refuses. */
static GBytes *
make_mqtt_question (DeskCheckRun *run)
{
  static const guint8 head[] = { 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 10 };
  g_autofree char *client_id = g_strdup_printf ("mqttdesk-check-%06x", g_random_int () & 0xffffff);
  guint8 length = (guint8) strlen (client_id);
  guint8 begin[] = { DESK_PACKET_CONNECT << 4, (guint8) (sizeof head + 2 + length) };
  guint8 prefix[] = { 0, length };
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, begin, sizeof begin);
  g_byte_array_append (bytes, head, sizeof head);
  g_byte_array_append (bytes, prefix, sizeof prefix);
  g_byte_array_append (bytes, (const guint8 *) client_id, length);

  return g_byte_array_free_to_bytes (bytes);
}

/* RFC 6455 section 4.1 */
static GBytes *
make_web_question (DeskCheckRun *run)
{
  const DeskEndpoint *endpoint = run->options->endpoint;
  g_autofree char *name = desk_endpoint_to_string (endpoint);
  char *text = g_strdup_printf ("GET /mqtt HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n",
                                name);

  return g_bytes_new_take (text, strlen (text));
}

static gboolean
begins_with (const guint8 *data, gsize length, const char *text)
{
  return length >= strlen (text) && memcmp (data, text, strlen (text)) == 0;
}

static gboolean
contains (const guint8 *data, gsize length, const char *text)
{
  return memmem (data, length, text, strlen (text)) != NULL;
}

static DeskCheckSpeech
recognise_http (const guint8 *data, gsize length)
{
  if (begins_with (data, length, "HTTP/1.1 101"))
    return DESK_SPEECH_WEBSOCKET;
  /* What web servers say who are spoken to without the TLS that they expect */
  if (begins_with (data, length, "HTTP/1.1 400") && contains (data, length, "HTTPS"))
    return DESK_SPEECH_TLS;

  return DESK_SPEECH_HTTP;
}

/* What can be read of the first line; a server may say anything. */
static char *
dup_readable (const guint8 *data, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid ((const char *) data, (gssize) MIN (length, 4 * MAX_SHOWN));
  GString *words = g_string_new (NULL);
  int n = 0;

  for (const char *p = valid; *p != '\0' && *p != '\n' && *p != '\r' && n < MAX_SHOWN; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (words, c == ' ' || g_unichar_isgraph (c) ? c : 0xfffd);
    }

  return g_string_free (words, FALSE);
}

static DeskCheckSpeech
recognise (GBytes *answer, char **words)
{
  gsize length;
  const guint8 *data;

  if (answer == NULL)
    return DESK_SPEECH_SILENT;
  data = g_bytes_get_data (answer, &length);
  if (length == 0)
    return DESK_SPEECH_CLOSES;
  /* CONNACK of two bytes, or of MQTT 5 */
  if (data[0] == DESK_PACKET_CONNACK << 4 && length >= 4)
    return DESK_SPEECH_MQTT;
  /* An alert or a handshake record (RFC 8446 section 5.1) */
  if (length >= 3 && (data[0] == 0x15 || data[0] == 0x16) && data[1] == 3)
    return DESK_SPEECH_TLS;
  if (begins_with (data, length, "HTTP/"))
    return recognise_http (data, length);

  g_free (*words);
  *words = dup_readable (data, length);

  return DESK_SPEECH_OTHER;
}

static DeskCheckSpeech
ask (DeskCheckRun *run, const DeskEndpoint *endpoint, GBytes *question, char **words)
{
  g_autoptr (GBytes) to_send = question;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GIOStream) stream = desk_check_open (run, endpoint, DESK_STEP_CONNECTING, get_patience (run), NULL, NULL);
  DeskCheckSpeech speech;

  if (stream == NULL)
    return DESK_SPEECH_UNKNOWN;
  if (!send_question (run, stream, to_send))
    {
      desk_stream_close (stream);
      return DESK_SPEECH_CLOSES;
    }

  answer = listen_for_answer (run, stream);
  speech = recognise (answer, words);
  desk_stream_close (stream);

  return speech;
}

/* Nobody is verified, and nothing is sent but the handshake. */
static gboolean
takes_tls (DeskCheckRun *run)
{
  g_autoptr (DeskEndpoint) endpoint = desk_endpoint_copy (run->options->endpoint);
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  g_free (endpoint->transport);
  endpoint->transport = g_strdup ("mqtts");
  if (endpoint->tls == NULL)
    endpoint->tls = desk_tls_options_new ();
  endpoint->tls->verify = FALSE;
  g_clear_pointer (&endpoint->tls->ca_file, g_free);
  g_clear_pointer (&endpoint->tls->certificate_file, g_free);
  stream = desk_check_open (run, endpoint, DESK_STEP_TLS, get_patience (run), NULL, &error);
  if (stream == NULL)
    return g_error_matches (error, DESK_ERROR, DESK_ERROR_CLIENT_CERTIFICATE);

  desk_stream_close (stream);

  return TRUE;
}

static gboolean
is_clear (DeskCheckSpeech speech)
{
  return speech >= DESK_SPEECH_MQTT;
}

/**
 * desk_check_peek:
 * @run: a run
 * @secure: whether to ask inside of TLS, as the profile has it
 * @words: (out): what an unknown server says, or %NULL
 *
 * Asks a server in several ways what it speaks, on connections of their own.
 * None of them carries a user name, a password or the profile's client ID.
 *
 * Returns: what it seems to be
 */
DeskCheckSpeech
desk_check_peek (DeskCheckRun *run, gboolean secure, char **words)
{
  g_autoptr (DeskEndpoint) endpoint = desk_endpoint_copy (run->options->endpoint);
  DeskCheckSpeech by_mqtt, by_web;

  *words = NULL;
  g_free (endpoint->transport);
  endpoint->transport = g_strdup (secure ? "mqtts" : "mqtt");

  by_mqtt = ask (run, endpoint, make_mqtt_question (run), words);
  if (by_mqtt == DESK_SPEECH_MQTT || by_mqtt == DESK_SPEECH_TLS || desk_check_run_is_over (run))
    return by_mqtt;
  by_web = ask (run, endpoint, make_web_question (run), words);
  if (is_clear (by_web) && by_web != DESK_SPEECH_OTHER)
    return by_web;
  if (!secure && !desk_check_run_is_over (run) && takes_tls (run))
    return DESK_SPEECH_TLS;

  return is_clear (by_mqtt) ? by_mqtt : is_clear (by_web) ? by_web : by_mqtt;
}
