/* test-pane-area.c: log, message and publish editor in the room there is
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui-scene.h"

#include "desk-pane-area.h"

static const struct
{
  int width;
  DeskPaneArrangement arrangement;
} arrangements[] = {
  { 450, DESK_PANES_SINGLE },
  { 700, DESK_PANES_STACKED },
  { 1000, DESK_PANES_WIDE },
};

/* Of all that was ever watched; the widgets outlive the function that watches. */
static guint n_unmapped;

static void
count_unmap (void)
{
  n_unmapped++;
}

static void
watch_mapped (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  g_signal_connect (widget, "unmap", G_CALLBACK (count_unmap), NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    watch_mapped (child);
}

/* An unmapped widget forgets the click or drag that is under way on it. */
static void
test_keeps_what_is_mapped (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  GtkWidget *area = desk_pane_area_new ();
  GtkWidget *window;

  g_object_set (area, "log", gtk_label_new ("log"), "message", gtk_label_new ("message"), "publish", gtk_label_new ("publish"),
                NULL);
  window = g_object_new (GTK_TYPE_WINDOW, "child", area, "default-width", arrangements[i].width,
                         "default-height", 600, NULL);
  present_and_settle (GTK_WINDOW (window));
  wait_until (gtk_widget_get_width (area) == arrangements[i].width);
  g_assert_cmpint (desk_pane_area_get_arrangement (DESK_PANE_AREA (area)), ==, arrangements[i].arrangement);

  watch_mapped (area);
  n_unmapped = 0;
  gtk_widget_allocate (area, gtk_widget_get_width (area), gtk_widget_get_height (area) - 10, -1, NULL);
  g_assert_cmpuint (n_unmapped, ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Without an editor its room is the log's, and the message still has its place. */
static void
test_without_publish (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  GtkWidget *area = desk_pane_area_new ();
  GtkWidget *log = gtk_label_new ("log");
  GtkWidget *publish = gtk_label_new ("publish");
  GtkWidget *window;

  gtk_widget_set_visible (publish, FALSE);
  g_object_set (area, "log", log, "message", gtk_label_new ("message"), "publish", publish, NULL);
  window = g_object_new (GTK_TYPE_WINDOW, "child", area, "default-width", arrangements[i].width,
                         "default-height", 600, NULL);
  present_and_settle (GTK_WINDOW (window));
  wait_until (gtk_widget_get_width (area) == arrangements[i].width);
  g_assert_cmpint (desk_pane_area_get_arrangement (DESK_PANE_AREA (area)), ==, arrangements[i].arrangement);
  if (arrangements[i].arrangement == DESK_PANES_WIDE)
    g_assert_cmpint (gtk_widget_get_height (log), ==, gtk_widget_get_height (area));

  desk_pane_area_show (DESK_PANE_AREA (area), DESK_PANE_PUBLISH);
  g_assert_true (desk_pane_area_is_shown (DESK_PANE_AREA (area), DESK_PANE_LOG));
  desk_pane_area_show (DESK_PANE_AREA (area), DESK_PANE_MESSAGE);
  g_assert_true (desk_pane_area_is_shown (DESK_PANE_AREA (area), DESK_PANE_MESSAGE));
  wait_until (gtk_widget_get_mapped (find_widget (area, GTK_TYPE_LABEL, "message")));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* In a low window there are some rows besides the bars of the log, whatever height the editor had. */
static void
test_low (void)
{
  GtkWidget *area = desk_pane_area_new ();
  GtkWidget *log = gtk_label_new ("log");
  GtkWidget *window;

  g_object_set (area, "log", log, "message", gtk_label_new ("message"), "publish", gtk_label_new ("publish"),
                "publish-height", 400, NULL);
  window = g_object_new (GTK_TYPE_WINDOW, "child", area, "default-width", 1000, "default-height", 410, NULL);
  present_and_settle (GTK_WINDOW (window));
  wait_until (gtk_widget_get_height (area) == 410);
  g_assert_cmpint (desk_pane_area_get_arrangement (DESK_PANE_AREA (area)), ==, DESK_PANES_WIDE);
  g_assert_cmpint (gtk_widget_get_height (log), >=, 200);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  ui_scene_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (arrangements); i++)
    {
      g_autofree char *path = g_strdup_printf ("/pane-area/keeps-what-is-mapped/%d", arrangements[i].width);
      g_autofree char *without = g_strdup_printf ("/pane-area/without-publish/%d", arrangements[i].width);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_keeps_what_is_mapped);
      g_test_add_data_func (without, GSIZE_TO_POINTER (i), test_without_publish);
    }
  g_test_add_func ("/pane-area/low", test_low);

  return g_test_run ();
}
