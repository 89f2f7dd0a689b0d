/* desk-demo-devices.c: what the simulated devices of the demo do
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-demo-devices"

#include "config.h"

#include <math.h>

#include "desk-device.h"

/* JSON has a point whatever the locale says. */
static const char *
format_number (char *buffer, gsize size, double number, int decimals)
{
  char format[8];

  g_snprintf (format, sizeof format, "%%.%df", decimals);

  return g_ascii_formatd (buffer, (int) size, format, number);
}

/* Appends `"name": number` and what separates it from the member before. */
static void
add_number (GString *json, const char *name, double number, int decimals)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (json, "%s\"%s\": %s", json->len > 1 ? ", " : "", name,
                          format_number (buffer, sizeof buffer, number, decimals));
}

static void
add_text (GString *json, const char *name, const char *text)
{
  g_string_append_printf (json, "%s\"%s\": \"%s\"", json->len > 1 ? ", " : "", name, text);
}

static void
say_json (DeskDevice *device, const char *topic, GString *json, guint8 qos, DeskProperties *properties)
{
  g_autoptr (GBytes) payload = NULL;

  g_string_append_c (json, '}');
  payload = g_string_free_to_bytes (json);
  desk_device_publish (device, topic, payload, qos, FALSE, properties);
}

static void
say_number (DeskDevice *device, const char *topic, double number, int decimals)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  desk_device_say (device, topic, format_number (buffer, sizeof buffer, number, decimals), 0, FALSE);
}

/* -1 at night to 1 in the early afternoon, local time */
static double
time_of_day (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  double hours = g_date_time_get_hour (now) + g_date_time_get_minute (now) / 60.0;

  return cos ((hours - 14) * G_PI / 12);
}

/* A press: warms up while it works, cools down in its pauses. */
static void
measure_press (DeskDevice *device)
{
  double *values = desk_device_values (device);
  gboolean running = values[2] > 0;
  GString *json = g_string_new ("{");

  if (desk_device_chance (device, running ? 0.01 : 0.04))
    values[2] = running ? 0 : 1;

  add_number (json, "value", desk_device_drift (device, 0, running ? 68 : 41, 0.15), 1);
  add_text (json, "unit", "°C");
  add_number (json, "seq", (double) desk_device_count (device), 0);
  say_json (device, "plant/line1/press3/temperature", json, 1, NULL);

  json = g_string_new ("{");
  add_number (json, "rms", fmax (0.02, desk_device_drift (device, 1, running ? 2.8 : 0.1, 0.08)), 2);
  add_text (json, "unit", "mm/s");
  add_text (json, "state", running ? "running" : "idle");
  say_json (device, "plant/line1/press3/vibration", json, 0, NULL);
}

/* An energy meter of three phases; it speaks MQTT 5 and says what its payload is. */
static void
measure_energy (DeskDevice *device)
{
  g_autoptr (DeskProperties) properties = desk_properties_new ();
  double *values = desk_device_values (device);
  double power = fmax (150, desk_device_drift (device, 0, 4200 + 1500 * time_of_day (), 120));
  GString *json = g_string_new ("{");

  values[1] += power / 3.6e6;
  add_number (json, "power", power, 0);
  add_number (json, "energy", values[1], 4);
  g_string_append (json, ", \"voltage\": {");
  for (guint phase = 0; phase < 3; phase++)
    {
      double volts = desk_device_drift (device, 2 + phase, 230, 0.3);
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (json, "%s\"L%u\": %s", phase > 0 ? ", " : "", phase + 1,
                              format_number (buffer, sizeof buffer, volts, 1));
    }
  g_string_append (json, "}, \"units\": [\"W\", \"kWh\", \"V\"]");

  desk_properties_add_number (properties, DESK_PROP_PAYLOAD_FORMAT_INDICATOR, 1);
  desk_properties_add_number (properties, DESK_PROP_MESSAGE_EXPIRY_INTERVAL, 60);
  desk_properties_add_string (properties, DESK_PROP_CONTENT_TYPE, "application/json", -1);
  desk_properties_add_pair (properties, "site", -1, "Lübeck", -1);
  desk_properties_add_pair (properties, "firmware", -1, "2.4.1", -1);
  say_json (device, "plant/energy/meter1", json, 1, properties);
}

/* Beds that dry until they are watered, and the air above them */
static void
measure_greenhouse (DeskDevice *device)
{
  static const char *const topics[] = { "greenhouse/bed1/moisture", "greenhouse/bed2/moisture" };
  double *values = desk_device_values (device);

  for (guint bed = 0; bed < G_N_ELEMENTS (topics); bed++)
    {
      values[bed] -= 0.03 + fabs (desk_device_noise (device, 0.03));
      if (values[bed] < 28 || desk_device_chance (device, 0.005))
        values[bed] = 55 + desk_device_noise (device, 2);
      say_number (device, topics[bed], values[bed], 1);
    }
  say_number (device, "greenhouse/temperature",
              desk_device_drift (device, 2, 19 + 6 * time_of_day (), 0.08), 2);
}

