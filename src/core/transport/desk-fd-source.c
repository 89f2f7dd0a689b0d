/* desk-fd-source.c: watches a file descriptor, and leaves it alone when told so
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-fd-source.h"

typedef struct
{
  GSource source;
  int fd;
  gpointer tag; /* (nullable) */
  GIOCondition condition;
} FdSource;

static gboolean
fd_source_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

/**
 * desk_fd_source_new:
 * @fd: a file descriptor; it stays the caller's, and must outlive the source
 *
 * Makes a source that waits for nothing yet.
 *
 * Returns: (transfer full): the source
 */
GSource *
desk_fd_source_new (int fd)
{
  static GSourceFuncs funcs = { .dispatch = fd_source_dispatch };
  GSource *source = g_source_new (&funcs, sizeof (FdSource));

  ((FdSource *) source)->fd = fd;

  return source;
}

/**
 * desk_fd_source_set_condition:
 * @source: a source of desk_fd_source_new()
 * @condition: what to wait for; 0: nothing
 *
 * Changes what is waited for. With 0 the descriptor is not even polled: poll()
 * reports a hang-up whether asked for it or not, again and again. Nothing is
 * touched when nothing changes, since every change wakes the context.
 */
void
desk_fd_source_set_condition (GSource *source, GIOCondition condition)
{
  FdSource *self = (FdSource *) source;

  if (condition == self->condition)
    return;

  if (condition == 0)
    g_source_remove_unix_fd (source, g_steal_pointer (&self->tag));
  else if (self->tag == NULL)
    self->tag = g_source_add_unix_fd (source, self->fd, condition);
  else
    g_source_modify_unix_fd (source, self->tag, condition);
  self->condition = condition;
}
