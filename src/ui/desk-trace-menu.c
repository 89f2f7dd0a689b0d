/* desk-trace-menu.c: what can be done with the packets that are selected
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-trace-menu.h"

#include <glib/gi18n.h>

#include "desk-decode.h"

/**
 * desk_trace_menu_new:
 *
 * Returns: (transfer floating): the menu of a row
 */
GtkPopover *
desk_trace_menu_new (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) copy = g_menu_new ();
  g_autoptr (GMenu) filter = g_menu_new ();
  GtkWidget *popover;

  g_menu_append (copy, _ ("_Copy as text"), "trace.copy");
  g_menu_append (copy, _ ("Copy bytes as _hex"), "trace.copy-hex");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copy));
  g_menu_append (filter, _ ("Show _only this type"), "trace.filter-type");
  g_menu_append (filter, _ ("Show only this _packet ID"), "trace.filter-id");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (filter));

  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);

  return GTK_POPOVER (popover);
}

/**
 * desk_trace_menu_dup_type_term:
 * @item: (nullable): a packet or a step
 *
 * Returns: (transfer full) (nullable): the term of a filter that only those of
 *   its type match; %NULL if MQTT has no such type
 */
char *
desk_trace_menu_dup_type_term (DeskTraceItem *item)
{
  const DeskTraceEntry *entry = item != NULL ? desk_trace_item_get_entry (item) : NULL;
  g_autofree char *name = NULL;

  if (entry == NULL)
    return NULL;
  if ((entry->flags & DESK_TRACE_STEP) != 0)
    return g_strdup ("type:step");

  name = g_ascii_strdown (desk_decode_type_name (entry), -1);
  return g_ascii_isalpha (*name) ? g_strconcat ("type:", name, NULL) : NULL;
}

/**
 * desk_trace_menu_dup_id_term:
 * @item: (nullable): a packet or a step
 *
 * Returns: (transfer full) (nullable): the term of a filter that only those with
 *   its packet identifier match; %NULL if it has none
 */
char *
desk_trace_menu_dup_id_term (DeskTraceItem *item)
{
  const DeskTraceEntry *entry = item != NULL ? desk_trace_item_get_entry (item) : NULL;

  if (entry == NULL || entry->packet_id == 0)
    return NULL;

  return g_strdup_printf ("id:%u", entry->packet_id);
}
