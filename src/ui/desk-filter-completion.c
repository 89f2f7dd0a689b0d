/* desk-filter-completion.c: offers how the filter line can go on while somebody types
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-filter-completion"

#include "config.h"

#include "desk-filter-completion.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-filter-candidates.h"
#include "desk-format.h"
#include "desk-topic-completion.h"

#define MAX_TOPICS 12
#define MAX_HEIGHT 264 /* px */

/* A list below the entry. Nothing in it ever takes the focus: the entry passes it
 * the keys that move in it. */
struct _DeskFilterCompletion
{
  GObject parent_instance;
  GtkWidget *parent;         /* (unowned): owns whoever owns this */
  GtkEntry *entry;           /* (unowned): below @parent */
  GtkPopover *popover;       /* (unowned) (nullable) */
  GtkScrolledWindow *scrolled; /* (unowned) */
  GtkListBox *list;          /* (unowned) */
  DeskSession *session;      /* (owned) (nullable) */
  GSettings *settings;       /* (owned) */
  GPtrArray *candidates;     /* (owned) (nullable) (element-type DeskFilterCandidate): one a row */
  char **topics;             /* (owned) (nullable): found last */
  GCancellable *cancellable; /* (owned) (nullable): of looking for topics */
  guint update_source;       /* 0: what is offered is right */
  gboolean taking;           /* what changes the line is a choice */
};

G_DEFINE_FINAL_TYPE (DeskFilterCompletion, desk_filter_completion, G_TYPE_OBJECT)

static gsize
get_cursor (DeskFilterCompletion *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  return (gsize) (g_utf8_offset_to_pointer (text, gtk_editable_get_position (GTK_EDITABLE (self->entry))) - text);
}

static char **
list_subscriptions (DeskFilterCompletion *self, const char *(*get) (DeskSubscription *))
{
  GListModel *subscriptions = desk_session_get_subscriptions (self->session);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (DeskSubscription) subscription = g_list_model_get_item (subscriptions, i);

      if (*get (subscription) != '\0')
        g_strv_builder_add (builder, get (subscription));
    }

  return g_strv_builder_end (builder);
}

static GtkWidget *
make_row (const DeskFilterCandidate *candidate)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *shown = desk_format_topic (candidate->label);
  g_autofree char *words = NULL;
  GtkWidget *label = gtk_label_new (shown);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (candidate->detail != NULL)
    {
      GtkWidget *detail = gtk_label_new (candidate->detail);

      gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
      gtk_label_set_xalign (GTK_LABEL (detail), 1);
      gtk_widget_add_css_class (detail, "caption");
      gtk_widget_add_css_class (detail, "dim-label");
      gtk_box_append (GTK_BOX (box), detail);
      words = g_strdup_printf ("%s, %s", shown, candidate->detail);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_can_focus (row, FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), candidate->line != NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), candidate->line != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words != NULL ? words : shown, -1);

  return row;
}

static void
tell_expanded (DeskFilterCompletion *self, gboolean expanded)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_EXPANDED, expanded, -1);
  if (!expanded)
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
}

static void
show_candidates (DeskFilterCompletion *self)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  g_autofree char *chosen = selected != NULL ? g_object_steal_data (G_OBJECT (selected), "line") : NULL;
  graphene_rect_t bounds;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < self->candidates->len; i++)
    {
      const DeskFilterCandidate *candidate = g_ptr_array_index (self->candidates, i);
      GtkWidget *row = make_row (candidate);

      g_object_set_data_full (G_OBJECT (row), "line", g_strdup (candidate->line), g_free);
      gtk_list_box_append (self->list, row);
      if (chosen != NULL && g_strcmp0 (chosen, candidate->line) == 0)
        gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
    }

  if (self->candidates->len == 0 || !gtk_widget_compute_bounds (GTK_WIDGET (self->entry), self->parent, &bounds))
    {
      desk_filter_completion_hide (self);
      return;
    }
  /* A scrollbar has a height of its own, which would leave a blank below a row or two. */
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER,
                                  self->candidates->len > 2 ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  gtk_widget_set_size_request (GTK_WIDGET (self->scrolled), (int) bounds.size.width, -1);
  gtk_popover_set_pointing_to (self->popover,
                               &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                                 (int) bounds.size.width, (int) bounds.size.height });
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  gtk_popover_popup (self->popover);
  tell_expanded (self, TRUE);
}

