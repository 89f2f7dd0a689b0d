/* desk-payload-pane.c: a payload as text, JSON or hex
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-payload-pane"

#include "config.h"

#include "desk-payload-pane.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-payload.h"
#include "desk-payload-colours.h"
#include "desk-payload-rendering.h"
#include "desk-source-style.h"

#define FIRST_PIECE (4 * 1024)    /* bytes of text that show at once */
#define NEXT_PIECE (4 * 1024)     /* bytes of text that follow in an idle moment */
#define MEASURE_DELAY 50          /* ms until a view that was just shown should know its width */
#define POSITION_AUTO 0           /* in the list of formats */

/* A text buffer takes milliseconds for a hundred kilobytes, so a long text
 * comes in pieces; making it readable can take longer, so a thread does that. */
struct _DeskPayloadPane
{
  GtkWidget parent_instance;
  DeskMessage *message;       /* (owned) (nullable) */
  GCancellable *cancellable;  /* (owned) (nullable): of the thread at work */
  GtkWidget *content;         /* (unowned) */
  GtkDropDown *formats;       /* (unowned) */
  GtkStack *stack;            /* (unowned) */
  GtkSourceView *view;        /* (unowned) */
  DeskPayloadMarks *marks;    /* (unowned) */
  DeskPayloadColours *colours; /* (owned) */
  GtkLabel *note;             /* (unowned) */
  GtkLabel *auto_label;       /* (unowned) (nullable): in the closed list of formats */
  const DeskPayloadFormat *shown_format; /* (nullable) */
  char *rest;                 /* (owned) (nullable): text that is still to be shown */
  gsize rest_done;            /* bytes of it that are shown */
  guint rest_source;          /* 0: all is shown */
  guint width;                /* characters in a line */
  guint width_source;         /* 0: shown for that width */
  guint measure_source;       /* 0: the width of the view is known */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (DeskPayloadPane, desk_payload_pane, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_FORMAT,
  PROP_BUSY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* The bytes of a hex dump are not the text that a filter asks for. */
static void
mark (DeskPayloadPane *self)
{
  if (self->message != NULL && self->shown_format != NULL && !g_str_equal (self->shown_format->id, "hex"))
    desk_payload_marks_begin (self->marks);
  else
    desk_payload_marks_clear (self->marks);
}

static void
set_busy (DeskPayloadPane *self, gboolean busy)
{
  if (self->busy == busy)
    return;
  self->busy = busy;
  if (!busy)
    mark (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
update_auto_label (DeskPayloadPane *self)
{
  g_autofree char *words = NULL;

  if (self->auto_label == NULL)
    return;
  if (self->shown_format != NULL && gtk_drop_down_get_selected (self->formats) == POSITION_AUTO)
    /* Translators: a format of payloads, recognized by itself, as in “JSON (detected)” */
    words = g_strdup_printf (_ ("%s (detected)"), _ (self->shown_format->label));
  else
    words = g_strdup (_ ("Automatic"));
  gtk_label_set_text (self->auto_label, words);
}

/* Bytes from @text on that make up at most @size, without cutting a character. */
static gsize
piece_size (const char *text, gsize size)
{
  gsize length = strnlen (text, size + 1);

  if (length <= size)
    return length;
  while (size > 0 && ((guchar) text[size] & 0xc0) == 0x80)
    size--;

  return size;
}

static gboolean
show_next_piece (gpointer user_data)
{
  DeskPayloadPane *self = user_data;
  const char *text = self->rest + self->rest_done;
  gsize size = piece_size (text, NEXT_PIECE);

  desk_payload_colours_append (self->colours, text, size);
  self->rest_done += size;
  if (self->rest[self->rest_done] != '\0')
    return G_SOURCE_CONTINUE;

  self->rest_source = 0;
  g_clear_pointer (&self->rest, g_free);
  set_busy (self, FALSE);

  return G_SOURCE_REMOVE;
}

static void
drop_rest (DeskPayloadPane *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_pointer (&self->rest, g_free);
  self->rest_done = 0;
}

static char *
describe (DeskPayloadPane *self, const DeskPayloadView *view)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (!view->complete)
    {
      g_autofree char *shown = g_format_size (view->shown);
      g_autofree char *whole = g_format_size (self->message->payload_size);

      /* Translators: sizes, as in “First 256 kB of 200 MB” */
      g_string_append_printf (words, _ ("First %s of %s. Copy and save take all of it."), shown, whole);
    }
  if (view->problem != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", view->problem);
  if (view->broken_lines)
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", _ ("Long lines are broken to fit."));

  return g_strdup (words->str);
}

static void
show (DeskPayloadPane *self, DeskPayloadRendering *rendering)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gboolean is_hex = g_str_equal (rendering->format->id, "hex");
  gsize first = piece_size (rendering->view->text, FIRST_PIECE);
  g_autofree char *note = describe (self, rendering->view);
  GtkTextIter start;

  drop_rest (self);
  desk_payload_marks_clear (self->marks);
  self->shown_format = rendering->format;
  update_auto_label (self);
  gtk_label_set_text (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), *note != '\0');

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), is_hex ? GTK_WRAP_NONE : GTK_WRAP_WORD_CHAR);
  desk_payload_colours_show (self->colours, rendering->view->tokens, rendering->view->text, first);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self->view), &start, 0, FALSE, 0, 0);
  gtk_stack_set_visible_child_name (self->stack, self->message->payload_size > 0 ? "text" : "empty");

  if (rendering->view->text[first] == '\0')
    {
      set_busy (self, FALSE);
      return;
    }
  self->rest = g_steal_pointer (&rendering->view->text);
  self->rest_done = first;
  self->rest_source = g_idle_add (show_next_piece, self);
}

