/* desk-profile-draft.h: a connection of another program on its way to become a profile
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-profile-store.h"
#include "desk-secrets.h"

G_BEGIN_DECLS

#define DESK_TYPE_PROFILE_DRAFT (desk_profile_draft_get_type ())
G_DECLARE_FINAL_TYPE (DeskProfileDraft, desk_profile_draft, DESK, PROFILE_DRAFT, GObject)

/* Notified property: "selected" (boolean): whether a person wants it. A draft
 * is made in a thread and belongs to the main thread afterwards. */

/* For whoever shows it: what was taken and what was left, a line each, plain text. */
const char        *desk_profile_draft_get_product  (DeskProfileDraft *self);
DeskProfile       *desk_profile_draft_get_profile  (DeskProfileDraft *self);
const char        *desk_profile_draft_get_problem  (DeskProfileDraft *self);
const char *const *desk_profile_draft_get_taken    (DeskProfileDraft *self);
const char *const *desk_profile_draft_get_left     (DeskProfileDraft *self);
gboolean           desk_profile_draft_get_selected (DeskProfileDraft *self);
gboolean           desk_profile_draft_set_selected (DeskProfileDraft *self,
                                                    gboolean          selected);
guint              desk_profile_draft_get_n_secrets (DeskProfileDraft *self);
const char        *desk_profile_draft_get_secret   (DeskProfileDraft *self,
                                                    guint             index,
                                                    DeskSecret       *secret);

/* For an importer. @label is translated, and the words of the editor; what
 * cannot be used is left, with the reason. */
DeskProfileDraft  *desk_profile_draft_new          (const char       *product);
DeskProfileDraft  *desk_profile_draft_new_for      (const char       *product,
                                                    DeskProfile      *profile);
void               desk_profile_draft_refuse       (DeskProfileDraft *self,
                                                    const char       *problem);
void               desk_profile_draft_take_name    (DeskProfileDraft *self,
                                                    const char       *name);
void               desk_profile_draft_take_address (DeskProfileDraft *self,
                                                    const char       *transport,
                                                    const char       *host,
                                                    gint64            port);
void               desk_profile_draft_take_text    (DeskProfileDraft *self,
                                                    const char       *property,
                                                    const char       *label,
                                                    const char       *value);
void               desk_profile_draft_take_number  (DeskProfileDraft *self,
                                                    const char       *property,
                                                    const char       *label,
                                                    gint64            value);
void               desk_profile_draft_take_boolean (DeskProfileDraft *self,
                                                    const char       *property,
                                                    const char       *label,
                                                    gboolean          value);
void               desk_profile_draft_take_version (DeskProfileDraft *self,
                                                    DeskMqttVersion   version);
void               desk_profile_draft_take_file    (DeskProfileDraft *self,
                                                    const char       *property,
                                                    const char       *label,
                                                    const char       *path);
void               desk_profile_draft_take_embedded (DeskProfileDraft *self,
                                                    const char       *property,
                                                    const char       *label,
                                                    const char       *base64);
void               desk_profile_draft_take_embedded_store (DeskProfileDraft *self,
                                                    const char       *label,
                                                    const char       *base64);
void               desk_profile_draft_take_secret  (DeskProfileDraft *self,
                                                    DeskSecret        secret,
                                                    const char       *label,
                                                    const char       *value);
void               desk_profile_draft_take_subscription (DeskProfileDraft *self,
                                                    const char       *filter,
                                                    gint64            qos);
void               desk_profile_draft_take_options (DeskProfileDraft *self,
                                                    const char       *filter,
                                                    const DeskSubscribeOptions *options,
                                                    const char       *name);
void               desk_profile_draft_take_will    (DeskProfileDraft *self,
                                                    const char       *topic,
                                                    const char       *payload,
                                                    gint64            qos,
                                                    gboolean          retained);
void               desk_profile_draft_take_will_property (DeskProfileDraft *self,
                                                    const DeskProperty *property);
void               desk_profile_draft_take_connect_property (DeskProfileDraft *self,
                                                    const DeskProperty *property);
void               desk_profile_draft_take_proxy   (DeskProfileDraft *self,
                                                    const char       *kind,
                                                    const char       *host,
                                                    gint64            port,
                                                    const char       *username);
void               desk_profile_draft_note         (DeskProfileDraft *self,
                                                    const char       *words);
void               desk_profile_draft_leave        (DeskProfileDraft *self,
                                                    const char       *label,
                                                    const char       *why);
void               desk_profile_draft_finish       (DeskProfileDraft *self);
/* Blocks: writes what was embedded as files of this person alone. */
gboolean           desk_profile_draft_write_files  (DeskProfileDraft *self,
                                                    GError          **error);

G_END_DECLS
