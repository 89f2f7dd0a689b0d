/* desk-check.c: finds out step by step why there is no connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-check-client.h"
#include "desk-check-run.h"
#include "desk-check.h"

/* One line for each, in their order; each is a file of its own. */
static const DeskCheckStep *const steps[] = {
  &desk_check_step_resolve,
  &desk_check_step_tcp,
  &desk_check_step_proxy,
  &desk_check_step_tls,
  &desk_check_step_websocket,
  &desk_check_step_connect,
  &desk_check_step_client_id,
  &desk_check_step_subscribe,
  &desk_check_step_publish,
};

/* What the thread of a run tells the object, as long as that is there */
typedef struct
{
  gatomicrefcount n_refs;
  GMutex lock;
  DeskCheck *check;      /* (unowned) (nullable): NULL once disposed of */
  GMainContext *context; /* (owned): the object's */
  DeskCheckRun *run;     /* (owned): the thread's */
} Line;

struct _DeskCheck
{
  GObject parent_instance;
  DeskCheckRun *prepared;    /* (owned) (nullable): until it starts */
  GPtrArray *findings;       /* of DeskCheckFinding */
  GCancellable *cancellable; /* (owned) */
  Line *line;                /* (owned) (nullable) */
  char *address;             /* (owned) */
  char *topic;               /* (owned): of the probe */
  gboolean probe;            /* whether it subscribes and publishes */
  gint64 limit;              /* µs that all may take; 0: as the run has it */
  gboolean running;
};

G_DEFINE_FINAL_TYPE (DeskCheck, desk_check, G_TYPE_OBJECT)

