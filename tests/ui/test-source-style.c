/* test-source-style.c: how source views show text
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui-scene.h"

#include "desk-source-style.h"

static gboolean
shows_hyphens (GtkTextIter *iter)
{
  g_autoptr (GSList) tags = gtk_text_iter_get_tags (iter);
  gboolean shown = TRUE;

  for (GSList *i = tags; i != NULL && shown; i = i->next)
    g_object_get (i->data, "insert-hyphens", &shown, NULL);

  return shown;
}

static void
test_hyphens (void)
{
  GtkSourceView *view = g_object_ref_sink (GTK_SOURCE_VIEW (gtk_source_view_new ()));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter iter;

  desk_source_style_follow (view);
  gtk_text_buffer_set_text (buffer, "first\n", -1);
  gtk_text_buffer_get_end_iter (buffer, &iter);
  gtk_text_buffer_insert (buffer, &iter, "längst", -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, 2);
  gtk_text_buffer_insert (buffer, &iter, "ü", -1);

  gtk_text_buffer_get_start_iter (buffer, &iter);
  while (!gtk_text_iter_is_end (&iter))
    {
      g_assert_false (shows_hyphens (&iter));
      gtk_text_iter_forward_char (&iter);
    }
  g_object_unref (view);
}

int
main (int argc, char *argv[])
{
  ui_scene_init (&argc, &argv);
  g_test_add_func ("/source-style/hyphens", test_hyphens);

  return g_test_run ();
}
