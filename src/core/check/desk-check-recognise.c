/* desk-check-recognise.c: says what is at the other end instead of what was expected
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-check-peek.h"
#include "desk-check-recognise.h"

/* Returns: (nullable): by which transport a server of that kind is reached */
static const char *
get_transport (DeskCheckRun *run, DeskCheckSpeech speech, gboolean secure)
{
  gboolean is_web = g_str_has_prefix (run->options->endpoint->transport, "ws");

  switch (speech)
    {
    case DESK_SPEECH_MQTT:
      return secure ? "mqtts" : "mqtt";
    case DESK_SPEECH_WEBSOCKET:
      return secure ? "wss" : "ws";
    case DESK_SPEECH_TLS:
      return is_web ? "wss" : "mqtts";
    case DESK_SPEECH_UNKNOWN:
    case DESK_SPEECH_SILENT:
    case DESK_SPEECH_CLOSES:
    case DESK_SPEECH_HTTP:
    case DESK_SPEECH_OTHER:
    default:
      return NULL;
    }
}

static void
say_mqtt (DeskCheckFinding *finding, const char *name, gboolean is_web)
{
  if (is_web)
    {
      desk_check_finding_say (finding, DESK_CHECK_FAILED, _ ("%s speaks MQTT without WebSocket."), name);
      desk_check_finding_advise (finding, _ ("Choose MQTT instead of WebSocket, or enter the port of the "
                                             "broker for WebSocket."));
    }
  else
    {
      desk_check_finding_say (finding, DESK_CHECK_FAILED, _ ("%s speaks plain MQTT."), name);
      desk_check_finding_advise (
          finding, _ ("If the broker has a port with TLS, enter that one: it is 8883 as a rule. Without TLS "
                      "everybody on the way can read along."));
    }
}

static void
say_words (DeskCheckFinding *finding, const char *name, const char *words)
{
  if (words != NULL && *words != '\0')
    /* Translators: address of a server, and how its first words begin */
    desk_check_finding_say (finding, DESK_CHECK_FAILED, _ ("Another kind of server answers at %s: “%s”."), name,
                            words);
  else
    desk_check_finding_say (finding, DESK_CHECK_FAILED, _ ("Another kind of server answers at %s."), name);
  desk_check_finding_advise (finding, _ ("Enter the port of the broker: 1883 as a rule, 8883 with TLS."));
}

/**
 * desk_check_recognise:
 * @run: a run
 * @secure: whether TLS works there
 * @finding: of a step that failed; says that in its own words already
 *
 * Looks what kind of server it is, for a failure that does not tell. If
 * another transport is the answer, the finding gets it as its remedy.
 *
 * Returns: whether the finding says more than before
 */
gboolean
desk_check_recognise (DeskCheckRun *run, gboolean secure, DeskCheckFinding *finding)
{
  g_autofree char *name = desk_endpoint_to_string (run->options->endpoint);
  g_autofree char *words = NULL;
  const char *own = run->options->endpoint->transport;
  DeskCheckSpeech speech = desk_check_peek (run, secure, &words);
  const char *transport = get_transport (run, speech, secure);

  /* It is what it should be, so something else is wrong. */
  if (g_strcmp0 (transport, own) == 0)
    return FALSE;
  /* What a web server answers, or does not, is in words already. */
  if (transport == NULL && (g_str_equal (own, "ws") || (g_str_equal (own, "wss") && secure)))
    return FALSE;

  switch (speech)
    {
    case DESK_SPEECH_MQTT:
      say_mqtt (finding, name, g_str_has_prefix (own, "ws"));
      break;
    case DESK_SPEECH_WEBSOCKET:
      desk_check_finding_say (finding, DESK_CHECK_FAILED,
                              _ ("%s expects MQTT inside of WebSocket."), name);
      desk_check_finding_advise (finding, _ ("Choose WebSocket, or enter the port of the broker for MQTT alone."));
      break;
    case DESK_SPEECH_TLS:
      desk_check_finding_say (finding, DESK_CHECK_FAILED, _ ("%s speaks TLS, and the profile does not."), name);
      desk_check_finding_advise (finding, _ ("Turn TLS on."));
      break;
    case DESK_SPEECH_HTTP:
      desk_check_finding_say (finding, DESK_CHECK_FAILED, _ ("A web server answers at %s, and no broker."), name);
      desk_check_finding_advise (
          finding, _ ("Enter the port of the broker: 1883 as a rule, 8883 with TLS. If it takes MQTT inside of "
                      "WebSocket, check the path."));
      break;
    case DESK_SPEECH_OTHER:
      say_words (finding, name, words);
      break;
    case DESK_SPEECH_CLOSES:
      desk_check_finding_say (finding, DESK_CHECK_FAILED,
                              _ ("%s takes the connection and closes it without a word."), name);
      desk_check_finding_advise (
          finding, _ ("Is this the port of the broker, and does the broker let this computer in? Its log may "
                      "tell why it closes."));
      break;
    case DESK_SPEECH_SILENT:
      desk_check_finding_say (finding, DESK_CHECK_FAILED, _ ("%s takes the connection, but says nothing."), name);
      desk_check_finding_advise (
          finding, _ ("Is this the port of the broker? If so, the broker hangs, or what lies before it (a "
                      "firewall, a load balancer) does not reach it."));
      break;
    case DESK_SPEECH_UNKNOWN:
    default:
      return FALSE;
    }
  if (transport != NULL)
    desk_check_finding_set_remedy (finding, DESK_REMEDY_TRANSPORT, 0, transport);

  return TRUE;
}
