/* desk-tab.c: a connection as one tab of the window
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-tab"

#include "config.h"

#include <glib/gi18n.h>

#include "desk-connection-page.h"
#include "desk-format.h"
#include "desk-profile-mark.h"
#include "desk-tab.h"
#include "desk-words.h"

#define PAGE_KEY "desk-tab"

/* A number that changes all the time is not read faster than this. */
#define UNREAD_INTERVAL 1 /* s */

/* What a tab of AdwTabView cannot hold itself. It belongs to its page and goes with it. */
struct _DeskTab
{
  GObject parent_instance;

  AdwTabPage *page;     /* (unowned): it owns us */
  DeskSession *session; /* (owned) */
  DeskSignIn *sign_in;  /* (owned) */
  guint64 n_seen;       /* messages that had come when it was last in view */
  guint unread_source;
  gboolean offline;     /* whether it shows a file and will never be connected */
};

G_DEFINE_FINAL_TYPE (DeskTab, desk_tab, G_TYPE_OBJECT)

static void
refresh (DeskTab *self)
{
  DeskProfile *profile = desk_session_get_profile (self->session);
  const char *name = desk_profile_get_name (profile);
  DeskSessionState state = desk_session_get_state (self->session);
  gboolean failed = desk_session_get_error (self->session) != NULL
                    || desk_session_get_log_error (self->session) != NULL;
  g_autofree char *words = desk_words_for_state (state, desk_session_get_step (self->session),
                                                 desk_session_get_seconds_left (self->session), failed);
  g_autofree char *title = NULL;
  g_autofree char *tooltip = NULL;
  g_autofree char *escaped = NULL;
  g_autoptr (GIcon) icon = NULL;

  /* Translators: the name of a connection and its state, as in “Plant floor — waiting 12 s” */
  tooltip = g_strdup_printf (_ ("%s — %s"), name, words);
  title = g_strdup (state == DESK_SESSION_WAITING ? tooltip : name);
  escaped = g_markup_escape_text (tooltip, -1);
  /* While all is well the tab looks like its profile, else like what is the matter, in the profile’s colour. */
  if (state == DESK_SESSION_CONNECTED && !failed && desk_profile_mark_is_set (profile))
    icon = desk_profile_mark_new (profile, NULL);
  else
    icon = desk_profile_mark_new (profile, desk_icon_for_state (state, failed));
  if (self->offline)
    {
      g_object_unref (icon);
      icon = g_themed_icon_new ("document-open-symbolic");
      g_free (escaped);
      escaped = g_markup_escape_text (name, -1);
    }
  adw_tab_page_set_title (self->page, title);
  adw_tab_page_set_tooltip (self->page, escaped);
  adw_tab_page_set_loading (self->page,
                            state == DESK_SESSION_CONNECTING || state == DESK_SESSION_DISCONNECTING);
  adw_tab_page_set_icon (self->page, icon);
}

static void
on_state_changed (DeskTab *self)
{
  DeskSessionState state = desk_session_get_state (self->session);

  if (!adw_tab_page_get_selected (self->page)
      && (state == DESK_SESSION_WAITING
          || (state == DESK_SESSION_DISCONNECTED && desk_session_get_error (self->session) != NULL)))
    adw_tab_page_set_needs_attention (self->page, TRUE);
  refresh (self);
}

/* A dot in the tab, and how many messages came since it was in view */
static void
show_unread (DeskTab *self)
{
  guint64 n = desk_session_get_n_received (self->session) - self->n_seen;
  g_autofree char *count = desk_format_count (n);
  g_autofree char *words = g_strdup_printf (ngettext ("%s new message", "%s new messages", (gulong) MIN (n, G_MAXULONG)),
                                            count);
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  g_autoptr (GIcon) icon = NULL;

  if (n == 0)
    {
      adw_tab_page_set_indicator_icon (self->page, NULL);
      adw_tab_page_set_indicator_tooltip (self->page, "");
      return;
    }
  if (adw_tab_page_get_indicator_icon (self->page) == NULL)
    {
      icon = g_themed_icon_new ("mail-unread-symbolic");
      adw_tab_page_set_indicator_icon (self->page, icon);
    }
  adw_tab_page_set_indicator_tooltip (self->page, escaped);
}

