/* desk-match-count.c: how many messages match, and which of them is selected
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-match-count"

#include "config.h"

#include "desk-match-count.h"

#include <glib/gi18n.h>

#include "desk-format.h"

#define COUNT_DELAY 100 /* ms between two changes of the count */

/* A search that takes longer is told of; a shorter one would only flicker. */
#define PARTIAL_AFTER (300 * G_TIME_SPAN_MILLISECOND)

struct _DeskMatchCount
{
  GtkWidget parent_instance;
  DeskFilteredModel *model; /* (owned) (nullable) */
  GSignalGroup *signals;    /* (owned): of the model */
  GtkLabel *label;          /* (unowned) */
  DeskMatchWords words;
  guint place;              /* from 1; 0: none is selected */
  double progress;
  gint64 pending_since;     /* monotonic, µs */
  guint source;             /* 0: the count is right */
};

G_DEFINE_FINAL_TYPE (DeskMatchCount, desk_match_count, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_PROGRESS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  UPDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
describe_place (DeskMatchCount *self, const char *matches, gboolean partial)
{
  g_autofree char *place = desk_format_count (self->place);

  if (partial)
    /* Translators: which match of how many is selected while the search goes on */
    return g_strdup_printf (_ ("%s of %s so far"), place, matches);

  /* Translators: which match of how many is selected, as in “3 of 1,204” */
  return g_strdup_printf (C_ ("match", "%s of %s"), place, matches);
}

static char *
describe (DeskMatchCount *self, gboolean partial)
{
  guint n_total = desk_filtered_model_get_n_total (self->model);
  guint n_matches = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *total = desk_format_count (n_total);
  g_autofree char *matches = desk_format_count (n_matches);

  if (self->words == DESK_MATCH_WORDS_FIND && self->place > 0)
    return describe_place (self, matches, partial);
  if (partial)
    /* Translators: matches found by a search that goes on, as in “1,204 so far” */
    return g_strdup_printf (_ ("%s so far"), matches);
  if (self->words == DESK_MATCH_WORDS_FIND)
    return g_strdup_printf (ngettext ("%s match", "%s matches", n_matches), matches);
  if (self->words == DESK_MATCH_WORDS_FILTER || n_matches != n_total)
    /* Translators: matching messages of all messages, as in “1,204 of 2,121,886” */
    return g_strdup_printf (_ ("%s of %s"), matches, total);

  return g_strdup_printf (ngettext ("%s message", "%s messages", n_total), total);
}

static char *
describe_progress (DeskMatchCount *self)
{
  guint n_matches = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *matches = desk_format_count (n_matches);
  int percent = (int) (100 * desk_filtered_model_get_progress (self->model));

  /* Translators: number of messages, how much of the log is searched */
  return g_strdup_printf (ngettext ("%s message matches so far: %d %% of the log is searched, the newest first",
                                    "%s messages match so far: %d %% of the log is searched, the newest first",
                                    n_matches),
                          matches, percent);
}

static gboolean
update (gpointer user_data)
{
  DeskMatchCount *self = user_data;
  gboolean pending = desk_filtered_model_get_pending (self->model);
  gboolean partial = pending && g_get_monotonic_time () - self->pending_since >= PARTIAL_AFTER;
  double progress = partial ? desk_filtered_model_get_progress (self->model) : 0;
  g_autofree char *words = describe (self, partial);
  g_autofree char *tooltip = partial ? describe_progress (self) : NULL;

  self->source = 0;
  gtk_label_set_text (self->label, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  if (self->progress != progress)
    {
      self->progress = progress;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
    }
  /* Until it counts as taking long */
  if (pending && !partial)
    self->source = g_timeout_add (COUNT_DELAY, update, self);
  g_signal_emit (self, signals[UPDATED], 0);

  return G_SOURCE_REMOVE;
}

static void
on_changed (DeskMatchCount *self)
{
  g_assert (DESK_IS_MATCH_COUNT (self));

  if (self->source == 0 && self->model != NULL)
    self->source = g_timeout_add (COUNT_DELAY, update, self);
}

static void
on_pending_changed (DeskMatchCount *self)
{
  g_assert (DESK_IS_MATCH_COUNT (self));

  if (desk_filtered_model_get_pending (self->model))
    self->pending_since = g_get_monotonic_time ();
}

static void
desk_match_count_dispose (GObject *object)
{
  DeskMatchCount *self = DESK_MATCH_COUNT (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->model);
  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_match_count_parent_class)->dispose (object);
}

static void
desk_match_count_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_PROGRESS:
      g_value_set_double (value, DESK_MATCH_COUNT (object)->progress);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_match_count_class_init (DeskMatchCountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = desk_match_count_dispose;
  object_class->get_property = desk_match_count_get_property;

  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0.0, 1.0, 0.0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * DeskMatchCount::updated:
   * @self: a count
   *
   * It shows what is true now, so what has to agree with it may be shown, too.
   */
  signals[UPDATED] = g_signal_new ("updated", DESK_TYPE_MATCH_COUNT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
desk_match_count_init (DeskMatchCount *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (self->label, 7);
  gtk_label_set_xalign (self->label, 1);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));

  self->signals = g_signal_group_new (DESK_TYPE_FILTERED_MODEL);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (on_changed), self);
  g_signal_group_connect_swapped (self->signals, "notify::pending", G_CALLBACK (on_pending_changed), self);
}

/**
 * desk_match_count_set_model:
 * @self: a count
 * @model: what matches
 */
void
desk_match_count_set_model (DeskMatchCount *self, DeskFilteredModel *model)
{
  g_return_if_fail (DESK_IS_MATCH_COUNT (self));
  g_return_if_fail (DESK_IS_FILTERED_MODEL (model));

  if (!g_set_object (&self->model, model))
    return;
  self->pending_since = g_get_monotonic_time ();
  g_signal_group_set_target (self->signals, model);
  g_clear_handle_id (&self->source, g_source_remove);
  update (self);
}

/**
 * desk_match_count_update:
 * @self: a count with a model
 *
 * Counts at once.
 */
void
desk_match_count_update (DeskMatchCount *self)
{
  g_return_if_fail (DESK_IS_MATCH_COUNT (self));

  g_clear_handle_id (&self->source, g_source_remove);
  update (self);
}

/**
 * desk_match_count_set_words:
 * @self: a count
 * @words: what it counts
 *
 * A new search has begun.
 */
void
desk_match_count_set_words (DeskMatchCount *self, DeskMatchWords words)
{
  g_return_if_fail (DESK_IS_MATCH_COUNT (self));

  self->words = words;
  self->pending_since = g_get_monotonic_time ();
  on_changed (self);
}

/**
 * desk_match_count_set_place:
 * @self: a count
 * @place: which match is selected, from 1; 0: none is
 */
void
desk_match_count_set_place (DeskMatchCount *self, guint place)
{
  g_return_if_fail (DESK_IS_MATCH_COUNT (self));

  if (self->place == place)
    return;
  self->place = place;
  on_changed (self);
}
