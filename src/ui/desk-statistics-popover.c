/* desk-statistics-popover.c: the counters of a connection, and what they mean
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-statistics-popover"

#include "config.h"

#include "desk-statistics-popover.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-sparkline.h"

/* Subscriptions that are listed; a person with more looks at the left pane. */
#define SUBSCRIPTIONS_MAX 50

typedef enum
{
  LINE_HEAD,
  LINE_RECEIVED,
  LINE_RECEIVED_BYTES,
  LINE_SENT,
  LINE_HELD_BACK,
  LINE_LOG,
  LINE_STORED,
  LINE_WAITING,
  LINE_NOT_STORED,
  LINE_EARLIER,
  LINE_REMOVED,
  LINE_IN_LOG,
  LINE_LOG_SIZE,
  LINE_VIEW,
  LINE_SHOWN,
  LINE_HIDDEN,
  LINE_CLEARED,
  LINE_BEHIND,
  LINE_GONE,
  LINE_SUBSCRIPTIONS,
  LINE_OVERLAPPING,
  LINE_UNMATCHED,
  N_LINES
} Line;

/* The numbers of a section add up:
 *
 *   received + sent = stored + waiting + not stored
 *   stored + from before − removed = in the log
 *   in the log = shown + filtered out + cleared + not shown yet − shown but removed */
static const struct
{
  const char *title;
  const char *meaning; /* NULL: this is a heading */
} lines[N_LINES] = {
  [LINE_HEAD] = { N_ ("Connection"), NULL },
  [LINE_RECEIVED] = { N_ ("Received"), N_ ("Messages that the broker delivered") },
  [LINE_RECEIVED_BYTES] = { N_ ("Received payload"), N_ ("Bytes of the payloads of the messages received") },
  [LINE_SENT] = { N_ ("Sent"), N_ ("Messages published from here, whether or not they came back") },
  [LINE_HELD_BACK] = { N_ ("Held back"),
                       N_ ("For how long reading from the broker was paused because the log could not keep up") },
  [LINE_LOG] = { N_ ("Log"), NULL },
  [LINE_STORED] = { N_ ("Stored"), N_ ("Messages received or sent that are in the log for good") },
  [LINE_WAITING] = { N_ ("Waiting"), N_ ("Messages in memory that are about to be stored") },
  [LINE_NOT_STORED] = { N_ ("Not stored"),
                        N_ ("Messages that the log could not keep, for want of room or because it failed") },
  [LINE_EARLIER] = { N_ ("From before"), N_ ("Messages that were in the log when this tab was opened") },
  [LINE_REMOVED] = { N_ ("Removed"),
                     N_ ("Messages stored since this tab was opened that the limits of the log removed") },
  [LINE_IN_LOG] = { N_ ("In the log"), N_ ("Messages that the log holds now") },
  [LINE_LOG_SIZE] = { N_ ("Size of the log"), N_ ("What the file of the log takes, with what is about to be put into it") },
  [LINE_VIEW] = { N_ ("View"), NULL },
  [LINE_SHOWN] = { N_ ("Shown"), N_ ("Messages with a row in the view") },
  [LINE_HIDDEN] = { NULL, N_ ("Messages that the filter line does not match or whose subscriptions are muted") },
  [LINE_CLEARED] = { N_ ("Cleared"), N_ ("Messages from before the view was cleared; the log keeps them") },
  [LINE_BEHIND] = { N_ ("Not shown yet"), N_ ("Messages that came since the view was paused or drawn last") },
  [LINE_GONE] = { N_ ("Shown, but removed"),
                  N_ ("Rows of the paused view whose messages the log does not hold any more") },
  [LINE_SUBSCRIPTIONS] = { N_ ("Subscriptions"), NULL },
  [LINE_OVERLAPPING] = { N_ ("Match several"),
                         N_ ("Messages that match several subscriptions; each of those counts them") },
  [LINE_UNMATCHED] = { N_ ("Match none"), N_ ("Messages that matched no subscription when they were stored") },
};

enum
{
  COLUMN_TITLE,
  COLUMN_CONNECTION,
  COLUMN_TOTAL,
  N_COLUMNS
};

