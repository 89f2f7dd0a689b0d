/* desk-size-memory.h: sizes that a person set, kept for the next start
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DESK_TYPE_SIZE_MEMORY (desk_size_memory_get_type ())
G_DECLARE_FINAL_TYPE (DeskSizeMemory, desk_size_memory, DESK, SIZE_MEMORY, GObject)

DeskSizeMemory *desk_size_memory_new  (void);
void            desk_size_memory_keep (DeskSizeMemory *self,
                                       const char     *key,
                                       gpointer        object,
                                       const char     *property);

G_END_DECLS
