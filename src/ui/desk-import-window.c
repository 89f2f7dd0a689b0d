/* desk-import-window.c: takes connections over from other programs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-import-window"

#include "config.h"

#include "desk-import-window.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-draft-row.h"
#include "desk-format.h"
#include "desk-profile-import.h"

#define FOUND_KEY "desk-import-found"

/* First where from, then what: a row with a check mark for each connection. */
struct _DeskImportWindow
{
  AdwWindow parent_instance;

  GtkButton *back_button;
  GtkButton *import_button;
  GtkRevealer *problem_revealer;
  GtkLabel *problem;
  GtkStack *stack;
  GtkListBox *found_list;
  AdwActionRow *found_row;
  AdwActionRow *file_row;
  AdwEntryRow *command_row;
  AdwPreferencesGroup *preview_group;
  GtkButton *all_button;
  GtkListBox *draft_list;

  DeskProfileStore *store;   /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GPtrArray *drafts;         /* (owned) (nullable): what is shown */
};

G_DEFINE_FINAL_TYPE (DeskImportWindow, desk_import_window, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_problem (DeskImportWindow *self, const char *words)
{
  if (words != NULL)
    gtk_label_set_text (self->problem, words);
  gtk_revealer_set_reveal_child (self->problem_revealer, words != NULL);
}

static void
count_selected (DeskImportWindow *self, guint *n_selected, guint *n_usable)
{
  *n_selected = *n_usable = 0;
  for (guint i = 0; self->drafts != NULL && i < self->drafts->len; i++)
    {
      DeskProfileDraft *draft = g_ptr_array_index (self->drafts, i);

      *n_selected += desk_profile_draft_get_selected (draft) ? 1 : 0;
      *n_usable += desk_profile_draft_get_problem (draft) == NULL ? 1 : 0;
    }
}

static void
update_buttons (DeskImportWindow *self)
{
  guint n_selected, n_usable;

  count_selected (self, &n_selected, &n_usable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), n_selected > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->all_button), n_usable > 1);
  gtk_button_set_label (self->all_button, n_selected < n_usable ? _ ("Select all") : _ ("Select none"));
}

static void
show_page (DeskImportWindow *self, const char *name)
{
  gboolean is_preview = g_str_equal (name, "preview");

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), is_preview);
  gtk_widget_set_visible (GTK_WIDGET (self->import_button), is_preview);
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
forget_drafts (DeskImportWindow *self)
{
  for (guint i = 0; self->drafts != NULL && i < self->drafts->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->drafts, i), update_buttons, self);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
}

static void
show_drafts (DeskImportWindow *self, GPtrArray *drafts)
{
  GtkListBoxRow *first;

  forget_drafts (self);
  self->drafts = g_ptr_array_ref (drafts);
  desk_profile_import_compare (drafts, self->store);
  clear_list (self->draft_list);
  for (guint i = 0; i < drafts->len; i++)
    {
      g_signal_connect_object (g_ptr_array_index (drafts, i), "notify::selected", G_CALLBACK (update_buttons), self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_append (self->draft_list, desk_draft_row_new (g_ptr_array_index (drafts, i)));
    }
  adw_preferences_group_set_title (self->preview_group,
                                   desk_profile_draft_get_product (g_ptr_array_index (drafts, 0)));
  show_problem (self, NULL);
  show_page (self, "preview");
  update_buttons (self);
  first = gtk_list_box_get_row_at_index (self->draft_list, 0);
  /* Of a single one everything is told at once. */
  if (drafts->len == 1)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (first), TRUE);
  gtk_widget_child_focus (GTK_WIDGET (first), GTK_DIR_TAB_FORWARD);
}

static void
on_back (DeskImportWindow *self)
{
  show_problem (self, NULL);
  show_page (self, "sources");
}

static void
on_all (DeskImportWindow *self)
{
  guint n_selected, n_usable;
  gboolean select;

  count_selected (self, &n_selected, &n_usable);
  select = n_selected < n_usable;
  for (guint i = 0; i < self->drafts->len; i++)
    desk_profile_draft_set_selected (g_ptr_array_index (self->drafts, i), select);
}

typedef struct
{
  DeskImportWindow *self; /* (owned) */
  char *name;             /* (owned): of the file */
} ReadingFile;

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ReadingFile *reading = user_data;
  DeskImportWindow *self = reading->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = desk_profile_import_read_finish (result, &error);

  if (drafts != NULL)
    show_drafts (self, drafts);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *words
          = g_strdup_printf (_ ("“%s” cannot be imported. %s"), reading->name, error->message);

      show_problem (self, words);
    }
  g_object_unref (reading->self);
  g_free (reading->name);
  g_free (reading);
}

static void
on_chosen (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autoptr (DeskImportWindow) self = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    desk_import_window_read (self, file);
  gtk_native_dialog_destroy (chooser);
  g_object_unref (chooser);
}

static void
on_choose (DeskImportWindow *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Import connections"), GTK_WINDOW (self),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"),
                                                               _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (on_chosen), g_object_ref (self));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* What is typed is short: no thread is needed. */
static void
on_command (DeskImportWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->command_row));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = desk_profile_import_read_text (text, strlen (text), "", &error);

  if (drafts != NULL)
    {
      show_drafts (self, drafts);
      /* There may be a password in it. */
      gtk_editable_set_text (GTK_EDITABLE (self->command_row), "");
    }
  else
    {
      g_autofree char *words = g_strdup_printf (_ ("This command cannot be imported. %s"), error->message);

      show_problem (self, words);
    }
}

