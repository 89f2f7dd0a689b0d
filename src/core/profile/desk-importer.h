/* desk-importer.h: the interface of a foreign format
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-profile-draft.h"

G_BEGIN_DECLS

/**
 * DeskImportSource:
 * @name: the file's name; empty for what was pasted
 * @text: what is in it: valid UTF-8 without NUL
 * @length: bytes
 * @json: (nullable): the same as JSON, if it is
 *
 * A foreign file. It may come from anybody.
 */
typedef struct
{
  const char *name;
  const char *text;
  gsize length;
  JsonNode *json;
} DeskImportSource;

/**
 * DeskImporter:
 * @product: the program that writes such files
 * @folder: where it keeps its settings: "home" or "config" (with the folders of
 *   the XDG specification); %NULL if it keeps them in no file of this format
 * @paths: paths in that folder, a %NULL at the end
 * @recognises: whether a file is one of these, by a look at what is in it
 * @read: adds a finished draft for each connection; FALSE if nothing can be read
 *
 * A format. Both functions run in a thread of their own.
 */
typedef struct
{
  const char *product;
  const char *folder;
  const char *const *paths;
  gboolean (*recognises) (const DeskImportSource *source);
  gboolean (*read) (const DeskImportSource *source, GPtrArray *drafts, GError **error);
} DeskImporter;

/* More connections than a person has; the rest is not read. */
#define DESK_IMPORT_MAX_CONNECTIONS 1000

extern const DeskImporter desk_importer_analyzer;
extern const DeskImporter desk_importer_explorer;
extern const DeskImporter desk_importer_mosquitto;
extern const DeskImporter desk_importer_mqttfx;
extern const DeskImporter desk_importer_mqttx;
extern const DeskImporter desk_importer_own;

/* The members of a JSON object that somebody else wrote: a wrong type is left,
 * with the reason; null is as good as missing. */
const char *desk_importer_get_text     (JsonObject       *object,
                                        const char       *member);
gboolean    desk_importer_get_number   (JsonObject       *object,
                                        const char       *member,
                                        gint64           *number);
gboolean    desk_importer_get_boolean  (JsonObject       *object,
                                        const char       *member,
                                        gboolean         *value);
JsonObject *desk_importer_get_object   (JsonObject       *object,
                                        const char       *member);
JsonArray  *desk_importer_get_array    (JsonObject       *object,
                                        const char       *member);
void        desk_importer_take_text    (DeskProfileDraft *draft,
                                        JsonObject       *object,
                                        const char       *member,
                                        const char       *property,
                                        const char       *label);
void        desk_importer_take_number  (DeskProfileDraft *draft,
                                        JsonObject       *object,
                                        const char       *member,
                                        const char       *property,
                                        const char       *label);
void        desk_importer_take_boolean (DeskProfileDraft *draft,
                                        JsonObject       *object,
                                        const char       *member,
                                        const char       *property,
                                        const char       *label);
void        desk_importer_take_subscriptions (DeskProfileDraft *draft,
                                        JsonArray        *array);
void        desk_importer_take_path    (DeskProfileDraft *draft,
                                        JsonObject       *object,
                                        const char       *member);
void        desk_importer_leave_unknown (DeskProfileDraft  *draft,
                                        JsonObject        *object,
                                        const char *const *known);

G_END_DECLS
