/* desk-source-style.c: the colours of source views
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-source-style.h"

#include <adwaita.h>

static void
update_scheme (GtkSourceBuffer *buffer)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();

  gtk_source_buffer_set_style_scheme (buffer, gtk_source_style_scheme_manager_get_scheme (
                                                  manager, dark ? "Adwaita-dark" : "Adwaita"));
}

/**
 * desk_source_style_follow:
 * @view: a source view
 *
 * Gives @view the colours of the light or dark style, from now on.
 */
void
desk_source_style_follow (GtkSourceView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_scheme),
                           buffer,
                           G_CONNECT_SWAPPED);
  update_scheme (GTK_SOURCE_BUFFER (buffer));
}

/**
 * desk_source_style_set_language:
 * @view: a source view
 * @language: (nullable): GtkSourceView id of what is highlighted
 */
void
desk_source_style_set_language (GtkSourceView *view, const char *language)
{
  GtkSourceBuffer *buffer = GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)));
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  GtkSourceLanguage *found = NULL;

  if (language != NULL)
    found = gtk_source_language_manager_get_language (manager, language);
  gtk_source_buffer_set_language (buffer, found);
}
