/* desk-subscription.c: one topic filter that a session is subscribed to
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-subscription"

#include "config.h"

#include "desk-rate.h"
#include "desk-subscription-private.h"

struct _DeskSubscription
{
  GObject parent_instance;

  char *filter;
  char *source; /* (owned) (nullable): what the filter was made from */
  DeskSubscribeOptions options;
  DeskSubscriptionState state;
  guint granted_qos;
  GError *error; /* (owned) (nullable) */
  char *name;            /* (owned): empty: none */
  guint colour;
  gboolean colour_chosen; /* by a person */
  gboolean muted;
  guint64 count;
  double rate;
  DeskRate window;
};

G_DEFINE_FINAL_TYPE (DeskSubscription, desk_subscription, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_FILTER,
  PROP_QOS,
  PROP_OPTIONS,
  PROP_STATE,
  PROP_GRANTED_QOS,
  PROP_ERROR,
  PROP_NAME,
  PROP_COLOUR,
  PROP_MUTED,
  PROP_COUNT,
  PROP_RATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
desk_subscription_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DeskSubscription *self = DESK_SUBSCRIPTION (object);

  switch (prop_id)
    {
    case PROP_FILTER:
      g_value_set_string (value, self->filter);
      break;
    case PROP_QOS:
      g_value_set_uint (value, self->options.qos);
      break;
    case PROP_OPTIONS:
      g_value_set_pointer (value, &self->options);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_GRANTED_QOS:
      g_value_set_uint (value, self->granted_qos);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_COLOUR:
      g_value_set_uint (value, self->colour);
      break;
    case PROP_MUTED:
      g_value_set_boolean (value, self->muted);
      break;
    case PROP_COUNT:
      g_value_set_uint64 (value, self->count);
      break;
    case PROP_RATE:
      g_value_set_double (value, self->rate);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_subscription_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  DeskSubscription *self = DESK_SUBSCRIPTION (object);

  switch (prop_id)
    {
    case PROP_NAME:
      desk_subscription_set_name (self, g_value_get_string (value));
      break;
    case PROP_COLOUR:
      desk_subscription_set_colour (self, g_value_get_uint (value));
      break;
    case PROP_MUTED:
      desk_subscription_set_muted (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_subscription_finalize (GObject *object)
{
  DeskSubscription *self = DESK_SUBSCRIPTION (object);

  g_free (self->filter);
  g_free (self->source);
  g_free (self->name);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (desk_subscription_parent_class)->finalize (object);
}

static void
desk_subscription_class_init (DeskSubscriptionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = desk_subscription_get_property;
  object_class->set_property = desk_subscription_set_property;
  object_class->finalize = desk_subscription_finalize;

  properties[PROP_FILTER] = g_param_spec_string ("filter", NULL, NULL, NULL, readable);
  properties[PROP_QOS] = g_param_spec_uint ("qos", NULL, NULL, 0, 2, 0, readable);
  properties[PROP_OPTIONS] = g_param_spec_pointer ("options", NULL, NULL, readable);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, DESK_SUBSCRIPTION_REFUSED, 0, readable);
  properties[PROP_GRANTED_QOS] = g_param_spec_uint ("granted-qos", NULL, NULL, 0, 2, 0, readable);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", readable | G_PARAM_WRITABLE);
  properties[PROP_COLOUR] = g_param_spec_uint ("colour", NULL, NULL, 0, DESK_SUBSCRIPTION_COLOURS - 1, 0,
                                               readable | G_PARAM_WRITABLE);
  properties[PROP_MUTED] = g_param_spec_boolean ("muted", NULL, NULL, FALSE, readable | G_PARAM_WRITABLE);
  properties[PROP_COUNT] = g_param_spec_uint64 ("count", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0, G_MAXDOUBLE, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_subscription_init (DeskSubscription *self)
{
}

DeskSubscription *
_desk_subscription_new (const char *filter, const DeskSubscribeOptions *options, guint colour)
{
  DeskSubscription *self = g_object_new (DESK_TYPE_SUBSCRIPTION, NULL);

  self->filter = g_strdup (filter);
  self->name = g_strdup ("");
  self->options = *options;
  self->colour = colour;

  return self;
}

const char *
_desk_subscription_get_source (DeskSubscription *self)
{
  return self->source != NULL ? self->source : self->filter;
}

void
_desk_subscription_set_source (DeskSubscription *self, const char *source)
{
  g_free (self->source);
  self->source = g_strdup (source);
}

void
_desk_subscription_set_options (DeskSubscription *self, const DeskSubscribeOptions *options)
{
  DeskSubscribeOptions old = self->options;

  self->options = *options;
  if (old.qos != options->qos)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QOS]);
  if (old.qos != options->qos || old.no_local != options->no_local
      || old.retain_as_published != options->retain_as_published || old.retain_handling != options->retain_handling
      || old.identifier != options->identifier)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPTIONS]);
}

void
_desk_subscription_set_state (DeskSubscription *self, DeskSubscriptionState state, guint granted_qos, const GError *error)
{
  if (self->error != NULL || error != NULL)
    {
      g_clear_error (&self->error);
      self->error = error != NULL ? g_error_copy (error) : NULL;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
    }
  if (self->granted_qos != granted_qos)
    {
      self->granted_qos = granted_qos;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GRANTED_QOS]);
    }
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
}

