/* desk-entry-reason.h: why the text of an entry cannot stay
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DESK_TYPE_ENTRY_REASON (desk_entry_reason_get_type ())
G_DECLARE_FINAL_TYPE (DeskEntryReason, desk_entry_reason, DESK, ENTRY_REASON, GtkWidget)

/* Property "entry" (GtkEntry, writable): the entry that it stands below. */

GtkWidget *desk_entry_reason_new  (void);
void       desk_entry_reason_show (DeskEntryReason *self,
                                   const char      *words);

G_END_DECLS
