/* test-packet-reader.c: framing and checks, however the stream is cut
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <string.h>

#include "desk-error.h"
#include "desk-packet-reader.h"

#define PROTOCOL DESK_ERROR_PROTOCOL
#define TOO_LARGE DESK_ERROR_PACKET_TOO_LARGE
#define LARGEST 100000

/* What a reader made of a stream */
typedef struct
{
  GString *log; /* a line for each packet */
  GByteArray *out;
  gboolean at_boundary;
  GError *error;
} Outcome;

static void
outcome_free (Outcome *self)
{
  g_string_free (self->log, TRUE);
  g_byte_array_unref (self->out);
  g_clear_error (&self->error);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)

static void
on_packet (const DeskPacket *packet, gpointer user_data)
{
  Outcome *outcome = user_data;

  g_string_append_printf (outcome->log, "%d %x %s %" G_GSIZE_FORMAT " id %u flags %u", packet->type,
                          packet->flags, packet->incoming ? "in" : "out", packet->size, packet->packet_id,
                          packet->connect_flags);
  if (packet->has_reason)
    g_string_append_printf (outcome->log, " reason %u", packet->reason);
  for (gsize i = 0; i < packet->n_codes; i++)
    g_string_append_printf (outcome->log, " code %u", packet->codes[i]);
  if (packet->properties != NULL)
    {
      g_autofree char *json = desk_properties_to_json (packet->properties);

      g_string_append_printf (outcome->log, " %s", json);
    }
  g_string_append_c (outcome->log, '\n');
}

/* Feeds @length bytes cut at @cut, or into single bytes if @cut is -1. */
static Outcome *
feed (DeskMqttVersion version, gboolean incoming, const guint8 *data, gsize length, gssize cut)
{
  Outcome *outcome = g_new0 (Outcome, 1);
  g_autoptr (DeskPacketReader) reader
      = desk_packet_reader_new (version, incoming, LARGEST, on_packet, outcome);

  outcome->log = g_string_new (NULL);
  outcome->out = g_byte_array_new ();
  if (cut >= 0)
    {
      if (desk_packet_reader_feed (reader, data, (gsize) cut, outcome->out, &outcome->error))
        desk_packet_reader_feed (reader, data + cut, length - (gsize) cut, outcome->out, &outcome->error);
    }
  else
    {
      for (gsize i = 0; i < length && outcome->error == NULL; i++)
        desk_packet_reader_feed (reader, data + i, 1, outcome->out, &outcome->error);
    }
  outcome->at_boundary = desk_packet_reader_at_boundary (reader);

  return outcome;
}

static const char *
message_of (const GError *error)
{
  return error != NULL ? error->message : "";
}

static void
assert_same (const Outcome *a, const Outcome *b)
{
  g_assert_cmpstr (a->log->str, ==, b->log->str);
  g_assert_cmpmem (a->out->data, a->out->len, b->out->data, b->out->len);
  g_assert_cmpstr (message_of (a->error), ==, message_of (b->error));
  if (a->error == NULL)
    g_assert_cmpint (a->at_boundary, ==, b->at_boundary);
}

/* The outcome of a stream, which is the same whole, byte by byte and cut at
 * each byte. */
static Outcome *
feed_every_way (DeskMqttVersion version, gboolean incoming, const guint8 *data, gsize length)
{
  Outcome *whole = feed (version, incoming, data, length, (gssize) length);

  for (gssize cut = -1; cut < (gssize) length; cut++)
    {
      /* Long streams are cut at their ends and now and then between them. */
      if (cut > 300 && cut < (gssize) length - 300 && cut % 97 != 0)
        continue;
      {
        g_autoptr (Outcome) other = feed (version, incoming, data, length, cut);

        assert_same (whole, other);
      }
    }

  return whole;
}

/* Bytes written as hexadecimal digits with blanks; 'text' stands for itself
 * and *N repeats the byte before N times in all. */
