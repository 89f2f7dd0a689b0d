/* desk-filter-completion.h: offers how the filter line can go on while somebody types
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_FILTER_COMPLETION (desk_filter_completion_get_type ())
G_DECLARE_FINAL_TYPE (DeskFilterCompletion, desk_filter_completion, DESK, FILTER_COMPLETION, GObject)

DeskFilterCompletion *desk_filter_completion_new         (GtkWidget            *parent,
                                                          GtkEntry             *entry);
void                  desk_filter_completion_set_session (DeskFilterCompletion *self,
                                                          DeskSession          *session);
void                  desk_filter_completion_update      (DeskFilterCompletion *self);
void                  desk_filter_completion_hide        (DeskFilterCompletion *self);
gboolean              desk_filter_completion_press_key   (DeskFilterCompletion *self,
                                                          guint                 keyval,
                                                          GdkModifierType       state);

G_END_DECLS
