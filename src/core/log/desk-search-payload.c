/* desk-search-payload.c: the payload of a stored message, read piece by piece
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-search-payload.h"

/**
 * desk_search_payload_peek:
 * @self: a payload
 * @offset: first byte
 * @length: how many bytes; they must be inside of the payload
 * @buffer: (nullable): room for @length bytes; may be %NULL if the payload is
 *   in memory
 * @error: what reading said, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (nullable): the bytes, in @buffer or where they are already
 */
const guint8 *
desk_search_payload_peek (DeskSearchPayload *self, gsize offset, gsize length, guint8 *buffer, GError **error)
{
  g_return_val_if_fail (offset <= self->size && length <= self->size - offset, NULL);

  if (self->data != NULL)
    return self->data + offset;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
      || !self->read (self->source, offset, buffer, length, error))
    return NULL;

  return buffer;
}

/* What is read at once where all of it is wanted: each piece has to find its place */
#define LOAD_PIECE (4 * 1024 * 1024)

/**
 * desk_search_payload_load:
 * @self: a payload
 * @max_length: how much of its beginning at most
 * @to_free: (out) (transfer full) (nullable): memory that the bytes are in, if it
 *   is not that of the payload
 * @length: (out): how many bytes there are
 * @error: what reading said, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer none) (nullable): the bytes; %NULL on an error only
 */
const guint8 *
desk_search_payload_load (DeskSearchPayload *self,
                          gsize max_length,
                          guint8 **to_free,
                          gsize *length,
                          GError **error)
{
  g_autofree guint8 *buffer = NULL;

  *to_free = NULL;
  *length = MIN (self->size, max_length);
  if (*length == 0)
    return (const guint8 *) "";
  if (self->data != NULL)
    return self->data;

  buffer = g_malloc (*length);
  for (gsize offset = 0; offset < *length; offset += LOAD_PIECE)
    {
      gsize n = MIN (LOAD_PIECE, *length - offset);

      if (desk_search_payload_peek (self, offset, n, buffer + offset, error) == NULL)
        return NULL;
    }

  *to_free = g_steal_pointer (&buffer);
  return *to_free;
}

/**
 * desk_search_payload_contains:
 * @self: a payload
 * @needle: what to look for
 * @contains: (out): whether it is there
 * @error: what reading said, or %G_IO_ERROR_CANCELLED
 *
 * Looks through a payload of any size without holding all of it.
 *
 * Returns: whether the payload could be read
 */
gboolean
desk_search_payload_contains (DeskSearchPayload *self,
                              const DeskNeedle *needle,
                              gboolean *contains,
                              GError **error)
{
  gsize overlap = desk_needle_get_longest (needle) - 1;
  gsize piece = DESK_SEARCH_PIECE + overlap;
  g_autofree guint8 *buffer = NULL;

  *contains = FALSE;
  if (self->size == 0)
    return TRUE;
  if (self->data != NULL)
    {
      *contains = desk_needle_is_in (needle, self->data, self->size);
      return TRUE;
    }

  buffer = g_malloc (MIN (piece, self->size));
  for (gsize start = 0; !*contains; start += DESK_SEARCH_PIECE)
    {
      gsize length = MIN (piece, self->size - start);
      const guint8 *bytes = desk_search_payload_peek (self, start, length, buffer, error);

      if (bytes == NULL)
        return FALSE;
      *contains = desk_needle_is_in (needle, bytes, length);
      if (start + length == self->size)
        break;
    }

  return TRUE;
}

/**
 * desk_search_payload_walk:
 * @self: a payload
 * @func: gets its bytes, in pieces of %DESK_SEARCH_WALK and what is left
 * @user_data: for @func
 * @error: what reading or @func said, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether all of it was handed over
 */
gboolean
desk_search_payload_walk (DeskSearchPayload *self, DeskSearchPieceFunc func, gpointer user_data, GError **error)
{
  g_autofree guint8 *buffer = self->data == NULL ? g_malloc (DESK_SEARCH_WALK) : NULL;

  for (gsize offset = 0; offset < self->size; offset += DESK_SEARCH_WALK)
    {
      gsize length = MIN (DESK_SEARCH_WALK, self->size - offset);
      const guint8 *data = desk_search_payload_peek (self, offset, length, buffer, error);

      if (data == NULL || !func (data, length, user_data, error))
        return FALSE;
    }

  return TRUE;
}

/* Returns: bytes at the beginning that are whole valid characters, NUL among them */
static gsize
get_valid_length (const guint8 *data, gsize length)
{
  const char *at = (const char *) data;
  const char *end = at + length;

  while (!g_utf8_validate (at, end - at, &at) && *at == '\0')
    at++;

  return (gsize) (at - (const char *) data);
}

/**
 * desk_search_payload_walk_text:
 * @self: a payload
 * @func: (nullable): gets its bytes in pieces of whole characters, as long as
 *   they are UTF-8
 * @user_data: for @func
 * @is_text: (out): whether all of it is UTF-8
 * @error: what reading or @func said, or %G_IO_ERROR_CANCELLED
 *
 * Hands over a payload as text, or without @func only looks whether it is text.
 *
 * Returns: whether it could be read
 */
gboolean
desk_search_payload_walk_text (DeskSearchPayload *self,
                               DeskSearchPieceFunc func,
                               gpointer user_data,
                               gboolean *is_text,
                               GError **error)
{
  g_autofree guint8 *buffer = self->data == NULL ? g_malloc (DESK_SEARCH_WALK) : NULL;
  gsize offset = 0;

  *is_text = FALSE;
  while (offset < self->size)
    {
      gsize length = MIN (DESK_SEARCH_WALK, self->size - offset);
      const guint8 *data = desk_search_payload_peek (self, offset, length, buffer, error);
      gsize n;

      if (data == NULL)
        return FALSE;
      /* A piece ends before a character that it does not hold whole; where no
       * character is whole, it is no text. */
      n = get_valid_length (data, length);
      if (n == 0)
        return TRUE;
      if (func != NULL && !func (data, n, user_data, error))
        return FALSE;
      offset += n;
    }
  *is_text = TRUE;

  return TRUE;
}
