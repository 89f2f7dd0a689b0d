/* desk-log-choice.h: the messages that an export or a replay is about
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-scope.h"
#include "desk-log-selection.h"

G_BEGIN_DECLS

/**
 * DeskLogChoice:
 * @DESK_LOG_CHOICE_ALL: everything that the log holds
 * @DESK_LOG_CHOICE_SHOWN: what the view shows: not below what was cleared, what
 *   the filter matches, without what is muted
 * @DESK_LOG_CHOICE_SELECTED: the selected rows
 */
typedef enum
{
  DESK_LOG_CHOICE_ALL,
  DESK_LOG_CHOICE_SHOWN,
  DESK_LOG_CHOICE_SELECTED,
  DESK_LOG_N_CHOICES,
} DeskLogChoice;

gboolean      desk_log_choice_find      (const char       *name,
                                         DeskLogChoice    *choice);
guint64       desk_log_choice_count     (DeskLogChoice     choice,
                                         DeskLogSelection *selection);
DeskLogChoice desk_log_choice_guess     (DeskLogSelection *selection);
char         *desk_log_choice_describe  (DeskLogChoice     choice,
                                         DeskLogSelection *selection);
DeskLogScope *desk_log_choice_get_scope (DeskLogChoice     choice,
                                         DeskLogSelection *selection);

G_END_DECLS
