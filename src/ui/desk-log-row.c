/* desk-log-row.c: one message in the log view
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-log-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "desk-colour-bar.h"
#include "desk-format.h"
#include "desk-payload.h"
#include "desk-word-mark.h"

#define BAR_X 5 /* px */
#define MARK_WIDTH 3 /* px, of the line before a match */
#define DIM 0.6f
#define GAP_TOOTH 4  /* px */
#define GAP_HEIGHT 2 /* px */
#define DESCRIBED_PAYLOAD 120 /* bytes of the payload that a screen reader reads out */

/* One widget draws the whole row: in a flood every row on the screen changes
 * thirty times a second, and a label for each of its parts takes five times
 * as long. GTK keeps some 200 rows ready and draws 20 of them: the texts are
 * made when a row is drawn. */
struct _DeskLogRow
{
  GtkWidget parent_instance;
  DeskLogColumns *columns; /* (owned) */
  DeskLogItem *item;       /* (owned) (nullable) */
  gulong loaded_handler;   /* 0: the item is loaded, or there is none */
  guint colour;
  PangoLayout *texts[DESK_LOG_N_COLUMNS]; /* (owned) (nullable) */
  gboolean stale; /* the texts are not those of the item */
  gboolean dark;
};

G_DEFINE_FINAL_TYPE (DeskLogRow, desk_log_row, GTK_TYPE_WIDGET)

/* The error colour of Adwaita, which stands out on light and dark */
static const GdkRGBA gap_colour = { 0.88f, 0.11f, 0.14f, 1 };

static PangoLayout *
make_layout (DeskLogRow *self, DeskLogColumn column)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  /* What the wire says must not turn the row around. */
  pango_layout_set_auto_dir (layout, FALSE);
  if (column == DESK_LOG_COLUMN_TIME || column == DESK_LOG_COLUMN_QOS)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (layout, attributes);
    }
  else if (column == DESK_LOG_COLUMN_TOPIC)
    {
      /* The end tells most, and the beginning which part of the tree it is. */
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
    }
  else if (column == DESK_LOG_COLUMN_PAYLOAD)
    {
      PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
      PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (context));

      pango_font_description_set_family_static (font, "monospace");
      pango_layout_set_font_description (layout, font);
      pango_font_description_free (font);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }

  return layout;
}

/* A text that stays as it is needs no new shaping: the letters of most rows are the same. */
static PangoLayout *
set_text (DeskLogRow *self, DeskLogColumn column, const char *text)
{
  if (self->texts[column] == NULL)
    self->texts[column] = make_layout (self, column);
  if (!g_str_equal (pango_layout_get_text (self->texts[column]), text))
    pango_layout_set_text (self->texts[column], text, -1);

  return self->texts[column];
}

static void
mark_words (DeskLogRow *self, PangoLayout *layout, DeskFilterPart part)
{
  DeskFilter *filter = desk_log_columns_get_filter (self->columns);
  g_autoptr (PangoAttrList) attributes = NULL;

  attributes = desk_word_mark_attributes (pango_layout_get_text (layout), filter, part, self->dark);
  pango_layout_set_attributes (layout, attributes);
}

static void
set_payload (DeskLogRow *self)
{
  GBytes *beginning = desk_log_item_get_preview (self->item);
  DeskLogSpan span = desk_log_columns_get_span (self->columns, DESK_LOG_COLUMN_PAYLOAD);
  glong n_chars = span.width / desk_log_columns_get_char_width (self->columns) + 2;
  g_autofree char *text = NULL;

  if (desk_log_item_get_size (self->item) == 0)
    {
      /* Translators: a payload without a byte */
      pango_layout_set_attributes (set_text (self, DESK_LOG_COLUMN_PAYLOAD, C_ ("payload", "empty")), NULL);
      return;
    }
  /* Shaping text is the dear part, so no more than what can be seen: a character has 4 bytes at most. */
  text = desk_payload_preview (beginning, desk_log_item_get_size (self->item), 4 * (gsize) n_chars);
  if (g_utf8_strlen (text, -1) > n_chars)
    *g_utf8_offset_to_pointer (text, n_chars) = '\0';
  mark_words (self, set_text (self, DESK_LOG_COLUMN_PAYLOAD, text), DESK_FILTER_PART_PAYLOAD);
}

