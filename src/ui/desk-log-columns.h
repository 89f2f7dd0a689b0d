/* desk-log-columns.h: where the parts of a row of the log lie
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-filtered-model.h"

G_BEGIN_DECLS

#define DESK_LOG_ROW_PADDING 2 /* px, above and below the text */

typedef enum
{
  DESK_LOG_COLUMN_TIME,
  DESK_LOG_COLUMN_DIRECTION,
  DESK_LOG_COLUMN_QOS,
  DESK_LOG_COLUMN_RETAINED,
  DESK_LOG_COLUMN_TOPIC,
  DESK_LOG_COLUMN_PAYLOAD,
  DESK_LOG_N_COLUMNS,
} DeskLogColumn;

typedef struct
{
  int x;
  int width;
} DeskLogSpan;

#define DESK_TYPE_LOG_COLUMNS (desk_log_columns_get_type ())
G_DECLARE_FINAL_TYPE (DeskLogColumns, desk_log_columns, DESK, LOG_COLUMNS, GObject)

/* Shared by the header and all rows of one view. Properties: "topic-width"
 * (int, px, notified: what a person set; 0: as wide as the topics are),
 * "filter" (DeskFilter, nullable: whose words are marked). Signal "changed":
 * spans or filter are different. */

DeskLogColumns *desk_log_columns_new             (void);
void            desk_log_columns_measure_font    (DeskLogColumns *self,
                                                  GtkWidget      *widget);
void            desk_log_columns_set_width       (DeskLogColumns *self,
                                                  int             width);
gboolean        desk_log_columns_is_stacked      (int             width);
int             desk_log_columns_get_row_height  (DeskLogColumns *self,
                                                  int             width);
int             desk_log_columns_get_line_height (DeskLogColumns *self);
int             desk_log_columns_get_char_width  (DeskLogColumns *self);
DeskLogSpan     desk_log_columns_get_span        (DeskLogColumns *self,
                                                  DeskLogColumn   column);
void            desk_log_columns_note_topic      (DeskLogColumns *self,
                                                  int             width);
void            desk_log_columns_set_topic_width (DeskLogColumns *self,
                                                  int             width);
DeskFilter     *desk_log_columns_get_filter      (DeskLogColumns *self);
void            desk_log_columns_set_filter      (DeskLogColumns *self,
                                                  DeskFilter     *filter);
DeskFilteredModel *desk_log_columns_get_matches  (DeskLogColumns *self);
void            desk_log_columns_set_matches     (DeskLogColumns *self,
                                                  DeskFilteredModel *matches);

G_END_DECLS
