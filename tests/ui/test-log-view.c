/* test-log-view.c: the log follows, stands still, is filtered, muted and cleared
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include "desk-log-item.h"
#include "desk-log-selection.h"
#include "desk-log-view.h"

static void
set_up (PageScene *scene, gconstpointer data)
{
  page_scene_set_up (scene, 1100, 700);
}

static void
tear_down (PageScene *scene, gconstpointer data)
{
  page_scene_tear_down (scene);
}

static guint
get_n_rows (PageScene *scene)
{
  return g_list_model_get_n_items (page_scene_get_rows (scene));
}

/* Number of the message at @position, from its payload */
static guint
get_number (PageScene *scene, guint position)
{
  g_autoptr (DeskLogItem) item = g_list_model_get_item (page_scene_get_rows (scene), position);
  g_autofree char *text = NULL;
  const char *data;
  gsize length;
  guint number = 0;

  wait_until (desk_log_item_get_loaded (item));
  data = g_bytes_get_data (desk_log_item_get_preview (item), &length);
  text = g_strndup (data, length);
  sscanf (text, "number %u", &number);

  return number;
}

static void
scroll_up (PageScene *scene, double pixels)
{
  GtkAdjustment *adjustment = page_scene_get_adjustment (scene);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - pixels);
}

static void
test_follows (PageScene *scene, gconstpointer data)
{
  g_assert_true (page_scene_get_flag (scene, "following"));
  page_scene_feed (scene, 500);
  wait_until (get_n_rows (scene) == 500 && page_scene_is_at_end (scene));
  page_scene_feed (scene, 5000);
  wait_until (get_n_rows (scene) == 5500 && page_scene_is_at_end (scene));
  g_assert_true (page_scene_get_flag (scene, "following"));
  g_assert_cmpuint (get_number (scene, 5499), ==, 5500);
}

typedef struct
{
  PageScene *scene;
  gboolean changed;   /* rows came since the last frame */
  guint n_frames;     /* with new rows */
  guint n_at_the_end; /* of those, how many show the newest row */
} Frames;

static void
on_rows_came (Frames *frames)
{
  frames->changed = TRUE;
}

static void
on_painted (Frames *frames)
{
  if (!frames->changed)
    return;
  frames->changed = FALSE;
  frames->n_frames++;
  frames->n_at_the_end += page_scene_is_at_end (frames->scene) ? 1 : 0;
}

/* To come to the end only with a second frame would be twice the work. */
static void
test_follows_with_one_frame (PageScene *scene, gconstpointer data)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (page_scene_get_list (scene)));
  GListModel *rows = page_scene_get_rows (scene);
  Frames frames = { .scene = scene };

  page_scene_feed (scene, 500);
  wait_until (get_n_rows (scene) == 500 && page_scene_is_at_end (scene));

  g_signal_connect_swapped (rows, "items-changed", G_CALLBACK (on_rows_came), &frames);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (on_painted), &frames);
  for (guint i = 1; i <= 5; i++)
    {
      page_scene_feed (scene, 300);
      wait_until (get_n_rows (scene) == 500 + 300 * i && !frames.changed);
    }
  g_signal_handlers_disconnect_by_data (rows, &frames);
  g_signal_handlers_disconnect_by_data (clock, &frames);
  g_assert_cmpuint (frames.n_frames, >=, 5);
  g_assert_cmpuint (frames.n_at_the_end, ==, frames.n_frames);
}

static void
test_stops_and_resumes (PageScene *scene, gconstpointer data)
{
  GtkAdjustment *adjustment = page_scene_get_adjustment (scene);
  double value;

  page_scene_feed (scene, 500);
  wait_until (get_n_rows (scene) == 500 && page_scene_is_at_end (scene));

  scroll_up (scene, 400);
  g_assert_false (page_scene_get_flag (scene, "following"));
  value = gtk_adjustment_get_value (adjustment);

  page_scene_feed (scene, 1234);
  wait_until (page_scene_has_label (scene, "1,234 new messages"));
  wait_until (gtk_adjustment_get_upper (adjustment) > 1734 * 20);
  g_assert_cmpfloat (ABS (gtk_adjustment_get_value (adjustment) - value), <, 1);

  page_scene_activate (scene, "log.resume");
  g_assert_true (page_scene_get_flag (scene, "following"));
  wait_until (page_scene_is_at_end (scene));

  scroll_up (scene, 300);
  g_assert_false (page_scene_get_flag (scene, "following"));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  g_assert_true (page_scene_get_flag (scene, "following"));
}

