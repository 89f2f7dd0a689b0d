/* test-decode.c: what is shown of a packet
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "desk-decode.h"
#include "wire-packets.h"

static DeskTraceEntry
make_entry (DeskMqttVersion version, const guint8 *data, gsize length)
{
  DeskTraceEntry entry = { .round_trip = -1, .size = length, .seen = length };

  entry.length = (guint32) length;
  entry.version = (guint8) version;
  entry.first = length > 0 ? data[0] : 0;

  return entry;
}

static void
assert_summary (DeskMqttVersion version, const guint8 *data, gsize length, const char *expected)
{
  DeskTraceEntry entry = make_entry (version, data, length);
  g_autofree char *summary = desk_decode_summary (&entry, data);

  g_assert_cmpstr (summary, ==, expected);
}

static void
test_summaries_3 (void)
{
  g_autoptr (GPtrArray) packets = wire_packets_new (DESK_MQTT_3_1_1);
  const char *const expected[] = {
    "MQTT 3.1.1 · desk-1 · clean session · keep alive 60 s · will on status/desk-1 · user site-user",
    "Connection Accepted · session present",
    "plant/#, QoS 1 · home/+/light, QoS 2",
    "Granted QoS 1 · Failure",
    "plant/1/temperature · QoS 0 · RETAIN · 01234",
    "plant/1/set · QoS 1 · 012",
    "",
    "plant/2/alarm · QoS 2 · DUP · 0123456789012345678901234567890123456789",
    "",
    "",
    "",
    "plant/#",
    "",
    "",
    "",
    "",
  };

  g_assert_cmpuint (packets->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < packets->len; i++)
    {
      const WirePacket *packet = g_ptr_array_index (packets, i);

      assert_summary (DESK_MQTT_3_1_1, packet->bytes->data, packet->bytes->len, expected[i]);
    }
}

static void
test_summaries_5 (void)
{
  g_autoptr (GPtrArray) packets = wire_packets_new (DESK_MQTT_5);
  const char *const expected[] = {
    "MQTT 5.0 · desk-1 · clean start · keep alive 60 s · will on status/desk-1 · user site-user",
    "Continue authentication",
    "Continue authentication",
    "Success · session present",
    "plant/#, QoS 1 · home/+/light, QoS 2",
    "Granted QoS 1 · Not authorized",
    "plant/1/temperature · QoS 0 · RETAIN · 01234",
    "plant/1/set · QoS 1 · 012",
    "No matching subscribers",
    "plant/2/alarm · QoS 2 · DUP · 0123456789012345678901234567890123456789",
    "Success",
    "Success",
    "Success",
    "plant/#",
    "No subscription existed",
    "",
    "",
    "Disconnect with Will Message",
  };

  g_assert_cmpuint (packets->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < packets->len; i++)
    {
      const WirePacket *packet = g_ptr_array_index (packets, i);

      assert_summary (DESK_MQTT_5, packet->bytes->data, packet->bytes->len, expected[i]);
    }
}

static gboolean
find (GPtrArray *fields, const char *name, DeskDecodedField *found)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const DeskDecodedField *field = g_ptr_array_index (fields, i);

      if (!g_str_equal (field->name, name))
        continue;
      *found = *field;
      return TRUE;
    }

  return FALSE;
}

static void
assert_field (GPtrArray *fields, const char *name, const char *value, guint depth)
{
  DeskDecodedField field = { 0 };

  g_assert_true (find (fields, name, &field));
  g_assert_cmpstr (field.value, ==, value);
  g_assert_cmpuint (field.depth, ==, depth);
  g_assert_false (field.is_fault);
}

static GPtrArray *
decode_nth (DeskMqttVersion version, guint index)
{
  g_autoptr (GPtrArray) packets = wire_packets_new (version);
  const WirePacket *packet = g_ptr_array_index (packets, index);
  DeskTraceEntry entry = make_entry (version, packet->bytes->data, packet->bytes->len);

  return desk_decode_fields (&entry, packet->bytes->data);
}

static void
test_connect (void)
{
  g_autoptr (GPtrArray) fields = decode_nth (DESK_MQTT_5, 0);
  DeskDecodedField fault;

  assert_field (fields, "Packet Type", "CONNECT (1)", 0);
  assert_field (fields, "Protocol Version", "5, MQTT 5.0", 0);
  assert_field (fields, "Clean Start", "1", 1);
  assert_field (fields, "Will Flag", "1", 1);
  assert_field (fields, "Keep Alive", "60 s", 0);
  assert_field (fields, "Authentication Method", "SCRAM-SHA-256", 1);
  assert_field (fields, "Client Identifier", "desk-1", 0);
  assert_field (fields, "User Property", "site = Lübeck", 1);
  assert_field (fields, "Will Topic", "status/desk-1", 0);
  assert_field (fields, "Will Payload", "will payload", 0);
  assert_field (fields, "User Name", "site-user", 0);
  g_assert_false (find (fields, "Malformed", &fault));
}

static void
test_subscribe (void)
{
  g_autoptr (GPtrArray) fields = decode_nth (DESK_MQTT_5, 4);
  g_autoptr (GPtrArray) answer = decode_nth (DESK_MQTT_5, 5);

  assert_field (fields, "Packet Identifier", "1", 0);
  assert_field (fields, "Topic Filter", "plant/#", 0);
  assert_field (fields, "Maximum QoS", "1", 2);
  assert_field (fields, "No Local", "1", 2);
  assert_field (fields, "Retain Handling", "1, send retained messages if the subscription is new", 2);
  assert_field (answer, "Reason Code", "0x01, Granted QoS 1", 0);
}

/* Where a field lies in the packet, so that its bytes can be shown */
static void
test_offsets (void)
{
  g_autoptr (GPtrArray) fields = decode_nth (DESK_MQTT_3_1_1, 5);
  DeskDecodedField topic = { 0 }, id = { 0 }, payload = { 0 };

  g_assert_true (find (fields, "Topic Name", &topic));
  g_assert_true (find (fields, "Packet Identifier", &id));
  g_assert_true (find (fields, "Payload", &payload));
  g_assert_cmpuint (topic.offset, ==, 2);
  g_assert_cmpuint (topic.length, ==, 13);
  g_assert_cmpuint (id.offset, ==, 15);
  g_assert_cmpuint (id.length, ==, 2);
  g_assert_cmpuint (payload.offset, ==, 17);
  g_assert_cmpuint (payload.length, ==, 3);
}

