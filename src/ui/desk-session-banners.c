/* desk-session-banners.c: what a person has to know about a session
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-session-banners"

#include "config.h"

#include "desk-session-banners.h"

#include <glib/gi18n.h>

#include "desk-banner.h"
#include "desk-error.h"
#include "desk-expiry-banner.h"
#include "desk-format.h"

#define HELD_BACK_MIN 0.5  /* s that reading must have paused before it is told */

/* From top to bottom, so that the worst is read first. */
struct _DeskSessionBanners
{
  GtkWidget parent_instance;
  DeskSession *session;   /* (owned) (nullable) */
  DeskBanner *connection; /* (unowned): why there is no connection */
  DeskBanner *log;        /* (unowned): why nothing is logged */
  DeskBanner *gap;        /* (unowned): messages could not be kept */
  DeskBanner *aside;      /* (unowned): a damaged log was set aside */
  DeskBanner *silence;    /* (unowned): the broker does not answer */
  DeskExpiryBanner *expiry; /* (unowned): a certificate is about to expire */
  DeskBanner *pressure;   /* (unowned): reading from the broker was paused */
  double held_back_read;  /* s that the person has read of and closed */
  guint64 lost_read;      /* messages that the person has read of and closed */
  char *aside_read;       /* (owned) (nullable): the name of the one that somebody knows of */
};

G_DEFINE_FINAL_TYPE (DeskSessionBanners, desk_session_banners, GTK_TYPE_WIDGET)

#define SHOW(banner, tone, text, buttons) \
  desk_banner_show (banner, tone, text, buttons, G_N_ELEMENTS (buttons))

static void
show_waiting (DeskSessionBanners *self, const char *text)
{
  /* To stop it there is the button of the window. */
  const DeskBannerButton buttons[] = { { _ ("Try now"), "win.try-now" },
                                       { _ ("Check connection…"), "win.check-connection" } };
  guint seconds = desk_session_get_seconds_left (self->session);
  g_autofree char *count = desk_format_count (seconds);
  g_autofree char *detail = NULL;

  if (seconds > 0)
    detail = g_strdup_printf (ngettext ("Trying again in %s second.", "Trying again in %s seconds.", seconds),
                              count);
  else
    detail = g_strdup (_ ("Trying again…"));
  SHOW (self->connection, DESK_BANNER_WARNING, text, buttons);
  desk_banner_set_detail (self->connection, detail);
}

/* Where another try alone will not help. */
static gboolean
is_about_profile (const GError *error)
{
  static const DeskError codes[] = {
    DESK_ERROR_CLIENT_ID_TAKEN,  DESK_ERROR_BAD_CREDENTIALS,  DESK_ERROR_NOT_AUTHORIZED,
    DESK_ERROR_BAD_VERSION,      DESK_ERROR_BAD_CLIENT_ID,    DESK_ERROR_INVALID_PROFILE,
    DESK_ERROR_PACKET_TOO_LARGE, DESK_ERROR_RESOLVE,          DESK_ERROR_CONNECT_REFUSED,
    DESK_ERROR_SERVER_MOVED,     DESK_ERROR_CERTIFICATE,      DESK_ERROR_CLIENT_CERTIFICATE,
    DESK_ERROR_TLS,              DESK_ERROR_PROXY,            DESK_ERROR_PROXY_AUTH,
    DESK_ERROR_WEBSOCKET,        DESK_ERROR_PASSPHRASE,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_error_matches (error, DESK_ERROR, (int) codes[i]))
        return TRUE;
    }

  return FALSE;
}

