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

/* Trying to reach it again is in vain: the next one has another port. */
static void
on_ended (DeskWindow *self, GError *error)
{
  DeskTab *tab = _desk_window_find_tab (self, DEMO_ID);

  g_clear_object (&self->demo);
  if (tab != NULL)
    desk_session_stop (desk_tab_get_session (tab));
  explain (self, _ ("The demo has ended"), error);
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

  g_set_object (&self->demo, demo);
  g_signal_connect_object (demo, "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
  profile = g_object_new (DESK_TYPE_PROFILE,
                          "id", DEMO_ID,
                          "name", _ ("Demo"),
                          "host", "127.0.0.1",
                          "port", (guint) desk_demo_get_port (demo),
                          "mqtt-version", DESK_MQTT_5,
                          "temporary", TRUE,
                          NULL);
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
  DeskTab *tab;
  g_autoptr (DeskDemo) demo = NULL;
  Start *start;

  g_return_if_fail (DESK_IS_WINDOW (self));

  tab = _desk_window_find_tab (self, DEMO_ID);
  if (self->demo != NULL && tab != NULL)
    {
      desk_window_open (self, desk_session_get_profile (desk_tab_get_session (tab)), NULL, filters);
      return;
    }
  if (self->demo_starting)
    return;

  /* The broker of an ended demo has another port than the next one. */
  if (tab != NULL)
    adw_tab_view_close_page (self->tab_view, desk_tab_get_page (tab));
  self->demo_starting = TRUE;
  _desk_window_update_actions (self);
  start = g_new0 (Start, 1);
  start->self = g_object_ref (self);
  start->filters = g_strdupv ((char **) (filters != NULL && filters[0] != NULL ? filters : everything));
  demo = desk_demo_new ();
  desk_demo_start_async (demo, NULL, on_started, start);
}

void
_desk_window_stop_demo (DeskWindow *self)
{
  if (self->demo == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->demo, on_ended, self);
  desk_demo_stop (self->demo);
  g_clear_object (&self->demo);
}

/* Nobody sees what the demo publishes once its tab is gone. */
void
_desk_window_stop_demo_of (DeskWindow *self, DeskSession *session)
{
  if (g_strcmp0 (desk_profile_get_id (desk_session_get_profile (session)), DEMO_ID) == 0)
    _desk_window_stop_demo (self);
}

/* Its broker is gone for good: the next one has another port. */
gboolean
_desk_window_is_ended_demo (DeskWindow *self, DeskProfile *profile)
{
  return self->demo == NULL && g_strcmp0 (desk_profile_get_id (profile), DEMO_ID) == 0;
}
