/* test-log-import.c: files with messages become a log, and are the same when they leave it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "log-scene.h"

#include "desk-import-line.h"
#include "desk-import-text.h"
#include "desk-log-export.h"
#include "desk-log-import.h"
#include "dice.h"

/* (transfer full) */
static char *
export_log (const char *log, const char *format, gsize *length)
{
  g_autoptr (DeskLogScope) all = desk_log_scope_new (NULL, NULL, NULL, NULL);
  g_autoptr (DeskLogExport) export = desk_log_export_new (log, all, desk_export_format_find (format));
  g_autofree char *path = g_strconcat (log, ".out", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  char *text;

  desk_log_export_to_file (export, file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, length, NULL));

  return text;
}

static char *
get_child (Scene *scene, const char *name)
{
  return g_build_filename (scene->folder, name, NULL);
}

static void
import_bytes (Scene *scene, const char *log, const char *bytes, gssize length, DeskImportReport *report)
{
  g_autofree char *path = get_child (scene, "in");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
  g_assert_true (desk_log_import_sync (file, log, report, NULL, &error));
  g_assert_no_error (error);
}

static DeskProperties *
make_properties (void)
{
  DeskProperties *properties = desk_properties_new ();
  g_autoptr (GBytes) bytes = g_bytes_new ("\x00\xff\"", 3);

  desk_properties_add_pair (properties, "b", -1, "2", -1);
  desk_properties_add_number (properties, DESK_PROP_MESSAGE_EXPIRY_INTERVAL, G_MAXUINT32);
  desk_properties_add_pair (properties, "a", -1, "Lübeck \"1\" \\ \n", -1);
  desk_properties_add_bytes (properties, DESK_PROP_CORRELATION_DATA, bytes);
  desk_properties_add_pair (properties, "b", -1, "", -1);
  desk_properties_add_pair (properties, "b", -1, "2", -1);
  desk_properties_add_string (properties, DESK_PROP_CONTENT_TYPE, "text/plain", -1);
  desk_properties_add_number (properties, DESK_PROP_PAYLOAD_FORMAT_INDICATOR, 1);
  desk_properties_add_string (properties, DESK_PROP_RESPONSE_TOPIC, "answer/to/me", -1);
  desk_properties_add_number (properties, DESK_PROP_TOPIC_ALIAS, 65535);
  desk_properties_add_number (properties, DESK_PROP_SUBSCRIPTION_IDENTIFIER, 7);
  desk_properties_add_number (properties, DESK_PROP_SUBSCRIPTION_IDENTIFIER, 268435455);

  return properties;
}

/* From a log to a file, to a log, to a file: not a byte is another one. */
static void
test_round_trip (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProperties) properties = make_properties ();
  g_autofree char *copy = get_child (scene, "copy.sqlite");
  g_autofree char *big = g_malloc (3 * 1024 * 1024);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *other_csv = NULL;
  g_auto (DeskImportReport) report = { 0 };
  gsize length, other_length;

  for (guint i = 0; i < 3 * 1024 * 1024; i++)
    big[i] = (char) roll (256);
  scene_open (scene);
  append_with (scene->log, 1795435263901123, "a/b", DESK_MESSAGE_RETAINED | 1, properties, "21.5", 4);
  append_with (scene->log, 1, "Lübeck/\"q\"/\\/\xe2\x80\xa8", DESK_MESSAGE_OUTGOING, NULL, "", 0);
  append_with (scene->log, 0, "t", DESK_MESSAGE_DUPLICATE | 2, NULL, "\xff\x00\xc3", 3);
  append_with (scene->log, -62135596800000000 + 999999, "t", 0, properties, "a\0b\x01\x7f\xc2\x85 𐐀\r\n\t\"\\/", 18);
  append_with (scene->log, G_GINT64_CONSTANT (253402300799999999), "t", 0x1e, properties, big, 3 * 1024 * 1024);
  memset (big, 'x', 2 * 1024 * 1024);
  append_with (scene->log, 5, "t", 0, NULL, big, 2 * 1024 * 1024);
  for (guint i = 0; i < 3000; i++)
    {
      guint8 payload[40];
      gsize n = (gsize) roll (sizeof payload);

      for (gsize k = 0; k < n; k++)
        payload[k] = (guint8) (i % 2 == 0 ? roll (256) : roll (128));
      append_with (scene->log, i, "random", (DeskMessageFlags) (roll (3) | roll (8) << 2),
                   roll (2) == 0 ? properties : NULL, payload, n);
    }
  scene_flush (scene);
  execute (scene->path, "DELETE FROM message WHERE id <= 1");

  first = export_log (scene->path, "jsonl", &length);
  import_bytes (scene, copy, first, (gssize) length, &report);
  g_assert_cmpuint (report.n_bad, ==, 0);
  g_assert_cmpuint (report.n_messages, ==, 3005);
  second = export_log (copy, "jsonl", &other_length);
  g_assert_cmpuint (length, ==, other_length);
  g_assert_cmpint (memcmp (first, second, length), ==, 0);
  csv = export_log (scene->path, "csv", NULL);
  other_csv = export_log (copy, "csv", NULL);
  g_assert_cmpstr (csv, ==, other_csv);
}

