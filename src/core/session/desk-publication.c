/* desk-publication.c: one message that a person published and what became of it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-publication"

#include "config.h"

#include <string.h>

#include "desk-properties.h"
#include "desk-publication-private.h"

/* What one takes beside its topic, its payload and its properties, more or less */
#define OVERHEAD 512

struct _DeskPublication
{
  GObject parent_instance;

  guint64 id;
  gint64 time; /* µs since 1970, UTC: when it was published */
  char *topic;
  GBytes *payload;            /* (owned) (nullable): NULL when it was sent and the room was needed */
  DeskProperties *properties; /* (owned) (nullable) */
  guint qos;
  gboolean retained;
  gboolean held;
  gboolean listed;
  gboolean unwanted;
  gsize size;
  gsize cost;   /* bytes that it takes while it has its payload */
  gint64 began; /* monotonic, µs: when it was handed on */
  DeskPublicationState state;
  gint64 latency;
  gboolean no_subscribers;
  GError *error; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (DeskPublication, desk_publication, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_TOPIC,
  PROP_QOS,
  PROP_RETAINED,
  PROP_SIZE,
  PROP_STATE,
  PROP_HELD,
  PROP_LATENCY,
  PROP_NO_SUBSCRIBERS,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
desk_publication_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DeskPublication *self = DESK_PUBLICATION (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_uint64 (value, self->id);
      break;
    case PROP_TOPIC:
      g_value_set_string (value, self->topic);
      break;
    case PROP_QOS:
      g_value_set_uint (value, self->qos);
      break;
    case PROP_RETAINED:
      g_value_set_boolean (value, self->retained);
      break;
    case PROP_SIZE:
      g_value_set_uint64 (value, self->size);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_HELD:
      g_value_set_boolean (value, self->held);
      break;
    case PROP_LATENCY:
      g_value_set_int64 (value, self->latency);
      break;
    case PROP_NO_SUBSCRIBERS:
      g_value_set_boolean (value, self->no_subscribers);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_publication_finalize (GObject *object)
{
  DeskPublication *self = DESK_PUBLICATION (object);

  g_free (self->topic);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_clear_pointer (&self->properties, desk_properties_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (desk_publication_parent_class)->finalize (object);
}

static void
desk_publication_class_init (DeskPublicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = desk_publication_get_property;
  object_class->finalize = desk_publication_finalize;

  properties[PROP_ID] = g_param_spec_uint64 ("id", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_TOPIC] = g_param_spec_string ("topic", NULL, NULL, NULL, readable);
  properties[PROP_QOS] = g_param_spec_uint ("qos", NULL, NULL, 0, 2, 0, readable);
  properties[PROP_RETAINED] = g_param_spec_boolean ("retained", NULL, NULL, FALSE, readable);
  properties[PROP_SIZE] = g_param_spec_uint64 ("size", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, DESK_PUBLICATION_CANCELLED, 0, readable);
  properties[PROP_HELD] = g_param_spec_boolean ("held", NULL, NULL, FALSE, readable);
  properties[PROP_LATENCY] = g_param_spec_int64 ("latency", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[PROP_NO_SUBSCRIBERS] = g_param_spec_boolean ("no-subscribers", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_publication_init (DeskPublication *self)
{
}

static void
set_content (DeskPublication *self,
             const char      *topic,
             GBytes          *payload,
             guint            qos,
             gboolean         retained,
             DeskProperties  *content_properties)
{
  char *copy = g_strdup (topic);

  g_free (self->topic);
  self->topic = copy;
  g_bytes_ref (payload);
  g_clear_pointer (&self->payload, g_bytes_unref);
  self->payload = payload;
  if (content_properties != NULL)
    desk_properties_ref (content_properties);
  g_clear_pointer (&self->properties, desk_properties_unref);
  self->properties = content_properties;
  self->qos = qos;
  self->retained = retained;
  self->size = g_bytes_get_size (payload);
  self->cost = OVERHEAD + strlen (topic) + self->size
               + (content_properties != NULL ? desk_properties_get_size (content_properties) : 0);
}

DeskPublication *
_desk_publication_new (const char     *topic,
                       GBytes         *payload,
                       guint           qos,
                       gboolean        retained,
                       DeskProperties *content_properties)
{
  DeskPublication *self = g_object_new (DESK_TYPE_PUBLICATION, NULL);

  set_content (self, topic, payload, qos, retained, content_properties);

  return self;
}

void
_desk_publication_set_id (DeskPublication *self, guint64 id)
{
  self->id = id;
  self->time = g_get_real_time ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
}

/* While it is queued */
void
_desk_publication_revise (DeskPublication *self,
                          const char      *topic,
                          GBytes          *payload,
                          guint            qos,
                          gboolean         retained,
                          DeskProperties  *content_properties)
{
  set_content (self, topic, payload, qos, retained, content_properties);

  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOPIC]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QOS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETAINED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
  g_object_thaw_notify (G_OBJECT (self));
}

/* What was known of an earlier try is forgotten when it starts anew. */
void
_desk_publication_set_state (DeskPublication *self, DeskPublicationState state)
{
  if (self->state == state)
    return;

  if (state == DESK_PUBLICATION_PENDING && self->state == DESK_PUBLICATION_QUEUED)
    self->began = g_get_monotonic_time ();
  if (state == DESK_PUBLICATION_QUEUED)
    g_clear_error (&self->error);
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
_desk_publication_set_held (DeskPublication *self, gboolean held)
{
  if (self->held == held)
    return;

  self->held = held;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HELD]);
}

void
_desk_publication_finish (DeskPublication *self,
                          gint64           when,
                          gboolean         acknowledged,
                          gboolean         no_subscribers,
                          const GError    *error)
{
  self->latency = MAX (when - self->began, 0);
  self->no_subscribers = no_subscribers;
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  if (error != NULL)
    self->state = DESK_PUBLICATION_FAILED;
  else
    self->state = acknowledged ? DESK_PUBLICATION_ACKNOWLEDGED : DESK_PUBLICATION_SENT;

  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LATENCY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NO_SUBSCRIBERS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_thaw_notify (G_OBJECT (self));
}

/* What has arrived is not published again: its payload may go when the room is needed. */
void
_desk_publication_let_payload_go (DeskPublication *self)
{
  if (self->payload == NULL
      || (self->state != DESK_PUBLICATION_SENT && self->state != DESK_PUBLICATION_ACKNOWLEDGED))
    return;

  g_clear_pointer (&self->payload, g_bytes_unref);
  g_clear_pointer (&self->properties, desk_properties_unref);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
}

/* Bytes that it takes */
gsize
_desk_publication_get_cost (DeskPublication *self)
{
  return self->payload != NULL ? self->cost : OVERHEAD + strlen (self->topic);
}

gboolean
_desk_publication_get_listed (DeskPublication *self)
{
  return self->listed;
}

void
_desk_publication_set_listed (DeskPublication *self, gboolean listed)
{
  self->listed = listed;
}

gboolean
_desk_publication_get_unwanted (DeskPublication *self)
{
  return self->unwanted;
}

void
_desk_publication_set_unwanted (DeskPublication *self, gboolean unwanted)
{
  self->unwanted = unwanted;
}

/**
 * desk_publication_get_id:
 * @self: a publication
 *
 * Returns: its number in its session, the higher the later; 0 if it is in no list
 */
guint64
desk_publication_get_id (DeskPublication *self)
{
  g_return_val_if_fail (DESK_IS_PUBLICATION (self), 0);

  return self->id;
}

/**
 * desk_publication_get_time:
 * @self: a publication
 *
 * Returns: when the person published it, µs since 1970, UTC
 */
gint64
desk_publication_get_time (DeskPublication *self)
{
  g_return_val_if_fail (DESK_IS_PUBLICATION (self), 0);

  return self->time;
}

/**
 * desk_publication_get_payload:
 * @self: a publication
 *
 * Returns: (transfer none) (nullable): the payload; %NULL when it was sent and
 *   the room was needed
 */
GBytes *
desk_publication_get_payload (DeskPublication *self)
{
  g_return_val_if_fail (DESK_IS_PUBLICATION (self), NULL);

  return self->payload;
}

/**
 * desk_publication_get_properties:
 * @self: a publication
 *
 * Returns: (transfer none) (nullable): its MQTT 5 properties; %NULL also when
 *   it was sent
 */
DeskProperties *
desk_publication_get_properties (DeskPublication *self)
{
  g_return_val_if_fail (DESK_IS_PUBLICATION (self), NULL);

  return self->properties;
}

/**
 * desk_publication_is_finished:
 * @self: a publication
 *
 * Returns: whether nothing will change about it by itself any more
 */
gboolean
desk_publication_is_finished (DeskPublication *self)
{
  g_return_val_if_fail (DESK_IS_PUBLICATION (self), FALSE);

  return self->state >= DESK_PUBLICATION_SENT;
}

/**
 * desk_publication_get_held:
 * @self: a publication
 *
 * Returns: whether it is not sent for the time being, since somebody changes it
 */
gboolean
desk_publication_get_held (DeskPublication *self)
{
  g_return_val_if_fail (DESK_IS_PUBLICATION (self), FALSE);

  return self->held;
}

/**
 * desk_publication_get_topic:
 * @self: a publication
 *
 * Returns: (transfer none): the topic name
 */
const char *
desk_publication_get_topic (DeskPublication *self)
{
  g_return_val_if_fail (DESK_IS_PUBLICATION (self), NULL);

  return self->topic;
}

/**
 * desk_publication_get_qos:
 * @self: a publication
 *
 * Returns: the QoS that it was published with
 */
guint
desk_publication_get_qos (DeskPublication *self)
{
  g_return_val_if_fail (DESK_IS_PUBLICATION (self), 0);

  return self->qos;
}

/**
 * desk_publication_get_retained:
 * @self: a publication
 *
 * Returns: whether the broker was asked to retain it
 */
gboolean
desk_publication_get_retained (DeskPublication *self)
{
  g_return_val_if_fail (DESK_IS_PUBLICATION (self), FALSE);

  return self->retained;
}

/**
 * desk_publication_get_size:
 * @self: a publication
 *
 * Returns: bytes of the payload
 */
gsize
desk_publication_get_size (DeskPublication *self)
{
  g_return_val_if_fail (DESK_IS_PUBLICATION (self), 0);

  return self->size;
}

/**
 * desk_publication_get_state:
 * @self: a publication
 *
 * Returns: what became of it so far
 */
DeskPublicationState
desk_publication_get_state (DeskPublication *self)
{
  g_return_val_if_fail (DESK_IS_PUBLICATION (self), DESK_PUBLICATION_PENDING);

  return self->state;
}

/**
 * desk_publication_get_latency:
 * @self: a publication
 *
 * Returns: microseconds from publishing until it was sent or acknowledged, or 0
 */
gint64
desk_publication_get_latency (DeskPublication *self)
{
  g_return_val_if_fail (DESK_IS_PUBLICATION (self), 0);

  return self->latency;
}

/**
 * desk_publication_get_no_subscribers:
 * @self: a publication
 *
 * Returns: whether the broker said that nobody subscribes to the topic
 *   (MQTT 5.0 section 3.4.2.1, reason code 0x10)
 */
gboolean
desk_publication_get_no_subscribers (DeskPublication *self)
{
  g_return_val_if_fail (DESK_IS_PUBLICATION (self), FALSE);

  return self->no_subscribers;
}

/**
 * desk_publication_get_error:
 * @self: a publication
 *
 * Returns: (transfer none) (nullable): why it failed, in words
 */
const GError *
desk_publication_get_error (DeskPublication *self)
{
  g_return_val_if_fail (DESK_IS_PUBLICATION (self), NULL);

  return self->error;
}
