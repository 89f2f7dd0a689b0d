/* test-task.c: work in a thread, on behalf of an object of the main thread
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk-task.h"
#include "wait.h"

/* Where an object ended */
typedef struct
{
  GThread *thread; /* (unowned) (atomic) */
  guint n_calls;
} End;

static void
on_end (gpointer data, GObject *object)
{
  End *end = data;

  g_atomic_pointer_set (&end->thread, g_thread_self ());
}

static void
work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, g_thread_self (), NULL);
}

static void
on_worked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  End *end = user_data;

  g_assert_true (g_task_is_valid (result, source));
  g_assert_true (g_task_propagate_pointer (G_TASK (result), NULL) != g_thread_self ());
  end->n_calls++;
}

static GTask *
begin (End *end)
{
  g_autoptr (GObject) object = g_object_new (G_TYPE_OBJECT, NULL);
  GTask *task = g_task_new (object, NULL, on_worked, end);

  g_object_weak_ref (object, on_end, end);
  g_task_set_source_tag (task, begin);
  desk_task_run_in_thread (task, work);

  return task;
}

static gpointer
let_go (gpointer task)
{
  g_object_unref (task);

  return NULL;
}

/* The thread of GIO may be the last to let go of a task. */
static void
test_last_in_thread (void)
{
  End end = { NULL, 0 };
  GTask *task = begin (&end);

  wait_until (g_task_get_completed (task));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_null (g_atomic_pointer_get (&end.thread));
  g_thread_join (g_thread_new ("last", let_go, task));
  wait_until (g_atomic_pointer_get (&end.thread) != NULL);
  g_assert_true (end.thread == g_thread_self ());
  g_assert_cmpuint (end.n_calls, ==, 1);
}

static void
test_many (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      End end = { NULL, 0 };

      g_object_unref (begin (&end));
      wait_until (g_atomic_pointer_get (&end.thread) != NULL);
      g_assert_true (end.thread == g_thread_self ());
      g_assert_cmpuint (end.n_calls, ==, 1);
    }
}

static void
test_no_object (void)
{
  End end = { NULL, 0 };
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_worked, &end);

  g_task_set_source_tag (task, test_no_object);
  desk_task_run_in_thread (task, work);
  wait_until (end.n_calls == 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/task/last-in-thread", test_last_in_thread);
  g_test_add_func ("/task/many", test_many);
  g_test_add_func ("/task/no-object", test_no_object);

  return g_test_run ();
}
