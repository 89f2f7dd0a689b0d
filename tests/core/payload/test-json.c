/* test-json.c: JSON payloads: what is valid, and how it is laid out
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-json-scanner.h"
#include "desk-payload.h"

static DeskJsonToken
scan (const char *text, gsize length, gboolean more, DeskJsonScanner *scanner)
{
  DeskJsonToken token;

  desk_json_scanner_init (scanner, text, length, more);
  do
    token = desk_json_scanner_next (scanner);
  while (token < DESK_JSON_END);

  return token;
}

/* RFC 8259, and the corners that parsers get wrong */
static const char *good[] = {
  "{}", "[]", "0", "-0", "1e400", "-1.5E+3", "1.0", "123456789012345678901234567890", "0e1", "1E-2", "true",
  "false", "null", "\"\"", " \t\r\n[ ] \n", "[[[]],{}]", "{\"\":0}", "{\"a\":1,\"a\":2}",
  "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\uDFFF\\uD834\\uDD1E\"", "\"\x7f\"",
  "\"ü€🎉\"", "\"\u2028\u202e\ufffe\"", "[1,2,3]", "{\"a\":[{\"b\":null}]}", "\"//\"", "\xef\xbb\xbf[]",
};

static void
test_good (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      gsize length = strlen (good[i]);
      DeskJsonScanner scanner;

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmpint (scan (good[i], length, FALSE, &scanner), ==, DESK_JSON_END);

      /* Every beginning of it is valid so far; a byte order mark is whole. */
      for (gsize cut = good[i][0] == '\xef' ? 3 : 0; cut <= length; cut++)
        g_assert_cmpint (scan (good[i], cut, TRUE, &scanner), ==, DESK_JSON_CUT);
    }
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    gsize offset;
  } cases[] = {
    { "", 0 }, { " ", 1 }, { "{", 1 }, { "[", 1 }, { "}", 0 }, { "]", 0 }, { "[}", 1 }, { "{]", 1 },
    { "[1", 2 }, { "[1,", 3 }, { "[1,]", 3 }, { "[,1]", 1 }, { "[1 2]", 3 }, { "[1,,2]", 3 },
    { "{\"a\"}", 4 }, { "{\"a\":}", 5 }, { "{\"a\" 1}", 5 }, { "{\"a\":1,}", 7 }, { "{a:1}", 1 },
    { "{'a':1}", 1 }, { "{1:1}", 1 }, { "{\"a\":1 \"b\":2}", 7 }, { "'a'", 0 }, { "\"a", 2 }, { "\"\\", 2 },
    { "\"\\x\"", 1 }, { "\"\\u12\"", 1 }, { "\"\\u12g4\"", 1 }, { "\"\t\"", 1 }, { "\"a\nb\"", 2 },
    { "\"\x1f\"", 1 }, { "\"\xff\"", 1 }, { "\"\xc3\"", 1 }, { "\"\xc3", 1 }, { "\"\xed\xa0\x80\"", 1 },
    { "\"\xc0\x80\"", 1 }, { "\xff", 0 }, { "01", 0 }, { "-01", 1 }, { "-", 1 }, { "+1", 0 }, { ".5", 0 },
    { "1.", 2 }, { "1.e5", 2 }, { "1e", 2 }, { "1e+", 3 }, { "0x10", 1 }, { "1_000", 1 }, { "NaN", 0 },
    { "Infinity", 0 }, { "-Infinity", 1 }, { "tru", 3 }, { "True", 0 }, { "nul1", 0 }, { "truefalse", 4 },
    { "[] []", 3 }, { "{}x", 2 }, { "1 2", 2 }, { "// comment\n1", 0 }, { "[1/* */]", 2 },
    { "undefined", 0 }, { "\v1", 0 }, { "\xc2\xa0" "1", 0 }, { "\xef\xbb[]", 0 }, { "[]\xef\xbb\xbf", 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DeskJsonScanner scanner;
      g_autofree char *reason = NULL;

      g_assert_cmpint (scan (cases[i].text, strlen (cases[i].text), FALSE, &scanner), ==, DESK_JSON_INVALID);
      reason = desk_json_scanner_describe (&scanner);
      g_test_message ("%" G_GSIZE_FORMAT ": %s", i, reason);
      g_assert_cmpuint (scanner.start, ==, cases[i].offset);
      g_assert_true (g_utf8_validate (reason, -1, NULL));
    }
}

static void
test_nul (void)
{
  DeskJsonScanner scanner;

  g_assert_cmpint (scan ("[]\0", 3, FALSE, &scanner), ==, DESK_JSON_INVALID);
  g_assert_cmpint (scan ("\"\0\"", 3, FALSE, &scanner), ==, DESK_JSON_INVALID);
  g_assert_cmpint (scan ("\"\\\0\"", 4, FALSE, &scanner), ==, DESK_JSON_INVALID);
  g_assert_cmpint (scan ("\0[]", 3, FALSE, &scanner), ==, DESK_JSON_INVALID);
}

