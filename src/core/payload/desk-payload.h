/* desk-payload.h: what the bytes of a payload look like to a person
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/**
 * DeskPayloadKind:
 *
 * What a payload is, judged by its bytes.
 */
typedef enum
{
  DESK_PAYLOAD_EMPTY,
  DESK_PAYLOAD_TEXT,
  DESK_PAYLOAD_JSON,
  DESK_PAYLOAD_BINARY,
} DeskPayloadKind;

#define DESK_PAYLOAD_HEX_WIDTH 76 /* characters of a line with 16 hexadecimal bytes */

/**
 * DeskPayloadTokenKind:
 *
 * What a part of a text is, for its colour.
 */
typedef enum
{
  DESK_PAYLOAD_NAME,
  DESK_PAYLOAD_STRING,
  DESK_PAYLOAD_NUMBER,
  DESK_PAYLOAD_LITERAL,
  DESK_PAYLOAD_N_TOKEN_KINDS,
} DeskPayloadTokenKind;

/**
 * DeskPayloadToken:
 * @start: offset in the text, in bytes
 * @length: bytes
 * @kind: what it is
 */
typedef struct
{
  guint32 start;
  guint32 length;
  DeskPayloadTokenKind kind;
} DeskPayloadToken;

/**
 * DeskPayloadView:
 * @text: valid UTF-8 without NUL, lines of at most 2 KiB, at most the limit
 * @shown: bytes of the payload that @text stands for, from its beginning
 * @complete: whether that is all of them
 * @broken_lines: whether lines were broken that are longer in the payload
 * @problem: (nullable): in words, e.g. where JSON stops being valid
 * @tokens: (nullable) (element-type DeskPayloadToken): parts of @text that have
 *   a colour, in its order
 *
 * A payload made readable.
 */
typedef struct
{
  char *text;
  gsize shown;
  gboolean complete;
  gboolean broken_lines;
  char *problem;
  GArray *tokens;
} DeskPayloadView;

/**
 * DeskPayloadFormat:
 * @id: stable name, for actions and settings: "text", "json", "hex"
 * @label: name for the menu, to be translated by `_()` where it is shown
 * @render: makes a view of the first bytes; may run in any thread. Its width
 *   is the room in characters for formats with fixed lines; 0: any
 *
 * A decoder: one file, one line in the table of desk-payload.c.
 */
typedef struct
{
  const char *id;
  const char *label;
  DeskPayloadView *(*render) (GBytes *payload,
                              gsize   payload_size,
                              gsize   max_text,
                              guint   width);
} DeskPayloadFormat;

DeskPayloadKind          desk_payload_detect         (GBytes *payload,
                                                      gsize   payload_size);
const DeskPayloadFormat *desk_payload_format_for     (DeskPayloadKind kind);
const DeskPayloadFormat *desk_payload_format_find    (const char *id);
const DeskPayloadFormat *desk_payload_formats        (guint *n_formats);
void                     desk_payload_view_free      (DeskPayloadView *view);
/* One line for a list row: control and bidi characters as visible escapes,
 * line breaks as ⏎, binary as hex, at most max_bytes of text. */
char                    *desk_payload_preview        (GBytes *beginning,
                                                      gsize   payload_size,
                                                      gsize   max_bytes);
/* Any text from the wire, safe to show in a label: escapes C0, C1, bidi
 * controls, zero-width characters, U+2028/9; never markup. */
char                    *desk_payload_escape_text    (const char *text,
                                                      gssize      length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPayloadView, desk_payload_view_free)

G_END_DECLS
