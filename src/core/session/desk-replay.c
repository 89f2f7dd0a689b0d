/* desk-replay.c: messages of a log are published again
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-replay"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-replay-private.h"
#include "desk-session-private.h"

/* What is on its way to the broker at most; one message may be larger than that. */
#define MAX_IN_FLIGHT 128
#define MAX_BYTES_IN_FLIGHT (4 * 1024 * 1024)

#define TELL_EVERY 100 /* ms between two signals of progress */
#define LONGEST_SLEEP (60 * G_TIME_SPAN_SECOND)
#define LOOK_FOR_ROOM_EVERY 100 /* ms */

/* A message on its way. Those that the loss of a connection has left without an
 * answer are published again, in their order, when it goes on. */
typedef struct
{
  DeskReplay *replay;
  DeskMessage *message;         /* (owned) */
  DeskPublication *publication; /* (owned) (nullable): while it is on its way */
} Flight;

G_DEFINE_FINAL_TYPE (DeskReplay, desk_replay, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS
};

enum
{
  SIGNAL_PROGRESS,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void pump (DeskReplay *self);

static gint64
read_clock (gpointer user_data)
{
  return g_get_monotonic_time ();
}

static void
flight_free (gpointer data)
{
  Flight *flight = data;

  if (flight->publication != NULL)
    g_signal_handlers_disconnect_by_data (flight->publication, flight);
  g_clear_object (&flight->publication);
  desk_message_unref (flight->message);
  g_free (flight);
}

static gboolean
tell (gpointer user_data)
{
  DeskReplay *self = user_data;

  self->teller = 0;
  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0);

  return G_SOURCE_REMOVE;
}

static void
tell_soon (DeskReplay *self)
{
  if (self->teller == 0)
    self->teller = g_timeout_add (TELL_EVERY, tell, self);
}

static void
set_state (DeskReplay *self, DeskReplayState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_error (DeskReplay *self, const GError *error)
{
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
}

/* Nothing more is read or published. */
static void
end (DeskReplay *self, DeskReplayState state)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->feed, desk_replay_feed_free);
  g_queue_clear_full (&self->flights, flight_free);
  g_queue_clear_full (&self->lost, (GDestroyNotify) desk_message_unref);
  tell_soon (self);
  set_state (self, state);
}

static void
hold (DeskReplay *self, DeskReplayState state)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->paused_at = self->clock (self->clock_data);
  set_state (self, state);
}

/* What has no answer yet comes first when it goes on. */
static void
lose (DeskReplay *self, const GError *error)
{
  Flight *flight;

  if (self->state != DESK_REPLAY_RUNNING && self->state != DESK_REPLAY_PAUSED)
    return;
  /* It may belong to one of the publications that are let go. */
  set_error (self, error);
  while ((flight = g_queue_pop_tail (&self->flights)) != NULL)
    {
      g_queue_push_head (&self->lost, desk_message_ref (flight->message));
      flight_free (flight);
    }
  self->bytes_in_flight = 0;
  hold (self, DESK_REPLAY_LOST);
}

static void
on_session_state (DeskReplay *self)
{
  const GError *error = desk_session_get_error (self->session);
  g_autoptr (GError) reason = NULL;

  if (self->feed == NULL || desk_session_get_state (self->session) == DESK_SESSION_CONNECTED)
    return;
  if (error == NULL)
    {
      desk_fail (&reason, DESK_ERROR_NOT_CONNECTED, _ ("There is no connection any more."));
      error = reason;
    }
  lose (self, error);
}

static void
refuse (DeskReplay *self, const GError *error)
{
  if (self->n_refused++ == 0)
    set_error (self, error);
  tell_soon (self);
}

/* Whether it was this message that the broker or we did not want; else there is
 * no connection any more. */
static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, DESK_ERROR, DESK_ERROR_REFUSED_BY_BROKER)
         || g_error_matches (error, DESK_ERROR, DESK_ERROR_INVALID_TOPIC)
         || g_error_matches (error, DESK_ERROR, DESK_ERROR_INVALID_MESSAGE)
         || g_error_matches (error, DESK_ERROR, DESK_ERROR_PACKET_TOO_LARGE);
}

static void
on_published (Flight *flight)
{
  DeskReplay *self = flight->replay;
  DeskPublicationState state = desk_publication_get_state (flight->publication);
  const GError *error = desk_publication_get_error (flight->publication);

  if (!desk_publication_is_finished (flight->publication))
    return;
  if (state == DESK_PUBLICATION_FAILED && !is_refusal (error))
    {
      lose (self, error);
      return;
    }

  if (state == DESK_PUBLICATION_FAILED)
    refuse (self, error);
  else
    self->n_sent++;
  if (state == DESK_PUBLICATION_ACKNOWLEDGED)
    self->n_acknowledged++;
  self->bytes_in_flight -= flight->message->payload_size;
  g_queue_remove (&self->flights, flight);
  flight_free (flight);
  tell_soon (self);
  pump (self);
}

