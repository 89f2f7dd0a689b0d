/* test-reason.c: every code has its own words
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "desk-reason.h"

typedef enum
{
  CONNACK_3,
  CONNACK_5,
  DISCONNECT,
  SUBACK_3,
  SUBACK_5,
  UNSUBACK,
  PUBLISH,
  N_PACKETS,
} Packet;

/* MQTT 3.1.1 table 3.1 and section 3.9.3; MQTT 5.0 table 2-6, its column
 * "Packets", what a server sends. Terminated by the code that comes first. */
static const guint8 codes[N_PACKETS][32] = {
  [CONNACK_3] = { 1, 2, 3, 4, 5 },
  [CONNACK_5] = { 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a,
                  0x8c, 0x90, 0x95, 0x97, 0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9f },
  [DISCONNECT] = { 0x00, 0x80, 0x81, 0x82, 0x83, 0x87, 0x89, 0x8b, 0x8d, 0x8e, 0x8f, 0x90, 0x93, 0x94,
                   0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f, 0xa0, 0xa1, 0xa2 },
  [SUBACK_3] = { 0x80 },
  [SUBACK_5] = { 0x80, 0x83, 0x87, 0x8f, 0x91, 0x97, 0x9e, 0xa1, 0xa2 },
  [UNSUBACK] = { 0x80, 0x83, 0x87, 0x8f, 0x91 },
  [PUBLISH] = { 0x80, 0x83, 0x87, 0x90, 0x91, 0x92, 0x97, 0x99 },
};

static GError *
explain (Packet packet, guint8 code, DeskProperties *properties)
{
  GError *error = NULL;

  switch (packet)
    {
    case CONNACK_3:
      desk_reason_connack (DESK_MQTT_3_1_1, code, properties, &error);
      break;
    case CONNACK_5:
      desk_reason_connack (DESK_MQTT_5, code, properties, &error);
      break;
    case DISCONNECT:
      desk_reason_disconnect (code, properties, &error);
      break;
    case SUBACK_3:
      desk_reason_suback (DESK_MQTT_3_1_1, code, properties, &error);
      break;
    case SUBACK_5:
      desk_reason_suback (DESK_MQTT_5, code, properties, &error);
      break;
    case UNSUBACK:
      desk_reason_unsuback (code, properties, &error);
      break;
    case PUBLISH:
      desk_reason_publish (code, properties, &error);
      break;
    case N_PACKETS:
    default:
      g_assert_not_reached ();
    }

  return error;
}

static gboolean
is_defined (Packet packet, guint8 code)
{
  for (gsize i = 0; i < sizeof codes[packet] && (i == 0 || codes[packet][i] != 0); i++)
    if (codes[packet][i] == code)
      return TRUE;

  return FALSE;
}

/* No two codes share their words, whatever the packet; each is a sentence with
 * a next step, and a number appears only where there is nothing else. */
static void
test_own_words (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_words = 0;

  for (Packet packet = 0; packet < N_PACKETS; packet++)
    for (guint code = 0; code <= 0xff; code++)
      {
        g_autoptr (GError) error = NULL;
        g_autofree char *number = g_strdup_printf ("0x%02x", code);

        if (!is_defined (packet, (guint8) code))
          continue;
        error = explain (packet, (guint8) code, NULL);
        g_assert_nonnull (error);
        g_assert_true (error->domain == DESK_ERROR);
        g_assert_cmpint (error->code, !=, DESK_ERROR_FAILED);
        g_assert_true (g_utf8_validate (error->message, -1, NULL));
        g_assert_cmpuint (strlen (error->message), >, 20);
        g_assert_true (g_str_has_suffix (error->message, ".") || g_str_has_suffix (error->message, "?"));
        g_assert_null (strstr (error->message, number));
        g_assert_true (g_hash_table_add (seen, g_strdup (error->message)));
        n_words++;
      }

  g_assert_cmpuint (n_words, ==, 5 + 21 + 28 + 1 + 9 + 5 + 8);
}

