/* test-client.c: a client and a real Mosquitto
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "client-recorder.h"
#include "desk-error.h"
#include "real-broker.h"

typedef struct
{
  RealBroker *broker;
  Recorder *recorder;
} Fixture;

static void
set_up (Fixture *f, gconstpointer user_data)
{
  f->broker = real_broker_new ("max_queued_messages 0\nmax_inflight_messages 0\n");
  f->recorder
      = recorder_new (real_broker_get_port (f->broker), (DeskMqttVersion)GPOINTER_TO_INT (user_data), FALSE);
}

static void
tear_down (Fixture *f, gconstpointer user_data)
{
  recorder_free (f->recorder);
  real_broker_free (f->broker);
}

static void
subscribe (Recorder *recorder, const char *filter, guint8 qos)
{
  g_autoptr (Event) event = NULL;

  desk_client_subscribe (recorder_get_client (recorder), 77, filter, &(DeskSubscribeOptions) { .qos = qos });
  event = recorder_wait (recorder, EVENT_SUBSCRIBED);
  g_assert_no_error (event->error);
  g_assert_cmpuint (event->token, ==, 77);
  g_assert_cmpuint (event->code, ==, qos);
}

static void
publish (Recorder *recorder,
         guint64 token,
         const char *topic,
         const char *text,
         guint8 qos,
         gboolean retained,
         DeskProperties *properties)
{
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));

  desk_client_publish (recorder_get_client (recorder), token, topic, payload, qos, retained, properties);
}

static void
check_message (Message *message, const char *topic, DeskMessageFlags flags, const char *payload)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (message->payload, &length);

  g_assert_cmpstr (message->topic, ==, topic);
  g_assert_cmpint (message->flags, ==, flags);
  g_assert_cmpmem (data, length, payload, strlen (payload));
  g_assert_cmpint (ABS (g_get_real_time () - message->time), <, 60 * G_USEC_PER_SEC);
}

static void
disconnect (Recorder *recorder)
{
  g_autoptr (Event) event = NULL;

  desk_client_disconnect (recorder_get_client (recorder));
  event = recorder_wait (recorder, EVENT_LOST);
  g_assert_no_error (event->error);
  g_assert_cmpint (desk_client_get_last_heard (recorder_get_client (recorder)), ==, 0);
}

static void
test_steps (Fixture *f, gconstpointer user_data)
{
  static const DeskConnectStep steps[] = { DESK_STEP_CONNECTING, DESK_STEP_CONNACK };
  g_autoptr (Event) connected = NULL;

  desk_client_connect (recorder_get_client (f->recorder), recorder_get_options (f->recorder));
  for (gsize i = 0; i < G_N_ELEMENTS (steps);)
    {
      g_autoptr (Event) event = recorder_wait (f->recorder, EVENT_STEP);

      /* An address need not be looked up. */
      if (event->step == DESK_STEP_RESOLVING)
        continue;
      g_assert_cmpint (event->step, ==, steps[i]);
      i++;
    }
  connected = recorder_wait (f->recorder, EVENT_CONNECTED);
  g_assert_false (connected->flag);
  g_assert_cmpint (g_get_monotonic_time () - desk_client_get_last_heard (recorder_get_client (f->recorder)),
                   <, 60 * G_USEC_PER_SEC);
  disconnect (f->recorder);

  /* The same client again */
  recorder_connect (f->recorder);
  disconnect (f->recorder);
  g_assert_cmpuint (recorder_get_n_events (f->recorder, EVENT_LOST), ==, 2);
}

/* Each QoS there and back; what we publish is recorded as well. */
static void
test_messages (Fixture *f, gconstpointer user_data)
{
  recorder_connect (f->recorder);
  for (guint8 qos = 0; qos <= 2; qos++)
    {
      g_autofree char *topic = g_strdup_printf ("test/%u/ü", qos);
      g_autoptr (Event) published = NULL;
      g_autoptr (Message) sent = NULL;
      g_autoptr (Message) received = NULL;

      subscribe (f->recorder, topic, qos);
      publish (f->recorder, 100 + qos, topic, "hello", qos, FALSE, NULL);
      published = recorder_wait (f->recorder, EVENT_PUBLISHED);
      g_assert_no_error (published->error);
      g_assert_cmpuint (published->token, ==, 100 + qos);
      g_assert_cmpint (published->flag, ==, qos > 0);

      sent = recorder_wait_message (f->recorder);
      check_message (sent, topic, (DeskMessageFlags) qos | DESK_MESSAGE_OUTGOING, "hello");
      received = recorder_wait_message (f->recorder);
      check_message (received, topic, (DeskMessageFlags) qos, "hello");
      g_assert_null (received->properties);
    }
  disconnect (f->recorder);
}

