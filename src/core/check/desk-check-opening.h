/* desk-check-opening.h: opens the way to a broker up to CONNECT, or a part of it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-check-run.h"

G_BEGIN_DECLS

GIOStream *desk_check_open (DeskCheckRun       *run,
                            const DeskEndpoint *endpoint,
                            DeskConnectStep     step,
                            guint               timeout,
                            gint64             *time,
                            GError            **error);

G_END_DECLS
