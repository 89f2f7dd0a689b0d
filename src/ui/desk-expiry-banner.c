/* desk-expiry-banner.c: tells that a certificate is about to expire
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-expiry-banner"

#include "config.h"

#include "desk-expiry-banner.h"

#include <glib/gi18n.h>

#include "desk-banner.h"
#include "desk-security-words.h"

struct _DeskExpiryBanner
{
  GtkWidget parent_instance;
  DeskSession *session; /* (owned) (nullable) */
  DeskBanner *banner;   /* (unowned) */
  char *words;          /* (owned) (nullable): what there is to tell */
  char *read;           /* (owned) (nullable): what the person has read of and closed */
};

G_DEFINE_FINAL_TYPE (DeskExpiryBanner, desk_expiry_banner, GTK_TYPE_WIDGET)

static void
show_or_hide (DeskExpiryBanner *self)
{
  const DeskBannerButton buttons[] = { { _ ("Show certificates"), "win.show-security" },
                                       { _ ("Understood"), "page.dismiss-expiry" } };

  if (self->words == NULL || g_strcmp0 (self->words, self->read) == 0)
    desk_banner_hide (self->banner);
  else
    desk_banner_show (self->banner, DESK_BANNER_WARNING, self->words, buttons, G_N_ELEMENTS (buttons));
}

/* Ours first: that is what the person can do something about. */
static char *
find_words (DeskSecurity *security)
{
  GTlsCertificate *own = desk_security_get_own_certificate (security);
  char *words = NULL;

  if (own != NULL)
    words = desk_security_words_for_end (own, TRUE);
  if (words == NULL && desk_security_get_n_certificates (security) > 0)
    words = desk_security_words_for_end (desk_security_get_certificate (security, 0), FALSE);

  return words;
}

static void
on_security_changed (DeskExpiryBanner *self)
{
  DeskSecurity *security = desk_session_get_security (self->session);

  g_assert (DESK_IS_EXPIRY_BANNER (self));

  g_free (self->words);
  self->words = security != NULL ? find_words (security) : NULL;
  show_or_hide (self);
}

static void
desk_expiry_banner_dispose (GObject *object)
{
  DeskExpiryBanner *self = DESK_EXPIRY_BANNER (object);

  if (self->banner != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->banner));
  self->banner = NULL;
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_expiry_banner_parent_class)->dispose (object);
}

static void
desk_expiry_banner_finalize (GObject *object)
{
  DeskExpiryBanner *self = DESK_EXPIRY_BANNER (object);

  g_free (self->words);
  g_free (self->read);

  G_OBJECT_CLASS (desk_expiry_banner_parent_class)->finalize (object);
}

static void
desk_expiry_banner_class_init (DeskExpiryBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_expiry_banner_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_expiry_banner_finalize;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
desk_expiry_banner_init (DeskExpiryBanner *self)
{
  GtkWidget *banner = desk_banner_new ();

  gtk_widget_set_parent (banner, GTK_WIDGET (self));
  self->banner = DESK_BANNER (banner);
}

/**
 * desk_expiry_banner_new:
 *
 * Returns: (transfer floating): a banner without a session
 */
GtkWidget *
desk_expiry_banner_new (void)
{
  return g_object_new (DESK_TYPE_EXPIRY_BANNER, NULL);
}

/**
 * desk_expiry_banner_set_session:
 * @self: a banner that has none yet
 * @session: whose certificates it tells about
 */
void
desk_expiry_banner_set_session (DeskExpiryBanner *self, DeskSession *session)
{
  g_return_if_fail (DESK_IS_EXPIRY_BANNER (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::security", G_CALLBACK (on_security_changed), self,
                           G_CONNECT_SWAPPED);
  on_security_changed (self);
}

/**
 * desk_expiry_banner_dismiss:
 * @self: a banner
 *
 * Says it no more, until there is something else to tell, be it a day less.
 */
void
desk_expiry_banner_dismiss (DeskExpiryBanner *self)
{
  g_return_if_fail (DESK_IS_EXPIRY_BANNER (self));

  g_free (self->read);
  self->read = g_strdup (self->words);
  show_or_hide (self);
}