static void
test_retained (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Message) sent = NULL;
  g_autoptr (Message) received = NULL;
  g_autoptr (Message) cleared = NULL;
  g_autoptr (Event) published = NULL;
  g_autoptr (Event) unsubscribed = NULL;

  recorder_connect (f->recorder);
  publish (f->recorder, 1, "state", "on", 1, TRUE, NULL);
  published = recorder_wait (f->recorder, EVENT_PUBLISHED);
  sent = recorder_wait_message (f->recorder);
  check_message (sent, "state", 1 | DESK_MESSAGE_OUTGOING | DESK_MESSAGE_RETAINED, "on");

  subscribe (f->recorder, "#", 0);
  received = recorder_wait_message (f->recorder);
  check_message (received, "state", DESK_MESSAGE_RETAINED, "on");

  desk_client_unsubscribe (recorder_get_client (f->recorder), 5, "#");
  unsubscribed = recorder_wait (f->recorder, EVENT_UNSUBSCRIBED);
  g_assert_no_error (unsubscribed->error);
  g_assert_cmpuint (unsubscribed->token, ==, 5);

  /* An empty payload */
  publish (f->recorder, 2, "state", "", 0, TRUE, NULL);
  cleared = recorder_wait_message (f->recorder);
  check_message (cleared, "state", DESK_MESSAGE_OUTGOING | DESK_MESSAGE_RETAINED, "");
  disconnect (f->recorder);
}

static DeskProperties *
make_properties (void)
{
  g_autoptr (GBytes) correlation = g_bytes_new ("\0\1\377", 3);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  DeskProperties *properties = desk_properties_new ();

  desk_properties_add_number (properties, DESK_PROP_PAYLOAD_FORMAT_INDICATOR, 1);
  desk_properties_add_string (properties, DESK_PROP_CONTENT_TYPE, "text/plain", -1);
  desk_properties_add_string (properties, DESK_PROP_RESPONSE_TOPIC, "answers/here", -1);
  desk_properties_add_bytes (properties, DESK_PROP_CORRELATION_DATA, correlation);
  desk_properties_add_pair (properties, "site", -1, "Lübeck", -1);
  desk_properties_add_pair (properties, "empty", -1, "", -1);
  desk_properties_add_pair (properties, "", -1, "nameless", -1);
  desk_properties_add_pair (properties, "site", -1, "again", -1);

  return properties;
}

static const DeskProperty *
find_pair (DeskProperties *properties, guint nth)
{
  for (guint i = 0; i < desk_properties_get_length (properties); i++)
    {
      const DeskProperty *property = desk_properties_get (properties, i);

      if (property->id == DESK_PROP_USER_PROPERTY && nth-- == 0)
        return property;
    }

  return NULL;
}

static gboolean
is_same_property (const DeskProperty *a, const DeskProperty *b)
{
  if (a == NULL || b == NULL)
    return FALSE;

  return a->kind == b->kind && a->number == b->number && g_strcmp0 (a->name, b->name) == 0
         && g_strcmp0 (a->string, b->string) == 0 && (a->bytes == NULL || g_bytes_equal (a->bytes, b->bytes));
}

/* A broker may give different kinds another order. */
static void
check_properties (DeskProperties *properties, DeskProperties *expected)
{
  guint n_pairs = 0;

  g_assert_nonnull (properties);
  g_assert_cmpuint (desk_properties_get_length (properties), ==, desk_properties_get_length (expected));
  for (guint i = 0; i < desk_properties_get_length (expected); i++)
    {
      const DeskProperty *wanted = desk_properties_get (expected, i);

      if (wanted->id == DESK_PROP_USER_PROPERTY)
        g_assert_true (is_same_property (find_pair (properties, n_pairs++), wanted));
      else
        g_assert_true (is_same_property (desk_properties_find (properties, wanted->id), wanted));
    }
}

