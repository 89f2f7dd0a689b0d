/* desk-profile-recent.h: what a person entered lately for a profile
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/**
 * DeskRecentKind:
 * @DESK_RECENT_TOPICS: topics that were published to
 * @DESK_RECENT_FILTERS: topic filters that were subscribed to
 *
 * What is remembered, as it was typed: variables are not put in.
 */
typedef enum
{
  DESK_RECENT_TOPICS,
  DESK_RECENT_FILTERS,
  DESK_N_RECENT,
} DeskRecentKind;

#define DESK_RECENT_MAX 20

char **desk_profile_dup_recent   (DeskProfile    *self,
                                  DeskRecentKind  kind);
void   desk_profile_remember     (DeskProfile    *self,
                                  DeskRecentKind  kind,
                                  const char     *text);
void   desk_profile_clear_recent (DeskProfile    *self,
                                  DeskRecentKind  kind);

G_END_DECLS
