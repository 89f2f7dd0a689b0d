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

int
main (int argc, char *argv[])
{
  ui_scene_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (arrangements); i++)
    {
      g_autofree char *path = g_strdup_printf ("/pane-area/keeps-what-is-mapped/%d", arrangements[i].width);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_keeps_what_is_mapped);
    }

  return g_test_run ();
}
