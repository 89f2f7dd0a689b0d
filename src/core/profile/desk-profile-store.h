/* desk-profile-store.h: the saved profiles
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-profile.h"

G_BEGIN_DECLS

#define DESK_TYPE_PROFILE_STORE (desk_profile_store_get_type ())
G_DECLARE_FINAL_TYPE (DeskProfileStore, desk_profile_store, DESK, PROFILE_STORE, GObject)

/* A GListModel of DeskProfile, in the order of the file. Every change, also of
 * a profile in it, is saved atomically and synced in a worker thread,
 * coalesced. Notified properties: "n-items"; "problem" (string, nullable: what
 * the person should know after loading, sentences on lines of their own);
 * "set-aside" (string, nullable: path under which an unreadable file was
 * kept); "save-error" (GError boxed, nullable: the last saving failed). */

char             *desk_profile_store_default_path  (void);
DeskProfileStore *desk_profile_store_new           (const char       *path);
/* Reads the file; small, so at start it may be read at once. FALSE: it was set
 * aside, and the store is empty but can be used. */
gboolean          desk_profile_store_load          (DeskProfileStore *self,
                                                    GError          **error);
DeskProfile      *desk_profile_store_find          (DeskProfileStore *self,
                                                    const char       *name_or_id);
void              desk_profile_store_add           (DeskProfileStore *self,
                                                    DeskProfile      *profile);
void              desk_profile_store_insert        (DeskProfileStore *self,
                                                    guint             position,
                                                    DeskProfile      *profile);
guint             desk_profile_store_remove        (DeskProfileStore *self,
                                                    DeskProfile      *profile);
void              desk_profile_store_move          (DeskProfileStore *self,
                                                    DeskProfile      *profile,
                                                    guint             position);
char             *desk_profile_store_unique_name   (DeskProfileStore *self,
                                                    const char       *name);
/* Writes what is pending now; for the end of the program and for tests. */
gboolean          desk_profile_store_flush         (DeskProfileStore *self,
                                                    GError          **error);

G_END_DECLS
