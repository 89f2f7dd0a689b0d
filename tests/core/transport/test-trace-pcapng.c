/* test-trace-pcapng.c: what Wireshark makes of a trace
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include <glib/gstdio.h>

#include "desk-trace-pcapng.h"
#include "desk-trace-tap.h"
#include "wire-packets.h"

/* What Wireshark has to say against a frame */
#define FAULT "_ws.malformed || tcp.analysis.flags || tcp.checksum.status == 0 || ip.checksum.status == 0"

typedef struct
{
  DeskTrace *trace;
  char *folder;
  GFile *file;
} Scene;

static void
set_up (Scene *scene, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  scene->trace = desk_trace_new ();
  desk_trace_set_recording (scene->trace, TRUE);
  scene->folder = g_dir_make_tmp ("mqtt-desk-test-XXXXXX", &error);
  g_assert_no_error (error);
  scene->file = g_file_new_build_filename (scene->folder, "trace.pcapng", NULL);
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  g_file_delete (scene->file, NULL, NULL);
  g_assert_cmpint (g_rmdir (scene->folder), ==, 0);
  g_object_unref (scene->file);
  g_object_unref (scene->trace);
  g_free (scene->folder);
}

static void
on_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  gboolean *saved = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_trace_save_finish (DESK_TRACE (object), result, &error));
  g_assert_no_error (error);
  *saved = TRUE;
}

static void
save (Scene *scene)
{
  gboolean saved = FALSE;

  desk_trace_save_async (scene->trace, scene->file, NULL, on_saved, &saved);
  while (!saved)
    g_main_context_iteration (NULL, TRUE);
}

/* The values of some fields for those packets that @display lets pass */
static char *
dissect (Scene *scene, const char *display, const char *fields)
{
  g_autofree char *command
      = g_strdup_printf ("tshark -n -o tcp.check_checksum:TRUE -o ip.check_checksum:TRUE -T fields "
                         "-E separator=| -r %s -Y '%s'",
                         g_file_peek_path (scene->file), display);
  g_auto (GStrv) names = g_strsplit (fields, " ", -1);
  g_autofree char *asked = g_strjoinv (" -e ", names);
  g_autofree char *line = g_strdup_printf ("%s -e %s", command, asked);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *complaints = NULL;
  int status;

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, &error));
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &complaints, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s", complaints);
  g_strdelimit (output, "\n", ' ');

  return g_steal_pointer (&output);
}

static void
assert_dissected (Scene *scene, const char *display, const char *field, const char *expected)
{
  g_autofree char *output = dissect (scene, display, field);

  g_assert_cmpstr (g_strstrip (output), ==, expected);
}

static const char *
get_topics (DeskPacketType type, guint nth_publish)
{
  static const char *const published[] = { "plant/1/temperature", "plant/1/set", "plant/2/alarm" };

  if (type == DESK_PACKET_SUBSCRIBE)
    return "plant/#,home/+/light";
  if (type == DESK_PACKET_UNSUBSCRIBE)
    return "plant/#";

  return type == DESK_PACKET_PUBLISH ? published[nth_publish] : "";
}

/* Each packet is MQTT in a frame of its own, and Wireshark has nothing to say against any. */
static void
test_each_type (Scene *scene, gconstpointer data)
{
  DeskMqttVersion version = (DeskMqttVersion) GPOINTER_TO_INT (data);
  g_autoptr (GPtrArray) packets = wire_packets_new (version);
  g_autoptr (GString) expected = g_string_new (NULL);

  for (guint i = 0, n_publish = 0; i < packets->len; i++)
    {
      const WirePacket *packet = g_ptr_array_index (packets, i);
      const char *topics = get_topics (packet->type, packet->type == DESK_PACKET_PUBLISH ? n_publish++ : 0);

      g_string_append_printf (expected, i > 0 ? " %d|%s|" : "%d|%s|", packet->type, topics);
      if (packet->type == DESK_PACKET_CONNECT)
        g_string_append_printf (expected, "%d|" WIRE_USER "|*************|status/desk-1|", version);
      else
        g_string_append (expected, "||||");
      g_string_append (expected, "connection 1|mqtts broker.example:8883");
    }
  wire_record (scene->trace, packets, version, 1000);
  save (scene);
  assert_dissected (scene, "mqtt",
                    "mqtt.msgtype mqtt.topic mqtt.ver mqtt.username mqtt.passwd mqtt.willtopic "
                    "frame.interface_name frame.interface_description",
                    expected->str);
  assert_dissected (scene, FAULT " || _ws.expert.severity >= 6291456", "frame.number", "");
}

