/* test-packet-stream.c: long, large and random streams through the packet reader
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <string.h>

#include "desk-error.h"
#include "desk-packet-reader.h"

#define SEED 20261123

static const guint8 connack_4[] = { 0x20, 0x02, 0x00, 0x00 };
static const guint8 connack_5[] = { 0x20, 0x03, 0x00, 0x00, 0x00 };

static void
count (const DeskPacket *packet, gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

static gsize
resident_bytes (void)
{
  g_autofree char *text = NULL;
  gulong pages = 0;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%*u %lu", &pages), ==, 1);

  return pages * 4096;
}

static void
append_varint (GByteArray *bytes, gsize value)
{
  do
    {
      guint8 byte = value & 0x7f;

      value >>= 7;
      if (value > 0)
        byte |= 0x80;
      g_byte_array_append (bytes, &byte, 1);
    }
  while (value > 0);
}

/* A payload passes piece by piece and is kept nowhere. */
static void
test_large_payload (void)
{
  const gsize size = 200 * 1000 * 1000;
  const gsize piece = 256 * 1024;
  g_autofree guint8 *zeros = g_malloc0 (piece);
  g_autoptr (GByteArray) head = g_byte_array_new ();
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  guint n = 0;
  g_autoptr (DeskPacketReader) reader = desk_packet_reader_new (DESK_MQTT_3_1_1, TRUE, 0, count, &n);
  gsize before, passed = 0;

  g_byte_array_append (head, connack_4, sizeof connack_4);
  g_byte_array_append (head, (const guint8 *) "\x30", 1);
  append_varint (head, 3 + size);
  g_byte_array_append (head, (const guint8 *) "\0\1a", 3);
  g_assert_true (desk_packet_reader_feed (reader, head->data, head->len, out, &error));
  g_assert_no_error (error);
  g_assert_cmpint (out->len, ==, head->len);
  g_assert_cmpint (n, ==, 2);

  g_byte_array_set_size (out, 0);
  before = resident_bytes ();
  while (passed < size)
    {
      gsize step = MIN (piece, size - passed);

      g_assert_false (desk_packet_reader_at_boundary (reader));
      g_assert_true (desk_packet_reader_feed (reader, zeros, step, out, &error));
      g_assert_cmpint (out->len, ==, step);
      g_byte_array_set_size (out, 0);
      passed += step;
    }
  g_assert_true (desk_packet_reader_at_boundary (reader));
  g_assert_cmpint (resident_bytes (), <, before + 4 * piece);
}

/* Properties are held back until they are whole, up to a limit. */
static void
test_large_properties (void)
{
  const gsize sizes[] = { DESK_PROPERTIES_MAX, DESK_PROPERTIES_MAX + 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GByteArray) in = g_byte_array_new ();
      g_autoptr (GByteArray) out = g_byte_array_new ();
      g_autoptr (GError) error = NULL;
      guint n = 0;
      g_autoptr (DeskPacketReader) reader = desk_packet_reader_new (DESK_MQTT_5, TRUE, 0, count, &n);
      gsize start;

      g_byte_array_append (in, connack_5, sizeof connack_5);
      g_byte_array_append (in, (const guint8 *) "\x30", 1);
      append_varint (in, 3 + 3 + sizes[i]);
      g_byte_array_append (in, (const guint8 *) "\0\1a", 3);
      append_varint (in, sizes[i]);
      start = in->len;
      /* User properties of five bytes, and a last one that fills the rest */
      while (in->len + 10 <= start + sizes[i])
        g_byte_array_append (in, (const guint8 *) "\x26\0\0\0\0", 5);
      {
        gsize rest = start + sizes[i] - in->len - 5;
        const guint8 last[] = { 0x26, 0, 0, 0, (guint8) rest, 'x', 'x', 'x', 'x', 'x' };

        g_byte_array_append (in, last, (guint) (5 + rest));
      }
      g_assert_cmpint (in->len, ==, start + sizes[i]);

      for (gsize at = 0; at < in->len && error == NULL; at += MIN (1000, in->len - at))
        desk_packet_reader_feed (reader, in->data + at, MIN (1000, in->len - at), out, &error);
      if (i == 0)
        {
          g_assert_no_error (error);
          g_assert_cmpmem (out->data + sizeof connack_5, out->len - sizeof connack_5, "\x30\4\0\1a\0", 6);
          g_assert_cmpint (n, ==, 2);
        }
      else
        {
          g_assert_error (error, DESK_ERROR, DESK_ERROR_PACKET_TOO_LARGE);
          g_assert_cmpint (out->len, ==, sizeof connack_5);
        }
    }
}

