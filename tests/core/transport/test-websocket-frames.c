/* test-websocket-frames.c: what a WebSocket server may and may not send, cut anywhere
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-error.h"
#include "desk-websocket-frames.h"
#include "server-frame.h"

/* What came out of a stream of frames */
typedef struct
{
  GByteArray *payload;
  GByteArray *answer; /* frames for the server */
  gboolean over;
  GError *error;
} Outcome;

static void
outcome_free (Outcome *self)
{
  g_byte_array_unref (self->payload);
  g_byte_array_unref (self->answer);
  g_clear_error (&self->error);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)

/* All that waits goes at once. */
static void
take_answer (DeskWebsocketFrames *frames, GByteArray *answer)
{
  gsize length;
  const guint8 *data;

  while ((data = desk_websocket_frames_peek (frames, &length), length > 0))
    {
      g_byte_array_append (answer, data, (guint) length);
      desk_websocket_frames_advance (frames, length);
    }
}

/* @step: bytes that are read at once */
static Outcome *
feed (const GByteArray *bytes, gsize step)
{
  g_autoptr (DeskWebsocketFrames) frames = desk_websocket_frames_new ();
  Outcome *outcome = g_new0 (Outcome, 1);

  outcome->payload = g_byte_array_new ();
  outcome->answer = g_byte_array_new ();
  for (gsize at = 0; at < bytes->len && !outcome->over; at += step)
    {
      gsize length = MIN (step, bytes->len - at);
      g_autofree guint8 *payload = g_malloc (length);
      gsize n_payload;

      outcome->over = !desk_websocket_frames_read (frames, bytes->data + at, length, payload, &n_payload,
                                                   &outcome->error);
      g_assert_cmpuint (n_payload, <=, length);
      g_byte_array_append (outcome->payload, payload, (guint) n_payload);
      take_answer (frames, outcome->answer);
    }

  return outcome;
}

static void
assert_answer (Outcome *outcome, int opcode, gconstpointer payload, gsize length)
{
  g_autoptr (GByteArray) got = g_byte_array_new ();

  g_assert_cmpint (take_frame (outcome->answer, got), ==, opcode);
  g_assert_cmpmem (got->data, got->len, payload, length);
}

static void
assert_close (Outcome *outcome, guint16 code)
{
  guint8 payload[] = { (guint8) (code >> 8), (guint8) code };

  assert_answer (outcome, CLOSE, payload, sizeof payload);
  g_assert_cmpuint (outcome->answer->len, ==, 0);
}

/* Messages of all lengths that frames write differently, whole and in pieces,
 * with control frames between the pieces, are the same wherever they are cut. */
static void
test_cuts (void)
{
  static const gsize lengths[] = { 0, 1, 125, 126, 127, 4096, 65535, 65536, 65537, 200000 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) expected = g_byte_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree guint8 *payload = g_malloc (lengths[i] + 1);
      gsize third = lengths[i] / 3;

      for (gsize j = 0; j < lengths[i]; j++)
        payload[j] = (guint8) g_random_int ();
      append_frame (bytes, FIN | BINARY, payload, lengths[i]);
      append_frame (bytes, FIN | PONG, "unasked", 7);
      append_frame (bytes, BINARY, payload, third);
      append_frame (bytes, FIN | PING, &i, sizeof i);
      append_frame (bytes, CONTINUATION, payload + third, third);
      append_frame (bytes, CONTINUATION, NULL, 0);
      append_frame (bytes, FIN | CONTINUATION, payload + 2 * third, lengths[i] - 2 * third);
      g_byte_array_append (expected, payload, (guint) lengths[i]);
      g_byte_array_append (expected, payload, (guint) lengths[i]);
    }
  append_close (bytes, 1000, "");

  for (gsize step = 1; step <= bytes->len; step = step < 40 ? step + 1 : step * 3)
    {
      g_autoptr (Outcome) outcome = feed (bytes, step);

      g_assert_true (outcome->over);
      g_assert_no_error (outcome->error);
      g_assert_cmpmem (outcome->payload->data, outcome->payload->len, expected->data, expected->len);
      /* Where several pings come at once, only the last one has to be answered. */
      if (step < sizeof (gsize))
        for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
          assert_answer (outcome, PONG, &i, sizeof i);
    }
}

