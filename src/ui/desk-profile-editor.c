/* desk-profile-editor.c: a window to make or change a profile
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-editor"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-advanced-group.h"
#include "desk-check-window.h"
#include "desk-expander-scroll.h"
#include "desk-general-group.h"
#include "desk-mqtt5-group.h"
#include "desk-profile-editor.h"
#include "desk-proxy-group.h"
#include "desk-security-group.h"
#include "desk-session-options.h"
#include "desk-unsaved-question.h"
#include "desk-will-group.h"

struct _DeskProfileEditor
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;     /* (unowned) */
  AdwPreferencesPage *page;  /* (unowned) */
  GPtrArray *groups;         /* (owned) (element-type DeskEditorGroup): in the order of group_types */

  DeskProfileStore *store;   /* (owned) */
  DeskProfile *profile;      /* (owned) (nullable): the one of the store that is changed */
  DeskProfile *draft;        /* (owned): what is filled in, once it is saved */
  char *loaded;              /* (owned): what was filled in at first, to tell whether that changed */
  gboolean may_close;        /* without a question */
  DeskNoticeFunc notice;
  GObject *listener;         /* (owned): for @notice */
};

G_DEFINE_FINAL_TYPE (DeskProfileEditor, desk_profile_editor, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Another group is a file and one line here. The first one is the general one. */
static GType (*const group_types[]) (void) = {
  desk_general_group_get_type, desk_security_group_get_type, desk_will_group_get_type,
  desk_mqtt5_group_get_type,   desk_proxy_group_get_type,    desk_advanced_group_get_type,
};

static DeskGeneralGroup *
get_general_group (DeskProfileEditor *self)
{
  return DESK_GENERAL_GROUP (g_ptr_array_index (self->groups, 0));
}

/* From @first on */
static gboolean
are_valid (DeskProfileEditor *self, guint first)
{
  for (guint i = first; i < self->groups->len; i++)
    if (!desk_editor_group_get_valid (g_ptr_array_index (self->groups, i)))
      return FALSE;

  return TRUE;
}

static gboolean
get_can_save (DeskProfileEditor *self)
{
  return are_valid (self, 0);
}

static void
update_save_enabled (DeskProfileEditor *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save", get_can_save (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.check-connection",
                                 are_valid (self, 1)
                                     && desk_general_group_get_can_connect (get_general_group (self)));
}

static void
store (DeskProfileEditor *self, DeskProfile *profile)
{
  for (guint i = 0; i < self->groups->len; i++)
    desk_editor_group_store (g_ptr_array_index (self->groups, i), profile);
}

