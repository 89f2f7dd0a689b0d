/* desk-link-page.c: where a link of another program leads, and whether to go there
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-link-page"

#include "config.h"

#include "desk-link-page.h"

#include <glib/gi18n.h>

#include "desk-secrets.h"

/* A link may come from a web page: nothing of it is markup, nothing happens
 * before a person agrees, and Enter does not agree. */
struct _DeskLinkPage
{
  GtkWidget parent_instance;

  GtkWidget *status_page;
  GtkListBox *list;
  GtkWidget *dismiss_button;

  DeskProfile *profile; /* (owned) */
  char *password;       /* (owned) (nullable): to be wiped */
  char **filters;       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (DeskLinkPage, desk_link_page, GTK_TYPE_WIDGET)

static gboolean
desk_link_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (DESK_LINK_PAGE (widget)->dismiss_button);
}

static void
desk_link_page_dispose (GObject *object)
{
  DeskLinkPage *self = DESK_LINK_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_LINK_PAGE);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->password, desk_secrets_free);
  g_clear_pointer (&self->filters, g_strfreev);

  G_OBJECT_CLASS (desk_link_page_parent_class)->dispose (object);
}

static void
desk_link_page_class_init (DeskLinkPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_link_page_dispose;
  widget_class->grab_focus = desk_link_page_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-link-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskLinkPage, status_page);
  gtk_widget_class_bind_template_child (widget_class, DeskLinkPage, list);
  gtk_widget_class_bind_template_child (widget_class, DeskLinkPage, dismiss_button);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
desk_link_page_init (DeskLinkPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
add_row (DeskLinkPage *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->list, row);

  return row;
}

/* Letters of other scripts may look like those of ours. */
static void
add_ascii_host (DeskLinkPage *self)
{
  const char *host = desk_profile_get_host (self->profile);
  g_autofree char *ascii = g_hostname_is_non_ascii (host) ? g_hostname_to_ascii (host) : NULL;

  if (ascii != NULL)
    add_row (self, _ ("The host’s name in ASCII"), ascii);
}

static gboolean
leads_there (DeskLinkPage *self, DeskProfile *profile)
{
  const char *username = desk_profile_get_username (self->profile);

  return g_ascii_strcasecmp (desk_profile_get_host (profile), desk_profile_get_host (self->profile)) == 0
         && desk_profile_get_port (profile) == desk_profile_get_port (self->profile)
         && g_str_equal (desk_profile_get_transport (profile), desk_profile_get_transport (self->profile))
         && (*username == '\0' || g_str_equal (desk_profile_get_username (profile), username));
}

static void
offer_profile (DeskLinkPage *self, DeskProfileStore *store)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (DeskProfile) profile = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (leads_there (self, profile))
        {
          GtkWidget *row = add_row (self, desk_profile_get_name (profile), _ ("A profile of yours leads there, too."));
          GtkWidget *button = gtk_button_new_with_label (_ ("Connect with it"));

          gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.follow-link-with");
          gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", desk_profile_get_id (profile));
          gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
          adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
          return;
        }
    }
}

/**
 * desk_link_page_new:
 * @profile: a temporary profile, made from the link
 * @password: (nullable): the password in the link; it is never shown
 * @filters: (nullable): topic filters in the link
 * @store: the saved profiles
 *
 * Returns: (transfer floating): a page that shows where the link leads
 */
GtkWidget *
desk_link_page_new (DeskProfile       *profile,
                    const char        *password,
                    const char *const *filters,
                    DeskProfileStore  *store)
{
  DeskLinkPage *self = g_object_new (DESK_TYPE_LINK_PAGE, NULL);
  g_autofree char *address = desk_profile_dup_address (profile);

  self->profile = g_object_ref (profile);
  self->password = g_strdup (password);
  self->filters = g_strdupv ((char **) filters);

  add_row (self, _ ("Address"), address);
  add_ascii_host (self);
  if (!desk_profile_get_uses_tls (profile))
    add_row (self, _ ("Without encryption"), _ ("Everybody on the way can read what is sent and received."));
  if (*desk_profile_get_username (profile) != '\0')
    add_row (self, _ ("User name"), desk_profile_get_username (profile));
  if (password != NULL)
    add_row (self, _ ("Password"), _ ("It is in the link, and is used for this connection alone."));
  if (filters != NULL && filters[0] != NULL)
    {
      g_autofree char *text = g_strjoinv (", ", (char **) filters);

      add_row (self, _ ("Subscription"), text);
    }
  offer_profile (self, store);

  return GTK_WIDGET (self);
}

/**
 * desk_link_page_get_profile:
 * @self: a page
 *
 * Returns: (transfer none): where the link leads
 */
DeskProfile *
desk_link_page_get_profile (DeskLinkPage *self)
{
  g_return_val_if_fail (DESK_IS_LINK_PAGE (self), NULL);

  return self->profile;
}

/**
 * desk_link_page_get_password:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the password in the link
 */
const char *
desk_link_page_get_password (DeskLinkPage *self)
{
  g_return_val_if_fail (DESK_IS_LINK_PAGE (self), NULL);

  return self->password;
}

/**
 * desk_link_page_get_filters:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the topic filters in the link
 */
const char *const *
desk_link_page_get_filters (DeskLinkPage *self)
{
  g_return_val_if_fail (DESK_IS_LINK_PAGE (self), NULL);

  return (const char *const *) self->filters;
}
