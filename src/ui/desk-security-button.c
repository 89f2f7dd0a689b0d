/* desk-security-button.c: how a connection is protected, behind a lock
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-security-button"

#include "config.h"

#include "desk-security-button.h"

#include <glib/gi18n.h>

#include "desk-security-words.h"

struct _DeskSecurityButton
{
  GtkWidget parent_instance;
  GtkMenuButton *button; /* (unowned) */
  GtkWidget *popover;    /* (unowned) */
  GtkLabel *trust;       /* (unowned) */
  GtkBox *facts;         /* (unowned): filled while the popover is open */
  GSignalGroup *signals; /* (owned) */
};

G_DEFINE_FINAL_TYPE (DeskSecurityButton, desk_security_button, GTK_TYPE_WIDGET)

/* Returns: (transfer full) (nullable): of the session that is shown */
static DeskSecurity *
dup_security (DeskSecurityButton *self)
{
  g_autoptr (DeskSession) session = g_signal_group_dup_target (self->signals);
  DeskSecurity *security = session != NULL ? desk_session_get_security (session) : NULL;

  return security != NULL ? desk_security_ref (security) : NULL;
}

static void
clear (DeskSecurityButton *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_box_remove (self->facts, child);
}

static GtkLabel *
add_label (DeskSecurityButton *self, const char *text, const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (text));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (label, 40);
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  gtk_box_append (self->facts, GTK_WIDGET (label));

  return label;
}

/* The value stands below its label, so that a fingerprint has the whole width. */
static void
add_fact (DeskSecurityButton *self, const DeskSecurityFact *fact)
{
  GtkLabel *label = add_label (self, fact->label, fact->heading ? "heading" : "caption");
  GtkLabel *value;

  if (fact->heading)
    {
      gtk_widget_set_margin_top (GTK_WIDGET (label), 12);
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");
  gtk_widget_set_margin_top (GTK_WIDGET (label), 3);
  value = add_label (self, fact->value, "numeric");
  gtk_label_set_selectable (value, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, label, NULL, -1);
}

static void
fill_in (DeskSecurityButton *self)
{
  g_autoptr (DeskSecurity) security = dup_security (self);
  g_autoptr (GPtrArray) facts = NULL;

  clear (self);
  if (security == NULL)
    return;
  gtk_label_set_text (self->trust, desk_security_words_for_trust (security));
  facts = desk_security_words_list (security);
  for (guint i = 0; i < facts->len; i++)
    add_fact (self, facts->pdata[i]);
}

static gboolean
ends_soon (DeskSecurity *security)
{
  GTlsCertificate *own = desk_security_get_own_certificate (security);
  g_autofree char *words = NULL;

  if (desk_security_get_n_certificates (security) > 0)
    words = desk_security_words_for_end (desk_security_get_certificate (security, 0), FALSE);
  if (words == NULL && own != NULL)
    words = desk_security_words_for_end (own, TRUE);

  return words != NULL;
}

static void
refresh (DeskSecurityButton *self)
{
  g_autoptr (DeskSecurity) security = dup_security (self);
  g_autofree char *name = NULL;
  gboolean doubtful;

  gtk_widget_set_visible (GTK_WIDGET (self), security != NULL);
  if (security == NULL)
    {
      gtk_widget_set_visible (self->popover, FALSE);
      return;
    }

  doubtful = desk_security_get_trust (security) == DESK_TRUST_NOBODY;
  gtk_menu_button_set_icon_name (self->button, doubtful ? "channel-insecure-symbolic" : "channel-secure-symbolic");
  if (doubtful)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "error");
  if (!doubtful && ends_soon (security))
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "warning");

  /* Translators: version of a protocol, as “TLS 1.3”; a sentence */
  name = g_strdup_printf (_ ("%s. %s"), desk_security_get_version (security),
                          desk_security_words_for_trust (security));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (gtk_widget_get_visible (self->popover))
    fill_in (self);
}

static void
desk_security_button_dispose (GObject *object)
{
  DeskSecurityButton *self = DESK_SECURITY_BUTTON (object);

  g_clear_object (&self->signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_SECURITY_BUTTON);

  G_OBJECT_CLASS (desk_security_button_parent_class)->dispose (object);
}

static void
desk_security_button_class_init (DeskSecurityButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_security_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-security-button.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskSecurityButton, button);
  gtk_widget_class_bind_template_child (widget_class, DeskSecurityButton, popover);
  gtk_widget_class_bind_template_child (widget_class, DeskSecurityButton, trust);
  gtk_widget_class_bind_template_child (widget_class, DeskSecurityButton, facts);
  gtk_widget_class_bind_template_callback (widget_class, fill_in);
  gtk_widget_class_bind_template_callback (widget_class, clear);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
desk_security_button_init (DeskSecurityButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (DESK_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "notify::security", G_CALLBACK (refresh), self);
  refresh (self);
}

/**
 * desk_security_button_set_session:
 * @self: a button
 * @session: (nullable): whose connection to tell of; without TLS the button is
 *   not there
 */
void
desk_security_button_set_session (DeskSecurityButton *self, DeskSession *session)
{
  g_return_if_fail (DESK_IS_SECURITY_BUTTON (self));

  g_signal_group_set_target (self->signals, session);
  refresh (self);
}

/**
 * desk_security_button_show:
 * @self: a button
 *
 * Opens the popover, if there is anything to tell.
 */
void
desk_security_button_show (DeskSecurityButton *self)
{
  g_return_if_fail (DESK_IS_SECURITY_BUTTON (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_menu_button_popup (self->button);
}

/**
 * desk_security_button_copy:
 * @self: a button
 *
 * Copies all that there is to tell as text.
 */
void
desk_security_button_copy (DeskSecurityButton *self)
{
  g_autoptr (DeskSecurity) security = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (DESK_IS_SECURITY_BUTTON (self));

  security = dup_security (self);
  if (security == NULL)
    return;
  text = desk_security_words_to_text (security);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}
