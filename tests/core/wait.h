/* wait.h: waiting for conditions in the main loop
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CAP 40 /* s that a condition may take */

static inline gboolean
on_cap (gpointer what)
{
  g_error ("%s did not happen within %d s", (const char *) what, CAP);

  return G_SOURCE_REMOVE;
}

/* Looks again now and then at a condition that no event announces. */
static inline gboolean
on_poll (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Turns the main loop until the condition holds; one that never does ends the test. */
#define wait_until(condition)                                                \
  G_STMT_START                                                               \
  {                                                                          \
    guint cap_ = g_timeout_add_seconds (CAP, on_cap, (gpointer) #condition); \
    guint poll_ = g_timeout_add (10, on_poll, NULL);                         \
    while (!(condition))                                                     \
      g_main_context_iteration (NULL, TRUE);                                 \
    g_source_remove (poll_);                                                 \
    g_source_remove (cap_);                                                  \
  }                                                                          \
  G_STMT_END

/* A #GAsyncReadyCallback that keeps the result, with a reference, in its user data. */
static inline void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

G_END_DECLS
