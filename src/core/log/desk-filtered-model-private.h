/* desk-filtered-model-private.h: what the files of the filtered model share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-filtered-model.h"
#include "desk-search.h"

G_BEGIN_DECLS

/* desk-filtered-model.c: the rows, and the search that finds them
 * desk-filtered-rows.c: between positions and ids */

/* What is shown is either all of the model or a set of ids:
 *
 *   DeskLogModel
 *     └ DeskFilteredModel
 *         ├ matches is NULL: the rows of the model, its changes passed on
 *         └ matches: the rows of these ids, taken from the model by id
 *             └ DeskSearch: finds more of them, below and above
 *
 * A search whose results are fresh has not replaced yet what was shown before. */
struct _DeskFilteredModel
{
  GObject parent_instance;

  DeskLogModel *model;   /* (owned) */
  DeskFilter *filter;    /* (owned) (nullable) */
  char **excluded;       /* (owned) (nullable) */
  char **kept;           /* (owned) (nullable) */

  DeskMatchSet *matches; /* (owned) (nullable) */
  DeskSearch *search;    /* (owned) (nullable) */
  gboolean fresh;
  gint64 base;           /* of the search */
  guint log_generation;  /* of the file that is searched */

  guint n_total;
  gboolean pending;
  double told_progress;
  gboolean stands_still; /* whether the error stops the search */
  GError *error;         /* (owned) (nullable) */
};

G_END_DECLS
