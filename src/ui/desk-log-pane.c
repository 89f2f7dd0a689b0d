/* desk-log-pane.c: the log of a session: filter, rows, counters
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log-pane"

#include "config.h"

#include "desk-log-pane.h"

#include <glib/gi18n.h>

#include "desk-density-strip.h"
#include "desk-log-counters.h"
#include "desk-match-count.h"
#include "desk-statistics-popover.h"
#include "desk-time-popover.h"

#define COUNTER_DELAY 250 /* ms between two changes of the counters */

/* DeskSession
 *   └ DeskLog
 *       └ DeskLogModel: not below what was cleared, still while paused
 *           └ DeskFilteredModel: what the filter bar says, through DeskLogFinder
 *               └ DeskLogView */
struct _DeskLogPane
{
  GtkWidget parent_instance;
  DeskSession *session;        /* (owned) (nullable) */
  DeskLogModel *model;         /* (owned) (nullable) */
  DeskFilteredModel *filtered; /* (owned) (nullable) */
  DeskLogFinder *finder;       /* (owned) (nullable) */
  GtkWidget *content;          /* (unowned) */
  DeskFilterBar *filter_bar;   /* (unowned) */
  DeskLogView *view;           /* (unowned) */
  DeskDensityStrip *density;   /* (unowned) */
  GtkWidget *empty;            /* (unowned) */
  GtkMenuButton *statistics_button; /* (unowned) */
  DeskStatisticsPopover *statistics; /* (unowned) */
  GtkLabel *counters;          /* (unowned) */
  GtkLabel *fewer_counters;    /* (unowned): where there is less room */
  GtkLabel *fewest_counters;   /* (unowned) */
  GtkLabel *empty_title;       /* (unowned) */
  GtkLabel *empty_text;        /* (unowned) */
  DeskTimePopover *go_to_time; /* (unowned) */
  guint counter_source;        /* 0: the counters are right */
};

G_DEFINE_FINAL_TYPE (DeskLogPane, desk_log_pane, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_PAUSED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* At the same time as the count of matches: two numbers that are to agree are not of different moments. */
static void
show_counters (DeskLogPane *self)
{
  g_auto (DeskLogCounters) counters = { 0 };
  g_autofree char *meaning = NULL;

  g_assert (DESK_IS_LOG_PANE (self));

  g_clear_handle_id (&self->counter_source, g_source_remove);
  if (self->session == NULL)
    return;
  desk_log_counters_fill (&counters, self->session, self->model);
  gtk_label_set_text (self->counters, counters.all);
  gtk_label_set_text (self->fewer_counters, counters.fewer);
  gtk_label_set_text (self->fewest_counters, counters.fewest);
  /* Translators: the counters, and the key that shows all of them */
  meaning = g_strdup_printf (_ ("%s. Statistics (Ctrl+I)"), counters.all);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->statistics_button), meaning);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->statistics_button), GTK_ACCESSIBLE_PROPERTY_LABEL, meaning,
                                  -1);
}

static gboolean
update_counters (gpointer user_data)
{
  DeskLogPane *self = user_data;

  self->counter_source = 0;
  desk_match_count_update (desk_filter_bar_get_count (self->filter_bar));

  return G_SOURCE_REMOVE;
}

static void
on_counters_changed (DeskLogPane *self)
{
  g_assert (DESK_IS_LOG_PANE (self));

  if (self->counter_source == 0)
    self->counter_source = g_timeout_add (COUNTER_DELAY, update_counters, self);
}

