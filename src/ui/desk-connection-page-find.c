/* desk-connection-page-find.c: what a person can do to find messages
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-connection-page"

#include "config.h"

#include "desk-connection-page-private.h"

#include <glib/gi18n.h>

#include "desk-filter-help.h"
#include "desk-toast.h"

#define SECONDS_TO_READ 2

static void
find_in_mode (DeskConnectionPage *self, gboolean finding)
{
  DeskFilterBar *bar = desk_log_pane_get_filter_bar (self->log);

  _desk_connection_page_show_log (self);
  desk_filter_bar_set_finding (bar, finding);
  desk_filter_bar_focus_entry (bar);
}

/* To see only what matches */
static void
find (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  find_in_mode (DESK_CONNECTION_PAGE (widget), FALSE);
}

/* To find among all messages */
static void
find_among_all (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  find_in_mode (DESK_CONNECTION_PAGE (widget), TRUE);
}

static void
step (DeskConnectionPage *self, gboolean forward)
{
  const char *words = NULL;

  switch (desk_log_finder_step (desk_log_pane_get_finder (self->log), forward))
    {
    case DESK_LOG_STEP_NONE:
      words = _ ("No message matches");
      break;
    case DESK_LOG_STEP_WRAPPED:
      words = forward ? _ ("That was the newest match: on from the oldest")
                      : _ ("That was the oldest match: on from the newest");
      break;
    case DESK_LOG_STEP_DONE:
    default:
      break;
    }
  if (words != NULL)
    adw_toast_set_timeout (desk_toast (GTK_WIDGET (self->log), words), SECONDS_TO_READ);
}

static void
find_next (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  step (DESK_CONNECTION_PAGE (widget), TRUE);
}

static void
find_previous (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  step (DESK_CONNECTION_PAGE (widget), FALSE);
}

static void
next_in_payload (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_message_view_step (DESK_CONNECTION_PAGE (widget)->message, TRUE);
}

static void
previous_in_payload (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_message_view_step (DESK_CONNECTION_PAGE (widget)->message, FALSE);
}

static void
show_in_context (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  if (desk_log_finder_show_in_context (desk_log_pane_get_finder (self->log)))
    _desk_connection_page_show_log (self);
}

static void
back_to_filter (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_log_finder_go_back (desk_log_pane_get_finder (DESK_CONNECTION_PAGE (widget)->log));
}

/* The line as a whole, whatever was in it */
static void
filter (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  desk_filter_bar_set_text (desk_log_pane_get_filter_bar (self->log), g_variant_get_string (parameter, NULL));
  _desk_connection_page_show_log (self);
}

static void
add_term (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  desk_filter_bar_add_term (desk_log_pane_get_filter_bar (self->log), g_variant_get_string (parameter, NULL));
  _desk_connection_page_show_log (self);
}

static void
exclude_topic (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  DeskLogItem *item = desk_message_view_get_item (self->message);
  g_autofree char *term = NULL;

  if (item == NULL)
    return;
  term = desk_filter_write_term ("-topic", desk_log_item_get_topic (item));
  desk_filter_bar_add_term (desk_log_pane_get_filter_bar (self->log), term);
  _desk_connection_page_show_log (self);
}

static void
filter_selection (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);
  g_autofree char *selection = desk_message_view_dup_selection (self->message);
  g_autofree char *term = NULL;

  if (selection == NULL)
    {
      desk_toast (GTK_WIDGET (self->message), _ ("Select a text in the payload first"));
      return;
    }
  term = desk_filter_write_term ("payload", selection);
  desk_filter_bar_add_term (desk_log_pane_get_filter_bar (self->log), term);
  _desk_connection_page_show_log (self);
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
  toast = desk_toast_undo (GTK_WIDGET (self->log), words);
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

/* What cannot be done now is grey in menus, and its keys are free. */
void
_desk_connection_page_update_find_actions (DeskConnectionPage *self)
{
  DeskFilterBar *bar = desk_log_pane_get_filter_bar (self->log);
  gboolean filtered = desk_filter_bar_get_filter (bar) != NULL;
  gboolean selected = desk_log_view_get_selected (desk_log_pane_get_view (self->log)) != NULL;

  desk_page_actions_set_enabled (self->actions, "log.find-next", filtered);
  desk_page_actions_set_enabled (self->actions, "log.find-previous", filtered);
  desk_page_actions_set_enabled (self->actions, "log.save-filter", filtered);
  desk_page_actions_set_enabled (self->actions, "log.show-in-context",
                                 filtered && selected && !desk_filter_bar_get_finding (bar));
}

const DeskPageAction _desk_page_find_actions[] = {
  { "log.find", .activate = find, .keys = "<Control>f" },
  { "log.find-among-all", .activate = find_among_all, .keys = "<Control><Shift>f" },
  { "log.find-mode", .property = "finding" },
  { "log.find-next", .activate = find_next, .keys = "F3" },
  { "log.find-previous", .activate = find_previous, .keys = "<Shift>F3" },
  { "log.next-in-payload", .activate = next_in_payload, .keys = "<Control>F3" },
  { "log.previous-in-payload", .activate = previous_in_payload, .keys = "<Control><Shift>F3" },
  { "log.show-in-context", .activate = show_in_context, .keys = "<Control><Shift>e" },
  { "log.back-to-filter", .activate = back_to_filter, .keys = "<Control><Shift>b" },
  { "log.filter", "s", filter },
  { "log.add-term", "s", add_term },
  { "log.filter-topic", .activate = filter_topic },
  { "log.filter-selection", .activate = filter_selection },
  { "log.exclude-topic", .activate = exclude_topic },
  { "log.saved-filters", .activate = show_saved_filters, .keys = "<Control>d" },
  { "log.save-filter", "s", save_filter },
  { "log.apply-filter", "s", apply_filter },
  { "log.rename-filter", "(ss)", rename_filter },
  { "log.delete-filter", "s", delete_filter },
  { "log.restore-filter", "(uss)", restore_filter },
  { NULL },
};
