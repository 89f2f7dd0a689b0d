/* desk-saved-filters.h: the star beside the filter line, and what is saved behind it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "desk-profile.h"

G_BEGIN_DECLS

#define DESK_TYPE_SAVED_FILTERS (desk_saved_filters_get_type ())
G_DECLARE_FINAL_TYPE (DeskSavedFilters, desk_saved_filters, DESK, SAVED_FILTERS, GtkWidget)

/* It acts through log.save-filter, log.apply-filter, log.rename-filter and
 * log.delete-filter. */

GtkWidget *desk_saved_filters_new         (void);
void       desk_saved_filters_set_profile (DeskSavedFilters *self,
                                           DeskProfile      *profile);
void       desk_saved_filters_set_text    (DeskSavedFilters *self,
                                           const char       *text);
void       desk_saved_filters_popup       (DeskSavedFilters *self);

G_END_DECLS
