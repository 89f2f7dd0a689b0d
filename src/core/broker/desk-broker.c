/* desk-broker.c: a Mosquitto broker of our own on this machine
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-broker"

#include "config.h"

#include "desk-broker.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "desk-broker-folder.h"
#include "desk-error.h"
#include "desk-sandbox.h"
#include "desk-task.h"

/* A free port can be taken by somebody between our look and Mosquitto's. */
#define PORT_ATTEMPTS 5
#define START_TIMEOUT 10 /* s */

struct _DeskBroker
{
  GObject parent_instance;
  GSubprocess *process;     /* (owned) (nullable) */
  DeskBrokerFolder *folder; /* (owned) (nullable) */
  GCancellable *waiting;    /* (owned) (nullable): of all that waits for this process */
  GTask *start;             /* (owned) (nullable): until it accepts connections */
  GSource *timeout;         /* (owned) (nullable) */
  GSource *cancelled;       /* (owned) (nullable) */
  char *last_line;          /* (owned) (nullable): of its log */
  guint attempts;
  guint16 wanted_port;
  guint16 port;
  gboolean running;
};

G_DEFINE_FINAL_TYPE (DeskBroker, desk_broker, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_RUNNING,
  N_PROPS
};

enum
{
  SIGNAL_ENDED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* What has to be ready before the process can be made. */
typedef struct
{
  DeskBrokerFolder *folder; /* (owned) */
  char *program;            /* (owned) */
  char *config;             /* (owned) */
  guint16 port;
} Preparation;

static void
preparation_free (Preparation *self)
{
  g_clear_pointer (&self->folder, desk_broker_folder_free);
  g_free (self->program);
  g_free (self->config);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Preparation, preparation_free)

/* Debian puts the broker where only root's PATH leads. */
static char *
find_program (GError **error)
{
  static const char *const folders[] = { "/usr/sbin", "/usr/local/sbin", "/sbin" };
  const char *chosen = g_getenv ("MQTT_DESK_MOSQUITTO");
  char *found = g_find_program_in_path (chosen != NULL ? chosen : "mosquitto");

  for (gsize i = 0; found == NULL && chosen == NULL && i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (folders[i], "mosquitto", NULL);

      found = g_find_program_in_path (path);
    }
  if (found == NULL && desk_sandbox_is_flatpak ())
    desk_fail (error, DESK_ERROR_NO_BROKER,
               _ ("This Flatpak comes without a Mosquitto broker. Connect to any other broker instead."));
  else if (found == NULL)
    desk_fail (error, DESK_ERROR_NO_BROKER,
               _ ("The Mosquitto broker is not installed. Install it, on Debian with "
                  "“sudo apt install mosquitto”, then try again."));

  return found;
}

/* Returns @wanted if it is free, any free port if that is 0, and 0 with an error otherwise. */
static guint16
choose_port (guint16 wanted, GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", wanted);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GSocket) socket
      = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &local_error);

  if (socket != NULL && g_socket_bind (socket, address, TRUE, &local_error))
    bound = g_socket_get_local_address (socket, &local_error);
  if (bound != NULL)
    return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));

  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    desk_fail (error, DESK_ERROR_PORT_TAKEN,
               _ ("Port %u is taken by another program. Choose another port, or end that program."), wanted);
  else
    desk_fail (error, DESK_ERROR_FAILED, _ ("No broker can listen at port %u: %s"), wanted,
               local_error->message);

  return 0;
}

static char *
make_config (guint16 port)
{
  GString *config = g_string_new ("# Made by MqttDesk for one run\n");

  g_string_append_printf (config, "listener %u 127.0.0.1\n", port);
  g_string_append (config, "allow_anonymous true\n"
                           "persistence false\n"
                           "set_tcp_nodelay true\n"
                           "log_dest stderr\n"
                           "log_type error\n"
                           "log_type warning\n"
                           "log_type notice\n"
                           "log_type information\n");
  /* Started by root it would become the user mosquitto, and a change of user undoes what ends it with us. */
  if (geteuid () == 0)
    g_string_append (config, "user root\n");

  return g_string_free (config, FALSE);
}

static void
prepare_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (Preparation) preparation = g_new0 (Preparation, 1);
  g_autofree char *config = NULL;
  GError *error = NULL;

  preparation->program = find_program (&error);
  if (error == NULL)
    preparation->port = choose_port ((guint16) GPOINTER_TO_UINT (task_data), &error);
  if (error == NULL)
    preparation->folder = desk_broker_folder_new (&error);
  if (error == NULL)
    {
      config = make_config (preparation->port);
      preparation->config = desk_broker_folder_write (preparation->folder, "mosquitto.conf", config, &error);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&preparation), (GDestroyNotify) preparation_free);
}

