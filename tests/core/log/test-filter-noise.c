/* test-filter-noise.c: filter lines and messages of nothing but noise
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-filter-help.h"
#include "dice.h"
#include "filter-scene.h"

#define RUNS 4000

static const char *const line_bits[] = {
  "$", ".", "[", "]", "[*]", "[0]", "(", ")", "-", "OR", "AND", " ", "\"", "\\", "/", "'", ":", "topic:", "payload:",
  "sub:", "prop:", "qos:", "size:", "type:json", "since:", "until:", "dup:yes", "dir:in", "1", "10m", "2026-11-23",
  "T10:00", ">", "<=", "!=", "~", "=", "exists", "a", "Ü", "温", "+", "#", "*", "?", "{", "}", "|", "^", "\xff", "\xc3",
  "\t", "k", "a.b", "(a+)+", "\\d", "(?", "1e5", "true", "null", "$.a > 1", "/a|b/", "%s%n",
};

static const char *const payload_bits[] = {
  "{", "}", "[", "]", "\"", ":", ",", "a", "\"a\":", "1", "-", ".", "e9", "true", "false", "null", "\\u00e9", "\\ud83d",
  "\\\"", "\\", " ", "\n", "\xef\xbb\xbf", "\xff", "\xc3\xbc", "[[", "{\"a\":[{\"b\":1},2]}", "\x01", "aaaaaaaaaaaaaaaa",
};

static GString *
make_noise (const char *const *bits, gsize n_bits, gsize max)
{
  GString *noise = g_string_new (NULL);
  gint32 n = roll ((gint32) max);

  for (gint32 i = 0; i < n; i++)
    {
      if (roll (20) == 0)
        g_string_append_c (noise, (char) roll (256));
      else
        g_string_append (noise, bits[roll ((gint32) n_bits)]);
    }

  return noise;
}

static void
look_at (DeskFilter *filter, const GString *payload)
{
  g_autoptr (DeskSearchPlan) plan = desk_search_plan_new (filter, NULL, NULL);
  FilterMessage message = {
    .topic = "a/b",
    .flags = (DeskMessageFlags) roll (32),
    .time = roll (G_MAXINT32),
    .properties = roll (2) == 0 ? NULL : payload->str,
    .payload = (const guint8 *) payload->str,
    .size = payload->len,
  };
  DeskFilterSpan spans[8];
  guint n;

  filter_scene_ask (plan, &message);
  for (guint part = 0; part < 2; part++)
    {
      n = desk_filter_find_spans (filter, (DeskFilterPart) part, payload->str, (gssize) payload->len, spans,
                                  G_N_ELEMENTS (spans));
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpuint (spans[i].start, <, spans[i].end);
          g_assert_cmpuint (spans[i].end, <=, payload->len);
          g_assert_cmpuint (spans[i].start, >=, i > 0 ? spans[i - 1].end : 0);
        }
    }
}

static void
test_lines (void)
{
  guint n_parsed = 0;

  for (guint run = 0; run < RUNS; run++)
    {
      g_autoptr (GString) line = make_noise (line_bits, G_N_ELEMENTS (line_bits), 12);
      g_autoptr (GString) payload = make_noise (payload_bits, G_N_ELEMENTS (payload_bits), 40);
      g_autoptr (GError) error = NULL;
      g_autoptr (DeskFilter) filter = NULL;
      gsize length = strlen (line->str);
      gsize start = G_MAXSIZE;
      gsize end = G_MAXSIZE;

      filter = desk_filter_parse (line->str, &start, &end, &error);
      if (filter == NULL)
        {
          g_assert_nonnull (error);
          g_assert_cmpuint (start, <=, end);
          g_assert_cmpuint (end, <=, length);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          if (g_utf8_validate (line->str, -1, NULL))
            {
              g_assert_cmpuint (start, <, end);
              g_assert_true (g_utf8_validate (line->str, (gssize) start, NULL));
              g_assert_true (g_utf8_validate (line->str, (gssize) end, NULL));
            }
        }
      else
        {
          g_assert_no_error (error);
          n_parsed++;
          look_at (filter, payload);
        }

      if (g_utf8_validate (line->str, -1, NULL))
        {
          DeskFilterPlace place;

          desk_filter_find_place (line->str, length, &place);
          g_assert_cmpuint (place.start, <=, place.value_start);
          g_assert_cmpuint (place.value_start, <=, place.end);
          g_assert_cmpuint (place.end, <=, length);
        }
    }
  g_assert_cmpuint (n_parsed, >, RUNS / 20);
}

/* Good filters and all kinds of payloads */
static void
test_payloads (void)
{
  static const char *const lines[] = {
    "$.a > 1 OR $.a.b[*] ~ /a+/ OR $[*][*] = x OR $ != null", "prop:a=b OR prop:a OR -prop:\"a\"=", "type:json OR type:text",
    "/a.*b|\\x{fc}/ OR payload:/^$/", "a -ü -\"A\" OR payload:1", "size:>3 since:1970-01-02 OR until:1h",
  };

  for (guint run = 0; run < RUNS; run++)
    {
      g_autoptr (DeskFilter) filter = desk_filter_parse (lines[run % G_N_ELEMENTS (lines)], NULL, NULL, NULL);
      g_autoptr (GString) payload = make_noise (payload_bits, G_N_ELEMENTS (payload_bits), 60);

      g_assert_nonnull (filter);
      look_at (filter, payload);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/filter-noise/lines", test_lines);
  g_test_add_func ("/filter-noise/payloads", test_payloads);

  return g_test_run ();
}
