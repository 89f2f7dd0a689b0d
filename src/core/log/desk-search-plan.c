/* desk-search-plan.c: a filter, made ready to look at stored messages
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-search-plan.h"
#include "desk-topic.h"

/* What the flags of a message can be; further bits would be none that a term
 * asks for. */
#define N_FLAGS 32

/* Topics whose outcome is remembered: one for each slot, the last that came.
 * The pages of this table that no topic needs are never touched. */
#define N_SLOTS (1 << 17)

/* Messages on which a regular expression may give up before it is stopped: a second's
 * work at most */
#define MAX_GIVE_UPS 50

/**
 * Known:
 * @yes: bit n: term n is true
 * @no: bit n: term n is false
 *
 * What is known of the terms. Neither bit is set while a term is open.
 */
typedef struct
{
  guint64 yes;
  guint64 no;
} Known;

/**
 * TopicSlot:
 * @topic: id of the topic; 0: the slot is free
 * @hidden: whether it is excluded
 * @checked: bit n: the outcome with flags n is known
 * @yes: bit n: with flags n every message of the topic matches
 * @no: bit n: with flags n none does
 * @known: what the topic tells of the terms
 *
 * Nearly all messages come on topics and with flags that were there before.
 */
typedef struct
{
  gint64 topic;
  gboolean hidden;
  guint32 checked;
  guint32 yes;
  guint32 no;
  Known known;
} TopicSlot;

struct _DeskSearchPlan
{
  DeskFilter *filter;    /* (owned) (nullable) */
  GPtrArray *terms;      /* (nullable) (element-type DeskTerm): of @filter */
  const DeskNode *root;  /* (nullable): of @filter */
  char **excluded;       /* (owned) (nullable): topic filters */
  char **kept;           /* (owned) (nullable): topic filters */
  Known by_flags[N_FLAGS];
  TopicSlot *slots;      /* (owned) (array length=N_SLOTS) */
  DeskPlanNeeds needs;
  Known known;           /* of the message that was checked last */
  gboolean failed;       /* whether reading its payload failed */
  guint n_give_ups[DESK_FILTER_MAX_TERMS]; /* on how many messages each term gave up */
};

G_STATIC_ASSERT (DESK_FILTER_MAX_TERMS <= 64);

static void
learn (Known *known, guint index, DeskTruth truth)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << index;

  if (truth == DESK_TRUTH_YES)
    known->yes |= bit;
  else if (truth == DESK_TRUTH_NO)
    known->no |= bit;
}

/**
 * desk_search_plan_new:
 * @filter: (nullable): what must match
 * @excluded: (nullable): topic filters: what matches one of them is hidden …
 * @kept: (nullable): … unless it matches one of these
 *
 * Returns: (transfer full): a plan
 */
DeskSearchPlan *
desk_search_plan_new (DeskFilter *filter, const char *const *excluded, const char *const *kept)
{
  DeskSearchPlan *self = g_new0 (DeskSearchPlan, 1);

  self->excluded = g_strdupv ((char **) excluded);
  self->kept = g_strdupv ((char **) kept);
  self->slots = g_new0 (TopicSlot, N_SLOTS);
  if (filter == NULL)
    return self;

  self->filter = desk_filter_ref (filter);
  self->terms = _desk_filter_get_terms (filter);
  self->root = _desk_filter_get_root (filter);
  for (guint i = 0; i < self->terms->len; i++)
    {
      const DeskTerm *term = g_ptr_array_index (self->terms, i);

      self->needs |= term->kind->check_time != NULL ? DESK_PLAN_NEEDS_TIME : 0;
      self->needs |= term->kind->check_size != NULL ? DESK_PLAN_NEEDS_SIZE : 0;
      self->needs |= term->kind->check_properties != NULL ? DESK_PLAN_NEEDS_PROPERTIES : 0;
      self->needs |= term->kind->check_payload != NULL ? DESK_PLAN_NEEDS_PAYLOAD : 0;
      for (guint flags = 0; term->kind->check_flags != NULL && flags < N_FLAGS; flags++)
        learn (&self->by_flags[flags], i, term->kind->check_flags (term, (DeskMessageFlags) flags));
    }

  return self;
}

void
desk_search_plan_free (DeskSearchPlan *self)
{
  g_clear_pointer (&self->filter, desk_filter_unref);
  g_strfreev (self->excluded);
  g_strfreev (self->kept);
  g_free (self->slots);
  g_free (self);
}

/**
 * desk_search_plan_get_needs:
 *
 * Returns: what may have to be looked at
 */
