/* desk-session-log.c: the log of a session: opened before it connects, and kept within its limits
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-session"

#include "config.h"

#include "desk-error.h"
#include "desk-session-private.h"

static void
on_log_opened (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSession) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!desk_log_open_finish (DESK_LOG (object), result, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      /* Whoever wants to connect does so as soon as the other one has ended. */
      if (g_error_matches (error, DESK_ERROR, DESK_ERROR_LOG_BUSY))
        desk_log_follow (self->log);
      else
        self->start_wanted = FALSE;
      self->log_error = g_steal_pointer (&error);
      _desk_session_set_state (self, DESK_SESSION_DISCONNECTED);
      _desk_session_notify (self, SESSION_PROP_LOG_ERROR);
      return;
    }

  self->log_ready = TRUE;
  if (self->start_wanted)
    {
      self->start_wanted = FALSE;
      _desk_session_begin (self);
    }
}

static void
on_released (DeskSession *self)
{
  g_clear_error (&self->log_error);
  _desk_session_notify (self, SESSION_PROP_LOG_ERROR);
  if (self->start_wanted)
    _desk_session_set_state (self, DESK_SESSION_CONNECTING);
  _desk_session_open_log (self);
}

/**
 * desk_session_get_waits_for_log:
 * @self: a session
 *
 * Returns: whether it connects by itself when the other process that writes
 *   its log has ended; notified with "log-error"
 */
gboolean
desk_session_get_waits_for_log (DeskSession *self)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), FALSE);

  return self->start_wanted && self->log_error != NULL;
}

void
_desk_session_watch_log (DeskSession *self)
{
  g_signal_connect_object (self->log, "released", G_CALLBACK (on_released), self, G_CONNECT_SWAPPED);
}

/* Opens it in the background; whoever waits to connect does so when that is done. */
void
_desk_session_open_log (DeskSession *self)
{
  desk_log_open_async (self->log, self->cancellable, on_log_opened, g_object_ref (self));
}

/**
 * desk_session_apply_retention:
 * @self: a session
 *
 * Has its log keep to the limits of the profile, or where that has none to
 * desk_log_get_default_retention(). To be called when the latter has changed.
 */
void
desk_session_apply_retention (DeskSession *self)
{
  guint64 max_bytes;
  guint max_days;

  g_return_if_fail (DESK_IS_SESSION (self));

  desk_log_get_default_retention (&max_bytes, &max_days);
  if (desk_profile_get_log_max_bytes (self->profile) > 0)
    max_bytes = (guint64) desk_profile_get_log_max_bytes (self->profile);
  if (desk_profile_get_log_max_days (self->profile) > 0)
    max_days = desk_profile_get_log_max_days (self->profile);
  desk_log_set_retention (self->log, max_bytes, max_days);
}
