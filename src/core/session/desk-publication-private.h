/* desk-publication-private.h: what the session does to a publication
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-publication.h"

G_BEGIN_DECLS

DeskPublication *_desk_publication_new       (const char          *topic,
                                              GBytes              *payload,
                                              guint                qos,
                                              gboolean             retained,
                                              DeskProperties      *properties);
void             _desk_publication_set_id    (DeskPublication     *self,
                                              guint64              id);
void             _desk_publication_revise    (DeskPublication     *self,
                                              const char          *topic,
                                              GBytes              *payload,
                                              guint                qos,
                                              gboolean             retained,
                                              DeskProperties      *properties);
void             _desk_publication_set_state (DeskPublication     *self,
                                              DeskPublicationState state);
void             _desk_publication_set_held  (DeskPublication     *self,
                                              gboolean             held);
void             _desk_publication_finish    (DeskPublication     *self,
                                              gint64               when,
                                              gboolean             acknowledged,
                                              gboolean             no_subscribers,
                                              const GError        *error);
void             _desk_publication_let_payload_go (DeskPublication *self);
gsize            _desk_publication_get_cost  (DeskPublication     *self);

/* Whether the session has it in its list, and the person gave up on it while it
 * was on its way */
gboolean         _desk_publication_get_listed   (DeskPublication  *self);
void             _desk_publication_set_listed   (DeskPublication  *self,
                                                 gboolean          listed);
gboolean         _desk_publication_get_unwanted (DeskPublication  *self);
void             _desk_publication_set_unwanted (DeskPublication  *self,
                                                 gboolean          unwanted);

G_END_DECLS
