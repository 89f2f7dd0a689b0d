/* desk-log-finder.h: goes from match to match, and from a match to what is around it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-filter-bar.h"
#include "desk-log-view.h"

G_BEGIN_DECLS

#define DESK_TYPE_LOG_FINDER (desk_log_finder_get_type ())
G_DECLARE_FINAL_TYPE (DeskLogFinder, desk_log_finder, DESK, LOG_FINDER, GObject)

/**
 * DeskLogStep:
 * @DESK_LOG_STEP_NONE: there is no match to go to
 * @DESK_LOG_STEP_DONE: the next one is selected and in view
 * @DESK_LOG_STEP_WRAPPED: so is the one at the other end of the log, since there
 *   was none further on
 */
typedef enum
{
  DESK_LOG_STEP_NONE,
  DESK_LOG_STEP_DONE,
  DESK_LOG_STEP_WRAPPED,
} DeskLogStep;

DeskLogFinder     *desk_log_finder_new             (DeskFilterBar      *bar,
                                                    DeskLogView        *view,
                                                    DeskFilteredModel  *rows);
DeskFilteredModel *desk_log_finder_get_matches     (DeskLogFinder      *self);
void               desk_log_finder_set_excluded    (DeskLogFinder      *self,
                                                    const char *const  *topic_filters,
                                                    const char *const  *kept);
DeskLogStep        desk_log_finder_step            (DeskLogFinder      *self,
                                                    gboolean            forward);
gboolean           desk_log_finder_show_in_context (DeskLogFinder      *self);
void               desk_log_finder_go_back         (DeskLogFinder      *self);
const char        *desk_log_finder_get_way_back    (DeskLogFinder      *self);
void               desk_log_finder_offer_way_back  (DeskLogFinder      *self,
                                                    const char         *line);

G_END_DECLS
