/* desk-check-finding.c: what one step of a connection check found
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-check-finding.h"

/**
 * desk_check_finding_new:
 * @id: (transfer none): static name of the step
 * @title: (transfer none): its static name for a person
 *
 * Returns: (transfer full): what there is to say before the step
 */
DeskCheckFinding *
desk_check_finding_new (const char *id, const char *title)
{
  DeskCheckFinding *self = g_new0 (DeskCheckFinding, 1);

  self->id = id;
  self->title = title;
  self->time = -1;

  return self;
}

/**
 * desk_check_finding_copy:
 * @self: a finding
 *
 * Returns: (transfer full): a copy that another thread may have
 */
DeskCheckFinding *
desk_check_finding_copy (const DeskCheckFinding *self)
{
  DeskCheckFinding *copy = g_memdup2 (self, sizeof *self);

  copy->reason = g_strdup (self->reason);
  copy->advice = g_strdup (self->advice);
  copy->text = g_strdup (self->text);
  if (self->details != NULL)
    copy->details = g_string_new_len (self->details->str, (gssize) self->details->len);

  return copy;
}

/**
 * desk_check_finding_free:
 * @self: (transfer full) (nullable): a finding
 *
 * Frees it.
 */
void
desk_check_finding_free (DeskCheckFinding *self)
{
  if (self == NULL)
    return;

  g_free (self->reason);
  g_free (self->advice);
  g_free (self->text);
  if (self->details != NULL)
    g_string_free (self->details, TRUE);
  g_free (self);
}

/**
 * desk_check_finding_say:
 * @self: a finding
 * @state: how the step went
 * @format: what was found, in plain words; takes the place of what was said before
 * @...: arguments of @format
 *
 * Returns: whether the steps that come after make sense
 */
gboolean
desk_check_finding_say (DeskCheckFinding *self, DeskCheckState state, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_free (self->reason);
  self->reason = g_strdup_vprintf (format, args);
  va_end (args);
  self->state = state;

  return state != DESK_CHECK_FAILED;
}

/**
 * desk_check_finding_fail:
 * @self: a finding
 * @error: why the step failed, in words
 *
 * Returns: %FALSE
 */
gboolean
desk_check_finding_fail (DeskCheckFinding *self, const GError *error)
{
  return desk_check_finding_say (self, DESK_CHECK_FAILED, "%s", error->message);
}

/**
 * desk_check_finding_advise:
 * @self: a finding
 * @format: what to try next; takes the place of what was said before
 * @...: arguments of @format
 */
void
desk_check_finding_advise (DeskCheckFinding *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_free (self->advice);
  self->advice = g_strdup_vprintf (format, args);
  va_end (args);
}

/**
 * desk_check_finding_add_detail:
 * @self: a finding
 * @format: one more line
 * @...: arguments of @format
 */
void
desk_check_finding_add_detail (DeskCheckFinding *self, const char *format, ...)
{
  va_list args;

  if (self->details == NULL)
    self->details = g_string_new (NULL);
  else
    g_string_append_c (self->details, '\n');
  va_start (args, format);
  g_string_append_vprintf (self->details, format, args);
  va_end (args);
}

/**
 * desk_check_finding_set_remedy:
 * @self: a finding
 * @remedy: what would mend it
 * @number: as @remedy wants it
 * @text: (nullable): as @remedy wants it
 */
void
desk_check_finding_set_remedy (DeskCheckFinding *self, DeskRemedyKind remedy, guint number, const char *text)
{
  self->remedy = remedy;
  self->number = number;
  g_free (self->text);
  self->text = g_strdup (text);
}

static const char *
label_for_transport (const char *transport)
{
  static const struct
  {
    const char *transport;
    const char *label;
  } labels[] = {
    { "mqtt", N_ ("Use plain MQTT") },
    { "mqtts", N_ ("Use MQTT over TLS") },
    { "ws", N_ ("Use WebSocket") },
    { "wss", N_ ("Use WebSocket over TLS") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_strcmp0 (labels[i].transport, transport) == 0)
      return _ (labels[i].label);

  return _ ("Use the other transport");
}

/**
 * desk_check_finding_dup_remedy_label:
 * @self: a finding
 *
 * Returns: (transfer full) (nullable): what a button for the remedy says;
 *   %NULL if there is none
 */
char *
desk_check_finding_dup_remedy_label (const DeskCheckFinding *self)
{
  switch (self->remedy)
    {
    case DESK_REMEDY_TRANSPORT:
      return g_strdup (label_for_transport (self->text));
    case DESK_REMEDY_PORT:
      return g_strdup_printf (_ ("Use port %u"), self->number);
    case DESK_REMEDY_VERSION:
      return g_strdup_printf (_ ("Use MQTT %s"), self->number == DESK_MQTT_5   ? "5"
                                                 : self->number == DESK_MQTT_3_1 ? "3.1"
                                                                                 : "3.1.1");
    case DESK_REMEDY_TRUST:
      return g_strdup (_ ("Trust this certificate"));
    case DESK_REMEDY_CLIENT_ID:
      return g_strdup (_ ("Use another client ID"));
    case DESK_REMEDY_NONE:
    default:
      return NULL;
    }
}
