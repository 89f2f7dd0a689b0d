/* desk-filter-candidates.c: how a filter line that is being typed can go on
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-filter-candidates.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-filter-help.h"

#define MAX_RECENT 5
#define MAX_SUBSCRIPTIONS 5

/* Letters of a word before it is taken for the beginning of a topic */
#define TOPIC_WORD_MIN 2

typedef struct
{
  const char *text;
  DeskFilterPlace place;
  char *typed;           /* (owned): of the value or word, up to the cursor, as it is meant */
  GPtrArray *candidates; /* (owned) */
} Typing;

static void
candidate_free (gpointer data)
{
  DeskFilterCandidate *candidate = data;

  g_free (candidate->line);
  g_free (candidate->label);
  g_free (candidate->detail);
  g_free (candidate);
}

static void
add (Typing *typing, char *line, gsize cursor, const char *label, const char *detail)
{
  DeskFilterCandidate *candidate = g_new0 (DeskFilterCandidate, 1);

  candidate->line = line;
  candidate->cursor = cursor;
  candidate->label = g_strdup (label);
  candidate->detail = g_strdup (detail);
  g_ptr_array_add (typing->candidates, candidate);
}

/* Puts @term in the place of what is being typed there. What ends a term goes behind it. */
static void
add_term (Typing *typing, const char *term, gboolean whole, const char *label, const char *detail)
{
  const char *rest = typing->text + typing->place.end;
  const char *space = whole && *rest != ' ' && *rest != ')' ? " " : "";
  gsize cursor = typing->place.start + strlen (term) + (whole && *rest != ')' ? 1 : 0);
  char *line = g_strdup_printf ("%.*s%s%s%s", (int) typing->place.start, typing->text, term, space, rest);

  if (g_str_equal (line, typing->text))
    g_free (line);
  else
    add (typing, line, cursor, label, detail);
}

/* A value that can go on keeps its quote open. */
static void
add_value (Typing *typing, const char *key, const char *value, gboolean whole, const char *detail)
{
  gboolean quoted = typing->place.quoted || desk_filter_needs_quotes (key, value);
  g_autofree char *written = quoted ? desk_filter_quote (value) : g_strdup (value);
  g_autofree char *term = NULL;

  if (quoted && !whole)
    written[strlen (written) - 1] = '\0';
  term = g_strconcat (key, ":", written, NULL);
  add_term (typing, term, whole, value, detail);
}

static gboolean
begins_like (const char *text, const char *beginning)
{
  return g_ascii_strncasecmp (text, beginning, strlen (beginning)) == 0;
}

static void
add_recent (Typing *typing, const char *const *recent)
{
  g_autofree char *typed = g_utf8_casefold (typing->text, -1);
  guint n = 0;

  for (guint i = 0; recent != NULL && recent[i] != NULL && n < MAX_RECENT; i++)
    {
      g_autofree char *line = g_utf8_casefold (recent[i], -1);

      if (strstr (line, typed) == NULL || g_str_equal (recent[i], typing->text))
        continue;
      add (typing, g_strdup (recent[i]), strlen (recent[i]), recent[i], _ ("Recent"));
      n++;
    }
}

static void
add_keys (Typing *typing)
{
  DeskFilterHelp help;

  for (guint i = 0; desk_filter_get_help (i, &help); i++)
    {
      g_autofree char *term = NULL;

      if (help.key == NULL || !begins_like (help.key, typing->typed))
        continue;
      term = g_strconcat (help.key, ":", NULL);
      add_term (typing, term, FALSE, help.syntax, help.summary);
    }
}

static void
add_topics (Typing *typing, const char *key, const char *const *topics)
{
  for (guint i = 0; topics != NULL && topics[i] != NULL; i++)
    {
      if (g_str_has_prefix (topics[i], typing->typed))
        add_value (typing, key, topics[i], !g_str_has_suffix (topics[i], "/"), NULL);
    }
}

static void
add_branch (Typing *typing)
{
  g_autofree char *branch = NULL;

  if (!g_str_has_suffix (typing->typed, "/"))
    return;
  branch = g_strconcat (typing->typed, "#", NULL);
  add_value (typing, "topic", branch, TRUE, _ ("All below"));
}

