/* test-filter-spans.c: what a filter highlights
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <time.h>

#include "desk-filter-needle.h"
#include "desk-filter-spans.h"
#include "plain-text.h"

static void
test_spans (void)
{
  /* What is highlighted stands between brackets. */
  static const struct
  {
    const char *filter;
    DeskFilterPart part;
    const char *marked;
  } cases[] = {
    { "", DESK_FILTER_PART_PAYLOAD, "abc" },
    { "b", DESK_FILTER_PART_PAYLOAD, "a[B]c[b]" },
    { "B", DESK_FILTER_PART_PAYLOAD, "a[B]cb" },
    { "b", DESK_FILTER_PART_TOPIC, "a/[b]/c" },
    { "aa", DESK_FILTER_PART_PAYLOAD, "[aa][AA]a" },
    { "ab bcd", DESK_FILTER_PART_PAYLOAD, "x[ab]cd[bcd]" },
    { "ab abc", DESK_FILTER_PART_PAYLOAD, "[abc][ab]" },
    { "payload:a", DESK_FILTER_PART_TOPIC, "a" },
    { "payload:a", DESK_FILTER_PART_PAYLOAD, "[a]" },
    { "-a b", DESK_FILTER_PART_PAYLOAD, "a[b]" },
    { "-(a OR b) (c OR -d OR e)", DESK_FILTER_PART_PAYLOAD, "ab[c]d[e]" },
    { "topic:a qos:1", DESK_FILTER_PART_TOPIC, "a" },
    { "straße", DESK_FILTER_PART_PAYLOAD, "x[STRAẞE]x" },
    { "kelvin", DESK_FILTER_PART_PAYLOAD, "ü[\xe2\x84\xaa" "elvin]ü" },
    { "温度", DESK_FILTER_PART_PAYLOAD, "室内[温度]计" },
    { "ü", DESK_FILTER_PART_PAYLOAD, "\xc3[Ü]\xc3" },
    { "/b+/", DESK_FILTER_PART_PAYLOAD, "a[bb]a[b]" },
    { "/b*/", DESK_FILTER_PART_TOPIC, "ü[bb]ü[b]" },
    { "payload:/^a|ü$/ x", DESK_FILTER_PART_PAYLOAD, "[a]a[x]ü[ü]" },
    { "-/b/ $.a ~ /c/", DESK_FILTER_PART_PAYLOAD, "abc" },
    { "b", DESK_FILTER_PART_REST, "a[b]" },
    { "$.a > 30", DESK_FILTER_PART_PAYLOAD, "{\"a\":[31],\"b\":99}" },
    { "$.a > 30", DESK_FILTER_PART_PAYLOAD, "{\"a\":29}" },
    { "$.a > 30", DESK_FILTER_PART_REST, "{\"a\":31}" },
    { "$ > 30", DESK_FILTER_PART_PAYLOAD, "[31]" },
    { "-$.a", DESK_FILTER_PART_PAYLOAD, "{\"a\":1}" },
    { "$.a", DESK_FILTER_PART_PAYLOAD, "{\"b\":1,\"a\":[\"x\"],\"c\":" },
    { "$.a", DESK_FILTER_PART_PAYLOAD, "{\"a\":[{]\"b\":1}}" },
    { "$.*.t > 1 1", DESK_FILTER_PART_PAYLOAD, "{\"x\":{\"t\":[21]},\"y\":{\"t\":[3]},\"z\":{\"t\":[1]}}" },
    { "$.a ~ /c/", DESK_FILTER_PART_PAYLOAD, "{\"a\":[\"bcd\"]}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DeskFilter) filter = desk_filter_parse (cases[i].filter, NULL, NULL, NULL);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) marked = g_string_new (NULL);
      DeskFilterSpan spans[10];
      gsize at = 0;
      guint n;

      g_test_message ("%s", cases[i].filter);
      for (const char *p = cases[i].marked; *p != '\0'; p++)
        {
          if (*p != '[' && *p != ']')
            g_string_append_c (text, *p);
        }
      n = desk_filter_find_spans (filter, cases[i].part, text->str, -1, spans, G_N_ELEMENTS (spans));
      for (guint j = 0; j < n; j++)
        {
          g_string_append_len (marked, text->str + at, (gssize) (spans[j].start - at));
          g_string_append_printf (marked, "[%.*s]", (int) (spans[j].end - spans[j].start),
                                  text->str + spans[j].start);
          at = spans[j].end;
        }
      g_string_append (marked, text->str + at);
      g_assert_cmpstr (marked->str, ==, cases[i].marked);
      if (n > 0)
        g_assert_true (desk_filter_has_text (filter, cases[i].part));
      g_assert_cmpuint (desk_filter_find_spans (filter, cases[i].part, text->str, -1, spans, MIN (n, 1)), ==,
                        MIN (n, 1));
    }
}

/* Rows are drawn while a person waits: an expression that would take long highlights
 * nothing rather than to hold them up. */
static void
test_quick (gconstpointer line)
{
  static const char text[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab";
  g_autoptr (DeskFilter) filter = desk_filter_parse (line, NULL, NULL, NULL);
  clock_t begun = clock (), spent;
  DeskFilterSpan span;

  g_assert_nonnull (filter);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (desk_filter_find_spans (filter, DESK_FILTER_PART_PAYLOAD, text, -1, &span, 1), ==, 0);
  /* Of the processor: what else the machine does says nothing about us. */
  spent = (clock () - begun) / 100;
  g_test_message ("%ld µs", (long) (spent * G_USEC_PER_SEC / CLOCKS_PER_SEC));
  g_assert_cmpint (spent, <, 5 * CLOCKS_PER_SEC / 1000);
}

/* Where there is a match, the needle finds it, and what it finds is one. */
static void
test_positions (void)
{
  static const char *const words[] = { "kı", "ßK", "σ", "ⱥ", "温", "a", "z12", "İ", "𐐨", "zk", "aa" };

  for (guint run = 0; run < 3000; run++)
    {
      g_autoptr (DeskNeedle) needle = desk_needle_new (words[run % G_N_ELEMENTS (words)]);
      guint8 data[100];
      gsize length = (gsize) roll (sizeof data);
      gsize from = 0;
      gsize start;
      gsize end;

      fill_randomly (data, length);
      while (desk_needle_find (needle, data, length, from, &start, &end))
        {
          g_assert_cmpuint (start, >=, from);
          g_assert_cmpuint (end, >, start);
          g_assert_cmpuint (end, <=, length);
          g_assert_true (desk_needle_is_in (needle, data + start, end - start));
          g_assert_false (desk_needle_is_in (needle, data + start, end - start - 1));
          g_assert_false (desk_needle_is_in (needle, data + from, end - from - 1));
          from = end;
        }
      g_assert_false (desk_needle_is_in (needle, data + from, length - from));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/filter-spans/spans", test_spans);
  g_test_add_data_func ("/filter-spans/quick/plain", "/(a+)+$/", test_quick);
  g_test_add_data_func ("/filter-spans/quick/own-limit", "/(*LIMIT_MATCH=4000000000)(a+)+$/", test_quick);
  g_test_add_data_func ("/filter-spans/quick/own-limit-behind", "/(*UCP)(*LIMIT_MATCH=4000000000)(a+)+$/", test_quick);
  g_test_add_func ("/filter-spans/positions", test_positions);

  return g_test_run ();
}
