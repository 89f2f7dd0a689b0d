/* label-window.c: a libadwaita window with one label, or with an animation, that others are compared to
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* label-window [spinner] */
#include <adwaita.h>

static int with_spinner;

static void
on_activate (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *child = with_spinner ? gtk_spinner_new () : gtk_label_new ("Label");

  if (with_spinner)
    gtk_spinner_start (GTK_SPINNER (child));
  gtk_window_set_title (GTK_WINDOW (window), "Reference");
  gtk_window_set_default_size (GTK_WINDOW (window), 1360, 850);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new ("com.example.LabelWindow",
                                                                G_APPLICATION_NON_UNIQUE);

  with_spinner = argc > 1;
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), NULL);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
