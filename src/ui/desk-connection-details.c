/* desk-connection-details.c: what is known of a connection and of its broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-connection-details"

#include "config.h"

#include "desk-connection-details.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-property-list.h"
#include "desk-words.h"

typedef struct
{
  DeskSession *session;
  DeskProfile *profile;
  DeskProperties *connack; /* (nullable) */
  DeskServerLimits limits;
  gboolean connected;
  gboolean is_5;
} Facts;

/* Describes a fact in words (transfer full); %NULL hides its row. */
typedef char *(*Describe) (const Facts *facts);

#define MAX_ROWS 10

struct _DeskConnectionDetails
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;                   /* (unowned) */
  AdwPreferencesGroup *connection_group; /* (unowned) */
  AdwPreferencesGroup *limits_group;     /* (unowned) */
  AdwPreferencesGroup *words_group;      /* (unowned) */
  AdwPreferencesGroup *pairs_group;      /* (unowned) */
  AdwPreferencesGroup *will_group;       /* (unowned) */
  DeskPropertyList *pairs;               /* (unowned) */
  GtkLabel *values[3][MAX_ROWS];         /* (unowned): of the tables below */
  DeskSession *session;                  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (DeskConnectionDetails, desk_connection_details, GTK_TYPE_WIDGET)

static const DeskProperty *
find (const Facts *facts, DeskPropertyId id)
{
  return desk_properties_find (facts->connack, id);
}

/* What MQTT counts in whole seconds */
static char *
format_seconds (guint32 seconds)
{
  if (seconds < 60)
    return g_strdup_printf (_ ("%u s"), seconds);

  return desk_format_span (seconds * G_TIME_SPAN_SECOND);
}

static char *
describe_state (const Facts *facts)
{
  const GError *error = desk_session_get_error (facts->session);

  return desk_words_for_state (desk_session_get_state (facts->session), desk_session_get_step (facts->session),
                               desk_session_get_seconds_left (facts->session), error != NULL);
}

static char *
describe_error (const Facts *facts)
{
  const GError *error = desk_session_get_error (facts->session);

  return error != NULL ? g_strdup (error->message) : NULL;
}

static char *
describe_address (const Facts *facts)
{
  return desk_profile_dup_address (facts->profile);
}

static char *
describe_version (const Facts *facts)
{
  return g_strdup (desk_words_for_version (desk_profile_get_mqtt_version (facts->profile)));
}

static char *
describe_client_id (const Facts *facts)
{
  const char *id = desk_session_get_client_id (facts->session);
  g_autofree char *shown = id != NULL && *id != '\0' ? desk_format_topic (id) : NULL;

  if (shown == NULL)
    return NULL;
  if (find (facts, DESK_PROP_ASSIGNED_CLIENT_IDENTIFIER) != NULL)
    return g_strdup_printf (_ ("%s, which the broker chose"), shown);

  return g_steal_pointer (&shown);
}

static char *
describe_since (const Facts *facts)
{
  DeskTally tally;

  if (!facts->connected)
    return NULL;
  desk_session_get_tally (facts->session, &tally);

  return desk_format_moment (tally.connection.since);
}

static char *
describe_session (const Facts *facts)
{
  if (!facts->connected)
    return NULL;
  if (desk_session_get_session_present (facts->session))
    return g_strdup (_ ("The broker kept the one from before, with its subscriptions"));

  return g_strdup (_ ("A new one"));
}

static char *
describe_expiry (const Facts *facts)
{
  const DeskProperty *server = find (facts, DESK_PROP_SESSION_EXPIRY_INTERVAL);
  const DeskProfileMqtt5 *mqtt5 = desk_profile_get_mqtt5 (facts->profile);
  gint64 seconds;

  if (!facts->connected || !facts->is_5)
    return NULL;

  seconds = desk_profile_get_clean_start (facts->profile) ? 0 : G_MAXUINT32;
  if (mqtt5->session_never_expires)
    seconds = G_MAXUINT32;
  else if (mqtt5->session_expiry >= 0)
    seconds = mqtt5->session_expiry;
  if (server != NULL)
    seconds = server->number;
  if (seconds == 0)
    return g_strdup (_ ("Ends with the connection"));
  if (seconds == G_MAXUINT32)
    return g_strdup (_ ("Does not expire"));
  {
    g_autofree char *span = format_seconds ((guint32) seconds);

    return server != NULL ? g_strdup_printf (_ ("Kept for %s, as the broker wants"), span)
                          : g_strdup_printf (_ ("Kept for %s"), span);
  }
}

