/* desk-window-check.c: checks the connection of the selected tab
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-window"

#include "config.h"

#include "desk-check-window.h"
#include "desk-error.h"
#include "desk-session-options.h"
#include "desk-window-private.h"

static DeskConnectOptions *
make_options (gpointer session)
{
  return desk_session_dup_connect_options (session);
}

/* The ID is in question when the broker or another client had something against
 * it. A connection of our own that is up would lose it. */
static gboolean
is_about_client_id (DeskSession *session)
{
  const GError *error = desk_session_get_error (session);

  return desk_session_get_state (session) == DESK_SESSION_DISCONNECTED
         && (g_error_matches (error, DESK_ERROR, DESK_ERROR_CLIENT_ID_TAKEN)
             || g_error_matches (error, DESK_ERROR, DESK_ERROR_BAD_CLIENT_ID));
}

/* Action “win.check-connection” */
void
_desk_window_check_connection (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  DeskTab *tab = _desk_window_get_selected_tab (self);
  DeskSession *session;
  DeskCheckWindow *window;

  if (tab == NULL)
    return;

  session = desk_tab_get_session (tab);
  window = desk_check_window_new (GTK_WINDOW (self), desk_session_get_profile (session), make_options,
                                  G_OBJECT (session));
  if (is_about_client_id (session))
    desk_check_window_ask_client_id (window);
  desk_check_window_open (window);
}