/* Says why there are no rows, and what to do. */
static void
update_emptiness (DeskLogPane *self)
{
  gboolean filtered = desk_filtered_model_get_filter (self->filtered) != NULL;
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  guint n_total = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  const char *title, *text;

  if (filtered && n_total > 0 && desk_filtered_model_get_pending (self->filtered))
    {
      title = _ ("Searching…");
      text = _ ("Matches show as soon as they are found.");
    }
  else if (filtered && n_total > 0)
    {
      title = _ ("No message matches");
      text = _ ("Change the filter, or press Esc in it to see all messages again.");
    }
  else if (n_total > 0)
    {
      title = _ ("All messages are muted");
      text = _ ("Show a subscription again with the eye beside it.");
    }
  else if (desk_log_model_get_start (self->model) > 0)
    {
      title = _ ("Cleared");
      text = _ ("New messages will show here. The log keeps the old ones.");
    }
  else if (desk_session_get_state (self->session) != DESK_SESSION_CONNECTED)
    {
      title = _ ("No messages yet");
      text = _ ("Connect, and subscribe to a topic filter (Ctrl+L): what the broker sends will show here.");
    }
  else
    {
      title = _ ("No messages yet");
      text = _ ("Subscribe to a topic filter (Ctrl+L), or publish something (Ctrl+P).");
    }
  gtk_label_set_text (self->empty_title, title);
  gtk_label_set_text (self->empty_text, text);
  gtk_widget_set_visible (self->empty, n_rows == 0);
}

static void
on_emptiness_changed (DeskLogPane *self)
{
  g_assert (DESK_IS_LOG_PANE (self));

  update_emptiness (self);
}

static void
on_behind_changed (DeskLogPane *self)
{
  g_assert (DESK_IS_LOG_PANE (self));

  desk_log_view_set_paused (self->view, desk_log_model_get_frozen (self->model),
                            desk_log_model_get_n_behind (self->model));
}

static void
on_filter_changed (DeskLogPane *self)
{
  g_assert (DESK_IS_LOG_PANE (self));

  update_emptiness (self);
}

/* Muted: what matches no other subscription is hidden. */
static void
update_muted (DeskLogPane *self)
{
  GListModel *subscriptions = desk_session_get_subscriptions (self->session);
  g_autoptr (GPtrArray) muted = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) heard = g_ptr_array_new_with_free_func (g_free);

  g_assert (DESK_IS_LOG_PANE (self));

  for (guint i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (DeskSubscription) subscription = g_list_model_get_item (subscriptions, i);

      g_ptr_array_add (desk_subscription_get_muted (subscription) ? muted : heard,
                       g_strdup (desk_subscription_get_filter (subscription)));
    }
  g_ptr_array_add (muted, NULL);
  g_ptr_array_add (heard, NULL);
  desk_log_finder_set_excluded (self->finder, (const char *const *) muted->pdata,
                                    (const char *const *) heard->pdata);
  desk_log_view_update_colours (self->view);
}

static void
on_subscriptions_changed (DeskLogPane *self)
{
  GListModel *subscriptions = desk_session_get_subscriptions (self->session);

  g_assert (DESK_IS_LOG_PANE (self));

  for (guint i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (DeskSubscription) subscription = g_list_model_get_item (subscriptions, i);

      g_signal_handlers_disconnect_by_func (subscription, update_muted, self);
      g_signal_handlers_disconnect_by_func (subscription, desk_log_view_update_colours, self->view);
      g_signal_connect_object (subscription, "notify::muted", G_CALLBACK (update_muted), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (subscription, "notify::colour", G_CALLBACK (desk_log_view_update_colours),
                               self->view, G_CONNECT_SWAPPED);
    }
  update_muted (self);
}

static void
on_filter_left (DeskLogPane *self)
{
  g_assert (DESK_IS_LOG_PANE (self));

  desk_log_view_focus_list (self->view);
}

static void
desk_log_pane_dispose (GObject *object)
{
  DeskLogPane *self = DESK_LOG_PANE (object);

  g_clear_handle_id (&self->counter_source, g_source_remove);
  if (self->go_to_time != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->go_to_time));
  self->go_to_time = NULL;
  if (self->statistics != NULL)
    desk_statistics_popover_set_session (self->statistics, NULL, NULL);
  g_clear_object (&self->finder);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_LOG_PANE);
  g_clear_object (&self->filtered);
  g_clear_object (&self->model);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_log_pane_parent_class)->dispose (object);
}

