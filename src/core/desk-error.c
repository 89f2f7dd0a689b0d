/* desk-error.c: the one error domain of the program
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-error.h"

/* GLib finds the private data by a detour that GCC 12 takes for a possible NULL. */
#pragma GCC diagnostic ignored "-Wnull-dereference"

typedef struct
{
  char *fingerprint; /* (owned) (nullable) */
} DeskErrorPrivate;

static void
desk_error_private_init (DeskErrorPrivate *priv)
{
  priv->fingerprint = NULL;
}

static void
desk_error_private_copy (const DeskErrorPrivate *from, DeskErrorPrivate *to)
{
  to->fingerprint = g_strdup (from->fingerprint);
}

static void
desk_error_private_clear (DeskErrorPrivate *priv)
{
  g_free (priv->fingerprint);
}

G_DEFINE_EXTENDED_ERROR (DeskError, desk_error)

/**
 * desk_fail:
 * @error: (out) (optional): where the error goes
 * @code: the error's code
 * @format: what the person reads: the cause and the next step
 * @...: arguments of @format
 *
 * Sets @error and returns %FALSE, so that a failure is one line.
 *
 * Returns: %FALSE
 */
gboolean
desk_fail (GError **error, DeskError code, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL && *error == NULL)
    *error = g_error_new_valist (DESK_ERROR, (int) code, format, args);
  va_end (args);

  return FALSE;
}

/**
 * desk_error_set_fingerprint:
 * @error: an error of this domain
 * @fingerprint: SHA-256 of a certificate
 *
 * Notes which certificate an error is about, so that a person may trust it.
 */
void
desk_error_set_fingerprint (GError *error, const char *fingerprint)
{
  DeskErrorPrivate *priv;

  g_return_if_fail (error != NULL && error->domain == DESK_ERROR);

  priv = desk_error_get_private (error);
  g_free (priv->fingerprint);
  priv->fingerprint = g_strdup (fingerprint);
}

/**
 * desk_error_get_fingerprint:
 * @error: (nullable): an error
 *
 * Returns: (nullable): SHA-256 of the certificate that it is about
 */
const char *
desk_error_get_fingerprint (const GError *error)
{
  if (error == NULL || error->domain != DESK_ERROR)
    return NULL;

  return desk_error_get_private (error)->fingerprint;
}
