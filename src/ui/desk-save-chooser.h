/* desk-save-chooser.h: where a file is to be saved, and what became of it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @file: (nullable): %NULL if the person wants none. Called once. */
typedef void (*DeskSaveFunc) (GFile   *file,
                              gpointer user_data);

void desk_save_chooser_ask (GtkWindow   *parent,
                            const char  *title,
                            const char  *accept,
                            const char  *name,
                            DeskSaveFunc func,
                            gpointer     user_data);

/* A file that is being written, and whoever wants to know of it */
typedef struct _DeskSaving DeskSaving;

DeskSaving *desk_saving_begin (GtkWidget    *from,
                               GFile        *file);
void        desk_saving_end   (DeskSaving   *self,
                               const GError *error);

G_END_DECLS
