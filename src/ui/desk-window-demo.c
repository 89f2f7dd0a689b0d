/* desk-window-demo.c: the demo and the tab that shows it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-window"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-window-private.h"

/* The same in every run, so that the demo keeps one log and not one for each free port. */
#define DEMO_ID "demo"

/* The running demo belongs to its profile: wherever the tab goes, it goes along, and it ends with it. */
#define DEMO_KEY "desk-demo"

typedef struct
{
  DeskWindow *self; /* (owned) */
  char **filters;   /* (owned) */
} Start;

static void
start_free (Start *start)
{
  g_object_unref (start->self);
  g_strfreev (start->filters);
  g_free (start);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Start, start_free)

/* What to install, for instance, is too long for a toast and may have to be copied. */
static void
explain (DeskWindow *self, const char *heading, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The window to talk in, if the tab has none yet */
static DeskWindow *
find_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (DESK_IS_WINDOW (window) && !DESK_WINDOW (window)->is_closing)
        return DESK_WINDOW (window);
    }

  return NULL;
}

/* Trying to reach it again is in vain: the next one has another port. */
static void
on_ended (DeskProfile *profile, GError *error)
{
  DeskWindow *window = find_window ();
  DeskTab *tab = _desk_window_find_tab (DEMO_ID, &window);

  g_object_set_data (G_OBJECT (profile), DEMO_KEY, NULL);
  if (tab != NULL)
    desk_session_stop (desk_tab_get_session (tab));
  if (window != NULL)
    explain (window, _ ("The demo has ended"), error);
}

static void
stop_demo (gpointer data)
{
  DeskDemo *demo = data;

  g_signal_handlers_disconnect_matched (demo, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_ended, NULL);
  desk_demo_stop (demo);
  g_object_unref (demo);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Start) start = user_data;
  DeskWindow *self = start->self;
  DeskDemo *demo = DESK_DEMO (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskProfile) profile = NULL;

  self->demo_starting = FALSE;
  if (self->is_closing)
    {
      desk_demo_stop (demo);
      return;
    }
  _desk_window_update_actions (self);
  if (!desk_demo_start_finish (demo, result, &error))
    {
      explain (self, _ ("The demo cannot start"), error);
      return;
    }
  /* Another window was faster. */
  if (_desk_window_find_tab (DEMO_ID, NULL) != NULL)
    {
      desk_demo_stop (demo);
      desk_window_start_demo (self, (const char *const *) start->filters);
      return;
    }

  profile = g_object_new (DESK_TYPE_PROFILE,
                          "id", DEMO_ID,
                          "name", _ ("Demo"),
                          "host", "127.0.0.1",
                          "port", (guint) desk_demo_get_port (demo),
                          "mqtt-version", DESK_MQTT_5,
                          "temporary", TRUE,
                          NULL);
  g_signal_connect_object (demo, "ended", G_CALLBACK (on_ended), profile, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (profile), DEMO_KEY, g_object_ref (demo), stop_demo);
  desk_window_open (self, profile, NULL, (const char *const *) start->filters);
}

/**
 * desk_window_start_demo:
 * @filters: (nullable): topic filters to subscribe to; everything if there are none
 *
 * Starts the demo broker with its devices and connects to it, or shows its tab
 * if it runs already.
 */
void
desk_window_start_demo (DeskWindow *self, const char *const *filters)
{
  static const char *const everything[] = { "#", NULL };
  DeskWindow *owner = self;
  DeskTab *tab;
  g_autoptr (DeskDemo) demo = NULL;
  Start *start;

  g_return_if_fail (DESK_IS_WINDOW (self));

  tab = _desk_window_find_tab (DEMO_ID, &owner);
  if (tab != NULL && !_desk_window_is_ended_demo (desk_tab_get_session (tab)))
    {
      desk_window_open (self, desk_session_get_profile (desk_tab_get_session (tab)), NULL, filters);
      return;
    }
  if (self->demo_starting)
    return;

  /* The broker of an ended demo has another port than the next one. */
  if (tab != NULL)
    adw_tab_view_close_page (owner->tab_view, desk_tab_get_page (tab));
  self->demo_starting = TRUE;
  _desk_window_update_actions (self);
  start = g_new0 (Start, 1);
  start->self = g_object_ref (self);
  start->filters = g_strdupv ((char **) (filters != NULL && filters[0] != NULL ? filters : everything));
  demo = desk_demo_new ();
  desk_demo_start_async (demo, NULL, on_started, start);
}

/* Nobody sees what the demo publishes once its tab is gone. */
void
_desk_window_stop_demo_of (DeskSession *session)
{
  g_object_set_data (G_OBJECT (desk_session_get_profile (session)), DEMO_KEY, NULL);
}

/* Its broker is gone for good: the next one has another port. */
gboolean
_desk_window_is_ended_demo (DeskSession *session)
{
  DeskProfile *profile = desk_session_get_profile (session);

  return g_strcmp0 (desk_profile_get_id (profile), DEMO_ID) == 0
         && g_object_get_data (G_OBJECT (profile), DEMO_KEY) == NULL;
}
