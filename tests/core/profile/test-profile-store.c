/* test-profile-store.c: the file of saved profiles
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "desk-error.h"
#include "desk-profile-store.h"
#include "wait.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("desk-profile-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "mqtt-desk", "profiles.json", NULL);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
put (const char *path, const char *contents)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
}

static char *
get (const char *path)
{
  char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));

  return contents;
}

static DeskProfileStore *
load (const char *path)
{
  DeskProfileStore *store = desk_profile_store_new (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_profile_store_load (store, &error));
  g_assert_no_error (error);

  return store;
}

static guint
mode_of (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);

  return status.st_mode & 0777;
}

static void
log_change (GListModel *model, guint position, guint removed, guint added, GString *log)
{
  g_string_append_printf (log, "%u-%u+%u;", position, removed, added);
}

static void
test_new_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskProfileStore) store = load (fixture->path);
  g_autoptr (DeskProfileStore) again = NULL;
  g_autoptr (DeskProfile) profile = desk_profile_new ();
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  /* Nothing was changed, so nothing is written. */
  g_assert_true (desk_profile_store_flush (store, &error));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));

  desk_profile_set_name (profile, "Plant");
  desk_profile_store_add (store, profile);
  g_assert_true (desk_profile_store_flush (store, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mode_of (fixture->path), ==, 0600);
  g_assert_cmpuint (mode_of (folder), ==, 0700);

  again = load (fixture->path);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 1);
  g_assert_nonnull (desk_profile_store_find (again, "Plant"));
  g_assert_nonnull (desk_profile_store_find (again, desk_profile_get_id (profile)));
  g_assert_null (desk_profile_store_find (again, "plant"));
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskProfileStore) store = load (fixture->path);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (DeskProfile) a = desk_profile_new ();
  g_autoptr (DeskProfile) b = desk_profile_new ();
  g_autoptr (DeskProfile) c = desk_profile_new ();
  g_autoptr (DeskProfile) item = NULL;
  g_autofree char *fresh = NULL;
  g_autofree char *third = NULL;
  g_autofree char *from_second = NULL;
  g_autofree char *long_name = NULL;
  g_autofree char *numbered = NULL;

  g_signal_connect (store, "items-changed", G_CALLBACK (log_change), log);
  desk_profile_set_name (a, "Plant");
  desk_profile_set_name (b, "Plant (2)");
  desk_profile_store_add (store, a);
  desk_profile_store_add (store, b);
  desk_profile_store_insert (store, 1, c);
  g_assert_cmpuint (desk_profile_store_remove (store, a), ==, 0);
  g_assert_cmpuint (desk_profile_store_remove (store, a), ==, G_MAXUINT);
  desk_profile_store_insert (store, 0, a);
  g_assert_cmpstr (log->str, ==, "0-0+1;1-0+1;1-0+1;0-1+0;0-0+1;");
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (store)) == DESK_TYPE_PROFILE);
  item = g_list_model_get_item (G_LIST_MODEL (store), 2);
  g_assert_true (item == b);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (store), 3));

  fresh = desk_profile_store_unique_name (store, "Home");
  third = desk_profile_store_unique_name (store, "Plant");
  from_second = desk_profile_store_unique_name (store, "Plant (2)");
  g_assert_cmpstr (fresh, ==, "Home");
  g_assert_cmpstr (third, ==, "Plant (3)");
  g_assert_cmpstr (from_second, ==, "Plant (3)");

  long_name = g_strnfill (200, 'n');
  desk_profile_set_name (a, long_name);
  numbered = desk_profile_store_unique_name (store, long_name);
  g_assert_true (desk_profile_check_name (numbered, NULL));
  g_assert_true (g_str_has_suffix (numbered, "n (2)"));
}

static gboolean
file_holds (const char *path, const char *text)
{
  g_autofree char *contents = NULL;

  return g_file_get_contents (path, &contents, NULL, NULL) && strstr (contents, text) != NULL;
}

static void
test_saves_by_itself (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskProfileStore) store = load (fixture->path);
  g_autoptr (DeskProfile) profile = desk_profile_new ();

  desk_profile_store_add (store, profile);
  wait_until (file_holds (fixture->path, desk_profile_get_id (profile)));
  desk_profile_set_host (profile, "first.example");
  wait_until (file_holds (fixture->path, "first.example"));
  desk_profile_set_subscription (profile, "sensors/#", 1);
  wait_until (file_holds (fixture->path, "sensors/#"));

  /* A worker that comes late must not undo a flush. */
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("Name %u.", i);

      desk_profile_set_name (profile, name);
      if (i % 3 == 0)
        g_main_context_iteration (NULL, FALSE);
      g_assert_true (desk_profile_store_flush (store, NULL));
      g_assert_true (file_holds (fixture->path, name));
    }

  /* What was removed is not watched any more. */
  desk_profile_store_remove (store, profile);
  g_assert_true (desk_profile_store_flush (store, NULL));
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  desk_profile_set_host (profile, "second.example");
  g_assert_true (desk_profile_store_flush (store, NULL));
  g_assert_false (file_holds (fixture->path, "second.example"));
}

