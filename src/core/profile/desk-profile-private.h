/* desk-profile-private.h: what the files of a profile share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-profile-record.h"
#include "desk-profile.h"

G_BEGIN_DECLS

/* In an exported profile: an object with these members, in the order of
 * DeskSecret. It is never in profiles.json. */
#define DESK_SECRETS_MEMBER "secrets"
extern const char *const _desk_profile_secret_names[];

/* What a broker holds for the session of this profile here: nothing to hand on */
#define DESK_GRANTS_MEMBER "granted"
#define DESK_RECENT_MEMBER "recent"

enum
{
  PROP_0,
  PROP_ID,
  PROP_TEMPORARY,
  PROP_LAST_USED,
  PROP_NAME, /* from here on what a person edits */
  PROP_TRANSPORT,
  PROP_HOST,
  PROP_PORT,
  PROP_CLIENT_ID,
  PROP_USERNAME,
  PROP_MQTT_VERSION,
  PROP_CLEAN_START,
  PROP_KEEP_ALIVE,
  PROP_CONNECT_TIMEOUT,
  PROP_RECONNECT,
  PROP_MAXIMUM_PACKET_SIZE,
  PROP_TLS_VERIFY,
  PROP_TLS_CA_FILE,
  PROP_TLS_CERTIFICATE_FILE,
  PROP_TLS_KEY_FILE,
  PROP_TLS_SERVER_NAME,
  PROP_TLS_ALPN,
  PROP_TLS_TRUSTED,
  PROP_PROXY,
  PROP_PROXY_HOST,
  PROP_PROXY_PORT,
  PROP_PROXY_USERNAME,
  PROP_SOCKET_PATH,
  PROP_WEBSOCKET_PATH,
  PROP_WEBSOCKET_HEADERS,
  PROP_LOG_MAX_BYTES,
  PROP_LOG_MAX_DAYS,
  PROP_FOLDER,
  PROP_ICON,
  PROP_COLOUR,
  PROP_CONNECT_AT_START,
  PROP_MAX_IN_FLIGHT,
  PROP_RECONNECT_DELAY,
  PROP_RECONNECT_MAX_DELAY,
  PROP_RECONNECT_ATTEMPTS,
  N_PROPS
};

typedef struct _DeskWillPart DeskWillPart;
typedef struct _DeskMqtt5Part DeskMqtt5Part;
typedef struct _DeskGrantsPart DeskGrantsPart;

struct _DeskProfile
{
  GObject parent_instance;
  GValue values[N_PROPS];   /* of the properties; strings are never NULL */
  GPtrArray *subscriptions; /* (owned): see desk-profile-subscriptions.c */
  GPtrArray *filters;       /* (owned): see desk-profile-filters.c */
  GPtrArray *variables;     /* (owned): see desk-profile-variables.c */
  DeskProfilePublish publish; /* the string is owned */
  JsonObject *publish_unknown; /* (owned) (nullable): as read, for what we do not know */
  DeskWillPart *will;       /* (owned): see desk-profile-will.c */
  DeskMqtt5Part *mqtt5;     /* (owned): see desk-profile-mqtt5.c */
  DeskGrantsPart *grants;   /* (owned): see desk-profile-grants.c */
  char **recent[DESK_N_RECENT]; /* (owned): see desk-profile-recent.c */
  JsonObject *members;      /* (owned) (nullable): as read, for what we do not know */
};

gboolean    _desk_profile_check_id              (const char   *id,
                                                 GError      **error);
gboolean    _desk_profile_set_value             (DeskProfile  *self,
                                                 guint         prop_id,
                                                 const GValue *value);
gboolean    _desk_profile_set_string            (DeskProfile  *self,
                                                 guint         prop_id,
                                                 const char   *string);
gboolean    _desk_profile_set_uint              (DeskProfile  *self,
                                                 guint         prop_id,
                                                 guint         number);
gboolean    _desk_profile_set_int               (DeskProfile  *self,
                                                 guint         prop_id,
                                                 int           number);
gboolean    _desk_profile_set_int64             (DeskProfile  *self,
                                                 guint         prop_id,
                                                 gint64        number);
gboolean    _desk_profile_set_boolean           (DeskProfile  *self,
                                                 guint         prop_id,
                                                 gboolean      boolean);
/* A new object with the same members, none if @members is NULL; the values are
 * shared and must not be changed. */
JsonObject *_desk_profile_copy_members          (JsonObject   *members);


/**
 * DeskProfilePart:
 * @name: of the member of profiles.json
 * @init: makes its place in a new profile
 * @clear: frees that
 * @read: fills a new profile with the member; @name is for the error
 * @write: (transfer full) (nullable): the member; %NULL: there is none
 * @copy: makes the one profile say what the other says; returns whether anything changed
 * @edited: whether the profile editor changes it, so that desk_profile_update() takes it over
 *
 * A member of a profile that is an object or an array, in a file of its own.
 */
typedef struct
{
  const char *name;
  void (*init) (DeskProfile *self);
  void (*clear) (DeskProfile *self);
  gboolean (*read) (DeskProfile *self, JsonNode *node, const char *name, GError **error);
  JsonNode *(*write) (DeskProfile *self);
  gboolean (*copy) (DeskProfile *self, DeskProfile *other);
  gboolean edited;
} DeskProfilePart;

extern const DeskProfilePart _desk_profile_subscriptions;
extern const DeskProfilePart _desk_profile_filters;
extern const DeskProfilePart _desk_profile_variables;
extern const DeskProfilePart _desk_profile_publish;
extern const DeskProfilePart _desk_profile_will;
extern const DeskProfilePart _desk_profile_mqtt5;
extern const DeskProfilePart _desk_profile_grants;
extern const DeskProfilePart _desk_profile_recent;
/* All of them, in the order of the file; see desk-profile-parts.c */
extern const DeskProfilePart *const _desk_profile_parts[];

gboolean _desk_profile_read_array (DeskProfile *self,
                                   JsonNode    *node,
                                   const char  *name,
                                   gboolean   (*read_element) (DeskProfile *, JsonNode *, const char *, GError **),
                                   GError     **error);

/**
 * DeskProfileObject:
 * @members: of @values
 * @n_members: number of them
 * @values: a struct, whose strings it owns
 * @pairs: (nullable): where its user properties are; %NULL: it can have none
 * @unknown: where the object is as it was read, for what we do not know
 *
 * A struct that is a member of a profile.
 */
typedef struct
{
  const DeskRecordMember *members;
  gsize n_members;
  gpointer values;
  DeskProperties **pairs;
  JsonObject **unknown;
} DeskProfileObject;

void      _desk_profile_object_clear  (const DeskProfileObject *self);
gboolean  _desk_profile_object_assign (const DeskProfileObject *self,
                                       gconstpointer            values,
                                       DeskProperties          *pairs);
gboolean  _desk_profile_object_copy   (const DeskProfileObject *self,
                                       const DeskProfileObject *other);
gboolean  _desk_profile_object_read   (const DeskProfileObject *self,
                                       JsonNode                *node,
                                       const char              *name,
                                       GError                 **error);
JsonNode *_desk_profile_object_write  (const DeskProfileObject *self);

/* User properties of an object */
gboolean _desk_profile_read_pairs   (JsonNode        *node,
                                     const char      *path,
                                     DeskProperties **properties,
                                     GError         **error);
void     _desk_profile_write_pairs  (JsonObject      *object,
                                     DeskProperties  *properties);
gboolean _desk_profile_assign_pairs (DeskProperties **place,
                                     DeskProperties  *properties);

G_END_DECLS
