/* desk-profile-grants.h: what a broker that keeps the session holds for it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-subscribe-options.h"
#include "desk-types.h"

G_BEGIN_DECLS

/**
 * DeskProfileGrantor:
 * @client_id: under which the session is known
 * @username: who connected; empty for nobody
 * @host: of the broker, or the path of its socket
 * @port: of the broker; 0 for a socket
 *
 * Whose session it is, and where.
 */
typedef struct
{
  const char *client_id;
  const char *username;
  const char *host;
  guint port;
} DeskProfileGrantor;

/**
 * DeskProfileGrant:
 * @filter: a topic filter, without variables
 * @options: what the last SUBSCRIBE said; before MQTT 5 only the QoS
 * @granted_qos: what SUBACK said, 0 to 2; -1: the broker may hold it or not,
 *   since it has not answered
 * @refuses_to_end: whether it was asked to end it, and refused
 *
 * A subscription in the session at the broker.
 */
typedef struct
{
  const char *filter;
  DeskSubscribeOptions options;
  int granted_qos;
  gboolean refuses_to_end;
} DeskProfileGrant;

void  desk_profile_begin_grants (DeskProfile              *self,
                                 const DeskProfileGrantor *grantor,
                                 gboolean                  session_present);
void  desk_profile_clear_grants (DeskProfile              *self);
guint desk_profile_get_n_grants (DeskProfile              *self);
const DeskProfileGrant *
      desk_profile_peek_grant   (DeskProfile              *self,
                                 guint                     index);
const DeskProfileGrant *
      desk_profile_find_grant   (DeskProfile              *self,
                                 const char               *filter);
void  desk_profile_put_grant    (DeskProfile              *self,
                                 const DeskProfileGrant   *grant);
void  desk_profile_remove_grant (DeskProfile              *self,
                                 const char               *filter);

G_END_DECLS
