/* desk-word-mark.c: what a filter asks for in a text
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-word-mark.h"

#define MAX_SPANS 32 /* in a line of the log */

#define RGB(r, g, b) { r / 255.0f, g / 255.0f, b / 255.0f, 1.0f }

/* The yellow of the palette under dark text, its brown under light text: the text stands out from either by 7:1
 * (WCAG 2.1, 1.4.6). */
static const GdkRGBA light_background = RGB (249, 240, 107), dark_background = RGB (133, 98, 0);

/* Stands out from the background of the style by 3:1. */
static const GdkRGBA light_colour = RGB (192, 130, 0), dark_colour = RGB (248, 228, 92);

/**
 * desk_word_mark_get_background:
 * @dark: whether the style is dark
 *
 * Returns: the colour behind a text that matches
 */
const GdkRGBA *
desk_word_mark_get_background (gboolean dark)
{
  return dark ? &dark_background : &light_background;
}

/**
 * desk_word_mark_get_colour:
 * @dark: whether the style is dark
 *
 * Returns: the colour of a line that marks what matches
 */
const GdkRGBA *
desk_word_mark_get_colour (gboolean dark)
{
  return dark ? &dark_colour : &light_colour;
}

/**
 * desk_word_mark_attributes:
 * @text: a short text that is shown
 * @filter: (nullable): what to mark in it
 * @part: what the text is
 * @dark: whether the style is dark
 *
 * Returns: (transfer full) (nullable): what marks the matches in @text; %NULL if
 *   the filter can have none there
 */
PangoAttrList *
desk_word_mark_attributes (const char *text, DeskFilter *filter, DeskFilterPart part, gboolean dark)
{
  const GdkRGBA *colour = desk_word_mark_get_background (dark);
  DeskFilterSpan spans[MAX_SPANS];
  PangoAttrList *attributes;
  guint n_spans;

  if (filter == NULL || !desk_filter_has_text (filter, part))
    return NULL;

  attributes = pango_attr_list_new ();
  n_spans = desk_filter_find_spans (filter, part, text, -1, spans, MAX_SPANS);
  for (guint i = 0; i < n_spans; i++)
    {
      PangoAttribute *mark = pango_attr_background_new ((guint16) (colour->red * 65535),
                                                        (guint16) (colour->green * 65535),
                                                        (guint16) (colour->blue * 65535));

      mark->start_index = (guint) spans[i].start;
      mark->end_index = (guint) spans[i].end;
      pango_attr_list_insert (attributes, mark);
    }

  return attributes;
}
