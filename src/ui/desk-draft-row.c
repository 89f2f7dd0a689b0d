/* desk-draft-row.c: a connection of another program, to be taken over or not
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-draft-row"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-draft-row.h"

struct _DeskDraftRow
{
  AdwExpanderRow parent_instance;

  GtkCheckButton *check;
  DeskProfileDraft *draft; /* (owned) */
  gboolean has_lines;      /* made when it is expanded: there may be many rows */
};

G_DEFINE_FINAL_TYPE (DeskDraftRow, desk_draft_row, ADW_TYPE_EXPANDER_ROW)

static void
add_lines (DeskDraftRow *self, const char *const *lines, const char *title, const char *icon_name)
{
  g_autofree char *text = g_strjoinv ("\n", (char **) lines);
  GtkWidget *row;
  GtkWidget *icon;

  if (*lines == NULL)
    return;
  row = adw_action_row_new ();
  icon = gtk_image_new_from_icon_name (icon_name);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, "draft-icon");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
on_expanded_changed (DeskDraftRow *self)
{
  if (self->has_lines || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;
  self->has_lines = TRUE;
  add_lines (self, desk_profile_draft_get_taken (self->draft), _ ("Taken over"), "object-select-symbolic");
  add_lines (self, desk_profile_draft_get_left (self->draft), _ ("Not taken over"), "dialog-information-symbolic");
}

static char *
describe (DeskDraftRow *self)
{
  const char *problem = desk_profile_draft_get_problem (self->draft);
  guint n_left = g_strv_length ((char **) desk_profile_draft_get_left (self->draft));
  g_autofree char *address = desk_profile_dup_address (desk_profile_draft_get_profile (self->draft));
  g_autofree char *left = g_strdup_printf (ngettext ("%u thing to know", "%u things to know", n_left), n_left);

  if (problem != NULL)
    return g_strdup (problem);
  if (n_left == 0)
    return g_steal_pointer (&address);

  /* Translators: an address, and how many notes there are on what is not taken over */
  return g_strdup_printf (_ ("%s · %s"), address, left);
}

static void
desk_draft_row_dispose (GObject *object)
{
  DeskDraftRow *self = DESK_DRAFT_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_DRAFT_ROW);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (desk_draft_row_parent_class)->dispose (object);
}

static void
desk_draft_row_class_init (DeskDraftRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_draft_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-draft-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskDraftRow, check);
}

static void
desk_draft_row_init (DeskDraftRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::expanded", G_CALLBACK (on_expanded_changed), NULL);
}

/**
 * desk_draft_row_new:
 * @draft: a finished draft
 *
 * Returns: (transfer floating): a row with a check mark that is "selected" of @draft
 */
GtkWidget *
desk_draft_row_new (DeskProfileDraft *draft)
{
  DeskDraftRow *self = g_object_new (DESK_TYPE_DRAFT_ROW, NULL);
  const char *name = desk_profile_get_name (desk_profile_draft_get_profile (draft));
  g_autofree char *subtitle = NULL;
  /* Translators: the name of a connection of another program */
  g_autofree char *label = g_strdup_printf (_ ("Import “%s”"), name);
  gboolean is_usable = desk_profile_draft_get_problem (draft) == NULL;

  self->draft = g_object_ref (draft);
  subtitle = describe (self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_widget_set_sensitive (GTK_WIDGET (self->check), is_usable);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_bind_property (draft, "selected", self->check, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);

  return GTK_WIDGET (self);
}
