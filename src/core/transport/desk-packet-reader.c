/* desk-packet-reader.c: cuts a byte stream into MQTT packets and checks them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-packet-private.h"
#include "desk-packet-reader.h"
#include "desk-packet-writer.h"

/* A held header larger than this is rare: its memory is given back. */
#define HELD_KEEP 65536

/* How far an outgoing packet is known */
typedef enum
{
  FIRST_BYTE,
  REMAINING_LENGTH,
  TOPIC_LENGTH,
  PACKET_ID,
} Stage;

struct _DeskPacketReader
{
  DeskMqttVersion version;
  gboolean incoming;
  gsize max_packet;
  DeskPacketFunc func;
  gpointer user_data;
  GError *error; /* (owned) (nullable): why the stream ended */

  gsize rest; /* bytes of the current packet that pass unseen */

  /* incoming */
  gboolean started;
  GByteArray *held; /* (owned): a packet's beginning, until its header is whole */
  DeskHeader header;
  GByteArray *inserted; /* (owned): packets of ours that wait for the next boundary */

  /* outgoing */
  Stage stage;
  DeskPacket packet;
  guint8 field[4]; /* the integer that is being read */
  gsize n_field;
  gsize remaining; /* bytes of the current packet that were not looked at */
  GByteArray *connect; /* (owned) (nullable): what goes out in place of the library's */
  gboolean replacing;  /* the current packet does not pass */
};

/**
 * desk_packet_reader_new:
 * @version: the connection's protocol version
 * @incoming: whether the bytes come from the broker
 * @max_packet: bytes of the largest packet from the broker that is taken, its
 *   fixed header included; 0: the protocol's maximum
 * @func: is told of each packet
 * @user_data: for @func
 *
 * Makes a reader for one direction of one connection. What comes from the
 * broker is checked; what libmosquitto writes is only counted, since it is
 * ours.
 *
 * Returns: (transfer full): the reader
 */
DeskPacketReader *
desk_packet_reader_new (DeskMqttVersion version,
                        gboolean        incoming,
                        gsize           max_packet,
                        DeskPacketFunc  func,
                        gpointer        user_data)
{
  DeskPacketReader *self = g_new0 (DeskPacketReader, 1);

  g_assert (func != NULL);

  self->version = version;
  self->incoming = incoming;
  self->max_packet = max_packet > 0 ? MIN (max_packet, DESK_PACKET_MAX) : DESK_PACKET_MAX;
  self->func = func;
  self->user_data = user_data;
  self->held = g_byte_array_new ();
  self->inserted = g_byte_array_new ();
  self->header.kept = g_byte_array_new ();

  return self;
}

static void
wipe_connect (DeskPacketReader *self)
{
  if (self->connect != NULL)
    explicit_bzero (self->connect->data, self->connect->len);
  g_clear_pointer (&self->connect, g_byte_array_unref);
}

/**
 * desk_packet_reader_free:
 * @self: (transfer full): a reader
 *
 * Frees it, and an unfinished header with it.
 */
void
desk_packet_reader_free (DeskPacketReader *self)
{
  g_clear_error (&self->error);
  wipe_connect (self);
  g_byte_array_unref (self->held);
  g_byte_array_unref (self->inserted);
  g_byte_array_unref (self->header.kept);
  desk_topic_aliases_free (self->header.aliases);
  g_free (self);
}

/**
 * desk_packet_reader_set_topic_alias_maximum:
 * @self: a reader of what comes from the broker that has not begun
 * @maximum: what CONNECT told; 0: none
 *
 * Lets the broker use topic aliases, which libmosquitto does not know: each is
 * replaced by its topic.
 */
void
desk_packet_reader_set_topic_alias_maximum (DeskPacketReader *self, guint maximum)
{
  g_clear_pointer (&self->header.aliases, desk_topic_aliases_free);
  if (maximum > 0)
    self->header.aliases = desk_topic_aliases_new (maximum);
}

/**
 * desk_packet_reader_set_connect:
 * @self: a reader of what libmosquitto writes
 * @connect: (transfer full): a whole CONNECT; it is wiped when it was sent
 *
 * Puts this packet in the place of the library's CONNECT, which cannot say all
 * that MQTT has.
 */
void
desk_packet_reader_set_connect (DeskPacketReader *self, GByteArray *connect)
{
  wipe_connect (self);
  self->connect = connect;
}

static void
append (GByteArray *out, const guint8 *data, gsize length)
{
  if (length > 0)
    g_byte_array_append (out, data, (guint) length);
}

static gboolean
has_properties (const DeskHeader *header)
{
  return header->properties_size > 1;
}

