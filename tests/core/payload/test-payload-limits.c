/* test-payload-limits.c: nothing that was sent makes a view large, slow or invalid
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <pthread.h>
#include <string.h>

#include "desk-payload.h"

#define VIEW (256 * 1024) /* bytes */
#define MAX_LINE 2048     /* bytes */
#define SIZE (5 * 1000 * 1000)

/* What a frame can bear, many times over: the machine may be busy. The usual
 * times are in the log. */
#define MAX_TIME 100 /* ms */

static void
check_lines (const char *text)
{
  while (*text != '\0')
    {
      gsize length = strcspn (text, "\n");

      g_assert_cmpuint (length, <=, MAX_LINE);
      text += length;
      if (*text == '\n')
        text++;
    }
}

static void
check_view (const DeskPayloadView *view, gsize size, gsize payload_size, gsize max_text)
{
  g_assert_true (g_utf8_validate (view->text, -1, NULL));
  g_assert_cmpuint (strlen (view->text), <=, max_text);
  check_lines (view->text);
  for (const char *p = view->text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_assert_true (c == '\n' || c == '\t' || !g_unichar_iscntrl (c));
      g_assert_true (c != 0x202e && c != 0x2028 && c != 0x200b && c != 0xfeff);
    }
  g_assert_cmpuint (view->shown, <=, size);
  g_assert_cmpint (view->complete, ==, view->shown == payload_size);
}

static void
check_preview (GBytes *bytes, gsize payload_size, gsize max_bytes)
{
  g_autofree char *preview = desk_payload_preview (bytes, payload_size, max_bytes);

  g_assert_true (g_utf8_validate (preview, -1, NULL));
  g_assert_cmpuint (strlen (preview), <=, max_bytes);
  g_assert_null (strpbrk (preview, "\n\r\t"));
}

static void
check_all (GBytes *bytes, gsize payload_size, gsize max_text)
{
  guint n_formats;
  const DeskPayloadFormat *formats = desk_payload_formats (&n_formats);

  desk_payload_detect (bytes, payload_size);
  check_preview (bytes, payload_size, max_text % 300);
  for (guint i = 0; i < n_formats; i++)
    {
      g_autoptr (DeskPayloadView) view = formats[i].render (bytes, payload_size, max_text, 0);

      check_view (view, g_bytes_get_size (bytes), payload_size, max_text);
    }
}

/* Bytes that look enough like something to get far. */
static GBytes *
random_bytes (GRand *rand)
{
  static const char *words[] = {
    "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "12", "e", "true", " ", "\n", "\r\n", "\r", "\t", "ü",
    "€", "🎉", "\u202e", "\u2028", "\xff", "\xc3", "\xe2\x82", "\xf0\x9f", "\x80", "\xef\xbb\xbf", "\x01",
    "\x7f", "abcdefghijklmnopqrstuvwxyz",
  };
  GByteArray *bytes = g_byte_array_new ();
  guint n_words = (guint) g_rand_int_range (rand, 0, 200);
  gboolean json = g_rand_boolean (rand);

  for (guint i = 0; i < n_words; i++)
    {
      const char *word = words[g_rand_int_range (rand, 0, json ? 17 : (gint32) G_N_ELEMENTS (words))];
      guint times = g_rand_int_range (rand, 0, 50) == 0 ? 300 : 1;
      guint8 any = (guint8) g_rand_int_range (rand, 0, 256);

      for (guint j = 0; j < times; j++)
        g_byte_array_append (bytes, (const guint8 *) word, (guint) strlen (word));
      if (!json && i % 8 == 0)
        g_byte_array_append (bytes, &any, 1);
    }

  return g_byte_array_free_to_bytes (bytes);
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260311);

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GBytes) bytes = random_bytes (rand);
      gsize size = g_bytes_get_size (bytes);

      check_all (bytes, size, (gsize) g_rand_int_range (rand, 0, 20000));
      check_all (bytes, size + 1, (gsize) g_rand_int_range (rand, 0, 3000));
    }
}

/* A payload put together from views of its pieces says what the whole says. */
static void
test_shown (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  const DeskPayloadFormat *format = desk_payload_format_find ("text");

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (GBytes) bytes = random_bytes (rand);
      gsize size = g_bytes_get_size (bytes);
      g_autoptr (DeskPayloadView) whole = format->render (bytes, size, G_MAXSIZE, 0);
      g_autoptr (GString) joined = g_string_new (NULL);
      gsize offset = 0;

      if (whole->broken_lines)
        continue;
      while (offset < size)
        {
          g_autoptr (GBytes) rest = g_bytes_new_from_bytes (bytes, offset, size - offset);
          g_autoptr (DeskPayloadView) part = format->render (rest, size - offset,
                                                             (gsize) g_rand_int_range (rand, 10, 100), 0);

          g_assert_cmpuint (part->shown, >, 0);
          g_string_append (joined, part->text);
          offset += part->shown;
        }
      g_assert_cmpstr (joined->str, ==, whole->text);
    }
}

static GBytes *
repeat (const char *piece, gsize length)
{
  char *bytes = g_malloc (SIZE);

  for (gsize i = 0; i < SIZE; i++)
    bytes[i] = piece[i % length];

  return g_bytes_new_take (bytes, SIZE);
}

