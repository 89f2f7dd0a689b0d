/* desk-check-row.c: one step of a connection check
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-check-row"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-check-row.h"
#include "desk-check.h"

struct _DeskCheckRow
{
  GtkListBoxRow parent_instance;

  GtkStack *mark;
  GtkImage *icon;
  GtkSpinner *spinner;
  GtkLabel *title;
  GtkLabel *time;
  GtkLabel *reason;
  GtkLabel *advice;
  GtkButton *remedy;
  GtkExpander *expander;
  GtkLabel *details;

  DeskCheckState state; /* that is shown */
};

G_DEFINE_FINAL_TYPE (DeskCheckRow, desk_check_row, GTK_TYPE_LIST_BOX_ROW)

/* Icon, colour and words, so that none of the three is needed to understand it. */
static const struct
{
  const char *icon;
  const char *css_class;
  const char *words;
} looks[] = {
  [DESK_CHECK_WAITING] = { "content-loading-symbolic", "dim-label", N_ ("waiting") },
  [DESK_CHECK_RUNNING] = { "content-loading-symbolic", "accent", N_ ("running") },
  [DESK_CHECK_PASSED] = { "object-select-symbolic", "success", N_ ("passed") },
  [DESK_CHECK_WARNED] = { "dialog-warning-symbolic", "warning", N_ ("passed with a remark") },
  [DESK_CHECK_FAILED] = { "window-close-symbolic", "error", N_ ("failed") },
  [DESK_CHECK_LEFT_OUT] = { "list-remove-symbolic", "dim-label", N_ ("not tried") },
};

static void
desk_check_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DESK_TYPE_CHECK_ROW);

  G_OBJECT_CLASS (desk_check_row_parent_class)->dispose (object);
}

static void
desk_check_row_class_init (DeskCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_check_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskCheckRow, mark);
  gtk_widget_class_bind_template_child (widget_class, DeskCheckRow, icon);
  gtk_widget_class_bind_template_child (widget_class, DeskCheckRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, DeskCheckRow, title);
  gtk_widget_class_bind_template_child (widget_class, DeskCheckRow, time);
  gtk_widget_class_bind_template_child (widget_class, DeskCheckRow, reason);
  gtk_widget_class_bind_template_child (widget_class, DeskCheckRow, advice);
  gtk_widget_class_bind_template_child (widget_class, DeskCheckRow, remedy);
  gtk_widget_class_bind_template_child (widget_class, DeskCheckRow, expander);
  gtk_widget_class_bind_template_child (widget_class, DeskCheckRow, details);
}

static void
desk_check_row_init (DeskCheckRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_words (GtkLabel *label, const char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
}

static void
set_state (DeskCheckRow *self, DeskCheckState state)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), looks[self->state].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), looks[state].css_class);
  gtk_image_set_from_icon_name (self->icon, looks[state].icon);
  gtk_spinner_set_spinning (self->spinner, state == DESK_CHECK_RUNNING);
  gtk_stack_set_visible_child_name (self->mark, state == DESK_CHECK_RUNNING ? "spinner" : "icon");
  if (state == DESK_CHECK_WAITING || state == DESK_CHECK_LEFT_OUT)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "dim-label");
  self->state = state;
}

static void
set_remedy (DeskCheckRow *self, const DeskCheckFinding *finding)
{
  g_autofree char *label = desk_check_finding_dup_remedy_label (finding);

  gtk_widget_set_visible (GTK_WIDGET (self->remedy), label != NULL);
  if (label == NULL)
    return;
  gtk_button_set_label (self->remedy, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remedy), "s", finding->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->remedy), "check.apply");
}

/**
 * desk_check_row_new:
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
desk_check_row_new (void)
{
  return g_object_new (DESK_TYPE_CHECK_ROW, NULL);
}

/**
 * desk_check_row_show:
 * @self: a row
 * @finding: what to show; copied
 *
 * Shows a step: what was found, what to try next, and a button where a single
 * change would mend it. Details are folded away unless it failed.
 */
void
desk_check_row_show (DeskCheckRow *self, const DeskCheckFinding *finding)
{
  g_autofree char *time = desk_check_dup_time (finding->time);
  g_autofree char *name = NULL;

  g_return_if_fail (DESK_IS_CHECK_ROW (self));

  set_state (self, finding->state);
  gtk_label_set_text (self->title, finding->title);
  gtk_label_set_text (self->time, time != NULL ? time : "");
  set_words (self->reason, finding->reason);
  set_words (self->advice, finding->advice);
  set_remedy (self, finding);
  gtk_widget_set_visible (GTK_WIDGET (self->expander), finding->details != NULL);
  gtk_label_set_text (self->details, finding->details != NULL ? finding->details->str : "");
  if (finding->state == DESK_CHECK_FAILED)
    gtk_expander_set_expanded (self->expander, TRUE);

  /* Translators: a step of the connection check, how it went, and what was found */
  name = g_strdup_printf (_ ("%s: %s. %s"), finding->title, _ (looks[finding->state].words),
                          finding->reason != NULL ? finding->reason : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
