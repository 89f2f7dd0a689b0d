/* desk-broker-folder.h: the private folder of a local broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _DeskBrokerFolder DeskBrokerFolder;

/* These block: call them in a worker thread. Freeing removes a few small files. */
DeskBrokerFolder *desk_broker_folder_new      (GError           **error);
void              desk_broker_folder_free     (DeskBrokerFolder  *self);
const char       *desk_broker_folder_get_path (DeskBrokerFolder  *self);
char             *desk_broker_folder_write    (DeskBrokerFolder  *self,
                                               const char        *name,
                                               const char        *contents,
                                               GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskBrokerFolder, desk_broker_folder_free)

G_END_DECLS