static GByteArray *
parse_bytes (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();

  for (const char *p = text; *p != '\0';)
    {
      guint8 byte;

      if (*p == ' ')
        {
          p++;
        }
      else if (*p == '\'')
        {
          const char *end = strchr (++p, '\'');

          g_byte_array_append (bytes, (const guint8 *) p, (guint) (end - p));
          p = end + 1;
        }
      else if (*p == '*')
        {
          char *end;
          guint64 n = g_ascii_strtoull (p + 1, &end, 10);

          byte = bytes->data[bytes->len - 1];
          for (guint64 i = 1; i < n; i++)
            g_byte_array_append (bytes, &byte, 1);
          p = end;
        }
      else
        {
          g_assert_true (g_ascii_isxdigit (p[0]) && g_ascii_isxdigit (p[1]));
          byte = (guint8) (g_ascii_xdigit_value (p[0]) << 4 | g_ascii_xdigit_value (p[1]));
          g_byte_array_append (bytes, &byte, 1);
          p += 2;
        }
    }

  return bytes;
}

typedef struct
{
  DeskMqttVersion version;
  const char *bytes; /* after an accepting CONNACK, unless they begin with ^ */
  const char *log;   /* what is reported after that CONNACK */
  const char *out;   /* what comes out instead of the bytes, if anything */
} Good;

