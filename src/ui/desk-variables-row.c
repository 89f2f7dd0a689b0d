/* desk-variables-row.c: a profile's own variables in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-variables-row"

#include "config.h"

#include "desk-variables-row.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "desk-icon-button.h"
#include "desk-profile-variables.h"

#define MAX_VALUE 1000 /* characters */

/* A name and a value */
typedef struct
{
  GtkWidget *row;     /* (unowned): of the expander row */
  GtkEditable *name;  /* (unowned) */
  GtkEditable *value; /* (unowned) */
  GtkLabel *reason;   /* (unowned): what is wrong with the name */
} Variable;

struct _DeskVariablesRow
{
  AdwExpanderRow parent_instance;
  GPtrArray *variables; /* (owned) (element-type Variable): in order */
  DeskProfile *draft;   /* (owned) (nullable) */
  gboolean valid;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (DeskVariablesRow, desk_variables_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  PROP_0,
  PROP_VALID,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_taken (DeskVariablesRow *self, const char *name, guint before)
{
  for (guint i = 0; i < before; i++)
    {
      const Variable *variable = g_ptr_array_index (self->variables, i);

      if (g_str_equal (gtk_editable_get_text (variable->name), name))
        return TRUE;
    }

  return FALSE;
}

/* Nothing in both is a row that was not filled in yet. */
static gboolean
is_empty (const Variable *variable)
{
  return gtk_editable_get_text (variable->name)[0] == '\0' && gtk_editable_get_text (variable->value)[0] == '\0';
}

static gboolean
check (DeskVariablesRow *self, guint index)
{
  const Variable *variable = g_ptr_array_index (self->variables, index);
  const char *name = gtk_editable_get_text (variable->name);
  g_autoptr (GError) error = NULL;
  gboolean valid = is_empty (variable) || desk_profile_check_variable_name (name, &error);

  if (valid && name[0] != '\0' && is_taken (self, name, index))
    valid = desk_fail (&error, DESK_ERROR_INVALID_PROFILE, _ ("There is a variable of this name already."));

  gtk_label_set_text (variable->reason, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (variable->reason), !valid);
  if (valid)
    gtk_widget_remove_css_class (GTK_WIDGET (variable->name), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (variable->name), "error");

  return valid;
}

static void
write_draft (DeskVariablesRow *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 0; i < self->variables->len; i++)
    {
      const Variable *variable = g_ptr_array_index (self->variables, i);

      if (is_empty (variable))
        continue;
      g_ptr_array_add (names, (gpointer) gtk_editable_get_text (variable->name));
      g_ptr_array_add (values, (gpointer) gtk_editable_get_text (variable->value));
    }
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (values, NULL);
  desk_profile_set_variables (self->draft, (const char *const *) names->pdata, (const char *const *) values->pdata);
}

static void
update (DeskVariablesRow *self)
{
  gboolean valid = TRUE;

  if (self->loading)
    return;
  for (guint i = 0; i < self->variables->len; i++)
    valid = check (self, i) && valid;
  if (valid && self->draft != NULL)
    write_draft (self);
  if (self->valid == valid)
    return;
  self->valid = valid;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

static void
on_remove (DeskVariablesRow *self, GtkWidget *button)
{
  for (guint i = 0; i < self->variables->len; i++)
    {
      Variable *variable = g_ptr_array_index (self->variables, i);

      if (!gtk_widget_is_ancestor (button, variable->row))
        continue;
      adw_expander_row_remove (ADW_EXPANDER_ROW (self), variable->row);
      g_ptr_array_remove_index (self->variables, i);
      break;
    }
  update (self);
}

static GtkEditable *
add_entry (DeskVariablesRow *self, GtkBox *box, const char *words, int max_length)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), words);
  gtk_entry_set_max_length (GTK_ENTRY (entry), max_length);
  gtk_entry_set_input_hints (GTK_ENTRY (entry), GTK_INPUT_HINT_NO_SPELLCHECK);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, entry);

  return GTK_EDITABLE (entry);
}

