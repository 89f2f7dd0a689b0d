/* desk-tls-question.h: answers a broker that asks for a client certificate
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DESK_TYPE_TLS_QUESTION (desk_tls_question_get_type ())
G_DECLARE_FINAL_TYPE (DeskTlsQuestion, desk_tls_question, DESK, TLS_QUESTION, GTlsInteraction)

DeskTlsQuestion *desk_tls_question_new             (GTlsCertificate *certificate);
gboolean         desk_tls_question_was_asked       (DeskTlsQuestion *self);
gboolean         desk_tls_question_has_certificate (DeskTlsQuestion *self);
GTlsCertificate *desk_tls_question_dup_certificate (DeskTlsQuestion *self);

G_END_DECLS