DeskPlanNeeds
desk_search_plan_get_needs (DeskSearchPlan *self)
{
  return self->needs;
}

/**
 * desk_search_plan_is_for_payloads:
 *
 * Returns: whether each of its terms may have to look at the payload, so that it will
 *   nearly always be needed
 */
gboolean
desk_search_plan_is_for_payloads (DeskSearchPlan *self)
{
  for (guint i = 0; self->terms != NULL && i < self->terms->len; i++)
    {
      if (((const DeskTerm *) g_ptr_array_index (self->terms, i))->kind->check_payload == NULL)
        return FALSE;
    }

  return self->terms != NULL && self->terms->len > 0;
}

/**
 * desk_search_plan_has_pattern:
 *
 * Returns: whether it has a regular expression, which may take long for one message
 */
gboolean
desk_search_plan_has_pattern (DeskSearchPlan *self)
{
  for (guint i = 0; self->terms != NULL && i < self->terms->len; i++)
    {
      if (_desk_term_get_pattern (g_ptr_array_index (self->terms, i)) != NULL)
        return TRUE;
    }

  return FALSE;
}

static DeskTruth
check_term (DeskSearchPlan *self, guint index, DeskSearchPayload *payload, GError **error)
{
  const DeskTerm *term = g_ptr_array_index (self->terms, index);
  guint64 bit = G_GUINT64_CONSTANT (1) << index;
  GError *failure = NULL;
  DeskTruth truth;

  if ((self->known.yes & bit) != 0)
    return DESK_TRUTH_YES;
  if ((self->known.no & bit) != 0)
    return DESK_TRUTH_NO;
  if (payload == NULL || self->n_give_ups[index] >= MAX_GIVE_UPS)
    return DESK_TRUTH_UNKNOWN;

  truth = term->kind->check_payload (term, payload, &failure);
  learn (&self->known, index, truth);
  if (failure != NULL)
    {
      self->failed = TRUE;
      g_propagate_error (error, failure);
    }
  else if (truth == DESK_TRUTH_UNKNOWN)
    self->n_give_ups[index]++;

  return truth;
}

/* What is false stays false whatever the open terms turn out to be, so the
 * payload is only looked at where it decides. The parser bounds the depth. If the
 * result is open although there is a payload, reading failed or a term gave up. */
static DeskTruth
check_node (DeskSearchPlan *self, const DeskNode *node, DeskSearchPayload *payload, GError **error)
{
  /* One child that is like this decides; without one, all are the other. */
  DeskTruth decisive = node->type == DESK_NODE_OR ? DESK_TRUTH_YES : DESK_TRUTH_NO;
  DeskTruth truth = node->type == DESK_NODE_OR ? DESK_TRUTH_NO : DESK_TRUTH_YES;

  if (node->type == DESK_NODE_TERM)
    return check_term (self, node->term, payload, error);

  for (guint i = 0; i < node->children->len; i++)
    {
      DeskTruth child = check_node (self, g_ptr_array_index (node->children, i), payload, error);

      if (node->type == DESK_NODE_NOT)
        return child == DESK_TRUTH_UNKNOWN ? child : child == DESK_TRUTH_YES ? DESK_TRUTH_NO : DESK_TRUTH_YES;
      if (child == decisive)
        return decisive;
      if (child == DESK_TRUTH_UNKNOWN)
        {
          truth = DESK_TRUTH_UNKNOWN;
          if (self->failed)
            break;
        }
    }

  return truth;
}

static gboolean
matches_one (char **topic_filters, const char *topic)
{
  for (guint i = 0; topic_filters != NULL && topic_filters[i] != NULL; i++)
    {
      if (desk_topic_filter_matches (topic_filters[i], topic))
        return TRUE;
    }

  return FALSE;
}

static void
fill_slot (DeskSearchPlan *self, TopicSlot *slot, gint64 topic, const char *name)
{
  slot->topic = topic;
  slot->hidden = matches_one (self->excluded, name) && !matches_one (self->kept, name);
  slot->checked = 0;
  slot->yes = 0;
  slot->no = 0;
  slot->known = (Known) { 0, 0 };
  for (guint i = 0; self->terms != NULL && i < self->terms->len; i++)
    {
      const DeskTerm *term = g_ptr_array_index (self->terms, i);
      DeskTruth truth = DESK_TRUTH_UNKNOWN;

      if (term->kind->check_topic != NULL)
        truth = term->kind->check_topic (term, name);
      learn (&slot->known, i, truth);
    }
}

