/* desk-editor-group.c: one subject of the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-editor-group"

#include "config.h"

#include "desk-editor-group.h"

G_DEFINE_INTERFACE (DeskEditorGroup, desk_editor_group, ADW_TYPE_PREFERENCES_GROUP)

static void
desk_editor_group_default_init (DeskEditorGroupInterface *iface)
{
  g_object_interface_install_property (
      iface, g_param_spec_boolean ("valid", NULL, NULL, TRUE,
                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY));
}

/**
 * desk_editor_group_load:
 * @self: a group
 * @draft: the profile that the editor fills in
 *
 * Shows what @draft holds.
 */
void
desk_editor_group_load (DeskEditorGroup *self, DeskProfile *draft)
{
  g_return_if_fail (DESK_IS_EDITOR_GROUP (self));
  g_return_if_fail (DESK_IS_PROFILE (draft));

  DESK_EDITOR_GROUP_GET_IFACE (self)->load (self, draft);
}

/**
 * desk_editor_group_store:
 * @self: a group
 * @draft: the profile that the editor fills in
 *
 * Writes into @draft what is filled in.
 */
void
desk_editor_group_store (DeskEditorGroup *self, DeskProfile *draft)
{
  g_return_if_fail (DESK_IS_EDITOR_GROUP (self));
  g_return_if_fail (DESK_IS_PROFILE (draft));

  DESK_EDITOR_GROUP_GET_IFACE (self)->store (self, draft);
}

/**
 * desk_editor_group_load_secrets:
 * @self: a group
 * @draft: whose secrets
 *
 * Looks into the keyring, if the group has to do with secrets.
 */
void
desk_editor_group_load_secrets (DeskEditorGroup *self, DeskProfile *draft)
{
  g_return_if_fail (DESK_IS_EDITOR_GROUP (self));
  g_return_if_fail (DESK_IS_PROFILE (draft));

  if (DESK_EDITOR_GROUP_GET_IFACE (self)->load_secrets != NULL)
    DESK_EDITOR_GROUP_GET_IFACE (self)->load_secrets (self, draft);
}

/**
 * desk_editor_group_save_secrets:
 * @self: a group
 * @saved: whose secrets
 * @notice: is told if that fails, be the editor gone or not
 * @listener: first argument of @notice
 *
 * Keeps secrets in the keyring, if the group has to do with some.
 */
void
desk_editor_group_save_secrets (DeskEditorGroup *self,
                                DeskProfile     *saved,
                                DeskNoticeFunc   notice,
                                GObject         *listener)
{
  g_return_if_fail (DESK_IS_EDITOR_GROUP (self));
  g_return_if_fail (DESK_IS_PROFILE (saved));

  if (DESK_EDITOR_GROUP_GET_IFACE (self)->save_secrets != NULL)
    DESK_EDITOR_GROUP_GET_IFACE (self)->save_secrets (self, saved, notice, listener);
}

/**
 * desk_editor_group_get_secret:
 * @self: a group
 * @secret: which one
 *
 * Returns: (transfer none) (nullable): what is filled in; %NULL if nothing is,
 *   or this group does not ask for it
 */
const char *
desk_editor_group_get_secret (DeskEditorGroup *self, DeskSecret secret)
{
  const char *text = NULL;

  g_return_val_if_fail (DESK_IS_EDITOR_GROUP (self), NULL);

  if (DESK_EDITOR_GROUP_GET_IFACE (self)->get_secret != NULL)
    text = DESK_EDITOR_GROUP_GET_IFACE (self)->get_secret (self, secret);

  return text != NULL && *text != '\0' ? text : NULL;
}

/**
 * desk_editor_group_get_secrets_changed:
 * @self: a group
 *
 * Returns: whether a secret is filled in or removed that was not saved
 */
gboolean
desk_editor_group_get_secrets_changed (DeskEditorGroup *self)
{
  g_return_val_if_fail (DESK_IS_EDITOR_GROUP (self), FALSE);

  return DESK_EDITOR_GROUP_GET_IFACE (self)->get_secrets_changed != NULL
         && DESK_EDITOR_GROUP_GET_IFACE (self)->get_secrets_changed (self);
}

/**
 * desk_editor_group_get_valid:
 * @self: a group
 *
 * Returns: whether what is filled in can be used
 */
gboolean
desk_editor_group_get_valid (DeskEditorGroup *self)
{
  gboolean valid;

  g_return_val_if_fail (DESK_IS_EDITOR_GROUP (self), FALSE);

  g_object_get (self, "valid", &valid, NULL);

  return valid;
}
