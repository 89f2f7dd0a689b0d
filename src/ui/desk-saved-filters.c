/* desk-saved-filters.c: the star beside the filter line, and what is saved behind it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-saved-filters"

#include "config.h"

#include "desk-saved-filters.h"

#include <glib/gi18n.h>

#include "desk-saved-filter-row.h"

#define FIRST_NAME_MAX 40 /* characters of a filter line that make its first name */

struct _DeskSavedFilters
{
  GtkWidget parent_instance;
  DeskProfile *profile;     /* (owned) (nullable) */
  char *text;               /* (owned) (nullable): the filter in force */
  GtkMenuButton *button;    /* (unowned) */
  GtkPopover *popover;      /* (unowned) */
  GtkWidget *saving;        /* (unowned) */
  GtkEntry *name;           /* (unowned) */
  GtkWidget *save;          /* (unowned) */
  GtkLabel *hint;           /* (unowned) */
  GtkWidget *list_area;     /* (unowned) */
  GtkListBox *list;         /* (unowned) */
};

G_DEFINE_FINAL_TYPE (DeskSavedFilters, desk_saved_filters, GTK_TYPE_WIDGET)

/* The name under which the filter in force is saved, or NULL */
static const char *
find_saved_name (DeskSavedFilters *self)
{
  for (guint i = 0; i < desk_profile_get_n_filters (self->profile); i++)
    {
      const char *text;
      const char *name = desk_profile_get_filter (self->profile, i, &text);

      if (g_strcmp0 (text, self->text) == 0)
        return name;
    }

  return NULL;
}

static void
update_star (DeskSavedFilters *self)
{
  const char *name = self->profile != NULL && self->text != NULL ? find_saved_name (self) : NULL;
  g_autofree char *words = NULL;

  if (name != NULL)
    words = g_strdup_printf (_ ("Saved as “%s” (Ctrl+D)"), name);
  gtk_menu_button_set_icon_name (self->button, name != NULL ? "starred-symbolic" : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button),
                               name != NULL ? words : _ ("Saved filters (Ctrl+D)"));
}

static void
update_saving (DeskSavedFilters *self)
{
  gboolean can_save = self->text != NULL && find_saved_name (self) == NULL;
  guint n_filters = desk_profile_get_n_filters (self->profile);
  const char *hint = NULL;

  if (desk_profile_get_temporary (self->profile))
    hint = _ ("This connection has no profile: its filters go when it is closed.");
  else if (n_filters == 0 && !can_save)
    hint = _ ("Type a filter first, then save it here.");
  gtk_label_set_text (self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
  gtk_widget_set_visible (self->saving, can_save);
  gtk_widget_set_visible (self->list_area, n_filters > 0);
}

static void
fill_list (DeskSavedFilters *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < desk_profile_get_n_filters (self->profile); i++)
    {
      const char *text;
      const char *name = desk_profile_get_filter (self->profile, i, &text);

      gtk_list_box_append (self->list, desk_saved_filter_row_new (name, text));
    }
}

/* The place in the list of the row with the keyboard, or -1 */
static int
find_focused_row (DeskSavedFilters *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, DESK_TYPE_SAVED_FILTER_ROW) : NULL;

  return row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self->list))
           ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row))
           : -1;
}

/* A keyboard whose row is gone reaches nothing any more, in the window neither: it goes to the row that came into
 * its place, else to what else there is. */
static void
focus_row (DeskSavedFilters *self, int index)
{
  int last = (int) desk_profile_get_n_filters (self->profile) - 1;

  if (last >= 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, MIN (index, last))));
  else if (gtk_widget_get_visible (self->saving))
    gtk_widget_grab_focus (GTK_WIDGET (self->name));
  else
    {
      gtk_popover_popdown (self->popover);
      gtk_widget_grab_focus (GTK_WIDGET (self->button));
    }
}

static void
on_filters_changed (DeskSavedFilters *self)
{
  int focused;

  g_assert (DESK_IS_SAVED_FILTERS (self));

  update_star (self);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return;
  focused = find_focused_row (self);
  fill_list (self);
  update_saving (self);
  if (focused >= 0)
    focus_row (self, focused);
}

