/* test-trace.c: what a trace holds of the packets of a connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "desk-trace-tap.h"
#include "wire-packets.h"

static DeskTrace *
new_trace (void)
{
  DeskTrace *trace = desk_trace_new ();

  desk_trace_set_recording (trace, TRUE);

  return trace;
}

static guint64
count (DeskTrace *trace)
{
  guint64 first, end;

  desk_trace_get_span (trace, &first, &end, NULL);

  return end - first;
}

static void
get (DeskTrace *trace, guint64 number, DeskTraceEntry *entry, GBytes **data)
{
  g_assert_true (desk_trace_get (trace, number, entry, data));
}

static void
test_each_type (gconstpointer data)
{
  DeskMqttVersion version = (DeskMqttVersion) GPOINTER_TO_INT (data);
  const gsize steps[] = { 1, 2, 7, 1000 };

  for (guint s = 0; s < G_N_ELEMENTS (steps); s++)
    {
      g_autoptr (DeskTrace) trace = new_trace ();
      g_autoptr (GPtrArray) packets = wire_packets_new (version);

      wire_record (trace, packets, version, steps[s]);
      g_assert_cmpuint (count (trace), ==, packets->len);
      for (guint i = 0; i < packets->len; i++)
        {
          const WirePacket *packet = g_ptr_array_index (packets, i);
          g_autoptr (GBytes) bytes = NULL;
          DeskTraceEntry entry;

          get (trace, i + 1, &entry, &bytes);
          g_assert_cmpuint (entry.first, ==, packet->bytes->data[0]);
          g_assert_cmpuint (entry.size, ==, packet->bytes->len);
          g_assert_cmpuint (entry.seen, ==, packet->bytes->len);
          g_assert_cmpuint (g_bytes_get_size (bytes), ==, packet->bytes->len);
          g_assert_cmpuint (entry.version, ==, version);
          g_assert_cmpuint (entry.connection, ==, 1);
          g_assert_cmpint ((entry.flags & DESK_TRACE_OUTGOING) == 0, ==, packet->incoming);
          if ((entry.flags & DESK_TRACE_BLANKED) == 0)
            g_assert_cmpmem (g_bytes_get_data (bytes, NULL), entry.length, packet->bytes->data,
                             packet->bytes->len);
        }
    }
}

static gboolean
holds (DeskTrace *trace, const char *text)
{
  guint64 first, end;

  desk_trace_get_span (trace, &first, &end, NULL);
  for (guint64 number = first; number < end; number++)
    {
      g_autoptr (GBytes) bytes = NULL;
      DeskTraceEntry entry;

      get (trace, number, &entry, &bytes);
      if (memmem (g_bytes_get_data (bytes, NULL), entry.length, text, strlen (text)) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
record_one (DeskTrace *trace, GByteArray *packet, DeskMqttVersion version, gsize length)
{
  g_autoptr (DeskTraceTap) tap = desk_trace_tap_new (trace, 0, version);

  desk_trace_tap_join (tap, FALSE, 0);
  desk_trace_tap_feed (tap, FALSE, packet->data, length);
  desk_trace_tap_end (tap);
}

/* However the stream is cut, and wherever it ends */
static void
test_secrets (gconstpointer data)
{
  DeskMqttVersion version = (DeskMqttVersion) GPOINTER_TO_INT (data);
  g_autoptr (GPtrArray) packets = wire_packets_new (version);
  const WirePacket *connect = g_ptr_array_index (packets, 0);
  g_autoptr (DeskTrace) trace = new_trace ();
  DeskTraceEntry entry;

  for (gsize step = 1; step < 200; step += 13)
    wire_record (trace, packets, version, step);
  for (gsize length = 1; length < connect->bytes->len; length++)
    record_one (trace, connect->bytes, version, length);
  g_assert_false (holds (trace, WIRE_PASSWORD));
  g_assert_false (holds (trace, "horse"));
  g_assert_false (holds (trace, WIRE_AUTH_DATA));
  g_assert_true (holds (trace, WIRE_USER));
  g_assert_true (holds (trace, "will payload"));
  get (trace, 1, &entry, NULL);
  g_assert_true ((entry.flags & DESK_TRACE_BLANKED) != 0);
}

/* A user name alone is a token with some services. */
static void
test_user_alone (void)
{
  g_autoptr (DeskTrace) trace = new_trace ();
  g_autoptr (GByteArray) connect = wire_connect_new (DESK_MQTT_3_1_1, WIRE_USER, NULL);

  record_one (trace, connect, DESK_MQTT_3_1_1, connect->len);
  g_assert_false (holds (trace, WIRE_USER));
  g_assert_true (holds (trace, "*********"));
  g_assert_true (holds (trace, "desk-1"));
}

