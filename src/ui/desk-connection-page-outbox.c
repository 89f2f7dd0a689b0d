/* desk-connection-page-outbox.c: what a person can do with what was published
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-connection-page"

#include "config.h"

#include "desk-connection-page-private.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-payload-export.h"
#include "desk-toast.h"

static DeskPublication *
find (DeskConnectionPage *self, GVariant *parameter)
{
  return desk_session_find_publication (self->session, g_variant_get_uint64 (parameter));
}

/* What waits is changed where it was written; until that is done it is not sent. */
static void
edit (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskPublication *publication = find (self, parameter);
  g_autoptr (GError) error = NULL;

  if (publication == NULL)
    return;
  if (!desk_publish_pane_edit (self->publish, publication, &error))
    {
      desk_toast (GTK_WIDGET (self->outbox), error->message);
      return;
    }
  _desk_connection_page_show_publish (self);
  desk_publish_pane_focus (self->publish);
}

static void
stop_editing (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_publish_pane_stop_editing (DESK_CONNECTION_PAGE (widget)->publish);
}

static void
cancel (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskPublication *publication = find (self, parameter);

  if (publication == NULL || desk_publication_is_finished (publication))
    return;
  if (!desk_session_cancel_publication (self->session, publication))
    desk_toast (GTK_WIDGET (self->outbox), _ ("It is on its way, and can no longer be cancelled"));
}

static void
send_again (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskPublication *publication = find (self, parameter);
  g_autoptr (GError) error = NULL;

  if (publication != NULL && !desk_session_publish_again (self->session, publication, &error))
    desk_toast (GTK_WIDGET (self->outbox), error->message);
}

static void
copy_payload (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskPublication *publication = find (self, parameter);
  GBytes *payload = publication != NULL ? desk_publication_get_payload (publication) : NULL;

  if (payload != NULL)
    desk_payload_export_copy_bytes (GTK_WIDGET (self->outbox), payload);
  else if (publication != NULL)
    desk_toast (GTK_WIDGET (self->outbox), _ ("The payload is not kept here any more: the log has what was sent."));
}

static void
clear_finished (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_session_clear_finished (DESK_CONNECTION_PAGE (widget)->session);
}

const DeskPageAction _desk_page_outbox_actions[] = {
  { "outbox.edit", "t", edit },
  { "outbox.stop-editing", .activate = stop_editing },
  { "outbox.cancel", "t", cancel },
  { "outbox.send-again", "t", send_again },
  { "outbox.copy-payload", "t", copy_payload },
  { "outbox.clear-finished", .activate = clear_finished },
  { NULL },
};

static void
on_waiting_changed (DeskConnectionPage *self)
{
  GtkStackPage *page = gtk_stack_get_page (self->pages, GTK_WIDGET (self->outbox));
  guint n = desk_session_get_n_waiting (self->session);
  g_autofree char *count = desk_format_count (n);
  /* Translators: the title of a page, with the number of messages that wait there */
  g_autofree char *title = n > 0 ? g_strdup_printf (_ ("Outbox (%s)"), count) : g_strdup (_ ("Outbox"));

  g_assert (DESK_IS_CONNECTION_PAGE (self));

  gtk_stack_page_set_title (page, title);
}

static void
on_finished_changed (DeskConnectionPage *self)
{
  g_assert (DESK_IS_CONNECTION_PAGE (self));

  desk_page_actions_set_enabled (self->actions, "outbox.clear-finished",
                                 desk_session_get_n_finished (self->session) > 0);
}

static void
on_backlog (DeskConnectionPage *self, guint64 n)
{
  g_autofree char *count = desk_format_count (n);
  g_autofree char *words = NULL;

  g_assert (DESK_IS_CONNECTION_PAGE (self));

  words = g_strdup_printf (ngettext ("%s message was waiting at the broker", "%s messages were waiting at the broker",
                                     (gulong) n),
                           count);
  desk_toast (GTK_WIDGET (self->pages), words);
}

void
_desk_connection_page_follow_outbox (DeskConnectionPage *self)
{
  desk_outbox_page_set_session (self->outbox, self->session);
  g_signal_connect_object (self->session, "notify::n-waiting", G_CALLBACK (on_waiting_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::n-finished", G_CALLBACK (on_finished_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "backlog", G_CALLBACK (on_backlog), self, G_CONNECT_SWAPPED);
  on_waiting_changed (self);
  on_finished_changed (self);
}
