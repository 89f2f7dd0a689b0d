/* test-batch.c: batches keep what they are given
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "desk-batch.h"
#include "desk-properties.h"

static void
test_keeps_order_and_bytes (void)
{
  g_autoptr (DeskBatch) batch = desk_batch_new ();
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  GRefString *topic = g_ref_string_new ("a/b");
  g_autofree guint8 *big = g_malloc (300000);
  DeskRecord record;

  memset (big, 7, 300000);
  desk_properties_add_string (properties, DESK_PROP_CONTENT_TYPE, "text/plain", -1);

  for (int i = 0; i < 1000; i++)
    {
      if (i == 500)
        g_assert_true (desk_batch_append (batch, i, topic, 0, NULL, big, 300000));
      else if (i % 2 == 0)
        g_assert_true (desk_batch_append (batch, i, topic, DESK_MESSAGE_RETAINED, NULL, &i, sizeof i));
      else
        g_assert_true (desk_batch_append (batch, i, topic, 1, properties, NULL, 0));
    }

  g_assert_cmpuint (desk_batch_get_length (batch), ==, 1000);
  g_assert_cmpuint (desk_batch_get_size (batch), >, 300000);
  for (int i = 0; i < 1000; i++)
    {
      desk_batch_get (batch, (guint) i, &record);
      g_assert_cmpint (record.time, ==, i);
      g_assert_true (record.topic == topic);
      if (i == 500)
        g_assert_cmpmem (record.payload, record.length, big, 300000);
      else if (i % 2 == 0)
        g_assert_cmpmem (record.payload, record.length, &i, sizeof i);
      else
        {
          g_assert_cmpuint (record.length, ==, 0);
          g_assert_true (record.properties == properties);
          g_assert_cmpint (record.flags & DESK_MESSAGE_QOS_MASK, ==, 1);
        }
    }
  g_ref_string_release (topic);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/batch/keeps-order-and-bytes", test_keeps_order_and_bytes);

  return g_test_run ();
}