struct _DeskStatisticsPopover
{
  GtkPopover parent_instance;
  DeskSession *session;    /* (owned) (nullable) */
  DeskFilteredModel *rows; /* (owned) (nullable) */
  DeskSparkline *sparkline; /* (unowned) */
  GtkLabel *rate;           /* (unowned) */
  GtkGrid *grid;            /* (unowned) */
  GtkLabel *cells[N_LINES][N_COLUMNS]; /* (unowned) */
  GPtrArray *subscription_cells;       /* of GtkLabel (unowned), N_COLUMNS for each one listed */
  guint timer; /* 0: nobody looks */
};

G_DEFINE_FINAL_TYPE (DeskStatisticsPopover, desk_statistics_popover, GTK_TYPE_POPOVER)

static GtkLabel *
add_cell (DeskStatisticsPopover *self, int row, int column, gboolean heading)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column == COLUMN_TITLE ? 0 : 1);
  gtk_widget_set_hexpand (label, column == COLUMN_TITLE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, heading && column != COLUMN_TITLE ? "caption" : heading ? "heading" : "body");
  if (column != COLUMN_TITLE && heading)
    gtk_widget_add_css_class (label, "dim-label");
  if (column == COLUMN_TITLE)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
    }
  gtk_grid_attach (self->grid, label, column, row, 1, 1);

  return GTK_LABEL (label);
}

static void
set_line (DeskStatisticsPopover *self, Line line, const char *connection, const char *total)
{
  gtk_label_set_text (self->cells[line][COLUMN_CONNECTION], connection);
  gtk_label_set_text (self->cells[line][COLUMN_TOTAL], total);
}

static void
set_count (DeskStatisticsPopover *self, Line line, guint64 count)
{
  g_autofree char *text = desk_format_count (count);

  set_line (self, line, "", text);
}

/* What is nearly always nothing need not be read. */
static void
set_rare_count (DeskStatisticsPopover *self, Line line, guint64 count)
{
  set_count (self, line, count);
  for (guint i = 0; i < N_COLUMNS; i++)
    gtk_widget_set_visible (GTK_WIDGET (self->cells[line][i]), count > 0);
}

static void
update_connection (DeskStatisticsPopover *self, const DeskTally *tally)
{
  const DeskTraffic *traffics[] = { &tally->connection, &tally->total };

  for (guint i = 0; i < G_N_ELEMENTS (traffics); i++)
    {
      const DeskTraffic *traffic = traffics[i];
      guint column = COLUMN_CONNECTION + i;
      g_autofree char *received = desk_format_count (traffic->received);
      g_autofree char *bytes = g_format_size (traffic->received_bytes);
      g_autofree char *sent = desk_format_count (traffic->sent);
      g_autofree char *held_back = traffic->held_back < 0.001
                                       ? g_strdup ("0")
                                       : desk_format_span ((gint64) (traffic->held_back * G_TIME_SPAN_SECOND));

      gtk_label_set_text (self->cells[LINE_RECEIVED][column], received);
      gtk_label_set_text (self->cells[LINE_RECEIVED_BYTES][column], bytes);
      gtk_label_set_text (self->cells[LINE_SENT][column], sent);
      gtk_label_set_text (self->cells[LINE_HELD_BACK][column], held_back);
    }
}

static void
set_stored (DeskStatisticsPopover *self, const DeskTally *tally)
{
  g_autofree char *stored = desk_format_count (tally->stored);
  g_autofree char *stored_here = desk_format_count (tally->connection_stored);
  g_autofree char *waiting = desk_format_count (tally->waiting);
  g_autofree char *waiting_here = desk_format_count (tally->connection_waiting);

  /* Where some are missing it is not known whose. */
  set_line (self, LINE_STORED, tally->not_stored == 0 ? stored_here : "", stored);
  set_line (self, LINE_WAITING, waiting_here, waiting);
}

static void
update_log (DeskStatisticsPopover *self, const DeskTally *tally)
{
  DeskLog *log = desk_session_get_log (self->session);
  guint64 n_logged = (guint64) MAX (desk_log_get_last_id (log) - desk_log_get_first_id (log) + 1, 0);
  g_autofree char *count = desk_format_count (n_logged);
  g_autofree char *size = n_logged > 0 ? g_format_size (desk_log_get_size (log)) : g_strdup ("");

  set_stored (self, tally);
  set_rare_count (self, LINE_NOT_STORED, tally->not_stored);
  /* The oldest are removed first. */
  set_rare_count (self, LINE_EARLIER, n_logged > tally->stored ? n_logged - tally->stored : 0);
  set_rare_count (self, LINE_REMOVED, tally->stored > n_logged ? tally->stored - n_logged : 0);
  set_line (self, LINE_IN_LOG, "", count);
  set_line (self, LINE_LOG_SIZE, "", size);
}

