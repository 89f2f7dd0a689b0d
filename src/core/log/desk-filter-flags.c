/* desk-filter-flags.c: the terms qos:, retained: and dir:
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-filter-private.h"

static gboolean
parse_qos (DeskTerm *term, const char *value, GError **error)
{
  if (value[0] < '0' || value[0] > '2' || value[1] != '\0')
    return desk_fail (error, DESK_ERROR_BAD_QUERY, _ ("QoS is 0, 1 or 2. Write for example qos:1."));

  term->flags_mask = DESK_MESSAGE_QOS_MASK;
  term->flags_value = (DeskMessageFlags) (value[0] - '0');
  return TRUE;
}

/* One bit that @word sets and @other_word clears */
static gboolean
parse_bit (DeskTerm *term, const char *value, DeskMessageFlags bit, const char *word, const char *other_word)
{
  term->flags_mask = bit;
  term->flags_value = g_ascii_strcasecmp (value, word) == 0 ? bit : 0;

  return term->flags_value != 0 || g_ascii_strcasecmp (value, other_word) == 0;
}

static gboolean
parse_retained (DeskTerm *term, const char *value, GError **error)
{
  return parse_bit (term, value, DESK_MESSAGE_RETAINED, "yes", "no")
         || desk_fail (error, DESK_ERROR_BAD_QUERY, _ ("Write retained:yes or retained:no."));
}

static gboolean
parse_dir (DeskTerm *term, const char *value, GError **error)
{
  return parse_bit (term, value, DESK_MESSAGE_OUTGOING, "out", "in")
         || desk_fail (error, DESK_ERROR_BAD_QUERY,
                       _ ("Write dir:in for what was received, or dir:out for what was sent."));
}

static DeskTruth
check_flags (const DeskTerm *term, DeskMessageFlags flags)
{
  return (flags & term->flags_mask) == term->flags_value ? DESK_TRUTH_YES : DESK_TRUTH_NO;
}

const DeskTermKind _desk_term_qos = {
  .key = "qos",
  .parse = parse_qos,
  .check_flags = check_flags,
};

const DeskTermKind _desk_term_retained = {
  .key = "retained",
  .parse = parse_retained,
  .check_flags = check_flags,
};

const DeskTermKind _desk_term_dir = {
  .key = "dir",
  .parse = parse_dir,
  .check_flags = check_flags,
};
