/* desk-session-events.c: what the network thread tells, brought to the main thread
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-session"

#include "config.h"

#include "desk-batch.h"
#include "desk-session-private.h"

typedef enum
{
  EVENT_STEP,
  EVENT_REACHED,
  EVENT_SECURED,
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
  guint64 token; /* or a number of messages */
  gint64 when; /* monotonic, µs */
  DeskConnectStep step;
  gboolean flag;              /* session present, or acknowledged */
  guint8 code;                /* granted QoS, refusal or reason */
  DeskProperties *properties; /* (owned) (nullable) */
  DeskSecurity *security;     /* (owned) (nullable) */
  char *address;              /* (owned) (nullable) */
  char *proxy;                /* (owned) (nullable) */
  GError *error;              /* (owned) (nullable) */
} Event;

/* Events wait here until the main thread looks; at most one turn of its loop
 * is asked for at a time. The mailbox outlives the session if the network
 * thread still holds it. */
struct _DeskSessionMailbox
{
  gatomicrefcount ref_count;
  GMutex mutex;
  GQueue events;          /* (mutex) of Event */
  gboolean scheduled;     /* (mutex) */
  DeskTraffic total;      /* (mutex) */
  DeskTraffic begun_with; /* (mutex): the total when the connection began */
  GMainContext *context;  /* (owned) */
  DeskLog *log;           /* (owned): messages go there straight from the network thread */
  DeskSession *session;   /* (unowned) (nullable): used in the main thread only */
};

static void
event_free (Event *event)
{
  g_clear_pointer (&event->properties, desk_properties_unref);
  g_clear_pointer (&event->security, desk_security_unref);
  g_free (event->address);
  g_free (event->proxy);
  g_clear_error (&event->error);
  g_free (event);
}

static DeskSessionMailbox *
mailbox_ref (DeskSessionMailbox *mailbox)
{
  g_atomic_ref_count_inc (&mailbox->ref_count);

  return mailbox;
}

static void
mailbox_unref (gpointer data)
{
  DeskSessionMailbox *mailbox = data;

  if (!g_atomic_ref_count_dec (&mailbox->ref_count))
    return;

  g_queue_clear_full (&mailbox->events, (GDestroyNotify) event_free);
  g_mutex_clear (&mailbox->mutex);
  g_main_context_unref (mailbox->context);
  g_object_unref (mailbox->log);
  g_free (mailbox);
}

static void
handle (DeskSession *self, Event *event)
{
  switch (event->kind)
    {
    case EVENT_STEP:
      _desk_session_on_step (self, event->step);
      break;
    case EVENT_REACHED:
      if (self->state == DESK_SESSION_CONNECTING)
        _desk_session_set_way (self, event->address, event->proxy);
      break;
    case EVENT_SECURED:
      if (self->state == DESK_SESSION_CONNECTING)
        _desk_session_set_security (self, event->security);
      break;
    case EVENT_CONNECTED:
      _desk_session_on_connected (self, event->flag, event->properties);
      break;
    case EVENT_LOST:
      _desk_session_on_lost (self, event->error);
      break;
    case EVENT_SUBSCRIBED:
      _desk_session_on_subscribed (self, event->token, event->code, event->error);
      break;
    case EVENT_UNSUBSCRIBED:
      _desk_session_on_unsubscribed (self, event->token, event->error);
      break;
    case EVENT_PUBLISHED:
      _desk_session_on_published (self, event->token, event->when, event->flag, event->code, event->error);
      break;
    case EVENT_BACKLOG:
      _desk_session_on_backlog (self, event->token);
      break;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
on_scheduled (gpointer data)
{
  DeskSessionMailbox *mailbox = data;
  GQueue events = G_QUEUE_INIT;
  Event *event;

  g_mutex_lock (&mailbox->mutex);
  events = mailbox->events;
  g_queue_init (&mailbox->events);
  mailbox->scheduled = FALSE;
  g_mutex_unlock (&mailbox->mutex);

  while ((event = g_queue_pop_head (&events)) != NULL)
    {
      if (mailbox->session != NULL)
        {
          g_autoptr (DeskSession) session = g_object_ref (mailbox->session);

          handle (session, event);
        }
      event_free (event);
    }

  return G_SOURCE_REMOVE;
}

static void
post (DeskSessionMailbox *mailbox, Event event)
{
  Event *copy = g_memdup2 (&event, sizeof event);
  gboolean schedule;

  copy->when = g_get_monotonic_time ();

  g_mutex_lock (&mailbox->mutex);
  g_queue_push_tail (&mailbox->events, copy);
  schedule = !mailbox->scheduled;
  mailbox->scheduled = TRUE;
  g_mutex_unlock (&mailbox->mutex);

  if (schedule)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_static_name (source, "session events");
      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, on_scheduled, mailbox_ref (mailbox), mailbox_unref);
      g_source_attach (source, mailbox->context);
    }
}

static GError *
copy_error (const GError *error)
{
  return error != NULL ? g_error_copy (error) : NULL;
}

static void
on_step (DeskConnectStep step, const char *detail, gpointer user_data)
{
  post (user_data, (Event) { .kind = EVENT_STEP, .step = step });
}

static void
on_reached (const char *address, const char *proxy, gpointer user_data)
{
  post (user_data,
        (Event) { .kind = EVENT_REACHED, .address = g_strdup (address), .proxy = g_strdup (proxy) });
}

