/* desk-cli.h: the headless verbs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Exit statuses (a stable surface) */
#define DESK_EXIT_OK 0
#define DESK_EXIT_FAILED 1
#define DESK_EXIT_USAGE 2
#define DESK_EXIT_LOG_BUSY 3

gboolean desk_cli_run (int    argc,
                       char **argv,
                       int   *status);

G_END_DECLS
