/* test-payload.c: what payloads are, and how they look as text and in a row
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-payload.h"

#define BYTES(literal) (literal), sizeof (literal) - 1

typedef struct
{
  const char *bytes;
  gsize length;
  gsize missing; /* bytes of the payload behind these */
} Payload;

static GBytes *
make (const Payload *payload)
{
  return g_bytes_new_static (payload->bytes, payload->length);
}

static void
test_detect (void)
{
  static const struct
  {
    Payload payload;
    DeskPayloadKind kind;
  } cases[] = {
    { { BYTES (""), 0 }, DESK_PAYLOAD_EMPTY },
    { { BYTES (""), 5 }, DESK_PAYLOAD_BINARY },
    { { BYTES ("hello"), 0 }, DESK_PAYLOAD_TEXT },
    { { BYTES (" "), 0 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("a\tb\r\nc\f\x1b[0m"), 0 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("Grüße 🎉"), 0 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("a\0b"), 0 }, DESK_PAYLOAD_BINARY },
    { { BYTES ("a\x01"), 0 }, DESK_PAYLOAD_BINARY },
    { { BYTES ("a\x7f"), 0 }, DESK_PAYLOAD_BINARY },
    { { BYTES ("\xff"), 0 }, DESK_PAYLOAD_BINARY },
    { { BYTES ("\xc0\x80"), 0 }, DESK_PAYLOAD_BINARY },
    { { BYTES ("\xed\xa0\x80"), 0 }, DESK_PAYLOAD_BINARY },
    { { BYTES ("\xf4\x90\x80\x80"), 0 }, DESK_PAYLOAD_BINARY },
    /* Cut characters: only where the payload goes on */
    { { BYTES ("a\xc3"), 0 }, DESK_PAYLOAD_BINARY },
    { { BYTES ("a\xc3"), 1 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("a\xe2\x82"), 9 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("a\xf0\x9f\x8e"), 9 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("\xf0\x9f"), 9 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("a\xff"), 9 }, DESK_PAYLOAD_BINARY },
    { { BYTES ("a\xc3" "b"), 9 }, DESK_PAYLOAD_BINARY },
    { { BYTES ("a\x80"), 9 }, DESK_PAYLOAD_BINARY },
    /* JSON */
    { { BYTES ("{}"), 0 }, DESK_PAYLOAD_JSON },
    { { BYTES (" \n[1, 2.5e3, \"ü\"] "), 0 }, DESK_PAYLOAD_JSON },
    { { BYTES ("\xef\xbb\xbf{}"), 0 }, DESK_PAYLOAD_JSON },
    { { BYTES ("{\"a\":\"\\ud800\"}"), 0 }, DESK_PAYLOAD_JSON },
    { { BYTES ("42"), 0 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("-1.5e9"), 0 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("true"), 0 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("null"), 0 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("\"text\""), 0 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("{} {}"), 0 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("[1,]"), 0 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("{'a':1}"), 0 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("[WARN] low battery"), 0 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("[1,2"), 0 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("[1,2"), 9 }, DESK_PAYLOAD_JSON },
    { { BYTES ("{\"a\":\"\xc3"), 9 }, DESK_PAYLOAD_JSON },
    { { BYTES ("{\"a\":tru"), 9 }, DESK_PAYLOAD_JSON },
    { { BYTES ("[1,2] x"), 9 }, DESK_PAYLOAD_TEXT },
    { { BYTES ("[1,2]"), 9 }, DESK_PAYLOAD_JSON },
    { { BYTES ("["), 9 }, DESK_PAYLOAD_JSON },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = make (&cases[i].payload);

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmpint (desk_payload_detect (bytes, cases[i].payload.length + cases[i].payload.missing), ==,
                       cases[i].kind);
    }
}

