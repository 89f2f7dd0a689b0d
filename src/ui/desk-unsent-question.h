/* desk-unsent-question.h: asks before messages that wait to be sent are lost
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @discard is called if the person wants to go on without them, @keep if not;
 * one of both, unless @parent is destroyed before. */
void desk_unsent_question_ask (GtkWindow *parent,
                               guint      n_waiting,
                               GCallback  discard,
                               GCallback  keep,
                               gpointer   object);

G_END_DECLS
