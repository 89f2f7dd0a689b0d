/* desk-subscription-counts.c: counts messages by the subscription they belong to
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-subscription-counts.h"
#include "desk-topic.h"

/* Topics whose filters are remembered, by the address of the name: the writer
 * of a log has one name object for each topic that it met lately. */
#define SLOTS 65536

/**
 * Slot:
 * @topic: (owned) (nullable): the name; while we hold it no other name lives at its address
 * @list: which list of filters it was matched with
 * @n_matches: how many of them match
 * @matches: (owned) (nullable): their positions in the list
 */
typedef struct
{
  GRefString *topic;
  guint list;
  guint n_matches;
  guint *matches;
} Slot;

struct _DeskSubscriptionCounts
{
  DeskLog *log;
  guint follower;

  GMutex mutex;
  char **filters; /* (owned) */
  guint n_filters;
  guint list;     /* counts the lists */
  GArray *counts; /* of guint64: for each filter, since they were last taken */
  DeskSubscriptionSums sums; /* since they were last taken */

  /* of the writer's thread alone */
  Slot *slots;
  GArray *found; /* of guint */
};

static Slot *
find_slot (DeskSubscriptionCounts *self, GRefString *topic)
{
  gsize address = (gsize) topic;
  Slot *slot = &self->slots[((address >> 4) ^ (address >> 20)) % SLOTS];

  if (slot->topic == topic && slot->list == self->list)
    return slot;

  g_array_set_size (self->found, 0);
  for (guint i = 0; i < self->n_filters; i++)
    if (desk_topic_filter_matches (self->filters[i], topic))
      g_array_append_val (self->found, i);

  if (slot->topic != topic)
    {
      g_clear_pointer (&slot->topic, g_ref_string_release);
      slot->topic = g_ref_string_acquire (topic);
    }
  g_free (slot->matches);
  slot->list = self->list;
  slot->n_matches = self->found->len;
  slot->matches = g_memdup2 (self->found->data, self->found->len * sizeof (guint));

  return slot;
}

static void
on_commit (const DeskLogCommit *commit, gpointer user_data)
{
  DeskSubscriptionCounts *self = user_data;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < commit->n_sums; i++)
    {
      const DeskTopicSum *sum = commit->sums[i];
      guint64 incoming = sum->count - sum->outgoing;
      const Slot *slot;

      self->sums.sent += sum->outgoing;
      self->sums.received += incoming;
      if (incoming == 0)
        continue;
      if (self->n_filters == 0)
        {
          self->sums.unmatched += incoming;
          continue;
        }

      slot = find_slot (self, sum->topic);
      if (slot->n_matches == 0)
        self->sums.unmatched += incoming;
      else if (slot->n_matches > 1)
        self->sums.overlapping += incoming;
      for (guint j = 0; j < slot->n_matches; j++)
        g_array_index (self->counts, guint64, slot->matches[j]) += incoming;
    }
  g_mutex_unlock (&self->mutex);
}

/**
 * desk_subscription_counts_new:
 * @log: the log of the session
 *
 * Returns: (transfer full): the counts, without filters yet
 */
DeskSubscriptionCounts *
desk_subscription_counts_new (DeskLog *log)
{
  DeskSubscriptionCounts *self = g_new0 (DeskSubscriptionCounts, 1);

  g_mutex_init (&self->mutex);
  self->counts = g_array_new (FALSE, TRUE, sizeof (guint64));
  self->found = g_array_new (FALSE, FALSE, sizeof (guint));
  self->slots = g_new0 (Slot, SLOTS);
  self->log = g_object_ref (log);
  self->follower = desk_log_add_commit_func (log, on_commit, self, NULL);

  return self;
}

/**
 * desk_subscription_counts_free:
 * @self: (transfer full): counts
 *
 * Follows the log no more.
 */
void
desk_subscription_counts_free (DeskSubscriptionCounts *self)
{
  desk_log_remove_commit_func (self->log, self->follower);
  g_object_unref (self->log);
  for (guint i = 0; i < SLOTS; i++)
    {
      g_clear_pointer (&self->slots[i].topic, g_ref_string_release);
      g_free (self->slots[i].matches);
    }
  g_free (self->slots);
  g_array_unref (self->found);
  g_array_unref (self->counts);
  g_strfreev (self->filters);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * desk_subscription_counts_set_filters:
 * @self: counts
 * @filters: (array zero-terminated=1): valid topic filters
 *
 * Counts for these filters from now on. What was not taken yet is lost, so
 * take it before.
 */
void
desk_subscription_counts_set_filters (DeskSubscriptionCounts *self, const char *const *filters)
{
  g_mutex_lock (&self->mutex);
  g_strfreev (self->filters);
  self->filters = g_strdupv ((char **) filters);
  self->n_filters = g_strv_length (self->filters);
  self->list++;
  g_array_set_size (self->counts, 0);
  g_array_set_size (self->counts, self->n_filters);
  g_mutex_unlock (&self->mutex);
}

/**
 * desk_subscription_counts_take:
 * @self: counts
 * @sums: (out caller-allocates): of all messages together
 *
 * Takes what was counted since the last call.
 *
 * Returns: (transfer full) (element-type guint64): for each filter, how many
 *   messages that were received belong to it
 */
GArray *
desk_subscription_counts_take (DeskSubscriptionCounts *self, DeskSubscriptionSums *sums)
{
  GArray *taken = g_array_new (FALSE, TRUE, sizeof (guint64));

  g_mutex_lock (&self->mutex);
  if (self->n_filters > 0)
    {
      g_array_append_vals (taken, self->counts->data, self->n_filters);
      g_array_set_size (self->counts, 0);
      g_array_set_size (self->counts, self->n_filters);
    }
  *sums = self->sums;
  self->sums = (DeskSubscriptionSums) { 0 };
  g_mutex_unlock (&self->mutex);

  return taken;
}