enum
{
  CHANGED,
  FINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
line_unref (Line *line)
{
  if (!g_atomic_ref_count_dec (&line->n_refs))
    return;

  g_main_context_unref (line->context);
  g_mutex_clear (&line->lock);
  g_free (line);
}

static void
desk_check_dispose (GObject *object)
{
  DeskCheck *self = DESK_CHECK (object);

  g_cancellable_cancel (self->cancellable);
  if (self->line != NULL)
    {
      g_mutex_lock (&self->line->lock);
      self->line->check = NULL;
      g_mutex_unlock (&self->line->lock);
    }
  g_clear_pointer (&self->line, line_unref);

  G_OBJECT_CLASS (desk_check_parent_class)->dispose (object);
}

static void
desk_check_finalize (GObject *object)
{
  DeskCheck *self = DESK_CHECK (object);

  g_clear_pointer (&self->prepared, desk_check_run_free);
  g_ptr_array_unref (self->findings);
  g_object_unref (self->cancellable);
  g_free (self->address);
  g_free (self->topic);

  G_OBJECT_CLASS (desk_check_parent_class)->finalize (object);
}

static void
desk_check_class_init (DeskCheckClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_check_dispose;
  object_class->finalize = desk_check_finalize;

  /**
   * DeskCheck::changed:
   * @self: the check
   * @index: of the finding
   *
   * A step began, is over, or was left out.
   */
  signals[CHANGED] = g_signal_new ("changed", DESK_TYPE_CHECK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * DeskCheck::finished:
   * @self: the check
   *
   * There is nothing more to come.
   */
  signals[FINISHED] = g_signal_new ("finished", DESK_TYPE_CHECK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
desk_check_init (DeskCheck *self)
{
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_check_finding_free);
  self->cancellable = g_cancellable_new ();
}

/**
 * desk_check_new:
 * @options: how a connection would be made, with the client ID of the profile,
 *   which may be empty
 *
 * Prepares a check. It connects under a client ID beside that of the profile
 * and leaves nothing behind at the broker.
 *
 * Returns: (transfer full): a check that has not begun
 */
DeskCheck *
desk_check_new (const DeskConnectOptions *options)
{
  DeskCheck *self;
  g_autofree char *name = NULL;

  g_return_val_if_fail (options != NULL && options->endpoint != NULL, NULL);

  self = g_object_new (DESK_TYPE_CHECK, NULL);
  self->prepared = desk_check_run_new (options, self->cancellable);
  self->topic = g_strdup (self->prepared->topic);
  self->probe = self->prepared->probe;
  name = desk_endpoint_to_string (options->endpoint);
  self->address = g_strdup_printf ("%s://%s", options->endpoint->transport, name);

  return self;
}

/**
 * desk_check_set_ask_client_id:
 * @self: a check that has not begun
 * @ask: whether the client ID itself is in question
 *
 * Has it connect under the client ID of the profile, too, which ends the
 * connection of whoever uses it now.
 */
void
desk_check_set_ask_client_id (DeskCheck *self, gboolean ask)
{
  g_return_if_fail (DESK_IS_CHECK (self) && self->prepared != NULL);

  self->prepared->ask_client_id = ask;
}

/**
 * desk_check_set_probe:
 * @self: a check that has not begun
 * @probe: whether it may subscribe and publish
 *
 * Else it does, at the end: one message with QoS 1, not retained, to
 * desk_check_get_topic(), which it is subscribed to.
 */
void
desk_check_set_probe (DeskCheck *self, gboolean probe)
{
  g_return_if_fail (DESK_IS_CHECK (self) && self->prepared != NULL);

  self->prepared->probe = probe;
  self->probe = probe;
}

/**
 * desk_check_get_probe:
 * @self: a check
 *
 * Returns: whether it subscribes and publishes
 */
gboolean
desk_check_get_probe (DeskCheck *self)
{
  g_return_val_if_fail (DESK_IS_CHECK (self), FALSE);

  return self->probe;
}

/**
 * desk_check_get_topic:
 * @self: a check
 *
 * Returns: (transfer none): the topic to which it publishes and subscribes, one
 *   that no other check has
 */
const char *
desk_check_get_topic (DeskCheck *self)
{
  g_return_val_if_fail (DESK_IS_CHECK (self), NULL);

  return self->topic;
}

/**
 * desk_check_set_other_ports:
 * @self: a check that has not begun
 * @ports: (array length=n_ports): ports
 * @n_ports: how many
 *
 * Says where to look for a broker if nothing listens at its port; else those
 * are the ports that brokers use as a rule.
 */
void
desk_check_set_other_ports (DeskCheck *self, const guint16 *ports, guint n_ports)
{
  g_return_if_fail (DESK_IS_CHECK (self) && self->prepared != NULL);

  g_clear_pointer (&self->prepared->other_ports, g_array_unref);
  self->prepared->other_ports = g_array_new (TRUE, FALSE, sizeof *ports);
  g_array_append_vals (self->prepared->other_ports, ports, n_ports);
}

/**
 * desk_check_set_timeouts:
 * @self: a check that has not begun
 * @step: ms that one step may wait for an answer
 * @all: ms that all may take
 *
 * Else these are the connect timeout, or 10 s where that is longer, and a minute.
 */
void
desk_check_set_timeouts (DeskCheck *self, guint step, guint all)
{
  g_return_if_fail (DESK_IS_CHECK (self) && self->prepared != NULL);

  self->prepared->step_timeout = step;
  self->limit = all * G_TIME_SPAN_MILLISECOND;
}

typedef struct
{
  Line *line;                /* (owned) */
  DeskCheckFinding *finding; /* (owned) (nullable): NULL: all is over */
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  line_unref (news->line);
  desk_check_finding_free (news->finding);
  g_free (news);
}

static int
get_index (DeskCheck *self, const char *id)
{
  for (guint i = 0; i < self->findings->len; i++)
    if (g_str_equal (((DeskCheckFinding *) self->findings->pdata[i])->id, id))
      return (int) i;

  return -1;
}

static gboolean
on_news (gpointer user_data)
{
  News *news = user_data;
  g_autoptr (DeskCheck) self = NULL;
  int index;

  /* It is disposed of in this thread, so it stays while this runs. */
  g_mutex_lock (&news->line->lock);
  if (news->line->check != NULL)
    self = g_object_ref (news->line->check);
  g_mutex_unlock (&news->line->lock);
  if (self == NULL)
    return G_SOURCE_REMOVE;

  if (news->finding == NULL)
    {
      self->running = FALSE;
      g_signal_emit (self, signals[FINISHED], 0);
      return G_SOURCE_REMOVE;
    }

  index = get_index (self, news->finding->id);
  desk_check_finding_free (self->findings->pdata[index]);
  self->findings->pdata[index] = g_steal_pointer (&news->finding);
  g_signal_emit (self, signals[CHANGED], 0, (guint) index);

  return G_SOURCE_REMOVE;
}

static void
tell (Line *line, const DeskCheckFinding *finding)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  News *news = g_new (News, 1);

  g_atomic_ref_count_inc (&line->n_refs);
  *news = (News) { line, finding != NULL ? desk_check_finding_copy (finding) : NULL };
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_news, news, news_free);
  g_source_attach (source, line->context);
}

/* Returns: whether to go on */
static gboolean
do_step (Line *line, const DeskCheckStep *step)
{
  DeskCheckRun *run = line->run;
  g_autoptr (DeskCheckFinding) finding = desk_check_finding_new (step->id, _ (step->title));
  gint64 began = g_get_monotonic_time ();
  gboolean go_on;

  finding->state = DESK_CHECK_RUNNING;
  tell (line, finding);
  go_on = step->run (run, finding);
  if (finding->time < 0)
    finding->time = g_get_monotonic_time () - began;

  if (g_cancellable_is_cancelled (run->cancellable))
    {
      desk_check_finding_say (finding, DESK_CHECK_LEFT_OUT, _ ("Stopped"));
      finding->time = -1;
    }
  else if (finding->state == DESK_CHECK_RUNNING
           || (finding->state == DESK_CHECK_FAILED && desk_check_run_is_over (run)))
    desk_check_finding_say (finding, DESK_CHECK_FAILED, _ ("The check took too long and was ended."));
  tell (line, finding);

  return go_on && !desk_check_run_is_over (run);
}

static gpointer
run_steps (gpointer user_data)
{
  Line *line = user_data;
  DeskCheckRun *run = line->run;
  gboolean go_on = TRUE;

  run->context = g_main_context_new ();
  g_main_context_push_thread_default (run->context);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (steps[i]->applies != NULL && !steps[i]->applies (run))
        continue;
      if (go_on)
        {
          go_on = do_step (line, steps[i]);
        }
      else
        {
          g_autoptr (DeskCheckFinding) finding = desk_check_finding_new (steps[i]->id, _ (steps[i]->title));

          finding->state = DESK_CHECK_LEFT_OUT;
          tell (line, finding);
        }
    }
  if (run->client != NULL && !run->probe)
    desk_check_client_leave (run->client);
  tell (line, NULL);
  g_main_context_pop_thread_default (run->context);
  desk_check_run_free (run);
  line_unref (line);