static void
add_subscriptions (Typing *typing, const char *key, const char *const *subscriptions)
{
  guint n = 0;

  for (guint i = 0; subscriptions != NULL && subscriptions[i] != NULL && n < MAX_SUBSCRIPTIONS; i++)
    {
      if (!g_str_has_prefix (subscriptions[i], typing->typed)
          || (g_str_equal (key, "topic") && g_str_has_prefix (subscriptions[i], "$share/")))
        continue;
      add_value (typing, key, subscriptions[i], TRUE, _ ("Subscription"));
      n++;
    }
}

static void
add_names (Typing *typing, const char *const *names)
{
  guint n = 0;

  for (guint i = 0; names != NULL && names[i] != NULL && n < MAX_SUBSCRIPTIONS; i++)
    {
      if (!begins_like (names[i], typing->typed))
        continue;
      add_value (typing, "sub", names[i], TRUE, _ ("Subscription"));
      n++;
    }
}

/* Where nothing can be chosen, at least how it is written */
static void
add_hint (Typing *typing, const DeskFilterHelp *help)
{
  if (typing->candidates->len == 0)
    add (typing, NULL, 0, help->syntax, help->summary);
}

static void
add_values (Typing *typing, const DeskFilterSources *sources)
{
  const char *key = typing->place.key;
  DeskFilterHelp help;
  guint i;

  for (i = 0; desk_filter_get_help (i, &help) && g_strcmp0 (help.key, key) != 0; i++)
    continue;
  if (g_strcmp0 (help.key, key) != 0)
    return;

  for (i = 0; help.values != NULL && help.values[i] != NULL; i++)
    {
      if (begins_like (help.values[i], typing->typed))
        add_value (typing, key, help.values[i], TRUE, NULL);
    }
  if (g_str_equal (key, "topic"))
    {
      add_branch (typing);
      add_topics (typing, key, sources->topics);
    }
  if (g_str_equal (key, "sub"))
    add_names (typing, sources->names);
  if (g_str_equal (key, "topic") || g_str_equal (key, "sub"))
    add_subscriptions (typing, key, sources->subscriptions);
  if (*typing->typed == '\0')
    add_hint (typing, &help);
}

static void
find_typed (Typing *typing, const char *text, gsize cursor)
{
  gsize start;

  typing->text = text;
  desk_filter_find_place (text, cursor, &typing->place);
  start = typing->place.value_start + (typing->place.quoted ? 1 : 0);
  typing->typed = g_strndup (text + start, cursor > start ? cursor - start : 0);
}

/**
 * desk_filter_candidates_new:
 * @text: a line, valid UTF-8
 * @cursor: byte offset of the place where somebody types
 * @sources: what candidates can be made of
 *
 * Returns: (transfer full) (element-type DeskFilterCandidate): the likely ones
 *   first
 */
GPtrArray *
desk_filter_candidates_new (const char *text, gsize cursor, const DeskFilterSources *sources)
{
  Typing typing = { 0 };

  g_return_val_if_fail (text != NULL, NULL);

  typing.candidates = g_ptr_array_new_with_free_func (candidate_free);
  find_typed (&typing, text, cursor);
  if (typing.place.key != NULL)
    add_values (&typing, sources);
  else if (*text == '\0')
    {
      add_recent (&typing, sources->recent);
      add_keys (&typing);
    }
  else if (!typing.place.quoted)
    {
      if (*typing.typed != '\0')
        add_keys (&typing);
      if (strlen (typing.typed) >= TOPIC_WORD_MIN)
        add_topics (&typing, "topic", sources->topics);
      add_recent (&typing, sources->recent);
    }
  g_free (typing.typed);

  return typing.candidates;
}

/**
 * desk_filter_candidates_get_topic_prefix:
 * @text: a line, valid UTF-8
 * @cursor: byte offset of the place where somebody types
 *
 * Returns: (transfer full) (nullable): what the topics begin with that would be
 *   good to know; %NULL if none would be
 */
char *
desk_filter_candidates_get_topic_prefix (const char *text, gsize cursor)
{
  Typing typing = { 0 };

  g_return_val_if_fail (text != NULL, NULL);

  find_typed (&typing, text, cursor);
  if (g_strcmp0 (typing.place.key, "topic") == 0
      || (typing.place.key == NULL && !typing.place.quoted && strlen (typing.typed) >= TOPIC_WORD_MIN))
    return typing.typed;
  g_free (typing.typed);

  return NULL;
}
