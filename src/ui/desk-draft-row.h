/* desk-draft-row.h: a connection of another program, to be taken over or not
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile-draft.h"

G_BEGIN_DECLS

#define DESK_TYPE_DRAFT_ROW (desk_draft_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskDraftRow, desk_draft_row, DESK, DRAFT_ROW, AdwExpanderRow)

GtkWidget *desk_draft_row_new (DeskProfileDraft *draft);

G_END_DECLS
