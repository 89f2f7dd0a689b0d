/* desk-profile-import.h: connections from the files of other programs
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-profile-draft.h"

G_BEGIN_DECLS

/**
 * DeskImportFound:
 * @file: where it is
 * @product: the program that wrote it
 * @drafts: (element-type DeskProfileDraft): its connections
 *
 * A file in one of the usual places.
 */
typedef struct
{
  GFile *file;
  const char *product;
  GPtrArray *drafts;
} DeskImportFound;

void       desk_import_found_free            (DeskImportFound    *self);

char      *desk_profile_import_dup_products  (void);
GPtrArray *desk_profile_import_read          (GFile              *file,
                                              GError            **error);
GPtrArray *desk_profile_import_read_text     (const char         *text,
                                              gsize               length,
                                              const char         *name,
                                              GError            **error);
void       desk_profile_import_read_async    (GFile              *file,
                                              GCancellable       *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
GPtrArray *desk_profile_import_read_finish   (GAsyncResult       *result,
                                              GError            **error);
void       desk_profile_import_find_async    (GCancellable       *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
GPtrArray *desk_profile_import_find_finish   (GAsyncResult       *result,
                                              GError            **error);

/* Before they are shown: names that nobody has, and who is there already. */
void       desk_profile_import_compare       (GPtrArray          *drafts,
                                              DeskProfileStore   *store);
void       desk_profile_import_add_async     (GPtrArray          *drafts,
                                              DeskProfileStore   *store,
                                              GCancellable       *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
gboolean   desk_profile_import_add_finish    (GAsyncResult       *result,
                                              guint              *n_added,
                                              GError            **error);

G_END_DECLS