static void
set_topic (DeskLogRow *self)
{
  g_autofree char *topic = desk_format_topic (desk_log_item_get_topic (self->item));
  PangoLayout *layout = set_text (self, DESK_LOG_COLUMN_TOPIC, topic);
  int width;

  mark_words (self, layout, DESK_FILTER_PART_TOPIC);
  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  desk_log_columns_note_topic (self->columns, width);
}

static void
make_texts (DeskLogRow *self)
{
  DeskMessageFlags flags;
  g_autofree char *clock = NULL;
  const char *const digits[] = { "0", "1", "2", "3" };

  self->stale = FALSE;
  if (self->item == NULL || !desk_log_item_get_loaded (self->item))
    {
      for (DeskLogColumn column = 0; column < DESK_LOG_N_COLUMNS; column++)
        set_text (self, column, "");
      return;
    }

  self->dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  flags = desk_log_item_get_flags (self->item);
  clock = desk_format_clock (desk_log_item_get_time (self->item));
  set_text (self, DESK_LOG_COLUMN_TIME, clock);
  set_text (self, DESK_LOG_COLUMN_DIRECTION, (flags & DESK_MESSAGE_OUTGOING) != 0 ? "↑" : "↓");
  set_text (self, DESK_LOG_COLUMN_QOS, digits[flags & DESK_MESSAGE_QOS_MASK]);
  /* Translators: one letter for "retained" */
  set_text (self, DESK_LOG_COLUMN_RETAINED, (flags & DESK_MESSAGE_RETAINED) != 0 ? C_ ("retained", "R") : "");
  set_topic (self);
  set_payload (self);
}

static void
update (DeskLogRow *self)
{
  self->stale = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_loaded (DeskLogRow *self)
{
  g_assert (DESK_IS_LOG_ROW (self));

  g_clear_signal_handler (&self->loaded_handler, self->item);
  update (self);
  /* The colour follows from the topic: whoever bound this row knows it. */
  g_signal_emit_by_name (self, "loaded");
}

static void
on_columns_changed (DeskLogRow *self)
{
  g_assert (DESK_IS_LOG_ROW (self));

  update (self);
}

static GtkSizeRequestMode
desk_log_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
desk_log_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                      int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  DeskLogRow *self = DESK_LOG_ROW (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = desk_log_columns_get_row_height (self->columns, for_size);
}

static void
desk_log_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  desk_log_columns_set_width (DESK_LOG_ROW (widget)->columns, width);
}

static void
draw_text (DeskLogRow *self, GtkSnapshot *snapshot, DeskLogColumn column, int line, const GdkRGBA *colour)
{
  DeskLogSpan span = desk_log_columns_get_span (self->columns, column);
  int line_height = desk_log_columns_get_line_height (self->columns);
  PangoLayout *layout = self->texts[column];
  int width, height;
  float x = (float) span.x, y;

  if (layout == NULL || *pango_layout_get_text (layout) == '\0')
    return;
  if (column >= DESK_LOG_COLUMN_TOPIC)
    pango_layout_set_width (layout, span.width * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, &width, &height);
  if (column == DESK_LOG_COLUMN_DIRECTION || column == DESK_LOG_COLUMN_QOS
      || column == DESK_LOG_COLUMN_RETAINED)
    x += (float) (span.width - width) / 2;
  /* Half a pixel would blur all letters. */
  y = (float) (line * line_height + DESK_LOG_ROW_PADDING + (line_height - height) / 2);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (floorf (x), y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

/* While all rows are shown, those that match stand out, whatever it is that matches. */
static void
draw_match (DeskLogRow *self, GtkSnapshot *snapshot, int width, int height)
{
  DeskFilteredModel *matches = desk_log_columns_get_matches (self->columns);
  GdkRGBA colour;

  if (matches == NULL
      || desk_filtered_model_get_position_of_id (matches, desk_log_item_get_id (self->item)) == G_MAXUINT)
    return;
  colour = *desk_word_mark_get_colour (self->dark);
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (0, 0, MARK_WIDTH, (float) height));
  colour.alpha = 0.2f;
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (MARK_WIDTH, 0, (float) (width - MARK_WIDTH), (float) height));
}

