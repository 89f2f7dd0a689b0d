/* desk-work-strip.c: how far long work is, and buttons to end it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-work-strip"

#include "config.h"

#include "desk-work-strip.h"

#include <glib/gi18n.h>

struct _DeskWorkStrip
{
  GtkBox parent_instance;
  GtkLabel *text;     /* (unowned) */
  GtkWidget *bar;     /* (unowned) */
  GtkButton *pause;   /* (unowned) */
  GtkButton *stop;    /* (unowned) */
};

G_DEFINE_FINAL_TYPE (DeskWorkStrip, desk_work_strip, GTK_TYPE_BOX)

enum
{
  SIGNAL_STOP,
  SIGNAL_PAUSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_stop (DeskWorkStrip *self)
{
  g_assert (DESK_IS_WORK_STRIP (self));

  g_signal_emit (self, signals[SIGNAL_STOP], 0);
}

static void
on_pause (DeskWorkStrip *self)
{
  g_assert (DESK_IS_WORK_STRIP (self));

  g_signal_emit (self, signals[SIGNAL_PAUSE], 0);
}

static void
desk_work_strip_class_init (DeskWorkStripClass *klass)
{
  signals[SIGNAL_STOP] = g_signal_new ("stop", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  signals[SIGNAL_PAUSE] = g_signal_new ("pause", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "work-strip");
}

static void
desk_work_strip_init (DeskWorkStrip *self)
{
  GtkBox *box = GTK_BOX (self);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_set_spacing (box, 6);

  self->text = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->text, 0);
  gtk_label_set_wrap (self->text, TRUE);
  gtk_label_set_wrap_mode (self->text, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "numeric");
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (lines, 6);
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->text));
  gtk_box_append (box, lines);

  self->bar = gtk_progress_bar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Progress"), -1);
  gtk_box_append (GTK_BOX (lines), self->bar);

  self->pause = GTK_BUTTON (gtk_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->pause), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->pause), FALSE);
  g_signal_connect_object (self->pause, "clicked", G_CALLBACK (on_pause), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, GTK_WIDGET (self->pause));

  self->stop = GTK_BUTTON (gtk_button_new_with_mnemonic (_ ("_Cancel")));
  gtk_widget_set_valign (GTK_WIDGET (self->stop), GTK_ALIGN_CENTER);
  g_signal_connect_object (self->stop, "clicked", G_CALLBACK (on_stop), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, GTK_WIDGET (self->stop));
}

/**
 * desk_work_strip_new:
 *
 * Returns: (transfer floating): a strip with a button that cancels
 */
GtkWidget *
desk_work_strip_new (void)
{
  return g_object_new (DESK_TYPE_WORK_STRIP, NULL);
}

/**
 * desk_work_strip_set_text:
 * @self: a strip
 * @text: what is being done, plain text
 */
void
desk_work_strip_set_text (DeskWorkStrip *self, const char *text)
{
  g_return_if_fail (DESK_IS_WORK_STRIP (self));

  gtk_label_set_text (self->text, text);
}

/**
 * desk_work_strip_set_share:
 * @self: a strip
 * @share: how much of it is done, 0 to 1
 */
void
desk_work_strip_set_share (DeskWorkStrip *self, double share)
{
  g_return_if_fail (DESK_IS_WORK_STRIP (self));

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), CLAMP (share, 0, 1));
}

/**
 * desk_work_strip_set_pause:
 * @self: a strip
 * @label: what the button that pauses does now; it is there from then on
 *
 * With it the other button says “Stop”: work that can be paused does not begin
 * anew when it is asked for again.
 */
void
desk_work_strip_set_pause (DeskWorkStrip *self, const char *label)
{
  g_return_if_fail (DESK_IS_WORK_STRIP (self));

  gtk_button_set_use_underline (self->pause, TRUE);
  gtk_button_set_label (self->pause, label);
  gtk_widget_set_visible (GTK_WIDGET (self->pause), TRUE);
  gtk_button_set_label (self->stop, _ ("_Stop"));
}

/**
 * desk_work_strip_fail:
 * @self: a strip
 * @text: why there is no more to come, plain text
 *
 * Stays until it is closed, so that the reason can be read.
 */
void
desk_work_strip_fail (DeskWorkStrip *self, const char *text)
{
  g_return_if_fail (DESK_IS_WORK_STRIP (self));

  gtk_label_set_text (self->text, text);
  gtk_widget_set_visible (self->bar, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->pause), FALSE);
  gtk_button_set_label (self->stop, _ ("_Close"));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
}
