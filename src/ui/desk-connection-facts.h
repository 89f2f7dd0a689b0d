/* desk-connection-facts.h: what is known of a connection and of its broker, in words
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-session.h"

G_BEGIN_DECLS

/**
 * DeskFactsGroup:
 * @DESK_FACTS_CONNECTION: the connection itself
 * @DESK_FACTS_LIMITS: what the broker allows (MQTT 5.0 section 3.2.2.3)
 * @DESK_FACTS_WORDS: what it says
 *
 * What facts are about.
 */
typedef enum
{
  DESK_FACTS_CONNECTION,
  DESK_FACTS_LIMITS,
  DESK_FACTS_WORDS,
  DESK_FACTS_N_GROUPS
} DeskFactsGroup;

/* A connection at one moment; on the stack */
typedef struct
{
  DeskSession *session;    /* (unowned) */
  DeskProfile *profile;    /* (unowned) */
  DeskProperties *connack; /* (unowned) (nullable) */
  DeskServerLimits limits;
  gboolean connected;
  gboolean is_5;
} DeskConnectionFacts;

void            desk_connection_facts_init      (DeskConnectionFacts       *facts,
                                                 DeskSession               *session);
const char     *desk_connection_facts_get_title (DeskFactsGroup             group,
                                                 guint                      i);
char           *desk_connection_facts_describe  (const DeskConnectionFacts *facts,
                                                 DeskFactsGroup             group,
                                                 guint                      i);
DeskProperties *desk_connection_facts_dup_pairs (const DeskConnectionFacts *facts);
char           *desk_connection_facts_to_text   (const DeskConnectionFacts *facts);

G_END_DECLS
