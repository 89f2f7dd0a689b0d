/* desk-import-line.c: a line of JSON becomes a message again
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-import-line.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-import-text.h"
#include "desk-json-scanner.h"
#include "desk-properties.h"
#include "desk-topic.h"

#define PROPERTY_MAX 0x2a /* the greatest identifier of MQTT 5.0 table 2-4 */

/* One line while it is read. Both programs give each member but once; of one that
 * comes again, the last counts. */
typedef struct
{
  DeskImportLine *line;
  DeskJsonScanner scanner;
  const char *text;
  GByteArray *word;      /* (owned): the string that was read last, with a NUL behind */
  gboolean has_time;
  gboolean has_topic;
  gboolean has_payload;
  gint64 payload_length; /* -1: the line does not tell */
} Reading;

static gboolean
fail (GError **error, const char *words)
{
  return desk_fail (error, DESK_ERROR_FAILED, "%s", words);
}

static gboolean
fail_grammar (Reading *r, GError **error)
{
  return fail (error, r->scanner.reason != NULL ? r->scanner.reason : _ ("it is not a JSON object"));
}

static const char *
get_token (Reading *r, gsize *length)
{
  *length = r->scanner.position - r->scanner.start;
  return r->text + r->scanner.start;
}

/* Reads the string that the scanner is at. Returns: it, until the next one, or NULL */
static const char *
read_word (Reading *r, GError **error)
{
  gsize length;
  const char *token = get_token (r, &length);

  g_byte_array_set_size (r->word, 0);
  if (!desk_import_unescape (token, length, r->word))
    {
      fail (error, _ ("half of a surrogate pair stands alone"));
      return NULL;
    }
  g_byte_array_append (r->word, (const guint8 *) "", 1);
  if (strlen ((const char *) r->word->data) != r->word->len - 1)
    {
      fail (error, _ ("there is a NUL in a text that must not hold one"));
      return NULL;
    }

  return (const char *) r->word->data;
}

/* Passes over the value that begins with @token. */
static gboolean
skip (Reading *r, DeskJsonToken token, GError **error)
{
  guint depth = r->scanner.depth;

  if (token == DESK_JSON_OBJECT_BEGIN || token == DESK_JSON_ARRAY_BEGIN)
    {
      do
        token = desk_json_scanner_next (&r->scanner);
      while (token != DESK_JSON_INVALID && token != DESK_JSON_END && r->scanner.depth >= depth);
    }

  return token != DESK_JSON_INVALID || fail_grammar (r, error);
}

static gboolean
read_number (Reading *r, DeskJsonToken token, gint64 most, gint64 *number, GError **error)
{
  gsize length;
  const char *text = get_token (r, &length);
  g_autofree char *copy = g_strndup (text, MIN (length, 32));
  char *end = NULL;
  guint64 value = g_ascii_strtoull (copy, &end, 10);

  if (token != DESK_JSON_NUMBER || length > 20 || *end != '\0' || copy[0] == '-' || value > (guint64) most)
    return fail (error, _ ("a number is out of its range"));
  *number = (gint64) value;

  return TRUE;
}

/* true and false, or 1 and 0 */
static gboolean
read_flag (Reading *r, DeskJsonToken token, DeskMessageFlags flag, GError **error)
{
  gsize length;
  const char *text = get_token (r, &length);

  if ((token != DESK_JSON_LITERAL && token != DESK_JSON_NUMBER) || (text[0] != 't' && text[0] != 'f'
      && (length != 1 || (text[0] != '0' && text[0] != '1'))))
    return fail (error, _ ("a flag is neither true nor false"));
  if (text[0] == 't' || text[0] == '1')
    r->line->flags |= flag;
  else
    r->line->flags &= ~flag;

  return TRUE;
}

static gboolean
read_time (Reading *r, DeskJsonToken token, GError **error)
{
  const char *word = token == DESK_JSON_STRING ? read_word (r, error) : NULL;

  if (token == DESK_JSON_STRING && word == NULL)
    return FALSE;
  if (word == NULL || !desk_import_read_time (word, &r->line->time))
    return fail (error, _ ("its time is no time of the years 1 to 9999"));
  r->has_time = TRUE;

  return TRUE;
}

static gboolean
read_topic (Reading *r, DeskJsonToken token, GError **error)
{
  const char *word = token == DESK_JSON_STRING ? read_word (r, error) : NULL;

  if (word == NULL)
    return token == DESK_JSON_STRING ? FALSE : fail (error, _ ("its topic is no text"));
  if (!desk_topic_check (word, error))
    return FALSE;
  g_free (r->line->topic);
  r->line->topic = g_strdup (word);
  r->has_topic = TRUE;

  return TRUE;
}

/* A text is what it says; null is no payload; anything else is JSON as it stands
 * there, which is how mosquitto_sub -F %J writes payloads. */
