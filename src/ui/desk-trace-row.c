/* desk-trace-row.c: one packet, or one step, in the list of a trace
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-trace-row.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-decode.h"
#include "desk-format.h"

#define MARGIN 10         /* px, at the sides */
#define PADDING 3         /* px, above and below */
#define STACKED 78        /* widths of a digit: where there are fewer, a row has two lines */
#define SUMMARY_SHOWN 400 /* characters that can be seen at most */
#define TITLE_SCALE 0.82
#define DIM 0.6f

/* Where the columns behind the time begin, in widths of a digit: direction, type, packet identifier, size, round
 * trip and what it says. With two lines the last is below the others, and the size is left out. */
static const int tabs[] = { 13, 16, 29, 36, 45, 55 };
static const int stacked_tabs[] = { 11, 13, 26, 32 };

/* One layout with tabs is the whole row: in a flood every row on the screen
 * changes many times a second. */
struct _DeskTraceRow
{
  GtkWidget parent_instance;
  DeskTraceItem *item; /* (owned) (nullable) */
  gboolean is_header;
  PangoLayout *layout; /* (owned) (nullable): made when it is drawn */
  gboolean stacked;    /* whether the layout has two lines */
  gboolean is_failure;
  gboolean is_dim;
  int line_height; /* px; 0: not measured */
  int digit_width; /* in units of Pango */
};

G_DEFINE_FINAL_TYPE (DeskTraceRow, desk_trace_row, GTK_TYPE_WIDGET)

/* The error colour of Adwaita, which stands out on light and dark */
static const GdkRGBA failure_colour = { 0.88f, 0.11f, 0.14f, 1 };

static void
measure_font (DeskTraceRow *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);

  self->digit_width = pango_font_metrics_get_approximate_digit_width (metrics);
  self->line_height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  pango_font_metrics_unref (metrics);
}

static char *
make_text (DeskTraceRow *self)
{
  const DeskTraceEntry *entry = desk_trace_item_get_entry (self->item);
  g_autofree char *summary = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *size = NULL;
  g_autofree char *id = NULL;
  g_autofree char *round_trip = NULL;
  const char *arrow;

  if (entry == NULL)
    return g_strdup ("");

  summary = desk_decode_summary (entry, desk_trace_item_get_data (self->item));
  if (g_utf8_strlen (summary, -1) > SUMMARY_SHOWN)
    *g_utf8_offset_to_pointer (summary, SUMMARY_SHOWN) = '\0';
  g_strdelimit (summary, "\t\n\r", ' ');
  clock = desk_format_clock (entry->time);
  if ((entry->flags & DESK_TRACE_STEP) != 0)
    return g_strdup_printf (self->stacked ? "%s\n%s" : "%s\t\t%s", clock, summary);

  arrow = (entry->flags & DESK_TRACE_OUTGOING) != 0 ? "↑" : "↓";
  size = g_format_size (entry->size);
  id = entry->packet_id != 0 ? g_strdup_printf ("%u", entry->packet_id) : g_strdup ("");
  round_trip = entry->round_trip >= 0 ? desk_format_span (entry->round_trip) : g_strdup ("");

  if (self->stacked)
    return g_strdup_printf ("%s\t%s\t%s\t%s\t%s\n%s", clock, arrow, desk_decode_type_name (entry), id,
                            round_trip, summary);

  return g_strdup_printf ("%s\t%s\t%s\t%s\t%s\t%s\t%s", clock, arrow, desk_decode_type_name (entry), id, size,
                          round_trip, summary);
}

/* Those of a first line of two need none for what is below. */
static char *
make_titles (DeskTraceRow *self)
{
  if (self->stacked)
    return g_strdup_printf ("%s\t⇅\t%s\t%s\t%s", _ ("Time"), _ ("Packet"), _ ("ID"), _ ("Round trip"));

  /* Translators: titles of columns, for packets: time, packet identifier, size, time until the answer,
   * contents */
  return g_strdup_printf ("%s\t⇅\t%s\t%s\t%s\t%s\t%s",
                          _ ("Time"), _ ("Packet"), _ ("ID"), _ ("Size"), _ ("Round trip"), _ ("Contents"));
}

static void
set_tabs (DeskTraceRow *self)
{
  const int *places = self->stacked ? stacked_tabs : tabs;
  int n = self->stacked ? G_N_ELEMENTS (stacked_tabs) : G_N_ELEMENTS (tabs);
  PangoTabArray *array = pango_tab_array_new (n, FALSE);

  for (int i = 0; i < n; i++)
    pango_tab_array_set_tab (array, i, PANGO_TAB_LEFT, places[i] * self->digit_width);
  pango_layout_set_tabs (self->layout, array);
  pango_tab_array_free (array);
}

