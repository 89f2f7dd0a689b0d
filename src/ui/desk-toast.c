/* desk-toast.c: short words about what was just done
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-toast.h"

#include <glib/gi18n.h>

#define SECONDS 5
#define SECONDS_TO_UNDO 10
#define SECONDS_TO_READ 20
#define CHARS_A_LINE 60
#define MOVING (G_USEC_PER_SEC / 2) /* longer than a toast takes to come or to go */
#define SHOWN_KEY "desk-toasts-shown"

/* What an overlay shows, or will show next. */
typedef struct
{
  AdwToast *plain; /* (owned) (nullable): the last one that others may take the place of */
  guint n_staying; /* others, which stay until they go by themselves */
  gint64 moved;    /* monotonic time when a toast last began to come or to go, in µs */
} Shown;

static void
shown_free (gpointer data)
{
  Shown *shown = data;

  g_clear_object (&shown->plain);
  g_free (shown);
}

static Shown *
get_shown (AdwToastOverlay *overlay)
{
  Shown *shown = g_object_get_data (G_OBJECT (overlay), SHOWN_KEY);

  if (shown == NULL)
    {
      shown = g_new0 (Shown, 1);
      g_object_set_data_full (G_OBJECT (overlay), SHOWN_KEY, shown, shown_free);
    }

  return shown;
}

static AdwToast *
new_toast (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

static AdwToastOverlay *
find_overlay (GtkWidget *from)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);

  return overlay != NULL ? ADW_TOAST_OVERLAY (overlay) : NULL;
}

static void
on_dismissed (AdwToast *toast, AdwToastOverlay *overlay)
{
  Shown *shown = get_shown (overlay);

  shown->moved = g_get_monotonic_time ();
  if (shown->plain == toast)
    g_clear_object (&shown->plain);
  else
    shown->n_staying--;
}

static AdwToast *
add (AdwToastOverlay *overlay, AdwToast *toast)
{
  get_shown (overlay)->moved = g_get_monotonic_time ();
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_dismissed), overlay, 0);
  adw_toast_overlay_add_toast (overlay, toast);

  return toast;
}

static AdwToast *
add_staying (AdwToastOverlay *overlay, AdwToast *toast)
{
  get_shown (overlay)->n_staying++;

  return add (overlay, toast);
}

/* libadwaita 1.2 crashes when a toast is dismissed that is not all there yet, and lets one wait for those before it:
 * such a one stays, with other words. */
static gboolean
is_waiting_or_moving (Shown *shown)
{
  return shown->n_staying > 0 || g_get_monotonic_time () - shown->moved < MOVING;
}

static void
reset (AdwToast *toast, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_set_title (toast, escaped);
  adw_toast_set_button_label (toast, NULL);
  adw_toast_set_action_name (toast, NULL);
  adw_toast_set_action_target_value (toast, NULL);
  adw_toast_set_timeout (toast, SECONDS);
}

/**
 * desk_toast:
 * @from: a widget that belongs to what was done
 * @text: what was done; plain text
 *
 * Shows a toast over the page that @from is on. It takes the place of the one
 * that this function showed before, since words that come long after what they
 * are about mislead, and waits only for what can be undone or takes time to
 * read. The titles of toasts are markup, and text from the wire must never
 * become that: @text is escaped.
 *
 * Returns: (transfer none) (nullable): the toast, to give it a button;
 *   %NULL if @from is on no page
 */
AdwToast *
desk_toast (GtkWidget *from, const char *text)
{
  AdwToastOverlay *overlay = find_overlay (from);
  Shown *shown = overlay != NULL ? get_shown (overlay) : NULL;

  if (overlay == NULL)
    return NULL;
  if (shown->plain != NULL && is_waiting_or_moving (shown))
    {
      reset (shown->plain, text);
      return shown->plain;
    }
  if (shown->plain != NULL)
    adw_toast_dismiss (shown->plain);
  shown->plain = g_object_ref (new_toast (text));

  return add (overlay, shown->plain);
}

/**
 * desk_toast_to_read:
 * @from: a widget that belongs to what has happened
 * @text: what has happened, some sentences; plain text
 *
 * Shows a toast of several lines, and leaves time to read it. That of others
 * has one line, which ends where there is no more room.
 *
 * Returns: (transfer none) (nullable): the toast, to give it a button;
 *   %NULL if @from is on no page
 */
AdwToast *
desk_toast_to_read (GtkWidget *from, const char *text)
{
  AdwToastOverlay *overlay = find_overlay (from);
  AdwToast *toast;
  GtkWidget *label;

  if (overlay == NULL)
    return NULL;
  toast = new_toast (text);
  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CHARS_A_LINE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  adw_toast_set_custom_title (toast, label);
  adw_toast_set_timeout (toast, SECONDS_TO_READ);

  return add_staying (overlay, toast);
}

/**
 * desk_toast_undo:
 * @from: a widget that belongs to what was done
 * @text: what was done; plain text
 *
 * Shows a toast with a button that undoes it. It stays longer than others and
 * does not wait for them: what was done may have been a mistake.
 *
 * Returns: (transfer none) (nullable): the toast, to say what its button does;
 *   %NULL if @from is on no page
 */
AdwToast *
desk_toast_undo (GtkWidget *from, const char *text)
{
  AdwToastOverlay *overlay = find_overlay (from);
  AdwToast *toast;

  if (overlay == NULL)
    return NULL;
  toast = new_toast (text);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_timeout (toast, SECONDS_TO_UNDO);
  /* It counts when the toast is added, not later. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);

  return add_staying (overlay, toast);
}
