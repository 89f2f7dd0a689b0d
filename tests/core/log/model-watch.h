/* model-watch.h: a log as a list whose changes are written down
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "log-scene.h"

#include "desk-log-model.h"

/* Each change of a list is written down: position, -removed, +added. */
static void
on_items_changed (GListModel *list, guint position, guint removed, guint added, GString *changes)
{
  g_assert_true (removed != 0 || added != 0);

  if (changes->len > 0)
    g_string_append (changes, ", ");
  if (removed == 1 && added == 0)
    g_string_append_printf (changes, "-%u", position);
  else if (removed == 0 && added == 1)
    g_string_append_printf (changes, "+%u", position);
  else
    {
      g_string_append_printf (changes, "%u", position);
      if (removed > 0)
        g_string_append_printf (changes, "-%u", removed);
      if (added > 0)
        g_string_append_printf (changes, "+%u", added);
    }
}

static void
free_changes (gpointer data)
{
  GString *changes = data;

  /* All changes must have been checked. */
  g_assert_cmpstr (changes->str, ==, "");
  g_string_free (changes, TRUE);
}

static DeskLogModel *
make_model (Scene *scene)
{
  DeskLogModel *model = desk_log_model_new (scene->log);
  GString *changes = g_string_new ("");

  g_object_set_data_full (G_OBJECT (model), "changes", changes, free_changes);
  g_signal_connect (model, "items-changed", G_CALLBACK (on_items_changed), changes);

  return model;
}

#define assert_changes(model, expected)                                    \
  G_STMT_START                                                             \
  {                                                                        \
    GString *changes_ = g_object_get_data (G_OBJECT (model), "changes");   \
    g_assert_cmpstr (changes_->str, ==, expected);                         \
    g_string_set_size (changes_, 0);                                       \
  }                                                                        \
  G_STMT_END

#define ignore_changes(model) g_string_set_size (g_object_get_data (G_OBJECT (model), "changes"), 0)

static guint
count (DeskLogModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

/* The row at a position, once it is read. */
static DeskLogItem *
get_row (DeskLogModel *model, guint position)
{
  DeskLogItem *item = g_list_model_get_item (G_LIST_MODEL (model), position);

  g_assert_nonnull (item);
  wait_until (desk_log_item_get_loaded (item));

  return item;
}

static void
assert_row (DeskLogModel *model, guint position, gint64 id)
{
  g_autoptr (DeskLogItem) item = get_row (model, position);
  g_autofree char *topic = g_strdup_printf ("t/%d", (int) (id % 10));
  g_autofree char *payload = g_strdup_printf ("payload %" G_GINT64_FORMAT, id);
  GBytes *preview = desk_log_item_get_preview (item);

  g_assert_cmpint (desk_log_item_get_id (item), ==, id);
  g_assert_cmpint (desk_log_item_get_time (item), ==, id);
  g_assert_cmpstr (desk_log_item_get_topic (item), ==, topic);
  g_assert_cmpuint (desk_log_item_get_size (item), ==, strlen (payload));
  g_assert_cmpmem (g_bytes_get_data (preview, NULL), g_bytes_get_size (preview), payload, strlen (payload));
  g_assert_false (desk_log_item_has_properties (item));
}

static void
add (Scene *scene, DeskLogModel *model, guint n)
{
  append_many (scene->log, desk_log_get_last_id (scene->log) + 1, n, 0);
  scene_flush (scene);
  if (model != NULL && !desk_log_model_get_frozen (model))
    wait_until (desk_log_model_get_last_id (model) == desk_log_get_last_id (scene->log));
}

/* Removes messages at the head, as retention does, on the way that it takes: those that are too old. */
static void
remove_below (Scene *scene, DeskLogModel *model, gint64 id)
{
  g_autofree char *sql
      = g_strdup_printf ("UPDATE message SET time = CAST (strftime ('%%s', 'now') AS INTEGER) * 1000000"
                         " WHERE id >= %" G_GINT64_FORMAT,
                         id);

  execute (scene->path, sql);
  desk_log_set_retention (scene->log, 0, 1);
  wait_until (desk_log_get_first_id (scene->log) == id);
  desk_log_set_retention (scene->log, 0, 0);
  scene_flush (scene);
  execute (scene->path, "UPDATE message SET time = id");
  if (model != NULL && !desk_log_model_get_frozen (model))
    wait_until (desk_log_model_get_first_id (model) == MAX (id, desk_log_model_get_start (model)));
}
