/* desk-security-words.h: how a connection is protected, in words
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-security.h"

G_BEGIN_DECLS

/**
 * DeskSecurityFact:
 * @heading: whether this begins a section: @label is its name
 * @label: (owned): what it is about; translated
 * @value: (owned) (nullable): what there is to know; plain text
 */
typedef struct
{
  gboolean heading;
  char *label;
  char *value;
} DeskSecurityFact;

const char *desk_security_words_for_trust   (DeskSecurity    *security);
GPtrArray  *desk_security_words_list        (DeskSecurity    *security);
char       *desk_security_words_to_text     (DeskSecurity    *security);
char       *desk_security_words_for_end     (GTlsCertificate *certificate,
                                             gboolean         own);

G_END_DECLS
