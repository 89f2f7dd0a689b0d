/* desk-about.c: the About window
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-about"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "desk-about.h"

/* What somebody who looks into a fault asks for first; not translated. */
static char *
dup_debug_info (GtkWindow *parent)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (parent));

  return g_strdup_printf ("MqttDesk %s\nSystem: %s\nGLib %u.%u.%u, GTK %u.%u.%u, libadwaita %u.%u.%u\n"
                          "Display: %s\nRenderer: %s\nLanguage: %s\n",
                          PACKAGE_VERSION, system != NULL ? system : "unknown",
                          glib_major_version, glib_minor_version, glib_micro_version,
                          gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (),
                          G_OBJECT_TYPE_NAME (gtk_widget_get_display (GTK_WIDGET (parent))),
                          renderer != NULL ? G_OBJECT_TYPE_NAME (renderer) : "none",
                          g_get_language_names ()[0]);
}

/**
 * desk_about_show:
 * @parent: the window that it belongs to
 *
 * Says what the program is, and what somebody who looks into a fault needs to know.
 */
void
desk_about_show (GtkWindow *parent)
{
  static const char *const developers[] = { "The MqttDesk authors", NULL };
  g_autofree char *debug_info = dup_debug_info (parent);
  GtkWidget *about = adw_about_window_new ();

  adw_about_window_set_application_name (ADW_ABOUT_WINDOW (about), _ ("MqttDesk"));
  adw_about_window_set_application_icon (ADW_ABOUT_WINDOW (about), APP_ID);
  adw_about_window_set_version (ADW_ABOUT_WINDOW (about), PACKAGE_VERSION);
  adw_about_window_set_developer_name (ADW_ABOUT_WINDOW (about), _ ("The MqttDesk authors"));
  adw_about_window_set_developers (ADW_ABOUT_WINDOW (about), (const char **) developers);
  adw_about_window_set_comments (
      ADW_ABOUT_WINDOW (about),
      _ ("Watch, search and publish MQTT messages. Everything that arrives is kept in a log "
                                    "on this computer."));
  adw_about_window_set_copyright (ADW_ABOUT_WINDOW (about), "© 2026 The MqttDesk authors");
  adw_about_window_set_license_type (ADW_ABOUT_WINDOW (about), GTK_LICENSE_GPL_3_0);
  /* Translators: put your names here, one a line */
  adw_about_window_set_translator_credits (ADW_ABOUT_WINDOW (about), _ ("translator-credits"));
  adw_about_window_set_debug_info (ADW_ABOUT_WINDOW (about), debug_info);
  adw_about_window_set_debug_info_filename (ADW_ABOUT_WINDOW (about), "mqtt-desk-debug-info.txt");
  gtk_window_set_transient_for (GTK_WINDOW (about), parent);
  gtk_window_present (GTK_WINDOW (about));
}
