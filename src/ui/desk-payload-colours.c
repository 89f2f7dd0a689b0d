/* desk-payload-colours.c: the colours of what a payload is made of
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-payload-colours"

#include "config.h"

#include "desk-payload-colours.h"

/* GtkSourceView could find the parts of a text itself, but keeps the main loop
 * for 30 milliseconds at a time to do so. Here they are known already: whoever
 * made the payload readable has met them. */
struct _DeskPayloadColours
{
  GObject parent_instance;
  GtkSourceBuffer *buffer; /* (unowned): owns whoever owns this */
  GtkTextTag *tags[DESK_PAYLOAD_N_TOKEN_KINDS]; /* (unowned) */
  GArray *tokens; /* (owned) (nullable): of DeskPayloadToken */
  guint next;     /* of them, the first that is not all in the buffer */
  gsize done;     /* bytes of text in the buffer */
};

G_DEFINE_FINAL_TYPE (DeskPayloadColours, desk_payload_colours, G_TYPE_OBJECT)

static void
update_tags (DeskPayloadColours *self)
{
  static const char *const styles[DESK_PAYLOAD_N_TOKEN_KINDS] = {
    [DESK_PAYLOAD_NAME] = "def:constant",
    [DESK_PAYLOAD_STRING] = "def:string",
    [DESK_PAYLOAD_NUMBER] = "def:number",
    [DESK_PAYLOAD_LITERAL] = "def:boolean",
  };
  GtkSourceStyleScheme *scheme = gtk_source_buffer_get_style_scheme (self->buffer);

  for (guint i = 0; i < DESK_PAYLOAD_N_TOKEN_KINDS; i++)
    gtk_source_style_apply (scheme != NULL ? gtk_source_style_scheme_get_style (scheme, styles[i]) : NULL,
                            self->tags[i]);
}

static void
desk_payload_colours_finalize (GObject *object)
{
  DeskPayloadColours *self = DESK_PAYLOAD_COLOURS (object);

  g_clear_pointer (&self->tokens, g_array_unref);

  G_OBJECT_CLASS (desk_payload_colours_parent_class)->finalize (object);
}

static void
desk_payload_colours_class_init (DeskPayloadColoursClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_payload_colours_finalize;
}

static void
desk_payload_colours_init (DeskPayloadColours *self)
{
}

/**
 * desk_payload_colours_new:
 * @view: where the text is shown; it has to live as long as this
 *
 * Returns: (transfer full): colours that follow the style scheme of its buffer
 */
DeskPayloadColours *
desk_payload_colours_new (GtkSourceView *view)
{
  GtkSourceBuffer *buffer = GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)));
  DeskPayloadColours *self = g_object_new (DESK_TYPE_PAYLOAD_COLOURS, NULL);

  self->buffer = buffer;
  /* The search for the other bracket takes ten milliseconds where there are many of them. */
  gtk_source_buffer_set_highlight_matching_brackets (buffer, FALSE);
  for (guint i = 0; i < DESK_PAYLOAD_N_TOKEN_KINDS; i++)
    self->tags[i] = gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (buffer), NULL, NULL);
  g_signal_connect_object (buffer, "notify::style-scheme", G_CALLBACK (update_tags), self, G_CONNECT_SWAPPED);
  update_tags (self);

  return self;
}

/* Gives what was put into the buffer from @iter on its colours. */
static void
colour (DeskPayloadColours *self, GtkTextIter *iter, const char *text, gsize length)
{
  gsize begin = self->done;
  gsize at = begin;

  self->done += length;
  while (self->tokens != NULL && self->next < self->tokens->len)
    {
      const DeskPayloadToken *token = &g_array_index (self->tokens, DeskPayloadToken, self->next);
      gsize start = MAX (token->start, begin);
      gsize end = MIN (token->start + token->length, self->done);
      GtkTextIter from;

      if (start >= self->done)
        break;
      gtk_text_iter_forward_chars (iter, (int) g_utf8_strlen (text + (at - begin), (gssize) (start - at)));
      from = *iter;
      gtk_text_iter_forward_chars (iter, (int) g_utf8_strlen (text + (start - begin), (gssize) (end - start)));
      gtk_text_buffer_apply_tag (GTK_TEXT_BUFFER (self->buffer), self->tags[token->kind], &from, iter);
      at = end;
      if (token->start + token->length > self->done)
        break;
      self->next++;
    }
}

/**
 * desk_payload_colours_show:
 * @self: colours
 * @tokens: (nullable) (element-type DeskPayloadToken): parts of the whole text
 * @text: the first piece of the text
 * @length: its bytes
 *
 * Replaces what is in the buffer by a piece of text, cut between two characters.
 */
void
desk_payload_colours_show (DeskPayloadColours *self, GArray *tokens, const char *text, gsize length)
{
  GtkTextIter iter;

  g_return_if_fail (DESK_IS_PAYLOAD_COLOURS (self));

  g_clear_pointer (&self->tokens, g_array_unref);
  self->tokens = tokens != NULL ? g_array_ref (tokens) : NULL;
  self->next = 0;
  self->done = 0;
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), text, (int) length);
  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (self->buffer), &iter);
  colour (self, &iter, text, length);
}

/**
 * desk_payload_colours_append:
 * @self: colours
 * @text: the next piece of the text
 * @length: its bytes
 *
 * Puts a piece of text, cut between two characters, at the end of the buffer.
 */
void
desk_payload_colours_append (DeskPayloadColours *self, const char *text, gsize length)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter iter;
  int offset;

  g_return_if_fail (DESK_IS_PAYLOAD_COLOURS (self));

  gtk_text_buffer_get_end_iter (buffer, &iter);
  offset = gtk_text_iter_get_offset (&iter);
  gtk_text_buffer_insert (buffer, &iter, text, (int) length);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, offset);
  colour (self, &iter, text, length);
}
