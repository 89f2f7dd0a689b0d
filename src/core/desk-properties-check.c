/* desk-properties-check.c: compares MQTT 5 properties, and tells whether they can be sent
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-properties.h"

static guint
get_length (DeskProperties *self)
{
  return self != NULL ? desk_properties_get_length (self) : 0;
}

/**
 * desk_properties_equal:
 * @self: (nullable): properties
 * @other: (nullable): properties
 *
 * Returns: whether both are the same in the same order; none are as good as %NULL
 */
gboolean
desk_properties_equal (DeskProperties *self, DeskProperties *other)
{
  guint n = get_length (self);

  if (self == other)
    return TRUE;
  if (n != get_length (other))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const DeskProperty *a = desk_properties_get (self, i);
      const DeskProperty *b = desk_properties_get (other, i);

      if (a->id != b->id || a->number != b->number || g_strcmp0 (a->name, b->name) != 0
          || g_strcmp0 (a->string, b->string) != 0
          || (a->bytes != NULL && !g_bytes_equal (a->bytes, b->bytes)))
        return FALSE;
    }

  return TRUE;
}

/**
 * desk_properties_check_sizes:
 * @self: (nullable): properties
 * @error: %DESK_ERROR_PACKET_TOO_LARGE, naming the property
 *
 * Returns: whether each fits into its field of a packet (%DESK_FIELD_MAX)
 */
gboolean
desk_properties_check_sizes (DeskProperties *self, GError **error)
{
  for (guint i = 0; i < get_length (self); i++)
    {
      const DeskProperty *property = desk_properties_get (self, i);
      const char *name = NULL;

      if ((property->name == NULL || strlen (property->name) <= DESK_FIELD_MAX)
          && (property->string == NULL || strlen (property->string) <= DESK_FIELD_MAX)
          && (property->bytes == NULL || g_bytes_get_size (property->bytes) <= DESK_FIELD_MAX))
        continue;
      desk_property_lookup (property->id, &name, NULL);
      return desk_fail (error, DESK_ERROR_PACKET_TOO_LARGE,
                        _ ("The property “%s” is longer than the 65,535 bytes that MQTT allows. Shorten it."), name);
    }

  return TRUE;
}
