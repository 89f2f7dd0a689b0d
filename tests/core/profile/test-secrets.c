/* test-secrets.c: passwords in a real keyring, and without one
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "desk-error.h"
#include "desk-profile-export.h"
#include "desk-profile-import.h"
#include "desk-secrets.h"
#include "wait.h"

#define KEYRING_PASSWORD "opens the keyring"

static char *
lookup (const char *profile_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_secrets_lookup_async (profile_id, DESK_SECRET_PASSWORD, NULL, keep_result, &result);
  wait_until (result != NULL);

  return desk_secrets_lookup_finish (result, error);
}

static gboolean
store (const char *profile_id, const char *password, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_secrets_store_async (profile_id, DESK_SECRET_PASSWORD, "MQTT password of Plant", password, NULL,
                            keep_result, &result);
  wait_until (result != NULL);

  return desk_secrets_store_finish (result, error);
}

static gboolean
clear (const char *profile_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_secrets_clear_async (profile_id, DESK_SECRET_PASSWORD, NULL, keep_result, &result);
  wait_until (result != NULL);

  return desk_secrets_clear_finish (result, error);
}

/* A profile's secrets are apart. */
static void
assert_no_passphrase (const char *profile_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_secrets_lookup_async (profile_id, DESK_SECRET_PASSPHRASE, NULL, keep_result, &result);
  wait_until (result != NULL);
  g_assert_null (desk_secrets_lookup_finish (result, &error));
  g_assert_no_error (error);
}

