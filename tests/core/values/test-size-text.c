/* test-size-text.c: sizes as a person types them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib.h>

#include "desk-size-text.h"

#define MEBIBYTE (1 << 20)

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    guint64 bytes; /* 0: it is none */
  } cases[] = {
    { "2 GB", G_GUINT64_CONSTANT (2000000000) },
    { "2GiB", G_GUINT64_CONSTANT (2147483648) },
    { "500 MiB", 500 * MEBIBYTE },
    { "  1.5\u00a0gb ", 1500000000 },
    { "0.5 Ti", G_GUINT64_CONSTANT (549755813888) },
    { "64", 64 * MEBIBYTE },
    { "64 M", 64000000 },
    { "64k", 64000 },
    { "100 B", 100 },
    { "1.1 MB", 1100000 },
    { "1,5 GB", 1500000000 },
    { "2.048 GB", G_GUINT64_CONSTANT (2048000000) },
    { "", 0 },
    { "GB", 0 },
    { "-1 GB", 0 },
    { "2,048", 0 },
    { "2,048 MB", 0 },
    { "2,048.5 MB", 0 },
    { "1.5.5 GB", 0 },
    { "2 GBit", 0 },
    { "1e3 MB", 0 },
    { ".5 GB", 0 },
    { "5. GB", 0 },
    { "9999999999999999 B", 0 },
    { "999999999999999 TB", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint64 bytes = 0;

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (desk_size_text_parse (cases[i].text, MEBIBYTE, &bytes), ==, cases[i].bytes > 0);
      g_assert_cmpuint (bytes, ==, cases[i].bytes);
    }
}

static void
test_format (void)
{
  static const struct
  {
    guint64 bytes;
    const char *text;
  } cases[] = {
    { G_GUINT64_CONSTANT (2147483648), "2 GiB" },
    { G_GUINT64_CONSTANT (2000000000), "2 GB" },
    { 16777216, "16 MiB" },
    { G_GUINT64_CONSTANT (1) << 40, "1 TiB" },
    { 1500000, "1500 kB" },
    { 16777217, "16777217 B" },
    { 0, "0 B" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = desk_size_text_new (cases[i].bytes);
      guint64 bytes = 1;

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (desk_size_text_parse (text, MEBIBYTE, &bytes));
      g_assert_cmpuint (bytes, ==, cases[i].bytes);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/size-text/parse", test_parse);
  g_test_add_func ("/size-text/format", test_format);

  return g_test_run ();
}