/* Runs in the child: only what is safe after a fork. */
static void
end_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != GPOINTER_TO_INT (user_data))
    _exit (1);
}

static void
set_running (DeskBroker *self, gboolean running)
{
  if (self->running == running)
    return;
  self->running = running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
clear_process (DeskBroker *self)
{
  g_cancellable_cancel (self->waiting);
  g_clear_object (&self->waiting);
  /* It keeps nothing, so nothing is lost; and while it starts it forgets SIGTERM (Mosquitto 2.0.11). */
  if (self->process != NULL)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->process);
  g_clear_pointer (&self->folder, desk_broker_folder_free);
}

/* Ends the start, if there is one; @error NULL: it accepts connections. */
static void
finish_start (DeskBroker *self, GError *error)
{
  g_autoptr (GTask) start = g_steal_pointer (&self->start);

  clear_source (&self->timeout);
  clear_source (&self->cancelled);
  if (error != NULL)
    clear_process (self);
  else
    set_running (self, TRUE);

  if (start == NULL)
    g_clear_error (&error);
  else if (error != NULL)
    g_task_return_error (start, error);
  else
    g_task_return_boolean (start, TRUE);
}

static void prepare (DeskBroker *self);

/* What a broker that was killed wrote last tells nothing about its end. */
static char *
describe_end (DeskBroker *self, GSubprocess *process)
{
  if (g_subprocess_get_if_signaled (process))
    return g_strdup_printf (_ ("it was stopped by signal %d."), g_subprocess_get_term_sig (process));

  return g_strdup (self->last_line != NULL ? self->last_line : _ ("it gives no reason."));
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskBroker *self = user_data;
  g_autoptr (DeskBroker) alive = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error);
  /* Then nobody waits any more and @self may be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_assert (DESK_IS_BROKER (self));
  alive = g_object_ref (self);
  clear_process (self);
  reason = describe_end (self, G_SUBPROCESS (source));
  if (self->start != NULL && ++self->attempts < PORT_ATTEMPTS)
    {
      prepare (self);
    }
  else if (self->start != NULL)
    {
      finish_start (self, g_error_new (DESK_ERROR, DESK_ERROR_FAILED,
                                       _ ("The Mosquitto broker does not start: %s"), reason));
    }
  else
    {
      g_autoptr (GError) ended
          = g_error_new (DESK_ERROR, DESK_ERROR_CLOSED, _ ("The local broker ended by itself: %s"), reason);

      set_running (self, FALSE);
      g_signal_emit (self, signals[SIGNAL_ENDED], 0, ended);
    }
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDataInputStream *lines = G_DATA_INPUT_STREAM (source);
  DeskBroker *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (lines, result, NULL, &error);
  const char *text;

  /* Then nobody reads any more and @self may be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_assert (DESK_IS_BROKER (self));
  if (line == NULL)
    {
      g_subprocess_wait_async (self->process, self->waiting, on_ended, self);
      return;
    }

  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, self->waiting, on_line, self);

  /* "1700000000: mosquitto version 2.0.11 running" */
  text = strstr (line, ": ");
  g_free (self->last_line);
  self->last_line = g_utf8_make_valid (text != NULL ? text + 2 : line, -1);
  g_debug ("mosquitto: %s", self->last_line);
  if (self->start != NULL && g_str_has_suffix (self->last_line, " running"))
    finish_start (self, NULL);
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskBroker *self = DESK_BROKER (source);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE
                                                                        | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (Preparation) preparation = NULL;
  GError *error = NULL;

  preparation = g_task_propagate_pointer (G_TASK (result), &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }
  if (error != NULL)
    {
      finish_start (self, error);
      return;
    }

  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, GINT_TO_POINTER (getpid ()), NULL);
  self->process = g_subprocess_launcher_spawn (launcher, &error,
                                               preparation->program, "-c", preparation->config, NULL);
  if (self->process == NULL)
    {
      g_prefix_error (&error, _ ("The Mosquitto broker does not start: "));
      finish_start (self, error);
      return;
    }

  self->folder = g_steal_pointer (&preparation->folder);
  self->port = preparation->port;
  lines = g_data_input_stream_new (g_subprocess_get_stderr_pipe (self->process));
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, self->waiting, on_line, self);
}

