/* desk-connection-details.c: what is known of a connection and of its broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-connection-details"

#include "config.h"

#include "desk-connection-details.h"

#include <glib/gi18n.h>

#include "desk-connection-facts.h"
#include "desk-property-list.h"
#include "desk-toast.h"

#define MAX_ROWS 16

struct _DeskConnectionDetails
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;                   /* (unowned) */
  AdwPreferencesGroup *connection_group; /* (unowned) */
  AdwPreferencesGroup *limits_group;     /* (unowned) */
  AdwPreferencesGroup *no_limits_group;  /* (unowned): words instead of the limits */
  AdwPreferencesGroup *words_group;      /* (unowned) */
  AdwPreferencesGroup *pairs_group;      /* (unowned) */
  AdwPreferencesGroup *will_group;       /* (unowned) */
  DeskPropertyList *pairs;               /* (unowned) */
  GtkLabel *values[DESK_FACTS_N_GROUPS][MAX_ROWS]; /* (unowned) */
  DeskSession *session;                  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (DeskConnectionDetails, desk_connection_details, GTK_TYPE_WIDGET)

/* Returns whether there is anything to see. */
static gboolean
fill_group (DeskConnectionDetails *self, DeskFactsGroup group, const DeskConnectionFacts *facts)
{
  gboolean any = FALSE;
  const char *title;

  for (guint i = 0; (title = desk_connection_facts_get_title (group, i)) != NULL; i++)
    {
      GtkLabel *value = self->values[group][i];
      GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (value), GTK_TYPE_LIST_BOX_ROW);
      g_autofree char *words = desk_connection_facts_describe (facts, group, i);

      if (words != NULL && g_strcmp0 (gtk_label_get_text (value), words) != 0)
        {
          g_autofree char *name = g_strdup_printf ("%s: %s", title, words);

          gtk_label_set_text (value, words);
          gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
        }
      gtk_widget_set_visible (row, words != NULL);
      any = any || words != NULL;
    }

  return any;
}

static void
refresh (DeskConnectionDetails *self)
{
  g_autoptr (DeskProperties) pairs = NULL;
  DeskConnectionFacts facts;

  desk_connection_facts_init (&facts, self->session);
  fill_group (self, DESK_FACTS_CONNECTION, &facts);
  gtk_widget_set_visible (GTK_WIDGET (self->limits_group), fill_group (self, DESK_FACTS_LIMITS, &facts));
  /* The frame of a group would be there without its rows. */
  gtk_widget_set_visible (GTK_WIDGET (self->no_limits_group), facts.connected && !facts.is_5);
  gtk_widget_set_visible (GTK_WIDGET (self->words_group), fill_group (self, DESK_FACTS_WORDS, &facts));
  pairs = desk_connection_facts_dup_pairs (&facts);
  desk_property_list_set (self->pairs, pairs);
  gtk_widget_set_visible (GTK_WIDGET (self->pairs_group), desk_properties_get_length (pairs) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->will_group),
                          facts.connected && desk_profile_get_will (facts.profile)->enabled);
}

/* Nobody looks at it most of the time. */
static void
on_changed (DeskConnectionDetails *self)
{
  g_assert (DESK_IS_CONNECTION_DETAILS (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

static void
add_row (DeskConnectionDetails *self, AdwPreferencesGroup *group, DeskFactsGroup facts, guint i)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *value = gtk_label_new (NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), desk_connection_facts_get_title (facts, i));
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_label_set_wrap (GTK_LABEL (value), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_label_set_justify (GTK_LABEL (value), GTK_JUSTIFY_RIGHT);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_widget_add_css_class (value, "dim-label");
  gtk_widget_add_css_class (value, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), value);
  adw_preferences_group_add (group, row);
  self->values[facts][i] = GTK_LABEL (value);
}

static void
desk_connection_details_map (GtkWidget *widget)
{
  refresh (DESK_CONNECTION_DETAILS (widget));

  GTK_WIDGET_CLASS (desk_connection_details_parent_class)->map (widget);
}

static void
desk_connection_details_dispose (GObject *object)
{
  g_clear_object (&DESK_CONNECTION_DETAILS (object)->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), DESK_TYPE_CONNECTION_DETAILS);

  G_OBJECT_CLASS (desk_connection_details_parent_class)->dispose (object);
}

static void
desk_connection_details_class_init (DeskConnectionDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_connection_details_dispose;
  widget_class->map = desk_connection_details_map;

  g_type_ensure (DESK_TYPE_PROPERTY_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-connection-details.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionDetails, scrolled);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionDetails, connection_group);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionDetails, limits_group);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionDetails, no_limits_group);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionDetails, words_group);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionDetails, pairs_group);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionDetails, will_group);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionDetails, pairs);
}

static void
desk_connection_details_init (DeskConnectionDetails *self)
{
  AdwPreferencesGroup *groups[DESK_FACTS_N_GROUPS];

  gtk_widget_init_template (GTK_WIDGET (self));
  groups[DESK_FACTS_CONNECTION] = self->connection_group;
  groups[DESK_FACTS_LIMITS] = self->limits_group;
  groups[DESK_FACTS_WORDS] = self->words_group;
  for (DeskFactsGroup group = 0; group < DESK_FACTS_N_GROUPS; group++)
    for (guint i = 0; desk_connection_facts_get_title (group, i) != NULL; i++)
      add_row (self, groups[group], group, i);
}

/**
 * desk_connection_details_set_session:
 * @self: details
 * @session: the connection that they are about; set once
 */
void
desk_connection_details_set_session (DeskConnectionDetails *self, DeskSession *session)
{
  static const char *const watched[] = { "state", "step", "seconds-left", "error", "client-id", "session-present",
                                         "connack", "peer-address", "proxy", "security" };

  g_return_if_fail (DESK_IS_CONNECTION_DETAILS (self));
  g_return_if_fail (DESK_IS_SESSION (session));

  self->session = g_object_ref (session);
  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", watched[i], NULL);

      g_signal_connect_object (session, signal, G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (desk_session_get_profile (session), "part-changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * desk_connection_details_copy:
 * @self: details with a session
 *
 * Puts all that is known on the clipboard, one fact a line. There is no secret in it.
 */
void
desk_connection_details_copy (DeskConnectionDetails *self)
{
  DeskConnectionFacts facts;
  g_autofree char *text = NULL;

  g_return_if_fail (DESK_IS_CONNECTION_DETAILS (self));

  desk_connection_facts_init (&facts, self->session);
  text = desk_connection_facts_to_text (&facts);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  desk_toast (GTK_WIDGET (self), _ ("Copied what is known of the connection"));
}
