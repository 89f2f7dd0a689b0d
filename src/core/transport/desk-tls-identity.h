/* desk-tls-identity.h: reads a certificate of ours and its key
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GTlsCertificate *desk_tls_identity_read (const char *certificate_file,
                                         const char *key_file,
                                         const char *passphrase,
                                         GError    **error);
void             desk_tls_identity_check_async  (const char         *certificate_file,
                                                 const char         *key_file,
                                                 const char         *passphrase,
                                                 GCancellable       *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer            user_data);
GTlsCertificate *desk_tls_identity_check_finish (GAsyncResult       *result,
                                                 GError            **error);

G_END_DECLS
