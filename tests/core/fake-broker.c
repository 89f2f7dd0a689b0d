/* fake-broker.c: a broker that answers as a test tells it to
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fake-broker.h"

#define N_TYPES 16
#define WAIT_SECONDS 20
#define CHUNK (64 * 1024)
#define N_VERSIONS (DESK_MQTT_5 + 1)

typedef struct
{
  FakeBroker *broker;
  GThread *thread;
  int fd;
  GMutex sending;
  guint8 level; /* of CONNECT */
} Connection;

struct _FakeBroker
{
  int listener;
  guint16 port;
  GThread *thread;

  GMutex lock;
  GCond changed;
  GPtrArray *connections; /* of Connection, never removed */
  char *answers[N_TYPES];
  char *answers_to_version[N_VERSIONS];
  GQueue packets[N_TYPES]; /* of GBytes, not waited for yet */
  guint counts[N_TYPES];
  gssize appetite; /* -1: without limit */
};

static gboolean
send_all (Connection *connection, const guint8 *data, gsize length)
{
  gboolean sent = TRUE;

  g_mutex_lock (&connection->sending);
  while (length > 0 && sent)
    {
      gssize step = send (connection->fd, data, length, MSG_NOSIGNAL);

      sent = step > 0;
      data += MAX (step, 0);
      length -= (gsize) MAX (step, 0);
    }
  g_mutex_unlock (&connection->sending);

  return sent;
}

static GByteArray *
parse_hex (const char *hex, guint16 packet_id, gboolean *closes)
{
  GByteArray *bytes = g_byte_array_new ();

  while (*hex != '\0')
    {
      guint8 byte;

      if (*hex == ' ')
        {
          hex++;
        }
      else if (*hex == '!')
        {
          g_assert_nonnull (closes);
          *closes = TRUE;
          hex++;
        }
      else if (g_str_has_prefix (hex, "ID"))
        {
          guint8 id[] = { (guint8) (packet_id >> 8), (guint8) packet_id };

          g_byte_array_append (bytes, id, sizeof id);
          hex += 2;
        }
      else
        {
          g_assert_true (g_ascii_isxdigit (hex[0]) && g_ascii_isxdigit (hex[1]));
          byte = (guint8) (g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]));
          g_byte_array_append (bytes, &byte, 1);
          hex += 2;
        }
    }

  return bytes;
}

static guint16
get_uint16 (const guint8 *data)
{
  return (guint16) (data[0] << 8 | data[1]);
}

/* Where the packet identifier is; 0 if there is none. */
static guint16
get_packet_id (const guint8 *packet, const guint8 *body, gsize length)
{
  DeskPacketType type = packet[0] >> 4;

  if (type == DESK_PACKET_PUBLISH)
    return (packet[0] & 0x06) != 0 ? get_uint16 (body + 2 + get_uint16 (body)) : 0;

  return type >= DESK_PACKET_PUBACK && type <= DESK_PACKET_UNSUBACK && length >= 2 ? get_uint16 (body) : 0;
}

static char *
answer_filters (Connection *connection, const guint8 *body, gsize length, gboolean subscribes)
{
  g_autoptr (GString) codes = g_string_new (NULL);
  gboolean is_5 = connection->level == 5;
  const guint8 *at = body + 2;
  guint n_codes = 0;

  if (is_5)
    at += 1 + at[0]; /* a test has no more than 127 bytes of properties */
  while (at < body + length)
    {
      at += 2 + get_uint16 (at);
      g_string_append_printf (codes, " %02x", subscribes ? *at & 3 : 0);
      at += subscribes ? 1 : 0;
      n_codes++;
    }
  if (!subscribes && !is_5)
    return g_strdup ("b0 02 ID");

  return g_strdup_printf ("%s %02x ID %s%s", subscribes ? "90" : "b0", 2 + (is_5 ? 1 : 0) + n_codes,
                          is_5 ? "00" : "", codes->str);
}

