/* desk-publish-pane.h: the editor of a message to publish
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_PUBLISH_PANE (desk_publish_pane_get_type ())
G_DECLARE_FINAL_TYPE (DeskPublishPane, desk_publish_pane, DESK, PUBLISH_PANE, GtkWidget)

GtkWidget  *desk_publish_pane_new         (void);
void        desk_publish_pane_set_session (DeskPublishPane *self,
                                           DeskSession     *session);
void        desk_publish_pane_focus       (DeskPublishPane *self);
void        desk_publish_pane_set_topic   (DeskPublishPane *self,
                                           const char      *topic);
void        desk_publish_pane_compose     (DeskPublishPane *self,
                                           const char      *topic,
                                           const char      *payload,
                                           guint            qos,
                                           gboolean         retain);
gboolean    desk_publish_pane_send        (DeskPublishPane *self);

gboolean   desk_publish_pane_edit         (DeskPublishPane *self,
                                           DeskPublication *publication,
                                           GError         **error);
void       desk_publish_pane_stop_editing (DeskPublishPane *self);
gboolean   desk_publish_pane_is_editing   (DeskPublishPane *self);

G_END_DECLS