static void
on_rendered (GObject *object, GAsyncResult *result, gpointer user_data)
{
  DeskPayloadPane *self = DESK_PAYLOAD_PANE (object);
  DeskPayloadRendering *rendering = desk_payload_rendering_finish (result);

  /* Cancelled: another message is shown by now, or none. */
  if (rendering != NULL)
    show (self, rendering);
}

/* NULL: the one that fits */
static const DeskPayloadFormat *
get_chosen_format (DeskPayloadPane *self)
{
  guint position = gtk_drop_down_get_selected (self->formats);
  guint n_formats;
  const DeskPayloadFormat *formats = desk_payload_formats (&n_formats);

  if (position == POSITION_AUTO || position == GTK_INVALID_LIST_POSITION)
    return NULL;

  return &formats[position - 1];
}

static void
update (DeskPayloadPane *self)
{
  g_autoptr (DeskPayloadRendering) rendering = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->message == NULL)
    {
      drop_rest (self);
      set_busy (self, FALSE);
      return;
    }

  rendering = desk_payload_rendering_new (self->message, get_chosen_format (self), self->width);
  set_busy (self, TRUE);
  if (desk_payload_rendering_is_short (rendering))
    {
      desk_payload_rendering_run (rendering);
      show (self, rendering);
      return;
    }
  self->cancellable = g_cancellable_new ();
  desk_payload_rendering_run_in_thread (g_steal_pointer (&rendering), G_OBJECT (self), self->cancellable, on_rendered);
}

static gboolean
render_again (gpointer user_data)
{
  DeskPayloadPane *self = user_data;

  self->width_source = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

/* Hexadecimal lines take as many bytes as fit; what is read scrolls to its beginning only when that changes. */
static void
on_width_changed (DeskPayloadPane *self, GParamSpec *pspec, GtkAdjustment *adjustment)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int char_width = MAX (pango_font_metrics_get_approximate_digit_width (metrics) / PANGO_SCALE, 1);
  int margins = gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self->view))
                + gtk_text_view_get_right_margin (GTK_TEXT_VIEW (self->view));
  guint width = (guint) MAX (((int) gtk_adjustment_get_page_size (adjustment) - margins) / char_width, 1);
  gboolean fits, fitted;

  g_assert (DESK_IS_PAYLOAD_PANE (self));

  pango_font_metrics_unref (metrics);
  fits = width >= DESK_PAYLOAD_HEX_WIDTH;
  fitted = self->width >= DESK_PAYLOAD_HEX_WIDTH;
  self->width = width;
  if (fits != fitted && self->shown_format != NULL && g_str_equal (self->shown_format->id, "hex") && self->width_source == 0)
    self->width_source = g_idle_add (render_again, self);
}