/* Before the popover takes its size. */
static void
on_popup (GtkMenuButton *button, gpointer user_data)
{
  DeskSavedFilters *self = user_data;
  g_autofree char *name = NULL;

  if (self->profile == NULL)
    return;
  fill_list (self);
  update_saving (self);
  name = self->text != NULL ? g_utf8_substring (self->text, 0, MIN (g_utf8_strlen (self->text, -1), FIRST_NAME_MAX))
                            : g_strdup ("");
  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  gtk_editable_select_region (GTK_EDITABLE (self->name), 0, -1);
}

static void
on_name_changed (DeskSavedFilters *self)
{
  g_autofree char *name = NULL;

  g_assert (DESK_IS_SAVED_FILTERS (self));

  name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  gtk_widget_set_sensitive (self->save, *name != '\0');
}

static void
on_save (DeskSavedFilters *self)
{
  g_autofree char *name = NULL;

  g_assert (DESK_IS_SAVED_FILTERS (self));

  name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  if (*name == '\0')
    return;
  gtk_popover_popdown (self->popover);
  gtk_widget_activate_action (GTK_WIDGET (self), "log.save-filter", "s", name);
}

static void
on_row_activated (DeskSavedFilters *self, GtkListBoxRow *row)
{
  g_autofree char *name = NULL;

  g_assert (DESK_IS_SAVED_FILTERS (self));

  name = g_strdup (desk_saved_filter_row_get_name (DESK_SAVED_FILTER_ROW (row)));
  gtk_popover_popdown (self->popover);
  gtk_widget_activate_action (GTK_WIDGET (self), "log.apply-filter", "s", name);
}

static void
desk_saved_filters_dispose (GObject *object)
{
  DeskSavedFilters *self = DESK_SAVED_FILTERS (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_pointer (&child, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_SAVED_FILTERS);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (desk_saved_filters_parent_class)->dispose (object);
}

static void
desk_saved_filters_finalize (GObject *object)
{
  g_free (DESK_SAVED_FILTERS (object)->text);

  G_OBJECT_CLASS (desk_saved_filters_parent_class)->finalize (object);
}

static void
desk_saved_filters_class_init (DeskSavedFiltersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_saved_filters_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_saved_filters_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-saved-filters.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskSavedFilters, button);
  gtk_widget_class_bind_template_child (widget_class, DeskSavedFilters, popover);
  gtk_widget_class_bind_template_child (widget_class, DeskSavedFilters, saving);
  gtk_widget_class_bind_template_child (widget_class, DeskSavedFilters, name);
  gtk_widget_class_bind_template_child (widget_class, DeskSavedFilters, save);
  gtk_widget_class_bind_template_child (widget_class, DeskSavedFilters, hint);
  gtk_widget_class_bind_template_child (widget_class, DeskSavedFilters, list_area);
  gtk_widget_class_bind_template_child (widget_class, DeskSavedFilters, list);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
desk_saved_filters_init (DeskSavedFilters *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, on_popup, self, NULL);
}

/**
 * desk_saved_filters_new:
 *
 * Returns: (transfer floating): a new button without a profile
 */
GtkWidget *
desk_saved_filters_new (void)
{
  return g_object_new (DESK_TYPE_SAVED_FILTERS, NULL);
}

/**
 * desk_saved_filters_set_profile:
 * @self: a button that has none yet
 * @profile: whose filters to list
 */
void
desk_saved_filters_set_profile (DeskSavedFilters *self, DeskProfile *profile)
{
  g_return_if_fail (DESK_IS_SAVED_FILTERS (self));
  g_return_if_fail (self->profile == NULL);

  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile, "filters-changed", G_CALLBACK (on_filters_changed), self,
                           G_CONNECT_SWAPPED);
  update_star (self);
}

/**
 * desk_saved_filters_set_text:
 * @self: a button
 * @text: (nullable): the filter line in force, which can be saved
 */
void
desk_saved_filters_set_text (DeskSavedFilters *self, const char *text)
{
  g_return_if_fail (DESK_IS_SAVED_FILTERS (self));

  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  update_star (self);
}

/**
 * desk_saved_filters_popup:
 * @self: a button
 *
 * Opens the list.
 */
void
desk_saved_filters_popup (DeskSavedFilters *self)
{
  g_return_if_fail (DESK_IS_SAVED_FILTERS (self));

  gtk_menu_button_popup (self->button);
}
