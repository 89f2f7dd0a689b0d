/* desk-connection-facts.c: what is known of a connection and of its broker, in words
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-connection-facts"

#include "config.h"

#include "desk-connection-facts.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-security.h"
#include "desk-words.h"

typedef DeskConnectionFacts Facts;

/* Describes a fact in words (transfer full); %NULL hides its row. */
typedef char *(*Describe) (const Facts *facts);

#define MAX_FACTS 16

static const DeskProperty *
find (const Facts *facts, DeskPropertyId id)
{
  return desk_properties_find (facts->connack, id);
}

/* What MQTT counts in whole seconds */
static char *
format_seconds (guint32 seconds)
{
  if (seconds < 60)
    return g_strdup_printf (_ ("%u s"), seconds);

  return desk_format_span (seconds * G_TIME_SPAN_SECOND);
}

static char *
describe_state (const Facts *facts)
{
  const GError *error = desk_session_get_error (facts->session);

  return desk_words_for_state (desk_session_get_state (facts->session), desk_session_get_step (facts->session),
                               desk_session_get_seconds_left (facts->session), error != NULL);
}

static char *
describe_error (const Facts *facts)
{
  const GError *error = desk_session_get_error (facts->session);

  return error != NULL ? g_strdup (error->message) : NULL;
}

static char *
describe_address (const Facts *facts)
{
  return desk_profile_dup_address (facts->profile);
}

static char *
describe_transport (const Facts *facts)
{
  return g_strdup (desk_words_for_transport (desk_profile_get_transport (facts->profile)));
}

/* Behind a proxy the address of the broker is not known: the proxy looks it up. */
static char *
describe_peer (const Facts *facts)
{
  const char *peer = desk_session_get_peer_address (facts->session);

  if (!facts->connected || peer == NULL)
    return NULL;
  if (desk_session_get_proxy (facts->session) != NULL)
    /* Translators: an address and port */
    return g_strdup_printf (_ ("%s, the proxy"), peer);

  return g_strdup (peer);
}

static char *
describe_proxy (const Facts *facts)
{
  const char *proxy = desk_session_get_proxy (facts->session);

  if (!facts->connected || desk_session_get_peer_address (facts->session) == NULL)
    return NULL;

  return g_strdup (proxy != NULL ? proxy : _ ("None"));
}

static gboolean
stays_on_this_computer (const Facts *facts)
{
  const char *peer = desk_session_get_peer_address (facts->session);
  g_autoptr (GSocketConnectable) parsed = peer != NULL ? g_network_address_parse (peer, 0, NULL) : NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (desk_session_get_proxy (facts->session) != NULL)
    return FALSE;
  if (parsed == NULL)
    return peer == NULL;
  address = g_inet_address_new_from_string (g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed)));

  return address != NULL && g_inet_address_get_is_loopback (address);
}

static char *
describe_security (const Facts *facts)
{
  DeskSecurity *security = desk_session_get_security (facts->session);
  const char *cipher;

  if (!facts->connected)
    return NULL;
  if (security == NULL)
    return g_strdup (stays_on_this_computer (facts) ? _ ("None: what is sent does not leave this computer")
                                                    : _ ("None: whoever is on the way can read what is sent"));

  cipher = desk_security_get_cipher_suite (security);
  if (cipher == NULL)
    return g_strdup (desk_security_get_version (security));

  /* Translators: a version of TLS, and a set of ciphers */
  return g_strdup_printf (_ ("%s, %s"), desk_security_get_version (security), cipher);
}

static char *
describe_version (const Facts *facts)
{
  return g_strdup (desk_words_for_version (desk_profile_get_mqtt_version (facts->profile)));
}

static char *
describe_client_id (const Facts *facts)
{
  const char *id = desk_session_get_client_id (facts->session);
  g_autofree char *shown = id != NULL && *id != '\0' ? desk_format_topic (id) : NULL;

  if (shown == NULL)
    return NULL;
  if (find (facts, DESK_PROP_ASSIGNED_CLIENT_IDENTIFIER) != NULL)
    return g_strdup_printf (_ ("%s, which the broker chose"), shown);

  return g_steal_pointer (&shown);
}

static char *
describe_since (const Facts *facts)
{
  DeskTally tally;

  if (!facts->connected)
    return NULL;
  desk_session_get_tally (facts->session, &tally);

  return desk_format_moment (tally.connection.since);
}

static char *
describe_session (const Facts *facts)
{
  if (!facts->connected)
    return NULL;
  if (desk_session_get_session_present (facts->session))
    return g_strdup (_ ("Continued: the broker had kept it, with its subscriptions"));

  return g_strdup (_ ("New"));
}

