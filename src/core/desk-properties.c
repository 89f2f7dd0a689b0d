/* desk-properties.c: MQTT 5 properties in the order of the wire
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "desk-error.h"
#include "desk-properties.h"

/* How deep the JSON of a log goes: a pair in a pair in the list */
#define DEPTH_MAX 3

struct _DeskProperties
{
  GArray *items; /* of DeskProperty */
  gsize size;
};

/* MQTT 5.0 table 2-4; the names are those of mosquitto's own tools. */
static const struct
{
  DeskPropertyId id;
  DeskPropertyKind kind;
  const char *name;
} table[] = {
  { DESK_PROP_PAYLOAD_FORMAT_INDICATOR, DESK_PROPERTY_BYTE, "payload-format-indicator" },
  { DESK_PROP_MESSAGE_EXPIRY_INTERVAL, DESK_PROPERTY_UINT32, "message-expiry-interval" },
  { DESK_PROP_CONTENT_TYPE, DESK_PROPERTY_STRING, "content-type" },
  { DESK_PROP_RESPONSE_TOPIC, DESK_PROPERTY_STRING, "response-topic" },
  { DESK_PROP_CORRELATION_DATA, DESK_PROPERTY_BINARY, "correlation-data" },
  { DESK_PROP_SUBSCRIPTION_IDENTIFIER, DESK_PROPERTY_VARINT, "subscription-identifier" },
  { DESK_PROP_SESSION_EXPIRY_INTERVAL, DESK_PROPERTY_UINT32, "session-expiry-interval" },
  { DESK_PROP_ASSIGNED_CLIENT_IDENTIFIER, DESK_PROPERTY_STRING, "assigned-client-identifier" },
  { DESK_PROP_SERVER_KEEP_ALIVE, DESK_PROPERTY_UINT16, "server-keep-alive" },
  { DESK_PROP_AUTHENTICATION_METHOD, DESK_PROPERTY_STRING, "authentication-method" },
  { DESK_PROP_AUTHENTICATION_DATA, DESK_PROPERTY_BINARY, "authentication-data" },
  { DESK_PROP_REQUEST_PROBLEM_INFORMATION, DESK_PROPERTY_BYTE, "request-problem-information" },
  { DESK_PROP_WILL_DELAY_INTERVAL, DESK_PROPERTY_UINT32, "will-delay-interval" },
  { DESK_PROP_REQUEST_RESPONSE_INFORMATION, DESK_PROPERTY_BYTE, "request-response-information" },
  { DESK_PROP_RESPONSE_INFORMATION, DESK_PROPERTY_STRING, "response-information" },
  { DESK_PROP_SERVER_REFERENCE, DESK_PROPERTY_STRING, "server-reference" },
  { DESK_PROP_REASON_STRING, DESK_PROPERTY_STRING, "reason-string" },
  { DESK_PROP_RECEIVE_MAXIMUM, DESK_PROPERTY_UINT16, "receive-maximum" },
  { DESK_PROP_TOPIC_ALIAS_MAXIMUM, DESK_PROPERTY_UINT16, "topic-alias-maximum" },
  { DESK_PROP_TOPIC_ALIAS, DESK_PROPERTY_UINT16, "topic-alias" },
  { DESK_PROP_MAXIMUM_QOS, DESK_PROPERTY_BYTE, "maximum-qos" },
  { DESK_PROP_RETAIN_AVAILABLE, DESK_PROPERTY_BYTE, "retain-available" },
  { DESK_PROP_USER_PROPERTY, DESK_PROPERTY_PAIR, "user-property" },
  { DESK_PROP_MAXIMUM_PACKET_SIZE, DESK_PROPERTY_UINT32, "maximum-packet-size" },
  { DESK_PROP_WILDCARD_SUBSCRIPTION_AVAILABLE, DESK_PROPERTY_BYTE, "wildcard-subscription-available" },
  { DESK_PROP_SUBSCRIPTION_IDENTIFIER_AVAILABLE, DESK_PROPERTY_BYTE, "subscription-identifier-available" },
  { DESK_PROP_SHARED_SUBSCRIPTION_AVAILABLE, DESK_PROPERTY_BYTE, "shared-subscription-available" },
};

G_DEFINE_BOXED_TYPE (DeskProperties, desk_properties, desk_properties_ref, desk_properties_unref)

