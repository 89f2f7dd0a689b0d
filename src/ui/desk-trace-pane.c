/* desk-trace-pane.c: the page with the packets of a connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-trace-pane"

#include "config.h"

#include "desk-trace-pane.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-trace-details.h"
#include "desk-trace-export.h"

/* DeskTracePane
 *   ├ GtkEntry: the filter
 *   ├ GtkStack
 *   │   ├ AdwStatusPage
 *   │   └ GtkPaned
 *   │       ├ DeskTraceList
 *   │       └ DeskTraceDetails
 *   └ GtkLabel: how many there are */
struct _DeskTracePane
{
  GtkWidget parent_instance;
  DeskTrace *trace;          /* (owned) (nullable) */
  GtkWidget *content;        /* (unowned) */
  GtkEntry *filter;          /* (unowned) */
  GtkLabel *mistake;         /* (unowned) */
  GtkStack *stack;           /* (unowned) */
  AdwStatusPage *empty;      /* (unowned) */
  GtkWidget *start;          /* (unowned) */
  DeskTraceList *list;       /* (unowned) */
  DeskTraceDetails *details; /* (unowned) */
  GtkLabel *counts;          /* (unowned) */
  guint filter_source;       /* 0: the filter is that of the entry */
  gboolean has_packets;
};

G_DEFINE_FINAL_TYPE (DeskTracePane, desk_trace_pane, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_RECORDING,
  PROP_FILTER_TEXT,
  PROP_HAS_PACKETS,
  PROP_HAS_SELECTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
get_recording (DeskTracePane *self)
{
  return self->trace != NULL && desk_trace_get_recording (self->trace);
}

static void
set_empty (DeskTracePane *self, const char *icon, const char *title, const char *description)
{
  adw_status_page_set_icon_name (self->empty, icon);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, description);
}

/* The words of the empty page are ours alone: they are markup. */
static void
update_empty (DeskTracePane *self)
{
  gtk_widget_set_visible (self->start, !self->has_packets && !get_recording (self));
  if (self->has_packets)
    set_empty (self, "edit-find-symbolic",
               _ ("No packet matches"), _ ("Change the filter to see what was recorded."));
  else if (get_recording (self))
    set_empty (self, "network-transmit-receive-symbolic",
               _ ("Waiting for packets"),
                  _ ("What this connection sends and receives from now on appears here."));
  else
    set_empty (self, "network-transmit-receive-symbolic", _ ("See what is on the wire"),
               _ ("A trace shows every MQTT packet in both directions with its fields, properties, reason codes "
                  "and times, and the steps of connecting. It is off until you record, and forgotten when this "
                  "tab is closed. Passwords are never recorded."));
}

static char *
describe_counts (DeskTracePane *self, guint64 n, guint64 n_let_go)
{
  DeskTraceModel *model = desk_trace_list_get_model (self->list);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (model));
  g_autofree char *count = desk_format_count (n);
  g_autofree char *shown = desk_format_count (n_shown);
  g_autofree char *gone = desk_format_count (n_let_go);
  g_autofree char *size = g_format_size (desk_trace_get_size (self->trace));
  GString *words = g_string_new (NULL);

  if (desk_trace_model_is_filtered (model))
    /* Translators: how many match the filter, of how many */
    g_string_append_printf (words, _ ("%s of %s entries"), shown, count);
  else
    g_string_append_printf (words, ngettext ("%s entry", "%s entries", (gulong) n), count);
  g_string_append (words, " · ");
  /* Translators: an amount of memory */
  g_string_append_printf (words, _ ("%s of memory"), size);
  if (n_let_go > 0)
    {
      g_string_append (words, " · ");
      g_string_append_printf (
          words, ngettext ("%s older one was let go", "%s older ones were let go", (gulong) n_let_go), gone);
    }

  return g_string_free (words, FALSE);
}

