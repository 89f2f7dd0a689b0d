/* desk-profile-log-row.c: how much a profile keeps in its log
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-log-row"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-field.h"
#include "desk-format.h"
#include "desk-log-history.h"
#include "desk-profile-log-row.h"
#include "desk-size-text.h"

struct _DeskProfileLogRow
{
  AdwExpanderRow parent_instance;

  AdwEntryRow *size_row;
  AdwEntryRow *days_row;

  DeskField *size;           /* (owned) */
  DeskField *days;           /* (owned) */
  GCancellable *cancellable; /* (owned): of measuring */
};

G_DEFINE_FINAL_TYPE (DeskProfileLogRow, desk_profile_log_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  PROP_0,
  PROP_VALID,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
check_size (const char *text, gpointer user_data, GError **error)
{
  return desk_profile_check_log_size (text, NULL, error);
}

static gboolean
check_days (const char *text, gpointer user_data, GError **error)
{
  return desk_profile_check_log_days (text, NULL, error);
}

static void
on_valid_changed (DeskProfileLogRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

static void
set_notes (DeskProfileLogRow *self)
{
  guint64 max_bytes;
  guint max_days;
  g_autofree char *size = NULL;
  g_autofree char *days = NULL;
  g_autofree char *size_note = NULL;
  g_autofree char *days_note = NULL;

  desk_log_get_default_retention (&max_bytes, &max_days);
  size = desk_size_text_new (max_bytes);
  days = desk_format_count (max_days);
  /* Translators: %s is a size */
  size_note = g_strdup_printf (_ ("Empty: as in the preferences, %s"), size);
  days_note = g_strdup_printf (
      ngettext ("Empty: as in the preferences, %s day", "Empty: as in the preferences, %s days", max_days), days);
  desk_field_set_note (self->size, size_note);
  desk_field_set_note (self->days, days_note);
}

static void
on_measured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskProfileLogRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *count = NULL;
  g_autofree char *size = NULL;
  g_autofree char *messages = NULL;
  g_autofree char *words = NULL;
  guint64 n_messages, bytes;

  if (!desk_log_history_measure_finish (result, &n_messages, &bytes, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), error->message);
      return;
    }
  if (n_messages == 0)
    {
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), _ ("Nothing is in it yet"));
      return;
    }

  count = desk_format_count (n_messages);
  size = g_format_size (bytes);
  messages = g_strdup_printf (ngettext ("%s message", "%s messages", (gulong) n_messages), count);
  /* Translators: a number of messages, and their size on disk as in “2.1 GB” */
  words = g_strdup_printf (_ ("%s, %s on disk"), messages, size);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), words);
}

static void
desk_profile_log_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, desk_profile_log_row_get_valid (DESK_PROFILE_LOG_ROW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_profile_log_row_dispose (GObject *object)
{
  DeskProfileLogRow *self = DESK_PROFILE_LOG_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->size);
  g_clear_object (&self->days);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_PROFILE_LOG_ROW);

  G_OBJECT_CLASS (desk_profile_log_row_parent_class)->dispose (object);
}

static void
desk_profile_log_row_class_init (DeskProfileLogRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_profile_log_row_get_property;
  object_class->dispose = desk_profile_log_row_dispose;

  properties[PROP_VALID] = g_param_spec_boolean (
      "valid", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-profile-log-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskProfileLogRow, size_row);
  gtk_widget_class_bind_template_child (widget_class, DeskProfileLogRow, days_row);
}

static void
desk_profile_log_row_init (DeskProfileLogRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
  self->size = desk_field_new (self->size_row, check_size, self);
  self->days = desk_field_new (self->days_row, check_days, self);
  g_signal_connect_object (self->size, "notify::valid", G_CALLBACK (on_valid_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->days, "notify::valid", G_CALLBACK (on_valid_changed), self, G_CONNECT_SWAPPED);
  set_notes (self);
}

/**
 * desk_profile_log_row_fill_in:
 * @profile: a profile
 *
 * Shows the limits of @profile, and how much is in its log.
 */
void
desk_profile_log_row_fill_in (DeskProfileLogRow *self, DeskProfile *profile)
{
  g_autofree char *path = NULL;
  g_autofree char *size = NULL;
  g_autofree char *days = NULL;

  g_return_if_fail (DESK_IS_PROFILE_LOG_ROW (self));
  g_return_if_fail (DESK_IS_PROFILE (profile));

  /* A file may tell less than anybody can fill in. */
  if (desk_profile_get_log_max_bytes (profile) > 0)
    size = desk_size_text_new (MAX ((guint64) desk_profile_get_log_max_bytes (profile), DESK_PROFILE_MIN_LOG_BYTES));
  if (desk_profile_get_log_max_days (profile) > 0)
    days = g_strdup_printf ("%u", desk_profile_get_log_max_days (profile));
  desk_field_reset (self->size, size != NULL ? size : "");
  desk_field_reset (self->days, days != NULL ? days : "");
  path = desk_log_default_path (desk_profile_get_id (profile));
  desk_log_history_measure_async (path, self->cancellable, on_measured, g_object_ref (self));
}

/**
 * desk_profile_log_row_read_out:
 * @profile: a profile
 *
 * Gives @profile the limits that are filled in; what cannot be used is left.
 */
void
desk_profile_log_row_read_out (DeskProfileLogRow *self, DeskProfile *profile)
{
  gint64 bytes;
  guint days;

  g_return_if_fail (DESK_IS_PROFILE_LOG_ROW (self));
  g_return_if_fail (DESK_IS_PROFILE (profile));

  if (desk_profile_check_log_size (gtk_editable_get_text (GTK_EDITABLE (self->size_row)), &bytes, NULL))
    desk_profile_set_log_max_bytes (profile, bytes);
  if (desk_profile_check_log_days (gtk_editable_get_text (GTK_EDITABLE (self->days_row)), &days, NULL))
    desk_profile_set_log_max_days (profile, days);
}

/**
 * desk_profile_log_row_get_valid:
 *
 * Returns: whether what is filled in can be used
 */
gboolean
desk_profile_log_row_get_valid (DeskProfileLogRow *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE_LOG_ROW (self), FALSE);

  return desk_field_get_valid (self->size) && desk_field_get_valid (self->days);
}
