/* desk-reason.c: return codes and reason codes in words
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-reason.h"

/* A broker's own text is shown up to this length, in characters. */
#define TEXT_MAX 500

/* Codes from here on are refusals (MQTT 5.0 section 2.4). */
#define FIRST_REFUSAL 0x80

typedef struct
{
  guint8 code;
  DeskError error;
  const char *words;
} Reason;

#define TABLE(reasons) reasons, G_N_ELEMENTS (reasons)

/* MQTT 3.1.1 table 3.1; a broker that does not know MQTT 5 uses them, too. */
static const Reason return_codes[] = {
  { 0x01, DESK_ERROR_BAD_VERSION,
    N_ ("The broker does not speak this version of MQTT. Choose an older one in the profile.") },
  { 0x02, DESK_ERROR_BAD_CLIENT_ID,
    N_ ("The broker refuses the client ID. Choose another one: some brokers allow only 23 letters and "
        "digits.") },
  { 0x03, DESK_ERROR_SERVER_UNAVAILABLE,
    N_ ("The broker is up, but its MQTT service is not. Try again later.") },
  { 0x04, DESK_ERROR_BAD_CREDENTIALS,
    N_ ("The broker does not understand the user name or the password. Enter them again.") },
  { 0x05, DESK_ERROR_NOT_AUTHORIZED,
    N_ ("The broker does not let this client in. Check user name and password, or ask the broker’s "
        "administrator for access.") },
};

/* MQTT 5.0 table 3-1 */
static const Reason connack_codes[] = {
  { 0x80, DESK_ERROR_SERVER_UNAVAILABLE,
    N_ ("The broker refused the connection and gives no reason. Its log may tell why.") },
  { 0x81, DESK_ERROR_CONNECT_REFUSED,
    N_ ("The broker could not read the CONNECT packet. Try MQTT 3.1.1 in the profile.") },
  { 0x82, DESK_ERROR_CONNECT_REFUSED,
    N_ ("The broker says that the CONNECT packet breaks the rules of MQTT 5. Try MQTT 3.1.1 in the "
        "profile.") },
  { 0x83, DESK_ERROR_CONNECT_REFUSED,
    N_ ("The broker does not take this CONNECT packet for a reason of its own. Look it up in the broker’s "
        "manual.") },
  { 0x84, DESK_ERROR_BAD_VERSION,
    N_ ("The broker does not speak MQTT 5. Choose MQTT 3.1.1 in the profile.") },
  { 0x85, DESK_ERROR_BAD_CLIENT_ID,
    N_ ("The broker says that the client ID is not valid. Choose another one in the profile.") },
  { 0x86, DESK_ERROR_BAD_CREDENTIALS,
    N_ ("The broker does not accept the user name or the password. Enter them again.") },
  { 0x87, DESK_ERROR_NOT_AUTHORIZED,
    N_ ("The broker does not let this client connect. Ask its administrator for access, or use another user "
        "name.") },
  { 0x88, DESK_ERROR_SERVER_UNAVAILABLE,
    N_ ("The MQTT service of the broker is not available. Try again later.") },
  { 0x89, DESK_ERROR_SERVER_UNAVAILABLE, N_ ("The broker is busy. Try again later.") },
  { 0x8a, DESK_ERROR_NOT_AUTHORIZED, N_ ("The broker has banned this client. Ask its administrator why.") },
  { 0x8c, DESK_ERROR_CONNECT_REFUSED,
    N_ ("The broker does not take this method of authentication. Change it in the profile, or ask the broker’s "
        "administrator which one it wants.") },
  { 0x90, DESK_ERROR_CONNECT_REFUSED,
    N_ ("The broker does not accept the topic of the last will. Change it in the profile.") },
  { 0x95, DESK_ERROR_CONNECT_REFUSED,
    N_ ("The CONNECT packet is larger than this broker allows. Shorten the last will or the password.") },
  { 0x97, DESK_ERROR_SERVER_UNAVAILABLE,
    N_ ("This client has used up a quota of the broker. Wait, or ask its administrator for a higher one.") },
  { 0x99, DESK_ERROR_CONNECT_REFUSED,
    N_ ("The broker says that the payload of the last will is not of the format that it claims. Change it in "
        "the profile.") },
  { 0x9a, DESK_ERROR_CONNECT_REFUSED,
    N_ ("This broker keeps no retained messages, but the last will is one. Change that in the profile.") },
  { 0x9b, DESK_ERROR_CONNECT_REFUSED,
    N_ ("The broker does not support the QoS of the last will. Choose a lower one in the profile.") },
  { 0x9c, DESK_ERROR_SERVER_UNAVAILABLE,
    N_ ("The broker asks to use another server for the time being. Enter that one in the profile, or try "
        "later.") },
  { 0x9d, DESK_ERROR_SERVER_MOVED,
    N_ ("The broker has moved to another server. Enter that one in the profile.") },
  { 0x9f, DESK_ERROR_SERVER_UNAVAILABLE,
    N_ ("Too many connections were opened in a short time for this broker. Try again in a minute.") },
};

