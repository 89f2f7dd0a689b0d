/* desk-message-view.h: the selected message
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-filter.h"
#include "desk-log-item.h"
#include "desk-log.h"

G_BEGIN_DECLS

#define DESK_TYPE_MESSAGE_VIEW (desk_message_view_get_type ())
G_DECLARE_FINAL_TYPE (DeskMessageView, desk_message_view, DESK, MESSAGE_VIEW, GtkWidget)

GtkWidget   *desk_message_view_new          (void);
void         desk_message_view_set_log      (DeskMessageView *self,
                                             DeskLog         *log);
void         desk_message_view_show         (DeskMessageView *self,
                                             DeskLogItem     *item,
                                             DeskLogItem     *previous);
DeskLogItem *desk_message_view_get_item     (DeskMessageView *self);
void         desk_message_view_copy_topic   (DeskMessageView *self);
void         desk_message_view_copy_payload (DeskMessageView *self);
void         desk_message_view_save_payload (DeskMessageView *self,
                                             GFile           *file);
void         desk_message_view_set_format   (DeskMessageView *self,
                                             const char      *format);

void         desk_message_view_set_filter   (DeskMessageView *self,
                                             DeskFilter      *filter);
char        *desk_message_view_dup_selection (DeskMessageView *self);
void         desk_message_view_step         (DeskMessageView *self,
                                             gboolean         forward);

G_END_DECLS
