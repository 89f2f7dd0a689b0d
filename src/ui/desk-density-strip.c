/* desk-density-strip.c: the whole log at a glance, beside its rows
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-density-strip"

#include "config.h"

#include "desk-density-strip.h"

#include <math.h>

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-log-density.h"

#define WIDTH 14           /* px */
#define UPDATE_DELAY 1000  /* ms between two looks at a log that grows */
#define WINDOW_MIN 4       /* px: what is seen of a long log has to be seen itself */

/* From top to bottom lie all messages that there would be without a filter, so
 * without one it accompanies the scroll bar. A place in it is a number of
 * messages and not a time: a night in which nothing happened takes no room, and
 * a burst is where it is wide. The grey bars are the rate, on a logarithmic
 * scale, and the coloured ones the share of it that is filtered or found. */
struct _DeskDensityStrip
{
  GtkWidget parent_instance;
  DeskLogView *view;        /* (unowned) (nullable): a sibling */
  DeskFilteredModel *rows;  /* (owned) (nullable) */
  DeskFilteredModel *found; /* (owned) (nullable): what is marked among the rows */
  DeskLogDensity *density;  /* (owned) (nullable) */
  guint update_source;      /* 0: the density is right, or nobody sees it */
};

G_DEFINE_FINAL_TYPE (DeskDensityStrip, desk_density_strip, GTK_TYPE_WIDGET)

