/* desk-http-head.c: the head of an HTTP response
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-http-head.h"

#define VERSION "HTTP/1."

struct _DeskHttpHead
{
  GString *bytes;     /* (owned): all of it */
  gsize line;         /* where the line begins */
  guint status;       /* 0: the status line has not come yet */
  char *reason;       /* (owned) (nullable) */
  GHashTable *fields; /* (owned): lower-case name → value */
};

/**
 * desk_http_head_new:
 *
 * Returns: (transfer full): a head of which nothing came yet
 */
DeskHttpHead *
desk_http_head_new (void)
{
  DeskHttpHead *self = g_new0 (DeskHttpHead, 1);

  self->bytes = g_string_new (NULL);
  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

/**
 * desk_http_head_free:
 * @self: (transfer full): a head
 *
 * Frees it.
 */
void
desk_http_head_free (DeskHttpHead *self)
{
  g_string_free (self->bytes, TRUE);
  g_hash_table_unref (self->fields);
  g_free (self->reason);
  g_free (self);
}

/* "HTTP/1.1 101 Switching Protocols" (RFC 9112 section 4) */
static DeskHttpProgress
read_status_line (DeskHttpHead *self, const char *line)
{
  const char *status = line + strlen (VERSION) + 1;

  if (!g_ascii_isdigit (line[strlen (VERSION)]) || status[0] != ' ' || !g_ascii_isdigit (status[1])
      || !g_ascii_isdigit (status[2]) || !g_ascii_isdigit (status[3]) || (status[4] != ' ' && status[4] != '\0'))
    return DESK_HTTP_BROKEN;

  self->status = (guint) ((status[1] - '0') * 100 + (status[2] - '0') * 10 + (status[3] - '0'));
  self->reason = g_strstrip (g_strdup (status + 4));

  return DESK_HTTP_MORE;
}

/* "Name: value" (RFC 9112 section 5) */
static DeskHttpProgress
read_field (DeskHttpHead *self, const char *line)
{
  const char *colon = strchr (line, ':');
  char *name;
  char *value;
  const char *before;

  if (colon == NULL || colon == line || g_ascii_isspace (line[0]) || g_ascii_isspace (colon[-1]))
    return DESK_HTTP_BROKEN;

  name = g_ascii_strdown (line, colon - line);
  value = g_strstrip (g_strdup (colon + 1));
  before = g_hash_table_lookup (self->fields, name);
  if (before != NULL)
    {
      char *both = g_strconcat (before, ", ", value, NULL);

      g_free (value);
      value = both;
    }
  g_hash_table_replace (self->fields, name, value);

  return DESK_HTTP_MORE;
}

static DeskHttpProgress
read_line (DeskHttpHead *self)
{
  const char *begin = self->bytes->str + self->line;
  g_autofree char *line = g_strndup (begin, (gsize) (self->bytes->str + self->bytes->len - 1 - begin));
  gsize length = strlen (line);

  self->line = self->bytes->len;
  if (length > 0 && line[length - 1] == '\r')
    line[--length] = '\0';

  if (self->status == 0)
    return read_status_line (self, line);
  if (length == 0)
    return DESK_HTTP_DONE;

  return read_field (self, line);
}

/**
 * desk_http_head_feed:
 * @self: a head that is not complete
 * @byte: the next byte
 *
 * Takes one byte, so that what follows the head is left where it is.
 *
 * Returns: what is known now; after anything but %DESK_HTTP_MORE no byte follows
 */
DeskHttpProgress
desk_http_head_feed (DeskHttpHead *self, char byte)
{
  gsize at = self->bytes->len;

  if (at == DESK_HTTP_HEAD_MAX)
    return DESK_HTTP_TOO_LONG;

  g_string_append_c (self->bytes, byte);
  if (at < strlen (VERSION))
    return byte == VERSION[at] ? DESK_HTTP_MORE : DESK_HTTP_NOT_HTTP;
  if (byte == '\0')
    return DESK_HTTP_BROKEN;

  return byte == '\n' ? read_line (self) : DESK_HTTP_MORE;
}

/**
 * desk_http_head_get_status:
 * @self: a complete head
 *
 * Returns: the status code, 0 to 999
 */
guint
desk_http_head_get_status (DeskHttpHead *self)
{
  return self->status;
}

/**
 * desk_http_head_get_reason:
 * @self: a complete head
 *
 * Returns: what the server says about the status; it may be anything
 */
const char *
desk_http_head_get_reason (DeskHttpHead *self)
{
  return self->reason;
}

/**
 * desk_http_head_get:
 * @self: a complete head
 * @name: a field's name in lower case
 *
 * Returns: (nullable): its value
 */
const char *
desk_http_head_get (DeskHttpHead *self, const char *name)
{
  return g_hash_table_lookup (self->fields, name);
}

/**
 * desk_http_head_has:
 * @self: a complete head
 * @name: a field's name in lower case
 * @element: what to look for
 *
 * Returns: whether the field is a list (RFC 9110 section 5.6.1) with that
 *   element
 */
gboolean
desk_http_head_has (DeskHttpHead *self, const char *name, const char *element)
{
  const char *value = desk_http_head_get (self, name);
  g_auto (GStrv) elements = value != NULL ? g_strsplit (value, ",", -1) : NULL;

  for (char **p = elements; p != NULL && *p != NULL; p++)
    if (g_ascii_strcasecmp (g_strstrip (*p), element) == 0)
      return TRUE;

  return FALSE;
}

/**
 * desk_http_head_peek:
 * @self: a head
 * @length: (out): number of bytes
 *
 * Returns: (transfer none): all bytes that were fed, until the next one
 */
const char *
desk_http_head_peek (DeskHttpHead *self, gsize *length)
{
  *length = self->bytes->len;

  return self->bytes->str;
}
