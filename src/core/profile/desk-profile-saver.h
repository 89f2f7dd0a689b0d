/* desk-profile-saver.h: writes states of a file, never an older over a newer
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _DeskProfileSaver DeskProfileSaver;

DeskProfileSaver *desk_profile_saver_new        (const char          *path);
void              desk_profile_saver_unref      (DeskProfileSaver    *self);
const char       *desk_profile_saver_get_path   (DeskProfileSaver    *self);
gboolean          desk_profile_saver_save       (DeskProfileSaver    *self,
                                                 const char          *contents,
                                                 GError             **error);
void              desk_profile_saver_save_async (DeskProfileSaver    *self,
                                                 GObject             *source,
                                                 char                *contents,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
gboolean          desk_profile_saver_save_finish (GAsyncResult       *result,
                                                 GError             **error);

G_END_DECLS
