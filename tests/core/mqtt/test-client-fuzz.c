/* test-client-fuzz.c: a client and brokers that have lost their minds
 *
 * Streams that a broker could have sent are damaged in thousands of ways, the
 * same ones in each run, and go through relay, libmosquitto and client. No
 * damage may bring the process down, leave a connection without an end, or an
 * end without its answers.
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "desk-batch.h"
#include "desk-client.h"
#include "desk-error.h"

#define SEED 20261124
#define WAIT_SECONDS 20

/* Streams of each test; with -m thorough there are many more. */
#define N_STREAMS 1500
#define N_STREAMS_THOROUGH 50000

/* Packets in hexadecimal digits without their lengths, those of one stream
 * separated by "|"; a property block is in parentheses. The first packet is the
 * answer to CONNECT. What the client sends has the identifiers 1 to 5, in the
 * order of on_connected(). */
static const char *const streams_4[] = {
  "20 0000 | 90 0001 01 | 30 0001 61 7878 | b0 0002 | 40 0004 | 50 0005 | 70 0005 | d0",
  "20 0100 | 32 0001 62 0007 7961 | 34 0001 63 0008 7a61 | 62 0008 | 3c 0001 63 0008 7a61 | 62 0008"
  "| 31 0001 64 2a",
  "20 0000 | 34 0001 61 0001 78 | 34 0001 62 0002 79 | 62 0002 | 62 0001 | 3a 0001 61 0001 78 | 90 0001 80",
  "20 0005",
  "20 0000 | 30 0001 61 78787878787878787878787878787878787878787878787878787878787878787878787878787878"
  "7878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878"
  "7878787878787878787878787878787878787878787878787878787878787878787878787878787878 | 90 0001 00",
};

static const char *const streams_5[] = {
  "20 0000 () | 90 0001 () 01 | 30 0001 61 () 7878 | b0 0002 () 00 | 40 0004 | 50 0005 | 70 0005 | d0",
  "20 0000 (11 00000e10 12 0003 616263 13 003c 1f 0002 6869 21 000a 22 0000 24 01 25 01 26 0001 6b 0001 76"
  "  27 00010000 28 01 29 01 2a 01) | 90 0001 (1f 0004 77687900) 02 | 40 0004 10 | e0 8b (1f 0004 62796521)",
  "20 0100 () | 32 0001 62 0007 (01 01 02 0000000a 03 000a 746578742f706c61696e 08 0002 722f 09 0003 00ff01"
  "  0b 05 26 0001 6b 0002 7676) 78 | 34 0001 63 0008 (26 0001 61 0002 6263) 7a | 62 0008 00 ()"
  "| 3c 0001 63 0008 () 7a | 62 0008 | 34 0001 63 0008 () 79 | 62 0008",
  "20 0000 () | 40 0004 97 (1f 0003 6e6f21) | 50 0005 87 () | 90 0001 () 87 | b0 0002 () 11 | e0",
  "20 0087 (1f 0003 6e6f21)",
  "20 0000 (24 00 25 00) | 34 0001 61 0001 () 78 | 34 0001 62 0002 () 79 | 62 0002 | 62 0001 92 | f0 18 ()",
  "20 0000 (13 0001) | 30 0001 61 (26 0001 6b 0001 76) 7879 | d0 | e0 81 (1f 0002 6869 1c 0001 62)",
};

typedef struct
{
  DeskMqttVersion version;
  guint seed;
  GRand *random;
  const char *const *streams;
  gsize n_streams;

  int listener;
  guint16 port;

  DeskClient *client;
  GMutex lock;
  GCond changed;
  guint n_lost;
  guint n_connected;
  guint n_asked;
  guint n_answered;
  guint n_messages;
  guint n_by_code[DESK_ERROR_PORT_TAKEN + 1];
} Fuzz;

static void
on_step (DeskConnectStep step, const char *detail, gpointer user_data)
{
}

