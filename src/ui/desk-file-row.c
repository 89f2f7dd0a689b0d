/* desk-file-row.c: a row that names a file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-file-row"

#include "config.h"

#include "desk-file-row.h"

#include <glib/gi18n.h>

struct _DeskFileRow
{
  AdwActionRow parent_instance;
  GtkWidget *choose; /* (unowned) */
  GtkWidget *folder; /* (unowned) */
  GtkWidget *clear;  /* (unowned) */
  char *path;        /* (owned): never NULL */
  char *placeholder; /* (owned): never NULL */
};

G_DEFINE_FINAL_TYPE (DeskFileRow, desk_file_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_0,
  PROP_PATH,
  PROP_PLACEHOLDER,
  PROP_FOLDERS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
update (DeskFileRow *self)
{
  g_autofree char *shown = g_filename_display_name (self->path);
  g_autofree char *safe = g_markup_escape_text (self->path[0] != '\0' ? shown : self->placeholder, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), safe);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->path[0] != '\0' ? shown : NULL);
  gtk_widget_set_visible (self->clear, self->path[0] != '\0');
}

/* Each button says which file it is about. */
static void
on_title_changed (DeskFileRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  /* Translators: the name of a row, as “CA file” */
  g_autofree char *choose = g_strdup_printf (_ ("Choose a file: %s"), title);
  /* Translators: the name of a row, as “CA file” */
  g_autofree char *clear = g_strdup_printf (_ ("Use no file: %s"), title);
  /* Translators: the name of a row, as “CA file or folder” */
  g_autofree char *folder = g_strdup_printf (_ ("Choose a folder: %s"), title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choose), GTK_ACCESSIBLE_PROPERTY_LABEL, choose, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->folder), GTK_ACCESSIBLE_PROPERTY_LABEL, folder, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clear), GTK_ACCESSIBLE_PROPERTY_LABEL, clear, -1);
}

static void
on_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (DeskFileRow) self = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    {
      g_autofree char *path = g_file_get_path (file);

      desk_file_row_set_path (self, path);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
choose (DeskFileRow *self, GtkFileChooserAction action)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *dialog;

  dialog = gtk_file_chooser_native_new (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
                                        GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                        action, _ ("_Choose"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (self->path[0] != '\0')
    {
      g_autoptr (GFile) file = g_file_new_for_path (self->path);

      gtk_file_chooser_set_file (GTK_FILE_CHOOSER (dialog), file, NULL);
    }
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), g_object_ref (self));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_choose (DeskFileRow *self)
{
  choose (self, GTK_FILE_CHOOSER_ACTION_OPEN);
}

static void
on_choose_folder (DeskFileRow *self)
{
  choose (self, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER);
}

static void
on_clear (DeskFileRow *self)
{
  desk_file_row_set_path (self, NULL);
  gtk_widget_grab_focus (self->choose);
}

static void
desk_file_row_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DeskFileRow *self = DESK_FILE_ROW (object);

  switch (property_id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_PLACEHOLDER:
      g_value_set_string (value, self->placeholder);
      break;
    case PROP_FOLDERS:
      g_value_set_boolean (value, gtk_widget_get_visible (self->folder));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_file_row_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  DeskFileRow *self = DESK_FILE_ROW (object);

  switch (property_id)
    {
    case PROP_PATH:
      desk_file_row_set_path (self, g_value_get_string (value));
      break;
    case PROP_PLACEHOLDER:
      g_free (self->placeholder);
      self->placeholder = g_value_dup_string (value);
      update (self);
      break;
    case PROP_FOLDERS:
      gtk_widget_set_visible (self->folder, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_file_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DESK_TYPE_FILE_ROW);

  G_OBJECT_CLASS (desk_file_row_parent_class)->dispose (object);
}

static void
desk_file_row_finalize (GObject *object)
{
  DeskFileRow *self = DESK_FILE_ROW (object);

  g_free (self->path);
  g_free (self->placeholder);

  G_OBJECT_CLASS (desk_file_row_parent_class)->finalize (object);
}

static void
desk_file_row_class_init (DeskFileRowClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_file_row_get_property;
  object_class->set_property = desk_file_row_set_property;
  object_class->dispose = desk_file_row_dispose;
  object_class->finalize = desk_file_row_finalize;

  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, "", flags);
  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, "", flags);
  properties[PROP_FOLDERS] = g_param_spec_boolean ("folders", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-file-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskFileRow, choose);
  gtk_widget_class_bind_template_child (widget_class, DeskFileRow, folder);
  gtk_widget_class_bind_template_child (widget_class, DeskFileRow, clear);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_folder);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
}

static void
desk_file_row_init (DeskFileRow *self)
{
  self->path = g_strdup ("");
  self->placeholder = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
  g_signal_connect (self, "notify::title", G_CALLBACK (on_title_changed), NULL);
}

/**
 * desk_file_row_get_path:
 * @self: a row
 *
 * Returns: the file's path in the encoding of the file system; empty: none
 */
const char *
desk_file_row_get_path (DeskFileRow *self)
{
  g_return_val_if_fail (DESK_IS_FILE_ROW (self), NULL);

  return self->path;
}

/**
 * desk_file_row_set_path:
 * @self: a row
 * @path: (nullable): a path; empty or %NULL for none
 *
 * Names a file, or none.
 */
void
desk_file_row_set_path (DeskFileRow *self, const char *path)
{
  g_return_if_fail (DESK_IS_FILE_ROW (self));

  if (g_strcmp0 (path != NULL ? path : "", self->path) == 0)
    return;

  g_free (self->path);
  self->path = g_strdup (path != NULL ? path : "");
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATH]);
}