static void
test_malformed (void)
{
  const guint8 qos3[] = { 0x36, 0x03, 0x00, 0x01, 'a' };
  const guint8 beyond[] = { 0x30, 0x04, 0x00, 0x09, 'a', 'b' };
  const guint8 reserved[] = { 0xd1, 0x00 };
  const guint8 trailing[] = { 0xd0, 0x01, 0x00 };
  const guint8 zero[] = { 0x40, 0x02, 0x00, 0x00 };
  const guint8 unknown[] = { 0x30, 0x06, 0x00, 0x01, 'a', 0x02, 0x7e, 0x00 };
  const guint8 escapes[] = { 0x30, 0x07, 0x00, 0x05, 'a', '\n', 0xe2, 0x80, 0xae };
  const guint8 type0[] = { 0x00, 0x00 };

  assert_summary (DESK_MQTT_5, qos3, sizeof qos3, "malformed: QoS 3 does not exist");
  assert_summary (DESK_MQTT_3_1_1, beyond, sizeof beyond, "malformed: a length points beyond the end");
  assert_summary (DESK_MQTT_5, reserved, sizeof reserved, "malformed: reserved flags are wrong");
  assert_summary (DESK_MQTT_5, trailing, sizeof trailing, "malformed: more follows than belongs there");
  assert_summary (DESK_MQTT_5, zero, sizeof zero, "malformed: the packet identifier is 0");
  assert_summary (DESK_MQTT_5, unknown, sizeof unknown, "a · QoS 0 · malformed: MQTT 5 has no such property");
  assert_summary (DESK_MQTT_3_1_1, escapes, sizeof escapes, "a\\u000a\\u202e · QoS 0 · no payload");
  assert_summary (DESK_MQTT_3_1_1, type0, sizeof type0, "malformed: MQTT has no packets of type 0");
}

static void
test_refusals (void)
{
  const guint8 connack[] = { 0x20, 0x02, 0x00, 0x05 };
  const guint8 accepted[] = { 0x20, 0x02, 0x01, 0x00 };
  const guint8 puback[] = { 0x40, 0x03, 0x00, 0x01, 0x97 };
  const guint8 unheard[] = { 0x40, 0x03, 0x00, 0x01, 0x10 };
  const guint8 suback[] = { 0x90, 0x05, 0x00, 0x01, 0x00, 0x01, 0x87 };
  const guint8 suback3[] = { 0x90, 0x04, 0x00, 0x01, 0x01, 0x80 };
  const guint8 disconnect[] = { 0xe0, 0x01, 0x8e };
  DeskTraceEntry entry;

  entry = make_entry (DESK_MQTT_3_1_1, connack, sizeof connack);
  g_assert_cmpstr (desk_decode_refusal (&entry, connack), ==, "Not authorized");
  entry = make_entry (DESK_MQTT_3_1_1, accepted, sizeof accepted);
  g_assert_null (desk_decode_refusal (&entry, accepted));
  entry = make_entry (DESK_MQTT_5, puback, sizeof puback);
  g_assert_cmpstr (desk_decode_refusal (&entry, puback), ==, "Quota exceeded");
  entry = make_entry (DESK_MQTT_5, unheard, sizeof unheard);
  g_assert_null (desk_decode_refusal (&entry, unheard));
  entry = make_entry (DESK_MQTT_5, suback, sizeof suback);
  g_assert_cmpstr (desk_decode_refusal (&entry, suback), ==, "Not authorized");
  entry = make_entry (DESK_MQTT_3_1_1, suback3, sizeof suback3);
  g_assert_cmpstr (desk_decode_refusal (&entry, suback3), ==, "Failure");
  entry = make_entry (DESK_MQTT_5, disconnect, sizeof disconnect);
  g_assert_cmpstr (desk_decode_refusal (&entry, disconnect), ==, "Session taken over");
}

