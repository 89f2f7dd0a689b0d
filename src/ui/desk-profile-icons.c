/* desk-profile-icons.c: the icons that a profile may have
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-profile-icons.h"

#include <glib/gi18n.h>

/* The first one is the usual one, and stands for what is not known. */
static const DeskProfileIcon icons[] = {
  { "", "network-server-symbolic", N_ ("Server") },
  { "computer", "computer-symbolic", N_ ("Computer") },
  { "home", "user-home-symbolic", N_ ("Home") },
  { "machine", "applications-engineering-symbolic", N_ ("Machine") },
  { "laboratory", "applications-science-symbolic", N_ ("Laboratory") },
  { "radio", "network-wireless-symbolic", N_ ("Radio") },
  { "cloud", "web-browser-symbolic", N_ ("Cloud") },
  { "phone", "phone-symbolic", N_ ("Phone") },
  { "light", "display-brightness-symbolic", N_ ("Light") },
  { "battery", "battery-full-symbolic", N_ ("Battery") },
  { "place", "mark-location-symbolic", N_ ("Place") },
  { "star", "starred-symbolic", N_ ("Star") },
};

/**
 * desk_profile_icons_get:
 * @index: from 0 on
 *
 * Returns: (nullable): an icon; %NULL after the last one
 */
const DeskProfileIcon *
desk_profile_icons_get (guint index)
{
  return index < G_N_ELEMENTS (icons) ? &icons[index] : NULL;
}

/**
 * desk_profile_icons_find:
 * @name: from profiles.json
 *
 * Returns: the icon with this name; the usual one if there is none
 */
const DeskProfileIcon *
desk_profile_icons_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_str_equal (icons[i].name, name))
      return &icons[i];

  return &icons[0];
}