static void
test_properties (Fixture *f, gconstpointer user_data)
{
  g_autoptr (DeskProperties) properties = make_properties ();

  recorder_connect (f->recorder);
  subscribe (f->recorder, "p/+", 2);
  for (guint8 qos = 0; qos <= 2; qos++)
    {
      g_autoptr (Message) sent = NULL;
      g_autoptr (Message) received = NULL;
      g_autoptr (Event) published = NULL;

      publish (f->recorder, qos, "p/1", "x", qos, FALSE, properties);
      published = recorder_wait (f->recorder, EVENT_PUBLISHED);
      g_assert_no_error (published->error);
      sent = recorder_wait_message (f->recorder);
      check_properties (sent->properties, properties);
      received = recorder_wait_message (f->recorder);
      check_message (received, "p/1", (DeskMessageFlags) qos, "x");
      check_properties (received->properties, properties);
    }

  /* None of it sticks to the message after it. */
  for (guint i = 0; i < 100; i++)
    publish (f->recorder, i, "p/2", "y", i % 3, FALSE, i % 2 == 0 ? properties : NULL);
  for (guint n_received = 0; n_received < 100;)
    {
      g_autoptr (Message) message = recorder_wait_message (f->recorder);

      if ((message->flags & DESK_MESSAGE_OUTGOING) == 0)
        n_received++;
      g_assert_cmpstr (message->topic, ==, "p/2");
      if (message->properties != NULL)
        check_properties (message->properties, properties);
    }
  disconnect (f->recorder);
}

static void
test_no_subscribers (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Event) published = NULL;

  recorder_connect (f->recorder);
  publish (f->recorder, 1, "nobody/listens", "x", 1, FALSE, NULL);
  published = recorder_wait (f->recorder, EVENT_PUBLISHED);
  g_assert_no_error (published->error);
  g_assert_true (published->flag);
  g_assert_cmpuint (published->code, ==, 0x10);
  disconnect (f->recorder);
}

static void
check_refused (Recorder *recorder, DeskError code)
{
  g_autoptr (Event) published = recorder_wait (recorder, EVENT_PUBLISHED);

  g_assert_error (published->error, DESK_ERROR, (int) code);
  g_assert_false (published->flag);
}

static void
test_refused_by_us (Fixture *f, gconstpointer user_data)
{
  DeskClient *client = recorder_get_client (f->recorder);
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  g_autoptr (DeskProperties) empty = desk_properties_new ();
  g_autoptr (DeskProperties) foreign = desk_properties_new ();
  g_autoptr (Event) subscribed = NULL;
  g_autoptr (Event) unsubscribed = NULL;
  g_autoptr (Event) invalid = NULL;
  g_autoptr (GBytes) huge = NULL;
  gboolean is_5 = GPOINTER_TO_INT (user_data) == DESK_MQTT_5;

  publish (f->recorder, 1, "a", "x", 0, FALSE, NULL);
  check_refused (f->recorder, DESK_ERROR_NOT_CONNECTED);
  desk_client_subscribe (client, 2, "a", &(DeskSubscribeOptions) { .qos = 0 });
  subscribed = recorder_wait (f->recorder, EVENT_SUBSCRIBED);
  g_assert_error (subscribed->error, DESK_ERROR, DESK_ERROR_NOT_CONNECTED);
  desk_client_unsubscribe (client, 3, "a");
  unsubscribed = recorder_wait (f->recorder, EVENT_UNSUBSCRIBED);
  g_assert_error (unsubscribed->error, DESK_ERROR, DESK_ERROR_NOT_CONNECTED);
  desk_client_disconnect (client);

  recorder_connect (f->recorder);
  publish (f->recorder, 4, "a/+", "x", 1, FALSE, NULL);
  check_refused (f->recorder, DESK_ERROR_INVALID_TOPIC);
  publish (f->recorder, 5, "", "x", 1, FALSE, NULL);
  check_refused (f->recorder, DESK_ERROR_INVALID_TOPIC);
  desk_client_subscribe (client, 6, "a#", &(DeskSubscribeOptions) { .qos = 0 });
  invalid = recorder_wait (f->recorder, EVENT_SUBSCRIBED);
  g_assert_error (invalid->error, DESK_ERROR, DESK_ERROR_INVALID_FILTER);

  desk_properties_add_pair (properties, "a", -1, "b", -1);
  if (!is_5)
    {
      publish (f->recorder, 7, "a", "x", 1, FALSE, properties);
      check_refused (f->recorder, DESK_ERROR_INVALID_MESSAGE);
    }
  else
    {
      desk_properties_add_string (empty, DESK_PROP_CONTENT_TYPE, "", -1);
      publish (f->recorder, 7, "a", "x", 1, FALSE, empty);
      check_refused (f->recorder, DESK_ERROR_INVALID_MESSAGE);
      desk_properties_add_string (foreign, DESK_PROP_REASON_STRING, "why", -1);
      publish (f->recorder, 7, "a", "x", 1, FALSE, foreign);
      check_refused (f->recorder, DESK_ERROR_INVALID_MESSAGE);
    }

  huge = g_bytes_new_take (g_malloc0 (268435456), 268435456);
  desk_client_publish (client, 8, "a", huge, 1, FALSE, NULL);
  check_refused (f->recorder, DESK_ERROR_PACKET_TOO_LARGE);

  /* None of that did any harm. */
  publish (f->recorder, 9, "a", "x", 1, FALSE, NULL);
  {
    g_autoptr (Event) published = recorder_wait (f->recorder, EVENT_PUBLISHED);

    g_assert_no_error (published->error);
    g_assert_cmpuint (published->token, ==, 9);
  }
  disconnect (f->recorder);
}

