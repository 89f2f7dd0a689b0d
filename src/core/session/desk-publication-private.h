/* desk-publication-private.h: what the session does to a publication
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-publication.h"

G_BEGIN_DECLS

DeskPublication *_desk_publication_new    (const char      *topic,
                                           guint            qos,
                                           gboolean         retained,
                                           gsize            size);
void             _desk_publication_finish (DeskPublication *self,
                                           gint64           when,
                                           gboolean         acknowledged,
                                           gboolean         no_subscribers,
                                           const GError    *error);

G_END_DECLS