static const char *
name_hidden (DeskStatisticsPopover *self)
{
  const char *const *kept;
  const char *const *excluded = desk_filtered_model_get_excluded (self->rows, &kept);
  gboolean muted = excluded != NULL && excluded[0] != NULL;
  gboolean filtered = desk_filtered_model_get_filter (self->rows) != NULL;

  if (desk_filtered_model_get_pending (self->rows))
    return _ ("Not found yet");
  if (filtered && muted)
    return _ ("Filtered out or muted");

  return muted ? _ ("Muted") : _ ("Filtered out");
}

static void
update_view (DeskStatisticsPopover *self)
{
  DeskLog *log = desk_session_get_log (self->session);
  DeskLogModel *model = desk_filtered_model_get_model (self->rows);
  gint64 first = desk_log_get_first_id (log);
  gint64 last = desk_log_get_last_id (log);
  gint64 seen_first = desk_log_model_get_first_id (model);
  gint64 seen_last = desk_log_model_get_last_id (model);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  guint n_total = g_list_model_get_n_items (G_LIST_MODEL (model));
  gint64 gone = CLAMP (first - seen_first, 0, (gint64) n_total);

  gtk_label_set_text (self->cells[LINE_HIDDEN][COLUMN_TITLE], name_hidden (self));
  set_count (self, LINE_SHOWN, n_shown);
  set_count (self, LINE_HIDDEN, n_total > n_shown ? n_total - n_shown : 0);
  set_count (self, LINE_CLEARED, (guint64) CLAMP (seen_first - first, 0, MAX (last - first + 1, 0)));
  set_count (self, LINE_BEHIND, (guint64) MAX (last - MAX (seen_last, first - 1), 0));
  set_rare_count (self, LINE_GONE, (guint64) gone);
}

static void
update_subscriptions (DeskStatisticsPopover *self, const DeskTally *tally)
{
  GListModel *subscriptions = desk_session_get_subscriptions (self->session);
  guint n = MIN (g_list_model_get_n_items (subscriptions), SUBSCRIPTIONS_MAX);

  while (self->subscription_cells->len < n * N_COLUMNS)
    {
      int row = N_LINES + (int) (self->subscription_cells->len / N_COLUMNS);

      for (int i = 0; i < N_COLUMNS; i++)
        g_ptr_array_add (self->subscription_cells, add_cell (self, row, i, FALSE));
    }
  for (guint i = 0; i < self->subscription_cells->len / N_COLUMNS; i++)
    {
      GtkLabel **cells = (GtkLabel **) &self->subscription_cells->pdata[i * N_COLUMNS];
      g_autoptr (DeskSubscription) subscription = i < n ? g_list_model_get_item (subscriptions, i) : NULL;
      g_autofree char *filter = NULL;
      g_autofree char *rate = NULL;
      g_autofree char *count = NULL;

      for (guint j = 0; j < N_COLUMNS; j++)
        gtk_widget_set_visible (GTK_WIDGET (cells[j]), subscription != NULL);
      if (subscription == NULL)
        continue;
      filter = desk_format_topic (desk_subscription_get_filter (subscription));
      rate = desk_format_rate (desk_subscription_get_rate (subscription));
      count = desk_format_count (desk_subscription_get_count (subscription));
      gtk_label_set_text (cells[COLUMN_TITLE], filter);
      gtk_label_set_text (cells[COLUMN_CONNECTION], rate);
      gtk_label_set_text (cells[COLUMN_TOTAL], count);
    }
  set_count (self, LINE_OVERLAPPING, tally->overlapping);
  set_rare_count (self, LINE_UNMATCHED, tally->unmatched);
}

