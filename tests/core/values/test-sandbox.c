/* test-sandbox.c: what a Flatpak does not let the program see
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "desk-error.h"
#include "desk-sandbox.h"

static char *info_file;

static void
enter (void)
{
  g_assert_true (g_file_set_contents (info_file, "[Application]\n", -1, NULL));
  g_assert_true (desk_sandbox_is_flatpak ());
}

static void
leave (void)
{
  g_assert_cmpint (g_unlink (info_file), ==, 0);
  g_assert_false (desk_sandbox_is_flatpak ());
}

static void
test_override (void)
{
  g_autofree char *outside = desk_sandbox_dup_override ("/run/mosquitto/broker.sock", FALSE);
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "mqtt-desk", "ca.pem", NULL);
  g_autofree char *like_own = g_strconcat (g_get_user_data_dir (), "-not/ca.pem", NULL);
  g_autofree char *socket = NULL;
  g_autofree char *spaced = NULL;
  g_autofree char *of_own = NULL;
  g_autofree char *not_own = NULL;
  g_autofree char *relative = NULL;

  g_assert_null (outside);
  enter ();
  socket = desk_sandbox_dup_override ("/run/mosquitto/broker.sock", FALSE);
  g_assert_cmpstr (socket, ==, "flatpak override --user --filesystem=/run/mosquitto com.example.MqttDesk");
  spaced = desk_sandbox_dup_override ("/home/a/My certificates/ca.pem", TRUE);
  g_assert_cmpstr (spaced, ==, "flatpak override --user --filesystem='/home/a/My certificates':ro com.example.MqttDesk");
  of_own = desk_sandbox_dup_override (own, TRUE);
  g_assert_null (of_own);
  not_own = desk_sandbox_dup_override (like_own, TRUE);
  g_assert_nonnull (not_own);
  relative = desk_sandbox_dup_override ("ca.pem", TRUE);
  g_assert_null (relative);
  leave ();
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mqtt-desk-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "ca.pem", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (desk_sandbox_fail_to_read (&error, DESK_ERROR_CERTIFICATE, path));
  g_assert_no_error (error);

  enter ();
  g_assert_true (desk_sandbox_fail_to_read (&error, DESK_ERROR_CERTIFICATE, path));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_CERTIFICATE);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, "flatpak override"));
  g_clear_error (&error);

  /* It is there, so something else is wrong with it. */
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_assert_false (desk_sandbox_fail_to_read (&error, DESK_ERROR_CERTIFICATE, path));
  g_assert_no_error (error);
  leave ();
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("mqtt-desk-test-XXXXXX", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  info_file = g_build_filename (folder, ".flatpak-info", NULL);
  desk_sandbox_set_info_file (info_file);
  g_test_add_func ("/sandbox/override", test_override);
  g_test_add_func ("/sandbox/files", test_files);
  status = g_test_run ();
  g_rmdir (folder);
  g_free (info_file);

  return status;
}