/* A SUBACK that claims to be huge is not waited for. */
static void
test_large_answer (void)
{
  static const guint8 bytes[] = { 0x20, 0x02, 0x00, 0x00, 0x90, 0xff, 0xff, 0xff, 0x7f };
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  guint n = 0;
  g_autoptr (DeskPacketReader) reader = desk_packet_reader_new (DESK_MQTT_3_1_1, TRUE, 0, count, &n);

  g_assert_false (desk_packet_reader_feed (reader, bytes, sizeof bytes, out, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_PACKET_TOO_LARGE);
  g_clear_error (&error);
  /* The stream stays ended. */
  g_assert_false (desk_packet_reader_feed (reader, connack_4, sizeof connack_4, out, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_PACKET_TOO_LARGE);
  g_assert_cmpint (out->len, ==, sizeof connack_4);
}

static void
append_packet (GByteArray *bytes, guint8 first, const GByteArray *body)
{
  g_byte_array_append (bytes, &first, 1);
  append_varint (bytes, body->len);
  if (body->len > 0)
    g_byte_array_append (bytes, body->data, body->len);
}

static void
append_connack (GByteArray *bytes, DeskMqttVersion version)
{
  if (version == DESK_MQTT_5)
    g_byte_array_append (bytes, connack_5, sizeof connack_5);
  else
    g_byte_array_append (bytes, connack_4, sizeof connack_4);
}

/* A packet as a broker may send it, and as it should come out */
static void
append_random_packet (GRand *rand, DeskMqttVersion version, GByteArray *bytes, GByteArray *expected)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  gsize n_properties = 0;
  gsize properties_at = 0;
  guint8 first;

  if (g_rand_int_range (rand, 0, 4) == 0)
    {
      static const guint8 others[] = { 0x40, 0x50, 0x62, 0x70, 0x90, 0xd0 };

      first = others[g_rand_int_range (rand, 0, G_N_ELEMENTS (others))];
      if (first != 0xd0)
        g_byte_array_append (body, (const guint8 *) "\0\1", 2);
      if (first == 0x90)
        g_byte_array_append (body, (const guint8 *) "\0\1", version == DESK_MQTT_5 ? 2 : 1);
    }
  else
    {
      guint8 qos = (guint8) g_rand_int_range (rand, 0, 3);
      guint8 topic = (guint8) g_rand_int_range (rand, 1, 60);
      gsize payload = (gsize) g_rand_int_range (rand, 0, g_rand_int_range (rand, 0, 50) == 0 ? 40000 : 60);

      first = (guint8) (0x30 | qos << 1 | g_rand_int_range (rand, 0, 2));
      g_byte_array_append (body, (const guint8[]) { 0, topic }, 2);
      for (guint i = 0; i < topic; i++)
        g_byte_array_append (body, (const guint8[]) { (guint8) g_rand_int_range (rand, 0x20, 0x7f) }, 1);
      if (qos > 0)
        g_byte_array_append (body, (const guint8 *) "\7\7", 2);
      if (version == DESK_MQTT_5)
        {
          static const guint8 properties[]
              = { 14, 0x26, 0, 1, 'k', 0, 2, 'v', 'w', 0x01, 1, 0x03, 0, 1, 't' };

          properties_at = body->len;
          n_properties = g_rand_boolean (rand) ? sizeof properties - 1 : 0;
          g_byte_array_append (body, n_properties > 0 ? properties : (const guint8 *) "",
                               1 + (guint) n_properties);
        }
      for (gsize i = 0; i < payload; i++)
        g_byte_array_append (body, (const guint8[]) { (guint8) g_rand_int (rand) }, 1);
    }

  append_packet (bytes, first, body);
  if (n_properties > 0)
    {
      body->data[properties_at] = 0;
      g_byte_array_remove_range (body, (guint) properties_at + 1, (guint) n_properties);
    }
  append_packet (expected, first, body);
}

/* Feeds @in in random pieces; returns the message of the error, if any. */
static char *
feed_randomly (GRand            *rand,
               DeskMqttVersion   version,
               const GByteArray *in,
               gsize             longest,
               GByteArray       *out,
               guint            *n)
{
  g_autoptr (DeskPacketReader) reader = desk_packet_reader_new (version, TRUE, 50000, count, n);
  g_autoptr (GError) error = NULL;

  for (gsize at = 0; at < in->len;)
    {
      gsize step = (gsize) g_rand_int_range (rand, 0, (gint32) longest + 1);

      step = MIN (step, in->len - at);
      if (!desk_packet_reader_feed (reader, in->data + at, step, out, &error))
        return g_strdup (error->message);
      at += step;
    }

  return NULL;
}

static void
test_random_pieces (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint round = 0; round < 40; round++)
    {
      DeskMqttVersion version = round % 2 == 0 ? DESK_MQTT_5 : DESK_MQTT_3_1_1;
      g_autoptr (GByteArray) in = g_byte_array_new ();
      g_autoptr (GByteArray) expected = g_byte_array_new ();
      g_autoptr (GByteArray) out = g_byte_array_new ();
      g_autofree char *message = NULL;
      guint n = 0;

      append_connack (in, version);
      append_connack (expected, version);
      for (guint i = 1; i < 500; i++)
        append_random_packet (rand, version, in, expected);
      message = feed_randomly (rand, version, in, round < 10 ? 7 : 5000, out, &n);
      g_assert_cmpstr (message, ==, NULL);
      g_assert_cmpint (n, ==, 500);
      g_assert_cmpmem (out->data, out->len, expected->data, expected->len);
    }
}

