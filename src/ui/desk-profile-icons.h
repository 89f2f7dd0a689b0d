/* desk-profile-icons.h: the icons that a profile may have
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DeskProfileIcon:
 * @name: in profiles.json
 * @icon_name: of the icon theme
 * @words: what a person reads, still to be translated
 *
 * An icon to tell profiles apart by.
 */
typedef struct
{
  const char *name;
  const char *icon_name;
  const char *words;
} DeskProfileIcon;

const DeskProfileIcon *desk_profile_icons_get  (guint       index);
const DeskProfileIcon *desk_profile_icons_find (const char *name);

G_END_DECLS
