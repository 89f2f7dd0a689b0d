/* desk-trace-topics.c: the topics that a packet names
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-packet-private.h"
#include "desk-trace-topics.h"

/* What is longer than this is copied to the heap. */
#define SHORT_TOPIC 512

/* Whether there are two bytes of a length and so many that follow */
static gboolean
has_string (const guint8 *data, gsize length, gsize at, gsize *size)
{
  if (length < 2 || at > length - 2)
    return FALSE;
  *size = (gsize) (data[at] << 8 | data[at + 1]);

  return *size <= length - at - 2;
}

static gboolean
is_wanted (const guint8 *topic, gsize size, DeskTraceTopicFunc func, gpointer user_data)
{
  char buffer[SHORT_TOPIC];
  g_autofree char *large = size >= sizeof buffer ? g_malloc (size + 1) : NULL;
  char *copy = large != NULL ? large : buffer;

  /* The rest of a string behind a NUL would be taken for another topic. */
  if (memchr (topic, '\0', size) != NULL)
    return FALSE;
  memcpy (copy, topic, size);
  copy[size] = '\0';

  return func (copy, user_data);
}

/**
 * desk_trace_find_topic:
 * @entry: a packet or a step
 * @data: what is kept of it
 * @func: whether a topic is the one that is sought
 * @user_data: for @func
 *
 * Asks for the topic of PUBLISH, and for each topic filter of SUBSCRIBE and
 * UNSUBSCRIBE.
 *
 * Returns: whether @func said so of any
 */
gboolean
desk_trace_find_topic (const DeskTraceEntry *entry,
                       const guint8 *data,
                       DeskTraceTopicFunc func,
                       gpointer user_data)
{
  DeskPacketType type = entry->first >> 4;
  gsize length = entry->length;
  gsize at = 1, size;
  guint32 number;

  if ((entry->flags & DESK_TRACE_STEP) != 0
      || (type != DESK_PACKET_PUBLISH && type != DESK_PACKET_SUBSCRIBE && type != DESK_PACKET_UNSUBSCRIBE)
      || length == 0 || _desk_varint_read (data + at, length - at, &number, &size) != DESK_CHECK_PASS)
    return FALSE;

  at += size;
  if (type == DESK_PACKET_PUBLISH)
    return has_string (data, length, at, &size) && is_wanted (data + at + 2, size, func, user_data);

  at += 2;
  if (entry->version == DESK_MQTT_5)
    {
      if (at >= length || _desk_varint_read (data + at, length - at, &number, &size) != DESK_CHECK_PASS)
        return FALSE;
      at += size + number;
    }
  while (has_string (data, length, at, &size))
    {
      if (is_wanted (data + at + 2, size, func, user_data))
        return TRUE;
      at += 2 + size + (type == DESK_PACKET_SUBSCRIBE ? 1 : 0);
    }

  return FALSE;
}