static gboolean
update (gpointer user_data)
{
  DeskDensityStrip *self = user_data;
  DeskLogModel *model = desk_filtered_model_get_model (self->rows);

  self->update_source = 0;
  desk_log_density_set_range (self->density, desk_log_model_get_first_id (model),
                              desk_log_model_get_last_id (model));
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

static void
on_rows_changed (DeskDensityStrip *self)
{
  g_assert (DESK_IS_DENSITY_STRIP (self));

  if (self->update_source == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_source = g_timeout_add (UPDATE_DELAY, update, self);
}

static void
on_changed (DeskDensityStrip *self)
{
  g_assert (DESK_IS_DENSITY_STRIP (self));

  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_columns_changed (DeskDensityStrip *self, DeskLogColumns *columns)
{
  DeskFilteredModel *found = desk_log_columns_get_matches (columns);

  g_assert (DESK_IS_DENSITY_STRIP (self));

  if (self->found == found)
    return;
  if (self->found != NULL)
    g_signal_handlers_disconnect_by_func (self->found, on_rows_changed, self);
  g_set_object (&self->found, found);
  if (found != NULL)
    g_signal_connect_object (found, "items-changed", G_CALLBACK (on_rows_changed), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static const DeskLogMark *
get_marks (DeskDensityStrip *self, guint *n_marks)
{
  const DeskLogMark *marks = NULL;

  *n_marks = 0;
  if (self->density != NULL)
    marks = desk_log_density_get_marks (self->density, n_marks);

  return *n_marks > 1 ? marks : NULL;
}

static double
find_y (DeskDensityStrip *self, const DeskLogMark *marks, guint n_marks, gint64 id)
{
  gint64 first = marks[0].id;
  gint64 n = marks[n_marks - 1].id - first + 1;

  return (double) CLAMP (id - first, 0, n) / (double) n * gtk_widget_get_height (GTK_WIDGET (self));
}

static gint64
find_id (DeskDensityStrip *self, const DeskLogMark *marks, guint n_marks, double y)
{
  gint64 first = marks[0].id;
  gint64 n = marks[n_marks - 1].id - first + 1;
  double share = CLAMP (y / MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1), 0, 1);

  return first + MIN ((gint64) (share * (double) n), n - 1);
}

static guint
count_rows (DeskFilteredModel *rows, const DeskLogMark *mark)
{
  return desk_filtered_model_get_rank (rows, mark[1].id) - desk_filtered_model_get_rank (rows, mark[0].id);
}

/* Returns: (nullable): the messages that are not all there are */
static DeskFilteredModel *
get_matches (DeskDensityStrip *self)
{
  if (self->found != NULL)
    return self->found;

  return g_list_model_get_n_items (G_LIST_MODEL (self->rows)) < desk_filtered_model_get_n_total (self->rows)
             ? self->rows
             : NULL;
}

static void
append_bar (GtkSnapshot *snapshot, const GdkRGBA *colour, double top, double bottom, double width)
{
  gtk_snapshot_append_color (snapshot, colour,
                             &GRAPHENE_RECT_INIT ((float) (WIDTH - width), (float) top, (float) width,
                                                  (float) MAX (bottom - top, 1)));
}

static void
append_parts (DeskDensityStrip *self, GtkSnapshot *snapshot, const DeskLogMark *marks, guint n_marks)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  DeskFilteredModel *matches = get_matches (self);
  GdkRGBA grey, accent;
  double most = 0;

  gtk_style_context_get_color (style, &grey);
  grey.alpha *= 0.3f;
  if (!gtk_style_context_lookup_color (style, "accent_color", &accent))
    accent = grey;
  for (guint i = 0; i + 1 < n_marks; i++)
    most = MAX (most, desk_log_density_get_rate (self->density, i));
  for (guint i = 0; i + 1 < n_marks; i++)
    {
      double top = find_y (self, marks, n_marks, marks[i].id);
      double bottom = find_y (self, marks, n_marks, marks[i + 1].id);
      double rate = log1p (desk_log_density_get_rate (self->density, i)) / log1p (most);
      double width = 1 + rate * (WIDTH - 1);
      guint n_rows = matches != NULL ? count_rows (matches, &marks[i]) : 0;

      append_bar (snapshot, &grey, top, bottom, width);
      if (n_rows > 0)
        append_bar (snapshot, &accent, top, bottom,
                    MAX (width * n_rows / (double) (marks[i + 1].id - marks[i].id), 2));
    }
}

static void
append_window (DeskDensityStrip *self, GtkSnapshot *snapshot, const DeskLogMark *marks, guint n_marks)
{
  GtkAdjustment *adjustment = desk_log_view_get_adjustment (self->view);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  double upper = gtk_adjustment_get_upper (adjustment);
  double top, bottom, end;
  guint first, last;
  GdkRGBA colour;

  if (n_rows == 0 || upper <= 0)
    return;
  end = gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment);
  first = (guint) CLAMP (gtk_adjustment_get_value (adjustment) / upper * n_rows, 0, n_rows - 1);
  last = (guint) CLAMP (end / upper * n_rows, 0, n_rows - 1);
  top = find_y (self, marks, n_marks, desk_filtered_model_get_id (self->rows, first));
  bottom = find_y (self, marks, n_marks, desk_filtered_model_get_id (self->rows, last) + 1);
  top = MIN (top, gtk_widget_get_height (GTK_WIDGET (self)) - WINDOW_MIN);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  colour.alpha *= 0.8f;
  gtk_snapshot_append_border (
      snapshot,
      &GSK_ROUNDED_RECT_INIT (0, (float) top, WIDTH, (float) MAX (bottom - top, WINDOW_MIN)),
      (float[4]) { 1, 1, 1, 1 }, (GdkRGBA[4]) { colour, colour, colour, colour });
}

static void
desk_density_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DeskDensityStrip *self = DESK_DENSITY_STRIP (widget);
  guint n_marks;
  const DeskLogMark *marks = get_marks (self, &n_marks);

  if (marks == NULL)
    return;
  append_parts (self, snapshot, marks, n_marks);
  append_window (self, snapshot, marks, n_marks);
}

static void
desk_density_strip_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                            int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : 0;
}

static gboolean
desk_density_strip_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  DeskDensityStrip *self = DESK_DENSITY_STRIP (widget);
  guint n_marks;
  const DeskLogMark *marks = get_marks (self, &n_marks);
  g_autofree char *moment = NULL;
  g_autofree char *count = NULL;
  g_autofree char *rate = NULL;
  g_autofree char *words = NULL;
  guint part = 0;
  gint64 id;

  if (marks == NULL || keyboard)
    return FALSE;
  id = find_id (self, marks, n_marks, y);
  while (part + 2 < n_marks && marks[part + 1].id <= id)
    part++;
  moment = desk_format_moment (marks[part].time);
  count = desk_format_count (count_rows (self->rows, &marks[part]));
  rate = desk_format_rate (desk_log_density_get_rate (self->density, part));
  /* Translators: a moment, a number of messages that are shown, a rate like “12/s” */
  words = g_strdup_printf (_ ("%s\n%s shown from here, %s received and sent"), moment, count, rate);
  gtk_tooltip_set_text (tooltip, words);

  return TRUE;
}

