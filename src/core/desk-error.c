/* desk-error.c: the one error domain of the program
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-error.h"

G_DEFINE_QUARK (desk-error-quark, desk_error)

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
