/* desk-window-actions.c: what a person can do in the window
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-window"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "desk-history-removal.h"
#include "desk-profile-editor.h"
#include "desk-profile-removal.h"
#include "desk-secrets.h"
#include "desk-toast.h"
#include "desk-trust-question.h"
#include "desk-window-private.h"

static DeskProfile *
find_profile (DeskWindow *self, GVariant *parameter)
{
  return desk_profile_store_find (self->store, g_variant_get_string (parameter, NULL));
}

static void
on_saved (DeskWindow *self, DeskProfile *profile)
{
  DeskTab *tab = _desk_window_find_tab (desk_profile_get_id (profile), NULL);

  if (tab != NULL && desk_session_get_state (desk_tab_get_session (tab)) != DESK_SESSION_DISCONNECTED)
    desk_window_toast (self, _ ("Saved. The changes are used at the next connect."));
  /* What opened the editor, such as a menu, may be gone. */
  _desk_window_focus_profile (self, profile);
}

static void
show_notice (gpointer window, const char *words)
{
  desk_window_toast (DESK_WINDOW (window), words);
}

static void
edit (DeskWindow *self, DeskProfile *profile)
{
  DeskProfileEditor *editor = desk_profile_editor_new (self->store, profile, show_notice, G_OBJECT (self));

  gtk_window_set_transient_for (GTK_WINDOW (editor), GTK_WINDOW (self));
  g_signal_connect_object (editor, "saved", G_CALLBACK (on_saved), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
new_profile (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  edit (DESK_WINDOW (user_data), NULL);
}

static void
edit_profile (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  DeskProfile *profile = find_profile (self, parameter);

  if (profile != NULL)
    edit (self, profile);
}

static void
open_profile (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  DeskProfile *profile = find_profile (self, parameter);

  if (profile != NULL)
    desk_window_open (self, profile, NULL, NULL);
}

typedef struct
{
  DeskWindow *self;     /* (owned) */
  DeskProfile *profile; /* (owned): the duplicate */
  DeskSecret secret;
} Duplication;

static void
duplication_free (Duplication *duplication)
{
  g_object_unref (duplication->self);
  g_object_unref (duplication->profile);
  g_free (duplication);
}

static void
on_duplicate_secret_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Duplication *duplication = user_data;
  g_autoptr (GError) error = NULL;

  if (!desk_secrets_store_finish (result, &error))
    {
      g_autofree char *words = g_strdup_printf (_ ("The password was not duplicated: %s"), error->message);

      desk_window_toast (duplication->self, words);
    }
  duplication_free (duplication);
}

/* Without a keyring there is nothing to duplicate, and connecting says why. */
static void
on_original_secret_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Duplication *duplication = user_data;
  char *password = desk_secrets_lookup_finish (result, NULL);

  if (password == NULL)
    {
      duplication_free (duplication);
      return;
    }
  desk_secrets_store_async (desk_profile_get_id (duplication->profile), duplication->secret,
                            desk_profile_get_name (duplication->profile), password, NULL,
                            on_duplicate_secret_stored, duplication);
  desk_secrets_free (password);
}

static void
duplicate_secret (DeskWindow *self, DeskProfile *original, DeskProfile *duplicate, DeskSecret secret)
{
  Duplication *duplication = g_new0 (Duplication, 1);

  *duplication = (Duplication) { g_object_ref (self), g_object_ref (duplicate), secret };
  desk_secrets_lookup_async (desk_profile_get_id (original), secret, NULL, on_original_secret_found,
                             duplication);
}

static void
add_duplicate (DeskWindow *self, DeskProfile *original)
{
  g_autofree char *name = desk_profile_store_unique_name (self->store, desk_profile_get_name (original));
  g_autoptr (DeskProfile) profile = desk_profile_duplicate (original, name);
  g_autofree char *words = g_strdup_printf (_ ("Saved as “%s”"), name);
  AdwToast *toast;

  desk_profile_store_add (self->store, profile);
  toast = desk_toast (GTK_WIDGET (self->tab_view), words);
  if (toast != NULL)
    {
      adw_toast_set_button_label (toast, _ ("_Edit"));
      adw_toast_set_action_target (toast, "s", desk_profile_get_id (profile));
      adw_toast_set_action_name (toast, "win.edit-profile");
    }

  if (!desk_profile_get_temporary (original))
    for (guint secret = 0; secret < DESK_N_SECRETS; secret++)
      duplicate_secret (self, original, profile, (DeskSecret) secret);
}

static void
duplicate_profile (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  DeskProfile *profile = find_profile (self, parameter);

  if (profile != NULL)
    add_duplicate (self, profile);
}

static void
save_profile (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  DeskTab *tab = _desk_window_get_selected_tab (self);

  if (tab != NULL)
    add_duplicate (self, desk_session_get_profile (desk_tab_get_session (tab)));
}

static void
delete_profile (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  DeskProfile *profile = find_profile (self, parameter);

  if (profile != NULL)
    desk_profile_remove_with_undo (self->store, profile, GTK_WIDGET (self->tab_view));
}

static void
delete_history (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  DeskProfile *profile = find_profile (self, parameter);
  DeskTab *tab;

  if (profile == NULL)
    return;
  tab = _desk_window_find_tab (desk_profile_get_id (profile), NULL);
  desk_history_remove (profile, tab != NULL ? desk_session_get_log (desk_tab_get_session (tab)) : NULL,
                       GTK_WIDGET (self->tab_view));
}

static void
quick_connect (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *topic_filter = NULL;
  char *password = NULL;
  g_autoptr (DeskProfile) profile = desk_profile_new_from_uri (g_variant_get_string (parameter, NULL),
                                                               &password, &topic_filter, &error);
  const char *const filters[] = { topic_filter, NULL };

  if (profile != NULL)
    desk_window_open (self, profile, password, filters);
  else
    desk_window_toast (self, error->message);
  g_clear_pointer (&password, desk_secrets_free);
}

