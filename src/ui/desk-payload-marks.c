/* desk-payload-marks.c: marks in a payload what the filter asks for
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-payload-marks"

#include "config.h"

#include "desk-payload-marks.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "desk-filter-spans.h"
#include "desk-format.h"
#include "desk-icon-button.h"
#include "desk-word-mark.h"

#define PIECE 16384     /* characters that are looked through in an idle moment, to the end of their line */
#define PIECE_SPANS 256 /* matches in them that are marked at most */
#define MAX_SELECTION 200 /* characters of a selected text that a filter takes */
#define MAX_MARKS 2000  /* matches in a payload that are marked at most */

typedef struct
{
  int start; /* in characters */
  int end;
} Mark;

struct _DeskPayloadMarks
{
  GtkWidget parent_instance;
  GtkTextView *view;       /* (unowned) (nullable): lives as long as whoever owns this */
  DeskFilter *filter;      /* (owned) (nullable) */
  GtkTextTag *tag;         /* (unowned): of the view's buffer */
  GtkTextTag *current_tag; /* (unowned): as well */
  GtkLabel *label;         /* (unowned) */
  GArray *marks;           /* (owned) (element-type Mark): in order */
  guint current;           /* from 1; 0: none */
  int done;                /* characters that are looked through */
  guint source;            /* 0: all of it is */
  gboolean begun;          /* the view shows a text that can be marked */
};

G_DEFINE_FINAL_TYPE (DeskPayloadMarks, desk_payload_marks, GTK_TYPE_WIDGET)

static void
update_colours (DeskPayloadMarks *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const GdkRGBA text = dark ? (GdkRGBA) { 1, 1, 1, 1 } : (GdkRGBA) { 0, 0, 0, 1 };
  /* The orange of the palette under black text */
  const GdkRGBA current = { 1.0f, 0.64f, 0.28f, 1.0f }, black = { 0, 0, 0, 1 };

  g_object_set (self->tag, "background-rgba", desk_word_mark_get_background (dark), "foreground-rgba", &text, NULL);
  g_object_set (self->current_tag, "background-rgba", &current, "foreground-rgba", &black, NULL);
}

static void
update_label (DeskPayloadMarks *self)
{
  g_autofree char *place = desk_format_count (self->current);
  g_autofree char *count = desk_format_count (self->marks->len);
  g_autofree char *words = NULL;

  if (self->marks->len == 0)
    words = g_strdup ("");
  else if (self->current > 0)
    words = g_strdup_printf (C_ ("match", "%s of %s"), place, count);
  else
    words = g_strdup_printf (ngettext ("%s match", "%s matches", self->marks->len), count);
  gtk_label_set_text (self->label, words);
  gtk_widget_set_visible (GTK_WIDGET (self), self->marks->len > 0);
}

static void
get_bounds (DeskPayloadMarks *self, const Mark *mark, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  gtk_text_buffer_get_iter_at_offset (buffer, start, mark->start);
  gtk_text_buffer_get_iter_at_offset (buffer, end, mark->end);
}

static void
show_current (DeskPayloadMarks *self, guint current)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->current_tag, &start, &end);
  self->current = current;
  get_bounds (self, &g_array_index (self->marks, Mark, current - 1), &start, &end);
  gtk_text_buffer_apply_tag (buffer, self->current_tag, &start, &end);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_view_scroll_to_mark (self->view, gtk_text_buffer_get_insert (buffer), 0.1, FALSE, 0, 0);
}

static void
mark_piece (DeskPayloadMarks *self, const GtkTextIter *from, const GtkTextIter *to)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *text = gtk_text_buffer_get_slice (buffer, from, to, TRUE);
  DeskFilterSpan spans[PIECE_SPANS];
  DeskFilterPart part = gtk_text_iter_is_start (from) ? DESK_FILTER_PART_PAYLOAD : DESK_FILTER_PART_REST;
  guint n_spans = desk_filter_find_spans (self->filter, part, text, -1, spans,
                                          MIN (PIECE_SPANS, MAX_MARKS - self->marks->len));
  const char *counted = text;
  int offset = gtk_text_iter_get_offset (from);

  for (guint i = 0; i < n_spans; i++)
    {
      GtkTextIter start, end;
      Mark mark;

      offset += (int) g_utf8_pointer_to_offset (counted, text + spans[i].start);
      mark.start = offset;
      offset += (int) g_utf8_pointer_to_offset (text + spans[i].start, text + spans[i].end);
      mark.end = offset;
      counted = text + spans[i].end;
      get_bounds (self, &mark, &start, &end);
      gtk_text_buffer_apply_tag (buffer, self->tag, &start, &end);
      g_array_append_val (self->marks, mark);
    }
}

static gboolean
mark_next_piece (gpointer user_data)
{
  DeskPayloadMarks *self = user_data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_offset (buffer, &from, self->done);
  to = from;
  gtk_text_iter_forward_chars (&to, PIECE);
  if (!gtk_text_iter_ends_line (&to))
    gtk_text_iter_forward_to_line_end (&to);
  mark_piece (self, &from, &to);
  self->done = gtk_text_iter_get_offset (&to);

  if (!gtk_text_iter_is_end (&to) && self->marks->len < MAX_MARKS)
    return G_SOURCE_CONTINUE;
  self->source = 0;
  update_label (self);
  /* In a long payload the match may be far below. */
  if (self->marks->len > 0)
    {
      GtkTextIter start, end;

      get_bounds (self, &g_array_index (self->marks, Mark, 0), &start, &end);
      gtk_text_buffer_place_cursor (buffer, &start);
      gtk_text_view_scroll_to_mark (self->view, gtk_text_buffer_get_insert (buffer), 0.1, FALSE, 0, 0);
    }

  return G_SOURCE_REMOVE;
}

