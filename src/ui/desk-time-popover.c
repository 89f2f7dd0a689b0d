/* desk-time-popover.c: goes to a time in the log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-time-popover"

#include "config.h"

#include "desk-time-popover.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-log-time.h"
#include "desk-time-text.h"
#include "desk-toast.h"

struct _DeskTimePopover
{
  GtkPopover parent_instance;
  GtkEditable *entry;        /* (unowned) */
  GtkWidget *button;         /* (unowned) */
  GtkLabel *words;           /* (unowned) */
  GtkWidget *hint;           /* (unowned) */
  DeskLogView *view;         /* (unowned) (nullable): this is a child of it */
  DeskFilteredModel *rows;   /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the time that is looked for */
  gint64 wanted_id;          /* 0: none, or not known yet */
};

G_DEFINE_FINAL_TYPE (DeskTimePopover, desk_time_popover, GTK_TYPE_POPOVER)

/* A mistake is told with what can be written, so the general words about that make room. */
static void
on_text_changed (DeskTimePopover *self)
{
  const char *text = gtk_editable_get_text (self->entry);
  g_autoptr (GError) error = NULL;
  g_autofree char *moment = NULL;
  gboolean is_time, is_wrong;
  gint64 time;

  g_assert (DESK_IS_TIME_POPOVER (self));

  is_time = desk_time_text_parse (text, DESK_TIME_LATEST, NULL, &time, NULL, &error);
  is_wrong = !is_time && *text != '\0';
  if (is_time)
    moment = desk_format_moment (time);
  else if (is_wrong)
    moment = g_strdup_printf (_ ("This is not a time. %s"), error->message);
  gtk_label_set_text (self->words, moment != NULL ? moment : _ ("To the first message of that time or later"));
  gtk_widget_set_visible (self->hint, !is_wrong);
  gtk_widget_set_sensitive (self->button, is_time);
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
on_go (DeskTimePopover *self)
{
  gint64 time;

  g_assert (DESK_IS_TIME_POPOVER (self));

  if (!desk_time_text_parse (gtk_editable_get_text (self->entry), DESK_TIME_LATEST, NULL, &time, NULL, NULL))
    {
      gtk_widget_error_bell (GTK_WIDGET (self->entry));
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (self));
  desk_time_popover_go_to (self, time);
}

/* A filter finds the newest first: what is earlier may be still to come. */
static void
go_when_found (DeskTimePopover *self)
{
  DeskLogModel *log = desk_filtered_model_get_model (self->rows);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  gint64 id = self->wanted_id;

  g_assert (DESK_IS_TIME_POPOVER (self));

  if (id == 0 || (desk_filtered_model_get_pending (self->rows)
                  && desk_filtered_model_get_error (self->rows) == NULL))
    return;

  self->wanted_id = 0;
  if (n_rows == 0)
    {
      desk_toast (GTK_WIDGET (self->view), _ ("There is no message to go to"));
      return;
    }
  if (desk_filtered_model_get_rank (self->rows, id) == n_rows)
    desk_toast (GTK_WIDGET (self->view), _ ("No later message is shown: this is the newest"));
  else if (id < desk_log_model_get_first_id (log) && desk_log_model_get_start (log) > 0)
    desk_toast (GTK_WIDGET (self->view), _ ("That time is cleared from the view: this is the first message shown"));
  desk_log_view_go_to (self->view, desk_filtered_model_get_rank (self->rows, id));
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskTimePopover) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (desk_log_find_time_finish (DESK_LOG (source), result, &id, &error))
    {
      self->wanted_id = id;
      if (self->rows != NULL)
        go_when_found (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    desk_toast (GTK_WIDGET (self->view), error->message);
}

static void
stop_looking (DeskTimePopover *self)
{
  self->wanted_id = 0;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
desk_time_popover_map (GtkWidget *widget)
{
  DeskTimePopover *self = DESK_TIME_POPOVER (widget);

  /* What “-10m” means changes while nobody looks. */
  on_text_changed (self);
  GTK_WIDGET_CLASS (desk_time_popover_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
desk_time_popover_dispose (GObject *object)
{
  DeskTimePopover *self = DESK_TIME_POPOVER (object);

  stop_looking (self);
  g_clear_object (&self->rows);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_TIME_POPOVER);

  G_OBJECT_CLASS (desk_time_popover_parent_class)->dispose (object);
}

static void
desk_time_popover_class_init (DeskTimePopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_time_popover_dispose;
  widget_class->map = desk_time_popover_map;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-time-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskTimePopover, entry);
  gtk_widget_class_bind_template_child (widget_class, DeskTimePopover, button);
  gtk_widget_class_bind_template_child (widget_class, DeskTimePopover, words);
  gtk_widget_class_bind_template_child (widget_class, DeskTimePopover, hint);
  gtk_widget_class_bind_template_callback (widget_class, on_text_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_go);
}

static void
desk_time_popover_init (DeskTimePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Go to a time"), -1);
}

/**
 * desk_time_popover_new:
 *
 * Returns: (transfer floating): a new popover, which belongs to no view yet
 */
GtkWidget *
desk_time_popover_new (void)
{
  return g_object_new (DESK_TYPE_TIME_POPOVER, NULL);
}

/**
 * desk_time_popover_set_view:
 * @self: a popover without a view, in @view
 * @view: where to go
 * @rows: what @view shows
 */
void
desk_time_popover_set_view (DeskTimePopover *self, DeskLogView *view, DeskFilteredModel *rows)
{
  g_return_if_fail (DESK_IS_TIME_POPOVER (self));
  g_return_if_fail (self->view == NULL);

  self->view = view;
  self->rows = g_object_ref (rows);
  g_signal_connect_object (rows, "notify::pending", G_CALLBACK (go_when_found), self, G_CONNECT_SWAPPED);
}

/**
 * desk_time_popover_go_to:
 * @self: a popover with a view
 * @time: microseconds since 1970, UTC
 *
 * Goes to the first row of that time or later, as soon as it is found; to the
 * last one if there is none.
 */
void
desk_time_popover_go_to (DeskTimePopover *self, gint64 time)
{
  g_return_if_fail (DESK_IS_TIME_POPOVER (self));
  g_return_if_fail (self->view != NULL);

  stop_looking (self);
  self->cancellable = g_cancellable_new ();
  desk_log_find_time_async (desk_log_model_get_log (desk_filtered_model_get_model (self->rows)), time,
                            self->cancellable, on_found, g_object_ref (self));
}
