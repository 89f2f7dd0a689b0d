/* desk-log-view.c: the rows of a log, followed or read
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log-view"

#include "config.h"

#include "desk-log-view-private.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-log-header.h"
#include "desk-log-rows.h"
#include "desk-tail-follower.h"

/* DeskFilteredModel
 *   └ DeskLogSelection
 *       ├ DeskTailFollower
 *       └ GtkListView, whose rows are one DeskLogRow each */
struct _DeskLogView
{
  GtkWidget parent_instance;
  DeskFilteredModel *model; /* (owned) (nullable) */
  DeskLogSelection *selection;   /* (owned) */
  DeskLogColumns *columns;       /* (owned) */
  GtkWidget *content;            /* (unowned) */
  GtkListView *list;             /* (unowned) */
  DeskTailFollower *follower;    /* (owned) */
  GtkRevealer *newer_area;       /* (unowned) */
  GtkWidget *newer_button;       /* (unowned) */
  GtkLabel *newer;               /* (unowned) */
  GtkPopoverMenu *menu;          /* (unowned) */
  DeskLogRows *rows;             /* (owned) */
  guint64 n_behind;              /* messages that a paused model does not have */
  gboolean paused;
};

G_DEFINE_FINAL_TYPE (DeskLogView, desk_log_view, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_FOLLOWING,
  PROP_SELECTED,
  PROP_N_SELECTED,
  N_PROPS
};

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* There is nothing newer to go to where the newest row is in view already. */
static void
update_newer (DeskLogView *self)
{
  guint64 n_new = desk_tail_follower_get_n_new (self->follower) + self->n_behind;
  gboolean at_end = desk_tail_follower_get_following (self->follower)
                    || (n_new == 0 && desk_tail_follower_get_at_end (self->follower));
  g_autofree char *count = desk_format_count (n_new);
  g_autofree char *words = NULL;

  if (n_new > 0)
    words = g_strdup_printf (ngettext ("%s new message", "%s new messages", (gulong) MIN (n_new, G_MAXULONG)),
                             count);
  else
    words = g_strdup (self->paused ? _ ("Paused") : _ ("To the newest message"));
  gtk_label_set_text (self->newer, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->newer_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  gtk_revealer_set_reveal_child (self->newer_area, self->paused || !at_end);
}

static void
on_follower_changed (DeskLogView *self, GParamSpec *pspec)
{
  g_assert (DESK_IS_LOG_VIEW (self));

  update_newer (self);
  if (g_str_equal (g_param_spec_get_name (pspec), "following"))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOWING]);
}

