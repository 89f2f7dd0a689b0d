/* desk-transport-row.h: chooses how a broker is reached
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DESK_TYPE_TRANSPORT_ROW (desk_transport_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskTransportRow, desk_transport_row, DESK, TRANSPORT_ROW, AdwComboRow)

const char *desk_transport_row_get_transport (DeskTransportRow *self);
void        desk_transport_row_set_transport (DeskTransportRow *self,
                                              const char       *transport);

G_END_DECLS
