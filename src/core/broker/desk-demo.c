/* desk-demo.c: a broker with simulated devices, to look around in
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-demo"

#include "config.h"

#include "desk-demo.h"

#include <glib/gi18n-lib.h>

#include "desk-broker.h"
#include "desk-device.h"
#include "desk-error.h"

#define TICK 50          /* ms: finer than any device's period */
#define START_TIMEOUT 10 /* s, for the devices to come up */

struct _DeskDemo
{
  GObject parent_instance;
  DeskBroker *broker; /* (owned) */
  GPtrArray *devices; /* (owned) (nullable) (element-type DeskDevice) */
  GSource *ticks;     /* (owned) (nullable) */
  GTask *start;       /* (owned) (nullable): until every device is up */
  gint64 give_up_at;  /* monotonic, µs */
};

G_DEFINE_FINAL_TYPE (DeskDemo, desk_demo, G_TYPE_OBJECT)

enum
{
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
end_devices (DeskDemo *self)
{
  if (self->ticks != NULL)
    g_source_destroy (self->ticks);
  g_clear_pointer (&self->ticks, g_source_unref);
  g_clear_pointer (&self->devices, g_ptr_array_unref);
}

/* The broker first: nobody shall hear the last wills of all devices. */
static void
end (DeskDemo *self)
{
  desk_broker_stop (self->broker);
  end_devices (self);
}

static void
fail_start (DeskDemo *self, GError *error)
{
  g_autoptr (GTask) start = g_steal_pointer (&self->start);

  end (self);
  g_task_return_error (start, error);
}

static gboolean
on_tick (gpointer user_data)
{
  DeskDemo *self = DESK_DEMO (user_data);
  gint64 now = g_get_monotonic_time ();
  guint n_up = 0;

  for (guint i = 0; i < self->devices->len; i++)
    {
      DeskDevice *device = g_ptr_array_index (self->devices, i);

      desk_device_run (device, now);
      n_up += desk_device_is_up (device);
    }

  if (self->start == NULL)
    return G_SOURCE_CONTINUE;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (self->start)))
    desk_demo_stop (self);
  else if (n_up == self->devices->len)
    {
      g_autoptr (GTask) start = g_steal_pointer (&self->start);

      g_task_return_boolean (start, TRUE);
    }
  else if (now >= self->give_up_at)
    fail_start (self, g_error_new (DESK_ERROR, DESK_ERROR_TIMEOUT,
                                   _ ("The devices of the demo did not reach their broker within %d seconds."),
                                   START_TIMEOUT));

  return G_SOURCE_CONTINUE;
}

static void
on_broker_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskDemo) self = user_data;
  GError *error = NULL;
  guint16 port;

  if (!desk_broker_start_finish (DESK_BROKER (source), result, &error))
    {
      if (self->start != NULL)
        fail_start (self, error);
      else
        g_error_free (error);
      return;
    }

  port = desk_broker_get_port (self->broker);
  self->devices = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_device_free);
  for (guint i = 0; i < desk_demo_n_devices; i++)
    g_ptr_array_add (self->devices, desk_device_new (&desk_demo_devices[i], port));

  self->give_up_at = g_get_monotonic_time () + START_TIMEOUT * G_USEC_PER_SEC;
  self->ticks = g_timeout_source_new (TICK);
  g_source_set_callback (self->ticks, on_tick, self, NULL);
  g_source_attach (self->ticks, g_main_context_get_thread_default ());
}

static void
on_broker_ended (DeskBroker *broker, const GError *error, gpointer user_data)
{
  DeskDemo *self = DESK_DEMO (user_data);

  if (self->start != NULL)
    {
      fail_start (self, g_error_copy (error));
      return;
    }
  end_devices (self);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, error);
}

static void
desk_demo_dispose (GObject *object)
{
  DeskDemo *self = DESK_DEMO (object);

  if (self->broker != NULL)
    desk_demo_stop (self);
  g_clear_object (&self->broker);

  G_OBJECT_CLASS (desk_demo_parent_class)->dispose (object);
}

static void
desk_demo_class_init (DeskDemoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_demo_dispose;

  signals[SIGNAL_ENDED] = g_signal_new ("ended", DESK_TYPE_DEMO, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
desk_demo_init (DeskDemo *self)
{
  self->broker = desk_broker_new ();
  g_signal_connect_object (self->broker, "ended", G_CALLBACK (on_broker_ended), self, 0);
}

/**
 * desk_demo_new:
 *
 * Returns: (transfer full): a demo that does not run yet
 */
DeskDemo *
desk_demo_new (void)
{
  return g_object_new (DESK_TYPE_DEMO, NULL);
}

/**
 * desk_demo_start_async:
 * @self: a demo that does not run
 * @cancellable: (nullable): ends the start, and what was started
 * @callback: called when all devices are connected, or never will be
 * @user_data: for @callback
 *
 * Starts a broker at a free port of 127.0.0.1 and the devices: whoever
 * subscribes afterwards finds their retained states.
 */
void
desk_demo_start_async (DeskDemo *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (DESK_IS_DEMO (self));
  g_return_if_fail (self->start == NULL && self->devices == NULL);

  self->start = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->start, desk_demo_start_async);
  desk_broker_start_async (self->broker, 0, cancellable, on_broker_started, g_object_ref (self));
}

/**
 * desk_demo_start_finish:
 * @self: a demo
 * @result: what the callback got
 * @error: %DESK_ERROR_NO_BROKER, %DESK_ERROR_TIMEOUT, %DESK_ERROR_FAILED or
 *   %G_IO_ERROR_CANCELLED, in words for the person
 *
 * Returns: %TRUE if it runs
 */
gboolean
desk_demo_start_finish (DeskDemo *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * desk_demo_get_port:
 * @self: a demo
 *
 * Returns: the port of its broker on 127.0.0.1, 0 before the first start
 */
guint16
desk_demo_get_port (DeskDemo *self)
{
  g_return_val_if_fail (DESK_IS_DEMO (self), 0);

  return desk_broker_get_port (self->broker);
}

/**
 * desk_demo_stop:
 * @self: a demo
 *
 * Ends the devices and the broker, or their start; right in every state.
 */
void
desk_demo_stop (DeskDemo *self)
{
  g_return_if_fail (DESK_IS_DEMO (self));

  if (self->start != NULL)
    {
      fail_start (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The demo was stopped.")));
      return;
    }
  end (self);
}
