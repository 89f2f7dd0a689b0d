/* desk-search-plan.h: a filter, made ready to look at stored messages
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-filter-private.h"

G_BEGIN_DECLS

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
gboolean        desk_search_plan_needs_payload (DeskSearchPlan     *self);
DeskTruth       desk_search_plan_check         (DeskSearchPlan     *self,
                                                gint64              topic,
                                                DeskMessageFlags    flags,
                                                DeskTopicNameFunc   name_func,
                                                gpointer            user_data);
DeskTruth       desk_search_plan_check_payload (DeskSearchPlan     *self,
                                                DeskSearchPayload  *payload,
                                                GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskSearchPlan, desk_search_plan_free)

G_END_DECLS
