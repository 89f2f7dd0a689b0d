/* desk-client-connection.c: from the first step of a connection to its end
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-client"

#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include <mqtt_protocol.h>

#include <glib/gi18n-lib.h>

#include "desk-client-private.h"
#include "desk-connect-packet.h"
#include "desk-error.h"
#include "desk-handle.h"
#include "desk-mosquitto-source.h"
#include "desk-reason.h"

/* How long DISCONNECT may take to reach the network, s */
#define LEAVE_TIMEOUT 3

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    {
      g_source_destroy (*source);
      g_clear_pointer (source, g_source_unref);
    }
}

static void
start_source (DeskClient *self, GSource **place, GSource *source, GSourceFunc func, const char *name)
{
  clear_source (place);
  *place = source;
  g_source_set_static_name (source, name);
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, self->context);
}

static char *
describe_endpoint (DeskClient *self)
{
  return desk_endpoint_to_string (self->options->endpoint);
}

/* Takes apart what carries bytes, and what was learnt from them. */
static void
forget_connection (DeskClient *self)
{
  clear_source (&self->failing);
  clear_source (&self->watch);
  clear_source (&self->source);
  g_clear_pointer (&self->relay, desk_relay_free);
  __atomic_store_n (&self->last_heard, 0, __ATOMIC_RELAXED);
  __atomic_store_n (&self->unanswered_since, 0, __ATOMIC_RELAXED);
  _desk_client_forget_backlog (self);

  self->connack_came = FALSE;
  self->connack_reason = 0;
  g_clear_pointer (&self->connack_properties, desk_properties_unref);
  self->disconnect_came = FALSE;
  self->disconnect_reason = 0;
  g_clear_pointer (&self->disconnect_properties, desk_properties_unref);
  g_clear_error (&self->failure);
  self->incoming_size = 0;
  self->ping_sent = 0;
  self->ping_waits = FALSE;
  self->check_began = 0;
  self->last_sent = 0;
}

/**
 * _desk_client_drop_handle:
 * @self: a client
 *
 * Destroys the handle, which has no source any more, and what belongs to it.
 */
void
_desk_client_drop_handle (DeskClient *self)
{
  if (self->handle == NULL)
    return;

  _desk_client_forget_outbox (self);
  g_clear_pointer (&self->handle, mosquitto_destroy);
  g_clear_pointer (&self->arrivals, desk_arrivals_free);
  g_clear_pointer (&self->outbox, desk_outbox_free);
  self->handle_is_kept = FALSE;
  self->handle_is_stale = FALSE;
  self->last_packet_id = 0;
}

/* The same handle must meet the session again if there is something half done
 * in both: a new one would answer PUBREL without delivering the message. An
 * attempt that comes to nothing leaves a kept handle as it was. */
static gboolean
is_handle_worth_keeping (DeskClient *self, gboolean library_has_all)
{
  gboolean was_accepted = self->connack_came && self->connack_reason == 0;

  return self->handle != NULL && !self->closing && !self->handle_is_stale && !self->options->clean_start
         && (was_accepted ? library_has_all : self->handle_is_kept)
         && (desk_arrivals_get_n_unreleased (self->arrivals) > 0
             || desk_outbox_get_largest (self->outbox, self->options->version) > 0);
}

/* The end of an attempt or a connection, whatever the reason. @error is taken;
 * @library_has_all: what the library did not get does not exist. */
static void
finish (DeskClient *self, GError *error, gboolean library_has_all)
{
  gboolean keep;

  /* Who wanted it to end is not told what else was wrong. */
  if (self->state == DESK_CLIENT_LEAVING)
    g_clear_error (&error);
  _desk_client_flush (self);
  clear_source (&self->timeout);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  if (self->arrivals != NULL)
    desk_arrivals_forget (self->arrivals);
  keep = is_handle_worth_keeping (self, library_has_all);
  forget_connection (self);
  _desk_client_trace_ended (self, error);
  _desk_client_give_up (self, keep);
  self->handle_is_kept = keep;
  if (!keep)
    _desk_client_drop_handle (self);

  self->state = DESK_CLIENT_IDLE;
  self->step = DESK_STEP_NONE;
  if (!self->closing)
    self->funcs.lost (error, self->user_data);
  g_clear_error (&error);
}