/* Something must be in flight for an answer to hit. */
static void
on_connected (gboolean session_present, DeskProperties *properties, gpointer user_data)
{
  Fuzz *self = user_data;
  g_autoptr (GBytes) payload = g_bytes_new_static ("xyz", 3);

  g_mutex_lock (&self->lock);
  self->n_connected++;
  self->n_asked += 5;
  g_mutex_unlock (&self->lock);

  desk_client_subscribe (self->client, 1, "a/#", &(DeskSubscribeOptions) { .qos = 2 });
  desk_client_unsubscribe (self->client, 2, "a/#");
  for (guint8 qos = 0; qos <= 2; qos++)
    desk_client_publish (self->client, 3 + qos, "ours", payload, qos, FALSE, NULL);
}

static void
check_error (const GError *error)
{
  g_assert_true (error->domain == DESK_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), >, 10);
}

static void
on_lost (const GError *error, gpointer user_data)
{
  Fuzz *self = user_data;

  g_assert_nonnull (error);
  check_error (error);
  g_mutex_lock (&self->lock);
  self->n_lost++;
  self->n_by_code[error->code]++;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
}

static void
on_messages (DeskBatch *batch, gpointer user_data)
{
  Fuzz *self = user_data;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < desk_batch_get_length (batch); i++)
    {
      DeskRecord record;

      desk_batch_get (batch, i, &record);
      g_assert_true (g_utf8_validate (record.topic, -1, NULL));
      g_assert_cmpint (record.flags & DESK_MESSAGE_QOS_MASK, <=, 2);
      self->n_messages++;
    }
  g_mutex_unlock (&self->lock);
  desk_batch_free (batch);
}

static void
add_answer (Fuzz *self, const GError *error)
{
  if (error != NULL)
    check_error (error);
  g_mutex_lock (&self->lock);
  self->n_answered++;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static void
on_subscribed (guint64 token, guint8 code, const GError *error, gpointer user_data)
{
  add_answer (user_data, error);
}

static void
on_unsubscribed (guint64 token, const GError *error, gpointer user_data)
{
  add_answer (user_data, error);
}

static void
on_published (guint64 token, gboolean acknowledged, guint8 reason, const GError *error, gpointer user_data)
{
  add_answer (user_data, error);
}

static void
append_varint (GByteArray *bytes, guint number)
{
  do
    {
      guint8 byte = (guint8) (number & 0x7f) | (number > 0x7f ? 0x80 : 0);

      g_byte_array_append (bytes, &byte, 1);
      number >>= 7;
    }
  while (number > 0);
}

static void
append_packet (GByteArray *bytes, const char *text)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GByteArray) properties = g_byte_array_new ();
  GByteArray *part = body;

  for (; *text != '\0'; text++)
    {
      guint8 byte;

      if (*text == '(')
        {
          part = properties;
        }
      else if (*text == ')')
        {
          part = body;
          append_varint (body, properties->len);
          g_byte_array_append (body, properties->data, properties->len);
        }
      else if (*text != ' ')
        {
          g_assert_true (g_ascii_isxdigit (text[0]) && g_ascii_isxdigit (text[1]));
          byte = (guint8) (g_ascii_xdigit_value (text[0]) << 4 | g_ascii_xdigit_value (text[1]));
          g_byte_array_append (part, &byte, 1);
          text++;
        }
    }

  g_byte_array_append (bytes, body->data, 1);
  append_varint (bytes, body->len - 1);
  g_byte_array_append (bytes, body->data + 1, body->len - 1);
}

static guint
draw (Fuzz *self, guint n)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) n);
}

static void
insert (GByteArray *bytes, guint at, const guint8 *data, guint length)
{
  g_autofree guint8 *copy = g_memdup2 (data, length);
  guint tail = bytes->len - at;

  g_byte_array_set_size (bytes, bytes->len + length);
  memmove (bytes->data + at + length, bytes->data + at, tail);
  memcpy (bytes->data + at, copy, length);
}

