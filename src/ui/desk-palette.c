/* desk-palette.c: the colours of subscriptions
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-palette.h"

#define RGB(r, g, b) { r / 255.0f, g / 255.0f, b / 255.0f, 1.0f }

/* Hues of the GNOME palette. Each stands out from the background of its style by 3:1 (WCAG 2.1, 1.4.11), and
 * neighbours differ in lightness too, for those who do not see the hues. */
static const GdkRGBA light[DESK_PALETTE_SIZE] = {
  RGB (53, 132, 228), RGB (38, 140, 82),  RGB (226, 97, 0),  RGB (145, 65, 172),
  RGB (168, 124, 0),  RGB (192, 28, 40),  RGB (0, 137, 150), RGB (134, 94, 60),
};

static const GdkRGBA dark[DESK_PALETTE_SIZE] = {
  RGB (98, 160, 234), RGB (87, 227, 137), RGB (255, 163, 72), RGB (207, 138, 232),
  RGB (248, 228, 92), RGB (255, 123, 123), RGB (77, 208, 225), RGB (205, 171, 143),
};

/**
 * desk_palette_get:
 * @colour: of a subscription
 * @is_dark: whether the style is dark
 *
 * Returns: the colour to draw with
 */
const GdkRGBA *
desk_palette_get (guint colour, gboolean is_dark)
{
  return is_dark ? &dark[colour % DESK_PALETTE_SIZE] : &light[colour % DESK_PALETTE_SIZE];
}
