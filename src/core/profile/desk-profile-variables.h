/* desk-profile-variables.h: variables in host, client ID, user name and topics
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

#define DESK_VARIABLES_MAX 1000
#define DESK_VARIABLE_MAX_RANDOM 64

/* In a text `${name}` stands for the value of a variable of the profile, or
 * for what every profile has: `${hostname}`, `${user}` and `${random:8}`, so
 * many random letters and digits. `$${` stands for `${` itself. Values are not
 * looked into any more. "part-changed" of the profile tells of changes. */

guint       desk_profile_get_n_variables     (DeskProfile  *self);
const char *desk_profile_get_variable        (DeskProfile  *self,
                                              guint         index,
                                              const char  **value);
gboolean    desk_profile_set_variables       (DeskProfile  *self,
                                              const char   *const *names,
                                              const char   *const *values);
gboolean    desk_profile_check_variable_name (const char   *name,
                                              GError      **error);
char       *desk_profile_expand              (DeskProfile  *self,
                                              const char   *text,
                                              GError      **error);
char       *desk_profile_expand_known        (DeskProfile  *self,
                                              const char   *text);
gboolean    desk_profile_check_expansions    (DeskProfile  *self,
                                              GError      **error);

G_END_DECLS
