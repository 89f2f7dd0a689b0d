/* test-http-head.c: heads of HTTP responses, good and bad
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-http-head.h"

/* Feeds until something else than %DESK_HTTP_MORE is known. */
static DeskHttpProgress
feed (DeskHttpHead *head, const char *bytes, gsize length)
{
  DeskHttpProgress progress = DESK_HTTP_MORE;

  for (gsize i = 0; i < length && progress == DESK_HTTP_MORE; i++)
    progress = desk_http_head_feed (head, bytes[i]);

  return progress;
}

static void
test_good (void)
{
  g_autoptr (DeskHttpHead) head = desk_http_head_new ();
  const char *bytes = "HTTP/1.1 101 Switching Protocols\r\nUPGRADE:websocket \r\nConnection: keep-alive\r\n"
                      "Connection:\tUpgrade\nX-Empty:\r\n\r\nrest";
  gsize length;

  g_assert_cmpint (feed (head, bytes, strlen (bytes)), ==, DESK_HTTP_DONE);
  g_assert_cmpuint (desk_http_head_get_status (head), ==, 101);
  g_assert_cmpstr (desk_http_head_get_reason (head), ==, "Switching Protocols");
  g_assert_cmpstr (desk_http_head_get (head, "upgrade"), ==, "websocket");
  g_assert_cmpstr (desk_http_head_get (head, "connection"), ==, "keep-alive, Upgrade");
  g_assert_cmpstr (desk_http_head_get (head, "x-empty"), ==, "");
  g_assert_null (desk_http_head_get (head, "server"));
  g_assert_true (desk_http_head_has (head, "connection", "upgrade"));
  g_assert_false (desk_http_head_has (head, "connection", "keep"));
  g_assert_false (desk_http_head_has (head, "server", "upgrade"));
  desk_http_head_peek (head, &length);
  g_assert_cmpuint (length, ==, strlen (bytes) - strlen ("rest"));
}

static void
test_bad (void)
{
  static const struct
  {
    const char *bytes;
    DeskHttpProgress progress;
  } cases[] = {
    { "HTTP/1.0 404\r\n\r\n", DESK_HTTP_DONE },
    { "HTTP/1.1 200 \n\n", DESK_HTTP_DONE },
    { "HTTP/1.1 200 OK\r\n", DESK_HTTP_MORE },
    { "HTTP/2", DESK_HTTP_NOT_HTTP },
    { "http/1.1", DESK_HTTP_NOT_HTTP },
    { "\r\n", DESK_HTTP_NOT_HTTP },
    { "SSH-2.0-OpenSSH", DESK_HTTP_NOT_HTTP },
    { "\x20\x02\x01\x02", DESK_HTTP_NOT_HTTP },
    { "HTTP/1.1\n", DESK_HTTP_BROKEN },
    { "HTTP/1.x 200 OK\n", DESK_HTTP_BROKEN },
    { "HTTP/1.1 20 OK\n", DESK_HTTP_BROKEN },
    { "HTTP/1.1 2000\n", DESK_HTTP_BROKEN },
    { "HTTP/1.1  200\n", DESK_HTTP_BROKEN },
    { "HTTP/1.1 200 OK\nno colon\n", DESK_HTTP_BROKEN },
    { "HTTP/1.1 200 OK\n: no name\n", DESK_HTTP_BROKEN },
    { "HTTP/1.1 200 OK\na: b\n folded\n", DESK_HTTP_BROKEN },
    { "HTTP/1.1 200 OK\na : b\n", DESK_HTTP_BROKEN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DeskHttpHead) head = desk_http_head_new ();

      g_test_message ("%s", cases[i].bytes);
      g_assert_cmpint (feed (head, cases[i].bytes, strlen (cases[i].bytes)), ==, cases[i].progress);
    }
}

/* A NUL, a line without end and lines without end */
static void
test_limits (void)
{
  g_autoptr (DeskHttpHead) nul = desk_http_head_new ();
  g_autoptr (DeskHttpHead) line = desk_http_head_new ();
  g_autoptr (DeskHttpHead) lines = desk_http_head_new ();
  const char *begin = "HTTP/1.1 200 OK\r\n";
  DeskHttpProgress progress;
  gsize length;

  g_assert_cmpint (feed (nul, "HTTP/1.1 200 \0", 14), ==, DESK_HTTP_BROKEN);

  g_assert_cmpint (feed (line, begin, strlen (begin)), ==, DESK_HTTP_MORE);
  while ((progress = desk_http_head_feed (line, 'a')) == DESK_HTTP_MORE)
    ;
  g_assert_cmpint (progress, ==, DESK_HTTP_TOO_LONG);

  g_assert_cmpint (feed (lines, begin, strlen (begin)), ==, DESK_HTTP_MORE);
  while ((progress = feed (lines, "a: b\r\n", 6)) == DESK_HTTP_MORE)
    ;
  g_assert_cmpint (progress, ==, DESK_HTTP_TOO_LONG);
  desk_http_head_peek (lines, &length);
  g_assert_cmpuint (length, ==, DESK_HTTP_HEAD_MAX);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http-head/good", test_good);
  g_test_add_func ("/http-head/bad", test_bad);
  g_test_add_func ("/http-head/limits", test_limits);

  return g_test_run ();
}
