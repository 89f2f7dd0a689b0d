/* desk-check-text.c: what a connection check found, as text
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-check.h"

static const DeskCheckFinding *
find_state (DeskCheck *check, DeskCheckState state)
{
  for (guint i = 0; i < desk_check_get_n_findings (check); i++)
    if (desk_check_get_finding (check, i)->state == state)
      return desk_check_get_finding (check, i);

  return NULL;
}

/**
 * desk_check_dup_verdict:
 * @self: a check
 *
 * Returns: (transfer full): how it went so far, in a few words
 */
char *
desk_check_dup_verdict (DeskCheck *self)
{
  const DeskCheckFinding *failed;

  g_return_val_if_fail (DESK_IS_CHECK (self), NULL);

  if (desk_check_get_running (self))
    return g_strdup (_ ("Checking the connection…"));
  failed = find_state (self, DESK_CHECK_FAILED);
  if (failed != NULL)
    /* Translators: name of a step of the connection check, as “TLS” or “Network” */
    return g_strdup_printf (_ ("There is a problem: %s"), failed->title);
  if (!desk_check_get_passed (self))
    return g_strdup (_ ("The check was stopped"));
  if (find_state (self, DESK_CHECK_WARNED) != NULL)
    return g_strdup (_ ("The connection works, with a remark"));

  return g_strdup (_ ("The connection works"));
}

/**
 * desk_check_dup_time:
 * @time: µs; -1: nobody knows
 *
 * Returns: (transfer full) (nullable): a time as a person reads it: "0.4 ms",
 *   "12 ms", "3.2 s"; %NULL if there is nothing to tell
 */
char *
desk_check_dup_time (gint64 time)
{
  double ms = (double) time / G_TIME_SPAN_MILLISECOND;

  if (ms < 0.05)
    return NULL;
  if (ms < 10)
    return g_strdup_printf (_ ("%.1f ms"), ms);
  if (ms < 1000)
    return g_strdup_printf (_ ("%.0f ms"), ms);

  return g_strdup_printf (_ ("%.1f s"), ms / 1000);
}

static const char *
get_mark (DeskCheckState state)
{
  switch (state)
    {
    case DESK_CHECK_PASSED:
      return "✓";
    case DESK_CHECK_WARNED:
      return "!";
    case DESK_CHECK_FAILED:
      return "✗";
    case DESK_CHECK_RUNNING:
      return "…";
    case DESK_CHECK_WAITING:
    case DESK_CHECK_LEFT_OUT:
    default:
      return "–";
    }
}

static void
append_indented (GString *text, const char *words)
{
  g_auto (GStrv) lines = NULL;

  if (words == NULL)
    return;
  lines = g_strsplit (words, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    g_string_append_printf (text, "    %s\n", *line);
}

static void
append_finding (GString *text, const DeskCheckFinding *finding)
{
  g_autofree char *time = desk_check_dup_time (finding->time);

  g_string_append_printf (text, "%s %s", get_mark (finding->state), finding->title);
  if (time != NULL)
    g_string_append_printf (text, " (%s)", time);
  if (finding->state == DESK_CHECK_LEFT_OUT && finding->reason == NULL)
    g_string_append_printf (text, ": %s", _ ("not tried"));
  g_string_append_c (text, '\n');
  append_indented (text, finding->reason);
  append_indented (text, finding->advice);
  append_indented (text, finding->details != NULL ? finding->details->str : NULL);
}

/**
 * desk_check_dup_text:
 * @self: a check
 *
 * Writes what it found for a mail or a report: there is neither a user name nor
 * a password in it.
 *
 * Returns: (transfer full): lines of text
 */
char *
desk_check_dup_text (DeskCheck *self)
{
  GString *text = g_string_new (NULL);
  g_autofree char *verdict = NULL;

  g_return_val_if_fail (DESK_IS_CHECK (self), NULL);

  verdict = desk_check_dup_verdict (self);
  /* Translators: address of a broker */
  g_string_append_printf (text, _ ("Connection check of %s"), desk_check_get_address (self));
  g_string_append_printf (text, "\n%s\n\n", verdict);
  for (guint i = 0; i < desk_check_get_n_findings (self); i++)
    append_finding (text, desk_check_get_finding (self, i));
  if (!desk_check_get_probe (self))
    g_string_append_printf (text, "%s\n", _ ("Subscribing and publishing were left out."));

  return g_string_free (text, FALSE);
}