static void
test_position (void)
{
  static const char text[] = "{\r\n  \"ä\": 1,\n  \"ö\" = 2\n}";
  DeskJsonScanner scanner;
  g_autofree char *reason = NULL;

  g_assert_cmpint (scan (text, strlen (text), FALSE, &scanner), ==, DESK_JSON_INVALID);
  reason = desk_json_scanner_describe (&scanner);
  g_assert_true (g_str_has_prefix (reason, "line 3, character 7: "));
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DeskJsonScanner scanner;

  for (guint i = 0; i < DESK_JSON_MAX_DEPTH; i++)
    g_string_append (text, i % 2 == 0 ? "[" : "{\"a\":");
  g_assert_cmpint (scan (text->str, text->len, TRUE, &scanner), ==, DESK_JSON_CUT);
  g_string_append_c (text, '[');
  g_assert_cmpint (scan (text->str, text->len, TRUE, &scanner), ==, DESK_JSON_INVALID);
  g_assert_true (scanner.too_deep);
  g_string_truncate (text, text->len - 1);
  g_string_append_c (text, '0');
  for (guint i = DESK_JSON_MAX_DEPTH; i > 0; i--)
    g_string_append_c (text, i % 2 == 1 ? ']' : '}');
  g_assert_cmpint (scan (text->str, text->len, FALSE, &scanner), ==, DESK_JSON_END);
}

static DeskPayloadView *
render (const char *text, gsize missing, gsize max_text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return desk_payload_format_find ("json")->render (bytes, strlen (text) + missing, max_text, 0);
}

static void
test_layout (void)
{
  static const struct
  {
    const char *payload;
    const char *text;
  } cases[] = {
    { "{}", "{}" },
    { " [ ] ", "[]" },
    { "42", "42" },
    { "[{},[]]", "[\n  {},\n  []\n]" },
    { "{\"a\":1,\"b\":{\"c\":[1,2]}}",
      "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": [\n      1,\n      2\n    ]\n  }\n}" },
    /* Nothing passes through a number type or an escape. */
    { "[12345678901234567890,1e400,0.1,-0,1.0,1E5]",
      "[\n  12345678901234567890,\n  1e400,\n  0.1,\n  -0,\n  1.0,\n  1E5\n]" },
    { "{\"a\":1,\"a\":2}", "{\n  \"a\": 1,\n  \"a\": 2\n}" },
    { "[\"\\ud800\",\"\\u0000x\",\"\\/\",\"<b>\"]",
      "[\n  \"\\ud800\",\n  \"\\u0000x\",\n  \"\\/\",\n  \"<b>\"\n]" },
    { "[\"\u202e\x7f\"]", "[\n  \"\\u{202E}␡\"\n]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DeskPayloadView) view = render (cases[i].payload, 0, 1000);

      g_assert_cmpstr (view->text, ==, cases[i].text);
      g_assert_true (view->complete);
      g_assert_null (view->problem);
    }
}

static void
test_tokens (void)
{
  static const struct
  {
    const char *text;
    DeskPayloadTokenKind kind;
  } expected[] = {
    { "\"grö\\u00dfe\"", DESK_PAYLOAD_NAME }, { "-1.5e3", DESK_PAYLOAD_NUMBER }, { "\"b\"", DESK_PAYLOAD_NAME },
    { "\":\"", DESK_PAYLOAD_STRING },         { "null", DESK_PAYLOAD_LITERAL },
  };
  g_autoptr (DeskPayloadView) view = render ("{\"grö\\u00dfe\": -1.5e3, \"b\": [\":\", null]}", 0, 1000);
  g_autoptr (DeskPayloadView) invalid = render ("{\"a\": 1", 0, 1000);

  g_assert_cmpuint (view->tokens->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < view->tokens->len; i++)
    {
      const DeskPayloadToken *token = &g_array_index (view->tokens, DeskPayloadToken, i);
      g_autofree char *text = g_strndup (view->text + token->start, token->length);

      g_assert_cmpstr (text, ==, expected[i].text);
      g_assert_cmpint (token->kind, ==, expected[i].kind);
    }
  g_assert_null (invalid->tokens);
}

static void
test_invalid (void)
{
  g_autoptr (DeskPayloadView) view = render ("{\"a\": 1,}\n\x01", 0, 1000);
  g_autoptr (DeskPayloadView) bom = render ("\xef\xbb\xbf[1]", 0, 1000);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (DeskPayloadView) deep = NULL;

  g_assert_cmpstr (view->text, ==, "{\"a\": 1,}\n␁");
  g_assert_nonnull (strstr (view->problem, "line 1, character 9"));
  g_assert_true (view->complete);

  g_assert_cmpstr (bom->text, ==, "[\n  1\n]");
  g_assert_nonnull (strstr (bom->problem, "U+FEFF"));
  g_assert_true (bom->complete);

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  deep = render (text->str, 0, 1000000);
  g_assert_nonnull (strstr (deep->problem, "512"));
  g_assert_true (deep->broken_lines);
  g_assert_true (deep->complete);
}

