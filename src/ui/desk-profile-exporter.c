/* desk-profile-exporter.c: asks where profiles shall be exported to
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-exporter"

#include "config.h"

#include "desk-profile-exporter.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-payload-export.h"
#include "desk-profile-export.h"
#include "desk-save-chooser.h"
#include "desk-toast.h"

/* It goes through a dialog, a file chooser and the export, and ends with the last. */
typedef struct
{
  GtkWindow *parent;     /* (owned) */
  GtkWidget *toasts;     /* (owned): on the page where the end is told */
  GPtrArray *profiles;   /* (owned) (element-type DeskProfile) */
  GtkWidget *secrets;    /* (unowned): of the dialog */
  gboolean with_secrets;
} Exporter;

static void
exporter_free (Exporter *self)
{
  g_object_unref (self->parent);
  g_object_unref (self->toasts);
  g_ptr_array_unref (self->profiles);
  g_free (self);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exporter *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *count = desk_format_count (self->profiles->len);
  g_autofree char *words = g_strdup_printf (ngettext ("%s profile exported", "%s profiles exported",
                                                      self->profiles->len), count);

  desk_toast (self->toasts, desk_profile_export_finish (result, &error) ? words : error->message);
  exporter_free (self);
}

static void
on_file_chosen (GFile *file, gpointer user_data)
{
  Exporter *self = user_data;

  if (file != NULL)
    desk_profile_export_async (self->profiles, self->with_secrets, file, NULL, on_exported, self);
  else
    exporter_free (self);
}

static char *
propose_name (Exporter *self)
{
  if (self->profiles->len == 1)
    return desk_payload_export_name (desk_profile_get_name (g_ptr_array_index (self->profiles, 0)), "json");

  return g_strdup ("mqtt-desk-profiles.json");
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Exporter *self = user_data;
  g_autofree char *name = NULL;

  self->with_secrets = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->secrets));
  if (!g_str_equal (response, "export"))
    {
      exporter_free (self);
      return;
    }

  name = propose_name (self);
  desk_save_chooser_ask (self->parent, _ ("Export profiles"), _ ("_Export"), name, on_file_chosen, self);
}

/**
 * desk_profile_exporter_ask:
 * @parent: a window
 * @toasts: a widget on a page where toasts are shown
 * @profiles: (element-type DeskProfile): what to export
 *
 * Asks whether secrets shall go into the file, which they do not by themselves,
 * and for the file.
 */
void
desk_profile_exporter_ask (GtkWindow *parent, GtkWidget *toasts, GPtrArray *profiles)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Export profiles"),
                                              _ ("The file can be imported into MqttDesk on another computer. "
                                                 "Passwords and passphrases stay in the keyring of this one."));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *warning = gtk_label_new (_ ("Whoever can read the file can read every password in it."));
  Exporter *self = g_new0 (Exporter, 1);

  self->parent = g_object_ref (parent);
  self->toasts = g_object_ref (toasts);
  self->profiles = g_ptr_array_ref (profiles);
  self->secrets = gtk_check_button_new_with_mnemonic (_ ("_Write them into the file, as plain text"));
  gtk_label_set_wrap (GTK_LABEL (warning), TRUE);
  gtk_label_set_xalign (GTK_LABEL (warning), 0.0f);
  gtk_widget_add_css_class (warning, "error");
  g_object_bind_property (self->secrets, "active", warning, "visible", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (box), self->secrets);
  gtk_box_append (GTK_BOX (box), warning);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "export", _ ("_Export…"));
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "export", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "export");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), self);
  gtk_window_present (GTK_WINDOW (dialog));
}
