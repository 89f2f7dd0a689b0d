/* desk-application.c: the application
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-application"

#include "config.h"

#include "desk-application.h"
#include "desk-window.h"

struct _DeskApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (DeskApplication, desk_application, ADW_TYPE_APPLICATION)

static void
desk_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (desk_window_new (DESK_APPLICATION (application)));
  gtk_window_present (window);
}

static void
desk_application_class_init (DeskApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = desk_application_activate;
}

static void
desk_application_init (DeskApplication *self)
{
}

DeskApplication *
desk_application_new (void)
{
  return g_object_new (DESK_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "resource-base-path", "/com/example/MqttDesk",
                       NULL);
}