static void
connect_session (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  DeskTab *tab = _desk_window_get_selected_tab (self);
  DeskProfile *profile;

  if (tab == NULL)
    return;

  profile = desk_session_get_profile (desk_tab_get_session (tab));
  if (_desk_window_is_ended_demo (desk_tab_get_session (tab)))
    {
      desk_window_start_demo (self, NULL);
      return;
    }
  if (!desk_profile_get_temporary (profile))
    g_object_set (profile, "last-used", g_get_real_time () / G_USEC_PER_SEC, NULL);
  desk_sign_in_start (desk_tab_get_sign_in (tab), GTK_WINDOW (self));
}

static void
on_trusted (gpointer window)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), "connect", NULL);
}

static void
trust_certificate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  DeskTab *tab = _desk_window_get_selected_tab (self);

  if (tab != NULL)
    desk_trust_question_ask (GTK_WINDOW (self), desk_tab_get_session (tab), on_trusted);
}

static void
disconnect_session (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskTab *tab = _desk_window_get_selected_tab (DESK_WINDOW (user_data));

  if (tab != NULL)
    desk_session_stop (desk_tab_get_session (tab));
}

static void
try_now (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskTab *tab = _desk_window_get_selected_tab (DESK_WINDOW (user_data));

  if (tab != NULL)
    desk_session_try_now (desk_tab_get_session (tab));
}

static void
connect_as_new_client (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskTab *tab = _desk_window_get_selected_tab (DESK_WINDOW (user_data));

  if (tab != NULL)
    desk_session_start_as_new_client (desk_tab_get_session (tab));
}

/* The last page cannot be closed without the window, as in other programs with tabs. */
static void
close_tab (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskWindow *self = DESK_WINDOW (user_data);
  AdwTabPage *page = _desk_window_get_meant_page (self);

  if (page == NULL || (adw_tab_view_get_n_pages (self->tab_view) == 1 && desk_tab_from_page (page) == NULL))
    gtk_window_close (GTK_WINDOW (self));
  else
    adw_tab_view_close_page (self->tab_view, page);
}

static void
show_start (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _desk_window_show_start (DESK_WINDOW (user_data));
}

static void
show_menu (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_menu_button_popup (DESK_WINDOW (user_data)->menu_button);
}

static void
show_security (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  desk_security_button_show (DESK_WINDOW (user_data)->security_button);
}

static void
copy_security (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  desk_security_button_copy (DESK_WINDOW (user_data)->security_button);
}

static void
start_demo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  desk_window_start_demo (DESK_WINDOW (user_data), NULL);
}

static void
set_enabled (DeskWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
_desk_window_update_actions (DeskWindow *self)
{
  DeskTab *tab = _desk_window_get_selected_tab (self);
  DeskSession *session = tab != NULL ? desk_tab_get_session (tab) : NULL;
  DeskSessionState state = session != NULL ? desk_session_get_state (session) : DESK_SESSION_DISCONNECTED;
  const GError *error = session != NULL ? desk_session_get_error (session) : NULL;

  set_enabled (self, "connect", session != NULL && state == DESK_SESSION_DISCONNECTED && !desk_tab_get_offline (tab));
  set_enabled (self, "disconnect", session != NULL && state != DESK_SESSION_DISCONNECTED
                                   && state != DESK_SESSION_DISCONNECTING);
  set_enabled (self, "try-now", session != NULL && state == DESK_SESSION_WAITING);
  set_enabled (self, "connect-as-new-client",
               session != NULL && state == DESK_SESSION_DISCONNECTED
                   && g_error_matches (error, DESK_ERROR, DESK_ERROR_CLIENT_ID_TAKEN));
  set_enabled (self, "check-connection", session != NULL && !desk_tab_get_offline (tab));
  set_enabled (self, "trust-certificate",
               state == DESK_SESSION_DISCONNECTED && desk_error_get_fingerprint (error) != NULL);
  set_enabled (self, "save-profile",
               session != NULL && !desk_tab_get_offline (tab)
                   && desk_profile_get_temporary (desk_session_get_profile (session)));
  set_enabled (self, "show-security", session != NULL && desk_session_get_security (session) != NULL);
  set_enabled (self, "copy-security", session != NULL && desk_session_get_security (session) != NULL);
  set_enabled (self, "demo", !self->demo_starting);
  _desk_window_update_link_actions (self);
}

void
_desk_window_add_actions (DeskWindow *self)
{
  static const GActionEntry entries[] = {
    { "new-profile", new_profile },
    { "open-profile", open_profile, "s" },
    { "edit-profile", edit_profile, "s" },
    { "duplicate-profile", duplicate_profile, "s" },
    { "delete-profile", delete_profile, "s" },
    { "delete-history", delete_history, "s" },
    { "save-profile", save_profile },
    { "quick-connect", quick_connect, "s" },
    { "connect", connect_session },
    { "disconnect", disconnect_session },
    { "try-now", try_now },
    { "connect-as-new-client", connect_as_new_client },
    { "trust-certificate", trust_certificate },
    { "check-connection", _desk_window_check_connection },
    { "close-tab", close_tab },
    { "show-start", show_start },
    { "show-menu", show_menu },
    { "show-security", show_security },
    { "copy-security", copy_security },
    { "open-log", _desk_window_ask_log },
    { "open-log-file", _desk_window_open_log_file, "s" },
    { "demo", start_demo },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  _desk_window_add_profile_actions (self);
  _desk_window_update_actions (self);
}