/* Returns: (transfer full): all that is filled in and no secret. What cannot be saved shows in who has it. */
static char *
describe (DeskProfileEditor *self)
{
  g_autoptr (DeskProfile) filled_in = desk_profile_copy (self->draft);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *json = NULL;
  g_autoptr (GString) text = NULL;

  store (self, filled_in);
  json_node_take_object (node, desk_profile_to_json (filled_in));
  json = json_to_string (node, FALSE);
  text = g_string_new (json);
  g_string_append_c (text, desk_general_group_get_can_connect (get_general_group (self)) ? '1' : '0');
  for (guint i = 1; i < self->groups->len; i++)
    g_string_append_c (text, desk_editor_group_get_valid (g_ptr_array_index (self->groups, i)) ? '1' : '0');

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
has_changes (DeskProfileEditor *self)
{
  g_autofree char *now = describe (self);

  for (guint i = 0; i < self->groups->len; i++)
    if (desk_editor_group_get_secrets_changed (g_ptr_array_index (self->groups, i)))
      return TRUE;

  return !g_str_equal (now, self->loaded);
}

static void
save (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskProfileEditor *self = DESK_PROFILE_EDITOR (widget);
  DeskProfile *saved;

  store (self, self->draft);
  if (self->profile != NULL)
    {
      saved = self->profile;
      desk_profile_update (saved, self->draft);
    }
  else
    {
      saved = self->draft;
      desk_profile_store_add (self->store, saved);
    }
  for (guint i = 0; i < self->groups->len; i++)
    desk_editor_group_save_secrets (g_ptr_array_index (self->groups, i), saved, self->notice, self->listener);
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, saved);
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
generate_client_id (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_general_group_generate_client_id (get_general_group (DESK_PROFILE_EDITOR (widget)));
}

static const char *
get_secret (DeskProfileEditor *self, DeskSecret secret)
{
  const char *text = NULL;

  for (guint i = 0; i < self->groups->len && text == NULL; i++)
    text = desk_editor_group_get_secret (g_ptr_array_index (self->groups, i), secret);

  return text;
}

/* What is filled in, saved or not */
static DeskConnectOptions *
make_options (gpointer editor)
{
  DeskProfileEditor *self = DESK_PROFILE_EDITOR (editor);
  g_autofree char *client_id = desk_profile_expand_known (self->draft, desk_profile_get_client_id (self->draft));

  DeskConnectOptions *options
      = desk_connect_options_from_profile (self->draft, client_id, get_secret (self, DESK_SECRET_PASSWORD),
                                           get_secret (self, DESK_SECRET_PASSPHRASE),
                                           get_secret (self, DESK_SECRET_PROXY_PASSWORD),
                                           get_secret (self, DESK_SECRET_HEADERS));

  desk_connect_options_set_authentication (options, self->draft, get_secret (self, DESK_SECRET_AUTHENTICATION));

  return options;
}

static void
on_mended (DeskProfileEditor *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    desk_editor_group_load (g_ptr_array_index (self->groups, i), self->draft);
}

static void
check_connection (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskProfileEditor *self = DESK_PROFILE_EDITOR (widget);
  DeskCheckWindow *window = desk_check_window_new (GTK_WINDOW (self), self->draft, make_options, G_OBJECT (self));

  store (self, self->draft);
  g_signal_connect_object (window, "mended", G_CALLBACK (on_mended), self, G_CONNECT_SWAPPED);
  desk_check_window_open (window);
}

static void
create_groups (DeskProfileEditor *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (group_types); i++)
    {
      GtkWidget *group = g_object_new (group_types[i] (), NULL);

      g_ptr_array_add (self->groups, group);
      adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
      desk_expander_scroll_follow (group);
    }
}

static void
load (DeskProfileEditor *self)
{
  desk_general_group_set_store (get_general_group (self), self->store, self->profile);
  for (guint i = 0; i < self->groups->len; i++)
    {
      DeskEditorGroup *group = g_ptr_array_index (self->groups, i);

      desk_editor_group_load (group, self->draft);
      desk_editor_group_load_secrets (group, self->draft);
      g_signal_connect_object (group, "notify::valid", G_CALLBACK (update_save_enabled), self,
                               G_CONNECT_SWAPPED);
    }
  update_save_enabled (self);
  self->loaded = describe (self);
}

static gboolean
close_now (gpointer user_data)
{
  DeskProfileEditor *self = DESK_PROFILE_EDITOR (user_data);

  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));

  return G_SOURCE_REMOVE;
}

/* GTK 4.8 crashes when the window goes while the dialog above it is still answering. */
static void
discard (DeskProfileEditor *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, close_now, g_object_ref (self), g_object_unref);
}

static gboolean
save_now (gpointer user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (user_data), "editor.save", NULL);

  return G_SOURCE_REMOVE;
}

static void
save_after_all (DeskProfileEditor *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, save_now, g_object_ref (self), g_object_unref);
}

static gboolean
desk_profile_editor_close_request (GtkWindow *window)
{
  DeskProfileEditor *self = DESK_PROFILE_EDITOR (window);

  if (!self->may_close && has_changes (self))
    {
      g_autoptr (DeskProfile) filled_in = desk_profile_copy (self->draft);

      store (self, filled_in);
      desk_unsaved_question_ask (window, desk_profile_get_name (filled_in), get_can_save (self),
                                 G_CALLBACK (discard), G_CALLBACK (save_after_all), self);
      return GDK_EVENT_STOP;
    }

  return GTK_WINDOW_CLASS (desk_profile_editor_parent_class)->close_request (window);
}

