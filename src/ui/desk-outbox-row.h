/* desk-outbox-row.h: one publication on the outbox page
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-publication.h"

G_BEGIN_DECLS

#define DESK_TYPE_OUTBOX_ROW (desk_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskOutboxRow, desk_outbox_row, DESK, OUTBOX_ROW, GtkWidget)

GtkWidget       *desk_outbox_row_new             (void);
/* NULL: none, until it is used for another one */
void             desk_outbox_row_set_publication (DeskOutboxRow   *self,
                                                  DeskPublication *publication);

G_END_DECLS
