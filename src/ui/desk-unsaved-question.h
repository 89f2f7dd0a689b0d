/* desk-unsaved-question.h: asks before what was filled in is lost
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @discard is called if the person wants to lose it, @save if it shall be kept
 * after all; neither, if they go on editing. */
void desk_unsaved_question_ask (GtkWindow  *parent,
                                const char *name,
                                gboolean    can_save,
                                GCallback   discard,
                                GCallback   save,
                                gpointer    object);

G_END_DECLS