/* Appends a header with what libmosquitto may see of its properties. */
static void
append_header (DeskPacketReader *self, const guint8 *data, GByteArray *out)
{
  DeskHeader *header = &self->header;
  const guint8 *properties = data + header->properties_at;
  const guint8 *after = properties + header->properties_size;
  gsize start = 1, length, topic_length = 0;
  gconstpointer topic = header->topic != NULL ? g_bytes_get_data (header->topic, &topic_length) : NULL;
  guint32 n_kept = header->kept->len;

  if (!has_properties (header))
    {
      append (out, data, header->size);
      return;
    }

  while ((data[start++] & 0x80) != 0)
    ;
  length = header->packet.size - start - header->properties_size + n_kept + _desk_varint_size (n_kept) + topic_length;
  append (out, data, 1);
  _desk_varint_append (out, (guint32) length);
  if (topic != NULL)
    {
      desk_packet_append_data (out, topic, topic_length);
      start = header->topic_at + 2;
    }
  append (out, data + start, header->properties_at - start);
  _desk_varint_append (out, n_kept);
  append (out, header->kept->data, n_kept);
  append (out, after, header->size - header->properties_at - header->properties_size);
}

static DeskCheck
check (DeskPacketReader *self, const guint8 *data, gsize length)
{
  DeskCheck result;

  g_byte_array_set_size (self->header.kept, 0);
  result = _desk_packet_check (self->version, self->max_packet, !self->started, data, length, &self->header,
                               &self->error);
  if (result != DESK_CHECK_PASS)
    return result;

  self->started = TRUE;
  self->rest = self->header.packet.size - self->header.size;
  self->func (&self->header.packet, self->user_data);
  g_clear_pointer (&self->header.packet.properties, desk_properties_unref);

  return result;
}

/* Goes on with a header that did not arrive in one piece; returns where the
 * stream goes on after it. */
static const guint8 *
feed_held (DeskPacketReader *self, const guint8 *data, const guint8 *end, GByteArray *out)
{
  while (self->held->len > 0 && data < end && self->error == NULL)
    {
      gsize step = MIN (self->header.need - self->held->len, (gsize) (end - data));

      append (self->held, data, step);
      data += step;
      if (self->held->len < self->header.need
          || check (self, self->held->data, self->held->len) != DESK_CHECK_PASS)
        continue;

      append_header (self, self->held->data, out);
      if (self->held->len > HELD_KEEP)
        {
          g_byte_array_unref (self->held);
          self->held = g_byte_array_new ();
        }
      g_byte_array_set_size (self->held, 0);
    }

  return data;
}

/* Between two packets of the broker's */
static void
append_inserted (DeskPacketReader *self, GByteArray *out)
{
  append (out, self->inserted->data, self->inserted->len);
  g_byte_array_set_size (self->inserted, 0);
}

/* Packets that pass without a change are appended together: @run is where the
 * first of them begins. */
static void
feed_incoming (DeskPacketReader *self, const guint8 *data, const guint8 *end, GByteArray *out)
{
  const guint8 *at = feed_held (self, data, end, out);
  const guint8 *run = at;

  while (at < end && self->error == NULL)
    {
      if (self->rest > 0)
        {
          gsize step = MIN (self->rest, (gsize) (end - at));

          self->rest -= step;
          at += step;
          continue;
        }
      if (self->inserted->len > 0)
        {
          append (out, run, (gsize) (at - run));
          run = at;
          append_inserted (self, out);
        }

      switch (check (self, at, (gsize) (end - at)))
        {
        case DESK_CHECK_PASS:
          if (has_properties (&self->header))
            {
              append (out, run, (gsize) (at - run));
              append_header (self, at, out);
              run = at + self->header.size;
            }
          at += self->header.size;
          break;

        case DESK_CHECK_MORE:
          append (self->held, at, (gsize) (end - at));
          end = at;
          break;

        case DESK_CHECK_REFUSE:
        default:
          break;
        }
    }

  append (out, run, (gsize) (at - run));
  if (self->rest == 0)
    append_inserted (self, out);
}

static void
report_outgoing (DeskPacketReader *self)
{
  if (self->replacing)
    self->packet.size = self->connect->len;
  self->func (&self->packet, self->user_data);
  self->rest = self->remaining;
  self->stage = FIRST_BYTE;
}

/* Reads an integer of two bytes; FALSE until it is whole. */
static gboolean
take_uint16 (DeskPacketReader *self, guint8 byte, guint16 *number)
{
  self->field[self->n_field++] = byte;
  self->remaining--;
  if (self->n_field < 2)
    return FALSE;

  self->n_field = 0;
  *number = (guint16) (self->field[0] << 8 | self->field[1]);

  return TRUE;
}

static gboolean
packet_has_id (const DeskPacket *packet)
{
  if (packet->type == DESK_PACKET_PUBLISH)
    return (packet->flags & 0x06) != 0;

  return packet->type >= DESK_PACKET_PUBACK && packet->type <= DESK_PACKET_UNSUBACK;
}

