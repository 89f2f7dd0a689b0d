/* desk-log-columns.c: where the parts of a row of the log lie
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-log-columns.h"

#define STACKED_BELOW 520 /* px: the payload goes below the topic */
#define MARGIN 18         /* px, before the time: room for the colour */
#define GAP 12            /* px, between columns of text */
#define LETTER_GAP 8      /* px, after a column of one letter */
#define TOPIC_MIN 72
#define TOPIC_STEP 16 /* px: a topic that is a little longer does not move the column */

struct _DeskLogColumns
{
  GObject parent_instance;
  DeskFilter *filter; /* (owned) (nullable) */
  DeskFilteredModel *matches; /* (owned) (nullable) */
  int width;
  int line_height;
  int char_width; /* of the payload's font */
  int clock_width;
  int letter_width;
  int topic_width;  /* set by a person; 0: not */
  int widest_topic; /* seen so far */
  guint layout_source; /* 0: the spans are right */
  DeskLogSpan spans[DESK_LOG_N_COLUMNS];
};

G_DEFINE_FINAL_TYPE (DeskLogColumns, desk_log_columns, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TOPIC_WIDTH,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static int
topic_span (DeskLogColumns *self, int available)
{
  int most = MAX (available - 12 * self->char_width, TOPIC_MIN);

  if (self->topic_width > 0)
    return CLAMP (self->topic_width, TOPIC_MIN, most);

  /* The payload gets more than half, whatever the topics are. */
  return CLAMP (self->widest_topic, TOPIC_MIN, MAX (MIN (most, available * 2 / 5), TOPIC_MIN));
}

static void
lay_out_in_line (DeskLogColumns *self, const int widths[])
{
  int x = MARGIN;

  for (DeskLogColumn column = 0; column < DESK_LOG_COLUMN_TOPIC; column++)
    {
      self->spans[column] = (DeskLogSpan) { x, widths[column] };
      x += widths[column] + (column == DESK_LOG_COLUMN_TIME ? GAP : LETTER_GAP);
    }
  self->spans[DESK_LOG_COLUMN_TOPIC] = (DeskLogSpan) { x, topic_span (self, self->width - x - 2 * GAP) };
  x += self->spans[DESK_LOG_COLUMN_TOPIC].width + GAP;
  self->spans[DESK_LOG_COLUMN_PAYLOAD] = (DeskLogSpan) { x, MAX (self->width - x - GAP, 0) };
}

/* Topic and time above, payload and the letters below. */
static void
lay_out_stacked (DeskLogColumns *self, const int widths[])
{
  int x = self->width - GAP;

  for (DeskLogColumn column = DESK_LOG_COLUMN_RETAINED; column >= DESK_LOG_COLUMN_DIRECTION; column--)
    {
      x -= widths[column];
      self->spans[column] = (DeskLogSpan) { x, widths[column] };
    }
  self->spans[DESK_LOG_COLUMN_PAYLOAD] = (DeskLogSpan) { MARGIN, MAX (x - GAP - MARGIN, 0) };
  x = self->width - GAP - widths[DESK_LOG_COLUMN_TIME];
  self->spans[DESK_LOG_COLUMN_TIME] = (DeskLogSpan) { x, widths[DESK_LOG_COLUMN_TIME] };
  self->spans[DESK_LOG_COLUMN_TOPIC] = (DeskLogSpan) { MARGIN, MAX (x - GAP - MARGIN, 0) };
}

static void
lay_out (DeskLogColumns *self)
{
  const int widths[DESK_LOG_N_COLUMNS] = {
    [DESK_LOG_COLUMN_TIME] = self->clock_width,
    [DESK_LOG_COLUMN_DIRECTION] = self->letter_width,
    [DESK_LOG_COLUMN_QOS] = 2 * self->letter_width,
    [DESK_LOG_COLUMN_RETAINED] = self->letter_width,
  };
  DeskLogSpan old[DESK_LOG_N_COLUMNS];

  memcpy (old, self->spans, sizeof old);
  if (desk_log_columns_is_stacked (self->width))
    lay_out_stacked (self, widths);
  else
    lay_out_in_line (self, widths);
  if (memcmp (old, self->spans, sizeof old) != 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
on_topic_noted (gpointer user_data)
{
  DeskLogColumns *self = user_data;

  self->layout_source = 0;
  lay_out (self);

  return G_SOURCE_REMOVE;
}

static void
desk_log_columns_finalize (GObject *object)
{
  g_clear_handle_id (&DESK_LOG_COLUMNS (object)->layout_source, g_source_remove);
  g_clear_pointer (&DESK_LOG_COLUMNS (object)->filter, desk_filter_unref);
  g_clear_object (&DESK_LOG_COLUMNS (object)->matches);

  G_OBJECT_CLASS (desk_log_columns_parent_class)->finalize (object);
}

static void
desk_log_columns_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_TOPIC_WIDTH:
      g_value_set_int (value, DESK_LOG_COLUMNS (object)->topic_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_log_columns_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_TOPIC_WIDTH:
      desk_log_columns_set_topic_width (DESK_LOG_COLUMNS (object), g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_log_columns_class_init (DeskLogColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = desk_log_columns_finalize;
  object_class->get_property = desk_log_columns_get_property;
  object_class->set_property = desk_log_columns_set_property;

  properties[PROP_TOPIC_WIDTH] = g_param_spec_int ("topic-width", NULL, NULL, 0, G_MAXINT, 0,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                       | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
desk_log_columns_init (DeskLogColumns *self)
{
  self->line_height = 17;
  self->char_width = 8;
  self->clock_width = 84;
  self->letter_width = 14;
  lay_out (self);
}

/**
 * desk_log_columns_new:
 *
 * Returns: (transfer full): columns of a view
 */
DeskLogColumns *
desk_log_columns_new (void)
{
  return g_object_new (DESK_TYPE_LOG_COLUMNS, NULL);
}

/**
 * desk_log_columns_measure_font:
 * @self: columns
 * @widget: whose font the rows have
 *
 * Widths of what has the same width in every row follow from the font.
 */
void
desk_log_columns_measure_font (DeskLogColumns *self, GtkWidget *widget)
{
  g_autoptr (PangoLayout) layout = NULL;
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoFontMetrics *plain, *monospace;
  PangoContext *context;
  PangoFontDescription *font;

  g_return_if_fail (DESK_IS_LOG_COLUMNS (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  context = gtk_widget_get_pango_context (widget);
  layout = gtk_widget_create_pango_layout (widget, "00:00:00.000");
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &self->clock_width, NULL);
  pango_layout_set_text (layout, "↓", -1);
  pango_layout_get_pixel_size (layout, &self->letter_width, NULL);
  self->letter_width = MAX (self->letter_width, 12);

  plain = pango_context_get_metrics (context, NULL, NULL);
  font = pango_font_description_copy (pango_context_get_font_description (context));
  pango_font_description_set_family_static (font, "monospace");
  monospace = pango_context_get_metrics (context, font, NULL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, "0123456789", -1);
  pango_layout_get_pixel_size (layout, &self->char_width, NULL);
  self->char_width = MAX (self->char_width / 10, 1);
  pango_font_description_free (font);

  self->line_height = PANGO_PIXELS_CEIL (MAX (pango_font_metrics_get_height (plain),
                                              pango_font_metrics_get_height (monospace)));
  pango_font_metrics_unref (plain);
  pango_font_metrics_unref (monospace);
  lay_out (self);
}

/**
 * desk_log_columns_set_width:
 * @self: columns
 * @width: of a row, px
 */
void
desk_log_columns_set_width (DeskLogColumns *self, int width)
{
  g_return_if_fail (DESK_IS_LOG_COLUMNS (self));

  if (self->width == width)
    return;
  self->width = width;
  lay_out (self);
}

/**
 * desk_log_columns_is_stacked:
 * @width: of a row, px
 *
 * Returns: whether a row has two lines, the payload below the rest
 */
gboolean
desk_log_columns_is_stacked (int width)
{
  return width > 0 && width < STACKED_BELOW;
}

/**
 * desk_log_columns_get_row_height:
 * @self: columns
 * @width: of a row, px; -1: not known
 *
 * Returns: the height that every row has, px
 */
int
desk_log_columns_get_row_height (DeskLogColumns *self, int width)
{
  g_return_val_if_fail (DESK_IS_LOG_COLUMNS (self), 0);

  return (desk_log_columns_is_stacked (width) ? 2 : 1) * self->line_height + 2 * DESK_LOG_ROW_PADDING;
}

/**
 * desk_log_columns_get_line_height:
 * @self: columns
 *
 * Returns: height of one line of text, px
 */
int
desk_log_columns_get_line_height (DeskLogColumns *self)
{
  g_return_val_if_fail (DESK_IS_LOG_COLUMNS (self), 0);

  return self->line_height;
}

/**
 * desk_log_columns_get_char_width:
 * @self: columns
 *
 * Returns: width of a character of a payload, px
 */
int
desk_log_columns_get_char_width (DeskLogColumns *self)
{
  g_return_val_if_fail (DESK_IS_LOG_COLUMNS (self), 1);

  return self->char_width;
}

/**
 * desk_log_columns_get_span:
 * @self: columns
 * @column: one of them
 *
 * Returns: where it lies in a row, px, from the left
 */
DeskLogSpan
desk_log_columns_get_span (DeskLogColumns *self, DeskLogColumn column)
{
  g_return_val_if_fail (DESK_IS_LOG_COLUMNS (self), self->spans[0]);

  return self->spans[column];
}

/**
 * desk_log_columns_note_topic:
 * @self: columns
 * @width: that a topic would like, px
 *
 * Lets the topics' column grow to what they need, as far as it may; not at
 * once, since it is while a row is drawn that a topic's width gets known.
 */
void
desk_log_columns_note_topic (DeskLogColumns *self, int width)
{
  g_return_if_fail (DESK_IS_LOG_COLUMNS (self));

  if (width <= self->widest_topic)
    return;
  self->widest_topic = (width + TOPIC_STEP - 1) / TOPIC_STEP * TOPIC_STEP;
  if (self->layout_source == 0)
    self->layout_source = g_idle_add (on_topic_noted, self);
}

/**
 * desk_log_columns_set_topic_width:
 * @self: columns
 * @width: for the topics, px; 0: as wide as they are
 */
void
desk_log_columns_set_topic_width (DeskLogColumns *self, int width)
{
  g_return_if_fail (DESK_IS_LOG_COLUMNS (self));

  if (self->topic_width == width)
    return;
  self->topic_width = width;
  lay_out (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOPIC_WIDTH]);
}

/**
 * desk_log_columns_get_filter:
 * @self: columns
 *
 * Returns: (transfer none) (nullable): whose words are marked in the rows
 */
DeskFilter *
desk_log_columns_get_filter (DeskLogColumns *self)
{
  g_return_val_if_fail (DESK_IS_LOG_COLUMNS (self), NULL);

  return self->filter;
}

/**
 * desk_log_columns_set_filter:
 * @self: columns
 * @filter: (nullable): whose words are marked in the rows
 */
void
desk_log_columns_set_filter (DeskLogColumns *self, DeskFilter *filter)
{
  g_return_if_fail (DESK_IS_LOG_COLUMNS (self));

  if (self->filter == filter)
    return;
  g_clear_pointer (&self->filter, desk_filter_unref);
  self->filter = filter != NULL ? desk_filter_ref (filter) : NULL;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * desk_log_columns_get_matches:
 * @self: columns
 *
 * Returns: (transfer none) (nullable): the messages whose rows are marked
 */
DeskFilteredModel *
desk_log_columns_get_matches (DeskLogColumns *self)
{
  g_return_val_if_fail (DESK_IS_LOG_COLUMNS (self), NULL);

  return self->matches;
}

/**
 * desk_log_columns_set_matches:
 * @self: columns
 * @matches: (nullable): messages whose rows are marked, among others
 */
void
desk_log_columns_set_matches (DeskLogColumns *self, DeskFilteredModel *matches)
{
  g_return_if_fail (DESK_IS_LOG_COLUMNS (self));

  if (g_set_object (&self->matches, matches))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
