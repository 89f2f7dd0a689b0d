/* desk-http-head.h: the head of an HTTP response
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _DeskHttpHead DeskHttpHead;

/* Bytes that a head may have */
#define DESK_HTTP_HEAD_MAX 16384

/**
 * DeskHttpProgress:
 * @DESK_HTTP_MORE: the head goes on
 * @DESK_HTTP_DONE: it is complete
 * @DESK_HTTP_NOT_HTTP: it does not begin like HTTP/1.x
 * @DESK_HTTP_BROKEN: it began like HTTP, and a line breaks the rules
 * @DESK_HTTP_TOO_LONG: it has more than %DESK_HTTP_HEAD_MAX bytes
 *
 * How far the reading of a head has come.
 */
typedef enum
{
  DESK_HTTP_MORE,
  DESK_HTTP_DONE,
  DESK_HTTP_NOT_HTTP,
  DESK_HTTP_BROKEN,
  DESK_HTTP_TOO_LONG,
} DeskHttpProgress;

DeskHttpHead    *desk_http_head_new        (void);
void             desk_http_head_free       (DeskHttpHead *self);
DeskHttpProgress desk_http_head_feed       (DeskHttpHead *self,
                                            char          byte);
guint            desk_http_head_get_status (DeskHttpHead *self);
/* Of the status line; may be empty. UTF-8 or not, as all that follows. */
const char      *desk_http_head_get_reason (DeskHttpHead *self);
/* (nullable): of all lines with that name, with ", " between */
const char      *desk_http_head_get        (DeskHttpHead *self,
                                            const char   *name);
/* Whether a list of that name has this element, whatever the case */
gboolean         desk_http_head_has        (DeskHttpHead *self,
                                            const char   *name,
                                            const char   *element);
/* What was fed so far */
const char      *desk_http_head_peek       (DeskHttpHead *self,
                                            gsize        *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskHttpHead, desk_http_head_free)

G_END_DECLS
