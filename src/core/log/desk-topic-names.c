/* desk-topic-names.c: names of topic levels, each kept once
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-topic-names.h"

/* A name is its length in two bytes, its bytes and a NUL; its number is where it begins. It lies in one block. */
#define BLOCK (1024 * 1024)
#define N_BLOCKS (DESK_TOPIC_NAMES_MAX / BLOCK)
#define OVERHEAD 3

#define FIRST_SLOTS 1024

struct _DeskTopicNames
{
  char *blocks[N_BLOCKS];
  guint32 end;
  guint32 *slots; /* number + 1, or 0 */
  guint n_slots;  /* a power of two */
  guint n_names;
};

DeskTopicNames *
desk_topic_names_new (void)
{
  DeskTopicNames *self = g_new0 (DeskTopicNames, 1);

  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (guint32, self->n_slots);

  return self;
}

void
desk_topic_names_free (DeskTopicNames *self)
{
  for (guint i = 0; i < N_BLOCKS; i++)
    g_free (self->blocks[i]);
  g_free (self->slots);
  g_free (self);
}

/* FNV-1a, mixed at the end since the low bits choose the slot */
static guint32
hash_bytes (const char *bytes, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8) bytes[i]) * 16777619u;

  return hash ^ (hash >> 15);
}

static guint
find_slot (const DeskTopicNames *self, const char *name, gsize length)
{
  guint slot = hash_bytes (name, length) & (self->n_slots - 1);

  while (self->slots[slot] != 0)
    {
      gsize other_length;
      const char *other = desk_topic_names_get (self, self->slots[slot] - 1, &other_length);

      if (other_length == length && memcmp (other, name, length) == 0)
        break;
      slot = (slot + 1) & (self->n_slots - 1);
    }

  return slot;
}

static void
grow (DeskTopicNames *self)
{
  g_autofree guint32 *old = self->slots;
  guint n_old = self->n_slots;

  self->n_slots *= 2;
  self->slots = g_new0 (guint32, self->n_slots);
  for (guint i = 0; i < n_old; i++)
    {
      gsize length;
      const char *name;

      if (old[i] == 0)
        continue;
      name = desk_topic_names_get (self, old[i] - 1, &length);
      self->slots[find_slot (self, name, length)] = old[i];
    }
}

/**
 * desk_topic_names_lookup:
 * @self: names
 * @name: (array length=length): a name, which need not end with a NUL
 * @length: its bytes, at most 65,535
 * @number: (out): its number
 *
 * Returns: whether it is there
 */
gboolean
desk_topic_names_lookup (DeskTopicNames *self, const char *name, gsize length, guint32 *number)
{
  guint slot = find_slot (self, name, length);

  if (self->slots[slot] == 0)
    return FALSE;
  *number = self->slots[slot] - 1;

  return TRUE;
}

/**
 * desk_topic_names_add:
 * @self: names
 * @name: (array length=length): a name, which need not end with a NUL
 * @length: its bytes, at most 65,535
 * @number: (out): its number
 *
 * Returns: %FALSE if there is no room for it
 */
gboolean
desk_topic_names_add (DeskTopicNames *self, const char *name, gsize length, guint32 *number)
{
  guint slot = find_slot (self, name, length);
  guint32 start = self->end;
  char *place;

  if (self->slots[slot] != 0)
    {
      *number = self->slots[slot] - 1;
      return TRUE;
    }

  g_return_val_if_fail (length <= G_MAXUINT16, FALSE);

  if (start % BLOCK + OVERHEAD + length > BLOCK)
    start = (start / BLOCK + 1) * BLOCK;
  if (start + OVERHEAD + length > DESK_TOPIC_NAMES_MAX)
    return FALSE;

  if (self->blocks[start / BLOCK] == NULL)
    self->blocks[start / BLOCK] = g_malloc (BLOCK);
  place = self->blocks[start / BLOCK] + start % BLOCK;
  place[0] = (char) (length & 0xff);
  place[1] = (char) (length >> 8);
  memcpy (place + 2, name, length);
  place[2 + length] = '\0';
  self->end = start + OVERHEAD + (guint32) length;
  self->slots[slot] = start + 1;
  self->n_names++;
  if (self->n_names > self->n_slots / 4 * 3)
    grow (self);
  *number = start;

  return TRUE;
}

/**
 * desk_topic_names_get:
 * @self: names
 * @number: number of a name
 * @length: (out): its bytes
 *
 * Returns: (transfer none): the name, with a NUL after it
 */
const char *
desk_topic_names_get (const DeskTopicNames *self, guint32 number, gsize *length)
{
  const char *place = self->blocks[number / BLOCK] + number % BLOCK;

  *length = (gsize) (guint8) place[0] | (gsize) (guint8) place[1] << 8;

  return place + 2;
}

/**
 * desk_topic_names_get_room:
 * @self: names
 *
 * Returns: bytes of names that can still be added, at least
 */
gsize
desk_topic_names_get_room (const DeskTopicNames *self)
{
  guint32 next_block = (self->end + BLOCK - 1) / BLOCK * BLOCK;

  return (gsize) DESK_TOPIC_NAMES_MAX - next_block;
}
