/* desk-profile-mark.c: the icon and the colour by which a profile is told from others
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-mark"

#include "config.h"

#include "desk-profile-mark.h"

#include <adwaita.h>

#include "desk-palette.h"
#include "desk-profile-icons.h"

/* Drawn at twice the size of an icon, so that it is sharp on every display; px */
#define SIZE 32

/* A tab takes nothing but an icon, and the style gives that its own colour: so it is drawn here. */
static GdkTexture *
draw (const char *icon_name, const GdkRGBA *colour)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (theme, icon_name, NULL, SIZE / 2, 2,
                                                                  GTK_TEXT_DIR_NONE, GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GBytes) bytes = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIZE, SIZE);
  cairo_t *cr = cairo_create (surface);
  const GdkRGBA colours[] = { *colour, *colour, *colour, *colour };
  GskRenderNode *node;
  GdkTexture *texture;
  gsize stride;

  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, SIZE, SIZE, colours,
                                            G_N_ELEMENTS (colours));
  node = gtk_snapshot_to_node (snapshot);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  g_clear_pointer (&node, gsk_render_node_unref);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  stride = (gsize) cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * SIZE);
  texture = gdk_memory_texture_new (SIZE, SIZE, GDK_MEMORY_DEFAULT, bytes, stride);
  cairo_surface_destroy (surface);

  return texture;
}

/**
 * desk_profile_mark_is_set:
 * @profile: a profile
 *
 * Returns: whether a person gave it an icon or a colour
 */
gboolean
desk_profile_mark_is_set (DeskProfile *profile)
{
  return desk_profile_get_colour (profile) >= 0 || desk_profile_get_icon (profile)[0] != '\0';
}

/**
 * desk_profile_mark_new:
 * @profile: a profile
 * @icon_name: (nullable): a symbolic icon to show in its colour; %NULL: its own
 *
 * Returns: (transfer full): the icon, in the colour of the profile if it has
 *   one, for the style that is in use now
 */
GIcon *
desk_profile_mark_new (DeskProfile *profile, const char *icon_name)
{
  int colour = desk_profile_get_colour (profile);

  if (icon_name == NULL)
    icon_name = desk_profile_icons_find (desk_profile_get_icon (profile))->icon_name;
  if (colour < 0)
    return g_themed_icon_new (icon_name);

  return G_ICON (draw (icon_name, desk_palette_get ((guint) colour,
                                                    adw_style_manager_get_dark (adw_style_manager_get_default ()))));
}
