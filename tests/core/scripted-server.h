/* scripted-server.h: a server that is no broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ScriptedServer:
 *
 * Listens at a free port of 127.0.0.1, in threads of its own.
 */
typedef struct _ScriptedServer ScriptedServer;

/* @greeting: (nullable): said at once; @answer: (nullable): said to whatever
 * comes; @closes: whether it closes then, or waits until the other side does. */
ScriptedServer *scripted_server_new      (const char     *greeting,
                                          const char     *answer,
                                          gboolean        closes);
void            scripted_server_free     (ScriptedServer *self);
guint16         scripted_server_get_port (ScriptedServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScriptedServer, scripted_server_free)

G_END_DECLS