static void
say_open (DeskDevice *device, const char *topic, double open)
{
  desk_device_say (device, topic, open > 0 ? "open" : "closed", 1, TRUE);
}

static void
connect_hall (DeskDevice *device)
{
  double *values = desk_device_values (device);

  say_open (device, "building/hall/door", values[0]);
  say_open (device, "building/hall/valve", values[1]);
}

/* A door and a valve: they speak when something changes, and the broker keeps what they said. */
static void
measure_hall (DeskDevice *device)
{
  double *values = desk_device_values (device);

  if (desk_device_chance (device, values[0] > 0 ? 0.6 : 0.25))
    {
      values[0] = values[0] > 0 ? 0 : 1;
      say_open (device, "building/hall/door", values[0]);
    }
  if (desk_device_chance (device, 0.1))
    {
      values[1] = values[1] > 0 ? 0 : 1;
      say_open (device, "building/hall/valve", values[1]);
    }
  values[2] = fmax (values[2] - 0.01, 5);
  say_number (device, "building/hall/door/battery", values[2], 0);
}

/* The raw signal of an accelerometer: 256 samples, signed, 16 bits, little-endian */
static void
measure_waveform (DeskDevice *device)
{
  gint16 samples[256];
  g_autoptr (GBytes) payload = NULL;
  double strength = desk_device_drift (device, 0, 9000, 400);
  double phase = desk_device_noise (device, 1);

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      double angle = phase + i * 2 * G_PI / 32;
      double sample = strength * (sin (angle) + 0.3 * sin (3 * angle)) + desk_device_noise (device, 500);

      samples[i] = GINT16_TO_LE ((gint16) CLAMP (sample, G_MININT16, G_MAXINT16));
    }
  payload = g_bytes_new (samples, sizeof samples);
  desk_device_publish (device, "plant/line1/press3/waveform", payload, 0, FALSE, NULL);
}

/* A vehicle on its round through the hall. Its radio has holes: then its last will tells. */
static void
measure_vehicle (DeskDevice *device)
{
  double *values = desk_device_values (device);
  GString *json = g_string_new ("{");

  values[0] = fmod (values[0] + 0.02 + fabs (desk_device_noise (device, 0.004)), 2 * G_PI);
  values[1] = values[1] > 12 ? values[1] - 0.004 : 98;
  add_number (json, "x", 24 + 18 * cos (values[0]), 2);
  add_number (json, "y", 11 + 7 * sin (values[0]), 2);
  add_number (json, "heading", fmod (values[0] * 180 / G_PI + 90, 360), 0);
  add_number (json, "battery", values[1], 0);
  say_json (device, "logistics/agv7/position", json, 0, NULL);
}

const DeskDeviceType desk_demo_devices[] = {
  {
    .client_id = "press-3",
    .version = DESK_MQTT_3_1_1,
    .status_topic = "plant/line1/press3/status",
    .period = 500,
    .values = { 47, 2, 1 },
    .measure = measure_press,
  },
  {
    .client_id = "meter-1",
    .version = DESK_MQTT_5,
    .status_topic = "plant/energy/meter1/status",
    .period = 1000,
    .values = { 4300, 18231.25, 230, 231, 229 },
    .measure = measure_energy,
  },
  {
    .client_id = "greenhouse",
    .version = DESK_MQTT_3_1_1,
    .status_topic = "greenhouse/status",
    .period = 2000,
    .values = { 41, 47, 21 },
    .measure = measure_greenhouse,
  },
  {
    .client_id = "hall",
    .version = DESK_MQTT_5,
    .status_topic = "building/hall/status",
    .period = 5000,
    .values = { 0, 1, 86 },
    .connected = connect_hall,
    .measure = measure_hall,
  },
  {
    .client_id = "accelerometer-3",
    .version = DESK_MQTT_3_1_1,
    .status_topic = "plant/line1/accelerometer/status",
    .period = 2000,
    .values = { 9000 },
    .measure = measure_waveform,
  },
  {
    .client_id = "agv-7",
    .version = DESK_MQTT_3_1_1,
    .status_topic = "logistics/agv7/status",
    .period = 250,
    .absence = 4,
    .values = { 0, 81 },
    .measure = measure_vehicle,
  },
};

const guint desk_demo_n_devices = G_N_ELEMENTS (desk_demo_devices);
