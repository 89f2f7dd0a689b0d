/* desk-filter-guide.c: what can be written in the filter line, with examples
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-filter-guide.h"

#include <glib/gi18n.h>

#include "desk-filter-help.h"
#include "desk-subscription.h"

#define WIDTH 320      /* px: with the frame of a popover it fits into a window of 360 */
#define MAX_HEIGHT 420 /* px */

struct _DeskFilterGuide
{
  GtkWidget parent_instance;

  GtkListBox *list;          /* (unowned) */
  GListModel *subscriptions; /* (owned) (nullable): what sub: can name */
  char *before;              /* (owned) (nullable): a line before an example was added to it */
  char *tried;               /* (owned) (nullable): the line since then */
};

G_DEFINE_FINAL_TYPE (DeskFilterGuide, desk_filter_guide, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 52);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* A subscription can only be named if there is one. */
static char *
make_example (DeskFilterGuide *self, const DeskFilterHelp *help)
{
  g_autoptr (DeskSubscription) subscription = NULL;

  if (g_strcmp0 (help->key, "sub") == 0 && self->subscriptions != NULL)
    subscription = g_list_model_get_item (self->subscriptions, 0);
  if (subscription == NULL)
    return g_strdup (help->example);

  return desk_filter_write_term (help->key, desk_subscription_get_filter (subscription));
}

static GtkWidget *
make_row (DeskFilterGuide *self, const DeskFilterHelp *help)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *example = make_example (self, help);
  g_autofree char *words = NULL;

  gtk_box_append (GTK_BOX (box), make_label (example, "monospace"));
  if (!g_str_equal (help->syntax, example))
    {
      g_autofree char *meaning = g_strdup_printf ("%s — %s", help->syntax, help->summary);

      gtk_box_append (GTK_BOX (box), make_label (meaning, "caption"));
    }
  else
    {
      gtk_box_append (GTK_BOX (box), make_label (help->summary, "caption"));
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  /* Translators: an example of a filter, and what that kind of filter finds */
  words = g_strdup_printf (_ ("Example %s: %s"), example, help->summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);

  return row;
}

static void
fill (DeskFilterGuide *self)
{
  GtkWidget *row;
  DeskFilterHelp help;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; desk_filter_get_help (i, &help); i++)
    gtk_list_box_append (self->list, make_row (self, &help));
}

static void
on_row_activated (DeskFilterGuide *self, GtkListBoxRow *row)
{
  DeskFilterHelp help;

  g_assert (DESK_IS_FILTER_GUIDE (self));

  if (desk_filter_get_help ((guint) gtk_list_box_row_get_index (row), &help))
    {
      g_autofree char *example = make_example (self, &help);

      g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, example);
    }
}

static void
desk_filter_guide_map (GtkWidget *widget)
{
  DeskFilterGuide *self = DESK_FILTER_GUIDE (widget);

  if (self->subscriptions != NULL)
    fill (self);

  GTK_WIDGET_CLASS (desk_filter_guide_parent_class)->map (widget);
}

static void
desk_filter_guide_dispose (GObject *object)
{
  DeskFilterGuide *self = DESK_FILTER_GUIDE (object);
  GtkWidget *child;

  g_clear_object (&self->subscriptions);
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->tried, g_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (desk_filter_guide_parent_class)->dispose (object);
}

static void
desk_filter_guide_class_init (DeskFilterGuideClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_filter_guide_dispose;
  GTK_WIDGET_CLASS (klass)->map = desk_filter_guide_map;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
desk_filter_guide_init (DeskFilterGuide *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "completion");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Examples"), -1);
  fill (self);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (on_row_activated), self, G_CONNECT_SWAPPED);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, WIDTH, -1);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
}

/**
 * desk_filter_guide_new:
 *
 * Returns: (transfer floating): a list of what the filter language has, each
 *   with an example that can be pressed
 */
GtkWidget *
desk_filter_guide_new (void)
{
  return g_object_new (DESK_TYPE_FILTER_GUIDE, NULL);
}

/**
 * desk_filter_guide_set_subscriptions:
 * @self: a guide
 * @subscriptions: (nullable): a model of #DeskSubscription
 *
 * Makes it name one of @subscriptions in the example that needs one, so that it is
 * no mistake.
 */
void
desk_filter_guide_set_subscriptions (DeskFilterGuide *self, GListModel *subscriptions)
{
  g_return_if_fail (DESK_IS_FILTER_GUIDE (self));

  g_set_object (&self->subscriptions, subscriptions);
}

/**
 * desk_filter_guide_get_before:
 * @self: a guide
 * @line: the filter line
 *
 * Who tries one example after the other wants each beside what was there, and
 * not beside the one before.
 *
 * Returns: @line, or what it was before an example was added that is still as it was
 */
const char *
desk_filter_guide_get_before (DeskFilterGuide *self, const char *line)
{
  g_return_val_if_fail (DESK_IS_FILTER_GUIDE (self), line);

  return g_strcmp0 (line, self->tried) == 0 ? self->before : line;
}

/**
 * desk_filter_guide_set_tried:
 * @self: a guide
 * @before: a filter line
 * @line: the same with an example
 *
 * Remembers them for desk_filter_guide_get_before().
 */
void
desk_filter_guide_set_tried (DeskFilterGuide *self, const char *before, const char *line)
{
  g_return_if_fail (DESK_IS_FILTER_GUIDE (self));

  g_free (self->before);
  g_free (self->tried);
  self->before = g_strdup (before);
  self->tried = g_strdup (line);
}
