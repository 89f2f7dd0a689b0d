/* desk-connection-page-pages.c: the pages of a connection, of which one is in view
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-connection-page"

#include "config.h"

#include "desk-connection-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-toast.h"

/* A page is a GtkStackPage in desk-connection-page.ui and a line below: the
 * action page.show-NAME brings the page called NAME into view. */
static void
show_page (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  const char *name = action_name + strlen ("page.show-");
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  if (!gtk_stack_page_get_visible (gtk_stack_get_page (self->pages, page)))
    return;
  _desk_connection_page_show_page (self, name);
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
copy_connection (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_connection_details_copy (DESK_CONNECTION_PAGE (widget)->details);
}

static void
disconnect_with_will (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_session_stop_with_will (DESK_CONNECTION_PAGE (widget)->session);
}

static void
on_not_unsubscribed (DeskConnectionPage *self, const char *filter, const char *reason)
{
  g_autofree char *shown = desk_format_topic (filter);
  /* Translators: a topic filter and a sentence */
  g_autofree char *words = g_strdup_printf (_ ("Still subscribed to “%s”. %s"), shown, reason);

  g_assert (DESK_IS_CONNECTION_PAGE (self));

  desk_toast_to_read (GTK_WIDGET (self->subscriptions), words);
}

/* What only MQTT 5 has */
static void
on_profile_changed (DeskConnectionPage *self)
{
  DeskProfile *profile = desk_session_get_profile (self->session);

  g_assert (DESK_IS_CONNECTION_PAGE (self));

  desk_page_actions_set_enabled (self->actions, "page.edit-subscription-options",
                                 desk_profile_get_mqtt_version (profile) == DESK_MQTT_5);
  desk_page_actions_set_enabled (self->actions, "page.disconnect-with-will",
                                 desk_profile_get_will (profile)->enabled
                                     && desk_session_get_state (self->session) == DESK_SESSION_CONNECTED);
}

void
_desk_connection_page_follow_profile (DeskConnectionPage *self)
{
  DeskProfile *profile = desk_session_get_profile (self->session);

  g_signal_connect_object (profile, "notify::mqtt-version", G_CALLBACK (on_profile_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (profile, "part-changed", G_CALLBACK (on_profile_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (on_profile_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "not-unsubscribed", G_CALLBACK (on_not_unsubscribed), self,
                           G_CONNECT_SWAPPED);
  on_profile_changed (self);
}

const DeskPageAction _desk_page_pages_actions[] = {
  { "page.show-log", .activate = show_page, .keys = "<Alt>1" },
  { "page.show-connection", .activate = show_page, .keys = "<Alt>2" },
  { "page.copy-connection", .activate = copy_connection },
  { "page.disconnect-with-will", .activate = disconnect_with_will },
  { "page.show-trace", .activate = show_page, .keys = "<Alt>3" },
  { "page.show-outbox", .activate = show_page, .keys = "<Alt>4" },
  { NULL },
};

/* One page alone needs no switch. */
static void
on_page_visible (DeskConnectionPage *self)
{
  g_autoptr (GListModel) pages = G_LIST_MODEL (gtk_stack_get_pages (self->pages));
  guint n_visible = 0;

  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (GObject) page = g_list_model_get_item (pages, i);

      n_visible += gtk_stack_page_get_visible (GTK_STACK_PAGE (page));
    }
  gtk_widget_set_visible (self->switcher, n_visible > 1);
}

void
_desk_connection_page_follow_pages (DeskConnectionPage *self)
{
  g_autoptr (GListModel) pages = G_LIST_MODEL (gtk_stack_get_pages (self->pages));

  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (GObject) page = g_list_model_get_item (pages, i);

      g_signal_connect_object (page, "notify::visible", G_CALLBACK (on_page_visible), self, G_CONNECT_SWAPPED);
    }
  on_page_visible (self);
}

void
_desk_connection_page_show_page (DeskConnectionPage *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->pages, name);
}
