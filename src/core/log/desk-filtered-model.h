/* desk-filtered-model.h: the rows of a log that a filter matches
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-filter.h"
#include "desk-log-model.h"

G_BEGIN_DECLS

#define DESK_TYPE_FILTERED_MODEL (desk_filtered_model_get_type ())
G_DECLARE_FINAL_TYPE (DeskFilteredModel, desk_filtered_model, DESK, FILTERED_MODEL, GObject)

/* A GListModel of the DeskLogItem of a DeskLogModel (the same objects) that
 * match the filter and are not excluded; without either it shows them all. The
 * search runs in a reader thread, newest slice first, and is extended as the log
 * grows: older matches come in at the beginning, newer ones at the end, each at
 * most once in 16 ms. What was shown stays until a new filter has its first
 * results (at most a few frames); then all of it goes in one change and the new
 * rows come in another, so that a selection model does not look for its item
 * among a million rows: find the place again by id.
 *
 * Properties: "model" (DeskLogModel), "filter" (DeskFilter, nullable),
 * "n-items" (uint), "pending" (boolean: a search runs), "progress" (double, 0
 * to 1: share of the log that is searched), "n-total" (uint: rows of the
 * model), "error" (GError, nullable: why the search stands still; it goes on by
 * itself when the log grows; or DESK_ERROR_PARTIAL: why matches are missing). */

DeskFilteredModel *desk_filtered_model_new                (DeskLogModel       *model);
DeskLogModel      *desk_filtered_model_get_model          (DeskFilteredModel  *self);
DeskFilter        *desk_filtered_model_get_filter         (DeskFilteredModel  *self);
void               desk_filtered_model_set_filter         (DeskFilteredModel  *self,
                                                           DeskFilter         *filter);
void               desk_filtered_model_set_excluded       (DeskFilteredModel  *self,
                                                           const char *const  *topic_filters,
                                                           const char *const  *kept);
gboolean           desk_filtered_model_get_pending        (DeskFilteredModel  *self);
double             desk_filtered_model_get_progress       (DeskFilteredModel  *self);
guint              desk_filtered_model_get_n_total        (DeskFilteredModel  *self);
const GError      *desk_filtered_model_get_error          (DeskFilteredModel  *self);
guint              desk_filtered_model_get_position_of_id (DeskFilteredModel  *self,
                                                           gint64              id);
gint64             desk_filtered_model_get_id             (DeskFilteredModel  *self,
                                                           guint               position);
guint              desk_filtered_model_get_rank           (DeskFilteredModel  *self,
                                                           gint64              id);
const char *const *desk_filtered_model_get_excluded       (DeskFilteredModel  *self,
                                                           const char *const **kept);

G_END_DECLS
