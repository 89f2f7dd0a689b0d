/* desk-reason-name.h: what the standards call return codes and reason codes
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "Not authorized"; NULL if there is none. desk-reason.h has words with advice. */
const char *desk_reason_name      (guint8 code);
const char *desk_return_code_name (guint8 code);

G_END_DECLS
