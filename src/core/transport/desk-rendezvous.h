/* desk-rendezvous.h: a private socket where one part of this process meets another
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _DeskRendezvous DeskRendezvous;

/* @fd: (transfer full): a connected socket that does not block. */
typedef void (*DeskRendezvousFunc) (int      fd,
                                    gpointer user_data);

DeskRendezvous *desk_rendezvous_new      (GMainContext       *context,
                                          DeskRendezvousFunc  func,
                                          gpointer            user_data,
                                          GError            **error);
const char     *desk_rendezvous_get_path (DeskRendezvous     *self);
void            desk_rendezvous_free     (DeskRendezvous     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskRendezvous, desk_rendezvous_free)

G_END_DECLS
