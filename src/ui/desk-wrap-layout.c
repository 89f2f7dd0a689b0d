/* desk-wrap-layout.c: children side by side, in as many lines as they need
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-wrap-layout.h"

#define SPACING 6 /* px, between children and between lines */

/* Each child gets its natural width where it fits; those that expand share
 * what is left of their line. A GtkFlowBox would put them into columns. */
struct _DeskWrapLayout
{
  GtkLayoutManager parent_instance;
  gboolean homogeneous;
};

G_DEFINE_FINAL_TYPE (DeskWrapLayout, desk_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

enum
{
  PROP_0,
  PROP_HOMOGENEOUS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

typedef struct
{
  GtkWidget *first; /* (unowned) */
  GtkWidget *end;   /* (unowned) (nullable): the child after the line's last */
  int width;        /* of its children and the space between them */
  int n_expand;
} Line;

static GtkWidget *
next_child (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static int
child_width (GtkWidget *child, int available)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return MAX (minimum, MIN (natural, available));
}

static gboolean
next_line (GtkWidget *from, int available, Line *line)
{
  GtkWidget *child = next_child (from);

  if (child == NULL)
    return FALSE;

  *line = (Line) { .first = child };
  while (child != NULL)
    {
      int width = child_width (child, available);

      if (child != line->first && line->width + SPACING + width > available)
        break;
      line->width += width + (child != line->first ? SPACING : 0);
      line->n_expand += gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
      child = next_child (gtk_widget_get_next_sibling (child));
    }
  line->end = child;

  return TRUE;
}

/* The width of a child of a line when the rest of it is shared out. */
static int
stretched_width (GtkWidget *child, const Line *line, int available, int *n_left, int *rest)
{
  int width = child_width (child, available);

  if (*n_left > 0 && gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
    {
      int share = *rest / *n_left;

      *rest -= share;
      *n_left -= 1;
      width += share;
    }

  return width;
}

static int
line_height (const Line *line, int available)
{
  int n_left = line->n_expand, rest = MAX (available - line->width, 0), height = 0;

  for (GtkWidget *child = line->first; child != line->end; child = next_child (gtk_widget_get_next_sibling (child)))
    {
      int natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, stretched_width (child, line, available, &n_left, &rest),
                          NULL, &natural, NULL, NULL);
      height = MAX (height, natural);
    }

  return height;
}

/* The height of all lines where they are equally high, else 0 */
static int
common_height (DeskWrapLayout *self, GtkWidget *widget, int available)
{
  int height = 0;
  Line line;

  for (gboolean more = self->homogeneous && next_line (gtk_widget_get_first_child (widget), available, &line); more;
       more = next_line (line.end, available, &line))
    height = MAX (height, line_height (&line, available));

  return height;
}

static GtkSizeRequestMode
desk_wrap_layout_get_request_mode (GtkLayoutManager *layout, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
desk_wrap_layout_measure (GtkLayoutManager *layout, GtkWidget *widget, GtkOrientation orientation, int for_size,
                          int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      for (GtkWidget *child = next_child (first); child != NULL; child = next_child (gtk_widget_get_next_sibling (child)))
        {
          int child_minimum, child_natural;

          gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
          *minimum = MAX (*minimum, child_minimum);
          *natural += child_natural + (*natural > 0 ? SPACING : 0);
        }
    }
  else
    {
      int available = for_size >= 0 ? for_size : G_MAXINT / 2;
      int common = common_height (DESK_WRAP_LAYOUT (layout), widget, available);
      Line line;

      for (gboolean more = next_line (first, available, &line); more; more = next_line (line.end, available, &line))
        *natural += (common > 0 ? common : line_height (&line, available)) + (*natural > 0 ? SPACING : 0);
      *minimum = *natural;
    }
}

static void
desk_wrap_layout_allocate (GtkLayoutManager *layout, GtkWidget *widget, int width, int height, int baseline)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Line line;
  int common = common_height (DESK_WRAP_LAYOUT (layout), widget, width);
  int y = 0;

  for (gboolean more = next_line (gtk_widget_get_first_child (widget), width, &line); more;
       more = next_line (line.end, width, &line))
    {
      int n_left = line.n_expand, rest = MAX (width - line.width, 0), x = 0;
      int tall = common > 0 ? common : line_height (&line, width);

      for (GtkWidget *child = line.first; child != line.end; child = next_child (gtk_widget_get_next_sibling (child)))
        {
          int wide = stretched_width (child, &line, width, &n_left, &rest);

          gtk_widget_size_allocate (child, &(GtkAllocation) { mirrored ? width - x - wide : x, y, wide, tall }, -1);
          x += wide + SPACING;
        }
      y += tall + SPACING;
    }
}

static void
desk_wrap_layout_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_HOMOGENEOUS)
    g_value_set_boolean (value, DESK_WRAP_LAYOUT (object)->homogeneous);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
desk_wrap_layout_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_HOMOGENEOUS)
    DESK_WRAP_LAYOUT (object)->homogeneous = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
desk_wrap_layout_class_init (DeskWrapLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = desk_wrap_layout_get_property;
  object_class->set_property = desk_wrap_layout_set_property;
  properties[PROP_HOMOGENEOUS] = g_param_spec_boolean ("homogeneous", NULL, NULL, FALSE,
                                                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  layout_class->get_request_mode = desk_wrap_layout_get_request_mode;
  layout_class->measure = desk_wrap_layout_measure;
  layout_class->allocate = desk_wrap_layout_allocate;
}

static void
desk_wrap_layout_init (DeskWrapLayout *self)
{
}
