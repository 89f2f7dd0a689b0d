/* desk-words.h: states and times as a person reads them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-profile.h"

G_BEGIN_DECLS

/* What the state of a connection looks like: an icon, a colour and words, so
 * that none of the three is needed to understand it. */
char       *desk_words_for_state     (DeskSessionState state,
                                      DeskConnectStep  step,
                                      guint            seconds_left,
                                      gboolean         failed);
const char *desk_icon_for_state      (DeskSessionState state,
                                      gboolean         failed);
const char *desk_css_class_for_state (DeskSessionState state,
                                      gboolean         failed);
char       *desk_words_for_last_used (gint64           last_used,
                                      GDateTime       *now);
const char *desk_words_for_version   (DeskMqttVersion  version);
const char *desk_words_for_transport (const char      *transport);
char       *desk_words_for_way       (DeskProfile     *profile);

G_END_DECLS