/* A torn edge where messages are missing */
static void
draw_gap (GtkSnapshot *snapshot, int width)
{
  for (int x = 0; x < width; x += 2 * GAP_TOOTH)
    gtk_snapshot_append_color (snapshot, &gap_colour,
                               &GRAPHENE_RECT_INIT ((float) x, 0, GAP_TOOTH, GAP_HEIGHT));
}

static char *
describe_gap (guint64 lost)
{
  g_autofree char *count = desk_format_count (lost);

  return g_strdup_printf (ngettext ("%s message is missing before this one: it could not be kept",
                                    "%s messages are missing before this one: they could not be kept",
                                    (gulong) lost),
                          count);
}

static void
desk_log_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DeskLogRow *self = DESK_LOG_ROW (widget);
  int height = gtk_widget_get_height (widget);
  gboolean stacked = desk_log_columns_is_stacked (gtk_widget_get_width (widget));
  GdkRGBA colour, dim;

  if (self->item == NULL)
    return;
  if (self->stale)
    make_texts (self);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  dim = colour;
  dim.alpha *= DIM;

  draw_match (self, snapshot, gtk_widget_get_width (widget), height);
  if (self->colour != DESK_LOG_ROW_NO_COLOUR)
    desk_colour_bar_draw (snapshot, self->colour, FALSE,
                          GRAPHENE_RECT_INIT (BAR_X, 2, DESK_COLOUR_BAR_WIDTH, (float) (height - 4)));
  if (desk_log_item_get_lost_before (self->item) > 0)
    draw_gap (snapshot, gtk_widget_get_width (widget));
  for (DeskLogColumn column = 0; column < DESK_LOG_N_COLUMNS; column++)
    {
      gboolean below = stacked && column != DESK_LOG_COLUMN_TIME && column != DESK_LOG_COLUMN_TOPIC;
      gboolean empty = column == DESK_LOG_COLUMN_PAYLOAD && desk_log_item_get_size (self->item) == 0;

      draw_text (self, snapshot, column, below ? 1 : 0, below || empty ? &dim : &colour);
    }
}

static gboolean
is_over (DeskLogRow *self, DeskLogColumn column, int x)
{
  DeskLogSpan span = desk_log_columns_get_span (self->columns, column);

  return x >= span.x && x < span.x + span.width;
}

/* Only where a row leaves something out: a tooltip over every row is in the way. */
static gboolean
desk_log_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  DeskLogRow *self = DESK_LOG_ROW (widget);
  PangoLayout *topic = self->texts[DESK_LOG_COLUMN_TOPIC];
  g_autofree char *words = NULL;

  if (self->item == NULL || !desk_log_item_get_loaded (self->item))
    return FALSE;

  if (desk_log_item_get_lost_before (self->item) > 0)
    words = describe_gap (desk_log_item_get_lost_before (self->item));
  else if (is_over (self, DESK_LOG_COLUMN_TIME, x))
    words = desk_format_moment (desk_log_item_get_time (self->item));
  else if (is_over (self, DESK_LOG_COLUMN_TOPIC, x) && topic != NULL && pango_layout_is_ellipsized (topic))
    words = g_strdup (pango_layout_get_text (topic));
  else
    return FALSE;
  gtk_tooltip_set_text (tooltip, words);

  return TRUE;
}

static void
desk_log_row_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  DeskLogRow *self = DESK_LOG_ROW (widget);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  GTK_WIDGET_CLASS (desk_log_row_parent_class)->css_changed (widget, change);
  /* Selecting a row changes its style too, but nothing of what is in the layouts. */
  if (change != NULL && self->dark == dark)
    return;
  if (self->item != NULL)
    update (self);
}

static void
desk_log_row_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  DeskLogRow *self = DESK_LOG_ROW (widget);

  GTK_WIDGET_CLASS (desk_log_row_parent_class)->system_setting_changed (widget, setting);
  /* Another font or scale. */
  for (DeskLogColumn column = 0; column < DESK_LOG_N_COLUMNS; column++)
    g_clear_object (&self->texts[column]);
  update (self);
  gtk_widget_queue_resize (widget);
}

static void
desk_log_row_dispose (GObject *object)
{
  DeskLogRow *self = DESK_LOG_ROW (object);

  desk_log_row_set_item (self, NULL);
  for (DeskLogColumn column = 0; column < DESK_LOG_N_COLUMNS; column++)
    g_clear_object (&self->texts[column]);
  g_clear_object (&self->columns);

  G_OBJECT_CLASS (desk_log_row_parent_class)->dispose (object);
}

