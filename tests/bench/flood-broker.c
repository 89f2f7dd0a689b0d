/* flood-broker.c: a broker that sends as fast as it can, or at a given rate, for benchmarks
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* flood-broker COUNT SIZE TOPICS [RATE]
 *
 * Listens at a free loopback port and prints it. Every client that connects
 * and subscribes gets, after a line “flood” on the standard output, COUNT messages with SIZE bytes of payload on TOPICS
 * topics, RATE of them a second (0: as fast as they are read), with the QoS of the subscription, 1 at most; then there is a
 * line “sent”. The payload begins with the message's number in ten digits.
 * Speaks MQTT 3.1.1 and 5, also by WebSocket to whoever asks for it, then with a frame for each message as brokers do;
 * answers PINGREQ; ends when its standard input does. */

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <glib.h>

#define DIGITS 10
#define BLOCK 1000

/* Messages with QoS 1 that may wait for their acknowledgement; as many acknowledgements fit into a socket's buffers */
#define IN_FLIGHT_MAX 16000

/* Nanoseconds between two pieces of a paced flood */
#define PACE 2000000

typedef struct
{
  char *bytes;
  size_t *numbers; /* where in the block each message's number is */
  size_t *ids;     /* where its packet identifier is */
  size_t *ends;    /* where it ends */
} Block;

typedef struct
{
  int fd;
  int version;
  int qos;
  unsigned char in[4096];
  size_t n_in;
  int websocket;
  unsigned char raw[4096]; /* frames of the client */
  size_t n_raw;
  unsigned long n_acknowledged;
} Client;

static unsigned long count;
static size_t size;
static unsigned long n_topics;
static unsigned long rate;

static size_t
write_length (char *out, size_t length)
{
  size_t n = 0;

  do
    {
      unsigned char byte = length % 128;

      length /= 128;
      out[n++] = (char) (length > 0 ? byte | 128 : byte);
    }
  while (length > 0);

  return n;
}

/* The head of a frame from a server. Returns: its size */
static size_t
write_frame (char *out, size_t length)
{
  out[0] = (char) 0x82;
  if (length < 126)
    {
      out[1] = (char) length;
      return 2;
    }
  out[1] = 126;
  out[2] = (char) (length >> 8);
  out[3] = (char) length;

  return 4;
}

static Block
make_block (const Client *client)
{
  Block block = {
    .bytes = malloc (BLOCK * (size + 64)),
    .numbers = calloc (BLOCK, sizeof (size_t)),
    .ids = calloc (BLOCK, sizeof (size_t)),
    .ends = calloc (BLOCK, sizeof (size_t)),
  };
  char *p = block.bytes;

  for (unsigned long i = 0; i < BLOCK; i++)
    {
      char topic[40];
      int topic_length = snprintf (topic, sizeof topic, "bench/device%06lu/value", i % n_topics);
      size_t remaining = 2 + (size_t) topic_length + (client->qos > 0 ? 2 : 0)
                         + (client->version == 5 ? 1 : 0) + size;

      if (client->websocket)
        {
          char length[8];

          p += write_frame (p, 1 + write_length (length, remaining) + remaining);
        }
      *p++ = (char) (0x30 | client->qos << 1);
      p += write_length (p, remaining);
      *p++ = (char) (topic_length >> 8);
      *p++ = (char) topic_length;
      memcpy (p, topic, (size_t) topic_length);
      p += topic_length;
      block.ids[i] = (size_t) (p - block.bytes);
      p += client->qos > 0 ? 2 : 0;
      if (client->version == 5)
        *p++ = 0;
      block.numbers[i] = (size_t) (p - block.bytes);
      memset (p, 'x', size);
      p += size;
      block.ends[i] = (size_t) (p - block.bytes);
    }

  return block;
}

static void
free_block (Block *block)
{
  free (block->bytes);
  free (block->numbers);
  free (block->ids);
  free (block->ends);
}

/* Gives the first messages of the block the numbers from @first on. */
static void
number_block (Block *block, const Client *client, unsigned long first, unsigned long n)
{
  for (unsigned long i = 0; i < n; i++)
    {
      char digits[DIGITS + 1];

      snprintf (digits, sizeof digits, "%010lu", first + i);
      memcpy (block->bytes + block->numbers[i], digits, size < DIGITS ? size : DIGITS);
      if (client->qos > 0)
        {
          unsigned int id = (unsigned int) ((first + i) % 65535 + 1);

          block->bytes[block->ids[i]] = (char) (id >> 8);
          block->bytes[block->ids[i] + 1] = (char) id;
        }
    }
}

