/* desk-tail-follower.c: keeps the newest row of a list in view
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-tail-follower"

#include "config.h"

#include "desk-tail-follower.h"

#include <math.h>

/* After each change the last row is scrolled to. Whether a person scrolled up
 * cannot be told from the adjustment's value alone, since the list moves it as
 * well, when rows at the head go or the view is resized. But only a person
 * brings an earlier message to the bottom of the view. */
struct _DeskTailFollower
{
  GObject parent_instance;
  GtkListView *list;         /* (unowned): owns whoever owns this */
  GListModel *rows;          /* (owned) */
  DeskTailIdFunc get_id;
  GtkAdjustment *adjustment; /* (owned) */
  double bottom;             /* id of the last row in view, and the share of it, when last looked */
  double page_size;          /* when last looked */
  double upper;              /* when last looked */
  double row_height;         /* when last looked */
  guint n_laid_out;          /* rows that have a height */
  guint64 n_new;
  guint scroll_source;       /* 0: the last row is in view, or nobody wants it there */
  gboolean following;
  gboolean at_end;           /* whether the last row is in view */
  gboolean scrolling;        /* whether it is us who moves the list */
};

G_DEFINE_FINAL_TYPE (DeskTailFollower, desk_tail_follower, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_FOLLOWING,
  PROP_AT_END,
  PROP_N_NEW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What lies at the bottom of the view: ids stay the same when positions change. */
static double
get_bottom (DeskTailFollower *self, double end, double row_height)
{
  guint n = g_list_model_get_n_items (self->rows);
  double position = floor (end / row_height);
  guint row = (guint) CLAMP (position, 0, n - 1);
  g_autoptr (GObject) item = g_list_model_get_item (self->rows, row);

  return (double) self->get_id (item) + end / row_height - row;
}

static void
scroll_to_end (DeskTailFollower *self)
{
  double value = gtk_adjustment_get_value (self->adjustment);
  guint n = g_list_model_get_n_items (self->rows);

  if (n == 0)
    return;
  /* New rows have no height yet: to a list that stands at its end the last of them seems to be in view already, and it
   * only gets to its end by being laid out and drawn twice. To one that stands a bit higher it does not. */
  if (value > 1 && value < self->n_laid_out * self->row_height)
    {
      self->scrolling = TRUE;
      gtk_adjustment_set_value (self->adjustment, value - 1);
      self->scrolling = FALSE;
    }
  /* Setting the adjustment right after a list was shown moves it but binds no rows (GTK 4.8). */
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", n - 1);
}

static gboolean
on_laid_out (gpointer user_data)
{
  DeskTailFollower *self = user_data;

  self->scroll_source = 0;
  if (self->following)
    scroll_to_end (self);

  return G_SOURCE_REMOVE;
}

/* While a list is laid out it must not be scrolled. */
static void
scroll_to_end_soon (DeskTailFollower *self)
{
  if (self->scroll_source == 0)
    self->scroll_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_laid_out, self, NULL);
}

static void
set_n_new (DeskTailFollower *self, guint64 n_new)
{
  if (self->n_new == n_new)
    return;
  self->n_new = n_new;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_NEW]);
}

static void
set_at_end (DeskTailFollower *self, gboolean at_end)
{
  if (self->at_end == at_end)
    return;
  self->at_end = at_end;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AT_END]);
}

static void
on_rows_changed (DeskTailFollower *self, guint position, guint removed, guint added)
{
  g_assert (DESK_IS_TAIL_FOLLOWER (self));

  self->n_laid_out -= MIN (self->n_laid_out, removed);
  if (self->following)
    scroll_to_end (self);
  /* Rows that all come at once are those of another filter. */
  else if (position > 0 && added > 0 && removed == 0 && position + added == g_list_model_get_n_items (self->rows))
    set_n_new (self, self->n_new + added);
}

static void
on_scrolled (DeskTailFollower *self)
{
  double value = gtk_adjustment_get_value (self->adjustment);
  double page_size = gtk_adjustment_get_page_size (self->adjustment);
  double upper = gtk_adjustment_get_upper (self->adjustment);
  guint n = g_list_model_get_n_items (self->rows);
  gboolean resized = page_size < self->page_size || page_size > self->page_size;
  gboolean at_end = value + page_size >= upper - 1;
  gboolean grown = upper > self->upper;
  gboolean laid_out = grown || upper < self->upper;
  double bottom;

  g_assert (DESK_IS_TAIL_FOLLOWER (self));

  if (self->scrolling)
    return;
  self->page_size = page_size;
  self->upper = upper;
  if (n == 0 || page_size <= 0 || upper <= 0)
    return;

  /* All rows have the same height; one pixel more or less is rounding. */
  self->row_height = upper / n;
  if (laid_out)
    self->n_laid_out = n;
  bottom = get_bottom (self, value + page_size, self->row_height);
  if (self->following && !resized && bottom < self->bottom - 1.5 / self->row_height && !at_end)
    desk_tail_follower_set_following (self, FALSE);
  /* A list at its end moves along with new rows by itself: that is nobody's wish to follow. */
  else if (!self->following && at_end && !grown && bottom > self->bottom + 0.5 / self->row_height)
    desk_tail_follower_set_following (self, TRUE);
  /* Where rows came while it was laid out, the list stops one short of the end. */
  if (self->following && !at_end)
    scroll_to_end_soon (self);
  self->bottom = bottom;
  set_at_end (self, at_end);
}

