/* desk-tail-follower.h: keeps the newest row of a list in view
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DESK_TYPE_TAIL_FOLLOWER (desk_tail_follower_get_type ())
G_DECLARE_FINAL_TYPE (DeskTailFollower, desk_tail_follower, DESK, TAIL_FOLLOWER, GObject)

/* Properties, notified: "following" (boolean), "at-end" (boolean: the last row is
 * in view, followed or not), "n-new" (uint64: rows that came
 * since it stopped following). */

/* A number that an item keeps while its position changes */
typedef gint64 (*DeskTailIdFunc) (gpointer item);

DeskTailFollower *desk_tail_follower_new           (GtkListView      *list,
                                                    DeskTailIdFunc    get_id);
gboolean          desk_tail_follower_get_following (DeskTailFollower *self);
void              desk_tail_follower_set_following (DeskTailFollower *self,
                                                    gboolean          following);
gboolean          desk_tail_follower_get_at_end    (DeskTailFollower *self);
guint64           desk_tail_follower_get_n_new     (DeskTailFollower *self);

G_END_DECLS
