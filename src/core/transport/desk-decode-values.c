/* desk-decode-values.c: the single values of a packet, for the eye
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-decode-private.h"

/* How much of binary data is shown, bytes */
#define BINARY_SHOWN 32

/* How long the line for the list may become, bytes */
#define SUMMARY_MAX 500

static void
add (DeskDecode *self, gsize offset, const char *name, char *value, gboolean is_fault)
{
  DeskDecodedField *field;

  if (self->fields->len >= DESK_DECODE_MAX_FIELDS)
    {
      g_free (value);
      return;
    }

  field = g_new (DeskDecodedField, 1);
  *field = (DeskDecodedField) { .name = g_strdup (name), .value = value, .depth = self->depth };
  field->offset = offset;
  field->length = self->at > offset ? self->at - offset : 0;
  field->is_fault = is_fault;
  g_ptr_array_add (self->fields, field);
}

/**
 * _desk_decode_add:
 * @self: a packet
 * @offset: where the field begins; it ends where the packet is decoded to
 * @name: of the field
 * @format: of its value, which has to be printable
 * @...: for @format
 *
 * Adds a field, if fields are asked for and there are not too many.
 */
void
_desk_decode_add (DeskDecode *self, gsize offset, const char *name, const char *format, ...)
{
  va_list args;

  if (self->fields == NULL || self->fields->len >= DESK_DECODE_MAX_FIELDS)
    return;

  va_start (args, format);
  add (self, offset, name, g_strdup_vprintf (format, args), FALSE);
  va_end (args);
}

/**
 * _desk_decode_fault:
 * @self: a packet
 * @words: what is wrong
 *
 * Nothing more can be decoded.
 */
void
_desk_decode_fault (DeskDecode *self, const char *words)
{
  if (self->over)
    return;

  if (self->fields != NULL)
    add (self, self->at, "Malformed", g_strdup (words), TRUE);
  _desk_decode_tell (self, "malformed: %s", words);
  self->over = TRUE;
}

/**
 * _desk_decode_tell:
 * @self: a packet
 * @format: of words for the list, which have to be printable
 * @...: for @format
 *
 * Appends to the line for the list, as long as it is short.
 */
void
_desk_decode_tell (DeskDecode *self, const char *format, ...)
{
  va_list args;

  if (self->over || self->summary->len > SUMMARY_MAX)
    return;
  if (self->summary->len > 0)
    g_string_append (self->summary, " · ");

  va_start (args, format);
  g_string_append_vprintf (self->summary, format, args);
  va_end (args);
}

/**
 * _desk_decode_take:
 * @self: a packet
 * @length: number of bytes
 *
 * Returns: (transfer none) (nullable): the next bytes, or %NULL if the packet
 *   does not have so many, or they are not kept
 */
const guint8 *
_desk_decode_take (DeskDecode *self, gsize length)
{
  const guint8 *data = self->data + self->at;

  if (self->over)
    return NULL;
  if (self->end - self->at < length)
    {
      _desk_decode_fault (self, "a length points beyond the end");
      return NULL;
    }
  if (self->length < self->at || self->length - self->at < length)
    {
      self->over = TRUE;
      if (self->fields != NULL)
        add (self, self->at, "Not kept", g_strdup ("what follows was not recorded"), FALSE);
      return NULL;
    }
  self->at += length;

  return data;
}

/**
 * _desk_decode_has_more:
 * @self: a packet
 *
 * Returns: whether something is left to decode
 */
gboolean
_desk_decode_has_more (DeskDecode *self)
{
  return !self->over && self->at < self->end;
}

/**
 * _desk_decode_number:
 * @self: a packet
 * @size: bytes of the integer, at most four
 *
 * Returns: the next integer
 */
guint32
_desk_decode_number (DeskDecode *self, gsize size)
{
  const guint8 *data = _desk_decode_take (self, size);
  guint32 number = 0;

  for (gsize i = 0; data != NULL && i < size; i++)
    number = number << 8 | data[i];

  return number;
}

/**
 * _desk_decode_varint:
 * @self: a packet
 *
 * Returns: the next variable byte integer (MQTT 5.0 section 1.5.5)
 */