static void
test_secrets (Scene *scene, gconstpointer data)
{
  g_autoptr (GPtrArray) packets = wire_packets_new (DESK_MQTT_5);
  g_autofree char *contents = NULL;
  gsize length;

  wire_record (scene->trace, packets, DESK_MQTT_5, 3);
  save (scene);
  g_assert_true (g_file_load_contents (scene->file, NULL, &contents, &length, NULL, NULL));
  g_assert_null (memmem (contents, length, WIRE_PASSWORD, strlen (WIRE_PASSWORD)));
  g_assert_null (memmem (contents, length, WIRE_AUTH_DATA, strlen (WIRE_AUTH_DATA)));
  g_assert_nonnull (memmem (contents, length, WIRE_USER, strlen (WIRE_USER)));
}

static GInetSocketAddress *
make_address (const char *address, guint16 port)
{
  return G_INET_SOCKET_ADDRESS (g_inet_socket_address_new_from_string (address, port));
}

static DeskTraceTap *
begin (Scene *scene, const char *local, const char *remote)
{
  g_auto (DeskTraceConnection) connection = { 0 };
  DeskTraceTap *tap;

  connection.local = make_address (local, 40000);
  connection.remote = make_address (remote, 8883);
  connection.endpoint = g_strdup ("broker.example:8883");
  connection.transport = g_strdup ("mqtts");
  tap = desk_trace_tap_new (scene->trace, desk_trace_begin (scene->trace, &connection), DESK_MQTT_3_1_1);
  desk_trace_tap_join (tap, TRUE, 0);
  desk_trace_tap_join (tap, FALSE, 0);

  return tap;
}

static void
feed (DeskTraceTap *tap, gboolean incoming, GByteArray *bytes)
{
  desk_trace_tap_take_time (tap);
  desk_trace_tap_feed (tap, incoming, bytes->data, bytes->len);
  g_byte_array_unref (bytes);
}

/* Real addresses, the port that Wireshark takes for MQTT, and the true one in words */
static void
test_addresses (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskTraceTap) first = begin (scene, "192.0.2.7", "198.51.100.1");
  g_autoptr (DeskTraceTap) second = NULL;

  feed (first, FALSE, wire_connect_new (DESK_MQTT_3_1_1, NULL, NULL));
  second = begin (scene, "2001:db8::7", "2001:db8::1");
  feed (second, FALSE, wire_connect_new (DESK_MQTT_3_1_1, NULL, NULL));
  feed (second, TRUE, wire_publish_new (DESK_MQTT_3_1_1, 0, 0, "six", 10));
  save (scene);
  assert_dissected (scene, "mqtt", "ip.dst ipv6.src tcp.srcport frame.interface_description",
                    "198.51.100.1||40000|mqtts broker.example:8883, from 192.0.2.7:40000 to 198.51.100.1:8883 "
                    "|2001:db8::7|40000|mqtts broker.example:8883, from [2001:db8::7]:40000 to "
                    "[2001:db8::1]:8883 "
                    "|2001:db8::1|1883|mqtts broker.example:8883, from [2001:db8::7]:40000 to "
                    "[2001:db8::1]:8883");
  assert_dissected (scene, FAULT, "frame.number", "");
}

/* Longer than what is kept, longer than a segment, longer than several: what follows is found again. */
static void
test_large (Scene *scene, gconstpointer data)
{
  const gsize sizes[] = { DESK_TRACE_SNAP - 100, DESK_TRACE_SNAP, 40000, 64990, 65000, 65010, 400000 };
  g_autoptr (DeskTraceTap) tap = begin (scene, "192.0.2.7", "198.51.100.1");
  g_autoptr (GString) expected = g_string_new (NULL);
  guint64 sequence = 1;

  feed (tap, FALSE, wire_connect_new (DESK_MQTT_3_1_1, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GByteArray *large = wire_publish_new (DESK_MQTT_3_1_1, 0, 0, "large", sizes[i]);
      GByteArray *small = wire_publish_new (DESK_MQTT_3_1_1, 0, 0, "small", 10);

      g_string_append_printf (expected, i > 0 ? " large|%u" : "large|%u", (guint) sequence);
      sequence += large->len;
      g_string_append_printf (expected, " small|%u", (guint) sequence);
      sequence += small->len;
      feed (tap, TRUE, large);
      feed (tap, TRUE, small);
    }
  save (scene);
  assert_dissected (scene, FAULT, "frame.number", "");
  /* Each packet begins where all before it end. */
  assert_dissected (scene, "mqtt.msgtype == 3", "mqtt.topic tcp.seq", expected->str);
}

/* What a connection comes to stands at its packets. */
static void
test_steps (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskTraceTap) tap = NULL;

  desk_trace_append_step (scene->trace, 0, 0, "Looking up broker.example");
  tap = begin (scene, "192.0.2.7", "198.51.100.1");
  desk_trace_append_step (scene->trace, 1, 0, "Connection 1 is open");
  feed (tap, FALSE, wire_connect_new (DESK_MQTT_3_1_1, NULL, NULL));
  desk_trace_append_step (scene->trace, 1, DESK_TRACE_FAILURE, "The broker closed the connection");
  save (scene);
  assert_dissected (scene, "frame.comment", "tcp.flags.syn frame.comment",
                    "1|Looking up broker.example\\nConnection 1 is open 0|The broker closed the connection");
}

