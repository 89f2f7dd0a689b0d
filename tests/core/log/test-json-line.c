/* test-json-line.c: messages as lines of JSON
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include <json-glib/json-glib.h>

#include "desk-error.h"
#include "desk-json-line.h"
#include "dice.h"

static DeskSearchRow
make_row (gconstpointer payload, gsize length)
{
  return (DeskSearchRow) { .id = 1, .time = 0, .topic = "a/b", .payload = { .data = payload, .size = length } };
}

static char *
write_line (DeskSearchRow *row)
{
  GString *line = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_json_line_append (row, line, &error));
  g_assert_no_error (error);

  return g_string_free (line, FALSE);
}

static void
test_whole_line (void)
{
  DeskSearchRow row = make_row ("21.5", 4);
  g_autofree char *line = NULL;
  g_autofree char *other = NULL;

  row.id = G_MAXINT64;
  row.time = G_GINT64_CONSTANT (1795435263901123);
  row.flags = DESK_MESSAGE_RETAINED | 1;
  row.properties = "[[\"content-type\",\"application/json\"],[\"user-property\",[\"site\",\"Lübeck\"]]]";
  line = write_line (&row);
  g_assert_cmpstr (line, ==,
                   "{\"id\":9223372036854775807,\"time\":\"2026-11-23T12:01:03.901123Z\",\"topic\":\"a/b\","
                   "\"qos\":1,\"retained\":true,\"outgoing\":false,\"dup\":false,\"properties\":[[\"content-type\","
                   "\"application/json\"],[\"user-property\",[\"site\",\"Lübeck\"]]],\"payload\":\"21.5\"}\n");

  row.id = 2;
  row.time = -1;
  row.flags = DESK_MESSAGE_OUTGOING | DESK_MESSAGE_DUPLICATE | 2;
  row.properties = NULL;
  row.payload = (DeskSearchPayload) { NULL, };
  row.topic = "say \"\\\" \xe2\x80\xa8\xc2\x85";
  other = write_line (&row);
  g_assert_cmpstr (other, ==,
                   "{\"id\":2,\"time\":\"1969-12-31T23:59:59.999999Z\","
                   "\"topic\":\"say \\\"\\\\\\\" \\u2028\\u0085\",\"qos\":2,\"retained\":false,"
                   "\"outgoing\":true,\"dup\":true,\"properties\":[],\"payload\":\"\"}\n");
}

static void
test_payloads (void)
{
  static const struct
  {
    const char *payload;
    gssize length;
    const char *member;
  } cases[] = {
    { "plain", -1, "\"payload\":\"plain\"" },
    { "\"\\/", -1, "\"payload\":\"\\\"\\\\/\"" },
    { "\b\f\n\r\t\x01\x1f\x7f", -1, "\"payload\":\"\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\"" },
    { "a\0b\0", 4, "\"payload\":\"a\\u0000b\\u0000\"" },
    { "\0", 1, "\"payload\":\"\\u0000\"" },
    { "Lübeck 温度 𐐀", -1, "\"payload\":\"Lübeck 温度 𐐀\"" },
    { "\xc2\x80\xc2\x9f\xc2\xa0", -1, "\"payload\":\"\\u0080\\u009f\xc2\xa0\"" },
    { "\xe2\x80\xa7\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa\xe2\x80\xae\xe2\x80\xaf", -1,
      "\"payload\":\"\xe2\x80\xa7\\u2028\\u2029\\u202a\\u202e\xe2\x80\xaf\"" },
    { "\xe2\x81\xa6\xe2\x81\xa9", -1, "\"payload\":\"\\u2066\\u2069\"" },
    { "\xef\xbf\xbf\xef\xbb\xbf", -1, "\"payload\":\"\xef\xbf\xbf\xef\xbb\xbf\"" },
    { "<b>&amp;%s", -1, "\"payload\":\"<b>&amp;%s\"" },
    { "\xff", -1, "\"payload_base64\":\"/w==\"" },
    { "a\xc3", -1, "\"payload_base64\":\"YcM=\"" },
    { "\xed\xa0\x80", -1, "\"payload_base64\":\"7aCA\"" },
    { "\xc0\x80", -1, "\"payload_base64\":\"wIA=\"" },
    { "\xf4\x90\x80\x80\0", 5, "\"payload_base64\":\"9JCAgAA=\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = cases[i].length < 0 ? strlen (cases[i].payload) : (gsize) cases[i].length;
      DeskSearchRow row = make_row (cases[i].payload, length);
      g_autofree char *line = write_line (&row);
      g_autofree char *end = g_strdup_printf (",%s}\n", cases[i].member);

      g_assert_true (g_str_has_suffix (line, end));
    }
}

/* What stands in a file that somebody spoiled must not spoil the lines. */
static void
test_damaged (void)
{
  static const char *const properties[] = { "", "[", "x", "[1]\n{}", "[\"\xff\"]", "{\"a\":[1]}" };
  DeskSearchRow row = make_row ("x", 1);

  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      g_autofree char *line = NULL;

      row.properties = properties[i];
      line = write_line (&row);
      g_assert_nonnull (strstr (line, "\"properties\":null,"));
    }

  {
    g_autofree char *line = NULL;

    row.topic = "a\xff" "b";
    line = write_line (&row);
    g_assert_nonnull (strstr (line, "\"topic\":\"a\xef\xbf\xbd" "b\""));
  }
}

