/* desk-text-writer.c: bounded text that shows every byte for what it is
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-text-writer.h"

#include <string.h>

#define LINE_BREAK_SIGN "⏎"
#define MAX_PIECE 16 /* bytes */

/* Characters that show nothing, or that change how their neighbours show:
 * who reads must not be fooled by them. Controls are dealt with apart. */
static const struct
{
  gunichar first;
  gunichar last;
} hidden[] = {
  { 0x0080, 0x009f },   /* C1 controls */
  { 0x00ad, 0x00ad },   /* soft hyphen */
  { 0x034f, 0x034f },   /* combining grapheme joiner */
  { 0x061c, 0x061c },   /* Arabic letter mark */
  { 0x115f, 0x1160 },   /* Hangul fillers */
  { 0x17b4, 0x17b5 },   /* Khmer inherent vowels */
  { 0x180b, 0x180f },   /* Mongolian selectors and vowel separator */
  { 0x200b, 0x200f },   /* zero width, direction marks */
  { 0x2028, 0x202e },   /* line and paragraph separator, embeddings, overrides */
  { 0x2060, 0x206f },   /* word joiner, invisible operators, isolates */
  { 0x3164, 0x3164 },   /* Hangul filler */
  { 0xfdd0, 0xfdef },   /* noncharacters */
  { 0xfeff, 0xfeff },   /* byte order mark */
  { 0xffa0, 0xffa0 },   /* halfwidth Hangul filler */
  { 0xfff0, 0xfffb },   /* unassigned, interlinear annotation */
  { 0xfffe, 0xffff },   /* noncharacters */
  { 0x1bca0, 0x1bca3 }, /* shorthand format controls */
  { 0x1d173, 0x1d17a }, /* musical format controls */
  { 0xe0000, 0xe0fff }, /* tags, variation selectors */
};

static gboolean
is_hidden (gunichar c)
{
  if (c < 0x300)
    return (c >= 0x80 && c <= 0x9f) || c == 0xad;
  for (gsize i = 0; i < G_N_ELEMENTS (hidden) && hidden[i].first <= c; i++)
    if (c <= hidden[i].last)
      return TRUE;

  return FALSE;
}

/**
 * desk_text_writer_init:
 * @self: a writer on the stack
 * @layout: what becomes of line breaks
 * @limit: bytes that may be written
 *
 * Begins an empty text.
 */
void
desk_text_writer_init (DeskTextWriter *self, DeskTextLayout layout, gsize limit)
{
  *self = (DeskTextWriter) { .text = g_string_new (NULL), .layout = layout, .limit = limit };
}

/**
 * desk_text_writer_steal:
 * @self: a writer, which is done with
 *
 * Returns: (transfer full): the text
 */
char *
desk_text_writer_steal (DeskTextWriter *self)
{
  return g_string_free (g_steal_pointer (&self->text), FALSE);
}

static gboolean
fits (DeskTextWriter *self, gsize length)
{
  if (self->full || length > self->limit - self->text->len)
    self->full = TRUE;

  return !self->full;
}

static void
break_long_line (DeskTextWriter *self)
{
  g_string_append_c (self->text, '\n');
  self->broken_lines = TRUE;
  self->line = 0;
  self->word = 0;
}

/**
 * desk_text_writer_piece:
 * @self: a writer
 * @piece: valid UTF-8 without controls that must not be torn apart
 * @length: its bytes, at most a line's
 *
 * Writes a piece whole or, when it does not fit, not at all.
 */
void
desk_text_writer_piece (DeskTextWriter *self, const char *piece, gsize length)
{
  gboolean wrap = self->layout == DESK_TEXT_LINES && self->line + length > DESK_TEXT_MAX_LINE;

  if (!fits (self, length + (wrap ? 1 : 0)))
    return;
  if (wrap)
    break_long_line (self);
  g_string_append_len (self->text, piece, (gssize) length);
  self->line += length;
  self->word = 0;
}

/**
 * desk_text_writer_break:
 * @self: a writer
 * @indent: spaces that begin the next line, less than %DESK_TEXT_MAX_LINE
 *
 * Writes a line break.
 */
void
desk_text_writer_break (DeskTextWriter *self, guint indent)
{
  if (self->layout != DESK_TEXT_LINES)
    {
      desk_text_writer_piece (self, LINE_BREAK_SIGN, strlen (LINE_BREAK_SIGN));
      return;
    }
  if (!fits (self, 1 + indent))
    return;
  g_string_append_c (self->text, '\n');
  g_string_set_size (self->text, self->text->len + indent);
  memset (self->text->str + self->text->len - indent, ' ', indent);
  self->line = indent;
  self->word = 0;
}

