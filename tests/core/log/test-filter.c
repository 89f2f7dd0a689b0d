/* test-filter.c: the filter line
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-error.h"
#include "desk-filter-private.h"
#include "plain-text.h"

/* Writes the tree in brackets, so that a test can read it. */
static void
describe (DeskFilter *filter, const DeskNode *node, GString *to)
{
  const DeskTerm *term;

  if (node->type == DESK_NODE_NOT)
    {
      g_string_append_c (to, '!');
      describe (filter, g_ptr_array_index (node->children, 0), to);
      return;
    }
  if (node->type != DESK_NODE_TERM)
    {
      gboolean is_root = node == _desk_filter_get_root (filter);

      g_string_append (to, is_root && node->type == DESK_NODE_AND ? "" : "(");
      for (guint i = 0; i < node->children->len; i++)
        {
          g_string_append (to, i > 0 && node->type == DESK_NODE_OR ? "|" : "");
          describe (filter, g_ptr_array_index (node->children, i), to);
        }
      g_string_append (to, is_root && node->type == DESK_NODE_AND ? "" : ")");
      return;
    }

  term = g_ptr_array_index (_desk_filter_get_terms (filter), node->term);
  if (term->needle != NULL)
    g_string_append_printf (to, "%s%s<%s>", term->kind->key != NULL ? term->kind->key : "",
                            desk_needle_get_match_case (term->needle) ? "Word" : "word",
                            desk_needle_get_text (term->needle));
  else if (term->topic_filter != NULL)
    g_string_append_printf (to, "topic<%s>", term->topic_filter);
  else
    g_string_append_printf (to, "flags<%d/%d>", term->flags_value, term->flags_mask);
}