static void
show_failed (DeskSessionBanners *self, const GError *error)
{
  DeskProfile *profile = desk_session_get_profile (self->session);
  g_autofree char *edit = g_strdup_printf ("win.edit-profile::%s", desk_profile_get_id (profile));
  const gboolean has_suspect = desk_session_get_suspect (self->session) != NULL;
  DeskBannerButton buttons[5];
  guint n = 0;

  if (has_suspect && g_error_matches (error, DESK_ERROR, DESK_ERROR_SUBSCRIBE_LOOP))
    buttons[n++] = (DeskBannerButton) { _ ("Unsubscribe and connect"), "page.connect-without-suspect" };
  else if (has_suspect)
    buttons[n++] = (DeskBannerButton) { _ ("Give up on it and connect"), "page.connect-without-suspect" };

  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_CLIENT_ID_TAKEN))
    buttons[n++] = (DeskBannerButton) { _ ("Connect under a new client ID"), "win.connect-as-new-client" };
  else
    buttons[n++] = (DeskBannerButton) { _ ("Try again"), "win.connect" };
  if (desk_error_get_fingerprint (error) != NULL)
    buttons[n++] = (DeskBannerButton) { _ ("Trust this certificate…"), "win.trust-certificate" };
  /* What came from a URI is not a saved profile that could be edited. */
  if (is_about_profile (error) && !desk_profile_get_temporary (profile))
    buttons[n++] = (DeskBannerButton) { _ ("Edit profile…"), edit };

  buttons[n++] = (DeskBannerButton) { _ ("Check connection…"), "win.check-connection" };

  desk_banner_set_detail (self->connection, NULL);
  desk_banner_show (self->connection, DESK_BANNER_ERROR, error->message, buttons, n);
}

static void
update_connection (DeskSessionBanners *self)
{
  const GError *error = desk_session_get_error (self->session);

  g_assert (DESK_IS_SESSION_BANNERS (self));

  if (error == NULL)
    {
      desk_banner_hide (self->connection);
      return;
    }

  switch (desk_session_get_state (self->session))
    {
    case DESK_SESSION_WAITING:
      show_waiting (self, error->message);
      break;
    case DESK_SESSION_CONNECTING:
      desk_banner_show (self->connection, DESK_BANNER_WARNING, error->message, NULL, 0);
      desk_banner_set_detail (self->connection, _ ("Trying again…"));
      break;
    case DESK_SESSION_DISCONNECTED:
      show_failed (self, error);
      break;
    case DESK_SESSION_CONNECTED:
    case DESK_SESSION_DISCONNECTING:
    default:
      desk_banner_hide (self->connection);
    }
}

/* The log tries by itself whether it can go on, so there is no button. */
static void
show_not_written (DeskSessionBanners *self, const GError *error)
{
  desk_banner_set_detail (self->log, _ ("Messages are still received and wait in memory."));
  desk_banner_show (self->log, DESK_BANNER_ERROR, error->message, NULL, 0);
}

static void
update_log (DeskSessionBanners *self)
{
  const DeskBannerButton again[] = { { _ ("Try again"), "win.connect" } };
  const GError *open_error = desk_session_get_log_error (self->session);
  const GError *write_error = desk_log_get_error (desk_session_get_log (self->session));

  g_assert (DESK_IS_SESSION_BANNERS (self));

  desk_banner_set_detail (self->log, NULL);
  if (g_error_matches (open_error, DESK_ERROR, DESK_ERROR_LOG_BUSY))
    {
      /* The other one may be at it for days; its end is noticed without a button. */
      desk_banner_set_detail (self->log, desk_session_get_waits_for_log (self->session)
                                             ? _ ("What it records is shown here, and this window connects "
                                                  "when it ends.")
                                             : _ ("What it records is shown here."));
      SHOW (self->log, DESK_BANNER_INFORMATION, open_error->message, again);
    }
  else if (g_error_matches (open_error, DESK_ERROR, DESK_ERROR_LOG_FULL)
           || g_error_matches (open_error, DESK_ERROR, DESK_ERROR_LOG_READ_ONLY))
    show_not_written (self, open_error);
  else if (open_error != NULL)
    SHOW (self->log, DESK_BANNER_ERROR, open_error->message, again);
  else if (write_error != NULL)
    show_not_written (self, write_error);
  else
    desk_banner_hide (self->log);
}