static const Good good[] = {
  /* MQTT 3.1.1 */
  { 4, "^20 02 00 00", "2 0 in 4 id 0 flags 0 reason 0\n" },
  { 4, "^20 02 01 00", "2 0 in 4 id 0 flags 1 reason 0\n" },
  { 4, "^20 02 00 05", "2 0 in 4 id 0 flags 0 reason 5\n" },
  { 3, "^2f 02 ff 00", "2 f in 4 id 0 flags 255 reason 0\n" },
  { 4, "30 05 0001 'a' 'xy'", "3 0 in 7 id 0 flags 0\n" },
  { 4, "30 03 0001 'a'", "3 0 in 5 id 0 flags 0\n" },
  { 4, "3b 07 0001 'a' 1234 'xy'", "3 b in 9 id 4660 flags 0\n" },
  { 4, "35 05 0001 'a' ffff", "3 5 in 7 id 65535 flags 0\n" },
  { 4, "30 85 80 80 00 0001 'a' 'xy'", "3 0 in 10 id 0 flags 0\n" },
  { 4, "30 8e 02 000a 'a/b/c/d/e/' 00*258", "3 0 in 273 id 0 flags 0\n" },
  { 4, "30 08 0004 f0 9f 98 80 00 01", "3 0 in 10 id 0 flags 0\n" },
  { 4, "30 05 0003 'a/#'", "3 0 in 7 id 0 flags 0\n" },
  { 4, "38 03 0001 'a'", "3 8 in 5 id 0 flags 0\n" },
  { 4, "40 02 0001", "4 0 in 4 id 1 flags 0\n" },
  { 4, "50 02 0100", "5 0 in 4 id 256 flags 0\n" },
  { 4, "62 02 0001", "6 2 in 4 id 1 flags 0\n" },
  { 3, "6a 02 0001", "6 a in 4 id 1 flags 0\n" },
  { 4, "70 02 0001", "7 0 in 4 id 1 flags 0\n" },
  { 4, "90 05 0001 00 02 80", "9 0 in 7 id 1 flags 0 code 0 code 2 code 128\n" },
  { 4, "b0 02 0001", "11 0 in 4 id 1 flags 0\n" },
  { 4, "d0 00", "13 0 in 2 id 0 flags 0\n" },
  { 4, "d0 00 d0 00 30 03 0001 'a' d0 00",
    "13 0 in 2 id 0 flags 0\n13 0 in 2 id 0 flags 0\n3 0 in 5 id 0 flags 0\n13 0 in 2 id 0 flags 0\n" },
  /* MQTT 5 */
  { 5, "^20 03 01 00 00", "2 0 in 5 id 0 flags 1 reason 0\n" },
  { 5, "^20 02 00 01", "2 0 in 4 id 0 flags 0 reason 1\n" },
  { 5, "^20 09 00 87 06 1f 0003 'no!'", "2 0 in 11 id 0 flags 0 reason 135 [[\"reason-string\",\"no!\"]]\n",
    "20 03 00 87 00" },
  { 5, "^20 1b 00 00 18 12 0002 'id' 13 0000 24 01 25 00 28 00 29 01 2a 00 21 0001 22 ffff",
    "2 0 in 29 id 0 flags 0 reason 0 [[\"assigned-client-identifier\",\"id\"],[\"server-keep-alive\",0],"
    "[\"maximum-qos\",1],[\"retain-available\",0],[\"wildcard-subscription-available\",0],"
    "[\"subscription-identifier-available\",1],[\"shared-subscription-available\",0],[\"receive-maximum\",1],"
    "[\"topic-alias-maximum\",65535]]\n",
    "20 16 00 00 13 13 0000 24 01 25 00 28 00 29 01 2a 00 21 0001 22 ffff" },
  { 5, "^20 08 00 00 05 27 00000400",
    "2 0 in 10 id 0 flags 0 reason 0 [[\"maximum-packet-size\",1024]]\n",
    "20 03 00 00 00" },
  { 5, "30 04 0001 'a' 00", "3 0 in 6 id 0 flags 0\n" },
  { 5, "30 0a 0001 'a' 06 01 01 03 0001 'x'",
    "3 0 in 12 id 0 flags 0 [[\"payload-format-indicator\",1],[\"content-type\",\"x\"]]\n",
    "30 04 0001 'a' 00" },
  { 5, "32 0f 0001 'a' 0007 08 02 ffffffff 09 0000 'p'",
    "3 2 in 17 id 7 flags 0 [[\"message-expiry-interval\",4294967295],"
    "[\"correlation-data\",{\"base64\":\"\"}]]\n",
    "32 07 0001 'a' 0007 00 'p'" },
  { 5, "30 1c 0001 'a' 18 26 0000 0000 26 0000 0001 'v' 26 0001 'k' 0000 0b 01 0b ff ff ff 7f",
    "3 0 in 30 id 0 flags 0 [[\"user-property\",[\"\",\"\"]],[\"user-property\",[\"\",\"v\"]],"
    "[\"user-property\",[\"k\",\"\"]],[\"subscription-identifier\",1],"
    "[\"subscription-identifier\",268435455]]\n",
    "30 04 0001 'a' 00" },
  { 5, "30 0a 0001 'a' 06 03 0000 08 0000",
    "3 0 in 12 id 0 flags 0 [[\"content-type\",\"\"],[\"response-topic\",\"\"]]\n",
    "30 04 0001 'a' 00" },
  { 5, "30 88 80 80 00 0001 'a' 03 03 0000 'p'",
    "3 0 in 13 id 0 flags 0 [[\"content-type\",\"\"]]\n",
    "30 05 0001 'a' 00 'p'" },
  { 5, "30 84 01 0001 'a' 09 26 0001 'k' 0003 'a' 0a 'b' 'p'*119",
    "3 0 in 135 id 0 flags 0 [[\"user-property\",[\"k\",\"a\\nb\"]]]\n",
    "30 7b 0001 'a' 00 'p'*119" },
  { 5, "30 08 0001 'a' 04 03 0001 7f 30 04 0001 'b' 00",
    "3 0 in 10 id 0 flags 0 [[\"content-type\",\"\\u007f\"]]\n3 0 in 6 id 0 flags 0\n",
    "30 04 0001 'a' 00 30 04 0001 'b' 00" },
  { 5, "40 02 0001", "4 0 in 4 id 1 flags 0\n" },
  { 5, "40 03 0001 10", "4 0 in 5 id 1 flags 0 reason 16\n" },
  { 5, "40 04 0001 87 00", "4 0 in 6 id 1 flags 0 reason 135\n" },
  { 5, "50 08 0001 97 04 1f 0001 'q'",
    "5 0 in 10 id 1 flags 0 reason 151 [[\"reason-string\",\"q\"]]\n",
    "50 04 0001 97 00" },
  { 5, "62 03 0001 92", "6 2 in 5 id 1 flags 0 reason 146\n" },
  { 5, "70 04 0001 00 00", "7 0 in 6 id 1 flags 0 reason 0\n" },
  { 5, "90 05 0001 00 01 87", "9 0 in 7 id 1 flags 0 code 1 code 135\n" },
  { 5, "b0 04 0001 00 11", "11 0 in 6 id 1 flags 0 code 17\n" },
  { 5, "90 0a 0001 05 1f 0002 'ok' 01 80",
    "9 0 in 12 id 1 flags 0 code 1 code 128 [[\"reason-string\",\"ok\"]]\n",
    "90 05 0001 00 01 80" },
  { 5, "d0 00", "13 0 in 2 id 0 flags 0\n" },
  { 5, "e0 00", "14 0 in 2 id 0 flags 0\n" },
  { 5, "e0 01 8b", "14 0 in 3 id 0 flags 0 reason 139\n" },
  { 5, "e0 07 9d 05 1c 0002 'b2'",
    "14 0 in 9 id 0 flags 0 reason 157 [[\"server-reference\",\"b2\"]]\n",
    "e0 02 9d 00" },
};