static void
test_formats (void)
{
  guint n_formats;
  const DeskPayloadFormat *formats = desk_payload_formats (&n_formats);

  g_assert_cmpuint (n_formats, ==, 3);
  for (guint i = 0; i < n_formats; i++)
    g_assert_true (desk_payload_format_find (formats[i].id) == &formats[i]);
  g_assert_null (desk_payload_format_find ("xml"));
  g_assert_cmpstr (desk_payload_format_for (DESK_PAYLOAD_EMPTY)->id, ==, "text");
  g_assert_cmpstr (desk_payload_format_for (DESK_PAYLOAD_TEXT)->id, ==, "text");
  g_assert_cmpstr (desk_payload_format_for (DESK_PAYLOAD_JSON)->id, ==, "json");
  g_assert_cmpstr (desk_payload_format_for (DESK_PAYLOAD_BINARY)->id, ==, "hex");
}

static DeskPayloadView *
render_text (GBytes *bytes, gsize size, gsize max_text)
{
  return desk_payload_format_find ("text")->render (bytes, size, max_text, 0);
}

static void
test_text (void)
{
  static const struct
  {
    Payload payload;
    const char *text;
    gsize shown;
  } cases[] = {
    { { BYTES (""), 0 }, "", 0 },
    { { BYTES ("one\ntwo\r\nthree\rfour\tfive"), 0 }, "one\ntwo\nthree␍four\tfive", 24 },
    { { BYTES ("a\0b"), 0 }, "a␀b", 3 },
    { { BYTES ("\x01\x1b\x1f\x7f\f"), 0 }, "␁␛␟␡␌", 5 },
    { { BYTES ("21\xb0" "C"), 0 }, "21\\xB0C", 4 },
    { { BYTES ("\xc0\x80\xff\xed\xa0\x80"), 0 }, "\\xC0\\x80\\xFF\\xED\\xA0\\x80", 6 },
    { { BYTES ("ü€🎉"), 0 }, "ü€🎉", 9 },
    { { BYTES ("a\u202eb\u2066\u200b\ufeff"), 0 }, "a\\u{202E}b\\u{2066}\\u{200B}\\u{FEFF}", 14 },
    { { BYTES ("\u2028\u2029\xc2\x85\u00ad"), 0 }, "\\u{2028}\\u{2029}\\u{85}\\u{AD}", 10 },
    { { BYTES ("\U000e0041\U000e0100"), 0 }, "\\u{E0041}\\u{E0100}", 8 },
    { { BYTES ("\uffff\ufdd0"), 0 }, "\\u{FFFF}\\u{FDD0}", 6 },
    { { BYTES ("<b>&amp;</b> %s"), 0 }, "<b>&amp;</b> %s", 15 },
    /* What is cut is left for later. */
    { { BYTES ("a\xe2\x82"), 1 }, "a", 1 },
    { { BYTES ("a\xe2\x82"), 0 }, "a\\xE2\\x82", 3 },
    { { BYTES ("a\r"), 1 }, "a", 1 },
    { { BYTES ("a\r"), 0 }, "a␍", 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize size = cases[i].payload.length + cases[i].payload.missing;
      g_autoptr (GBytes) bytes = make (&cases[i].payload);
      g_autoptr (DeskPayloadView) view = render_text (bytes, size, 1000);

      g_assert_cmpstr (view->text, ==, cases[i].text);
      g_assert_cmpuint (view->shown, ==, cases[i].shown);
      g_assert_cmpint (view->complete, ==, cases[i].shown == size);
      g_assert_false (view->broken_lines);
      g_assert_null (view->problem);
    }
}

/* Words of 63 characters */
static char *
fill_line (gsize length)
{
  char *line = g_strnfill (length, 'x');

  for (gsize i = 63; i < length; i += 64)
    line[i] = ' ';

  return line;
}

static void
test_long_words (void)
{
  g_autofree char *word = g_strnfill (512, 'x');
  g_autofree char *payload = g_strconcat ("a ", word, " ", word, "y ü", word, word, NULL);
  g_autofree char *expected = g_strconcat ("a ", word, " ", word, "\ny ü", word, "\n", word, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (payload, strlen (payload));
  g_autoptr (DeskPayloadView) view = render_text (bytes, strlen (payload), 10000);

  g_assert_cmpstr (view->text, ==, expected);
  g_assert_true (view->broken_lines);
  g_assert_true (view->complete);
}

static void
test_long_lines (void)
{
  g_autofree char *line = fill_line (2048);
  g_autofree char *payload = g_strconcat (line, "\n", line, "y\n", line, NULL);
  g_autofree char *expected = g_strconcat (line, "\n", line, "\ny\n", line, NULL);
  g_autofree char *almost = fill_line (2047);
  g_autofree char *wide = g_strconcat (almost, "ü!", NULL);
  g_autofree char *wide_expected = g_strconcat (almost, "\nü!", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (payload, strlen (payload));
  g_autoptr (GBytes) wide_bytes = g_bytes_new_static (wide, strlen (wide));
  g_autoptr (GBytes) one_line = g_bytes_new_static (line, strlen (line));
  g_autoptr (DeskPayloadView) view = render_text (bytes, strlen (payload), 10000);
  g_autoptr (DeskPayloadView) wide_view = render_text (wide_bytes, strlen (wide), 10000);
  g_autoptr (DeskPayloadView) whole = render_text (one_line, strlen (line), 10000);

  g_assert_cmpstr (view->text, ==, expected);
  g_assert_true (view->broken_lines);
  g_assert_true (view->complete);
  g_assert_cmpstr (wide_view->text, ==, wide_expected);
  g_assert_true (wide_view->broken_lines);
  g_assert_cmpstr (whole->text, ==, line);
  g_assert_false (whole->broken_lines);
}

static void
test_limit (void)
{
  static const char payload[] = "ab\nc\u202eü";
  static const struct
  {
    gsize limit;
    const char *text;
    gsize shown;
  } cases[] = {
    { 0, "", 0 }, { 1, "a", 1 }, { 2, "ab", 2 }, { 3, "ab\n", 3 }, { 4, "ab\nc", 4 }, { 11, "ab\nc", 4 },
    { 12, "ab\nc\\u{202E}", 7 }, { 13, "ab\nc\\u{202E}", 7 }, { 14, "ab\nc\\u{202E}ü", 9 },
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static (BYTES (payload));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DeskPayloadView) view = render_text (bytes, 9, cases[i].limit);

      g_assert_cmpstr (view->text, ==, cases[i].text);
      g_assert_cmpuint (view->shown, ==, cases[i].shown);
      g_assert_cmpint (view->complete, ==, cases[i].shown == 9);
    }
}

static DeskPayloadView *
render_hex (GBytes *bytes, gsize size, gsize max_text)
{
  return desk_payload_format_find ("hex")->render (bytes, size, max_text, 0);
}

static void
test_hex (void)
{
  static const char payload[] = "Hello, world!\n\x00\xff" "abcdefg\u00fc";
  static const char expected[] =
    "00000000  48 65 6c 6c 6f 2c 20 77  6f 72 6c 64 21 0a 00 ff  Hello, world!...\n"
    "00000010  61 62 63 64 65 66 67 c3  bc                       abcdefg..";
  g_autoptr (GBytes) bytes = g_bytes_new_static (BYTES (payload));
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (DeskPayloadView) view = render_hex (bytes, 25, 1000);
  g_autoptr (DeskPayloadView) part = render_hex (bytes, 25, strlen (expected) - 1);
  g_autoptr (DeskPayloadView) beginning = render_hex (bytes, 26, 1000);
  g_autoptr (DeskPayloadView) empty = render_hex (nothing, 0, 1000);

  g_assert_cmpstr (view->text, ==, expected);
  g_assert_true (view->complete);
  g_assert_false (view->broken_lines);
  g_assert_cmpuint (part->shown, ==, 16);
  g_assert_false (part->complete);
  g_assert_cmpuint (strlen (part->text), <, strlen (expected));
  g_assert_cmpuint (beginning->shown, ==, 25);
  g_assert_false (beginning->complete);
  g_assert_cmpstr (empty->text, ==, "");
  g_assert_true (empty->complete);
}

/* Where 16 bytes do not fit in a line: 8, after as few digits as the payload needs */
static void
test_hex_narrow (void)
{
  static const char payload[] = "Hello, world!\n\x00\xff" "a";
  static const struct
  {
    gsize size;
    guint width;
    const char *first;
  } cases[] = {
    { 17, 42, "0000  48 65 6c 6c 6f 2c 20 77  Hello, w\n" },
    { 17, 75, "0000  48 65 6c 6c 6f 2c 20 77  Hello, w\n" },
    { 17, 76, "00000000  48 65 6c 6c 6f 2c 20 77  6f 72 6c 64 21 0a 00 ff  Hello, world!...\n" },
    { 0x10000, 42, "0000  48 65 6c 6c 6f 2c 20 77  Hello, w\n" },
    { 0x10001, 42, "000000  48 65 6c 6c 6f 2c 20 77  Hello, w\n" },
    { 200000000, 1, "00000000  48 65 6c 6c 6f 2c 20 77  Hello, w\n" },
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static (BYTES (payload));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const DeskPayloadFormat *format = desk_payload_format_find ("hex");
      g_autoptr (DeskPayloadView) view = format->render (bytes, cases[i].size, 1000, cases[i].width);

      g_assert_true (g_str_has_prefix (view->text, cases[i].first));
      g_assert_cmpuint (view->shown, ==, 17);
    }
}

static void
test_preview (void)
{
  static const struct
  {
    Payload payload;
    gsize max_bytes;
    const char *text;
  } cases[] = {
    { { BYTES (""), 0 }, 20, "" },
    { { BYTES ("21.5"), 0 }, 20, "21.5" },
    { { BYTES ("{\n  \"a\": 1,\r\n\t\"b\": 2\n}"), 0 }, 60, "{⏎\"a\": 1,⏎\"b\": 2⏎}" },
    { { BYTES ("a\tb\x1b"), 0 }, 20, "a␉b␛" },
    { { BYTES ("a\u202eb\u2028"), 0 }, 40, "a\\u{202E}b\\u{2028}" },
    { { BYTES ("0123456789"), 0 }, 13, "0123456789" },
    { { BYTES ("0123456789"), 0 }, 10, "0123456…" },
    { { BYTES ("0123456789"), 5 }, 20, "0123456789…" },
    { { BYTES ("0123üüüü"), 0 }, 9, "0123ü…" },
    { { BYTES ("0123\u202e"), 0 }, 9, "0123…" },
    { { BYTES ("\x00\x01\xfe"), 0 }, 20, "00 01 fe" },
    { { BYTES ("\x00\x01\xfe\xff"), 0 }, 11, "00 01 fe…" },
    { { BYTES ("\x00\x01\xfe"), 7 }, 20, "00 01 fe…" },
    { { BYTES ("abc"), 0 }, 2, "" },
    { { BYTES ("abc"), 0 }, 3, "…" },
    { { BYTES ("abc\xc3"), 1 }, 20, "abc…" },
    { { BYTES (""), 7 }, 20, "…" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = make (&cases[i].payload);
      g_autofree char *text = desk_payload_preview (bytes, cases[i].payload.length + cases[i].payload.missing,
                                                    cases[i].max_bytes);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_escape_text (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    const char *escaped;
  } cases[] = {
    { "", -1, "" },
    { "sensors/a b", -1, "sensors/a b" },
    { "<b>&</b>_x", -1, "<b>&</b>_x" },
    { "a\nb\r\n  c\td", -1, "a⏎b⏎  c␉d" },
    { "evil\u202egnp.exe", -1, "evil\\u{202E}gnp.exe" },
    { "a\0b", 3, "a␀b" },
    { "a\xff", -1, "a\\xFF" },
    { "\u0600\u06dd", -1, "\u0600\u06dd" },
    { NULL, 0, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *escaped = desk_payload_escape_text (cases[i].text, cases[i].length);

      g_assert_cmpstr (escaped, ==, cases[i].escaped);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/payload/detect", test_detect);
  g_test_add_func ("/payload/formats", test_formats);
  g_test_add_func ("/payload/text", test_text);
  g_test_add_func ("/payload/long-lines", test_long_lines);
  g_test_add_func ("/payload/long-words", test_long_words);
  g_test_add_func ("/payload/limit", test_limit);
  g_test_add_func ("/payload/hex", test_hex);
  g_test_add_func ("/payload/hex-narrow", test_hex_narrow);
  g_test_add_func ("/payload/preview", test_preview);
  g_test_add_func ("/payload/escape-text", test_escape_text);

  return g_test_run ();
}