static void
take_outgoing (DeskPacketReader *self, guint8 byte)
{
  guint16 number;
  guint32 remaining;
  gsize size;

  switch (self->stage)
    {
    case FIRST_BYTE:
      self->packet = (DeskPacket) { .type = byte >> 4, .flags = byte & 0x0f };
      self->replacing = self->packet.type == DESK_PACKET_CONNECT && self->connect != NULL;
      self->stage = REMAINING_LENGTH;
      break;

    case REMAINING_LENGTH:
      self->field[self->n_field++] = byte;
      switch (_desk_varint_read (self->field, self->n_field, &remaining, &size))
        {
        case DESK_CHECK_MORE:
          return;
        case DESK_CHECK_REFUSE:
          desk_fail (&self->error, DESK_ERROR_PROTOCOL,
                     _ ("libmosquitto wrote a packet whose length has no end."));
          return;
        case DESK_CHECK_PASS:
        default:
          break;
        }
      self->n_field = 0;
      self->remaining = remaining;
      self->packet.size = 1 + size + remaining;
      if (packet_has_id (&self->packet) && remaining >= 2)
        self->stage = self->packet.type == DESK_PACKET_PUBLISH ? TOPIC_LENGTH : PACKET_ID;
      else
        report_outgoing (self);
      break;

    case TOPIC_LENGTH:
      if (!take_uint16 (self, byte, &number))
        return;
      if (self->remaining < (gsize) number + 2)
        {
          desk_fail (&self->error, DESK_ERROR_PROTOCOL,
                     _ ("libmosquitto wrote a message shorter than its topic."));
          return;
        }
      self->rest = number;
      self->remaining -= number;
      self->stage = PACKET_ID;
      break;

    case PACKET_ID:
    default:
      if (take_uint16 (self, byte, &self->packet.packet_id))
        report_outgoing (self);
      break;
    }
}

/* Ours goes out once the library's is known to be whole; of that nothing does. */
static void
replace (DeskPacketReader *self, GByteArray *out)
{
  append (out, self->connect->data, self->connect->len);
  wipe_connect (self);
  self->replacing = FALSE;
}

static void
feed_outgoing (DeskPacketReader *self, const guint8 *data, const guint8 *end, GByteArray *out)
{
  const guint8 *at = data;
  const guint8 *run = data;

  while (at < end && self->error == NULL)
    {
      gsize step = MAX (MIN (self->rest, (gsize) (end - at)), 1);
      gboolean begins = self->rest == 0 && self->stage == FIRST_BYTE;

      if (self->rest > 0)
        self->rest -= step;
      else
        take_outgoing (self, *at);
      if (begins && self->replacing)
        append (out, run, (gsize) (at - run));
      at += step;
      if (!self->replacing)
        continue;
      run = at;
      if (self->rest == 0 && self->stage == FIRST_BYTE)
        replace (self, out);
    }

  append (out, run, (gsize) (at - run));
}

/**
 * desk_packet_reader_feed:
 * @self: a reader
 * @data: the next bytes of the stream
 * @length: number of bytes, less than 2 GiB
 * @out: what may be handed on is appended to it
 * @error: %DESK_ERROR_PROTOCOL or %DESK_ERROR_PACKET_TOO_LARGE
 *
 * Looks at the next bytes. From the broker, a packet's header is held back
 * until it is whole and checked, its payload passes at once; the other way
 * everything passes at once. MQTT 5 properties are left out of @out, but for
 * the numbers in CONNACK other than Maximum Packet Size: #DeskPacket has them
 * all, and libmosquitto stumbles over many that are legal.
 *
 * Returns: %FALSE with @error set if the stream ends here; @out holds what
 *   came before the bad packet, and feeding more gives the same error
 */
gboolean
desk_packet_reader_feed (DeskPacketReader *self,
                         const guint8     *data,
                         gsize             length,
                         GByteArray       *out,
                         GError          **error)
{
  g_return_val_if_fail (length <= G_MAXINT32, FALSE);

  if (self->error == NULL)
    {
      if (self->incoming)
        feed_incoming (self, data, data + length, out);
      else
        feed_outgoing (self, data, data + length, out);
    }
  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

/**
 * desk_packet_reader_insert:
 * @self: a reader of what comes from the broker
 * @packet: a whole packet
 * @length: bytes of it
 * @out: where the stream goes
 *
 * Puts a packet of ours into the stream as if the broker had sent it. It is
 * neither checked nor reported. It goes to @out at once if the stream stands
 * between two packets there, else with a later feed. Not to be called from the
 * function that is told of packets.
 */
void
desk_packet_reader_insert (DeskPacketReader *self, const guint8 *packet, gsize length, GByteArray *out)
{
  append (self->inserted, packet, length);
  if (self->rest == 0)
    append_inserted (self, out);
}

/**
 * desk_packet_reader_at_boundary:
 * @self: a reader
 *
 * Returns: whether the stream stands between two packets
 */
gboolean
desk_packet_reader_at_boundary (DeskPacketReader *self)
{
  return self->rest == 0 && self->held->len == 0 && self->stage == FIRST_BYTE;
}

/**
 * desk_packet_reader_get_rest:
 * @self: a reader
 * @rest: (out): bytes until the next packet begins
 *
 * Whoever cuts the same stream from here on has to know this.
 *
 * Returns: %FALSE if that cannot be said: the stream stands in a packet's header
 */
gboolean
desk_packet_reader_get_rest (DeskPacketReader *self, gsize *rest)
{
  /* What is replaced has other bytes on the wire. */
  if (self->held->len > 0 || self->stage != FIRST_BYTE || (self->replacing && self->rest > 0))
    return FALSE;

  *rest = self->rest;

  return TRUE;
}
