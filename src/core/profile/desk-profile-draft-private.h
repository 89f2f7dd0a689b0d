/* desk-profile-draft-private.h: what the files of a draft share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-profile-draft.h"

G_BEGIN_DECLS

typedef struct
{
  DeskSecret secret;
  char *value; /* (owned): to be wiped */
} DeskDraftSecret;

/* A certificate or key that was in the file itself */
typedef struct
{
  char *property;     /* (owned): of the profile, for the path */
  GBytes *bytes;      /* (owned) */
  const char *ending; /* of the file */
} DeskEmbedded;

struct _DeskProfileDraft
{
  GObject parent_instance;

  char *product;        /* (owned) */
  DeskProfile *profile; /* (owned) */
  char *problem;        /* (owned) (nullable): why it is good for nothing */
  GPtrArray *taken;     /* (owned): lines, and NULL at the end */
  GPtrArray *left;      /* (owned): the same */
  guint n_more_taken;   /* lines that had no room */
  guint n_more_left;
  GArray *secrets;      /* (owned): DeskDraftSecret */
  GArray *embedded;     /* (owned): DeskEmbedded, to be written */
  gboolean selected;
};

void _desk_profile_draft_note_value (DeskProfileDraft *self,
                                     const char       *label,
                                     const char       *value);
void _desk_profile_draft_note_subscriptions (DeskProfileDraft *self);
/* (transfer full): short and without surprises in it */
char *_desk_profile_draft_show     (const char       *value);

G_END_DECLS
