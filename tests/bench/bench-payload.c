/* bench-payload.c: how long the main loop is kept when a hostile payload is shown
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>
#include <time.h>

#include <adwaita.h>

#include "desk-message.h"
#include "desk-payload-pane.h"
#include "figure.h"

#define ROUNDS 5

/* What the log hands over of a payload at most */
#define HANDED_OVER (256 * 1024)

/* Milliseconds that a turn may take; drawing the text is not in it */
#define AT_MOST 5

static GPollFunc poll_as_usual;
static gint64 turn_began;
static gint64 drawing;      /* of this turn, µs */
static gint64 longest_turn; /* µs */
static gint64 frame_began;

/* Processor time of this thread in µs, which does not depend on who else runs */
static gint64
get_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* A turn is what happens between two polls. */
static gint
poll_and_measure (GPollFD *fds, guint n_fds, gint timeout)
{
  gint64 now = get_time ();
  gint result;

  if (turn_began != 0)
    longest_turn = MAX (longest_turn, now - turn_began - drawing);
  result = poll_as_usual (fds, n_fds, timeout);
  turn_began = get_time ();
  drawing = 0;

  return result;
}

static void
on_frame (GdkFrameClock *clock, gpointer user_data)
{
  if (GPOINTER_TO_INT (user_data))
    frame_began = get_time ();
  else if (frame_began != 0)
    drawing += get_time () - frame_began;
}

static gboolean
on_timeout (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
run_for (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, on_timeout, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static DeskMessage *
make_message (gsize size, const char *opening, const char *unit, gint64 id)
{
  gsize length = MIN (size, HANDED_OVER);
  char *data = g_malloc (length);
  g_autoptr (GBytes) payload = NULL;

  for (gsize i = 0, n = strlen (opening), n_unit = MAX (strlen (unit), 1); i < length; i++)
    data[i] = i < n ? opening[i] : unit[(i - n) % n_unit];
  payload = g_bytes_new_take (data, length);

  return desk_message_new (id, 0, "a/b", 0, NULL, payload, size);
}

/* Returns: the longest turn in ms, from the moment that the message is given until all is shown */
static double
show (DeskPayloadPane *pane, gsize size, const char *opening, const char *unit, gint64 id)
{
  g_autoptr (DeskMessage) small = make_message (1, "", "x", id + 1000);
  g_autoptr (DeskMessage) message = make_message (size, opening, unit, id);

  desk_payload_pane_set_message (pane, small);
  run_for (200);
  longest_turn = 0;
  turn_began = get_time ();
  drawing = 0;
  desk_payload_pane_set_message (pane, message);
  while (desk_payload_pane_get_busy (pane))
    g_main_context_iteration (NULL, TRUE);
  run_for (500);

  return (double) longest_turn / 1000;
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    gsize size;
    const char *opening;
    const char *unit;
  } payloads[] = {
    { "payload-turn-line", 5000000, "", "a long line " },
    { "payload-turn-brackets", 100000, "", "[" },
    { "payload-turn-json", 5000000, "[", "{\"name\": \"größe\", \"values\": [1, 2.5, null, true]}, " },
    { "payload-turn-zeros", 200000000, "", "" },
    { "payload-turn-one-byte", 1, "", "x" },
  };
  GtkWidget *window, *pane;
  GdkFrameClock *clock;

  adw_init ();
  poll_as_usual = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_and_measure);
  window = gtk_window_new ();
  pane = desk_payload_pane_new ();
  gtk_window_set_child (GTK_WINDOW (window), pane);
  gtk_window_set_default_size (GTK_WINDOW (window), 500, 800);
  gtk_window_present (GTK_WINDOW (window));
  run_for (1000);
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "paint", G_CALLBACK (on_frame), GINT_TO_POINTER (TRUE));
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_frame), GINT_TO_POINTER (FALSE));

  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (double));

      for (guint round = 0; round < ROUNDS; round++)
        {
          double turn = show (DESK_PAYLOAD_PANE (pane), payloads[i].size, payloads[i].opening,
                              payloads[i].unit, i * ROUNDS + round + 1);

          g_array_append_val (turns, turn);
        }
      report_value ("payload", payloads[i].name, "ms", turns, AT_MOST);
    }
  gtk_window_destroy (GTK_WINDOW (window));

  return 0;
}