static int
send_all (const Client *client, const char *bytes, size_t length)
{
  while (length > 0)
    {
      ssize_t n = send (client->fd, bytes, length, MSG_NOSIGNAL);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return 0;
      bytes += n;
      length -= (size_t) n;
    }

  return 1;
}

/* A packet that is no message */
static int
send_packet (const Client *client, const char *bytes, size_t length)
{
  char head[4];

  return (!client->websocket || send_all (client, head, write_frame (head, length))) && send_all (client, bytes, length);
}

/* Takes the payload out of the frames that are whole. Ours are small. */
static int
unwrap (Client *client)
{
  size_t at = 0;

  while (client->n_raw - at >= 6)
    {
      const unsigned char *frame = client->raw + at;
      size_t length = frame[1] & 127;
      size_t head = length == 126 ? 8 : 6;

      if ((frame[0] & 15) == 8 || length == 127)
        return 0;
      if (length == 126)
        length = (size_t) frame[2] << 8 | frame[3];
      if (client->n_raw - at < head + length || client->n_in + length > sizeof client->in)
        break;
      for (size_t i = 0; i < length; i++)
        client->in[client->n_in++] = frame[head + i] ^ frame[head - 4 + i % 4];
      at += head + length;
    }
  client->n_raw -= at;
  memmove (client->raw, client->raw + at, client->n_raw);

  return 1;
}

/* Reads what is there. Returns: whether the connection goes on */
static int
fill (Client *client)
{
  ssize_t n;

  if (client->websocket)
    {
      n = read (client->fd, client->raw + client->n_raw, sizeof client->raw - client->n_raw);
      if (n <= 0)
        return 0;
      client->n_raw += (size_t) n;
      return unwrap (client);
    }

  n = read (client->fd, client->in + client->n_in, sizeof client->in - client->n_in);

  if (n <= 0)
    return 0;
  client->n_in += (size_t) n;

  return 1;
}

/* Takes one packet from what was read. Returns: its size, 0 if it is not whole */
static size_t
peek_packet (const Client *client, const unsigned char **body)
{
  size_t length = 0;
  unsigned int shift = 0;
  size_t at = 1;

  do
    {
      if (at >= client->n_in)
        return 0;
      length |= (size_t) (client->in[at] & 127) << shift;
      shift += 7;
    }
  while (client->in[at++] & 128);
  *body = client->in + at;

  return at + length <= client->n_in ? at + length : 0;
}

static void
drop_packet (Client *client, size_t packet_size)
{
  client->n_in -= packet_size;
  memmove (client->in, client->in + packet_size, client->n_in);
}

/* While the flood goes on. Whole acknowledgements are the most of it by far, so all are looked at in one go. */
static int
read_during_flood (Client *client)
{
  size_t at = 0;

  if (!fill (client))
    return 0;
  while (client->n_in - at >= 2 && client->n_in - at >= 2 + (size_t) client->in[at + 1])
    {
      if (client->in[at] >> 4 == 4)
        client->n_acknowledged++;
      else if (client->in[at] >> 4 == 12 && !send_packet (client, "\xd0\0", 2))
        return 0;
      else if (client->in[at] >> 4 == 14)
        return 0;
      at += 2 + (size_t) client->in[at + 1];
    }
  drop_packet (client, at);

  return 1;
}

/* An answer to PINGREQ must not come into the middle of a message. */
static int
read_acknowledgements (Client *client)
{
  struct pollfd pollfd = { .fd = client->fd, .events = POLLIN };

  while (poll (&pollfd, 1, 0) > 0)
    if (!read_during_flood (client))
      return 0;

  return 1;
}

static void
wait_for_turn (const struct timespec *start, unsigned long sent)
{
  unsigned long long due = (unsigned long long) start->tv_sec * 1000000000 + (unsigned long long) start->tv_nsec
                           + (unsigned long long) sent * 1000000000 / rate;
  struct timespec when = { .tv_sec = (time_t) (due / 1000000000), .tv_nsec = (long) (due % 1000000000) };

  clock_nanosleep (CLOCK_MONOTONIC, TIMER_ABSTIME, &when, NULL);
}

static int
flood (Client *client)
{
  Block block = make_block (client);
  unsigned long step = BLOCK;
  struct timespec start;
  int going_on = 1;

  if (rate > 0 && rate / (1000000000 / PACE) < BLOCK)
    step = rate / (1000000000 / PACE);
  clock_gettime (CLOCK_MONOTONIC, &start);
  for (unsigned long sent = 0; going_on && sent < count;)
    {
      unsigned long at = sent % BLOCK;
      unsigned long n = count - sent < step ? count - sent : step;

      if (n > BLOCK - at)
        n = BLOCK - at;
      if (at == 0)
        number_block (&block, client, sent, count - sent < BLOCK ? count - sent : BLOCK);
      if (rate > 0)
        wait_for_turn (&start, sent);

      going_on = read_acknowledgements (client);
      while (going_on && client->qos > 0 && sent + n - client->n_acknowledged > IN_FLIGHT_MAX)
        going_on = read_during_flood (client);
      if (going_on)
        {
          size_t begin = at > 0 ? block.ends[at - 1] : 0;

          going_on = send_all (client, block.bytes + begin, block.ends[at + n - 1] - begin);
        }
      sent += n;
    }
  free_block (&block);

  return going_on;
}

