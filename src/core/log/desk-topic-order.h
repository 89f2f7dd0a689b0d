/* desk-topic-order.h: topic levels in their natural order
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int desk_topic_order (const char *a,
                      const char *b);

G_END_DECLS
