/* desk-trace-filter.c: which packets of a trace a person wants to see
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-trace-filter.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-decode.h"
#include "desk-error.h"
#include "desk-topic.h"
#include "desk-trace-topics.h"

#define TYPE_STEP 0

typedef struct _Term Term;

struct _Term
{
  gboolean (*matches) (const Term *term, const DeskTraceEntry *entry, const guint8 *data);
  gboolean inverted;
  guint number;  /* what is compared with, or a set of types */
  char *text;    /* (owned) (nullable) */
  gsize length;  /* bytes of the text */
  gboolean fold; /* upper and lower case are the same */
};

struct _DeskTraceFilter
{
  GArray *terms; /* of Term */
};

static gboolean
is_step (const DeskTraceEntry *entry)
{
  return (entry->flags & DESK_TRACE_STEP) != 0;
}

static gboolean
is_publish (const DeskTraceEntry *entry)
{
  return !is_step (entry) && entry->first >> 4 == DESK_PACKET_PUBLISH;
}

static gboolean
matches_type (const Term *term, const DeskTraceEntry *entry, const guint8 *data)
{
  return (term->number & 1u << (is_step (entry) ? TYPE_STEP : entry->first >> 4)) != 0;
}

static gboolean
matches_direction (const Term *term, const DeskTraceEntry *entry, const guint8 *data)
{
  return !is_step (entry) && ((entry->flags & DESK_TRACE_OUTGOING) != 0) == (term->number != 0);
}

static gboolean
matches_id (const Term *term, const DeskTraceEntry *entry, const guint8 *data)
{
  return !is_step (entry) && entry->packet_id == term->number && entry->packet_id != 0;
}

static gboolean
matches_qos (const Term *term, const DeskTraceEntry *entry, const guint8 *data)
{
  return is_publish (entry) && (entry->first >> 1 & 3u) == term->number;
}

static gboolean
matches_dup (const Term *term, const DeskTraceEntry *entry, const guint8 *data)
{
  return is_publish (entry) && (entry->first >> 3 & 1u) == term->number;
}

static gboolean
matches_retained (const Term *term, const DeskTraceEntry *entry, const guint8 *data)
{
  return is_publish (entry) && (entry->first & 1u) == term->number;
}

static gboolean
matches_refused (const Term *term, const DeskTraceEntry *entry, const guint8 *data)
{
  gboolean is_failure = is_step (entry) ? (entry->flags & DESK_TRACE_FAILURE) != 0
                                        : desk_decode_refusal (entry, data) != NULL;

  return is_failure == (term->number != 0);
}

static gboolean
is_topic (const char *topic, gpointer user_data)
{
  const Term *term = user_data;

  return g_str_equal (term->text, topic) || desk_topic_filter_matches (term->text, topic);
}

static gboolean
matches_topic (const Term *term, const DeskTraceEntry *entry, const guint8 *data)
{
  return desk_trace_find_topic (entry, data, is_topic, (gpointer) term);
}

static gboolean
contains (const Term *term, const guint8 *data, gsize length)
{
  guint8 first = (guint8) term->text[0];

  if (length < term->length)
    return FALSE;
  if (!term->fold)
    return memmem (data, length, term->text, term->length) != NULL;

  for (gsize i = 0; i <= length - term->length; i++)
    if (g_ascii_tolower ((char) data[i]) == first
        && g_ascii_strncasecmp ((const char *) data + i, term->text, term->length) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
matches_text (const Term *term, const DeskTraceEntry *entry, const guint8 *data)
{
  const char *words[2] = { NULL, NULL };

  if (contains (term, data, entry->length))
    return TRUE;
  if (is_step (entry))
    return FALSE;

  words[0] = desk_decode_type_name (entry);
  words[1] = desk_decode_refusal (entry, data);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i] != NULL && contains (term, (const guint8 *) words[i], strlen (words[i])))
      return TRUE;

  return FALSE;
}

static gboolean
parse_type (Term *term, const char *value, GError **error)
{
  gsize length = strlen (value);

  term->matches = matches_type;
  if (length > 0 && g_ascii_strncasecmp ("step", value, length) == 0)
    term->number |= 1u << TYPE_STEP;
  for (guint type = DESK_PACKET_CONNECT; type <= DESK_PACKET_AUTH && length > 0; type++)
    {
      const DeskTraceEntry entry = { .first = (guint8) (type << 4) };
      const char *name = desk_decode_type_name (&entry);

      /* A whole name means that type alone: CONNECT is not CONNACK, but PUB is much. */
      if (g_ascii_strcasecmp (name, value) == 0)
        {
          term->number = 1u << type;
          return TRUE;
        }
      if (g_ascii_strncasecmp (name, value, length) == 0)
        term->number |= 1u << type;
    }
  if (term->number == 0)
    return desk_fail (error, DESK_ERROR_INVALID_FILTER,
                      _ ("MQTT has no packets of the type “%s”. Use for example “type:publish”."), value);

  return TRUE;
}

static gboolean
parse_direction (Term *term, const char *value, GError **error)
{
  term->matches = matches_direction;
  term->number = g_str_equal (value, "out");
  if (!g_str_equal (value, "in") && !g_str_equal (value, "out"))
    return desk_fail (error, DESK_ERROR_INVALID_FILTER, _ ("A direction is “in” or “out”."));

  return TRUE;
}