/* GtkTextView gets its first size before it has made room for the text: then it
 * knows how wide the text is, and not how much of that is in view. */
static gboolean
measure_again (gpointer user_data)
{
  DeskPayloadPane *self = user_data;
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view));

  if (gtk_adjustment_get_page_size (adjustment) < 1 && gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    {
      gtk_widget_queue_resize (GTK_WIDGET (self->view));
      return G_SOURCE_CONTINUE;
    }
  self->measure_source = 0;

  return G_SOURCE_REMOVE;
}

static void
on_view_mapped (DeskPayloadPane *self)
{
  g_assert (DESK_IS_PAYLOAD_PANE (self));

  if (self->measure_source == 0)
    self->measure_source = g_timeout_add (MEASURE_DELAY, measure_again, self);
}

static void
on_format_selected (DeskPayloadPane *self)
{
  g_assert (DESK_IS_PAYLOAD_PANE (self));

  update_auto_label (self);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FORMAT]);
}

/* The closed list says what was detected; the open one offers “Automatic”. */
static void
on_button_setup (DeskPayloadPane *self, GtkListItem *list_item)
{
  g_assert (DESK_IS_PAYLOAD_PANE (self));

  gtk_list_item_set_child (list_item, gtk_label_new (NULL));
}

static void
on_button_bind (DeskPayloadPane *self, GtkListItem *list_item)
{
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (list_item));

  g_assert (DESK_IS_PAYLOAD_PANE (self));

  gtk_label_set_text (label, gtk_string_object_get_string (gtk_list_item_get_item (list_item)));
  if (gtk_list_item_get_position (list_item) == POSITION_AUTO)
    {
      self->auto_label = label;
      update_auto_label (self);
    }
}

static void
on_button_unbind (DeskPayloadPane *self, GtkListItem *list_item)
{
  g_assert (DESK_IS_PAYLOAD_PANE (self));

  if (GTK_LABEL (gtk_list_item_get_child (list_item)) == self->auto_label)
    self->auto_label = NULL;
}

static void
desk_payload_pane_dispose (GObject *object)
{
  DeskPayloadPane *self = DESK_PAYLOAD_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  drop_rest (self);
  self->auto_label = NULL;
  g_clear_handle_id (&self->width_source, g_source_remove);
  g_clear_handle_id (&self->measure_source, g_source_remove);
  g_clear_object (&self->colours);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_PAYLOAD_PANE);
  g_clear_pointer (&self->message, desk_message_unref);

  G_OBJECT_CLASS (desk_payload_pane_parent_class)->dispose (object);
}

