/* desk-profile-publish.h: what the publish editor begins with
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/**
 * DeskProfilePublish:
 * @topic: perhaps with variables; empty: none
 * @qos: 0 to 2
 * @retained: the RETAIN flag
 *
 * What the publish editor of a connection begins with.
 */
typedef struct
{
  const char *topic;
  guint qos;
  gboolean retained;
} DeskProfilePublish;

const DeskProfilePublish *desk_profile_get_publish (DeskProfile              *self);
gboolean                  desk_profile_set_publish (DeskProfile              *self,
                                                    const DeskProfilePublish *publish);

G_END_DECLS