static void
on_drag_begin (DeskDensityStrip *self, double x, double y)
{
  g_assert (DESK_IS_DENSITY_STRIP (self));

  desk_density_strip_go_to (self, y);
}

static void
on_drag_update (DeskDensityStrip *self, double offset_x, double offset_y, GtkGestureDrag *drag)
{
  double x, y;

  g_assert (DESK_IS_DENSITY_STRIP (self));

  if (gtk_gesture_drag_get_start_point (drag, &x, &y))
    desk_density_strip_go_to (self, y + offset_y);
}

static void
desk_density_strip_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (desk_density_strip_parent_class)->map (widget);
  if (DESK_DENSITY_STRIP (widget)->density != NULL)
    update (widget);
}

static void
desk_density_strip_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&DESK_DENSITY_STRIP (widget)->update_source, g_source_remove);
  GTK_WIDGET_CLASS (desk_density_strip_parent_class)->unmap (widget);
}

static void
desk_density_strip_dispose (GObject *object)
{
  DeskDensityStrip *self = DESK_DENSITY_STRIP (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_object (&self->density);
  g_clear_object (&self->found);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (desk_density_strip_parent_class)->dispose (object);
}

static void
desk_density_strip_class_init (DeskDensityStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_density_strip_dispose;
  widget_class->measure = desk_density_strip_measure;
  widget_class->snapshot = desk_density_strip_snapshot;
  widget_class->query_tooltip = desk_density_strip_query_tooltip;
  widget_class->map = desk_density_strip_map;
  widget_class->unmap = desk_density_strip_unmap;

  gtk_widget_class_set_css_name (widget_class, "density-strip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
desk_density_strip_init (DeskDensityStrip *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  g_autoptr (GSettings) settings = g_settings_new ("com.example.MqttDesk");

  g_settings_bind (settings, "show-density", self, "visible", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (on_drag_begin), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Density of the log; by the keyboard, go to a time with Ctrl+G"), -1);
}

/**
 * desk_density_strip_new:
 *
 * Returns: (transfer floating): a new strip without a log
 */
GtkWidget *
desk_density_strip_new (void)
{
  return g_object_new (DESK_TYPE_DENSITY_STRIP, NULL);
}

/**
 * desk_density_strip_set_view:
 * @self: a strip that has none yet
 * @view: what it stands beside
 * @rows: what @view shows
 */
void
desk_density_strip_set_view (DeskDensityStrip *self, DeskLogView *view, DeskFilteredModel *rows)
{
  GtkAdjustment *adjustment;

  g_return_if_fail (DESK_IS_DENSITY_STRIP (self));
  g_return_if_fail (self->view == NULL);

  self->view = view;
  self->rows = g_object_ref (rows);
  self->density = desk_log_density_new (desk_log_model_get_log (desk_filtered_model_get_model (rows)));
  adjustment = desk_log_view_get_adjustment (view);
  g_signal_connect_object (self->density, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk_log_view_get_columns (view), "changed", G_CALLBACK (on_columns_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (on_rows_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk_filtered_model_get_model (rows), "items-changed", G_CALLBACK (on_rows_changed),
                           self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

/**
 * desk_density_strip_go_to:
 * @self: a strip with a view
 * @y: px from its top
 *
 * Brings what is there into view, or what the filter shows nearest after it.
 */
void
desk_density_strip_go_to (DeskDensityStrip *self, double y)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  guint n_marks, position;
  const DeskLogMark *marks = get_marks (self, &n_marks);

  g_return_if_fail (DESK_IS_DENSITY_STRIP (self));

  if (marks == NULL || n_rows == 0)
    return;
  position = desk_filtered_model_get_rank (self->rows, find_id (self, marks, n_marks, y));
  desk_log_view_set_following (self->view, FALSE);
  desk_log_view_scroll_around (self->view, MIN (position, n_rows - 1));
}
