/* desk-size-memory.c: sizes that a person set, kept for the next start
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-size-memory"

#include "config.h"

#include "desk-size-memory.h"

#define WRITE_DELAY 500 /* ms after a change: a drag is many of them */

/* Settings that are written behind, and read only once: without a service that
 * stores them every write fails and would set the size back under the hand of
 * the person who drags. */
struct _DeskSizeMemory
{
  GObject parent_instance;
  GSettings *settings; /* (owned) */
  guint write_source;  /* 0: nothing to write */
};

G_DEFINE_FINAL_TYPE (DeskSizeMemory, desk_size_memory, G_TYPE_OBJECT)

static gboolean
write_sizes (gpointer user_data)
{
  DeskSizeMemory *self = user_data;

  self->write_source = 0;
  g_settings_apply (self->settings);

  return G_SOURCE_REMOVE;
}

static void
on_changed (DeskSizeMemory *self)
{
  g_assert (DESK_IS_SIZE_MEMORY (self));

  if (self->write_source == 0 && g_settings_get_has_unapplied (self->settings))
    self->write_source = g_timeout_add (WRITE_DELAY, write_sizes, self);
}

/* A key has a range, and a value outside of it cannot be written. */
static GVariant *
to_setting (const GValue *value, const GVariantType *type, gpointer user_data)
{
  GSettingsSchemaKey *key = user_data;
  g_autoptr (GVariant) range = NULL;
  g_autoptr (GVariant) limits = NULL;
  const char *kind;
  int least, most;

  if (G_VALUE_HOLDS_BOOLEAN (value))
    return g_variant_new_boolean (g_value_get_boolean (value));
  range = g_settings_schema_key_get_range (key);
  g_variant_get (range, "(&sv)", &kind, &limits);
  g_variant_get (limits, "(ii)", &least, &most);

  return g_variant_new_int32 (CLAMP (g_value_get_int (value), least, most));
}

static gboolean
from_setting (GValue *value, GVariant *variant, gpointer user_data)
{
  if (G_VALUE_HOLDS_BOOLEAN (value))
    g_value_set_boolean (value, g_variant_get_boolean (variant));
  else
    g_value_set_int (value, g_variant_get_int32 (variant));

  return TRUE;
}

static void
desk_size_memory_dispose (GObject *object)
{
  DeskSizeMemory *self = DESK_SIZE_MEMORY (object);

  g_clear_handle_id (&self->write_source, g_source_remove);
  if (self->settings != NULL)
    g_settings_apply (self->settings);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (desk_size_memory_parent_class)->dispose (object);
}

static void
desk_size_memory_class_init (DeskSizeMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_size_memory_dispose;
}

static void
desk_size_memory_init (DeskSizeMemory *self)
{
  self->settings = g_settings_new ("com.example.MqttDesk");
  g_settings_delay (self->settings);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

/**
 * desk_size_memory_new:
 *
 * Returns: (transfer full): a memory that keeps nothing yet
 */
DeskSizeMemory *
desk_size_memory_new (void)
{
  return g_object_new (DESK_TYPE_SIZE_MEMORY, NULL);
}

/**
 * desk_size_memory_keep:
 * @self: a memory
 * @key: of the settings; a boolean, or an integer with a range
 * @object: whose property it is
 * @property: of the same type
 *
 * Sets the property to what is in the settings, and from then on writes what it
 * changes to, brought into the range.
 */
void
desk_size_memory_keep (DeskSizeMemory *self, const char *key, gpointer object, const char *property)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  g_return_if_fail (DESK_IS_SIZE_MEMORY (self));

  g_object_get (self->settings, "settings-schema", &schema, NULL);
  g_settings_bind_with_mapping (self->settings, key, object, property,
                                G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES,
                                from_setting, to_setting, g_settings_schema_get_key (schema, key),
                                (GDestroyNotify) g_settings_schema_key_unref);
}