static char *
answer_politely (Connection *connection, const guint8 *packet, const guint8 *body, gsize length)
{
  switch ((DeskPacketType) (packet[0] >> 4))
    {
    case DESK_PACKET_CONNECT:
      return g_strdup (connection->level == 5 ? "20 03 00 00 00" : "20 02 00 00");
    case DESK_PACKET_PUBLISH:
      if ((packet[0] & 0x06) == 0)
        return NULL;
      return g_strdup ((packet[0] & 0x06) == 0x02 ? "40 02 ID" : "50 02 ID");
    case DESK_PACKET_PUBREC:
      return g_strdup ("62 02 ID");
    case DESK_PACKET_PUBREL:
      return g_strdup ("70 02 ID");
    case DESK_PACKET_SUBSCRIBE:
      return answer_filters (connection, body, length, TRUE);
    case DESK_PACKET_UNSUBSCRIBE:
      return answer_filters (connection, body, length, FALSE);
    case DESK_PACKET_PINGREQ:
      return g_strdup ("d0 00");
    case DESK_PACKET_DISCONNECT:
      return g_strdup ("!");
    case DESK_PACKET_CONNACK:
    case DESK_PACKET_PUBACK:
    case DESK_PACKET_PUBCOMP:
    case DESK_PACKET_SUBACK:
    case DESK_PACKET_UNSUBACK:
    case DESK_PACKET_PINGRESP:
    case DESK_PACKET_AUTH:
    default:
      return NULL;
    }
}

/* Returns whether the connection goes on. */
static gboolean
take_packet (Connection *connection, const guint8 *packet, gsize header, gsize size)
{
  FakeBroker *self = connection->broker;
  guint type = packet[0] >> 4;
  const guint8 *body = packet + header;
  g_autofree char *answer = NULL;
  g_autoptr (GByteArray) bytes = NULL;
  gboolean closes = FALSE;

  if (type == DESK_PACKET_CONNECT)
    connection->level = body[2 + get_uint16 (body)];

  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->packets[type], g_bytes_new (packet, size));
  self->counts[type]++;
  answer = g_strdup (self->answers[type]);
  if (type == DESK_PACKET_CONNECT && answer == NULL && connection->level < N_VERSIONS)
    answer = g_strdup (self->answers_to_version[connection->level]);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);

  if (answer == NULL)
    answer = answer_politely (connection, packet, body, size - header);
  if (answer == NULL)
    return TRUE;

  bytes = parse_hex (answer, get_packet_id (packet, body, size - header), &closes);

  return send_all (connection, bytes->data, bytes->len) && !closes;
}

/* Bytes of the packet at the beginning of @data; 0 if it is not whole. */
static gsize
measure_packet (const guint8 *data, gsize size, gsize *header)
{
  gsize length = 0, at = 1;

  while (at < size)
    {
      length |= (gsize) (data[at] & 0x7f) << (7 * (at - 1));
      if ((data[at++] & 0x80) == 0)
        {
          *header = at;
          return at + length <= size ? at + length : 0;
        }
    }

  return 0;
}

/* How much may be read at once */
static gsize
wait_for_appetite (FakeBroker *self)
{
  gsize bytes = CHUNK;

  g_mutex_lock (&self->lock);
  while (self->appetite == 0)
    g_cond_wait (&self->changed, &self->lock);
  if (self->appetite > 0)
    bytes = MIN (bytes, (gsize) self->appetite);
  g_mutex_unlock (&self->lock);

  return bytes;
}

static void
take_appetite (FakeBroker *self, gsize bytes)
{
  g_mutex_lock (&self->lock);
  if (self->appetite > 0)
    self->appetite -= MIN (self->appetite, (gssize) bytes);
  g_mutex_unlock (&self->lock);
}

static gpointer
run_connection (gpointer user_data)
{
  Connection *connection = user_data;
  g_autoptr (GByteArray) buffer = g_byte_array_new ();
  gsize header = 0;
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  gboolean goes_on = TRUE;

  while (goes_on)
    {
      gssize length = recv (connection->fd, chunk, wait_for_appetite (connection->broker), 0);
      gsize at = 0, packet;

      if (length <= 0)
        break;
      take_appetite (connection->broker, (gsize) length);
      g_byte_array_append (buffer, chunk, (guint) length);
      while (goes_on && (packet = measure_packet (buffer->data + at, buffer->len - at, &header)) > 0)
        {
          goes_on = take_packet (connection, buffer->data + at, header, packet);
          at += packet;
        }
      g_byte_array_remove_range (buffer, 0, (guint) at);
    }
  shutdown (connection->fd, SHUT_RDWR);

  return NULL;
}

static gpointer
run (gpointer user_data)
{
  FakeBroker *self = user_data;
  int fd;

  while ((fd = accept4 (self->listener, NULL, NULL, SOCK_CLOEXEC)) >= 0)
    {
      Connection *connection = g_new0 (Connection, 1);

      connection->broker = self;
      connection->fd = fd;
      g_mutex_init (&connection->sending);
      g_mutex_lock (&self->lock);
      connection->thread = g_thread_new ("fake-connection", run_connection, connection);
      g_ptr_array_add (self->connections, connection);
      g_cond_broadcast (&self->changed);
      g_mutex_unlock (&self->lock);
    }

  return NULL;
}