/* What mosquitto_sub 2.0.11 wrote, for both versions, with %j and with %J */
static void
test_mosquitto (Scene *scene, gconstpointer data)
{
  static const char lines[]
      = "{\"tst\":\"2026-11-24T19:51:23.387889Z+0000\",\"topic\":\"a/b\",\"qos\":1,\"retain\":0,\"payloadlen\":7,"
        "\"mid\":1,\"payload\":\"{\\\"x\\\":1}\"}\n"
        "{\"tst\":\"2026-11-24T20:51:23.387889Z+0100\",\"topic\":\"a/b\",\"qos\":1,\"retain\":1,\"payloadlen\":7,"
        "\"mid\":1,\"properties\":{\"content-type\":\"text/plain\",\"user-properties\":{\"k\":\"v\",\"k\":\"w\"},"
        "\"response-topic\":\"r/t\",\"correlation-data\":\"ab\\\"c\",\"payload-format-indicator\":1,"
        "\"message-expiry-interval\":60},\"payload\":\"{\\\"x\\\":1}\"}\n"
        "{\"tst\":\"2026-11-24T19:51:23.403135Z+0000\",\"topic\":\"a/bin\",\"qos\":2,\"retain\":0,\"payloadlen\":11,"
        "\"mid\":2,\"payload\":\"x\"}\n"
        "{\"tst\":\"2026-11-24T19:51:23.454087Z+0000\",\"topic\":\"a/empty\",\"qos\":0,\"retain\":0,"
        "\"payloadlen\":0,\"payload\":null}\r\n"
        "\n"
        "{\"tst\":\"2020-05-06T22:12:00.000000+0100\",\"topic\":\"foo\",\"qos\":0,\"retain\":0,\"payload\":"
        "{\"temperature\":27.0, \"humidity\":[57]}}";
  static const char expected[]
      = "{\"id\":1,\"time\":\"2026-11-24T19:51:23.387889Z\",\"topic\":\"a/b\",\"qos\":1,\"retained\":false,"
        "\"outgoing\":false,\"dup\":false,\"properties\":[],\"payload\":\"{\\\"x\\\":1}\"}\n"
        "{\"id\":2,\"time\":\"2026-11-24T19:51:23.387889Z\",\"topic\":\"a/b\",\"qos\":1,\"retained\":true,"
        "\"outgoing\":false,\"dup\":false,\"properties\":[[\"content-type\",\"text/plain\"],[\"user-property\","
        "[\"k\",\"v\"]],[\"user-property\",[\"k\",\"w\"]],[\"response-topic\",\"r/t\"],[\"correlation-data\","
        "{\"base64\":\"YWIiYw==\"}],[\"payload-format-indicator\",1],[\"message-expiry-interval\",60]],"
        "\"payload\":\"{\\\"x\\\":1}\"}\n"
        "{\"id\":3,\"time\":\"2026-11-24T19:51:23.454087Z\",\"topic\":\"a/empty\",\"qos\":0,\"retained\":false,"
        "\"outgoing\":false,\"dup\":false,\"properties\":[],\"payload\":\"\"}\n"
        "{\"id\":4,\"time\":\"2020-05-06T21:12:00.000000Z\",\"topic\":\"foo\",\"qos\":0,\"retained\":false,"
        "\"outgoing\":false,\"dup\":false,\"properties\":[],\"payload\":\"{\\\"temperature\\\":27.0, "
        "\\\"humidity\\\":[57]}\"}\n";
  g_autofree char *log = get_child (scene, "a.sqlite");
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;
  g_auto (DeskImportReport) report = { 0 };

  import_bytes (scene, log, lines, -1, &report);
  text = export_log (log, "jsonl", NULL);
  g_assert_cmpstr (text, ==, expected);
  words = desk_import_report_describe (&report);
  g_assert_cmpstr (words, ==,
                   "1 line is no message and was left out. Line 3: its payload is not whole: mosquitto_sub cuts a "
                   "payload at its first NUL.");
}

