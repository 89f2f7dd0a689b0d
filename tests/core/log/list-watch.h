/* list-watch.h: a filtered list whose changes are written down and checked
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-filtered-model.h"
#include "log-scene.h"

/* A list that is watched: each change is written down ("0-3+5") and made in a
 * copy of the list, which must then be the same as the list itself. */
typedef struct
{
  DeskLogModel *model;
  DeskFilteredModel *list;
  GString *changes;
  GArray *mirror; /* of gint64: ids */
  guint n_notified;
} Watch;

static gint64
id_at (GListModel *list, guint position)
{
  g_autoptr (DeskLogItem) item = g_list_model_get_item (list, position);

  g_assert_nonnull (item);
  return desk_log_item_get_id (item);
}

static void
on_items_changed (GListModel *list, guint position, guint removed, guint added, Watch *watch)
{
  g_string_append_printf (watch->changes, "%s%u-%u+%u", watch->changes->len > 0 ? " " : "", position, removed,
                          added);

  g_assert_true (removed > 0 || added > 0);
  g_assert_cmpuint (position + removed, <=, watch->mirror->len);
  if (removed > 0)
    g_array_remove_range (watch->mirror, position, removed);
  for (guint i = position; i < position + added; i++)
    {
      gint64 id = id_at (list, i);

      g_array_insert_val (watch->mirror, i, id);
    }
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, watch->mirror->len);
}

static void
on_notify (Watch *watch)
{
  watch->n_notified++;
}

static void
watch_start (Watch *watch, DeskLog *log)
{
  watch->model = desk_log_model_new (log);
  watch->list = desk_filtered_model_new (watch->model);
  watch->changes = g_string_new (NULL);
  watch->mirror = g_array_new (FALSE, FALSE, sizeof (gint64));
  watch->n_notified = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (watch->list)); i++)
    {
      gint64 id = id_at (G_LIST_MODEL (watch->list), i);

      g_array_append_val (watch->mirror, id);
    }
  g_signal_connect (watch->list, "items-changed", G_CALLBACK (on_items_changed), watch);
}

/* A change that no test asked for is a mistake. */
static void
watch_end (Watch *watch)
{
  g_assert_cmpstr (watch->changes->str, ==, "");
  g_string_free (watch->changes, TRUE);
  g_array_unref (watch->mirror);
  g_assert_finalize_object (watch->list);
  g_assert_finalize_object (watch->model);
}

#define assert_changes(watch, expected)                    \
  G_STMT_START                                             \
  {                                                        \
    g_assert_cmpstr ((watch)->changes->str, ==, expected); \
    g_string_truncate ((watch)->changes, 0);               \
  }                                                        \
  G_STMT_END

static void
assert_same (Watch *watch)
{
  GListModel *list = G_LIST_MODEL (watch->list);
  guint n_items;

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, watch->mirror->len);
  g_assert_null (g_list_model_get_item (list, watch->mirror->len));
  g_object_get (list, "n-items", &n_items, NULL);
  g_assert_cmpuint (n_items, ==, watch->mirror->len);
  for (guint i = 0; i < watch->mirror->len; i++)
    {
      gint64 id = g_array_index (watch->mirror, gint64, i);

      g_assert_cmpint (id_at (list, i), ==, id);
      g_assert_cmpuint (desk_filtered_model_get_position_of_id (watch->list, id), ==, i);
    }
}

static void
set_filter (Watch *watch, const char *text)
{
  g_autoptr (DeskFilter) filter = desk_filter_parse (text, NULL, NULL, NULL);

  g_assert_nonnull (filter);
  desk_filtered_model_set_filter (watch->list, filter);
}

#define is_done(watch)                                  \
  (!desk_filtered_model_get_pending ((watch)->list)     \
   && desk_filtered_model_get_progress ((watch)->list) == 1.0)
