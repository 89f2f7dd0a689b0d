/* desk-filter-decimal.h: compares decimal numbers of any size exactly
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DeskDecimal:
 * @negative: whether it is below zero
 * @digits: (nullable): its first digit that is not 0; %NULL: it is zero
 * @n_digits: bytes from there on to its last digit, among which may be a point
 * @exponent: its value is 0.d1d2d3… times ten to the power of this
 *
 * A number; the digits are those of the text that it was read from.
 */
typedef struct
{
  gboolean negative;
  const char *digits;
  gsize n_digits;
  gint64 exponent;
} DeskDecimal;

gboolean desk_decimal_read    (const char        *text,
                               gsize              length,
                               DeskDecimal       *decimal);
int      desk_decimal_compare (const DeskDecimal *a,
                               const DeskDecimal *b);

G_END_DECLS