static char *
describe_keep_alive (const Facts *facts)
{
  const DeskProperty *server = find (facts, DESK_PROP_SERVER_KEEP_ALIVE);
  guint seconds = server != NULL ? server->number : desk_profile_get_keep_alive (facts->profile);
  g_autofree char *span = format_seconds (seconds);

  if (!facts->connected)
    return NULL;
  if (seconds == 0)
    return g_strdup (_ ("None"));

  return server != NULL ? g_strdup_printf (_ ("%s, as the broker wants"), span) : g_steal_pointer (&span);
}

static char *
describe_yes_no (gboolean available)
{
  return g_strdup (available ? _ ("Yes") : _ ("No, the broker refuses them"));
}

static char *
describe_qos (const Facts *facts)
{
  return g_strdup_printf ("%u", facts->limits.maximum_qos);
}

static char *
describe_retain (const Facts *facts)
{
  return describe_yes_no (facts->limits.retain_available);
}

static char *
describe_wildcards (const Facts *facts)
{
  return describe_yes_no (facts->limits.wildcards_available);
}

static char *
describe_shared (const Facts *facts)
{
  return describe_yes_no (facts->limits.shared_available);
}

static char *
describe_identifiers (const Facts *facts)
{
  return describe_yes_no (facts->limits.identifiers_available);
}

static char *
describe_packet_size (const Facts *facts)
{
  if (facts->limits.maximum_packet_size == 0)
    return g_strdup (_ ("As large as MQTT allows"));

  return g_format_size (facts->limits.maximum_packet_size);
}

static char *
describe_receive_maximum (const Facts *facts)
{
  return desk_format_count (facts->limits.receive_maximum);
}

static char *
describe_aliases (const Facts *facts)
{
  if (facts->limits.topic_alias_maximum == 0)
    return g_strdup (_ ("None"));

  return desk_format_count (facts->limits.topic_alias_maximum);
}

static char *
describe_string (const Facts *facts, DeskPropertyId id)
{
  const DeskProperty *property = find (facts, id);

  return property != NULL ? desk_format_topic (property->string) : NULL;
}

static char *
describe_reason (const Facts *facts)
{
  return describe_string (facts, DESK_PROP_REASON_STRING);
}

static char *
describe_response_information (const Facts *facts)
{
  return describe_string (facts, DESK_PROP_RESPONSE_INFORMATION);
}

static char *
describe_server_reference (const Facts *facts)
{
  return describe_string (facts, DESK_PROP_SERVER_REFERENCE);
}

static char *
describe_method (const Facts *facts)
{
  return describe_string (facts, DESK_PROP_AUTHENTICATION_METHOD);
}

enum
{
  TABLE_CONNECTION,
  TABLE_LIMITS,
  TABLE_WORDS,
  N_TABLES
};

/* Another fact is a function and a line. */
static const struct
{
  const char *title;
  Describe describe;
} tables[N_TABLES][MAX_ROWS] = {
  [TABLE_CONNECTION] = {
    { N_ ("State"), describe_state },
    { N_ ("Why it ended"), describe_error },
    { N_ ("Address"), describe_address },
    { N_ ("Protocol"), describe_version },
    { N_ ("Client ID"), describe_client_id },
    { N_ ("Connected since"), describe_since },
    { N_ ("Session"), describe_session },
    { N_ ("Session without a connection"), describe_expiry },
    { N_ ("Keep-alive"), describe_keep_alive },
  },
  [TABLE_LIMITS] = {
    { N_ ("Highest QoS"), describe_qos },
    { N_ ("Retained messages"), describe_retain },
    { N_ ("Wildcards in subscriptions"), describe_wildcards },
    { N_ ("Shared subscriptions"), describe_shared },
    { N_ ("Subscription identifiers"), describe_identifiers },
    { N_ ("Largest packet"), describe_packet_size },
    { N_ ("Messages without an acknowledgement"), describe_receive_maximum },
    { N_ ("Topic aliases"), describe_aliases },
  },
  [TABLE_WORDS] = {
    { N_ ("Reason"), describe_reason },
    { N_ ("Response information"), describe_response_information },
    { N_ ("Other server"), describe_server_reference },
    { N_ ("Authentication method"), describe_method },
  },
};