static void
test_unknown (void)
{
  for (Packet packet = 0; packet < N_PACKETS; packet++)
    for (guint code = 0; code <= 0xff; code++)
      {
        g_autoptr (GError) error = explain (packet, (guint8) code, NULL);
        g_autofree char *number = g_strdup_printf ("0x%02x", code);

        /* A return code of MQTT 3.1.1 is understood whatever was asked for. */
        if (is_defined (packet, (guint8) code)
            || (packet == CONNACK_5 && is_defined (CONNACK_3, (guint8) code)))
          continue;
        if (error == NULL)
          {
            g_assert_cmpuint (code, <, packet == UNSUBACK || packet == PUBLISH ? 0x80 : 3);
            continue;
          }
        g_assert_nonnull (strstr (error->message, number));
        g_assert_null (strchr (error->message, '%'));
      }
}

static void
test_success (void)
{
  static const struct
  {
    Packet packet;
    guint8 code;
  } good[] = {
    { CONNACK_3, 0 }, { CONNACK_5, 0 },   { SUBACK_3, 0 }, { SUBACK_3, 1 },
    { SUBACK_3, 2 },  { SUBACK_5, 0 },    { SUBACK_5, 1 }, { SUBACK_5, 2 },
    { UNSUBACK, 0 },  { UNSUBACK, 0x11 }, { PUBLISH, 0 },  { PUBLISH, 0x10 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = explain (good[i].packet, good[i].code, NULL);

      g_assert_no_error (error);
    }
}

static void
test_reason_string (void)
{
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  g_autoptr (DeskProperties) endless = desk_properties_new ();
  g_autoptr (DeskProperties) empty = desk_properties_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) cut = NULL;
  g_autoptr (GError) plain = NULL;
  g_autoptr (GError) same = NULL;
  g_autofree char *umlauts = g_malloc (60001);

  desk_properties_add_string (properties, DESK_PROP_SERVER_REFERENCE, "other.example:1883", -1);
  desk_properties_add_string (properties, DESK_PROP_REASON_STRING, "100 %s of <b>us</b> moved", -1);
  error = explain (CONNACK_5, 0x9d, properties);
  g_assert_nonnull (strstr (error->message, "“other.example:1883”"));
  g_assert_nonnull (strstr (error->message, "“100 %s of <b>us</b> moved”"));

  for (gsize i = 0; i < 60000; i += 2)
    memcpy (umlauts + i, "ü", 2);
  umlauts[60000] = '\0';
  desk_properties_add_string (endless, DESK_PROP_REASON_STRING, umlauts, -1);
  cut = explain (DISCONNECT, 0x80, endless);
  g_assert_true (g_utf8_validate (cut->message, -1, NULL));
  g_assert_cmpuint (strlen (cut->message), <, 2000);
  g_assert_true (g_str_has_suffix (cut->message, "üü…”"));

  desk_properties_add_string (empty, DESK_PROP_REASON_STRING, "", -1);
  plain = explain (DISCONNECT, 0x80, NULL);
  same = explain (DISCONNECT, 0x80, empty);
  g_assert_cmpstr (plain->message, ==, same->message);
}