/* Broken streams end in the same way however they are cut, and nothing but
 * their beginning comes out. */
static void
test_mutations (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint n_refused = 0;

  for (guint round = 0; round < 20000; round++)
    {
      DeskMqttVersion version = round % 2 == 0 ? DESK_MQTT_5 : DESK_MQTT_3_1_1;
      g_autoptr (GByteArray) in = g_byte_array_new ();
      g_autoptr (GByteArray) expected = g_byte_array_new ();
      g_autoptr (GByteArray) small = g_byte_array_new ();
      g_autoptr (GByteArray) whole = g_byte_array_new ();
      g_autofree char *small_message = NULL;
      g_autofree char *whole_message = NULL;
      guint n_small = 0;
      guint n_whole = 0;

      append_connack (in, version);
      for (guint i = 1; i < 6; i++)
        append_random_packet (rand, version, in, expected);
      for (gint i = g_rand_int_range (rand, 1, 5); i > 0; i--)
        in->data[g_rand_int_range (rand, 0, MIN ((gint32) in->len, 200))] = (guint8) g_rand_int (rand);

      small_message = feed_randomly (rand, version, in, 3, small, &n_small);
      whole_message = feed_randomly (rand, version, in, 100000, whole, &n_whole);
      g_assert_cmpstr (small_message, ==, whole_message);
      g_assert_cmpint (n_small, ==, n_whole);
      g_assert_cmpmem (small->data, small->len, whole->data, whole->len);
      g_assert_cmpint (small->len, <=, in->len);
      if (version == DESK_MQTT_3_1_1)
        g_assert_cmpmem (small->data, small->len, in->data, small->len);
      if (small_message != NULL)
        n_refused++;
    }

  g_assert_cmpint (n_refused, >, 5000);
  g_assert_cmpint (n_refused, <, 19000);
}

static void
test_noise (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GByteArray) in = g_byte_array_new ();
      g_autoptr (GByteArray) out = g_byte_array_new ();
      g_autofree char *message = NULL;
      guint n = 0;

      g_byte_array_append (in, connack_5, sizeof connack_5);
      for (guint i = 0; i < 64; i++)
        g_byte_array_append (in, (const guint8[]) { (guint8) g_rand_int (rand) }, 1);
      message = feed_randomly (rand, DESK_MQTT_5, in, 100, out, &n);
      g_assert_cmpint (out->len, <=, in->len);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/packet-stream/large-payload", test_large_payload);
  g_test_add_func ("/packet-stream/large-properties", test_large_properties);
  g_test_add_func ("/packet-stream/large-answer", test_large_answer);
  g_test_add_func ("/packet-stream/random-pieces", test_random_pieces);
  g_test_add_func ("/packet-stream/mutations", test_mutations);
  g_test_add_func ("/packet-stream/noise", test_noise);

  return g_test_run ();
}