/* A finger on a touchpad moves a few pixels at a time. */
static void
test_slow_finger_stops (PageScene *scene, gconstpointer data)
{
  page_scene_feed (scene, 500);
  wait_until (get_n_rows (scene) == 500 && page_scene_is_at_end (scene));

  scroll_up (scene, 3);
  g_assert_false (page_scene_get_flag (scene, "following"));
  scroll_up (scene, -3);
  g_assert_true (page_scene_get_flag (scene, "following"));
}

static void
test_keyboard_stops (PageScene *scene, gconstpointer data)
{
  page_scene_feed (scene, 500);
  wait_until (get_n_rows (scene) == 500 && page_scene_is_at_end (scene));

  press_key (GTK_WIDGET (page_scene_get_list (scene)), GDK_KEY_Down);
  g_assert_true (page_scene_get_flag (scene, "following"));
  press_key (GTK_WIDGET (page_scene_get_list (scene)), GDK_KEY_Up);
  g_assert_false (page_scene_get_flag (scene, "following"));
}

static void
test_resize_follows (PageScene *scene, gconstpointer data)
{
  GtkAdjustment *adjustment = page_scene_get_adjustment (scene);
  double page_size;

  page_scene_feed (scene, 500);
  wait_until (get_n_rows (scene) == 500 && page_scene_is_at_end (scene));
  page_size = gtk_adjustment_get_page_size (adjustment);

  gtk_window_set_default_size (GTK_WINDOW (scene->window), 1100, 560);
  wait_until (gtk_adjustment_get_page_size (adjustment) < page_size - 50);
  wait_until (page_scene_is_at_end (scene));
  g_assert_true (page_scene_get_flag (scene, "following"));
}

static void
test_trimmed_while_reading (PageScene *scene, gconstpointer data)
{
  GtkAdjustment *adjustment = page_scene_get_adjustment (scene);

  page_scene_feed (scene, 2000);
  wait_until (get_n_rows (scene) == 2000 && page_scene_is_at_end (scene));

  /* Rows go at the head: the value falls, but nobody scrolled. */
  g_assert_true (gtk_widget_activate_action (scene->page, "log.show-from", "x", (gint64) 1001));
  wait_until (get_n_rows (scene) == 1000 && gtk_adjustment_get_upper (adjustment) < 1500 * 20);
  g_assert_true (page_scene_get_flag (scene, "following"));
  wait_until (page_scene_is_at_end (scene));
}

static void
test_pause (PageScene *scene, gconstpointer data)
{
  page_scene_feed (scene, 100);
  wait_until (get_n_rows (scene) == 100);

  page_scene_activate (scene, "log.pause");
  g_assert_true (page_scene_get_flag (scene, "paused"));
  page_scene_feed (scene, 60);
  wait_until (page_scene_has_label (scene, "60 new messages"));
  g_assert_cmpuint (get_n_rows (scene), ==, 100);
  g_assert_true (page_scene_get_flag (scene, "following"));

  page_scene_activate (scene, "log.resume");
  g_assert_false (page_scene_get_flag (scene, "paused"));
  wait_until (get_n_rows (scene) == 160 && page_scene_is_at_end (scene));
}

static void
test_clear (PageScene *scene, gconstpointer data)
{
  page_scene_feed (scene, 100);
  wait_until (get_n_rows (scene) == 100);

  page_scene_activate (scene, "log.clear");
  wait_until (get_n_rows (scene) == 0);
  g_assert_true (page_scene_has_label (scene, "Cleared"));
  page_scene_feed (scene, 3);
  wait_until (get_n_rows (scene) == 3);
  g_assert_cmpuint (get_number (scene, 0), ==, 101);

  g_assert_true (gtk_widget_activate_action (scene->page, "log.show-from", "x", (gint64) 0));
  wait_until (get_n_rows (scene) == 103);
}