static void
test_beginning (void)
{
  static const struct
  {
    const char *payload;
    const char *text;
    gsize shown;
  } cases[] = {
    { "[1, 23", "[\n  1,\n  23", 6 },
    { "{\"a\": \"b", "{\n  \"a\": \"b", 8 },
    { "{\"a\": \"b\xc3", "{\n  \"a\": \"b", 8 },
    { "[tr", "[\n  tr", 3 },
    { "[1] ", "[\n  1\n]", 4 },
    { "[ ", "[", 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DeskPayloadView) view = render (cases[i].payload, 100, 1000);

      g_assert_cmpstr (view->text, ==, cases[i].text);
      g_assert_cmpuint (view->shown, ==, cases[i].shown);
      g_assert_false (view->complete);
      g_assert_null (view->problem);
    }
}

static void
test_limit (void)
{
  static const char payload[] = "{\"a\":[10,20]}";
  static const char whole[] = "{\n  \"a\": [\n    10,\n    20\n  ]\n}";
  static const gsize shown[] = {
    /* By the limit; breaks and indentation stand for no byte. */
    0, 1, 1, 1, 1, 2, 3, 4, 5, 5, 6,
  };

  for (gsize limit = 0; limit < G_N_ELEMENTS (shown); limit++)
    {
      g_autoptr (DeskPayloadView) view = render (payload, 0, limit);

      g_test_message ("%" G_GSIZE_FORMAT, limit);
      g_assert_cmpuint (strlen (view->text), <=, limit);
      g_assert_cmpmem (view->text, strlen (view->text), whole, strlen (view->text));
      g_assert_cmpuint (view->shown, ==, shown[limit]);
      g_assert_false (view->complete);
      g_assert_null (view->problem);
    }
}

/* Appends a random value; as deep as @depth. */
static void
append_value (GString *text, GRand *rand, guint depth)
{
  static const char *scalars[] = {
    "0", "-0.0", "12345678901234567890", "1e400", "true", "false", "null", "\"\"", "\"a b\"", "\"\\ud800\"",
    "\"\\\"\\\\\"", "\"ü🎉\"", "\"{[,:]}\"",
  };
  static const char *spaces[] = { "", "", "", " ", "\n", "\t\r\n  " };
  guint kind = depth > 0 ? (guint) g_rand_int_range (rand, 0, 4) : 0;

#define space() g_string_append (text, spaces[g_rand_int_range (rand, 0, G_N_ELEMENTS (spaces))])
  space ();
  if (kind < 2)
    g_string_append (text, scalars[g_rand_int_range (rand, 0, G_N_ELEMENTS (scalars))]);
  else
    {
      guint n = (guint) g_rand_int_range (rand, 0, 5);

      g_string_append_c (text, kind == 2 ? '[' : '{');
      for (guint i = 0; i < n; i++)
        {
          if (i > 0)
            g_string_append_c (text, ',');
          space ();
          if (kind == 3)
            g_string_append_printf (text, "\"m%d\"%s:", g_rand_int_range (rand, 0, 3), i % 2 == 0 ? " " : "");
          append_value (text, rand, depth - 1);
        }
      space ();
      g_string_append_c (text, kind == 2 ? ']' : '}');
    }
  space ();
#undef space
}

static char *
minify (const char *text)
{
  GString *minified = g_string_new (NULL);
  DeskJsonScanner scanner;

  desk_json_scanner_init (&scanner, text, strlen (text), FALSE);
  while (desk_json_scanner_next (&scanner) < DESK_JSON_END)
    g_string_append_len (minified, text + scanner.start, (gssize) (scanner.position - scanner.start));

  return g_string_free (minified, FALSE);
}

static void
test_same_tokens (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8259);

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (DeskPayloadView) view = NULL;
      g_autoptr (DeskPayloadView) again = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      append_value (text, rand, 6);
      view = render (text->str, 0, G_MAXSIZE);
      g_assert_null (view->problem);
      g_assert_true (view->complete);
      before = minify (text->str);
      after = minify (view->text);
      g_assert_cmpstr (after, ==, before);
      again = render (view->text, 0, G_MAXSIZE);
      g_assert_cmpstr (again->text, ==, view->text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/good", test_good);
  g_test_add_func ("/json/bad", test_bad);
  g_test_add_func ("/json/nul", test_nul);
  g_test_add_func ("/json/position", test_position);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/layout", test_layout);
  g_test_add_func ("/json/tokens", test_tokens);
  g_test_add_func ("/json/invalid", test_invalid);
  g_test_add_func ("/json/beginning", test_beginning);
  g_test_add_func ("/json/limit", test_limit);
  g_test_add_func ("/json/same-tokens", test_same_tokens);

  return g_test_run ();
}
