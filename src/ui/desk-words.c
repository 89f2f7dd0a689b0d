/* desk-words.c: states and times as a person reads them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-words.h"

static const char *
words_for_step (DeskConnectStep step)
{
  switch (step)
    {
    case DESK_STEP_RESOLVING:
      return _ ("Looking up the host");
    case DESK_STEP_CONNECTING:
      return _ ("Opening the connection");
    case DESK_STEP_PROXY:
      return _ ("Asking the proxy");
    case DESK_STEP_TLS:
      return _ ("Securing the connection");
    case DESK_STEP_WEBSOCKET:
      return _ ("Opening the WebSocket");
    case DESK_STEP_CONNACK:
      return _ ("Waiting for the broker");
    case DESK_STEP_NONE:
    default:
      return _ ("Connecting");
    }
}

static char *
say_waiting (guint seconds_left)
{
  g_autofree char *count = desk_format_count (seconds_left);

  /* Translators: until the next attempt to connect */
  return g_strdup_printf (ngettext ("Waiting %s s", "Waiting %s s", seconds_left), count);
}

/**
 * desk_words_for_state:
 * @state: of a session
 * @step: how far an attempt has come, while @state is connecting
 * @seconds_left: until the next attempt, while @state is waiting
 * @failed: whether the last attempt or connection ended with an error
 *
 * Returns: (transfer full): a few words
 */
char *
desk_words_for_state (DeskSessionState state, DeskConnectStep step, guint seconds_left, gboolean failed)
{
  switch (state)
    {
    case DESK_SESSION_CONNECTING:
      return g_strdup (words_for_step (step));
    case DESK_SESSION_CONNECTED:
      return g_strdup (_ ("Connected"));
    case DESK_SESSION_WAITING:
      if (seconds_left == 0)
        return g_strdup (_ ("Trying again"));
      return say_waiting (seconds_left);
    case DESK_SESSION_DISCONNECTING:
      return g_strdup (_ ("Disconnecting"));
    case DESK_SESSION_DISCONNECTED:
    default:
      return g_strdup (failed ? _ ("Connection failed") : _ ("Disconnected"));
    }
}

/**
 * desk_icon_for_state:
 * @state: of a session
 * @failed: whether the last attempt or connection ended with an error
 *
 * Returns: the name of a symbolic icon
 */
const char *
desk_icon_for_state (DeskSessionState state, gboolean failed)
{
  switch (state)
    {
    case DESK_SESSION_CONNECTING:
    case DESK_SESSION_DISCONNECTING:
      return "content-loading-symbolic";
    case DESK_SESSION_CONNECTED:
      return "emblem-ok-symbolic";
    case DESK_SESSION_WAITING:
      return "emblem-synchronizing-symbolic";
    case DESK_SESSION_DISCONNECTED:
    default:
      return failed ? "dialog-warning-symbolic" : "network-offline-symbolic";
    }
}

/**
 * desk_css_class_for_state:
 * @state: of a session
 * @failed: whether the last attempt or connection ended with an error
 *
 * Returns: the style class of libadwaita that colours it
 */
const char *
desk_css_class_for_state (DeskSessionState state, gboolean failed)
{
  switch (state)
    {
    case DESK_SESSION_CONNECTING:
      return "accent";
    case DESK_SESSION_CONNECTED:
      return "success";
    case DESK_SESSION_WAITING:
      return "warning";
    case DESK_SESSION_DISCONNECTING:
      return "dim-label";
    case DESK_SESSION_DISCONNECTED:
    default:
      return failed ? "error" : "dim-label";
    }
}

/* Calendar days from @then to @now, in their time zone. */
static int
days_between (GDateTime *then, GDateTime *now)
{
  GDate day_then, day_now;

  g_date_clear (&day_then, 1);
  g_date_clear (&day_now, 1);
  g_date_set_dmy (&day_then, (GDateDay) g_date_time_get_day_of_month (then),
                  (GDateMonth) g_date_time_get_month (then), (GDateYear) g_date_time_get_year (then));
  g_date_set_dmy (&day_now, (GDateDay) g_date_time_get_day_of_month (now),
                  (GDateMonth) g_date_time_get_month (now), (GDateYear) g_date_time_get_year (now));

  return g_date_days_between (&day_then, &day_now);
}

/**
 * desk_words_for_last_used:
 * @last_used: seconds since 1970; 0: never
 * @now: the present, in the person's time zone
 *
 * Returns: (transfer full): when a profile was last connected, in words
 */
char *
desk_words_for_last_used (gint64 last_used, GDateTime *now)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) then = NULL;
  int days;

  if (last_used > 0)
    utc = g_date_time_new_from_unix_utc (last_used);
  if (utc != NULL)
    then = g_date_time_to_timezone (utc, g_date_time_get_timezone (now));
  if (then == NULL)
    return g_strdup (_ ("never used"));

  days = days_between (then, now);
  /* A clock that was set back makes a profile used in the future: then the date is all that is sure. */
  if (days == 0)
    /* Translators: a time of day, as in "used today at 14:05" */
    return g_date_time_format (then, _ ("used today at %H:%M"));
  if (days == 1)
    return g_date_time_format (then, _ ("used yesterday at %H:%M"));
  if (days > 1 && days < 7)
    return g_strdup_printf (ngettext ("used %d day ago", "used %d days ago", (gulong) days), days);

  /* Translators: a date, as in "used on 3 May 2026" */
  return g_date_time_format (then, _ ("used on %-d %B %Y"));
}

/**
 * desk_words_for_version:
 * @version: a protocol version
 *
 * Returns: its name
 */
const char *
desk_words_for_version (DeskMqttVersion version)
{
  switch (version)
    {
    case DESK_MQTT_3_1:
      return "MQTT 3.1";
    case DESK_MQTT_5:
      return "MQTT 5";
    case DESK_MQTT_3_1_1:
    default:
      return "MQTT 3.1.1";
    }
}

/**
 * desk_words_for_transport:
 * @transport: of a #DeskProfile
 *
 * Returns: what carries the packets of MQTT
 */
const char *
desk_words_for_transport (const char *transport)
{
  if (g_str_equal (transport, "mqtts"))
    return _ ("TCP with TLS");
  if (g_str_equal (transport, "ws"))
    return _ ("WebSocket");
  if (g_str_equal (transport, "wss"))
    return _ ("WebSocket over TLS");
  if (g_str_equal (transport, "unix"))
    return _ ("Unix socket");

  return _ ("TCP");
}

/**
 * desk_words_for_way:
 * @profile: a profile
 *
 * Says how a profile reaches its broker: “mqtts://broker:8883 · MQTT 5”, and
 * for as long as it is so that nobody proved to be the broker.
 *
 * Returns: (transfer full): the words
 */
char *
desk_words_for_way (DeskProfile *profile)
{
  g_autofree char *address = desk_profile_dup_address (profile);
  const char *version = desk_words_for_version (desk_profile_get_mqtt_version (profile));

  if (desk_profile_get_uses_tls (profile) && !desk_profile_get_tls_verify (profile))
    /* Translators: address of a broker, MQTT version; TLS without a look at the certificate */
    return g_strdup_printf (_ ("%s · %s · ⚠ broker not verified"), address, version);
  if (desk_profile_get_uses_tls (profile) && *desk_profile_get_tls_trusted (profile) != '\0')
    /* Translators: address of a broker, MQTT version; the person trusts one certificate that is not valid */
    return g_strdup_printf (_ ("%s · %s · certificate trusted by hand"), address, version);

  return g_strdup_printf ("%s · %s", address, version);
}
