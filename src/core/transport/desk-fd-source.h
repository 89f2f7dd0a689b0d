/* desk-fd-source.h: watches a file descriptor, and leaves it alone when told so
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The callback is a plain GSourceFunc. */
GSource *desk_fd_source_new           (int          fd);
void     desk_fd_source_set_condition (GSource     *source,
                                       GIOCondition condition);

G_END_DECLS
