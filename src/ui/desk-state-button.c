/* desk-state-button.c: the state of a connection in icon, colour and words
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-state-button"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-state-button.h"
#include "desk-words.h"

/* While the broker sends nothing for longer than this, the popover says so, in seconds. */
#define SILENCE_WORTH_SAYING 5

struct _DeskStateButton
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkImage *icon;
  GtkImage *lone_icon;
  GtkLabel *label;
  GtkLabel *heading;
  GtkLabel *reason;
  GtkWidget *check;
  GtkLabel *address;
  GtkLabel *client_id;
  GtkLabel *details;

  GSignalGroup *signals; /* (owned) */
  const char *css_class; /* (nullable): the one that colours it now */
};

G_DEFINE_FINAL_TYPE (DeskStateButton, desk_state_button, GTK_TYPE_WIDGET)

static void
set_words (GtkLabel *label, const char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL && *words != '\0');
}

static void
set_colour (DeskStateButton *self, const char *css_class)
{
  GtkWidget *coloured[]
      = { GTK_WIDGET (self->icon), GTK_WIDGET (self->lone_icon), GTK_WIDGET (self->heading) };

  for (gsize i = 0; i < G_N_ELEMENTS (coloured); i++)
    {
      if (self->css_class != NULL)
        gtk_widget_remove_css_class (coloured[i], self->css_class);
      gtk_widget_add_css_class (coloured[i], css_class);
    }
  self->css_class = css_class;
}

static char *
say_silent (guint seconds)
{
  g_autofree char *count = desk_format_count (seconds);

  return g_strdup_printf (ngettext ("The broker has been silent for %s s.", "The broker has been silent for %s s.",
                                    seconds), count);
}

static void
show_details (DeskStateButton *self, DeskSession *session)
{
  DeskProfile *profile = desk_session_get_profile (session);
  const GError *error = desk_session_get_error (session);
  const GError *log_error = desk_session_get_log_error (session);
  const char *client_id = desk_session_get_client_id (session);
  guint silent_for = desk_session_get_silent_for (session);
  g_autofree char *address = desk_profile_dup_address (profile);
  g_autofree char *where = NULL;
  g_autofree char *who = NULL;
  g_autofree char *details = NULL;

  where = g_strdup_printf ("%s · %s", address,
                           desk_words_for_version (desk_profile_get_mqtt_version (profile)));
  if (client_id != NULL && *client_id != '\0')
    who = g_strdup_printf (_ ("Client ID %s"), client_id);
  if (desk_session_get_state (session) == DESK_SESSION_CONNECTED)
    {
      if (silent_for >= SILENCE_WORTH_SAYING)
        details = say_silent (silent_for);
      else if (desk_session_get_session_present (session))
        details = g_strdup (_ ("The broker kept the session from before."));
    }

  set_words (self->reason, log_error != NULL ? log_error->message : error != NULL ? error->message : NULL);
  gtk_widget_set_visible (self->check, log_error == NULL && error != NULL);
  set_words (self->address, where);
  set_words (self->client_id, who);
  set_words (self->details, details);
}

static void
refresh (DeskStateButton *self)
{
  g_autoptr (DeskSession) session = g_signal_group_dup_target (self->signals);
  DeskSessionState state;
  gboolean failed;
  g_autofree char *words = NULL;
  g_autofree char *name = NULL;
  const char *icon;

  gtk_widget_set_visible (GTK_WIDGET (self), session != NULL);
  if (session == NULL)
    return;

  state = desk_session_get_state (session);
  /* That somebody else writes the log is no failure: his end is waited for. */
  failed = desk_session_get_error (session) != NULL
           || (desk_session_get_log_error (session) != NULL && !desk_session_get_waits_for_log (session));
  words = desk_words_for_state (state, desk_session_get_step (session),
                                desk_session_get_seconds_left (session), failed);
  icon = desk_icon_for_state (state, failed);
  /* Translators: %s is a state, as in “Connected” */
  name = g_strdup_printf (_ ("Connection state: %s"), words);

  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_image_set_from_icon_name (self->lone_icon, icon);
  gtk_label_set_text (self->label, words);
  gtk_label_set_text (self->heading, words);
  set_colour (self, desk_css_class_for_state (state, failed));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
  show_details (self, session);
}

/* It comes every second, also on a connection where nothing happens: what is
 * drawn in the header must be left alone. */
static void
on_silent_for_changed (DeskStateButton *self)
{
  g_autoptr (DeskSession) session = g_signal_group_dup_target (self->signals);

  g_assert (DESK_IS_STATE_BUTTON (self));

  if (session != NULL)
    show_details (self, session);
}

static void
desk_state_button_dispose (GObject *object)
{
  DeskStateButton *self = DESK_STATE_BUTTON (object);

  g_clear_object (&self->signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_STATE_BUTTON);

  G_OBJECT_CLASS (desk_state_button_parent_class)->dispose (object);
}

static void
desk_state_button_class_init (DeskStateButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_state_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-state-button.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskStateButton, button);
  gtk_widget_class_bind_template_child (widget_class, DeskStateButton, icon);
  gtk_widget_class_bind_template_child (widget_class, DeskStateButton, lone_icon);
  gtk_widget_class_bind_template_child (widget_class, DeskStateButton, label);
  gtk_widget_class_bind_template_child (widget_class, DeskStateButton, heading);
  gtk_widget_class_bind_template_child (widget_class, DeskStateButton, reason);
  gtk_widget_class_bind_template_child (widget_class, DeskStateButton, check);
  gtk_widget_class_bind_template_child (widget_class, DeskStateButton, address);
  gtk_widget_class_bind_template_child (widget_class, DeskStateButton, client_id);
  gtk_widget_class_bind_template_child (widget_class, DeskStateButton, details);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
desk_state_button_init (DeskStateButton *self)
{
  static const char *const watched[] = { "state", "step", "seconds-left", "error", "log-error", "client-id",
                                         "session-present" };

  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (DESK_TYPE_SESSION);
  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", watched[i], NULL);

      g_signal_group_connect_swapped (self->signals, signal, G_CALLBACK (refresh), self);
    }
  g_signal_group_connect_swapped (self->signals, "notify::silent-for", G_CALLBACK (on_silent_for_changed), self);
  refresh (self);
}

/**
 * desk_state_button_set_session:
 * @session: (nullable): whose state to show; %NULL hides the button
 */
void
desk_state_button_set_session (DeskStateButton *self, DeskSession *session)
{
  g_return_if_fail (DESK_IS_STATE_BUTTON (self));

  g_signal_group_set_target (self->signals, session);
  refresh (self);
}
