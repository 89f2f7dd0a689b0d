/* desk-filter-bar.c: the filter line above the log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-filter-bar"

#include "config.h"

#include "desk-filter-bar.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-saved-filters.h"

#define TYPING_DELAY 120 /* ms after a key until the search begins */
#define COUNT_DELAY 100  /* ms between two changes of the count */

struct _DeskFilterBar
{
  GtkWidget parent_instance;
  DeskFilteredModel *model;  /* (owned) (nullable) */
  DeskFilter *filter;        /* (owned) (nullable): in force; NULL: there is none */
  GtkWidget *content;        /* (unowned) */
  GtkEntry *entry;           /* (unowned) */
  GtkLabel *count;           /* (unowned) */
  DeskSavedFilters *saved;   /* (unowned) */
  GtkRevealer *reason_area;  /* (unowned) */
  GtkLabel *reason;          /* (unowned) */
  guint typing_source;       /* 0: what is typed is in force, or wrong */
  guint count_source;        /* 0: the count is right */
};

G_DEFINE_FINAL_TYPE (DeskFilterBar, desk_filter_bar, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_FILTER,
  N_PROPS
};

enum
{
  SIGNAL_LEFT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
update_count (gpointer user_data)
{
  DeskFilterBar *self = user_data;
  gboolean pending = desk_filtered_model_get_pending (self->model);
  guint n_total = desk_filtered_model_get_n_total (self->model);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *total = desk_format_count (n_total);
  g_autofree char *shown = desk_format_count (n_shown);
  g_autofree char *words = NULL;

  self->count_source = 0;
  if (self->filter != NULL || n_shown != n_total)
    /* Translators: matching messages of all messages, as in “1,204 of 2,121,886” */
    words = g_strdup_printf (_ ("%s of %s"), shown, total);
  else
    words = g_strdup_printf (ngettext ("%s message", "%s messages", n_total), total);
  gtk_label_set_text (self->count, words);
  gtk_entry_set_progress_fraction (self->entry, pending ? desk_filtered_model_get_progress (self->model) : 0);

  return G_SOURCE_REMOVE;
}

static void
on_search_error (DeskFilterBar *self)
{
  const GError *error = desk_filtered_model_get_error (self->model);

  g_assert (DESK_IS_FILTER_BAR (self));

  if (error != NULL)
    gtk_label_set_text (self->reason, error->message);
  gtk_revealer_set_reveal_child (self->reason_area, error != NULL);
}

static void
on_count_changed (DeskFilterBar *self)
{
  g_assert (DESK_IS_FILTER_BAR (self));

  if (self->count_source == 0)
    self->count_source = g_timeout_add (COUNT_DELAY, update_count, self);
}

static void
set_filter (DeskFilterBar *self, DeskFilter *filter)
{
  if (self->filter == filter)
    return;
  g_clear_pointer (&self->filter, desk_filter_unref);
  self->filter = filter != NULL ? desk_filter_ref (filter) : NULL;
  desk_saved_filters_set_text (self->saved, filter != NULL ? desk_filter_get_text (filter) : NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
  if (self->model != NULL)
    on_count_changed (self);
}

/* A mistake is shown where it is; the last good filter stays in force. */
static void
show_mistake (DeskFilterBar *self, const GError *error, gsize start, gsize end)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  if (error != NULL)
    {
      PangoAttribute *line = pango_attr_underline_new (PANGO_UNDERLINE_ERROR);
      PangoAttribute *colour = pango_attr_underline_color_new (0xe000, 0x1b00, 0x2400);

      line->start_index = colour->start_index = (guint) start;
      line->end_index = colour->end_index = (guint) end;
      pango_attr_list_insert (attributes, line);
      pango_attr_list_insert (attributes, colour);
      gtk_label_set_text (self->reason, error->message);
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
    }
  gtk_entry_set_attributes (self->entry, attributes);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (error != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    error->message, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  gtk_revealer_set_reveal_child (self->reason_area, error != NULL);
}

static void
apply (DeskFilterBar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (DeskFilter) filter = NULL;
  g_autoptr (GError) error = NULL;
  gsize start = 0, end = 0;

  g_clear_handle_id (&self->typing_source, g_source_remove);
  filter = desk_filter_parse (text, &start, &end, &error);
  show_mistake (self, error, start, end);
  if (filter == NULL)
    return;
  if (self->filter != NULL && g_str_equal (desk_filter_get_text (self->filter),
                                           desk_filter_get_text (filter)))
    return;
  set_filter (self, desk_filter_is_empty (filter) ? NULL : filter);
}

static gboolean
on_typing_paused (gpointer user_data)
{
  DeskFilterBar *self = user_data;

  self->typing_source = 0;
  apply (self);

  return G_SOURCE_REMOVE;
}

static void
on_changed (DeskFilterBar *self)
{
  gboolean empty = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';

  g_assert (DESK_IS_FILTER_BAR (self));

  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_SECONDARY,
                                     empty ? NULL : "edit-clear-symbolic");
  if (!empty)
    gtk_entry_set_icon_tooltip_text (self->entry, GTK_ENTRY_ICON_SECONDARY, _ ("Clear the filter (Esc)"));
  g_clear_handle_id (&self->typing_source, g_source_remove);
  self->typing_source = g_timeout_add (TYPING_DELAY, on_typing_paused, self);
}

static void
on_activate (DeskFilterBar *self)
{
  g_assert (DESK_IS_FILTER_BAR (self));

  apply (self);
}

static void
on_icon_release (DeskFilterBar *self, GtkEntryIconPosition icon)
{
  g_assert (DESK_IS_FILTER_BAR (self));

  if (icon == GTK_ENTRY_ICON_SECONDARY)
    desk_filter_bar_set_text (self, "");
}

static gboolean
on_key_pressed (DeskFilterBar *self, guint keyval, guint keycode, GdkModifierType state)
{
  g_assert (DESK_IS_FILTER_BAR (self));

  switch (keyval)
    {
    case GDK_KEY_Escape:
      desk_filter_bar_set_text (self, "");
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);

  return GDK_EVENT_STOP;
}

static void
desk_filter_bar_dispose (GObject *object)
{
  DeskFilterBar *self = DESK_FILTER_BAR (object);

  g_clear_handle_id (&self->typing_source, g_source_remove);
  g_clear_handle_id (&self->count_source, g_source_remove);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_FILTER_BAR);
  g_clear_object (&self->model);
  g_clear_pointer (&self->filter, desk_filter_unref);

