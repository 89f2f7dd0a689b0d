/* desk-topic-pane.c: every topic that was seen, as a tree
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-topic-pane"

#include "config.h"

#include "desk-topic-pane.h"

#include <glib/gi18n.h>

#include "desk-flap-child.h"
#include "desk-format.h"
#include "desk-topic-details.h"
#include "desk-topic-menu.h"
#include "desk-topic-view.h"

/* Moving through the tree by the keys filters the log only where one stays. */
#define FILTER_DELAY 200 /* ms */

struct _DeskTopicPane
{
  GtkWidget parent_instance;
  GtkWidget *content;         /* (unowned) */
  GtkSearchEntry *search;     /* (unowned) */
  GtkStack *stack;            /* (unowned) */
  GtkLabel *empty_title;      /* (unowned) */
  GtkLabel *empty_words;      /* (unowned) */
  DeskTopicView *view;        /* (unowned) */
  GtkRevealer *details_area;  /* (unowned) */
  DeskTopicDetails *details;  /* (unowned) */
  GtkLabel *foot;             /* (unowned) */
  DeskLog *log;               /* (owned) (nullable) */
  DeskTopicModel *model;      /* (owned) (nullable): from when the pane is first shown */
  DeskTopicSort sort;
  guint filter_source;
  gboolean quiet; /* the log need not be told of the selection */
};

G_DEFINE_FINAL_TYPE (DeskTopicPane, desk_topic_pane, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SORT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const char *const sorts[] = {
  [DESK_TOPIC_SORT_NAME] = "name",
  [DESK_TOPIC_SORT_RATE] = "rate",
  [DESK_TOPIC_SORT_COUNT] = "count",
};

static char *
dup_foot (DeskTopicPane *self)
{
  guint n_topics = desk_topic_model_get_n_topics (self->model);
  guint64 n_left_out = desk_topic_model_get_n_left_out (self->model);
  double progress = desk_topic_model_get_progress (self->model);
  const char *search = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *topics = desk_format_count (n_topics);
  g_autofree char *left_out = desk_format_count (n_left_out);
  g_autofree char *matches = desk_format_count (desk_topic_model_get_n_matches (self->model));

  if (n_left_out > 0)
    return g_strdup_printf (
        ngettext ("The tree is full: it holds %s topics, and %s message on others is only in the log.",
                  "The tree is full: it holds %s topics, and %s messages on others are only in the log.",
                  (gulong) n_left_out),
        topics, left_out);
  if (progress < 1)
    return g_strdup_printf (_ ("Reading the log: %.0f %%, %s topics so far"), progress * 100, topics);
  if (*search != '\0' && desk_topic_model_get_searching (self->model))
    return g_strdup (_ ("Searching…"));
  if (*search != '\0')
    return g_strdup_printf (ngettext ("%s match in %s topics", "%s matches in %s topics",
                                      desk_topic_model_get_n_matches (self->model)),
                            matches, topics);

  return g_strdup_printf (ngettext ("%s topic", "%s topics", n_topics), topics);
}

static void
show_details (DeskTopicPane *self)
{
  guint32 node = desk_topic_view_get_node (self->view);
  g_autofree char *topic = NULL;
  DeskTopicFigures figures;

  gtk_revealer_set_reveal_child (self->details_area, node != DESK_TOPIC_ROOT);
  if (node == DESK_TOPIC_ROOT)
    return;

  topic = desk_topic_model_dup_topic (self->model, node);
  desk_topic_model_get_figures (self->model, node, &figures);
  desk_topic_details_show (self->details, topic, &figures);
}

static void
show_emptiness (DeskTopicPane *self)
{
  gboolean searching = *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';

  if (searching)
    {
      gtk_label_set_text (self->empty_title, _ ("No such topic"));
      gtk_label_set_text (self->empty_words,
                          _ ("No topic that was seen has this text in it. Topics that come will be found."));
    }
  else if (desk_topic_model_get_progress (self->model) < 1)
    {
      gtk_label_set_text (self->empty_title, _ ("Reading the log"));
      gtk_label_set_text (self->empty_words, "");
    }
  else
    {
      gtk_label_set_text (self->empty_title, _ ("No topics yet"));
      gtk_label_set_text (self->empty_words,
                          _ ("Every topic on which a message comes or is sent appears here. Connect, and subscribe "
                             "to “#” to see all that the broker lets you see."));
    }
}

static void
on_updated (DeskTopicPane *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0;
  g_autofree char *foot = dup_foot (self);

  g_assert (DESK_IS_TOPIC_PANE (self));

  if (empty)
    show_emptiness (self);
  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "tree");
  if (!g_str_equal (gtk_label_get_text (self->foot), foot))
    gtk_label_set_text (self->foot, foot);
  show_details (self);
}

