/* desk-log-finder.c: goes from match to match, and from a match to what is around it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log-finder"

#include "config.h"

#include "desk-log-finder.h"

#define REDRAW_DELAY 100 /* ms between two looks at which rows match */
#define SETTLE_FRAMES 3  /* until a list that was filled anew has its range */

/* What the filter bar says is either the filter of the rows or what is marked in
 * all of them:
 *
 *   DeskLogModel
 *     ├ DeskFilteredModel rows: what is shown; filters
 *     └ DeskFilteredModel found: ids of what matches; finds
 *
 * The one that does not have the filter of the bar has none, and searches nothing. */
struct _DeskLogFinder
{
  GObject parent_instance;
  DeskFilterBar *bar;        /* (unowned): owns whoever owns this */
  DeskLogView *view;         /* (unowned): as well */
  DeskFilteredModel *rows;   /* (owned) */
  DeskFilteredModel *found;  /* (owned) */
  char *left;                /* (owned) (nullable): filter line that was left for the context */
  gint64 goal;               /* id of a row to bring into view as soon as it is there; 0: none */
  guint redraw_source;       /* 0: the rows show which match */
  gint64 shown_id;           /* of the row that was brought into view last */
  guint settle_tick;         /* 0: it is where it was to be */
  guint n_frames;            /* since it was */
};

G_DEFINE_FINAL_TYPE (DeskLogFinder, desk_log_finder, G_TYPE_OBJECT)

static gboolean
redraw (gpointer user_data)
{
  DeskLogFinder *self = user_data;

  self->redraw_source = 0;
  desk_log_view_redraw_rows (self->view);

  return G_SOURCE_REMOVE;
}

static void
on_found_changed (DeskLogFinder *self)
{
  g_assert (DESK_IS_LOG_FINDER (self));

  if (desk_filter_bar_get_finding (self->bar) && self->redraw_source == 0)
    self->redraw_source = g_timeout_add (REDRAW_DELAY, redraw, self);
}

static void
update_place (DeskLogFinder *self)
{
  DeskLogItem *selected = desk_log_view_get_selected (self->view);
  guint position = GTK_INVALID_LIST_POSITION;

  if (selected != NULL)
    position = desk_filtered_model_get_position_of_id (desk_log_finder_get_matches (self),
                                                       desk_log_item_get_id (selected));
  desk_filter_bar_set_place (self->bar, position != GTK_INVALID_LIST_POSITION ? position + 1 : 0);
}

/* Whether the keyboard is in the list, or is kept for it */
static gboolean
is_focused (DeskLogFinder *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->view));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL
         && (focus == GTK_WIDGET (self->view) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)));
}

/* For rows that are all replaced: GTK would give the keyboard to whatever comes after the list when its row goes,
 * and whoever goes through the rows with the keys would have to find back. */
static void
keep_keyboard (DeskLogFinder *self)
{
  if (is_focused (self))
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self->view)), GTK_WIDGET (self->view));
}

static gboolean
settle (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  DeskLogFinder *self = user_data;
  guint position = desk_filtered_model_get_position_of_id (self->rows, self->shown_id);

  if (position != GTK_INVALID_LIST_POSITION && !desk_log_view_get_following (self->view))
    desk_log_view_scroll_around (self->view, position);
  if (++self->n_frames < SETTLE_FRAMES)
    return G_SOURCE_CONTINUE;
  self->settle_tick = 0;
  /* The arrow keys go on from this row, not from the one before. */
  if (is_focused (self))
    desk_log_view_focus_list (self->view);

  return G_SOURCE_REMOVE;
}

/* Not at the edge, where it could not be seen what is before or after it. A list whose rows were all replaced
 * in this moment scrolls within the range of the old ones, so it is looked after for some frames. */
static void
bring_into_view (DeskLogFinder *self, guint position)
{
  desk_log_view_set_following (self->view, FALSE);
  desk_log_view_scroll_around (self->view, position);
  self->shown_id = desk_filtered_model_get_id (self->rows, position);
  self->n_frames = 0;
  if (self->settle_tick == 0)
    self->settle_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), settle, self, NULL);
}

static gboolean
go_to (DeskLogFinder *self, gint64 id)
{
  guint position = desk_filtered_model_get_position_of_id (self->rows, id);

  if (position == GTK_INVALID_LIST_POSITION)
    return FALSE;
  bring_into_view (self, position);
  desk_log_selection_set_current (desk_log_view_get_selection (self->view), position);

  return TRUE;
}

