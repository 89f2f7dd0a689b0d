/* desk-log.h: the log of one profile: everything that was received and sent
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-topic-sum.h"

G_BEGIN_DECLS

/**
 * DeskLogGap:
 * @lost: messages that could not be kept since the log was made
 * @from: microseconds since 1970, UTC, when the last gap began
 * @until: when it ended, or the last of its messages came
 *
 * What the log does not have, as it could not be written for too long.
 */
typedef struct
{
  guint64 lost;
  gint64 from;
  gint64 until;
} DeskLogGap;

/**
 * DeskLogPressureFunc:
 * @hold: %TRUE if the reader of the network must pause, %FALSE if it may go on
 * @user_data: what was given with the function
 *
 * Called from any thread when the queue before the writer becomes too full,
 * and again when it has drained to half.
 */
typedef void (*DeskLogPressureFunc) (gboolean hold,
                                     gpointer user_data);

#define DESK_TYPE_LOG (desk_log_get_type ())
G_DECLARE_FINAL_TYPE (DeskLog, desk_log, DESK, LOG, GObject)

/* Properties, all readable and notified on the main thread at most once a
 * frame: "path" (string), "first-id", "last-id" (int64; committed messages;
 * the log is empty when first-id > last-id), "size" (uint64, bytes on disk),
 * "queued" (uint64, bytes that wait to be written), "lost" (uint64, messages that could not be kept), "held-back" (double,
 * seconds that reading was paused for this log), "error" (GError boxed, NULL
 * while writing works: DESK_ERROR_LOG_FULL, _READ_ONLY or _FAILED while the
 * log is paused; it goes on by itself), "set-aside" (string, the name that a
 * damaged file was given last, NULL if there was none).
 *
 * Signals, on the main thread: "released" (the other process that wrote the
 * followed file has ended), "grew" (new first-id and last-id are in
 * place; at most once a frame).
 *
 * A log is used on the main thread, except that desk_log_append(),
 * desk_log_append_event() and desk_log_add_commit_func() may be called from any.
 *
 * An event of the kind "gap" is written by the log itself. Its detail is
 * {"lost":N,"reason":"full", "read-only", "failed" or "slow","from":T,"until":T} if N messages could not be
 * kept (its "after" is the id before them; the times are in microseconds), {"reason":"damaged","set-aside":
 * "NAME"} or {"reason":"removed"} if writing went on in a new file, or
 * {"lost-properties":1} if the message before it had too many to store. */

char       *desk_log_default_path        (const char          *profile_id);
void        desk_log_set_default_retention (guint64            max_bytes,
                                            guint              max_days);
void        desk_log_get_default_retention (guint64           *max_bytes,
                                            guint             *max_days);
void        desk_log_set_holder_name     (const char          *name);
DeskLog    *desk_log_new                 (const char          *path);
void        desk_log_open_async          (DeskLog             *self,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
gboolean    desk_log_open_finish         (DeskLog             *self,
                                          GAsyncResult        *result,
                                          GError             **error);
void        desk_log_follow              (DeskLog             *self);
gboolean    desk_log_is_followed         (DeskLog             *self);
gboolean    desk_log_is_open             (DeskLog             *self);
const char *desk_log_get_set_aside       (DeskLog             *self);
void        desk_log_close               (DeskLog             *self);
void        desk_log_close_async         (DeskLog             *self,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
gboolean    desk_log_close_finish        (DeskLog             *self,
                                          GAsyncResult        *result,
                                          GError             **error);

void        desk_log_append              (DeskLog             *self,
                                          DeskBatch           *batch);
void        desk_log_append_event        (DeskLog             *self,
                                          const char          *kind,
                                          const char          *detail_json);
void        desk_log_flush_async         (DeskLog             *self,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
gboolean    desk_log_flush_finish        (DeskLog             *self,
                                          GAsyncResult        *result,
                                          GError             **error);
void        desk_log_delete_history_async (DeskLog            *self,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
gboolean    desk_log_delete_history_finish (DeskLog           *self,
                                          GAsyncResult        *result,
                                          GError             **error);
void        desk_log_set_pressure_func   (DeskLog             *self,
                                          DeskLogPressureFunc  func,
                                          gpointer             user_data,
                                          GDestroyNotify       destroy);
void        desk_log_set_retention       (DeskLog             *self,
                                          guint64              max_bytes,
                                          guint                max_days);

const char *desk_log_get_path            (DeskLog             *self);
gint64      desk_log_get_first_id        (DeskLog             *self);
gint64      desk_log_get_last_id         (DeskLog             *self);
guint64     desk_log_get_size            (DeskLog             *self);
guint64     desk_log_get_queued          (DeskLog             *self);
double      desk_log_get_held_back       (DeskLog             *self);
void        desk_log_get_gap             (DeskLog             *self,
                                          DeskLogGap          *gap);
const GError *desk_log_get_error         (DeskLog             *self);
guint       desk_log_add_commit_func     (DeskLog             *self,
                                          DeskLogCommitFunc    func,
                                          gpointer             user_data,
                                          GDestroyNotify       destroy);
void        desk_log_remove_commit_func  (DeskLog             *self,
                                          guint                id);

void        desk_log_read_message_async  (DeskLog             *self,
                                          gint64               id,
                                          gsize                max_payload,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
DeskMessage *desk_log_read_message_finish (DeskLog            *self,
                                          GAsyncResult        *result,
                                          GError             **error);
void        desk_log_save_payload_async  (DeskLog             *self,
                                          gint64               id,
                                          GFile               *file,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
gboolean    desk_log_save_payload_finish (DeskLog             *self,
                                          GAsyncResult        *result,
                                          GError             **error);

G_END_DECLS