/* A short stream, cut into two at every byte */
static void
test_every_cut (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 long_payload[300] = { 1, 2, 3 };

  append_frame (bytes, BINARY, "ab", 2);
  append_frame (bytes, FIN | PING, "?", 1);
  append_frame (bytes, FIN | CONTINUATION, long_payload, sizeof long_payload);
  append_close (bytes, 4001, "über");

  for (gsize cut = 1; cut < bytes->len; cut++)
    {
      g_autoptr (DeskWebsocketFrames) frames = desk_websocket_frames_new ();
      g_autoptr (Outcome) outcome = g_new0 (Outcome, 1);
      guint8 payload[1000];
      gsize first;
      gsize second = 0;
      gboolean more;

      outcome->payload = g_byte_array_new ();
      outcome->answer = g_byte_array_new ();
      more = desk_websocket_frames_read (frames, bytes->data, cut, payload, &first, &outcome->error);
      g_assert_true (more);
      take_answer (frames, outcome->answer);
      more = desk_websocket_frames_read (frames, bytes->data + cut, bytes->len - cut, payload + first,
                                         &second, &outcome->error);
      g_assert_false (more);
      take_answer (frames, outcome->answer);

      g_assert_error (outcome->error, DESK_ERROR, DESK_ERROR_CLOSED);
      g_assert_nonnull (strstr (outcome->error->message, "“über”"));
      g_assert_cmpuint (first + second, ==, 2 + sizeof long_payload);
      g_assert_cmpmem (payload, 2, "ab", 2);
      g_assert_cmpmem (payload + 2, sizeof long_payload, long_payload, sizeof long_payload);
      assert_answer (outcome, PONG, "?", 1);
      assert_close (outcome, 4001);
    }
}

static void
test_rules (void)
{
  static const struct
  {
    const char *hex;
    guint16 code;
    const char *words;
  } cases[] = {
    { "8105 68656c6c6f", 1003, "text message" },
    { "0105 68656c6c6f", 1003, "text message" },
    { "c200", 1002, "reserved bits" },
    { "a200", 1002, "reserved bits" },
    { "9200", 1002, "reserved bits" },
    { "8281 00000000 61", 1002, "masked" },
    { "8981 00000000 61", 1002, "masked" },
    { "8000", 1002, "no beginning" },
    { "0000", 1002, "no beginning" },
    { "0201 61 8200", 1002, "inside another" },
    { "8300", 1002, "unknown type" },
    { "8b00", 1002, "unknown type" },
    { "0900", 1002, "length" },
    { "897e 0080", 1002, "length" },
    { "827e 0001", 1002, "length" },
    { "827f 0000000000000001", 1002, "length" },
    { "827f ffffffffffffffff", 1002, "length" },
    { "8880 00000000", 1002, "masked" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (Outcome) outcome = NULL;

      for (const char *p = cases[i].hex; *p != '\0'; p++)
        if (*p != ' ')
          {
            guint8 byte = (guint8) (g_ascii_xdigit_value (p[0]) << 4 | g_ascii_xdigit_value (p[1]));

            g_byte_array_append (bytes, &byte, 1);
            p++;
          }
      outcome = feed (bytes, 1);
      g_assert_true (outcome->over);
      g_assert_error (outcome->error, DESK_ERROR, DESK_ERROR_PROTOCOL);
      g_test_message ("%s: %s", cases[i].hex, outcome->error->message);
      g_assert_nonnull (strstr (outcome->error->message, cases[i].words));
      assert_close (outcome, cases[i].code);
    }
}

static void
test_close_codes (void)
{
  static const struct
  {
    guint16 code;
    const char *reason;
    const char *words; /* NULL: an ordinary end */
  } cases[] = {
    { 1000, "", NULL },
    { 1000, "bye", "“bye”" },
    { 1001, "", "shutting down" },
    { 1002, "", "1002" },
    { 1003, "", "Check the path" },
    { 1008, "no such user", "“no such user”" },
    { 1009, "", "too big" },
    { 1011, "", "error of its own" },
    { 1012, "", "restarting" },
    { 1013, "", "busy" },
    { 1014, "", "proxy" },
    { 3000, "", "code 3000" },
    { 4999, "<b>x</b>\n\001y", "“<b>x</b> y”" },
    { 1008, "\xff\xfe", "user name" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (Outcome) outcome = NULL;

      append_frame (bytes, FIN | BINARY, "x", 1);
      append_close (bytes, cases[i].code, cases[i].reason);
      append_frame (bytes, FIN | BINARY, "too late", 8);
      outcome = feed (bytes, bytes->len);
      g_assert_true (outcome->over);
      g_assert_cmpmem (outcome->payload->data, outcome->payload->len, "x", 1);
      assert_close (outcome, cases[i].code);
      if (cases[i].words == NULL)
        {
          g_assert_no_error (outcome->error);
          continue;
        }
      g_assert_true (outcome->error->domain == DESK_ERROR);
      g_test_message ("%s", outcome->error->message);
      g_assert_true (g_utf8_validate (outcome->error->message, -1, NULL));
      g_assert_nonnull (strstr (outcome->error->message, cases[i].words));
    }
}

/* Without a code, with half of one, and with those that nobody may send (RFC 6455 sections 5.5.1 and 7.4) */
static void
test_close_short (void)
{
  static const char *const payloads[] = { "", "\x03", "\x03\xe7", "\x03\xed", "\x03\xee", "\x03\xf7", "\x13\x88" };

  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (Outcome) outcome = NULL;

      append_frame (bytes, FIN | CLOSE, payloads[i], strlen (payloads[i]));
      outcome = feed (bytes, 1);
      g_assert_true (outcome->over);
      assert_close (outcome, i == 0 ? 1000 : 1002);
      if (i == 0)
        g_assert_no_error (outcome->error);
      else
        g_assert_error (outcome->error, DESK_ERROR, DESK_ERROR_PROTOCOL);
    }
}

/* A server that pings and does not read fills no memory: there is one answer,
 * after what is being written, and it is the last one's. */
static void
test_pings (void)
{
  g_autoptr (DeskWebsocketFrames) frames = desk_websocket_frames_new ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) sent = g_byte_array_new ();
  g_autoptr (GByteArray) payload = g_byte_array_new ();
  guint8 unused[200];
  gsize n_unused;
  gsize before;
  gsize length;

  g_assert_true (desk_websocket_frames_write (frames, (const guint8 *) "data", 4));
  desk_websocket_frames_peek (frames, &before);
  for (guint32 i = 0; i < 10000; i++)
    {
      g_byte_array_set_size (bytes, 0);
      append_frame (bytes, FIN | PING, &i, sizeof i);
      g_assert_true (desk_websocket_frames_read (frames, bytes->data, bytes->len, unused, &n_unused, NULL));
    }
  desk_websocket_frames_peek (frames, &length);
  g_assert_cmpuint (length, ==, before);

  take_answer (frames, sent);
  g_assert_cmpint (take_frame (sent, payload), ==, BINARY);
  g_assert_cmpmem (payload->data, payload->len, "data", 4);
  g_assert_cmpint (take_frame (sent, payload), ==, PONG);
  g_assert_cmpmem (payload->data, payload->len, &(guint32) { 9999 }, 4);
  g_assert_cmpuint (sent->len, ==, 0);

  /* Nothing follows a Close frame, and there is only one. */
  desk_websocket_frames_close (frames, 1000);
  desk_websocket_frames_close (frames, 1001);
  g_assert_false (desk_websocket_frames_write (frames, (const guint8 *) "data", 4));
  g_assert_true (desk_websocket_frames_read (frames, bytes->data, bytes->len, unused, &n_unused, NULL));
  take_answer (frames, sent);
  g_assert_cmpint (take_frame (sent, payload), ==, CLOSE);
  g_assert_cmpmem (payload->data, payload->len, "\x03\xe8", 2);
  g_assert_cmpuint (sent->len, ==, 0);
}

