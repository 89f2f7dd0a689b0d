/* desk-root-drop.h: a tab that is let go of over the bare background of X11
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void desk_root_drop_init (void);

G_END_DECLS