/* GtkListBox lets Tab leave the list; in a form it goes to the next row. */
static gboolean
desk_profile_editor_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;
  gboolean forward = direction == GTK_DIR_TAB_FORWARD;

  if (row != NULL && (forward || direction == GTK_DIR_TAB_BACKWARD))
    {
      if (focus != row && gtk_widget_child_focus (row, direction))
        return TRUE;
      for (row = forward ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row); row != NULL;
           row = forward ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row))
        if (gtk_widget_child_focus (row, direction))
          return TRUE;
    }

  return GTK_WIDGET_CLASS (desk_profile_editor_parent_class)->focus (widget, direction);
}

static void
desk_profile_editor_dispose (GObject *object)
{
  DeskProfileEditor *self = DESK_PROFILE_EDITOR (object);

  g_clear_object (&self->listener);
  /* libadwaita 1.2 crashes when a password row goes while it has the focus. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  g_ptr_array_set_size (self->groups, 0);
  g_clear_object (&self->store);
  g_clear_object (&self->profile);
  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_PROFILE_EDITOR);

  G_OBJECT_CLASS (desk_profile_editor_parent_class)->dispose (object);
}

static void
desk_profile_editor_finalize (GObject *object)
{
  g_ptr_array_unref (DESK_PROFILE_EDITOR (object)->groups);
  g_free (DESK_PROFILE_EDITOR (object)->loaded);

  G_OBJECT_CLASS (desk_profile_editor_parent_class)->finalize (object);
}

static void
desk_profile_editor_class_init (DeskProfileEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_profile_editor_dispose;
  object_class->finalize = desk_profile_editor_finalize;
  widget_class->focus = desk_profile_editor_focus;
  GTK_WINDOW_CLASS (klass)->close_request = desk_profile_editor_close_request;

  signals[SIGNAL_SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, DESK_TYPE_PROFILE);

  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "editor.check-connection", NULL, check_connection);
  gtk_widget_class_install_action (widget_class, "editor.generate-client-id", NULL, generate_client_id);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "editor.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "editor.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "editor.save", NULL);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-profile-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, title);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileEditor, page);
}

static void
desk_profile_editor_init (DeskProfileEditor *self)
{
  self->groups = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  create_groups (self);
}

/**
 * desk_profile_editor_new:
 * @store: where profiles are saved
 * @profile: (nullable): a profile of @store to change; %NULL to make a new one
 * @notice: shows what the keyring says after the window has closed
 * @listener: first argument of @notice
 *
 * Returns: (transfer full): a new window
 */
DeskProfileEditor *
desk_profile_editor_new (DeskProfileStore *store,
                         DeskProfile      *profile,
                         DeskNoticeFunc    notice,
                         GObject          *listener)
{
  DeskProfileEditor *self;

  g_return_val_if_fail (DESK_IS_PROFILE_STORE (store), NULL);
  g_return_val_if_fail (profile == NULL || DESK_IS_PROFILE (profile), NULL);

  self = g_object_new (DESK_TYPE_PROFILE_EDITOR, NULL);
  self->store = g_object_ref (store);
  self->notice = notice;
  self->listener = g_object_ref (listener);
  g_set_object (&self->profile, profile);
  self->draft = profile != NULL ? desk_profile_copy (profile) : desk_profile_new ();
  load (self);

  gtk_window_set_title (GTK_WINDOW (self), profile != NULL ? _ ("Edit profile") : _ ("New profile"));
  adw_window_title_set_title (self->title, gtk_window_get_title (GTK_WINDOW (self)));
  gtk_widget_grab_focus (GTK_WIDGET (get_general_group (self)));

  return self;
}