static void
on_found_activated (DeskImportWindow *self, GtkListBoxRow *row)
{
  GPtrArray *drafts = g_object_get_data (G_OBJECT (row), FOUND_KEY);

  if (drafts != NULL)
    show_drafts (self, drafts);
}

static char *
shorten_path (GFile *file)
{
  g_autoptr (GFile) home = g_file_new_for_path (g_get_home_dir ());
  g_autofree char *relative = g_file_get_relative_path (home, file);
  g_autofree char *path = relative != NULL ? g_build_filename ("~", relative, NULL) : g_file_get_path (file);

  return g_filename_display_name (path);
}

static void
add_found (DeskImportWindow *self, DeskImportFound *found)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *path = shorten_path (found->file);
  g_autofree char *number = desk_format_count (found->drafts->len);
  g_autofree char *count = g_strdup_printf (ngettext ("%s connection", "%s connections", found->drafts->len), number);
  /* Translators: how many connections were found in a file, and its path */
  g_autofree char *subtitle = g_strdup_printf (_ ("%s in %s"), count, path);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), found->product);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, found->product,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
  g_object_set_data_full (G_OBJECT (row), FOUND_KEY, g_ptr_array_ref (found->drafts),
                          (GDestroyNotify) g_ptr_array_unref);
  gtk_list_box_append (self->found_list, row);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskImportWindow) self = user_data;
  g_autoptr (GPtrArray) found = desk_profile_import_find_finish (result, NULL);

  if (found == NULL)
    return;
  for (guint i = 0; i < found->len; i++)
    add_found (self, g_ptr_array_index (found, i));
  if (found->len > 0)
    gtk_list_box_remove (self->found_list, GTK_WIDGET (self->found_row));
  else
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->found_row), _ ("Nothing was found"));
      adw_action_row_set_subtitle (self->found_row,
                                   _ ("No other program keeps its settings where they usually are."));
    }
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;
  g_autofree char *count = NULL;
  g_autofree char *words = NULL;
  guint n_added = 0;

  desk_profile_import_add_finish (result, &n_added, &error);
  number = desk_format_count (n_added);
  count = g_strdup_printf (ngettext ("%s profile was added.", "%s profiles were added.", n_added), number);
  words = error != NULL ? g_strdup_printf ("%s %s", count, error->message) : g_steal_pointer (&count);
  g_signal_emit (self, signals[SIGNAL_IMPORTED], 0, words);
  gtk_window_close (GTK_WINDOW (self));
}

/* The window stays until the keyring has answered; it may ask for its password. */
static void
on_import (DeskImportWindow *self)
{
  if (self->drafts == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self->stack)))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->back_button), FALSE);
  desk_profile_import_add_async (self->drafts, self->store, NULL, on_added, g_object_ref (self));
}

static void
desk_import_window_dispose (GObject *object)
{
  DeskImportWindow *self = DESK_IMPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  forget_drafts (self);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_IMPORT_WINDOW);

  G_OBJECT_CLASS (desk_import_window_parent_class)->dispose (object);
}

static void
desk_import_window_finalize (GObject *object)
{
  g_object_unref (DESK_IMPORT_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (desk_import_window_parent_class)->finalize (object);
}

static void
desk_import_window_class_init (DeskImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_import_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_import_window_finalize;

  signals[SIGNAL_IMPORTED] = g_signal_new ("imported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskImportWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, DeskImportWindow, import_button);
  gtk_widget_class_bind_template_child (widget_class, DeskImportWindow, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, DeskImportWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, DeskImportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskImportWindow, found_list);
  gtk_widget_class_bind_template_child (widget_class, DeskImportWindow, found_row);
  gtk_widget_class_bind_template_child (widget_class, DeskImportWindow, file_row);
  gtk_widget_class_bind_template_child (widget_class, DeskImportWindow, command_row);
  gtk_widget_class_bind_template_child (widget_class, DeskImportWindow, preview_group);
  gtk_widget_class_bind_template_child (widget_class, DeskImportWindow, all_button);
  gtk_widget_class_bind_template_child (widget_class, DeskImportWindow, draft_list);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_import);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_command);
  gtk_widget_class_bind_template_callback (widget_class, on_found_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_all);
}

static void
desk_import_window_init (DeskImportWindow *self)
{
  g_autofree char *products = desk_profile_import_dup_products ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  adw_action_row_set_subtitle (self->file_row, products);
  desk_profile_import_find_async (self->cancellable, on_found, g_object_ref (self));
}

/**
 * desk_import_window_new:
 * @store: where what is imported is added
 *
 * Returns: (transfer none): a new window, which looks for what there is to import
 */
DeskImportWindow *
desk_import_window_new (DeskProfileStore *store)
{
  DeskImportWindow *self = g_object_new (DESK_TYPE_IMPORT_WINDOW, NULL);

  self->store = g_object_ref (store);

  return self;
}

/**
 * desk_import_window_read:
 * @file: a file of another program
 *
 * Shows what could be imported from a file, or why nothing can.
 */
void
desk_import_window_read (DeskImportWindow *self, GFile *file)
{
  g_autofree char *base = NULL;
  ReadingFile *reading;

  g_return_if_fail (DESK_IS_IMPORT_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  base = g_file_get_basename (file);
  reading = g_new0 (ReadingFile, 1);
  reading->self = g_object_ref (self);
  reading->name = g_filename_display_name (base != NULL ? base : "");
  desk_profile_import_read_async (file, self->cancellable, on_read, reading);
}
