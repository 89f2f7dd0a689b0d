/* desk-check-run.h: one run of a connection check, in its thread
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-check-finding.h"
#include "desk-client.h"

G_BEGIN_DECLS

typedef struct _DeskCheckClient DeskCheckClient;

/**
 * DeskCheckRun:
 * @options: what is checked; its client ID may be empty
 * @client_id: the client ID to connect under
 * @ask_client_id: whether the client ID itself is in question
 * @probe: whether it may subscribe and publish
 * @other_ports: (nullable) (element-type guint16): where else to look if
 *   nothing listens; %NULL: at the usual ports
 * @step_timeout: ms that a step may take
 * @deadline: monotonic time, µs, when all must be over
 * @cancellable: ends all
 * @context: thread-default context of the thread
 * @proxy: (nullable): by which proxy the broker is reached; set by the first step
 * @at: (nullable): the computer that this one connects to, the proxy or the
 *   broker; set by the first step
 * @addresses: (nullable) (element-type GInetAddress): set by the first step
 * @client: (nullable): set once a broker has accepted it
 * @topic: the topic of the probe
 * @listens: whether the broker granted a subscription to @topic
 *
 * What the steps share. A step waits with the functions below, in the order of
 * its code, since the thread is the check's own.
 */
typedef struct
{
  DeskConnectOptions *options;
  char *client_id;
  gboolean ask_client_id;
  gboolean probe;
  GArray *other_ports;
  guint step_timeout;
  gint64 deadline;
  GCancellable *cancellable;
  GMainContext *context;

  DeskProxyOptions *proxy;
  DeskEndpoint *at;
  GPtrArray *addresses;
  DeskCheckClient *client;
  char *topic;
  gboolean listens;
} DeskCheckRun;

/**
 * DeskCheckStep:
 * @id: static name, for tests and programs
 * @title: its name for a person, to be translated
 * @applies: (nullable): whether the way to the broker has this step at all
 * @run: does it and says what it found; returns whether to go on
 */
typedef struct
{
  const char *id;
  const char *title;
  gboolean (*applies) (const DeskCheckRun *run);
  gboolean (*run) (DeskCheckRun *run, DeskCheckFinding *finding);
} DeskCheckStep;

extern const DeskCheckStep desk_check_step_resolve;
extern const DeskCheckStep desk_check_step_tcp;
extern const DeskCheckStep desk_check_step_proxy;
extern const DeskCheckStep desk_check_step_tls;
extern const DeskCheckStep desk_check_step_websocket;
extern const DeskCheckStep desk_check_step_connect;
extern const DeskCheckStep desk_check_step_client_id;
extern const DeskCheckStep desk_check_step_subscribe;
extern const DeskCheckStep desk_check_step_publish;

gboolean      desk_check_is_on_network (const DeskCheckRun      *run);
gboolean      desk_check_goes_by_proxy (const DeskCheckRun      *run);

DeskCheckRun *desk_check_run_new      (const DeskConnectOptions *options,
                                       GCancellable             *cancellable);
void          desk_check_run_free     (DeskCheckRun             *self);
GError       *desk_check_run_explain  (DeskCheckRun             *self,
                                       const GError             *cause);
gboolean      desk_check_run_is_over  (DeskCheckRun             *self);
gboolean      desk_check_run_wait_for (DeskCheckRun             *self,
                                       gboolean                (*holds) (gpointer data),
                                       gpointer                  data,
                                       guint                     timeout);

/**
 * DeskCheckPending:
 * @run: the run that it belongs to
 * @cancellable: for the asynchronous call
 * @result: (nullable): what came of it
 * @timed_out: whether it took too long
 *
 * One asynchronous call that a step waits for.
 */
typedef struct
{
  DeskCheckRun *run;
  GCancellable *cancellable;
  GAsyncResult *result;
  gboolean timed_out;
  GSource *timeout;
  gulong handler;
} DeskCheckPending;

void          desk_check_pending_begin (DeskCheckPending *self,
                                        DeskCheckRun     *run,
                                        guint             timeout);
void          desk_check_pending_done  (GObject          *source,
                                        GAsyncResult     *result,
                                        gpointer          user_data);
GAsyncResult *desk_check_pending_wait  (DeskCheckPending *self);
void          desk_check_pending_clear (DeskCheckPending *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskCheckPending, desk_check_pending_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskCheckRun, desk_check_run_free)

G_END_DECLS