static void
update_gap (DeskSessionBanners *self)
{
  const DeskBannerButton understood[] = { { _ ("Understood"), "page.dismiss-gap" } };
  g_autofree char *count = NULL;
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autofree char *words = NULL;
  DeskLogGap gap;

  desk_log_get_gap (desk_session_get_log (self->session), &gap);
  if (gap.lost <= self->lost_read)
    {
      desk_banner_hide (self->gap);
      return;
    }

  count = desk_format_count (gap.lost - self->lost_read);
  from = desk_format_clock (gap.from);
  until = desk_format_clock (gap.until);
  /* Translators: a number of messages, and two times of day */
  words = g_strdup_printf (ngettext ("%s message could not be kept, as the log could not be written for too long "
                                     "(%s to %s). The log marks where it is missing.",
                                     "%s messages could not be kept, as the log could not be written for too long "
                                     "(%s to %s). The log marks where they are missing.",
                                     (gulong) (gap.lost - self->lost_read)),
                           count, from, until);
  SHOW (self->gap, DESK_BANNER_ERROR, words, understood);
}

static void
update_aside (DeskSessionBanners *self)
{
  const DeskBannerButton understood[] = { { _ ("Understood"), "page.dismiss-set-aside" } };
  const char *path = desk_log_get_set_aside (desk_session_get_log (self->session));
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  if (path == NULL || g_strcmp0 (path, self->aside_read) == 0)
    {
      desk_banner_hide (self->aside);
      return;
    }
  name = g_filename_display_name (path);
  words = g_strdup_printf (_ ("The log was damaged. What was in it is kept as “%s”, and a new one has "
                              "begun."), name);
  SHOW (self->aside, DESK_BANNER_WARNING, words, understood);
}

static void
update_silence (DeskSessionBanners *self)
{
  const DeskBannerButton check[] = { { _ ("Check now"), "page.check-now" } };
  guint silent = desk_session_get_silent_for (self->session);
  g_autofree char *count = desk_format_count (silent);
  g_autofree char *words = NULL;

  g_assert (DESK_IS_SESSION_BANNERS (self));

  /* Within the keep-alive a broker that has nothing to say is silent too. */
  if (!desk_session_get_answer_late (self->session)
      || desk_session_get_state (self->session) != DESK_SESSION_CONNECTED)
    {
      desk_banner_hide (self->silence);
      return;
    }
  words = g_strdup_printf (ngettext ("The broker does not answer: the last packet was seen %s second ago.",
                                     "The broker does not answer: the last packet was seen %s seconds ago.", silent),
                           count);
  SHOW (self->silence, DESK_BANNER_WARNING, words, check);
}

static void
update_pressure (DeskSessionBanners *self)
{
  const DeskBannerButton understood[] = { { _ ("Understood"), "page.dismiss-held-back" } };
  double held_back = desk_log_get_held_back (desk_session_get_log (self->session));
  g_autofree char *span = NULL;
  g_autofree char *words = NULL;

  if (held_back - self->held_back_read < HELD_BACK_MIN)
    {
      desk_banner_hide (self->pressure);
      return;
    }
  span = desk_format_span ((gint64) (held_back * G_TIME_SPAN_SECOND));
  words = g_strdup_printf (_ ("Messages come faster than the disk can take them: reading was held back for %s "
                              "so far. Nothing was dropped here, but the broker may drop what it cannot send."),
                           span);
  SHOW (self->pressure, DESK_BANNER_WARNING, words, understood);
}

static void
on_log_changed (DeskSessionBanners *self)
{
  g_assert (DESK_IS_SESSION_BANNERS (self));

  update_log (self);
  update_gap (self);
  update_aside (self);
  update_pressure (self);
}

