/* desk-json-scanner.h: the tokens of a JSON text (RFC 8259)
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The deepest nesting that is accepted (RFC 8259 section 9 lets us set one) */
#define DESK_JSON_MAX_DEPTH 512

/**
 * DeskJsonToken:
 * @DESK_JSON_END: the value is complete and nothing follows it
 * @DESK_JSON_INVALID: the grammar is broken at the token's start; see the reason
 * @DESK_JSON_CUT: the bytes at hand end within or before a token; valid so far
 */
typedef enum
{
  DESK_JSON_OBJECT_BEGIN,
  DESK_JSON_OBJECT_END,
  DESK_JSON_ARRAY_BEGIN,
  DESK_JSON_ARRAY_END,
  DESK_JSON_COLON,
  DESK_JSON_COMMA,
  DESK_JSON_STRING,
  DESK_JSON_NUMBER,
  DESK_JSON_LITERAL,
  DESK_JSON_END,
  DESK_JSON_INVALID,
  DESK_JSON_CUT,
} DeskJsonToken;

/**
 * DeskJsonScanner:
 * @start: offset of the token that desk_json_scanner_next() returned last, or
 *   of the offending byte
 * @position: offset behind that token
 * @depth: containers that are open
 * @reason: (nullable): translated: what is wrong at @start
 * @too_deep: whether what is wrong is only that it exceeds %DESK_JSON_MAX_DEPTH
 * @byte_order_mark: whether the text begins with one
 *
 * Reads tokens and checks the grammar as it goes, without recursion and
 * without memory of its own. The other members are private.
 */
typedef struct
{
  gsize start;
  gsize position;
  guint depth;
  const char *reason;
  gboolean too_deep;
  gboolean byte_order_mark;

  const guint8 *data;
  gsize length;
  gboolean more;
  int expected;
  guint8 in_object[DESK_JSON_MAX_DEPTH + 1];
} DeskJsonScanner;

void          desk_json_scanner_init   (DeskJsonScanner       *self,
                                        gconstpointer          data,
                                        gsize                  length,
                                        gboolean               more);
DeskJsonToken desk_json_scanner_next   (DeskJsonScanner       *self);
char         *desk_json_scanner_describe (const DeskJsonScanner *self);

G_END_DECLS
