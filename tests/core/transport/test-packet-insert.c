/* test-packet-insert.c: a packet of ours between two of the broker's
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "desk-packet-reader.h"

static const guint8 ours[] = { 0x62, 2, 0x12, 0x34 };

/* CONNACK; a message with properties; one with a payload; PINGRESP */
static const guint8 stream[] = {
  0x20, 3, 0, 0, 0,
  0x32, 15, 0, 1, 'a', 0, 7, 7, 0x03, 0, 4, 't', 'e', 'x', 't', 'x', 'y',
  0x30, 9, 0, 1, 'b', 0, 1, 2, 3, 4, 5,
  0xd0, 0,
};

static void
on_packet (const DeskPacket *packet, gpointer user_data)
{
  guint *n_packets = user_data;

  g_assert_cmpuint (packet->packet_id, !=, 0x1234);
  ++*n_packets;
}

static GByteArray *
feed (gsize split, gboolean inserts)
{
  GByteArray *out = g_byte_array_new ();
  guint n_packets = 0;
  g_autoptr (DeskPacketReader) reader = desk_packet_reader_new (DESK_MQTT_5, TRUE, 0, on_packet, &n_packets);
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_packet_reader_feed (reader, stream, split, out, &error));
  g_assert_no_error (error);
  if (inserts)
    desk_packet_reader_insert (reader, ours, sizeof ours, out);
  g_assert_true (desk_packet_reader_feed (reader, stream + split, sizeof stream - split, out, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_packets, ==, 4);

  return out;
}

/* Bytes of the packet at the beginning of @data */
static gsize
measure (const guint8 *data)
{
  return (gsize) data[1] + 2;
}

/* However the stream is cut, ours comes once, between two packets. */
static void
test_every_split (void)
{
  g_autoptr (GByteArray) plain = feed (0, FALSE);

  for (gsize split = 0; split <= sizeof stream; split++)
    {
      g_autoptr (GByteArray) with_ours = feed (split, TRUE);
      gboolean found = FALSE;
      gsize at = 0;

      g_assert_cmpuint (with_ours->len, ==, plain->len + sizeof ours);
      for (gsize n = 0; n < plain->len; n += measure (plain->data + n))
        {
          gsize size = measure (plain->data + n);

          if (!found && with_ours->data[at] == ours[0])
            {
              g_assert_cmpmem (with_ours->data + at, sizeof ours, ours, sizeof ours);
              at += sizeof ours;
              found = TRUE;
            }
          g_assert_cmpmem (with_ours->data + at, size, plain->data + n, size);
          at += size;
        }
      if (!found)
        g_assert_cmpmem (with_ours->data + at, sizeof ours, ours, sizeof ours);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/packet-insert/every-split", test_every_split);

  return g_test_run ();
}
