/* desk-filter-fold.h: makes text that differs only in case the same
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What @length bytes of input become at most */
#define DESK_FOLD_MAX(length) ((length) / 2 * 3 + 8)

gunichar desk_fold_character (gunichar      character);
gsize    desk_fold           (const guint8 *data,
                              gsize         length,
                              guint8       *folded);
gsize    desk_fold_ascii     (const guint8 *data,
                              gsize         length,
                              guint8       *folded);
gsize    desk_fold_match     (const guint8 *data,
                              gsize         length,
                              const guint8 *folded,
                              gsize         n_folded);

G_END_DECLS
