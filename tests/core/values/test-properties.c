/* test-properties.c: properties survive the log's JSON
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-error.h"
#include "desk-properties.h"

static void
test_round_trip (void)
{
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  g_autoptr (DeskProperties) back = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new ("\0\xff", 2);
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;

  desk_properties_add_string (properties, DESK_PROP_CONTENT_TYPE, "application/json", -1);
  desk_properties_add_pair (properties, "site", -1, "Lübeck", -1);
  desk_properties_add_pair (properties, "site", -1, "", -1);
  desk_properties_add_bytes (properties, DESK_PROP_CORRELATION_DATA, bytes);
  desk_properties_add_number (properties, DESK_PROP_MESSAGE_EXPIRY_INTERVAL, G_MAXUINT32);

  json = desk_properties_to_json (properties);
  g_assert_cmpstr (json, ==,
                   "[[\"content-type\",\"application/json\"],[\"user-property\",[\"site\",\"Lübeck\"]],"
                   "[\"user-property\",[\"site\",\"\"]],[\"correlation-data\",{\"base64\":\"AP8=\"}],"
                   "[\"message-expiry-interval\",4294967295]]");

  back = desk_properties_from_json (json, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (desk_properties_get_length (back), ==, 5);
  g_assert_cmpstr (desk_properties_get (back, 1)->name, ==, "site");
  g_assert_cmpuint (desk_properties_find (back, DESK_PROP_MESSAGE_EXPIRY_INTERVAL)->number, ==, G_MAXUINT32);
  again = desk_properties_to_json (back);
  g_assert_cmpstr (again, ==, json);
}

/* Every character that a string may hold comes back, those that JSON must escape as well. */
static void
test_characters (void)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  g_autoptr (DeskProperties) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  for (gunichar c = 1; c < 0x3000; c++)
    g_string_append_unichar (all, c);
  g_string_append_unichar (all, 0x1f600);
  g_string_append_unichar (all, 0x10ffff);
  desk_properties_add_string (properties, DESK_PROP_CONTENT_TYPE, all->str, -1);
  desk_properties_add_pair (properties, "\"\\\n/", -1, "\x7f", -1);

  json = desk_properties_to_json (properties);
  g_assert_true (g_str_has_suffix (json, ",[\"user-property\",[\"\\\"\\\\\\n/\",\"\\u007f\"]]]"));
  back = desk_properties_from_json (json, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (desk_properties_get (back, 0)->string, ==, all->str);
  g_assert_cmpstr (desk_properties_get (back, 1)->name, ==, "\"\\\n/");
  g_assert_cmpstr (desk_properties_get (back, 1)->string, ==, "\x7f");
}

static void
test_damaged (void)
{
  static const char *bad[] = {
    "", "{}", "[1]", "[[\"content-type\"]]", "[[\"content-type\",1]]", "[[\"no-such\",\"x\"]]",
    "[[\"user-property\",[\"a\"]]]", "[[\"user-property\",[\"a\",1]]]", "[[\"correlation-data\",\"x\"]]",
    "[[\"message-expiry-interval\",-1]]", "[[[],[]]]", "[[1,2]]",
    "[[\"content-type\",\"\\ud800x\"]]", "[[\"user-property\",[\"\\udc00\",\"a\"]]]",
    "[[\"user-property\",[\"a\",\"\\ud83d\"]]]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (desk_properties_from_json (bad[i], &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
    }
}

/* A log may come from anywhere. */
static void
test_nested (void)
{
  static const char *beginnings[] = { "[", "[[\"user-property\",", "[\"\\\"\",", "{\"a\":" };

  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      g_autoptr (GString) json = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      for (guint depth = 0; depth < 200000; depth++)
        g_string_append (json, beginnings[i]);
      g_assert_null (desk_properties_from_json (json->str, &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
    }
}

/* What a megabyte from the wire can become in memory */
static void
test_size (void)
{
  g_autoptr (DeskProperties) properties = desk_properties_new ();

  for (guint i = 0; i < 1024 * 1024 / 5; i++)
    desk_properties_add_pair (properties, "", -1, "", -1);
  g_assert_cmpuint (desk_properties_get_size (properties), >, 20 * 1024 * 1024);
}

static void
test_lookup (void)
{
  DeskPropertyKind kind;
  const char *name;

  g_assert_true (desk_property_lookup (0x26, &name, &kind));
  g_assert_cmpstr (name, ==, "user-property");
  g_assert_cmpint (kind, ==, DESK_PROPERTY_PAIR);
  g_assert_false (desk_property_lookup (0, NULL, NULL));
  g_assert_false (desk_property_lookup (0x04, NULL, NULL));
  g_assert_false (desk_property_lookup (0x2b, NULL, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/properties/round-trip", test_round_trip);
  g_test_add_func ("/properties/characters", test_characters);
  g_test_add_func ("/properties/damaged", test_damaged);
  g_test_add_func ("/properties/nested", test_nested);
  g_test_add_func ("/properties/size", test_size);
  g_test_add_func ("/properties/lookup", test_lookup);

  return g_test_run ();
}