/* RFC 6455 section 5.3 */
static void
test_masks (void)
{
  g_autoptr (DeskWebsocketFrames) frames = desk_websocket_frames_new ();
  g_autoptr (GHashTable) masks = g_hash_table_new (g_direct_hash, g_direct_equal);
  gsize length;

  for (guint i = 0; i < 100; i++)
    {
      guint32 mask;

      desk_websocket_frames_write (frames, (const guint8 *) "same", 4);
      memcpy (&mask, desk_websocket_frames_peek (frames, &length) + 2, 4);
      g_hash_table_add (masks, GUINT_TO_POINTER (mask));
      desk_websocket_frames_advance (frames, length);
    }
  g_assert_cmpuint (g_hash_table_size (masks), >, 95);
}

/* Whatever comes, it ends in words or goes on, and nothing is written where it
 * must not be. */
static void
test_noise (void)
{
  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (Outcome) outcome = NULL;
      guint n = (guint) g_random_int_range (1, 6);

      for (guint i = 0; i < n; i++)
        {
          g_autofree guint8 *payload = g_malloc0 (400);

          append_frame (bytes, (guint8) (g_random_boolean () ? FIN | BINARY : g_random_int ()), payload,
                        (gsize) g_random_int_range (0, 400));
        }
      for (gint32 i = g_random_int_range (0, 4); i > 0; i--)
        bytes->data[g_random_int_range (0, (gint32) bytes->len)] = (guint8) g_random_int ();
      outcome = feed (bytes, (gsize) g_random_int_range (1, 50));
      g_assert_true (outcome->over || outcome->error == NULL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/websocket-frames/cuts", test_cuts);
  g_test_add_func ("/websocket-frames/every-cut", test_every_cut);
  g_test_add_func ("/websocket-frames/rules", test_rules);
  g_test_add_func ("/websocket-frames/close-codes", test_close_codes);
  g_test_add_func ("/websocket-frames/close-short", test_close_short);
  g_test_add_func ("/websocket-frames/pings", test_pings);
  g_test_add_func ("/websocket-frames/masks", test_masks);
  g_test_add_func ("/websocket-frames/noise", test_noise);

  return g_test_run ();
}