static void
on_secured (DeskSecurity *security, gpointer user_data)
{
  post (user_data, (Event) { .kind = EVENT_SECURED, .security = desk_security_ref (security) });
}

static void
on_connected (gboolean session_present, DeskProperties *properties, gpointer user_data)
{
  DeskSessionMailbox *mailbox = user_data;
  double held_back = desk_log_get_held_back (mailbox->log);

  g_mutex_lock (&mailbox->mutex);
  mailbox->begun_with = mailbox->total;
  mailbox->begun_with.held_back = held_back;
  mailbox->begun_with.since = g_get_real_time ();
  g_mutex_unlock (&mailbox->mutex);

  post (user_data, (Event) {
                       .kind = EVENT_CONNECTED,
                       .flag = session_present,
                       .properties = properties != NULL ? desk_properties_ref (properties) : NULL,
                   });
}

static void
on_lost (const GError *error, gpointer user_data)
{
  post (user_data, (Event) { .kind = EVENT_LOST, .error = copy_error (error) });
}

static void
on_messages (DeskBatch *batch, gpointer user_data)
{
  DeskSessionMailbox *mailbox = user_data;
  DeskTraffic traffic = { 0 };

  for (guint i = 0; i < desk_batch_get_length (batch); i++)
    {
      DeskRecord record;
      gboolean outgoing;

      desk_batch_get (batch, i, &record);
      outgoing = (record.flags & DESK_MESSAGE_OUTGOING) != 0;
      *(outgoing ? &traffic.sent : &traffic.received) += 1;
      *(outgoing ? &traffic.sent_bytes : &traffic.received_bytes) += record.length;
    }
  desk_log_append (mailbox->log, batch);

  /* Afterwards: what is counted here and waits nowhere is in the log or was refused. */
  g_mutex_lock (&mailbox->mutex);
  mailbox->total.received += traffic.received;
  mailbox->total.received_bytes += traffic.received_bytes;
  mailbox->total.sent += traffic.sent;
  mailbox->total.sent_bytes += traffic.sent_bytes;
  g_mutex_unlock (&mailbox->mutex);
}

static void
on_subscribed (guint64 token, guint8 code, const GError *error, gpointer user_data)
{
  post (user_data, (Event) { .kind = EVENT_SUBSCRIBED, .token = token, .code = code, .error = copy_error (error) });
}

static void
on_unsubscribed (guint64 token, const GError *error, gpointer user_data)
{
  post (user_data, (Event) { .kind = EVENT_UNSUBSCRIBED, .token = token, .error = copy_error (error) });
}

static void
on_published (guint64 token, gboolean acknowledged, guint8 reason, const GError *error, gpointer user_data)
{
  post (user_data, (Event) {
                       .kind = EVENT_PUBLISHED,
                       .token = token,
                       .flag = acknowledged,
                       .code = reason,
                       .error = copy_error (error),
                   });
}

static void
on_backlog (guint64 n, gpointer user_data)
{
  post (user_data, (Event) { .kind = EVENT_BACKLOG, .token = n });
}

DeskSessionMailbox *
_desk_session_mailbox_new (DeskSession *self)
{
  DeskSessionMailbox *mailbox = g_new0 (DeskSessionMailbox, 1);

  g_atomic_ref_count_init (&mailbox->ref_count);
  g_mutex_init (&mailbox->mutex);
  g_queue_init (&mailbox->events);
  mailbox->context = g_main_context_ref (self->context);
  mailbox->log = g_object_ref (self->log);
  mailbox->session = self;
  mailbox->total.since = g_get_real_time ();

  return mailbox;
}

/* Of the connection that is, or else was last, and of all of them */
void
_desk_session_mailbox_get_traffic (DeskSessionMailbox *mailbox, DeskTraffic *connection, DeskTraffic *total)
{
  double held_back = desk_log_get_held_back (mailbox->log);
  DeskTraffic begun_with;

  g_mutex_lock (&mailbox->mutex);
  *total = mailbox->total;
  begun_with = mailbox->begun_with;
  g_mutex_unlock (&mailbox->mutex);

  total->held_back = held_back;
  *connection = (DeskTraffic) {
    .received = total->received - begun_with.received,
    .received_bytes = total->received_bytes - begun_with.received_bytes,
    .sent = total->sent - begun_with.sent,
    .sent_bytes = total->sent_bytes - begun_with.sent_bytes,
    .held_back = MAX (held_back - begun_with.held_back, 0),
    .since = begun_with.since,
  };
}

/* The session is going; what still waits is dropped. */
void
_desk_session_mailbox_close (DeskSessionMailbox *mailbox)
{
  mailbox->session = NULL;
  mailbox_unref (mailbox);
}

/* The client is joined before the mailbox is closed, so it needs no
 * reference of its own. */
DeskClient *
_desk_session_client_new (DeskSession *self)
{
  static const DeskClientFuncs funcs = {
    .step = on_step,
    .reached = on_reached,
    .secured = on_secured,
    .connected = on_connected,
    .lost = on_lost,
    .messages = on_messages,
    .subscribed = on_subscribed,
    .unsubscribed = on_unsubscribed,
    .published = on_published,
    .backlog = on_backlog,
  };
  DeskClient *client = desk_client_new (&funcs, self->mailbox);

  desk_client_set_trace (client, self->trace);

  return client;
}