static gboolean
filter_log (gpointer user_data)
{
  DeskTopicPane *self = user_data;
  guint32 node = desk_topic_view_get_node (self->view);

  self->filter_source = 0;
  if (node == DESK_TOPIC_ROOT)
    gtk_widget_activate_action (GTK_WIDGET (self), "page.leave-topic", NULL);
  else
    {
      g_autofree char *filter = desk_topic_menu_dup_filter (self->model, node);

      gtk_widget_activate_action (GTK_WIDGET (self), "page.filter-topic", "s", filter);
    }

  return G_SOURCE_REMOVE;
}

static void
on_selected (DeskTopicPane *self)
{
  g_assert (DESK_IS_TOPIC_PANE (self));

  show_details (self);
  if (self->quiet)
    return;
  g_clear_handle_id (&self->filter_source, g_source_remove);
  self->filter_source = g_timeout_add (FILTER_DELAY, filter_log, self);
}

static void
on_search_changed (DeskTopicPane *self)
{
  g_assert (DESK_IS_TOPIC_PANE (self));

  if (self->model == NULL)
    return;
  desk_topic_model_set_search (self->model, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  on_updated (self);
}

static void
on_stop_search (DeskTopicPane *self)
{
  g_assert (DESK_IS_TOPIC_PANE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_search_activated (DeskTopicPane *self)
{
  g_assert (DESK_IS_TOPIC_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* Topics cost memory and the log is read for them: only for those who look at them. */
static void
make_model (DeskTopicPane *self)
{
  self->model = desk_topic_model_new (self->log);
  desk_topic_model_set_sort (self->model, self->sort);
  g_signal_connect_object (self->model, "updated", G_CALLBACK (on_updated), self, G_CONNECT_SWAPPED);
  desk_topic_view_set_model (self->view, self->model);
  on_search_changed (self);
}

static void
desk_topic_pane_map (GtkWidget *widget)
{
  DeskTopicPane *self = DESK_TOPIC_PANE (widget);

  GTK_WIDGET_CLASS (desk_topic_pane_parent_class)->map (widget);
  if (self->log != NULL && self->model == NULL)
    make_model (self);
  if (self->model != NULL)
    desk_topic_model_set_active (self->model, TRUE);
}

static void
desk_topic_pane_unmap (GtkWidget *widget)
{
  DeskTopicPane *self = DESK_TOPIC_PANE (widget);

  if (self->model != NULL)
    desk_topic_model_set_active (self->model, FALSE);
  GTK_WIDGET_CLASS (desk_topic_pane_parent_class)->unmap (widget);
}

static void
desk_topic_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (DESK_TOPIC_PANE (widget)->content, &(GtkAllocation) { 0, 0, width, height }, baseline);
}

static void
desk_topic_pane_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                         int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  /* The subscriptions say how wide the pane is. */
  desk_flap_child_measure (DESK_TOPIC_PANE (widget)->content, orientation, minimum, natural);
}

static void
desk_topic_pane_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_SORT:
      g_value_set_string (value, sorts[DESK_TOPIC_PANE (object)->sort]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
set_sort (DeskTopicPane *self, const char *name)
{
  for (DeskTopicSort sort = 0; sort < G_N_ELEMENTS (sorts); sort++)
    {
      if (g_strcmp0 (name, sorts[sort]) != 0 || sort == self->sort)
        continue;
      self->sort = sort;
      if (self->model != NULL)
        desk_topic_model_set_sort (self->model, sort);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT]);
      return;
    }
}

static void
desk_topic_pane_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_SORT:
      set_sort (DESK_TOPIC_PANE (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_topic_pane_dispose (GObject *object)
{
  DeskTopicPane *self = DESK_TOPIC_PANE (object);

  g_clear_handle_id (&self->filter_source, g_source_remove);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_TOPIC_PANE);
  g_clear_object (&self->model);
  g_clear_object (&self->log);

  G_OBJECT_CLASS (desk_topic_pane_parent_class)->dispose (object);
}

static void
desk_topic_pane_class_init (DeskTopicPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_topic_pane_dispose;
  object_class->get_property = desk_topic_pane_get_property;
  object_class->set_property = desk_topic_pane_set_property;
  widget_class->map = desk_topic_pane_map;
  widget_class->unmap = desk_topic_pane_unmap;
  widget_class->measure = desk_topic_pane_measure;
  widget_class->size_allocate = desk_topic_pane_size_allocate;

  properties[PROP_SORT] = g_param_spec_string ("sort", NULL, NULL, "name",
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DESK_TYPE_TOPIC_DETAILS);
  g_type_ensure (DESK_TYPE_TOPIC_VIEW);
  gtk_widget_class_set_css_name (widget_class, "topic-pane");
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-topic-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskTopicPane, content);
  gtk_widget_class_bind_template_child (widget_class, DeskTopicPane, search);
  gtk_widget_class_bind_template_child (widget_class, DeskTopicPane, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskTopicPane, empty_title);
  gtk_widget_class_bind_template_child (widget_class, DeskTopicPane, empty_words);
  gtk_widget_class_bind_template_child (widget_class, DeskTopicPane, view);
  gtk_widget_class_bind_template_child (widget_class, DeskTopicPane, details_area);
  gtk_widget_class_bind_template_child (widget_class, DeskTopicPane, details);
  gtk_widget_class_bind_template_child (widget_class, DeskTopicPane, foot);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
}

static void
desk_topic_pane_init (DeskTopicPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Typing in the tree searches it. */
  gtk_search_entry_set_key_capture_widget (self->search, desk_topic_view_get_list (self->view));
}

/**
 * desk_topic_pane_set_log:
 * @self: a pane
 * @log: whose topics it shows; once
 *
 * The log is read for its topics when the pane is first shown.
 */
void
desk_topic_pane_set_log (DeskTopicPane *self, DeskLog *log)
{
  g_return_if_fail (DESK_IS_TOPIC_PANE (self));
  g_return_if_fail (self->log == NULL);

  self->log = g_object_ref (log);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      make_model (self);
      desk_topic_model_set_active (self->model, TRUE);
    }
}

/**
 * desk_topic_pane_get_model:
 * @self: a pane
 *
 * Returns: (transfer none) (nullable): the topics, or %NULL if the pane was never shown
 */
DeskTopicModel *
desk_topic_pane_get_model (DeskTopicPane *self)
{
  g_return_val_if_fail (DESK_IS_TOPIC_PANE (self), NULL);

  return self->model;
}

/**
 * desk_topic_pane_focus_search:
 * @self: a pane
 *
 * Moves the keyboard focus to the search entry.
 */
void
desk_topic_pane_focus_search (DeskTopicPane *self)
{
  g_return_if_fail (DESK_IS_TOPIC_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * desk_topic_pane_unselect:
 * @self: a pane
 *
 * Unselects what is selected; the log has another filter already.
 */
void
desk_topic_pane_unselect (DeskTopicPane *self)
{
  g_return_if_fail (DESK_IS_TOPIC_PANE (self));

  if (self->model == NULL || self->filter_source != 0)
    return;
  self->quiet = TRUE;
  desk_topic_view_select (self->view, DESK_TOPIC_ROOT);
  self->quiet = FALSE;
}
