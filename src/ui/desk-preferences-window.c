/* desk-preferences-window.c: the preferences
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-preferences-window"

#include "config.h"

#include "desk-preferences-window.h"

#include <glib/gi18n.h>

#include "desk-field.h"
#include "desk-profile.h"
#include "desk-size-text.h"

#define SETTINGS_ID "com.example.MqttDesk"

struct _DeskPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  AdwEntryRow *log_size;
  GtkSpinButton *log_days;

  DeskField *size;     /* (owned): checks what is in @log_size */
  GSettings *settings; /* (owned) */
};

G_DEFINE_FINAL_TYPE (DeskPreferencesWindow, desk_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static gboolean
check_size (const char *text, gpointer user_data, GError **error)
{
  return desk_profile_check_log_size (text, NULL, error);
}

static void
on_size_changed (DeskPreferencesWindow *self)
{
  g_autofree char *text = desk_size_text_new (g_settings_get_uint64 (self->settings, "log-max-bytes"));

  g_assert (DESK_IS_PREFERENCES_WINDOW (self));

  /* What is in force needs no button to apply it. */
  adw_entry_row_set_show_apply_button (self->log_size, FALSE);
  desk_field_reset (self->size, text);
  adw_entry_row_set_show_apply_button (self->log_size, TRUE);
}

/* A limit counts when it is applied and not as one types: “2” on the way to “2 GB” would delete messages. */
static void
on_size_applied (DeskPreferencesWindow *self)
{
  gint64 bytes;

  g_assert (DESK_IS_PREFERENCES_WINDOW (self));

  if (!desk_profile_check_log_size (gtk_editable_get_text (GTK_EDITABLE (self->log_size)), &bytes, NULL))
    {
      desk_field_reveal (self->size);
      return;
    }
  if (bytes > 0)
    g_settings_set_uint64 (self->settings, "log-max-bytes", (guint64) bytes);
  else
    g_settings_reset (self->settings, "log-max-bytes");
  on_size_changed (self);
}

static void
desk_preferences_window_dispose (GObject *object)
{
  DeskPreferencesWindow *self = DESK_PREFERENCES_WINDOW (object);

  g_clear_object (&self->size);
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
  gtk_widget_class_bind_template_callback (widget_class, on_size_applied);
}

static void
desk_preferences_window_init (DeskPreferencesWindow *self)
{
  g_autoptr (GVariant) usual = NULL;
  g_autofree char *size = NULL;
  g_autofree char *note = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = g_settings_new (SETTINGS_ID);
  usual = g_settings_get_default_value (self->settings, "log-max-bytes");
  size = desk_size_text_new (g_variant_get_uint64 (usual));
  /* Translators: %s is a size */
  note = g_strdup_printf (_ ("Empty: %s"), size);
  self->size = desk_field_new (self->log_size, check_size, self);
  desk_field_set_note (self->size, note);
  g_signal_connect_object (self->settings, "changed::log-max-bytes", G_CALLBACK (on_size_changed), self,
                           G_CONNECT_SWAPPED);
  on_size_changed (self);
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