static gboolean
on_unread_source (gpointer user_data)
{
  DeskTab *self = DESK_TAB (user_data);

  self->unread_source = 0;
  show_unread (self);

  return G_SOURCE_REMOVE;
}

static void
on_received (DeskTab *self)
{
  if (adw_tab_page_get_selected (self->page))
    self->n_seen = desk_session_get_n_received (self->session);
  else if (self->unread_source == 0)
    {
      show_unread (self);
      self->unread_source = g_timeout_add_seconds (UNREAD_INTERVAL, on_unread_source, self);
    }
}

static void
on_selected (DeskTab *self)
{
  if (adw_tab_page_get_selected (self->page))
    adw_tab_page_set_needs_attention (self->page, FALSE);
  self->n_seen = desk_session_get_n_received (self->session);
  g_clear_handle_id (&self->unread_source, g_source_remove);
  show_unread (self);
}

static void
desk_tab_dispose (GObject *object)
{
  DeskTab *self = DESK_TAB (object);

  if (self->sign_in != NULL)
    g_object_run_dispose (G_OBJECT (self->sign_in));
  g_clear_handle_id (&self->unread_source, g_source_remove);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_tab_parent_class)->dispose (object);
}

static void
desk_tab_class_init (DeskTabClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_tab_dispose;
}

static void
desk_tab_init (DeskTab *self)
{
}

/**
 * desk_tab_new:
 * @page: the page that shows @session
 * @session: a connection
 *
 * Keeps title, icon and attention of @page as @session is.
 *
 * Returns: (transfer none): a new tab, which @page owns
 */
DeskTab *
desk_tab_new (AdwTabPage *page, DeskSession *session)
{
  DeskTab *self;
  static const char *const watched[] = { "notify::step", "notify::seconds-left", "notify::error",
                                         "notify::log-error" };
  static const char *const looks[] = { "notify::name", "notify::icon", "notify::colour" };

  g_return_val_if_fail (ADW_IS_TAB_PAGE (page), NULL);
  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (DESK_TYPE_TAB, NULL);
  self->page = page;
  self->session = g_object_ref (session);
  self->sign_in = desk_sign_in_new (session);
  g_object_set_data_full (G_OBJECT (page), PAGE_KEY, self, g_object_unref);

  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_state_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::n-received", G_CALLBACK (on_received), self, G_CONNECT_SWAPPED);
  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (session, watched[i], G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    g_signal_connect_object (desk_session_get_profile (session), looks[i], G_CALLBACK (refresh), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  refresh (self);

  return self;
}

/**
 * desk_tab_from_page:
 * @page: (nullable): any page of the window
 *
 * Returns: (transfer none) (nullable): its tab; %NULL if it shows no connection
 */
DeskTab *
desk_tab_from_page (AdwTabPage *page)
{
  return page != NULL ? g_object_get_data (G_OBJECT (page), PAGE_KEY) : NULL;
}

/**
 * desk_tab_get_session:
 *
 * Returns: (transfer none): the connection
 */
DeskSession *
desk_tab_get_session (DeskTab *self)
{
  g_return_val_if_fail (DESK_IS_TAB (self), NULL);

  return self->session;
}

/**
 * desk_tab_get_sign_in:
 *
 * Returns: (transfer none): what starts the connection
 */
DeskSignIn *
desk_tab_get_sign_in (DeskTab *self)
{
  g_return_val_if_fail (DESK_IS_TAB (self), NULL);

  return self->sign_in;
}

/**
 * desk_tab_get_page:
 *
 * Returns: (transfer none): the page that shows the connection
 */
AdwTabPage *
desk_tab_get_page (DeskTab *self)
{
  g_return_val_if_fail (DESK_IS_TAB (self), NULL);

  return self->page;
}

/**
 * desk_tab_get_offline:
 *
 * Returns: whether it shows a file and will never be connected
 */
gboolean
desk_tab_get_offline (DeskTab *self)
{
  g_return_val_if_fail (DESK_IS_TAB (self), FALSE);

  return self->offline;
}

/**
 * desk_tab_set_offline:
 *
 * Says that it shows a file and will never be connected.
 */
void
desk_tab_set_offline (DeskTab *self)
{
  g_return_if_fail (DESK_IS_TAB (self));

  self->offline = TRUE;
  desk_connection_page_set_offline (DESK_CONNECTION_PAGE (adw_tab_page_get_child (self->page)));
  refresh (self);
}
