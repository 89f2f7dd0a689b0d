/* desk-editor-group.h: one subject of the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "desk-profile.h"
#include "desk-secret-entry.h"

G_BEGIN_DECLS

#define DESK_TYPE_EDITOR_GROUP (desk_editor_group_get_type ())
G_DECLARE_INTERFACE (DeskEditorGroup, desk_editor_group, DESK, EDITOR_GROUP, AdwPreferencesGroup)

/**
 * DeskEditorGroupInterface:
 * @load: shows what the draft holds. The group may keep the draft: groups meet in it. What another group looks
 *   at ("transport", "mqtt-version", "clean-start", "username") is written there as it changes, and who depends
 *   on it listens to "notify" of the draft
 * @store: writes into the draft what is filled in; called when all groups are valid
 * @load_secrets: (nullable): looks into the keyring
 * @save_secrets: (nullable): keeps secrets in the keyring; the notice function is told if that fails
 * @get_secret: (nullable): what is filled in for one of the secrets; %NULL if the group does not ask for that one
 * @get_secrets_changed: (nullable): whether there is a secret that the keyring does not have
 *
 * A group of rows in the profile editor, a kind of #AdwPreferencesGroup. Its read-only property "valid", which
 * the group overrides and notifies, tells whether what is filled in can be used.
 */
struct _DeskEditorGroupInterface
{
  GTypeInterface parent_iface;

  void (*load)         (DeskEditorGroup *self,
                        DeskProfile     *draft);
  void (*store)        (DeskEditorGroup *self,
                        DeskProfile     *draft);
  void (*load_secrets) (DeskEditorGroup *self,
                        DeskProfile     *draft);
  void (*save_secrets) (DeskEditorGroup *self,
                        DeskProfile     *saved,
                        DeskNoticeFunc   notice,
                        GObject         *listener);
  const char *(*get_secret) (DeskEditorGroup *self,
                             DeskSecret       secret);
  gboolean (*get_secrets_changed) (DeskEditorGroup *self);
};

void     desk_editor_group_load         (DeskEditorGroup *self,
                                         DeskProfile     *draft);
void     desk_editor_group_store        (DeskEditorGroup *self,
                                         DeskProfile     *draft);
void     desk_editor_group_load_secrets (DeskEditorGroup *self,
                                         DeskProfile     *draft);
void     desk_editor_group_save_secrets (DeskEditorGroup *self,
                                         DeskProfile     *saved,
                                         DeskNoticeFunc   notice,
                                         GObject         *listener);
const char *desk_editor_group_get_secret (DeskEditorGroup *self,
                                         DeskSecret       secret);
gboolean desk_editor_group_get_secrets_changed (DeskEditorGroup *self);
gboolean desk_editor_group_get_valid    (DeskEditorGroup *self);

G_END_DECLS
