/* desk-session-log.c: the log of a session: opened before it connects, and kept within its limits
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-session"

#include "config.h"

#include "desk-error.h"
#include "desk-session-private.h"

/* Seconds after which a log that cannot be written is tried again */
#define RETRY_INTERVAL 2

static void
set_log_error (DeskSession *self, GError *error)
{
  if ((self->log_error == NULL && error == NULL)
      || (self->log_error != NULL && error != NULL && g_str_equal (self->log_error->message, error->message)))
    {
      g_clear_error (&error);
      return;
    }
  g_clear_error (&self->log_error);
  self->log_error = error;
  _desk_session_notify (self, SESSION_PROP_LOG_ERROR);
}

static gboolean
on_retry (gpointer user_data)
{
  DeskSession *self = user_data;

  g_clear_pointer (&self->log_source, g_source_unref);
  _desk_session_open_log (self);

  return G_SOURCE_REMOVE;
}

static void
retry_later (DeskSession *self)
{
  self->log_source = g_timeout_source_new_seconds (RETRY_INTERVAL);
  g_source_set_callback (self->log_source, on_retry, self, NULL);
  g_source_set_static_name (self->log_source, "[mqtt-desk] log of a session");
  g_source_attach (self->log_source, self->context);
}

static void
start_if_wanted (DeskSession *self)
{
  if (!self->start_wanted)
    return;
  self->start_wanted = FALSE;
  _desk_session_begin (self);
}

/* A disk that is full or must not be written is waited for. */
gboolean
_desk_session_can_do_without_log (DeskSession *self)
{
  return g_error_matches (self->log_error, DESK_ERROR, DESK_ERROR_LOG_FULL)
         || g_error_matches (self->log_error, DESK_ERROR, DESK_ERROR_LOG_READ_ONLY);
}

/* A disk that is full or must not be written is no reason to miss what comes:
 * it waits in memory, and the log is tried again. */
static void
handle_error (DeskSession *self, GError *error)
{
  set_log_error (self, error);
  if (_desk_session_can_do_without_log (self))
    {
      retry_later (self);
      start_if_wanted (self);
      return;
    }

  /* Whoever wants to connect does so as soon as the other one has ended. */
  if (g_error_matches (self->log_error, DESK_ERROR, DESK_ERROR_LOG_BUSY))
    desk_log_follow (self->log);
  else
    self->start_wanted = FALSE;
  _desk_session_set_state (self, DESK_SESSION_DISCONNECTED);
}

static void
on_log_opened (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSession) self = user_data;
  g_autoptr (GError) error = NULL;

  self->log_opening = FALSE;
  if (!desk_log_open_finish (DESK_LOG (object), result, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      handle_error (self, g_steal_pointer (&error));
      return;
    }

  self->log_ready = TRUE;
  set_log_error (self, NULL);
  start_if_wanted (self);
}

static void
on_released (DeskSession *self)
{
  set_log_error (self, NULL);
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

  return self->start_wanted && g_error_matches (self->log_error, DESK_ERROR, DESK_ERROR_LOG_BUSY);
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
  self->log_opening = TRUE;
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
