/* scripted-proxy.h: a proxy that says what a test wants
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *bytes;
  gsize length; /* 0: it is a string */
} ScriptedAnswer;

/* Listens at a free port of 127.0.0.1 and answers what arrives with one answer
 * after the other, each to one read; then it stays silent. Connections come one
 * at a time, each with all answers. */
typedef struct _ScriptedProxy ScriptedProxy;

ScriptedProxy *scripted_proxy_new         (const ScriptedAnswer *answers,
                                           gsize                 n_answers);
void           scripted_proxy_free        (ScriptedProxy        *self);
guint16        scripted_proxy_get_port    (ScriptedProxy        *self);
gboolean       scripted_proxy_was_asked   (ScriptedProxy        *self);
/* All that arrived, with NUL bytes left out */
char          *scripted_proxy_dup_request (ScriptedProxy        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScriptedProxy, scripted_proxy_free)

G_END_DECLS
