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

/* A word that is too long for its line is broken; a hyphen there would look like one of the payload's own. */
static void
keep_hyphens_out (GtkTextBuffer *buffer, GtkTextIter *end, char *text, int size, GtkTextTag *tag)
{
  GtkTextIter start = *end;

  gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (text, size));
  gtk_text_buffer_apply_tag (buffer, tag, &start, end);
}

/**
 * desk_source_style_follow:
 * @view: a source view, still empty
 *
 * Gives @view the colours of the light or dark style, from now on, and keeps
 * it from showing hyphens that its text does not have.
 */
void
desk_source_style_follow (GtkSourceView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_scheme),
                           buffer,
                           G_CONNECT_SWAPPED);
  update_scheme (GTK_SOURCE_BUFFER (buffer));
  g_signal_connect_after (buffer, "insert-text", G_CALLBACK (keep_hyphens_out),
                          gtk_text_buffer_create_tag (buffer, NULL, "insert-hyphens", FALSE, NULL));
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