/* A row comes when the search has found it. */
static void
on_rows_changed (DeskLogFinder *self)
{
  g_assert (DESK_IS_LOG_FINDER (self));

  if (self->goal != 0 && go_to (self, self->goal))
    self->goal = 0;
}

static void
apply (DeskLogFinder *self)
{
  DeskFilter *filter = desk_filter_bar_get_filter (self->bar);
  gboolean finding = desk_filter_bar_get_finding (self->bar) && filter != NULL;
  DeskLogColumns *columns = desk_log_view_get_columns (self->view);

  desk_log_columns_set_filter (columns, filter);
  desk_log_columns_set_matches (columns, finding ? self->found : NULL);
  desk_filtered_model_set_filter (self->found, finding ? filter : NULL);
  desk_filtered_model_set_filter (self->rows, finding ? NULL : filter);
  desk_filter_bar_set_model (self->bar, finding ? self->found : self->rows);
  update_place (self);
}

static void
on_bar_changed (DeskLogFinder *self)
{
  g_assert (DESK_IS_LOG_FINDER (self));

  apply (self);
  if (self->left != NULL && desk_filter_bar_get_filter (self->bar) != NULL)
    {
      g_clear_pointer (&self->left, g_free);
      desk_filter_bar_set_way_back (self->bar, NULL);
    }
  desk_log_view_show_selected (self->view);
}

static void
on_way_back_dismissed (DeskLogFinder *self)
{
  g_assert (DESK_IS_LOG_FINDER (self));

  g_clear_pointer (&self->left, g_free);
  desk_filter_bar_set_way_back (self->bar, NULL);
}

static void
desk_log_finder_dispose (GObject *object)
{
  DeskLogFinder *self = DESK_LOG_FINDER (object);

  g_clear_handle_id (&self->redraw_source, g_source_remove);
  if (self->settle_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->settle_tick);
  self->settle_tick = 0;
  g_clear_object (&self->rows);
  g_clear_object (&self->found);

  G_OBJECT_CLASS (desk_log_finder_parent_class)->dispose (object);
}

static void
desk_log_finder_finalize (GObject *object)
{
  g_free (DESK_LOG_FINDER (object)->left);

  G_OBJECT_CLASS (desk_log_finder_parent_class)->finalize (object);
}

static void
desk_log_finder_class_init (DeskLogFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_log_finder_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_log_finder_finalize;
}

static void
desk_log_finder_init (DeskLogFinder *self)
{
}

/**
 * desk_log_finder_new:
 * @bar: says what to find; it has to live as long as the finder
 * @view: shows @rows; as well
 * @rows: whose filter the finder sets
 *
 * Returns: (transfer full): what makes @view follow @bar
 */
