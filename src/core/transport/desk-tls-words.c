/* desk-tls-words.c: why a TLS handshake failed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-tls-certificate.h"
#include "desk-tls-question.h"
#include "desk-tls-words.h"

static gboolean
is_self_signed (GTlsCertificate *certificate)
{
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);

  return g_strcmp0 (issuer, subject) == 0 && g_tls_certificate_get_issuer (certificate) == NULL;
}

/**
 * desk_tls_explain_certificate:
 * @endpoint: the broker
 * @certificate: what it showed
 * @flags: what is wrong with it; not 0
 *
 * Says what is wrong with a broker's certificate, the worst first, and what to
 * do: RFC 5280 section 6 in a sentence.
 *
 * Returns: (transfer full): %DESK_ERROR_CERTIFICATE, with the fingerprint
 */
GError *
desk_tls_explain_certificate (const DeskEndpoint  *endpoint,
                              GTlsCertificate     *certificate,
                              GTlsCertificateFlags flags)
{
  g_autofree char *fingerprint = desk_tls_fingerprint (certificate);
  GError *error = NULL;

  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    {
      g_autofree char *day = desk_tls_certificate_dup_end (certificate);

      desk_fail (&error, DESK_ERROR_CERTIFICATE,
                 _ ("The broker’s certificate was valid until %s. It has to be renewed at the broker, unless "
                    "the clock of this computer is wrong."),
                 day);
    }
  else if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    {
      g_autofree char *day = desk_tls_certificate_dup_begin (certificate);

      desk_fail (&error, DESK_ERROR_CERTIFICATE,
                 _ ("The broker’s certificate is valid only from %s on. Is the clock of this computer right?"),
                 day);
    }
  else if (flags & G_TLS_CERTIFICATE_REVOKED)
    {
      desk_fail (&error, DESK_ERROR_CERTIFICATE,
                 _ ("The broker’s certificate was revoked. Ask those who run the broker for a new one."));
    }
  else if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    {
      g_autofree char *names = desk_tls_certificate_dup_names (certificate);
      const DeskTlsOptions *tls = endpoint->tls;

      desk_fail (&error, DESK_ERROR_CERTIFICATE,
                 _ ("The broker’s certificate is for %s, not for “%s”. Connect by a name that it has, or enter "
                    "that name as the server name."),
                 names, tls != NULL && tls->server_name != NULL ? tls->server_name : endpoint->host);
    }
  else if ((flags & G_TLS_CERTIFICATE_UNKNOWN_CA) && is_self_signed (certificate))
    {
      desk_fail (&error, DESK_ERROR_CERTIFICATE,
                 _ ("The broker’s certificate is signed by itself, so nobody vouches for it. Choose it as the "
                    "CA file, or trust this certificate."));
    }
  else if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    {
      g_autofree char *issuer = desk_tls_certificate_dup_issuer (certificate);

      desk_fail (&error, DESK_ERROR_CERTIFICATE,
                 _ ("The broker’s certificate was issued by an authority that is not trusted here: %s. Choose "
                    "that authority’s certificate as the CA file."),
                 issuer);
    }
  else if (flags & G_TLS_CERTIFICATE_INSECURE)
    {
      desk_fail (&error, DESK_ERROR_CERTIFICATE,
                 _ ("The broker’s certificate uses an algorithm that is not secure any more. It has to be "
                    "replaced at the broker."));
    }
  else
    {
      desk_fail (&error, DESK_ERROR_CERTIFICATE,
                 _ ("The broker’s certificate could not be verified. Is it meant for a server?"));
    }
  desk_error_set_fingerprint (error, fingerprint);

  return error;
}

static GError *
explain_client_certificate (gboolean has_one)
{
  GError *error = NULL;

  if (has_one)
    desk_fail (&error, DESK_ERROR_CLIENT_CERTIFICATE,
               _ ("The broker does not take the client certificate of this profile. Is it issued by an "
                  "authority that the broker trusts, and still valid?"));
  else
    desk_fail (&error, DESK_ERROR_CLIENT_CERTIFICATE,
               _ ("The broker wants a client certificate. Choose certificate and key in the profile."));

  return error;
}

/**
 * desk_tls_explain_refusal:
 * @stream: the stream to a broker from which nothing came yet
 * @cause: why it ended
 *
 * Since TLS 1.3 a broker complains about our certificate only after the
 * handshake (RFC 8446 section 4.4.2.4), and GIO has hardly a code of its own
 * for the alert. So an end by TLS, after the broker asked for a certificate, is
 * taken to be about that.
 *
 * Returns: (transfer full) (nullable): %DESK_ERROR_CLIENT_CERTIFICATE, or %NULL
 *   if it was something else
 */
GError *
desk_tls_explain_refusal (GIOStream *stream, const GError *cause)
{
  DeskTlsQuestion *question;

  if (!G_IS_TLS_CONNECTION (stream) || cause == NULL || cause->domain != G_TLS_ERROR)
    return NULL;

  question = DESK_TLS_QUESTION (g_tls_connection_get_interaction (G_TLS_CONNECTION (stream)));
  if (!desk_tls_question_was_asked (question))
    return NULL;

  return explain_client_certificate (desk_tls_question_has_certificate (question));
}

/**
 * desk_tls_explain:
 * @endpoint: the broker
 * @stream: the stream to it
 * @cause: why the handshake failed, other than by the broker's certificate
 *
 * Returns: (transfer full): %DESK_ERROR_CLIENT_CERTIFICATE, %DESK_ERROR_TLS, or
 *   a copy of %G_IO_ERROR_CANCELLED
 */
GError *
desk_tls_explain (const DeskEndpoint *endpoint, GIOStream *stream, const GError *cause)
{
  g_autofree char *name = desk_endpoint_to_string (endpoint);
  GError *error = desk_tls_explain_refusal (stream, cause);

  if (error != NULL)
    return error;
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);

  if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS))
    desk_fail (&error, DESK_ERROR_TLS,
               _ ("%s does not speak TLS. Is this the port without TLS? With it, brokers use 8883 as a rule."),
               name);
  else if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_EOF)
           || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    desk_fail (&error, DESK_ERROR_TLS,
               _ ("%s closed the connection during the TLS handshake. Is this the port with TLS? With it, "
                  "brokers use 8883 as a rule."),
               name);
  else
    desk_fail (&error, DESK_ERROR_TLS, _ ("The TLS handshake with %s failed: %s"), name, cause->message);

  return error;
}
