/* desk-log-sums.c: tells whoever follows a log what was committed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-log-sums.h"

typedef struct
{
  guint id;
  DeskLogCommitFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
} Follower;

struct _DeskLogSums
{
  GMutex mutex;
  GArray *followers; /* of Follower */
  guint last_follower;
  guint generation;
  gint64 next_id; /* of the next commit; 0 before the log is open */
};

static void
follower_clear (gpointer data)
{
  Follower *follower = data;

  if (follower->destroy != NULL)
    follower->destroy (follower->user_data);
}

DeskLogSums *
desk_log_sums_new (void)
{
  DeskLogSums *self = g_new0 (DeskLogSums, 1);

  g_mutex_init (&self->mutex);
  self->followers = g_array_new (FALSE, FALSE, sizeof (Follower));
  g_array_set_clear_func (self->followers, follower_clear);

  return self;
}

void
desk_log_sums_free (DeskLogSums *self)
{
  g_array_unref (self->followers);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* The mutex is held: whoever follows hears of every commit once, in order, and of none after it was removed. */
static void
tell (DeskLogSums *self, const DeskLogCommit *commit)
{
  for (guint i = 0; i < self->followers->len; i++)
    {
      const Follower *follower = &g_array_index (self->followers, Follower, i);

      follower->func (commit, follower->user_data);
    }
}

/**
 * desk_log_sums_add:
 * @self: sums
 * @func: what to call after each commit
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data
 *
 * From any thread. If the log is open, @func is called at once with where the
 * next commit begins.
 *
 * Returns: a number for desk_log_sums_remove()
 */
guint
desk_log_sums_add (DeskLogSums *self, DeskLogCommitFunc func, gpointer user_data, GDestroyNotify destroy)
{
  Follower follower = { .func = func, .user_data = user_data, .destroy = destroy };

  g_mutex_lock (&self->mutex);
  follower.id = ++self->last_follower;
  g_array_append_val (self->followers, follower);
  if (self->next_id > 0)
    {
      DeskLogCommit commit = { self->generation, self->next_id, self->next_id - 1, NULL, 0 };

      func (&commit, user_data);
    }
  g_mutex_unlock (&self->mutex);

  return follower.id;
}

/**
 * desk_log_sums_remove:
 * @self: sums
 * @id: what desk_log_sums_add() returned
 *
 * From any thread but within the function itself; when this returns the
 * function is not called any more.
 */
void
desk_log_sums_remove (DeskLogSums *self, guint id)
{
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->followers->len; i++)
    {
      if (g_array_index (self->followers, Follower, i).id == id)
        {
          g_array_remove_index (self->followers, i);
          break;
        }
    }
  g_mutex_unlock (&self->mutex);
}

/**
 * desk_log_sums_begin:
 * @self: sums
 * @next_id: id of the next message
 * @anew: whether nothing of what was told before is in this file
 *
 * A file was opened.
 */
void
desk_log_sums_begin (DeskLogSums *self, gint64 next_id, gboolean anew)
{
  DeskLogCommit commit = { .first_id = next_id, .last_id = next_id - 1 };

  g_mutex_lock (&self->mutex);
  self->next_id = next_id;
  if (anew)
    self->generation++;
  commit.generation = self->generation;
  tell (self, &commit);
  g_mutex_unlock (&self->mutex);
}

/**
 * desk_log_sums_publish:
 * @self: sums
 * @next_id: id of the next message
 * @sums: (array length=n_sums): what was committed, one sum for each topic
 * @n_sums: number of topics
 */
void
desk_log_sums_publish (DeskLogSums *self, gint64 next_id, const DeskTopicSum *const *sums, guint n_sums)
{
  DeskLogCommit commit = { .last_id = next_id - 1, .sums = sums, .n_sums = n_sums };

  g_mutex_lock (&self->mutex);
  commit.generation = self->generation;
  commit.first_id = self->next_id;
  self->next_id = next_id;
  tell (self, &commit);
  g_mutex_unlock (&self->mutex);
}
