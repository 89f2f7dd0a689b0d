/* desk-pair-editor.h: user properties that can be changed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-properties.h"

G_BEGIN_DECLS

#define DESK_TYPE_PAIR_EDITOR (desk_pair_editor_get_type ())
G_DECLARE_FINAL_TYPE (DeskPairEditor, desk_pair_editor, DESK, PAIR_EDITOR, AdwExpanderRow)

/* An expander row with a row for each pair of name and value, in order; names
 * may repeat. The getter: (transfer full) (nullable): NULL if there are none. */
DeskProperties *desk_pair_editor_get (DeskPairEditor *self);
void            desk_pair_editor_set (DeskPairEditor *self,
                                      DeskProperties *pairs);

G_END_DECLS
