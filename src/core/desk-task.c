/* desk-task.c: work in a thread, on behalf of an object of the main thread
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-task.h"

/* One more reference to the source object of a task, given back in the context of the task */
typedef struct
{
  GObject *source;       /* (owned) */
  GMainContext *context; /* (owned) */
} Hold;

static gboolean
on_idle (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/* The last of a task: its own reference to the source object is gone already. */
static void
hold_release (gpointer data)
{
  Hold *hold = data;

  if (g_main_context_is_owner (hold->context))
    g_object_unref (hold->source);
  else
    {
      g_autoptr (GSource) idle = g_idle_source_new ();

      g_source_set_static_name (idle, "[mqtt-desk] source object of a task");
      g_source_set_priority (idle, G_PRIORITY_DEFAULT);
      g_source_set_callback (idle, on_idle, hold->source, g_object_unref);
      g_source_attach (idle, hold->context);
    }
  g_main_context_unref (hold->context);
  g_free (hold);
}

/**
 * desk_task_run_in_thread:
 * @task: a task
 * @func: what is to be done in a thread
 *
 * As g_task_run_in_thread(), but the task's source object never loses its last
 * reference in that thread. GIO's thread lets go of the task only after the
 * callback was asked for, at times after it was called, and an object or a
 * widget that nobody else holds by then would be disposed of there.
 */
void
desk_task_run_in_thread (GTask *task, GTaskThreadFunc func)
{
  GObject *source = g_task_get_source_object (task);

  if (source != NULL)
    {
      Hold *hold = g_new (Hold, 1);

      *hold = (Hold) { g_object_ref (source), g_main_context_ref (g_task_get_context (task)) };
      /* An object frees this after its own members. */
      g_object_set_data_full (G_OBJECT (task), "desk-task-hold", hold, hold_release);
    }
  g_task_run_in_thread (task, func);
}
