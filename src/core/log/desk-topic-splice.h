/* desk-topic-splice.h: changes a list into another in few steps
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void desk_topic_splice (GListModel *model,
                        GArray     *rows,
                        GArray     *target);

G_END_DECLS