/* All that came is in the library, but the last packet may lack its end. */
static void
settle_arrivals (DeskClient *self)
{
  desk_arrivals_received_all (self->arrivals, desk_relay_get_n_read (self->relay) < self->incoming_size);
}

/* Of several things that are known about an end the one that says most counts. */
static GError *
describe_end (DeskClient *self, int rc, int saved_errno)
{
  const GError *cause = self->relay != NULL ? desk_relay_get_error (self->relay) : NULL;
  GError *error = NULL;

  if (self->connack_reason != 0)
    desk_reason_connack (self->options->version, self->connack_reason, self->connack_properties, &error);
  else if (self->disconnect_came)
    desk_reason_disconnect (self->disconnect_reason, self->disconnect_properties, &error);
  else if (self->state == DESK_CLIENT_GREETING && g_error_matches (cause, DESK_ERROR, DESK_ERROR_CLOSED))
    {
      g_autofree char *endpoint = describe_endpoint (self);

      desk_fail (&error, DESK_ERROR_CLOSED,
                 _ ("%s closed the connection without an answer. Is it an MQTT broker, does it speak this "
                    "version of MQTT, and does this port want TLS? Its log may tell why."),
                 endpoint);
    }
  else if (cause != NULL)
    error = g_error_copy (cause);
  else
    desk_handle_explain (rc, saved_errno, &error);

  return error;
}

static void
on_lost (int rc, int saved_errno, gpointer user_data)
{
  DeskClient *self = user_data;
  gboolean has_all;
  GError *error;

  /* After DISCONNECT the relay tells when all has gone. */
  if (self->state == DESK_CLIENT_LEAVING)
    return;

  /* It read to the end of what came from the network; an end within a packet
   * is an error without errno. */
  has_all = (rc == MOSQ_ERR_CONN_LOST || (rc == MOSQ_ERR_ERRNO && saved_errno == 0))
            && desk_relay_get_error (self->relay) != NULL;
  if (has_all)
    settle_arrivals (self);

  error = describe_end (self, rc, saved_errno);
  finish (self, error, has_all);
}

static void
on_relay_ended (const GError *cause, gpointer user_data)
{
  DeskClient *self = user_data;

  /* In order, the library said of each message that it has it. */
  if (self->state == DESK_CLIENT_LEAVING)
    finish (self, NULL, cause == NULL);
  else
    finish (self, describe_end (self, MOSQ_ERR_SUCCESS, 0), FALSE);
}

static gboolean
on_failing (gpointer user_data)
{
  DeskClient *self = user_data;

  finish (self, g_steal_pointer (&self->failure), FALSE);

  return G_SOURCE_REMOVE;
}

static GSource *
new_urgent_source (void)
{
  GSource *source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_HIGH);

  return source;
}

/**
 * _desk_client_fail_soon:
 * @self: a client with a connection
 * @error: (transfer full): why it cannot go on
 *
 * Ends the connection from inside a callback of relay or library, neither of
 * which may be freed there. The library does not see another packet.
 */
void
_desk_client_fail_soon (DeskClient *self, GError *error)
{
  if (self->failing != NULL)
    {
      g_error_free (error);
      return;
    }

  self->failure = error;
  self->handle_is_stale = TRUE;
  g_source_destroy (self->source);
  start_source (self, &self->failing, new_urgent_source (), on_failing, "DeskClient: failing");
}

static gboolean
on_timeout (gpointer user_data)
{
  DeskClient *self = user_data;
  g_autofree char *endpoint = describe_endpoint (self);
  guint seconds = self->options->connect_timeout;
  GError *error = NULL;

  switch (self->step)
    {
    case DESK_STEP_RESOLVING:
      desk_fail (
          &error, DESK_ERROR_TIMEOUT,
          _ ("The address of “%s” could not be found within %'u s. Is this computer online, and does its name "
             "server answer?"),
          self->options->endpoint->host, seconds);
      break;
    case DESK_STEP_CONNECTING:
    case DESK_STEP_NONE:
      desk_fail (
          &error, DESK_ERROR_TIMEOUT,
          _ ("%s did not answer within %'u s. Is the computer on, and does a firewall let this port through?"),
          endpoint, seconds);
      break;
    case DESK_STEP_PROXY:
      desk_fail (&error, DESK_ERROR_TIMEOUT,
                 _ ("The proxy did not reach %s within %'u s. Check the proxy, or connect without one."),
                 endpoint, seconds);
      break;
    case DESK_STEP_TLS:
      desk_fail (&error, DESK_ERROR_TIMEOUT,
                 _ ("The TLS handshake with %s was not over after %'u s. Does this port speak TLS?"), endpoint,
                 seconds);
      break;
    case DESK_STEP_WEBSOCKET:
      desk_fail (&error, DESK_ERROR_TIMEOUT,
                 _ ("%s did not answer to the WebSocket request within %'u s. Check port and path."), endpoint,
                 seconds);
      break;
    case DESK_STEP_CONNACK:
    default:
      desk_fail (&error, DESK_ERROR_TIMEOUT,
                 _ ("%s took the connection, but did not answer to CONNECT within %'u s. Is it an MQTT "
                    "broker, and does this port want TLS?"),
                 endpoint, seconds);
      break;
    }
  finish (self, error, FALSE);

  return G_SOURCE_REMOVE;
}

