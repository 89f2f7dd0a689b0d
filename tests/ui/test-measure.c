/* test-measure.c: every widget gets the room that it says it needs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

/* Widths and heights of windows, from a telephone's to a large screen's */
static const struct
{
  int width;
  int height;
} sizes[] = {
  { 360, 294 }, { 360, 640 }, { 499, 400 }, { 500, 400 }, { 640, 360 }, { 700, 500 }, { 819, 420 },
  { 820, 420 }, { 1000, 360 }, { 1000, 700 }, { 1300, 800 }, { 1900, 1000 },
};

/* All of them: GLib keeps the last reason of a failure alone. */
#define complain(...) (g_test_message (__VA_ARGS__), g_test_fail ())

static char *
describe (GtkWidget *widget)
{
  GString *path = g_string_new (NULL);

  for (GtkWidget *at = widget; at != NULL && !GTK_IS_ROOT (at); at = gtk_widget_get_parent (at))
    {
      g_autofree char *part = g_strdup_printf ("/%s", G_OBJECT_TYPE_NAME (at));

      g_string_prepend (path, part);
    }

  return g_string_free (path, FALSE);
}

/* The least height must not be more for no width than for a width: containers that were promised less than
 * they need would then hand out less than it takes. Natural sizes are never below the least ones. */
static void
check_contract (GtkWidget *widget)
{
  g_autofree char *path = describe (widget);
  int least_width, natural_width, least, natural, least_height, previous = G_MAXINT;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, &natural_width, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, &least_height, &natural, NULL, NULL);
  if (least_width < 0 || natural_width < least_width || least_height < 0 || natural < least_height)
    complain ("%s wants %d to %d × %d to %d", path, least_width, natural_width, least_height, natural);
  if (gtk_widget_get_request_mode (widget) != GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH)
    return;

  for (int width = least_width; width < 2000; width += 20)
    {
      gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &least, &natural, NULL, NULL);
      if (least < least_height || natural < least)
        complain ("%s wants %d to %d for the width %d, and %d without a width", path, least, natural, width,
                            least_height);
      if (least > previous)
        complain ("%s wants %d for the width %d, and only %d for less width", path, least, width, previous);
      previous = least;
    }
}

/* Returns: how many widgets were looked at; what scrolls is as large as its content */
static guint
walk (GtkWidget *widget, void (*check) (GtkWidget *widget))
{
  guint n = 1;

  if (!gtk_widget_get_mapped (widget) || GTK_IS_SCROLLABLE (widget))
    return 0;
  check (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += walk (child, check);

  return n;
}

static void
check_room (GtkWidget *widget)
{
  g_autofree char *path = describe (widget);
  GtkAllocation room;
  int width, height;

  /* What it gets is without its margins, what it needs with them. */
  gtk_widget_get_allocation (widget, &room);
  room.width += gtk_widget_get_margin_start (widget) + gtk_widget_get_margin_end (widget);
  room.height += gtk_widget_get_margin_top (widget) + gtk_widget_get_margin_bottom (widget);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, MAX (room.width, width), &height, NULL, NULL, NULL);
  if (room.width < width || room.height < height)
    complain ("%s has %d × %d and needs %d × %d", path, room.width, room.height, width, height);
}

/* The window is left alone, and its content gets the size: what a window manager allows is not of interest. */
static void
check_sizes (GtkWidget *content)
{
  walk (content, check_contract);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      int width, height;

      gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      width = MAX (width, sizes[i].width);
      gtk_widget_measure (content, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
      height = MAX (height, sizes[i].height);
      g_test_message ("%d × %d for %d × %d", width, height, sizes[i].width, sizes[i].height);
      gtk_widget_allocate (content, width, height, -1, NULL);
      walk (content, check_room);
    }
}

/* Letters of this many per cent of their usual size */
static void
scale_text (int per_cent)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * per_cent / 100, NULL);
}

static void
set_up (PageScene *scene, gconstpointer data)
{
  scale_text (GPOINTER_TO_INT (data));
  page_scene_set_up (scene, 1300, 800);
}

static void
tear_down (PageScene *scene, gconstpointer data)
{
  page_scene_tear_down (scene);
  scale_text (100);
}

static void
test_log (PageScene *scene, gconstpointer data)
{
  GtkWidget *filter = page_scene_find (scene, "DeskFilterBar", GTK_TYPE_EDITABLE);

  g_assert_cmpuint (walk (scene->page, check_contract), >, 100);
  check_sizes (scene->page);

  gtk_selection_model_select_item (page_scene_feed_rows (scene, 30), 3, TRUE);
  type_text (filter, "qos:7");
  check_sizes (scene->page);
}

static void
test_topics (PageScene *scene, gconstpointer data)
{
  g_assert_true (gtk_widget_activate_action (scene->page, "page.left-page", "s", "topics"));
  page_scene_feed (scene, 30);
  check_sizes (scene->page);
}

static void
test_other_pages (PageScene *scene, gconstpointer data)
{
  static const char *const actions[] = { "page.show-connection", "page.show-trace", "page.show-outbox" };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      page_scene_activate (scene, actions[i]);
      check_sizes (scene->page);
    }
}

static void
test_trace (PageScene *scene, gconstpointer data)
{
  DeskTrace *trace = desk_session_get_trace (scene->session);

  page_scene_activate (scene, "page.show-trace");
  page_scene_activate (scene, "trace.record");
  for (guint i = 0; i < 30; i++)
    desk_trace_append_step (trace, 1, 0, "A step");
  wait_until (gtk_widget_get_mapped (page_scene_find (scene, "DeskTraceList", GTK_TYPE_LIST_VIEW)));
  check_sizes (scene->page);
}

static void
add (const char *path, void (*test) (PageScene *scene, gconstpointer data))
{
  static const int per_cents[] = { 100, 150 };

  for (gsize i = 0; i < G_N_ELEMENTS (per_cents); i++)
    {
      g_autofree char *full_path = g_strdup_printf ("/measure/%s/%d", path, per_cents[i]);

      g_test_add (full_path, PageScene, GINT_TO_POINTER (per_cents[i]), set_up, test, tear_down);
    }
}

int
main (int argc, char *argv[])
{
  page_scene_init (&argc, &argv);
  add ("log", test_log);
  add ("topics", test_topics);
  add ("other-pages", test_other_pages);
  add ("trace", test_trace);

  return g_test_run ();
}
