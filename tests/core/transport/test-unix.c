/* test-unix.c: brokers at a Unix socket
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "attempt.h"
#include "desk-error.h"
#include "desk-sandbox.h"

static GIOStream *
connect_to (const char *path, GError **error)
{
  g_autoptr (DeskEndpoint) endpoint = desk_endpoint_new ("unix", path, 0);
  g_autofree char *shown = desk_endpoint_to_string (endpoint);

  g_assert_cmpstr (shown, ==, path);

  return attempt_connect (endpoint, DESK_STEP_CONNECTING, error);
}

static void
test_connects (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mqtt-desk-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "broker.sock", NULL);
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  /* Nothing is there. */
  g_assert_null (connect_to (path, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);

  g_socket_listener_add_address (listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL,
                                 &error);
  g_assert_no_error (error);
  stream = connect_to (path, &error);
  g_assert_no_error (error);
  g_assert_true (G_IS_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (stream)));
  g_assert_true (G_IS_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (stream)));

  /* Who listened has gone and left it behind. */
  g_socket_listener_close (listener);
  g_assert_null (connect_to (path, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Nobody listens"));
  g_clear_error (&error);

  /* A file of another kind */
  g_unlink (path);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_null (connect_to (path, &error));
  g_assert_true (error->domain == DESK_ERROR);
  g_unlink (path);
  g_rmdir (folder);
}

/* A Flatpak hides the socket: that the broker does not run would be the wrong guess. */
static void
test_sandbox (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mqtt-desk-test-XXXXXX", NULL);
  g_autofree char *info = g_build_filename (folder, ".flatpak-info", NULL);
  g_autofree char *path = g_build_filename (folder, "broker.sock", NULL);
  g_autofree char *option = g_strconcat ("--filesystem=", folder, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (info, "", 0, NULL));
  desk_sandbox_set_info_file (info);
  g_assert_null (connect_to (path, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, option));
  g_unlink (info);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/unix/connects", test_connects);
  g_test_add_func ("/unix/sandbox", test_sandbox);

  return g_test_run ();
}
