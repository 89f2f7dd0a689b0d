/* desk-mosquitto-source.c: drives one libmosquitto handle from any GMainContext
 *
 * The library is told to read, to write and to look at its clocks when there is
 * reason to, and is left alone otherwise. There is no TLS in it: its socket is
 * an AF_UNIX one.
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-mosquitto-source"

#include "config.h"

#include <errno.h>
#include <poll.h>

#include "desk-mosquitto-source.h"

/* Time that one dispatch may take while others wait for the same context, µs */
#define BUDGET 4000

/* All clocks of the library tick in seconds. */
#define HOUSEKEEPING G_USEC_PER_SEC

#define ALWAYS (G_IO_IN | G_IO_ERR | G_IO_HUP)

typedef struct
{
  GSource source;
  struct mosquitto *mosq; /* (unowned) */
  int fd;                 /* the library's socket as far as we know; -1: none */
  gpointer tag;           /* (nullable): of fd */
  GIOCondition condition;
  gboolean gone; /* the socket was closed while nobody looked */
  gboolean housekeeping;
  gint64 next_housekeeping; /* monotonic time, µs */

  DeskMosquittoLostFunc lost; /* (nullable) */
  gpointer lost_data;
  GDestroyNotify lost_destroy; /* (nullable) */
} MosquittoSource;

static void
forget_fd (MosquittoSource *self)
{
  if (self->tag != NULL)
    g_source_remove_unix_fd (&self->source, g_steal_pointer (&self->tag));
  self->fd = -1;
}

/* The socket may have come, gone or changed inside any call into the library.
 * Nothing is touched when nothing changed, since that wakes the context. */
static void
look_at_socket (MosquittoSource *self)
{
  int fd = mosquitto_socket (self->mosq);
  GIOCondition condition = ALWAYS;

  if (fd != self->fd)
    {
      self->gone = self->gone || (self->fd >= 0 && fd < 0);
      forget_fd (self);
      if (fd >= 0)
        {
          self->gone = FALSE;
          self->fd = fd;
          self->condition = ALWAYS;
          self->tag = g_source_add_unix_fd (&self->source, fd, ALWAYS);
          self->next_housekeeping = g_get_monotonic_time () + HOUSEKEEPING;
        }
    }
  if (fd < 0)
    return;

  if (mosquitto_want_write (self->mosq))
    condition |= G_IO_OUT;
  if (condition != self->condition)
    {
      self->condition = condition;
      g_source_modify_unix_fd (&self->source, self->tag, condition);
    }
}

static gboolean
is_due (MosquittoSource *self)
{
  return self->fd >= 0 && self->housekeeping && g_source_get_time (&self->source) >= self->next_housekeeping;
}

/* Of the library only two plain questions are asked here: what may call back
 * belongs into dispatch. */
static gboolean
mosquitto_source_prepare (GSource *source, int *timeout)
{
  MosquittoSource *self = (MosquittoSource *) source;

  look_at_socket (self);
  *timeout = -1;
  if (self->gone || is_due (self))
    return TRUE;

  if (self->fd >= 0 && self->housekeeping)
    *timeout = (int) ((self->next_housekeeping - g_source_get_time (source) + 999) / 1000);

  return FALSE;
}

static gboolean
mosquitto_source_check (GSource *source)
{
  MosquittoSource *self = (MosquittoSource *) source;

  return self->gone || is_due (self)
         || (self->tag != NULL && g_source_query_unix_fd (source, self->tag) != 0);
}

/* The one way to the end, however many signs of it there are. */
static void
lose (MosquittoSource *self, int rc, int saved_errno)
{
  forget_fd (self);
  self->gone = FALSE;
  if (self->lost != NULL)
    self->lost (rc, saved_errno, self->lost_data);
}

/* Returns whether there is still a connection, and a source. */
static gboolean
goes_on (MosquittoSource *self, int rc)
{
  int saved_errno = errno;

  if (g_source_is_destroyed (&self->source))
    return FALSE;
  if (rc == MOSQ_ERR_SUCCESS && mosquitto_socket (self->mosq) == self->fd)
    return TRUE;

  lose (self, rc, saved_errno);

  return FALSE;
}

static gboolean
is_readable (int fd)
{
  struct pollfd pollfd = { .fd = fd, .events = POLLIN };

  return poll (&pollfd, 1, 0) > 0;
}

/* The library reads one packet a call, so it is called until nothing is left
 * or the time is over. errno does not tell the former for certain: a callback
 * or an acknowledgement that was not written may have left EAGAIN in it. */
