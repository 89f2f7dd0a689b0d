/* filter-scene.h: asks a filter about a message without a log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <string.h>

#include "desk-search-plan.h"

/* Each test needs a few of these. */
#pragma GCC diagnostic ignored "-Wunused-function"

typedef struct
{
  const char *topic;
  DeskMessageFlags flags;
  gint64 time;
  const char *properties;
  const guint8 *payload;
  gsize size;
} FilterMessage;

static char *
filter_scene_name (gint64 topic, gpointer user_data)
{
  return g_strdup (((const FilterMessage *) user_data)->topic);
}

/* As a scan asks, piece by piece; what is open at the end is no match. */
static DeskTruth
filter_scene_ask (DeskSearchPlan *plan, const FilterMessage *message)
{
  DeskSearchHead head = { message->time, message->size, message->properties };
  DeskSearchPayload payload = { .data = message->payload, .size = message->size };
  DeskTruth truth = desk_search_plan_check (plan, 1, message->flags, filter_scene_name, (gpointer) message);
  g_autoptr (GError) error = NULL;

  if (truth == DESK_TRUTH_UNKNOWN && (desk_search_plan_get_needs (plan) & DESK_PLAN_NEEDS_HEAD) != 0)
    truth = desk_search_plan_check_head (plan, &head);
  if (truth == DESK_TRUTH_UNKNOWN)
    {
      g_assert_true ((desk_search_plan_get_needs (plan) & DESK_PLAN_NEEDS_PAYLOAD) != 0);
      truth = desk_search_plan_check_payload (plan, &payload, &error);
    }
  g_assert_no_error (error);

  return truth;
}

static gboolean
filter_scene_matches (const char *text, const DeskFilterContext *context, const FilterMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskFilter) filter = desk_filter_parse_in_context (text, context, NULL, NULL, &error);
  g_autoptr (DeskSearchPlan) plan = NULL;

  g_test_message ("%s", text);
  g_assert_no_error (error);
  plan = desk_search_plan_new (filter, NULL, NULL);
  return filter_scene_ask (plan, message) == DESK_TRUTH_YES;
}

static gboolean
filter_scene_matches_payload (const char *text, const char *payload)
{
  FilterMessage message = { .topic = "t", .payload = (const guint8 *) payload, .size = strlen (payload) };

  return filter_scene_matches (text, NULL, &message);
}

/* A mistake: what is marked, and some words of the reason */
typedef struct
{
  const char *text;
  const char *wrong;
  const char *words;
} FilterMistake;

static void
filter_scene_assert_mistakes (const FilterMistake *mistakes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *wrong = NULL;
      gsize start = 0;
      gsize end = 0;

      g_test_message ("%s", mistakes[i].text);
      g_assert_null (desk_filter_parse (mistakes[i].text, &start, &end, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, mistakes[i].words));
      wrong = g_strndup (mistakes[i].text + start, end - start);
      g_assert_cmpstr (wrong, ==, mistakes[i].wrong);
    }
}
