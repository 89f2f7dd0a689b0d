/* desk-secrets.h: passwords in the keyring
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/**
 * DeskSecret:
 * @DESK_SECRET_PASSWORD: what goes with the user name
 * @DESK_SECRET_PASSPHRASE: what protects the key of the client certificate
 * @DESK_SECRET_PROXY_PASSWORD: what goes with the user name for the proxy
 * @DESK_SECRET_AUTHENTICATION: what goes with the authentication method of MQTT 5
 * @DESK_SECRET_HEADERS: headers of WebSocket's handshake whose values are
 *   secrets, as lines "Name: value"
 *
 * What a profile keeps in the keyring.
 */
typedef enum
{
  DESK_SECRET_PASSWORD,
  DESK_SECRET_PASSPHRASE,
  DESK_SECRET_PROXY_PASSWORD,
  DESK_SECRET_AUTHENTICATION,
  DESK_SECRET_HEADERS,
} DeskSecret;

#define DESK_N_SECRETS 5

/* One item for each, attributes "profile" = id and "kind" = "password",
 * "key-passphrase", "proxy-password", "authentication-data" or "websocket-headers".
 * DESK_ERROR_NO_KEYRING when there is no secret service or it is locked; the
 * message says which and what to do. */

void     desk_secrets_lookup_async  (const char         *profile_id,
                                     DeskSecret          secret,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
/* Returns: (nullable): the secret; NULL without error if there is none */
char    *desk_secrets_lookup_finish (GAsyncResult       *result,
                                     GError            **error);
void     desk_secrets_store_async   (const char         *profile_id,
                                     DeskSecret          secret,
                                     const char         *label,
                                     const char         *password,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean desk_secrets_store_finish  (GAsyncResult       *result,
                                     GError            **error);
void     desk_secrets_clear_async   (const char         *profile_id,
                                     DeskSecret          secret,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean desk_secrets_clear_finish  (GAsyncResult       *result,
                                     GError            **error);
void     desk_secrets_free          (char               *password);

G_END_DECLS
