/* desk-connection-page.c: one connection: subscriptions, log, message, publish editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-connection-page"

#include "config.h"

#include "desk-connection-page.h"

struct _DeskConnectionPage
{
  GtkWidget parent_instance;

  DeskSession *session; /* (owned) */
};

G_DEFINE_FINAL_TYPE (DeskConnectionPage, desk_connection_page, GTK_TYPE_WIDGET)

static void
desk_connection_page_dispose (GObject *object)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_connection_page_parent_class)->dispose (object);
}

static void
desk_connection_page_class_init (DeskConnectionPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_connection_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
desk_connection_page_init (DeskConnectionPage *self)
{
}

/**
 * desk_connection_page_new:
 * @session: what the page shows and drives
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
desk_connection_page_new (DeskSession *session)
{
  DeskConnectionPage *self = g_object_new (DESK_TYPE_CONNECTION_PAGE, NULL);

  g_set_object (&self->session, session);

  return GTK_WIDGET (self);
}

/**
 * desk_connection_page_get_session:
 *
 * Returns: (transfer none): what the page shows and drives
 */
DeskSession *
desk_connection_page_get_session (DeskConnectionPage *self)
{
  g_return_val_if_fail (DESK_IS_CONNECTION_PAGE (self), NULL);

  return self->session;
}
