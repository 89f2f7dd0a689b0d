/* test-filter-help.c: what there is to say of the constructs of the filter line
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "desk-filter-help.h"
#include "desk-filter-hint.h"
#include "desk-filter.h"

static void
test_examples (void)
{
  DeskFilterHelp help;
  guint n = 0;
  guint n_keys = 0;

  for (; desk_filter_get_help (n, &help); n++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DeskFilter) filter = desk_filter_parse (help.example, NULL, NULL, &error);

      g_test_message ("%s", help.example);
      g_assert_no_error (error);
      g_assert_false (desk_filter_is_empty (filter));
      g_assert_cmpstr (help.syntax, !=, "");
      g_assert_cmpstr (help.summary, !=, "");
      n_keys += help.key != NULL;
      if (help.key != NULL)
        {
          g_assert_true (g_str_has_prefix (help.syntax, help.key));
          g_assert_nonnull (strstr (help.example, help.key));
        }
      for (guint i = 0; help.values != NULL && help.values[i] != NULL; i++)
        {
          g_autofree char *line = g_strconcat (help.key, ":", help.values[i], NULL);
          g_autoptr (DeskFilter) other = desk_filter_parse (line, NULL, NULL, &error);

          g_assert_no_error (error);
        }
    }
  g_assert_cmpuint (n_keys, >=, 6);
  g_assert_cmpuint (n, >=, n_keys + 5);
  g_assert_false (desk_filter_get_help (G_MAXUINT, &help));
}

static void
test_hints (void)
{
  /* What the hint proposes; NULL: there is none */
  static const struct
  {
    const char *line;
    const char *proposal;
  } cases[] = {
    { "tpic:plant/#", "“topic:”" },
    { "a -Topci:x", "“topic:”" },
    { "(a OR paylod:b)", "“payload:”" },
    { "qso:1", "“qos:”" },
    { "retain:yes", "“retained:”" },
    { "\"tpic:plant\"", NULL },
    { "topic:plant", NULL },
    { "x topic:plant/", "“plant/#”" },
    { "topic:plant/#", NULL },
    { "plant/", NULL },
    { "http://plant", NULL },
    { "12:34:56", NULL },
    { "温度计:1", NULL },
    { ":", NULL },
    { "averyveryveryverylongword:1", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DeskFilter) filter = desk_filter_parse (cases[i].line, NULL, NULL, NULL);
      g_autofree char *hint = NULL;

      g_test_message ("%s", cases[i].line);
      g_assert_nonnull (filter);
      hint = desk_filter_dup_hint (filter);
      if (cases[i].proposal == NULL)
        g_assert_null (hint);
      else
        g_assert_nonnull (strstr (hint, cases[i].proposal));
    }
}

static void
test_places (void)
{
  /* The bar is where the cursor is; the brackets are the term and its value. */
  static const struct
  {
    const char *text;
    const char *term;
    const char *value;
    const char *key;
    gboolean quoted;
  } cases[] = {
    { "|", "", "", NULL, FALSE },
    { "  |", "", "", NULL, FALSE },
    { "to|", "to", "to", NULL, FALSE },
    { "|to", "to", "to", NULL, FALSE },
    { "a to|p b", "top", "top", NULL, FALSE },
    { "a topic:|", "topic:", "", "topic", FALSE },
    { "a Topic:ho|me b", "Topic:home", "home", "topic", FALSE },
    { "-topic:a|", "topic:a", "a", "topic", FALSE },
    { "-|", "", "", NULL, FALSE },
    { "(|", "", "", NULL, FALSE },
    { "a OR (-(re|", "re", "re", NULL, FALSE },
    { "(qos:1|)", "qos:1", "1", "qos", FALSE },
    { "topic:\"a b| c", "topic:\"a b c", "\"a b c", "topic", TRUE },
    { "topic:\"a b\" x|", "x", "x", NULL, FALSE },
    { "\"a (b\" |c", "c", "c", NULL, FALSE },
    { "a-b|", "a-b", "a-b", NULL, FALSE },
    { "a |", "", "", NULL, FALSE },
    { "ü:ü| b", "ü:ü", "ü:ü", NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *bar = strchr (cases[i].text, '|');
      gsize position = (gsize) (bar - cases[i].text);
      g_autoptr (GString) text = g_string_new (cases[i].text);
      g_autofree char *term = NULL;
      g_autofree char *value = NULL;
      DeskFilterPlace place;

      g_test_message ("%s", cases[i].text);
      g_string_erase (text, (gssize) position, 1);
      desk_filter_find_place (text->str, position, &place);
      term = g_strndup (text->str + place.start, place.end - place.start);
      value = g_strndup (text->str + place.value_start, place.end - place.value_start);
      g_assert_cmpstr (term, ==, cases[i].term);
      g_assert_cmpstr (value, ==, cases[i].value);
      g_assert_cmpstr (place.key, ==, cases[i].key);
      g_assert_cmpint (place.quoted, ==, cases[i].quoted);
    }
}

static void
test_quote (void)
{
  static const char *const values[] = { "a", "a b", "say \"hi\"", "\\", "\\\"", "(x) OR y", "größe" };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *line = desk_filter_quote (values[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (DeskFilter) filter = desk_filter_parse (line, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (desk_filter_get_n_words (filter), ==, 1);
      g_assert_cmpstr (desk_filter_get_word (filter, 0, NULL), ==, values[i]);
    }
}

/* Quotes only where the line would mean something else without them */
static void
test_terms (void)
{
  static const struct
  {
    const char *key;
    const char *value;
    const char *term;
  } cases[] = {
    { "topic", "plant/#", "topic:plant/#" },
    { "topic", "/plant/+/größe", "topic:/plant/+/größe" },
    { "topic", "$SYS/broker", "topic:$SYS/broker" },
    { "topic", "-a:b\\c\"d", "topic:-a:b\\c\"d" },
    { "topic", "plant/line 1", "topic:\"plant/line 1\"" },
    { "topic", "plant/line\u00a01", "topic:\"plant/line\u00a01\"" },
    { "topic", "a)", "topic:\"a)\"" },
    { "topic", "a (b)\\", "topic:\"a (b)\\\\\"" },
    { "topic", "\"quoted\"", "topic:\"\\\"quoted\\\"\"" },
    { "payload", "error", "payload:error" },
    { "payload", "/not a regex/", "payload:\"/not a regex/\"" },
    { "payload", "/regex/", "payload:\"/regex/\"" },
    { "-topic", "a/b", "-topic:a/b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *term = desk_filter_write_term (cases[i].key, cases[i].value);
      g_autofree char *group = g_strconcat ("(", term, ") OR x", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (DeskFilter) filter = desk_filter_parse (group, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (filter);
      g_assert_cmpstr (term, ==, cases[i].term);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/filter-help/examples", test_examples);
  g_test_add_func ("/filter-help/hints", test_hints);
  g_test_add_func ("/filter-help/places", test_places);
  g_test_add_func ("/filter-help/quote", test_quote);
  g_test_add_func ("/filter-help/terms", test_terms);

  return g_test_run ();
}