static void
test_good (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      gboolean bare = good[i].bytes[0] == '^';
      const char *before = bare ? "" : good[i].version == 5 ? "20 03 00 00 00" : "20 02 00 00";
      g_autofree char *text = g_strconcat (before, good[i].bytes + (bare ? 1 : 0), NULL);
      g_autofree char *out_text = g_strconcat (before, good[i].out, NULL);
      g_autoptr (GByteArray) bytes = parse_bytes (text);
      g_autoptr (GByteArray) out = parse_bytes (good[i].out != NULL ? out_text : text);
      g_autoptr (Outcome) outcome = feed_every_way (good[i].version, TRUE, bytes->data, bytes->len);
      const char *log = outcome->log->str;

      g_test_message ("%d: %s", good[i].version, good[i].bytes);
      g_assert_no_error (outcome->error);
      g_assert_true (outcome->at_boundary);
      g_assert_cmpstr (bare ? log : strchr (log, '\n') + 1, ==, good[i].log);
      g_assert_cmpmem (outcome->out->data, outcome->out->len, out->data, out->len);
    }
}

typedef struct
{
  DeskMqttVersion version;
  const char *bytes; /* after an accepting CONNACK, unless they begin with ^ */
  DeskError code;
  const char *word; /* in the message */
} Bad;

