/* desk-topic-details.c: the figures of a node of the topic tree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-topic-details.h"

#include <glib/gi18n.h>

#include "desk-format.h"

typedef enum
{
  LINE_MESSAGES,
  LINE_TOPICS,
  LINE_LEVELS,
  LINE_RATE,
  LINE_INTERVAL,
  LINE_SPREAD,
  LINE_SIZE,
  LINE_FIRST,
  LINE_LAST,
  LINE_RETAINED,
  N_LINES
} Line;

static const char *const titles[N_LINES] = {
  [LINE_MESSAGES] = N_ ("Messages"), [LINE_TOPICS] = N_ ("Topics"),
  [LINE_RATE] = N_ ("Rate"),         [LINE_INTERVAL] = N_ ("Interval"),
  [LINE_SPREAD] = N_ ("Spread"),     [LINE_SIZE] = N_ ("Size"),
  [LINE_FIRST] = N_ ("First seen"),  [LINE_LAST] = N_ ("Last seen"),
  [LINE_RETAINED] = N_ ("Retained"), [LINE_LEVELS] = N_ ("Levels"),
};

struct _DeskTopicDetails
{
  GtkWidget parent_instance;

  GtkLabel *topic;           /* (unowned) */
  GtkGrid *grid;             /* (unowned) */
  GtkLabel *names[N_LINES];  /* (unowned) */
  GtkLabel *values[N_LINES]; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (DeskTopicDetails, desk_topic_details, GTK_TYPE_WIDGET)

static void
desk_topic_details_dispose (GObject *object)
{
  DeskTopicDetails *self = DESK_TOPIC_DETAILS (object);

  g_clear_pointer ((GtkWidget **) &self->topic, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->grid, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_topic_details_parent_class)->dispose (object);
}

static void
desk_topic_details_class_init (DeskTopicDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_topic_details_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "topic-details");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
desk_topic_details_init (DeskTopicDetails *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 3);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Figures of the selected topic"), -1);

  self->topic = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->topic, 0);
  gtk_label_set_ellipsize (self->topic, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_selectable (self->topic, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->topic), "heading");
  gtk_widget_set_parent (GTK_WIDGET (self->topic), GTK_WIDGET (self));

  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 9);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "caption");
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
  for (Line line = 0; line < N_LINES; line++)
    {
      self->names[line] = GTK_LABEL (gtk_label_new (_ (titles[line])));
      gtk_label_set_xalign (self->names[line], 0);
      gtk_label_set_yalign (self->names[line], 0);
      gtk_widget_add_css_class (GTK_WIDGET (self->names[line]), "dim-label");
      gtk_grid_attach (self->grid, GTK_WIDGET (self->names[line]), 0, (int) line, 1, 1);
      self->values[line] = GTK_LABEL (gtk_label_new (NULL));
      gtk_label_set_xalign (self->values[line], 0);
      gtk_label_set_wrap (self->values[line], TRUE);
      gtk_widget_add_css_class (GTK_WIDGET (self->values[line]), "numeric");
      gtk_grid_attach (self->grid, GTK_WIDGET (self->values[line]), 1, (int) line, 1, 1);
    }
}

/* Takes the text; without one the line is not shown. */
static void
set_line (DeskTopicDetails *self, Line line, char *text)
{
  g_autofree char *owned = text;

  gtk_label_set_text (self->values[line], owned != NULL ? owned : "");
  gtk_widget_set_visible (GTK_WIDGET (self->names[line]), owned != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->values[line]), owned != NULL);
}

static char *
format_seconds (double seconds)
{
  return desk_format_span ((gint64) (seconds * G_TIME_SPAN_SECOND));
}

static char *
format_interval (const DeskTopicFigures *figures)
{
  g_autofree char *mean = format_seconds (figures->gap_mean);

  /* Translators: mean time between two messages */
  return figures->gaps > 0 ? g_strdup_printf (_ ("%s on average"), mean) : NULL;
}

