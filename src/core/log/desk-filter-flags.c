/* desk-filter-flags.c: the terms qos:, retained:, dup: and dir:
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-filter-private.h"

static const char *const qualities[] = { "0", "1", "2", NULL };
static const char *const yes_no[] = { "yes", "no", NULL };
static const char *const directions[] = { "in", "out", NULL };

/* Looks the value up in @values. Returns: its index, or -1 with or without an error */
static int
read_choice (DeskFilterReader *reader, const char *const *values, GError **error)
{
  g_autofree char *value = NULL;

  if (!_desk_reader_read_value (reader, &value, error))
    return -1;
  for (int i = 0; values[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (value, values[i]) == 0)
        return i;
    }

  return -1;
}

static gboolean
parse_choice (DeskTerm *term,
              DeskFilterReader *reader,
              DeskMessageFlags mask,
              const char *const *values,
              const DeskMessageFlags *flags,
              const char *advice,
              GError **error)
{
  GError *mistake = NULL;
  int choice = read_choice (reader, values, &mistake);

  if (mistake != NULL)
    {
      g_propagate_error (error, mistake);
      return FALSE;
    }
  if (choice < 0)
    return desk_fail (error, DESK_ERROR_BAD_QUERY, "%s", advice);

  term->flags_mask = mask;
  term->flags_value = flags[choice];
  return TRUE;
}

static gboolean
parse_qos (DeskTerm *term, DeskFilterReader *reader, GError **error)
{
  static const DeskMessageFlags flags[] = { 0, 1, 2 };

  return parse_choice (term, reader, DESK_MESSAGE_QOS_MASK, qualities, flags,
                       _ ("QoS is 0, 1 or 2. Write for example qos:1."), error);
}

static gboolean
parse_retained (DeskTerm *term, DeskFilterReader *reader, GError **error)
{
  static const DeskMessageFlags flags[] = { DESK_MESSAGE_RETAINED, 0 };

  return parse_choice (term, reader, DESK_MESSAGE_RETAINED, yes_no, flags,
                       _ ("Write retained:yes or retained:no."), error);
}

static gboolean
parse_dup (DeskTerm *term, DeskFilterReader *reader, GError **error)
{
  static const DeskMessageFlags flags[] = { DESK_MESSAGE_DUPLICATE, 0 };

  return parse_choice (term, reader, DESK_MESSAGE_DUPLICATE, yes_no, flags,
                       _ ("Write dup:yes for what was delivered again, or dup:no."), error);
}

static gboolean
parse_dir (DeskTerm *term, DeskFilterReader *reader, GError **error)
{
  static const DeskMessageFlags flags[] = { 0, DESK_MESSAGE_OUTGOING };

  return parse_choice (term, reader, DESK_MESSAGE_OUTGOING, directions, flags,
                       _ ("Write dir:in for what was received, or dir:out for what was sent."), error);
}

static DeskTruth
check_flags (const DeskTerm *term, DeskMessageFlags flags)
{
  return (flags & term->flags_mask) == term->flags_value ? DESK_TRUTH_YES : DESK_TRUTH_NO;
}

const DeskTermKind _desk_term_qos = {
  .key = "qos",
  .syntax = "qos:QOS",
  .summary = N_ ("Quality of service"),
  .example = "qos:1",
  .values = qualities,
  .parse = parse_qos,
  .check_flags = check_flags,
};

const DeskTermKind _desk_term_retained = {
  .key = "retained",
  .syntax = "retained:yes|no",
  .summary = N_ ("Messages with the RETAIN flag, or without it"),
  .example = "retained:yes",
  .values = yes_no,
  .parse = parse_retained,
  .check_flags = check_flags,
};

const DeskTermKind _desk_term_dup = {
  .key = "dup",
  .syntax = "dup:yes|no",
  .summary = N_ ("Messages that were delivered again, or not"),
  .example = "dup:yes",
  .values = yes_no,
  .parse = parse_dup,
  .check_flags = check_flags,
};

const DeskTermKind _desk_term_dir = {
  .key = "dir",
  .syntax = "dir:in|out",
  .summary = N_ ("Received from the broker, or sent by you"),
  .example = "dir:out",
  .values = directions,
  .parse = parse_dir,
  .check_flags = check_flags,
};
