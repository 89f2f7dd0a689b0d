/* check-scene.c: a connection check to its end
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "check-scene.h"
#include "wait.h"

#define STEP_TIMEOUT 3000 /* ms; where an answer comes it comes at once */
#define HASTY_TIMEOUT 1000
#define TIMEOUT 30000

DeskConnectOptions *
new_options (const char *transport, const char *host, guint16 port)
{
  DeskConnectOptions *options = desk_connect_options_new ();

  options->endpoint = desk_endpoint_new (transport, host, port);
  options->client_id = g_strdup ("");

  return options;
}

static DeskCheck *
run_within (const DeskConnectOptions *options, guint timeout)
{
  DeskCheck *check = desk_check_new (options);

  desk_check_set_other_ports (check, NULL, 0);
  desk_check_set_timeouts (check, timeout, TIMEOUT);
  finish_check (check);

  return check;
}

DeskCheck *
run_check (const DeskConnectOptions *options)
{
  return run_within (options, STEP_TIMEOUT);
}

DeskCheck *
run_hasty_check (const DeskConnectOptions *options)
{
  return run_within (options, HASTY_TIMEOUT);
}

void
finish_check (DeskCheck *check)
{
  g_autofree char *text = NULL;

  desk_check_start (check);
  g_assert_true (desk_check_get_running (check));
  wait_until (!desk_check_get_running (check));
  text = desk_check_dup_text (check);
  g_test_message ("%s", text);
}

void
assert_step (DeskCheck *check, const char *id, DeskCheckState state, const char *words)
{
  const DeskCheckFinding *finding = desk_check_find (check, id);
  const char *text;

  g_assert_nonnull (finding);
  g_assert_cmpint ((int) finding->state, ==, (int) state);
  text = words[0] == '>' ? finding->advice : finding->reason;
  g_assert_nonnull (text);
  g_assert_nonnull (strstr (text, words[0] == '>' ? words + 1 : words));
}

void
assert_remedy (DeskCheck *check, const char *id, DeskRemedyKind remedy, guint number, const char *text)
{
  const DeskCheckFinding *finding = desk_check_find (check, id);
  g_autofree char *label = NULL;

  g_assert_nonnull (finding);
  g_assert_cmpint ((int) finding->remedy, ==, (int) remedy);
  g_assert_cmpuint (finding->number, ==, number);
  if (text != NULL)
    g_assert_cmpstr (finding->text, ==, text);
  label = desk_check_finding_dup_remedy_label (finding);
  g_assert_true ((label != NULL) == (remedy != DESK_REMEDY_NONE));
}

void
assert_left_out (DeskCheck *check, const char *id)
{
  gboolean behind = FALSE;

  for (guint i = 0; i < desk_check_get_n_findings (check); i++)
    {
      const DeskCheckFinding *finding = desk_check_get_finding (check, i);

      behind = behind || g_str_equal (finding->id, id);
      if (behind)
        g_assert_cmpint ((int) finding->state, ==, (int) DESK_CHECK_LEFT_OUT);
    }
  g_assert_true (behind);
}