#define MESSAGE(member) \
  "{\"time\":\"2026-11-24T19:51:23Z\",\"topic\":\"a\",\"payload\":\"x\"," member "}"

/* None of these is a message, none of them ends the import, and none of them hurts. */
static void
test_hostile (Scene *scene, gconstpointer data)
{
  static const struct
  {
    const char *text;
    gsize length;
  } bad[] = {
#define LINE(text) { text, sizeof text - 1 }
    LINE ("x"),
    LINE ("null"),
    LINE ("[]"),
    LINE ("{}"),
    LINE ("{\"a\""),
    LINE ("{\"a\":1,}"),
    LINE ("\0\0\0"),
    LINE ("\xff\xfe"),
    LINE (MESSAGE ("\"qos\":3")),
    LINE (MESSAGE ("\"qos\":-1")),
    LINE (MESSAGE ("\"qos\":1e400")),
    LINE (MESSAGE ("\"qos\":99999999999999999999999999")),
    LINE (MESSAGE ("\"id\":1.5")),
    LINE (MESSAGE ("\"id\":9223372036854775807")),
    LINE (MESSAGE ("\"retained\":2")),
    LINE (MESSAGE ("\"dup\":\"true\"")),
    LINE (MESSAGE ("\"topic\":\"a/#\"")),
    LINE (MESSAGE ("\"topic\":\"\"")),
    LINE (MESSAGE ("\"topic\":\"a\\u0000b\"")),
    LINE (MESSAGE ("\"topic\":7")),
    LINE (MESSAGE ("\"payload\":\"\\ud800\"")),
    LINE (MESSAGE ("\"payload\":\"\\udc00x\"")),
    LINE (MESSAGE ("\"payload\":\"\\ud800\\ud800\"")),
    LINE (MESSAGE ("\"payload\":\"\xff\"")),
    LINE (MESSAGE ("\"payload_base64\":\"A\"")),
    LINE (MESSAGE ("\"payload_base64\":\"A===\"")),
    LINE (MESSAGE ("\"payload_base64\":\"AA=A\"")),
    LINE (MESSAGE ("\"payload_base64\":\"A AA\"")),
    LINE (MESSAGE ("\"payload_base64\":null")),
    LINE (MESSAGE ("\"time\":\"0000-01-01T00:00:00Z\"")),
    LINE (MESSAGE ("\"time\":\"292277-01-09T04:00:54Z\"")),
    LINE (MESSAGE ("\"time\":\"2026-02-30T00:00:00Z\"")),
    LINE (MESSAGE ("\"time\":\"2026-02-20T25:00:00Z\"")),
    LINE (MESSAGE ("\"time\":\"2026-02-20T05:00:00\"")),
    LINE (MESSAGE ("\"time\":\"2026-02-20T05:00:00Zx\"")),
    LINE (MESSAGE ("\"time\":1795435263")),
    LINE (MESSAGE ("\"properties\":[[\"no-such\",1]]")),
    LINE (MESSAGE ("\"properties\":[1]")),
    LINE (MESSAGE ("\"properties\":{\"no-such\":1}")),
    LINE (MESSAGE ("\"properties\":{\"user-properties\":{\"a\":1}}")),
    LINE (MESSAGE ("\"properties\":{\"message-expiry-interval\":4294967296}")),
    LINE ("{\"time\":\"2026-11-24T19:51:23Z\",\"topic\":\"a\"}"),
    LINE ("{\"time\":\"2026-11-24T19:51:23Z\",\"topic\":\"a\",\"payload\":\"x\"} more"),
#undef LINE
  };
  g_autofree char *log = get_child (scene, "a.sqlite");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *words = NULL;
  g_auto (DeskImportReport) report = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_string_append_len (text, bad[i].text, (gssize) bad[i].length);
      g_string_append_c (text, '\n');
    }
  /* Deep, and long */
  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (text, '[');
  g_string_append_c (text, '\n');
  g_string_append (text, "{\"time\":\"2026-11-24T19:51:23Z\",\"topic\":\"a\",\"payload\":\"x\",\"properties\":");
  for (guint i = 0; i < 500; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < 500; i++)
    g_string_append_c (text, ']');
  g_string_append (text, "}\n");
  for (guint i = 0; i < 10 * 1024 * 1024; i++)
    g_string_append_c (text, 'a');
  /* And good ones, whatever else they hold */
  g_string_append (text, "\n" MESSAGE ("\"more\":{\"a\":[1,{\"b\":null}]},\"qos\":2") "\n" MESSAGE ("\"id\":99"));

  import_bytes (scene, log, text->str, (gssize) text->len, &report);
  g_assert_cmpuint (report.n_bad, ==, G_N_ELEMENTS (bad) + 3);
  g_assert_cmpuint (report.n_messages, ==, 2);
  g_assert_cmpuint (report.bad_line, ==, 1);
  words = desk_import_report_describe (&report);
  g_assert_nonnull (strstr (words, "Line 1: "));
  g_assert_cmpint (query (log, "SELECT count (*) FROM message WHERE topic = 1 AND id IN (1, 2)"), ==, 2);
}