static void
damage (Fuzz *self, GByteArray *bytes)
{
  static const guint8 telling[] = { 0x00, 0x01, 0x02, 0x7f, 0x80, 0xff, 0x20, 0x30, 0x34, 0x62, 0xe0, 0xf0 };
  guint at, length;

  if (bytes->len == 0)
    return;

  at = draw (self, bytes->len);
  length = 1 + draw (self, MIN (bytes->len - at, 12));
  switch (draw (self, 7))
    {
    case 0:
      bytes->data[at] ^= (guint8) (1u << draw (self, 8));
      break;
    case 1:
      bytes->data[at] = telling[draw (self, G_N_ELEMENTS (telling))];
      break;
    case 2:
      bytes->data[at] = (guint8) (bytes->data[at] + (draw (self, 2) == 0 ? 1 : -1));
      break;
    case 3:
      g_byte_array_remove_range (bytes, at, length);
      break;
    case 4:
      insert (bytes, draw (self, bytes->len + 1), bytes->data + at, length);
      break;
    case 5:
      insert (bytes, at, telling + draw (self, G_N_ELEMENTS (telling)), 1);
      break;
    case 6:
    default:
      g_byte_array_set_size (bytes, at);
      break;
    }
}

/* Returns where the answer to CONNECT ends. */
static guint
make_stream (Fuzz *self, GByteArray *bytes)
{
  g_auto (GStrv) packets = g_strsplit (self->streams[draw (self, (guint) self->n_streams)], "|", -1);
  guint n_packets = g_strv_length (packets);
  gboolean in_order = draw (self, 4) > 0;
  gboolean greets = draw (self, 4) > 0;
  guint greeting;

  append_packet (bytes, packets[0]);
  greeting = bytes->len;
  for (guint i = 1; i < n_packets; i++)
    {
      g_autoptr (GByteArray) packet = g_byte_array_new ();

      append_packet (packet, packets[in_order ? i : 1 + draw (self, n_packets - 1)]);
      if (draw (self, n_packets) == 0)
        damage (self, packet);
      g_byte_array_append (bytes, packet->data, packet->len);
    }

  for (guint i = draw (self, 3); i > 0; i--)
    {
      g_autoptr (GByteArray) rest = g_byte_array_new ();

      if (!greets)
        {
          damage (self, bytes);
          continue;
        }
      g_byte_array_append (rest, bytes->data + greeting, bytes->len - greeting);
      damage (self, rest);
      g_byte_array_set_size (bytes, greeting);
      g_byte_array_append (bytes, rest->data, rest->len);
    }

  return greets ? greeting : 0;
}

static void
send_in_pieces (Fuzz *self, int fd, const guint8 *data, gsize length)
{
  gboolean whole = draw (self, 2) == 0;

  while (length > 0)
    {
      gsize piece = whole ? length : 1 + draw (self, (guint) length);

      /* A client that has seen enough is gone. */
      if (send (fd, data, piece, MSG_NOSIGNAL) != (gssize) piece)
        return;
      data += piece;
      length -= piece;
    }
}

static void
play (Fuzz *self, int fd)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint greeting = make_stream (self, bytes);
  guint8 heard[4096];
  int one = 1;

  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  g_assert_cmpint (recv (fd, heard, sizeof heard, 0), >, 0);
  if (greeting > 0)
    {
      send_in_pieces (self, fd, bytes->data, greeting);
      /* What follows meets what the client asked for, if it was let in. */
      if (recv (fd, heard, sizeof heard, 0) <= 0)
        return;
    }
  send_in_pieces (self, fd, bytes->data + greeting, bytes->len - greeting);
  shutdown (fd, SHUT_WR);
  while (recv (fd, heard, sizeof heard, 0) > 0)
    ;
}

static gpointer
run_broker (gpointer user_data)
{
  Fuzz *self = user_data;
  int fd;

  while ((fd = accept4 (self->listener, NULL, NULL, SOCK_CLOEXEC)) >= 0)
    {
      play (self, fd);
      close (fd);
    }

  return NULL;
}

static void
listen_somewhere (Fuzz *self)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr = { g_htonl (INADDR_LOOPBACK) } };
  socklen_t length = sizeof address;

  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (self->listener, 16), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *) &address, &length), ==, 0);
  self->port = g_ntohs (address.sin_port);
}

static guint
count_fds (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;

  return count;
}