/* RFC 6455 section 4.2.2 */
static int
shake_hands (Client *client)
{
  const char *begin;
  char *key;
  char *answer;
  GChecksum *checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;
  int sent;

  while (memmem (client->in, client->n_in, "\r\n\r\n", 4) == NULL)
    if (client->n_in == sizeof client->in || !fill (client))
      return 0;
  begin = memmem (client->in, client->n_in, "Sec-WebSocket-Key: ", 19);
  if (begin == NULL)
    return 0;
  key = g_strdup_printf ("%.24s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", begin + 19);
  g_checksum_update (checksum, (const guint8 *) key, -1);
  g_checksum_get_digest (checksum, digest, &length);
  g_free (key);
  g_checksum_free (checksum);
  key = g_base64_encode (digest, length);
  answer = g_strdup_printf ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            "Sec-WebSocket-Accept: %s\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n", key);
  sent = send_all (client, answer, strlen (answer));
  g_free (answer);
  g_free (key);
  client->n_in = 0;
  client->websocket = 1;

  return sent;
}

static void
serve (int fd)
{
  Client client = { .fd = fd, .version = 4 };
  const unsigned char *body;
  int going_on = 1;

  /* “GET” has the place of CONNECT. */
  if (!fill (&client) || (client.in[0] == 'G' && !shake_hands (&client)))
    return;
  while (going_on && (peek_packet (&client, &body) > 0 || fill (&client)))
    {
      size_t packet_size = peek_packet (&client, &body);
      int type = client.in[0] >> 4;

      if (packet_size == 0)
        continue;
      if (type == 1)
        {
          client.version = packet_size > 8 ? body[6] : 4;
          going_on = client.version == 5 ? send_packet (&client, "\x20\x03\0\0\0", 5)
                                         : send_packet (&client, "\x20\x02\0\0", 4);
        }
      else if (type == 12)
        going_on = send_packet (&client, "\xd0\0", 2);
      else if (type == 14)
        going_on = 0;
      else if (type == 8)
        {
          char suback[6] = { (char) 0x90, 3, (char) body[0], (char) body[1], 0, 0 };
          size_t length = client.version == 5 ? 6 : 5;

          client.qos = (client.in[packet_size - 1] & 3) > 0 ? 1 : 0;
          client.n_acknowledged = 0;
          suback[1] = (char) (length - 2);
          suback[length - 1] = (char) client.qos;
          drop_packet (&client, packet_size);
          packet_size = 0;
          puts ("flood");
          fflush (stdout);
          going_on = send_packet (&client, suback, length) && flood (&client);
          puts ("sent");
          fflush (stdout);
        }
      drop_packet (&client, packet_size);
    }
}

int
main (int argc, char **argv)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t address_length = sizeof address;
  int listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (argc != 4 && argc != 5)
    return 2;
  count = strtoul (argv[1], NULL, 10);
  size = strtoul (argv[2], NULL, 10);
  n_topics = strtoul (argv[3], NULL, 10);
  rate = argc > 4 ? strtoul (argv[4], NULL, 10) : 0;
  if (size < DIGITS || n_topics == 0 || BLOCK % n_topics != 0 || (rate > 0 && rate < 1000000000 / PACE))
    return 2;

  if (bind (listener, (struct sockaddr *) &address, sizeof address) != 0 || listen (listener, 4) != 0
      || getsockname (listener, (struct sockaddr *) &address, &address_length) != 0)
    {
      perror ("flood-broker");
      return 1;
    }
  printf ("%d\n", ntohs (address.sin_port));
  fflush (stdout);

  while (1)
    {
      struct pollfd fds[2] = { { .fd = listener, .events = POLLIN }, { .fd = STDIN_FILENO, .events = POLLIN } };
      int fd;

      if (poll (fds, 2, -1) < 0 || fds[1].revents != 0)
        return 0;
      fd = accept4 (listener, NULL, NULL, SOCK_CLOEXEC);
      if (fd < 0)
        continue;
      setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &(int) { 1 }, sizeof (int));
      serve (fd);
      close (fd);
    }
}