static GtkWidget *
create_button (DeskVariablesRow *self, const char *icon, const char *words, GCallback callback)
{
  GtkWidget *button = desk_icon_button_new (icon, words);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static Variable *
add_variable (DeskVariablesRow *self, const char *name, const char *value)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *reason = gtk_label_new (NULL);
  Variable *variable = g_new0 (Variable, 1);

  gtk_label_set_wrap (GTK_LABEL (reason), TRUE);
  gtk_label_set_xalign (GTK_LABEL (reason), 0.0f);
  gtk_widget_add_css_class (reason, "caption");
  gtk_widget_add_css_class (reason, "error");
  gtk_widget_set_visible (reason, FALSE);
  gtk_box_append (GTK_BOX (column), line);
  gtk_box_append (GTK_BOX (column), reason);
  gtk_widget_set_margin_top (column, 6);
  gtk_widget_set_margin_bottom (column, 6);
  gtk_widget_set_margin_start (column, 12);
  gtk_widget_set_margin_end (column, 6);

  variable->row = gtk_list_box_row_new ();
  variable->reason = GTK_LABEL (reason);
  variable->name = add_entry (self, GTK_BOX (line), _ ("Name of the variable"), 100);
  variable->value = add_entry (self, GTK_BOX (line), _ ("Value"), MAX_VALUE);
  gtk_box_append (GTK_BOX (line), create_button (self, "user-trash-symbolic", _ ("Remove this variable"),
                                                 G_CALLBACK (on_remove)));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (variable->row), column);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (variable->row), FALSE);
  gtk_widget_set_focusable (variable->row, FALSE);
  g_ptr_array_add (self->variables, variable);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), variable->row);
  gtk_editable_set_text (variable->name, name);
  gtk_editable_set_text (variable->value, value);

  return variable;
}

static void
on_add (DeskVariablesRow *self)
{
  Variable *variable = add_variable (self, "", "");

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (variable->name));
}

static void
desk_variables_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, DESK_VARIABLES_ROW (object)->valid);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_variables_row_dispose (GObject *object)
{
  g_clear_object (&DESK_VARIABLES_ROW (object)->draft);

  G_OBJECT_CLASS (desk_variables_row_parent_class)->dispose (object);
}

static void
desk_variables_row_finalize (GObject *object)
{
  g_ptr_array_unref (DESK_VARIABLES_ROW (object)->variables);

  G_OBJECT_CLASS (desk_variables_row_parent_class)->finalize (object);
}

static void
desk_variables_row_class_init (DeskVariablesRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_variables_row_get_property;
  object_class->dispose = desk_variables_row_dispose;
  object_class->finalize = desk_variables_row_finalize;

  properties[PROP_VALID] = g_param_spec_boolean (
      "valid", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_variables_row_init (DeskVariablesRow *self)
{
  self->variables = g_ptr_array_new_with_free_func (g_free);
  self->valid = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Variables"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 _ ("For host, client ID, user name and topics, as in ${name}; there are also "
                                    "${hostname}, ${user} and ${random:8}"));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), create_button (self, "list-add-symbolic", _ ("Add a variable"),
                                                                       G_CALLBACK (on_add)));
}

/**
 * desk_variables_row_load:
 * @self: a row
 * @draft: the profile that the editor fills in
 *
 * Shows the variables of @draft, and keeps them there as they are changed.
 */
void
desk_variables_row_load (DeskVariablesRow *self, DeskProfile *draft)
{
  g_return_if_fail (DESK_IS_VARIABLES_ROW (self));
  g_return_if_fail (DESK_IS_PROFILE (draft));

  self->loading = TRUE;
  for (guint i = 0; i < self->variables->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), ((Variable *) g_ptr_array_index (self->variables, i))->row);
  g_ptr_array_set_size (self->variables, 0);
  for (guint i = 0; i < desk_profile_get_n_variables (draft); i++)
    {
      const char *value;
      const char *name = desk_profile_get_variable (draft, i, &value);

      add_variable (self, name, value);
    }
  g_set_object (&self->draft, draft);
  self->loading = FALSE;
  update (self);
}

/**
 * desk_variables_row_get_valid:
 * @self: a row
 *
 * Returns: whether what is filled in can be used
 */
gboolean
desk_variables_row_get_valid (DeskVariablesRow *self)
{
  g_return_val_if_fail (DESK_IS_VARIABLES_ROW (self), FALSE);

  return self->valid;
}
