/* test-filter-language.c: the examples of docs/filter-language.md
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "desk-filter-help.h"
#include "desk-filter.h"

static char *text;

/* Every line that is indented by four is a filter line. */
static void
test_examples (void)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DeskFilter) filter = NULL;

      if (!g_str_has_prefix (lines[i], "    "))
        continue;

      n++;
      filter = desk_filter_parse (lines[i], NULL, NULL, &error);
      g_test_message ("%s", lines[i]);
      g_assert_no_error (error);
      g_assert_false (desk_filter_is_empty (filter));
    }
  g_assert_cmpuint (n, >, 50);
}

/* Every key is explained, with each value that it can have. */
static void
test_whole (void)
{
  DeskFilterHelp help;

  for (guint i = 0; desk_filter_get_help (i, &help); i++)
    {
      g_autofree char *key = g_strconcat (help.key != NULL ? help.key : "", ":", NULL);
      const char *place = help.key != NULL ? strstr (text, key) : NULL;

      g_test_message ("%s", key);
      if (help.key != NULL)
        g_assert_nonnull (place);
      /* Each value is an example, or is named in the text about terms of this kind. */
      for (guint k = 0; help.values != NULL && help.values[k] != NULL; k++)
        {
          g_autofree char *term = g_strconcat (key, help.values[k], NULL);
          g_autofree char *word = g_strdup_printf ("`%s`", help.values[k]);

          g_test_message ("%s", term);
          g_assert_true (strstr (text, term) != NULL || strstr (place, word) != NULL);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);

  path = g_test_build_filename (G_TEST_DIST, "..", "docs", "filter-language.md", NULL);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/filter-language/examples", test_examples);
  g_test_add_func ("/filter-language/whole", test_whole);

  status = g_test_run ();
  g_free (text);
  return status;
}
