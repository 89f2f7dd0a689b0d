/* desk-quick-connect.c: an entry that connects to what is typed
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-quick-connect"

#include "config.h"

#include "desk-field.h"
#include "desk-profile.h"
#include "desk-quick-connect.h"
#include "desk-recent-button.h"

struct _DeskQuickConnect
{
  AdwPreferencesGroup parent_instance;

  AdwEntryRow *entry;
  GtkButton *button;

  DeskField *field; /* (owned) */
};

G_DEFINE_FINAL_TYPE (DeskQuickConnect, desk_quick_connect, ADW_TYPE_PREFERENCES_GROUP)

/* An empty entry is no mistake, but there is nothing to connect to. */
static gboolean
check_address (const char *text, gpointer user_data, GError **error)
{
  g_autoptr (DeskProfile) profile = NULL;

  if (*text == '\0')
    return TRUE;
  profile = desk_profile_new_from_uri (text, NULL, NULL, error);

  return profile != NULL;
}

static void
on_entry_changed (DeskQuickConnect *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  gtk_widget_set_sensitive (GTK_WIDGET (self->button), *text != '\0' && desk_field_get_valid (self->field));
}

/* Without the user, whose password may stand beside it. */
static void
remember (const char *text)
{
  g_autoptr (DeskProfile) profile = desk_profile_new_from_uri (text, NULL, NULL, NULL);
  g_autofree char *address = profile != NULL ? desk_profile_dup_address (profile) : NULL;

  if (address != NULL)
    desk_recent_remember ("recent-addresses", address);
}

static void
connect_to_it (DeskQuickConnect *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->button)))
    return;

  /* What was typed may hold a password: it does not stay to be read. */
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  remember (text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.quick-connect", "s", text);
}

static void
on_recent_chosen (DeskQuickConnect *self, const char *address)
{
  g_assert (DESK_IS_QUICK_CONNECT (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), address);
  connect_to_it (self);
}

static gboolean
desk_quick_connect_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DESK_QUICK_CONNECT (widget)->entry));
}

static void
desk_quick_connect_dispose (GObject *object)
{
  DeskQuickConnect *self = DESK_QUICK_CONNECT (object);

  g_clear_object (&self->field);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_QUICK_CONNECT);

  G_OBJECT_CLASS (desk_quick_connect_parent_class)->dispose (object);
}

static void
desk_quick_connect_class_init (DeskQuickConnectClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_quick_connect_dispose;
  widget_class->grab_focus = desk_quick_connect_grab_focus;

  g_type_ensure (DESK_TYPE_RECENT_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-quick-connect.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskQuickConnect, entry);
  gtk_widget_class_bind_template_child (widget_class, DeskQuickConnect, button);
  gtk_widget_class_bind_template_callback (widget_class, connect_to_it);
  gtk_widget_class_bind_template_callback (widget_class, on_recent_chosen);
}

static void
desk_quick_connect_init (DeskQuickConnect *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->field = desk_field_new (self->entry, check_address, NULL);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (on_entry_changed), self, G_CONNECT_SWAPPED);
}
