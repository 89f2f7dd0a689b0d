/* desk-export-jsonl.c: messages as JSON Lines
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-export-format.h"
#include "desk-json-line.h"

static gpointer
begin (const DeskExportTarget *target, GError **error)
{
  return (gpointer) target;
}

static gboolean
add (gpointer state, DeskSearchRow *row, GError **error)
{
  const DeskExportTarget *target = state;

  return desk_json_line_write (row, target->stream, target->cancellable, error);
}

const DeskExportFormat _desk_export_jsonl = {
  .id = "jsonl",
  .name = N_ ("JSON Lines"),
  .extension = "jsonl",
  .begin = begin,
  .add = add,
};