/**
 * desk_property_lookup:
 * @id: a property identifier, as it came from the wire
 * @name: (out) (optional): its name in lower case with hyphens
 * @kind: (out) (optional): its data type
 *
 * Looks an identifier up in MQTT 5.0 table 2-4.
 *
 * Returns: %FALSE if MQTT 5.0 knows no such property
 */
gboolean
desk_property_lookup (guint32 id, const char **name, DeskPropertyKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if ((guint32) table[i].id == id)
      {
        if (name != NULL)
          *name = table[i].name;
        if (kind != NULL)
          *kind = table[i].kind;
        return TRUE;
      }

  return FALSE;
}

static void
property_clear (gpointer data)
{
  DeskProperty *property = data;

  g_free (property->name);
  g_free (property->string);
  g_clear_pointer (&property->bytes, g_bytes_unref);
}

/**
 * desk_properties_new:
 *
 * Makes an empty list. It may be added to until it is shared, and does not
 * change afterwards.
 *
 * Returns: (transfer full): the list
 */
DeskProperties *
desk_properties_new (void)
{
  DeskProperties *self = g_atomic_rc_box_new0 (DeskProperties);

  self->items = g_array_new (FALSE, FALSE, sizeof (DeskProperty));
  g_array_set_clear_func (self->items, property_clear);

  return self;
}

/**
 * desk_properties_ref:
 * @self: properties
 *
 * Returns: (transfer full): @self
 */