/* A CONNECT whose lengths lie may have its password anywhere. */
static void
test_broken_connect (gconstpointer data)
{
  DeskMqttVersion version = (DeskMqttVersion) GPOINTER_TO_INT (data);
  g_autoptr (GByteArray) connect = wire_connect_new (version, WIRE_USER, WIRE_PASSWORD);
  const gsize end = connect->len - strlen (WIRE_PASSWORD);
  g_autoptr (DeskTrace) trace = new_trace ();

  for (gsize i = 2; i < end; i++)
    for (guint change = 1; change < 256; change++)
      {
        connect->data[i] ^= (guint8) change;
        record_one (trace, connect, version, connect->len);
        connect->data[i] ^= (guint8) change;
      }
  g_assert_cmpuint (count (trace), ==, (end - 2) * 255);
  g_assert_false (holds (trace, WIRE_PASSWORD));
}

static void
test_off (void)
{
  g_autoptr (DeskTrace) trace = desk_trace_new ();
  g_autoptr (GPtrArray) packets = wire_packets_new (DESK_MQTT_5);
  g_autoptr (DeskTraceTap) tap = desk_trace_tap_new (trace, 0, DESK_MQTT_5);

  g_assert_false (desk_trace_tap_is_on (NULL));
  g_assert_false (desk_trace_tap_is_on (tap));
  wire_record (trace, packets, DESK_MQTT_5, 1000);
  desk_trace_append_step (trace, 0, 0, "a step");
  g_assert_cmpuint (count (trace), ==, 0);
  g_assert_cmpuint (desk_trace_get_size (trace), ==, 0);

  desk_trace_set_recording (trace, TRUE);
  g_assert_true (desk_trace_tap_is_on (tap));
  g_assert_false (desk_trace_tap_is_in_step (tap, TRUE));
}

static void
test_round_trips (void)
{
  g_autoptr (DeskTrace) trace = new_trace ();
  g_autoptr (GPtrArray) packets = wire_packets_new (DESK_MQTT_3_1_1);
  /* Which packet answers which, both counted from 1 */
  const guint answers[][2]
      = { { 2, 1 }, { 4, 3 }, { 7, 6 }, { 9, 8 }, { 10, 9 }, { 11, 10 }, { 13, 12 }, { 15, 14 } };
  DeskTraceEntry entry;

  wire_record (trace, packets, DESK_MQTT_3_1_1, 1000);
  for (guint number = 1, next = 0; number <= packets->len; number++)
    {
      get (trace, number, &entry, NULL);
      if (next < G_N_ELEMENTS (answers) && answers[next][0] == number)
        {
          g_assert_cmpuint (entry.answers, ==, answers[next++][1]);
          g_assert_cmpint (entry.round_trip, >=, 0);
        }
      else
        {
          g_assert_cmpuint (entry.answers, ==, 0);
          g_assert_cmpint (entry.round_trip, ==, -1);
        }
    }
  get (trace, 6, &entry, NULL);
  g_assert_cmpuint (entry.packet_id, ==, 7);
}

/* It joins in the middle of a packet. */
static void
test_join (void)
{
  g_autoptr (DeskTrace) trace = new_trace ();
  g_autoptr (DeskTraceTap) tap = desk_trace_tap_new (trace, 0, DESK_MQTT_5);
  const guint8 stream[] = { 'r', 'e', 's', 't', 0xd0, 0x00, 0x40, 0x02, 0x00 };
  DeskTraceEntry entry;

  desk_trace_tap_join (tap, TRUE, 4);
  desk_trace_tap_feed (tap, TRUE, stream, 2);
  desk_trace_tap_feed (tap, TRUE, stream + 2, sizeof stream - 2);
  g_assert_cmpuint (count (trace), ==, 1);
  desk_trace_tap_end (tap);
  g_assert_cmpuint (count (trace), ==, 2);
  get (trace, 2, &entry, NULL);
  g_assert_true ((entry.flags & DESK_TRACE_UNFINISHED) != 0);
  g_assert_cmpuint (entry.size, ==, 4);
  g_assert_cmpuint (entry.seen, ==, 3);
  g_assert_false (desk_trace_tap_is_in_step (tap, TRUE));
}