static void
desk_log_pane_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_PAUSED:
      g_value_set_boolean (value, desk_log_pane_get_paused (DESK_LOG_PANE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_log_pane_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_PAUSED:
      desk_log_pane_set_paused (DESK_LOG_PANE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_log_pane_class_init (DeskLogPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = desk_log_pane_dispose;
  object_class->get_property = desk_log_pane_get_property;
  object_class->set_property = desk_log_pane_set_property;

  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DESK_TYPE_FILTER_BAR);
  g_type_ensure (DESK_TYPE_DENSITY_STRIP);
  g_type_ensure (DESK_TYPE_LOG_VIEW);
  g_type_ensure (DESK_TYPE_STATISTICS_POPOVER);
  gtk_widget_class_set_css_name (widget_class, "log-pane");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-log-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskLogPane, content);
  gtk_widget_class_bind_template_child (widget_class, DeskLogPane, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, DeskLogPane, view);
  gtk_widget_class_bind_template_child (widget_class, DeskLogPane, density);
  gtk_widget_class_bind_template_child (widget_class, DeskLogPane, empty);
  gtk_widget_class_bind_template_child (widget_class, DeskLogPane, statistics_button);
  gtk_widget_class_bind_template_child (widget_class, DeskLogPane, statistics);
  gtk_widget_class_bind_template_child (widget_class, DeskLogPane, counters);
  gtk_widget_class_bind_template_child (widget_class, DeskLogPane, fewer_counters);
  gtk_widget_class_bind_template_child (widget_class, DeskLogPane, fewest_counters);
  gtk_widget_class_bind_template_child (widget_class, DeskLogPane, empty_title);
  gtk_widget_class_bind_template_child (widget_class, DeskLogPane, empty_text);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_left);
}

static void
desk_log_pane_init (DeskLogPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->go_to_time = DESK_TIME_POPOVER (desk_time_popover_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->go_to_time), GTK_WIDGET (self->view));
}

/**
 * desk_log_pane_new:
 *
 * Returns: (transfer floating): a new pane without a session
 */
GtkWidget *
desk_log_pane_new (void)
{
  return g_object_new (DESK_TYPE_LOG_PANE, NULL);
}

/**
 * desk_log_pane_set_session:
 * @self: a pane that has none yet
 * @session: whose log to show
 */
