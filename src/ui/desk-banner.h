/* desk-banner.h: what a person has to know, with what can be done about it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* AdwBanner came with libadwaita 1.3, and has one button and one line. */

/**
 * DeskBannerTone:
 *
 * How bad it is; each has a colour and an icon.
 */
typedef enum
{
  DESK_BANNER_INFORMATION,
  DESK_BANNER_WARNING,
  DESK_BANNER_ERROR,
} DeskBannerTone;

/**
 * DeskBannerButton:
 * @label: translated
 * @action: detailed name of an action
 *
 * What can be done.
 */
typedef struct
{
  const char *label;
  const char *action;
} DeskBannerButton;

#define DESK_TYPE_BANNER (desk_banner_get_type ())
G_DECLARE_FINAL_TYPE (DeskBanner, desk_banner, DESK, BANNER, GtkWidget)

GtkWidget *desk_banner_new        (void);
void       desk_banner_show       (DeskBanner             *self,
                                   DeskBannerTone          tone,
                                   const char             *text,
                                   const DeskBannerButton *buttons,
                                   guint                   n_buttons);
void       desk_banner_set_detail (DeskBanner             *self,
                                   const char             *detail);
void       desk_banner_hide       (DeskBanner             *self);
gboolean   desk_banner_is_shown   (DeskBanner             *self);

G_END_DECLS
