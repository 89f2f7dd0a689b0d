/* test-filter-path.c: JSON paths and comparisons in the filter line
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-filter-decimal.h"
#include "dice.h"
#include "filter-scene.h"

typedef struct
{
  const char *filter;
  const char *payload;
  gboolean matches;
} Case;

static void
assert_cases (const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *payload = g_strescape (cases[i].payload, NULL);

      g_test_message ("case %" G_GSIZE_FORMAT ": %s", i, payload);
      g_assert_cmpint (filter_scene_matches_payload (cases[i].filter, cases[i].payload), ==, cases[i].matches);
    }
}

static void
test_paths (void)
{
  static const char nested[] = "{\"a\":{\"b\":[10,{\"c\":\"x\"},[30,31]],\"b c\":1,\"d\":null},\"e\":[],\"0\":5,\"\":7}";
  static const Case cases[] = {
    { "$.a", nested, TRUE },
    { "$.a exists", nested, TRUE },
    { "$.A", nested, FALSE },
    { "$.a.b", nested, TRUE },
    { "$.b", nested, FALSE },
    { "$.a.b[0] = 10", nested, TRUE },
    { "$.a.b[0] = 30", nested, FALSE },
    { "$.a.b.0 = 10", nested, TRUE },
    { "$.0 = 5", nested, TRUE },
    { "$[0] = 5", nested, FALSE },
    { "$.a.b[1].c = x", nested, TRUE },
    { "$.a.b[2][1] = 31", nested, TRUE },
    { "$.a.b[2][2]", nested, FALSE },
    { "$.a.b[3]", nested, FALSE },
    { "$.a.b[*] = 10", nested, TRUE },
    { "$.a.b[*] = 31", nested, FALSE },
    { "$.a.b[*][*] = 31", nested, TRUE },
    { "$.*.b[*].c = x", nested, TRUE },
    { "$.*[*]", "{\"e\":[]}", FALSE },
    { "$.a.\"b c\" = 1", nested, TRUE },
    { "$.a[\"b c\"] = 1", nested, TRUE },
    { "$['a']['b c'] = 1", nested, TRUE },
    { "$.\"\" = 7", nested, TRUE },
    { "$.a.d = null", nested, TRUE },
    { "$.a.d != null", nested, FALSE },
    { "$.e", nested, TRUE },
    { "$.e = null", nested, FALSE },
    { "$.e[0]", nested, FALSE },
    { "$.a.b.c", nested, FALSE },
    { "-$.z", nested, TRUE },
    { "$.größe > 1", "{\"größe\":2}", TRUE },
    { "$.größe > 1", "{\"gr\\u00f6\\u00DFe\":2}", TRUE },
    { "$.\"\xf0\x9f\x98\x80\"", "{\"\\ud83d\\ude00\":0}", TRUE },
    { "$.x.y", "{\"x\":\"y\"}", FALSE },
    { "$.y", "{\"x\":\"y\",\"z\":{\"y\":1}}", FALSE },
    { "$[0]", "[1]", TRUE },
    { "$[*] > 4", " [ 1 , 5 ]\n", TRUE },
    { "$[1].v = 2", "[{\"v\":1},{\"v\":2}]", TRUE },
    { "$.v = 2", "{\"v\":1,\"v\":2}", TRUE },
    { "$.v=1", "\xef\xbb\xbf{\"v\":1}", TRUE },
    /* What is not JSON has no values, be it so only at its end. */
    { "$.v = 1", "{\"v\":1", FALSE },
    { "$.v = 1", "{\"v\":1}}", FALSE },
    { "$.v = 1", "{\"v\":1,}", FALSE },
    { "$.v = 1", "", FALSE },
    { "$.v != 2", "v=1", FALSE },
    { "-$.v", "v=1", TRUE },
    /* RFC 8259 knows neither of these numbers, no other bytes than UTF-8, and half a surrogate pair is no character. */
    { "$.v", "{\"v\":NaN}", FALSE },
    { "$.v", "{\"v\":-Infinity}", FALSE },
    { "$ < 0", "-Infinity", FALSE },
    { "$.v", "{\"v\":+1}", FALSE },
    { "$.v", "{\"v\":01}", FALSE },
    { "$.v", "{\"v\":.5}", FALSE },
    { "$.v", "{\"v\":0x10}", FALSE },
    { "$.v", "{\"v\":\"\xff\"}", FALSE },
    { "$.v", "{\"v\":\"\xed\xa0\x80\"}", FALSE },
    { "$.v", "{\"v\":\"\\ud800\"}", TRUE },
    { "$.v = \"\xef\xbf\xbd\"", "{\"v\":\"\\ud800\"}", TRUE },
    { "$.v = \"\xef\xbf\xbd\xef\xbf\xbd\"", "{\"v\":\"\\udc00\\ud800\"}", TRUE },
    { "$.v = \"\xef\xbf\xbdx\"", "{\"v\":\"\\ud800x\"}", TRUE },
    /* A member that is there twice has two values. */
    { "$.v = 1", "{\"v\":1,\"v\":2}", TRUE },
    { "$.v != 1", "{\"v\":1,\"v\":1}", FALSE },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_comparisons (void)
{
  static const Case cases[] = {
    { "$ > 20", "21.5", TRUE },
    { "$>20", "21.5\n", TRUE },
    { "$ <= 20", "21.5", FALSE },
    { "$ = 21.50", "21.5", TRUE },
    { "$ = 2150e-2", "21.5", TRUE },
    { "$ exists", "21.5", TRUE },
    { "$ = on", "\"on\"", TRUE },
    { "$.v < 30", "{\"v\":29.999}", TRUE },
    { "$.v < 30", "{\"v\":30}", FALSE },
    { "$.v <= 30", "{\"v\":3e1}", TRUE },
    { "$.v >= 30", "{\"v\":30.0}", TRUE },
    { "$.v == 30", "{\"v\":30}", TRUE },
    { "$.v != 30", "{\"v\":31}", TRUE },
    { "$.v != 30", "{\"v\":30.0}", FALSE },
    { "$.v != 30", "{\"w\":31}", FALSE },
    { "$.v > -1", "{\"v\":-0.5}", TRUE },
    { "$.v > 0", "{\"v\":-0}", FALSE },
    { "$.v = 0", "{\"v\":-0.0}", TRUE },
    /* Doubles cannot tell these apart. */
    { "$.v > 9007199254740992", "{\"v\":9007199254740993}", TRUE },
    { "$.v = 9007199254740992", "{\"v\":9007199254740993}", FALSE },
    { "$.v = 18446744073709551616", "{\"v\":18446744073709551616}", TRUE },
    { "$.v = 0.1", "{\"v\":0.1000000000000000055511151231257827}", FALSE },
    { "$.v > 1e400", "{\"v\":1e401}", TRUE },
    { "$.v < 1e-400", "{\"v\":1e-401}", TRUE },
    { "$.v > 1e999999999999999999999", "{\"v\":1}", FALSE },
    { "$.v > 1e300", "{\"v\":1e400}", TRUE },
    { "$.v < -1e300", "{\"v\":-1e400}", TRUE },
    { "$.v > 0", "{\"v\":1e-400}", TRUE },
    { "$.v > 1e400", "{\"v\":1e99999999999999999999}", TRUE },
    { "$.v < 1", "{\"v\":-1e99999999999999999999}", TRUE },
    { "$.v > 0", "{\"v\":0e99999999999999999999}", FALSE },
    { "$.v = 1e2", "{\"v\":100}", TRUE },
    { "$.v = 12", "{\"v\":\"12 \"}", FALSE },
    /* Numbers in quotes are numbers, texts are not. */
    { "$.v > 20", "{\"v\":\"21.5\"}", TRUE },
    { "$.v > 20", "{\"v\":\"x\"}", FALSE },
    { "$.v != 20", "{\"v\":\"x\"}", TRUE },
    { "$.v = \"21.5\"", "{\"v\":21.5}", FALSE },
    { "$.v = \"21.5\"", "{\"v\":\"21.5\"}", TRUE },
    { "$.v = \"21.5\"", "{\"v\":\"21.50\"}", FALSE },
    /* Texts, smart case */
    { "$.v = on", "{\"v\":\"ON\"}", TRUE },
    { "$.v = On", "{\"v\":\"ON\"}", FALSE },
    { "$.v = straße", "{\"v\":\"STRA\xe1\xba\x9e" "E\"}", TRUE },
    { "$.v = on", "{\"v\":\"one\"}", FALSE },
    { "$.v != on", "{\"v\":\"off\"}", TRUE },
    { "$.v = \"a b\"", "{\"v\":\"a b\"}", TRUE },
    { "$.v = \"say \\\"hi\\\"\"", "{\"v\":\"say \\\"hi\\\"\"}", TRUE },
    { "$.v = \"\"", "{\"v\":\"\"}", TRUE },
    { "$.v = \"\"", "{\"v\":\"x\"}", FALSE },
    { "$.v > \"2026-11-22\"", "{\"v\":\"2026-11-23T10:00\"}", TRUE },
    { "$.v < b", "{\"v\":\"a\"}", TRUE },
    { "$.v <= b", "{\"v\":\"ba\"}", FALSE },
    { "$.v ~ oo", "{\"v\":\"fOOd\"}", TRUE },
    { "$.v ~ Oo", "{\"v\":\"fOOd\"}", FALSE },
    { "$.v ~ 123", "{\"v\":51234}", TRUE },
    { "$.v ~ \"o o\"", "{\"v\":\"fo od\"}", TRUE },
    { "$.v ~ /^f.*d$/", "{\"v\":\"fOOd\"}", TRUE },
    { "$.v ~ /^o/", "{\"v\":\"fOOd\"}", FALSE },
    { "$.v ~ oo", "{\"v\":[\"oo\"]}", FALSE },
    { "$.v = true", "{\"v\":true}", TRUE },
    { "$.v = true", "{\"v\":false}", FALSE },
    { "$.v != true", "{\"v\":false}", TRUE },
    { "$.v = true", "{\"v\":\"true\"}", FALSE },
    { "$.v = \"true\"", "{\"v\":true}", FALSE },
    { "$.v = null", "{\"v\":null}", TRUE },
    { "$.v != 1", "{\"v\":{}}", TRUE },
    { "$.v > 1", "{\"v\":[2]}", FALSE },
    { "($.v > 1 OR $.w > 1) -$.x", "{\"v\":0,\"w\":2}", TRUE },
    { "($.v>1)", "{\"v\":2}", TRUE },
    { "$.v > 1 x", "{\"v\":2}", FALSE },
    { "$SYS", "$SYS > 1", TRUE },
    { "\"$.v\"", "$.v", TRUE },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_depth (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) path = g_string_new ("$");
  g_autofree char *too_deep = NULL;
  guint depth = DESK_JSON_MAX_DEPTH;

  for (guint i = 0; i < depth; i++)
    g_string_append_c (deep, '[');
  g_string_append (deep, "1");
  for (guint i = 0; i < depth; i++)
    g_string_append_c (deep, ']');
  for (guint i = 0; i < DESK_JSON_PATH_MAX; i++)
    g_string_append (path, "[0]");
  g_assert_true (filter_scene_matches_payload (path->str, deep->str));
  too_deep = g_strdup_printf ("[%s]", deep->str);
  g_assert_false (filter_scene_matches_payload (path->str, too_deep));
  g_string_append (path, "[0]");
  g_assert_null (desk_filter_parse (path->str, NULL, NULL, NULL));
}

static void
test_mistakes (void)
{
  static const FilterMistake mistakes[] = {
    { "a $. b", "$.", "not a path" },
    { "$.a..b", "$.a..b", "not a path" },
    { "$.a[", "$.a[", "not a path" },
    { "$.a[x] > 1", "$.a[x]", "not a path" },
    { "$.a[-1]", "$.a[-1]", "not a path" },
    { "$.a[0", "$.a[0", "not a path" },
    { "$.a[99999999999] x", "$.a[99999999999]", "not a path" },
    { "$['a] x", "$['a]", "not a path" },
    { "$.\"a x", "\"a x", "closing quote" },
    { "$.a > ", "$.a > ", "value is missing" },
    { "($.a >)", "$.a >", "value is missing" },
    { "$.a ~ \"\"", "$.a ~ \"\"", "value is missing" },
    { "-$.a > true", "-$.a > true", "neither more nor less" },
    { "$.a ~ /(/ b", "$.a ~ /(/", "regular expression" },
    { "$.a = \"x", "\"x", "closing quote" },
  };

  filter_scene_assert_mistakes (mistakes, G_N_ELEMENTS (mistakes));
}

/* Decimals of few digits, which doubles compare exactly as integers */
static void
test_decimals (void)
{
  static const char *const wrong[] = { "", "-", ".", "1.", ".5", "1e", "1e+", "1x", "0x1", "1.2.3", "--1", "1 ", "e5" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      DeskDecimal decimal;

      g_test_message ("%s", wrong[i]);
      g_assert_false (desk_decimal_read (wrong[i], strlen (wrong[i]), &decimal));
    }

  for (guint run = 0; run < 20000; run++)
    {
      gint64 values[2];
      char texts[2][64];
      DeskDecimal decimals[2];

      for (guint i = 0; i < 2; i++)
        {
          gint64 value = roll (2001) - 1000;
          guint64 size = (guint64) ABS (value);
          const char *sign = value < 0 ? "-" : "";

          values[i] = value;
          switch (roll (5))
            {
            case 0:
              g_snprintf (texts[i], sizeof texts[i], "%" G_GINT64_FORMAT, value);
              break;
            case 1:
              g_snprintf (texts[i], sizeof texts[i], "%s%" G_GUINT64_FORMAT ".%03" G_GUINT64_FORMAT "e3", sign,
                          size / 1000, size % 1000);
              break;
            case 2:
              g_snprintf (texts[i], sizeof texts[i], "%s%" G_GUINT64_FORMAT "00E-2", sign, size);
              break;
            case 3:
              g_snprintf (texts[i], sizeof texts[i], "%s0.00%04" G_GUINT64_FORMAT "0e+6", sign, size);
              break;
            default:
              g_snprintf (texts[i], sizeof texts[i], "%s%" G_GUINT64_FORMAT ".000", sign, size);
              break;
            }
          g_assert_true (desk_decimal_read (texts[i], strlen (texts[i]), &decimals[i]));
        }
      g_test_message ("%s %s", texts[0], texts[1]);
      g_assert_cmpint (desk_decimal_compare (&decimals[0], &decimals[1]), ==,
                       (values[0] > values[1]) - (values[0] < values[1]));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/filter-path/paths", test_paths);
  g_test_add_func ("/filter-path/comparisons", test_comparisons);
  g_test_add_func ("/filter-path/depth", test_depth);
  g_test_add_func ("/filter-path/mistakes", test_mistakes);
  g_test_add_func ("/filter-path/decimals", test_decimals);

  return g_test_run ();
}