  return NULL;
}

/**
 * desk_check_start:
 * @self: a check that has not begun
 *
 * Begins, in a thread of its own. Freeing the check ends it.
 */
void
desk_check_start (DeskCheck *self)
{
  DeskCheckRun *run;

  g_return_if_fail (DESK_IS_CHECK (self) && self->prepared != NULL);

  run = g_steal_pointer (&self->prepared);
  if (self->limit > 0)
    run->deadline = g_get_monotonic_time () + self->limit;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i]->applies == NULL || steps[i]->applies (run))
      g_ptr_array_add (self->findings, desk_check_finding_new (steps[i]->id, _ (steps[i]->title)));

  self->line = g_new0 (Line, 1);
  g_atomic_ref_count_init (&self->line->n_refs);
  g_atomic_ref_count_inc (&self->line->n_refs); /* the thread's */
  g_mutex_init (&self->line->lock);
  self->line->check = self;
  self->line->context = g_main_context_ref_thread_default ();
  self->line->run = run;
  self->running = TRUE;
  g_thread_unref (g_thread_new ("check", run_steps, self->line));
}

/**
 * desk_check_cancel:
 * @self: a check
 *
 * Ends it soon; what was found so far stays.
 */
void
desk_check_cancel (DeskCheck *self)
{
  g_return_if_fail (DESK_IS_CHECK (self));

  g_cancellable_cancel (self->cancellable);
}

/**
 * desk_check_get_running:
 * @self: a check
 *
 * Returns: whether it has begun and is not over
 */
gboolean
desk_check_get_running (DeskCheck *self)
{
  g_return_val_if_fail (DESK_IS_CHECK (self), FALSE);

  return self->running;
}

/**
 * desk_check_get_n_findings:
 * @self: a check
 *
 * Returns: how many steps it has; 0 before it begins
 */
guint
desk_check_get_n_findings (DeskCheck *self)
{
  g_return_val_if_fail (DESK_IS_CHECK (self), 0);

  return self->findings->len;
}

/**
 * desk_check_get_finding:
 * @self: a check
 * @index: of a step
 *
 * Returns: (transfer none): what it found; valid until it changes
 */
const DeskCheckFinding *
desk_check_get_finding (DeskCheck *self, guint index)
{
  g_return_val_if_fail (DESK_IS_CHECK (self) && index < self->findings->len, NULL);

  return self->findings->pdata[index];
}

/**
 * desk_check_find:
 * @self: a check
 * @id: name of a step
 *
 * Returns: (transfer none) (nullable): what it found; %NULL if there is no such step
 */
const DeskCheckFinding *
desk_check_find (DeskCheck *self, const char *id)
{
  int index;

  g_return_val_if_fail (DESK_IS_CHECK (self), NULL);

  index = get_index (self, id);

  return index >= 0 ? self->findings->pdata[index] : NULL;
}

/**
 * desk_check_get_passed:
 * @self: a check
 *
 * Returns: whether all is over and nothing failed
 */
gboolean
desk_check_get_passed (DeskCheck *self)
{
  g_return_val_if_fail (DESK_IS_CHECK (self), FALSE);

  for (guint i = 0; i < self->findings->len; i++)
    {
      const DeskCheckFinding *finding = self->findings->pdata[i];

      if (finding->state != DESK_CHECK_PASSED && finding->state != DESK_CHECK_WARNED)
        return FALSE;
    }

  return self->findings->len > 0;
}

/**
 * desk_check_get_address:
 * @self: a check
 *
 * Returns: (transfer none): what is checked: "mqtts://broker:8883"
 */
const char *
desk_check_get_address (DeskCheck *self)
{
  g_return_val_if_fail (DESK_IS_CHECK (self), NULL);

  return self->address;
}
