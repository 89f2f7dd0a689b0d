/* desk-field.c: an entry row that is checked as one types
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-field"

#include "config.h"

#include "desk-field.h"

/* The reason stands in a row of its own below the entry, because AdwEntryRow
 * has no place for it. That row is only there while there is something to say. */
struct _DeskField
{
  GObject parent_instance;

  AdwEntryRow *row;     /* (unowned): the field lives as long as its row */
  GtkWidget *words_row; /* (unowned) */
  GtkLabel *words;      /* (unowned) */
  DeskFieldCheck check; /* (nullable) */
  gpointer user_data;
  char *reason; /* (nullable): why the text cannot stay */
  char *note;   /* (nullable): what else is to say */
  gboolean touched;
};

G_DEFINE_FINAL_TYPE (DeskField, desk_field, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_VALID,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show_words (DeskField *self)
{
  gboolean wrong = self->touched && self->reason != NULL;
  const char *words = wrong ? self->reason : self->note;
  /* The row stands for the text inside, which has no accessible object of its own. */
  GtkAccessible *accessible = GTK_ACCESSIBLE (self->row);

  gtk_label_set_text (self->words, words != NULL ? words : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->words_row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words != NULL ? words : "", -1);
  gtk_widget_set_visible (self->words_row, words != NULL && gtk_widget_get_visible (GTK_WIDGET (self->row)));

  if (wrong)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->row), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->words), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->words), "dim-label");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->row), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->words), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->words), "dim-label");
    }
  if (words != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->row), "with-words");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->row), "with-words");

  gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (words != NULL)
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  else
    gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
on_changed (DeskField *self)
{
  self->touched = TRUE;
  desk_field_recheck (self);
}

/* The list box that holds @row is only there once the template is complete. */
static void
insert_words_row (DeskField *self)
{
  GtkWidget *list = gtk_widget_get_parent (GTK_WIDGET (self->row));
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self->row));

  gtk_list_box_insert (GTK_LIST_BOX (list), self->words_row, index + 1);
}

static void
desk_field_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, desk_field_get_valid (DESK_FIELD (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_field_finalize (GObject *object)
{
  DeskField *self = DESK_FIELD (object);

  g_free (self->reason);
  g_free (self->note);

  G_OBJECT_CLASS (desk_field_parent_class)->finalize (object);
}

static void
desk_field_class_init (DeskFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_field_get_property;
  object_class->finalize = desk_field_finalize;

  properties[PROP_VALID] = g_param_spec_boolean (
      "valid", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_field_init (DeskField *self)
{
  GtkWidget *words = gtk_label_new (NULL);

  self->words = GTK_LABEL (words);
  gtk_label_set_wrap (self->words, TRUE);
  gtk_label_set_wrap_mode (self->words, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->words, 0.0f);
  gtk_widget_add_css_class (words, "caption");

  self->words_row = adw_preferences_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->words_row), words);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->words_row), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self->words_row), FALSE);
  gtk_widget_set_focusable (self->words_row, FALSE);
  gtk_widget_set_visible (self->words_row, FALSE);
  gtk_widget_add_css_class (self->words_row, "field-words");
}

/**
 * desk_field_new:
 * @row: an entry row that is in a list box already
 * @check: (nullable): tells what is wrong with a text
 * @user_data: for @check
 *
 * Marks @row with the reason while its text is wrong. A text that nobody has
 * touched yet may be wrong without being marked: an empty new form is no
 * mistake. Release it no later than @row.
 *
 * Returns: (transfer full): a new field
 */
DeskField *
desk_field_new (AdwEntryRow *row, DeskFieldCheck check, gpointer user_data)
{
  DeskField *self;

  g_return_val_if_fail (ADW_IS_ENTRY_ROW (row), NULL);
  g_return_val_if_fail (GTK_IS_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (row))), NULL);

  self = g_object_new (DESK_TYPE_FIELD, NULL);
  self->row = row;
  self->check = check;
  self->user_data = user_data;
  insert_words_row (self);
  g_signal_connect_object (row, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "notify::visible", G_CALLBACK (show_words), self, G_CONNECT_SWAPPED);
  desk_field_recheck (self);

  return self;
}

/**
 * desk_field_get_valid:
 *
 * Returns: whether the text can stay
 */
gboolean
desk_field_get_valid (DeskField *self)
{
  g_return_val_if_fail (DESK_IS_FIELD (self), FALSE);

  return self->reason == NULL;
}

/**
 * desk_field_get_reason:
 *
 * Returns: (nullable): why the text cannot stay, in words
 */
const char *
desk_field_get_reason (DeskField *self)
{
  g_return_val_if_fail (DESK_IS_FIELD (self), NULL);

  return self->reason;
}

/**
 * desk_field_recheck:
 *
 * Checks the text again, because something else that it depends on changed.
 */
void
desk_field_recheck (DeskField *self)
{
  g_autoptr (GError) error = NULL;
  gboolean was_valid, valid;

  g_return_if_fail (DESK_IS_FIELD (self));

  was_valid = self->reason == NULL;
  valid = self->check == NULL
          || self->check (gtk_editable_get_text (GTK_EDITABLE (self->row)), self->user_data, &error);

  g_free (self->reason);
  self->reason = valid ? NULL : g_strdup (error != NULL ? error->message : "");
  show_words (self);
  if (valid != was_valid)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

/**
 * desk_field_reset:
 * @text: what the entry shall hold
 *
 * Fills the entry as if nobody had touched it.
 */
void
desk_field_reset (DeskField *self, const char *text)
{
  g_return_if_fail (DESK_IS_FIELD (self));

  gtk_editable_set_text (GTK_EDITABLE (self->row), text);
  self->touched = FALSE;
  show_words (self);
}

/**
 * desk_field_reveal:
 *
 * Marks a wrong text even if nobody has touched it.
 */
void
desk_field_reveal (DeskField *self)
{
  g_return_if_fail (DESK_IS_FIELD (self));

  self->touched = TRUE;
  show_words (self);
}

/**
 * desk_field_set_note:
 * @note: (nullable): plain text
 *
 * Shows @note below the entry while there is no mistake to show.
 */
void
desk_field_set_note (DeskField *self, const char *note)
{
  g_autofree char *copy = g_strdup (note);

  g_return_if_fail (DESK_IS_FIELD (self));

  g_free (self->note);
  self->note = g_steal_pointer (&copy);
  show_words (self);
}
