/* session-scene.h: waiting for a session, and tidying up after it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib/gstdio.h>

#include "desk-session.h"

#define CAP (20 * G_TIME_SPAN_SECOND)

/* Turns the main loop until the condition holds; a condition that never does fails. */
#define wait_until(condition)                                              \
  G_STMT_START                                                             \
  {                                                                        \
    gint64 wait_end = g_get_monotonic_time () + CAP;                       \
    guint wait_ticks = g_timeout_add (10, on_wait_tick, NULL);             \
    while (!(condition) && g_get_monotonic_time () < wait_end)             \
      g_main_context_iteration (NULL, TRUE);                               \
    g_source_remove (wait_ticks);                                          \
    g_assert_true (condition);                                             \
  }                                                                        \
  G_STMT_END

static inline gboolean
on_wait_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static inline void
on_result (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static inline void
close_session (DeskSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_session_close_async (session, on_result, &result);
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
