/* desk-secret-entry.h: an entry row whose text is kept in the keyring
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile.h"
#include "desk-secrets.h"

G_BEGIN_DECLS

/* Shows a person a sentence, wherever they are by then. */
typedef void (*DeskNoticeFunc) (gpointer    listener,
                                const char *notice);

#define DESK_TYPE_SECRET_ENTRY (desk_secret_entry_get_type ())
G_DECLARE_FINAL_TYPE (DeskSecretEntry, desk_secret_entry, DESK, SECRET_ENTRY, GObject)

/* Signals: "found" (string: text to show, as if typed by nobody), "unavailable"
 * (string: why the keyring cannot be used; the row is insensitive then). */

DeskSecretEntry *desk_secret_entry_new     (AdwEntryRow     *row,
                                            DeskSecret       secret);
void             desk_secret_entry_load    (DeskSecretEntry *self,
                                            DeskProfile     *profile);
void             desk_secret_entry_save_text (DeskSecretEntry *self,
                                            const char      *text,
                                            DeskProfile     *profile,
                                            DeskNoticeFunc   func,
                                            GObject         *listener);
gboolean         desk_secret_entry_is_stored (DeskSecretEntry *self,
                                              const char      *text);
void             desk_secret_entry_save    (DeskSecretEntry *self,
                                            DeskProfile     *profile,
                                            DeskNoticeFunc   func,
                                            GObject         *listener);
void             desk_secret_entry_release (DeskSecretEntry *self);

G_END_DECLS
