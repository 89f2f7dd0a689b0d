/* desk-check-tls.c: step of the connection check: TLS and the broker's certificate
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-check-opening.h"
#include "desk-check-recognise.h"
#include "desk-error.h"
#include "desk-stream.h"
#include "desk-tls-certificate.h"
#include "desk-tls-question.h"

/* A certificate that ends sooner than this, in days, is told. */
#define SOON 30
/* Certificates of a chain that are told */
#define MAX_CHAIN 5

static gboolean
uses_tls (const DeskCheckRun *run)
{
  return g_str_has_suffix (run->options->endpoint->transport, "s")
         && !g_str_equal (run->options->endpoint->transport, "ws");
}

static const char *
name_version (GTlsProtocolVersion version)
{
  switch (version)
    {
    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
      return "TLS 1.2";
    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      return "TLS 1.3";
    case G_TLS_PROTOCOL_VERSION_SSL_3_0:
    case G_TLS_PROTOCOL_VERSION_TLS_1_0:
    case G_TLS_PROTOCOL_VERSION_TLS_1_1:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_2:
    case G_TLS_PROTOCOL_VERSION_UNKNOWN:
    default:
      return "TLS";
    }
}

static void
tell_connection (DeskCheckFinding *finding, GTlsConnection *connection)
{
  GTlsCertificate *certificate = g_tls_connection_get_peer_certificate (connection);
  g_autofree char *cipher = g_tls_connection_get_ciphersuite_name (connection);
  GTlsInteraction *question = g_tls_connection_get_interaction (connection);
  guint n = 0;

  desk_check_finding_add_detail (finding, "%s · %s",
                                 name_version (g_tls_connection_get_protocol_version (connection)),
                                 cipher != NULL ? cipher : "?");
  if (certificate != NULL)
    {
      g_autofree char *names = desk_tls_certificate_dup_names (certificate);
      g_autofree char *begin = desk_tls_certificate_dup_begin (certificate);
      g_autofree char *end = desk_tls_certificate_dup_end (certificate);

      /* Translators: names of a broker; two days */
      desk_check_finding_add_detail (finding, _ ("Certificate for %s, valid from %s to %s"), names, begin, end);
    }
  for (; certificate != NULL && n < MAX_CHAIN; n++)
    {
      g_autofree char *issuer = desk_tls_certificate_dup_issuer (certificate);

      /* Translators: name of an authority */
      desk_check_finding_add_detail (finding, _ ("Issued by %s"), issuer);
      certificate = g_tls_certificate_get_issuer (certificate);
    }
  if (DESK_IS_TLS_QUESTION (question) && desk_tls_question_was_asked (DESK_TLS_QUESTION (question)))
    desk_check_finding_add_detail (finding, desk_tls_question_has_certificate (DESK_TLS_QUESTION (question))
                                                ? _ ("The broker asks for a client certificate and got one.")
                                                : _ ("The broker asks for a client certificate, and the profile "
                                                     "has none."));
}

/* TLS alone, whatever comes on top of it */
static DeskEndpoint *
make_tls_endpoint (DeskCheckRun *run)
{
  DeskEndpoint *endpoint = desk_endpoint_copy (run->options->endpoint);

  g_free (endpoint->transport);
  endpoint->transport = g_strdup ("mqtts");
  if (endpoint->tls == NULL)
    endpoint->tls = desk_tls_options_new ();

  return endpoint;
}

/* Looks at what the broker shows when its certificate was refused: names and
 * days help to see why. Nothing is sent but the handshake, and no certificate
 * of ours is shown. */
static void
tell_refused (DeskCheckRun *run, DeskCheckFinding *finding)
{
  g_autoptr (DeskEndpoint) endpoint = make_tls_endpoint (run);
  g_autoptr (GIOStream) stream = NULL;

  endpoint->tls->verify = FALSE;
  g_clear_pointer (&endpoint->tls->certificate_file, g_free);
  stream = desk_check_open (run, endpoint, DESK_STEP_TLS, run->step_timeout, NULL, NULL);
  if (stream == NULL)
    return;

  tell_connection (finding, G_TLS_CONNECTION (stream));
  desk_stream_close (stream);
}

static void
offer_trust (DeskCheckFinding *finding, const char *fingerprint)
{
  desk_check_finding_advise (
      finding, _ ("If you want to trust it all the same, compare its SHA-256 with that of the broker’s "
                  "certificate before. If they differ, somebody is in between."));
  desk_check_finding_add_detail (finding, _ ("SHA-256: %s"), fingerprint);
  desk_check_finding_set_remedy (finding, DESK_REMEDY_TRUST, 0, fingerprint);
}

static gboolean
tell_failure (DeskCheckRun *run, DeskCheckFinding *finding, const GError *error)
{
  const char *fingerprint = desk_error_get_fingerprint (error);

  desk_check_finding_fail (finding, error);
  if (fingerprint != NULL)
    {
      tell_refused (run, finding);
      offer_trust (finding, fingerprint);
    }
  else if (g_error_matches (error, DESK_ERROR, DESK_ERROR_TLS)
           || g_error_matches (error, DESK_ERROR, DESK_ERROR_TIMEOUT))
    desk_check_recognise (run, FALSE, finding);

  return FALSE;
}

/* It works, but is it safe, and for how long? */
static void
tell_doubts (DeskCheckRun *run, DeskCheckFinding *finding, GTlsCertificate *certificate)
{
  const DeskTlsOptions *tls = run->options->endpoint->tls;
  g_autoptr (GDateTime) end = certificate != NULL ? g_tls_certificate_get_not_valid_after (certificate) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  int days = end != NULL ? (int) (g_date_time_difference (end, now) / G_TIME_SPAN_DAY) : SOON;

  if (tls != NULL && !tls->verify)
    {
      desk_check_finding_say (finding, DESK_CHECK_WARNED,
                              _ ("The connection is encrypted, but nobody proved to be the broker."));
      desk_check_finding_advise (finding, _ ("Have the broker’s certificate verified: the profile says not to."));
    }
  else if (tls != NULL && tls->trusted != NULL)
    {
      desk_check_finding_say (finding, DESK_CHECK_PASSED,
                              _ ("The connection is encrypted. The profile trusts one certificate by hand."));
    }
  else if (days >= 0 && days < SOON)
    {
      desk_check_finding_say (finding, DESK_CHECK_WARNED,
                              ngettext ("The broker’s certificate will have expired in %d day.",
                                        "The broker’s certificate will have expired in %d days.", (gulong) days),
                              days);
      desk_check_finding_advise (finding, _ ("Ask those who run the broker to renew it in time."));
    }
}

static gboolean
handshake (DeskCheckRun *run, DeskCheckFinding *finding)
{
  g_autoptr (DeskEndpoint) endpoint = make_tls_endpoint (run);
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  stream = desk_check_open (run, endpoint, DESK_STEP_TLS, run->step_timeout, &finding->time, &error);
  if (stream == NULL)
    return tell_failure (run, finding, error);

  desk_check_finding_say (finding, DESK_CHECK_PASSED,
                          _ ("The connection is encrypted, and the broker’s certificate is valid."));
  tell_connection (finding, G_TLS_CONNECTION (stream));
  tell_doubts (run, finding, g_tls_connection_get_peer_certificate (G_TLS_CONNECTION (stream)));
  desk_stream_close (stream);

  return TRUE;
}

const DeskCheckStep desk_check_step_tls = {
  .id = "tls",
  .title = N_ ("TLS"),
  .applies = uses_tls,
  .run = handshake,
};