static void
wait_lost (Fuzz *self, guint n_lost)
{
  gint64 until = g_get_monotonic_time () + WAIT_SECONDS * G_TIME_SPAN_SECOND;

  g_mutex_lock (&self->lock);
  while (self->n_lost < n_lost)
    if (!g_cond_wait_until (&self->changed, &self->lock, until))
      g_error ("Stream %u has no end", n_lost);
  g_assert_cmpuint (self->n_lost, ==, n_lost);
  g_mutex_unlock (&self->lock);
}

/* What the last session left on its way has no next connection to be answered by. */
static void
wait_answered (Fuzz *self)
{
  gint64 until = g_get_monotonic_time () + WAIT_SECONDS * G_TIME_SPAN_SECOND;

  desk_client_forget_session (self->client);
  g_mutex_lock (&self->lock);
  while (self->n_answered < self->n_asked)
    if (!g_cond_wait_until (&self->changed, &self->lock, until))
      g_error ("%u of %u answered", self->n_answered, self->n_asked);
  g_mutex_unlock (&self->lock);
}

static DeskConnectOptions *
make_options (Fuzz *self)
{
  DeskConnectOptions *options = desk_connect_options_new ();

  options->endpoint = desk_endpoint_new ("mqtt", "127.0.0.1", self->port);
  options->version = self->version;
  options->client_id = g_strdup ("fuzz");
  options->keep_alive = 0;

  return options;
}

static void
run_fuzz (Fuzz *self)
{
  static const DeskClientFuncs funcs = {
    .step = on_step,
    .connected = on_connected,
    .lost = on_lost,
    .messages = on_messages,
    .subscribed = on_subscribed,
    .unsubscribed = on_unsubscribed,
    .published = on_published,
  };
  g_autoptr (DeskConnectOptions) options = NULL;
  guint n_streams = g_test_thorough () ? N_STREAMS_THOROUGH : N_STREAMS;
  GThread *broker;
  guint n_fds = 0;

  self->random = g_rand_new_with_seed (self->seed);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  listen_somewhere (self);
  broker = g_thread_new ("mad-broker", run_broker, self);
  options = make_options (self);
  self->client = desk_client_new (&funcs, self);

  for (guint i = 1; i <= n_streams; i++)
    {
      /* A session that goes on keeps its handle, with what is half done in it. */
      options->clean_start = i % 8 < 4;
      desk_client_connect (self->client, options);
      wait_lost (self, i);
      if (i == 10)
        n_fds = count_fds ();
    }
  g_assert_cmpuint (count_fds (), <=, n_fds + 4);

  wait_answered (self);
  desk_client_free (self->client);
  shutdown (self->listener, SHUT_RDWR);
  g_thread_join (broker);
  close (self->listener);

  g_test_message ("%u connected, %u messages", self->n_connected, self->n_messages);
  for (guint i = 0; i < G_N_ELEMENTS (self->n_by_code); i++)
    if (self->n_by_code[i] > 0)
      g_test_message ("error %u: %u times", i, self->n_by_code[i]);
  g_assert_cmpuint (self->n_lost, ==, n_streams);
  g_assert_cmpuint (self->n_answered, ==, self->n_asked);
  /* Streams that die at once would test nothing. */
  g_assert_cmpuint (self->n_connected, >, n_streams / 2);
  g_assert_cmpuint (self->n_messages, >, n_streams / 2);

  g_rand_free (self->random);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
}

static void
test_3_1_1 (void)
{
  Fuzz fuzz = { .version = DESK_MQTT_3_1_1, .seed = SEED, .streams = streams_4, .n_streams = G_N_ELEMENTS (streams_4) };

  run_fuzz (&fuzz);
}

static void
test_5 (void)
{
  Fuzz fuzz = { .version = DESK_MQTT_5, .seed = SEED, .streams = streams_5, .n_streams = G_N_ELEMENTS (streams_5) };

  run_fuzz (&fuzz);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client-fuzz/3.1.1", test_3_1_1);
  g_test_add_func ("/client-fuzz/5", test_5);

  return g_test_run ();
}
