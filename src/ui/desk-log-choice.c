/* desk-log-choice.c: the messages that an export or a replay is about
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-log-choice.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-format.h"

/**
 * desk_log_choice_find:
 * @name: “all”, “shown” or “selected”
 * @choice: (out): which one it is
 *
 * Returns: whether @name is one of them
 */
gboolean
desk_log_choice_find (const char *name, DeskLogChoice *choice)
{
  static const char *const names[DESK_LOG_N_CHOICES] = { "all", "shown", "selected" };

  for (guint i = 0; i < DESK_LOG_N_CHOICES; i++)
    {
      if (strcmp (names[i], name) == 0)
        {
          *choice = (DeskLogChoice) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * desk_log_choice_count:
 * @choice: which messages
 * @selection: the rows of a log
 *
 * Returns: how many they are now
 */
guint64
desk_log_choice_count (DeskLogChoice choice, DeskLogSelection *selection)
{
  DeskFilteredModel *rows = desk_log_selection_get_model (selection);
  DeskLog *log = desk_log_model_get_log (desk_filtered_model_get_model (rows));

  switch (choice)
    {
    case DESK_LOG_CHOICE_ALL:
      return (guint64) MAX (desk_log_get_last_id (log) - desk_log_get_first_id (log) + 1, 0);
    case DESK_LOG_CHOICE_SHOWN:
      return g_list_model_get_n_items (G_LIST_MODEL (rows));
    case DESK_LOG_CHOICE_SELECTED:
      return desk_log_selection_get_count (selection);
    case DESK_LOG_N_CHOICES:
    default:
      g_return_val_if_reached (0);
    }
}

/**
 * desk_log_choice_guess:
 * @selection: the rows of a log
 *
 * Returns: what is most likely meant: what somebody has narrowed down
 */
DeskLogChoice
desk_log_choice_guess (DeskLogSelection *selection)
{
  DeskFilteredModel *rows = desk_log_selection_get_model (selection);
  DeskLogModel *model = desk_filtered_model_get_model (rows);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (rows));
  guint n_total = g_list_model_get_n_items (G_LIST_MODEL (model));
  gint64 first = desk_log_get_first_id (desk_log_model_get_log (model));

  if (desk_log_selection_get_count (selection) > 1)
    return DESK_LOG_CHOICE_SELECTED;
  /* Not by what the log holds: it is ahead of every view while messages arrive. */
  if (n_shown > 0 && (n_shown < n_total || desk_log_model_get_first_id (model) > first))
    return DESK_LOG_CHOICE_SHOWN;

  return DESK_LOG_CHOICE_ALL;
}

/**
 * desk_log_choice_describe:
 * @choice: which messages
 * @selection: the rows of a log
 *
 * Returns: (transfer full): which and how many, to be chosen from
 */
char *
desk_log_choice_describe (DeskLogChoice choice, DeskLogSelection *selection)
{
  DeskFilteredModel *rows = desk_log_selection_get_model (selection);
  g_autofree char *count = desk_format_count (desk_log_choice_count (choice, selection));

  switch (choice)
    {
    case DESK_LOG_CHOICE_ALL:
      /* Translators: all messages of the log, and how many they are */
      return g_strdup_printf (_ ("All (%s)"), count);
    case DESK_LOG_CHOICE_SHOWN:
      if (desk_filtered_model_get_pending (rows))
        return g_strdup_printf (_ ("Shown (%s so far)"), count);
      /* Translators: messages that the view shows, and how many they are */
      return g_strdup_printf (_ ("Shown (%s)"), count);
    case DESK_LOG_CHOICE_SELECTED:
      /* Translators: selected messages, and how many they are */
      return g_strdup_printf (_ ("Selected (%s)"), count);
    case DESK_LOG_N_CHOICES:
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * desk_log_choice_get_scope:
 * @choice: which messages
 * @selection: the rows of a log
 *
 * Returns: (transfer full): these messages as they are now; what arrives later
 *   is not among them
 */
DeskLogScope *
desk_log_choice_get_scope (DeskLogChoice choice, DeskLogSelection *selection)
{
  DeskFilteredModel *rows = desk_log_selection_get_model (selection);
  DeskLogModel *model = desk_filtered_model_get_model (rows);
  DeskLog *log = desk_log_model_get_log (model);
  g_autoptr (DeskIdRanges) ranges = NULL;
  DeskFilter *filter = NULL;
  const char *const *excluded = NULL;
  const char *const *kept = NULL;
  gint64 first = MAX (desk_log_get_first_id (log), 1);
  gint64 last = desk_log_get_last_id (log);

  if (choice == DESK_LOG_CHOICE_SHOWN)
    {
      first = MAX (desk_log_model_get_first_id (model), 1);
      last = desk_log_model_get_last_id (model);
    }
  if (choice != DESK_LOG_CHOICE_ALL)
    {
      filter = desk_filtered_model_get_filter (rows);
      excluded = desk_filtered_model_get_excluded (rows, &kept);
    }

  if (choice == DESK_LOG_CHOICE_SELECTED)
    ranges = desk_log_selection_get_ranges (selection);
  else
    {
      ranges = desk_id_ranges_new ();
      if (first <= last)
        desk_id_ranges_add (ranges, first, last);
    }

  return desk_log_scope_new (filter, excluded, kept, ranges);
}
