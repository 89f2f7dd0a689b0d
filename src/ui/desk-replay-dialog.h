/* desk-replay-dialog.h: asks what to replay, and how
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-log-choice.h"
#include "desk-replay.h"

G_BEGIN_DECLS

#define DESK_TYPE_REPLAY_DIALOG (desk_replay_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DeskReplayDialog, desk_replay_dialog, DESK, REPLAY_DIALOG, AdwMessageDialog)

/* Signal "chosen" (DeskSession: where to, int: DeskLogChoice, pointer:
 * DeskReplayOptions, which are the dialog's): what was chosen. */

GtkWindow *desk_replay_dialog_new (GtkWindow        *parent,
                                   DeskLogSelection *selection,
                                   GPtrArray        *targets,
                                   DeskSession      *origin);

G_END_DECLS
