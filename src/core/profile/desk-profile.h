/* desk-profile.h: what a person saved about one broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-profile-grants.h"
#include "desk-profile-mqtt5.h"
#include "desk-profile-publish.h"
#include "desk-profile-recent.h"
#include "desk-profile-subscriptions.h"
#include "desk-profile-variables.h"
#include "desk-profile-will.h"
#include "desk-types.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define DESK_TYPE_PROFILE (desk_profile_get_type ())
G_DECLARE_FINAL_TYPE (DeskProfile, desk_profile, DESK, PROFILE, GObject)

/* Readable, writable, notified properties, named as in profiles.json with
 * hyphens: "id", "name", "transport" ("mqtt", "mqtts", "ws", "wss" or "unix"), "host", "port" (uint),
 * "socket-path" (absolute; for "unix" in place of host and port),
 * "client-id" (empty: a random one at each connect), "username",
 * "mqtt-version" (int, DeskMqttVersion), "clean-start", "keep-alive" (uint,
 * s), "connect-timeout" (uint, s), "reconnect", "maximum-packet-size" (uint,
 * bytes; 0: the protocol's own maximum), "log-max-bytes" (int64) and
 * "log-max-days" (uint): what its log may hold; 0: as the settings say,
 * "last-used" (int64, s since 1970; 0: never). "tls-verify" (boolean), "tls-ca-file", "tls-certificate-file",
 * "tls-key-file" (paths), "tls-server-name", "tls-alpn" (with commas between),
 * "tls-trusted" (SHA-256), "proxy" ("system", "none", "http" or "socks5"),
 * "proxy-host", "proxy-port" (uint), "proxy-username",
 * "websocket-path" (empty: the usual one), "websocket-headers" (lines "Name: value";
 * "Name" alone: its value is in the keyring). "folder" (string: in which it is
 * shown; empty: none), "icon" (a name; empty:
 * the usual one), "colour" (int: index into the palette; -1: none),
 * "connect-at-start" (boolean), "max-in-flight" (uint: messages of QoS 1 and 2
 * that wait for their acknowledgement at once), "reconnect-delay" and
 * "reconnect-max-delay" (uint, s: before the first try after a loss, and at
 * most), "reconnect-attempts" (uint; 0: for ever).
 * "temporary" (boolean): made from a URI, not saved.
 * "id" and "temporary" are set at construction only. Members of
 * profiles.json that this version does not know are kept. */

#define DESK_PROFILE_DEFAULT_PORT 1883
#define DESK_PROFILE_DEFAULT_TLS_PORT 8883
#define DESK_PROFILE_DEFAULT_HTTP_PROXY_PORT 8080
#define DESK_PROFILE_DEFAULT_SOCKS5_PROXY_PORT 1080
/* RFC 6455 section 3: brokers have no habit that they share */
#define DESK_PROFILE_DEFAULT_WS_PORT 80
#define DESK_PROFILE_DEFAULT_WSS_PORT 443
#define DESK_PROFILE_MAX_KEEP_ALIVE 65535      /* s */
#define DESK_PROFILE_MAX_CONNECT_TIMEOUT 3600  /* s */
#define DESK_PROFILE_MAX_RECONNECT_DELAY 86400 /* s */
/* A remaining length of 268,435,455 and the five bytes before it (MQTT 5.0
 * sections 2.1.4 and 3.1.2.11.4) */
#define DESK_PROFILE_MAX_PACKET_SIZE 268435460
#define DESK_PROFILE_MIN_LOG_BYTES (G_GUINT64_CONSTANT (16) << 20)
#define DESK_PROFILE_MAX_LOG_BYTES (G_GUINT64_CONSTANT (1) << 40)
#define DESK_PROFILE_MAX_LOG_DAYS 36500

/* Signals "subscriptions-changed" and "filters-changed": one was added, changed
 * or removed. "part-changed": another member that is an object or an array
 * changed. */

DeskProfile    *desk_profile_new             (void);
DeskProfile    *desk_profile_new_from_json   (JsonObject   *object,
                                              GError      **error);
