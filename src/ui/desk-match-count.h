/* desk-match-count.h: how many messages match, and which of them is selected
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-filtered-model.h"

G_BEGIN_DECLS

#define DESK_TYPE_MATCH_COUNT (desk_match_count_get_type ())
G_DECLARE_FINAL_TYPE (DeskMatchCount, desk_match_count, DESK, MATCH_COUNT, GtkWidget)

/**
 * DeskMatchWords:
 * @DESK_MATCH_WORDS_ALL: nothing is looked for: "12 messages"
 * @DESK_MATCH_WORDS_FILTER: only matches are shown: "3 of 12"
 * @DESK_MATCH_WORDS_FIND: matches are marked: "3 matches", or "2 of 3" if the
 *   second one is selected
 *
 * What the count counts.
 */
typedef enum
{
  DESK_MATCH_WORDS_ALL,
  DESK_MATCH_WORDS_FILTER,
  DESK_MATCH_WORDS_FIND,
} DeskMatchWords;

/* Property "progress" (double, notified): of a search that takes a while, 0 to
 * 1; 0: there is none. Signal "updated": it shows what is true now. */

void desk_match_count_set_model (DeskMatchCount    *self,
                                 DeskFilteredModel *model);
void desk_match_count_set_words (DeskMatchCount    *self,
                                 DeskMatchWords     words);
void desk_match_count_update    (DeskMatchCount    *self);
void desk_match_count_set_place (DeskMatchCount    *self,
                                 guint              place);

G_END_DECLS