static void
assert_password (const char *profile_id, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *password = lookup (profile_id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (password, ==, expected);
  desk_secrets_free (password);
}

/* The exported text; NULL if there is an error. */
static char *
export (const char *profile_id, gboolean with_secrets, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("desk-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "export.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GPtrArray) profiles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  char *text = NULL;

  g_ptr_array_add (profiles, g_object_new (DESK_TYPE_PROFILE, "id", profile_id, "name", "Plant", NULL));
  desk_profile_export_async (profiles, with_secrets, file, NULL, keep_result, &result);
  wait_until (result != NULL);
  if (desk_profile_export_finish (result, error))
    {
      struct stat status;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpint (g_stat (path, &status), ==, 0);
      g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  /* A file that is not whole is not there. */
  g_assert_cmpint (g_rmdir (folder), ==, 0);

  return text;
}

static void
assert_exported (const char *profile_id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *with = export (profile_id, TRUE, &error);
  g_autofree char *without = export (profile_id, FALSE, &error);
  g_autoptr (GPtrArray) drafts = NULL;
  DeskSecret secret = DESK_SECRET_PASSPHRASE;

  g_assert_no_error (error);
  g_assert_null (strstr (without, "changed"));
  g_assert_null (strstr (without, "secrets"));
  g_assert_null (strstr (without, "\"id\""));
  g_assert_nonnull (strstr (with, "changed"));

  drafts = desk_profile_import_read_text (with, strlen (with), "", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_cmpuint (desk_profile_draft_get_n_secrets (g_ptr_array_index (drafts, 0)), ==, 1);
  g_assert_cmpstr (desk_profile_draft_get_secret (g_ptr_array_index (drafts, 0), 0, &secret), ==, "changed");
  g_assert_cmpint (secret, ==, DESK_SECRET_PASSWORD);
}

/* libsecret keeps one connection for the life of a process, so each kind of
 * session is met by a process of its own. */
static void
in_unlocked_session (void)
{
  g_autoptr (GError) error = NULL;

  assert_password ("one", NULL);
  g_assert_true (store ("one", "s3cret ü", &error));
  assert_no_passphrase ("one");
  g_assert_true (store ("two", "", &error));
  assert_password ("one", "s3cret ü");
  assert_password ("two", "");
  g_assert_true (store ("one", "changed", &error));
  assert_password ("one", "changed");
  assert_exported ("one");
  g_assert_true (clear ("two", &error));
  g_assert_true (clear ("two", &error));
  g_assert_no_error (error);
  assert_password ("two", NULL);
}

static void
assert_no_keyring (const char *profile_id, const char *word)
{
  g_autoptr (GError) lookup_error = NULL;
  g_autoptr (GError) store_error = NULL;
  g_autoptr (GError) clear_error = NULL;

  g_assert_null (lookup (profile_id, &lookup_error));
  g_assert_error (lookup_error, DESK_ERROR, DESK_ERROR_NO_KEYRING);
  g_assert_nonnull (strstr (lookup_error->message, word));
  g_assert_false (store (profile_id, "x", &store_error));
  g_assert_error (store_error, DESK_ERROR, DESK_ERROR_NO_KEYRING);
  g_assert_nonnull (strstr (store_error->message, word));
  g_assert_false (clear (profile_id, &clear_error));
  g_assert_error (clear_error, DESK_ERROR, DESK_ERROR_NO_KEYRING);
  g_assert_nonnull (strstr (clear_error->message, word));
}

/* What was saved is there, and nobody can be asked to unlock it. */
static void
in_locked_session (void)
{
  g_autoptr (GError) error = NULL;

  assert_no_keyring ("one", "locked");
  g_assert_null (lookup ("never saved", &error));
  g_assert_no_error (error);
}

static void
in_session_without_keyring (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *without = NULL;

  assert_no_keyring ("one", "has no keyring");
  g_assert_null (export ("one", TRUE, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_NO_KEYRING);
  g_clear_error (&error);
  without = export ("one", FALSE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (without, "Plant"));
}

static void
cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  desk_secrets_lookup_async ("one", DESK_SECRET_PASSWORD, cancellable, keep_result, &result);
  wait_until (result != NULL);
  g_assert_null (desk_secrets_lookup_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
on_name (GDBusConnection *connection, const char *name, const char *owner, gpointer user_data)
{
  gboolean *appeared = user_data;

  *appeared = TRUE;
}

/* A test that fails leaves nothing behind. */
static void
die_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* Starts a daemon on the bus, and waits until it has its name; it is unlocked
 * if there is a password. */
static GSubprocess *
start_keyring (const char *address, const char *folder, const char *password)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE
                                                                        | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                                                        | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process;
  gboolean appeared = FALSE;
  guint watch;

  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", folder, TRUE);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  /* Our severity is not for others. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  process = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                         "--components=secrets", password != NULL ? "--unlock" : NULL, NULL);
  g_assert_no_error (error);
  if (password != NULL)
    g_assert_true (g_output_stream_write_all (g_subprocess_get_stdin_pipe (process),
                                              password, strlen (password), NULL, NULL, NULL));
  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);

  connection = g_dbus_connection_new_for_address_sync (address,
                                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                       | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                       NULL, NULL, &error);
  g_assert_no_error (error);
  watch = g_bus_watch_name_on_connection (connection, "org.freedesktop.secrets",
                                          G_BUS_NAME_WATCHER_FLAGS_NONE, on_name, NULL, &appeared, NULL);
  wait_until (appeared);
  g_bus_unwatch_name (watch);

  return process;
}

static void
stop_keyring (GSubprocess *process)
{
  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_object_unref (process);
}

static void
run (const char *test)
{
  g_test_trap_subprocess (test, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
test_keyring (void)
{
  g_autofree char *folder = g_dir_make_tmp ("desk-secrets-XXXXXX", NULL);
  GTestDBus *bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  const char *address;
  GSubprocess *process;

  g_test_dbus_up (bus);
  address = g_test_dbus_get_bus_address (bus);
  run ("/secrets/subprocess/without-keyring");

  process = start_keyring (address, folder, KEYRING_PASSWORD);
  run ("/secrets/subprocess/unlocked");
  run ("/secrets/subprocess/cancelled");
  stop_keyring (process);

  process = start_keyring (address, folder, NULL);
  run ("/secrets/subprocess/locked");
  stop_keyring (process);

  g_test_dbus_down (bus);
  g_object_unref (bus);
  remove_folder (folder);
}

/* A new person's first password, where nobody can be asked for the new
 * keyring's. */
static void
test_no_collection (void)
{
  g_autofree char *folder = g_dir_make_tmp ("desk-secrets-XXXXXX", NULL);
  GTestDBus *bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  GSubprocess *process;

  g_test_dbus_up (bus);
  process = start_keyring (g_test_dbus_get_bus_address (bus), folder, NULL);
  run ("/secrets/subprocess/no-collection");
  stop_keyring (process);
  g_test_dbus_down (bus);
  g_object_unref (bus);
  remove_folder (folder);
}

static void
in_session_without_collection (void)
{
  g_autoptr (GError) error = NULL;

  assert_password ("one", NULL);
  g_assert_true (clear ("one", &error));
  g_assert_no_error (error);
  g_assert_false (store ("one", "x", &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_NO_KEYRING);
  g_assert_nonnull (strstr (error->message, "locked"));
}

static void
test_no_bus (void)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus", TRUE);
  run ("/secrets/subprocess/without-keyring");
}

static void
test_free (void)
{
  desk_secrets_free (NULL);
  desk_secrets_free (g_strdup ("not from the keyring"));
}

int
main (int argc, char *argv[])
{
  /* Not those of the person who runs this. */
  g_setenv ("SECRET_BACKEND", "service", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secrets/keyring", test_keyring);
  g_test_add_func ("/secrets/no-collection", test_no_collection);
  g_test_add_func ("/secrets/no-bus", test_no_bus);
  g_test_add_func ("/secrets/free", test_free);
  g_test_add_func ("/secrets/subprocess/unlocked", in_unlocked_session);
  g_test_add_func ("/secrets/subprocess/locked", in_locked_session);
  g_test_add_func ("/secrets/subprocess/without-keyring", in_session_without_keyring);
  g_test_add_func ("/secrets/subprocess/no-collection", in_session_without_collection);
  g_test_add_func ("/secrets/subprocess/cancelled", cancelled);

  return g_test_run ();
}