static gboolean
on_timer (gpointer user_data)
{
  DeskReplay *self = user_data;

  self->timer = 0;
  pump (self);

  return G_SOURCE_REMOVE;
}

static void
wake_in (DeskReplay *self, guint milliseconds)
{
  if (self->timer == 0)
    self->timer = g_timeout_add (milliseconds, on_timer, self);
}

/* Takes the message. Returns: FALSE if it has to wait for room or a connection */
static gboolean
publish (DeskReplay *self, DeskMessage *message)
{
  g_autofree char *topic = desk_replay_rewrite (message->topic, self->old_prefix, self->new_prefix);
  guint qos = self->qos >= 0 ? (guint) self->qos : MIN (message->flags & DESK_MESSAGE_QOS_MASK, 2u);
  gboolean retained = self->retained >= 0 ? self->retained > 0 : (message->flags & DESK_MESSAGE_RETAINED) != 0;
  g_autoptr (DeskProperties) ours = _desk_replay_take_properties (self, message->properties);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskPublication) publication = NULL;
  Flight *flight;

  if (_desk_replay_check_topic (topic, &error))
    publication = _desk_session_publish_at_once (self->session, topic, message->payload, qos, retained, ours, &error);
  if (publication == NULL && !is_refusal (error))
    {
      g_queue_push_head (&self->lost, message);
      /* What was on its way when a connection ended still takes room. */
      if (g_error_matches (error, DESK_ERROR, DESK_ERROR_QUEUE_FULL))
        wake_in (self, LOOK_FOR_ROOM_EVERY);
      else
        lose (self, error);
      return FALSE;
    }
  if (publication == NULL)
    {
      refuse (self, error);
      desk_message_unref (message);
      return TRUE;
    }

  flight = g_new0 (Flight, 1);
  *flight = (Flight) { self, message, g_object_ref (publication) };
  g_queue_push_tail (&self->flights, flight);
  self->bytes_in_flight += message->payload_size;
  g_signal_connect_swapped (publication, "notify::state", G_CALLBACK (on_published), flight);

  return TRUE;
}

/* Returns: µs until the message is due; not more than 0 if it is */
static gint64
get_delay (DeskReplay *self, const DeskMessage *message)
{
  gint64 now = self->clock (self->clock_data);

  if (!self->has_begun)
    {
      self->has_begun = TRUE;
      self->base = now;
      self->base_time = self->latest = message->time;
    }
  if (self->speed <= 0)
    return 0;
  /* A clock that was set back does not make anything wait. */
  self->latest = MAX (self->latest, message->time);

  return self->base + (gint64) ((double) (self->latest - self->base_time) / self->speed) - now;
}

static void
finish_if_ended (DeskReplay *self)
{
  const GError *error;

  if (!desk_replay_feed_ended (self->feed, &error) || desk_replay_feed_peek (self->feed) != NULL
      || !g_queue_is_empty (&self->flights))
    return;
  if (error != NULL)
    set_error (self, error);
  end (self, error != NULL ? DESK_REPLAY_FAILED : DESK_REPLAY_DONE);
}

/* Publishes what is due, as much as may be on its way. */
static void
pump (DeskReplay *self)
{
  while (self->state == DESK_REPLAY_RUNNING && g_queue_get_length (&self->flights) < MAX_IN_FLIGHT
         && (self->bytes_in_flight < MAX_BYTES_IN_FLIGHT || g_queue_is_empty (&self->flights)))
    {
      DeskMessage *next = g_queue_pop_head (&self->lost);

      if (next == NULL)
        {
          gint64 delay;

          next = desk_replay_feed_peek (self->feed);
          if (next == NULL)
            {
              finish_if_ended (self);
              return;
            }
          delay = get_delay (self, next);
          if (delay > 0)
            {
              wake_in (self, (guint) (MIN (delay, LONGEST_SLEEP) / 1000 + 1));
              return;
            }
          next = desk_replay_feed_pop (self->feed);
        }
      if (!publish (self, next))
        return;
    }
}

static void
on_fed (gpointer user_data)
{
  pump (user_data);
}

static void
desk_replay_dispose (GObject *object)
{
  DeskReplay *self = DESK_REPLAY (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->teller, g_source_remove);
  g_clear_pointer (&self->feed, desk_replay_feed_free);
  g_queue_clear_full (&self->flights, flight_free);
  g_queue_clear_full (&self->lost, (GDestroyNotify) desk_message_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_replay_parent_class)->dispose (object);
}

