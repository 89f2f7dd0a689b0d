/* certificates.h: authorities and certificates for tests
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A temporary folder with what make-certificates makes */
typedef struct _Certificates Certificates;

Certificates *certificates_new      (void);
void          certificates_free     (Certificates *self);
/* Path of a file in it, as "ca.pem"; valid as long as the folder */
const char   *certificates_get_path (Certificates *self,
                                     const char   *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Certificates, certificates_free)

G_END_DECLS