DeskProfile    *desk_profile_new_from_uri    (const char   *uri,
                                              char        **password,
                                              char        **topic_filter,
                                              GError      **error);
JsonObject     *desk_profile_to_json         (DeskProfile  *self);
DeskProfile    *desk_profile_copy            (DeskProfile  *self);
DeskProfile    *desk_profile_duplicate       (DeskProfile  *self,
                                              const char   *name);
gboolean        desk_profile_update          (DeskProfile  *self,
                                              DeskProfile  *other);

const char     *desk_profile_get_id          (DeskProfile  *self);
const char     *desk_profile_get_name        (DeskProfile  *self);
const char     *desk_profile_get_transport   (DeskProfile  *self);
const char     *desk_profile_get_host        (DeskProfile  *self);
guint           desk_profile_get_port        (DeskProfile  *self);
const char     *desk_profile_get_client_id   (DeskProfile  *self);
const char     *desk_profile_get_username    (DeskProfile  *self);
DeskMqttVersion desk_profile_get_mqtt_version (DeskProfile *self);
gboolean        desk_profile_get_clean_start (DeskProfile  *self);
guint           desk_profile_get_keep_alive  (DeskProfile  *self);
guint           desk_profile_get_connect_timeout (DeskProfile *self);
gboolean        desk_profile_get_reconnect   (DeskProfile  *self);
guint           desk_profile_get_maximum_packet_size (DeskProfile *self);
gboolean        desk_profile_get_uses_tls    (DeskProfile  *self);
gboolean        desk_profile_get_tls_verify  (DeskProfile  *self);
const char     *desk_profile_get_tls_ca_file (DeskProfile  *self);
const char     *desk_profile_get_tls_certificate_file (DeskProfile *self);
const char     *desk_profile_get_tls_key_file (DeskProfile *self);
const char     *desk_profile_get_tls_server_name (DeskProfile *self);
const char     *desk_profile_get_tls_alpn    (DeskProfile  *self);
const char     *desk_profile_get_tls_trusted (DeskProfile  *self);
const char     *desk_profile_get_proxy       (DeskProfile  *self);
const char     *desk_profile_get_proxy_host  (DeskProfile  *self);
guint           desk_profile_get_proxy_port  (DeskProfile  *self);
const char     *desk_profile_get_proxy_username (DeskProfile *self);
gboolean        desk_profile_get_uses_socket (DeskProfile  *self);
const char     *desk_profile_get_socket_path (DeskProfile  *self);
gboolean        desk_profile_get_uses_websocket (DeskProfile *self);
const char     *desk_profile_get_websocket_path (DeskProfile *self);
const char     *desk_profile_get_websocket_headers (DeskProfile *self);
gboolean        desk_profile_has_secret_headers (DeskProfile *self);
char          **desk_profile_dup_websocket_headers (DeskProfile *self,
                                              const char   *secrets);
gboolean        desk_profile_is_secret_header (const char  *name);
char           *desk_profile_hide_websocket_headers (const char  *lines,
                                              const char  *known,
                                              char       **secrets);
gint64          desk_profile_get_log_max_bytes (DeskProfile *self);
guint           desk_profile_get_log_max_days (DeskProfile *self);
const char     *desk_profile_get_folder      (DeskProfile  *self);
const char     *desk_profile_get_icon        (DeskProfile  *self);
int             desk_profile_get_colour      (DeskProfile  *self);
gboolean        desk_profile_get_connect_at_start (DeskProfile *self);
guint           desk_profile_get_max_in_flight (DeskProfile *self);
guint           desk_profile_get_reconnect_delay (DeskProfile *self);
guint           desk_profile_get_reconnect_max_delay (DeskProfile *self);
guint           desk_profile_get_reconnect_attempts (DeskProfile *self);
gint64          desk_profile_get_last_used   (DeskProfile  *self);
gboolean        desk_profile_get_temporary   (DeskProfile  *self);

/* Setters return whether anything changed. A profile keeps what it is given:
 * what a person typed goes through the checks below first. */
gboolean        desk_profile_set_name        (DeskProfile  *self,
                                              const char   *name);