static void
make_candidates (DeskFilterCompletion *self)
{
  g_auto (GStrv) recent = g_settings_get_strv (self->settings, "recent-filter-lines");
  g_auto (GStrv) subscriptions = list_subscriptions (self, desk_subscription_get_filter);
  g_auto (GStrv) names = list_subscriptions (self, desk_subscription_get_name);
  const DeskFilterSources sources = {
    .recent = (const char *const *) recent,
    .topics = (const char *const *) self->topics,
    .subscriptions = (const char *const *) subscriptions,
    .names = (const char *const *) names,
  };

  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  self->candidates = desk_filter_candidates_new (gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                                                 get_cursor (self), &sources);
  show_candidates (self);
}

/* Carries a weak reference: the entry may be gone by then, and its list must go with it. */
static void
on_topics_found (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr (DeskFilterCompletion) self = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;
  char **topics = desk_topic_completion_finish (DESK_LOG (object), result, &error);

  g_weak_ref_clear (weak);
  g_free (weak);
  /* Typed on, or left, meanwhile. A log that cannot be read has no topics to offer. */
  if (self == NULL || self->popover == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_strfreev (topics);
      return;
    }
  g_clear_object (&self->cancellable);
  g_strfreev (self->topics);
  self->topics = topics;
  make_candidates (self);
}

static void
look_for_topics (DeskFilterCompletion *self)
{
  g_autofree char *prefix = NULL;
  GWeakRef *weak;

  prefix = desk_filter_candidates_get_topic_prefix (gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                                                    get_cursor (self));
  if (prefix == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  desk_topic_completion_async (desk_session_get_log (self->session), prefix, MAX_TOPICS, self->cancellable,
                               on_topics_found, weak);
}

static gboolean
update (gpointer user_data)
{
  DeskFilterCompletion *self = user_data;

  self->update_source = 0;
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->entry)) != NULL)
    {
      make_candidates (self);
      look_for_topics (self);
    }

  return G_SOURCE_REMOVE;
}

static void
take (DeskFilterCompletion *self, guint index)
{
  const DeskFilterCandidate *candidate = g_ptr_array_index (self->candidates, index);
  g_autofree char *line = g_strdup (candidate->line);
  glong position;

  if (line == NULL)
    return;
  position = g_utf8_pointer_to_offset (line, line + candidate->cursor);
  desk_filter_completion_hide (self);
  self->taking = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), line);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), (int) position);
  self->taking = FALSE;
  /* “topic:” and a branch go on at once. */
  if (position > 0 && line[strlen (line) - 1] != ' ')
    desk_filter_completion_update (self);
}

static void
on_row_activated (DeskFilterCompletion *self, GtkListBoxRow *row)
{
  g_assert (DESK_IS_FILTER_COMPLETION (self));

  take (self, (guint) gtk_list_box_row_get_index (row));
}

/* Moves up or down by @step, out of the list at its ends: then what is typed stands for itself. */
static void
move (DeskFilterCompletion *self, int step)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  int n = (int) self->candidates->len;
  int index = selected != NULL ? gtk_list_box_row_get_index (selected) + step : step > 0 ? 0 : n - 1;
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double top = gtk_adjustment_get_value (adjustment);
  graphene_rect_t bounds;

  if (row == NULL || !gtk_list_box_row_get_selectable (row))
    {
      gtk_list_box_unselect_all (self->list);
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
      return;
    }
  gtk_list_box_select_row (self->list, row);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
  /* Within what scrolls: the list's own coordinates leave its padding out. */
  if (gtk_widget_compute_bounds (GTK_WIDGET (row), gtk_widget_get_parent (GTK_WIDGET (self->list)), &bounds))
    gtk_adjustment_clamp_page (adjustment, top + (double) bounds.origin.y,
                               top + (double) (bounds.origin.y + bounds.size.height));
}

