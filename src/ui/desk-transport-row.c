/* desk-transport-row.c: chooses how a broker is reached
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-transport-row"

#include "config.h"

#include "desk-transport-row.h"

#include <glib/gi18n.h>

struct _DeskTransportRow
{
  AdwComboRow parent_instance;
};

G_DEFINE_FINAL_TYPE (DeskTransportRow, desk_transport_row, ADW_TYPE_COMBO_ROW)

/* In the order of the list */
static const struct
{
  const char *name;
  const char *words;
} transports[] = {
  { "mqtt", N_ ("MQTT") },
  { "mqtts", N_ ("MQTT over TLS") },
  { "ws", N_ ("WebSocket") },
  { "wss", N_ ("WebSocket over TLS") },
  { "unix", N_ ("Unix socket") },
};

static void
desk_transport_row_class_init (DeskTransportRowClass *klass)
{
}

static void
desk_transport_row_init (DeskTransportRow *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (transports); i++)
    gtk_string_list_append (words, _ (transports[i].words));
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (words));
}

/**
 * desk_transport_row_get_transport:
 * @self: a row
 *
 * Returns: (transfer none): the transport that is chosen, as in a profile
 */
const char *
desk_transport_row_get_transport (DeskTransportRow *self)
{
  guint selected;

  g_return_val_if_fail (DESK_IS_TRANSPORT_ROW (self), transports[0].name);

  selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  return transports[selected < G_N_ELEMENTS (transports) ? selected : 0].name;
}

/**
 * desk_transport_row_set_transport:
 * @self: a row
 * @transport: as in a profile; one that is not known changes nothing
 */
void
desk_transport_row_set_transport (DeskTransportRow *self, const char *transport)
{
  g_return_if_fail (DESK_IS_TRANSPORT_ROW (self));

  for (guint i = 0; i < G_N_ELEMENTS (transports); i++)
    if (g_str_equal (transports[i].name, transport))
      adw_combo_row_set_selected (ADW_COMBO_ROW (self), i);
}
