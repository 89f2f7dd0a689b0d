/* desk-secrets.h: passwords in the keyring
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/* One item a profile, attributes "profile" = id and "kind" = "password".
 * DESK_ERROR_NO_KEYRING when there is no secret service or it is locked; the
 * message says which and what to do. */

void     desk_secrets_lookup_async  (const char         *profile_id,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
/* Returns: (nullable): the password; NULL without error if there is none */
char    *desk_secrets_lookup_finish (GAsyncResult       *result,
                                     GError            **error);
void     desk_secrets_store_async   (const char         *profile_id,
                                     const char         *label,
                                     const char         *password,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean desk_secrets_store_finish  (GAsyncResult       *result,
                                     GError            **error);
void     desk_secrets_clear_async   (const char         *profile_id,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean desk_secrets_clear_finish  (GAsyncResult       *result,
                                     GError            **error);
void     desk_secrets_free          (char               *password);

G_END_DECLS
