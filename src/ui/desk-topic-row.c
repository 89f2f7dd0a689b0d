/* desk-topic-row.c: one node in the topic tree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-topic-row.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-payload.h"

#define INDENT 14      /* px for each level */
#define INDENT_MAX 12  /* levels; deeper ones would leave no room for a name */
#define ARROW 16       /* px */
#define PADDING 4      /* px above and below the text */
#define GAP 8          /* px between two texts */
#define DIM 0.6f
#define VALUE_MAX 80   /* characters of a value that are looked at */

/* Like the rows of the log it draws its texts itself: several times a second
 * all rows in view have other numbers. */
struct _DeskTopicRow
{
  GtkWidget parent_instance;

  DeskTopicItem *item;  /* (owned) (nullable) */
  PangoLayout *name;    /* (owned) (nullable) */
  PangoLayout *value;   /* (owned) (nullable) */
  PangoLayout *figures; /* (owned) (nullable) */
  gboolean stale;       /* the texts are not those of the item */
};

G_DEFINE_FINAL_TYPE (DeskTopicRow, desk_topic_row, GTK_TYPE_WIDGET)

enum
{
  TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update (DeskTopicRow *self)
{
  self->stale = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_text (DeskTopicRow *self, PangoLayout **layout, const char *text, PangoEllipsizeMode ellipsize)
{
  if (*layout == NULL)
    {
      *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
      pango_layout_set_single_paragraph_mode (*layout, TRUE);
      /* What the wire says must not turn the row around. */
      pango_layout_set_auto_dir (*layout, FALSE);
      pango_layout_set_ellipsize (*layout, ellipsize);
    }
  pango_layout_set_text (*layout, text, -1);
}

static char *
dup_name (DeskTopicRow *self)
{
  const char *name = desk_topic_item_get_name (self->item);

  /* Translators: stands for a level of a topic that has no name, as between the slashes of a//b */
  return *name != '\0' ? desk_payload_escape_text (name, -1) : g_strdup (_ ("(empty)"));
}

static char *
dup_value (DeskTopicRow *self)
{
  GBytes *preview = desk_topic_item_get_preview (self->item);

  return preview != NULL ? desk_payload_preview (preview, desk_topic_item_get_value_size (self->item), VALUE_MAX)
                         : g_strdup ("");
}

static char *
dup_figures (const DeskTopicFigures *figures)
{
  g_autofree char *count = desk_format_count (figures->count);
  g_autofree char *rate = figures->rate >= 0.05 ? desk_format_rate (figures->rate) : NULL;

  if (rate != NULL)
    return g_strdup_printf ("%s · %s", rate, count);

  return g_steal_pointer (&count);
}

static void
make_texts (DeskTopicRow *self)
{
  g_autoptr (PangoAttrList) small = pango_attr_list_new ();
  g_autoptr (PangoAttrList) strong = pango_attr_list_new ();
  g_autofree char *name = dup_name (self);
  g_autofree char *value = dup_value (self);
  g_autofree char *figures = dup_figures (desk_topic_item_get_figures (self->item));

  self->stale = FALSE;
  pango_attr_list_insert (small, pango_attr_scale_new (0.82));
  pango_attr_list_insert (small, pango_attr_font_features_new ("tnum=1"));
  if (desk_topic_item_get_match (self->item))
    pango_attr_list_insert (strong, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  set_text (self, &self->name, name, PANGO_ELLIPSIZE_MIDDLE);
  pango_layout_set_attributes (self->name, strong);
  set_text (self, &self->value, value, PANGO_ELLIPSIZE_END);
  pango_layout_set_attributes (self->value, small);
  set_text (self, &self->figures, figures, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_attributes (self->figures, small);
}

static int
get_indent (DeskTopicRow *self)
{
  guint level = self->item != NULL ? desk_topic_item_get_level (self->item) : 1;

  return GAP / 2 + INDENT * (int) MIN (level - 1, INDENT_MAX);
}

static gboolean
has_arrow (DeskTopicRow *self)
{
  return self->item != NULL && desk_topic_item_get_figures (self->item)->n_children > 0;
}

static void
desk_topic_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                        int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);

      *minimum = *natural = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics)) + 2 * PADDING;
      pango_font_metrics_unref (metrics);
    }
}

static void
draw_arrow (DeskTopicRow *self, GtkSnapshot *snapshot, const GdkRGBA *colour)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  const char *name = desk_topic_item_get_expanded (self->item) ? "pan-down-symbolic" : "pan-end-symbolic";
  g_autoptr (GtkIconPaintable) icon
      = gtk_icon_theme_lookup_icon (theme, name, NULL, ARROW, gtk_widget_get_scale_factor (widget),
                                    gtk_widget_get_direction (widget), 0);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float) get_indent (self), (float) ((gtk_widget_get_height (widget) - ARROW) / 2)));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, ARROW, ARROW, colour, 1);
  gtk_snapshot_restore (snapshot);
}

