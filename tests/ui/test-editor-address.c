/* test-editor-address.c: an address that is pasted as a host is taken apart
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "editor-scene.h"

static const char *
get_text (Scene *scene, const char *title)
{
  return gtk_editable_get_text (GTK_EDITABLE (get_row (scene, title)));
}

static guint
get_transport (Scene *scene)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (get_row (scene, "Connection")));
}

/* The row that tells what was done; NULL while it is not seen */
static GtkWidget *
get_note (Scene *scene)
{
  GtkWidget *row = get_row (scene, "Filled in from the address");

  return gtk_widget_get_visible (row) ? row : NULL;
}

static void
paste (Scene *scene, const char *text)
{
  GtkEditable *host = gtk_editable_get_delegate (GTK_EDITABLE (get_row (scene, "Host")));

  gtk_widget_grab_focus (get_row (scene, "Host"));
  gtk_editable_select_region (host, 0, -1);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (scene->editor), text);
  g_signal_emit_by_name (host, "paste-clipboard");
}

/* As if on the keyboard: one character after the other */
static void
type_host (Scene *scene, const char *text)
{
  GtkEditable *host = gtk_editable_get_delegate (GTK_EDITABLE (get_row (scene, "Host")));

  gtk_widget_grab_focus (get_row (scene, "Host"));
  gtk_editable_delete_text (host, 0, -1);
  for (int i = 0; text[i] != '\0'; i++)
    {
      int position = i;

      gtk_editable_insert_text (host, &text[i], 1, &position);
    }
}

static void
test_pasted (Scene *scene, gconstpointer data)
{
  const char *words;

  open_editor (scene, NULL);
  type_text (get_row (scene, "Name"), "Plant");
  paste (scene, "mqtts://ada:right%20word@broker.example:8884/plant/+?x=y");
  wait_until (get_note (scene) != NULL);
  g_assert_cmpuint (get_transport (scene), ==, MQTTS);
  g_assert_cmpstr (get_text (scene, "Host"), ==, "broker.example");
  g_assert_cmpstr (get_text (scene, "Port"), ==, "8884");
  g_assert_cmpstr (get_text (scene, "User name"), ==, "ada");
  g_assert_cmpstr (get_text (scene, "Password"), ==, "right word");
  g_assert_true (can_save (scene));
  words = adw_action_row_get_subtitle (ADW_ACTION_ROW (get_note (scene)));
  g_assert_nonnull (strstr (words, "/plant/+?x=y"));
  g_assert_null (strstr (words, "right"));

  g_signal_emit_by_name (find_widget (get_note (scene), GTK_TYPE_BUTTON, "_Undo"), "clicked");
  g_assert_null (get_note (scene));
  g_assert_cmpuint (get_transport (scene), ==, MQTT);
  g_assert_cmpstr (get_text (scene, "Host"), ==, "localhost");
  g_assert_cmpstr (get_text (scene, "Port"), ==, "1883");
  g_assert_cmpstr (get_text (scene, "User name"), ==, "");
  g_assert_cmpstr (get_text (scene, "Password"), ==, "");
}

static void
test_kinds (Scene *scene, gconstpointer data)
{
  static const struct
  {
    const char *text;
    guint transport;
    const char *host, *port, *path;
  } cases[] = {
    { "wss://h.example/mqtt?a=b", WSS, "h.example", "443", "/mqtt?a=b" },
    { "ws://h.example:9001/x", WS, "h.example", "9001", "/x" },
    { "tcp://h.example", MQTT, "h.example", "1883", "/x" },
    { "ssl://h.example", MQTTS, "h.example", "8883", "/x" },
    { "other.example:1884", MQTTS, "other.example", "1884", "/x" },
    { "[::1]:1885", MQTTS, "::1", "1885", "/x" },
  };

  open_editor (scene, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      type_text (get_row (scene, "Host"), cases[i].text);
      g_assert_nonnull (get_note (scene));
      g_assert_cmpuint (get_transport (scene), ==, cases[i].transport);
      g_assert_cmpstr (get_text (scene, "Host"), ==, cases[i].host);
      g_assert_cmpstr (get_text (scene, "Port"), ==, cases[i].port);
      g_assert_cmpstr (get_text (scene, "Path"), ==, cases[i].path);
    }
  paste (scene, "unix:///run/m.sock");
  wait_until (get_transport (scene) == UNIX);
  g_assert_cmpstr (get_text (scene, "Path of the socket"), ==, "/run/m.sock");
  g_signal_emit_by_name (find_widget (get_note (scene), GTK_TYPE_BUTTON, "_Undo"), "clicked");
  g_assert_cmpuint (get_transport (scene), ==, MQTTS);
  g_assert_cmpstr (get_text (scene, "Host"), ==, "::1");
}

/* While it is typed nothing jumps: only when the field is left. */
static void
test_typed (Scene *scene, gconstpointer data)
{
  open_editor (scene, NULL);
  type_text (get_row (scene, "Name"), "Plant");
  type_host (scene, "wss://me@h.example");
  g_assert_cmpstr (get_text (scene, "Host"), ==, "wss://me@h.example");
  g_assert_nonnull (strstr (get_words_below (scene, "Host"), "whole address"));
  g_assert_false (can_save (scene));
  gtk_widget_grab_focus (get_row (scene, "Client ID"));
  wait_until (get_note (scene) != NULL);
  g_assert_cmpstr (get_text (scene, "Host"), ==, "h.example");
  g_assert_cmpstr (get_text (scene, "User name"), ==, "me");
  g_assert_true (can_save (scene));

  type_host (scene, "other:1");
  g_signal_emit_by_name (get_row (scene, "Host"), "entry-activated");
  wait_until (g_str_equal (get_text (scene, "Host"), "other"));
  g_assert_cmpstr (get_text (scene, "Port"), ==, "1");
  g_assert_nonnull (scene->editor);
}

/* A host that merely looks odd is what the person wanted, or a mistake that is marked. */
static void
test_odd_hosts (Scene *scene, gconstpointer data)
{
  static const char *const hosts[] = {
    "two words", "http://h.example", "h:x", "fe80::1%eth0", "${site}:1883", "mqtt://u:s3cret/x@h", "h.example/mqtt",
  };

  open_editor (scene, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      type_text (get_row (scene, "Host"), hosts[i]);
      gtk_widget_grab_focus (get_row (scene, "Host"));
      gtk_widget_grab_focus (get_row (scene, "Port"));
      g_assert_null (get_note (scene));
      g_assert_cmpstr (get_text (scene, "Host"), ==, hosts[i]);
    }
}

#define add(path, function) g_test_add ("/editor-address/" path, Scene, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  ui_scene_init (&argc, &argv);
  add ("pasted", test_pasted);
  add ("kinds", test_kinds);
  add ("typed", test_typed);
  add ("odd-hosts", test_odd_hosts);

  return g_test_run ();
}
