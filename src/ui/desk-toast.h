/* desk-toast.h: short words about what was just done
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *desk_toast      (GtkWidget  *from,
                           const char *text);
AdwToast *desk_toast_to_read (GtkWidget *from,
                           const char *text);
AdwToast *desk_toast_undo (GtkWidget  *from,
                           const char *text);

G_END_DECLS
