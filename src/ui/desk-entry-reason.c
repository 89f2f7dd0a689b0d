/* desk-entry-reason.c: why the text of an entry cannot stay
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-entry-reason"

#include "config.h"

#include "desk-entry-reason.h"

/* Words below an entry, which is marked while there are any: for the eye and
 * for a screen reader. DeskField does the same for the rows of a form. */
struct _DeskEntryReason
{
  GtkWidget parent_instance;
  GtkRevealer *revealer; /* (unowned) */
  GtkLabel *label;       /* (unowned) */
  GtkEntry *entry;       /* (unowned) (nullable) */
};

G_DEFINE_FINAL_TYPE (DeskEntryReason, desk_entry_reason, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_ENTRY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
mark_entry (DeskEntryReason *self, const char *words)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self->entry);

  if (words != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
      gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }
  gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_INVALID,
                               words != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
desk_entry_reason_dispose (GObject *object)
{
  DeskEntryReason *self = DESK_ENTRY_REASON (object);

  g_clear_weak_pointer (&self->entry);
  g_clear_pointer ((GtkWidget **) &self->revealer, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_entry_reason_parent_class)->dispose (object);
}

static void
desk_entry_reason_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  DeskEntryReason *self = DESK_ENTRY_REASON (object);

  switch (property_id)
    {
    case PROP_ENTRY:
      g_set_weak_pointer (&self->entry, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_entry_reason_class_init (DeskEntryReasonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_entry_reason_dispose;
  object_class->set_property = desk_entry_reason_set_property;

  properties[PROP_ENTRY] = g_param_spec_object ("entry", NULL, NULL, GTK_TYPE_ENTRY,
                                                G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
desk_entry_reason_init (DeskEntryReason *self)
{
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->revealer), GTK_WIDGET (self));

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_margin_top (GTK_WIDGET (self->label), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_revealer_set_child (self->revealer, GTK_WIDGET (self->label));
}

/**
 * desk_entry_reason_new:
 *
 * Returns: (transfer floating): a reason without words, for no entry yet
 */
GtkWidget *
desk_entry_reason_new (void)
{
  return g_object_new (DESK_TYPE_ENTRY_REASON, NULL);
}

/**
 * desk_entry_reason_show:
 * @self: a reason
 * @words: (nullable): plain text; %NULL: the text of the entry can stay
 *
 * Shows @words below the entry and marks it, or takes both back.
 */
void
desk_entry_reason_show (DeskEntryReason *self, const char *words)
{
  g_return_if_fail (DESK_IS_ENTRY_REASON (self));

  /* Words that go stay readable while they slide away. */
  if (words != NULL)
    gtk_label_set_text (self->label, words);
  gtk_revealer_set_reveal_child (self->revealer, words != NULL);
  if (self->entry != NULL)
    mark_entry (self, words);
}
