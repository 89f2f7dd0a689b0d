/* desk-security-group.c: TLS in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-security-group"

#include "config.h"

#include "desk-security-group.h"

#include "desk-security-row.h"

struct _DeskSecurityGroup
{
  AdwPreferencesGroup parent_instance;
  DeskSecurityRow *row; /* (unowned) */
  DeskProfile *draft;   /* (owned) (nullable) */
};

/* Who connects without TLS is spared it. What was entered stays for the way back. */
static void
on_transport_changed (DeskSecurityGroup *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), desk_profile_get_uses_tls (self->draft));
  g_object_notify (G_OBJECT (self), "valid");
}

static void
load (DeskEditorGroup *group, DeskProfile *draft)
{
  DeskSecurityGroup *self = DESK_SECURITY_GROUP (group);

  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_func (self->draft, on_transport_changed, self);
  g_set_object (&self->draft, draft);
  desk_security_row_fill_in (self->row, draft);
  on_transport_changed (self);
  g_signal_connect_object (draft, "notify::transport", G_CALLBACK (on_transport_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
store (DeskEditorGroup *group, DeskProfile *draft)
{
  desk_security_row_read_out (DESK_SECURITY_GROUP (group)->row, draft);
}

static void
load_secrets (DeskEditorGroup *group, DeskProfile *draft)
{
  desk_security_row_load_passphrase (DESK_SECURITY_GROUP (group)->row, draft);
}

static void
save_secrets (DeskEditorGroup *group, DeskProfile *saved, DeskNoticeFunc notice, GObject *listener)
{
  desk_security_row_save_passphrase (DESK_SECURITY_GROUP (group)->row, saved, notice, listener);
}

static const char *
get_secret (DeskEditorGroup *group, DeskSecret secret)
{
  return secret == DESK_SECRET_PASSPHRASE ? desk_security_row_get_passphrase (DESK_SECURITY_GROUP (group)->row) : NULL;
}

static gboolean
get_secrets_changed (DeskEditorGroup *group)
{
  return desk_security_row_get_passphrase_changed (DESK_SECURITY_GROUP (group)->row);
}

static void
desk_security_group_editor_group_init (DeskEditorGroupInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->load_secrets = load_secrets;
  iface->save_secrets = save_secrets;
  iface->get_secret = get_secret;
  iface->get_secrets_changed = get_secrets_changed;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskSecurityGroup, desk_security_group, ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (DESK_TYPE_EDITOR_GROUP,
                                                      desk_security_group_editor_group_init))

enum
{
  PROP_0,
  PROP_VALID
};

/* What is wrong does not matter where it is not used. */
static gboolean
is_valid (DeskSecurityGroup *self)
{
  return self->draft == NULL || !desk_profile_get_uses_tls (self->draft) || desk_security_row_get_valid (self->row);
}

static void
on_valid_changed (DeskSecurityGroup *self)
{
  g_object_notify (G_OBJECT (self), "valid");
}

static void
desk_security_group_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, is_valid (DESK_SECURITY_GROUP (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_security_group_dispose (GObject *object)
{
  g_clear_object (&DESK_SECURITY_GROUP (object)->draft);

  G_OBJECT_CLASS (desk_security_group_parent_class)->dispose (object);
}

static void
desk_security_group_class_init (DeskSecurityGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = desk_security_group_get_property;
  G_OBJECT_CLASS (klass)->dispose = desk_security_group_dispose;
  g_object_class_override_property (G_OBJECT_CLASS (klass), PROP_VALID, "valid");
}

static void
desk_security_group_init (DeskSecurityGroup *self)
{
  self->row = g_object_new (DESK_TYPE_SECURITY_ROW, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->row));
  g_signal_connect_object (self->row, "notify::valid", G_CALLBACK (on_valid_changed), self, G_CONNECT_SWAPPED);
}
