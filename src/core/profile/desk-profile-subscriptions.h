/* desk-profile-subscriptions.h: the subscriptions that a connection restores
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-subscribe-options.h"
#include "desk-types.h"

G_BEGIN_DECLS

#define DESK_SUBSCRIPTION_COLOURS 8

/**
 * DeskProfileSubscription:
 * @filter: a valid topic filter; no two of a profile have the same
 * @options: what SUBSCRIBE says
 * @name: what a person calls it; empty for none
 * @colour: index into the palette, 0 to 7; -1: one that is free
 * @muted: whether its messages do not show
 *
 * A subscription of a profile.
 */
typedef struct
{
  const char *filter;
  DeskSubscribeOptions options;
  const char *name;
  int colour;
  gboolean muted;
} DeskProfileSubscription;

guint       desk_profile_get_n_subscriptions (DeskProfile                   *self);
const char *desk_profile_get_subscription    (DeskProfile                   *self,
                                              guint                          index,
                                              guint                         *qos);
const DeskProfileSubscription *
            desk_profile_peek_subscription   (DeskProfile                   *self,
                                              guint                          index);
const DeskProfileSubscription *
            desk_profile_find_subscription   (DeskProfile                   *self,
                                              const char                    *filter);
void        desk_profile_set_subscription    (DeskProfile                   *self,
                                              const char                    *filter,
                                              guint                          qos);
void        desk_profile_put_subscription    (DeskProfile                   *self,
                                              const DeskProfileSubscription *subscription);
void        desk_profile_remove_subscription (DeskProfile                   *self,
                                              const char                    *filter);

G_END_DECLS
