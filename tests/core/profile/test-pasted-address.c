/* test-pasted-address.c: addresses that are pasted where a host belongs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-pasted-address.h"

static void
test_addresses (void)
{
  static const struct
  {
    const char *text, *transport, *host;
    guint port;
    const char *path, *username, *password, *left_out;
  } cases[] = {
    { "mqtt://h", "mqtt", "h", 1883, "", "", NULL, NULL },
    { "mqtts://user:p%40ss@h:8884/path?a=b", "mqtts", "h", 8884, "", "user", "p@ss", "/path?a=b" },
    { "mqtts://h?a=b", "mqtts", "h", 8883, "", "", NULL, "?a=b" },
    { "TCP://H:1884/", "mqtt", "H", 1884, "", "", NULL, NULL },
    { "ssl://h", "mqtts", "h", 8883, "", "", NULL, NULL },
    { "tls://h:1", "mqtts", "h", 1, "", "", NULL, NULL },
    { " wss://u@h/mqtt?token=c \n", "wss", "h", 443, "/mqtt?token=c", "u", NULL, NULL },
    { "ws://h:9001", "ws", "h", 9001, "", "", NULL, NULL },
    { "unix:///run/m.sock", "unix", "", 1883, "/run/m.sock", "", NULL, NULL },
    { "h:1884", NULL, "h", 1884, "", "", NULL, NULL },
    { "192.168.1.10:1884\n", NULL, "192.168.1.10", 1884, "", "", NULL, NULL },
    { "[fe80::1%eth0]:1884", NULL, "fe80::1%eth0", 1884, "", "", NULL, NULL },
    { "[::1]", NULL, "::1", 0, "", "", NULL, NULL },
    { "u:a:b@h:1884/a/#", NULL, "h", 1884, "", "u", "a:b", "/a/#" },
    { "u@h", NULL, "h", 0, "", "u", NULL, NULL },
    { "mqtt://u:p?x@h", "mqtt", "h", 1883, "", "u", "p?x", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DeskPastedAddress) address = desk_pasted_address_parse (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_nonnull (address);
      g_assert_cmpstr (address->transport, ==, cases[i].transport);
      g_assert_cmpstr (address->host, ==, cases[i].host);
      g_assert_cmpuint (address->port, ==, cases[i].port);
      g_assert_cmpstr (address->path, ==, cases[i].path);
      g_assert_cmpstr (address->username, ==, cases[i].username);
      g_assert_cmpstr (address->password, ==, cases[i].password);
      g_assert_cmpstr (address->left_out, ==, cases[i].left_out);
    }
}

/* A host, be it an odd one, and what nobody can understand: they stay as they are. */
static void
test_no_addresses (void)
{
  static const char *const texts[] = {
    "", " ", "h", "h.example", "::1", "fe80::1%eth0", "two words", "h:", "h:x", "h:1883x", "h:70000", "h/path",
    "http://h", "https://h/mqtt", "://h", "mqtt://", "mqtt://a b", "mqtt://h:x", "mqtt://u:s3cret/x@h",
    "${random:8}.example", "${site}", "${site}:1883", "h:1:2", "mqtt", "mqtt:", "@", "a@",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_null (desk_pasted_address_parse (texts[i]));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pasted-address/addresses", test_addresses);
  g_test_add_func ("/pasted-address/no-addresses", test_no_addresses);

  return g_test_run ();
}