/* What was published before reaches the broker before DISCONNECT. */
static void
test_disconnect_sends_all (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Recorder) listener = recorder_new (real_broker_get_port (f->broker), DESK_MQTT_3_1_1, FALSE);
  DeskConnectOptions *options = recorder_get_options (f->recorder);

  options->will = desk_will_new (NULL, NULL);
  options->will->topic = g_strdup ("will");
  options->will->payload = g_bytes_new_static ("dead", 4);
  recorder_connect (listener);
  subscribe (listener, "#", 0);

  recorder_connect (f->recorder);
  for (guint i = 0; i < 500; i++)
    publish (f->recorder, i, "all", "x", 0, FALSE, NULL);
  disconnect (f->recorder);
  publish (listener, 1, "end", "x", 0, FALSE, NULL);

  for (guint n_received = 0; n_received < 500;)
    {
      g_autoptr (Message) message = recorder_wait_message (listener);

      if ((message->flags & DESK_MESSAGE_OUTGOING) != 0)
        continue;
      g_assert_cmpstr (message->topic, ==, "all");
      n_received++;
    }
  {
    g_autoptr (Message) last = recorder_wait_message (listener);

    /* The broker may take a message of another client first. */
    if ((last->flags & DESK_MESSAGE_OUTGOING) == 0)
      g_assert_cmpstr (last->topic, ==, "end");
  }
}

/* Without DISCONNECT the broker publishes the will. */
static void
test_will (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Recorder) listener = recorder_new (real_broker_get_port (f->broker), DESK_MQTT_3_1_1, FALSE);
  DeskConnectOptions *options = recorder_get_options (f->recorder);
  g_autoptr (Message) will = NULL;

  options->will = desk_will_new (NULL, NULL);
  options->will->topic = g_strdup ("will");
  options->will->payload = g_bytes_new_static ("dead", 4);
  options->will->qos = 1;
  recorder_connect (listener);
  subscribe (listener, "will", 1);
  recorder_connect (f->recorder);
  recorder_free_client (f->recorder);

  will = recorder_wait_message (listener);
  check_message (will, "will", 1, "dead");
}

static void
test_large (Fixture *f, gconstpointer user_data)
{
  gsize size = 20 * 1024 * 1024;
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (Message) sent = NULL;
  g_autoptr (Message) received = NULL;
  guint8 *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) (i * 2654435761u >> 24);
  payload = g_bytes_new_take (bytes, size);

  recorder_connect (f->recorder);
  subscribe (f->recorder, "big", 1);
  desk_client_publish (recorder_get_client (f->recorder), 1, "big", payload, 1, FALSE, NULL);
  sent = recorder_wait_message (f->recorder);
  received = recorder_wait_message (f->recorder);
  g_assert_true (g_bytes_equal (sent->payload, payload));
  g_assert_true (g_bytes_equal (received->payload, payload));
  disconnect (f->recorder);
}

static void
test_broker_killed (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Event) lost = NULL;
  g_autoptr (Event) refused = NULL;

  recorder_connect (f->recorder);
  real_broker_stop (f->broker);
  lost = recorder_wait (f->recorder, EVENT_LOST);
  g_assert_nonnull (lost->error);
  g_assert_true (lost->error->domain == DESK_ERROR);

  desk_client_connect (recorder_get_client (f->recorder), recorder_get_options (f->recorder));
  refused = recorder_wait (f->recorder, EVENT_LOST);
  g_assert_error (refused->error, DESK_ERROR, DESK_ERROR_REFUSED);

  real_broker_start (f->broker);
  recorder_connect (f->recorder);
  disconnect (f->recorder);
}

static void
test_taken_over (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Recorder) other = recorder_new (real_broker_get_port (f->broker), DESK_MQTT_5, FALSE);
  DeskConnectOptions *options = recorder_get_options (other);
  g_autoptr (Event) lost = NULL;

  g_free (options->client_id);
  options->client_id = g_strdup (recorder_get_options (f->recorder)->client_id);
  recorder_connect (f->recorder);
  recorder_connect (other);
  lost = recorder_wait (f->recorder, EVENT_LOST);
  /* Mosquitto says why since 2.1 only. */
  g_assert_true (g_error_matches (lost->error, DESK_ERROR, DESK_ERROR_CLOSED)
                 || g_error_matches (lost->error, DESK_ERROR, DESK_ERROR_CLIENT_ID_TAKEN));
}

