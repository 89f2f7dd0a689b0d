/* desk-preferences-window.c: the preferences
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-preferences-window"

#include "config.h"

#include <math.h>

#include "desk-preferences-window.h"

#define SETTINGS_ID "com.example.MqttDesk"
#define MEBIBYTE 1048576.0

struct _DeskPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  GtkSpinButton *log_size;
  GtkSpinButton *log_days;

  GSettings *settings; /* (owned) */
};

G_DEFINE_FINAL_TYPE (DeskPreferencesWindow, desk_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static gboolean
bytes_to_mebibytes (GValue *value, GVariant *variant, gpointer user_data)
{
  g_value_set_double (value, (double) g_variant_get_uint64 (variant) / MEBIBYTE);

  return TRUE;
}

static GVariant *
mebibytes_to_bytes (const GValue *value, const GVariantType *type, gpointer user_data)
{
  return g_variant_new_uint64 ((guint64) llround (g_value_get_double (value)) * (guint64) MEBIBYTE);
}

static void
desk_preferences_window_dispose (GObject *object)
{
  DeskPreferencesWindow *self = DESK_PREFERENCES_WINDOW (object);

  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_PREFERENCES_WINDOW);

  G_OBJECT_CLASS (desk_preferences_window_parent_class)->dispose (object);
}

static void
desk_preferences_window_class_init (DeskPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_preferences_window_dispose;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/example/MqttDesk/desk-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPreferencesWindow, log_size);
  gtk_widget_class_bind_template_child (widget_class, DeskPreferencesWindow, log_days);
}

static void
desk_preferences_window_init (DeskPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = g_settings_new (SETTINGS_ID);
  g_settings_bind_with_mapping (self->settings, "log-max-bytes", self->log_size, "value",
                                G_SETTINGS_BIND_DEFAULT, bytes_to_mebibytes, mebibytes_to_bytes, NULL, NULL);
  g_settings_bind (self->settings, "log-max-days", gtk_spin_button_get_adjustment (self->log_days), "value",
                   G_SETTINGS_BIND_DEFAULT);
}

/**
 * desk_preferences_window_new:
 *
 * Returns: (transfer full): a new window; what is changed in it counts at once
 */
DeskPreferencesWindow *
desk_preferences_window_new (void)
{
  return g_object_new (DESK_TYPE_PREFERENCES_WINDOW, NULL);
}
