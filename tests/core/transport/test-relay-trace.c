/* test-relay-trace.c: what a trace gets from a relay between real sockets
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>
#include <sys/socket.h>

#include "desk-decode.h"
#include "relay-fixture.h"

static const guint8 connack[] = { 0x20, 0x03, 0x00, 0x00, 0x00 };
static const guint8 publish[] = { 0x30, 0x07, 0x00, 0x01, 'a', 0x00, 'b', 'c', 'd' };
static const guint8 pingreq[] = { 0xc0, 0x00 };

typedef struct
{
  Fixture relay;
  DeskTrace *trace;
} Scene;

static void
set_up (Scene *scene, gconstpointer data)
{
  fixture_set_up (&scene->relay, DESK_MQTT_5, 0, FALSE);
  scene->trace = desk_trace_new ();
  desk_relay_set_trace (scene->relay.relay, scene->trace, 1);
  desk_trace_set_recording (scene->trace, GPOINTER_TO_INT (data));
  fixture_meet (&scene->relay);
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  fixture_tear_down (&scene->relay);
  g_object_unref (scene->trace);
}

/* Each packet: an arrow, its type and its line */
static char *
list (DeskTrace *trace)
{
  GString *text = g_string_new (NULL);
  guint64 first, end;

  desk_trace_get_span (trace, &first, &end, NULL);
  for (guint64 number = first; number < end; number++)
    {
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *summary = NULL;
      DeskTraceEntry entry;

      g_assert_true (desk_trace_get (trace, number, &entry, &bytes));
      summary = desk_decode_summary (&entry, g_bytes_get_data (bytes, NULL));
      g_string_append_printf (text, "%c%s %s\n", (entry.flags & DESK_TRACE_OUTGOING) != 0 ? '>' : '<',
                              desk_decode_type_name (&entry), summary);
    }

  return g_string_free (text, FALSE);
}

static guint64
count (DeskTrace *trace)
{
  guint64 first, end;

  desk_trace_get_span (trace, &first, &end, NULL);

  return end - first;
}

static void
assert_listed (Scene *scene, const char *expected)
{
  g_autofree char *text = list (scene->trace);

  g_assert_cmpstr (text, ==, expected);
}

/* What we send beside the library is on the wire, what we hand the library is not. */
static void
test_both_ways (Scene *scene, gconstpointer data)
{
  const guint8 pubrel[] = { 0x62, 0x02, 0x00, 0x01 };
  g_autoptr (Tap) library = tap_new (scene->relay.library);

  put (scene->relay.broker, connack, sizeof connack);
  wait_until (count (scene->trace) == 1);
  put (scene->relay.library, pingreq, sizeof pingreq);
  wait_until (count (scene->trace) == 2);
  put (scene->relay.broker, publish, sizeof publish);
  wait_until (count (scene->trace) == 3);
  g_assert_true (desk_relay_send (scene->relay.relay, pingreq, sizeof pingreq));
  desk_relay_insert (scene->relay.relay, pubrel, sizeof pubrel);
  wait_until (library->bytes->len == sizeof connack + sizeof publish + sizeof pubrel);
  assert_listed (scene, "<CONNACK Success\n>PINGREQ \n<PUBLISH a · QoS 0 · bcd\n>PINGREQ \n");
}

/* The packet that ends the connection is what one most wants to see. */
static void
test_refused (Scene *scene, gconstpointer data)
{
  const guint8 bad[] = { 0x36, 0x05, 0x00, 0x01, 'a', 0x00, 0x01, 0x30, 0x40, 0x00 };

  put (scene->relay.broker, connack, sizeof connack);
  put (scene->relay.broker, bad, sizeof bad);
  wait_until (desk_relay_get_error (scene->relay.relay) != NULL);
  assert_listed (scene, "<CONNACK Success\n<PUBLISH malformed: QoS 3 does not exist\n"
                        "<PUBLISH unfinished: 3 of 66 bytes\n");
}

/* It is turned on in the middle of a payload, and off and on again. */
static void
test_turned_on (Scene *scene, gconstpointer data)
{
  const guint8 header[] = { 0x30, 0xe8, 0x07, 0x00, 0x01, 'a', 0x00 };
  guint8 payload[996] = { 0xd0 };
  g_autoptr (Tap) library = tap_new (scene->relay.library);

  put (scene->relay.broker, connack, sizeof connack);
  put (scene->relay.broker, header, sizeof header);
  wait_until (library->bytes->len == sizeof connack + sizeof header);
  g_assert_cmpuint (count (scene->trace), ==, 0);

  desk_trace_set_recording (scene->trace, TRUE);
  put (scene->relay.broker, payload, sizeof payload);
  put (scene->relay.broker, publish, sizeof publish);
  put (scene->relay.library, pingreq, sizeof pingreq);
  wait_until (count (scene->trace) == 2);
  desk_trace_set_recording (scene->trace, FALSE);
  put (scene->relay.broker, publish, sizeof publish);
  wait_until (library->bytes->len == sizeof connack + sizeof header + sizeof payload + 2 * sizeof publish);
  g_assert_cmpuint (count (scene->trace), ==, 2);

  desk_trace_set_recording (scene->trace, TRUE);
  put (scene->relay.broker, publish, 3);
  wait_until (desk_relay_get_n_read (scene->relay.relay)
              == sizeof connack + sizeof header + sizeof payload + 2 * sizeof publish + 3);
  put (scene->relay.broker, publish + 3, sizeof publish - 3);
  wait_until (count (scene->trace) == 3);
}

/* It is turned on where a header is cut: the packet after it is the first. */
static void
test_turned_on_in_header (Scene *scene, gconstpointer data)
{
  g_autoptr (Tap) library = tap_new (scene->relay.library);
  guint64 n_read = sizeof connack + 3;

  put (scene->relay.broker, connack, sizeof connack);
  put (scene->relay.broker, publish, 3);
  wait_until (desk_relay_get_n_read (scene->relay.relay) == n_read);
  desk_trace_set_recording (scene->trace, TRUE);
  put (scene->relay.broker, publish + 3, sizeof publish - 3);
  wait_until (library->bytes->len == sizeof connack + sizeof publish);
  put (scene->relay.broker, publish, sizeof publish);
  wait_until (count (scene->trace) == 1);
  assert_listed (scene, "<PUBLISH a · QoS 0 · bcd\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/relay-trace/both-ways", Scene, GINT_TO_POINTER (TRUE), set_up, test_both_ways, tear_down);
  g_test_add ("/relay-trace/refused", Scene, GINT_TO_POINTER (TRUE), set_up, test_refused, tear_down);
  g_test_add ("/relay-trace/turned-on", Scene, NULL, set_up, test_turned_on, tear_down);
  g_test_add ("/relay-trace/turned-on-in-header", Scene, NULL, set_up, test_turned_on_in_header, tear_down);

  return g_test_run ();
}
