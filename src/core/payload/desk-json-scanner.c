/* desk-json-scanner.c: the tokens of a JSON text (RFC 8259)
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-json-scanner.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

enum
{
  EXPECT_VALUE,
  EXPECT_VALUE_OR_END, /* after [ */
  EXPECT_NAME_OR_END,  /* after { */
  EXPECT_NAME,         /* after a comma in an object */
  EXPECT_COLON,
  EXPECT_COMMA_OR_END,
  EXPECT_NOTHING,
};

/**
 * desk_json_scanner_init:
 * @self: a scanner on the stack
 * @data: the bytes; they have to outlive @self
 * @length: number of bytes
 * @more: whether the text goes on behind these bytes
 *
 * Begins at the first byte. A byte order mark is passed over, as RFC 8259
 * section 8.1 allows.
 */
void
desk_json_scanner_init (DeskJsonScanner *self, gconstpointer data, gsize length, gboolean more)
{
  self->data = data;
  self->length = length;
  self->more = more;
  self->start = 0;
  self->position = 0;
  self->depth = 0;
  self->reason = NULL;
  self->too_deep = FALSE;
  self->expected = EXPECT_VALUE;
  self->in_object[0] = FALSE;

  self->byte_order_mark = length >= strlen (BYTE_ORDER_MARK)
                          && memcmp (data, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0;
  if (self->byte_order_mark)
    self->position = strlen (BYTE_ORDER_MARK);
}

static DeskJsonToken
fail (DeskJsonScanner *self, gsize position, const char *reason)
{
  self->start = position;
  self->position = position;
  self->reason = reason;

  return DESK_JSON_INVALID;
}

/* The bytes are over although something has to follow. */
static DeskJsonToken
run_out (DeskJsonScanner *self)
{
  if (!self->more)
    return fail (self, self->length, _ ("it ends too early"));
  self->position = self->length;

  return DESK_JSON_CUT;
}

static DeskJsonToken
finish_value (DeskJsonScanner *self, gsize position, DeskJsonToken token)
{
  self->position = position;
  self->expected = self->depth > 0 ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;

  return token;
}

static DeskJsonToken
scan_string (DeskJsonScanner *self)
{
  gsize p = self->start + 1;

  while (p < self->length)
    {
      guint8 c = self->data[p];

      if (c == '"')
        {
          if (self->expected == EXPECT_VALUE || self->expected == EXPECT_VALUE_OR_END)
            return finish_value (self, p + 1, DESK_JSON_STRING);
          self->position = p + 1;
          self->expected = EXPECT_COLON;
          return DESK_JSON_STRING;
        }
      else if (c < 0x20)
        return fail (self, p, _ ("a control character in a string has to be written as an escape"));
      else if (c >= 0x80)
        {
          gunichar decoded = g_utf8_get_char_validated ((const char *) self->data + p,
                                                        (gssize) (self->length - p));

          if (decoded == (gunichar) -2)
            return self->more ? run_out (self) : fail (self, p, _ ("it is not valid UTF-8"));
          if (decoded == (gunichar) -1)
            return fail (self, p, _ ("it is not valid UTF-8"));
          p = (gsize) ((const guint8 *) g_utf8_next_char (self->data + p) - self->data);
        }
      else if (c == '\\')
        {
          if (p + 1 == self->length)
            return run_out (self);
          if (self->data[p + 1] == 'u')
            {
              for (gsize digit = p + 2; digit < p + 6; digit++)
                {
                  if (digit == self->length)
                    return run_out (self);
                  if (!g_ascii_isxdigit (self->data[digit]))
                    return fail (self, p, _ ("“\\u” has to be followed by four hexadecimal digits"));
                }
              p += 6;
            }
          else if (self->data[p + 1] != '\0' && strchr ("\"\\/bfnrt", self->data[p + 1]) != NULL)
            p += 2;
          else
            return fail (self, p, _ ("JSON has no such escape"));
        }
      else
        p++;
    }

  return run_out (self);
}

/* Passes over digits; FALSE if there is none at @p. */
static gboolean
skip_digits (const DeskJsonScanner *self, gsize *p)
{
  gsize begin = *p;

  while (*p < self->length && g_ascii_isdigit (self->data[*p]))
    (*p)++;

  return *p > begin;
}

static DeskJsonToken
scan_number (DeskJsonScanner *self)
{
  gsize p = self->start;
  gsize first;

  if (self->data[p] == '-')
    p++;
  first = p;
  if (!skip_digits (self, &p))
    return p == self->length ? run_out (self) : fail (self, p, _ ("a digit is expected"));
  if (self->data[first] == '0' && p > first + 1)
    return fail (self, first, _ ("a number cannot begin with 0"));

  if (p < self->length && self->data[p] == '.')
    {
      p++;
      if (!skip_digits (self, &p))
        return p == self->length ? run_out (self) : fail (self, p, _ ("a digit is expected"));
    }
  if (p < self->length && (self->data[p] | 0x20) == 'e')
    {
      p++;
      if (p < self->length && (self->data[p] == '+' || self->data[p] == '-'))
        p++;
      if (!skip_digits (self, &p))
        return p == self->length ? run_out (self) : fail (self, p, _ ("a digit is expected"));
    }

  /* The next bytes may be digits too. */
  if (p == self->length && self->more)
    return run_out (self);

  return finish_value (self, p, DESK_JSON_NUMBER);
}

static DeskJsonToken
scan_literal (DeskJsonScanner *self, const char *literal)
{
  for (gsize i = 0; literal[i] != '\0'; i++)
    {
      if (self->start + i == self->length)
        return run_out (self);
      if (self->data[self->start + i] != (guint8) literal[i])
        return fail (self, self->start, _ ("only true, false and null go without quotation marks"));
    }

  return finish_value (self, self->start + strlen (literal), DESK_JSON_LITERAL);
}

static DeskJsonToken
begin_container (DeskJsonScanner *self, gboolean object)
{
  if (self->depth == DESK_JSON_MAX_DEPTH)
    {
      self->too_deep = TRUE;
      return fail (self, self->start, _ ("it is nested too deeply"));
    }
  self->in_object[++self->depth] = object;
  self->position = self->start + 1;
  self->expected = object ? EXPECT_NAME_OR_END : EXPECT_VALUE_OR_END;

  return object ? DESK_JSON_OBJECT_BEGIN : DESK_JSON_ARRAY_BEGIN;
}

static DeskJsonToken
end_container (DeskJsonScanner *self, gboolean object)
{
  self->depth--;

  return finish_value (self, self->start + 1, object ? DESK_JSON_OBJECT_END : DESK_JSON_ARRAY_END);
}

static DeskJsonToken
scan_value (DeskJsonScanner *self)
{
  switch (self->data[self->start])
    {
    case '{':
      return begin_container (self, TRUE);
    case '[':
      return begin_container (self, FALSE);
    case '"':
      return scan_string (self);
    case 't':
      return scan_literal (self, "true");
    case 'f':
      return scan_literal (self, "false");
    case 'n':
      return scan_literal (self, "null");
    default:
      if (g_ascii_isdigit (self->data[self->start]) || self->data[self->start] == '-')
        return scan_number (self);
      return fail (self, self->start, _ ("a value is expected"));
    }
}

/**
 * desk_json_scanner_next:
 * @self: a scanner
 *
 * Reads one token. Having returned %DESK_JSON_END, %DESK_JSON_INVALID or
 * %DESK_JSON_CUT it must not be called again.
 *
 * Returns: the token's kind
 */
DeskJsonToken
desk_json_scanner_next (DeskJsonScanner *self)
{
  gboolean object = self->in_object[self->depth];
  guint8 c;

  while (self->position < self->length
         && (self->data[self->position] == ' ' || self->data[self->position] == '\n'
             || self->data[self->position] == '\r' || self->data[self->position] == '\t'))
    self->position++;
  self->start = self->position;

  if (self->position == self->length)
    {
      if (self->expected == EXPECT_NOTHING && !self->more)
        return DESK_JSON_END;
      return run_out (self);
    }

  c = self->data[self->start];
  switch (self->expected)
    {
    case EXPECT_VALUE_OR_END:
      if (c == ']')
        return end_container (self, FALSE);
      return scan_value (self);

    case EXPECT_VALUE:
      return scan_value (self);

    case EXPECT_NAME_OR_END:
      if (c == '}')
        return end_container (self, TRUE);
      if (c == '"')
        return scan_string (self);
      return fail (self, self->start, _ ("a member’s name in quotation marks or “}” is expected"));

    case EXPECT_NAME:
      if (c == '"')
        return scan_string (self);
      return fail (self, self->start, _ ("a member’s name in quotation marks is expected"));

    case EXPECT_COLON:
      if (c != ':')
        return fail (self, self->start, _ ("“:” is expected"));
      self->position++;
      self->expected = EXPECT_VALUE;
      return DESK_JSON_COLON;

    case EXPECT_COMMA_OR_END:
      if (c == (object ? '}' : ']'))
        return end_container (self, object);
      if (c != ',')
        return fail (self, self->start, object ? _ ("“,” or “}” is expected") : _ ("“,” or “]” is expected"));
      self->position++;
      self->expected = object ? EXPECT_NAME : EXPECT_VALUE;
      return DESK_JSON_COMMA;

    default:
      return fail (self, self->start, _ ("something follows the end of the value"));
    }
}

/**
 * desk_json_scanner_describe:
 * @self: a scanner that returned %DESK_JSON_INVALID
 *
 * Tells where the text stops being JSON, and why. Lines and characters count
 * from 1.
 *
 * Returns: (transfer full): a phrase without a full stop
 */
char *
desk_json_scanner_describe (const DeskJsonScanner *self)
{
  guint line = 1;
  guint column = 1;
  gsize begin = 0;

  for (gsize i = 0; i < self->start; i++)
    if (self->data[i] == '\n')
      {
        line++;
        begin = i + 1;
      }
  /* What comes before may be invalid UTF-8, so lead bytes are counted. */
  for (gsize i = begin; i < self->start; i++)
    if ((self->data[i] & 0xc0) != 0x80)
      column++;

  return g_strdup_printf (_ ("line %'u, character %'u: %s"), line, column, self->reason);
}
