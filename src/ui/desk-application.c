/* desk-application.c: the application
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-application"

#include "config.h"

#include <signal.h>

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "desk-about.h"
#include "desk-application.h"
#include "desk-preferences-window.h"
#include "desk-root-drop.h"
#include "desk-window.h"

struct _DeskApplication
{
  AdwApplication parent_instance;

  DeskProfileStore *store; /* (owned) (nullable): from startup on */
  GVariant *request;       /* (owned) (nullable): until it is passed on */
  guint signal_sources[2];
};

G_DEFINE_FINAL_TYPE (DeskApplication, desk_application, ADW_TYPE_APPLICATION)

static DeskWindow *
get_window (DeskApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (DESK_IS_WINDOW (l->data) && !desk_window_is_closing (DESK_WINDOW (l->data)))
      return DESK_WINDOW (l->data);

  return desk_window_new (GTK_APPLICATION (self), self->store);
}

static DeskWindow *
present_window (DeskApplication *self)
{
  DeskWindow *window = get_window (self);

  gtk_window_present (GTK_WINDOW (window));

  return window;
}

/* What the arguments ask for, perhaps those of another process: see desk_application_new(). */
static void
open_request (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskApplication *self = DESK_APPLICATION (user_data);
  DeskWindow *window = present_window (self);
  g_auto (GVariantDict) request = G_VARIANT_DICT_INIT (parameter);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskProfile) profile = NULL;
  g_autofree const char **filters = NULL;
  const char *id = NULL, *uri = NULL, *password = NULL, *problem = NULL;
  gboolean demo = FALSE, ask = FALSE;

  g_variant_dict_lookup (&request, "ask", "b", &ask);
  g_variant_dict_lookup (&request, "problem", "&s", &problem);
  g_variant_dict_lookup (&request, "subscribe", "^a&s", &filters);
  g_variant_dict_lookup (&request, "password", "&s", &password);
  if (g_variant_dict_lookup (&request, "demo", "b", &demo) && demo)
    desk_window_start_demo (window, filters);
  else if (g_variant_dict_lookup (&request, "uri", "&s", &uri))
    profile = desk_profile_new_from_uri (uri, NULL, NULL, &error);
  else if (g_variant_dict_lookup (&request, "profile", "&s", &id))
    g_set_object (&profile, desk_profile_store_find (self->store, id));

  if (problem != NULL)
    desk_window_toast (window, problem);
  else if (profile != NULL && ask)
    desk_window_ask_link (window, profile, password, filters);
  else if (profile != NULL)
    desk_window_open (window, profile, password, filters);
  else if (error != NULL)
    desk_window_toast (window, error->message);
  else if (id != NULL)
    desk_window_toast (window, _ ("This profile was saved by another program. Restart MqttDesk to use it."));
}

static void
new_window (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskApplication *self = DESK_APPLICATION (user_data);

  gtk_window_present (GTK_WINDOW (desk_window_new (GTK_APPLICATION (self), self->store)));
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (user_data)));

  for (GList *l = windows; l != NULL; l = l->next)
    if (DESK_IS_WINDOW (l->data))
      gtk_window_close (GTK_WINDOW (l->data));
}

static gboolean
on_terminate (gpointer user_data)
{
  g_autoptr (GList) windows = NULL;

  /* Without the dialogs, which go with their windows */
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (user_data)); l != NULL; l = l->next)
    if (DESK_IS_WINDOW (l->data))
      windows = g_list_prepend (windows, l->data);
  /* Nobody may be there to answer a question. */
  for (GList *l = windows; l != NULL; l = l->next)
    desk_window_close_at_once (l->data);

  return G_SOURCE_CONTINUE;
}

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  desk_about_show (GTK_WINDOW (present_window (DESK_APPLICATION (user_data))));
}

static void
show_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *preferences = GTK_WINDOW (desk_preferences_window_new ());

  gtk_window_set_transient_for (preferences, GTK_WINDOW (present_window (DESK_APPLICATION (user_data))));
  gtk_window_present (preferences);
}

static void
show_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  desk_window_show_shortcuts (present_window (DESK_APPLICATION (user_data)));
}

