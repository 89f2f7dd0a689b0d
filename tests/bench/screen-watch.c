/* screen-watch.c: watches a display from outside, for benchmarks
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screen-watch repaints WINDOW SECONDS
 *   prints, a line each, the milliseconds between two repaints of the window, and before the first and after the last
 * screen-watch echo WINDOW X Y WIDTH HEIGHT COUNT
 *   presses a key COUNT times, “a” and BackSpace in turn, and prints after how many milliseconds the pixels of this
 *   part of the window are others; -1: they never are
 * screen-watch start COMMAND [ARGUMENT…]
 *   starts a command and prints its process id, and after how many milliseconds a window has its first contents;
 *   then it waits for the end of the command */

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/extensions/Xdamage.h>
#include <X11/keysym.h>

/* Milliseconds within which everything that is drawn is one repaint: a frame reaches the server in a few pieces. */
#define ONE_REPAINT 3.0

/* Milliseconds between two keys, within which a key has to show, and between two looks at the pixels */
#define KEY_INTERVAL 150
#define ECHO_CAP 5000
#define LOOK_INTERVAL 1

/* Milliseconds within which a window has to come */
#define START_CAP 60000

/* Pixels that a window with contents has at least */
#define CONTENTS 10000

static Display *display;

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);

  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static void
pause_for (int milliseconds)
{
  poll (NULL, 0, milliseconds);
}

/* Waits for an event at most until @until. Returns: whether there is one */
static int
wait_for_event (double until)
{
  while (XPending (display) == 0)
    {
      struct pollfd pollfd = { .fd = ConnectionNumber (display), .events = POLLIN };
      double left = until - now ();

      if (left <= 0 || poll (&pollfd, 1, (int) left + 1) < 0)
        return 0;
    }

  return 1;
}

static int
watch_repaints (Window window, double seconds, int damage_event)
{
  double end = now () + seconds * 1e3;
  double last = now ();
  double time = last;

  XDamageCreate (display, window, XDamageReportRawRectangles);
  while (wait_for_event (end))
    {
      XEvent event;

      XNextEvent (display, &event);
      if (event.type != damage_event + XDamageNotify)
        continue;
      if (now () - time > ONE_REPAINT)
        {
          time = now ();
          printf ("%.2f\n", time - last);
          last = time;
        }
      else
        {
          time = now ();
        }
    }
  printf ("%.2f\n", now () - last);

  return 0;
}

/* The pixels of a part of a window */
static XImage *
look (Window window, const int *part)
{
  return XGetImage (display, window, part[0], part[1], (unsigned int) part[2], (unsigned int) part[3], AllPlanes,
                    ZPixmap);
}

static int
is_same (const XImage *a, const XImage *b)
{
  return memcmp (a->data, b->data, (size_t) a->bytes_per_line * (size_t) a->height) == 0;
}

static double
time_echo (Window window, const int *part, KeySym key)
{
  KeyCode code = XKeysymToKeycode (display, key);
  XImage *before = look (window, part);
  double start = now ();
  double elapsed = -1;

  XTestFakeKeyEvent (display, code, True, CurrentTime);
  XTestFakeKeyEvent (display, code, False, CurrentTime);
  XFlush (display);
  while (elapsed < 0 && now () < start + ECHO_CAP)
    {
      XImage *after = look (window, part);

      if (!is_same (before, after))
        elapsed = now () - start;
      XDestroyImage (after);
      pause_for (LOOK_INTERVAL);
    }
  XDestroyImage (before);

  return elapsed;
}

static int
measure_echo (Window window, char **argv)
{
  int part[4];
  int count = atoi (argv[4]);

  for (int i = 0; i < 4; i++)
    part[i] = atoi (argv[i]);
  for (int i = 0; i < count; i++)
    {
      pause_for (KEY_INTERVAL);
      printf ("%.2f\n", time_echo (window, part, i % 2 == 0 ? XK_a : XK_BackSpace));
    }

  return 0;
}

static int
is_lit (int x, int y)
{
  XImage *pixel = XGetImage (display, DefaultRootWindow (display), x, y, 1, 1, AllPlanes, ZPixmap);
  int lit = pixel != NULL && XGetPixel (pixel, 0, 0) != BlackPixel (display, DefaultScreen (display));

  if (pixel != NULL)
    XDestroyImage (pixel);

  return lit;
}

/* The display is black before. */
static int
measure_start (char **argv, int damage_event)
{
  double start, elapsed = -1;
  pid_t pid;

  XDamageCreate (display, DefaultRootWindow (display), XDamageReportRawRectangles);
  XSync (display, False);
  start = now ();
  pid = fork ();
  if (pid == 0)
    {
      prctl (PR_SET_PDEATHSIG, SIGKILL);
      dup2 (STDERR_FILENO, STDOUT_FILENO);
      execvp (argv[0], argv);
      _exit (127);
    }
  printf ("%d\n", (int) pid);

  while (elapsed < 0 && wait_for_event (start + START_CAP))
    {
      XEvent event;
      const XDamageNotifyEvent *damage = (const XDamageNotifyEvent *) &event;

      XNextEvent (display, &event);
      if (event.type == damage_event + XDamageNotify && damage->area.width * damage->area.height >= CONTENTS
          && is_lit (damage->area.x + damage->area.width / 2, damage->area.y + damage->area.height / 2))
        elapsed = now () - start;
    }
  printf ("%.2f\n", elapsed);
  fflush (stdout);
  waitpid (pid, NULL, 0);

  return 0;
}

/* A window may go away while it is watched. */
static int
ignore_error (Display *of, XErrorEvent *event)
{
  return 0;
}

int
main (int argc, char **argv)
{
  int damage_event, damage_error;

  display = XOpenDisplay (NULL);
  if (display == NULL || !XDamageQueryExtension (display, &damage_event, &damage_error))
    {
      fputs ("screen-watch: no display with the DAMAGE extension\n", stderr);
      return 1;
    }
  XSetErrorHandler (ignore_error);

  if (argc == 4 && strcmp (argv[1], "repaints") == 0)
    return watch_repaints (strtoul (argv[2], NULL, 0), atof (argv[3]), damage_event);
  if (argc == 8 && strcmp (argv[1], "echo") == 0)
    return measure_echo (strtoul (argv[2], NULL, 0), argv + 3);
  if (argc >= 3 && strcmp (argv[1], "start") == 0)
    return measure_start (argv + 2, damage_event);

  return 2;
}