static void
test_terms (void)
{
  static const struct
  {
    const char *text;
    const char *tree;
  } cases[] = {
    { "", "" },
    { "  \t ", "" },
    { "temp", "word<temp>" },
    { " a  b ", "word<a>word<b>" },
    { "Temp", "Word<Temp>" },
    { "straße Ä ς", "word<straße>Word<Ä>word<ς>" },
    { "ǅ", "Word<ǅ>" },
    { "\"a b\"", "word<a b>" },
    { "\"say \\\"hi\\\" \\\\ \\n\"", "word<say \"hi\" \\ \\n>" },
    { "{\"temperature\":21}", "word<{\"temperature\":21}>" },
    { "5\" tube", "word<5\">word<tube>" },
    { "-a -\"b c\" -topic:a/# -qos:2", "!word<a>!word<b c>!topic<a/#>!flags<2/3>" },
    { "--a a-b", "!word<-a>word<a-b>" },
    { "\"-a\"", "word<-a>" },
    { "topic:a/+/b topic:# Topic:A", "topic<a/+/b>topic<#>topic<A>" },
    { "topic:\"a b/+\"", "topic<a b/+>" },
    { "topic:$SYS/# topic:$sharex/a", "topic<$SYS/#>topic<$sharex/a>" },
    { "\"topic:a\"", "word<topic:a>" },
    { "qos:0 QoS:1 qos:\"2\"", "flags<0/3>flags<1/3>flags<2/3>" },
    { "retained:yes retained:No RETAINED:YES", "flags<4/4>flags<0/4>flags<4/4>" },
    { "dir:in dir:out", "flags<0/8>flags<8/8>" },
    { "http://x:1 room:7 12:30 :a :", "word<http://x:1>word<room:7>word<12:30>word<:a>word<:>" },
    { "room:\"a b\"", "word<room:\"a>word<b\">" },
    { "topics:a qo:1", "word<topics:a>word<qo:1>" },
    { "a OR b", "(word<a>|word<b>)" },
    { "a b OR c -d OR e", "(" "(word<a>word<b>)|(word<c>!word<d>)|word<e>)" },
    { "(a OR b) c", "(word<a>|word<b>)word<c>" },
    { "a AND b", "word<a>word<b>" },
    { "a AND (b OR c) AND -d", "word<a>(word<b>|word<c>)!word<d>" },
    { "-(a b)", "!(word<a>word<b>)" },
    { "( -( a ) )", "!word<a>" },
    { "((a))", "word<a>" },
    { "or and \"OR\" \"AND\" ORa (\"b c\")", "word<or>word<and>Word<OR>Word<AND>Word<ORa>word<b c>" },
    { "f(x) (f(x) a) b(", "word<f(x)>(word<f(x)>word<a>)word<b(>" },
    { "payload:a payload:\"B c\" Payload:(x)", "payloadword<a>payloadWord<B c>payloadword<(x)>" },
    { "dup:yes dup:no", "flags<16/16>flags<0/16>" },
    /* No-break and ideographic space */
    { "温度 a\xc2\xa0" "b\xe3\x80\x80" "c", "word<温度>word<a>word<b>word<c>" },
    { "%s <b> &amp;", "word<%s>word<<b>>word<&amp;>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DeskFilter) filter = NULL;
      g_autoptr (GString) tree = g_string_new (NULL);
      gsize start = 77;
      gsize end = 78;

      g_test_message ("%s", cases[i].text);
      filter = desk_filter_parse (cases[i].text, &start, &end, &error);
      g_assert_no_error (error);
      g_assert_nonnull (filter);
      g_assert_cmpuint (start, ==, 77);
      g_assert_cmpuint (end, ==, 78);
      g_assert_cmpstr (desk_filter_get_text (filter), ==, cases[i].text);
      g_assert_cmpint (desk_filter_is_empty (filter), ==, cases[i].tree[0] == '\0');
      describe (filter, _desk_filter_get_root (filter), tree);
      g_assert_cmpstr (tree->str, ==, cases[i].tree);
    }
}

static void
test_mistakes (void)
{
  static const struct
  {
    const char *text;
    const char *wrong;
    const char *words;
  } cases[] = {
    { "a \"b c", "\"b c", "closing quote is missing" },
    { "\"", "\"", "closing quote is missing" },
    { "\"a\\\"", "\"a\\\"", "closing quote is missing" },
    { "x topic:\"a b", "\"a b", "closing quote is missing" },
    { "\"\"", "\"\"", "nothing between" },
    { "a -\"\" b", "\"\"", "nothing between" },
    { "\"temperature\":21 x", "\"temperature\":21", "space after" },
    { "a - b", "-", "leaves out" },
    { "a -", "-", "leaves out" },
    { "x topic: y", "topic:", "filter is missing" },
    { "topic:\"\"", "topic:\"\"", "filter is missing" },
    { "ü topic:a#", "topic:a#", "a/#" },
    { "topic:a/#/b x", "topic:a/#/b", "last level" },
    { "topic:a+", "topic:a+", "whole level" },
    { "topic:\"a\x01\" x", "topic:\"a\x01\"", "U+0001" },
    { "topic:$share/g/a", "topic:$share/g/a", "shared subscription" },
    { "topic:$share", "topic:$share", "shared subscription" },
    { "-topic:$share/g", "-topic:$share/g", "shared subscription" },
    { "qos:3", "qos:3", "0, 1 or 2" },
    { "qos: 1", "qos:", "0, 1 or 2" },
    { "a qos:11 b", "qos:11", "0, 1 or 2" },
    { "温度 retained:maybe", "retained:maybe", "retained:yes" },
    { "dir:", "dir:", "dir:in" },
    { "a b\xff" "c", "\xff", "UTF-8" },
    { "dup:2", "dup:2", "dup:yes" },
    { "a payload:", "payload:", "payload:error" },
    { "OR a", "OR", "between two terms" },
    { "a OR", "OR", "between two terms" },
    { "a OR OR b", "OR", "between two terms" },
    { "(OR)", "OR", "between two terms" },
    { "AND a", "AND", "between two terms" },
    { "a AND", "AND", "between two terms" },
    { "a AND AND b", "AND", "between two terms" },
    { "a AND OR b", "AND", "between two terms" },
    { "a (b c", "(b c", "closing parenthesis" },
    { "(", "(", "closing parenthesis" },
    { "ü () a", "()", "nothing between the parentheses" },
    { "a )", ")", "closes none" },
    { "ab) c", ")", "closes none" },
    { "(a)b", ")", "space after" },
    { "-(a", "(a", "closing parenthesis" },
    { "(a \"b)", "\"b)", "closing quote" },
    { "$.value > > 3", ">", "in quotes" },
    { "/a(b/", "/a(b/", "parenthesis" },
    { "x /[a-/", "/[a-/", "closing “]”" },
    { "/*/", "/*/", "repeated" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = g_strescape (cases[i].text, NULL);
      g_autofree char *wrong = NULL;
      gsize start = 0;
      gsize end = 0;

      g_test_message ("%s", shown);
      g_assert_null (desk_filter_parse (cases[i].text, &start, &end, &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_BAD_QUERY);
      g_assert_nonnull (strstr (error->message, cases[i].words));
      g_assert_cmpuint (start, <, end);
      g_assert_cmpuint (end, <=, strlen (cases[i].text));
      wrong = g_strndup (cases[i].text + start, end - start);
      g_assert_cmpstr (wrong, ==, cases[i].wrong);
      g_assert_null (desk_filter_parse (cases[i].text, NULL, NULL, NULL));
    }
}

static void
test_limits (void)
{
  g_autofree char *longest = g_strnfill (DESK_FILTER_MAX_LENGTH, 'k');
  g_autofree char *too_long = g_strconcat (longest, "ü", NULL);
  g_autofree char *cut = NULL;
  g_autoptr (GString) terms = g_string_new (NULL);
  g_autoptr (DeskFilter) filter = NULL;
  g_autoptr (GError) error = NULL;
  gsize start;
  gsize end;

  filter = desk_filter_parse (longest, NULL, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&filter, desk_filter_unref);

  g_assert_null (desk_filter_parse (too_long, &start, &end, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_BAD_QUERY);
  g_assert_cmpuint (start, ==, DESK_FILTER_MAX_LENGTH);
  g_assert_cmpuint (end, ==, DESK_FILTER_MAX_LENGTH + 2);
  g_clear_error (&error);

  /* A character that lies across the limit is marked whole. */
  cut = g_strconcat (longest + 1, "üa", NULL);
  g_assert_null (desk_filter_parse (cut, &start, &end, NULL));
  g_assert_cmpuint (start, ==, DESK_FILTER_MAX_LENGTH - 1);

  for (guint i = 0; i < DESK_FILTER_MAX_TERMS; i++)
    g_string_append (terms, "-a ");
  filter = desk_filter_parse (terms->str, NULL, NULL, &error);
  g_assert_no_error (error);
  g_string_append (terms, "b");
  g_assert_null (desk_filter_parse (terms->str, &start, &end, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_BAD_QUERY);
  g_assert_cmpuint (start, ==, DESK_FILTER_MAX_TERMS * 3);
  g_assert_cmpuint (end, ==, DESK_FILTER_MAX_TERMS * 3 + 1);
}

static void
test_words (void)
{
  g_autoptr (DeskFilter) filter = desk_filter_parse ("a -b topic:c \"D e\" qos:1", NULL, NULL, NULL);
  g_autoptr (DeskFilter) other = desk_filter_ref (filter);
  gboolean match_case;

  g_assert_cmpuint (desk_filter_get_n_words (filter), ==, 2);
  g_assert_cmpstr (desk_filter_get_word (other, 0, &match_case), ==, "a");
  g_assert_false (match_case);
  g_assert_cmpstr (desk_filter_get_word (other, 1, &match_case), ==, "D e");
  g_assert_true (match_case);
  g_assert_cmpstr (desk_filter_get_word (other, 0, NULL), ==, "a");
}

static void
test_depth (void)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (DeskFilter) filter = NULL;
  g_autoptr (GError) error = NULL;
  gsize start;
  gsize end;

  for (guint i = 0; i < DESK_FILTER_MAX_DEPTH; i++)
    g_string_append (line, "(");
  g_string_append (line, "a");
  for (guint i = 0; i < DESK_FILTER_MAX_DEPTH; i++)
    g_string_append (line, ")");
  filter = desk_filter_parse (line->str, NULL, NULL, &error);
  g_assert_no_error (error);

  g_string_prepend (line, "-(");
  g_string_append (line, ")");
  g_assert_null (desk_filter_parse (line->str, &start, &end, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_BAD_QUERY);
  g_assert_cmpuint (start, ==, DESK_FILTER_MAX_DEPTH + 1);
  g_assert_cmpuint (end, ==, DESK_FILTER_MAX_DEPTH + 2);
}

/* What the folding and the needle take for granted about Unicode */
static void
test_folding_lengths (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      gunichar folded = desk_fold_character (c);
      int length;
      int folded_length;

      if (!g_unichar_validate (c))
        continue;

      length = g_unichar_to_utf8 (c, NULL);
      folded_length = g_unichar_to_utf8 (folded, NULL);
      g_assert_cmpint (folded_length * 2, <=, length * 3);
      if (folded < 0x80 && folded != 'i' && folded != 'k' && folded != 's')
        g_assert_cmpint (length, ==, 1);
      else
        g_assert_cmpint (length, <=, folded > 0xffff ? 4 : 3);
      g_assert_true ((c < 0x10000) == (folded < 0x10000));
      g_assert_cmphex (desk_fold_character (folded), ==, folded);
    }
}

static void
test_folding (void)
{
  for (guint run = 0; run < 3000; run++)
    {
      guint8 data[200];
      guint8 folded[DESK_FOLD_MAX (sizeof data)];
      gsize length = (gsize) roll (sizeof data);
      g_autoptr (GString) expected = NULL;
      gsize n_folded;

      fill_randomly (data, length);
      expected = fold_plainly (data, length);
      n_folded = desk_fold (data, length, folded);
      g_assert_cmpmem (folded, n_folded, expected->str, expected->len);

      n_folded = desk_fold_ascii (data, length, folded);
      g_assert_cmpuint (n_folded, ==, length);
      for (gsize i = 0; i < length; i++)
        g_assert_cmpint (folded[i], ==, g_ascii_tolower ((char) data[i]) & 0xff);
    }
}

static void
test_needles (void)
{
  static const struct
  {
    const char *needle;
    const char *text;
    gssize length;
    gboolean found;
  } cases[] = {
    { "abc", "xxABCxx", -1, TRUE },
    { "aBc", "xxABCxx", -1, FALSE },
    { "aBc", "xxaBcxx", -1, TRUE },
    { "abc", "ab", -1, FALSE },
    { "abc", "", 0, FALSE },
    { "b", "a\0B", 3, TRUE },
    { "B", "a\0B", 3, TRUE },
    { "hot", "\xff\xfe\xc3hOT", -1, TRUE },
    { "ü", "\xc3\xc3\x9c\xc3", -1, TRUE },
    { "ü", "\xc3", -1, FALSE },
    /* Turkish: every i is an i */
    { "istanbul", "İSTANBUL", -1, TRUE },
    { "istanbul", "ISTANBUL", -1, TRUE },
    { "ışık", "IŞIK", -1, TRUE },
    { "isik", "ısık", -1, TRUE },
    { "İstanbul", "istanbul", -1, FALSE },
    /* German: ß is no ss, but has a capital letter */
    { "straße", "STRAẞE", -1, TRUE },
    { "straße", "STRASSE", -1, FALSE },
    { "größe", "GRÖßE", -1, TRUE },
    /* Greek: both small sigmas have one capital */
    { "σίσυφος", "ΣΊΣΥΦΟΣ", -1, TRUE },
    { "οδος", "ΟΔΟΣ", -1, TRUE },
    { "οδοσ", "οδος", -1, TRUE },
    { "µm", "ΜM", -1, TRUE },
    { "kelvin", "\xe2\x84\xaa" "ELVIN", -1, TRUE },
    { "sos", "ſoſ", -1, TRUE },
    { "温度", "室内温度计", -1, TRUE },
    { "温度", "室内湿度计", -1, FALSE },
    { "привет", "ПРИВЕТ", -1, TRUE },
    { "𐐨", "𐐀", -1, TRUE },
    { "é", "e\xcc\x81", -1, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DeskNeedle) needle = desk_needle_new (cases[i].needle);
      gsize length = cases[i].length < 0 ? strlen (cases[i].text) : (gsize) cases[i].length;

      g_test_message ("case %" G_GSIZE_FORMAT ": %s", i, cases[i].needle);
      g_assert_cmpint (desk_needle_is_in (needle, (const guint8 *) cases[i].text, length), ==, cases[i].found);
    }
}

/* A match wherever it lies in a text of many pieces, also in their seams */
static void
test_needles_in_long_text (void)
{
  static const char *needles[] = { "kılık", "skis", "ⱥ𐐨x", "Kx", "plain" };
  static const char *texts[] = { "\xe2\x84\xaaILI\xe2\x84\xaa", "ſ\xe2\x84\xaaİſ", "Ⱥ𐐀X", "Kx", "PLAIN" };
  gsize size = 3 * 16384;
  g_autofree guint8 *data = g_malloc (size);

  for (gsize i = 0; i < G_N_ELEMENTS (needles); i++)
    {
      g_autoptr (DeskNeedle) needle = desk_needle_new (needles[i]);
      gsize length = strlen (texts[i]);

      g_assert_cmpuint (length, <=, desk_needle_get_longest (needle));
      memset (data, '.', size);
      g_assert_false (desk_needle_is_in (needle, data, size));
      for (gsize at = 16384 - 40; at < 16384 + 40; at++)
        {
          memcpy (data + at, texts[i], length);
          g_assert_true (desk_needle_is_in (needle, data, size));
          g_assert_false (desk_needle_is_in (needle, data, at + length - 1));
          memset (data + at, '.', length);
        }
      memcpy (data + size - length, texts[i], length);
      g_assert_true (desk_needle_is_in (needle, data, size));
    }
}

static gboolean
read_memory (gpointer source, gsize offset, guint8 *buffer, gsize length, GError **error)
{
  if (length > DESK_SEARCH_PIECE + DESK_FILTER_MAX_LENGTH * 3)
    return desk_fail (error, DESK_ERROR_FAILED, "too much at once");

  memcpy (buffer, (const guint8 *) source + offset, length);
  return TRUE;
}

static gboolean
fail_to_read (gpointer source, gsize offset, guint8 *buffer, gsize length, GError **error)
{
  return desk_fail (error, DESK_ERROR_FAILED, "no");
}

static void
test_large_payload (void)
{
  static const char *needles[] = { "needle", "Nêedle", "nêedle" };
  static const char *texts[] = { "NEEDLE", "Nêedle", "NÊEDLE" };
  gsize size = 2 * DESK_SEARCH_PIECE + 100;
  g_autofree guint8 *data = g_malloc0 (size);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  DeskSearchPayload payload = { .size = size, .read = read_memory, .source = data, .cancellable = cancellable };
  gboolean contains;

  for (gsize i = 0; i < G_N_ELEMENTS (needles); i++)
    {
      g_autoptr (DeskNeedle) needle = desk_needle_new (needles[i]);
      gsize length = strlen (texts[i]);

      g_assert_true (desk_search_payload_contains (&payload, needle, &contains, NULL));
      g_assert_false (contains);
      for (gsize at = DESK_SEARCH_PIECE - 20; at < DESK_SEARCH_PIECE + 20; at++)
        {
          memcpy (data + at, texts[i], length);
          g_assert_true (desk_search_payload_contains (&payload, needle, &contains, NULL));
          g_assert_true (contains);
          memset (data + at, 0, length);
        }
      memcpy (data + size - length, texts[i], length);
      g_assert_true (desk_search_payload_contains (&payload, needle, &contains, NULL));
      g_assert_true (contains);
      memset (data + size - length, 0, length);
    }

  {
    g_autoptr (DeskNeedle) needle = desk_needle_new ("x");

    g_cancellable_cancel (cancellable);
    g_assert_false (desk_search_payload_contains (&payload, needle, &contains, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_clear_error (&error);
    payload.cancellable = NULL;
    payload.read = fail_to_read;
    g_assert_false (desk_search_payload_contains (&payload, needle, &contains, &error));
    g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/filter/terms", test_terms);
  g_test_add_func ("/filter/mistakes", test_mistakes);
  g_test_add_func ("/filter/limits", test_limits);
  g_test_add_func ("/filter/words", test_words);
  g_test_add_func ("/filter/depth", test_depth);
  g_test_add_func ("/filter/folding-lengths", test_folding_lengths);
  g_test_add_func ("/filter/folding", test_folding);
  g_test_add_func ("/filter/needles", test_needles);
  g_test_add_func ("/filter/needles-in-long-text", test_needles_in_long_text);
  g_test_add_func ("/filter/large-payload", test_large_payload);

  return g_test_run ();
}
