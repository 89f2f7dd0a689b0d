/* desk-window-unsent.c: whoever closes a connection is asked about what waits to be sent
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-window"

#include "config.h"

#include "desk-window-private.h"

#include "desk-unsent-question.h"

#define DISCARDS "desk-discards-unsent"

static guint
count_waiting (AdwTabPage *page)
{
  DeskTab *tab = desk_tab_from_page (page);

  return tab != NULL ? desk_session_get_n_waiting (desk_tab_get_session (tab)) : 0;
}

static void
on_keep_window (DeskWindow *self)
{
  self->asks_about_unsent = FALSE;
}

static void
on_discard_window (DeskWindow *self)
{
  self->asks_about_unsent = FALSE;
  self->discards_unsent = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

/* Returns: whether the window may close now; if not, it asks and closes later */
gboolean
_desk_window_may_close (DeskWindow *self)
{
  guint n_waiting = 0;

  if (self->discards_unsent)
    return TRUE;
  if (self->asks_about_unsent)
    return FALSE;

  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    n_waiting += count_waiting (adw_tab_view_get_nth_page (self->tab_view, i));
  if (n_waiting == 0)
    return TRUE;

  self->asks_about_unsent = TRUE;
  desk_unsent_question_ask (GTK_WINDOW (self), n_waiting, G_CALLBACK (on_discard_window), G_CALLBACK (on_keep_window),
                            self);

  return FALSE;
}

static DeskWindow *
find_window (AdwTabPage *page)
{
  return DESK_WINDOW (gtk_widget_get_root (adw_tab_page_get_child (page)));
}

static void
on_keep_page (AdwTabPage *page)
{
  DeskWindow *self = find_window (page);

  self->asks_about_unsent = FALSE;
  self->asked_page = NULL;
  adw_tab_view_close_page_finish (self->tab_view, page, FALSE);
}

static void
on_discard_page (AdwTabPage *page)
{
  on_keep_page (page);
  g_object_set_data (G_OBJECT (page), DISCARDS, GINT_TO_POINTER (TRUE));
  adw_tab_view_close_page (find_window (page)->tab_view, page);
}

/* Returns: whether the tab may close now; if not, it asks and closes it later */
gboolean
_desk_window_may_close_page (DeskWindow *self, AdwTabPage *page)
{
  guint n_waiting = count_waiting (page);

  if (n_waiting == 0 || self->is_closing || g_object_get_data (G_OBJECT (page), DISCARDS) != NULL)
    return TRUE;

  self->asks_about_unsent = TRUE;
  self->asked_page = page;
  desk_unsent_question_ask (GTK_WINDOW (self), n_waiting, G_CALLBACK (on_discard_page), G_CALLBACK (on_keep_page),
                            G_OBJECT (page));

  return FALSE;
}

/**
 * desk_window_close_at_once:
 * @self: a window
 *
 * Closes it without a question, as when the computer shuts down.
 */
void
desk_window_close_at_once (DeskWindow *self)
{
  g_return_if_fail (DESK_IS_WINDOW (self));

  if (self->asked_page != NULL)
    on_keep_page (self->asked_page);
  on_discard_window (self);
}