static void
update_counts (DeskTracePane *self)
{
  DeskTraceModel *model = desk_trace_list_get_model (self->list);
  g_autofree char *words = NULL;
  guint64 first, end, n_let_go;
  gboolean is_empty;

  if (self->trace == NULL)
    return;
  desk_trace_get_span (self->trace, &first, &end, &n_let_go);
  words = describe_counts (self, end - first, n_let_go);
  gtk_label_set_text (self->counts, words);
  gtk_widget_set_visible (GTK_WIDGET (self->counts), end > first);
  if (self->has_packets != (end > first))
    {
      self->has_packets = end > first;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_PACKETS]);
    }

  is_empty = g_list_model_get_n_items (G_LIST_MODEL (model)) == 0 && !desk_trace_model_get_pending (model);
  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "packets");
  update_empty (self);
}

/* Nobody sees a page that is not mapped, so it costs nothing. */
static void
on_grew (DeskTracePane *self)
{
  g_assert (DESK_IS_TRACE_PANE (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    desk_trace_model_update (desk_trace_list_get_model (self->list));
  update_counts (self);
}

static void
on_recording_changed (DeskTracePane *self)
{
  g_assert (DESK_IS_TRACE_PANE (self));

  update_counts (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
}

static char *
describe_selection (DeskTracePane *self)
{
  DeskTraceModel *model = desk_trace_list_get_model (self->list);
  DeskTraceSelection *selection = desk_trace_list_get_selection (self->list);
  guint n = desk_trace_selection_get_count (selection);
  guint64 first = desk_trace_model_get_number (model, desk_trace_selection_get_position (selection, 0));
  guint64 last = desk_trace_model_get_number (model, desk_trace_selection_get_position (selection, n - 1));
  g_autofree char *count = desk_format_count (n);
  g_autofree char *span = NULL;
  DeskTraceEntry from, to;

  if (!desk_trace_get (self->trace, first, &from, NULL) || !desk_trace_get (self->trace, last, &to, NULL))
    return NULL;
  span = desk_format_span (MAX (to.time - from.time, 0));

  /* Translators: a number, which is at least 2, and a time span */
  return g_strdup_printf (ngettext ("%s entry is selected, %s from the first to the last.",
                                    "%s entries are selected, %s from the first to the last.", n),
                          count, span);
}

/* What one packet says, or how many there are */
static void
on_selected (DeskTracePane *self)
{
  DeskTraceItem *item = desk_trace_list_get_selected (self->list);
  g_autofree char *words = NULL;

  g_assert (DESK_IS_TRACE_PANE (self));

  if (item != NULL)
    {
      desk_trace_details_show (self->details, item);
    }
  else
    {
      if (desk_trace_selection_get_count (desk_trace_list_get_selection (self->list)) > 1)
        words = describe_selection (self);
      desk_trace_details_say (self->details, words);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_SELECTION]);
}

static gboolean
apply_filter (gpointer user_data)
{
  DeskTracePane *self = user_data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->filter));
  g_autoptr (GError) error = NULL;
  DeskTraceFilter *filter = desk_trace_filter_new (text, &error);

  self->filter_source = 0;
  /* The last good filter stays in force. */
  if (filter != NULL)
    desk_trace_model_take_filter (desk_trace_list_get_model (self->list), filter);
  gtk_label_set_text (self->mistake, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mistake), error != NULL);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->filter), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->filter), "error");
  gtk_entry_set_icon_from_icon_name (self->filter, GTK_ENTRY_ICON_SECONDARY,
                                     *text != '\0' ? "edit-clear-symbolic" : NULL);
  if (*text != '\0')
    gtk_entry_set_icon_tooltip_text (self->filter, GTK_ENTRY_ICON_SECONDARY, _ ("Clear the filter"));
  update_counts (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER_TEXT]);

  return G_SOURCE_REMOVE;
}

/* Text that replaces other text comes as two changes, of which the first is an empty entry. */
static void
on_filter_changed (DeskTracePane *self)
{
  g_assert (DESK_IS_TRACE_PANE (self));

  if (self->filter_source == 0)
    self->filter_source = g_idle_add_full (G_PRIORITY_DEFAULT, apply_filter, self, NULL);
}