guint32
_desk_decode_varint (DeskDecode *self)
{
  guint32 number = 0;
  gsize size = 1;

  if (self->over)
    return 0;
  switch (_desk_varint_read (self->data + MIN (self->at, self->length),
                             self->length - MIN (self->at, self->length), &number, &size))
    {
    case DESK_CHECK_REFUSE:
      _desk_decode_fault (self, "an integer has more than four bytes");
      return 0;
    case DESK_CHECK_MORE:
    case DESK_CHECK_PASS:
    default:
      return _desk_decode_take (self, size) != NULL ? number : 0;
    }
}

/**
 * _desk_decode_unsigned:
 * @self: a packet
 * @size: bytes of the integer
 * @name: of the field
 * @unit: (nullable): what it counts
 *
 * Decodes an integer.
 */
void
_desk_decode_unsigned (DeskDecode *self, gsize size, const char *name, const char *unit)
{
  gsize offset = self->at;
  guint32 number = _desk_decode_number (self, size);

  if (!self->over)
    _desk_decode_add (self, offset, name, "%u%s%s", number, unit != NULL ? " " : "",
                      unit != NULL ? unit : "");
}

/**
 * _desk_decode_string:
 * @self: a packet
 * @name: of the field
 *
 * Decodes a string (MQTT 5.0 section 1.5.4).
 *
 * Returns: (transfer full) (nullable): what is shown of it
 */
char *
_desk_decode_string (DeskDecode *self, const char *name)
{
  gsize offset = self->at;
  gsize length = _desk_decode_number (self, 2);
  const guint8 *data = _desk_decode_take (self, length);
  char *text;

  if (data == NULL)
    return NULL;

  text = _desk_string_escape (data, length);
  _desk_decode_add (self, offset, name, "%s", text);
  if (!g_utf8_validate_len ((const char *) data, length, NULL) && self->fields != NULL)
    add (self, offset, name, g_strdup ("is not valid UTF-8"), TRUE);

  return text;
}

/**
 * _desk_decode_binary:
 * @self: a packet
 * @name: of the field
 *
 * Decodes binary data (MQTT 5.0 section 1.5.6): what is text is shown as text.
 *
 * Returns: (transfer full) (nullable): what is shown of it
 */
char *
_desk_decode_binary (DeskDecode *self, const char *name)
{
  gsize offset = self->at;
  gsize length = _desk_decode_number (self, 2);
  const guint8 *data = _desk_decode_take (self, length);
  GString *hex;

  if (data == NULL)
    return NULL;
  if (_desk_string_is_plain (data, length))
    {
      char *text = _desk_string_escape (data, length);

      _desk_decode_add (self, offset, name, "%s", text);
      return text;
    }

  hex = g_string_new (NULL);
  for (gsize i = 0; i < MIN (length, BINARY_SHOWN); i++)
    g_string_append_printf (hex, i > 0 ? " %02x" : "%02x", data[i]);
  if (length > BINARY_SHOWN)
    g_string_append (hex, " …");
  _desk_decode_add (self, offset, name, "%s", hex->str);

  return g_string_free (hex, FALSE);
}

/**
 * _desk_decode_flag:
 * @self: a packet
 * @offset: of the byte that the flag is in, which is decoded already
 * @name: of the flag
 * @is_set: whether it is 1
 *
 * Adds a flag.
 */
void
_desk_decode_flag (DeskDecode *self, gsize offset, const char *name, gboolean is_set)
{
  _desk_decode_add (self, offset, name, "%d", is_set ? 1 : 0);
}

/**
 * _desk_decode_packet_id:
 * @self: a packet
 *
 * Returns: its packet identifier
 */
guint16
_desk_decode_packet_id (DeskDecode *self)
{
  gsize offset = self->at;
  guint16 id = (guint16) _desk_decode_number (self, 2);

  if (!self->over)
    _desk_decode_add (self, offset, "Packet Identifier", "%u", id);
  if (!self->over && id == 0)
    _desk_decode_fault (self, "the packet identifier is 0");

  return id;
}