static gboolean
read_packets (MosquittoSource *self)
{
  gint64 until = g_get_monotonic_time () + BUDGET;
  gboolean may_be_empty;

  do
    {
      int rc;

      errno = 0;
      rc = mosquitto_loop_read (self->mosq, 1);
      may_be_empty = errno == EAGAIN;
      if (!goes_on (self, rc))
        return FALSE;
    }
  while ((!may_be_empty || is_readable (self->fd)) && g_get_monotonic_time () < until);

  return TRUE;
}

static gboolean
mosquitto_source_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  MosquittoSource *self = (MosquittoSource *) source;
  GIOCondition events = self->tag != NULL ? g_source_query_unix_fd (source, self->tag) : 0;

  if (self->gone)
    {
      lose (self, MOSQ_ERR_SUCCESS, 0);
      return G_SOURCE_CONTINUE;
    }
  /* Another source of this turn may have made the library close its socket, or
   * open another one; what was polled is not news of that one. */
  if (self->fd < 0 || mosquitto_socket (self->mosq) != self->fd)
    return G_SOURCE_CONTINUE;

  if ((events & ALWAYS) != 0 && !read_packets (self))
    return G_SOURCE_CONTINUE;

  if ((events & G_IO_OUT) != 0 && !goes_on (self, mosquitto_loop_write (self->mosq, 1)))
    return G_SOURCE_CONTINUE;

  if (is_due (self))
    {
      self->next_housekeeping = g_get_monotonic_time () + HOUSEKEEPING;
      goes_on (self, mosquitto_loop_misc (self->mosq));
    }

  return G_SOURCE_CONTINUE;
}

static void
mosquitto_source_finalize (GSource *source)
{
  MosquittoSource *self = (MosquittoSource *) source;

  if (self->lost_destroy != NULL)
    self->lost_destroy (self->lost_data);
}

/**
 * desk_mosquitto_source_new:
 * @mosq: a handle that all threads but the context's leave alone
 *
 * Makes a source that does what the library needs done: it reads for at most
 * about 4 ms a turn, writes when the socket takes it, and keeps house once a
 * second. The handle may be connected before or after the source is attached,
 * and again after it was lost.
 *
 * Returns: (transfer full): the source, with the default priority
 */
GSource *
desk_mosquitto_source_new (struct mosquitto *mosq)
{
  static GSourceFuncs funcs = {
    .prepare = mosquitto_source_prepare,
    .check = mosquitto_source_check,
    .dispatch = mosquitto_source_dispatch,
    .finalize = mosquitto_source_finalize,
  };
  GSource *source = g_source_new (&funcs, sizeof (MosquittoSource));
  MosquittoSource *self = (MosquittoSource *) source;

  self->mosq = mosq;
  self->fd = -1;
  self->housekeeping = TRUE;
  g_source_set_static_name (source, "DeskMosquittoSource");

  return source;
}

/**
 * desk_mosquitto_source_set_lost:
 * @source: a source of desk_mosquitto_source_new() that is not attached yet
 * @func: what is called when the handle has lost its connection
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data with the source
 *
 * Sets what happens at the end of a connection.
 */
void
desk_mosquitto_source_set_lost (GSource              *source,
                                DeskMosquittoLostFunc func,
                                gpointer              user_data,
                                GDestroyNotify        destroy)
{
  MosquittoSource *self = (MosquittoSource *) source;

  self->lost = func;
  self->lost_data = user_data;
  self->lost_destroy = destroy;
}

/**
 * desk_mosquitto_source_wake:
 * @source: a source of desk_mosquitto_source_new()
 *
 * Looks at the handle's socket now. The source does so by itself before its
 * context sleeps; to call this is right after the handle was connected or had
 * something to write outside a turn of that context.
 */
void
desk_mosquitto_source_wake (GSource *source)
{
  look_at_socket ((MosquittoSource *) source);
}

/**
 * desk_mosquitto_source_set_housekeeping:
 * @source: a source of desk_mosquitto_source_new()
 * @enabled: whether the library may look at its clocks
 *
 * Switches the call of mosquitto_loop_misc() off, or on again; on, it comes
 * after a second, so that the library has read what is there by then.
 */
void
desk_mosquitto_source_set_housekeeping (GSource *source, gboolean enabled)
{
  MosquittoSource *self = (MosquittoSource *) source;

  if (enabled && !self->housekeeping)
    self->next_housekeeping = g_get_monotonic_time () + HOUSEKEEPING;
  self->housekeeping = enabled;
}