/* MQTT 5.0 table 3-10, what a server may send */
static const Reason disconnect_codes[] = {
  { 0x00, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection in the normal way, without a reason. Connect again if you need "
        "it.") },
  { 0x80, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection and does not want to say why. Its log may tell.") },
  { 0x81, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: it could not read a packet of this client. Try MQTT 3.1.1 in the "
        "profile.") },
  { 0x82, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: it did not expect a packet of this client, or found it against the "
        "rules of MQTT 5. Try MQTT 3.1.1 in the profile.") },
  { 0x83, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: it cannot do what this client asked for. Look at what was sent "
        "last.") },
  { 0x87, DESK_ERROR_NOT_AUTHORIZED,
    N_ ("The broker ended the connection: this client may not do what it asked for. Ask the broker’s "
        "administrator for access.") },
  { 0x89, DESK_ERROR_SERVER_UNAVAILABLE,
    N_ ("The broker ended the connection because it is too busy. Try again later.") },
  { 0x8b, DESK_ERROR_SERVER_UNAVAILABLE, N_ ("The broker is shutting down. Try again when it is back.") },
  { 0x8d, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: it did not hear from this client for one and a half times the "
        "keep-alive. Was the computer asleep, or the network down?") },
  { 0x8e, DESK_ERROR_CLIENT_ID_TAKEN,
    N_ ("Another client connected with the same client ID and took the session over. Choose another client "
        "ID for this profile, or end the other client.") },
  { 0x8f, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: it does not accept a topic filter of this client. Look at the "
        "subscription made last.") },
  { 0x90, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: it does not accept the topic of a message of this client. Look at "
        "what was published last.") },
  { 0x93, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: it says that more messages than it allows were waiting to be "
        "acknowledged. Publish more slowly.") },
  { 0x94, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: it says that a topic alias was not valid. Look at the properties "
        "of what was published last.") },
  { 0x95, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: a packet was larger than it allows. Publish less at once.") },
  { 0x96, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: messages came at too high a rate. Publish more slowly.") },
  { 0x97, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: a quota is used up. Wait, or ask the broker’s administrator for a "
        "higher one.") },
  { 0x98, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("An administrator of the broker ended this connection. Ask there before you connect again.") },
  { 0x99, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: a payload was not of the format that its properties claim. Look at "
        "what was published last.") },
  { 0x9a, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: it keeps no retained messages. Publish without “Retained”.") },
  { 0x9b, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: it does not support a QoS that was used. Publish with a lower "
        "one.") },
  { 0x9c, DESK_ERROR_SERVER_UNAVAILABLE,
    N_ ("The broker ended the connection and asks to use another server for the time being. Enter that one "
        "in the profile, or try later.") },
  { 0x9d, DESK_ERROR_SERVER_MOVED,
    N_ ("The broker ended the connection because it moves to another server. Enter that one in the "
        "profile.") },
  { 0x9e, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: it does not support shared subscriptions. Remove the filters that "
        "begin with “$share”.") },
  { 0x9f, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: too many were opened in a short time. Wait a minute.") },
  { 0xa0, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: it lasted as long as this client is allowed to stay. Connect "
        "again.") },
  { 0xa1, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: it does not support subscription identifiers. Subscribe without "
        "them.") },
  { 0xa2, DESK_ERROR_SERVER_DISCONNECT,
    N_ ("The broker ended the connection: it does not support wildcards. Subscribe to whole topics, without "
        "“+” and “#”.") },
};

/* MQTT 3.1.1 section 3.9.3 */
static const Reason suback_3_codes[] = {
  { 0x80, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("The broker refused this subscription; MQTT 3.1.1 does not let it say why. This client may have no "
        "right to read these topics.") },
};

/* MQTT 5.0 table 3-8 */
static const Reason suback_codes[] = {
  { 0x80, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("The broker refused this subscription and gives no reason. Its log may tell why.") },
  { 0x83, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("The broker refused this subscription for a reason of its own. Look it up in the broker’s manual.") },
  { 0x87, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("This client may not subscribe to that. Ask the broker’s administrator for access.") },
  { 0x8f, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("The broker does not allow this topic filter here. Try a narrower one.") },
  { 0x91, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("The broker took this subscription for another one that is still on its way. Subscribe again.") },
  { 0x97, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("This client has as many subscriptions as the broker allows. Remove one first.") },
  { 0x9e, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("This broker does not support shared subscriptions. Leave “$share” and the group away.") },
  { 0xa1, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("This broker does not support subscription identifiers. Subscribe without one.") },
  { 0xa2, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("This broker does not support wildcards. Subscribe to a whole topic, without “+” and “#”.") },
};