static void
desk_payload_pane_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DeskPayloadPane *self = DESK_PAYLOAD_PANE (object);

  switch (property_id)
    {
    case PROP_FORMAT:
      g_value_set_string (value, desk_payload_pane_get_format (self));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_payload_pane_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_FORMAT:
      desk_payload_pane_set_format (DESK_PAYLOAD_PANE (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_payload_pane_class_init (DeskPayloadPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = desk_payload_pane_dispose;
  object_class->get_property = desk_payload_pane_get_property;
  object_class->set_property = desk_payload_pane_set_property;

  properties[PROP_FORMAT] = g_param_spec_string ("format", NULL, NULL, "auto", readable | G_PARAM_WRITABLE);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DESK_TYPE_PAYLOAD_MARKS);
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-payload-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPayloadPane, content);
  gtk_widget_class_bind_template_child (widget_class, DeskPayloadPane, formats);
  gtk_widget_class_bind_template_child (widget_class, DeskPayloadPane, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskPayloadPane, view);
  gtk_widget_class_bind_template_child (widget_class, DeskPayloadPane, marks);
  gtk_widget_class_bind_template_child (widget_class, DeskPayloadPane, note);
  gtk_widget_class_bind_template_callback (widget_class, on_button_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_button_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_button_unbind);
}

static void
desk_payload_pane_init (DeskPayloadPane *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const[]) { _ ("Automatic"), NULL });
  guint n_formats;
  const DeskPayloadFormat *formats = desk_payload_formats (&n_formats);

  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < n_formats; i++)
    gtk_string_list_append (names, _ (formats[i].label));
  gtk_drop_down_set_model (self->formats, G_LIST_MODEL (names));
  g_signal_connect_swapped (self->formats, "notify::selected", G_CALLBACK (on_format_selected), self);
  g_signal_connect_object (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view)), "notify::page-size",
                           G_CALLBACK (on_width_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "map", G_CALLBACK (on_view_mapped), self, G_CONNECT_SWAPPED);
  desk_source_style_follow (self->view);
  desk_payload_marks_set_view (self->marks, GTK_TEXT_VIEW (self->view));
  self->colours = desk_payload_colours_new (self->view);
}

/**
 * desk_payload_pane_new:
 *
 * Returns: (transfer floating): a new pane without a message
 */
GtkWidget *
desk_payload_pane_new (void)
{
  return g_object_new (DESK_TYPE_PAYLOAD_PANE, NULL);
}

/**
 * desk_payload_pane_set_message:
 * @self: a pane
 * @message: (nullable): whose payload to show
 *
 * The payload of a message from before may show until this one is readable.
 */
void
desk_payload_pane_set_message (DeskPayloadPane *self, DeskMessage *message)
{
  g_return_if_fail (DESK_IS_PAYLOAD_PANE (self));

  if (self->message == message)
    return;
  g_clear_pointer (&self->message, desk_message_unref);
  self->message = message != NULL ? desk_message_ref (message) : NULL;
  update (self);
}

/**
 * desk_payload_pane_get_format:
 * @self: a pane
 *
 * Returns: id of the format that was chosen by hand, or "auto"
 */
const char *
desk_payload_pane_get_format (DeskPayloadPane *self)
{
  const DeskPayloadFormat *format;

  g_return_val_if_fail (DESK_IS_PAYLOAD_PANE (self), NULL);

  format = get_chosen_format (self);

  return format != NULL ? format->id : "auto";
}

/**
 * desk_payload_pane_set_format:
 * @self: a pane
 * @format: id of a format, or "auto"
 */
void
desk_payload_pane_set_format (DeskPayloadPane *self, const char *format)
{
  guint n_formats, position = POSITION_AUTO;
  const DeskPayloadFormat *formats = desk_payload_formats (&n_formats);

  g_return_if_fail (DESK_IS_PAYLOAD_PANE (self));

  for (guint i = 0; i < n_formats; i++)
    {
      if (g_strcmp0 (formats[i].id, format) == 0)
        position = i + 1;
    }
  gtk_drop_down_set_selected (self->formats, position);
}

/**
 * desk_payload_pane_get_busy:
 * @self: a pane
 *
 * Returns: whether the payload of the message is not all shown yet
 */
gboolean
desk_payload_pane_get_busy (DeskPayloadPane *self)
{
  g_return_val_if_fail (DESK_IS_PAYLOAD_PANE (self), FALSE);

  return self->busy;
}

/**
 * desk_payload_pane_get_marks:
 * @self: a pane
 *
 * Returns: (transfer none): what marks matches in the payload
 */
DeskPayloadMarks *
desk_payload_pane_get_marks (DeskPayloadPane *self)
{
  g_return_val_if_fail (DESK_IS_PAYLOAD_PANE (self), NULL);

  return self->marks;
}