  G_OBJECT_CLASS (desk_filter_bar_parent_class)->dispose (object);
}

static void
desk_filter_bar_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_FILTER:
      g_value_set_boxed (value, DESK_FILTER_BAR (object)->filter);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_filter_bar_class_init (DeskFilterBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = desk_filter_bar_dispose;
  object_class->get_property = desk_filter_bar_get_property;

  properties[PROP_FILTER] = g_param_spec_boxed ("filter", NULL, NULL, DESK_TYPE_FILTER, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL,
                                       G_TYPE_NONE, 0);

  g_type_ensure (DESK_TYPE_SAVED_FILTERS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskFilterBar, content);
  gtk_widget_class_bind_template_child (widget_class, DeskFilterBar, entry);
  gtk_widget_class_bind_template_child (widget_class, DeskFilterBar, count);
  gtk_widget_class_bind_template_child (widget_class, DeskFilterBar, saved);
  gtk_widget_class_bind_template_child (widget_class, DeskFilterBar, reason_area);
  gtk_widget_class_bind_template_child (widget_class, DeskFilterBar, reason);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_icon_release);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
}

static void
desk_filter_bar_init (DeskFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * desk_filter_bar_new:
 *
 * Returns: (transfer floating): a new bar without a model
 */
GtkWidget *
desk_filter_bar_new (void)
{
  return g_object_new (DESK_TYPE_FILTER_BAR, NULL);
}

/**
 * desk_filter_bar_set_model:
 * @self: a bar that has none yet
 * @model: whose rows to count; who made the bar sets the filter there
 */
void
desk_filter_bar_set_model (DeskFilterBar *self, DeskFilteredModel *model)
{
  g_return_if_fail (DESK_IS_FILTER_BAR (self));
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "notify", G_CALLBACK (on_count_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::error", G_CALLBACK (on_search_error), self, G_CONNECT_SWAPPED);
  update_count (self);
}

/**
 * desk_filter_bar_set_profile:
 * @self: a bar that has none yet
 * @profile: where filters are saved
 */
void
desk_filter_bar_set_profile (DeskFilterBar *self, DeskProfile *profile)
{
  g_return_if_fail (DESK_IS_FILTER_BAR (self));

  desk_saved_filters_set_profile (self->saved, profile);
}

/**
 * desk_filter_bar_get_filter:
 * @self: a bar
 *
 * Returns: (transfer none) (nullable): the last good filter; %NULL if
 *   everything is to be shown
 */
DeskFilter *
desk_filter_bar_get_filter (DeskFilterBar *self)
{
  g_return_val_if_fail (DESK_IS_FILTER_BAR (self), NULL);

  return self->filter;
}

/**
 * desk_filter_bar_set_text:
 * @self: a bar
 * @text: a filter line
 *
 * Enters @text as if it were typed, and applies it at once.
 */
void
desk_filter_bar_set_text (DeskFilterBar *self, const char *text)
{
  g_return_if_fail (DESK_IS_FILTER_BAR (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  apply (self);
}

/**
 * desk_filter_bar_set_term:
 * @self: a bar
 * @key: of the term, as in "topic"
 * @value: its value, as it is
 *
 * Replaces the line by one term, quoted where that is needed.
 */
void
desk_filter_bar_set_term (DeskFilterBar *self, const char *key, const char *value)
{
  g_autoptr (GString) line = g_string_new (key);

  g_return_if_fail (DESK_IS_FILTER_BAR (self));

  g_string_append (line, ":\"");
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (line, '\\');
      g_string_append_c (line, *p);
    }
  g_string_append_c (line, '"');
  desk_filter_bar_set_text (self, line->str);
}

/**
 * desk_filter_bar_focus_entry:
 * @self: a bar
 *
 * Moves the keyboard focus to the line and selects what is in it.
 */
void
desk_filter_bar_focus_entry (DeskFilterBar *self)
{
  g_return_if_fail (DESK_IS_FILTER_BAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * desk_filter_bar_show_saved:
 * @self: a bar
 *
 * Opens the list of saved filters.
 */
void
desk_filter_bar_show_saved (DeskFilterBar *self)
{
  g_return_if_fail (DESK_IS_FILTER_BAR (self));

  desk_saved_filters_popup (self->saved);
}