DeskLogFinder *
desk_log_finder_new (DeskFilterBar *bar, DeskLogView *view, DeskFilteredModel *rows)
{
  DeskLogFinder *self = g_object_new (DESK_TYPE_LOG_FINDER, NULL);

  self->bar = bar;
  self->view = view;
  self->rows = g_object_ref (rows);
  self->found = desk_filtered_model_new (desk_filtered_model_get_model (rows));
  g_signal_connect_object (bar, "notify::filter", G_CALLBACK (on_bar_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bar, "notify::finding", G_CALLBACK (on_bar_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bar, "way-back-dismissed", G_CALLBACK (on_way_back_dismissed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::selected", G_CALLBACK (update_place), self, G_CONNECT_SWAPPED);
  /* After the list has heard of it, so that it has the row to scroll to. */
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (on_rows_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->found, "items-changed", G_CALLBACK (on_found_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->found, "items-changed", G_CALLBACK (update_place), self, G_CONNECT_SWAPPED);
  apply (self);

  return self;
}

/**
 * desk_log_finder_get_matches:
 * @self: a finder
 *
 * Returns: (transfer none): what matches, whether all rows are shown or only these
 */
DeskFilteredModel *
desk_log_finder_get_matches (DeskLogFinder *self)
{
  g_return_val_if_fail (DESK_IS_LOG_FINDER (self), NULL);

  return desk_filter_bar_get_finding (self->bar) && desk_filter_bar_get_filter (self->bar) != NULL ? self->found
                                                                                                  : self->rows;
}

/**
 * desk_log_finder_set_excluded:
 * @self: a finder
 * @topic_filters: (nullable): as for desk_filtered_model_set_excluded()
 * @kept: (nullable): as well
 *
 * Hides messages, and does not find them either.
 */
void
desk_log_finder_set_excluded (DeskLogFinder *self, const char *const *topic_filters, const char *const *kept)
{
  g_return_if_fail (DESK_IS_LOG_FINDER (self));

  desk_filtered_model_set_excluded (self->rows, topic_filters, kept);
  desk_filtered_model_set_excluded (self->found, topic_filters, kept);
}

/**
 * desk_log_finder_step:
 * @self: a finder
 * @forward: to the next match rather than to the previous one
 *
 * Selects the next match below or above the selected row, in whatever order
 * messages arrive meanwhile; without a selected row the newest match.
 *
 * Returns: what came of it
 */
DeskLogStep
desk_log_finder_step (DeskLogFinder *self, gboolean forward)
{
  DeskFilteredModel *matches;
  DeskLogItem *selected;
  guint n, rank;
  gint64 id;
  gboolean wrapped = FALSE;

  g_return_val_if_fail (DESK_IS_LOG_FINDER (self), DESK_LOG_STEP_NONE);

  matches = desk_log_finder_get_matches (self);
  selected = desk_log_view_get_selected (self->view);
  n = g_list_model_get_n_items (G_LIST_MODEL (matches));
  if (n == 0)
    return DESK_LOG_STEP_NONE;

  if (selected == NULL)
    rank = n - 1;
  else
    {
      id = desk_log_item_get_id (selected);
      rank = desk_filtered_model_get_rank (matches, forward ? id + 1 : id);
      wrapped = forward ? rank == n : rank == 0;
      if (forward)
        rank = wrapped ? 0 : rank;
      else
        rank = wrapped ? n - 1 : rank - 1;
    }
  id = desk_filtered_model_get_id (matches, rank);
  if (!go_to (self, id))
    self->goal = id;

  return wrapped ? DESK_LOG_STEP_WRAPPED : DESK_LOG_STEP_DONE;
}

/**
 * desk_log_finder_show_in_context:
 * @self: a finder
 *
 * Shows all messages around the selected one. The bar offers the way back.
 *
 * Returns: %FALSE if no row is selected or all are shown already
 */
gboolean
desk_log_finder_show_in_context (DeskLogFinder *self)
{
  DeskLogItem *selected;
  DeskFilter *filter;
  g_autofree char *line = NULL;
  gint64 id;

  g_return_val_if_fail (DESK_IS_LOG_FINDER (self), FALSE);

  selected = desk_log_view_get_selected (self->view);
  filter = desk_filtered_model_get_filter (self->rows);
  if (selected == NULL || filter == NULL)
    return FALSE;

  id = desk_log_item_get_id (selected);
  line = g_strdup (desk_filter_get_text (filter));
  desk_log_view_set_following (self->view, FALSE);
  keep_keyboard (self);
  desk_filter_bar_set_text (self->bar, "");
  g_free (self->left);
  self->left = g_steal_pointer (&line);
  desk_filter_bar_set_way_back (self->bar, self->left);
  if (!go_to (self, id))
    self->goal = id;

  return TRUE;
}

/**
 * desk_log_finder_offer_way_back:
 * @self: a finder
 * @line: (nullable): the filter line that another one has just taken the place of
 *
 * Offers to go back to @line until the filter changes again.
 */
void
desk_log_finder_offer_way_back (DeskLogFinder *self, const char *line)
{
  g_return_if_fail (DESK_IS_LOG_FINDER (self));

  g_free (self->left);
  self->left = g_strdup (line);
  desk_filter_bar_set_way_back (self->bar, self->left);
}

/**
 * desk_log_finder_get_way_back:
 * @self: a finder
 *
 * Returns: (transfer none) (nullable): the filter line that it offers to go back to
 */
const char *
desk_log_finder_get_way_back (DeskLogFinder *self)
{
  g_return_val_if_fail (DESK_IS_LOG_FINDER (self), NULL);

  return self->left;
}

/**
 * desk_log_finder_go_back:
 * @self: a finder
 *
 * Goes back to the filter that is offered, as after desk_log_finder_show_in_context(),
 * with the row that is selected by now, if it matches, in view.
 */
void
desk_log_finder_go_back (DeskLogFinder *self)
{
  DeskLogItem *selected;
  g_autofree char *line = NULL;

  g_return_if_fail (DESK_IS_LOG_FINDER (self));

  if (self->left == NULL)
    return;
  line = g_steal_pointer (&self->left);
  selected = desk_log_view_get_selected (self->view);
  self->goal = selected != NULL ? desk_log_item_get_id (selected) : 0;
  if (self->goal != 0)
    keep_keyboard (self);
  desk_filter_bar_set_way_back (self->bar, NULL);
  desk_filter_bar_set_text (self->bar, line);
}