static void
prepare (DeskBroker *self)
{
  g_autoptr (GTask) task = NULL;

  self->waiting = g_cancellable_new ();
  task = g_task_new (self, self->waiting, on_prepared, NULL);
  g_task_set_source_tag (task, prepare);
  g_task_set_task_data (task, GUINT_TO_POINTER (self->wanted_port), NULL);
  desk_task_run_in_thread (task, prepare_in_thread);
}

static gboolean
on_start_timeout (gpointer user_data)
{
  DeskBroker *self = DESK_BROKER (user_data);

  finish_start (self, g_error_new (DESK_ERROR, DESK_ERROR_TIMEOUT,
                                   _ ("The Mosquitto broker did not start within %d seconds."), START_TIMEOUT));

  return G_SOURCE_REMOVE;
}

static gboolean
on_start_cancelled (GCancellable *cancellable, gpointer user_data)
{
  DeskBroker *self = DESK_BROKER (user_data);
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  finish_start (self, error);

  return G_SOURCE_REMOVE;
}

static void
desk_broker_dispose (GObject *object)
{
  desk_broker_stop (DESK_BROKER (object));

  G_OBJECT_CLASS (desk_broker_parent_class)->dispose (object);
}

static void
desk_broker_finalize (GObject *object)
{
  DeskBroker *self = DESK_BROKER (object);

  g_free (self->last_line);

  G_OBJECT_CLASS (desk_broker_parent_class)->finalize (object);
}

static void
desk_broker_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DeskBroker *self = DESK_BROKER (object);

  switch (prop_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_broker_class_init (DeskBrokerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_broker_dispose;
  object_class->finalize = desk_broker_finalize;
  object_class->get_property = desk_broker_get_property;

  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS
                                                     | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_ENDED] = g_signal_new ("ended", DESK_TYPE_BROKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
desk_broker_init (DeskBroker *self)
{
}

/**
 * desk_broker_new:
 *
 * Returns: (transfer full): a broker that does not run yet
 */
DeskBroker *
desk_broker_new (void)
{
  return g_object_new (DESK_TYPE_BROKER, NULL);
}

/**
 * desk_broker_start_async:
 * @self: a broker that does not run
 * @port: where it shall listen on 127.0.0.1; 0: at any free port
 * @cancellable: (nullable): ends the start, and what was started
 * @callback: called when it accepts connections, or never will
 * @user_data: for @callback
 *
 * Starts Mosquitto in a private folder, open to every client of this machine
 * and keeping nothing. The environment variable MQTT_DESK_MOSQUITTO names the
 * program where it is in an unusual place.
 */
void
desk_broker_start_async (DeskBroker *self,
                         guint16 port,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GMainContext *context = g_main_context_get_thread_default ();

  g_return_if_fail (DESK_IS_BROKER (self));
  g_return_if_fail (self->start == NULL && self->process == NULL);

  self->start = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->start, desk_broker_start_async);
  self->wanted_port = port;
  self->attempts = 0;

  self->timeout = g_timeout_source_new_seconds (START_TIMEOUT);
  g_source_set_callback (self->timeout, on_start_timeout, self, NULL);
  g_source_attach (self->timeout, context);
  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (on_start_cancelled), self, NULL);
      g_source_attach (self->cancelled, context);
    }
  prepare (self);
}

/**
 * desk_broker_start_finish:
 * @self: a broker
 * @result: what the callback got
 * @error: %DESK_ERROR_NO_BROKER, %DESK_ERROR_PORT_TAKEN, %DESK_ERROR_TIMEOUT,
 *   %DESK_ERROR_FAILED or %G_IO_ERROR_CANCELLED, in words for the person
 *
 * Returns: %TRUE if it accepts connections
 */
gboolean
desk_broker_start_finish (DeskBroker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * desk_broker_get_port:
 * @self: a broker
 *
 * Returns: the port on 127.0.0.1, 0 before the first start
 */
guint16
desk_broker_get_port (DeskBroker *self)
{
  g_return_val_if_fail (DESK_IS_BROKER (self), 0);

  return self->port;
}

/**
 * desk_broker_get_running:
 * @self: a broker
 *
 * Returns: whether it accepts connections
 */
gboolean
desk_broker_get_running (DeskBroker *self)
{
  g_return_val_if_fail (DESK_IS_BROKER (self), FALSE);

  return self->running;
}

/**
 * desk_broker_stop:
 * @self: a broker
 *
 * Ends the broker, or its start; right in every state. It returns at once, the
 * process ends soon after.
 */
void
desk_broker_stop (DeskBroker *self)
{
  g_return_if_fail (DESK_IS_BROKER (self));

  if (self->start != NULL)
    finish_start (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                             _ ("The local broker was stopped.")));
  clear_process (self);
  set_running (self, FALSE);
}
