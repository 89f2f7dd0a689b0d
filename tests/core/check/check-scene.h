/* check-scene.h: a connection check to its end
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-check.h"

G_BEGIN_DECLS

/* Options for 127.0.0.1 or another host */
DeskConnectOptions *new_options  (const char               *transport,
                                  const char               *host,
                                  guint16                   port);
/* Runs it to its end; short timeouts, and nowhere else to look. */
DeskCheck          *run_check    (const DeskConnectOptions *options);
/* The same for a server that says nothing: there is nothing to wait for. */
DeskCheck          *run_hasty_check (const DeskConnectOptions *options);
void                finish_check (DeskCheck                *check);
/* Its state and a piece of its reason or, behind a “>”, of its advice */
void                assert_step  (DeskCheck                *check,
                                  const char               *id,
                                  DeskCheckState            state,
                                  const char               *words);
void                assert_remedy (DeskCheck               *check,
                                  const char               *id,
                                  DeskRemedyKind            remedy,
                                  guint                     number,
                                  const char               *text);
/* That steps from @id on were not done */
void                assert_left_out (DeskCheck             *check,
                                  const char               *id);

G_END_DECLS
