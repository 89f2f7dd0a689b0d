/* desk-properties.h: MQTT 5 properties in the order of the wire
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/**
 * DeskPropertyKind:
 *
 * The data types of MQTT 5.0 section 2.2.2.2, folded to what differs for us.
 */
typedef enum
{
  DESK_PROPERTY_BYTE,
  DESK_PROPERTY_UINT16,
  DESK_PROPERTY_UINT32,
  DESK_PROPERTY_VARINT,
  DESK_PROPERTY_STRING,
  DESK_PROPERTY_PAIR,
  DESK_PROPERTY_BINARY,
} DeskPropertyKind;

/* Identifiers of MQTT 5.0 table 2-4 */
typedef enum
{
  DESK_PROP_PAYLOAD_FORMAT_INDICATOR = 0x01,
  DESK_PROP_MESSAGE_EXPIRY_INTERVAL = 0x02,
  DESK_PROP_CONTENT_TYPE = 0x03,
  DESK_PROP_RESPONSE_TOPIC = 0x08,
  DESK_PROP_CORRELATION_DATA = 0x09,
  DESK_PROP_SUBSCRIPTION_IDENTIFIER = 0x0b,
  DESK_PROP_SESSION_EXPIRY_INTERVAL = 0x11,
  DESK_PROP_ASSIGNED_CLIENT_IDENTIFIER = 0x12,
  DESK_PROP_SERVER_KEEP_ALIVE = 0x13,
  DESK_PROP_AUTHENTICATION_METHOD = 0x15,
  DESK_PROP_AUTHENTICATION_DATA = 0x16,
  DESK_PROP_REQUEST_PROBLEM_INFORMATION = 0x17,
  DESK_PROP_WILL_DELAY_INTERVAL = 0x18,
  DESK_PROP_REQUEST_RESPONSE_INFORMATION = 0x19,
  DESK_PROP_RESPONSE_INFORMATION = 0x1a,
  DESK_PROP_SERVER_REFERENCE = 0x1c,
  DESK_PROP_REASON_STRING = 0x1f,
  DESK_PROP_RECEIVE_MAXIMUM = 0x21,
  DESK_PROP_TOPIC_ALIAS_MAXIMUM = 0x22,
  DESK_PROP_TOPIC_ALIAS = 0x23,
  DESK_PROP_MAXIMUM_QOS = 0x24,
  DESK_PROP_RETAIN_AVAILABLE = 0x25,
  DESK_PROP_USER_PROPERTY = 0x26,
  DESK_PROP_MAXIMUM_PACKET_SIZE = 0x27,
  DESK_PROP_WILDCARD_SUBSCRIPTION_AVAILABLE = 0x28,
  DESK_PROP_SUBSCRIPTION_IDENTIFIER_AVAILABLE = 0x29,
  DESK_PROP_SHARED_SUBSCRIPTION_AVAILABLE = 0x2a,
} DeskPropertyId;

/**
 * DeskProperty:
 * @id: which property
 * @kind: which of the following members is meant
 * @number: value of the number kinds
 * @name: (nullable): name of a user property, UTF-8
 * @string: (nullable): value of a string or user property, UTF-8
 * @bytes: (nullable): value of a binary property
 *
 * One property; it belongs to its #DeskProperties.
 */
typedef struct
{
  DeskPropertyId id;
  DeskPropertyKind kind;
  guint32 number;
  char *name;
  char *string;
  GBytes *bytes;
} DeskProperty;

/* What a string or binary data holds at most, in bytes (MQTT 5.0 sections 1.5.4
 * and 1.5.6): two bytes tell the length. */
#define DESK_FIELD_MAX 65535u

#define DESK_TYPE_PROPERTIES (desk_properties_get_type ())
GType               desk_properties_get_type    (void) G_GNUC_CONST;

gboolean            desk_property_lookup        (guint32           id,
                                                 const char      **name,
                                                 DeskPropertyKind *kind);

DeskProperties     *desk_properties_new         (void);
DeskProperties     *desk_properties_ref         (DeskProperties *self);
void                desk_properties_unref       (DeskProperties *self);
void                desk_properties_add_number  (DeskProperties *self,
                                                 DeskPropertyId  id,
                                                 guint32         number);
void                desk_properties_add_string  (DeskProperties *self,
                                                 DeskPropertyId  id,
                                                 const char     *string,
                                                 gssize          length);
void                desk_properties_add_pair    (DeskProperties *self,
                                                 const char     *name,
                                                 gssize          name_length,
                                                 const char     *value,
                                                 gssize          value_length);
void                desk_properties_add_bytes   (DeskProperties *self,
                                                 DeskPropertyId  id,
                                                 GBytes         *bytes);
guint               desk_properties_get_length  (DeskProperties *self);
const DeskProperty *desk_properties_get         (DeskProperties *self,
                                                 guint           index);
const DeskProperty *desk_properties_find        (DeskProperties *self,
                                                 DeskPropertyId  id);
gsize               desk_properties_get_size    (DeskProperties *self);
char               *desk_properties_to_json     (DeskProperties *self);
DeskProperties     *desk_properties_from_json   (const char     *json,
                                                 GError        **error);

gboolean            desk_properties_equal       (DeskProperties *self,
                                                 DeskProperties *other);
gboolean            desk_properties_check_sizes (DeskProperties *self,
                                                 GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskProperties, desk_properties_unref)

G_END_DECLS