/* What is told to the program, not to the person */
static void
test_codes (void)
{
  static const struct
  {
    Packet packet;
    guint8 code;
    DeskError error;
    gboolean may_retry;
  } rows[] = {
    { CONNACK_3, 1, DESK_ERROR_BAD_VERSION, FALSE },
    { CONNACK_3, 2, DESK_ERROR_BAD_CLIENT_ID, FALSE },
    { CONNACK_3, 3, DESK_ERROR_SERVER_UNAVAILABLE, TRUE },
    { CONNACK_3, 4, DESK_ERROR_BAD_CREDENTIALS, FALSE },
    { CONNACK_3, 5, DESK_ERROR_NOT_AUTHORIZED, FALSE },
    { CONNACK_5, 1, DESK_ERROR_BAD_VERSION, FALSE },
    { CONNACK_5, 0x80, DESK_ERROR_SERVER_UNAVAILABLE, TRUE },
    { CONNACK_5, 0x84, DESK_ERROR_BAD_VERSION, FALSE },
    { CONNACK_5, 0x85, DESK_ERROR_BAD_CLIENT_ID, FALSE },
    { CONNACK_5, 0x86, DESK_ERROR_BAD_CREDENTIALS, FALSE },
    { CONNACK_5, 0x87, DESK_ERROR_NOT_AUTHORIZED, FALSE },
    { CONNACK_5, 0x88, DESK_ERROR_SERVER_UNAVAILABLE, TRUE },
    { CONNACK_5, 0x89, DESK_ERROR_SERVER_UNAVAILABLE, TRUE },
    { CONNACK_5, 0x8a, DESK_ERROR_NOT_AUTHORIZED, FALSE },
    { CONNACK_5, 0x8c, DESK_ERROR_CONNECT_REFUSED, FALSE },
    { CONNACK_5, 0x97, DESK_ERROR_SERVER_UNAVAILABLE, TRUE },
    { CONNACK_5, 0x9b, DESK_ERROR_CONNECT_REFUSED, FALSE },
    { CONNACK_5, 0x9c, DESK_ERROR_SERVER_UNAVAILABLE, TRUE },
    { CONNACK_5, 0x9d, DESK_ERROR_SERVER_MOVED, FALSE },
    { CONNACK_5, 0x9f, DESK_ERROR_SERVER_UNAVAILABLE, TRUE },
    { CONNACK_5, 0xff, DESK_ERROR_CONNECT_REFUSED, FALSE },
    { DISCONNECT, 0x00, DESK_ERROR_SERVER_DISCONNECT, TRUE },
    { DISCONNECT, 0x87, DESK_ERROR_NOT_AUTHORIZED, FALSE },
    { DISCONNECT, 0x8b, DESK_ERROR_SERVER_UNAVAILABLE, TRUE },
    { DISCONNECT, 0x8d, DESK_ERROR_SERVER_DISCONNECT, TRUE },
    { DISCONNECT, 0x8e, DESK_ERROR_CLIENT_ID_TAKEN, FALSE },
    { DISCONNECT, 0x82, DESK_ERROR_SERVER_DISCONNECT, TRUE },
    { DISCONNECT, 0x9c, DESK_ERROR_SERVER_UNAVAILABLE, TRUE },
    { DISCONNECT, 0x9d, DESK_ERROR_SERVER_MOVED, FALSE },
    { DISCONNECT, 0xfe, DESK_ERROR_SERVER_DISCONNECT, TRUE },
    { SUBACK_3, 0x80, DESK_ERROR_REFUSED_BY_BROKER, TRUE },
    { SUBACK_5, 0x87, DESK_ERROR_REFUSED_BY_BROKER, TRUE },
    { UNSUBACK, 0x87, DESK_ERROR_REFUSED_BY_BROKER, TRUE },
    { PUBLISH, 0x87, DESK_ERROR_REFUSED_BY_BROKER, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = explain (rows[i].packet, rows[i].code, NULL);

      g_assert_error (error, DESK_ERROR, (int) rows[i].error);
      g_assert_cmpint (desk_reason_may_retry (error), ==, rows[i].may_retry);
    }
}

static void
test_may_retry (void)
{
  g_autoptr (GError) refused = g_error_new_literal (DESK_ERROR, DESK_ERROR_REFUSED, "x");
  g_autoptr (GError) closed = g_error_new_literal (DESK_ERROR, DESK_ERROR_CLOSED, "x");
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, DESK_ERROR_BAD_VERSION, "x");

  g_assert_true (desk_reason_may_retry (refused));
  g_assert_true (desk_reason_may_retry (closed));
  g_assert_true (desk_reason_may_retry (other));
}

static void
test_names (void)
{
  g_assert_cmpstr (desk_reason_name (0), ==, "Success");
  g_assert_cmpstr (desk_reason_name (0x10), ==, "No matching subscribers");
  g_assert_cmpstr (desk_reason_name (0x87), ==, "Not authorized");
  g_assert_cmpstr (desk_reason_name (0xa2), ==, "Wildcard Subscriptions not supported");
  g_assert_null (desk_reason_name (0x03));
  g_assert_null (desk_reason_name (0xa3));
  g_assert_null (desk_reason_name (0xff));

  for (Packet packet = CONNACK_5; packet < N_PACKETS; packet++)
    for (guint code = 0; code <= 0xff; code++)
      if (is_defined (packet, (guint8) code))
        g_assert_nonnull (desk_reason_name ((guint8) code));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reason/own-words", test_own_words);
  g_test_add_func ("/reason/unknown", test_unknown);
  g_test_add_func ("/reason/success", test_success);
  g_test_add_func ("/reason/reason-string", test_reason_string);
  g_test_add_func ("/reason/codes", test_codes);
  g_test_add_func ("/reason/may-retry", test_may_retry);
  g_test_add_func ("/reason/names", test_names);

  return g_test_run ();
}
