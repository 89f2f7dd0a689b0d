/* desk-cli-private.h: what the verbs share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "desk-cli.h"
#include "desk-filter.h"
#include "desk-profile-store.h"

G_BEGIN_DECLS

/* One file a verb; each takes its own arguments, argv[0] being the verb. */
int  desk_cli_record  (int    argc,
                       char **argv);
int  desk_cli_publish (int    argc,
                       char **argv);
int  desk_cli_search  (int    argc,
                       char **argv);
int  desk_cli_export  (int    argc,
                       char **argv);
int  desk_cli_import  (int    argc,
                       char **argv);
int  desk_cli_check   (int    argc,
                       char **argv);

int  desk_cli_usage   (const char *verb,
                       const char *format,
                       ...) G_GNUC_PRINTF (2, 3);
void desk_cli_say     (const char *format,
                       ...) G_GNUC_PRINTF (1, 2);
gboolean desk_cli_parse (const char   *verb,
                         const char   *parameters,
                         GOptionEntry *entries,
                         int          *argc,
                         char       ***argv,
                         int          *status);
DeskFilter *desk_cli_parse_query (const char  *verb,
                                  const char  *query,
                                  DeskProfile *profile);

G_END_DECLS
