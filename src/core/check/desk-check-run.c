/* desk-check-run.c: one run of a connection check, in its thread
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-check-client.h"
#include "desk-check-run.h"
#include "desk-proxy-words.h"
#include "desk-tcp.h"

/* The longest that a step waits, ms, whatever the connect timeout of the profile */
#define MAX_STEP_TIMEOUT 10000
/* The longest that all of them may take, s */
#define MAX_TIME 60
/* MQTT 3.1.1 section 3.1.3.1: what every broker takes */
#define SAFE_CLIENT_ID 23
#define SUFFIX "-check"

/* A name beside that of the profile, so that a connection that is up stays up:
 * rules of the broker about the beginning of the name hold for both. */
static char *
make_client_id (const char *own)
{
  if (own == NULL || *own == '\0')
    return g_strdup_printf ("mqttdesk-check-%08x", g_random_int ());
  if (g_utf8_strlen (own, -1) + strlen (SUFFIX) > SAFE_CLIENT_ID && g_utf8_strlen (own, -1) <= SAFE_CLIENT_ID)
    {
      g_autofree char *begin = g_utf8_substring (own, 0, SAFE_CLIENT_ID - (glong) strlen (SUFFIX));

      return g_strconcat (begin, SUFFIX, NULL);
    }

  return g_strconcat (own, SUFFIX, NULL);
}

/**
 * desk_check_run_new:
 * @options: what is checked; copied
 * @cancellable: ends all
 *
 * Returns: (transfer full): a run that has not begun
 */
DeskCheckRun *
desk_check_run_new (const DeskConnectOptions *options, GCancellable *cancellable)
{
  DeskCheckRun *self = g_new0 (DeskCheckRun, 1);

  self->options = desk_connect_options_copy (options);
  self->client_id = make_client_id (options->client_id);
  self->probe = TRUE;
  self->step_timeout = MAX_STEP_TIMEOUT;
  if (options->connect_timeout > 0)
    self->step_timeout = MIN (self->step_timeout, options->connect_timeout * 1000);
  self->deadline = g_get_monotonic_time () + MAX_TIME * G_TIME_SPAN_SECOND;
  self->cancellable = g_object_ref (cancellable);
  self->topic = g_strdup_printf ("mqttdesk/check/%08x%08x", g_random_int (), g_random_int ());

  return self;
}

/**
 * desk_check_run_free:
 * @self: (transfer full): a run
 *
 * Closes whatever is open and frees it.
 */
void
desk_check_run_free (DeskCheckRun *self)
{
  g_clear_pointer (&self->client, desk_check_client_free);
  g_clear_pointer (&self->proxy, desk_proxy_options_free);
  g_clear_pointer (&self->at, desk_endpoint_free);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_clear_pointer (&self->other_ports, g_array_unref);
  desk_connect_options_free (self->options);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_object_unref (self->cancellable);
  g_free (self->client_id);
  g_free (self->topic);
  g_free (self);
}

/**
 * desk_check_is_on_network:
 * @run: a run
 *
 * Returns: whether names, addresses and ports lead to the broker, and not the
 *   path of a socket
 */
gboolean
desk_check_is_on_network (const DeskCheckRun *run)
{
  return !g_str_equal (run->options->endpoint->transport, "unix");
}

/**
 * desk_check_run_explain:
 * @self: a run that knows where to connect to
 * @cause: why that failed, as GIO says it
 *
 * Returns: (transfer full): the same in words, about the proxy or the broker
 */
GError *
desk_check_run_explain (DeskCheckRun *self, const GError *cause)
{
  GError *error = desk_tcp_explain (self->at, cause);

  if (self->proxy != NULL)
    {
      GError *of_proxy = desk_proxy_explain_way (self->proxy, error);

      g_error_free (error);
      error = of_proxy;
    }

  return error;
}

/**
 * desk_check_run_is_over:
 * @self: a run
 *
 * Returns: whether the person stopped it, or it took too long
 */
gboolean
desk_check_run_is_over (DeskCheckRun *self)
{
  return g_cancellable_is_cancelled (self->cancellable) || g_get_monotonic_time () >= self->deadline;
}

static gboolean
on_wake (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

static GSource *
attach (DeskCheckRun *self, GSource *source, GSourceFunc func)
{
  g_source_set_callback (source, func, NULL, NULL);
  g_source_attach (source, self->context);

  return source;
}

/**
 * desk_check_run_wait_for:
 * @self: a run
 * @holds: a condition; looked at again after each event of the context
 * @data: for @holds
 * @timeout: ms
 *
 * Returns: whether it held within the time and before the end of all
 */
gboolean
desk_check_run_wait_for (DeskCheckRun *self, gboolean (*holds) (gpointer data), gpointer data, guint timeout)
{
  gint64 until = MIN (g_get_monotonic_time () + timeout * G_TIME_SPAN_MILLISECOND, self->deadline);
  g_autoptr (GSource) clock = g_timeout_source_new (100);
  g_autoptr (GSource) end = g_cancellable_source_new (self->cancellable);
  gboolean held;

  attach (self, clock, on_wake);
  attach (self, end, G_SOURCE_FUNC (on_cancelled));
  while (!(held = holds (data)) && g_get_monotonic_time () < until
         && !g_cancellable_is_cancelled (self->cancellable))
    g_main_context_iteration (self->context, TRUE);
  g_source_destroy (clock);
  g_source_destroy (end);

  return held;
}

static gboolean
on_timeout (gpointer user_data)
{
  DeskCheckPending *self = user_data;

  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static void
cancel_other (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * desk_check_pending_begin:
 * @self: (out caller-allocates): a call
 * @run: a run
 * @timeout: ms that the call may take
 *
 * Prepares for an asynchronous call: it gets @self's cancellable, and
 * desk_check_pending_done() with @self.
 */
void
desk_check_pending_begin (DeskCheckPending *self, DeskCheckRun *run, guint timeout)
{
  gint64 left = MAX ((run->deadline - g_get_monotonic_time ()) / G_TIME_SPAN_MILLISECOND, 0);

  *self = (DeskCheckPending) { .run = run, .cancellable = g_cancellable_new () };
  self->timeout = g_timeout_source_new (MIN (timeout, (guint) left));
  g_source_set_callback (self->timeout, on_timeout, self, NULL);
  g_source_attach (self->timeout, run->context);
  self->handler = g_cancellable_connect (run->cancellable, G_CALLBACK (cancel_other), self->cancellable, NULL);
}

/**
 * desk_check_pending_done:
 * @source: who did it
 * @result: what came of it
 * @user_data: the #DeskCheckPending
 *
 * The callback of the call.
 */
void
desk_check_pending_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskCheckPending *self = user_data;

  self->result = g_object_ref (result);
  g_main_context_wakeup (self->run->context);
}

/**
 * desk_check_pending_wait:
 * @self: a call that was made
 *
 * Waits until it is over, which is soon after it was cancelled at the latest.
 *
 * Returns: (transfer none): what came of it
 */
GAsyncResult *
desk_check_pending_wait (DeskCheckPending *self)
{
  while (self->result == NULL)
    g_main_context_iteration (self->run->context, TRUE);

  return self->result;
}

/**
 * desk_check_pending_clear:
 * @self: a call that is over, or was not made
 *
 * Forgets it.
 */
void
desk_check_pending_clear (DeskCheckPending *self)
{
  if (self->cancellable == NULL)
    return;

  g_source_destroy (self->timeout);
  g_clear_pointer (&self->timeout, g_source_unref);
  g_cancellable_disconnect (self->run->cancellable, self->handler);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->result);
}
