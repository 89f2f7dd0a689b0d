/* figure.h: what a benchmark has measured, as the JSON lines of measure/figure.py
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdio.h>
#include <stdlib.h>

#include <glib.h>

static inline int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return difference < 0 ? -1 : difference > 0;
}

/* The value that @percent of a hundred of @values (of double, which are sorted here) do not reach, and the highest for 100 */
static inline double
get_percentile (GArray *values, double percent)
{
  g_array_sort (values, compare_doubles);

  return g_array_index (values, double, (guint) ((values->len - 1) * percent / 100));
}

/* A JSON line, also to the file that MQTT_DESK_FIGURES names */
static inline void
write_figure (const char *line)
{
  const char *path = g_getenv ("MQTT_DESK_FIGURES");
  FILE *file = path != NULL ? fopen (path, "a") : NULL;

  g_print ("%s\n", line);
  if (file == NULL)
    return;
  fprintf (file, "%s\n", line);
  fclose (file);
}

static inline double
get_load (void)
{
  double load = 0;

  getloadavg (&load, 1);

  return load;
}

/* A figure without a reference: the median of @values (of double) should be @at_most */
static inline void
report_value (const char *benchmark, const char *name, const char *unit, GArray *values, double at_most)
{
  double value = get_percentile (values, 50);
  g_autofree char *line = g_strdup_printf (
      "{\"benchmark\": \"%s\", \"name\": \"%s\", \"value\": %.3f, \"unit\": \"%s\", \"aim\": \"value <= %g\", "
      "\"met\": %s, \"n\": %u, \"load\": %.1f}",
      benchmark, name, value, unit, at_most, value <= at_most ? "true" : "false", values->len, get_load ());

  write_figure (line);
}

/* A figure beside a reference in the same run: the median of value by reference should be @at_most */
static inline void
report_ratio (const char *benchmark, const char *name, const char *unit, const char *reference_is,
              GArray *values, GArray *references, double at_most)
{
  g_autoptr (GArray) ratios = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *line = NULL;
  double ratio;

  for (guint i = 0; i < values->len; i++)
    {
      ratio = g_array_index (values, double, i) / g_array_index (references, double, i);
      g_array_append_val (ratios, ratio);
    }
  ratio = get_percentile (ratios, 50);
  line = g_strdup_printf (
      "{\"benchmark\": \"%s\", \"name\": \"%s\", \"value\": %.3f, \"unit\": \"%s\", \"reference\": %.3f, "
      "\"reference_is\": \"%s\", \"ratio\": %.3f, \"aim\": \"ratio <= %g\", \"met\": %s, \"n\": %u, "
      "\"load\": %.1f}",
      benchmark, name, get_percentile (values, 50), unit, get_percentile (references, 50), reference_is, ratio,
      at_most, ratio <= at_most ? "true" : "false", values->len, get_load ());
  write_figure (line);
}