static const Bad bad[] = {
  /* What is not MQTT */
  { 4, "^'HTTP/1.1 400 Bad Request'", PROTOCOL, "web server" },
  { 4, "^15 03 01 0002 02 46", PROTOCOL, "TLS" },
  { 5, "^16 03 03", PROTOCOL, "TLS" },
  { 4, "^'AMQP' 00 00 09 01", PROTOCOL, "AMQP" },
  { 4, "^'SSH-2.0'", PROTOCOL, "SSH" },
  { 4, "^'220 mail'", PROTOCOL, "PUBLISH before" },
  { 4, "^00", PROTOCOL, "0x00" },
  { 4, "^ff ff", PROTOCOL, "AUTH before" },
  { 5, "^e0 01 8b", PROTOCOL, "DISCONNECT before" },
  { 5, "^f0 00", PROTOCOL, "AUTH before" },
  /* CONNACK */
  { 4, "^21 02 00 00", PROTOCOL, "flags are 0x1" },
  { 4, "^20 00", PROTOCOL, "lengths" },
  { 4, "^20 01 00", PROTOCOL, "lengths" },
  { 4, "^20 03 00 00 00", PROTOCOL, "lengths" },
  { 4, "^20 02 02 00", PROTOCOL, "flags are 0x02" },
  { 4, "20 02 00 00", PROTOCOL, "second CONNACK" },
  { 5, "^20 02 00 00", PROTOCOL, "lengths" },
  { 5, "^20 02 00 87", PROTOCOL, "lengths" },
  { 5, "^20 03 00 00 01", PROTOCOL, "lengths" },
  { 5, "^20 04 00 00 00 00", PROTOCOL, "lengths" },
  { 5, "^20 06 00 00 03 21 0000", PROTOCOL, "receive-maximum" },
  { 5, "^20 08 00 00 05 27 00000000", PROTOCOL, "maximum-packet-size" },
  { 5, "^20 05 00 00 02 24 02", PROTOCOL, "maximum-qos" },
  { 5, "^20 05 00 00 02 25 02", PROTOCOL, "retain-available" },
  { 5, "20 03 00 00 00", PROTOCOL, "second CONNACK" },
  /* Types, flags and lengths */
  { 4, "00 00", PROTOCOL, "type 0" },
  { 4, "10 00", PROTOCOL, "CONNECT" },
  { 4, "82 00", PROTOCOL, "SUBSCRIBE" },
  { 4, "a2 00", PROTOCOL, "UNSUBSCRIBE" },
  { 4, "c0 00", PROTOCOL, "PINGREQ" },
  { 4, "e0 00", PROTOCOL, "only MQTT 5" },
  { 4, "f0 00", PROTOCOL, "AUTH" },
  { 5, "f0 02 18 00", PROTOCOL, "AUTH" },
  { 4, "36 05 0001 'a' 0001", PROTOCOL, "QoS 3" },
  { 4, "41 02 0001", PROTOCOL, "PUBACK" },
  { 4, "60 02 0001", PROTOCOL, "PUBREL" },
  { 4, "d8 00", PROTOCOL, "flags are 0x8" },
  { 4, "30 80 80 80 80 01", PROTOCOL, "four bytes" },
  { 4, "30 ff ff ff ff", PROTOCOL, "four bytes" },
  { 4, "40 01 00", PROTOCOL, "lengths" },
  { 4, "40 03 0001 00", PROTOCOL, "lengths" },
  { 4, "40 02 0000", PROTOCOL, "identifier is 0" },
  { 4, "62 02 0000", PROTOCOL, "identifier is 0" },
  { 4, "90 02 0001", PROTOCOL, "no reason code" },
  { 4, "90 01 00", PROTOCOL, "lengths" },
  { 4, "b0 03 0001 00", PROTOCOL, "lengths" },
  { 4, "d0 01 00", PROTOCOL, "lengths" },
  { 5, "d0 01 00", PROTOCOL, "lengths" },
  { 5, "90 03 0001 00", PROTOCOL, "no reason code" },
  { 5, "b0 03 0001 00", PROTOCOL, "no reason code" },
  { 5, "b0 02 0001", PROTOCOL, "lengths" },
  { 5, "40 04 0001 00 01", PROTOCOL, "lengths" },
  { 5, "40 05 0001 00 00 00", PROTOCOL, "lengths" },
  { 5, "e0 03 00 01 00", PROTOCOL, "property 0x00" },
  { 5, "e0 02 00 05", PROTOCOL, "lengths" },
  { 4, "90 81 80 80 01", TOO_LARGE, "100.0\302\240kB" },
  { 4, "30 9e 8d 06", TOO_LARGE, "100002" },
  { 5, "30 ff ff ff 7f", TOO_LARGE, "268.4\302\240MB" },
  /* PUBLISH */
  { 4, "30 00", PROTOCOL, "lengths" },
  { 4, "30 01 00", PROTOCOL, "lengths" },
  { 4, "30 02 0000", PROTOCOL, "without a topic" },
  { 4, "30 02 0001", PROTOCOL, "lengths" },
  { 4, "30 05 ffff 'abc'", PROTOCOL, "lengths" },
  { 4, "32 03 0001 'a'", PROTOCOL, "lengths" },
  { 4, "32 04 0001 'a' 00", PROTOCOL, "lengths" },
  { 4, "32 05 0001 'a' 0000", PROTOCOL, "identifier is 0" },
  { 4, "30 05 0003 'a' 00 'b'", PROTOCOL, "a\\x00b" },
  { 4, "30 04 0002 c3 28", PROTOCOL, "\\xc3(" },
  { 4, "30 05 0003 ed a0 80", PROTOCOL, "\\xed\\xa0\\x80" },
  { 4, "30 04 0002 c0 80", PROTOCOL, "UTF-8" },
  { 4, "30 05 0003 'a' 01 'b'", PROTOCOL, "a\\u0001b" },
  { 4, "30 05 0003 'a' 7f 'b'", PROTOCOL, "a\\u007fb" },
  { 4, "30 0a 0008 'abcdefg' 1f", PROTOCOL, "abcdefg\\u001f" },
  { 4, "30 06 0004 'a' c2 85 'b'", PROTOCOL, "a\\u0085b" },
  { 4, "30 05 0003 ef bf be", PROTOCOL, "\\ufffe" },
  { 4, "30 05 0003 ef b7 90", PROTOCOL, "\\ufdd0" },
  { 4, "30 06 0004 f4 8f bf bf", PROTOCOL, "\\U0010ffff" },
  { 4, "30 82 80 04 fffe 'a' 01*65533", PROTOCOL, "…" },
  { 5, "30 03 0001 'a'", PROTOCOL, "lengths" },
  { 5, "30 03 0000 00", PROTOCOL, "without a topic" },
  { 5, "30 06 0000 03 23 0001", PROTOCOL, "topic alias" },
  { 5, "30 07 0001 'a' 03 23 0001", PROTOCOL, "topic alias" },
  /* Properties */
  { 5, "30 04 0001 'a' 01", PROTOCOL, "lengths" },
  { 5, "30 06 0001 'a' 81 00 00", PROTOCOL, "lengths" },
  { 5, "30 05 0001 'a' 80 00", PROTOCOL, "lengths" },
  { 5, "30 07 0001 'a' ff ff ff ff", PROTOCOL, "lengths" },
  { 5, "30 05 0001 'a' 01 7f", PROTOCOL, "property 0x7f" },
  { 5, "30 06 0001 'a' 02 81 01", PROTOCOL, "property 0x81" },
  { 5, "30 05 0001 'a' 01 80", PROTOCOL, "malformed integer" },
  { 5, "30 06 0001 'a' 02 83 00", PROTOCOL, "malformed integer" },
  { 5, "30 06 0001 'a' 02 01 02", PROTOCOL, "payload-format-indicator" },
  { 5, "30 05 0001 'a' 01 01", PROTOCOL, "cut short" },
  { 5, "30 08 0001 'a' 04 01 00 01 00", PROTOCOL, "twice" },
  { 5, "30 0b 0001 'a' 07 03 0001 'x' 03 0000", PROTOCOL, "twice" },
  { 5, "30 08 0001 'a' 04 02 000000", PROTOCOL, "cut short" },
  { 5, "30 07 0001 'a' 03 03 0001", PROTOCOL, "cut short" },
  { 5, "30 06 0001 'a' 02 03 00", PROTOCOL, "cut short" },
  { 5, "30 0a 0001 'a' 06 26 0001 'k' 0001", PROTOCOL, "cut short" },
  { 5, "30 08 0001 'a' 04 26 0001 'k'", PROTOCOL, "cut short" },
  { 5, "30 07 0001 'a' 03 09 0001", PROTOCOL, "cut short" },
  { 5, "30 06 0001 'a' 02 0b 00", PROTOCOL, "subscription-identifier" },
  { 5, "30 0a 0001 'a' 06 0b ff ff ff ff 01", PROTOCOL, "malformed integer" },
  { 5, "30 09 0001 'a' 05 03 0002 c3 28", PROTOCOL, "UTF-8" },
  { 5, "30 0a 0001 'a' 06 26 0000 0001 00", PROTOCOL, "UTF-8" },
  { 5, "30 09 0001 'a' 05 11 00000000", PROTOCOL, "does not belong in" },
  { 5, "40 06 0001 00 02 01 00", PROTOCOL, "does not belong in" },
};