static void
desk_session_banners_dispose (GObject *object)
{
  DeskSessionBanners *self = DESK_SESSION_BANNERS (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  g_clear_pointer (&self->aside_read, g_free);

  G_OBJECT_CLASS (desk_session_banners_parent_class)->dispose (object);
}

static void
desk_session_banners_class_init (DeskSessionBannersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_session_banners_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static DeskBanner *
add_banner (DeskSessionBanners *self)
{
  GtkWidget *banner = desk_banner_new ();

  gtk_widget_set_parent (banner, GTK_WIDGET (self));

  return DESK_BANNER (banner);
}

static void
desk_session_banners_init (DeskSessionBanners *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *expiry;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->connection = add_banner (self);
  self->log = add_banner (self);
  self->gap = add_banner (self);
  self->aside = add_banner (self);
  self->silence = add_banner (self);
  self->pressure = add_banner (self);
  expiry = desk_expiry_banner_new ();
  gtk_widget_set_parent (expiry, GTK_WIDGET (self));
  self->expiry = DESK_EXPIRY_BANNER (expiry);
}

/**
 * desk_session_banners_new:
 *
 * Returns: (transfer floating): banners without a session
 */
GtkWidget *
desk_session_banners_new (void)
{
  return g_object_new (DESK_TYPE_SESSION_BANNERS, NULL);
}

/**
 * desk_session_banners_set_session:
 * @self: banners that have none yet
 * @session: what they tell about
 */
void
desk_session_banners_set_session (DeskSessionBanners *self, DeskSession *session)
{
  DeskLog *log;

  g_return_if_fail (DESK_IS_SESSION_BANNERS (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  log = desk_session_get_log (session);
  g_signal_connect_object (session, "notify::error", G_CALLBACK (update_connection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update_connection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::seconds-left", G_CALLBACK (update_connection), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::log-error", G_CALLBACK (update_log), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::silent-for", G_CALLBACK (update_silence), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::answer-late", G_CALLBACK (update_silence), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update_silence), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (log, "notify", G_CALLBACK (on_log_changed), self, G_CONNECT_SWAPPED);
  desk_expiry_banner_set_session (self->expiry, session);
  update_connection (self);
  on_log_changed (self);
}

/**
 * desk_session_banners_dismiss_expiry:
 * @self: banners with a session
 *
 * Says no more that a certificate is about to expire.
 */
void
desk_session_banners_dismiss_expiry (DeskSessionBanners *self)
{
  g_return_if_fail (DESK_IS_SESSION_BANNERS (self));

  desk_expiry_banner_dismiss (self->expiry);
}

/**
 * desk_session_banners_dismiss_gap:
 * @self: banners with a session
 *
 * Says no more that messages could not be kept, until there are more.
 */
void
desk_session_banners_dismiss_gap (DeskSessionBanners *self)
{
  DeskLogGap gap;

  g_return_if_fail (DESK_IS_SESSION_BANNERS (self));

  desk_log_get_gap (desk_session_get_log (self->session), &gap);
  self->lost_read = gap.lost;
  update_gap (self);
}

/**
 * desk_session_banners_dismiss_set_aside:
 * @self: banners with a session
 *
 * Says no more that a damaged log was set aside.
 */
void
desk_session_banners_dismiss_set_aside (DeskSessionBanners *self)
{
  g_return_if_fail (DESK_IS_SESSION_BANNERS (self));

  g_free (self->aside_read);
  self->aside_read = g_strdup (desk_log_get_set_aside (desk_session_get_log (self->session)));
  update_aside (self);
}

/**
 * desk_session_banners_dismiss_held_back:
 * @self: banners with a session
 *
 * Says no more that reading was paused, until it is paused again.
 */
void
desk_session_banners_dismiss_held_back (DeskSessionBanners *self)
{
  g_return_if_fail (DESK_IS_SESSION_BANNERS (self));

  self->held_back_read = desk_log_get_held_back (desk_session_get_log (self->session));
  update_pressure (self);
}
