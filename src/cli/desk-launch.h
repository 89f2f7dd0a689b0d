/* desk-launch.h: what the command line asks of the window
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DeskLaunch:
 * @version: only the version is wanted
 * @request: (nullable): a dictionary for the action `app.open`: "profile" (s,
 *   an id) or "uri" (s, without a password), "password" (s), "subscribe"
 *   (as), "demo" (b), "ask" (b), "problem" (s); %NULL if nothing is asked but a window
 *
 * The arguments, understood. The request may go to a process that runs
 * already.
 */
typedef struct
{
  gboolean version;
  GVariant *request;
} DeskLaunch;

gboolean desk_launch_parse (char     **arguments,
                            DeskLaunch *launch,
                            GError    **error);

G_END_DECLS
