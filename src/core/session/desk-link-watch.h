/* desk-link-watch.h: when the network may not be what it was
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DESK_TYPE_LINK_WATCH (desk_link_watch_get_type ())
G_DECLARE_FINAL_TYPE (DeskLinkWatch, desk_link_watch, DESK, LINK_WATCH, GObject)

/* Signal "changed" (boolean: as far as is known there is a network): the network
 * has changed, or the computer has slept. Where neither can be known it is never
 * emitted. In the main context. */

/* (transfer full): one for all, as long as anybody has it */
DeskLinkWatch *desk_link_watch_get_default (void);

G_END_DECLS
