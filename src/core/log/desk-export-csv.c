/* desk-export-csv.c: messages as CSV (RFC 4180) for spreadsheets
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-export-format.h"
#include "desk-json-line.h"

/* Without it Excel takes UTF-8 for the code page of its system; LibreOffice and
 * others know it too. A pipe gets none: what reads there expects the header. */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

#define HEADER "id,time,topic,qos,retained,outgoing,dup,properties,payload,payload_base64\r\n"

/* A plain number up to this length is a number and no formula, whatever its sign. */
#define NUMBER_MAX 40

typedef struct
{
  const DeskExportTarget *target;
  GString *text;      /* (owned): what is to be written next */
  gboolean cell_open; /* whether the payload's cell has begun */
} Csv;

static gboolean
flush (Csv *csv, gsize least, GError **error)
{
  if (csv->text->len < least)
    return TRUE;
  if (!g_output_stream_write_all (csv->target->stream, csv->text->str, csv->text->len, NULL,
                                  csv->target->cancellable, error))
    return FALSE;
  g_string_truncate (csv->text, 0);

  return TRUE;
}

static gpointer
begin (const DeskExportTarget *target, GError **error)
{
  Csv *csv = g_new0 (Csv, 1);

  csv->target = target;
  csv->text = g_string_new (target->path != NULL ? BYTE_ORDER_MARK : NULL);
  g_string_append (csv->text, HEADER);

  return csv;
}

static void
csv_free (gpointer state)
{
  Csv *csv = state;

  g_string_free (csv->text, TRUE);
  g_free (csv);
}

/* Returns: whether there was one at least */
static gboolean
skip_digits (const guint8 **at, const guint8 *end)
{
  const guint8 *begin = *at;

  while (*at < end && g_ascii_isdigit (**at))
    (*at)++;

  return *at > begin;
}

/* Nearly as JSON writes them: “-1+1” is a formula. */
static gboolean
is_number (const guint8 *data, gsize length)
{
  const guint8 *at = data;
  const guint8 *end = data + length;

  if (length > NUMBER_MAX)
    return FALSE;
  if (at < end && *at == '-')
    at++;
  if (!skip_digits (&at, end))
    return FALSE;
  if (at < end && *at == '.')
    {
      at++;
      if (!skip_digits (&at, end))
        return FALSE;
    }
  if (at < end && (*at == 'e' || *at == 'E'))
    {
      at++;
      if (at < end && (*at == '+' || *at == '-'))
        at++;
      if (!skip_digits (&at, end))
        return FALSE;
    }

  return at == end;
}

/* A spreadsheet takes a cell that begins like this for a formula, which could run
 * programs. An apostrophe in front makes it text; one that was there already
 * gets another, so that whoever takes one away again has what was sent. */
static gboolean
must_be_defused (const guint8 *data, gsize length)
{
  return length > 0 && strchr ("=+-@\t\r\n'", data[0]) != NULL && data[0] != '\0'
         && !is_number (data, length);
}

/* Between quotes, where only the quote itself has to be written otherwise */
static void
append_quoted (GString *text, const guint8 *data, gsize length)
{
  gsize done = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (data[i] != '"')
        continue;
      g_string_append_len (text, (const char *) data + done, (gssize) (i + 1 - done));
      done = i;
    }
  g_string_append_len (text, (const char *) data + done, (gssize) (length - done));
}

/* Text is always quoted, numbers never. */
static void
append_text (GString *text, const char *words)
{
  gsize length = strlen (words);

  if (length == 0)
    return;
  g_string_append_c (text, '"');
  if (must_be_defused ((const guint8 *) words, length))
    g_string_append_c (text, '\'');
  append_quoted (text, (const guint8 *) words, length);
  g_string_append_c (text, '"');
}

static gboolean
add_text (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  Csv *csv = user_data;

  if (!csv->cell_open)
    {
      g_string_append_c (csv->text, '"');
      if (must_be_defused (data, length))
        g_string_append_c (csv->text, '\'');
      csv->cell_open = TRUE;
    }
  append_quoted (csv->text, data, length);

  return flush (csv, DESK_SEARCH_WALK, error);
}

static gboolean
add_base64 (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  Csv *csv = user_data;
  g_autofree char *encoded = g_base64_encode (data, length);

  g_string_append (csv->text, encoded);
  return flush (csv, DESK_SEARCH_WALK, error);
}

static gboolean
look_for_nul (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  gboolean *found = user_data;

  *found = *found || memchr (data, '\0', length) != NULL;
  return TRUE;
}

static void
append_head (GString *text, const DeskSearchRow *row)
{
  g_autofree char *topic = g_utf8_make_valid (row->topic, -1);
  g_autofree char *properties = g_utf8_make_valid (row->properties != NULL ? row->properties : "", -1);

  g_string_append_printf (text, "%" G_GINT64_FORMAT ",", row->id);
  desk_json_line_append_time (text, row->time);
  g_string_append_c (text, ',');
  append_text (text, topic);
  g_string_append_printf (text, ",%d,%d,%d,%d,", (int) (row->flags & DESK_MESSAGE_QOS_MASK),
                          (row->flags & DESK_MESSAGE_RETAINED) != 0,
                          (row->flags & DESK_MESSAGE_OUTGOING) != 0,
                          (row->flags & DESK_MESSAGE_DUPLICATE) != 0);
  append_text (text, properties);
  g_string_append_c (text, ',');
}

static gboolean
add (gpointer state, DeskSearchRow *row, GError **error)
{
  Csv *csv = state;
  gboolean has_nul = FALSE;
  gboolean is_text;

  append_head (csv->text, row);
  if (!desk_search_payload_walk_text (&row->payload, look_for_nul, &has_nul, &is_text, error))
    return FALSE;

  if (is_text && !has_nul)
    {
      csv->cell_open = FALSE;
      if (!desk_search_payload_walk_text (&row->payload, add_text, csv, &is_text, error))
        return FALSE;
      if (csv->cell_open)
        g_string_append_c (csv->text, '"');
      g_string_append_c (csv->text, ',');
    }
  else
    {
      g_string_append_c (csv->text, ',');
      if (!desk_search_payload_walk (&row->payload, add_base64, csv, error))
        return FALSE;
    }
  g_string_append (csv->text, "\r\n");

  return flush (csv, DESK_SEARCH_WALK, error);
}

static gboolean
end (gpointer state, GError **error)
{
  return flush (state, 0, error);
}

/* Columns as in HEADER, lines end with CR LF, numbers are plain, text is quoted,
 * flags are 0 or 1. A payload that is not UTF-8, or holds a NUL, is in the last
 * column as base64 (RFC 4648 section 4) and the one before is empty. A cell that
 * a spreadsheet would take for a formula has an apostrophe in front. */
const DeskExportFormat _desk_export_csv = {
  .id = "csv",
  .name = N_ ("CSV (spreadsheet)"),
  .extension = "csv",
  .begin = begin,
  .add = add,
  .end = end,
  .free = csv_free,
};
