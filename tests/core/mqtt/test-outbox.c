/* test-outbox.c: sizes of what we send, and what we connect with
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "desk-client.h"
#include "desk-outbox.h"
#include "desk-properties.h"

static gsize
measure (const char     *topic,
         gsize           payload_size,
         guint8          qos,
         DeskProperties *properties,
         DeskMqttVersion version)
{
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (payload_size), payload_size);
  g_autoptr (DeskOutgoing) outgoing = desk_outgoing_new (1, topic, payload, qos, FALSE, properties);

  return desk_outgoing_get_packet_size (outgoing, version);
}

/* MQTT 5.0 sections 2.1, 3.3 and 1.5.5 */
static void
test_packet_size (void)
{
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  g_autoptr (DeskProperties) many = desk_properties_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0\1\2", 3);

  g_assert_cmpuint (measure ("a", 0, 0, NULL, DESK_MQTT_3_1_1), ==, 1 + 1 + 3);
  g_assert_cmpuint (measure ("a", 0, 1, NULL, DESK_MQTT_3_1_1), ==, 1 + 1 + 3 + 2);
  g_assert_cmpuint (measure ("ü", 0, 2, NULL, DESK_MQTT_5), ==, 1 + 1 + 4 + 2 + 1);
  g_assert_cmpuint (measure ("a", 124, 0, NULL, DESK_MQTT_3_1_1), ==, 1 + 1 + 127);
  g_assert_cmpuint (measure ("a", 125, 0, NULL, DESK_MQTT_3_1_1), ==, 1 + 2 + 128);
  g_assert_cmpuint (measure ("a", 16380, 0, NULL, DESK_MQTT_3_1_1), ==, 1 + 2 + 16383);
  g_assert_cmpuint (measure ("a", 16381, 0, NULL, DESK_MQTT_3_1_1), ==, 1 + 3 + 16384);
  g_assert_cmpuint (measure ("a", 2097148, 0, NULL, DESK_MQTT_3_1_1), ==, 1 + 3 + 2097151);
  g_assert_cmpuint (measure ("a", 2097149, 0, NULL, DESK_MQTT_3_1_1), ==, 1 + 4 + 2097152);

  desk_properties_add_number (properties, DESK_PROP_PAYLOAD_FORMAT_INDICATOR, 1);
  desk_properties_add_number (properties, DESK_PROP_MESSAGE_EXPIRY_INTERVAL, 1);
  desk_properties_add_number (properties, DESK_PROP_TOPIC_ALIAS, 1);
  desk_properties_add_number (properties, DESK_PROP_SUBSCRIPTION_IDENTIFIER, 128);
  desk_properties_add_string (properties, DESK_PROP_CONTENT_TYPE, "text", -1);
  desk_properties_add_pair (properties, "k", -1, "", -1);
  desk_properties_add_bytes (properties, DESK_PROP_CORRELATION_DATA, bytes);
  g_assert_cmpuint (measure ("a", 0, 0, properties, DESK_MQTT_5), ==,
                    1 + 1 + 3 + 1 + 2 + 5 + 3 + (1 + 2) + (1 + 2 + 4) + (1 + 2 + 1 + 2) + (1 + 2 + 3));

  for (int i = 0; i < 26; i++)
    desk_properties_add_number (many, DESK_PROP_MESSAGE_EXPIRY_INTERVAL, 1);
  g_assert_cmpuint (measure ("a", 0, 0, many, DESK_MQTT_5), ==, 1 + 2 + 3 + 2 + 26 * 5);
}

static void
test_outbox (void)
{
  g_autoptr (DeskOutbox) outbox = desk_outbox_new ();
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);
  DeskOutgoing *outgoing[6];

  for (guint i = 0; i < G_N_ELEMENTS (outgoing); i++)
    {
      outgoing[i] = desk_outgoing_new (i, "topic", payload, i % 2, FALSE, NULL);
      outgoing[i]->packet_id = i % 2 == 0 ? 0 : (guint16) (10 + i);
      desk_outbox_add (outbox, outgoing[i]);
    }
  g_assert_true (desk_outbox_peek (outbox) == outgoing[0]);
  g_assert_true (desk_outbox_next (outgoing[0]) == outgoing[1]);
  g_assert_null (desk_outbox_next (outgoing[5]));
  g_assert_true (desk_outbox_find (outbox, 13) == outgoing[3]);
  g_assert_null (desk_outbox_find (outbox, 12));
  g_assert_true (desk_outbox_peek_unwritten (outbox) == outgoing[0]);
  g_assert_cmpuint (desk_outbox_get_largest (outbox, DESK_MQTT_3_1_1), ==, 1 + 1 + 2 + 5 + 2 + 1);

  desk_outbox_remove (outbox, outgoing[0]);
  g_assert_true (desk_outbox_peek_unwritten (outbox) == outgoing[2]);
  desk_outbox_remove (outbox, outgoing[3]);
  g_assert_null (desk_outbox_find (outbox, 13));
  for (guint i = 0; i < G_N_ELEMENTS (outgoing); i++)
    if (i != 0 && i != 3)
      desk_outbox_remove (outbox, outgoing[i]);
  g_assert_null (desk_outbox_peek (outbox));
  g_assert_null (desk_outbox_peek_unwritten (outbox));
  g_assert_cmpuint (desk_outbox_get_largest (outbox, DESK_MQTT_3_1_1), ==, 0);
}

static DeskConnectOptions *
make_options (void)
{
  DeskConnectOptions *options = desk_connect_options_new ();

  options->endpoint = desk_endpoint_new ("mqtt", "broker.example", 1883);
  options->client_id = g_strdup ("me");
  options->username = g_strdup ("somebody");
  options->password = g_strdup ("secret");
  options->will = g_new0 (DeskWill, 1);
  options->will->topic = g_strdup ("will");
  options->will->payload = g_bytes_new ("dead", 4);

  return options;
}

/* What makes another session of it, and what does not */
static void
test_same_session (void)
{
  g_autoptr (DeskConnectOptions) options = make_options ();

  for (int i = 0; i < 11; i++)
    {
      g_autoptr (DeskConnectOptions) other = desk_connect_options_copy (options);

      g_assert_true (desk_connect_options_is_same_session (options, other));
      switch (i)
        {
        case 0:
          other->endpoint->port++;
          break;
        case 1:
          other->endpoint->host[0] = 'x';
          break;
        case 2:
          other->version = DESK_MQTT_5;
          break;
        case 3:
          other->client_id[0] = 'x';
          break;
        case 4:
          g_clear_pointer (&other->username, g_free);
          break;
        case 5:
          other->password[0] = 'x';
          break;
        case 6:
          other->clean_start = FALSE;
          break;
        case 7:
          other->will->qos = 1;
          break;
        case 8:
          g_clear_pointer (&other->will->payload, g_bytes_unref);
          break;
        case 9:
          other->will->topic[0] = 'x';
          break;
        default:
          other->keep_alive++;
          other->connect_timeout++;
          other->max_packet++;
          g_assert_true (desk_connect_options_is_same_session (options, other));
          return;
        }
      g_assert_false (desk_connect_options_is_same_session (options, other));
      g_assert_false (desk_connect_options_is_same_session (other, options));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outbox/packet-size", test_packet_size);
  g_test_add_func ("/outbox/outbox", test_outbox);
  g_test_add_func ("/connect-options/same-session", test_same_session);

  return g_test_run ();
}