static const struct
{
  const char *name;
  const char *piece;
  gsize length;
} nasty[] = {
  { "one line", "x", 1 },
  { "NUL", "\0", 1 },
  { "0xFF", "\xff", 1 },
  { "line breaks", "\n", 1 },
  { "returns", "\r", 1 },
  { "U+202E", "\u202e", 3 },
  { "U+200B", "\u200b", 2 + 1 },
  { "tags", "\U000e0041", 4 },
  { "emoji", "🎉", 4 },
  { "combining marks", "\u0301", 2 },
  { "umlauts and escapes", "ü\x1b", 3 },
  { "cut characters", "\xf0\x9f\x8e", 3 },
  { "nested arrays", "[", 1 },
  { "nested objects", "{\"a\":", 5 },
  { "empty arrays", "[],", 3 },
  { "commas", ",", 1 },
  { "quotation marks", "\"", 1 },
  { "backslashes", "\\", 1 },
  { "spaces", " ", 1 },
};

/* @prefix is what makes the rest valid JSON so far. */
static GBytes *
with_prefix (const char *prefix, const char *piece)
{
  g_autoptr (GBytes) tail = repeat (piece, strlen (piece));
  gsize length = strlen (prefix);
  char *bytes = g_malloc (SIZE);

  memcpy (bytes, prefix, length);
  memcpy (bytes + length, g_bytes_get_data (tail, NULL), SIZE - length);

  return g_bytes_new_take (bytes, SIZE);
}

/* Milliseconds; the best of three, since others use the machine too. */
static double
measure (const DeskPayloadFormat *format, GBytes *bytes, gsize payload_size)
{
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < 3; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      g_autoptr (DeskPayloadView) view = NULL;

      if (format != NULL)
        view = format->render (bytes, payload_size, VIEW, 0);
      else
        desk_payload_detect (bytes, payload_size);
      best = MIN (best, g_get_monotonic_time () - begin);
    }

  return (double) best / 1000;
}

static double
measure_preview (GBytes *bytes)
{
  gint64 begin = g_get_monotonic_time ();

  for (guint i = 0; i < 1000; i++)
    g_free (desk_payload_preview (bytes, g_bytes_get_size (bytes), 200));

  return (double) (g_get_monotonic_time () - begin) / 1000;
}

static void
check_time (const char *name, GBytes *bytes)
{
  g_autoptr (GBytes) beginning = g_bytes_new_from_bytes (bytes, 0, VIEW);
  double detect = measure (NULL, beginning, SIZE);
  double text = measure (desk_payload_format_find ("text"), bytes, SIZE);
  double json = measure (desk_payload_format_find ("json"), bytes, SIZE);
  double hex = measure (desk_payload_format_find ("hex"), bytes, SIZE);
  double preview = measure_preview (bytes);

  g_test_message ("%-24s detect %.2f ms, text %.2f ms, JSON %.2f ms, hex %.2f ms, preview %.2f µs",
                  name, detect, text, json, hex, preview);
  g_assert_cmpfloat (detect, <, MAX_TIME);
  g_assert_cmpfloat (text, <, MAX_TIME);
  g_assert_cmpfloat (json, <, MAX_TIME);
  g_assert_cmpfloat (hex, <, MAX_TIME);
  g_assert_cmpfloat (preview, <, MAX_TIME * 10);
  check_all (bytes, SIZE, VIEW);
  check_all (beginning, VIEW, 10 * VIEW);
}

static void
test_nasty (void)
{
  static const char *prefixed[][2] = {
    { "[", "[]," }, { "[\"", "x" }, { "[\"", "\u202e" }, { "[\"", "\\u202e" }, { "[", "\"\"," },
    { "[", "0," }, { "{", "\"\":{}," }, { "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "0," }, { "[", " " },
    { "[1", "1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (nasty); i++)
    {
      g_autoptr (GBytes) bytes = repeat (nasty[i].piece, nasty[i].length);

      check_time (nasty[i].name, bytes);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (prefixed); i++)
    {
      g_autoptr (GBytes) bytes = with_prefix (prefixed[i][0], prefixed[i][1]);
      g_autofree char *name = g_strconcat (prefixed[i][0], prefixed[i][1], "…", NULL);

      check_time (name, bytes);
    }
}

static gpointer
render_nested (gpointer data)
{
  static const char *pieces[] = { "[", "{\"a\":", "[{\"a\":[", "\"" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GBytes) bytes = repeat (pieces[i], strlen (pieces[i]));

      check_all (bytes, SIZE, VIEW);
    }

  return (gpointer) "done";
}

static void
test_small_stack (void)
{
  pthread_attr_t attributes;
  pthread_t thread;
  void *result = NULL;

  g_assert_cmpint (pthread_attr_init (&attributes), ==, 0);
  g_assert_cmpint (pthread_attr_setstacksize (&attributes, 64 * 1024), ==, 0);
  g_assert_cmpint (pthread_create (&thread, &attributes, render_nested, NULL), ==, 0);
  g_assert_cmpint (pthread_join (thread, &result), ==, 0);
  g_assert_cmpstr (result, ==, "done");
  pthread_attr_destroy (&attributes);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/payload-limits/random", test_random);
  g_test_add_func ("/payload-limits/shown", test_shown);
  g_test_add_func ("/payload-limits/nasty", test_nasty);
  g_test_add_func ("/payload-limits/small-stack", test_small_stack);

  return g_test_run ();
}
