/* desk-export-dialog.h: asks what to export, and how
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-log-choice.h"
#include "desk-log-export.h"

G_BEGIN_DECLS

#define DESK_TYPE_EXPORT_DIALOG (desk_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DeskExportDialog, desk_export_dialog, DESK, EXPORT_DIALOG, AdwMessageDialog)

/* Signal "chosen" (int: DeskLogChoice, string: id of a format, GFile): what was
 * chosen, the file being asked for last. */

GtkWindow *desk_export_dialog_new (GtkWindow        *parent,
                                   DeskLogSelection *selection,
                                   const char       *name);

G_END_DECLS