static void
on_selected_item_changed (DeskLogView *self)
{
  g_assert (DESK_IS_LOG_VIEW (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
on_count_changed (DeskLogView *self)
{
  g_assert (DESK_IS_LOG_VIEW (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

/* Ctrl and the arrow keys move the keyboard without the selection. */
static void
on_activate (DeskLogView *self, guint position)
{
  g_assert (DESK_IS_LOG_VIEW (self));

  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    desk_log_selection_set_current (self->selection, position);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
on_released (DeskLogView *self, int n_press, double x, double y, GtkEventController *click)
{
  const GdkModifierType selecting = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  g_assert (DESK_IS_LOG_VIEW (self));

  /* Who points at a row wants to look at it. */
  if (desk_log_view_get_selected (self) != NULL)
    desk_log_view_set_following (self, FALSE);
  if (desk_log_view_get_selected (self) != NULL
      && (gtk_event_controller_get_current_event_state (click) & selecting) == 0)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
pop_up_menu (DeskLogView *self, GtkWidget *from, double x, double y)
{
  gtk_widget_translate_coordinates (from, GTK_WIDGET (self), x, y, &x, &y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* Else the keyboard would go to whatever comes first in the window. */
static void
on_menu_closed (DeskLogView *self)
{
  g_assert (DESK_IS_LOG_VIEW (self));

  desk_log_view_focus_list (self);
}

static void
on_secondary_click (DeskLogView *self, int n_press, double x, double y)
{
  DeskLogRow *row = desk_log_rows_find_at (self->rows, x, y);
  DeskLogItem *item = row != NULL ? desk_log_row_get_item (row) : NULL;

  g_assert (DESK_IS_LOG_VIEW (self));

  if (item == NULL)
    return;
  desk_log_selection_set_current (self->selection,
                                  desk_filtered_model_get_position_of_id (self->model,
                                                                          desk_log_item_get_id (item)));
  pop_up_menu (self, GTK_WIDGET (self->list), x, y);
}

static void
desk_log_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DeskLogView *self = DESK_LOG_VIEW (widget);

  gtk_widget_size_allocate (self->content, &(GtkAllocation) { 0, 0, width, height }, baseline);
  gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
desk_log_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                       int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (DESK_LOG_VIEW (widget)->content, orientation, for_size, minimum, natural, NULL, NULL);
}

static GtkSizeRequestMode
desk_log_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_font (DeskLogView *self)
{
  desk_log_columns_measure_font (self->columns, GTK_WIDGET (self->list));
}

static void
desk_log_view_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (desk_log_view_parent_class)->root (widget);
  measure_font (DESK_LOG_VIEW (widget));
}

static void
desk_log_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (desk_log_view_parent_class)->system_setting_changed (widget, setting);
  measure_font (DESK_LOG_VIEW (widget));
}

static void
desk_log_view_dispose (GObject *object)
{
  DeskLogView *self = DESK_LOG_VIEW (object);

  if (self->selection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->selection, self);
      desk_log_selection_set_model (self->selection, NULL);
    }
  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->menu));
  g_clear_pointer (&self->content, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_LOG_VIEW);
  if (self->follower != NULL)
    g_signal_handlers_disconnect_by_data (self->follower, self);
  g_clear_object (&self->follower);
  g_clear_object (&self->rows);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (desk_log_view_parent_class)->dispose (object);
}

static void
desk_log_view_finalize (GObject *object)
{
  DeskLogView *self = DESK_LOG_VIEW (object);

  g_object_unref (self->columns);

  G_OBJECT_CLASS (desk_log_view_parent_class)->finalize (object);
}

static void
desk_log_view_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DeskLogView *self = DESK_LOG_VIEW (object);

  switch (property_id)
    {
    case PROP_FOLLOWING:
      g_value_set_boolean (value, desk_log_view_get_following (self));
      break;
    case PROP_SELECTED:
      g_value_set_object (value, desk_log_view_get_selected (self));
      break;
    case PROP_N_SELECTED:
      g_value_set_uint (value, desk_log_selection_get_count (self->selection));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_log_view_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_FOLLOWING:
      desk_log_view_set_following (DESK_LOG_VIEW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_log_view_class_init (DeskLogViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = desk_log_view_dispose;
  object_class->finalize = desk_log_view_finalize;
  object_class->get_property = desk_log_view_get_property;
  object_class->set_property = desk_log_view_set_property;
  widget_class->get_request_mode = desk_log_view_get_request_mode;
  widget_class->measure = desk_log_view_measure;
  widget_class->size_allocate = desk_log_view_size_allocate;
  widget_class->root = desk_log_view_root;
  widget_class->system_setting_changed = desk_log_view_system_setting_changed;

  properties[PROP_FOLLOWING] = g_param_spec_boolean ("following", NULL, NULL, TRUE,
                                                     readable | G_PARAM_WRITABLE);
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, DESK_TYPE_LOG_ITEM, readable);
  properties[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "log.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "log.menu", NULL);
  gtk_widget_class_set_css_name (widget_class, "log-view");
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-log-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskLogView, content);
  gtk_widget_class_bind_template_child (widget_class, DeskLogView, list);
  gtk_widget_class_bind_template_child (widget_class, DeskLogView, newer_area);
  gtk_widget_class_bind_template_child (widget_class, DeskLogView, newer_button);
  gtk_widget_class_bind_template_child (widget_class, DeskLogView, newer);
  gtk_widget_class_bind_template_child (widget_class, DeskLogView, menu);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_menu_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_released);
  gtk_widget_class_bind_template_callback (widget_class, on_secondary_click);
}

static gint64
get_id (gpointer item)
{
  return desk_log_item_get_id (item);
}

static void
desk_log_view_init (DeskLogView *self)
{
  GtkWidget *header;

  self->columns = desk_log_columns_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  self->rows = desk_log_rows_new (self->list, self->columns);
  header = desk_log_header_new (self->columns);
  gtk_box_prepend (GTK_BOX (self->content), header);

  self->selection = desk_log_selection_new ();
  g_signal_connect_swapped (self->selection, "notify::current", G_CALLBACK (on_selected_item_changed), self);
  g_signal_connect_swapped (self->selection, "notify::count", G_CALLBACK (on_count_changed), self);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_MULTI_SELECTABLE, TRUE,
                                  -1);
  self->follower = desk_tail_follower_new (self->list, get_id);
  g_signal_connect_swapped (self->follower, "notify", G_CALLBACK (on_follower_changed), self);
}

/**
 * desk_log_view_new:
 *
 * Returns: (transfer floating): a new view, which follows
 */
GtkWidget *
desk_log_view_new (void)
{
  return g_object_new (DESK_TYPE_LOG_VIEW, NULL);
}

/**
 * desk_log_view_set_model:
 * @self: a view
 * @model: (nullable): the rows to show
 */
void
desk_log_view_set_model (DeskLogView *self, DeskFilteredModel *model)
{
  g_return_if_fail (DESK_IS_LOG_VIEW (self));

  if (g_set_object (&self->model, model))
    desk_log_selection_set_model (self->selection, model);
}

/**
 * desk_log_view_set_session:
 * @self: a view
 * @session: whose subscriptions give the rows their colours
 */
void
desk_log_view_set_session (DeskLogView *self, DeskSession *session)
{
  g_return_if_fail (DESK_IS_LOG_VIEW (self));

  desk_log_rows_set_session (self->rows, session);
}

/**
 * desk_log_view_get_columns:
 * @self: a view
 *
 * Returns: (transfer none): where the parts of its rows lie
 */
DeskLogColumns *
desk_log_view_get_columns (DeskLogView *self)
{
  g_return_val_if_fail (DESK_IS_LOG_VIEW (self), NULL);

  return self->columns;
}

/**
 * desk_log_view_show_menu:
 * @self: a view
 *
 * Opens the menu of the selected row, if that is in view.
 */
void
desk_log_view_show_menu (DeskLogView *self)
{
  DeskLogItem *selected;
  DeskLogRow *row;
  DeskLogSpan topic;

  g_return_if_fail (DESK_IS_LOG_VIEW (self));

  selected = desk_log_view_get_selected (self);
  row = selected != NULL ? desk_log_rows_find (self->rows, selected) : NULL;
  topic = desk_log_columns_get_span (self->columns, DESK_LOG_COLUMN_TOPIC);
  if (row != NULL && gtk_widget_get_mapped (GTK_WIDGET (row)))
    pop_up_menu (self, GTK_WIDGET (row), topic.x, gtk_widget_get_height (GTK_WIDGET (row)));
}

/**
 * desk_log_view_get_following:
 * @self: a view
 *
 * Returns: whether the newest row stays in view
 */
gboolean
desk_log_view_get_following (DeskLogView *self)
{
  g_return_val_if_fail (DESK_IS_LOG_VIEW (self), FALSE);

  return desk_tail_follower_get_following (self->follower);
}

/**
 * desk_log_view_set_following:
 * @self: a view
 * @following: whether the newest row stays in view
 */
void
desk_log_view_set_following (DeskLogView *self, gboolean following)
{
  g_return_if_fail (DESK_IS_LOG_VIEW (self));

  desk_tail_follower_set_following (self->follower, following);
}

/**
 * desk_log_view_set_paused:
 * @self: a view
 * @paused: whether its model stands still
 * @n_behind: messages that the model does not show for that reason
 *
 * Says over the rows that there is more.
 */
void
desk_log_view_set_paused (DeskLogView *self, gboolean paused, guint64 n_behind)
{
  g_return_if_fail (DESK_IS_LOG_VIEW (self));

  self->paused = paused;
  self->n_behind = n_behind;
  update_newer (self);
}

/**
 * desk_log_view_get_selected:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the message of the row that was selected
 *   last: the one that a person reads
 */
DeskLogItem *
desk_log_view_get_selected (DeskLogView *self)
{
  g_return_val_if_fail (DESK_IS_LOG_VIEW (self), NULL);

  return self->selection != NULL ? desk_log_selection_get_current (self->selection) : NULL;
}

/**
 * desk_log_view_get_selection:
 * @self: a view
 *
 * Returns: (transfer none): which rows are selected
 */
DeskLogSelection *
desk_log_view_get_selection (DeskLogView *self)
{
  g_return_val_if_fail (DESK_IS_LOG_VIEW (self), NULL);

  return self->selection;
}

/**
 * desk_log_view_get_previous:
 * @self: a view
 *
 * Returns: (transfer full) (nullable): the message of the row above the
 *   selected one
 */
DeskLogItem *
desk_log_view_get_previous (DeskLogView *self)
{
  guint position;

  g_return_val_if_fail (DESK_IS_LOG_VIEW (self), NULL);

  position = desk_log_selection_get_current_position (self->selection);
  if (position == GTK_INVALID_LIST_POSITION || position == 0)
    return NULL;

  return g_list_model_get_item (G_LIST_MODEL (self->selection), position - 1);
}

/**
 * desk_log_view_update_colours:
 * @self: a view
 *
 * Looks again which subscription the rows in view belong to.
 */
void
desk_log_view_update_colours (DeskLogView *self)
{
  g_return_if_fail (DESK_IS_LOG_VIEW (self));

  desk_log_rows_update_colours (self->rows);
}

GtkListView *
_desk_log_view_get_list (DeskLogView *self)
{
  return self->list;
}

/**
 * desk_log_view_redraw_rows:
 * @self: a view
 *
 * Draws the rows again, when others match by now.
 */
void
desk_log_view_redraw_rows (DeskLogView *self)
{
  g_return_if_fail (DESK_IS_LOG_VIEW (self));

  desk_log_rows_redraw (self->rows);
}
