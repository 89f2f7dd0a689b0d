/* desk-payload-export.h: a payload leaves the program whole
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-log.h"

G_BEGIN_DECLS

char *desk_payload_export_name    (const char  *topic,
                                   const char  *extension);
void  desk_payload_export_copy    (GtkWidget   *from,
                                   DeskLog     *log,
                                   gint64       id);
void  desk_payload_export_copy_bytes (GtkWidget  *from,
                                      GBytes     *payload);
void  desk_payload_export_ask_bytes  (GtkWidget  *from,
                                      GBytes     *payload,
                                      const char *name);
void  desk_payload_export_ask     (GtkWidget   *from,
                                   DeskLog     *log,
                                   gint64       id,
                                   const char  *name);
void  desk_payload_export_save    (GtkWidget   *from,
                                   DeskLog     *log,
                                   gint64       id,
                                   GFile       *file);

G_END_DECLS
