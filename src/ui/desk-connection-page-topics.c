/* desk-connection-page-topics.c: what a person can do with the tree of topics
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-connection-page"

#include "config.h"

#include "desk-connection-page-private.h"

#include <glib/gi18n.h>

#include "desk-filter-help.h"
#include "desk-toast.h"

static DeskFilterBar *
get_filter_bar (DeskConnectionPage *self)
{
  return desk_log_pane_get_filter_bar (self->log);
}

/* (nullable) */
static const char *
get_filter_text (DeskConnectionPage *self)
{
  DeskFilter *filter = desk_filter_bar_get_filter (get_filter_bar (self));

  return filter != NULL ? desk_filter_get_text (filter) : NULL;
}

static void
search_topics (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  _desk_connection_page_show_page (self, "log");
  _desk_connection_page_show_subscriptions (self, TRUE);
  g_object_set (self, "left-page", "topics", NULL);
  desk_topic_pane_focus_search (self->topics);
}

static void
copy_topic (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_variant_get_string (parameter, NULL));
  desk_toast (GTK_WIDGET (DESK_CONNECTION_PAGE (widget)->topics), _ ("Copied the topic"));
}

/* The filter goes with the selection in the tree, unless somebody changes it. */
static void
filter_topic (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskLogFinder *finder = desk_log_pane_get_finder (self->log);
  const char *text = get_filter_text (self);
  gboolean by_tree = self->topic_filter != NULL && g_strcmp0 (text, self->topic_filter) == 0;
  /* What the tree asked for before is no loss, but for what that took the place of. */
  g_autofree char *replaced = g_strdup (by_tree ? desk_log_finder_get_way_back (finder) : text);

  g_clear_pointer (&self->topic_filter, g_free);
  desk_filter_bar_set_term (get_filter_bar (self), "topic", g_variant_get_string (parameter, NULL));
  self->topic_filter = g_strdup (get_filter_text (self));
  if (replaced != NULL)
    desk_log_finder_offer_way_back (finder, replaced);
  _desk_connection_page_show_log (self);
}

static void
leave_topic (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  g_autofree char *text = g_steal_pointer (&self->topic_filter);

  if (text != NULL && g_strcmp0 (text, get_filter_text (self)) == 0)
    desk_filter_bar_set_text (get_filter_bar (self), "");
}

static void
on_filter_changed (DeskConnectionPage *self)
{
  g_assert (DESK_IS_CONNECTION_PAGE (self));

  if (self->topic_filter == NULL || g_strcmp0 (self->topic_filter, get_filter_text (self)) == 0)
    return;
  g_clear_pointer (&self->topic_filter, g_free);
  desk_topic_pane_unselect (self->topics);
}

static void
exclude_topic (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  const char *text = get_filter_text (self);
  g_autofree char *term = desk_filter_write_term ("-topic", g_variant_get_string (parameter, NULL));
  g_autofree char *line = NULL;

  if (text != NULL && *text != '\0')
    line = g_strdup_printf ("(%s) %s", text, term);
  desk_filter_bar_set_text (get_filter_bar (self), line != NULL ? line : term);
  _desk_connection_page_show_log (self);
}

static void
expand_topic (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskTopicModel *model = desk_topic_pane_get_model (self->topics);
  guint32 node;

  if (model == NULL || !desk_topic_model_find (model, g_variant_get_string (parameter, NULL), &node))
    return;
  if (!desk_topic_model_expand_all (model, node))
    desk_toast (GTK_WIDGET (self->topics), _ ("Expanded the first 2,000 branches; expand others one by one."));
}

const DeskPageAction _desk_page_topic_actions[] = {
  { "page.left-page", .property = "left-page" },
  { "page.sort-topics", .property = "topic-order" },
  { "page.search-topics", .activate = search_topics, .keys = "<Control><Shift>l" },
  { "page.copy-topic", "s", copy_topic },
  { "page.filter-topic", "s", filter_topic },
  { "page.leave-topic", .activate = leave_topic },
  { "page.exclude-topic", "s", exclude_topic },
  { "page.expand-topic", "s", expand_topic },
  { NULL },
};

void
_desk_connection_page_follow_filter (DeskConnectionPage *self)
{
  g_signal_connect_object (get_filter_bar (self), "notify::filter", G_CALLBACK (on_filter_changed), self,
                           G_CONNECT_SWAPPED);
}
