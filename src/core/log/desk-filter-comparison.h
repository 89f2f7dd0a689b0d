/* desk-filter-comparison.h: compares a JSON value with what the filter line says
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-filter-json.h"
#include "desk-filter-private.h"

G_BEGIN_DECLS

gboolean        _desk_comparison_begins (const char           *text,
                                         gboolean              after_space);
DeskComparison *_desk_comparison_read   (DeskFilterReader     *reader,
                                         GError              **error);
gboolean        _desk_comparison_check  (const DeskComparison *self,
                                         DeskJsonToken         type,
                                         const char           *text,
                                         gsize                 length,
                                         gboolean             *gave_up);

G_END_DECLS