/* Bytes since the last space, @before of them before @data */
static gsize
get_last_word (const guint8 *data, gsize length, gsize before)
{
  for (gsize i = length; i > 0; i--)
    if (data[i - 1] == ' ' || data[i - 1] == '\t')
      return length - i;

  return before + length;
}

/* Printable ASCII, which can be broken anywhere; returns what fit. */
static gsize
write_run (DeskTextWriter *self, const guint8 *data, gsize length)
{
  gsize done = 0;

  while (done < length && !self->full)
    {
      gsize part = MIN (length - done, self->limit - self->text->len);

      if (self->layout == DESK_TEXT_LINES)
        {
          gsize word_room = DESK_TEXT_MAX_WORD - self->word;

          if (self->line >= DESK_TEXT_MAX_LINE || (word_room == 0 && data[done] != ' '))
            {
              /* A break alone would be the last byte. */
              if (!fits (self, 2))
                break;
              break_long_line (self);
              continue;
            }
          part = MIN (part, MIN (DESK_TEXT_MAX_LINE - self->line, MAX (word_room, 1)));
        }
      if (part == 0)
        self->full = TRUE;
      g_string_append_len (self->text, (const char *) data + done, (gssize) part);
      self->line += part;
      self->word = get_last_word (data + done, part, self->word);
      done += part;
    }

  return done;
}

/* Writes "\x" or "\u{", upper-case digits, and @end. */
static void
write_escape (DeskTextWriter *self, const char *begin, gunichar c, guint n_digits, const char *end)
{
  char piece[MAX_PIECE];
  gsize length = strlen (begin);

  memcpy (piece, begin, length);
  for (guint i = n_digits; i > 0; i--)
    piece[length++] = "0123456789ABCDEF"[(c >> (4 * (i - 1))) & 0xf];
  while (*end != '\0')
    piece[length++] = *end++;
  desk_text_writer_piece (self, piece, length);
}

static void
write_control (DeskTextWriter *self, guint8 c)
{
  /* The control pictures, U+2400 to U+241F and U+2421 */
  const char piece[] = { '\xe2', '\x90', (char) (c == 0x7f ? 0xa1 : 0x80 + c) };

  desk_text_writer_piece (self, piece, sizeof piece);
}

static gsize
skip_indent (const guint8 *data, gsize length)
{
  gsize n = 0;

  while (n < length && (data[n] == ' ' || data[n] == '\t'))
    n++;

  return n;
}

/* Writes one character that is not printable ASCII; returns its bytes, or 0 if
 * the rest of it is not at hand. */
static gsize
write_character (DeskTextWriter *self, const guint8 *data, gsize length, gboolean more)
{
  gunichar c;
  gsize size;

  if (data[0] == '\n' || (data[0] == '\r' && length > 1 && data[1] == '\n'))
    {
      size = data[0] == '\n' ? 1 : 2;
      desk_text_writer_break (self, 0);
      return self->layout == DESK_TEXT_COMPACT ? size + skip_indent (data + size, length - size) : size;
    }
  if (data[0] < 0x80)
    {
      if (data[0] == '\r' && length == 1 && more)
        return 0;
      write_control (self, data[0]);
      return 1;
    }

  c = g_utf8_get_char_validated ((const char *) data, (gssize) length);
  if (c == (gunichar) -2 && more)
    return 0;
  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      write_escape (self, "\\x", data[0], 2, "");
      return 1;
    }

  size = (gsize) g_utf8_skip[data[0]];
  if (!is_hidden (c))
    desk_text_writer_piece (self, (const char *) data, size);
  else
    write_escape (self, "\\u{", c, c > 0xffff ? 5 : c > 0xff ? 4 : 2, "}");

  return size;
}

/**
 * desk_text_writer_bytes:
 * @self: a writer
 * @data: any bytes
 * @length: how many
 * @more: whether the payload goes on behind them
 *
 * Writes bytes as text: controls as pictures like ␀, hidden characters like
 * \u{202E}, bytes that are not UTF-8 like \xB0.
 *
 * Returns: how many bytes the text stands for; fewer than @length when the
 *   writer is full, or when the last character is cut and @more is set
 */
gsize
desk_text_writer_bytes (DeskTextWriter *self, const guint8 *data, gsize length, gboolean more)
{
  gsize done = 0;

  while (done < length && !self->full)
    {
      gsize room = self->limit - self->text->len;
      gsize end = length - done > room ? done + room + 1 : length;
      gsize run = done;
      gsize size;

      /* A byte more than fits shows that it does not. */
      while (run < end
             && ((data[run] >= 0x20 && data[run] < 0x7f)
                 || (data[run] == '\t' && self->layout == DESK_TEXT_LINES)))
        run++;
      if (run > done)
        {
          done += write_run (self, data + done, run - done);
          continue;
        }

      size = write_character (self, data + done, length - done, more);
      if (size == 0 || self->full)
        break;
      done += size;
    }

  return done;
}