static void
test_filter_keeps_selection (PageScene *scene, gconstpointer data)
{
  GtkEditable *line = GTK_EDITABLE (page_scene_find (scene, "DeskFilterBar", GTK_TYPE_ENTRY));
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (page_scene_get_rows (scene));
  GtkWidget *message;

  page_scene_feed (scene, 300);
  wait_until (get_n_rows (scene) == 300);
  gtk_selection_model_select_item (selection, 99, TRUE);
  message = find_widget (scene->page, g_type_from_name ("DeskMessageView"), NULL);
  wait_until (find_widget (message, GTK_TYPE_LABEL, "a/even") != NULL);

  gtk_editable_set_text (line, "topic:a/odd");
  wait_until (get_n_rows (scene) == 150);
  g_assert_null (desk_log_selection_get_current (DESK_LOG_SELECTION (selection)));
  /* Who reads a message goes on reading. */
  g_assert_nonnull (find_widget (message, GTK_TYPE_LABEL, "a/even"));

  gtk_editable_set_text (line, "topic:a/even");
  wait_until (get_n_rows (scene) == 150 && gtk_selection_model_is_selected (selection, 49));
  g_assert_cmpuint (get_number (scene, 49), ==, 100);
}

static void
test_mute (PageScene *scene, gconstpointer data)
{
  DeskSubscription *odd = desk_session_subscribe (scene->session, "a/odd", 0, NULL);
  DeskSubscription *all = desk_session_subscribe (scene->session, "a/#", 0, NULL);

  page_scene_feed (scene, 100);
  wait_until (get_n_rows (scene) == 100);

  desk_subscription_set_muted (all, TRUE);
  wait_until (get_n_rows (scene) == 50);
  g_assert_cmpuint (get_number (scene, 0), ==, 1);
  desk_subscription_set_muted (odd, TRUE);
  wait_until (get_n_rows (scene) == 0);
  wait_until (page_scene_has_label (scene, "All messages are muted"));
  page_scene_feed (scene, 10);

  desk_subscription_set_muted (all, FALSE);
  wait_until (get_n_rows (scene) == 110);
}

static guint
get_current (PageScene *scene)
{
  return desk_log_selection_get_current_position (DESK_LOG_SELECTION (page_scene_get_rows (scene)));
}

static void
test_activates_another_row (PageScene *scene, gconstpointer data)
{
  GtkSelectionModel *selection = page_scene_feed_rows (scene, 100);

  gtk_selection_model_select_item (selection, 20, TRUE);
  g_signal_emit_by_name (page_scene_get_list (scene), "activate", 30);
  g_assert_cmpuint (get_current (scene), ==, 30);
  g_assert_false (gtk_selection_model_is_selected (selection, 20));

  /* Several stay selected. */
  gtk_selection_model_select_item (selection, 31, FALSE);
  g_signal_emit_by_name (page_scene_get_list (scene), "activate", 30);
  g_assert_true (gtk_selection_model_is_selected (selection, 31));
}

static gboolean
list_has_keyboard (PageScene *scene)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (scene->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (page_scene_get_list (scene)));
}

static void
test_menu_gives_keyboard_back (PageScene *scene, gconstpointer data)
{
  GtkWidget *view = find_widget (scene->page, g_type_from_name ("DeskLogView"), NULL);
  GtkWidget *menu = find_widget (view, GTK_TYPE_POPOVER_MENU, NULL);

  gtk_selection_model_select_item (page_scene_feed_rows (scene, 100), 98, TRUE);
  wait_until (page_scene_is_at_end (scene));
  desk_log_view_focus_list (DESK_LOG_VIEW (view));
  wait_until (list_has_keyboard (scene));
  page_scene_activate (scene, "log.menu");
  wait_until (gtk_widget_get_mapped (menu));
  wait_until (!list_has_keyboard (scene));
  gtk_popover_popdown (GTK_POPOVER (menu));
  wait_until (!gtk_widget_get_mapped (menu));
  g_assert_true (list_has_keyboard (scene));
}

