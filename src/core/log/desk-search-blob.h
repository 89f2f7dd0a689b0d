/* desk-search-blob.h: reads pieces of payloads from a log file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sqlite3.h>

#include "desk-search-payload.h"

G_BEGIN_DECLS

/* One payload at a time. While it is open, so is a read transaction. */
typedef struct _DeskSearchBlob DeskSearchBlob;

DeskSearchBlob *desk_search_blob_new     (sqlite3           *db);
void            desk_search_blob_free    (DeskSearchBlob    *self);
gboolean        desk_search_blob_open    (DeskSearchBlob    *self,
                                          gint64             id,
                                          DeskSearchPayload *payload,
                                          GError           **error);
void            desk_search_blob_close   (DeskSearchBlob    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskSearchBlob, desk_search_blob_free)

G_END_DECLS
