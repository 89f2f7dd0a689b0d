/* desk-connection-banner.c: why a connection or its log does not work, and what to do
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-connection-banner"

#include "config.h"

#include "desk-connection-banner.h"
#include "desk-error.h"
#include "desk-wrap-layout.h"

struct _DeskConnectionBanner
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *text;
  GtkButton *try_now;
  GtkButton *new_client;
  GtkButton *edit;

  GSignalGroup *session; /* (owned) */
  GSignalGroup *log;     /* (owned) */
};

G_DEFINE_FINAL_TYPE (DeskConnectionBanner, desk_connection_banner, GTK_TYPE_WIDGET)

/* The log comes first: without it there is no connecting. */
static const GError *
find_error (DeskSession *session)
{
  const GError *error = desk_session_get_log_error (session);

  if (error == NULL && desk_session_get_log (session) != NULL)
    error = desk_log_get_error (desk_session_get_log (session));
  if (error == NULL)
    error = desk_session_get_error (session);

  return error;
}

/* Whether the next step is in the profile */
static gboolean
is_for_profile (const GError *error)
{
  static const DeskError codes[] = { DESK_ERROR_RESOLVE, DESK_ERROR_BAD_VERSION, DESK_ERROR_BAD_CLIENT_ID,
                                     DESK_ERROR_BAD_CREDENTIALS, DESK_ERROR_NOT_AUTHORIZED,
                                     DESK_ERROR_PACKET_TOO_LARGE };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, DESK_ERROR, (int) codes[i]))
      return TRUE;

  return FALSE;
}

static void
refresh (DeskConnectionBanner *self)
{
  g_autoptr (DeskSession) session = g_signal_group_dup_target (self->session);
  const GError *error = session != NULL ? find_error (session) : NULL;
  DeskSessionState state;
  DeskProfile *profile;

  gtk_revealer_set_reveal_child (self->revealer, error != NULL);
  if (error == NULL)
    return;

  state = desk_session_get_state (session);
  profile = desk_session_get_profile (session);
  gtk_label_set_text (self->text, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->try_now), state == DESK_SESSION_WAITING);
  gtk_widget_set_visible (GTK_WIDGET (self->new_client),
                          state == DESK_SESSION_DISCONNECTED
                          && g_error_matches (error, DESK_ERROR, DESK_ERROR_CLIENT_ID_TAKEN));
  gtk_widget_set_visible (GTK_WIDGET (self->edit), is_for_profile (error) && !desk_profile_get_temporary (profile));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->edit), "s", desk_profile_get_id (profile));
}

static void
desk_connection_banner_dispose (GObject *object)
{
  DeskConnectionBanner *self = DESK_CONNECTION_BANNER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->log);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_CONNECTION_BANNER);

  G_OBJECT_CLASS (desk_connection_banner_parent_class)->dispose (object);
}

static void
desk_connection_banner_class_init (DeskConnectionBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_connection_banner_dispose;

  g_type_ensure (DESK_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-connection-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionBanner, text);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionBanner, try_now);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionBanner, new_client);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionBanner, edit);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "connectionbanner");
}

static void
desk_connection_banner_init (DeskConnectionBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->session = g_signal_group_new (DESK_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session, "notify::state", G_CALLBACK (refresh), self);
  g_signal_group_connect_swapped (self->session, "notify::error", G_CALLBACK (refresh), self);
  g_signal_group_connect_swapped (self->session, "notify::log-error", G_CALLBACK (refresh), self);
  self->log = g_signal_group_new (DESK_TYPE_LOG);
  g_signal_group_connect_swapped (self->log, "notify::error", G_CALLBACK (refresh), self);
}

/**
 * desk_connection_banner_set_session:
 * @session: (nullable): whose troubles to show
 */
void
desk_connection_banner_set_session (DeskConnectionBanner *self, DeskSession *session)
{
  g_return_if_fail (DESK_IS_CONNECTION_BANNER (self));

  g_signal_group_set_target (self->session, session);
  g_signal_group_set_target (self->log, session != NULL ? desk_session_get_log (session) : NULL);
  refresh (self);
}

/**
 * desk_connection_banner_get_text:
 *
 * Returns: (nullable): what it says; %NULL if there is nothing to say
 */
const char *
desk_connection_banner_get_text (DeskConnectionBanner *self)
{
  g_return_val_if_fail (DESK_IS_CONNECTION_BANNER (self), NULL);

  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_text (self->text) : NULL;
}