/* The way to the newest message is only offered from where it is out of view. */
static void
test_way_to_newest (PageScene *scene, gconstpointer data)
{
  GtkWidget *view = find_widget (scene->page, g_type_from_name ("DeskLogView"), NULL);
  GtkRevealer *way = GTK_REVEALER (find_widget (view, GTK_TYPE_REVEALER, NULL));

  page_scene_feed_rows (scene, 500);
  wait_until (page_scene_is_at_end (scene));
  g_object_set (scene->page, "following", FALSE, NULL);
  g_assert_false (gtk_revealer_get_reveal_child (way));
  page_scene_feed (scene, 1);
  wait_until (gtk_revealer_get_reveal_child (way));
  page_scene_activate (scene, "log.resume");
  wait_until (!gtk_revealer_get_reveal_child (way));
  scroll_up (scene, 300);
  wait_until (gtk_revealer_get_reveal_child (way));
}

/* In a window that was made narrow there is no empty space where the titles were. */
static void
test_narrowed (PageScene *scene, gconstpointer data)
{
  static const int widths[] = { 0, 436, 700, 336 };
  GtkWidget *header = find_widget (scene->page, g_type_from_name ("DeskLogHeader"), NULL);
  int natural = -1;

  /* As GTK asks while a window gets narrower: it remembers answers, and guesses from them. */
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    gtk_widget_measure (header, GTK_ORIENTATION_VERTICAL, widths[i], NULL, &natural, NULL, NULL);
  /* The line below the titles stays. */
  g_assert_cmpint (natural, <=, 1);
}

/* The number in a label: of those that hold @word; 0 while there is none */
static guint
read_number (GtkWidget *part, const char *word)
{
  for (GtkWidget *child = gtk_widget_get_first_child (part); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const char *text = GTK_IS_LABEL (child) ? gtk_label_get_text (GTK_LABEL (child)) : NULL;
      const char *place = text != NULL ? strstr (text, word) : NULL;
      guint number = place != NULL ? 0 : read_number (child, word);

      if (place != NULL)
        {
          /* Back to where the number begins; it may have commas. */
          while (place > text && (g_ascii_isdigit (place[-1]) || place[-1] == ','))
            place--;
          for (; g_ascii_isdigit (*place) || *place == ','; place++)
            if (*place != ',')
              number = 10 * number + (guint) (*place - '0');
        }
      if (number > 0)
        return number;
    }

  return 0;
}

/* What is counted above the rows and below them is never of two moments. */
static void
test_counters_agree (PageScene *scene, gconstpointer data)
{
  GtkWidget *count = find_widget (scene->page, g_type_from_name ("DeskMatchCount"), NULL);
  GtkWidget *pane = find_widget (scene->page, g_type_from_name ("DeskLogPane"), NULL);
  g_autoptr (GRefString) topic = g_ref_string_new ("a/b");
  guint n_fed = 0;

  while (n_fed < 3000)
    {
      DeskBatch *batch = desk_batch_new ();

      for (guint i = 0; i < 7; i++, n_fed++)
        desk_batch_append (batch, g_get_real_time (), topic, 0, NULL, "x", 1);
      desk_log_append (scene->log, batch);
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (read_number (count, " message"), ==, read_number (pane, " in the log"));
    }
  wait_until (read_number (count, " message") == n_fed);
  g_assert_cmpuint (read_number (pane, " in the log"), ==, n_fed);
}

#define add(name, function) g_test_add ("/log-view/" name, PageScene, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  page_scene_init (&argc, &argv);

  add ("counters-agree", test_counters_agree);
  add ("narrowed", test_narrowed);
  add ("follows", test_follows);
  add ("follows-with-one-frame", test_follows_with_one_frame);
  add ("stops-and-resumes", test_stops_and_resumes);
  add ("slow-finger-stops", test_slow_finger_stops);
  add ("keyboard-stops", test_keyboard_stops);
  add ("resize-follows", test_resize_follows);
  add ("trimmed", test_trimmed_while_reading);
  add ("pause", test_pause);
  add ("clear", test_clear);
  add ("filter-keeps-selection", test_filter_keeps_selection);
  add ("mute", test_mute);
  add ("activates-another-row", test_activates_another_row);
  add ("menu-gives-keyboard-back", test_menu_gives_keyboard_back);
  add ("way-to-newest", test_way_to_newest);

  return g_test_run ();
}
