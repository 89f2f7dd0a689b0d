/* session-scene.h: waiting for a session, and tidying up after it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib/gstdio.h>

#include "desk-broker.h"
#include "desk-error.h"
#include "desk-session.h"
#include "wait.h"

/* @port: where it ran before, or 0. While it did not run, the kernel may have lent that port to a connection of another
 * program, which gives it back. */
static inline void
start_broker (DeskBroker *broker, guint16 port)
{
  g_autoptr (GError) error = NULL;

  do
    {
      g_autoptr (GAsyncResult) result = NULL;

      g_clear_error (&error);
      desk_broker_start_async (broker, port, NULL, keep_result, &result);
      wait_until (result != NULL);
      desk_broker_start_finish (broker, result, &error);
    }
  while (port != 0 && g_error_matches (error, DESK_ERROR, DESK_ERROR_PORT_TAKEN));
  g_assert_no_error (error);
}

static inline void
close_session (DeskSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_session_close_async (session, keep_result, &result);
  wait_until (result != NULL);
  desk_session_close_finish (session, result, &error);
  g_assert_no_error (error);
}

static inline void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}