DeskProperties *
desk_properties_ref (DeskProperties *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
properties_clear (gpointer data)
{
  DeskProperties *self = data;

  g_array_unref (self->items);
}

/**
 * desk_properties_unref:
 * @self: (transfer full): properties
 *
 * Drops a reference.
 */
void
desk_properties_unref (DeskProperties *self)
{
  g_atomic_rc_box_release_full (self, properties_clear);
}

/* What an allocation takes: a broker may send hundreds of thousands of empty
 * strings in a message, of which each costs as much as one of 24 bytes. */
static gsize
allocated (gsize length)
{
  return MAX ((length + sizeof (gsize) + 15) / 16 * 16, 32);
}

static void
add (DeskProperties *self, DeskProperty property)
{
  self->size += sizeof property + (property.name != NULL ? allocated (strlen (property.name) + 1) : 0)
                + (property.string != NULL ? allocated (strlen (property.string) + 1) : 0)
                + (property.bytes != NULL ? allocated (g_bytes_get_size (property.bytes)) : 0);
  g_array_append_val (self->items, property);
}

/**
 * desk_properties_add_number:
 * @self: properties that are not shared yet
 * @id: a property of a number kind
 * @number: its value
 *
 * Adds a byte, a two- or four-byte integer or a variable byte integer.
 */
void
desk_properties_add_number (DeskProperties *self, DeskPropertyId id, guint32 number)
{
  DeskPropertyKind kind;

  g_return_if_fail (desk_property_lookup (id, NULL, &kind) && kind <= DESK_PROPERTY_VARINT);

  add (self, (DeskProperty) { .id = id, .kind = kind, .number = number });
}

/**
 * desk_properties_add_string:
 * @self: properties that are not shared yet
 * @id: a property of the string kind
 * @string: its value, UTF-8
 * @length: bytes of @string, or -1 if it ends with NUL
 *
 * Adds a string.
 */
void
desk_properties_add_string (DeskProperties *self, DeskPropertyId id, const char *string, gssize length)
{
  DeskPropertyKind kind;

  g_return_if_fail (desk_property_lookup (id, NULL, &kind) && kind == DESK_PROPERTY_STRING);

  add (self, (DeskProperty) { .id = id, .kind = kind, .string = length < 0 ? g_strdup (string) : g_strndup (string, (gsize) length) });
}

/**
 * desk_properties_add_pair:
 * @self: properties that are not shared yet
 * @name: the name, UTF-8
 * @name_length: bytes of @name, or -1 if it ends with NUL
 * @value: the value, UTF-8
 * @value_length: bytes of @value, or -1 if it ends with NUL
 *
 * Adds a user property; names may repeat and their order is kept (MQTT 5.0
 * section 3.3.2.3.7).
 */
void
desk_properties_add_pair (DeskProperties *self, const char *name, gssize name_length, const char *value, gssize value_length)
{
  add (self, (DeskProperty) {
                 .id = DESK_PROP_USER_PROPERTY,
                 .kind = DESK_PROPERTY_PAIR,
                 .name = name_length < 0 ? g_strdup (name) : g_strndup (name, (gsize) name_length),
                 .string = value_length < 0 ? g_strdup (value) : g_strndup (value, (gsize) value_length),
             });
}

/**
 * desk_properties_add_bytes:
 * @self: properties that are not shared yet
 * @id: a property of the binary kind
 * @bytes: its value; a reference is taken
 *
 * Adds binary data.
 */
void
desk_properties_add_bytes (DeskProperties *self, DeskPropertyId id, GBytes *bytes)
{
  DeskPropertyKind kind;

  g_return_if_fail (desk_property_lookup (id, NULL, &kind) && kind == DESK_PROPERTY_BINARY);

  add (self, (DeskProperty) { .id = id, .kind = kind, .bytes = g_bytes_ref (bytes) });
}

/**
 * desk_properties_get_length:
 * @self: properties
 *
 * Returns: how many there are
 */
guint
desk_properties_get_length (DeskProperties *self)
{
  return self->items->len;
}

/**
 * desk_properties_get:
 * @self: properties
 * @index: less than the length
 *
 * Returns: (transfer none): the property at @index
 */
const DeskProperty *
desk_properties_get (DeskProperties *self, guint index)
{
  g_return_val_if_fail (index < self->items->len, NULL);

  return &g_array_index (self->items, DeskProperty, index);
}

/**
 * desk_properties_find:
 * @self: (nullable): properties
 * @id: which property
 *
 * Returns: (transfer none) (nullable): the first property with that identifier
 */
const DeskProperty *
desk_properties_find (DeskProperties *self, DeskPropertyId id)
{
  for (guint i = 0; self != NULL && i < self->items->len; i++)
    {
      const DeskProperty *property = &g_array_index (self->items, DeskProperty, i);

      if (property->id == id)
        return property;
    }

  return NULL;
}

/**
 * desk_properties_get_size:
 * @self: properties
 *
 * Returns: bytes of memory that they take, roughly
 */
gsize
desk_properties_get_size (DeskProperties *self)
{
  return self->size;
}

static void
append_string (GString *json, const char *text)
{
  static const char short_escapes[0x20] = {
    ['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't',
  };
  const char *start = text;

  g_string_append_c (json, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      guchar byte = (guchar) *p;

      if (byte >= 0x20 && byte != 0x7f && byte != '"' && byte != '\\')
        continue;
      g_string_append_len (json, start, p - start);
      start = p + 1;
      if (byte == '"' || byte == '\\' || (byte < 0x20 && short_escapes[byte] != '\0'))
        {
          g_string_append_c (json, '\\');
          g_string_append_c (json, byte < 0x20 ? short_escapes[byte] : *p);
        }
      else
        g_string_append_printf (json, "\\u%04x", byte);
    }
  g_string_append (json, start);
  g_string_append_c (json, '"');
}

static void
append_value (GString *json, const DeskProperty *property)
{
  switch (property->kind)
    {
    case DESK_PROPERTY_BYTE:
    case DESK_PROPERTY_UINT16:
    case DESK_PROPERTY_UINT32:
    case DESK_PROPERTY_VARINT:
      g_string_append_printf (json, "%u", property->number);
      break;
    case DESK_PROPERTY_STRING:
      append_string (json, property->string);
      break;
    case DESK_PROPERTY_PAIR:
      g_string_append_c (json, '[');
      append_string (json, property->name);
      g_string_append_c (json, ',');
      append_string (json, property->string);
      g_string_append_c (json, ']');
      break;
    case DESK_PROPERTY_BINARY:
      {
        gsize size;
        gconstpointer data = g_bytes_get_data (property->bytes, &size);
        g_autofree char *text = g_base64_encode (data, size);

        g_string_append (json, "{\"base64\":\"");
        g_string_append (json, text);
        g_string_append (json, "\"}");
        break;
      }
    default:
      g_assert_not_reached ();
    }
}

/**
 * desk_properties_to_json:
 * @self: properties
 *
 * Writes them as the log and JSON lines hold them: an array of pairs in the
 * order of the wire. The text is put together by hand: it is made for every
 * message that has properties, and a tree of nodes would take ten times as long.
 *
 * Returns: (transfer full): JSON text
 */
char *
desk_properties_to_json (DeskProperties *self)
{
  GString *json = g_string_sized_new (64 * (self->items->len + 1));

  g_string_append_c (json, '[');
  for (guint i = 0; i < self->items->len; i++)
    {
      const DeskProperty *property = &g_array_index (self->items, DeskProperty, i);
      const char *name = NULL;

      desk_property_lookup (property->id, &name, NULL);
      g_string_append (json, i > 0 ? ",[" : "[");
      append_string (json, name);
      g_string_append_c (json, ',');
      append_value (json, property);
      g_string_append_c (json, ']');
    }
  g_string_append_c (json, ']');

  return g_string_free (json, FALSE);
}

/* (nullable): what a string holds. JSON may escape half a surrogate pair, of which no UTF-8 can be made. */
static const char *
read_string (JsonNode *node)
{
  const char *text = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

  return text != NULL && g_utf8_validate (text, -1, NULL) ? text : NULL;
}

static gboolean
read_pair (DeskProperties *self, JsonArray *pair)
{
  const char *name;

  if (json_array_get_length (pair) != 2 || !JSON_NODE_HOLDS_VALUE (json_array_get_element (pair, 0)))
    return FALSE;
  name = json_array_get_string_element (pair, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      JsonNode *value = json_array_get_element (pair, 1);

      if (g_strcmp0 (table[i].name, name) != 0)
        continue;

      if (table[i].kind == DESK_PROPERTY_PAIR)
        {
          JsonArray *both;
          const char *key, *text;

          if (!JSON_NODE_HOLDS_ARRAY (value))
            return FALSE;
          both = json_node_get_array (value);
          if (json_array_get_length (both) != 2)
            return FALSE;
          key = read_string (json_array_get_element (both, 0));
          text = read_string (json_array_get_element (both, 1));
          if (key == NULL || text == NULL)
            return FALSE;
          desk_properties_add_pair (self, key, -1, text, -1);
        }
      else if (table[i].kind == DESK_PROPERTY_BINARY)
        {
          g_autoptr (GBytes) bytes = NULL;
          const char *text;
          guchar *data;
          gsize size;

          if (!JSON_NODE_HOLDS_OBJECT (value))
            return FALSE;
          text = json_object_get_string_member_with_default (json_node_get_object (value), "base64", NULL);
          if (text == NULL)
            return FALSE;
          data = g_base64_decode (text, &size);
          bytes = g_bytes_new_take (data, size);
          desk_properties_add_bytes (self, table[i].id, bytes);
        }
      else if (table[i].kind == DESK_PROPERTY_STRING)
        {
          const char *text = read_string (value);

          if (text == NULL)
            return FALSE;
          desk_properties_add_string (self, table[i].id, text, -1);
        }
      else
        {
          gint64 number;

          if (json_node_get_value_type (value) != G_TYPE_INT64)
            return FALSE;
          number = json_node_get_int (value);
          if (number < 0 || number > G_MAXUINT32)
            return FALSE;
          desk_properties_add_number (self, table[i].id, (guint32) number);
        }
      return TRUE;
    }

  return FALSE;
}

/* json-glib goes down into what is nested for as long as there is a stack, and
 * a log may come from anywhere. */
static gboolean
is_flat (const char *json)
{
  gboolean in_string = FALSE;
  int depth = 0;

  for (const char *p = json; *p != '\0'; p++)
    if (in_string)
      {
        if (*p == '\\' && p[1] != '\0')
          p++;
        else if (*p == '"')
          in_string = FALSE;
      }
    else if (*p == '"')
      in_string = TRUE;
    else if ((*p == '[' || *p == '{') && ++depth > DEPTH_MAX)
      return FALSE;
    else if (*p == ']' || *p == '}')
      depth--;

  return TRUE;
}

/**
 * desk_properties_from_json:
 * @json: what desk_properties_to_json() wrote
 * @error: %DESK_ERROR_FAILED
 *
 * Reads properties back from a log.
 *
 * Returns: (transfer full) (nullable): the properties, or %NULL with @error set
 */
DeskProperties *
desk_properties_from_json (const char *json, GError **error)
{
  g_autoptr (DeskProperties) self = desk_properties_new ();
  g_autoptr (JsonNode) root = is_flat (json) ? json_from_string (json, NULL) : NULL;
  JsonArray *array;

  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    {
      desk_fail (error, DESK_ERROR_FAILED, _ ("The properties of this message are damaged in the log."));
      return NULL;
    }

  array = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *pair = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_ARRAY (pair) || !read_pair (self, json_node_get_array (pair)))
        {
          desk_fail (error, DESK_ERROR_FAILED, _ ("The properties of this message are damaged in the log."));
          return NULL;
        }
    }

  return g_steal_pointer (&self);
}
