/* test-log-shared.c: one process writes a log, others read it as it grows or say who has it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "log-scene.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "desk-log-checker.h"
#include "desk-log-lock.h"
#include "desk-log-model.h"

/* Holds the lock as somebody elsewhere would, with what stands in the file. */
static int
hold_lock (const char *path, const char *text)
{
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (lock_path, text, -1, NULL));
  fd = open (lock_path, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (fcntl (fd, F_OFD_SETLK, &lock), ==, 0);

  return fd;
}

/* A process id is only told where it means something. */
static void
test_who (Scene *scene, gconstpointer data)
{
  g_autofree char *other_space = g_strdup_printf ("4711 mqtt-desk record\n%s other/space\n", g_get_host_name ());
  const struct
  {
    const char *text, *said, *not_said;
  } cases[] = {
    { "4711 mqtt-desk record\n", "“mqtt-desk record” (process 4711)", NULL },
    { other_space, "“mqtt-desk record” in another container", "4711" },
    { "4711 mqtt-desk\nfar.example other/space\n", "“mqtt-desk” on “far.example”", "4711" },
    { "", "another program", NULL },
    { "\xff\xfe\n\n\n", "another program", NULL },
    { "4711\n", "another program", "4711" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int fd = hold_lock (scene->path, cases[i].text);
      g_autoptr (GError) error = NULL;

      g_assert_false (desk_log_lock_is_free (scene->path));
      g_assert_null (desk_log_lock_take (scene->path, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_BUSY);
      g_assert_nonnull (strstr (error->message, cases[i].said));
      if (cases[i].not_said != NULL)
        g_assert_null (strstr (error->message, cases[i].not_said));
      close (fd);
      g_assert_true (desk_log_lock_is_free (scene->path));
    }
}

static void
on_checked (gpointer user_data)
{
  g_atomic_int_inc ((int *) user_data);
}

static void
on_released (DeskLog *log, gboolean *released)
{
  *released = TRUE;
}

static void
test_follow (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLog) other = desk_log_new (scene->path);
  g_autoptr (DeskLogModel) model = NULL;
  g_autoptr (DeskLogItem) item = NULL;
  gboolean released = FALSE;
  Scene second = { .log = other, .path = scene->path };
  GError *error = NULL;

  desk_log_set_retention (other, 0, 0);
  scene_open (scene);
  append_many (scene->log, 1, 10, 0);
  scene_flush (scene);

  g_assert_false (scene_try_open (&second, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_LOG_BUSY);
  g_clear_error (&error);
  g_signal_connect (other, "released", G_CALLBACK (on_released), &released);
  model = desk_log_model_new (other);
  desk_log_follow (other);
  wait_until (desk_log_get_last_id (other) == 10);
  append_many (scene->log, 11, 1000, 0);
  wait_until (desk_log_get_last_id (other) == 1010);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (model)) == 1010);
  item = g_list_model_get_item (G_LIST_MODEL (model), 1009);
  wait_until (desk_log_item_get_loaded (item));
  g_assert_cmpint (desk_log_item_get_time (item), ==, 1010);

  /* What the other deletes is gone here as well. */
  {
    g_autoptr (GAsyncResult) result = NULL;

    desk_log_delete_history_async (scene->log, NULL, scene_keep_result, &result);
    wait_until (desk_log_get_first_id (other) == 1011);
    wait_until (result != NULL);
  }
  append_many (scene->log, 1011, 5, 0);
  wait_until (desk_log_get_last_id (other) == 1015);
  g_assert_false (released);
  g_assert_false (desk_log_is_open (other));

  scene_close (scene);
  wait_until (released);
  scene_open (&second);
  g_assert_false (desk_log_is_followed (other));
  append_many (other, 1016, 5, 0);
  scene_flush (&second);
  g_assert_cmpint (desk_log_get_first_id (other), ==, 1011);
  g_assert_cmpint (desk_log_get_last_id (other), ==, 1020);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (model)) == 10);
  desk_log_close (other);
}

/* It may be closed, and go, at any moment. */
static void
test_leave (Scene *scene, gconstpointer data)
{
  scene_open (scene);
  for (guint i = 0; i < 20; i++)
    {
      DeskLog *other = desk_log_new (scene->path);
      Scene second = { .log = other, .path = scene->path };

      g_assert_false (scene_try_open (&second, NULL));
      desk_log_follow (other);
      append_many (scene->log, i * 10 + 1, 10, 0);
      scene_flush (scene);
      if (i % 2 == 0)
        desk_log_close (other);
      assert_ends (other);
    }
}

/* Who reads meets damage before the writer does, which then looks for itself. */
static void
test_damage_met_by_reader (Scene *scene, gconstpointer data)
{
  g_autoptr (DeskLogModel) model = NULL;
  g_autoptr (DeskLogItem) item = NULL;
  g_autofree guint8 *noise = g_malloc (16384);
  struct stat status;
  int fd;

  scene_open (scene);
  append_many (scene->log, 1, 5000, 100);
  scene_close (scene);
  scene_open (scene);
  model = desk_log_model_new (scene->log);

  memset (noise, 0xa5, 16384);
  fd = open (scene->path, O_WRONLY | O_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (fstat (fd, &status), ==, 0);
  for (off_t at = 10 * 16384; at < status.st_size; at += 16384)
    g_assert_cmpint (pwrite (fd, noise, 16384, at), ==, 16384);
  close (fd);

  item = desk_log_model_get_item_by_id (model, 2500);
  wait_until (desk_log_get_set_aside (scene->log) != NULL);
  append_many (scene->log, 5001, 10, 0);
  scene_flush (scene);
  g_assert_cmpint (desk_log_get_first_id (scene->log), ==, 5001);
  g_assert_cmpint (desk_log_get_last_id (scene->log), ==, 5010);
}

/* A file that was left open is checked some time after it is opened again; there is nothing to tell of a whole one. */
static void
test_checker (Scene *scene, gconstpointer data)
{
  DeskLogChecker *checker;
  int n_done = 0;

  scene_open (scene);
  append_many (scene->log, 1, 5000, 100);
  scene_flush (scene);
  checker = desk_log_checker_start (scene->path, 0, on_checked, &n_done);
  wait_until (g_atomic_int_get (&n_done) == 1);
  g_assert_cmpint (desk_log_checker_get_result (checker), ==, DESK_LOG_CHECK_WHOLE);
  desk_log_checker_free (checker);

  /* It ends when it is told to. */
  checker = desk_log_checker_start (scene->path, G_TIME_SPAN_HOUR, on_checked, &n_done);
  g_assert_cmpint (desk_log_checker_get_result (checker), ==, DESK_LOG_CHECK_RUNNING);
  desk_log_checker_free (checker);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define add(name, function)                                                                                  \
  g_test_add ("/log-shared/" name, Scene, NULL, scene_set_up, function, scene_tear_down)
  add ("who", test_who);
  add ("follow", test_follow);
  add ("leave", test_leave);
  add ("damage-met-by-reader", test_damage_met_by_reader);
  add ("checker", test_checker);
#undef add

  return g_test_run ();
}