static char *
describe_expiry_after (guint32 seconds, gboolean broker_wants)
{
  g_autofree char *span = format_seconds (seconds);

  /* Translators: a time span */
  return broker_wants ? g_strdup_printf (_ ("%s after the connection ends, as the broker wants"), span)
                      : g_strdup_printf (_ ("%s after the connection ends"), span);
}

static char *
describe_expiry (const Facts *facts)
{
  const DeskProperty *server = find (facts, DESK_PROP_SESSION_EXPIRY_INTERVAL);
  const DeskProfileMqtt5 *mqtt5 = desk_profile_get_mqtt5 (facts->profile);
  gint64 seconds;

  if (!facts->connected || !facts->is_5)
    return NULL;

  seconds = desk_profile_get_clean_start (facts->profile) ? 0 : G_MAXUINT32;
  if (mqtt5->session_never_expires)
    seconds = G_MAXUINT32;
  else if (mqtt5->session_expiry >= 0)
    seconds = mqtt5->session_expiry;
  if (server != NULL)
    seconds = server->number;
  if (seconds == 0)
    return g_strdup (_ ("When the connection ends"));
  if (seconds == G_MAXUINT32)
    return g_strdup (C_ ("session expiry", "Never"));

  return describe_expiry_after ((guint32) seconds, server != NULL);
}

static char *
describe_keep_alive (const Facts *facts)
{
  const DeskProperty *server = find (facts, DESK_PROP_SERVER_KEEP_ALIVE);
  guint seconds = server != NULL ? server->number : desk_profile_get_keep_alive (facts->profile);
  g_autofree char *span = format_seconds (seconds);

  if (!facts->connected)
    return NULL;
  if (seconds == 0)
    return g_strdup (_ ("None"));

  return server != NULL ? g_strdup_printf (_ ("%s, as the broker wants"), span) : g_steal_pointer (&span);
}

static char *
describe_yes_no (gboolean available)
{
  return g_strdup (available ? _ ("Yes") : _ ("No, the broker refuses them"));
}

static char *
describe_qos (const Facts *facts)
{
  return g_strdup_printf ("%u", facts->limits.maximum_qos);
}

static char *
describe_retain (const Facts *facts)
{
  return describe_yes_no (facts->limits.retain_available);
}

static char *
describe_wildcards (const Facts *facts)
{
  return describe_yes_no (facts->limits.wildcards_available);
}

static char *
describe_shared (const Facts *facts)
{
  return describe_yes_no (facts->limits.shared_available);
}

static char *
describe_identifiers (const Facts *facts)
{
  return describe_yes_no (facts->limits.identifiers_available);
}

static char *
describe_packet_size (const Facts *facts)
{
  if (facts->limits.maximum_packet_size == 0)
    return g_strdup (_ ("As large as MQTT allows"));

  return g_format_size (facts->limits.maximum_packet_size);
}

static char *
describe_receive_maximum (const Facts *facts)
{
  return desk_format_count (facts->limits.receive_maximum);
}

static char *
describe_aliases (const Facts *facts)
{
  if (facts->limits.topic_alias_maximum == 0)
    return g_strdup (_ ("None"));

  return desk_format_count (facts->limits.topic_alias_maximum);
}

static char *
describe_string (const Facts *facts, DeskPropertyId id)
{
  const DeskProperty *property = find (facts, id);

  return property != NULL ? desk_format_topic (property->string) : NULL;
}

static char *
describe_reason (const Facts *facts)
{
  return describe_string (facts, DESK_PROP_REASON_STRING);
}

static char *
describe_response_information (const Facts *facts)
{
  return describe_string (facts, DESK_PROP_RESPONSE_INFORMATION);
}

static char *
describe_server_reference (const Facts *facts)
{
  return describe_string (facts, DESK_PROP_SERVER_REFERENCE);
}

static char *
describe_method (const Facts *facts)
{
  return describe_string (facts, DESK_PROP_AUTHENTICATION_METHOD);
}

