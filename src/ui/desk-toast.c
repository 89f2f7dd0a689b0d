/* desk-toast.c: short words about what was just done
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-toast.h"

#include <glib/gi18n.h>

#define SECONDS_TO_UNDO 10
#define SECONDS_TO_READ 20
#define CHARS_A_LINE 60

static AdwToast *
new_toast (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

static AdwToast *
show (GtkWidget *from, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);

  if (overlay == NULL)
    {
      g_object_unref (toast);
      return NULL;
    }
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);

  return toast;
}

/**
 * desk_toast:
 * @from: a widget that belongs to what was done
 * @text: what was done; plain text
 *
 * Shows a toast over the page that @from is on. The titles of toasts are
 * markup, and text from the wire must never become that: @text is escaped.
 *
 * Returns: (transfer none) (nullable): the toast, to give it a button;
 *   %NULL if @from is on no page
 */
AdwToast *
desk_toast (GtkWidget *from, const char *text)
{
  return show (from, new_toast (text));
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
  AdwToast *toast = new_toast (text);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CHARS_A_LINE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  adw_toast_set_custom_title (toast, label);
  adw_toast_set_timeout (toast, SECONDS_TO_READ);

  return show (from, toast);
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
  AdwToast *toast = new_toast (text);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_timeout (toast, SECONDS_TO_UNDO);
  /* It counts when the toast is added, not later. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);

  return show (from, toast);
}