FakeBroker *
fake_broker_new (void)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr = { g_htonl (INADDR_LOOPBACK) } };
  socklen_t length = sizeof address;
  FakeBroker *self = g_new0 (FakeBroker, 1);

  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (self->listener, >=, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (self->listener, 16), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *) &address, &length), ==, 0);
  self->port = g_ntohs (address.sin_port);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->connections = g_ptr_array_new ();
  self->appetite = -1;
  for (guint i = 0; i < N_TYPES; i++)
    g_queue_init (&self->packets[i]);
  self->thread = g_thread_new ("fake-broker", run, self);

  return self;
}

void
fake_broker_set_appetite (FakeBroker *self, gssize bytes)
{
  g_mutex_lock (&self->lock);
  self->appetite = bytes;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

void
fake_broker_free (FakeBroker *self)
{
  shutdown (self->listener, SHUT_RDWR);
  g_thread_join (self->thread);
  close (self->listener);
  fake_broker_set_appetite (self, -1);

  for (guint i = 0; i < self->connections->len; i++)
    {
      Connection *connection = self->connections->pdata[i];

      shutdown (connection->fd, SHUT_RDWR);
      g_thread_join (connection->thread);
      close (connection->fd);
      g_mutex_clear (&connection->sending);
      g_free (connection);
    }
  g_ptr_array_unref (self->connections);
  for (guint i = 0; i < N_TYPES; i++)
    {
      g_free (self->answers[i]);
      g_queue_clear_full (&self->packets[i], (GDestroyNotify) g_bytes_unref);
    }
  for (guint i = 0; i < N_VERSIONS; i++)
    g_free (self->answers_to_version[i]);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

guint16
fake_broker_get_port (FakeBroker *self)
{
  return self->port;
}

void
fake_broker_set_answer (FakeBroker *self, DeskPacketType type, const char *answer)
{
  g_mutex_lock (&self->lock);
  g_free (self->answers[type]);
  self->answers[type] = g_strdup (answer);
  g_mutex_unlock (&self->lock);
}

void
fake_broker_set_answer_to_version (FakeBroker *self, DeskMqttVersion version, const char *answer)
{
  g_mutex_lock (&self->lock);
  g_free (self->answers_to_version[version]);
  self->answers_to_version[version] = g_strdup (answer);
  g_mutex_unlock (&self->lock);
}

static Connection *
get_newest (FakeBroker *self)
{
  gint64 until = g_get_monotonic_time () + WAIT_SECONDS * G_TIME_SPAN_SECOND;
  Connection *connection;

  g_mutex_lock (&self->lock);
  while (self->connections->len == 0)
    g_assert_true (g_cond_wait_until (&self->changed, &self->lock, until));
  connection = self->connections->pdata[self->connections->len - 1];
  g_mutex_unlock (&self->lock);

  return connection;
}

gboolean
fake_broker_send (FakeBroker *self, gconstpointer data, gsize length)
{
  return send_all (get_newest (self), data, length);
}

gboolean
fake_broker_send_hex (FakeBroker *self, const char *hex)
{
  g_autoptr (GByteArray) bytes = parse_hex (hex, 0, NULL);

  return fake_broker_send (self, bytes->data, bytes->len);
}

void
fake_broker_hang_up (FakeBroker *self)
{
  shutdown (get_newest (self)->fd, SHUT_RDWR);
}

GBytes *
fake_broker_wait (FakeBroker *self, DeskPacketType type)
{
  gint64 until = g_get_monotonic_time () + WAIT_SECONDS * G_TIME_SPAN_SECOND;
  GBytes *packet;

  g_mutex_lock (&self->lock);
  while ((packet = g_queue_pop_head (&self->packets[type])) == NULL)
    g_assert_true (g_cond_wait_until (&self->changed, &self->lock, until));
  g_mutex_unlock (&self->lock);

  return packet;
}

guint
fake_broker_count (FakeBroker *self, DeskPacketType type)
{
  guint count;

  g_mutex_lock (&self->lock);
  count = self->counts[type];
  g_mutex_unlock (&self->lock);

  return count;
}

guint
fake_broker_get_n_connections (FakeBroker *self)
{
  guint count;

  g_mutex_lock (&self->lock);
  count = self->connections->len;
  g_mutex_unlock (&self->lock);

  return count;
}
