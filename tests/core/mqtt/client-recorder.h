/* client-recorder.h: a client whose events a test can wait for
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-batch.h"
#include "desk-client.h"

G_BEGIN_DECLS

typedef enum
{
  EVENT_STEP,
  EVENT_CONNECTED,
  EVENT_LOST,
  EVENT_SUBSCRIBED,
  EVENT_UNSUBSCRIBED,
  EVENT_PUBLISHED,
  EVENT_BACKLOG,
} EventKind;

typedef struct
{
  EventKind kind;
  DeskConnectStep step;
  gboolean flag; /* session present, acknowledged */
  guint64 token; /* or a number of messages */
  guint8 code;
  GError *error;              /* (nullable) */
  DeskProperties *properties; /* (nullable) */
} Event;

typedef struct
{
  gint64 time;
  char *topic;
  DeskMessageFlags flags;
  DeskProperties *properties; /* (nullable) */
  GBytes *payload;
} Message;

typedef struct _Recorder Recorder;

/* With @counts_only messages are only counted, and must be numbered by the
 * first four bytes of their payloads. */
Recorder           *recorder_new            (guint16          port,
                                             DeskMqttVersion  version,
                                             gboolean         counts_only);
void                recorder_free           (Recorder        *self);
DeskClient         *recorder_get_client     (Recorder        *self);
DeskConnectOptions *recorder_get_options    (Recorder        *self);

/* Connects with the options as they are, and waits for CONNACK. */
void                recorder_connect        (Recorder        *self);
/* Wait for the next event of that kind, 20 s at most, after which the test
 * fails. Free it with event_free(). */
Event              *recorder_wait           (Recorder        *self,
                                             EventKind        kind);
Message            *recorder_wait_message   (Recorder        *self);
void                recorder_wait_count     (Recorder        *self,
                                             guint            count,
                                             guint            seconds);
guint               recorder_get_n_events   (Recorder        *self,
                                             EventKind        kind);
guint               recorder_get_n_messages (Recorder        *self);
/* Whether the numbers came one after the other */
gboolean            recorder_is_in_order    (Recorder        *self);
guint               recorder_get_n_batches  (Recorder        *self);
/* While it is held the next callback waits, and the network thread with it. No
 * other function here may be called meanwhile. */
void                recorder_hold           (Recorder        *self,
                                             gboolean         hold);
/* For those who free the client by themselves */
void                recorder_free_client    (Recorder        *self);

void                event_free              (Event           *self);
void                message_free            (Message         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Recorder, recorder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Event, event_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Message, message_free)

G_END_DECLS
