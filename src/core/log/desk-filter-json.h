/* desk-filter-json.h: the values at a path in a JSON text
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-json-scanner.h"

G_BEGIN_DECLS

/* Steps of a path at most */
#define DESK_JSON_PATH_MAX 32

/**
 * DeskJsonStepType:
 * @DESK_JSON_STEP_NAME: the member of that name; if it is a number, the element
 *   of an array as well
 * @DESK_JSON_STEP_INDEX: the element of an array
 * @DESK_JSON_STEP_ANY: every member and every element
 */
typedef enum
{
  DESK_JSON_STEP_NAME,
  DESK_JSON_STEP_INDEX,
  DESK_JSON_STEP_ANY,
} DeskJsonStepType;

/* A path is built once and then only read. */
typedef struct _DeskJsonPath DeskJsonPath;

/**
 * DeskJsonValueFunc:
 * @type: what the value is: a string, number or literal, or the beginning of an
 *   object or array
 * @text: the value as it is written, without quotes; empty for an object or array
 * @length: number of bytes
 * @user_data: what was given with the function
 *
 * Returns: whether this is the value that was looked for
 */
typedef gboolean (*DeskJsonValueFunc) (DeskJsonToken type,
                                       const char   *text,
                                       gsize         length,
                                       gpointer      user_data);

DeskJsonPath *desk_json_path_new      (void);
void          desk_json_path_free     (DeskJsonPath       *self);
gboolean      desk_json_path_add      (DeskJsonPath       *self,
                                       DeskJsonStepType    type,
                                       const char         *name,
                                       guint               index);
gboolean      desk_json_path_match    (const DeskJsonPath *self,
                                       const guint8       *data,
                                       gsize               length,
                                       DeskJsonValueFunc   func,
                                       gpointer            user_data);
gboolean      desk_json_path_find     (const DeskJsonPath *self,
                                       const guint8       *data,
                                       gsize               length,
                                       DeskJsonValueFunc   func,
                                       gpointer            user_data);
char         *desk_json_decode_string (const char         *text,
                                       gsize               length,
                                       gsize              *decoded_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskJsonPath, desk_json_path_free)

G_END_DECLS
