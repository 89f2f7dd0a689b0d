/* desk-profile-draft-view.c: a draft for whoever shows it and stores it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-draft"

#include "config.h"

#include "desk-profile-draft-private.h"

/**
 * desk_profile_draft_get_product:
 * @self: a draft
 *
 * Returns: the program that it comes from
 */
const char *
desk_profile_draft_get_product (DeskProfileDraft *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE_DRAFT (self), NULL);

  return self->product;
}

/**
 * desk_profile_draft_get_profile:
 * @self: a draft
 *
 * Returns: (transfer none): what it would become; no store has it yet
 */
DeskProfile *
desk_profile_draft_get_profile (DeskProfileDraft *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE_DRAFT (self), NULL);

  return self->profile;
}

/**
 * desk_profile_draft_get_problem:
 * @self: a draft
 *
 * Returns: (nullable): why it cannot become a profile at all, a sentence
 */
const char *
desk_profile_draft_get_problem (DeskProfileDraft *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE_DRAFT (self), NULL);

  return self->problem;
}

/**
 * desk_profile_draft_get_taken:
 * @self: a draft
 *
 * Returns: (transfer none): what was taken, a line each
 */
const char *const *
desk_profile_draft_get_taken (DeskProfileDraft *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE_DRAFT (self), NULL);

  return (const char *const *) self->taken->pdata;
}

/**
 * desk_profile_draft_get_left:
 * @self: a draft
 *
 * Returns: (transfer none): what was not taken, and why, a line each
 */
const char *const *
desk_profile_draft_get_left (DeskProfileDraft *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE_DRAFT (self), NULL);

  return (const char *const *) self->left->pdata;
}

/**
 * desk_profile_draft_get_selected:
 * @self: a draft
 *
 * Returns: whether a person wants it
 */
gboolean
desk_profile_draft_get_selected (DeskProfileDraft *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE_DRAFT (self), FALSE);

  return self->selected;
}

/**
 * desk_profile_draft_set_selected:
 * @self: a draft
 * @selected: whether a person wants it
 *
 * A draft with a problem cannot be selected.
 *
 * Returns: whether it changed
 */
gboolean
desk_profile_draft_set_selected (DeskProfileDraft *self, gboolean selected)
{
  g_return_val_if_fail (DESK_IS_PROFILE_DRAFT (self), FALSE);

  selected = selected && self->problem == NULL;
  if (self->selected == selected)
    return FALSE;
  self->selected = selected;
  g_object_notify (G_OBJECT (self), "selected");

  return TRUE;
}

/**
 * desk_profile_draft_get_n_secrets:
 * @self: a draft
 *
 * Returns: how many secrets came with it
 */
guint
desk_profile_draft_get_n_secrets (DeskProfileDraft *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE_DRAFT (self), 0);

  return self->secrets->len;
}

/**
 * desk_profile_draft_get_secret:
 * @self: a draft
 * @index: which one
 * @secret: (out): what it is
 *
 * Returns: (transfer none): the secret, which is wiped with the draft
 */
const char *
desk_profile_draft_get_secret (DeskProfileDraft *self, guint index, DeskSecret *secret)
{
  const DeskDraftSecret *found;

  g_return_val_if_fail (DESK_IS_PROFILE_DRAFT (self), NULL);
  g_return_val_if_fail (index < self->secrets->len, NULL);

  found = &g_array_index (self->secrets, DeskDraftSecret, index);
  *secret = found->secret;

  return found->value;
}
