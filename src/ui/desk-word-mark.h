/* desk-word-mark.h: words of a filter in a text
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-filter.h"

G_BEGIN_DECLS

PangoAttrList *desk_word_mark_attributes (const char *text,
                                          DeskFilter *filter,
                                          gboolean    dark);

G_END_DECLS
