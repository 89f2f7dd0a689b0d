/* desk-topic-splice.c: changes a list into another in few steps
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-topic-splice.h"

/* Rows between the first and the last difference up to which it is looked for
 * single steps, and how many of them there may be; beyond that all between is
 * replaced at once. Each step moves the rows after it: together no more than
 * this many. */
#define ROWS_MAX 10000
#define STEPS_MAX 64
#define MOVED_MAX 4000000

typedef struct
{
  guint position; /* in the target */
  guint removed;
  guint added;
} Step;

static GHashTable *
make_set (GArray *rows, guint first, guint end)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);

  for (guint i = first; i < end; i++)
    g_hash_table_add (set, GUINT_TO_POINTER (g_array_index (rows, guint32, i)));

  return set;
}

static gboolean
has (GHashTable *set, GArray *rows, guint i)
{
  return g_hash_table_contains (set, GUINT_TO_POINTER (g_array_index (rows, guint32, i)));
}

/* Returns: %FALSE if rows have changed their places, or there is too much to do */
static gboolean
find_steps (GArray *rows, GArray *target, guint first, guint end, guint target_end, GArray *steps)
{
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;
  guint max_steps = MIN (STEPS_MAX, MOVED_MAX / (target->len + 1));
  guint i = first, j = first;

  if (end - first > ROWS_MAX || target_end - first > ROWS_MAX)
    return FALSE;

  before = make_set (rows, first, end);
  after = make_set (target, first, target_end);
  while (i < end || j < target_end)
    {
      Step step = { j, 0, 0 };

      if (i < end && j < target_end
          && g_array_index (rows, guint32, i) == g_array_index (target, guint32, j))
        {
          i++;
          j++;
          continue;
        }
      for (; i < end && !has (after, rows, i); i++)
        step.removed++;
      for (; j < target_end && !has (before, target, j); j++)
        step.added++;
      if (step.removed + step.added == 0 || steps->len >= max_steps)
        return FALSE;
      g_array_append_val (steps, step);
    }

  return TRUE;
}

static void
take_step (GListModel *model, GArray *rows, GArray *target, const Step *step)
{
  if (step->removed > 0)
    g_array_remove_range (rows, step->position, step->removed);
  if (step->added > 0)
    g_array_insert_vals (rows, step->position, &g_array_index (target, guint32, step->position), step->added);
  g_list_model_items_changed (model, step->position, step->removed, step->added);
}

/**
 * desk_topic_splice:
 * @model: who shows the rows
 * @rows: (element-type guint32): the rows, each of which is there once
 * @target: (element-type guint32): what they become
 *
 * Changes the rows so that those that stay are not touched, and tells of it
 * after each step.
 */
void
desk_topic_splice (GListModel *model, GArray *rows, GArray *target)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  guint first = 0, end = rows->len, target_end = target->len;

  while (first < MIN (end, target_end)
         && g_array_index (rows, guint32, first) == g_array_index (target, guint32, first))
    first++;
  while (end > first && target_end > first
         && g_array_index (rows, guint32, end - 1) == g_array_index (target, guint32, target_end - 1))
    {
      end--;
      target_end--;
    }
  if (end == first && target_end == first)
    return;

  if (!find_steps (rows, target, first, end, target_end, steps))
    {
      Step all = { first, end - first, target_end - first };

      g_array_set_size (steps, 0);
      g_array_append_val (steps, all);
    }
  for (guint i = 0; i < steps->len; i++)
    take_step (model, rows, target, &g_array_index (steps, Step, i));
}
