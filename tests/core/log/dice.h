/* dice.h: random numbers that are the same in every run
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

static gint32
roll (gint32 end)
{
  static GRand *dice = NULL;

  if (dice == NULL)
    dice = g_rand_new_with_seed (20261124);

  return g_rand_int_range (dice, 0, end);
}
