/* desk-trace-details.c: all that a packet says, and its bytes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-trace-details.h"

#include <glib/gi18n.h>

#include "desk-decode.h"
#include "desk-format.h"
#include "desk-trace-text.h"

#define INDENT 2 /* spaces for each level */

/* One text, so that any part of it can be selected, copied and read out. */
struct _DeskTraceDetails
{
  GtkWidget parent_instance;
  GtkTextView *view;     /* (unowned) */
  GtkTextBuffer *buffer; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (DeskTraceDetails, desk_trace_details, GTK_TYPE_WIDGET)

static void
append (DeskTraceDetails *self, const char *text, const char *tag)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_insert_with_tags_by_name (self->buffer, &end, text, -1, tag, NULL);
}

static void
append_field (DeskTraceDetails *self, guint depth, const char *name, const char *value, gboolean is_fault)
{
  g_autofree char *start = g_strdup_printf ("%*s%s", (int) (INDENT * depth), "", name);

  append (self, start, is_fault ? "fault" : "name");
  append (self, "  ", NULL);
  append (self, value, is_fault ? "fault" : NULL);
  append (self, "\n", NULL);
}

/* What is known of a packet beside its bytes */
static void
append_circumstances (DeskTraceDetails *self, const DeskTraceEntry *entry)
{
  g_autofree char *moment = desk_format_moment (entry->time);
  g_autofree char *time = g_strdup_printf ("%s%03d", moment, (int) (entry->time % 1000));
  g_autofree char *connection = desk_format_count (entry->connection);
  g_autofree char *size = g_format_size_full (entry->size, G_FORMAT_SIZE_LONG_FORMAT);

  append_field (self, 0, _ ("Time"), time, FALSE);
  append_field (self, 0, _ ("Connection"), connection, FALSE);
  append_field (self, 0,
                _ ("Direction"), (entry->flags & DESK_TRACE_OUTGOING) != 0 ? _ ("To the broker")
                                                                           : _ ("From the broker"), FALSE);
  append_field (self, 0, _ ("Size"), size, FALSE);
  if (entry->round_trip >= 0)
    {
      g_autofree char *span = desk_format_span (entry->round_trip);
      g_autofree char *words = NULL;

      /* Translators: a time span */
      words = g_strdup_printf (_ ("%s after the packet that it answers"), span);
      append_field (self, 0, _ ("Answer"), words, FALSE);
    }
  if ((entry->flags & DESK_TRACE_BLANKED) != 0)
    append_field (self, 0, _ ("Secrets"), _ ("Overwritten with asterisks before they were recorded"), FALSE);
  if (entry->seen < entry->size)
    {
      g_autofree char *seen = g_format_size_full (entry->seen, G_FORMAT_SIZE_LONG_FORMAT);
      g_autofree char *words
          = g_strdup_printf (_ ("Only %s came before the connection or the recording ended"), seen);

      append_field (self, 0, _ ("Unfinished"), words, TRUE);
    }
  append (self, "\n", NULL);
}

static void
append_packet (DeskTraceDetails *self, const DeskTraceEntry *entry, const guint8 *data)
{
  g_autoptr (GPtrArray) fields = desk_decode_fields (entry, data);
  g_autoptr (GString) hex = g_string_new (NULL);

  append_circumstances (self, entry);
  for (guint i = 0; i < fields->len; i++)
    {
      const DeskDecodedField *field = g_ptr_array_index (fields, i);

      append_field (self, field->depth, field->name, field->value, field->is_fault);
    }
  desk_trace_text_append_hex (hex, data, entry->length);
  append (self, "\n", NULL);
  append (self, hex->str, "bytes");
}

static void
append_step (DeskTraceDetails *self, const DeskTraceEntry *entry, const guint8 *data)
{
  g_autofree char *moment = desk_format_moment (entry->time);
  g_autofree char *words = desk_decode_summary (entry, data);

  append_field (self, 0, _ ("Time"), moment, FALSE);
  append (self, "\n", NULL);
  append (self, words, (entry->flags & DESK_TRACE_FAILURE) != 0 ? "fault" : NULL);
}

static void
to_start (DeskTraceDetails *self)
{
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_place_cursor (self->buffer, &start);
}

static void
desk_trace_details_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_trace_details_parent_class)->dispose (object);
}

static void
desk_trace_details_class_init (DeskTraceDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_trace_details_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
desk_trace_details_init (DeskTraceDetails *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  self->view = GTK_TEXT_VIEW (view);
  self->buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_view_set_editable (self->view, FALSE);
  gtk_text_view_set_monospace (self->view, TRUE);
  gtk_text_view_set_top_margin (self->view, 8);
  gtk_text_view_set_bottom_margin (self->view, 8);
  gtk_text_view_set_left_margin (self->view, 10);
  gtk_text_view_set_right_margin (self->view, 10);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Fields and bytes of the packet"), -1);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  /* A line of bytes that goes on in the next one could not be read. */
  gtk_text_buffer_create_tag (self->buffer, "bytes", "wrap-mode", GTK_WRAP_NONE, NULL);
  gtk_text_buffer_create_tag (self->buffer, "name", "weight", PANGO_WEIGHT_BOLD, NULL);
  gtk_text_buffer_create_tag (self->buffer, "fault", "weight", PANGO_WEIGHT_BOLD, "foreground", "#e01b24",
                              NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
  desk_trace_details_say (self, NULL);
}

/**
 * desk_trace_details_show:
 * @self: details
 * @item: what to show
 */
void
desk_trace_details_show (DeskTraceDetails *self, DeskTraceItem *item)
{
  const DeskTraceEntry *entry;

  g_return_if_fail (DESK_IS_TRACE_DETAILS (self));

  entry = desk_trace_item_get_entry (item);
  gtk_text_buffer_set_text (self->buffer, "", 0);
  if (entry == NULL)
    return;
  if ((entry->flags & DESK_TRACE_STEP) != 0)
    append_step (self, entry, desk_trace_item_get_data (item));
  else
    append_packet (self, entry, desk_trace_item_get_data (item));
  to_start (self);
}

/**
 * desk_trace_details_say:
 * @self: details
 * @words: (nullable): what to show instead of a packet; %NULL: what to do to see one
 */
void
desk_trace_details_say (DeskTraceDetails *self, const char *words)
{
  g_return_if_fail (DESK_IS_TRACE_DETAILS (self));

  gtk_text_buffer_set_text (self->buffer,
                            words != NULL ? words : _ ("Select a packet to see its fields and bytes."), -1);
  to_start (self);
}
