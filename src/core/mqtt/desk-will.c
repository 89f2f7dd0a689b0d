/* desk-will.c: the message that a broker publishes when a client is gone
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-will.h"

/**
 * desk_will_new:
 * @topic: where it is published
 * @payload: (nullable): what; a reference is taken
 *
 * Makes a will with QoS 0.
 *
 * Returns: (transfer full): the will
 */
DeskWill *
desk_will_new (const char *topic, GBytes *payload)
{
  DeskWill *self = g_new0 (DeskWill, 1);

  self->topic = g_strdup (topic);
  self->payload = payload != NULL ? g_bytes_ref (payload) : NULL;

  return self;
}

/**
 * desk_will_copy:
 * @self: a will
 *
 * Returns: (transfer full): a copy
 */
DeskWill *
desk_will_copy (const DeskWill *self)
{
  DeskWill *copy = desk_will_new (self->topic, self->payload);

  copy->payload_file = g_strdup (self->payload_file);
  copy->qos = self->qos;
  copy->retained = self->retained;
  copy->properties = self->properties != NULL ? desk_properties_ref (self->properties) : NULL;

  return copy;
}

/**
 * desk_will_free:
 * @self: (transfer full): a will
 *
 * Frees it.
 */
void
desk_will_free (DeskWill *self)
{
  g_free (self->topic);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_free (self->payload_file);
  g_clear_pointer (&self->properties, desk_properties_unref);
  g_free (self);
}

/**
 * desk_will_equal:
 * @self: (nullable): a will
 * @other: (nullable): a will
 *
 * Returns: whether both say the same; what a file holds is not looked at
 */
gboolean
desk_will_equal (const DeskWill *self, const DeskWill *other)
{
  if (self == NULL || other == NULL)
    return self == other;

  return g_strcmp0 (self->topic, other->topic) == 0 && self->qos == other->qos && self->retained == other->retained
         && (self->payload == other->payload
             || (self->payload != NULL && other->payload != NULL && g_bytes_equal (self->payload, other->payload)))
         && g_strcmp0 (self->payload_file, other->payload_file) == 0
         && desk_properties_equal (self->properties, other->properties);
}

static gboolean
fail_file (GError **error, const char *path, const char *reason)
{
  return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                    _ ("The payload of the last will cannot be read from “%s”: %s. Choose another file in the profile."),
                    path, reason);
}

/* Nothing that a read may wait for, like a FIFO */
static gboolean
open_file (const char *path, int *fd, gsize *size, GError **error)
{
  struct stat status;

  *fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (*fd < 0 || fstat (*fd, &status) != 0)
    return fail_file (error, path, g_strerror (errno));
  if (!S_ISREG (status.st_mode))
    return fail_file (error, path, _ ("it is not a file"));
  if (status.st_size > (off_t) DESK_FIELD_MAX)
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("The file “%s” is too large for a last will, whose payload has at most 65,535 bytes. Choose a "
                         "smaller one in the profile."),
                      path);
  *size = (gsize) status.st_size;

  return TRUE;
}

static GBytes *
read_file (const char *path, GError **error)
{
  g_autofree guint8 *data = NULL;
  GBytes *bytes = NULL;
  gsize size = 0, n_read = 0;
  int fd = -1;

  if (open_file (path, &fd, &size, error))
    {
      data = g_malloc (size + 1);
      while (n_read < size)
        {
          gssize n = read (fd, data + n_read, size - n_read);

          if (n <= 0)
            break;
          n_read += (gsize) n;
        }
      bytes = g_bytes_new_take (g_steal_pointer (&data), n_read);
    }
  if (fd >= 0)
    close (fd);

  return bytes;
}

/**
 * desk_will_read_payload:
 * @self: a will
 * @error: %DESK_ERROR_INVALID_PROFILE
 *
 * Returns: (transfer full) (nullable): what is to be published, or %NULL with
 *   @error set if the file cannot be read
 */
GBytes *
desk_will_read_payload (const DeskWill *self, GError **error)
{
  if (self->payload_file != NULL)
    return read_file (self->payload_file, error);

  return self->payload != NULL ? g_bytes_ref (self->payload) : g_bytes_new (NULL, 0);
}
