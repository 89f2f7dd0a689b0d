/* desk-publication-words.h: what became of a publication, as a person reads it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-publication.h"

G_BEGIN_DECLS

/* An icon, a colour and words, so that none of the three is needed to understand it. */
char       *desk_words_for_publication     (DeskPublication *publication);
const char *desk_icon_for_publication      (DeskPublication *publication);
const char *desk_css_class_for_publication (DeskPublication *publication);

G_END_DECLS
