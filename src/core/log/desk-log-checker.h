/* desk-log-checker.h: looks for damage in a log file while it is written
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DESK_LOG_CHECK_RUNNING,
  DESK_LOG_CHECK_WHOLE,
  DESK_LOG_CHECK_DAMAGED,
  DESK_LOG_CHECK_GIVEN_UP,
} DeskLogCheck;

/* Called in the checker's thread when it has come to an end */
typedef void (*DeskLogCheckedFunc) (gpointer user_data);

typedef struct _DeskLogChecker DeskLogChecker;

DeskLogChecker *desk_log_checker_start      (const char         *path,
                                             gint64              delay,
                                             DeskLogCheckedFunc  func,
                                             gpointer            user_data);
void            desk_log_checker_free       (DeskLogChecker     *self);
DeskLogCheck    desk_log_checker_get_result (DeskLogChecker     *self);

G_END_DECLS