static gboolean
parse_number (Term *term, const char *value, guint max, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (value, 10, 0, max, &number, NULL))
    return desk_fail (error, DESK_ERROR_INVALID_FILTER, _ ("“%s” is no number from 0 to %'u."), value, max);
  term->number = (guint) number;

  return TRUE;
}

static gboolean
parse_id (Term *term, const char *value, GError **error)
{
  term->matches = matches_id;

  return parse_number (term, value, G_MAXUINT16, error);
}

static gboolean
parse_qos (Term *term, const char *value, GError **error)
{
  term->matches = matches_qos;

  return parse_number (term, value, 2, error);
}

static gboolean
parse_answer (Term *term, const char *value, GError **error)
{
  term->number = g_str_equal (value, "yes");
  if (!g_str_equal (value, "yes") && !g_str_equal (value, "no"))
    return desk_fail (error, DESK_ERROR_INVALID_FILTER, _ ("Say “yes” or “no” here."));

  return TRUE;
}

static gboolean
parse_dup (Term *term, const char *value, GError **error)
{
  term->matches = matches_dup;

  return parse_answer (term, value, error);
}

static gboolean
parse_retained (Term *term, const char *value, GError **error)
{
  term->matches = matches_retained;

  return parse_answer (term, value, error);
}

static gboolean
parse_refused (Term *term, const char *value, GError **error)
{
  term->matches = matches_refused;

  return parse_answer (term, value, error);
}

static gboolean
parse_topic (Term *term, const char *value, GError **error)
{
  term->matches = matches_topic;
  term->text = g_strdup (value);

  return desk_topic_filter_check (value, error);
}

static gboolean
parse_text (Term *term, const char *value)
{
  term->matches = matches_text;
  term->text = g_strdup (value);
  term->length = strlen (value);
  term->fold = TRUE;
  for (const char *p = value; *p != '\0'; p++)
    term->fold = term->fold && !g_ascii_isupper (*p);

  return TRUE;
}

static const struct
{
  const char *key;
  gboolean (*parse) (Term *term, const char *value, GError **error);
} kinds[] = {
  { "type:", parse_type },       { "dir:", parse_direction }, { "id:", parse_id },
  { "qos:", parse_qos },         { "dup:", parse_dup },       { "retained:", parse_retained },
  { "refused:", parse_refused }, { "topic:", parse_topic },
};

/* Takes one term off the line: words to the next space, or what is between quotes. */
static char *
take_word (const char **line, gboolean *inverted, gboolean *quoted)
{
  const char *at = *line;
  GString *word = g_string_new (NULL);

  *inverted = at[0] == '-' && at[1] != '\0' && !g_ascii_isspace (at[1]);
  if (*inverted)
    at++;
  *quoted = *at == '"';
  for (gboolean inside = FALSE; *at != '\0' && (inside || !g_ascii_isspace (*at)); at++)
    if (*at == '"')
      inside = !inside;
    else if (*at == '\\' && inside && (at[1] == '"' || at[1] == '\\'))
      g_string_append_c (word, *++at);
    else
      g_string_append_c (word, *at);
  *line = at;

  return g_string_free (word, FALSE);
}

static gboolean
parse_word (Term *term, const char *word, gboolean quoted, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds) && !quoted; i++)
    if (g_str_has_prefix (word, kinds[i].key))
      return kinds[i].parse (term, word + strlen (kinds[i].key), error);

  return parse_text (term, word);
}

static void
clear_term (gpointer data)
{
  g_free (((Term *) data)->text);
}

/**
 * desk_trace_filter_new:
 * @line: terms
 * @error: %DESK_ERROR_INVALID_FILTER, or what desk_topic_filter_check() has to say
 *
 * Returns: (transfer full) (nullable): a filter, or %NULL with @error set
 */
DeskTraceFilter *
desk_trace_filter_new (const char *line, GError **error)
{
  g_autoptr (DeskTraceFilter) self = g_new0 (DeskTraceFilter, 1);

  self->terms = g_array_new (FALSE, TRUE, sizeof (Term));
  g_array_set_clear_func (self->terms, clear_term);

  for (;;)
    {
      g_autofree char *word = NULL;
      Term term = { 0 };
      gboolean quoted, is_good;

      while (g_ascii_isspace (*line))
        line++;
      if (*line == '\0')
        break;
      word = take_word (&line, &term.inverted, &quoted);
      if (*word == '\0')
        continue;
      is_good = parse_word (&term, word, quoted, error);
      g_array_append_val (self->terms, term);
      if (!is_good)
        return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * desk_trace_filter_free:
 * @self: (transfer full): a filter
 */
void
desk_trace_filter_free (DeskTraceFilter *self)
{
  g_array_unref (self->terms);
  g_free (self);
}

/**
 * desk_trace_filter_is_open:
 * @self: (nullable): a filter
 *
 * Returns: whether everything matches
 */
gboolean
desk_trace_filter_is_open (const DeskTraceFilter *self)
{
  return self == NULL || self->terms->len == 0;
}

/**
 * desk_trace_filter_matches:
 * @self: a filter
 * @entry: a packet or a step
 * @data: what is kept of it
 *
 * Returns: whether all terms hold
 */
gboolean
desk_trace_filter_matches (const DeskTraceFilter *self, const DeskTraceEntry *entry, const guint8 *data)
{
  for (guint i = 0; i < self->terms->len; i++)
    {
      const Term *term = &g_array_index (self->terms, Term, i);

      if (term->matches (term, entry, data) == term->inverted)
        return FALSE;
    }

  return TRUE;
}
