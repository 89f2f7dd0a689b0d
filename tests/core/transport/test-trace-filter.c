/* test-trace-filter.c: which packets a filter lets pass, and packets as text
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "desk-error.h"
#include "desk-trace-filter.h"
#include "desk-trace-text.h"
#include "wire-packets.h"

typedef struct
{
  DeskTraceFilter *filter;
  GString *numbers;
} Search;

static gboolean
search (guint64 number, const DeskTraceEntry *entry, const guint8 *data, gpointer user_data)
{
  Search *self = user_data;

  if (desk_trace_filter_matches (self->filter, entry, data))
    g_string_append_printf (self->numbers, self->numbers->len > 0 ? " %u" : "%u", (guint) number);

  return TRUE;
}

static void
assert_found (DeskTrace *trace, const char *line, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskTraceFilter) filter = desk_trace_filter_new (line, &error);
  g_autoptr (GString) numbers = g_string_new (NULL);
  Search self = { .filter = filter, .numbers = numbers };

  g_assert_no_error (error);
  desk_trace_each (trace, 0, G_MAXUINT64, search, &self);
  g_assert_cmpstr (numbers->str, ==, expected);
}

static DeskTrace *
new_session (DeskMqttVersion version)
{
  DeskTrace *trace = desk_trace_new ();
  g_autoptr (GPtrArray) packets = wire_packets_new (version);

  desk_trace_set_recording (trace, TRUE);
  wire_record (trace, packets, version, 1000);
  desk_trace_append_step (trace, 1, DESK_TRACE_FAILURE, "Nobody answers at Broker");

  return trace;
}

/* 1 CONNECT, 2 CONNACK, 3 SUBSCRIBE, 4 SUBACK, 5 PUBLISH in, 6 PUBLISH out, 7 PUBACK, 8 PUBLISH in, 9 PUBREC,
 * 10 PUBREL, 11 PUBCOMP, 12 UNSUBSCRIBE, 13 UNSUBACK, 14 PINGREQ, 15 PINGRESP, 16 DISCONNECT, 17 a step */
static void
test_terms (void)
{
  g_autoptr (DeskTrace) trace = new_session (DESK_MQTT_3_1_1);

  assert_found (trace, "", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17");
  assert_found (trace, "type:publish", "5 6 8");
  assert_found (trace, "type:connect", "1");
  assert_found (trace, "type:conn", "1 2");
  assert_found (trace, "type:PUB", "5 6 7 8 9 10 11");
  assert_found (trace, "type:step", "17");
  assert_found (trace, "-type:p -type:step", "1 2 3 4 12 13 16");
  assert_found (trace, "dir:out", "1 3 6 9 11 12 14 16");
  assert_found (trace, "dir:in type:publish", "5 8");
  assert_found (trace, "id:9", "8 9 10 11");
  assert_found (trace, "id:0", "");
  assert_found (trace, "qos:1", "6");
  assert_found (trace, "dup:yes", "8");
  assert_found (trace, "retained:yes", "5");
  assert_found (trace, "topic:plant/#", "3 5 6 8 12");
  assert_found (trace, "topic:plant/+/alarm", "8");
  assert_found (trace, "topic:home/+/light", "3");
  assert_found (trace, "refused:yes", "4 17");
  assert_found (trace, "status/DESK", "");
  assert_found (trace, "status/desk", "1");
  assert_found (trace, "alarm", "8");
  assert_found (trace, "PLANT", "");
  assert_found (trace, "pingre", "14 15");
  assert_found (trace, "\"nobody answers\"", "17");
  assert_found (trace, "\"will payload\" desk-1", "1");
  assert_found (trace, "\"type:publish\"", "");
}

static void
test_terms_5 (void)
{
  g_autoptr (DeskTrace) trace = new_session (DESK_MQTT_5);

  assert_found (trace, "topic:plant/#", "5 7 8 10 14");
  assert_found (trace, "refused:yes", "6 19");
  assert_found (trace, "\"not authorized\"", "6");
  assert_found (trace, "Lübeck type:unsub", "14 15");
}

static void
assert_mistake (const char *line)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_trace_filter_new (line, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (strlen (error->message), >, 10);
}

static void
test_mistakes (void)
{
  assert_mistake ("type:hello");
  assert_mistake ("type:");
  assert_mistake ("dir:up");
  assert_mistake ("id:x");
  assert_mistake ("id:65536");
  assert_mistake ("qos:3");
  assert_mistake ("dup:maybe");
  assert_mistake ("topic:a/#/b");
  assert_mistake ("alarm topic:");
}

/* Whatever the bytes are */
static void
test_hostile (void)
{
  const char *const lines[] = { "topic:a/#", "refused:yes", "word", "-Word id:1", "type:pub dup:no" };

  for (guint l = 0; l < G_N_ELEMENTS (lines); l++)
    {
      g_autoptr (DeskTraceFilter) filter = desk_trace_filter_new (lines[l], NULL);

      for (guint round = 0; round < 20000; round++)
        {
          gsize length = (gsize) g_test_rand_int_range (1, 60);
          g_autofree guint8 *bytes = g_malloc (length);
          DeskTraceEntry entry = { .round_trip = -1, .size = length };

          for (gsize i = 0; i < length; i++)
            bytes[i] = (guint8) g_test_rand_int_range (0, round % 2 == 0 ? 256 : 12);
          bytes[0] = (guint8) g_test_rand_int_range (0, 256);
          entry.length = (guint32) length;
          entry.first = bytes[0];
          entry.version = round % 3 == 0 ? DESK_MQTT_3_1_1 : DESK_MQTT_5;
          desk_trace_filter_matches (filter, &entry, bytes);
        }
    }
}

static void
test_text (void)
{
  g_autoptr (DeskTrace) trace = new_session (DESK_MQTT_3_1_1);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_autofree char *step = NULL;
  DeskTraceEntry entry;

  g_assert_true (desk_trace_get (trace, 7, &entry, &bytes));
  entry.time = 0;
  entry.round_trip = 1234;
  text = desk_trace_text_new (&entry, g_bytes_get_data (bytes, NULL));
  g_assert_nonnull (strstr (text, ".000000  ← PUBACK       id 7  4 B  after 1.234 ms\n"));
  g_assert_nonnull (strstr (text, "\n  Packet Identifier: 7\n"));
  g_assert_nonnull (strstr (text, "\n0000  40 02 00 07                                      @...\n"));
  g_clear_pointer (&bytes, g_bytes_unref);
  g_assert_true (desk_trace_get (trace, 17, &entry, &bytes));
  step = desk_trace_text_new (&entry, g_bytes_get_data (bytes, NULL));
  g_assert_true (g_str_has_suffix (step, "  ! Nobody answers at Broker\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trace-filter/terms/3.1.1", test_terms);
  g_test_add_func ("/trace-filter/terms/5", test_terms_5);
  g_test_add_func ("/trace-filter/mistakes", test_mistakes);
  g_test_add_func ("/trace-filter/hostile", test_hostile);
  g_test_add_func ("/trace-filter/text", test_text);

  return g_test_run ();
}
