/* flood-broker.c: a broker that sends as fast as it can, for benchmarks
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* flood-broker COUNT SIZE TOPICS
 *
 * Listens at a free loopback port and prints it. Every client that connects
 * and subscribes gets, after a line “flood” on the standard output, COUNT messages of QoS 0 with SIZE bytes of payload on
 * TOPICS topics; the payload begins with the message's number in ten digits.
 * Speaks MQTT 3.1.1 and 5; answers PINGREQ; ends when its standard input does. */

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define DIGITS 10
#define BLOCK 1000

typedef struct
{
  char *bytes;
  size_t length;
  size_t *numbers; /* where in the block each message's number is */
  size_t *ends;    /* where each message ends */
} Block;

static unsigned long count;
static size_t size;
static unsigned long n_topics;

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

static Block
make_block (int version, unsigned long first_topic)
{
  Block block = { .numbers = calloc (BLOCK, sizeof (size_t)), .ends = calloc (BLOCK, sizeof (size_t)) };
  char *p = block.bytes = malloc (BLOCK * (size + 64));

  for (unsigned long i = 0; i < BLOCK; i++)
    {
      char topic[40];
      int topic_length = snprintf (topic, sizeof topic, "bench/device%06lu/value", (first_topic + i) % n_topics);
      size_t remaining = 2 + (size_t) topic_length + (version == 5 ? 1 : 0) + size;

      *p++ = 0x30;
      p += write_length (p, remaining);
      *p++ = (char) (topic_length >> 8);
      *p++ = (char) topic_length;
      memcpy (p, topic, (size_t) topic_length);
      p += topic_length;
      if (version == 5)
        *p++ = 0;
      block.numbers[i] = (size_t) (p - block.bytes);
      memset (p, 'x', size);
      p += size;
      block.ends[i] = (size_t) (p - block.bytes);
    }
  block.length = (size_t) (p - block.bytes);

  return block;
}

static int
send_all (int fd, const char *bytes, size_t length)
{
  while (length > 0)
    {
      ssize_t n = send (fd, bytes, length, MSG_NOSIGNAL);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return 0;
      bytes += n;
      length -= (size_t) n;
    }

  return 1;
}

static int
read_exactly (int fd, unsigned char *out, size_t length)
{
  while (length > 0)
    {
      ssize_t n = read (fd, out, length);

      if (n <= 0)
        return 0;
      out += n;
      length -= (size_t) n;
    }

  return 1;
}

/* Reads one small packet. Returns: its first byte, or -1 */
static int
read_packet (int fd, unsigned char *body, size_t *length)
{
  unsigned char byte;
  unsigned char first;
  unsigned int shift = 0;

  if (!read_exactly (fd, &first, 1))
    return -1;
  *length = 0;
  do
    {
      if (!read_exactly (fd, &byte, 1))
        return -1;
      *length |= (size_t) (byte & 127) << shift;
      shift += 7;
    }
  while (byte & 128);
  if (*length > 4096 || !read_exactly (fd, body, *length))
    return -1;

  return first;
}

static void
flood (int fd, int version)
{
  Block block = make_block (version, 0);

  for (unsigned long sent = 0; sent < count;)
    {
      unsigned long n = count - sent < BLOCK ? count - sent : BLOCK;

      for (unsigned long i = 0; i < n; i++)
        {
          char digits[DIGITS + 1];

          snprintf (digits, sizeof digits, "%010lu", sent + i);
          memcpy (block.bytes + block.numbers[i], digits, size < DIGITS ? size : DIGITS);
        }
      if (!send_all (fd, block.bytes, block.ends[n - 1]))
        break;
      sent += n;
    }
  free (block.bytes);
  free (block.numbers);
  free (block.ends);
}

static void
serve (int fd)
{
  unsigned char body[4096];
  size_t length;
  int version = 4;
  int first;

  while ((first = read_packet (fd, body, &length)) >= 0)
    switch (first >> 4)
      {
      case 1:
        version = length > 6 ? body[6] : 4;
        if (!send_all (fd, version == 5 ? "\x20\x03\0\0\0" : "\x20\x02\0\0", version == 5 ? 5 : 4))
          return;
        break;
      case 8:
        {
          char suback[6] = { (char) 0x90, 3, (char) body[0], (char) body[1], 0, 0 };

          suback[1] = version == 5 ? 4 : 3;
          if (!send_all (fd, suback, version == 5 ? 6 : 5))
            return;
          puts ("flood");
          fflush (stdout);
          flood (fd, version);
          break;
        }
      case 12:
        if (!send_all (fd, "\xd0\0", 2))
          return;
        break;
      case 14:
        return;
      default:
        break;
      }
}

int
main (int argc, char **argv)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t address_length = sizeof address;
  int listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (argc != 4)
    return 2;
  count = strtoul (argv[1], NULL, 10);
  size = strtoul (argv[2], NULL, 10);
  n_topics = strtoul (argv[3], NULL, 10);

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
      serve (fd);
      close (fd);
    }
}
