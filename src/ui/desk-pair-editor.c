/* desk-pair-editor.c: user properties that can be changed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-pair-editor"

#include "config.h"

#include "desk-pair-editor.h"

#include <glib/gi18n.h>

#include "desk-icon-button.h"

/* One pair of name and value */
typedef struct
{
  GtkWidget *row;     /* (unowned): of the expander row */
  GtkEditable *name;  /* (unowned) */
  GtkEditable *value; /* (unowned) */
  GtkWidget *up;      /* (unowned) */
} Pair;

struct _DeskPairEditor
{
  AdwExpanderRow parent_instance;
  GPtrArray *pairs; /* (owned) (element-type Pair): in order */
};

G_DEFINE_FINAL_TYPE (DeskPairEditor, desk_pair_editor, ADW_TYPE_EXPANDER_ROW)

/* Folded it tells how many there are. */
static void
update (DeskPairEditor *self)
{
  guint n = self->pairs->len;
  g_autofree char *words = n == 0 ? g_strdup (_ ("None"))
                                  : g_strdup_printf (ngettext ("%u property", "%u properties", n), n);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), words);
  for (guint i = 0; i < n; i++)
    gtk_widget_set_sensitive (((Pair *) g_ptr_array_index (self->pairs, i))->up, i > 0);
}

static Pair *
find_pair (DeskPairEditor *self, gpointer widget, guint *index)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      Pair *pair = g_ptr_array_index (self->pairs, i);

      if (gtk_widget_is_ancestor (GTK_WIDGET (widget), pair->row))
        {
          *index = i;
          return pair;
        }
    }

  return NULL;
}

static void
swap_text (GtkEditable *a, GtkEditable *b)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (a));

  gtk_editable_set_text (a, gtk_editable_get_text (b));
  gtk_editable_set_text (b, text);
}

static void
on_up (DeskPairEditor *self, GtkButton *button)
{
  guint i;
  Pair *pair = find_pair (self, button, &i);
  Pair *before;

  if (pair == NULL || i == 0)
    return;
  before = g_ptr_array_index (self->pairs, i - 1);
  swap_text (pair->name, before->name);
  swap_text (pair->value, before->value);
  gtk_widget_grab_focus (i > 1 ? before->up : GTK_WIDGET (before->name));
}

static void
on_remove (DeskPairEditor *self, GtkButton *button)
{
  guint i;
  Pair *pair = find_pair (self, button, &i);

  if (pair == NULL)
    return;
  adw_expander_row_remove (ADW_EXPANDER_ROW (self), pair->row);
  g_ptr_array_remove_index (self->pairs, i);
  update (self);
}

static GtkEditable *
add_entry (GtkBox *box, const char *placeholder, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_entry_set_max_length (GTK_ENTRY (entry), DESK_FIELD_MAX);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder, -1);
  gtk_box_append (box, entry);

  return GTK_EDITABLE (entry);
}

static GtkWidget *
add_button (DeskPairEditor *self, GtkBox *box, const char *icon, const char *words, GCallback callback)
{
  GtkWidget *button = desk_icon_button_new (icon, words);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (box, button);

  return button;
}

static Pair *
add_pair (DeskPairEditor *self, const char *name, const char *value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Pair *pair = g_new0 (Pair, 1);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 6);
  pair->row = gtk_list_box_row_new ();
  pair->name = add_entry (GTK_BOX (box), _ ("Name"), name);
  pair->value = add_entry (GTK_BOX (box), _ ("Value"), value);
  pair->up = add_button (self, GTK_BOX (box), "go-up-symbolic", _ ("Move up"), G_CALLBACK (on_up));
  add_button (self, GTK_BOX (box), "user-trash-symbolic", _ ("Remove this property"), G_CALLBACK (on_remove));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (pair->row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (pair->row), FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), pair->row);
  g_ptr_array_add (self->pairs, pair);
  update (self);

  return pair;
}

static void
on_add (DeskPairEditor *self)
{
  Pair *pair = add_pair (self, "", "");

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (pair->name));
}

static void
desk_pair_editor_finalize (GObject *object)
{
  g_ptr_array_unref (DESK_PAIR_EDITOR (object)->pairs);

  G_OBJECT_CLASS (desk_pair_editor_parent_class)->finalize (object);
}

static void
desk_pair_editor_class_init (DeskPairEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_pair_editor_finalize;
}

static void
desk_pair_editor_init (DeskPairEditor *self)
{
  GtkWidget *add = desk_icon_button_new ("list-add-symbolic", _ ("Add a user property"));

  self->pairs = g_ptr_array_new_with_free_func (g_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("User properties"));
  g_signal_connect_object (add, "clicked", G_CALLBACK (on_add), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), add);
  update (self);
}

/**
 * desk_pair_editor_get:
 * @self: an editor
 *
 * Returns: (transfer full) (nullable): the user properties in order, without
 *   those that have neither a name nor a value; %NULL: there are none
 */
DeskProperties *
desk_pair_editor_get (DeskPairEditor *self)
{
  g_autoptr (DeskProperties) properties = NULL;

  g_return_val_if_fail (DESK_IS_PAIR_EDITOR (self), NULL);

  for (guint i = 0; i < self->pairs->len; i++)
    {
      const Pair *pair = g_ptr_array_index (self->pairs, i);
      const char *name = gtk_editable_get_text (pair->name);
      const char *value = gtk_editable_get_text (pair->value);

      if (*name == '\0' && *value == '\0')
        continue;
      if (properties == NULL)
        properties = desk_properties_new ();
      desk_properties_add_pair (properties, name, -1, value, -1);
    }

  return g_steal_pointer (&properties);
}

/**
 * desk_pair_editor_set:
 * @self: an editor
 * @pairs: (nullable): user properties
 *
 * Shows these and no others.
 */
void
desk_pair_editor_set (DeskPairEditor *self, DeskProperties *pairs)
{
  g_return_if_fail (DESK_IS_PAIR_EDITOR (self));

  for (guint i = 0; i < self->pairs->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), ((Pair *) g_ptr_array_index (self->pairs, i))->row);
  g_ptr_array_set_size (self->pairs, 0);
  for (guint i = 0; pairs != NULL && i < desk_properties_get_length (pairs); i++)
    {
      const DeskProperty *pair = desk_properties_get (pairs, i);

      add_pair (self, pair->name, pair->string);
    }
  update (self);
}
