/* desk-tls-question.c: answers a broker that asks for a client certificate
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-tls-question.h"

struct _DeskTlsQuestion
{
  GTlsInteraction parent_instance;
  GTlsCertificate *certificate; /* (owned) (nullable) */
  int asked;                    /* atomic: GIO asks in a thread of its own */
};

G_DEFINE_FINAL_TYPE (DeskTlsQuestion, desk_tls_question, G_TYPE_TLS_INTERACTION)

static GTlsInteractionResult
request_certificate (GTlsInteraction             *interaction,
                     GTlsConnection              *connection,
                     GTlsCertificateRequestFlags  flags,
                     GCancellable                *cancellable,
                     GError                     **error)
{
  DeskTlsQuestion *self = DESK_TLS_QUESTION (interaction);

  g_atomic_int_set (&self->asked, TRUE);
  if (self->certificate == NULL)
    return G_TLS_INTERACTION_UNHANDLED;
  g_tls_connection_set_certificate (connection, self->certificate);

  return G_TLS_INTERACTION_HANDLED;
}

static void
desk_tls_question_finalize (GObject *object)
{
  g_clear_object (&DESK_TLS_QUESTION (object)->certificate);

  G_OBJECT_CLASS (desk_tls_question_parent_class)->finalize (object);
}

static void
desk_tls_question_class_init (DeskTlsQuestionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_tls_question_finalize;
  G_TLS_INTERACTION_CLASS (klass)->request_certificate = request_certificate;
}

static void
desk_tls_question_init (DeskTlsQuestion *self)
{
}

/**
 * desk_tls_question_new:
 * @certificate: (nullable): what to show who asks
 *
 * Returns: (transfer full): an interaction for one connection
 */
DeskTlsQuestion *
desk_tls_question_new (GTlsCertificate *certificate)
{
  DeskTlsQuestion *self = g_object_new (DESK_TYPE_TLS_QUESTION, NULL);

  g_set_object (&self->certificate, certificate);

  return self;
}

/**
 * desk_tls_question_was_asked:
 * @self: the interaction of a connection
 *
 * Returns: whether the broker asked for a certificate
 */
gboolean
desk_tls_question_was_asked (DeskTlsQuestion *self)
{
  g_return_val_if_fail (DESK_IS_TLS_QUESTION (self), FALSE);

  return g_atomic_int_get (&self->asked);
}

/**
 * desk_tls_question_has_certificate:
 * @self: the interaction of a connection
 *
 * Returns: whether there is one to show
 */
gboolean
desk_tls_question_has_certificate (DeskTlsQuestion *self)
{
  g_return_val_if_fail (DESK_IS_TLS_QUESTION (self), FALSE);

  return self->certificate != NULL;
}

/**
 * desk_tls_question_dup_certificate:
 * @self: the interaction of a connection
 *
 * Returns: (transfer full) (nullable): what the broker was shown, if it asked;
 *   without the key
 */
GTlsCertificate *
desk_tls_question_dup_certificate (DeskTlsQuestion *self)
{
  g_autofree char *pem = NULL;

  g_return_val_if_fail (DESK_IS_TLS_QUESTION (self), NULL);

  if (!g_atomic_int_get (&self->asked) || self->certificate == NULL)
    return NULL;

  g_object_get (self->certificate, "certificate-pem", &pem, NULL);

  return g_tls_certificate_new_from_pem (pem, -1, NULL);
}
