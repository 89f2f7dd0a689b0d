/* server-frame.h: WebSocket frames as a server writes and reads them
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <string.h>

#include <glib.h>

G_BEGIN_DECLS

#define FIN 0x80
#define CONTINUATION 0x0
#define TEXT 0x1
#define BINARY 0x2
#define CLOSE 0x8
#define PING 0x9
#define PONG 0xa

/* @first: FIN and reserved bits and the opcode */
static inline void
append_frame (GByteArray *bytes, guint8 first, gconstpointer payload, gsize length)
{
  guint8 header[10] = { first };
  gsize n = 2;

  if (length < 126)
    header[1] = (guint8) length;
  else
    {
      gsize n_length = length < 65536 ? 2 : 8;

      header[1] = length < 65536 ? 126 : 127;
      for (gsize i = 0; i < n_length; i++)
        header[n++] = (guint8) ((guint64) length >> (8 * (n_length - 1 - i)));
    }
  g_byte_array_append (bytes, header, (guint) n);
  g_byte_array_append (bytes, payload, (guint) length);
}

static inline void
append_close (GByteArray *bytes, guint16 code, const char *reason)
{
  g_autoptr (GByteArray) payload = g_byte_array_new ();

  g_byte_array_append (payload, (guint8[]) { (guint8) (code >> 8), (guint8) code }, 2);
  g_byte_array_append (payload, (const guint8 *) reason, (guint) strlen (reason));
  append_frame (bytes, FIN | CLOSE, payload->data, payload->len);
}

/* Takes the first frame of a client off @bytes: it has to be masked, and is not
 * fragmented. Returns: the opcode, or -1 if it is not complete */
static inline int
take_frame (GByteArray *bytes, GByteArray *payload)
{
  gsize n = 2;
  guint64 length;
  int opcode;

  if (bytes->len < 2)
    return -1;
  g_assert_cmpint (bytes->data[0] & 0xf0, ==, FIN);
  g_assert_cmpint (bytes->data[1] & 0x80, ==, 0x80);
  opcode = bytes->data[0] & 0xf;
  length = bytes->data[1] & 0x7f;
  if (length >= 126)
    {
      gsize n_length = length == 126 ? 2 : 8;

      if (bytes->len < n + n_length)
        return -1;
      length = 0;
      for (gsize i = 0; i < n_length; i++)
        length = length << 8 | bytes->data[n++];
    }
  if (bytes->len < n + 4 + length)
    return -1;

  g_byte_array_set_size (payload, (guint) length);
  for (gsize i = 0; i < length; i++)
    payload->data[i] = bytes->data[n + 4 + i] ^ bytes->data[n + i % 4];
  g_byte_array_remove_range (bytes, 0, (guint) (n + 4 + length));

  return opcode;
}

G_END_DECLS
