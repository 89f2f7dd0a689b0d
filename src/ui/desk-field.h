/* desk-field.h: an entry row that is checked as one types
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskFieldCheck:
 * @text: what the entry holds
 * @user_data: what was given with the function
 * @error: the reason why @text cannot stay, in words
 *
 * Returns: %TRUE if @text is fine
 */
typedef gboolean (*DeskFieldCheck) (const char *text,
                                    gpointer    user_data,
                                    GError    **error);

#define DESK_TYPE_FIELD (desk_field_get_type ())
G_DECLARE_FINAL_TYPE (DeskField, desk_field, DESK, FIELD, GObject)

/* Notified property: "valid" (boolean). */

DeskField  *desk_field_new         (AdwEntryRow    *row,
                                    DeskFieldCheck  check,
                                    gpointer        user_data);
gboolean    desk_field_get_valid   (DeskField      *self);
const char *desk_field_get_reason  (DeskField      *self);
void        desk_field_recheck     (DeskField      *self);
void        desk_field_reset       (DeskField      *self,
                                    const char     *text);
void        desk_field_reveal      (DeskField      *self);
void        desk_field_set_note    (DeskField      *self,
                                    const char     *note);

G_END_DECLS