void
_desk_subscription_add_count (DeskSubscription *self, guint64 count)
{
  if (count == 0)
    return;

  self->count += count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

void
_desk_subscription_tick (DeskSubscription *self)
{
  double rate = desk_rate_tick (&self->window, self->count);

  if (self->rate != rate)
    {
      self->rate = rate;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATE]);
    }
}

/**
 * desk_subscription_get_filter:
 * @self: a subscription
 *
 * Returns: (transfer none): the topic filter
 */
const char *
desk_subscription_get_filter (DeskSubscription *self)
{
  g_return_val_if_fail (DESK_IS_SUBSCRIPTION (self), NULL);

  return self->filter;
}

/**
 * desk_subscription_get_qos:
 * @self: a subscription
 *
 * Returns: the QoS that was asked for
 */
guint
desk_subscription_get_qos (DeskSubscription *self)
{
  g_return_val_if_fail (DESK_IS_SUBSCRIPTION (self), 0);

  return self->options.qos;
}

/**
 * desk_subscription_get_options:
 * @self: a subscription
 *
 * Returns: (transfer none): all that is asked for
 */
const DeskSubscribeOptions *
desk_subscription_get_options (DeskSubscription *self)
{
  g_return_val_if_fail (DESK_IS_SUBSCRIPTION (self), NULL);

  return &self->options;
}

/**
 * desk_subscription_get_state:
 * @self: a subscription
 *
 * Returns: what the broker said of it, if it did
 */
DeskSubscriptionState
desk_subscription_get_state (DeskSubscription *self)
{
  g_return_val_if_fail (DESK_IS_SUBSCRIPTION (self), DESK_SUBSCRIPTION_IDLE);

  return self->state;
}

/**
 * desk_subscription_get_granted_qos:
 * @self: a subscription
 *
 * Returns: the QoS of SUBACK; meaningful while it is granted
 */
guint
desk_subscription_get_granted_qos (DeskSubscription *self)
{
  g_return_val_if_fail (DESK_IS_SUBSCRIPTION (self), 0);

  return self->granted_qos;
}

/**
 * desk_subscription_get_error:
 * @self: a subscription
 *
 * Returns: (transfer none) (nullable): the refusal in words
 */
const GError *
desk_subscription_get_error (DeskSubscription *self)
{
  g_return_val_if_fail (DESK_IS_SUBSCRIPTION (self), NULL);

  return self->error;
}

/**
 * desk_subscription_get_colour:
 * @self: a subscription
 *
 * Returns: an index from 0 to 7 into the palette of the rows
 */
guint
desk_subscription_get_colour (DeskSubscription *self)
{
  g_return_val_if_fail (DESK_IS_SUBSCRIPTION (self), 0);

  return self->colour;
}

/**
 * desk_subscription_set_colour:
 * @self: a subscription
 * @colour: index from 0 to 7 into the palette of the rows
 *
 * Gives it a colour that a person chose.
 */
void
desk_subscription_set_colour (DeskSubscription *self, guint colour)
{
  g_return_if_fail (DESK_IS_SUBSCRIPTION (self));
  g_return_if_fail (colour < DESK_SUBSCRIPTION_COLOURS);

  if (self->colour == colour && self->colour_chosen)
    return;

  self->colour = colour;
  self->colour_chosen = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
}

gboolean
_desk_subscription_has_chosen_colour (DeskSubscription *self)
{
  return self->colour_chosen;
}

/**
 * desk_subscription_get_name:
 * @self: a subscription
 *
 * Returns: (transfer none): what a person calls it; empty for none
 */
const char *
desk_subscription_get_name (DeskSubscription *self)
{
  g_return_val_if_fail (DESK_IS_SUBSCRIPTION (self), NULL);

  return self->name;
}

/**
 * desk_subscription_set_name:
 * @self: a subscription
 * @name: (nullable): what to call it; empty for none
 */
void
desk_subscription_set_name (DeskSubscription *self, const char *name)
{
  g_return_if_fail (DESK_IS_SUBSCRIPTION (self));

  name = name != NULL ? name : "";
  if (g_str_equal (self->name, name))
    return;

  g_free (self->name);
  self->name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/**
 * desk_subscription_get_muted:
 * @self: a subscription
 *
 * Returns: whether its messages are logged but not shown
 */
gboolean
desk_subscription_get_muted (DeskSubscription *self)
{
  g_return_val_if_fail (DESK_IS_SUBSCRIPTION (self), FALSE);

  return self->muted;
}

/**
 * desk_subscription_set_muted:
 * @self: a subscription
 * @muted: whether its messages are to be hidden
 *
 * Hides or shows the messages of this subscription; the log gets them all.
 */
void
desk_subscription_set_muted (DeskSubscription *self, gboolean muted)
{
  g_return_if_fail (DESK_IS_SUBSCRIPTION (self));

  muted = !!muted;
  if (self->muted == muted)
    return;

  self->muted = muted;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MUTED]);
}

/**
 * desk_subscription_get_count:
 * @self: a subscription
 *
 * Returns: messages received on matching topics since it was added
 */
guint64
desk_subscription_get_count (DeskSubscription *self)
{
  g_return_val_if_fail (DESK_IS_SUBSCRIPTION (self), 0);

  return self->count;
}

/**
 * desk_subscription_get_rate:
 * @self: a subscription
 *
 * Returns: messages a second over the last two seconds
 */
double
desk_subscription_get_rate (DeskSubscription *self)
{
  g_return_val_if_fail (DESK_IS_SUBSCRIPTION (self), 0);

  return self->rate;
}