static void
update_rate (DeskStatisticsPopover *self)
{
  const DeskRateHistory *history = desk_session_get_history (self->session);
  DeskRateSecond newest = desk_rate_history_get (history, 0);
  gboolean connected = desk_session_get_state (self->session) == DESK_SESSION_CONNECTED;
  g_autofree char *count = desk_format_count (connected ? newest.count : 0);
  g_autofree char *bytes = g_format_size (connected ? newest.bytes : 0);
  g_autofree char *words = NULL;

  desk_sparkline_set_history (self->sparkline, history);
  /* Translators: what came in the last second: messages, and a size like “12.3 kB” */
  words = g_strdup_printf (ngettext ("Now %s message/s, %s/s", "Now %s messages/s, %s/s",
                                     (gulong) MIN (newest.count, G_MAXULONG)),
                           count, bytes);
  gtk_label_set_text (self->rate, words);
}

static gboolean
update (gpointer user_data)
{
  DeskStatisticsPopover *self = user_data;
  DeskTally tally;

  desk_session_get_tally (self->session, &tally);
  update_rate (self);
  update_connection (self, &tally);
  update_log (self, &tally);
  update_view (self);
  update_subscriptions (self, &tally);

  return G_SOURCE_CONTINUE;
}

static void
desk_statistics_popover_map (GtkWidget *widget)
{
  DeskStatisticsPopover *self = DESK_STATISTICS_POPOVER (widget);

  if (self->session != NULL)
    {
      update (self);
      self->timer = g_timeout_add_seconds (1, update, self);
    }
  GTK_WIDGET_CLASS (desk_statistics_popover_parent_class)->map (widget);
}

static void
desk_statistics_popover_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&DESK_STATISTICS_POPOVER (widget)->timer, g_source_remove);
  GTK_WIDGET_CLASS (desk_statistics_popover_parent_class)->unmap (widget);
}

static void
desk_statistics_popover_dispose (GObject *object)
{
  DeskStatisticsPopover *self = DESK_STATISTICS_POPOVER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->subscription_cells, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_STATISTICS_POPOVER);

  G_OBJECT_CLASS (desk_statistics_popover_parent_class)->dispose (object);
}

static void
desk_statistics_popover_class_init (DeskStatisticsPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_statistics_popover_dispose;
  widget_class->map = desk_statistics_popover_map;
  widget_class->unmap = desk_statistics_popover_unmap;

  g_type_ensure (DESK_TYPE_SPARKLINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-statistics-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskStatisticsPopover, sparkline);
  gtk_widget_class_bind_template_child (widget_class, DeskStatisticsPopover, rate);
  gtk_widget_class_bind_template_child (widget_class, DeskStatisticsPopover, grid);
}

static void
desk_statistics_popover_init (DeskStatisticsPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Statistics"), -1);
  self->subscription_cells = g_ptr_array_new ();

  for (Line line = 0; line < N_LINES; line++)
    {
      gboolean heading = lines[line].meaning == NULL;

      for (int i = 0; i < N_COLUMNS; i++)
        {
          self->cells[line][i] = add_cell (self, (int) line, i, heading);
          if (heading && line > 0)
            gtk_widget_set_margin_top (GTK_WIDGET (self->cells[line][i]), 6);
          if (!heading)
            gtk_widget_set_tooltip_text (GTK_WIDGET (self->cells[line][i]), _ (lines[line].meaning));
        }
      if (lines[line].title != NULL)
        gtk_label_set_text (self->cells[line][COLUMN_TITLE], _ (lines[line].title));
      if (!heading)
        gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[line][COLUMN_TITLE]),
                                        GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (lines[line].meaning), -1);
    }
  set_line (self, LINE_HEAD, _ ("this one"), _ ("all of this tab"));
}

/**
 * desk_statistics_popover_new:
 *
 * Returns: (transfer floating): a new popover without a session
 */
GtkWidget *
desk_statistics_popover_new (void)
{
  return g_object_new (DESK_TYPE_STATISTICS_POPOVER, NULL);
}

/**
 * desk_statistics_popover_set_session:
 * @self: a popover
 * @session: (nullable): whose counters to show
 * @rows: (nullable): what the view shows of its log
 *
 * Follows a session, or none any more: GTK may keep a popover that was open for
 * longer than the page that it belonged to.
 */
void
desk_statistics_popover_set_session (DeskStatisticsPopover *self, DeskSession *session, DeskFilteredModel *rows)
{
  g_return_if_fail (DESK_IS_STATISTICS_POPOVER (self));
  g_return_if_fail ((session == NULL) == (rows == NULL));

  if (session == NULL)
    g_clear_handle_id (&self->timer, g_source_remove);
  g_set_object (&self->session, session);
  g_set_object (&self->rows, rows);
}
