/* desk-variables-row.h: a profile's own variables in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile.h"

G_BEGIN_DECLS

#define DESK_TYPE_VARIABLES_ROW (desk_variables_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskVariablesRow, desk_variables_row, DESK, VARIABLES_ROW, AdwExpanderRow)

/* Notified property: "valid" (boolean: what is filled in can be used). While
 * it is, the draft has the variables at once: other rows are checked with them. */

void     desk_variables_row_load      (DeskVariablesRow *self,
                                       DeskProfile      *draft);
gboolean desk_variables_row_get_valid (DeskVariablesRow *self);

G_END_DECLS