/* What is no MQTT at all */
static void
test_other_protocol (void)
{
  g_autoptr (DeskTrace) trace = new_trace ();
  g_autoptr (DeskTraceTap) tap = desk_trace_tap_new (trace, 0, DESK_MQTT_5);
  g_autofree guint8 *noise = g_malloc (100000);
  DeskTraceEntry entry;

  memset (noise, 0xff, 100000);
  desk_trace_tap_join (tap, TRUE, 0);
  for (guint i = 0; i < 20; i++)
    desk_trace_tap_feed (tap, TRUE, noise, 100000);
  desk_trace_tap_end (tap);
  g_assert_cmpuint (count (trace), ==, 1);
  get (trace, 1, &entry, NULL);
  g_assert_cmpuint (entry.seen, ==, 2000000);
  g_assert_cmpuint (entry.length, ==, DESK_TRACE_SNAP);
}

static void
test_snap (void)
{
  g_autoptr (DeskTrace) trace = new_trace ();
  g_autoptr (GByteArray) publish = wire_publish_new (DESK_MQTT_5, 0, 0, "large", 3 * DESK_TRACE_SNAP);
  const gsize steps[] = { 1000, 1000000 };

  for (guint s = 0; s < G_N_ELEMENTS (steps); s++)
    {
      g_autoptr (DeskTraceTap) tap = desk_trace_tap_new (trace, 0, DESK_MQTT_5);
      g_autoptr (GBytes) bytes = NULL;
      DeskTraceEntry entry;

      desk_trace_tap_join (tap, TRUE, 0);
      for (gsize at = 0; at < publish->len; at += steps[s])
        desk_trace_tap_feed (tap, TRUE, publish->data + at, MIN (steps[s], publish->len - at));
      get (trace, s + 1, &entry, &bytes);
      g_assert_cmpuint (entry.size, ==, publish->len);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), publish->data,
                       DESK_TRACE_SNAP);
    }
}

static gboolean
is_next (guint64 number, const DeskTraceEntry *entry, const guint8 *data, gpointer user_data)
{
  guint64 *last = user_data;

  g_assert_cmpuint (number, ==, *last + 1);
  *last = number;

  return TRUE;
}

/* The oldest go, are counted, and the numbers of the others stay. */
static void
test_bounds (void)
{
  g_autoptr (DeskTrace) trace = new_trace ();
  g_autoptr (GByteArray) publish = wire_publish_new (DESK_MQTT_3_1_1, 0, 0, "a/b", 1000);
  g_autoptr (DeskTraceTap) tap = desk_trace_tap_new (trace, 0, DESK_MQTT_3_1_1);
  const guint n_packets = 3 * DESK_TRACE_MAX_SIZE / 2 / 1000;
  guint64 first, end, n_let_go, last;
  g_autoptr (GBytes) oldest = NULL;
  DeskTraceEntry entry;

  desk_trace_tap_join (tap, TRUE, 0);
  desk_trace_tap_feed (tap, TRUE, publish->data, publish->len);
  get (trace, 1, &entry, &oldest);
  for (guint i = 1; i < n_packets; i++)
    desk_trace_tap_feed (tap, TRUE, publish->data, publish->len);
  desk_trace_get_span (trace, &first, &end, &n_let_go);
  g_assert_cmpuint (end, ==, n_packets + 1);
  g_assert_cmpuint (first, ==, n_let_go + 1);
  g_assert_cmpuint (n_let_go, >, 0);
  g_assert_cmpuint (desk_trace_get_size (trace), <=, DESK_TRACE_MAX_SIZE);
  g_assert_cmpuint (desk_trace_get_size (trace), >, DESK_TRACE_MAX_SIZE - 1024 * 1024);
  g_assert_false (desk_trace_get (trace, first - 1, &entry, NULL));
  g_assert_true (desk_trace_get (trace, first, &entry, NULL));
  g_assert_false (desk_trace_get (trace, end, &entry, NULL));
  last = first - 1;
  g_assert_cmpuint (desk_trace_each (trace, 0, G_MAXUINT64, is_next, &last), ==, end);
  g_assert_cmpuint (last, ==, end - 1);
  /* Whoever holds one keeps it. */
  g_assert_cmpmem (g_bytes_get_data (oldest, NULL), g_bytes_get_size (oldest), publish->data, publish->len);

  desk_trace_clear (trace);
  g_assert_cmpuint (count (trace), ==, 0);
  g_assert_cmpuint (desk_trace_get_size (trace), ==, 0);
  desk_trace_tap_feed (tap, TRUE, publish->data, publish->len);
  desk_trace_get_span (trace, &first, &end, &n_let_go);
  g_assert_cmpuint (first, ==, n_packets + 1);
  g_assert_cmpuint (n_let_go, ==, 0);
}

