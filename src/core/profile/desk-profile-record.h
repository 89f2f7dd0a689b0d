/* desk-profile-record.h: structs as objects of profiles.json
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * DeskRecordType:
 * @DESK_RECORD_STRING: a `char *` that is never %NULL
 * @DESK_RECORD_BOOLEAN: a gboolean
 * @DESK_RECORD_INT: an int or a guint up to %G_MAXINT
 */
typedef enum
{
  DESK_RECORD_STRING,
  DESK_RECORD_BOOLEAN,
  DESK_RECORD_INT,
} DeskRecordType;

/**
 * DeskRecordMember:
 * @name: in the object
 * @type: of the field
 * @offset: of the field in the struct, by G_STRUCT_OFFSET()
 * @minimum: of an integer in the object
 * @maximum: of an integer in the object
 * @fallback: what an integer is, or a boolean, when the member is missing
 * @always: whether it is written even if it is as if it were missing
 */
typedef struct
{
  const char *name;
  DeskRecordType type;
  gsize offset;
  int minimum;
  int maximum;
  int fallback;
  gboolean always;
} DeskRecordMember;

void     _desk_record_init    (const DeskRecordMember *members,
                               gsize                   n_members,
                               gpointer                record);
void     _desk_record_clear   (const DeskRecordMember *members,
                               gsize                   n_members,
                               gpointer                record);
gboolean _desk_record_assign  (const DeskRecordMember *members,
                               gsize                   n_members,
                               gpointer                record,
                               gconstpointer           other);
gboolean _desk_record_read    (const DeskRecordMember *members,
                               gsize                   n_members,
                               gpointer                record,
                               JsonNode               *node,
                               const char             *path,
                               GError                **error);
void     _desk_record_write   (const DeskRecordMember *members,
                               gsize                   n_members,
                               gconstpointer           record,
                               JsonObject             *object);

/* Sentences about one member of the file */
gboolean _desk_record_holds   (JsonNode               *node,
                               GType                   type);
gboolean _desk_record_fail    (GError                **error,
                               const char             *name,
                               const char             *reason);
gboolean _desk_record_fail_range (GError              **error,
                               const char             *name,
                               gint64                  minimum,
                               gint64                  maximum);
gboolean _desk_record_fail_type (GError               **error,
                               const char             *name,
                               GType                   type);

G_END_DECLS
