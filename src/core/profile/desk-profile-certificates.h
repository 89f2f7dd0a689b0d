/* desk-profile-certificates.h: the certificates and keys that profiles keep in files of their own
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-profile-store.h"

G_BEGIN_DECLS

char *desk_profile_certificates_dup_folder (void);
void  desk_profile_certificates_remove     (DeskProfile      *profile,
                                            DeskProfileStore *store);

G_END_DECLS