static void
test_saves_at_the_end (Fixture *fixture, gconstpointer data)
{
  DeskProfileStore *store = load (fixture->path);
  g_autoptr (DeskProfile) profile = desk_profile_new ();

  desk_profile_store_add (store, profile);
  g_object_unref (store);
  g_assert_true (file_holds (fixture->path, desk_profile_get_id (profile)));
}

static void
test_unknown_members (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskProfileStore) store = NULL;
  DeskProfile *profile;

  put (fixture->path, "{\"version\": 1, \"window\": {\"a\": [1]}, \"profiles\": [{\"id\": \"one\", "
                      "\"tls\": {\"x\": true}, \"subscriptions\": [{\"filter\": \"a\", \"rh\": 2}]}], "
                      "\"tail\": null}");
  store = load (fixture->path);
  profile = desk_profile_store_find (store, "one");
  desk_profile_set_name (profile, "Changed");
  desk_profile_set_subscription (profile, "a", 1);
  g_assert_true (desk_profile_store_flush (store, NULL));
  g_assert_true (file_holds (fixture->path, "\"window\""));
  g_assert_true (file_holds (fixture->path, "\"tls\""));
  g_assert_true (file_holds (fixture->path, "\"rh\""));
  g_assert_true (file_holds (fixture->path, "\"tail\""));
  g_assert_true (file_holds (fixture->path, "\"Changed\""));
}

static void
test_broken_profile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskProfileStore) store = NULL;
  g_autofree char *problem = NULL;

  put (fixture->path, "{\"version\": 1, \"profiles\": [{\"id\": \"one\"}, "
                      "{\"id\": \"two\", \"port\": 99999, \"precious\": 1}, \"three\", "
                      "{\"id\": \"one\", \"name\": \"Twin\"}, {\"id\": \"five\"}]}");
  store = load (fixture->path);
  g_object_get (store, "problem", &problem, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 2);
  g_assert_nonnull (strstr (problem, "“port”"));
  g_assert_nonnull (strstr (problem, "number 3"));
  g_assert_nonnull (strstr (problem, "number 4"));

  desk_profile_set_host (desk_profile_store_find (store, "five"), "changed.example");
  g_assert_true (desk_profile_store_flush (store, NULL));
  g_assert_true (file_holds (fixture->path, "changed.example"));
  g_assert_true (file_holds (fixture->path, "\"precious\""));
  g_assert_true (file_holds (fixture->path, "99999"));
  g_assert_true (file_holds (fixture->path, "\"three\""));
  g_assert_true (file_holds (fixture->path, "\"Twin\""));
}

static void
test_missing_id (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskProfileStore) store = NULL;
  g_autoptr (DeskProfile) profile = NULL;

  put (fixture->path, "{\"version\": 1, \"profiles\": [{\"host\": \"a\"}]}");
  store = load (fixture->path);
  profile = g_list_model_get_item (G_LIST_MODEL (store), 0);
  wait_until (file_holds (fixture->path, desk_profile_get_id (profile)));
}

static char *
nested (gsize depth)
{
  GString *text = g_string_new ("{\"version\":1,\"profiles\":[],\"x\":");

  for (gsize i = 0; i < depth; i++)
    g_string_append_c (text, '[');
  for (gsize i = 0; i < depth; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');

  return g_string_free (text, FALSE);
}

static void
test_set_aside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *deep = nested (100000);
  const char *contents[] = {
    "", "{", "not JSON at all", "[]", "{}", "{\"version\":1}", "{\"profiles\":[]}",
    "{\"version\":1,\"profiles\":{}}", "{\"version\":0,\"profiles\":[]}", "{\"version\":2,\"profiles\":[]}",
    "{\"version\":\"1\",\"profiles\":[]}", "{\"version\":[1],\"profiles\":[]}",
    "{'version':1,'profiles':[]}", "{\"version\":1,\"profiles\":[],}", "{\"version\":1,\"profiles\":[]} x",
    "{\"version\":1,\"profiles\":[],\"\xff\":1}", "{\"version\":1,\"profiles\":[],\"a\":\"\\ud800\"}", deep,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (DeskProfileStore) store = desk_profile_store_new (fixture->path);
      g_autoptr (DeskProfile) profile = desk_profile_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *expected = g_strdup_printf ("%s.set-aside-%" G_GSIZE_FORMAT, fixture->path, i + 1);
      g_autofree char *set_aside = NULL;
      g_autofree char *problem = NULL;
      g_autofree char *kept = NULL;

      put (fixture->path, contents[i]);
      g_assert_false (desk_profile_store_load (store, &error));
      g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
      g_test_message ("%s", error->message);
      g_object_get (store, "set-aside", &set_aside, "problem", &problem, NULL);
      g_assert_cmpstr (set_aside, ==, expected);
      g_assert_cmpstr (problem, ==, error->message);
      g_assert_nonnull (strstr (error->message, expected));
      kept = get (expected);
      g_assert_cmpstr (kept, ==, contents[i]);
      g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));

      /* The program goes on with a new file. */
      desk_profile_store_add (store, profile);
      g_assert_true (desk_profile_store_flush (store, NULL));
      g_assert_true (file_holds (fixture->path, desk_profile_get_id (profile)));
    }
}

