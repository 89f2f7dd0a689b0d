/* desk-profile-export.h: profiles leave the program
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-profile.h"

G_BEGIN_DECLS

/* The file is as profiles.json; what every profile has of its own stays away:
 * its id and when it was used. Only if asked for it has "secrets" in each. */

void     desk_profile_export_async  (GPtrArray          *profiles,
                                     gboolean            with_secrets,
                                     GFile              *file,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean desk_profile_export_finish (GAsyncResult       *result,
                                     GError            **error);

G_END_DECLS
