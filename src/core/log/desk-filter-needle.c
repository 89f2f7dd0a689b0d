/* desk-filter-needle.c: looks for text in bytes, ignoring case if need be
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-filter-fold.h"
#include "desk-filter-needle.h"

/* What is folded at once, on the stack; no needle may be longer. */
#define PIECE 16384

struct _DeskNeedle
{
  char *text;         /* (owned): as it was written */
  guint8 *bytes;      /* (owned): folded, unless case matters */
  gsize n_bytes;      /* number of @bytes */
  gsize longest;      /* bytes of the longest text that matches */
  gboolean match_case;
  gboolean ascii;     /* only A to Z and a to z need to be folded */
};

/**
 * desk_needle_new:
 * @text: what to look for: valid UTF-8, not empty, at most 4,096 bytes
 *
 * The case of letters matters if @text holds a capital letter.
 *
 * Returns: (transfer full): the needle
 */
DeskNeedle *
desk_needle_new (const char *text)
{
  gsize length = strlen (text);
  DeskNeedle *self;

  g_return_val_if_fail (length > 0 && length <= 4096, NULL);

  self = g_new0 (DeskNeedle, 1);
  self->text = g_strdup (text);
  self->ascii = TRUE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar folded = desk_fold_character (c);

      if (g_unichar_isupper (c) || g_unichar_istitle (c))
        self->match_case = TRUE;

      /* İ, ı and ſ have two bytes, the Kelvin sign has three; outside ASCII
       * nothing that folds to a character has more than three, or than it has. */
      if (folded >= 0x80 || folded == 'i' || folded == 'k' || folded == 's')
        {
          self->ascii = FALSE;
          self->longest += folded > 0xffff ? 4 : 3;
        }
      else
        self->longest++;
    }

  if (self->match_case)
    {
      self->n_bytes = length;
      self->longest = length;
      self->bytes = g_memdup2 (text, length);
    }
  else
    {
      self->bytes = g_malloc (DESK_FOLD_MAX (length));
      self->n_bytes = desk_fold ((const guint8 *) text, length, self->bytes);
    }

  return self;
}

void
desk_needle_free (DeskNeedle *self)
{
  g_free (self->text);
  g_free (self->bytes);
  g_free (self);
}

/**
 * desk_needle_get_text:
 *
 * Returns: (transfer none): the text as it was written
 */
const char *
desk_needle_get_text (const DeskNeedle *self)
{
  return self->text;
}

gboolean
desk_needle_get_match_case (const DeskNeedle *self)
{
  return self->match_case;
}

/**
 * desk_needle_get_longest:
 *
 * Returns: how many bytes a text that matches may have: who looks through
 *   pieces must let them overlap by one less
 */
gsize
desk_needle_get_longest (const DeskNeedle *self)
{
  return self->longest;
}

/**
 * desk_needle_is_in:
 * @self: a needle
 * @data: (nullable): bytes of any kind: NUL is a byte like others, and what is
 *   not valid UTF-8 does not hide what stands beside it
 * @length: number of bytes
 *
 * Returns: whether the needle's text is somewhere in @data
 */
gboolean
desk_needle_is_in (const DeskNeedle *self, const guint8 *data, gsize length)
{
  guint8 folded[DESK_FOLD_MAX (PIECE)];

  if (length == 0)
    return FALSE;
  if (self->match_case)
    return memmem (data, length, self->bytes, self->n_bytes) != NULL;

  for (gsize start = 0;; start += PIECE - self->longest + 1)
    {
      gsize size = MIN (length - start, PIECE);
      gsize n_folded;

      if (self->ascii)
        n_folded = desk_fold_ascii (data + start, size, folded);
      else
        n_folded = desk_fold (data + start, size, folded);
      if (memmem (folded, n_folded, self->bytes, self->n_bytes) != NULL)
        return TRUE;
      if (start + size == length)
        return FALSE;
    }
}

/**
 * desk_needle_find:
 * @self: a needle
 * @data: bytes of any kind
 * @length: number of bytes
 * @from: where to begin; at most @length
 * @start: (out): where the needle's text begins
 * @end: (out): where it ends
 *
 * Finds the needle's text at or behind @from. It is slower than
 * desk_needle_is_in(), which does not care where.
 *
 * Returns: whether it is there
 */
gboolean
desk_needle_find (const DeskNeedle *self,
                  const guint8 *data,
                  gsize length,
                  gsize from,
                  gsize *start,
                  gsize *end)
{
  if (self->match_case)
    {
      const guint8 *found = NULL;

      if (length > from)
        found = memmem (data + from, length - from, self->bytes, self->n_bytes);
      if (found == NULL)
        return FALSE;
      *start = (gsize) (found - data);
      *end = *start + self->n_bytes;
      return TRUE;
    }

  for (gsize i = from; i < length; i++)
    {
      gsize n_bytes = desk_fold_match (data + i, length - i, self->bytes, self->n_bytes);

      if (n_bytes > 0)
        {
          *start = i;
          *end = i + n_bytes;
          return TRUE;
        }
    }

  return FALSE;
}