static void
check_flags (DeskSearchPlan *self, TopicSlot *slot, guint flags)
{
  guint32 bit = (guint32) 1 << flags;
  DeskTruth truth;

  self->known.yes = slot->known.yes | self->by_flags[flags].yes;
  self->known.no = slot->known.no | self->by_flags[flags].no;
  if (slot->hidden)
    truth = DESK_TRUTH_NO;
  else if (self->root == NULL)
    truth = DESK_TRUTH_YES;
  else
    truth = check_node (self, self->root, NULL, NULL);

  slot->checked |= bit;
  slot->yes |= truth == DESK_TRUTH_YES ? bit : 0;
  slot->no |= truth == DESK_TRUTH_NO ? bit : 0;
}

/**
 * desk_search_plan_check:
 * @self: a plan
 * @topic: id of a message's topic
 * @flags: its flags
 * @name_func: tells the name of a topic that was not seen lately
 * @user_data: for @name_func
 *
 * Returns: whether the message matches, as far as its topic and flags tell
 */
DeskTruth
desk_search_plan_check (DeskSearchPlan *self,
                        gint64 topic,
                        DeskMessageFlags flags,
                        DeskTopicNameFunc name_func,
                        gpointer user_data)
{
  TopicSlot *slot = &self->slots[(guint64) topic % N_SLOTS];
  guint number = (guint) flags % N_FLAGS;
  guint32 bit = (guint32) 1 << number;

  if (slot->topic != topic || topic == 0)
    {
      g_autofree char *name = name_func (topic, user_data);

      fill_slot (self, slot, topic, name);
    }
  if ((slot->checked & bit) == 0)
    check_flags (self, slot, number);

  if ((slot->yes & bit) != 0)
    return DESK_TRUTH_YES;
  if ((slot->no & bit) != 0)
    return DESK_TRUTH_NO;

  self->known.yes = slot->known.yes | self->by_flags[number].yes;
  self->known.no = slot->known.no | self->by_flags[number].no;
  return DESK_TRUTH_UNKNOWN;
}

/**
 * desk_search_plan_check_head:
 * @self: a plan whose last check left it open whether the message matches
 * @head: what it needs of the message's other columns
 *
 * Returns: whether the message matches, as far as all but its payload tells
 */
DeskTruth
desk_search_plan_check_head (DeskSearchPlan *self, const DeskSearchHead *head)
{
  for (guint i = 0; i < self->terms->len; i++)
    {
      const DeskTermKind *kind = ((const DeskTerm *) g_ptr_array_index (self->terms, i))->kind;
      const DeskTerm *term = g_ptr_array_index (self->terms, i);

      if (kind->check_time != NULL)
        learn (&self->known, i, kind->check_time (term, head->time));
      if (kind->check_size != NULL)
        learn (&self->known, i, kind->check_size (term, head->size));
      if (kind->check_properties != NULL)
        learn (&self->known, i, kind->check_properties (term, head->properties));
    }

  return check_node (self, self->root, NULL, NULL);
}

/**
 * desk_search_plan_check_payload:
 * @self: a plan whose last check left it open whether the message matches
 * @payload: the message's payload
 * @error: what reading it said, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the message matches; %DESK_TRUTH_UNKNOWN on an error, and where
 *   a regular expression gave up that decides
 */
DeskTruth
desk_search_plan_check_payload (DeskSearchPlan *self, DeskSearchPayload *payload, GError **error)
{
  self->failed = FALSE;
  return check_node (self, self->root, payload, error);
}

/**
 * desk_search_plan_get_warning:
 * @self: a plan
 *
 * Tells whether a regular expression gave up, so that messages may be missing.
 *
 * Returns: (transfer full) (nullable): %DESK_ERROR_PARTIAL: which one
 */
GError *
desk_search_plan_get_warning (DeskSearchPlan *self)
{
  GError *warning = NULL;

  for (guint i = 0; self->terms != NULL && i < self->terms->len && warning == NULL; i++)
    {
      const char *pattern = _desk_term_get_pattern (g_ptr_array_index (self->terms, i));

      if (self->n_give_ups[i] >= MAX_GIVE_UPS)
        desk_fail (&warning, DESK_ERROR_PARTIAL,
                   _ ("The regular expression /%s/ takes too long and was stopped. Only a part of what "
                      "matches is shown. Make it simpler, with fewer repetitions in each other."),
                   pattern);
      else if (self->n_give_ups[i] > 0)
        desk_fail (&warning, DESK_ERROR_PARTIAL,
                   _ ("The regular expression /%s/ gave up on some messages, where it would take too long. "
                      "They are not shown, although they may match. Make it simpler, with fewer repetitions in "
                      "each other."),
                   pattern);
    }

  return warning;
}