/* Returns: pixels that it takes */
static int
draw_text (DeskTopicRow *self, GtkSnapshot *snapshot, PangoLayout *layout, int x, int width, const GdkRGBA *colour)
{
  int text_width, text_height;

  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT ((float) x, (float) ((gtk_widget_get_height (GTK_WIDGET (self)) - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);

  return text_width;
}

static void
desk_topic_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DeskTopicRow *self = DESK_TOPIC_ROW (widget);
  const DeskTopicFigures *figures;
  int x, end, figures_width;
  GdkRGBA colour, dim;

  if (self->item == NULL)
    return;
  if (self->stale)
    make_texts (self);
  figures = desk_topic_item_get_figures (self->item);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  dim = colour;
  dim.alpha *= DIM;

  if (has_arrow (self))
    draw_arrow (self, snapshot, &colour);
  x = get_indent (self) + ARROW + 2;
  end = gtk_widget_get_width (widget) - GAP;
  pango_layout_set_width (self->figures, -1);
  pango_layout_get_pixel_size (self->figures, &figures_width, NULL);
  /* In a narrow pane the name comes first. */
  if (end - x > 2 * figures_width)
    {
      draw_text (self, snapshot, self->figures, end - figures_width, figures_width, &dim);
      end -= figures_width + GAP;
    }
  x += draw_text (self, snapshot, self->name, x, MAX (end - x, 1), &colour) + GAP;
  if (figures->retained == DESK_TOPIC_RETAINED_SET && end - x > GAP)
    {
      g_autoptr (PangoLayout) mark = gtk_widget_create_pango_layout (widget, C_ ("retained", "R"));
      g_autoptr (PangoAttrList) small = pango_attr_list_new ();

      pango_attr_list_insert (small, pango_attr_scale_new (0.7));
      pango_layout_set_attributes (mark, small);
      x += draw_text (self, snapshot, mark, x - GAP / 2, -1, &dim) + GAP / 2;
    }
  if (end - x > 3 * GAP)
    draw_text (self, snapshot, self->value, x, end - x, &dim);
}

static void
on_pressed (DeskTopicRow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  int start = get_indent (self);

  g_assert (DESK_IS_TOPIC_ROW (self));

  if (!has_arrow (self) || x < start - 2 || x > start + ARROW + 2)
    return;

  /* The list shall not take it for a selection. */
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[TOGGLED], 0);
}

static gboolean
desk_topic_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  DeskTopicRow *self = DESK_TOPIC_ROW (widget);

  if (self->item == NULL || self->name == NULL || !pango_layout_is_ellipsized (self->name))
    return FALSE;
  gtk_tooltip_set_text (tooltip, pango_layout_get_text (self->name));

  return TRUE;
}

static void
desk_topic_row_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (desk_topic_row_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
drop_texts (DeskTopicRow *self)
{
  g_clear_object (&self->name);
  g_clear_object (&self->value);
  g_clear_object (&self->figures);
  self->stale = TRUE;
}

static void
desk_topic_row_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (desk_topic_row_parent_class)->system_setting_changed (widget, setting);
  /* Another font or scale. */
  drop_texts (DESK_TOPIC_ROW (widget));
  gtk_widget_queue_resize (widget);
}

static void
desk_topic_row_dispose (GObject *object)
{
  DeskTopicRow *self = DESK_TOPIC_ROW (object);

  desk_topic_row_set_item (self, NULL);
  drop_texts (self);

  G_OBJECT_CLASS (desk_topic_row_parent_class)->dispose (object);
}

static void
desk_topic_row_class_init (DeskTopicRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_topic_row_dispose;
  widget_class->measure = desk_topic_row_measure;
  widget_class->snapshot = desk_topic_row_snapshot;
  widget_class->query_tooltip = desk_topic_row_query_tooltip;
  widget_class->css_changed = desk_topic_row_css_changed;
  widget_class->system_setting_changed = desk_topic_row_system_setting_changed;

  signals[TOGGLED]
      = g_signal_new ("toggled", DESK_TYPE_TOPIC_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "topic-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
desk_topic_row_init (DeskTopicRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * desk_topic_row_new:
 *
 * Returns: (transfer floating): a row without an item
 */
GtkWidget *
desk_topic_row_new (void)
{
  return g_object_new (DESK_TYPE_TOPIC_ROW, NULL);
}

/**
 * desk_topic_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the node that it shows
 */
DeskTopicItem *
desk_topic_row_get_item (DeskTopicRow *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_ROW (self), NULL);

  return self->item;
}

/**
 * desk_topic_row_set_item:
 * @self: a row
 * @item: (nullable): the node to show
 */
void
desk_topic_row_set_item (DeskTopicRow *self, DeskTopicItem *item)
{
  g_return_if_fail (DESK_IS_TOPIC_ROW (self));

  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, update, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  g_signal_connect_swapped (item, "changed", G_CALLBACK (update), self);
  update (self);
}

/**
 * desk_topic_row_describe:
 * @self: a row
 *
 * Returns: (transfer full): the row in words, as a screen reader reads it
 */
char *
desk_topic_row_describe (DeskTopicRow *self)
{
  const DeskTopicFigures *figures;
  g_autofree char *name = NULL;
  g_autofree char *messages = NULL;
  g_autofree char *count = NULL;
  const char *kind;

  g_return_val_if_fail (DESK_IS_TOPIC_ROW (self), NULL);

  if (self->item == NULL)
    return g_strdup ("");

  figures = desk_topic_item_get_figures (self->item);
  name = dup_name (self);
  count = desk_format_count (figures->count);
  messages = g_strdup_printf (ngettext ("%s message", "%s messages", (gulong) figures->count), count);
  kind = figures->n_children == 0                       ? _ ("topic")
         : desk_topic_item_get_expanded (self->item) ? _ ("branch, expanded")
                                                     : _ ("branch, collapsed");

  /* Translators: name of a level of a topic, "topic" or "branch, …", level, "12 messages" */
  return g_strdup_printf (_ ("%s, %s, level %u, %s"), name, kind, desk_topic_item_get_level (self->item), messages);
}