/* Bytes that were damaged at random */
static void
test_damaged (Scene *scene, gconstpointer data)
{
  static const char good[] = "{\"id\":5,\"tst\":\"2026-11-24T20:51:23.387889Z+0100\",\"topic\":\"a/b\",\"qos\":1,"
                             "\"retain\":1,\"payloadlen\":7,\"properties\":{\"user-properties\":{\"k\":\"v\"}},"
                             "\"dup\":true,\"payload\":\"{\\\"x\\\":1}\\ud83d\\ude00\"}";
  static const char bytes[] = "{}[]:,\"\\u0123456789truefalsnd\0\xff\xc3\xa9 -+eEZT";
  g_auto (DeskImportLine) line = { 0 };

  desk_import_line_init (&line);
  for (guint i = 0; i < 200000; i++)
    {
      char text[sizeof good];
      gsize length = sizeof good - 1;

      memcpy (text, good, sizeof good);
      for (gint n = roll (4); n >= 0; n--)
        text[roll ((gint32) length)] = bytes[roll (sizeof bytes - 1)];
      if (roll (3) == 0)
        length = (gsize) roll ((gint32) length);
      desk_import_line_read (&line, text, length, NULL);
    }
}

static void
test_logs (Scene *scene, gconstpointer data)
{
  g_autofree char *copy = get_child (scene, "copy.sqlite");
  g_autoptr (GFile) file = g_file_new_for_path (scene->path);
  g_autoptr (GFile) missing = g_file_new_for_path ("/no/such/file");
  g_auto (DeskImportReport) report = { 0 };
  g_autoptr (GError) error = NULL;

  scene_open (scene);
  append_many (scene->log, 1, 500, 0);
  scene_flush (scene);
  g_assert_true (desk_log_import_sync (file, copy, &report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report.n_messages, ==, 500);
  g_assert_cmpint (query (copy, "SELECT count (*) FROM message"), ==, 500);

  g_assert_false (desk_log_import_sync (missing, copy, &report, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

#define add(name, func) g_test_add ("/log-import/" name, Scene, NULL, scene_set_up, func, scene_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("round-trip", test_round_trip);
  add ("mosquitto", test_mosquitto);
  add ("hostile", test_hostile);
  add ("damaged", test_damaged);
  add ("logs", test_logs);

  return g_test_run ();
}
