/* desk-connection-page-find.c: what a person can do to find messages
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-connection-page"

#include "config.h"

#include "desk-connection-page-private.h"

#include <glib/gi18n.h>

#include "desk-toast.h"

#define SECONDS_TO_UNDO 10

static void
find (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  _desk_connection_page_show_log (self);
  desk_filter_bar_focus_entry (desk_log_pane_get_filter_bar (self->log));
}

static void
filter_topic (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskLogItem *item = desk_message_view_get_item (self->message);

  if (item == NULL)
    return;
  desk_filter_bar_set_term (desk_log_pane_get_filter_bar (self->log), "topic", desk_log_item_get_topic (item));
  _desk_connection_page_show_log (self);
}

static void
show_saved_filters (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  _desk_connection_page_show_log (self);
  desk_filter_bar_show_saved (desk_log_pane_get_filter_bar (self->log));
}

static void
save_filter (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskFilter *filter = desk_filter_bar_get_filter (desk_log_pane_get_filter_bar (self->log));
  DeskProfile *profile = desk_session_get_profile (self->session);
  const char *name = g_variant_get_string (parameter, NULL);
  g_autofree char *words = NULL;

  if (filter == NULL || *name == '\0')
    return;
  desk_profile_set_filter (profile, name, desk_filter_get_text (filter));
  words = g_strdup_printf (desk_profile_get_temporary (profile) ? _ ("Saved “%s” until the connection is closed")
                                                                : _ ("Saved the filter “%s”"),
                           name);
  desk_toast (GTK_WIDGET (self->log), words);
}

static void
apply_filter (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskProfile *profile = desk_session_get_profile (self->session);
  int index = desk_profile_find_filter (profile, g_variant_get_string (parameter, NULL));
  const char *text;

  if (index < 0)
    return;
  desk_profile_get_filter (profile, (guint) index, &text);
  desk_filter_bar_set_text (desk_log_pane_get_filter_bar (self->log), text);
  _desk_connection_page_show_log (self);
}

static void
rename_filter (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  g_autofree char *words = NULL;
  const char *name, *new_name;

  g_variant_get (parameter, "(&s&s)", &name, &new_name);
  if (*new_name == '\0'
      || desk_profile_rename_filter (desk_session_get_profile (self->session), name, new_name))
    return;
  words = g_strdup_printf (_ ("There is a filter “%s” already: choose another name"), new_name);
  desk_toast (GTK_WIDGET (self->log), words);
}

static void
delete_filter (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskProfile *profile = desk_session_get_profile (self->session);
  const char *name = g_variant_get_string (parameter, NULL);
  int index = desk_profile_find_filter (profile, name);
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;
  const char *saved;
  AdwToast *toast;

  if (index < 0)
    return;
  desk_profile_get_filter (profile, (guint) index, &saved);
  text = g_strdup (saved);
  desk_profile_remove_filter (profile, name);

  words = g_strdup_printf (_ ("Deleted the filter “%s”"), name);
  toast = desk_toast (GTK_WIDGET (self->log), words);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_timeout (toast, SECONDS_TO_UNDO);
  adw_toast_set_action_target (toast, "(uss)", (guint) index, name, text);
  adw_toast_set_action_name (toast, "log.restore-filter");
}

static void
restore_filter (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  const char *name, *text;
  guint index;

  g_variant_get (parameter, "(u&s&s)", &index, &name, &text);
  if (*name != '\0')
    desk_profile_insert_filter (desk_session_get_profile (self->session), index, name, text);
}

const DeskPageAction _desk_page_find_actions[] = {
  { "log.find", .activate = find, .keys = "<Control>f" },
  { "log.filter-topic", .activate = filter_topic },
  { "log.saved-filters", .activate = show_saved_filters, .keys = "<Control>d" },
  { "log.save-filter", "s", save_filter },
  { "log.apply-filter", "s", apply_filter },
  { "log.rename-filter", "(ss)", rename_filter },
  { "log.delete-filter", "s", delete_filter },
  { "log.restore-filter", "(uss)", restore_filter },
  { NULL },
};
