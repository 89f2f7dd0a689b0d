/* test-editor-closing.c: nothing that was filled in is lost without a question
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "editor-scene.h"

static AdwMessageDialog *
get_question (Scene *scene)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data) && gtk_window_get_transient_for (l->data) == GTK_WINDOW (scene->editor))
      return l->data;

  return NULL;
}

/* Closes the editor, which asks, and answers. */
static void
close_and_answer (Scene *scene, const char *answer)
{
  AdwMessageDialog *question;

  gtk_window_close (GTK_WINDOW (scene->editor));
  question = get_question (scene);
  g_assert_nonnull (question);
  wait_until (gtk_window_is_active (GTK_WINDOW (question)));
  g_signal_emit_by_name (find_widget (GTK_WIDGET (question), GTK_TYPE_BUTTON, answer), "clicked");
  wait_until (get_question (scene) == NULL);
}

static void
test_cancel (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProfile) profile = g_object_new (DESK_TYPE_PROFILE, "name", "Home", NULL);

  desk_profile_store_add (scene->store, profile);
  open_editor (scene, profile);
  type_text (get_row (scene, "Name"), "Elsewhere");
  g_assert_true (gtk_widget_grab_focus (get_row (scene, "Password")));
  close_and_answer (scene, "_Keep editing");
  g_assert_nonnull (scene->editor);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (scene, "Name"))), ==, "Elsewhere");
  close_and_answer (scene, "_Discard");
  wait_until (scene->editor == NULL);
  g_assert_null (scene->saved);
  g_assert_cmpstr (desk_profile_get_name (profile), ==, "Home");
}

/* Nobody is asked about what is as it was, a password out of the keyring included. */
static void
test_close_unchanged (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskProfile) profile = g_object_new (DESK_TYPE_PROFILE, "name", "Home", NULL);

  open_editor (scene, NULL);
  gtk_window_close (GTK_WINDOW (scene->editor));
  wait_until (scene->editor == NULL);

  desk_profile_set_username (profile, "me");
  desk_profile_set_variables (profile, (const char *[]) { "site", NULL }, (const char *[]) { "luebeck", NULL });
  desk_profile_store_add (scene->store, profile);
  open_editor (scene, profile);
  type_text (get_row (scene, "Password"), "s3cret");
  close_and_answer (scene, "_Save");
  wait_until (scene->editor == NULL);
  g_assert_true (scene->saved == profile);

  open_editor (scene, profile);
  wait_until (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (get_row (scene, "Password"))), "s3cret") == 0);
  type_text (get_row (scene, "Name"), "Elsewhere");
  type_text (get_row (scene, "Name"), "Home");
  gtk_window_close (GTK_WINDOW (scene->editor));
  wait_until (scene->editor == NULL);
}

/* Whatever is changed, also what could not be saved */
static void
test_close_changed (Scene *scene, gconstpointer data)
{
  static const struct
  {
    const char *title, *text;
  } fields[] = {
    { "Name", "Plant" },   { "Host", "two words" },     { "Port", "70000" },
    { "Port", "1884" },    { "Client ID", "me" },       { "Password", "s3cret" },
    { "Topic", "last/#" }, { "Largest size", "1" }, { "Topic to publish to", "a/#" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_test_message ("%s: %s", fields[i].title, fields[i].text);
      open_editor (scene, NULL);
      type_text (get_row (scene, fields[i].title), fields[i].text);
      close_and_answer (scene, "_Discard");
      wait_until (scene->editor == NULL);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (scene->store)), ==, 0);
}

#define add(path, function) g_test_add ("/editor-closing/" path, Scene, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  ui_scene_init (&argc, &argv);
  add ("asks", test_cancel);
  add ("unchanged", test_close_unchanged);
  add ("changed", test_close_changed);

  return g_test_run ();
}