/* An attempt that came to nothing has no packet at all. */
static void
test_steps_alone (Scene *scene, gconstpointer data)
{
  desk_trace_append_step (scene->trace, 0, 0, "Connecting to 192.0.2.1:1883");
  desk_trace_append_step (scene->trace, 0, DESK_TRACE_FAILURE, "Nothing answers there");
  save (scene);
  assert_dissected (scene, "frame", "frame.comment", "Connecting to 192.0.2.1:1883\\nNothing answers there");
}

static void
test_empty (Scene *scene, gconstpointer data)
{
  save (scene);
  assert_dissected (scene, "frame", "frame.number", "");
}

static gboolean
take_time (guint64 number, const DeskTraceEntry *entry, const guint8 *data, gpointer user_data)
{
  gint64 *time = user_data;

  *time = entry->time;

  return FALSE;
}

static void
test_time (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskTraceTap) tap = begin (scene, "192.0.2.7", "198.51.100.1");
  g_autofree char *expected = NULL;
  gint64 time = 0;

  feed (tap, TRUE, wire_publish_new (DESK_MQTT_3_1_1, 0, 0, "now", 1));
  desk_trace_each (scene->trace, 1, 2, take_time, &time);
  save (scene);
  expected = g_strdup_printf ("%" G_GINT64_FORMAT ".%06" G_GINT64_FORMAT "000", time / G_USEC_PER_SEC,
                              time % G_USEC_PER_SEC);
  assert_dissected (scene, "mqtt", "frame.time_epoch", expected);
}

/* A file that cannot be written whole leaves the old one. */
static void
on_not_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GError **error = user_data;

  g_assert_false (desk_trace_save_finish (DESK_TRACE (object), result, error));
}

static void
test_failure (Scene *scene, gconstpointer data)
{
  g_autoptr (GFile) nowhere = g_file_new_build_filename (scene->folder, "no", "such", "folder", NULL);
  g_autoptr (GError) error = NULL;

  desk_trace_save_async (scene->trace, nowhere, NULL, on_not_saved, &error);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/trace-pcapng/each-type/3.1", Scene, GINT_TO_POINTER (DESK_MQTT_3_1), set_up, test_each_type,
              tear_down);
  g_test_add ("/trace-pcapng/each-type/3.1.1", Scene, GINT_TO_POINTER (DESK_MQTT_3_1_1), set_up,
              test_each_type, tear_down);
  g_test_add ("/trace-pcapng/each-type/5", Scene, GINT_TO_POINTER (DESK_MQTT_5), set_up, test_each_type,
              tear_down);
  g_test_add ("/trace-pcapng/secrets", Scene, NULL, set_up, test_secrets, tear_down);
  g_test_add ("/trace-pcapng/addresses", Scene, NULL, set_up, test_addresses, tear_down);
  g_test_add ("/trace-pcapng/large", Scene, NULL, set_up, test_large, tear_down);
  g_test_add ("/trace-pcapng/steps", Scene, NULL, set_up, test_steps, tear_down);
  g_test_add ("/trace-pcapng/steps-alone", Scene, NULL, set_up, test_steps_alone, tear_down);
  g_test_add ("/trace-pcapng/empty", Scene, NULL, set_up, test_empty, tear_down);
  g_test_add ("/trace-pcapng/time", Scene, NULL, set_up, test_time, tear_down);
  g_test_add ("/trace-pcapng/failure", Scene, NULL, set_up, test_failure, tear_down);

  return g_test_run ();
}