static void
desk_filter_completion_dispose (GObject *object)
{
  DeskFilterCompletion *self = DESK_FILTER_COMPLETION (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  g_clear_object (&self->session);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (desk_filter_completion_parent_class)->dispose (object);
}

static void
desk_filter_completion_finalize (GObject *object)
{
  DeskFilterCompletion *self = DESK_FILTER_COMPLETION (object);

  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_strfreev (self->topics);

  G_OBJECT_CLASS (desk_filter_completion_parent_class)->finalize (object);
}

static void
desk_filter_completion_class_init (DeskFilterCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_filter_completion_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_filter_completion_finalize;
}

static void
desk_filter_completion_init (DeskFilterCompletion *self)
{
  self->settings = g_settings_new ("com.example.MqttDesk");
}

/**
 * desk_filter_completion_new:
 * @parent: a widget with a layout manager, which lays out the list
 * @entry: the entry, below @parent; both have to live as long as this
 *
 * Returns: (transfer full): what completes the line in @entry
 */
DeskFilterCompletion *
desk_filter_completion_new (GtkWidget *parent, GtkEntry *entry)
{
  DeskFilterCompletion *self = g_object_new (DESK_TYPE_FILTER_COMPLETION, NULL);

  self->parent = parent;
  self->entry = entry;

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "completion");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Ways to go on"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self, G_CONNECT_SWAPPED);

  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (self->scrolled, TRUE);
  gtk_scrolled_window_set_max_content_height (self->scrolled, MAX_HEIGHT);
  gtk_scrolled_window_set_child (self->scrolled, GTK_WIDGET (self->list));

  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_autohide (self->popover, FALSE);
  gtk_popover_set_has_arrow (self->popover, FALSE);
  gtk_popover_set_position (self->popover, GTK_POS_BOTTOM);
  gtk_popover_set_child (self->popover, GTK_WIDGET (self->scrolled));
  gtk_widget_set_can_focus (GTK_WIDGET (self->popover), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->popover), "menu");
  gtk_widget_add_css_class (GTK_WIDGET (self->popover), "completion");
  gtk_widget_set_parent (GTK_WIDGET (self->popover), parent);

  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_AUTOCOMPLETE,
                                  GTK_ACCESSIBLE_AUTOCOMPLETE_LIST, GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_CONTROLS, self->list, NULL, -1);

  return self;
}

/**
 * desk_filter_completion_set_session:
 * @self: a completion that has none yet
 * @session: whose topics and subscriptions to offer
 */
void
desk_filter_completion_set_session (DeskFilterCompletion *self, DeskSession *session)
{
  g_return_if_fail (DESK_IS_FILTER_COMPLETION (self));

  g_set_object (&self->session, session);
}

/**
 * desk_filter_completion_update:
 * @self: a completion with a session
 *
 * Offers how the line can go on at the cursor, now that something was typed:
 * at once what the program knows, and a moment later the topics of the log.
 */
void
desk_filter_completion_update (DeskFilterCompletion *self)
{
  g_return_if_fail (DESK_IS_FILTER_COMPLETION (self));

  if (self->taking)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  /* A text tells of its change before it moves the cursor. */
  if (self->session != NULL && self->update_source == 0)
    self->update_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update, self, NULL);
}

/**
 * desk_filter_completion_hide:
 * @self: a completion
 */
void
desk_filter_completion_hide (DeskFilterCompletion *self)
{
  g_return_if_fail (DESK_IS_FILTER_COMPLETION (self));

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->popover == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return;
  gtk_popover_popdown (self->popover);
  tell_expanded (self, FALSE);
}

/**
 * desk_filter_completion_press_key:
 * @self: a completion
 * @keyval: what was pressed in the entry
 * @state: with which other keys
 *
 * Ctrl+Space opens the list; in the list Up and Down choose, Tab and Enter take
 * what is chosen (Tab the first if nothing is), Escape closes it. Enter without
 * a choice closes it and is left to the entry.
 *
 * Returns: whether the key was for the list
 */
gboolean
desk_filter_completion_press_key (DeskFilterCompletion *self, guint keyval, GdkModifierType state)
{
  GtkListBoxRow *selected;

  g_return_val_if_fail (DESK_IS_FILTER_COMPLETION (self), FALSE);

  if (keyval == GDK_KEY_space && (state & GDK_CONTROL_MASK) != 0)
    {
      desk_filter_completion_update (self);
      return TRUE;
    }
  if (self->popover == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return FALSE;

  selected = gtk_list_box_get_selected_row (self->list);
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (self, 1);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (self, -1);
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      take (self, selected != NULL ? (guint) gtk_list_box_row_get_index (selected) : 0);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (selected != NULL)
        {
          take (self, (guint) gtk_list_box_row_get_index (selected));
          return TRUE;
        }
      desk_filter_completion_hide (self);
      return FALSE;
    case GDK_KEY_Escape:
      desk_filter_completion_hide (self);
      return TRUE;
    default:
      return FALSE;
    }
}