/* MQTT 5.0 table 3-9 */
static const Reason unsuback_codes[] = {
  { 0x80, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("The broker did not end this subscription and gives no reason. Its log may tell why.") },
  { 0x83, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("The broker did not end this subscription for a reason of its own. Look it up in the broker’s "
        "manual.") },
  { 0x87, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("This client may not end this subscription. Ask the broker’s administrator.") },
  { 0x8f, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("The broker did not end this subscription: it does not allow the topic filter.") },
  { 0x91, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("The broker took this for another request that is still on its way. Subscribe and "
        "unsubscribe again.") },
};

/* MQTT 5.0 tables 3-4, 3-5 and 3-7 */
static const Reason publish_codes[] = {
  { 0x80, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("The broker refused the message and gives no reason. Its log may tell why.") },
  { 0x83, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("The broker refused the message for a reason of its own. Look it up in the broker’s manual.") },
  { 0x87, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("This client may not publish to that topic. Ask the broker’s administrator for access.") },
  { 0x90, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("The broker does not accept this topic. Publish to another one.") },
  { 0x91, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("The broker took the message for another one that is still on its way. Publish it again.") },
  { 0x92, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("The broker forgot the message before its delivery was complete. Check whether it arrived before you "
        "publish it again.") },
  { 0x97, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("The message would exceed a quota of the broker. Wait, or ask its administrator for a higher one.") },
  { 0x99, DESK_ERROR_REFUSED_BY_BROKER,
    N_ ("The broker says that the payload is not of the format that its properties claim. Change one of "
        "them.") },
};