static void
desk_replay_finalize (GObject *object)
{
  DeskReplay *self = DESK_REPLAY (object);

  g_free (self->log_path);
  g_clear_pointer (&self->scope, desk_log_scope_unref);
  g_free (self->old_prefix);
  g_free (self->new_prefix);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (desk_replay_parent_class)->finalize (object);
}

static void
desk_replay_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) desk_replay_get_state (DESK_REPLAY (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_replay_class_init (DeskReplayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = desk_replay_dispose;
  object_class->finalize = desk_replay_finalize;
  object_class->get_property = desk_replay_get_property;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, DESK_REPLAY_FAILED, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_PROGRESS] = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 0);
}

static void
desk_replay_init (DeskReplay *self)
{
  self->clock = read_clock;
  g_queue_init (&self->flights);
  g_queue_init (&self->lost);
}

/**
 * desk_replay_new:
 * @session: where to publish
 * @log_path: a log file, perhaps that of @session
 * @scope: which messages of it; what arrives after the start is never among them
 * @options: how
 *
 * Returns: (transfer full): a replay that has not begun
 */
DeskReplay *
desk_replay_new (DeskSession *session, const char *log_path, DeskLogScope *scope, const DeskReplayOptions *options)
{
  DeskReplay *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (options->qos >= -1 && options->qos <= 2, NULL);

  self = g_object_new (DESK_TYPE_REPLAY, NULL);
  self->session = g_object_ref (session);
  self->log_path = g_strdup (log_path);
  self->scope = desk_log_scope_ref (scope);
  self->speed = options->speed;
  self->old_prefix = g_strdup (options->old_prefix);
  self->new_prefix = g_strdup (options->new_prefix);
  self->qos = options->qos;
  self->retained = options->retained;

  return self;
}

/**
 * desk_replay_start:
 * @self: a replay that has not begun
 *
 * Begins to publish.
 */
void
desk_replay_start (DeskReplay *self)
{
  g_return_if_fail (DESK_IS_REPLAY (self));
  g_return_if_fail (self->feed == NULL);

  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (on_session_state), self, G_CONNECT_SWAPPED);
  self->feed = desk_replay_feed_new (self->log_path, self->scope, on_fed, self);
  on_session_state (self);
}

/**
 * desk_replay_pause:
 * @self: a replay
 *
 * Publishes nothing more for now. What is on its way is still counted.
 */
void
desk_replay_pause (DeskReplay *self)
{
  g_return_if_fail (DESK_IS_REPLAY (self));

  if (self->state == DESK_REPLAY_RUNNING)
    hold (self, DESK_REPLAY_PAUSED);
}

/**
 * desk_replay_resume:
 * @self: a replay
 *
 * Goes on where it was paused or the connection was lost; the time in between
 * does not count. Without a connection nothing happens.
 */
void
desk_replay_resume (DeskReplay *self)
{
  g_return_if_fail (DESK_IS_REPLAY (self));

  if ((self->state != DESK_REPLAY_PAUSED && self->state != DESK_REPLAY_LOST)
      || desk_session_get_state (self->session) != DESK_SESSION_CONNECTED)
    return;
  self->base += self->clock (self->clock_data) - self->paused_at;
  if (self->n_refused == 0)
    set_error (self, NULL);
  set_state (self, DESK_REPLAY_RUNNING);
  pump (self);
}

/**
 * desk_replay_stop:
 * @self: a replay
 *
 * Ends it. What is on its way arrives or does not.
 */
void
desk_replay_stop (DeskReplay *self)
{
  g_return_if_fail (DESK_IS_REPLAY (self));

  if (self->state <= DESK_REPLAY_LOST)
    end (self, DESK_REPLAY_STOPPED);
}

/**
 * desk_replay_get_wait:
 * @self: a replay
 *
 * Returns: µs until the next message is due; 0 if it waits for nothing
 */
gint64
desk_replay_get_wait (DeskReplay *self)
{
  DeskMessage *next;

  g_return_val_if_fail (DESK_IS_REPLAY (self), 0);

  if (self->state != DESK_REPLAY_RUNNING || self->timer == 0)
    return 0;
  next = desk_replay_feed_peek (self->feed);

  return next != NULL ? MAX (get_delay (self, next), 0) : 0;
}

void
_desk_replay_set_clock (DeskReplay *self, DeskReplayClock clock, gpointer user_data)
{
  self->clock = clock;
  self->clock_data = user_data;
}

void
_desk_replay_look (DeskReplay *self)
{
  pump (self);
}