/* Decodes from memory of exactly that size, so that a byte too far is noticed by a sanitizer. */
static void
decode_hostile (DeskMqttVersion version, const guint8 *bytes, gsize length, gsize size)
{
  g_autofree guint8 *data = g_memdup2 (bytes, length);
  DeskTraceEntry entry = make_entry (version, data, length);
  g_autoptr (GPtrArray) fields = NULL;
  g_autofree char *summary = NULL;

  entry.size = size;
  fields = desk_decode_fields (&entry, data);
  summary = desk_decode_summary (&entry, data);
  desk_decode_refusal (&entry, data);
  g_assert_cmpuint (fields->len, <=, DESK_DECODE_MAX_FIELDS);
  g_assert_true (g_utf8_validate (summary, -1, NULL));
  g_assert_cmpuint (strlen (summary), <, 4000);
  for (guint i = 0; i < fields->len; i++)
    {
      const DeskDecodedField *field = g_ptr_array_index (fields, i);

      g_assert_true (g_utf8_validate (field->value, -1, NULL));
      g_assert_cmpuint (field->offset + field->length, <=, MAX (length, size));
    }
}

static void
test_truncated (void)
{
  const DeskMqttVersion versions[] = { DESK_MQTT_3_1, DESK_MQTT_3_1_1, DESK_MQTT_5 };

  for (guint v = 0; v < G_N_ELEMENTS (versions); v++)
    {
      g_autoptr (GPtrArray) packets = wire_packets_new (versions[v]);

      for (guint i = 0; i < packets->len; i++)
        {
          const WirePacket *packet = g_ptr_array_index (packets, i);

          for (guint length = 1; length <= packet->bytes->len; length++)
            {
              /* Not kept, and cut off on the wire */
              decode_hostile (versions[v], packet->bytes->data, length, packet->bytes->len);
              decode_hostile (versions[v], packet->bytes->data, length, length);
            }
        }
    }
}

static void
test_random (void)
{
  const DeskMqttVersion versions[] = { DESK_MQTT_3_1, DESK_MQTT_3_1_1, DESK_MQTT_5 };

  for (guint round = 0; round < 60000; round++)
    {
      guint8 bytes[300];
      DeskMqttVersion version = versions[round % 3];
      gsize length = (gsize) g_test_rand_int_range (2, sizeof bytes);

      for (gsize i = 0; i < length; i++)
        bytes[i] = (guint8) g_test_rand_int_range (0, round % 2 == 0 ? 256 : 48);
      bytes[0] = (guint8) g_test_rand_int_range (0, 256);
      decode_hostile (version, bytes, length, length);
      decode_hostile (version, bytes, length, 1000000);
    }
}

/* Good packets with one byte changed reach further than noise. */
static void
test_mutated (void)
{
  g_autoptr (GPtrArray) packets = wire_packets_new (DESK_MQTT_5);

  for (guint i = 0; i < packets->len; i++)
    {
      const WirePacket *packet = g_ptr_array_index (packets, i);

      for (guint at = 0; at < packet->bytes->len; at++)
        for (guint change = 1; change < 256; change = change * 2 + 1)
          {
            g_autofree guint8 *bytes = g_memdup2 (packet->bytes->data, packet->bytes->len);

            bytes[at] ^= (guint8) change;
            decode_hostile (DESK_MQTT_5, bytes, packet->bytes->len, packet->bytes->len);
          }
    }
}

/* As many fields as fit */
static void
test_many_fields (void)
{
  g_autofree guint8 *bytes = g_malloc0 (DESK_TRACE_SNAP);

  bytes[0] = 0x90;
  bytes[1] = 0xff;
  bytes[2] = 0xff;
  bytes[3] = 0x01;
  bytes[5] = 1;
  decode_hostile (DESK_MQTT_5, bytes, DESK_TRACE_SNAP, 32771);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/decode/summaries/3.1.1", test_summaries_3);
  g_test_add_func ("/decode/summaries/5", test_summaries_5);
  g_test_add_func ("/decode/connect", test_connect);
  g_test_add_func ("/decode/subscribe", test_subscribe);
  g_test_add_func ("/decode/offsets", test_offsets);
  g_test_add_func ("/decode/malformed", test_malformed);
  g_test_add_func ("/decode/refusals", test_refusals);
  g_test_add_func ("/decode/truncated", test_truncated);
  g_test_add_func ("/decode/random", test_random);
  g_test_add_func ("/decode/mutated", test_mutated);
  g_test_add_func ("/decode/many-fields", test_many_fields);

  return g_test_run ();
}
