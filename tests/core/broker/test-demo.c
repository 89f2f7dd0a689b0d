/* test-demo.c: the demo, as somebody sees it who subscribes to everything
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "desk-demo.h"
#include "desk-error.h"
#include "wait.h"

/* What mosquitto_sub prints: topic, retained, QoS, content type, user properties, payload in hex */
typedef struct
{
  GSubprocess *process;
  GDataInputStream *lines;
  GPtrArray *messages; /* (element-type char**) */
} Subscriber;

static gboolean
start (DeskDemo *demo, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_demo_start_async (demo, NULL, keep_result, &result);
  wait_until (result != NULL);

  return desk_demo_start_finish (demo, result, error);
}

static gboolean
accepts (guint16 port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;

  /* The proxy settings of the desktop are out of reach of a test in folders of its own. */
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);

  return connection != NULL;
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Subscriber *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);
  g_assert_no_error (error);
  if (line == NULL)
    {
      g_clear_object (&self->lines);
      return;
    }
  g_ptr_array_add (self->messages, g_strsplit (line, "|", -1));
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, NULL, on_line, self);
}

static void
subscribe (Subscriber *self, guint16 port)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *port_text = g_strdup_printf ("%u", port);

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                    "setpriv", "--pdeathsig", "KILL", "mosquitto_sub",
                                    "-h", "127.0.0.1", "-p", port_text, "-V", "5", "-q", "2",
                                    "-t", "#", "-F", "%t|%r|%q|%C|%P|%x", NULL);
  g_assert_no_error (error);
  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, NULL, on_line, self);
}

static void
unsubscribe (Subscriber *self)
{
  g_subprocess_force_exit (self->process);
  wait_until (self->lines == NULL);
  g_ptr_array_unref (self->messages);
  g_object_unref (self->process);
}

static GBytes *
decode_hex (const char *hex)
{
  GByteArray *bytes = g_byte_array_new ();

  for (; hex[0] != '\0' && hex[1] != '\0'; hex += 2)
    {
      guint8 byte = (guint8) (g_ascii_xdigit_value (hex[0]) * 16 + g_ascii_xdigit_value (hex[1]));

      g_byte_array_append (bytes, &byte, 1);
    }

  return g_byte_array_free_to_bytes (bytes);
}

/* Finds the first message on @topic; NULL: none yet. */
static char **
find (Subscriber *self, const char *topic)
{
  for (guint i = 0; i < self->messages->len; i++)
    {
      char **fields = g_ptr_array_index (self->messages, i);

      if (g_str_equal (fields[0], topic))
        return fields;
    }

  return NULL;
}

static char **
wait_for (Subscriber *self, const char *topic)
{
  char **fields = NULL;

  wait_until ((fields = find (self, topic)) != NULL);

  return fields;
}

static char *
get_text (char **fields)
{
  g_autoptr (GBytes) payload = decode_hex (fields[5]);

  return g_strndup (g_bytes_get_data (payload, NULL), g_bytes_get_size (payload));
}

static gboolean
has_text (Subscriber *self, const char *topic, const char *retained, const char *text)
{
  for (guint i = 0; i < self->messages->len; i++)
    {
      char **fields = g_ptr_array_index (self->messages, i);

      if (g_str_equal (fields[0], topic) && g_str_equal (fields[1], retained))
        {
          g_autofree char *payload = get_text (fields);

          if (g_str_equal (payload, text))
            return TRUE;
        }
    }

  return FALSE;
}

static double
get_json_number (char **fields, const char *member)
{
  g_autofree char *text = get_text (fields);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = json_from_string (text, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (root));
  g_assert_true (json_object_has_member (json_node_get_object (root), member));

  return json_object_get_double_member (json_node_get_object (root), member);
}