static void
set_step (DeskClient *self, DeskConnectStep step, const char *detail)
{
  self->step = step;
  _desk_client_trace_step (self, step, detail);
  self->funcs.step (step, detail, self->user_data);
}

/* Lets the library in on a stream that somebody opened. */
static void
greet (DeskClient *self, GIOStream *stream)
{
  static const DeskRelayFuncs relay_funcs = { .packet = _desk_client_on_packet, .ended = on_relay_ended };
  g_autoptr (GByteArray) connect = NULL;
  GError *error = NULL;
  int rc;

  connect = desk_connect_packet_new (self->options, &error);
  if (connect == NULL)
    {
      finish (self, error, FALSE);
      return;
    }
  self->relay = desk_relay_new (stream, self->options->version, self->options->max_packet, &relay_funcs, self,
                                &error);
  if (self->relay != NULL && self->handle == NULL)
    {
      self->handle = desk_handle_new (self->options, self, &error);
      if (self->handle != NULL)
        {
          self->arrivals = desk_arrivals_new ();
          self->outbox = desk_outbox_new ();
        }
    }
  if (error != NULL)
    {
      explicit_bzero (connect->data, connect->len);
      finish (self, error, FALSE);
      return;
    }

  desk_relay_set_topic_alias_maximum (self->relay, self->options->mqtt5->topic_alias_maximum);
  desk_relay_set_connect (self->relay, g_steal_pointer (&connect));
  _desk_client_trace_opened (self, stream);
  _desk_client_set_callbacks (self);
  self->state = DESK_CLIENT_GREETING;
  set_step (self, DESK_STEP_CONNACK, NULL);

  /* It need not look at its clocks: we do that. */
  self->source = desk_mosquitto_source_new (self->handle);
  desk_mosquitto_source_set_lost (self->source, on_lost, self, NULL);
  desk_mosquitto_source_set_housekeeping (self->source, FALSE);
  g_source_attach (self->source, self->context);
  self->watch = _desk_client_new_watch (self);

  rc = desk_handle_connect (self->handle, self->options, desk_relay_get_path (self->relay));
  if (rc != MOSQ_ERR_SUCCESS)
    {
      desk_handle_explain (rc, errno, &error);
      finish (self, error, FALSE);
    }
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskClient *self = user_data;
  GError *error = NULL;
  g_autoptr (GIOStream) stream = desk_transport_connect_finish (DESK_TRANSPORT (source), result, &error);

  self->n_opening--;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      if (self->closing && self->n_opening == 0)
        g_main_loop_quit (self->loop);
      return;
    }

  g_clear_object (&self->cancellable);
  if (stream != NULL)
    {
      _desk_client_tell_way (self, stream);
      greet (self, stream);
    }
  else
    finish (self, error, FALSE);
}

static void
on_step (DeskTransport *transport, int step, const char *detail, gpointer user_data)
{
  set_step (user_data, (DeskConnectStep) step, detail);
}

static void
open_transport (DeskClient *self)
{
  g_autoptr (DeskTransport) transport = desk_transport_new (self->options->endpoint);

  self->state = DESK_CLIENT_OPENING;
  self->cancellable = g_cancellable_new ();
  self->n_opening++;
  g_signal_connect (transport, "step", G_CALLBACK (on_step), self);
  desk_transport_connect_async (transport, self->cancellable, on_opened, self);
}

static gboolean
on_start_anew (gpointer user_data)
{
  DeskClient *self = user_data;

  forget_connection (self);
  _desk_client_drop_handle (self);
  open_transport (self);

  return G_SOURCE_REMOVE;
}