static DeskProperties *
pick_pairs (DeskProperties *connack)
{
  DeskProperties *pairs = desk_properties_new ();

  for (guint i = 0; connack != NULL && i < desk_properties_get_length (connack); i++)
    {
      const DeskProperty *property = desk_properties_get (connack, i);

      if (property->kind == DESK_PROPERTY_PAIR)
        desk_properties_add_pair (pairs, property->name, -1, property->string, -1);
    }

  return pairs;
}

/* Returns whether there is anything to see. */
static gboolean
fill_table (DeskConnectionDetails *self, guint table, const Facts *facts)
{
  gboolean any = FALSE;

  for (guint i = 0; i < MAX_ROWS && tables[table][i].describe != NULL; i++)
    {
      GtkLabel *value = self->values[table][i];
      GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (value), GTK_TYPE_LIST_BOX_ROW);
      g_autofree char *words = tables[table][i].describe (facts);

      if (words != NULL && g_strcmp0 (gtk_label_get_text (value), words) != 0)
        {
          g_autofree char *name = g_strdup_printf ("%s: %s", _ (tables[table][i].title), words);

          gtk_label_set_text (value, words);
          gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
        }
      gtk_widget_set_visible (row, words != NULL);
      any = any || words != NULL;
    }

  return any;
}

static const char *
describe_limits (const Facts *facts)
{
  if (!facts->connected)
    return NULL;
  if (!facts->is_5)
    return _ ("Before MQTT 5 a broker does not tell its limits. Choose MQTT 5 in the profile to see them.");

  return _ ("What it did not tell is as the standard says");
}

static void
refresh (DeskConnectionDetails *self)
{
  DeskProfile *profile = desk_session_get_profile (self->session);
  g_autoptr (DeskProperties) pairs = NULL;
  Facts facts = {
    .session = self->session,
    .profile = profile,
    .connack = desk_session_get_connack (self->session),
    .connected = desk_session_get_state (self->session) == DESK_SESSION_CONNECTED,
    .is_5 = desk_profile_get_mqtt_version (profile) == DESK_MQTT_5,
  };

  desk_session_get_limits (self->session, &facts.limits);
  fill_table (self, TABLE_CONNECTION, &facts);
  fill_table (self, TABLE_LIMITS, &facts);
  adw_preferences_group_set_description (self->limits_group, describe_limits (&facts));
  gtk_widget_set_visible (GTK_WIDGET (self->limits_group), facts.connected);
  for (guint i = 0; i < MAX_ROWS && tables[TABLE_LIMITS][i].describe != NULL && !facts.is_5; i++)
    gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->values[TABLE_LIMITS][i]),
                                                     GTK_TYPE_LIST_BOX_ROW),
                            FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->words_group), fill_table (self, TABLE_WORDS, &facts));
  pairs = pick_pairs (facts.connack);
  desk_property_list_set (self->pairs, pairs);
  gtk_widget_set_visible (GTK_WIDGET (self->pairs_group), desk_properties_get_length (pairs) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->will_group), facts.connected && desk_profile_get_will (profile)->enabled);
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
add_row (DeskConnectionDetails *self, AdwPreferencesGroup *group, guint table, guint i)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *value = gtk_label_new (NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (tables[table][i].title));
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
  self->values[table][i] = GTK_LABEL (value);
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
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionDetails, words_group);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionDetails, pairs_group);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionDetails, will_group);
  gtk_widget_class_bind_template_child (widget_class, DeskConnectionDetails, pairs);
}

static void
desk_connection_details_init (DeskConnectionDetails *self)
{
  AdwPreferencesGroup *groups[N_TABLES];

  gtk_widget_init_template (GTK_WIDGET (self));
  groups[TABLE_CONNECTION] = self->connection_group;
  groups[TABLE_LIMITS] = self->limits_group;
  groups[TABLE_WORDS] = self->words_group;
  for (guint table = 0; table < N_TABLES; table++)
    for (guint i = 0; i < MAX_ROWS && tables[table][i].describe != NULL; i++)
      add_row (self, groups[table], table, i);
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
                                         "connack" };

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