static gboolean
read_payload (Reading *r, DeskJsonToken token, GError **error)
{
  gsize start = r->scanner.start;
  gsize length;
  const char *text = get_token (r, &length);

  g_byte_array_set_size (r->line->payload, 0);
  r->has_payload = TRUE;
  if (token == DESK_JSON_STRING)
    return desk_import_unescape (text, length, r->line->payload)
           || fail (error, _ ("half of a surrogate pair stands alone"));
  if (token == DESK_JSON_LITERAL && text[0] == 'n')
    return TRUE;
  if (!skip (r, token, error))
    return FALSE;
  g_byte_array_append (r->line->payload, (const guint8 *) r->text + start, (guint) (r->scanner.position - start));

  return TRUE;
}

static gboolean
read_base64 (Reading *r, DeskJsonToken token, GError **error)
{
  gsize length;
  const char *text = get_token (r, &length);

  g_byte_array_set_size (r->line->payload, 0);
  r->has_payload = TRUE;

  return (token == DESK_JSON_STRING && desk_import_add_base64 (text + 1, length - 2, r->line->payload))
         || fail (error, _ ("its payload is no base64"));
}

/* Goes to the value of the next member of an object. @name is its name, or NULL
 * at the end of the object. */
static gboolean
next_member (Reading *r, char **name, GError **error)
{
  DeskJsonToken token = desk_json_scanner_next (&r->scanner);

  g_clear_pointer (name, g_free);
  if (token == DESK_JSON_COMMA)
    token = desk_json_scanner_next (&r->scanner);
  if (token == DESK_JSON_OBJECT_END)
    return TRUE;
  if (token != DESK_JSON_STRING)
    return fail_grammar (r, error);
  *name = g_strdup (read_word (r, error));
  if (*name == NULL)
    return FALSE;

  return desk_json_scanner_next (&r->scanner) == DESK_JSON_COLON || fail_grammar (r, error);
}

static DeskPropertyId
find_property (const char *name, DeskPropertyKind *kind)
{
  for (guint32 id = 1; id <= PROPERTY_MAX; id++)
    {
      const char *known;

      if (desk_property_lookup (id, &known, kind) && strcmp (known, name) == 0)
        return (DeskPropertyId) id;
    }

  return (DeskPropertyId) 0;
}

/* {"k":"v","k":"w"}: names may come several times, and their order counts. */
static gboolean
read_user_properties (Reading *r, DeskJsonToken token, GError **error)
{
  g_autofree char *name = NULL;

  if (token != DESK_JSON_OBJECT_BEGIN)
    return fail (error, _ ("its user properties are no JSON object"));

  while (next_member (r, &name, error))
    {
      const char *value;

      if (name == NULL)
        return TRUE;
      if (desk_json_scanner_next (&r->scanner) != DESK_JSON_STRING)
        return fail (error, _ ("a user property is no text"));
      value = read_word (r, error);
      if (value == NULL)
        return FALSE;
      desk_properties_add_pair (r->line->properties, name, -1, value, -1);
    }

  return FALSE;
}

static gboolean
read_property (Reading *r, const char *name, GError **error)
{
  DeskJsonToken token = desk_json_scanner_next (&r->scanner);
  DeskPropertyKind kind;
  DeskPropertyId id;
  const char *word;
  gint64 number;

  if (strcmp (name, "user-properties") == 0)
    return read_user_properties (r, token, error);
  id = find_property (name, &kind);
  if (id == 0 || kind == DESK_PROPERTY_PAIR)
    return fail (error, _ ("it has a property that MQTT does not know"));
  if (kind <= DESK_PROPERTY_VARINT)
    {
      if (!read_number (r, token, G_MAXUINT32, &number, error))
        return FALSE;
      desk_properties_add_number (r->line->properties, id, (guint32) number);
      return TRUE;
    }
  if (token != DESK_JSON_STRING)
    return fail (error, _ ("a property is no text"));
  word = read_word (r, error);
  if (word == NULL)
    return FALSE;
  if (kind == DESK_PROPERTY_STRING)
    desk_properties_add_string (r->line->properties, id, word, -1);
  else
    {
      g_autoptr (GBytes) bytes = g_bytes_new (word, strlen (word));

      desk_properties_add_bytes (r->line->properties, id, bytes);
    }

  return TRUE;
}

/* {"content-type":"text/plain",…}, as mosquitto_sub writes them */
static gboolean
read_property_object (Reading *r, GError **error)
{
  g_autofree char *name = NULL;

  r->line->properties = desk_properties_new ();
  while (next_member (r, &name, error))
    {
      if (name == NULL)
        return TRUE;
      if (!read_property (r, name, error))
        return FALSE;
    }

  return FALSE;
}