static gboolean
on_key_pressed (DeskTailFollower *self, guint keyval, guint keycode, GdkModifierType state)
{
  g_assert (DESK_IS_TAIL_FOLLOWER (self));

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      /* Who moves the selection up wants to read, not to see it run away. */
      desk_tail_follower_set_following (self, FALSE);
      break;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      desk_tail_follower_set_following (self, FALSE);
      /* The list's own key does nothing if the first row has the focus already, wherever the view is. */
      if (g_list_model_get_n_items (self->rows) > 0)
        gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
      break;
    default:
      break;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
desk_tail_follower_dispose (GObject *object)
{
  DeskTailFollower *self = DESK_TAIL_FOLLOWER (object);

  g_clear_handle_id (&self->scroll_source, g_source_remove);
  g_clear_object (&self->rows);
  g_clear_object (&self->adjustment);

  G_OBJECT_CLASS (desk_tail_follower_parent_class)->dispose (object);
}

static void
desk_tail_follower_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DeskTailFollower *self = DESK_TAIL_FOLLOWER (object);

  switch (property_id)
    {
    case PROP_FOLLOWING:
      g_value_set_boolean (value, self->following);
      break;
    case PROP_AT_END:
      g_value_set_boolean (value, self->at_end);
      break;
    case PROP_N_NEW:
      g_value_set_uint64 (value, self->n_new);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_tail_follower_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_FOLLOWING:
      desk_tail_follower_set_following (DESK_TAIL_FOLLOWER (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_tail_follower_class_init (DeskTailFollowerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = desk_tail_follower_dispose;
  object_class->get_property = desk_tail_follower_get_property;
  object_class->set_property = desk_tail_follower_set_property;

  properties[PROP_FOLLOWING] = g_param_spec_boolean ("following", NULL, NULL, TRUE,
                                                     readable | G_PARAM_WRITABLE);
  properties[PROP_AT_END] = g_param_spec_boolean ("at-end", NULL, NULL, TRUE, readable);
  properties[PROP_N_NEW] = g_param_spec_uint64 ("n-new", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_tail_follower_init (DeskTailFollower *self)
{
  self->following = TRUE;
  self->at_end = TRUE;
}

/**
 * desk_tail_follower_new:
 * @list: a list with its model, in a scrolled window; it has to live as long
 *   as this
 * @get_id: rises with the position of an item
 *
 * Returns: (transfer full): what keeps the last row of @list in view
 */
DeskTailFollower *
desk_tail_follower_new (GtkListView *list, DeskTailIdFunc get_id)
{
  DeskTailFollower *self = g_object_new (DESK_TYPE_TAIL_FOLLOWER, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->list = list;
  self->get_id = get_id;
  self->rows = g_object_ref (G_LIST_MODEL (gtk_list_view_get_model (list)));
  self->adjustment = g_object_ref (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list)));

  /* Connected after the list's own handlers, so that it knows the rows that we scroll to. */
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (on_rows_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (on_scrolled), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (on_scrolled), self,
                           G_CONNECT_SWAPPED);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (list), keys);

  return self;
}

/**
 * desk_tail_follower_get_following:
 * @self: a follower
 *
 * Returns: whether the newest row stays in view
 */
gboolean
desk_tail_follower_get_following (DeskTailFollower *self)
{
  g_return_val_if_fail (DESK_IS_TAIL_FOLLOWER (self), FALSE);

  return self->following;
}

/**
 * desk_tail_follower_set_following:
 * @self: a follower
 * @following: whether the newest row stays in view
 */
void
desk_tail_follower_set_following (DeskTailFollower *self, gboolean following)
{
  g_return_if_fail (DESK_IS_TAIL_FOLLOWER (self));

  if (self->following == following)
    return;
  self->following = following;
  set_n_new (self, 0);
  if (following)
    scroll_to_end (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOWING]);
}

/**
 * desk_tail_follower_get_at_end:
 * @self: a follower
 *
 * Returns: whether the newest row is in view
 */
gboolean
desk_tail_follower_get_at_end (DeskTailFollower *self)
{
  g_return_val_if_fail (DESK_IS_TAIL_FOLLOWER (self), FALSE);

  return self->at_end;
}

/**
 * desk_tail_follower_get_n_new:
 * @self: a follower
 *
 * Returns: rows that came since it stopped following
 */
guint64
desk_tail_follower_get_n_new (DeskTailFollower *self)
{
  g_return_val_if_fail (DESK_IS_TAIL_FOLLOWER (self), 0);

  return self->n_new;
}
