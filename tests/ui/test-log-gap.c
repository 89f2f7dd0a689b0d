/* test-log-gap.c: the page tells what the log could not keep, and where, and what became of a damaged one
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "desk-banner.h"
#include "desk-log-item.h"
#include "desk-log-private.h"

#define QUEUE_MAX (1024 * 1024)

static void
set_up (PageScene *scene, gconstpointer data)
{
  page_scene_set_up (scene, GPOINTER_TO_INT (data), 800);
}

static void
tear_down (PageScene *scene, gconstpointer data)
{
  page_scene_tear_down (scene);
}

/* A limit on the size of files makes writing fail as a full disk does. */
static void
set_room (gint64 bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes < 0 ? limit.rlim_max : (rlim_t) bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
append (PageScene *scene, guint n)
{
  g_autoptr (GRefString) topic = g_ref_string_new ("a/odd");
  static const char payload[1000];
  DeskBatch *batch = desk_batch_new ();

  for (guint i = 0; i < n; i++)
    desk_batch_append (batch, g_get_real_time (), topic, 0, NULL, payload, sizeof payload);
  desk_log_append (scene->log, batch);
}

/* The words of a banner that is shown and begins so */
static const char *
find_banner (GtkWidget *widget, const char *beginning)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *found;

      if (!gtk_widget_get_visible (child))
        continue;
      if (GTK_IS_LABEL (child) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (child)), beginning))
        return gtk_label_get_text (GTK_LABEL (child));
      found = find_banner (child, beginning);
      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
get_banners (PageScene *scene)
{
  return find_widget (scene->page, g_type_from_name ("DeskSessionBanners"), NULL);
}

/* With MQTT_DESK_PICTURES set somebody wants to look at it. */
static void
take_picture (const char *name)
{
  const char *folder = g_getenv ("MQTT_DESK_PICTURES");
  g_autofree char *command = NULL;

  if (folder == NULL)
    return;
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, TRUE);
  command = g_strdup_printf ("import -window root '%s/%s.png'", folder, name);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

static void
test_gap (PageScene *scene, gconstpointer data)
{
  GListModel *rows = page_scene_get_rows (scene);
  g_autoptr (DeskLogItem) after = NULL;
  DeskLogGap gap;
  gint64 kept;

  _desk_log_set_queue_max (scene->log, QUEUE_MAX);
  page_scene_feed (scene, 10);
  wait_until (g_list_model_get_n_items (rows) == 10);

  set_room (64 * 1024);
  append (scene, 100);
  wait_until (find_banner (get_banners (scene), "The disk is full") != NULL);
  g_assert_nonnull (find_banner (get_banners (scene), "Messages are still received"));
  append (scene, QUEUE_MAX / 1000);
  append (scene, 2345);
  wait_until (find_banner (get_banners (scene), "2,345 messages could not be kept") != NULL);
  take_picture ("gap-while-full");

  set_room (-1);
  wait_until (find_banner (get_banners (scene), "The disk is full") == NULL);
  kept = desk_log_get_last_id (scene->log);
  g_assert_cmpint (kept, ==, 10 + 100 + QUEUE_MAX / 1000);
  page_scene_feed (scene, 5);
  wait_until (g_list_model_get_n_items (rows) == (guint) kept + 5);
  after = g_list_model_get_item (rows, (guint) kept);
  wait_until (desk_log_item_get_loaded (after));
  g_assert_cmpuint (desk_log_item_get_lost_before (after), ==, 2345);
  take_picture ("gap");

  page_scene_activate (scene, "page.dismiss-gap");
  wait_until (find_banner (get_banners (scene), "2,345 messages") == NULL);
  desk_log_get_gap (scene->log, &gap);
  g_assert_cmpuint (gap.lost, ==, 2345);
}

static void
test_held_back (PageScene *scene, gconstpointer data)
{
  _desk_log_set_queue_max (scene->log, 1000);
  for (guint i = 0; i < 2000 && desk_log_get_held_back (scene->log) < 0.6; i++)
    {
      append (scene, 2000);
      g_main_context_iteration (NULL, FALSE);
    }
  wait_until (find_banner (get_banners (scene), "Messages come faster") != NULL);
  take_picture ("held-back");
  page_scene_activate (scene, "page.dismiss-held-back");
  wait_until (find_banner (get_banners (scene), "Messages come faster") == NULL);
}

/* Makes noise of a file from @start on. */
static void
overwrite (const char *path, const char *suffix, off_t start)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  g_autofree char *noise = g_malloc (16384);
  struct stat status;
  int fd = open (name, O_WRONLY | O_CLOEXEC);

  memset (noise, 0xa5, 16384);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (fstat (fd, &status), ==, 0);
  for (off_t at = start; at < status.st_size; at += 16384)
    {
      gssize n = (gssize) MIN (16384, status.st_size - at);

      g_assert_cmpint (pwrite (fd, noise, (gsize) n, at), ==, n);
    }
  close (fd);
}

/* What has to be removed cannot be read then. */
static void
damage (PageScene *scene)
{
  g_autofree char *before = g_strdup (desk_log_get_set_aside (scene->log));
  const char *path = desk_log_get_path (scene->log);

  overwrite (path, "", 16384);
  overwrite (path, "-wal", 32);
  desk_log_set_retention (scene->log, 300 * 1024, 0);
  wait_until (g_strcmp0 (desk_log_get_set_aside (scene->log), before) != 0);
  desk_log_set_retention (scene->log, 0, 0);
}

/* Each time that a log is set aside is told, also after an earlier one was understood. */
static void
test_set_aside (PageScene *scene, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = NULL;
      const char *words;

      append (scene, 20000);
      wait_until (desk_log_get_queued (scene->log) == 0);
      damage (scene);
      name = g_filename_display_name (desk_log_get_set_aside (scene->log));
      wait_until ((words = find_banner (get_banners (scene), "The log was damaged")) != NULL
                  && strstr (words, name) != NULL);
      page_scene_activate (scene, "page.dismiss-set-aside");
      wait_until (find_banner (get_banners (scene), "The log was damaged") == NULL);
    }
}

int
main (int argc, char *argv[])
{
  page_scene_init (&argc, &argv);
  signal (SIGXFSZ, SIG_IGN);

  g_test_add ("/log-gap/gap", PageScene, GINT_TO_POINTER (1360), set_up, test_gap, tear_down);
  g_test_add ("/log-gap/set-aside", PageScene, GINT_TO_POINTER (900), set_up, test_set_aside, tear_down);
  g_test_add ("/log-gap/held-back", PageScene, GINT_TO_POINTER (900), set_up, test_held_back, tear_down);

  return g_test_run ();
}