static gboolean
read_properties (Reading *r, DeskJsonToken token, GError **error)
{
  gsize start = r->scanner.start;
  g_autofree char *json = NULL;

  g_clear_pointer (&r->line->properties, desk_properties_unref);
  if (token == DESK_JSON_OBJECT_BEGIN)
    return read_property_object (r, error);
  if (token == DESK_JSON_LITERAL)
    return TRUE;
  if (!skip (r, token, error))
    return FALSE;
  json = g_strndup (r->text + start, r->scanner.position - start);
  r->line->properties = desk_properties_from_json (json, NULL);

  return r->line->properties != NULL || fail (error, _ ("its properties are not as MQTT has them"));
}

static gboolean
read_qos (Reading *r, DeskJsonToken token, GError **error)
{
  gint64 qos;

  if (!read_number (r, token, 2, &qos, error))
    return FALSE;
  r->line->flags = (r->line->flags & ~DESK_MESSAGE_QOS_MASK) | (DeskMessageFlags) qos;

  return TRUE;
}

static gboolean
read_member (Reading *r, const char *name, GError **error)
{
  DeskJsonToken token = desk_json_scanner_next (&r->scanner);

  if (token == DESK_JSON_INVALID)
    return fail_grammar (r, error);

  if (strcmp (name, "id") == 0)
    return read_number (r, token, G_MAXINT64 / 2, &r->line->id, error);
  if (strcmp (name, "time") == 0 || strcmp (name, "tst") == 0)
    return read_time (r, token, error);
  if (strcmp (name, "topic") == 0)
    return read_topic (r, token, error);
  if (strcmp (name, "qos") == 0)
    return read_qos (r, token, error);
  if (strcmp (name, "retained") == 0 || strcmp (name, "retain") == 0)
    return read_flag (r, token, DESK_MESSAGE_RETAINED, error);
  if (strcmp (name, "outgoing") == 0)
    return read_flag (r, token, DESK_MESSAGE_OUTGOING, error);
  if (strcmp (name, "dup") == 0)
    return read_flag (r, token, DESK_MESSAGE_DUPLICATE, error);
  if (strcmp (name, "payloadlen") == 0)
    return read_number (r, token, G_MAXUINT32, &r->payload_length, error);
  if (strcmp (name, "properties") == 0)
    return read_properties (r, token, error);
  if (strcmp (name, "payload") == 0)
    return read_payload (r, token, error);
  if (strcmp (name, "payload_base64") == 0)
    return read_base64 (r, token, error);

  return skip (r, token, error);
}

static gboolean
read_line (Reading *r, GError **error)
{
  DeskJsonToken token = desk_json_scanner_next (&r->scanner);
  g_autofree char *name = NULL;

  if (token != DESK_JSON_OBJECT_BEGIN)
    return token == DESK_JSON_INVALID ? fail_grammar (r, error) : fail (error, _ ("it is not a JSON object"));

  do
    {
      if (!next_member (r, &name, error) || (name != NULL && !read_member (r, name, error)))
        return FALSE;
    }
  while (name != NULL);
  if (desk_json_scanner_next (&r->scanner) != DESK_JSON_END)
    return fail_grammar (r, error);
  if (!r->has_topic || !r->has_time || !r->has_payload)
    return fail (error, _ ("it lacks a topic, a time or a payload"));
  if (r->payload_length >= 0 && r->payload_length != r->line->payload->len)
    return fail (error, _ ("its payload is not whole: mosquitto_sub cuts a payload at its first NUL"));

  return TRUE;
}

/**
 * desk_import_line_init:
 * @self: a line on the stack
 *
 * Makes it ready for desk_import_line_read().
 */
void
desk_import_line_init (DeskImportLine *self)
{
  *self = (DeskImportLine) { .payload = g_byte_array_new () };
}

void
desk_import_line_clear (DeskImportLine *self)
{
  g_clear_pointer (&self->topic, g_free);
  g_clear_pointer (&self->properties, desk_properties_unref);
  g_clear_pointer (&self->payload, g_byte_array_unref);
}

/**
 * desk_import_line_read:
 * @self: a line
 * @line: JSON, as this program exports it, or as mosquitto_sub writes it with
 *   -F %j or -F %J
 * @length: bytes of it, without the newline
 * @error: %DESK_ERROR_FAILED, with words that go on after “line 3: ”
 *
 * Reads a message. Members that are not known are passed over.
 *
 * Returns: whether it is one; else @self holds nothing of use
 */
gboolean
desk_import_line_read (DeskImportLine *self, const char *line, gsize length, GError **error)
{
  g_autoptr (GByteArray) word = g_byte_array_new ();
  Reading r = { .line = self, .text = line, .word = word, .payload_length = -1 };

  self->id = 0;
  self->time = 0;
  self->flags = (DeskMessageFlags) 0;
  g_clear_pointer (&self->topic, g_free);
  g_clear_pointer (&self->properties, desk_properties_unref);
  g_byte_array_set_size (self->payload, 0);
  desk_json_scanner_init (&r.scanner, line, length, FALSE);

  return read_line (&r, error);
}