/**
 * _desk_client_start_anew_soon:
 * @self: a client whose CONNACK came
 *
 * The broker does not know the session any more that the kept handle belongs
 * to: what is half done there must not be sent. Before the library can see the
 * CONNACK, the attempt begins again with a new handle.
 */
void
_desk_client_start_anew_soon (DeskClient *self)
{
  self->session_is_new = TRUE;
  g_source_destroy (self->source);
  start_source (self, &self->failing, new_urgent_source (), on_start_anew, "DeskClient: start anew");
}

/**
 * _desk_client_start:
 * @self: a client
 * @options: (transfer full): where and how to connect
 *
 * Begins an attempt.
 */
void
_desk_client_start (DeskClient *self, DeskConnectOptions *options)
{
  if (self->state != DESK_CLIENT_IDLE)
    finish (self, NULL, FALSE);
  if (self->handle != NULL && !desk_connect_options_is_same_session (options, self->options))
    _desk_client_drop_handle (self);
  g_clear_pointer (&self->options, desk_connect_options_free);
  self->options = options;
  self->session_is_new = FALSE;

  if (options->connect_timeout > 0)
    start_source (self, &self->timeout, g_timeout_source_new (options->connect_timeout * 1000), on_timeout,
                  "DeskClient: connect timeout");
  open_transport (self);
}

/**
 * _desk_client_connected:
 * @self: a client whose library accepted CONNACK
 *
 * The attempt has succeeded.
 */
void
_desk_client_connected (DeskClient *self)
{
  clear_source (&self->timeout);
  self->state = DESK_CLIENT_UP;
  self->step = DESK_STEP_NONE;
  _desk_client_trace_accepted (self);

  self->funcs.connected (self->session_present && !self->session_is_new, self->connack_properties,
                         self->user_data);
  _desk_client_probe_backlog (self);
}

static gboolean
on_leave_timeout (gpointer user_data)
{
  DeskClient *self = user_data;

  finish (self, NULL, FALSE);

  return G_SOURCE_REMOVE;
}

/* Before MQTT 5 the broker publishes the will when there is no DISCONNECT
 * (MQTT 3.1.1 section 3.1.2.5): the relay takes this for the end of the library,
 * passes on what came before, and closes. */
static void
close_without_word (DeskClient *self)
{
  int fd = mosquitto_socket (self->handle);

  if (fd >= 0)
    shutdown (fd, SHUT_WR);
}

static void
say_goodbye (DeskClient *self, gboolean with_will)
{
  if (!with_will)
    mosquitto_disconnect (self->handle);
  else if (self->options->version == DESK_MQTT_5)
    mosquitto_disconnect_v5 (self->handle, MQTT_RC_DISCONNECT_WITH_WILL_MSG, NULL);
  else
    close_without_word (self);
}

/**
 * _desk_client_leave:
 * @self: a client
 * @with_will: whether the broker is to publish the last will
 *
 * Sends DISCONNECT and lets it reach the network, or gives an attempt up.
 */
void
_desk_client_leave (DeskClient *self, gboolean with_will)
{
  switch (self->state)
    {
    case DESK_CLIENT_IDLE:
    case DESK_CLIENT_LEAVING:
      break;

    case DESK_CLIENT_UP:
      if (self->failing == NULL)
        {
          self->state = DESK_CLIENT_LEAVING;
          start_source (self, &self->timeout, g_timeout_source_new (LEAVE_TIMEOUT * 1000), on_leave_timeout,
                        "DeskClient: leave timeout");
          say_goodbye (self, with_will);
          break;
        }
      G_GNUC_FALLTHROUGH;

    case DESK_CLIENT_OPENING:
    case DESK_CLIENT_GREETING:
    default:
      finish (self, NULL, FALSE);
      break;
    }
}

/**
 * _desk_client_close:
 * @self: a client
 *
 * Drops everything and ends the thread's loop as soon as nobody can call back
 * any more.
 */
void
_desk_client_close (DeskClient *self)
{
  self->closing = TRUE;
  if (self->state != DESK_CLIENT_IDLE)
    finish (self, NULL, FALSE);
  _desk_client_drop_handle (self);
  g_clear_pointer (&self->options, desk_connect_options_free);

  if (self->n_opening == 0)
    g_main_loop_quit (self->loop);
}
