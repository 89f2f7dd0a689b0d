/* desk-filter-bar.c: the filter line above the log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-filter-bar"

#include "config.h"

#include "desk-filter-bar.h"

#include <glib/gi18n.h>

#include "desk-filter-completion.h"
#include "desk-filter-guide.h"
#include "desk-filter-hint.h"
#include "desk-filter-reason.h"
#include "desk-match-count.h"
#include "desk-recent-button.h"
#include "desk-saved-filters.h"
#include "desk-wrap-layout.h"

#define TYPING_DELAY 120 /* ms after a key until the search begins */

struct _DeskFilterBar
{
  GtkWidget parent_instance;
  DeskFilteredModel *model;  /* (owned) (nullable): whose rows are counted */
  GListModel *subscriptions; /* (owned) (nullable): what sub: can name */
  GSignalGroup *model_signals; /* (owned) */
  DeskFilter *filter;        /* (owned) (nullable): in force; NULL: there is none */
  GtkWidget *content;        /* (unowned) */
  GtkPopover *guide;         /* (unowned) */
  DeskFilterGuide *examples; /* (unowned) */
  DeskFilterCompletion *completion; /* (owned) */
  gboolean typing;           /* what changes the line is a person */
  GtkEntry *entry;           /* (unowned) */
  DeskMatchCount *count;     /* (unowned) */
  DeskSavedFilters *saved;   /* (unowned) */
  DeskFilterReason *reason;  /* (unowned) */
  GtkRevealer *way_back_area; /* (unowned) */
  GtkLabel *way_back;        /* (unowned) */
  gboolean finding;
  guint typing_source;       /* 0: what is typed is in force, or wrong */
};

G_DEFINE_FINAL_TYPE (DeskFilterBar, desk_filter_bar, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_FILTER,
  PROP_FINDING,
  N_PROPS
};

