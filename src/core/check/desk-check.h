/* desk-check.h: finds out step by step why there is no connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-check-finding.h"
#include "desk-client.h"

G_BEGIN_DECLS

#define DESK_TYPE_CHECK (desk_check_get_type ())
G_DECLARE_FINAL_TYPE (DeskCheck, desk_check, DESK, CHECK, GObject)

/* Signals "changed" (uint index): there is something new about a step;
 * "finished": all is over. Both in the thread-default context of the caller of
 * desk_check_start(). */

DeskCheck              *desk_check_new               (const DeskConnectOptions *options);
/* Before desk_check_start(): */
void                    desk_check_set_ask_client_id (DeskCheck                *self,
                                                      gboolean                  ask);
void                    desk_check_set_probe         (DeskCheck                *self,
                                                      gboolean                  probe);
void                    desk_check_set_other_ports   (DeskCheck                *self,
                                                      const guint16            *ports,
                                                      guint                     n_ports);
void                    desk_check_set_timeouts      (DeskCheck                *self,
                                                      guint                     step,
                                                      guint                     all);
void                    desk_check_start             (DeskCheck                *self);
void                    desk_check_cancel            (DeskCheck                *self);
gboolean                desk_check_get_running       (DeskCheck                *self);
guint                   desk_check_get_n_findings    (DeskCheck                *self);
const DeskCheckFinding *desk_check_get_finding       (DeskCheck                *self,
                                                      guint                     index);
const DeskCheckFinding *desk_check_find              (DeskCheck                *self,
                                                      const char               *id);
gboolean                desk_check_get_passed        (DeskCheck                *self);
const char             *desk_check_get_address       (DeskCheck                *self);
gboolean                desk_check_get_probe         (DeskCheck                *self);
const char             *desk_check_get_topic         (DeskCheck                *self);

char                   *desk_check_dup_verdict       (DeskCheck                *self);
char                   *desk_check_dup_text          (DeskCheck                *self);
char                   *desk_check_dup_time          (gint64                    time);

G_END_DECLS
