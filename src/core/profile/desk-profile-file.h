/* desk-profile-file.h: profiles.json on disk
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-profile.h"

G_BEGIN_DECLS

/**
 * DeskProfileFile:
 * @profiles: (element-type DeskProfile): in the order of the file
 * @broken: (element-type JsonNode): what stands among the profiles and cannot
 *   be read as one; it is written back as it was
 * @members: (nullable): the file's object, for members we do not know
 * @problem: (nullable): why something is in @broken, in words
 * @unsaved: whether reading made up what the file should keep, such as an id
 *
 * What a file of profiles holds.
 */
typedef struct
{
  GPtrArray *profiles;
  GPtrArray *broken;
  JsonObject *members;
  char *problem;
  gboolean unsaved;
} DeskProfileFile;

DeskProfileFile *desk_profile_file_new       (void);
DeskProfileFile *desk_profile_file_read      (const char            *path,
                                              GError               **error);
char            *desk_profile_file_to_string (const DeskProfileFile *self);
gboolean         desk_profile_file_save      (const char            *path,
                                              const char            *contents,
                                              GError               **error);
char            *desk_profile_file_set_aside (const char            *path,
                                              GError               **error);
void             desk_profile_file_free      (DeskProfileFile       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskProfileFile, desk_profile_file_free)

G_END_DECLS
