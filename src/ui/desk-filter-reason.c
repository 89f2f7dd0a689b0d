/* desk-filter-reason.c: the line below the filter line that says what is wrong with it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-filter-reason"

#include "config.h"

#include "desk-filter-reason.h"

/* What there is to say comes from three places; the first that has something is shown. */
struct _DeskFilterReason
{
  GtkWidget parent_instance;
  GtkWidget *revealer; /* (unowned) */
  GtkLabel *label;     /* (unowned) */
  GtkEntry *entry;     /* (unowned) (nullable): lives as long as whoever owns this */
  char *mistake;       /* (owned) (nullable): in the line */
  char *failure;       /* (owned) (nullable): of the search */
  char *hint;          /* (owned) (nullable): what the line means, though it is not wrong */
};

G_DEFINE_FINAL_TYPE (DeskFilterReason, desk_filter_reason, GTK_TYPE_WIDGET)

static void
update (DeskFilterReason *self)
{
  const char *reason = self->mistake != NULL ? self->mistake : self->failure != NULL ? self->failure : self->hint;
  gboolean is_hint = self->mistake == NULL && self->failure == NULL;

  if (reason != NULL)
    {
      gtk_label_set_text (self->label, reason);
      (is_hint ? gtk_widget_remove_css_class : gtk_widget_add_css_class) (GTK_WIDGET (self->label), "error");
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), reason != NULL);
}

static void
set_words (DeskFilterReason *self, char **place, const char *words)
{
  g_autofree char *old = g_steal_pointer (place);

  *place = g_strdup (words);
  update (self);
}

static void
desk_filter_reason_dispose (GObject *object)
{
  g_clear_pointer (&DESK_FILTER_REASON (object)->revealer, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_filter_reason_parent_class)->dispose (object);
}

static void
desk_filter_reason_finalize (GObject *object)
{
  DeskFilterReason *self = DESK_FILTER_REASON (object);

  g_free (self->mistake);
  g_free (self->failure);
  g_free (self->hint);

  G_OBJECT_CLASS (desk_filter_reason_parent_class)->finalize (object);
}

static void
desk_filter_reason_class_init (DeskFilterReasonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_filter_reason_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_filter_reason_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
desk_filter_reason_init (DeskFilterReason *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  self->label = GTK_LABEL (label);
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_margin_top (label, 4);
  gtk_widget_set_margin_start (label, 6);
  gtk_widget_add_css_class (label, "caption");

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), label);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
}

/**
 * desk_filter_reason_set_entry:
 * @self: a reason that has none yet
 * @entry: where the line is typed; it has to live as long as @self
 */
void
desk_filter_reason_set_entry (DeskFilterReason *self, GtkEntry *entry)
{
  g_return_if_fail (DESK_IS_FILTER_REASON (self));

  self->entry = entry;
}

/**
 * desk_filter_reason_set_mistake:
 * @self: a reason with an entry
 * @error: (nullable): what is wrong with the line; %NULL: nothing
 * @start: byte offset where the mistake begins
 * @end: byte offset behind it
 *
 * Says what is wrong, and shows in the entry where.
 */
void
desk_filter_reason_set_mistake (DeskFilterReason *self, const GError *error, gsize start, gsize end)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  g_return_if_fail (DESK_IS_FILTER_REASON (self));

  if (error != NULL)
    {
      PangoAttribute *line = pango_attr_underline_new (PANGO_UNDERLINE_ERROR);
      PangoAttribute *colour = pango_attr_underline_color_new (0xe000, 0x1b00, 0x2400);

      line->start_index = colour->start_index = (guint) start;
      line->end_index = colour->end_index = (guint) end;
      pango_attr_list_insert (attributes, line);
      pango_attr_list_insert (attributes, colour);
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
    }
  gtk_entry_set_attributes (self->entry, attributes);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (error != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    error->message, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  set_words (self, &self->mistake, error != NULL ? error->message : NULL);
}

/**
 * desk_filter_reason_set_hint:
 * @self: a reason
 * @hint: (nullable): what may not be meant, though it is not wrong
 */
void
desk_filter_reason_set_hint (DeskFilterReason *self, const char *hint)
{
  g_return_if_fail (DESK_IS_FILTER_REASON (self));

  set_words (self, &self->hint, hint);
}

/**
 * desk_filter_reason_set_failure:
 * @self: a reason
 * @error: (nullable): why the search does not find all
 */
void
desk_filter_reason_set_failure (DeskFilterReason *self, const GError *error)
{
  g_return_if_fail (DESK_IS_FILTER_REASON (self));

  set_words (self, &self->failure, error != NULL ? error->message : NULL);
}

/**
 * desk_filter_reason_has_mistake:
 * @self: a reason
 *
 * Returns: whether something is wrong with the line
 */
gboolean
desk_filter_reason_has_mistake (DeskFilterReason *self)
{
  g_return_val_if_fail (DESK_IS_FILTER_REASON (self), FALSE);

  return self->mistake != NULL;
}