static void
on_filter_icon (DeskTracePane *self, GtkEntryIconPosition position)
{
  g_assert (DESK_IS_TRACE_PANE (self));

  if (position == GTK_ENTRY_ICON_SECONDARY)
    gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
}

static void
on_pending_changed (DeskTracePane *self)
{
  g_assert (DESK_IS_TRACE_PANE (self));

  update_counts (self);
}

static void
desk_trace_pane_map (GtkWidget *widget)
{
  DeskTracePane *self = DESK_TRACE_PANE (widget);

  GTK_WIDGET_CLASS (desk_trace_pane_parent_class)->map (widget);
  desk_trace_model_update (desk_trace_list_get_model (self->list));
  update_counts (self);
}

static void
desk_trace_pane_dispose (GObject *object)
{
  DeskTracePane *self = DESK_TRACE_PANE (object);

  g_clear_handle_id (&self->filter_source, g_source_remove);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_TRACE_PANE);
  g_clear_object (&self->trace);

  G_OBJECT_CLASS (desk_trace_pane_parent_class)->dispose (object);
}

static void
desk_trace_pane_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DeskTracePane *self = DESK_TRACE_PANE (object);

  switch (prop_id)
    {
    case PROP_RECORDING:
      g_value_set_boolean (value, get_recording (self));
      break;
    case PROP_FILTER_TEXT:
      g_value_set_string (value, gtk_editable_get_text (GTK_EDITABLE (self->filter)));
      break;
    case PROP_HAS_PACKETS:
      g_value_set_boolean (value, self->has_packets);
      break;
    case PROP_HAS_SELECTION:
      g_value_set_boolean (value, desk_trace_selection_get_count (desk_trace_list_get_selection (self->list)) > 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_trace_pane_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  DeskTracePane *self = DESK_TRACE_PANE (object);

  switch (prop_id)
    {
    case PROP_RECORDING:
      if (self->trace != NULL)
        desk_trace_set_recording (self->trace, g_value_get_boolean (value));
      break;
    case PROP_FILTER_TEXT:
      gtk_editable_set_text (GTK_EDITABLE (self->filter), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_trace_pane_class_init (DeskTracePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = desk_trace_pane_dispose;
  object_class->get_property = desk_trace_pane_get_property;
  object_class->set_property = desk_trace_pane_set_property;
  widget_class->map = desk_trace_pane_map;

  properties[PROP_RECORDING]
      = g_param_spec_boolean ("recording", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  properties[PROP_FILTER_TEXT]
      = g_param_spec_string ("filter-text", NULL, NULL, "", flags | G_PARAM_WRITABLE);
  properties[PROP_HAS_PACKETS] = g_param_spec_boolean ("has-packets", NULL, NULL, FALSE, flags);
  properties[PROP_HAS_SELECTION] = g_param_spec_boolean ("has-selection", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DESK_TYPE_TRACE_DETAILS);
  g_type_ensure (DESK_TYPE_TRACE_LIST);
  gtk_widget_class_set_css_name (widget_class, "trace-pane");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-trace-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskTracePane, content);
  gtk_widget_class_bind_template_child (widget_class, DeskTracePane, filter);
  gtk_widget_class_bind_template_child (widget_class, DeskTracePane, mistake);
  gtk_widget_class_bind_template_child (widget_class, DeskTracePane, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskTracePane, empty);
  gtk_widget_class_bind_template_child (widget_class, DeskTracePane, start);
  gtk_widget_class_bind_template_child (widget_class, DeskTracePane, list);
  gtk_widget_class_bind_template_child (widget_class, DeskTracePane, details);
  gtk_widget_class_bind_template_child (widget_class, DeskTracePane, counts);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_icon);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
}

static void
desk_trace_pane_init (DeskTracePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (desk_trace_list_get_model (self->list), "notify::pending",
                           G_CALLBACK (on_pending_changed), self, G_CONNECT_SWAPPED);
  update_empty (self);
}

/**
 * desk_trace_pane_set_trace:
 * @self: a pane without a trace
 * @trace: what it shows and switches
 */
void
desk_trace_pane_set_trace (DeskTracePane *self, DeskTrace *trace)
{
  g_return_if_fail (DESK_IS_TRACE_PANE (self));
  g_return_if_fail (self->trace == NULL);

  self->trace = g_object_ref (trace);
  desk_trace_model_set_trace (desk_trace_list_get_model (self->list), trace);
  g_signal_connect_object (trace, "grew", G_CALLBACK (on_grew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (trace, "notify::recording", G_CALLBACK (on_recording_changed), self,
                           G_CONNECT_SWAPPED);
  update_counts (self);
}

/**
 * desk_trace_pane_focus_filter:
 * @self: a pane
 *
 * Lets somebody type a filter.
 */
void
desk_trace_pane_focus_filter (DeskTracePane *self)
{
  g_return_if_fail (DESK_IS_TRACE_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}

/**
 * desk_trace_pane_clear:
 * @self: a pane
 *
 * Forgets what was recorded.
 */
void
desk_trace_pane_clear (DeskTracePane *self)
{
  g_return_if_fail (DESK_IS_TRACE_PANE (self));

  if (self->trace != NULL)
    desk_trace_clear (self->trace);
  desk_trace_list_follow (self->list);
}

/**
 * desk_trace_pane_save:
 * @self: a pane
 * @file: (nullable): where to, or %NULL to ask
 *
 * Saves all that was recorded as pcap-ng.
 */
void
desk_trace_pane_save (DeskTracePane *self, GFile *file)
{
  g_return_if_fail (DESK_IS_TRACE_PANE (self));

  if (file != NULL)
    desk_trace_export_save (GTK_WIDGET (self), self->trace, file);
  else
    desk_trace_export_ask (GTK_WIDGET (self), self->trace);
}

/**
 * desk_trace_pane_copy:
 * @self: a pane
 *
 * Copies the packet that is selected, with all that it says, or those that are, one a line.
 */
void
desk_trace_pane_copy (DeskTracePane *self)
{
  DeskTraceItem *item;

  g_return_if_fail (DESK_IS_TRACE_PANE (self));

  item = desk_trace_list_get_selected (self->list);
  if (item != NULL)
    desk_trace_export_copy (GTK_WIDGET (self), item);
  else
    desk_trace_export_copy_selection (GTK_WIDGET (self), desk_trace_list_get_model (self->list),
                                      desk_trace_list_get_selection (self->list));
}

/**
 * desk_trace_pane_copy_list:
 * @self: a pane
 *
 * Copies the packets that the filter lets pass, one a line.
 */
void
desk_trace_pane_copy_list (DeskTracePane *self)
{
  g_return_if_fail (DESK_IS_TRACE_PANE (self));

  /* What came while nobody looked */
  desk_trace_model_update (desk_trace_list_get_model (self->list));
  desk_trace_export_copy_list (GTK_WIDGET (self), desk_trace_list_get_model (self->list));
}

/**
 * desk_trace_pane_copy_hex:
 * @self: a pane
 *
 * Copies the bytes of the packets that are selected, one packet a line.
 */
void
desk_trace_pane_copy_hex (DeskTracePane *self)
{
  g_return_if_fail (DESK_IS_TRACE_PANE (self));

  desk_trace_export_copy_hex (GTK_WIDGET (self), desk_trace_list_get_model (self->list),
                              desk_trace_list_get_selection (self->list));
}

/**
 * desk_trace_pane_get_list:
 * @self: a pane
 *
 * Returns: (transfer none): the list of the packets
 */
DeskTraceList *
desk_trace_pane_get_list (DeskTracePane *self)
{
  g_return_val_if_fail (DESK_IS_TRACE_PANE (self), NULL);

  return self->list;
}
