/* desk-outbox-details.h: one publication, whole
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-publication.h"

G_BEGIN_DECLS

#define DESK_TYPE_OUTBOX_DETAILS (desk_outbox_details_get_type ())
G_DECLARE_FINAL_TYPE (DeskOutboxDetails, desk_outbox_details, DESK, OUTBOX_DETAILS, GtkWidget)

void desk_outbox_details_show (DeskOutboxDetails *self,
                               DeskPublication   *publication);

G_END_DECLS