void
desk_log_pane_set_session (DeskLogPane *self, DeskSession *session)
{
  DeskLog *log;

  g_return_if_fail (DESK_IS_LOG_PANE (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  log = desk_session_get_log (session);
  self->model = desk_log_model_new (log);
  self->filtered = desk_filtered_model_new (self->model);
  desk_log_view_set_session (self->view, session);
  desk_log_view_set_model (self->view, self->filtered);
  self->finder = desk_log_finder_new (self->filter_bar, self->view, self->filtered);
  desk_filter_bar_set_session (self->filter_bar, session);
  desk_statistics_popover_set_session (self->statistics, session, self->filtered);
  desk_density_strip_set_view (self->density, self->view, self->filtered);
  desk_time_popover_set_view (self->go_to_time, self->view, self->filtered);

  g_signal_connect_object (session, "notify::rate", G_CALLBACK (on_counters_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_emptiness_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (log, "notify", G_CALLBACK (on_counters_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::n-behind", G_CALLBACK (on_behind_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::start", G_CALLBACK (on_emptiness_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::n-items", G_CALLBACK (on_emptiness_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filtered, "notify", G_CALLBACK (on_emptiness_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk_session_get_subscriptions (session), "items-changed",
                           G_CALLBACK (on_subscriptions_changed), self, G_CONNECT_SWAPPED);
  on_subscriptions_changed (self);
  g_signal_connect_object (desk_filter_bar_get_count (self->filter_bar), "updated", G_CALLBACK (show_counters), self,
                           G_CONNECT_SWAPPED);
  show_counters (self);
  update_emptiness (self);
}

/**
 * desk_log_pane_get_view:
 * @self: a pane
 *
 * Returns: (transfer none): its rows
 */
DeskLogView *
desk_log_pane_get_view (DeskLogPane *self)
{
  g_return_val_if_fail (DESK_IS_LOG_PANE (self), NULL);

  return self->view;
}

/**
 * desk_log_pane_get_filter_bar:
 * @self: a pane
 *
 * Returns: (transfer none): its filter line
 */
DeskFilterBar *
desk_log_pane_get_filter_bar (DeskLogPane *self)
{
  g_return_val_if_fail (DESK_IS_LOG_PANE (self), NULL);

  return self->filter_bar;
}

/**
 * desk_log_pane_get_finder:
 * @self: a pane with a session
 *
 * Returns: (transfer none): what goes from match to match
 */
DeskLogFinder *
desk_log_pane_get_finder (DeskLogPane *self)
{
  g_return_val_if_fail (DESK_IS_LOG_PANE (self), NULL);

  return self->finder;
}

/**
 * desk_log_pane_get_paused:
 * @self: a pane
 *
 * Returns: whether the rows stand still while the log goes on
 */
gboolean
desk_log_pane_get_paused (DeskLogPane *self)
{
  g_return_val_if_fail (DESK_IS_LOG_PANE (self), FALSE);

  return self->model != NULL && desk_log_model_get_frozen (self->model);
}

/**
 * desk_log_pane_set_paused:
 * @self: a pane with a session
 * @paused: whether the rows stand still while the log goes on
 */
void
desk_log_pane_set_paused (DeskLogPane *self, gboolean paused)
{
  g_return_if_fail (DESK_IS_LOG_PANE (self));
  g_return_if_fail (self->model != NULL);

  if (desk_log_model_get_frozen (self->model) == paused)
    return;
  desk_log_model_set_frozen (self->model, paused);
  desk_log_view_set_paused (self->view, paused, desk_log_model_get_n_behind (self->model));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

/**
 * desk_log_pane_clear:
 * @self: a pane with a session
 *
 * Begins a new view from now on; the log keeps what was shown.
 *
 * Returns: where the old view began, to go back to it
 */
gint64
desk_log_pane_clear (DeskLogPane *self)
{
  gint64 start;

  g_return_val_if_fail (DESK_IS_LOG_PANE (self), 0);
  g_return_val_if_fail (self->model != NULL, 0);

  start = desk_log_model_get_start (self->model);
  desk_log_model_set_start (self->model, desk_log_get_last_id (desk_session_get_log (self->session)) + 1);
  desk_log_view_set_following (self->view, TRUE);

  return start;
}

/**
 * desk_log_pane_restore:
 * @self: a pane with a session
 * @start: what desk_log_pane_clear() returned
 *
 * Shows again what was cleared.
 */
void
desk_log_pane_restore (DeskLogPane *self, gint64 start)
{
  g_return_if_fail (DESK_IS_LOG_PANE (self));
  g_return_if_fail (self->model != NULL);

  desk_log_model_set_start (self->model, start);
}

/**
 * desk_log_pane_ask_for_time:
 * @self: a pane with a session
 *
 * Asks, under the title of the times, to which one to go.
 */
void
desk_log_pane_ask_for_time (DeskLogPane *self)
{
  DeskLogSpan span;

  g_return_if_fail (DESK_IS_LOG_PANE (self));

  span = desk_log_columns_get_span (desk_log_view_get_columns (self->view), DESK_LOG_COLUMN_TIME);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->go_to_time), &(GdkRectangle) { span.x, 0, span.width, 24 });
  gtk_popover_popup (GTK_POPOVER (self->go_to_time));
}

/**
 * desk_log_pane_show_statistics:
 * @self: a pane with a session
 *
 * Shows all counters.
 */
void
desk_log_pane_show_statistics (DeskLogPane *self)
{
  g_return_if_fail (DESK_IS_LOG_PANE (self));

  gtk_menu_button_popup (self->statistics_button);
}

/**
 * desk_log_pane_get_density:
 * @self: a pane
 *
 * Returns: (transfer none): the strip beside the rows, which may be hidden
 */
GtkWidget *
desk_log_pane_get_density (DeskLogPane *self)
{
  g_return_val_if_fail (DESK_IS_LOG_PANE (self), NULL);

  return GTK_WIDGET (self->density);
}