gboolean        desk_profile_set_host        (DeskProfile  *self,
                                              const char   *host);
gboolean        desk_profile_set_port        (DeskProfile  *self,
                                              guint         port);
gboolean        desk_profile_set_client_id   (DeskProfile  *self,
                                              const char   *client_id);
gboolean        desk_profile_set_username    (DeskProfile  *self,
                                              const char   *username);
gboolean        desk_profile_set_mqtt_version (DeskProfile *self,
                                              DeskMqttVersion version);
gboolean        desk_profile_set_clean_start (DeskProfile  *self,
                                              gboolean      clean_start);
gboolean        desk_profile_set_keep_alive  (DeskProfile  *self,
                                              guint         keep_alive);
gboolean        desk_profile_set_connect_timeout (DeskProfile *self,
                                              guint         connect_timeout);
gboolean        desk_profile_set_reconnect   (DeskProfile  *self,
                                              gboolean      reconnect);
gboolean        desk_profile_set_maximum_packet_size (DeskProfile *self,
                                              guint         maximum_packet_size);
gboolean        desk_profile_set_log_max_bytes (DeskProfile *self,
                                              gint64        log_max_bytes);
gboolean        desk_profile_set_log_max_days (DeskProfile *self,
                                              guint         log_max_days);
gboolean        desk_profile_set_folder      (DeskProfile  *self,
                                              const char   *folder);
gboolean        desk_profile_set_last_used   (DeskProfile  *self,
                                              gint64        last_used);
/* "mqtt://host:port", "ws://host:port/path", "unix:///path", an IPv6 address in brackets, never
 * with a password */
char           *desk_profile_dup_address     (DeskProfile  *self);
/* What "transport" may be, and the port that goes with it */
gboolean        desk_profile_is_transport    (const char   *name);
guint           desk_profile_get_usual_port  (const char   *transport);

/* Saved filter lines, each with a name of its own, in order. They are text: a
 * line that this version cannot read is kept. */
guint           desk_profile_get_n_filters   (DeskProfile  *self);
const char     *desk_profile_get_filter      (DeskProfile  *self,
                                              guint         index,
                                              const char  **text);
int             desk_profile_find_filter     (DeskProfile  *self,
                                              const char   *name);
void            desk_profile_set_filter      (DeskProfile  *self,
                                              const char   *name,
                                              const char   *text);
gboolean        desk_profile_insert_filter   (DeskProfile  *self,
                                              guint         index,
                                              const char   *name,
                                              const char   *text);
gboolean        desk_profile_rename_filter   (DeskProfile  *self,
                                              const char   *name,
                                              const char   *new_name);
void            desk_profile_remove_filter   (DeskProfile  *self,
                                              const char   *name);

/* Checks of what is typed: the reason is in words, for the field. */
gboolean        desk_profile_check_name      (const char   *name,
                                              GError      **error);
char           *desk_profile_number_name     (const char   *stem,
                                              guint         number);
gboolean        desk_profile_check_host      (const char   *host,
                                              GError      **error);
gboolean        desk_profile_check_alpn      (const char   *text,
                                              GError      **error);
gboolean        desk_profile_check_port      (const char   *text,
                                              guint        *port,
                                              GError      **error);
gboolean        desk_profile_check_client_id (const char     *client_id,
                                              DeskMqttVersion version,
                                              gboolean        clean_start,
                                              GError        **error);
gboolean        desk_profile_check_username  (const char   *username,
                                              GError      **error);
gboolean        desk_profile_check_socket_path (const char *path,
                                              GError      **error);
gboolean        desk_profile_check_websocket_path (const char *path,
                                              GError      **error);
gboolean        desk_profile_check_websocket_header (const char *name,
                                              const char   *value,
                                              GError      **error);
gboolean        desk_profile_check_websocket_headers (const char *lines,
                                              GError      **error);
gboolean        desk_profile_check_log_size  (const char   *text,
                                              gint64       *bytes,
                                              GError      **error);
gboolean        desk_profile_check_log_days  (const char   *text,
                                              guint        *days,
                                              GError      **error);
char           *desk_profile_generate_client_id (void);

G_END_DECLS