static void
make_layout (DeskTraceRow *self)
{
  const DeskTraceEntry *entry = self->item != NULL ? desk_trace_item_get_entry (self->item) : NULL;
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  g_autofree char *text = self->is_header      ? make_titles (self)
                          : self->item != NULL ? make_text (self)
                                               : g_strdup ("");

  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  /* What the wire says must not turn the row around. */
  pango_layout_set_auto_dir (self->layout, FALSE);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (self->layout, -1);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  /* Another size of the font would move the tabs. */
  if (self->is_header)
    {
      pango_attr_list_insert (attributes, pango_attr_scale_new (TITLE_SCALE));
      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
    }
  pango_layout_set_attributes (self->layout, attributes);
  set_tabs (self);

  self->is_failure = entry != NULL
                     && ((entry->flags & DESK_TRACE_FAILURE) != 0
                         || desk_decode_refusal (entry, desk_trace_item_get_data (self->item)) != NULL);
  self->is_dim = entry != NULL && (entry->flags & DESK_TRACE_STEP) != 0;
}

static gboolean
is_stacked (DeskTraceRow *self, int width)
{
  if (self->line_height == 0)
    measure_font (self);

  return width >= 0 && width * PANGO_SCALE < STACKED * self->digit_width;
}

static GtkSizeRequestMode
desk_trace_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
desk_trace_row_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  DeskTraceRow *self = DESK_TRACE_ROW (widget);
  gboolean stacked = is_stacked (self, for_size);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = (stacked && !self->is_header ? 2 : 1) * self->line_height + 2 * PADDING;
}

static void
desk_trace_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DeskTraceRow *self = DESK_TRACE_ROW (widget);

  if (self->stacked == is_stacked (self, width))
    return;
  self->stacked = !self->stacked;
  g_clear_object (&self->layout);
}

static void
desk_trace_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DeskTraceRow *self = DESK_TRACE_ROW (widget);
  int width = gtk_widget_get_width (widget);
  GdkRGBA colour;

  if (self->layout == NULL)
    make_layout (self);
  pango_layout_set_width (self->layout, MAX (width - 2 * MARGIN, 1) * PANGO_SCALE);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  if (self->is_failure)
    colour = failure_colour;
  else if (self->is_dim)
    colour.alpha *= DIM;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (MARGIN, PADDING));
  gtk_snapshot_append_layout (snapshot, self->layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
forget (DeskTraceRow *self)
{
  g_clear_object (&self->layout);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
desk_trace_row_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  DeskTraceRow *self = DESK_TRACE_ROW (widget);

  GTK_WIDGET_CLASS (desk_trace_row_parent_class)->system_setting_changed (widget, setting);
  /* Another font or scale */
  self->line_height = 0;
  forget (self);
  gtk_widget_queue_resize (widget);
}

static void
desk_trace_row_dispose (GObject *object)
{
  DeskTraceRow *self = DESK_TRACE_ROW (object);

  g_clear_object (&self->item);
  g_clear_object (&self->layout);

  G_OBJECT_CLASS (desk_trace_row_parent_class)->dispose (object);
}

static void
desk_trace_row_class_init (DeskTraceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_trace_row_dispose;
  widget_class->get_request_mode = desk_trace_row_get_request_mode;
  widget_class->measure = desk_trace_row_measure;
  widget_class->size_allocate = desk_trace_row_size_allocate;
  widget_class->snapshot = desk_trace_row_snapshot;
  widget_class->system_setting_changed = desk_trace_row_system_setting_changed;

  gtk_widget_class_set_css_name (widget_class, "trace-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
desk_trace_row_init (DeskTraceRow *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * desk_trace_row_new:
 *
 * Returns: (transfer floating): a row without an item
 */
GtkWidget *
desk_trace_row_new (void)
{
  return g_object_new (DESK_TYPE_TRACE_ROW, NULL);
}

/**
 * desk_trace_row_new_header:
 *
 * Returns: (transfer floating): the titles of the columns
 */
GtkWidget *
desk_trace_row_new_header (void)
{
  DeskTraceRow *self = g_object_new (DESK_TYPE_TRACE_ROW, NULL);

  self->is_header = TRUE;
  gtk_widget_add_css_class (GTK_WIDGET (self), "header");

  return GTK_WIDGET (self);
}

/**
 * desk_trace_row_set_item:
 * @self: a row
 * @item: (nullable): what to show
 */
void
desk_trace_row_set_item (DeskTraceRow *self, DeskTraceItem *item)
{
  g_return_if_fail (DESK_IS_TRACE_ROW (self));

  if (g_set_object (&self->item, item))
    forget (self);
}

/**
 * desk_trace_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
DeskTraceItem *
desk_trace_row_get_item (DeskTraceRow *self)
{
  g_return_val_if_fail (DESK_IS_TRACE_ROW (self), NULL);

  return self->item;
}
