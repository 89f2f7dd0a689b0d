/* desk-publish-defaults-row.h: what the publish editor begins with, in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile.h"

G_BEGIN_DECLS

#define DESK_TYPE_PUBLISH_DEFAULTS_ROW (desk_publish_defaults_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskPublishDefaultsRow, desk_publish_defaults_row, DESK, PUBLISH_DEFAULTS_ROW, AdwExpanderRow)

/* Notified property: "valid" (boolean: what is filled in can be used). */

void     desk_publish_defaults_row_load      (DeskPublishDefaultsRow *self,
                                              DeskProfile            *draft);
void     desk_publish_defaults_row_store     (DeskPublishDefaultsRow *self,
                                              DeskProfile            *draft);
gboolean desk_publish_defaults_row_get_valid (DeskPublishDefaultsRow *self);

G_END_DECLS
