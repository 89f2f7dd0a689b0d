/* desk-toast.c: short words about what was just done
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-toast.h"

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
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast;

  if (overlay == NULL)
    return NULL;
  toast = adw_toast_new (escaped);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);

  return toast;
}
