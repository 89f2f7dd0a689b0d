/* desk-filter-json.c: the values at a path in a JSON text
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-filter-json.h"

typedef struct
{
  DeskJsonStepType type;
  char *name; /* (owned) (nullable) */
  gsize length;
  guint index; /* G_MAXUINT: none */
} Step;

struct _DeskJsonPath
{
  Step steps[DESK_JSON_PATH_MAX];
  guint n_steps;
};

/**
 * Walk:
 * @on_path: how many of the open containers are on the path: the first one is the
 *   root, the next one what the first step leads to, and so on
 * @fits: whether the next value in the innermost of them, if it is the innermost
 *   of all, is where the next step leads
 * @indices: number of the next element of each of them
 */
typedef struct
{
  const DeskJsonPath *path;
  DeskJsonScanner scanner;
  guint on_path;
  gboolean fits;
  gboolean in_object[DESK_JSON_PATH_MAX + 1];
  guint indices[DESK_JSON_PATH_MAX + 1];
} Walk;

DeskJsonPath *
desk_json_path_new (void)
{
  return g_new0 (DeskJsonPath, 1);
}

void
desk_json_path_free (DeskJsonPath *self)
{
  for (guint i = 0; i < self->n_steps; i++)
    g_free (self->steps[i].name);
  g_free (self);
}

static guint
index_of_name (const char *name)
{
  guint64 index;

  return g_ascii_string_to_unsigned (name, 10, 0, G_MAXUINT - 1, &index, NULL) ? (guint) index : G_MAXUINT;
}

/**
 * desk_json_path_add:
 * @self: a path that is being built
 * @type: what the step is
 * @name: (nullable): of a member
 * @index: of an element
 *
 * Adds a step at the end.
 *
 * Returns: whether the path has room for it
 */
gboolean
desk_json_path_add (DeskJsonPath *self, DeskJsonStepType type, const char *name, guint index)
{
  Step *step = &self->steps[self->n_steps];

  if (self->n_steps == DESK_JSON_PATH_MAX)
    return FALSE;

  step->type = type;
  step->name = g_strdup (name);
  step->length = name != NULL ? strlen (name) : 0;
  step->index = name != NULL ? index_of_name (name) : index;
  self->n_steps++;
  return TRUE;
}

static guint
read_hex (const char *text)
{
  guint value = 0;

  for (guint i = 0; i < 4; i++)
    value = value << 4 | (guint) g_ascii_xdigit_value (text[i]);

  return value;
}

/* Two escapes may be one character; half a one is none. */
static gunichar
read_escaped_unit (const char *text, gsize length, gsize *n_bytes)
{
  guint unit = read_hex (text + 2);

  *n_bytes = 6;
  if (unit < 0xd800 || unit > 0xdfff)
    return unit;
  if (unit < 0xdc00 && length >= 12 && text[6] == '\\' && text[7] == 'u')
    {
      guint low = read_hex (text + 8);

      if (low >= 0xdc00 && low <= 0xdfff)
        {
          *n_bytes = 12;
          return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        }
    }

  return 0xfffd;
}

/**
 * desk_json_decode_string:
 * @text: what stands between the quotes of a valid JSON string
 * @length: number of bytes
 * @decoded_length: (out): number of bytes of the result, which may hold NUL
 *
 * Returns: (transfer full): what the string says
 */
char *
desk_json_decode_string (const char *text, gsize length, gsize *decoded_length)
{
  static const char escapes[] = "\"\\/bfnrt";
  static const char characters[] = "\"\\/\b\f\n\r\t";
  GString *decoded = g_string_sized_new (length);
  gsize i = 0;

  while (i < length)
    {
      if (text[i] != '\\')
        g_string_append_c (decoded, text[i++]);
      else if (text[i + 1] == 'u')
        {
          gsize n_bytes;

          g_string_append_unichar (decoded, read_escaped_unit (text + i, length - i, &n_bytes));
          i += n_bytes;
        }
      else
        {
          g_string_append_c (decoded, characters[strchr (escapes, text[i + 1]) - escapes]);
          i += 2;
        }
    }

  *decoded_length = decoded->len;
  return g_string_free (decoded, FALSE);
}

static gboolean
is_name (const Step *step, const char *text, gsize length)
{
  g_autofree char *decoded = NULL;
  gsize decoded_length;

  if (step->type != DESK_JSON_STEP_NAME)
    return step->type == DESK_JSON_STEP_ANY;
  if (length == step->length && memcmp (text, step->name, length) == 0)
    return TRUE;
  if (length <= step->length || memchr (text, '\\', length) == NULL)
    return FALSE;

  decoded = desk_json_decode_string (text, length, &decoded_length);
  return decoded_length == step->length && memcmp (decoded, step->name, decoded_length) == 0;
}

static gboolean
is_index (const Step *step, guint index)
{
  return step->type == DESK_JSON_STEP_ANY || step->index == index;
}