static void
test_session_present (Fixture *f, gconstpointer user_data)
{
  g_autoptr (Recorder) sender = recorder_new (real_broker_get_port (f->broker), DESK_MQTT_3_1_1, FALSE);
  DeskConnectOptions *options = recorder_get_options (f->recorder);
  g_autoptr (Event) first = NULL;
  g_autoptr (Event) second = NULL;
  g_autoptr (Event) published = NULL;
  g_autoptr (Message) message = NULL;

  options->clean_start = FALSE;
  desk_client_connect (recorder_get_client (f->recorder), options);
  first = recorder_wait (f->recorder, EVENT_CONNECTED);
  g_assert_false (first->flag);
  subscribe (f->recorder, "later", 1);
  disconnect (f->recorder);

  recorder_connect (sender);
  publish (sender, 1, "later", "x", 1, FALSE, NULL);
  published = recorder_wait (sender, EVENT_PUBLISHED);

  desk_client_connect (recorder_get_client (f->recorder), options);
  second = recorder_wait (f->recorder, EVENT_CONNECTED);
  g_assert_true (second->flag);
  message = recorder_wait_message (f->recorder);
  check_message (message, "later", 1, "x");
  disconnect (f->recorder);
}

static void
test_wrong_password (void)
{
  g_autoptr (RealBroker) broker = real_broker_new ("allow_anonymous false\n");

  for (DeskMqttVersion version = DESK_MQTT_3_1; version <= DESK_MQTT_5; version++)
    {
      g_autoptr (Recorder) recorder = recorder_new (real_broker_get_port (broker), version, FALSE);
      g_autoptr (Event) lost = NULL;

      recorder_get_options (recorder)->username = g_strdup ("somebody");
      recorder_get_options (recorder)->password = g_strdup ("wrong");
      desk_client_connect (recorder_get_client (recorder), recorder_get_options (recorder));
      lost = recorder_wait (recorder, EVENT_LOST);
      g_assert_error (lost->error, DESK_ERROR, DESK_ERROR_NOT_AUTHORIZED);
      g_assert_cmpuint (recorder_get_n_events (recorder, EVENT_CONNECTED), ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    DeskMqttVersion version;
    void (*func) (Fixture *f, gconstpointer user_data);
  } tests[] = {
    { "/client/3.1/messages", DESK_MQTT_3_1, test_messages },
    { "/client/3.1.1/steps", DESK_MQTT_3_1_1, test_steps },
    { "/client/3.1.1/messages", DESK_MQTT_3_1_1, test_messages },
    { "/client/3.1.1/retained", DESK_MQTT_3_1_1, test_retained },
    { "/client/3.1.1/refused-by-us", DESK_MQTT_3_1_1, test_refused_by_us },
    { "/client/3.1.1/large", DESK_MQTT_3_1_1, test_large },
    { "/client/3.1.1/disconnect-sends-all", DESK_MQTT_3_1_1, test_disconnect_sends_all },
    { "/client/3.1.1/will", DESK_MQTT_3_1_1, test_will },
    { "/client/3.1.1/broker-killed", DESK_MQTT_3_1_1, test_broker_killed },
    { "/client/3.1.1/taken-over", DESK_MQTT_3_1_1, test_taken_over },
    { "/client/3.1.1/session-present", DESK_MQTT_3_1_1, test_session_present },
    { "/client/5/steps", DESK_MQTT_5, test_steps },
    { "/client/5/session-present", DESK_MQTT_5, test_session_present },
    { "/client/5/messages", DESK_MQTT_5, test_messages },
    { "/client/5/retained", DESK_MQTT_5, test_retained },
    { "/client/5/properties", DESK_MQTT_5, test_properties },
    { "/client/5/no-subscribers", DESK_MQTT_5, test_no_subscribers },
    { "/client/5/refused-by-us", DESK_MQTT_5, test_refused_by_us },
    { "/client/5/disconnect-sends-all", DESK_MQTT_5, test_disconnect_sends_all },
    { "/client/5/will", DESK_MQTT_5, test_will },
    { "/client/5/taken-over", DESK_MQTT_5, test_taken_over },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GINT_TO_POINTER (tests[i].version), set_up, tests[i].func, tear_down);
  g_test_add_func ("/client/wrong-password", test_wrong_password);

  return g_test_run ();
}
