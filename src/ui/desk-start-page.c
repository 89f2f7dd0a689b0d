/* desk-start-page.c: saved profiles and quick connect
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-start-page"

#include "config.h"

#include "desk-folder-row.h"
#include "desk-profile-drag.h"
#include "desk-profile-list.h"
#include "desk-profile-row.h"
#include "desk-quick-connect.h"
#include "desk-start-page.h"

/* DeskProfileStore (in the order of the file)
 *   └ DeskProfileList (with folders; in the order that a person wants)
 *       └ GtkListBox of DeskProfileRow and DeskFolderRow
 */
struct _DeskStartPage
{
  GtkWidget parent_instance;

  GtkRevealer *problem_revealer;
  GtkLabel *problem;
  GtkStack *stack;
  GtkWidget *profiles;
  GtkListBox *list;
  GtkWidget *first_quick_connect;
  GtkWidget *quick_connect;

  DeskProfileStore *store; /* (owned) */
  DeskProfileList *shown;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (DeskStartPage, desk_start_page, GTK_TYPE_WIDGET)

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  if (DESK_IS_PROFILE_FOLDER (item))
    return desk_folder_row_new (item);

  return desk_profile_row_new (item, DESK_PROFILE_STORE (user_data));
}

static void
on_items_changed (DeskStartPage *self)
{
  guint n_profiles = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  gtk_stack_set_visible_child_name (self->stack, n_profiles > 0 ? "profiles" : "empty");
}

/* What became of the file: set aside on reading, or not written since. */
static void
show_problem (DeskStartPage *self)
{
  g_autofree char *problem = NULL;
  g_autoptr (GError) save_error = NULL;
  g_autoptr (GString) words = g_string_new (NULL);

  g_object_get (self->store, "problem", &problem, "save-error", &save_error, NULL);
  if (problem != NULL)
    g_string_append (words, problem);
  if (save_error != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", save_error->message);

  gtk_label_set_text (self->problem, words->str);
  gtk_revealer_set_reveal_child (self->problem_revealer, words->len > 0);
}

/* The order follows only here, so that no row moves away under the pointer. */
static void
desk_start_page_map (GtkWidget *widget)
{
  DeskStartPage *self = DESK_START_PAGE (widget);

  if (self->shown != NULL)
    desk_profile_list_sort (self->shown);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (DESK_IS_PROFILE_ROW (row))
      desk_profile_row_refresh (DESK_PROFILE_ROW (row));

  GTK_WIDGET_CLASS (desk_start_page_parent_class)->map (widget);
}

static gboolean
desk_start_page_grab_focus (GtkWidget *widget)
{
  DeskStartPage *self = DESK_START_PAGE (widget);
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->store)) == 0)
    return gtk_widget_grab_focus (self->first_quick_connect);
  if (first != NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (first));

  return gtk_widget_grab_focus (self->quick_connect);
}

static void
desk_start_page_dispose (GObject *object)
{
  DeskStartPage *self = DESK_START_PAGE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->shown);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_START_PAGE);

  G_OBJECT_CLASS (desk_start_page_parent_class)->dispose (object);
}

static void
desk_start_page_class_init (DeskStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_start_page_dispose;
  widget_class->map = desk_start_page_map;
  widget_class->grab_focus = desk_start_page_grab_focus;

  g_type_ensure (DESK_TYPE_QUICK_CONNECT);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskStartPage, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, DeskStartPage, problem);
  gtk_widget_class_bind_template_child (widget_class, DeskStartPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskStartPage, profiles);
  gtk_widget_class_bind_template_child (widget_class, DeskStartPage, list);
  gtk_widget_class_bind_template_child (widget_class, DeskStartPage, first_quick_connect);
  gtk_widget_class_bind_template_child (widget_class, DeskStartPage, quick_connect);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
desk_start_page_init (DeskStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  desk_profile_drag_add_folder_target (self->profiles, "");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
}

/**
 * desk_start_page_new:
 * @store: the saved profiles
 *
 * Returns: (transfer floating): a new page; what it offers are actions of the
 *   window (`win.open-profile` and the like)
 */
GtkWidget *
desk_start_page_new (DeskProfileStore *store)
{
  DeskStartPage *self;

  g_return_val_if_fail (DESK_IS_PROFILE_STORE (store), NULL);

  self = g_object_new (DESK_TYPE_START_PAGE, NULL);
  self->store = g_object_ref (store);
  self->shown = desk_profile_list_new (store);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->shown), create_row, g_object_ref (store),
                           g_object_unref);
  g_signal_connect_object (store, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::problem", G_CALLBACK (show_problem), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::save-error", G_CALLBACK (show_problem), self, G_CONNECT_SWAPPED);
  on_items_changed (self);
  show_problem (self);

  return GTK_WIDGET (self);
}

/**
 * desk_start_page_focus_profile:
 * @self: a page
 * @profile: a saved profile
 *
 * Returns: whether the keyboard is on its row now; not, if its folder is closed
 */
gboolean
desk_start_page_focus_profile (DeskStartPage *self, DeskProfile *profile)
{
  g_return_val_if_fail (DESK_IS_START_PAGE (self), FALSE);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (DESK_IS_PROFILE_ROW (row) && desk_profile_row_get_profile (DESK_PROFILE_ROW (row)) == profile)
      return gtk_widget_grab_focus (row);

  return FALSE;
}