static char *
format_spread (const DeskTopicFigures *figures)
{
  g_autofree char *min = format_seconds (figures->gap_min);
  g_autofree char *max = format_seconds (figures->gap_max);
  g_autofree char *deviation = format_seconds (figures->gap_deviation);

  /* Translators: shortest and longest time between two messages, and standard deviation */
  return figures->gaps > 1 ? g_strdup_printf (_ ("%s to %s, ±%s"), min, max, deviation) : NULL;
}

static char *
format_size (const DeskTopicFigures *figures)
{
  g_autofree char *mean = g_format_size (figures->own > 0 ? figures->bytes / figures->own : 0);
  g_autofree char *min = g_format_size (figures->size_min);
  g_autofree char *max = g_format_size (figures->size_max);

  if (figures->size_min == figures->size_max)
    return g_strdup (mean);

  /* Translators: mean size of the payloads, size of the smallest and of the largest one */
  return g_strdup_printf (_ ("%s on average, %s to %s"), mean, min, max);
}

static char *
format_messages (const DeskTopicFigures *figures)
{
  g_autofree char *count = desk_format_count (figures->count);
  g_autofree char *own = desk_format_count (figures->own);
  g_autofree char *outgoing = desk_format_count (figures->outgoing);

  if (figures->is_topic && figures->own != figures->count)
    /* Translators: messages of a branch of topics, and how many of them are on the topic itself */
    return g_strdup_printf (_ ("%s, of which %s on the topic itself"), count, own);
  if (figures->outgoing > 0)
    return g_strdup_printf (_ ("%s, of which %s sent from here"), count, outgoing);

  return g_steal_pointer (&count);
}

static char *
format_retained (const DeskTopicFigures *figures)
{
  switch (figures->retained)
    {
    case DESK_TOPIC_RETAINED_SET:
      return g_strdup (_ ("the broker keeps a message"));
    case DESK_TOPIC_RETAINED_CLEARED:
      return g_strdup (_ ("removed from the broker"));
    case DESK_TOPIC_RETAINED_UNKNOWN:
    default:
      return NULL;
    }
}

/* Only of a topic with more levels than the tree shows */
static char *
format_levels (const char *topic)
{
  guint n_levels = 1;
  g_autofree char *levels = NULL;

  for (const char *p = topic; *p != '\0'; p++)
    n_levels += *p == '/' ? 1 : 0;
  if (n_levels <= DESK_TOPIC_TREE_MAX_LEVELS)
    return NULL;

  levels = desk_format_count (n_levels);
  /* Translators: number of levels of a topic, and the level from which on they are not shown one by one */
  return g_strdup_printf (_ ("%s; those from the %uth on are one row"), levels, DESK_TOPIC_TREE_MAX_LEVELS);
}

/**
 * desk_topic_details_show:
 * @self: details
 * @topic: a topic or a branch of topics
 * @figures: what is known of it
 */
void
desk_topic_details_show (DeskTopicDetails *self, const char *topic, const DeskTopicFigures *figures)
{
  g_autofree char *shown = desk_format_topic (topic);

  g_return_if_fail (DESK_IS_TOPIC_DETAILS (self));

  gtk_label_set_text (self->topic, shown);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->topic), shown);
  set_line (self, LINE_MESSAGES, format_messages (figures));
  set_line (self, LINE_TOPICS, figures->topics > 1 ? desk_format_count (figures->topics) : NULL);
  set_line (self, LINE_LEVELS, format_levels (topic));
  set_line (self, LINE_RATE, desk_format_rate (figures->rate));
  set_line (self, LINE_INTERVAL, format_interval (figures));
  set_line (self, LINE_SPREAD, format_spread (figures));
  set_line (self, LINE_SIZE, figures->is_topic ? format_size (figures) : NULL);
  set_line (self, LINE_FIRST, figures->is_topic ? desk_format_moment (figures->first_time) : NULL);
  set_line (self, LINE_LAST, figures->is_topic ? desk_format_moment (figures->last_time) : NULL);
  set_line (self, LINE_RETAINED, format_retained (figures));
}
