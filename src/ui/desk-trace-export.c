/* desk-trace-export.c: packets on the clipboard and in a file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-trace-export.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-save-chooser.h"
#include "desk-toast.h"
#include "desk-trace-pcapng.h"
#include "desk-trace-text.h"

/* Lines that are copied at most, the newest; more would hold the window up. */
#define MAX_BYTES (256 * 1024) /* more would stop the window for a moment */
#define MAX_LINES 1000

/**
 * desk_trace_export_copy:
 * @from: a widget of the page
 * @item: a packet or a step
 *
 * Puts it on the clipboard: a line, its fields and its bytes.
 */
void
desk_trace_export_copy (GtkWidget *from, DeskTraceItem *item)
{
  const DeskTraceEntry *entry = desk_trace_item_get_entry (item);
  g_autofree char *text = NULL;

  if (entry == NULL)
    return;
  text = desk_trace_text_new (entry, desk_trace_item_get_data (item));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (from), text);
  desk_toast (from, (entry->flags & DESK_TRACE_STEP) != 0 ? _ ("Copied the line") : _ ("Copied the packet"));
}

/* One after the other, oldest first */
static void
append_line (GString *text, DeskTraceModel *model, guint position)
{
  g_autoptr (DeskTraceItem) item = g_list_model_get_item (G_LIST_MODEL (model), position);
  const DeskTraceEntry *entry = desk_trace_item_get_entry (item);

  if (entry != NULL)
    desk_trace_text_append_line (text, entry, desk_trace_item_get_data (item));
}

static void
put_lines (GtkWidget *from, const GString *text, guint n_copied, guint n)
{
  g_autofree char *count = desk_format_count (n_copied);
  g_autofree char *words = NULL;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (from), text->str);
  if (n_copied < n)
    words = g_strdup_printf (ngettext ("Copied the newest %s line", "Copied the newest %s lines", n_copied),
                             count);
  else
    words = g_strdup_printf (ngettext ("Copied %s line", "Copied %s lines", n_copied), count);
  desk_toast (from, words);
}

/**
 * desk_trace_export_copy_selection:
 * @from: a widget of the page
 * @model: the entries
 * @selection: which of them to copy
 *
 * Puts entries on the clipboard in their order, one a line: the newest 1,000 of
 * those that are selected.
 */
void
desk_trace_export_copy_selection (GtkWidget *from, DeskTraceModel *model, DeskTraceSelection *selection)
{
  guint n = desk_trace_selection_get_count (selection);
  guint n_copied = MIN (n, MAX_LINES);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = n - n_copied; i < n; i++)
    append_line (text, model, desk_trace_selection_get_position (selection, i));
  put_lines (from, text, n_copied, n);
}

/**
 * desk_trace_export_copy_list:
 * @from: a widget of the page
 * @model: what to copy
 *
 * Puts the entries on the clipboard, one a line: the newest 1,000 of them.
 */
void
desk_trace_export_copy_list (GtkWidget *from, DeskTraceModel *model)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (model));
  guint n_copied = MIN (n, MAX_LINES);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = n - n_copied; i < n; i++)
    append_line (text, model, i);
  put_lines (from, text, n_copied, n);
}

/* As other programs take it: “30 05 00 01” */
static void
append_bytes (GString *text, const guint8 *data, gsize length)
{
  static const char digits[] = "0123456789abcdef";

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, digits[data[i] >> 4]);
      g_string_append_c (text, digits[data[i] & 0x0f]);
    }
  g_string_append_c (text, '\n');
}

static void
put_bytes (GtkWidget *from, const GString *text, DeskTraceItem *only)
{
  const DeskTraceEntry *entry = desk_trace_item_get_entry (only);
  g_autofree char *kept = g_format_size (entry->length);
  g_autofree char *size = g_format_size (entry->size);
  g_autofree char *words = NULL;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (from), text->str);
  if (entry->length < entry->size)
    /* Translators: two sizes, as in “32.8 kB of 1.2 MB” */
    words = g_strdup_printf (_ ("Copied the first %s of %s: the trace keeps no more"), kept, size);
  desk_toast (from, words != NULL ? words : _ ("Copied the bytes of the packet"));
}

/**
 * desk_trace_export_copy_hex:
 * @from: a widget of the page
 * @model: the entries
 * @selection: which of them to copy
 *
 * Puts what is kept of the bytes of packets on the clipboard, in hexadecimal
 * digits and one packet a line: of the newest 1,000 of those that are selected
 * as many as have 256 KiB together. Steps have no bytes.
 */
void
desk_trace_export_copy_hex (GtkWidget *from, DeskTraceModel *model, DeskTraceSelection *selection)
{
  guint n = desk_trace_selection_get_count (selection);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n_bytes = 0;
  guint n_steps = 0;

  for (guint i = n; i > 0 && items->len < MAX_LINES; i--)
    {
      g_autoptr (DeskTraceItem) item
          = g_list_model_get_item (G_LIST_MODEL (model), desk_trace_selection_get_position (selection, i - 1));
      const DeskTraceEntry *entry = desk_trace_item_get_entry (item);

      if (entry == NULL || (entry->flags & DESK_TRACE_STEP) != 0)
        {
          n_steps++;
          continue;
        }
      n_bytes += entry->length;
      if (n_bytes > MAX_BYTES && items->len > 0)
        break;
      g_ptr_array_add (items, g_steal_pointer (&item));
    }
  if (items->len == 0)
    return;

  for (guint i = items->len; i > 0; i--)
    {
      DeskTraceItem *item = g_ptr_array_index (items, i - 1);

      append_bytes (text, desk_trace_item_get_data (item), desk_trace_item_get_entry (item)->length);
    }
  if (n == 1)
    put_bytes (from, text, g_ptr_array_index (items, 0));
  else
    put_lines (from, text, items->len, n - n_steps);
}

static void
on_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  desk_trace_save_finish (DESK_TRACE (object), result, &error);
  desk_saving_end (user_data, error);
}

/**
 * desk_trace_export_save:
 * @from: a widget of the page
 * @trace: what to save
 * @file: where to; an existing file is replaced
 *
 * Writes all that was recorded as pcap-ng, and says so.
 */
void
desk_trace_export_save (GtkWidget *from, DeskTrace *trace, GFile *file)
{
  desk_trace_save_async (trace, file, NULL, on_saved, desk_saving_begin (from, file));
}

/* What the file chooser has to remember until it is answered. */
typedef struct
{
  GtkWidget *from;  /* (owned) */
  DeskTrace *trace; /* (owned) */
} Question;

static void
on_chosen (GFile *file, gpointer user_data)
{
  Question *self = user_data;

  if (file != NULL)
    desk_trace_export_save (self->from, self->trace, file);
  g_object_unref (self->from);
  g_object_unref (self->trace);
  g_free (self);
}

/**
 * desk_trace_export_ask:
 * @from: a widget of the page
 * @trace: what to save
 *
 * Asks where to save all that was recorded, and saves it there.
 */
void
desk_trace_export_ask (GtkWidget *from, DeskTrace *trace)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "mqtt-%Y-%m-%d-%H%M%S.pcapng");
  GtkRoot *root = gtk_widget_get_root (from);
  Question *question = g_new0 (Question, 1);

  *question = (Question) { g_object_ref (from), g_object_ref (trace) };
  desk_save_chooser_ask (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Save packets"), _ ("_Save"), name,
                         on_chosen, question);
}