static void
test_not_a_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskProfileStore) store = desk_profile_store_new (fixture->path);
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (fixture->path, 0700), ==, 0);
  g_assert_false (desk_profile_store_load (store, &error));
  g_object_get (store, "set-aside", &set_aside, NULL);
  g_assert_true (g_file_test (set_aside, G_FILE_TEST_IS_DIR));
}

static void
test_huge_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskProfileStore) store = desk_profile_store_new (fixture->path);
  g_autoptr (GError) error = NULL;

  put (fixture->path, "{}");
  g_assert_cmpint (truncate (fixture->path, 1LL << 33), ==, 0);
  g_assert_false (desk_profile_store_load (store, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
}

static void
test_symbolic_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *real = g_build_filename (fixture->folder, "dotfiles", "profiles.json", NULL);
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr (DeskProfileStore) store = NULL;

  put (real, "{\"version\":1,\"profiles\":[{\"id\":\"one\"}]}");
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (symlink (real, fixture->path), ==, 0);
  store = load (fixture->path);
  desk_profile_set_name (desk_profile_store_find (store, "one"), "Linked");
  g_assert_true (desk_profile_store_flush (store, NULL));
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (file_holds (real, "Linked"));
  g_assert_cmpuint (mode_of (real), ==, 0600);
}

/* What cannot be looked at now is not taken for a file that is not there, which would be written anew. */
static void
test_cannot_look (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskProfileStore) store = desk_profile_store_new (fixture->path);
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *other = g_build_filename (folder, "other", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (symlink (other, fixture->path), ==, 0);
  g_assert_cmpint (symlink (fixture->path, other), ==, 0);
  g_assert_false (desk_profile_store_load (store, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
}

static gboolean
has_save_error (DeskProfileStore *store)
{
  g_autoptr (GError) error = NULL;

  g_object_get (store, "save-error", &error, NULL);

  return error != NULL;
}

static void
test_cannot_save (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr (DeskProfileStore) store = load (fixture->path);
  g_autoptr (DeskProfile) profile = desk_profile_new ();
  g_autoptr (GError) error = NULL;

  /* A file where the folder should be stops even root. */
  put (folder, "");
  desk_profile_store_add (store, profile);
  g_assert_false (desk_profile_store_flush (store, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FAILED);
  desk_profile_set_name (profile, "One");
  wait_until (has_save_error (store));

  /* The next change tries again. */
  g_assert_cmpint (g_unlink (folder), ==, 0);
  desk_profile_set_name (profile, "Two");
  wait_until (file_holds (fixture->path, "Two"));
  wait_until (!has_save_error (store));
}

static void
test_flush_after_failure (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr (DeskProfileStore) store = load (fixture->path);
  g_autoptr (DeskProfile) profile = desk_profile_new ();

  put (folder, "");
  desk_profile_store_add (store, profile);
  wait_until (has_save_error (store));
  g_assert_false (desk_profile_store_flush (store, NULL));
  g_assert_true (has_save_error (store));

  g_assert_cmpint (g_unlink (folder), ==, 0);
  g_assert_true (desk_profile_store_flush (store, NULL));
  g_assert_false (has_save_error (store));
  g_assert_true (file_holds (fixture->path, desk_profile_get_id (profile)));
}

#define add(name, function) \
  g_test_add ("/profile-store/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("new-file", test_new_file);
  add ("list", test_list);
  add ("saves-by-itself", test_saves_by_itself);
  add ("saves-at-the-end", test_saves_at_the_end);
  add ("unknown-members", test_unknown_members);
  add ("broken-profile", test_broken_profile);
  add ("missing-id", test_missing_id);
  add ("set-aside", test_set_aside);
  add ("not-a-file", test_not_a_file);
  add ("huge-file", test_huge_file);
  add ("symbolic-link", test_symbolic_link);
  add ("cannot-look", test_cannot_look);
  add ("cannot-save", test_cannot_save);
  add ("flush-after-failure", test_flush_after_failure);

  return g_test_run ();
}