/* Another fact is a function and a line. */
static const struct
{
  const char *title;
  Describe describe;
} tables[DESK_FACTS_N_GROUPS][MAX_FACTS] = {
  [DESK_FACTS_CONNECTION] = {
    { N_ ("State"), describe_state },
    { N_ ("Why it ended"), describe_error },
    { N_ ("Connected since"), describe_since },
    { N_ ("Address"), describe_address },
    { N_ ("Address reached"), describe_peer },
    { N_ ("Proxy"), describe_proxy },
    { N_ ("Transport"), describe_transport },
    { N_ ("Encryption"), describe_security },
    { N_ ("Protocol"), describe_version },
    { N_ ("Client ID"), describe_client_id },
    { N_ ("Session"), describe_session },
    { N_ ("Session expires"), describe_expiry },
    { N_ ("Keep-alive"), describe_keep_alive },
  },
  [DESK_FACTS_LIMITS] = {
    { N_ ("Highest QoS"), describe_qos },
    { N_ ("Retained messages"), describe_retain },
    { N_ ("Wildcards in subscriptions"), describe_wildcards },
    { N_ ("Shared subscriptions"), describe_shared },
    { N_ ("Subscription identifiers"), describe_identifiers },
    { N_ ("Largest packet"), describe_packet_size },
    { N_ ("Messages without an acknowledgement"), describe_receive_maximum },
    { N_ ("Topic aliases"), describe_aliases },
  },
  [DESK_FACTS_WORDS] = {
    { N_ ("Reason"), describe_reason },
    { N_ ("Response information"), describe_response_information },
    { N_ ("Other server"), describe_server_reference },
    { N_ ("Authentication method"), describe_method },
  },
};

/* Before MQTT 5 a broker tells nothing of itself. */
static gboolean
is_known (const Facts *facts, DeskFactsGroup group)
{
  return group == DESK_FACTS_CONNECTION || (facts->connected && facts->is_5);
}

/**
 * desk_connection_facts_init:
 * @facts: (out caller-allocates): filled
 * @session: a connection, which has to outlive @facts
 *
 * Looks at a connection, so that all that is said of it is of one moment.
 */
void
desk_connection_facts_init (DeskConnectionFacts *facts, DeskSession *session)
{
  DeskProfile *profile = desk_session_get_profile (session);

  *facts = (DeskConnectionFacts) {
    .session = session,
    .profile = profile,
    .connack = desk_session_get_connack (session),
    .connected = desk_session_get_state (session) == DESK_SESSION_CONNECTED,
    .is_5 = desk_profile_get_mqtt_version (profile) == DESK_MQTT_5,
  };
  desk_session_get_limits (session, &facts->limits);
}

/**
 * desk_connection_facts_get_title:
 * @group: which facts
 * @i: from 0 on
 *
 * Returns: (nullable): what a fact is called; %NULL: there are no more
 */
const char *
desk_connection_facts_get_title (DeskFactsGroup group, guint i)
{
  return i < MAX_FACTS && tables[group][i].title != NULL ? _ (tables[group][i].title) : NULL;
}

/**
 * desk_connection_facts_describe:
 * @facts: facts
 * @group: which facts
 * @i: one that has a title
 *
 * Returns: (transfer full) (nullable): a fact in words; %NULL: there is nothing to know
 */
char *
desk_connection_facts_describe (const DeskConnectionFacts *facts, DeskFactsGroup group, guint i)
{
  g_return_val_if_fail (i < MAX_FACTS && tables[group][i].describe != NULL, NULL);

  return is_known (facts, group) ? tables[group][i].describe (facts) : NULL;
}

/**
 * desk_connection_facts_dup_pairs:
 * @facts: facts
 *
 * Returns: (transfer full): the user properties of CONNACK, in their order
 */
DeskProperties *
desk_connection_facts_dup_pairs (const DeskConnectionFacts *facts)
{
  DeskProperties *pairs = desk_properties_new ();

  for (guint i = 0; facts->connack != NULL && i < desk_properties_get_length (facts->connack); i++)
    {
      const DeskProperty *property = desk_properties_get (facts->connack, i);

      if (property->kind == DESK_PROPERTY_PAIR)
        desk_properties_add_pair (pairs, property->name, -1, property->string, -1);
    }

  return pairs;
}

static void
append_group (GString *text, const Facts *facts, DeskFactsGroup group)
{
  const char *title;

  for (guint i = 0; (title = desk_connection_facts_get_title (group, i)) != NULL; i++)
    {
      g_autofree char *words = desk_connection_facts_describe (facts, group, i);

      if (words != NULL)
        g_string_append_printf (text, "%s: %s\n", title, words);
    }
}

/**
 * desk_connection_facts_to_text:
 * @facts: facts
 *
 * Returns: (transfer full): all of them, one a line; they hold no secret
 */
char *
desk_connection_facts_to_text (const DeskConnectionFacts *facts)
{
  g_autoptr (DeskProperties) pairs = desk_connection_facts_dup_pairs (facts);
  GString *text = g_string_new (NULL);

  for (DeskFactsGroup group = 0; group < DESK_FACTS_N_GROUPS; group++)
    append_group (text, facts, group);
  for (guint i = 0; i < desk_properties_get_length (pairs); i++)
    {
      const DeskProperty *pair = desk_properties_get (pairs, i);
      g_autofree char *name = desk_format_topic (pair->name);
      g_autofree char *value = desk_format_topic (pair->string);

      g_string_append_printf (text, "%s: %s\n", name, value);
    }

  return g_string_free (text, FALSE);
}