static void
desk_log_row_class_init (DeskLogRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_log_row_dispose;
  widget_class->get_request_mode = desk_log_row_get_request_mode;
  widget_class->measure = desk_log_row_measure;
  widget_class->size_allocate = desk_log_row_size_allocate;
  widget_class->snapshot = desk_log_row_snapshot;
  widget_class->query_tooltip = desk_log_row_query_tooltip;
  widget_class->css_changed = desk_log_row_css_changed;
  widget_class->system_setting_changed = desk_log_row_system_setting_changed;

  g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "log-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
desk_log_row_init (DeskLogRow *self)
{
  self->colour = DESK_LOG_ROW_NO_COLOUR;
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * desk_log_row_new:
 * @columns: where the parts of the row lie
 *
 * Its signal "loaded" says that the contents of its item have come.
 *
 * Returns: (transfer floating): a row without an item
 */
GtkWidget *
desk_log_row_new (DeskLogColumns *columns)
{
  DeskLogRow *self = g_object_new (DESK_TYPE_LOG_ROW, NULL);

  self->columns = g_object_ref (columns);
  g_signal_connect_object (columns, "changed", G_CALLBACK (on_columns_changed), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * desk_log_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the message that it shows
 */
DeskLogItem *
desk_log_row_get_item (DeskLogRow *self)
{
  g_return_val_if_fail (DESK_IS_LOG_ROW (self), NULL);

  return self->item;
}

/**
 * desk_log_row_set_item:
 * @self: a row
 * @item: (nullable): the message to show
 */
void
desk_log_row_set_item (DeskLogRow *self, DeskLogItem *item)
{
  g_return_if_fail (DESK_IS_LOG_ROW (self));

  if (self->item == item)
    return;
  if (self->item != NULL)
    g_clear_signal_handler (&self->loaded_handler, self->item);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  if (!desk_log_item_get_loaded (item))
    self->loaded_handler = g_signal_connect_swapped (item, "notify::loaded", G_CALLBACK (on_loaded), self);
  update (self);
}

/**
 * desk_log_row_set_colour:
 * @self: a row
 * @colour: of the subscription that the message belongs to, or
 *   %DESK_LOG_ROW_NO_COLOUR
 */
void
desk_log_row_set_colour (DeskLogRow *self, guint colour)
{
  g_return_if_fail (DESK_IS_LOG_ROW (self));

  if (self->colour == colour)
    return;
  self->colour = colour;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * desk_log_row_describe:
 * @self: a row
 *
 * Returns: (transfer full): the row in words, as a screen reader reads it
 */
char *
desk_log_row_describe (DeskLogRow *self)
{
  GBytes *beginning;
  g_autofree char *clock = NULL;
  g_autofree char *topic = NULL;
  g_autofree char *payload = NULL;
  DeskMessageFlags flags;
  const char *kind;

  g_return_val_if_fail (DESK_IS_LOG_ROW (self), NULL);

  if (self->item == NULL || !desk_log_item_get_loaded (self->item))
    return g_strdup (_ ("Loading"));

  beginning = desk_log_item_get_preview (self->item);
  flags = desk_log_item_get_flags (self->item);
  clock = desk_format_clock (desk_log_item_get_time (self->item));
  topic = desk_format_topic (desk_log_item_get_topic (self->item));
  if (desk_log_item_get_size (self->item) > 0)
    payload = desk_payload_preview (beginning, desk_log_item_get_size (self->item), DESCRIBED_PAYLOAD);
  else
    payload = g_strdup (C_ ("payload", "empty"));
  kind = (flags & DESK_MESSAGE_OUTGOING) != 0 ? _ ("sent")
         : (flags & DESK_MESSAGE_RETAINED) != 0 ? _ ("received, retained") : _ ("received");

  if (desk_log_item_get_lost_before (self->item) > 0)
    {
      g_autofree char *gap = describe_gap (desk_log_item_get_lost_before (self->item));

      /* Translators: time, "received" or "sent", topic, payload, that messages are missing */
      return g_strdup_printf (_ ("%s, %s, %s, %s, %s"), clock, kind, topic, payload, gap);
    }

  /* Translators: time, "received" or "sent", topic, payload */
  return g_strdup_printf (_ ("%s, %s, %s, %s"), clock, kind, topic, payload);
}