static void
desk_payload_marks_dispose (GObject *object)
{
  DeskPayloadMarks *self = DESK_PAYLOAD_MARKS (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_payload_marks_parent_class)->dispose (object);
}

static void
desk_payload_marks_finalize (GObject *object)
{
  DeskPayloadMarks *self = DESK_PAYLOAD_MARKS (object);

  g_clear_pointer (&self->filter, desk_filter_unref);
  g_array_unref (self->marks);

  G_OBJECT_CLASS (desk_payload_marks_parent_class)->finalize (object);
}

static void
desk_payload_marks_class_init (DeskPayloadMarksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_payload_marks_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_payload_marks_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_button (const char *icon_name, const char *action, const char *tooltip, const char *label)
{
  GtkWidget *button = desk_icon_button_new (icon_name, label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);

  return button;
}

static void
desk_payload_marks_init (DeskPayloadMarks *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), make_button ("go-up-symbolic", "log.previous-in-payload",
                                              _ ("Previous match in the payload (Ctrl+Shift+F3)"),
                                              _ ("Previous match in the payload")));
  gtk_box_append (GTK_BOX (box), make_button ("go-down-symbolic", "log.next-in-payload",
                                              _ ("Next match in the payload (Ctrl+F3)"),
                                              _ ("Next match in the payload")));
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * desk_payload_marks_set_view:
 * @self: marks that have none yet
 * @view: where the payload is shown; it has to live as long as the marks
 */
void
desk_payload_marks_set_view (DeskPayloadMarks *self, GtkTextView *view)
{
  GtkTextBuffer *buffer;

  g_return_if_fail (DESK_IS_PAYLOAD_MARKS (self));
  g_return_if_fail (self->view == NULL);

  self->view = view;
  buffer = gtk_text_view_get_buffer (view);
  self->tag = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  self->current_tag = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_colours), self,
                           G_CONNECT_SWAPPED);
  update_colours (self);
}

/**
 * desk_payload_marks_clear:
 * @self: marks with a view
 *
 * Forgets what was marked, before another text is shown.
 */
void
desk_payload_marks_clear (DeskPayloadMarks *self)
{
  GtkTextIter start, end;

  g_return_if_fail (DESK_IS_PAYLOAD_MARKS (self));

  g_clear_handle_id (&self->source, g_source_remove);
  self->begun = FALSE;
  self->current = 0;
  self->done = 0;
  if (self->marks->len == 0)
    return;
  g_array_set_size (self->marks, 0);
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (self->view), &start, &end);
  gtk_text_buffer_remove_tag (gtk_text_view_get_buffer (self->view), self->tag, &start, &end);
  gtk_text_buffer_remove_tag (gtk_text_view_get_buffer (self->view), self->current_tag, &start, &end);
  update_label (self);
}

/**
 * desk_payload_marks_begin:
 * @self: marks with a view
 *
 * Marks the text that the view shows by now, in pieces, when nothing else is to
 * be done.
 */
void
desk_payload_marks_begin (DeskPayloadMarks *self)
{
  g_return_if_fail (DESK_IS_PAYLOAD_MARKS (self));

  desk_payload_marks_clear (self);
  self->begun = TRUE;
  if (self->filter != NULL && desk_filter_has_text (self->filter, DESK_FILTER_PART_PAYLOAD))
    self->source = g_idle_add (mark_next_piece, self);
}

/**
 * desk_payload_marks_set_filter:
 * @self: marks with a view
 * @filter: (nullable): what to mark, now if desk_payload_marks_begin() was called
 *   for the text that is shown, or else from then on
 */
void
desk_payload_marks_set_filter (DeskPayloadMarks *self, DeskFilter *filter)
{
  g_return_if_fail (DESK_IS_PAYLOAD_MARKS (self));

  g_clear_pointer (&self->filter, desk_filter_unref);
  self->filter = filter != NULL ? desk_filter_ref (filter) : NULL;
  if (self->begun)
    desk_payload_marks_begin (self);
}

/**
 * desk_payload_marks_step:
 * @self: marks with a view
 * @forward: to the next match rather than to the previous one
 *
 * Brings a match into view; behind the last one comes the first.
 */
void
desk_payload_marks_step (DeskPayloadMarks *self, gboolean forward)
{
  guint n;

  g_return_if_fail (DESK_IS_PAYLOAD_MARKS (self));

  n = self->marks->len;
  if (n == 0)
    return;
  if (forward)
    show_current (self, self->current % n + 1);
  else
    show_current (self, self->current > 1 ? self->current - 1 : n);
  update_label (self);
}

/**
 * desk_payload_marks_dup_selection:
 * @self: marks with a view
 *
 * Returns: (transfer full) (nullable): the text that is selected in the view, to
 *   the end of its line, as far as a filter can ask for it; %NULL: none is
 */
char *
desk_payload_marks_dup_selection (DeskPayloadMarks *self)
{
  GtkTextIter start, end, limit;

  g_return_val_if_fail (DESK_IS_PAYLOAD_MARKS (self), NULL);

  if (!gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (self->view), &start, &end))
    return NULL;
  limit = start;
  gtk_text_iter_forward_chars (&limit, MAX_SELECTION);
  if (gtk_text_iter_compare (&limit, &end) < 0)
    end = limit;
  limit = start;
  if (!gtk_text_iter_ends_line (&limit))
    gtk_text_iter_forward_to_line_end (&limit);
  if (gtk_text_iter_compare (&limit, &end) < 0)
    end = limit;

  return gtk_text_iter_equal (&start, &end) ? NULL : gtk_text_iter_get_slice (&start, &end);
}