enum
{
  SIGNAL_LEFT,
  SIGNAL_WAY_BACK_DISMISSED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
update_words (DeskFilterBar *self)
{
  desk_match_count_set_words (self->count, self->filter == NULL ? DESK_MATCH_WORDS_ALL
                                           : self->finding      ? DESK_MATCH_WORDS_FIND
                                                                : DESK_MATCH_WORDS_FILTER);
}

static void
update_failure (DeskFilterBar *self)
{
  desk_filter_reason_set_failure (self->reason,
                                  self->model != NULL ? desk_filtered_model_get_error (self->model) : NULL);
}

static void
on_search_error (DeskFilterBar *self)
{
  g_assert (DESK_IS_FILTER_BAR (self));

  update_failure (self);
}

static void
set_filter (DeskFilterBar *self, DeskFilter *filter)
{
  if (self->filter == filter)
    return;
  g_clear_pointer (&self->filter, desk_filter_unref);
  self->filter = filter != NULL ? desk_filter_ref (filter) : NULL;
  desk_saved_filters_set_text (self->saved, filter != NULL ? desk_filter_get_text (filter) : NULL);
  update_words (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

/**
 * desk_filter_bar_parse:
 * @self: a bar
 * @text: a line
 * @start: (out) (optional): where a mistake begins, in bytes
 * @end: (out) (optional): where it ends
 * @error: %DESK_ERROR_BAD_QUERY
 *
 * Reads a line as the bar does. A subscription is named by its topic filter, and by the name that a person gave
 * it; where there is none, as for the log of a file, any topic filter will do.
 *
 * Returns: (transfer full) (nullable): the filter
 */
DeskFilter *
desk_filter_bar_parse (DeskFilterBar *self, const char *text, gsize *start, gsize *end, GError **error)
{
  guint n = self->subscriptions != NULL ? g_list_model_get_n_items (self->subscriptions) : 0;
  g_autofree DeskFilterSubscription *named = g_new0 (DeskFilterSubscription, 2 * n + 1);
  DeskFilterContext context = { .subscriptions = n > 0 ? named : NULL };

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DeskSubscription) subscription = g_list_model_get_item (self->subscriptions, i);
      const char *topic_filter = desk_subscription_get_filter (subscription);
      const char *name = desk_subscription_get_name (subscription);

      named[context.n_subscriptions++] = (DeskFilterSubscription) { topic_filter, topic_filter };
      if (*name != '\0')
        named[context.n_subscriptions++] = (DeskFilterSubscription) { name, topic_filter };
    }

  return desk_filter_parse_in_context (text, &context, start, end, error);
}

/* A mistake is shown where it is; the last good filter stays in force. */
static void
apply (DeskFilterBar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (DeskFilter) filter = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *hint = NULL;
  gsize start = 0, end = 0;

  g_clear_handle_id (&self->typing_source, g_source_remove);
  filter = desk_filter_bar_parse (self, text, &start, &end, &error);
  hint = filter != NULL ? desk_filter_dup_hint (filter) : NULL;
  desk_filter_reason_set_mistake (self->reason, error, start, end);
  desk_filter_reason_set_hint (self->reason, hint);
  if (filter == NULL)
    return;
  if (self->filter != NULL && desk_filter_equal (self->filter, filter))
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
  if (self->typing && !empty)
    desk_filter_completion_update (self->completion);
  else
    desk_filter_completion_hide (self->completion);
}

/* A line that somebody is done with can be had again. */
static void
remember (DeskFilterBar *self)
{
  if (self->filter != NULL && !desk_filter_reason_has_mistake (self->reason))
    desk_recent_remember ("recent-filter-lines", desk_filter_get_text (self->filter));
}

static void
on_entry_left (DeskFilterBar *self)
{
  g_assert (DESK_IS_FILTER_BAR (self));

  desk_filter_completion_hide (self->completion);
  remember (self);
}

static void
on_example_chosen (DeskFilterBar *self, const char *example)
{
  g_autofree char *before = g_strdup (desk_filter_guide_get_before (self->examples, desk_filter_bar_get_text (self)));

  g_assert (DESK_IS_FILTER_BAR (self));

  gtk_popover_popdown (self->guide);
  desk_filter_bar_set_text (self, before);
  desk_filter_bar_add_example (self, example);
  desk_filter_guide_set_tried (self->examples, before, desk_filter_bar_get_text (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
on_activate (DeskFilterBar *self)
{
  g_assert (DESK_IS_FILTER_BAR (self));

  apply (self);
  remember (self);
  if (self->finding && !desk_filter_reason_has_mistake (self->reason))
    gtk_widget_activate_action (GTK_WIDGET (self), "log.find-next", NULL);
}

static void
on_dismissed (DeskFilterBar *self)
{
  g_assert (DESK_IS_FILTER_BAR (self));

  g_signal_emit (self, signals[SIGNAL_WAY_BACK_DISMISSED], 0);
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

  if (desk_filter_completion_press_key (self->completion, keyval, state))
    return GDK_EVENT_STOP;
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (!self->finding || (state & GDK_SHIFT_MASK) == 0)
        return GDK_EVENT_PROPAGATE;
      apply (self);
      gtk_widget_activate_action (GTK_WIDGET (self), "log.find-previous", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
        {
          desk_filter_bar_set_text (self, "");
          return GDK_EVENT_STOP;
        }
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
  g_clear_object (&self->completion);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_FILTER_BAR);
  g_clear_object (&self->subscriptions);
  g_clear_object (&self->model_signals);
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
    case PROP_FINDING:
      g_value_set_boolean (value, DESK_FILTER_BAR (object)->finding);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_filter_bar_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_FINDING:
      desk_filter_bar_set_finding (DESK_FILTER_BAR (object), g_value_get_boolean (value));
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
  object_class->set_property = desk_filter_bar_set_property;

  properties[PROP_FILTER] = g_param_spec_boxed ("filter", NULL, NULL, DESK_TYPE_FILTER, readable);
  properties[PROP_FINDING] = g_param_spec_boolean ("finding", NULL, NULL, FALSE, readable | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL,
                                       G_TYPE_NONE, 0);
  signals[SIGNAL_WAY_BACK_DISMISSED] = g_signal_new ("way-back-dismissed", G_TYPE_FROM_CLASS (klass),
                                                     G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DESK_TYPE_FILTER_GUIDE);
  g_type_ensure (DESK_TYPE_FILTER_REASON);
  g_type_ensure (DESK_TYPE_MATCH_COUNT);
  g_type_ensure (DESK_TYPE_SAVED_FILTERS);
  g_type_ensure (DESK_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskFilterBar, content);
  gtk_widget_class_bind_template_child (widget_class, DeskFilterBar, entry);
  gtk_widget_class_bind_template_child (widget_class, DeskFilterBar, guide);
  gtk_widget_class_bind_template_child (widget_class, DeskFilterBar, examples);
  gtk_widget_class_bind_template_child (widget_class, DeskFilterBar, count);
  gtk_widget_class_bind_template_child (widget_class, DeskFilterBar, saved);
  gtk_widget_class_bind_template_child (widget_class, DeskFilterBar, reason);
  gtk_widget_class_bind_template_child (widget_class, DeskFilterBar, way_back_area);
  gtk_widget_class_bind_template_child (widget_class, DeskFilterBar, way_back);
  gtk_widget_class_bind_template_callback (widget_class, desk_filter_bar_focus_entry);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_icon_release);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_dismissed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_left);
  gtk_widget_class_bind_template_callback (widget_class, on_example_chosen);
}

static void
desk_filter_bar_init (DeskFilterBar *self)
{
  self->model_signals = g_signal_group_new (DESK_TYPE_FILTERED_MODEL);
  g_signal_group_connect_swapped (self->model_signals, "notify::error", G_CALLBACK (on_search_error), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  desk_filter_reason_set_entry (self->reason, self->entry);
  self->completion = desk_filter_completion_new (GTK_WIDGET (self), self->entry);
  self->typing = TRUE;
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
 * @self: a bar
 * @model: whose rows to count; who made the bar sets the filter there
 */
void
desk_filter_bar_set_model (DeskFilterBar *self, DeskFilteredModel *model)
{
  g_return_if_fail (DESK_IS_FILTER_BAR (self));

  if (!g_set_object (&self->model, model))
    return;
  g_signal_group_set_target (self->model_signals, model);
  desk_match_count_set_model (self->count, model);
  update_failure (self);
}

/**
 * desk_filter_bar_set_session:
 * @self: a bar that has none yet
 * @session: whose profile keeps filters, whose topics complete the line, and
 *   whose subscriptions it can name
 */
void
desk_filter_bar_set_session (DeskFilterBar *self, DeskSession *session)
{
  g_return_if_fail (DESK_IS_FILTER_BAR (self));

  g_set_object (&self->subscriptions, desk_session_get_subscriptions (session));
  desk_filter_guide_set_subscriptions (self->examples, self->subscriptions);
  desk_saved_filters_set_profile (self->saved, desk_session_get_profile (session));
  desk_filter_completion_set_session (self->completion, session);
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
 * desk_filter_bar_get_finding:
 * @self: a bar
 *
 * Returns: whether the line says what to mark in all messages, rather than
 *   which to show
 */
gboolean
desk_filter_bar_get_finding (DeskFilterBar *self)
{
  g_return_val_if_fail (DESK_IS_FILTER_BAR (self), FALSE);

  return self->finding;
}

/**
 * desk_filter_bar_set_finding:
 * @self: a bar
 * @finding: whether the line says what to mark in all messages
 */
void
desk_filter_bar_set_finding (DeskFilterBar *self, gboolean finding)
{
  const char *name;

  g_return_if_fail (DESK_IS_FILTER_BAR (self));

  if (self->finding == finding)
    return;
  self->finding = finding;
  name = finding ? _ ("Find in the log") : _ ("Filter the log");
  gtk_entry_set_placeholder_text (self->entry, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  finding ? _ ("Find") : _ ("Filter"), -1);
  if (self->typing_source != 0)
    apply (self);
  update_words (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FINDING]);
}

/**
 * desk_filter_bar_set_place:
 * @self: a bar
 * @place: which match is selected, from 1; 0: none is
 */
void
desk_filter_bar_set_place (DeskFilterBar *self, guint place)
{
  g_return_if_fail (DESK_IS_FILTER_BAR (self));

  desk_match_count_set_place (self->count, place);
}

/**
 * desk_filter_bar_set_way_back:
 * @self: a bar
 * @text: (nullable): a filter line to offer to go back to; %NULL: none
 *
 * The signal “way-back-dismissed” tells that a person does not want it.
 */
void
desk_filter_bar_set_way_back (DeskFilterBar *self, const char *text)
{
  g_return_if_fail (DESK_IS_FILTER_BAR (self));

  if (text != NULL)
    {
      g_autofree char *words = g_strdup_printf (_ ("Back to the filter “%s”"), text);

      gtk_label_set_text (self->way_back, words);
    }
  gtk_revealer_set_reveal_child (self->way_back_area, text != NULL);
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

  self->typing = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->typing = TRUE;
  apply (self);
}

/**
 * desk_filter_bar_get_count:
 * @self: a filter line
 *
 * Returns: (transfer none): how many messages match
 */
DeskMatchCount *
desk_filter_bar_get_count (DeskFilterBar *self)
{
  g_return_val_if_fail (DESK_IS_FILTER_BAR (self), NULL);

  return self->count;
}

/**
 * desk_filter_bar_get_text:
 * @self: a bar
 *
 * Returns: (transfer none): what is in the line, be it right or wrong
 */
const char *
desk_filter_bar_get_text (DeskFilterBar *self)
{
  g_return_val_if_fail (DESK_IS_FILTER_BAR (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
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
