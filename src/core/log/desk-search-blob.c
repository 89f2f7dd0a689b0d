/* desk-search-blob.c: reads pieces of payloads from a log file
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-log-schema.h"
#include "desk-search-blob.h"

struct _DeskSearchBlob
{
  sqlite3 *db;        /* not owned */
  sqlite3_blob *blob; /* (owned) (nullable) */
};

/**
 * desk_search_blob_new:
 * @db: a connection to a log; it must live longer
 *
 * Returns: (transfer full): a reader of payloads
 */
DeskSearchBlob *
desk_search_blob_new (sqlite3 *db)
{
  DeskSearchBlob *self = g_new0 (DeskSearchBlob, 1);

  self->db = db;
  return self;
}

void
desk_search_blob_free (DeskSearchBlob *self)
{
  desk_search_blob_close (self);
  g_free (self);
}

static gboolean
read_piece (gpointer source, gsize offset, guint8 *buffer, gsize length, GError **error)
{
  DeskSearchBlob *self = source;

  return sqlite3_blob_read (self->blob, buffer, (int) length, (int) offset) == SQLITE_OK
         || desk_log_schema_fail (self->db, error);
}

/**
 * desk_search_blob_open:
 * @self: a reader
 * @id: id of a message
 * @payload: (out caller-allocates): its payload; @cancellable is left alone
 * @error: %DESK_ERROR_LOG_DAMAGED, %DESK_ERROR_FAILED
 *
 * Opens a payload; it can be read until another is opened or this one closed.
 *
 * Returns: whether it is open
 */
gboolean
desk_search_blob_open (DeskSearchBlob *self, gint64 id, DeskSearchPayload *payload, GError **error)
{
  int rc;

  /* Moving an open one to another row spares most of the work. */
  if (self->blob != NULL)
    rc = sqlite3_blob_reopen (self->blob, id);
  else
    rc = sqlite3_blob_open (self->db, "main", "message", "payload", id, 0, &self->blob);
  if (rc != SQLITE_OK)
    return desk_log_schema_fail (self->db, error);

  payload->data = NULL;
  payload->size = (gsize) sqlite3_blob_bytes (self->blob);
  payload->read = read_piece;
  payload->source = self;
  return TRUE;
}

/**
 * desk_search_blob_close:
 * @self: a reader
 *
 * Closes what is open, and with it the read transaction.
 */
void
desk_search_blob_close (DeskSearchBlob *self)
{
  sqlite3_blob_close (g_steal_pointer (&self->blob));
}