static char *
cut (const char *text)
{
  const char *end = text;

  for (int i = 0; i < TEXT_MAX && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  if (*end == '\0')
    return g_strdup (text);

  return g_strdup_printf ("%.*s…", (int) (end - text), text);
}

/* Sets the error of a code; @unknown, where %s is the number, is for what the table lacks. */
static void
explain (const Reason   *reasons,
         gsize           n_reasons,
         guint8          code,
         const char     *unknown,
         DeskError       unknown_error,
         DeskProperties *properties,
         GError        **error)
{
  const DeskProperty *text = desk_properties_find (properties, DESK_PROP_REASON_STRING);
  const DeskProperty *server = desk_properties_find (properties, DESK_PROP_SERVER_REFERENCE);
  g_autofree char *words = NULL;

  for (gsize i = 0; i < n_reasons && words == NULL; i++)
    if (reasons[i].code == code)
      {
        words = g_strdup (_ (reasons[i].words));
        unknown_error = reasons[i].error;
      }
  if (words == NULL)
    {
      g_autofree char *number = g_strdup_printf ("0x%02x", code);
      g_auto (GStrv) parts = g_strsplit (unknown, "%s", 2);

      words = g_strjoinv (number, parts);
    }

  if (server != NULL && *server->string != '\0')
    {
      g_autofree char *shown = cut (server->string);
      char *longer = g_strdup_printf (_ ("%s The server is “%s”."), words, shown);

      g_free (words);
      words = longer;
    }
  if (text != NULL && *text->string != '\0')
    {
      g_autofree char *shown = cut (text->string);
      char *longer = g_strdup_printf (_ ("%s The broker says: “%s”"), words, shown);

      g_free (words);
      words = longer;
    }

  desk_fail (error, unknown_error, "%s", words);
}

/**
 * desk_reason_connack:
 * @version: the protocol version of the connection
 * @code: return code, or reason code in MQTT 5
 * @properties: (nullable): properties of the CONNACK
 * @error: set unless @code is 0: %DESK_ERROR_BAD_VERSION,
 *   %DESK_ERROR_BAD_CLIENT_ID, %DESK_ERROR_BAD_CREDENTIALS,
 *   %DESK_ERROR_NOT_AUTHORIZED, %DESK_ERROR_SERVER_UNAVAILABLE where waiting
 *   helps, or %DESK_ERROR_CONNECT_REFUSED
 *
 * Explains why a broker refused a connection (MQTT 3.1.1 section 3.2.2.3, MQTT
 * 5.0 section 3.2.2.2).
 */
void
desk_reason_connack (DeskMqttVersion version, guint8 code, DeskProperties *properties, GError **error)
{
  const char *unknown = _ ("The broker refused the connection with the code %s, which MQTT does not define. "
                           "Its log may tell why.");

  if (code == 0)
    return;

  if (version == DESK_MQTT_5 && code >= FIRST_REFUSAL)
    explain (TABLE (connack_codes), code, unknown, DESK_ERROR_CONNECT_REFUSED, properties, error);
  else
    explain (TABLE (return_codes), code, unknown, DESK_ERROR_CONNECT_REFUSED, properties, error);
}

/**
 * desk_reason_suback:
 * @version: the protocol version of the connection
 * @code: a code of a SUBACK
 * @properties: (nullable): properties of the SUBACK
 * @error: %DESK_ERROR_REFUSED_BY_BROKER unless @code grants a QoS
 *
 * Explains why a broker refused a subscription (MQTT 5.0 section 3.9.3).
 */
void
desk_reason_suback (DeskMqttVersion version, guint8 code, DeskProperties *properties, GError **error)
{
  const char *unknown = _ ("The broker answered to this subscription with the code %s, which MQTT does not "
                           "define. Its log may tell why.");

  if (code <= 2)
    return;

  if (version == DESK_MQTT_5)
    explain (TABLE (suback_codes), code, unknown, DESK_ERROR_REFUSED_BY_BROKER, properties, error);
  else
    explain (TABLE (suback_3_codes), code, unknown, DESK_ERROR_REFUSED_BY_BROKER, properties, error);
}

/**
 * desk_reason_publish:
 * @code: reason code of a PUBACK, PUBREC or PUBCOMP
 * @properties: (nullable): properties of that packet
 * @error: %DESK_ERROR_REFUSED_BY_BROKER if @code is a refusal
 *
 * Explains why a broker refused a message (MQTT 5.0 sections 3.4.2.1, 3.5.2.1
 * and 3.7.2.1). That nobody subscribed (0x10) is no refusal.
 */
void
desk_reason_publish (guint8 code, DeskProperties *properties, GError **error)
{
  if (code >= FIRST_REFUSAL)
    explain (TABLE (publish_codes), code,
             _ ("The broker refused the message with the code %s, which MQTT does not define. Its log may "
                "tell why."),
             DESK_ERROR_REFUSED_BY_BROKER, properties, error);
}

/**
 * desk_reason_unsuback:
 * @code: a code of an UNSUBACK
 * @properties: (nullable): properties of the UNSUBACK
 * @error: %DESK_ERROR_REFUSED_BY_BROKER if @code is a refusal
 *
 * Explains why a broker did not end a subscription (MQTT 5.0 section 3.11.3).
 * That there was none (0x11) is no refusal.
 */
void
desk_reason_unsuback (guint8 code, DeskProperties *properties, GError **error)
{
  if (code >= FIRST_REFUSAL)
    explain (TABLE (unsuback_codes), code,
             _ ("The broker did not end this subscription and gives the code %s, which MQTT does not define. "
                "Its log may tell why."),
             DESK_ERROR_REFUSED_BY_BROKER, properties, error);
}

/**
 * desk_reason_disconnect:
 * @code: reason code of a DISCONNECT from the broker
 * @properties: (nullable): properties of the DISCONNECT
 * @error: always set: %DESK_ERROR_CLIENT_ID_TAKEN, %DESK_ERROR_NOT_AUTHORIZED,
 *   %DESK_ERROR_SERVER_MOVED, %DESK_ERROR_SERVER_UNAVAILABLE or %DESK_ERROR_SERVER_DISCONNECT
 *
 * Explains why a broker ended a connection (MQTT 5.0 section 3.14.2.1).
 */
void
desk_reason_disconnect (guint8 code, DeskProperties *properties, GError **error)
{
  explain (TABLE (disconnect_codes), code,
           _ ("The broker ended the connection with the code %s, which MQTT does not define. Its log may "
              "tell why."),
           DESK_ERROR_SERVER_DISCONNECT, properties, error);
}

/**
 * desk_reason_may_retry:
 * @error: why a connection failed or ended
 *
 * Tells whether to try again by itself: not where a person has to change
 * something first, since a broker may count each attempt against the client.
 * “Malformed Packet” and “Protocol Error” are final in CONNACK, as the next
 * CONNECT would be the same; later they may have been about one publication.
 *
 * Returns: whether trying again without a change can succeed
 */
gboolean
desk_reason_may_retry (const GError *error)
{
  static const DeskError final[] = {
    DESK_ERROR_INVALID_URI,     DESK_ERROR_INVALID_PROFILE, DESK_ERROR_BAD_VERSION,
    DESK_ERROR_BAD_CLIENT_ID,   DESK_ERROR_BAD_CREDENTIALS, DESK_ERROR_NOT_AUTHORIZED,
    DESK_ERROR_CONNECT_REFUSED, DESK_ERROR_CLIENT_ID_TAKEN, DESK_ERROR_SERVER_MOVED,
    DESK_ERROR_CERTIFICATE,     DESK_ERROR_CLIENT_CERTIFICATE, DESK_ERROR_PASSPHRASE,
    DESK_ERROR_PROXY_AUTH,      DESK_ERROR_WEBSOCKET,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (final); i++)
    if (g_error_matches (error, DESK_ERROR, (int) final[i]))
      return FALSE;

  return TRUE;
}
