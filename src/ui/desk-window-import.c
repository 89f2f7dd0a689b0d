/* desk-window-import.c: connections of other programs become profiles
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-window"

#include "config.h"

#include "desk-import-window.h"
#include "desk-window-private.h"

static DeskImportWindow *
open_window (DeskWindow *self)
{
  DeskImportWindow *window = desk_import_window_new (self->store);

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  g_signal_connect_object (window, "imported", G_CALLBACK (desk_window_toast), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));

  return window;
}

static void
import_profiles (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_window (DESK_WINDOW (user_data));
}

static void
import_profiles_from (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  desk_import_window_read (open_window (DESK_WINDOW (user_data)), file);
}

void
_desk_window_add_import_actions (DeskWindow *self)
{
  static const GActionEntry entries[] = {
    { "import-profiles", import_profiles },
    { "import-profiles-from", import_profiles_from, "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
