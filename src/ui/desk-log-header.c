/* desk-log-header.c: the titles above the log's columns
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-log-header.h"

#include <glib/gi18n.h>

#define REACH 6 /* px around the edge of the topics where it can be dragged */

/* It reads where the columns lie from what the rows read, so both always agree. */
struct _DeskLogHeader
{
  GtkWidget parent_instance;
  DeskLogColumns *columns;                    /* (owned) */
  PangoLayout *titles[DESK_LOG_N_COLUMNS];    /* (owned) (nullable): until they are drawn */
  int dragged_from;                           /* width of the topics when a drag began */
};

G_DEFINE_FINAL_TYPE (DeskLogHeader, desk_log_header, GTK_TYPE_WIDGET)

static const struct
{
  const char *title;
  const char *meaning;
} texts[DESK_LOG_N_COLUMNS] = {
  [DESK_LOG_COLUMN_TIME] = { N_ ("Time"), N_ ("Local time at which the message arrived or was sent") },
  [DESK_LOG_COLUMN_DIRECTION] = { "⇅", N_ ("↓ received, ↑ sent") },
  [DESK_LOG_COLUMN_QOS] = { N_ ("QoS"),
                            N_ ("Quality of service: 0 at most once, 1 at least once, 2 exactly once") },
  [DESK_LOG_COLUMN_RETAINED] = { N_ ("R"), N_ ("Retained by the broker") },
  [DESK_LOG_COLUMN_TOPIC] = { N_ ("Topic"), NULL },
  [DESK_LOG_COLUMN_PAYLOAD] = { N_ ("Payload"), NULL },
};

static gboolean
is_topic_edge (DeskLogHeader *self, double x)
{
  DeskLogSpan topic = desk_log_columns_get_span (self->columns, DESK_LOG_COLUMN_TOPIC);
  int edge = topic.x + topic.width + REACH;

  return x >= edge - REACH && x <= edge + REACH;
}

static void
on_motion (DeskLogHeader *self, double x, double y)
{
  g_assert (DESK_IS_LOG_HEADER (self));

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), is_topic_edge (self, x) ? "col-resize" : NULL);
}

static void
on_drag_begin (DeskLogHeader *self, double x, double y, GtkGesture *drag)
{
  g_assert (DESK_IS_LOG_HEADER (self));

  if (!is_topic_edge (self, x))
    {
      gtk_gesture_set_state (drag, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->dragged_from = desk_log_columns_get_span (self->columns, DESK_LOG_COLUMN_TOPIC).width;
}

static void
on_drag_update (DeskLogHeader *self, double offset_x, double offset_y)
{
  g_assert (DESK_IS_LOG_HEADER (self));

  desk_log_columns_set_topic_width (self->columns, CLAMP (self->dragged_from + (int) offset_x, 1, 8192));
}

static void
on_pressed (DeskLogHeader *self, int n_press, double x, double y)
{
  g_assert (DESK_IS_LOG_HEADER (self));

  if (n_press == 2 && is_topic_edge (self, x))
    desk_log_columns_set_topic_width (self->columns, 0);
}

static void
on_columns_changed (DeskLogHeader *self)
{
  g_assert (DESK_IS_LOG_HEADER (self));

  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GtkSizeRequestMode
desk_log_header_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
desk_log_header_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                         int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  DeskLogHeader *self = DESK_LOG_HEADER (widget);

  *minimum = *natural = 0;
  /* It must not need more height for a larger width. And GTK takes a height that it got for two widths for that of
   * all in between, and it asks for no width, too. */
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size != 0 && !desk_log_columns_is_stacked (for_size))
    *natural = desk_log_columns_get_line_height (self->columns) + 12;
}

static void
desk_log_header_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  /* There may be no row yet to say it. */
  desk_log_columns_set_width (DESK_LOG_HEADER (widget)->columns, width);
}

static void
desk_log_header_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DeskLogHeader *self = DESK_LOG_HEADER (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA colour;

  if (desk_log_columns_is_stacked (gtk_widget_get_width (widget)))
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  for (DeskLogColumn column = 0; column < DESK_LOG_N_COLUMNS; column++)
    {
      DeskLogSpan span = desk_log_columns_get_span (self->columns, column);
      int text_width, text_height;
      float x = (float) span.x;

      if (self->titles[column] == NULL)
        self->titles[column] = gtk_widget_create_pango_layout (widget, _ (texts[column].title));
      pango_layout_get_pixel_size (self->titles[column], &text_width, &text_height);
      if (column == DESK_LOG_COLUMN_DIRECTION || column == DESK_LOG_COLUMN_QOS
          || column == DESK_LOG_COLUMN_RETAINED)
        x += (float) (span.width - text_width) / 2;

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, (float) (height - text_height) / 2));
      gtk_snapshot_append_layout (snapshot, self->titles[column], &colour);
      gtk_snapshot_restore (snapshot);
    }
}

static gboolean
desk_log_header_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  DeskLogHeader *self = DESK_LOG_HEADER (widget);

  for (DeskLogColumn column = 0; column < DESK_LOG_N_COLUMNS; column++)
    {
      DeskLogSpan span = desk_log_columns_get_span (self->columns, column);

      if (!keyboard && x >= span.x - REACH && x < span.x + span.width + REACH
          && texts[column].meaning != NULL)
        {
          gtk_tooltip_set_text (tooltip, _ (texts[column].meaning));
          return TRUE;
        }
    }

  return FALSE;
}

static void
desk_log_header_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  DeskLogHeader *self = DESK_LOG_HEADER (widget);

  GTK_WIDGET_CLASS (desk_log_header_parent_class)->css_changed (widget, change);
  for (DeskLogColumn column = 0; column < DESK_LOG_N_COLUMNS; column++)
    g_clear_object (&self->titles[column]);
}

static void
desk_log_header_finalize (GObject *object)
{
  DeskLogHeader *self = DESK_LOG_HEADER (object);

  for (DeskLogColumn column = 0; column < DESK_LOG_N_COLUMNS; column++)
    g_clear_object (&self->titles[column]);
  g_object_unref (self->columns);

  G_OBJECT_CLASS (desk_log_header_parent_class)->finalize (object);
}

static void
desk_log_header_class_init (DeskLogHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = desk_log_header_finalize;
  widget_class->get_request_mode = desk_log_header_get_request_mode;
  widget_class->measure = desk_log_header_measure;
  widget_class->size_allocate = desk_log_header_size_allocate;
  widget_class->snapshot = desk_log_header_snapshot;
  widget_class->query_tooltip = desk_log_header_query_tooltip;
  widget_class->css_changed = desk_log_header_css_changed;

  gtk_widget_class_set_css_name (widget_class, "log-header");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
desk_log_header_init (DeskLogHeader *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * desk_log_header_new:
 * @columns: where they lie
 *
 * Returns: (transfer floating): a new header
 */
GtkWidget *
desk_log_header_new (DeskLogColumns *columns)
{
  DeskLogHeader *self = g_object_new (DESK_TYPE_LOG_HEADER, NULL);

  self->columns = g_object_ref (columns);
  g_signal_connect_object (columns, "changed", G_CALLBACK (on_columns_changed), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