/* Begins a container whose value fits. */
static void
enter (Walk *walk, gboolean is_object)
{
  walk->in_object[walk->on_path] = is_object;
  walk->indices[walk->on_path] = 0;
  walk->on_path++;
  walk->fits = !is_object && is_index (&walk->path->steps[walk->on_path - 1], 0);
}

/* A value begins in the innermost container of the path. Returns: whether it is
 * what the path leads to and the function wants it */
static gboolean
meet_value (Walk *walk, DeskJsonToken token, DeskJsonValueFunc func, gpointer user_data)
{
  const char *text = (const char *) walk->scanner.data + walk->scanner.start;
  gsize length = walk->scanner.position - walk->scanner.start;
  gboolean is_container = token == DESK_JSON_OBJECT_BEGIN || token == DESK_JSON_ARRAY_BEGIN;

  if (!walk->fits)
    return FALSE;
  if (walk->on_path == walk->path->n_steps)
    {
      if (token == DESK_JSON_STRING)
        return func (token, text + 1, length - 2, user_data);
      return func (token, text, is_container ? 0 : length, user_data);
    }
  if (is_container)
    enter (walk, token == DESK_JSON_OBJECT_BEGIN);

  return FALSE;
}

/* Looks at one token. Returns: as meet_value() */
static gboolean
look_at (Walk *walk, DeskJsonToken token, gboolean *is_member, DeskJsonValueFunc func, gpointer user_data)
{
  gboolean begins = token == DESK_JSON_OBJECT_BEGIN || token == DESK_JSON_ARRAY_BEGIN;
  guint depth = walk->scanner.depth - (begins ? 1 : 0);
  guint innermost = walk->on_path - 1;
  gboolean found;

  if (token == DESK_JSON_OBJECT_END || token == DESK_JSON_ARRAY_END)
    {
      walk->on_path = MIN (walk->on_path, depth);
      walk->fits = FALSE;
      return FALSE;
    }
  if (depth != walk->on_path)
    return FALSE;

  if (token == DESK_JSON_COLON)
    {
      *is_member = TRUE;
      return FALSE;
    }
  if (token == DESK_JSON_COMMA)
    {
      *is_member = FALSE;
      if (!walk->in_object[innermost])
        walk->fits = is_index (&walk->path->steps[innermost], ++walk->indices[innermost]);
      return FALSE;
    }
  if (token == DESK_JSON_STRING && depth > 0 && walk->in_object[innermost] && !*is_member)
    {
      walk->fits = is_name (&walk->path->steps[innermost],
                            (const char *) walk->scanner.data + walk->scanner.start + 1,
                            walk->scanner.position - walk->scanner.start - 2);
      return FALSE;
    }

  found = meet_value (walk, token, func, user_data);
  if (begins)
    *is_member = FALSE;
  return found;
}

static void
begin_walk (Walk *walk, const DeskJsonPath *path, const guint8 *data, gsize length)
{
  walk->path = path;
  walk->on_path = 0;
  walk->fits = TRUE;
  desk_json_scanner_init (&walk->scanner, data, length, FALSE);
}

/**
 * desk_json_path_match:
 * @self: a path
 * @data: what may be JSON
 * @length: number of bytes
 * @func: what is asked about each value that the path leads to
 * @user_data: for @func
 *
 * Looks through a whole text: one that turns out not to be JSON has no values. It
 * needs no memory that depends on the text.
 *
 * Returns: whether @data is JSON and @func wanted a value
 */
gboolean
desk_json_path_match (const DeskJsonPath *self,
                      const guint8 *data,
                      gsize length,
                      DeskJsonValueFunc func,
                      gpointer user_data)
{
  Walk walk;
  DeskJsonToken token;
  gboolean is_member = FALSE;
  gboolean found = FALSE;

  begin_walk (&walk, self, data, length);
  while ((token = desk_json_scanner_next (&walk.scanner)) < DESK_JSON_END)
    found = found || look_at (&walk, token, &is_member, func, user_data);

  return found && token == DESK_JSON_END;
}

/**
 * desk_json_path_find:
 * @self: a path
 * @data: the beginning of what may be JSON
 * @length: number of bytes
 * @func: what is asked about each value that the path leads to
 * @user_data: for @func
 *
 * Looks through a text up to the first value that @func wants, whatever comes
 * behind that: the text may end in the middle.
 *
 * Returns: whether @func wanted a value
 */
gboolean
desk_json_path_find (const DeskJsonPath *self,
                     const guint8 *data,
                     gsize length,
                     DeskJsonValueFunc func,
                     gpointer user_data)
{
  Walk walk;
  DeskJsonToken token;
  gboolean is_member = FALSE;

  begin_walk (&walk, self, data, length);
  while ((token = desk_json_scanner_next (&walk.scanner)) < DESK_JSON_END)
    if (look_at (&walk, token, &is_member, func, user_data))
      return TRUE;

  return FALSE;
}
