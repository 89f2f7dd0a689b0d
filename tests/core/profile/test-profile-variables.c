/* test-profile-variables.c: variables get their values
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-error.h"
#include "desk-profile.h"

static DeskProfile *
read_profile (const char *json, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  return desk_profile_new_from_json (json_node_get_object (node), error);
}

static void
test_expand (void)
{
  static const char *const names[] = { "site", "line-4", "nested", NULL };
  static const char *const values[] = { "Lübeck", "", "${site}", NULL };
  g_autofree char *host_and_user = g_strdup_printf ("%s/%s", g_get_host_name (), g_get_user_name ());
  const struct
  {
    const char *text, *expanded;
  } cases[] = {
    { "", "" },
    { "plant/+/#", "plant/+/#" },
    { "$SYS/broker/#", "$SYS/broker/#" },
    { "$share/g/${site}", "$share/g/Lübeck" },
    { "${site}", "Lübeck" },
    { "a/${site}${line-4}/${site}/b", "a/Lübeck/Lübeck/b" },
    { "${hostname}/${user}", host_and_user },
    /* Values are not looked into, and what is escaped is text. */
    { "${nested}", "${site}" },
    { "$${site}", "${site}" },
    { "a$", "a$" },
  };
  static const struct
  {
    const char *text, *named;
  } unknown[] = {
    { "a/${Site}", "${Site}" }, { "${}", "${}" },   { "${site", "“${”" },
    { "${random}", "${random}" }, { "${random:0}", "${random:0}" }, { "${random:65}", "${random:65}" },
    { "${random:x}", "${random:x}" },
  };
  g_autoptr (DeskProfile) profile = desk_profile_new ();
  g_autofree char *kept = NULL;

  g_assert_true (desk_profile_set_variables (profile, names, values));
  g_assert_false (desk_profile_set_variables (profile, names, values));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *expanded = desk_profile_expand (profile, cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (expanded, ==, cases[i].expanded);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (desk_profile_expand (profile, unknown[i].text, &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID_PROFILE);
      g_assert_nonnull (strstr (error->message, unknown[i].named));
    }
  kept = desk_profile_expand_known (profile, "${nobody}/${site}/${");
  g_assert_cmpstr (kept, ==, "${nobody}/Lübeck/${");
}

static void
test_random (void)
{
  g_autoptr (DeskProfile) profile = desk_profile_new ();
  g_autofree char *first = desk_profile_expand (profile, "x-${random:8}", NULL);
  g_autofree char *second = desk_profile_expand (profile, "x-${random:8}", NULL);

  g_assert_cmpuint (strlen (first), ==, 10);
  g_assert_cmpuint (strspn (first + 2, G_CSET_DIGITS G_CSET_a_2_z G_CSET_A_2_Z), ==, 8);
  g_assert_cmpstr (first, !=, second);
}

/* A profile with a variable that is not there yet can be read: it is told of where it is used. */
static void
test_profile (void)
{
  static const char json[] = "{\"id\":\"x\",\"name\":\"Plant\",\"host\":\"${site}.example\",\"client_id\":"
                             "\"${hostname}-${nobody}\",\"variables\":{\"site\":\"luebeck\",\"b\":\"\"}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskProfile) profile = read_profile (json, &error);
  g_autoptr (DeskProfile) copy = NULL;
  g_autoptr (JsonNode) written = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  const char *value;

  g_assert_no_error (error);
  g_assert_cmpuint (desk_profile_get_n_variables (profile), ==, 2);
  g_assert_cmpstr (desk_profile_get_variable (profile, 0, &value), ==, "site");
  g_assert_cmpstr (value, ==, "luebeck");
  g_assert_false (desk_profile_check_expansions (profile, &error));
  g_assert_nonnull (strstr (error->message, "${nobody}"));
  g_clear_error (&error);

  copy = desk_profile_copy (profile);
  json_node_take_object (written, desk_profile_to_json (copy));
  text = json_to_string (written, FALSE);
  g_assert_nonnull (strstr (text, "\"variables\":{\"site\":\"luebeck\",\"b\":\"\"}"));
  desk_profile_set_client_id (copy, "");
  g_assert_true (desk_profile_check_expansions (copy, &error));
  /* What comes out of it is looked at too. */
  desk_profile_set_host (copy, "${site} ${site}");
  g_assert_false (desk_profile_check_expansions (copy, &error));
}

static void
test_broken (void)
{
  static const struct
  {
    const char *json, *member;
  } cases[] = {
    { "{\"variables\":[]}", "variables" },
    { "{\"variables\":{\"a\":1}}", "variables.a" },
    { "{\"variables\":{\"user\":\"a\"}}", "variables.user" },
    { "{\"variables\":{\"a b\":\"a\"}}", "variables.a b" },
    { "{\"host\":\"${a}\",\"variables\":{\"a\":\"two words\"}}", "host" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_profile (cases[i].json, &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID_PROFILE);
      g_assert_nonnull (strstr (error->message, cases[i].member));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile-variables/expand", test_expand);
  g_test_add_func ("/profile-variables/random", test_random);
  g_test_add_func ("/profile-variables/profile", test_profile);
  g_test_add_func ("/profile-variables/broken", test_broken);

  return g_test_run ();
}
