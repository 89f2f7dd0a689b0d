/* desk-profile-private.h: what the files of a profile share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-profile.h"

G_BEGIN_DECLS

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
  PROP_LOG_MAX_BYTES,
  PROP_LOG_MAX_DAYS,
  N_PROPS
};

struct _DeskProfile
{
  GObject parent_instance;
  GValue values[N_PROPS];   /* of the properties; strings are never NULL */
  GPtrArray *subscriptions; /* (owned): see desk-profile-subscriptions.c */
  GPtrArray *filters;       /* (owned): see desk-profile-filters.c */
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
GPtrArray  *_desk_profile_new_subscriptions     (void);
void        _desk_profile_add_subscription      (DeskProfile  *self,
                                                 const char   *filter,
                                                 guint         qos,
                                                 JsonObject   *members);
JsonObject *_desk_profile_get_subscription_members (DeskProfile *self,
                                                 guint         index);
GPtrArray  *_desk_profile_new_filters           (void);
void        _desk_profile_add_filter            (DeskProfile  *self,
                                                 const char   *name,
                                                 const char   *text,
                                                 JsonObject   *members);
JsonObject *_desk_profile_get_filter_members    (DeskProfile  *self,
                                                 guint         index);
/* A new object with the same members; the values are shared and must not be
 * changed. */
JsonObject *_desk_profile_copy_members          (JsonObject   *members);

G_END_DECLS