static void
append_randomly (GByteArray *bytes, gboolean valid)
{
  static const char *const bits[] = {
    "a", "ü", "温", "𐐀", "\"", "\\", "\n", "\xe2\x80\xa8", "\x7f", "xyz", "\xc2\x80",
  };
  guint8 byte = (guint8) roll (256);

  if (!valid && roll (20) == 0)
    g_byte_array_append (bytes, &byte, 1);
  else if (roll (12) == 0)
    g_byte_array_append (bytes, (const guint8 *) "", 1);
  else
    {
      const char *bit = bits[roll (G_N_ELEMENTS (bits))];

      g_byte_array_append (bytes, (const guint8 *) bit, (guint) strlen (bit));
    }
}

/* json-glib gives strings that end at NUL; the escape for it stands for a byte that
 * no UTF-8 has, until it is read. */
static void
assert_line (char *line, gsize length, GByteArray *expected)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  g_assert_cmpint (line[length - 1], ==, '\n');
  g_assert_cmpuint (strlen (line), ==, length);
  for (gsize i = 0; i + 1 < length; i++)
    g_assert_cmpint (line[i] & 0xff, >=, 0x20);
  for (char *nul = line; (nul = strstr (nul, "\\u0000")) != NULL;)
    {
      /* U+E000 is in none of the texts. */
      memcpy (nul + 2, "e000", 4);
    }

  root = json_from_string (line, &error);
  g_assert_no_error (error);
  object = json_node_get_object (root);
  if (json_object_has_member (object, "payload"))
    {
      g_autoptr (GString) text = g_string_new (json_object_get_string_member (object, "payload"));

      for (char *mark = text->str; (mark = strstr (mark, "\xee\x80\x80")) != NULL;)
        {
          gssize at = mark - text->str;

          g_string_erase (text, at, 2);
          text->str[at] = '\0';
          mark = text->str + at + 1;
        }
      g_assert_true (g_utf8_validate (line, -1, NULL));
      g_assert_cmpmem (text->str, text->len, expected->data, expected->len);
    }
  else
    {
      const char *encoded = json_object_get_string_member (object, "payload_base64");
      gsize size;
      g_autofree guchar *bytes = g_base64_decode (encoded, &size);

      g_assert_cmpmem (bytes, size, expected->data, expected->len);
    }
}

static void
test_round_trip (void)
{
  for (guint run = 0; run < 2000; run++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autofree char *line = NULL;
      DeskSearchRow row;

      for (gint32 n = roll (40); n > 0; n--)
        append_randomly (bytes, run % 2 == 0);
      row = make_row (bytes->data, bytes->len);
      line = write_line (&row);
      assert_line (line, strlen (line), bytes);
      g_assert_true (run % 2 != 0 || strstr (line, "payload_base64") == NULL);
    }
}

static gboolean
read_memory (gpointer source, gsize offset, guint8 *buffer, gsize length, GError **error)
{
  g_assert_cmpuint (length, <=, 65536);
  memcpy (buffer, ((GByteArray *) source)->data + offset, length);
  return TRUE;
}

/* Large ones are read and written in pieces, cut wherever the pieces end. */
static void
test_large (void)
{
  for (guint run = 0; run < 12; run++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
      g_autoptr (GError) error = NULL;
      g_autofree char *line = NULL;
      g_autofree char *same = NULL;
      gsize length;
      DeskSearchRow row;

      while (bytes->len < 49152 * 2 + run)
        append_randomly (bytes, run % 4 != 3);
      if (run % 4 == 2)
        g_byte_array_append (bytes, (const guint8 *) "\xf0\x90\x90", 3);

      row = make_row (bytes->data, bytes->len);
      same = write_line (&row);
      row = make_row (NULL, bytes->len);
      row.payload.read = read_memory;
      row.payload.source = bytes;
      g_assert_true (desk_json_line_write (&row, stream, NULL, &error));
      g_assert_no_error (error);
      length = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream));
      line = g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)), length);
      g_assert_cmpstr (line, ==, same);
      g_assert_true ((strstr (line, "payload_base64") != NULL) == (run % 4 >= 2));
      assert_line (line, length, bytes);
    }
}

static gboolean
fail_to_read (gpointer source, gsize offset, guint8 *buffer, gsize length, GError **error)
{
  return desk_fail (error, DESK_ERROR_FAILED, "gone");
}

static void
test_errors (void)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  DeskSearchRow row = make_row (NULL, 10);

  row.payload.read = fail_to_read;
  g_assert_false (desk_json_line_append (&row, line, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  g_clear_error (&error);

  row = make_row ("x", 1);
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  g_assert_false (desk_json_line_write (&row, stream, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-line/whole-line", test_whole_line);
  g_test_add_func ("/json-line/payloads", test_payloads);
  g_test_add_func ("/json-line/damaged", test_damaged);
  g_test_add_func ("/json-line/round-trip", test_round_trip);
  g_test_add_func ("/json-line/large", test_large);
  g_test_add_func ("/json-line/errors", test_errors);

  return g_test_run ();
}
