/* desk-profile-exporter.h: asks where profiles shall be exported to
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile.h"

G_BEGIN_DECLS

void desk_profile_exporter_ask (GtkWindow *parent,
                                GtkWidget *toasts,
                                GPtrArray *profiles);

G_END_DECLS
