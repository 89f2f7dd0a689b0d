/* desk-sparkline.c: messages a second over the last two minutes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-sparkline.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-format.h"

#define HEIGHT 48    /* px */
#define MIN_WIDTH 120 /* px: one a second */

/* A bar for each second, the newest at the right; the highest fills the height. */
struct _DeskSparkline
{
  GtkWidget parent_instance;
  guint64 counts[DESK_RATE_HISTORY_SECONDS]; /* oldest first */
  guint64 most;
};

G_DEFINE_FINAL_TYPE (DeskSparkline, desk_sparkline, GTK_TYPE_WIDGET)

static void
desk_sparkline_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                        int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : HEIGHT;
}

static void
desk_sparkline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DeskSparkline *self = DESK_SPARKLINE (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  double step = width / DESK_RATE_HISTORY_SECONDS;
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA colour, line;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  line = colour;
  line.alpha *= 0.3f;
  gtk_snapshot_append_color (snapshot, &line,
                             &GRAPHENE_RECT_INIT (0, (float) height - 1, (float) width, 1));
  for (guint i = 0; i < DESK_RATE_HISTORY_SECONDS && self->most > 0; i++)
    {
      double bar = (double) self->counts[i] / (double) self->most * (height - 2);
      double x = mirrored ? width - (i + 1) * step : i * step;

      /* One message among a thousand is seen, too. */
      if (self->counts[i] > 0)
        gtk_snapshot_append_color (snapshot, &colour,
                                   &GRAPHENE_RECT_INIT ((float) x, (float) (height - 1 - MAX (bar, 1)),
                                                        (float) step, (float) MAX (bar, 1)));
    }
}

static void
desk_sparkline_class_init (DeskSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = desk_sparkline_measure;
  widget_class->snapshot = desk_sparkline_snapshot;

  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
desk_sparkline_init (DeskSparkline *self)
{
}

/**
 * desk_sparkline_new:
 *
 * Returns: (transfer floating): a new line without messages
 */
GtkWidget *
desk_sparkline_new (void)
{
  return g_object_new (DESK_TYPE_SPARKLINE, NULL);
}

/**
 * desk_sparkline_set_history:
 * @self: a sparkline
 * @history: what to show; it is copied
 *
 * Shows a history, and tells it in words to those who do not see it. Nothing is
 * drawn again if nothing has changed.
 */
void
desk_sparkline_set_history (DeskSparkline *self, const DeskRateHistory *history)
{
  guint64 counts[DESK_RATE_HISTORY_SECONDS];
  guint64 most = 0;
  guint64 sum = 0;
  g_autofree char *most_text = NULL;
  g_autofree char *sum_text = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (DESK_IS_SPARKLINE (self));

  for (guint i = 0; i < DESK_RATE_HISTORY_SECONDS; i++)
    {
      counts[i] = desk_rate_history_get (history, DESK_RATE_HISTORY_SECONDS - 1 - i).count;
      most = MAX (most, counts[i]);
      sum += counts[i];
    }
  if (memcmp (counts, self->counts, sizeof counts) == 0)
    return;

  memcpy (self->counts, counts, sizeof counts);
  self->most = most;
  sum_text = desk_format_count (sum);
  most_text = desk_format_count (most);
  words = g_strdup_printf (_ ("Messages received in the last two minutes: %s, at most %s in a second"), sum_text,
                           most_text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
