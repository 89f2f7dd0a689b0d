/* desk-link-watch.c: when the network may not be what it was
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-link-watch"

#include "config.h"

#include "desk-link-watch.h"

#include "desk-task.h"

/* A change of the network comes as a burst of changes. */
#define SETTLE_TIME 500 /* ms */

struct _DeskLinkWatch
{
  GObject parent_instance;
  GCancellable *cancellable;  /* (owned) */
  GNetworkMonitor *monitor;   /* (owned) (nullable) */
  GDBusConnection *system_bus; /* (owned) (nullable) */
  guint sleep_signal;
  guint settle_source;
};

G_DEFINE_FINAL_TYPE (DeskLinkWatch, desk_link_watch, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tell (DeskLinkWatch *self)
{
  gboolean online = self->monitor == NULL || g_network_monitor_get_network_available (self->monitor);

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, online);
}

static gboolean
on_settled (gpointer user_data)
{
  DeskLinkWatch *self = user_data;

  self->settle_source = 0;
  tell (self);

  return G_SOURCE_REMOVE;
}

static void
on_network_changed (DeskLinkWatch *self)
{
  g_assert (DESK_IS_LINK_WATCH (self));

  if (self->settle_source == 0)
    self->settle_source = g_timeout_add (SETTLE_TIME, on_settled, self);
}

/* org.freedesktop.login1.Manager: before the computer sleeps, and after */
static void
on_prepare_for_sleep (GDBusConnection *connection,
                      const char      *sender,
                      const char      *path,
                      const char      *interface,
                      const char      *name,
                      GVariant        *parameters,
                      gpointer         user_data)
{
  gboolean before = TRUE;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;

  g_variant_get (parameters, "(b)", &before);
  if (!before)
    tell (user_data);
}

static void
on_system_bus (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, &error);
  DeskLinkWatch *self = user_data;

  if (connection == NULL)
    {
      /* A watch that was cancelled is gone. */
      g_debug ("no system bus: %s", error->message);
      return;
    }

  /* The program is to outlive it. */
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  self->sleep_signal
      = g_dbus_connection_signal_subscribe (connection, "org.freedesktop.login1", "org.freedesktop.login1.Manager",
                                            "PrepareForSleep", "/org/freedesktop/login1", NULL,
                                            G_DBUS_SIGNAL_FLAGS_NONE, on_prepare_for_sleep, self, NULL);
  self->system_bus = g_steal_pointer (&connection);
}

static void
find_monitor (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, g_object_ref (g_network_monitor_get_default ()), g_object_unref);
}

static void
on_monitor (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GNetworkMonitor) monitor = g_task_propagate_pointer (G_TASK (result), NULL);
  DeskLinkWatch *self = user_data;

  if (monitor == NULL)
    return;

  g_signal_connect_object (monitor, "network-changed", G_CALLBACK (on_network_changed), self, G_CONNECT_SWAPPED);
  self->monitor = g_steal_pointer (&monitor);
}

static void
desk_link_watch_dispose (GObject *object)
{
  DeskLinkWatch *self = DESK_LINK_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->settle_source, g_source_remove);
  if (self->sleep_signal != 0)
    g_dbus_connection_signal_unsubscribe (self->system_bus, self->sleep_signal);
  self->sleep_signal = 0;
  g_clear_object (&self->system_bus);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (desk_link_watch_parent_class)->dispose (object);
}

static void
desk_link_watch_class_init (DeskLinkWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_link_watch_dispose;

  /**
   * DeskLinkWatch::changed:
   * @online: whether there is a network, as far as is known
   *
   * Connections that were there may be dead, and brokers that could not be
   * reached may be there.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DESK_TYPE_LINK_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

/* The monitor may ask NetworkManager when it is made, and wait for the answer,
 * so that is left to a thread. Its signals come to the main context. */
static void
desk_link_watch_init (DeskLinkWatch *self)
{
  g_autoptr (GTask) task = NULL;

  self->cancellable = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, on_system_bus, self);
  task = g_task_new (NULL, self->cancellable, on_monitor, self);
  g_task_set_source_tag (task, desk_link_watch_init);
  desk_task_run_in_thread (task, find_monitor);
}

/**
 * desk_link_watch_get_default:
 *
 * To be called in the main thread.
 *
 * Returns: (transfer full): the watch of this process, one for all
 */
DeskLinkWatch *
desk_link_watch_get_default (void)
{
  static DeskLinkWatch *watch;

  if (watch != NULL)
    return g_object_ref (watch);

  watch = g_object_new (DESK_TYPE_LINK_WATCH, NULL);
  g_object_add_weak_pointer (G_OBJECT (watch), (gpointer *) &watch);

  return watch;
}
