/* desk-text-writer.h: bounded text that shows every byte for what it is
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* GTK lays out a line as a whole: one of megabytes takes seconds. */
#define DESK_TEXT_MAX_LINE 2048 /* bytes without the line break */

/* To wrap what has no place to break, it shapes all that is left of it for each line on the screen anew. */
#define DESK_TEXT_MAX_WORD 512 /* bytes of ASCII without a space */

/**
 * DeskTextLayout:
 * @DESK_TEXT_LINES: line breaks break, tabs stay, long lines are broken
 * @DESK_TEXT_ONE_LINE: line breaks and tabs are shown as signs
 * @DESK_TEXT_COMPACT: as before, and what indents a line is left out
 */
typedef enum
{
  DESK_TEXT_LINES,
  DESK_TEXT_ONE_LINE,
  DESK_TEXT_COMPACT,
} DeskTextLayout;

/**
 * DeskTextWriter:
 * @text: what was written: valid UTF-8 without NUL
 * @layout: what becomes of line breaks
 * @limit: bytes that @text may have
 * @broken_lines: whether a line had to be broken
 * @full: whether something did not fit; nothing more is written then
 *
 * Takes bytes and writes text. The other member is private.
 */
typedef struct
{
  GString *text;
  DeskTextLayout layout;
  gsize limit;
  gboolean broken_lines;
  gboolean full;
  gsize line;
  gsize word;
} DeskTextWriter;

void     desk_text_writer_init   (DeskTextWriter *self,
                                  DeskTextLayout  layout,
                                  gsize           limit);
char    *desk_text_writer_steal  (DeskTextWriter *self);
void     desk_text_writer_piece  (DeskTextWriter *self,
                                  const char     *piece,
                                  gsize           length);
void     desk_text_writer_break  (DeskTextWriter *self,
                                  guint           indent);
gsize    desk_text_writer_bytes  (DeskTextWriter *self,
                                  const guint8   *data,
                                  gsize           length,
                                  gboolean        more);

G_END_DECLS
