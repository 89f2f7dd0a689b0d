/* desk-search-plan.h: a filter, made ready to look at stored messages
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-filter-private.h"

G_BEGIN_DECLS

/**
 * DeskPlanNeeds:
 *
 * What may have to be known of a message besides its topic and flags.
 */
typedef enum
{
  DESK_PLAN_NEEDS_TIME = 1 << 0,
  DESK_PLAN_NEEDS_SIZE = 1 << 1,
  DESK_PLAN_NEEDS_PROPERTIES = 1 << 2,
  DESK_PLAN_NEEDS_PAYLOAD = 1 << 3,
} DeskPlanNeeds;

#define DESK_PLAN_NEEDS_HEAD (DESK_PLAN_NEEDS_TIME | DESK_PLAN_NEEDS_SIZE | DESK_PLAN_NEEDS_PROPERTIES)

/**
 * DeskSearchHead:
 * @time: µs since 1970, if it is needed
 * @size: bytes of the payload, if it is needed
 * @properties: (nullable): JSON as it is stored, if it is needed
 */
typedef struct
{
  gint64 time;
  gsize size;
  const char *properties;
} DeskSearchHead;

/**
 * DeskTopicNameFunc:
 * @topic: id of a topic
 * @user_data: what was given with the function
 *
 * Returns: (transfer full): its name
 */
typedef char *(*DeskTopicNameFunc) (gint64   topic,
                                    gpointer user_data);

/* It may cross threads, but belongs to one at a time. */
typedef struct _DeskSearchPlan DeskSearchPlan;

DeskSearchPlan *desk_search_plan_new           (DeskFilter         *filter,
                                                const char *const  *excluded,
                                                const char *const  *kept);
void            desk_search_plan_free          (DeskSearchPlan     *self);
DeskPlanNeeds   desk_search_plan_get_needs     (DeskSearchPlan     *self);
gboolean        desk_search_plan_is_for_payloads (DeskSearchPlan   *self);
gboolean        desk_search_plan_has_pattern   (DeskSearchPlan     *self);
DeskTruth       desk_search_plan_check         (DeskSearchPlan     *self,
                                                gint64              topic,
                                                DeskMessageFlags    flags,
                                                DeskTopicNameFunc   name_func,
                                                gpointer            user_data);
DeskTruth       desk_search_plan_check_head    (DeskSearchPlan       *self,
                                                const DeskSearchHead *head);
DeskTruth       desk_search_plan_check_payload (DeskSearchPlan     *self,
                                                DeskSearchPayload  *payload,
                                                GError            **error);
GError         *desk_search_plan_get_warning   (DeskSearchPlan     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskSearchPlan, desk_search_plan_free)

G_END_DECLS