static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      gboolean bare = bad[i].bytes[0] == '^';
      const char *before = bare ? "" : bad[i].version == 5 ? "20 03 00 00 00 d0 00" : "20 02 00 00 d0 00";
      g_autofree char *text = g_strconcat (before, bad[i].bytes + (bare ? 1 : 0), NULL);
      g_autoptr (GByteArray) prefix = parse_bytes (before);
      g_autoptr (GByteArray) bytes = parse_bytes (text);
      g_autoptr (Outcome) outcome = feed_every_way (bad[i].version, TRUE, bytes->data, bytes->len);

      g_test_message ("%d: %s: %s", bad[i].version, bad[i].bytes, message_of (outcome->error));
      g_assert_error (outcome->error, DESK_ERROR, (int) bad[i].code);
      g_assert_nonnull (strstr (outcome->error->message, bad[i].word));
      g_assert_true (g_utf8_validate (outcome->error->message, -1, NULL));
      g_assert_cmpmem (outcome->out->data, outcome->out->len, prefix->data, prefix->len);
    }
}

/* MQTT 5.0 table 2-4, the columns that a broker sends: which packet types may
 * carry a property, with a value of it. */
static void
test_property_table (void)
{
  static const struct
  {
    const char *bytes;
    const char *types; /* hexadecimal digits */
  } table[] = {
    { "01 00", "3" },
    { "02 00000001", "3" },
    { "03 0001 'x'", "3" },
    { "08 0001 'x'", "3" },
    { "09 0001 'x'", "3" },
    { "0b 01", "3" },
    { "11 00000001", "2e" },
    { "12 0001 'x'", "2" },
    { "13 0001", "2" },
    { "15 0001 'x'", "2" },
    { "16 0001 'x'", "2" },
    { "17 00", "" },
    { "18 00000001", "" },
    { "19 00", "" },
    { "1a 0001 'x'", "2" },
    { "1c 0001 'x'", "2e" },
    { "1f 0001 'x'", "245679be" },
    { "21 0001", "2" },
    { "22 0001", "2" },
    { "23 0001", "" }, /* we allow no alias */
    { "24 00", "2" },
    { "25 00", "2" },
    { "26 0001 'k' 0001 'v'", "2345679be" },
    { "27 ffffffff", "2" },
    { "28 00", "2" },
    { "29 00", "2" },
    { "2a 00", "2" },
  };
  static const struct
  {
    char type;
    const char *first_byte;
    const char *before; /* the properties */
    const char *after;
  } packets[] = {
    { '2', "20", "00 00", "" },        { '3', "30", "0001 'a'", "" },  { '4', "40", "0001 00", "" },
    { '5', "50", "0001 00", "" },      { '6', "62", "0001 00", "" },   { '7', "70", "0001 00", "" },
    { '9', "90", "0001", "00" },       { 'b', "b0", "0001", "00" },    { 'e', "e0", "00", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (packets); j++)
      {
        g_autoptr (GByteArray) before = parse_bytes (packets[j].before);
        g_autoptr (GByteArray) after = parse_bytes (packets[j].after);
        g_autoptr (GByteArray) property = parse_bytes (table[i].bytes);
        guint length = before->len + 1 + property->len + after->len;
        g_autofree char *text
            = g_strdup_printf ("%s %s %02x %s %02x %s %s", packets[j].type == '2' ? "" : "20 03 00 00 00",
                               packets[j].first_byte, length, packets[j].before, property->len,
                               table[i].bytes, packets[j].after);
        g_autoptr (GByteArray) bytes = parse_bytes (text);
        g_autoptr (Outcome) outcome = feed_every_way (DESK_MQTT_5, TRUE, bytes->data, bytes->len);

        g_test_message ("%s", text);
        if (strchr (table[i].types, packets[j].type) != NULL)
          g_assert_no_error (outcome->error);
        else
          g_assert_error (outcome->error, DESK_ERROR, DESK_ERROR_PROTOCOL);
      }
}

static void
test_outgoing (void)
{
  g_autoptr (GByteArray) bytes
      = parse_bytes ("10 13 0004 'MQTT' 04 c2 003c 0001 'c' 0001 'u' 0001 'p' "
                     "30 05 0001 'a' 'xy' 3a 0a 0003 'a/b' 1234 'xyz' 32 05 0001 'a' 0001 "
                     "40 02 0001 50 02 0002 62 02 0003 70 02 0004 82 06 0005 0001 'a' 00 a2 05 0006 0001 'a' "
                     "c0 00 e0 00 30 80 01 0001 'a' 00*125");
  g_autoptr (Outcome) out = feed_every_way (DESK_MQTT_3_1_1, FALSE, bytes->data, bytes->len);

  g_assert_no_error (out->error);
  g_assert_true (out->at_boundary);
  g_assert_cmpmem (out->out->data, out->out->len, bytes->data, bytes->len);
  g_assert_cmpstr (out->log->str, ==,
                   "1 0 out 21 id 0 flags 0\n3 0 out 7 id 0 flags 0\n3 a out 12 id 4660 flags 0\n"
                   "3 2 out 7 id 1 flags 0\n4 0 out 4 id 1 flags 0\n5 0 out 4 id 2 flags 0\n"
                   "6 2 out 4 id 3 flags 0\n7 0 out 4 id 4 flags 0\n8 2 out 8 id 5 flags 0\n"
                   "10 2 out 7 id 6 flags 0\n12 0 out 2 id 0 flags 0\n"
                   "14 0 out 2 id 0 flags 0\n3 0 out 131 id 0 flags 0\n");
}

/* Ours goes in the place of the library's CONNECT, wherever the stream is cut; the rest passes as it is. */
static void
test_outgoing_connect (void)
{
  g_autoptr (GByteArray) bytes = parse_bytes ("10 0d 0004 'MQTT' 04 02 0005 0001 'c' 30 05 0001 'a' 'xy'");
  g_autoptr (GByteArray) expected = parse_bytes ("10 0f 0004 'MQTT' 04 02 0102 0003 'own' 30 05 0001 'a' 'xy'");

  for (guint cut = 0; cut <= bytes->len; cut++)
    {
      g_autoptr (Outcome) outcome = g_new0 (Outcome, 1);
      g_autoptr (DeskPacketReader) reader
          = desk_packet_reader_new (DESK_MQTT_3_1_1, FALSE, 0, on_packet, outcome);

      outcome->log = g_string_new (NULL);
      outcome->out = g_byte_array_new ();
      desk_packet_reader_set_connect (reader, parse_bytes ("10 0f 0004 'MQTT' 04 02 0102 0003 'own'"));
      g_assert_true (desk_packet_reader_feed (reader, bytes->data, cut, outcome->out, &outcome->error));
      /* All or nothing */
      g_assert_cmpuint (outcome->out->len, ==, cut < 15 ? 0 : cut + 2);
      g_assert_true (desk_packet_reader_feed (reader, bytes->data + cut, bytes->len - cut, outcome->out,
                                              &outcome->error));
      g_assert_cmpmem (outcome->out->data, outcome->out->len, expected->data, expected->len);
      g_assert_true (desk_packet_reader_at_boundary (reader));
      g_assert_cmpstr (outcome->log->str, ==, "1 0 out 17 id 0 flags 0\n3 0 out 7 id 0 flags 0\n");
    }
}

static void
test_outgoing_broken (void)
{
  static const char *cases[] = { "30 80 80 80 80 01", "32 04 0002 'a' 00" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) bytes = parse_bytes (cases[i]);
      g_autoptr (Outcome) outcome = feed_every_way (DESK_MQTT_5, FALSE, bytes->data, bytes->len);

      g_assert_error (outcome->error, DESK_ERROR, DESK_ERROR_PROTOCOL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/packet-reader/good", test_good);
  g_test_add_func ("/packet-reader/bad", test_bad);
  g_test_add_func ("/packet-reader/property-table", test_property_table);
  g_test_add_func ("/packet-reader/outgoing", test_outgoing);
  g_test_add_func ("/packet-reader/outgoing-connect", test_outgoing_connect);
  g_test_add_func ("/packet-reader/outgoing-broken", test_outgoing_broken);

  return g_test_run ();
}
