/* desk-trust-question.h: asks whether a certificate that failed is to be trusted
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

/* Called when the person trusts it; the profile says so by then. */
typedef void (*DeskTrustFunc) (gpointer listener);

void desk_trust_question_ask (GtkWindow    *parent,
                              DeskSession  *session,
                              DeskTrustFunc func);

G_END_DECLS
