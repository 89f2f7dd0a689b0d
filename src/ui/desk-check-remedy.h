/* desk-check-remedy.h: mends a profile as a connection check says
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-check-finding.h"
#include "desk-profile.h"

G_BEGIN_DECLS

void desk_check_remedy_apply (const DeskCheckFinding *finding,
                              DeskProfile            *profile);

G_END_DECLS
