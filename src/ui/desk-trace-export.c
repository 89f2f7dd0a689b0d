/* desk-trace-export.c: packets on the clipboard and in a file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-trace-export.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-toast.h"
#include "desk-trace-pcapng.h"
#include "desk-trace-text.h"

/* Lines that are copied at most, the newest; more would hold the window up. */
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
  g_autofree char *count = desk_format_count (n_copied);
  g_autofree char *words = NULL;

  for (guint i = n - n_copied; i < n; i++)
    {
      g_autoptr (DeskTraceItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);
      const DeskTraceEntry *entry = desk_trace_item_get_entry (item);

      if (entry != NULL)
        desk_trace_text_append_line (text, entry, desk_trace_item_get_data (item));
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (from), text->str);

  if (n_copied < n)
    words = g_strdup_printf (ngettext ("Copied the newest %s line", "Copied the newest %s lines", n_copied),
                             count);
  else
    words = g_strdup_printf (ngettext ("Copied %s line", "Copied %s lines", n_copied), count);
  desk_toast (from, words);
}

/* What is told when a trace was saved, or was not. */
typedef struct
{
  GtkWidget *from; /* (owned) */
  char *name;      /* (owned) */
} Saving;

static void
on_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Saving *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (desk_trace_save_finish (DESK_TRACE (object), result, &error))
    words = g_strdup_printf (_ ("Saved “%s”"), self->name);
  else
    words = g_strdup_printf (_ ("Could not save “%s”: %s"), self->name, error->message);
  desk_toast (self->from, words);

  g_object_unref (self->from);
  g_free (self->name);
  g_free (self);
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
  g_autofree char *base = g_file_get_basename (file);
  Saving *saving = g_new0 (Saving, 1);

  *saving = (Saving){ g_object_ref (from), g_filename_display_name (base) };
  desk_trace_save_async (trace, file, NULL, on_saved, saving);
}

/* What the file chooser has to remember until it is answered. */
typedef struct
{
  GtkWidget *from;  /* (owned) */
  DeskTrace *trace; /* (owned) */
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *self = data;

  g_object_unref (self->from);
  g_object_unref (self->trace);
  g_free (self);
}

static void
on_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Question *self = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    desk_trace_export_save (self->from, self->trace, file);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
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
  GtkFileChooserNative *dialog;
  Question *question;

  dialog = gtk_file_chooser_native_new (_ ("Save packets"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                           GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);

  question = g_new0 (Question, 1);
  *question = (Question) { g_object_ref (from), g_object_ref (trace) };
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question, question_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
