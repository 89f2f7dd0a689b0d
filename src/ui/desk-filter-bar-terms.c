/* desk-filter-bar-terms.c: terms that menus and examples put into the filter line
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-filter-bar.h"
#include "desk-filter-help.h"

/* What stands side by side binds closer than OR. A line that holds a mistake, or nothing, is replaced. */
static char *
join (DeskFilterBar *self, const char *more)
{
  const char *line = desk_filter_bar_get_text (self);
  g_autoptr (DeskFilter) filter = desk_filter_bar_parse (self, line, NULL, NULL, NULL);
  gboolean line_or = strstr (line, " OR ") != NULL;
  gboolean more_or = strstr (more, " OR ") != NULL;

  if (filter == NULL || desk_filter_is_empty (filter))
    return g_strdup (more);

  return g_strdup_printf ("%s%s%s %s%s%s",
                          line_or ? "(" : "", line, line_or ? ")" : "",
                          more_or ? "(" : "", more, more_or ? ")" : "");
}

/**
 * desk_filter_bar_set_term:
 * @self: a bar
 * @key: of the term, as in "topic"
 * @value: its value, as it is
 *
 * Replaces the line by one term, and shows only what matches.
 */
void
desk_filter_bar_set_term (DeskFilterBar *self, const char *key, const char *value)
{
  g_autofree char *line = NULL;

  g_return_if_fail (DESK_IS_FILTER_BAR (self));

  line = desk_filter_write_term (key, value);
  desk_filter_bar_set_finding (self, FALSE);
  desk_filter_bar_set_text (self, line);
}

/**
 * desk_filter_bar_add_term:
 * @self: a bar
 * @term: a term, written as it has to be
 *
 * Narrows the filter down by one more term, and shows only what matches. A line
 * that holds a mistake is replaced.
 */
void
desk_filter_bar_add_term (DeskFilterBar *self, const char *term)
{
  g_return_if_fail (DESK_IS_FILTER_BAR (self));

  desk_filter_bar_set_finding (self, FALSE);
  desk_filter_bar_add_example (self, term);
}

/**
 * desk_filter_bar_add_example:
 * @self: a bar
 * @example: a line
 *
 * Asks for @example as well, whether that filters or finds.
 */
void
desk_filter_bar_add_example (DeskFilterBar *self, const char *example)
{
  g_autofree char *line = NULL;

  g_return_if_fail (DESK_IS_FILTER_BAR (self));

  line = join (self, example);
  desk_filter_bar_set_text (self, line);
}