static void
test_devices (void)
{
  static const char *const status_topics[] = {
    "plant/line1/press3/status", "plant/energy/meter1/status",         "greenhouse/status",
    "building/hall/status",      "plant/line1/accelerometer/status", "logistics/agv7/status",
  };
  g_autoptr (DeskDemo) demo = desk_demo_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) waveform = NULL;
  g_autofree char *moisture = NULL;
  g_autofree char *valve = NULL;
  Subscriber subscriber = { 0 };
  double number;
  char **fields;
  char *end;

  g_assert_cmpuint (desk_demo_get_port (demo), ==, 0);
  g_assert_true (start (demo, &error));
  g_assert_no_error (error);
  subscribe (&subscriber, desk_demo_get_port (demo));

  /* retained states were there before the subscriber */
  for (guint i = 0; i < G_N_ELEMENTS (status_topics); i++)
    wait_until (has_text (&subscriber, status_topics[i], "1", "online"));
  fields = wait_for (&subscriber, "building/hall/door");
  g_assert_cmpstr (fields[1], ==, "1");
  g_assert_cmpstr (fields[2], ==, "1");
  fields = wait_for (&subscriber, "building/hall/valve");
  g_assert_cmpstr (fields[1], ==, "1");
  valve = get_text (fields);
  g_assert_true (g_str_equal (valve, "open") || g_str_equal (valve, "closed"));

  /* JSON */
  number = get_json_number (wait_for (&subscriber, "plant/line1/press3/temperature"), "value");
  g_assert_cmpfloat (number, >, 20);
  g_assert_cmpfloat (number, <, 90);
  get_json_number (wait_for (&subscriber, "plant/line1/press3/vibration"), "rms");
  get_json_number (wait_for (&subscriber, "logistics/agv7/position"), "battery");

  /* JSON with MQTT 5 properties */
  fields = wait_for (&subscriber, "plant/energy/meter1");
  g_assert_cmpstr (fields[3], ==, "application/json");
  g_assert_nonnull (strstr (fields[4], "site:Lübeck"));
  get_json_number (fields, "power");
  get_json_number (fields, "energy");

  /* a plain number */
  moisture = get_text (wait_for (&subscriber, "greenhouse/bed1/moisture"));
  number = g_ascii_strtod (moisture, &end);
  g_assert_cmpstr (end, ==, "");
  g_assert_cmpfloat (number, >, 20);
  g_assert_cmpfloat (number, <, 70);

  /* bytes that are no text */
  waveform = decode_hex (wait_for (&subscriber, "plant/line1/press3/waveform")[5]);
  g_assert_cmpuint (g_bytes_get_size (waveform), ==, 512);
  g_assert_false (g_utf8_validate_len (g_bytes_get_data (waveform, NULL), g_bytes_get_size (waveform), NULL));

  /* a last will, and the device comes back */
  wait_until (has_text (&subscriber, "logistics/agv7/status", "0", "offline"));
  wait_until (has_text (&subscriber, "logistics/agv7/status", "0", "online"));

  unsubscribe (&subscriber);
}

static void
test_stops (void)
{
  g_autoptr (DeskDemo) demo = desk_demo_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port;

  desk_demo_start_async (demo, NULL, keep_result, &result);
  desk_demo_stop (demo);
  wait_until (result != NULL);
  g_assert_false (desk_demo_start_finish (demo, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  /* It holds the demo. */
  g_clear_object (&result);

  g_assert_true (start (demo, &error));
  g_assert_no_error (error);
  port = desk_demo_get_port (demo);
  g_assert_true (accepts (port));
  desk_demo_stop (demo);
  wait_until (!accepts (port));

  g_assert_true (start (demo, &error));
  g_assert_no_error (error);
  port = desk_demo_get_port (demo);
  g_clear_object (&demo);
  wait_until (!accepts (port));
}

static void
test_not_installed (void)
{
  g_autoptr (DeskDemo) demo = desk_demo_new ();
  g_autoptr (GError) error = NULL;

  g_setenv ("MQTT_DESK_MOSQUITTO", "/nonexistent/mosquitto", TRUE);
  g_assert_false (start (demo, &error));
  g_unsetenv ("MQTT_DESK_MOSQUITTO");
  g_assert_error (error, DESK_ERROR, DESK_ERROR_NO_BROKER);
  g_assert_nonnull (strstr (error->message, "apt install mosquitto"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/demo/devices", test_devices);
  g_test_add_func ("/demo/stops", test_stops);
  g_test_add_func ("/demo/not-installed", test_not_installed);

  return g_test_run ();
}
