/* desk-saved-filter-row.c: a saved filter, to apply, rename or delete it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-saved-filter-row"

#include "config.h"

#include "desk-saved-filter-row.h"

#include <glib/gi18n.h>

struct _DeskSavedFilterRow
{
  GtkListBoxRow parent_instance;
  char *saved_name;   /* (owned) */
  GtkStack *stack;    /* (unowned) */
  GtkLabel *name;     /* (unowned) */
  GtkLabel *text;     /* (unowned) */
  GtkWidget *rename;  /* (unowned) */
  GtkWidget *delete;  /* (unowned) */
  GtkEntry *new_name; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (DeskSavedFilterRow, desk_saved_filter_row, GTK_TYPE_LIST_BOX_ROW)

static void
on_rename_clicked (DeskSavedFilterRow *self)
{
  g_assert (DESK_IS_SAVED_FILTER_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self->new_name), self->saved_name);
  gtk_stack_set_visible_child_name (self->stack, "renamed");
  gtk_widget_grab_focus (GTK_WIDGET (self->new_name));
}

static void
on_delete_clicked (DeskSavedFilterRow *self)
{
  g_assert (DESK_IS_SAVED_FILTER_ROW (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "log.delete-filter", "s", self->saved_name);
}

static void
stop_renaming (DeskSavedFilterRow *self)
{
  gtk_stack_set_visible_child_name (self->stack, "shown");
  gtk_widget_grab_focus (self->rename);
}

/* A name that another one has cannot be taken: the old one stays. */
static void
on_renamed (DeskSavedFilterRow *self)
{
  g_autofree char *name = NULL;

  g_assert (DESK_IS_SAVED_FILTER_ROW (self));

  name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_name))));
  stop_renaming (self);
  if (*name != '\0' && !g_str_equal (name, self->saved_name))
    gtk_widget_activate_action (GTK_WIDGET (self), "log.rename-filter", "(ss)", self->saved_name, name);
}

static gboolean
on_key_pressed (DeskSavedFilterRow *self, guint keyval, guint keycode, GdkModifierType state)
{
  g_assert (DESK_IS_SAVED_FILTER_ROW (self));

  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  stop_renaming (self);

  return GDK_EVENT_STOP;
}

static void
desk_saved_filter_row_finalize (GObject *object)
{
  g_free (DESK_SAVED_FILTER_ROW (object)->saved_name);

  G_OBJECT_CLASS (desk_saved_filter_row_parent_class)->finalize (object);
}

static void
desk_saved_filter_row_class_init (DeskSavedFilterRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = desk_saved_filter_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/example/MqttDesk/desk-saved-filter-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskSavedFilterRow, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskSavedFilterRow, name);
  gtk_widget_class_bind_template_child (widget_class, DeskSavedFilterRow, text);
  gtk_widget_class_bind_template_child (widget_class, DeskSavedFilterRow, rename);
  gtk_widget_class_bind_template_child (widget_class, DeskSavedFilterRow, delete);
  gtk_widget_class_bind_template_child (widget_class, DeskSavedFilterRow, new_name);
  gtk_widget_class_bind_template_callback (widget_class, on_rename_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_delete_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_renamed);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
}

static void
desk_saved_filter_row_init (DeskSavedFilterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * desk_saved_filter_row_new:
 * @name: of a saved filter
 * @text: its line
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
desk_saved_filter_row_new (const char *name, const char *text)
{
  DeskSavedFilterRow *self = g_object_new (DESK_TYPE_SAVED_FILTER_ROW, NULL);
  g_autofree char *words = g_strdup_printf ("%s, %s", name, text);
  g_autofree char *rename = g_strdup_printf (_ ("Rename “%s”"), name);
  g_autofree char *delete = g_strdup_printf (_ ("Delete “%s”"), name);

  self->saved_name = g_strdup (name);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), !g_str_equal (name, text));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->text), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rename), GTK_ACCESSIBLE_PROPERTY_LABEL, rename, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->delete), GTK_ACCESSIBLE_PROPERTY_LABEL, delete, -1);

  return GTK_WIDGET (self);
}

/**
 * desk_saved_filter_row_get_name:
 * @self: a row
 *
 * Returns: (transfer none): the name under which its filter is saved
 */
const char *
desk_saved_filter_row_get_name (DeskSavedFilterRow *self)
{
  g_return_val_if_fail (DESK_IS_SAVED_FILTER_ROW (self), NULL);

  return self->saved_name;
}
