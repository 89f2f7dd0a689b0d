/* desk-topic-order.c: topic levels in their natural order
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-topic-order.h"

static gunichar
take (const char **p)
{
  guint8 byte = (guint8) **p;
  gunichar character;

  if (byte < 0x80)
    {
      *p += 1;
      return (gunichar) g_ascii_tolower ((char) byte);
    }

  character = g_utf8_get_char_validated (*p, -1);
  if ((gint32) character < 0)
    {
      *p += 1;
      return byte;
    }
  *p = g_utf8_next_char (*p);

  return g_unichar_tolower (character);
}

/* Numbers without their leading zeros: the longer is the greater. */
static int
compare_numbers (const char **a, const char **b)
{
  gsize length_a, length_b;
  int result;

  *a += strspn (*a, "0");
  *b += strspn (*b, "0");
  length_a = strspn (*a, "0123456789");
  length_b = strspn (*b, "0123456789");
  if (length_a != length_b)
    return length_a < length_b ? -1 : 1;

  result = memcmp (*a, *b, length_a);
  *a += length_a;
  *b += length_b;

  return result;
}

/**
 * desk_topic_order:
 * @a: a level of a topic
 * @b: another one
 *
 * Compares as a person would: numbers by their value, letters without regard to
 * case. What is the same by that is told apart by its bytes. It does not depend
 * on the locale, which would take a million topics too long.
 *
 * Returns: less than, equal to or greater than 0
 */
int
desk_topic_order (const char *a, const char *b)
{
  const char *p = a, *q = b;

  while (*p != '\0' && *q != '\0')
    {
      if (g_ascii_isdigit (*p) && g_ascii_isdigit (*q))
        {
          int result = compare_numbers (&p, &q);

          if (result != 0)
            return result;
        }
      else
        {
          gunichar x = take (&p), y = take (&q);

          if (x != y)
            return x < y ? -1 : 1;
        }
    }
  if (*p != *q)
    return *p == '\0' ? -1 : 1;

  return strcmp (a, b);
}