static void
test_many (void)
{
  g_autoptr (DeskTrace) trace = new_trace ();
  g_autoptr (DeskTraceTap) tap = desk_trace_tap_new (trace, 0, DESK_MQTT_3_1_1);
  g_autofree guint8 *pings = g_malloc0 (200000);
  guint64 first, end;

  for (guint i = 0; i < 200000; i += 2)
    pings[i] = 0xd0;
  desk_trace_tap_join (tap, TRUE, 0);
  for (guint i = 0; i < 12; i++)
    desk_trace_tap_feed (tap, TRUE, pings, 200000);
  desk_trace_get_span (trace, &first, &end, NULL);
  g_assert_cmpuint (end, ==, 1200001);
  g_assert_cmpuint (end - first, <=, DESK_TRACE_MAX_LENGTH);
  g_assert_cmpuint (end - first, >, DESK_TRACE_MAX_LENGTH - 10000);
}

static void
on_grew (DeskTrace *trace, gpointer user_data)
{
  guint *n_times = user_data;

  (*n_times)++;
}

/* A burst is told of once. */
static void
test_grew (void)
{
  g_autoptr (DeskTrace) trace = new_trace ();
  g_autoptr (GPtrArray) packets = wire_packets_new (DESK_MQTT_5);
  guint n_times = 0;

  g_signal_connect (trace, "grew", G_CALLBACK (on_grew), &n_times);
  wire_record (trace, packets, DESK_MQTT_5, 1000);
  desk_trace_append_step (trace, 1, DESK_TRACE_FAILURE, "It failed");
  while (n_times == 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_times, ==, 1);
}

static void
test_connections (void)
{
  g_autoptr (DeskTrace) trace = desk_trace_new ();
  g_auto (DeskTraceConnection) connection = { 0 };

  for (guint i = 1; i <= 1100; i++)
    {
      connection.endpoint = g_strdup_printf ("broker:%u", i);
      g_assert_cmpuint (desk_trace_begin (trace, &connection), ==, i);
    }
  g_assert_false (desk_trace_get_connection (trace, 0, &connection));
  g_assert_false (desk_trace_get_connection (trace, 100, &connection));
  g_assert_false (desk_trace_get_connection (trace, 1101, &connection));
  g_assert_true (desk_trace_get_connection (trace, 101, &connection));
  g_assert_cmpstr (connection.endpoint, ==, "broker:101");
  desk_trace_connection_clear (&connection);
  g_assert_true (desk_trace_get_connection (trace, 1100, &connection));
  g_assert_cmpstr (connection.endpoint, ==, "broker:1100");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/trace/each-type/3.1.1", GINT_TO_POINTER (DESK_MQTT_3_1_1), test_each_type);
  g_test_add_data_func ("/trace/each-type/5", GINT_TO_POINTER (DESK_MQTT_5), test_each_type);
  g_test_add_data_func ("/trace/secrets/3.1", GINT_TO_POINTER (DESK_MQTT_3_1), test_secrets);
  g_test_add_data_func ("/trace/secrets/3.1.1", GINT_TO_POINTER (DESK_MQTT_3_1_1), test_secrets);
  g_test_add_data_func ("/trace/secrets/5", GINT_TO_POINTER (DESK_MQTT_5), test_secrets);
  g_test_add_func ("/trace/user-alone", test_user_alone);
  g_test_add_data_func ("/trace/broken-connect/3.1.1", GINT_TO_POINTER (DESK_MQTT_3_1_1),
                        test_broken_connect);
  g_test_add_data_func ("/trace/broken-connect/5", GINT_TO_POINTER (DESK_MQTT_5), test_broken_connect);
  g_test_add_func ("/trace/off", test_off);
  g_test_add_func ("/trace/round-trips", test_round_trips);
  g_test_add_func ("/trace/join", test_join);
  g_test_add_func ("/trace/other-protocol", test_other_protocol);
  g_test_add_func ("/trace/snap", test_snap);
  g_test_add_func ("/trace/bounds", test_bounds);
  g_test_add_func ("/trace/many", test_many);
  g_test_add_func ("/trace/grew", test_grew);
  g_test_add_func ("/trace/connections", test_connections);

  return g_test_run ();
}
