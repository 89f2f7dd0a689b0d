/* desk-filter-spans.c: where the text that a filter asks for is in a text
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-filter-private.h"

static gboolean
looks_into (const DeskTerm *term, DeskFilterPart part)
{
  return (term->kind->parts & 1u << part) != 0;
}

/**
 * desk_filter_has_text:
 * @self: a filter
 * @part: what would be looked into
 *
 * Returns: whether the filter can have anything to highlight there
 */
gboolean
desk_filter_has_text (DeskFilter *self, DeskFilterPart part)
{
  GPtrArray *texts;

  g_return_val_if_fail (self != NULL, FALSE);

  texts = _desk_filter_get_texts (self);
  for (guint i = 0; i < texts->len; i++)
    {
      if (looks_into (g_ptr_array_index (texts, i), part))
        return TRUE;
    }

  return FALSE;
}

/* The first span at or behind @from; the longer one where two begin alike */
static gboolean
find_next (GPtrArray *texts,
           DeskFilterPart part,
           const guint8 *text,
           gsize length,
           gsize from,
           DeskFilterSpan *next)
{
  gboolean found = FALSE;

  for (guint i = 0; i < texts->len; i++)
    {
      const DeskTerm *term = g_ptr_array_index (texts, i);
      /* Half a number is another one. */
      gsize end = found && term->path == NULL ? MIN (length, next->end + 1) : length;
      DeskFilterSpan span;

      if (!looks_into (term, part) || !term->kind->find (term, text, end, from, &span))
        continue;
      if (!found || span.start < next->start || (span.start == next->start && span.end > next->end))
        *next = span;
      found = TRUE;
    }

  return found;
}

/**
 * desk_filter_find_spans:
 * @self: a filter
 * @part: what the text is
 * @text: the text: bytes of any kind
 * @length: number of bytes, or -1 if NUL ends it
 * @spans: (out caller-allocates) (array length=max_spans): where the matches are
 * @max_spans: how many at most
 *
 * Finds what to highlight: the words, texts, regular expressions and values in
 * JSON that the filter asks for, not those that it leaves out. The spans are in order and do
 * not overlap. In valid UTF-8 they are at the bounds of characters. It takes time
 * in proportion to the length and to the number of terms, so give it what is
 * shown rather than a whole payload.
 *
 * Returns: number of spans
 */
guint
desk_filter_find_spans (DeskFilter *self,
                        DeskFilterPart part,
                        const char *text,
                        gssize length,
                        DeskFilterSpan *spans,
                        guint max_spans)
{
  GPtrArray *texts;
  gsize size;
  gsize from = 0;
  guint n = 0;

  g_return_val_if_fail (self != NULL && text != NULL, 0);

  texts = _desk_filter_get_texts (self);
  size = length >= 0 ? (gsize) length : strlen (text);
  while (n < max_spans && find_next (texts, part, (const guint8 *) text, size, from, &spans[n]))
    from = spans[n++].end;

  return n;
}
