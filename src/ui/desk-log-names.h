/* desk-log-names.h: what a screen reader hears of the rows of a log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-log-row.h"

G_BEGIN_DECLS

typedef struct _DeskLogNames DeskLogNames;

DeskLogNames *desk_log_names_new    (void);
void          desk_log_names_free   (DeskLogNames *self);
void          desk_log_names_add    (DeskLogNames *self,
                                     DeskLogRow   *row);
void          desk_log_names_remove (DeskLogNames *self,
                                     DeskLogRow   *row);

G_END_DECLS
