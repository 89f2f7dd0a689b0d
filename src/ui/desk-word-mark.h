/* desk-word-mark.h: what a filter asks for in a text
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-filter-spans.h"

G_BEGIN_DECLS

const GdkRGBA *desk_word_mark_get_background (gboolean        dark);
const GdkRGBA *desk_word_mark_get_colour     (gboolean        dark);
PangoAttrList *desk_word_mark_attributes     (const char     *text,
                                              DeskFilter     *filter,
                                              DeskFilterPart  part,
                                              gboolean        dark);

G_END_DECLS