static void
add_accelerators (DeskApplication *self)
{
  static const struct
  {
    const char *action;
    const char *accelerators[3];
  } shortcuts[] = {
    { "app.quit", { "<Control>q" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.shortcuts", { "<Control>question" } },
    { "app.new-window", { "<Control>n" } },
    { "win.new-profile", { "<Control><Shift>n" } },
    { "win.open-log", { "<Control>o" } },
    { "win.show-start", { "<Control>t" } },
    { "win.close-tab", { "<Control>w" } },
    { "win.connect", { "<Control>r" } },
    { "win.try-now", { "<Control>r" } },
    { "win.disconnect", { "<Control><Shift>r" } },
    { "win.show-menu", { "F10" } },
  };

  for (int i = 1; i <= 9; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.show-tab(%d)", i);
      g_autofree char *accelerator = g_strdup_printf ("<Control>%d", i);

      gtk_application_set_accels_for_action (GTK_APPLICATION (self), action,
                                             (const char *const[]) { accelerator, NULL });
    }
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action,
                                           shortcuts[i].accelerators);
}

static void
desk_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { "open", open_request, "a{sv}" },
    { "new-window", new_window },
    { "quit", quit },
    { "about", show_about },
    { "preferences", show_preferences },
    { "shortcuts", show_shortcuts },
  };
  DeskApplication *self = DESK_APPLICATION (application);
  g_autofree char *path = desk_profile_store_default_path ();
  g_autoptr (GError) error = NULL;

  G_APPLICATION_CLASS (desk_application_parent_class)->startup (application);

  self->store = desk_profile_store_new (path);
  /* The start page shows what went wrong. */
  if (!desk_profile_store_load (self->store, &error))
    g_message ("%s", error->message);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_accelerators (self);
  desk_root_drop_init ();
  gtk_window_set_default_icon_name (APP_ID);
  self->signal_sources[0] = g_unix_signal_add (SIGTERM, on_terminate, self);
  self->signal_sources[1] = g_unix_signal_add (SIGINT, on_terminate, self);
}

static void
desk_application_shutdown (GApplication *application)
{
  DeskApplication *self = DESK_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (self->signal_sources); i++)
    g_clear_handle_id (&self->signal_sources[i], g_source_remove);
  if (self->store != NULL && !desk_profile_store_flush (self->store, &error))
    g_warning ("The profiles could not be saved: %s", error->message);

  G_APPLICATION_CLASS (desk_application_parent_class)->shutdown (application);
}

static void
desk_application_activate (GApplication *application)
{
  DeskApplication *self = DESK_APPLICATION (application);
  gboolean is_first = gtk_application_get_windows (GTK_APPLICATION (application)) == NULL;
  DeskWindow *window = present_window (self);

  for (guint i = 0; is_first && i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      g_autoptr (DeskProfile) profile = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (desk_profile_get_connect_at_start (profile))
        desk_window_open (window, profile, NULL, NULL);
    }
}

/* What was asked for goes to the process that has the window, be it this one or not. */
static gboolean
desk_application_local_command_line (GApplication *application, char ***arguments, int *exit_status)
{
  DeskApplication *self = DESK_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("mqtt-desk: %s\n", error->message);
      *exit_status = EXIT_FAILURE;
      return TRUE;
    }
  if (self->request != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (application), "open", self->request);
  else
    g_application_activate (application);
  g_clear_pointer (&self->request, g_variant_unref);
  *exit_status = EXIT_SUCCESS;

  return TRUE;
}

static void
desk_application_dispose (GObject *object)
{
  DeskApplication *self = DESK_APPLICATION (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->request, g_variant_unref);

  G_OBJECT_CLASS (desk_application_parent_class)->dispose (object);
}

static void
desk_application_class_init (DeskApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_application_dispose;
  application_class->startup = desk_application_startup;
  application_class->shutdown = desk_application_shutdown;
  application_class->activate = desk_application_activate;
  application_class->local_command_line = desk_application_local_command_line;
}

static void
desk_application_init (DeskApplication *self)
{
}

/**
 * desk_application_new:
 * @request: (nullable): what to open, a dictionary: "profile" (s, an id) or
 *   "uri" (s, without a password), "password" (s), "subscribe" (as, topic
 *   filters), "demo" (b), "ask" (b): before it connects, "problem" (s): what is
 *   wrong with a link; %NULL for the start page
 *
 * There is one window a person: the application of a second process hands
 * @request to the first, as the parameter of the action `app.open`.
 *
 * Returns: (transfer full): the application
 */
DeskApplication *
desk_application_new (GVariant *request)
{
  DeskApplication *self = g_object_new (DESK_TYPE_APPLICATION,
                                        "application-id", APP_ID,
                                        "resource-base-path", "/com/example/MqttDesk",
                                        NULL);

  if (request != NULL)
    self->request = g_variant_ref_sink (request);

  return self;
}
