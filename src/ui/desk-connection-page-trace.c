/* desk-connection-page-trace.c: what a person can do with the packets of a connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-connection-page"

#include "config.h"

#include "desk-connection-page-private.h"

#include "desk-trace-menu.h"

static void
find (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskConnectionPage *self = DESK_CONNECTION_PAGE (widget);

  _desk_connection_page_show_page (self, "trace");
  desk_trace_pane_focus_filter (self->trace);
}

static void
clear (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_trace_pane_clear (DESK_CONNECTION_PAGE (widget)->trace);
}

static void
copy (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_trace_pane_copy (DESK_CONNECTION_PAGE (widget)->trace);
}

static void
copy_hex (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_trace_pane_copy_hex (DESK_CONNECTION_PAGE (widget)->trace);
}

static void
copy_list (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_trace_pane_copy_list (DESK_CONNECTION_PAGE (widget)->trace);
}

static void
save (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_trace_pane_save (DESK_CONNECTION_PAGE (widget)->trace, NULL);
}

static void
save_to (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  desk_trace_pane_save (DESK_CONNECTION_PAGE (widget)->trace, file);
}

static DeskTraceItem *
get_selected (DeskConnectionPage *self)
{
  return desk_trace_list_get_selected (desk_trace_pane_get_list (self->trace));
}

static void
filter_type (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autofree char *term = desk_trace_menu_dup_type_term (get_selected (DESK_CONNECTION_PAGE (widget)));

  if (term != NULL)
    g_object_set (widget, "trace-filter", term, NULL);
}

static void
filter_id (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autofree char *term = desk_trace_menu_dup_id_term (get_selected (DESK_CONNECTION_PAGE (widget)));

  if (term != NULL)
    g_object_set (widget, "trace-filter", term, NULL);
}

static void
show_menu (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_trace_list_show_menu (desk_trace_pane_get_list (DESK_CONNECTION_PAGE (widget)->trace));
}

const DeskPageAction _desk_page_trace_actions[] = {
  { "trace.record", .property = "trace-recording", .keys = "F7" },
  { "trace.filter", .property = "trace-filter" },
  { "trace.find", .activate = find },
  { "trace.clear", .activate = clear },
  { "trace.copy", .activate = copy },
  { "trace.copy-hex", .activate = copy_hex },
  { "trace.filter-type", .activate = filter_type },
  { "trace.filter-id", .activate = filter_id },
  { "trace.menu", .activate = show_menu },
  { "trace.copy-list", .activate = copy_list },
  { "trace.save", .activate = save },
  { "trace.save-to", "s", save_to },
  { NULL },
};

static void
update_actions (DeskConnectionPage *self)
{
  static const char *const about_packets[]
      = { "trace.clear", "trace.copy-list", "trace.save", "trace.save-to" };
  g_autofree char *type = desk_trace_menu_dup_type_term (get_selected (self));
  g_autofree char *id = desk_trace_menu_dup_id_term (get_selected (self));
  gboolean has_packets, has_selection;

  g_object_get (self->trace, "has-packets", &has_packets, "has-selection", &has_selection, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (about_packets); i++)
    desk_page_actions_set_enabled (self->actions, about_packets[i], has_packets);
  desk_page_actions_set_enabled (self->actions, "trace.copy", has_selection);
  desk_page_actions_set_enabled (self->actions, "trace.copy-hex",
                                 has_selection && g_strcmp0 (type, "type:step") != 0);
  desk_page_actions_set_enabled (self->actions, "trace.filter-type", type != NULL);
  desk_page_actions_set_enabled (self->actions, "trace.filter-id", id != NULL);
  desk_page_actions_set_enabled (self->actions, "trace.menu", has_selection);
}

static void
on_recording_changed (DeskConnectionPage *self)
{
  g_assert (DESK_IS_CONNECTION_PAGE (self));

  g_object_notify (G_OBJECT (self), "trace-recording");
}

static void
on_filter_changed (DeskConnectionPage *self)
{
  g_assert (DESK_IS_CONNECTION_PAGE (self));

  g_object_notify (G_OBJECT (self), "trace-filter");
}

void
_desk_connection_page_follow_trace (DeskConnectionPage *self)
{
  g_signal_connect_object (self->trace, "notify::has-packets", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trace, "notify::has-selection", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trace, "notify::recording", G_CALLBACK (on_recording_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trace, "notify::filter-text", G_CALLBACK (on_filter_changed), self,
                           G_CONNECT_SWAPPED);
  update_actions (self);
}
